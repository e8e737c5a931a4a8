//! The lines of a document in one sequence, with what each has been recognised as.
//!
//! The passes of the structure stage run one after another over this sequence; each claims the lines that are
//! its own and leaves the rest. A line is claimed once, so that nothing is used twice and nothing is lost.

use std::ops::Range;

use crate::extract::{ExtractedDocument, Line};

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
}

impl<'a> Lines<'a> {
    /// The lines of `document`, all unclaimed, with the page labels that the format carries.
    pub(super) fn new(document: &'a ExtractedDocument) -> Self {
        let mut lines = Vec::new();
        for (page, content) in document.pages.iter().enumerate() {
            for line in &content.lines {
                lines.push(PlacedLine { id: lines.len() as u32, page, line });
            }
        }
        Self {
            classes: vec![LineClass::Body; lines.len()],
            markers: vec![Vec::new(); lines.len()],
            page_labels: document.pages.iter().map(|page| page.label.clone()).collect(),
            lines,
        }
    }
}
