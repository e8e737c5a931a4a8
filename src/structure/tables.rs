//! Tables: rows of figures and cells, with their titles.
//!
//! Input: all [`Lines`]; furniture, front matter, contents and footnotes claimed. Output: the rows claimed as
//! [`LineClass::Table`]. A numbered paragraph, a list of names in a paragraph or a heading is never claimed: where a
//! line could be either, it is text.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::lines::{LineClass, Lines};
use super::pattern::{begins_with_label, pattern};
use crate::extract::Role;

/// Rows that a table without tags has at least.
const FEWEST_ROWS: usize = 3;
/// Lines between two rows that belong to the table: cells that take several lines.
const LINES_BETWEEN_ROWS: usize = 3;
/// Cells of a row in a table of words.
const CELLS_OF_WORDS: usize = 3;
/// Points by which the baselines of one row may differ.
const SAME_ROW: f32 = 7.0;
/// Lines above the first row among which the title of the table stands.
const TITLE_LINES: usize = 5;

/// Claims the rows of tables.
pub(super) fn claim(lines: &mut Lines) {
    for page in lines.pages() {
        for id in tagged_rows(lines, &page) {
            lines.claim(id, LineClass::Table);
        }
        for rows in groups(lines, &page) {
            for id in rows.clone() {
                lines.claim(id, LineClass::Table);
            }
            claim_title(lines, &page, rows.start);
        }
    }
}

/// The lines of tagged tables on a page. Mastheads, summaries in a frame and lists of names are set as tables too: a table
/// counts as one where cells stand beside each other, and in it only what is no paragraph.
fn tagged_rows(lines: &Lines, page: &Range<usize>) -> Vec<usize> {
    let mut tables: Vec<Vec<usize>> = Vec::new();
    let tagged = page.clone().filter(|&id| {
        lines.is_open(id) && lines.lines.get(id).is_some_and(|placed| placed.line.role == Role::TableRow)
    });
    for id in tagged {
        match tables.last_mut() {
            Some(table) if table.last() == id.checked_sub(1).as_ref() => table.push(id),
            _ => tables.push(vec![id]),
        }
    }
    let is_table = |table: &Vec<usize>| {
        let beside = table.iter().filter(|&&id| has_cell_beside(lines, table, id)).count();
        beside * 2 >= table.len()
    };
    let is_paragraph = |id: &usize| begins_with_label(lines.text(*id)) && !has_many_cells(lines.text(*id));
    tables.into_iter().filter(is_table).flatten().filter(|id| !is_paragraph(id)).collect()
}

/// Whether a line holds several cells, or another line of the table stands to its left or right.
fn has_cell_beside(lines: &Lines, table: &[usize], id: usize) -> bool {
    let text = lines.text(id);
    let has_cells = text.contains('\t') && (!begins_with_label(text) || has_many_cells(text));
    let place = |id: usize| lines.lines.get(id).and_then(|placed| placed.line.geometry);
    let Some(own) = place(id) else { return has_cells };
    let is_beside = |other: crate::extract::Geometry| {
        (other.y - own.y).abs() < SAME_ROW && (other.x0 > own.x1 || other.x1 < own.x0)
    };
    has_cells || table.iter().filter_map(|&other| place(other)).any(is_beside)
}

fn has_many_cells(text: &str) -> bool {
    text.split('\t').count() >= CELLS_OF_WORDS
}

/// Stretches of a page that are rows, with the lines between them.
fn groups(lines: &Lines, page: &Range<usize>) -> Vec<Range<usize>> {
    let mut groups: Vec<(Range<usize>, usize)> = Vec::new();
    for id in page.clone().filter(|&id| lines.is_open(id)) {
        let text = lines.text(id);
        if !is_row(text) {
            continue;
        }
        match groups.last_mut() {
            Some((rows, count))
                if id - rows.end <= LINES_BETWEEN_ROWS && (rows.end..id).all(|between| is_cell(lines, between)) =>
            {
                rows.end = id + 1;
                *count += 1;
            }
            _ => groups.push((id..id + 1, 1)),
        }
    }
    groups.into_iter().filter(|(_, count)| *count >= FEWEST_ROWS).map(|(rows, _)| rows).collect()
}

/// A line of several cells, figures among them, or of many cells.
fn is_row(text: &str) -> bool {
    static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[(]?[-–−+<>~$€£]?\s?(?:US)?\$?\s?\d[\d\s.,]*(?:%|\s?per cent|[a-z])?[)]?$|^[-–—…]+$|^(?:n/?a|N/?A|NA|Yes|No|X|x|✓)$",
        )
    });
    let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
    if cells.len() < 2 || begins_with_label(text) && cells.len() < CELLS_OF_WORDS {
        return false;
    }
    let figures = cells.iter().skip(1).filter(|cell| FIGURE.is_match(cell)).count();
    figures * 2 >= cells.len() - 1 && figures > 0 || cells.len() >= CELLS_OF_WORDS && !begins_with_label(text)
}

/// A line between two rows that can be part of a cell: short, without a label.
fn is_cell(lines: &Lines, id: usize) -> bool {
    let text = lines.text(id);
    !lines.is_open(id) || text.chars().count() <= 80 && !begins_with_label(text) && !text.ends_with(['.', ';', ':'])
}

/// Claims `Table 2` and what stands between it and the first row.
fn claim_title(lines: &mut Lines, page: &Range<usize>, first_row: usize) {
    static TITLE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:Table|TABLE|Tableau|Cuadro|Таблица)\s+(?:[A-Z]\.?)?(?:\d{1,3}|[IVX]{1,5})\b"));
    let above: Vec<usize> = (page.start..first_row).rev().filter(|&id| lines.is_open(id)).take(TITLE_LINES).collect();
    let Some(title) = above.iter().position(|&id| TITLE.is_match(lines.text(id))) else { return };
    for &id in above.iter().take(title + 1) {
        lines.claim(id, LineClass::Table);
    }
}
