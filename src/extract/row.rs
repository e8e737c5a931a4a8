//! Row: the cells of a table row become lines.
//!
//! Input: the lines of each cell, in order. Output: one line for a row of a table, or the lines themselves where the
//! table only lays a page out. It does not say what a table means.

use super::line::{LineBuilder, Style};
use super::{Line, Role};

/// Paragraphs in one cell of a table at most; a cell with more is a column of a page.
const MOST_PARAGRAPHS_IN_A_CELL: usize = 8;

/// Words of a paragraph at least, for the cell before it to be its number.
const FEWEST_WORDS_AFTER_A_NUMBER: usize = 3;

/// A row that is being read.
#[derive(Debug, Default)]
pub(super) struct Row {
    cells: Vec<Vec<Line>>,
}

impl Row {
    /// Begins a cell.
    pub(super) fn open_cell(&mut self) {
        self.cells.push(Vec::new());
    }

    /// Adds a line to the cell that was begun last.
    pub(super) fn place(&mut self, line: Line) {
        match self.cells.last_mut() {
            Some(cell) => cell.push(line),
            None => self.cells.push(vec![line]),
        }
    }

    /// The lines of the finished row; `block` identifies it where it is one line.
    pub(super) fn finish(self, block: u32) -> Vec<Line> {
        let cells: Vec<Vec<Line>> = self.cells.into_iter().filter(|cell| !cell.is_empty()).collect();
        // A box around text, or a table that only lays a page out: its paragraphs are what they are.
        if cells.len() <= 1 || cells.iter().any(|cell| cell.len() > MOST_PARAGRAPHS_IN_A_CELL) {
            return cells.into_iter().flatten().collect();
        }
        let role = if is_numbered_paragraph(&cells) { Role::Body } else { Role::TableRow };
        let mut row = LineBuilder::default();
        for cell in &cells {
            for line in cell {
                row.push_line(line);
                row.space(Style::default());
            }
            row.tab(Style::default());
        }
        vec![Line { role, block: Some(block), blank_before: true, ..row.finish() }]
    }
}

/// `12.` or `(b)` in one cell and a paragraph in the next: a table for the sake of the indent.
fn is_numbered_paragraph(cells: &[Vec<Line>]) -> bool {
    let [label, text] = cells else { return false };
    let [label] = label.as_slice() else { return false };
    let label = label.text.as_str();
    let is_label = match label.strip_suffix('.') {
        Some(number) => number.len() <= 3 && number.chars().all(|digit| digit.is_ascii_digit()),
        None => label.len() <= 6 && label.starts_with('(') && label.ends_with(')'),
    };
    is_label && text.iter().flat_map(|line| line.text.split_whitespace()).count() >= FEWEST_WORDS_AFTER_A_NUMBER
}
