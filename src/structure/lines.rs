//! The lines of a document in one sequence, with what each has been recognised as.
//!
//! The passes of the structure stage run one after another over this sequence; each claims the lines that are
//! its own and leaves the rest. A line is claimed once, so that nothing is used twice and nothing is lost.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::extract::{ExtractedDocument, Line, Run};

/// A line in the sequence of the whole document.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedLine<'a> {
    /// Position in the sequence, counted from 0 over all pages.
    pub id: u32,
    /// Position of its page in the document, counted from 0.
    pub page: usize,
    /// The line as extracted.
    pub line: &'a Line,
}

/// What a line has been recognised as, by example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum LineClass {
    /// Not claimed yet: the text proper.
    Body,
    /// A running header, a printed page number, a job number, a barcode line, a line of underscores above footnotes.
    Furniture,
    /// The masthead, a cover or title page, a note on symbols.
    FrontMatter,
    /// A line of the contents page, with its heading and column heads.
    Contents,
    /// `4 United Nations, Treaty Series, vol. 976, No. 14152.`
    Footnote,
    /// A row or cell of a table, a figure's labels.
    Table,
    /// `54th plenary meeting`, `17 December 2024`; `The meeting rose at 5.55 p.m.`
    Closing,
}

/// All lines of a document with their classes and the footnote markers found inside them.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    /// The lines in reading order.
    pub lines: Vec<PlacedLine<'a>>,
    /// The class of each line, by [`PlacedLine::id`].
    pub classes: Vec<LineClass>,
    /// Footnote markers inside body lines: bytes of the line's text to leave out, by line id, sorted.
    pub markers: Vec<Vec<Range<usize>>>,
    /// The label of each page: from the format, or as printed on the page.
    pub page_labels: Vec<Option<String>>,
    /// The height of each page in points; zero where the format has no geometry.
    pub page_heights: Vec<f32>,
    /// The width of each page in points; zero where the format has no geometry.
    pub page_widths: Vec<f32>,
}

impl<'a> Lines<'a> {
    /// The lines of `document`, all unclaimed, with the page labels that the format carries.
    pub(super) fn new(document: &'a ExtractedDocument) -> Self {
        let mut lines = Vec::with_capacity(document.pages.iter().map(|page| page.lines.len()).sum());
        for (page, content) in document.pages.iter().enumerate() {
            for line in &content.lines {
                lines.push(PlacedLine { id: lines.len() as u32, page, line });
            }
        }
        Self {
            classes: vec![LineClass::Body; lines.len()],
            markers: vec![Vec::new(); lines.len()],
            page_labels: document.pages.iter().map(|page| page.label.clone()).collect(),
            page_heights: document.pages.iter().map(|page| page.height).collect(),
            page_widths: document.pages.iter().map(|page| page.width).collect(),
            lines,
        }
    }

    /// The text of a line; empty where there is no such line.
    pub(super) fn text(&self, id: usize) -> &'a str {
        self.lines.get(id).map_or("", |placed| placed.line.text.as_str())
    }

    /// Whether no pass has claimed a line.
    pub(super) fn is_open(&self, id: usize) -> bool {
        self.classes.get(id) == Some(&LineClass::Body)
    }

    /// Claims a line, unless another pass has.
    pub(super) fn claim(&mut self, id: usize, class: LineClass) {
        if let Some(current) = self.classes.get_mut(id).filter(|current| **current == LineClass::Body) {
            *current = class;
        }
    }

    /// Whether a blank line or clearly more than the usual leading stands between two lines of one page.
    pub(super) fn has_gap(&self, above: usize, below: usize) -> bool {
        /// Leading is about 1.2 times the font size; at this many times a line has been left out.
        const WIDE_LEADING: f32 = 1.6;
        let (Some(above), Some(below)) = (self.lines.get(above), self.lines.get(below)) else { return false };
        let size = above.size().max(below.size());
        let leading = above.line.geometry.zip(below.line.geometry).map(|(above, below)| below.y - above.y);
        below.line.blank_before || size > 0.0 && leading.is_some_and(|leading| leading > WIDE_LEADING * size)
    }

    /// The font size of most characters of the unclaimed lines, in points; zero where the format does not say.
    pub(super) fn body_size(&self) -> f32 {
        let open = self.lines.iter().filter(|placed| self.is_open(placed.id as usize));
        usual_size(open.flat_map(|placed| &placed.line.runs).filter(|run| run.size > 0.0), 10.0)
    }

    /// The ids of the lines of each page, in order.
    pub(super) fn pages(&self) -> Vec<Range<usize>> {
        let mut start = 0;
        (0..self.page_labels.len())
            .map(|page| {
                let end = start + self.lines.iter().skip(start).take_while(|placed| placed.page == page).count();
                let range = start..end;
                start = end;
                range
            })
            .collect()
    }
}

impl PlacedLine<'_> {
    /// The font size of most of the line's characters, in points; zero where the format does not say.
    pub(super) fn size(&self) -> f32 {
        self.line.runs.iter().filter(|run| !run.raised).max_by_key(|run| run.range.len()).map_or(0.0, |run| run.size)
    }

    /// Whether most of the line is set in bold; asterisks and markers at its end may not be.
    pub(super) fn is_bold(&self) -> bool {
        let bold: usize = self.line.runs.iter().filter(|run| run.bold).map(|run| run.range.len()).sum();
        bold * 2 > self.line.text.len()
    }
}

/// The font size of most characters, in points, rounded to one of so many steps to the point.
pub(super) fn usual_size<'a>(runs: impl Iterator<Item = &'a Run>, steps: f32) -> f32 {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    let mut count = |size: f32, letters| *counts.entry((size * steps).round() as i32).or_default() += letters;
    // Nearly all runs are set like the one before, and counted with it.
    let mut stretch = (0.0, 0);
    for run in runs {
        if run.size != stretch.0 {
            count(stretch.0, stretch.1);
            stretch = (run.size, 0);
        }
        stretch.1 += run.range.len();
    }
    count(stretch.0, stretch.1);
    counts.into_iter().max_by_key(|(_, letters)| *letters).map_or(0.0, |(size, _)| size as f32 / steps)
}
