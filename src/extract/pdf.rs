//! PDF: the text layer of each page as laid-out lines.
//!
//! Input: the bytes of a PDF file. Output: its pages, whose lines carry positions, styles and what the
//! file's own tags say. Images are not looked at, and nothing is drawn.
//!
//! [`content`] walks the operators of a page and places its characters, [`rows`] groups them to pieces of lines,
//! [`order`] finds the reading order, and [`lines`] sets the words.

mod actual_text;
mod content;
mod font;
mod labels;
mod limits;
mod lines;
mod number_tree;
mod object_streams;
mod order;
mod rows;
mod rtl;
mod spacing;
mod stream;
mod tags;
mod text_string;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::diagnostic::{Diagnostic, DiagnosticCode, Warned};
use crate::error::NotRead;
use crate::extract::Page;
use crate::limits::Limits;

use content::Budget;
use font::Fonts;
use tags::Tags;

/// Reads a PDF file.
///
/// # Errors
///
/// [`NotRead`] says why nothing could be taken from the file: it is empty or damaged, needs a password, holds
/// no text, or is the archive's error page.
pub(super) fn extract(bytes: &[u8], limits: &Limits) -> Result<Warned<Vec<Page>>, NotRead> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(NotRead::Empty);
    }
    if !has_header(bytes) {
        return Err(NotRead::Damaged("it does not begin as a PDF does".to_owned()));
    }
    if object_streams::over_limit(bytes) {
        return Err(NotRead::OverLimit("its objects unpack to more than any report needs".to_owned()));
    }
    // The parser is young: a panic in it costs this file and not the run.
    catch_unwind(AssertUnwindSafe(|| read(bytes.to_vec(), limits)))
        .unwrap_or_else(|_| Err(NotRead::Damaged("its objects cannot be read".to_owned())))
}

/// Whether `%PDF-` stands near the beginning; mail and web servers put their own lines before it.
fn has_header(bytes: &[u8]) -> bool {
    /// How far readers look for the header (ISO 32000-1, annex H, note 13).
    const SEARCHED: usize = 1024;
    bytes.windows(5).take(SEARCHED).any(|window| window == b"%PDF-")
}

fn read(bytes: Vec<u8>, limits: &Limits) -> Result<Warned<Vec<Page>>, NotRead> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => NotRead::Encrypted,
        LoadPdfError::Decryption(_) => NotRead::Damaged("its encryption cannot be undone".to_owned()),
        LoadPdfError::Invalid => NotRead::Damaged("it has no page that can be found".to_owned()),
    })?;
    let total = pdf.pages().len();
    if total == 0 {
        return Err(NotRead::Damaged("it has no pages".to_owned()));
    }
    let mut warnings = Vec::new();
    if total > limits.pages {
        let message = format!("{total} pages, of which the first {} were read", limits.pages);
        warnings.push(Diagnostic::new(DiagnosticCode::LimitReached, message));
    }
    let count = total.min(limits.pages);
    let mut fonts = Fonts::new();
    let mut tags = Tags::new(&pdf);
    let mut budget = Budget::new(limits);
    let mut room = limits.lines;
    let mut pages = Vec::with_capacity(count);
    for ((page, label), number) in pdf.pages().iter().zip(labels::read(&pdf, count)).zip(1..) {
        let content = content::read(page, &mut fonts, &mut budget);
        warnings.extend(page_warnings(&content, number));
        let mut read = lines::read(content, &fonts, &mut tags);
        if read.lines.len() > room {
            read.lines.truncate(room);
            let message = format!("the file has over {} lines; the rest is left out", limits.lines);
            warnings.push(Diagnostic::on_page(DiagnosticCode::LimitReached, message, number));
        }
        room -= read.lines.len();
        pages.push(Page { label, width: read.width, height: read.height, lines: read.lines });
        if room == 0 {
            break;
        }
    }
    refuse_without_text(&pages)?;
    Ok(Warned { value: pages, warnings })
}

fn page_warnings(content: &content::PageContent, number: u32) -> Vec<Diagnostic> {
    /// Part of a page's characters that may stay unknown without a word: bullets and ornaments.
    const UNMAPPED_PART: usize = 20;
    let mut warnings = Vec::new();
    if content.unmapped * UNMAPPED_PART > content.glyphs.len() {
        let message = format!("{} of {} characters have no map to letters", content.unmapped, content.glyphs.len());
        warnings.push(Diagnostic::on_page(DiagnosticCode::UnmappedGlyphs, message, number));
    }
    if content.cut {
        let message = "the page is larger than any page of text; the rest of it was left out";
        warnings.push(Diagnostic::on_page(DiagnosticCode::LimitReached, message, number));
    }
    warnings
}

/// Refuses scans without a text layer and the archive's error pages.
fn refuse_without_text(pages: &[Page]) -> Result<(), NotRead> {
    /// Letters and digits on a page below which, over the whole file, there is no text layer: stamps and page numbers.
    const LETTERS_OF_A_SCAN: usize = 4;
    /// An error page is short: letters of the longest.
    const LETTERS_OF_AN_ERROR: usize = 1_500;

    let lines = || pages.iter().flat_map(|page| &page.lines);
    let letters: usize = lines().map(|line| line.text.chars().filter(|c| c.is_alphanumeric()).count()).sum();
    if letters < LETTERS_OF_A_SCAN * pages.len() {
        return Err(NotRead::NoText { pages: pages.len() as u32 });
    }
    if letters <= LETTERS_OF_AN_ERROR {
        let text = lines().flat_map(|line| line.text.split_whitespace()).collect::<Vec<_>>().join(" ");
        const SENTENCES: [&str; 2] =
            ["does not exist in the Official Document System", "not available in the Official Document System"];
        if let Some(sentence) = SENTENCES.into_iter().find(|sentence| text.contains(sentence)) {
            return Err(NotRead::ErrorPage(sentence.to_owned()));
        }
    }
    Ok(())
}
