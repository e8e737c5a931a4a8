//! HTML: a web page, as saved from a browser or written by a converter, as lines.
//!
//! Input: the bytes of the page. Output: one [`Line`](crate::extract::Line) for each paragraph, or several of one block where it has line
//! breaks; one for each row of a table; the numbers of lists as they are printed. Menus, forms and scripts are left
//! out; what stands beside the main part of a page is marked as [`Role::Artifact`]. What is but print in the guise of a web
//! page (see [`mod@print`]) is read as text. The page is read tag by tag, not
//! as a tree, so that broken or deeply nested pages are read in time proportional to their length.

mod element;
mod print;
mod reader;

use encoding_rs::Encoding;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};

use self::reader::PageReader;
use super::encoding::decode;
use super::flattened;
use super::{Limits, Page, Role, text};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Warned};

/// Bytes in which a page declares its encoding (browsers look at the first 1,024; saved pages put comments before it).
const DECLARATION_WINDOW: usize = 4_096;

/// Attributes of one tag. The tokenizer compares each with all before it, so that a tag of a million would not end.
const MAX_ATTRIBUTES: usize = 2_000;

/// Bytes that the main part of a page holds at least, for the rest to be beside it.
const SHORTEST_MAIN_PART: usize = 500;

/// Lays a web page out.
pub(super) fn extract(bytes: &[u8], limits: &Limits) -> Warned<Vec<Page>> {
    let (text, undecodable) = decode(bytes, declared_encoding(bytes));
    let mut warnings: Vec<Diagnostic> = undecodable.into_iter().collect();
    let readable = before_endless_tag(&text);
    if readable.len() < text.len() {
        let message = format!("a tag has over {MAX_ATTRIBUTES} attributes; the page is left out from there on");
        warnings.push(Diagnostic::new(DiagnosticCode::LimitReached, message));
    }
    let tokenizer = Tokenizer::new(PageReader::new(limits.lines, limits.nesting), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(readable));
    // The tokenizer stops where a script would run, and goes on when asked.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    let (lines, preformatted, had_room) = tokenizer.sink.finish();
    if let Some(text) = print::text(&lines, &preformatted) {
        let mut read = text::lay_out(&text, false, limits);
        read.warnings.splice(0..0, warnings);
        return read;
    }
    if !had_room {
        let message = format!("the page has over {} lines; the rest is left out", limits.lines);
        warnings.push(Diagnostic::new(DiagnosticCode::LimitReached, message));
    }

    let main_part: usize = lines.iter().filter(|placed| placed.is_main).map(|placed| placed.line.text.len()).sum();
    // Blocks count upwards from the top of the page.
    let mut parted_block = u32::MAX;
    let mut pages = vec![Page::default(); lines.last().map_or(0, |last| last.page) + 1];
    for mut placed in lines {
        if main_part >= SHORTEST_MAIN_PART && !placed.is_main {
            placed.line.role = Role::Artifact;
        }
        let Some(page) = pages.get_mut(placed.page) else { continue };
        placed.line.blank_before &= !page.lines.is_empty();
        if placed.line.role != Role::Body {
            page.lines.push(placed.line);
            continue;
        }
        let parts = flattened::part_line(placed.line, page.lines.len());
        let is_parted = parts.len() > 1;
        for mut part in parts.into_iter().take(limits.lines.saturating_sub(page.lines.len())) {
            if is_parted {
                // Each is a paragraph of its own.
                part.block = Some(parted_block);
                parted_block -= 1;
            }
            page.lines.push(part);
        }
    }
    Warned { value: pages, warnings }
}

/// The encoding that the page declares: `<meta charset="windows-1252">`, `<?xml … encoding="utf-8"?>`.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..DECLARATION_WINDOW).unwrap_or(bytes);
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let (_, label) = start.split_once("charset=").or_else(|| start.split_once("encoding="))?;
    let label = label.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(['"', '\'', ' ', ';', '>', '/', '?']).unwrap_or(label.len());
    // A page that can be searched for the word is not in UTF-16, whatever it declares.
    Encoding::for_label(label.get(..end)?.as_bytes()).filter(|encoding| encoding.is_ascii_compatible())
}

/// The page up to the first tag of more than [`MAX_ATTRIBUTES`] attributes.
fn before_endless_tag(text: &str) -> &str {
    let bytes = text.as_bytes();
    let (mut start, mut attributes, mut quote, mut before) = (None, 0_usize, None, b' ');
    for (at, byte) in bytes.iter().copied().enumerate() {
        if start.is_none() {
            if before == b'<' && byte.is_ascii_alphabetic() {
                (start, attributes) = (Some(at - 1), 0);
            }
        } else if quote.is_some() {
            if quote == Some(byte) {
                quote = None;
                attributes += 1;
            }
        } else if before == b'=' && matches!(byte, b'"' | b'\'') {
            quote = Some(byte);
        } else if byte == b'>' {
            start = None;
        } else if (byte.is_ascii_whitespace() || byte == b'/') && !(before.is_ascii_whitespace() || before == b'/') {
            attributes += 1;
        }
        if let Some(start) = start
            && attributes > MAX_ATTRIBUTES
        {
            return text.get(..start).unwrap_or_default();
        }
        before = byte;
    }
    text
}
