//! Extract: one file of any format becomes laid-out lines in one common shape.
//!
//! Input: the bytes of a file. Output: an [`ExtractedDocument`]. It reports what is on the page, in
//! reading order, and decides nothing about what a line means: paragraph numbers, headings and footnotes
//! are the business of [`crate::structure`].

mod detect;
mod docx;
mod encoding;
mod flattened;
mod html;
mod label_lines;
mod line;
mod markup;
mod numeral;
mod pdf;
mod row;
mod text;

use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Warned;
use crate::error::{Error, NotRead, Result};
pub use crate::limits::Limits;

/// Reads one file: decides the format by its content first and its name second, and lays it out.
///
/// `path` names the file in errors and gives its extension; nothing is read from disk.
///
/// # Errors
/// [`Error::NotRead`] with the reason, for a file that gives no text.
pub fn extract(path: &Path, bytes: &[u8]) -> Result<Warned<ExtractedDocument>> {
    extract_within(path, bytes, &Limits::default())
}

/// [`extract`] with limits of the caller's choice.
///
/// # Errors
/// As [`extract`].
pub fn extract_within(path: &Path, bytes: &[u8], limits: &Limits) -> Result<Warned<ExtractedDocument>> {
    lay_out(path, bytes, limits).map_err(|reason| Error::NotRead { path: path.to_owned(), reason })
}

/// Dispatches on the format, and refuses a document in which no letter was found.
fn lay_out(path: &Path, bytes: &[u8], limits: &Limits) -> std::result::Result<Warned<ExtractedDocument>, NotRead> {
    let format = detect::format(path, bytes)?;
    let Warned { value: pages, warnings } = match format {
        Format::Pdf => pdf::extract(bytes, limits)?,
        Format::Docx => docx::extract(bytes, limits)?,
        Format::Html => html::extract(bytes, limits),
        Format::Text => text::extract(bytes, detect::is_markdown(path), limits),
    };
    if pages.iter().all(|page| page.lines.is_empty()) {
        return Err(NotRead::Empty);
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Warned { value: ExtractedDocument { name, format, pages }, warnings })
}

/// The formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Portable Document Format, with a text layer.
    Pdf,
    /// Office Open XML word processing (`.docx`).
    Docx,
    /// HTML as saved from a browser.
    Html,
    /// Plain text or Markdown, in any of the encodings that reports come in.
    Text,
}

/// A file as it was read: its pages, in order.
#[derive(Debug, Clone)]
pub struct ExtractedDocument {
    /// The name of the file, without its folder: what a document that bears no symbol is cited by.
    pub name: String,
    /// The format it was read as.
    pub format: Format,
    /// The pages in order. A format without pages gives one page.
    pub pages: Vec<Page>,
}

/// One page, with its lines in reading order.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The page label that the format itself carries (PDF `/PageLabels`), such as `iv`.
    /// Labels that are only printed on the page are found by the structure stage.
    pub label: Option<String>,
    /// Width and height of the page in points, as displayed (after `/Rotate`); zero where the format has no geometry.
    pub width: f32,
    /// See [`Page::width`].
    pub height: f32,
    /// The lines, top to bottom within a column, columns left to right.
    pub lines: Vec<Line>,
}

/// One printed line (PDF, text), or one paragraph (DOCX, HTML, where lines are not fixed).
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// The characters, NFC, words separated by one U+0020. A gap far wider than a space (a tab after a
    /// paragraph number, the space between table cells) is one U+0009. No leading or trailing white
    /// space, no line breaks, no soft hyphens, no control characters.
    pub text: String,
    /// Where it stands, for formats that have geometry.
    pub geometry: Option<Geometry>,
    /// How its characters are set: consecutive ranges that cover `text`; empty where the format has no style.
    pub runs: Vec<Run>,
    /// What the format itself says of the line (tagged PDF, DOCX styles, HTML elements).
    pub role: Role,
    /// Identifies the source's own paragraph (tagged PDF structure element, `w:p`, `<p>`). Two lines
    /// with the same id belong to one paragraph, even over a page break. `None` where the source does not say.
    pub block: Option<u32>,
    /// A blank line, or clearly more leading than the line spacing, stands before it. False on the first line of a page.
    pub blank_before: bool,
}

/// A position on a page, in points, with the origin at the top left and y growing downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Geometry {
    /// Left edge of the first character.
    pub x0: f32,
    /// Right edge of the last character.
    pub x1: f32,
    /// The baseline of the line's main text (raised markers do not count).
    pub y: f32,
}

/// A stretch of a line set in one way.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Bytes of [`Line::text`].
    pub range: Range<usize>,
    /// Font size in points as displayed; zero where the format does not say.
    pub size: f32,
    /// Set in a bold face.
    pub bold: bool,
    /// Set in an italic or oblique face.
    pub italic: bool,
    /// Raised above the baseline (a footnote marker), or marked as superscript.
    pub raised: bool,
}

/// What a format says of a line beyond its characters, by example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// The format says nothing, or says it is an ordinary paragraph.
    #[default]
    Body,
    /// A piece of a line that held a whole page: paragraphs without a label may be run together in it.
    RunTogether,
    /// A running header, footer or page number (`/Artifact` in a tagged PDF, a header part in DOCX).
    Artifact,
    /// A heading of this level, 1 outermost (`/H2`, `w:outlineLvl`, `<h2>`, Markdown `##`).
    Heading(u8),
    /// A footnote or endnote (`/Note`, `footnotes.xml`, `<aside>`): the marker comes first in the text.
    Note,
    /// A row of a table, its cells separated by U+0009 (`/TR`, `w:tr`, `<tr>`). Cells of one row may take several lines.
    TableRow,
    /// A line of a table of contents (`/TOCI`, style `TOC 1`).
    ContentsEntry,
}
