//! Blocks: lines joined to the paragraphs and headings that were printed.
//!
//! Input: the unclaimed [`Lines`]. Output: [`Block`]s in reading order. Where the source says which lines make a
//! paragraph (tagged PDF, DOCX, HTML) it is believed; elsewhere indent, leading, short last lines and labels decide.
//! What a block is (paragraph, heading, item) is decided by [`super::spine`].

use std::borrow::Cow;

use super::contents::Contents;
use super::cue;
use super::flush;
use super::label::{self, Opening};
use super::layout::Layout;
use super::lines::{LineClass, Lines, PlacedLine};
use crate::extract::Role;

/// Lines that were printed as one paragraph or one heading.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// Ids of its lines, in reading order.
    pub lines: Vec<u32>,
    /// Their text joined, labels included, white space normalised, footnote markers left out. A tab is kept for a wide gap.
    pub text: String,
    /// The labels it opens with.
    pub opening: Opening,
    /// How it is set.
    pub look: Look,
    /// Position of the page on which it begins, counted from 0.
    pub page: usize,
    /// It stands below the lines that close a resolution, so that it is no more of its last paragraph.
    pub behind_closing: bool,
    /// Its lines do not tell whether it was printed as one paragraph or two; see [`flush::may_hold_two`].
    pub may_hold_two: bool,
}

/// How a block is set; every field is false, zero or `None` where the format does not say.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Look {
    /// Font size of most letters, in points.
    pub size: f32,
    /// Nearly all letters are bold.
    pub bold: bool,
    /// Nearly all letters are italic.
    pub italic: bool,
    /// The first word behind the label is italic and the rest is not, as in `Recalling its resolution …`.
    pub italic_lead: bool,
    /// The level of heading that the format itself gives.
    pub heading: Option<u8>,
    /// Left edge against the left edge of the page's text, in points.
    pub indent: Option<f32>,
    /// Midway between the margins, as old documents set headings.
    pub centred: bool,
    /// A blank line or clearly more than the usual leading stands before it.
    pub space_before: bool,
}

impl Look {
    /// Type tells that it is no running text, or a blank line where there is no type.
    pub(super) fn is_apart(self) -> bool {
        self.bold || self.heading.is_some() || self.size == 0.0 && self.space_before
    }
}

impl Block {
    /// The text behind the labels.
    pub(super) fn body(&self) -> &str {
        self.text.get(self.opening.width..).unwrap_or_default()
    }

    /// The text behind the first label.
    pub(super) fn body_after_first(&self) -> &str {
        self.text.get(self.opening.first_width..).unwrap_or_default()
    }
}

/// Share of letters that must be bold or italic for the block to count as set so; the label is often not.
const NEARLY_ALL: f32 = 0.9;
/// A text without terminal punctuation and at least this long (in bytes) is an interrupted paragraph, not a heading.
const INTERRUPTED_BYTES: usize = 240;

/// Lines of notes, at most, between those that close a resolution and what stands below it.
const NOTES_BETWEEN: usize = 24;

/// Joins the unclaimed lines of a document to blocks.
pub(super) fn blocks(lines: &Lines, layout: &Layout, contents: &Contents) -> Vec<Block> {
    let body: Vec<&PlacedLine> =
        lines.lines.iter().filter(|placed| lines.classes.get(placed.id as usize) == Some(&LineClass::Body)).collect();
    let mut groups: Vec<&[&PlacedLine]> = Vec::new();
    let mut rest = body.as_slice();
    while !rest.is_empty() {
        let begins = |&at: &usize| {
            rest.split_at_checked(at).is_none_or(|(group, rest)| layout.starts_block(group, rest, contents))
        };
        let (group, behind) = rest.split_at((1..rest.len()).find(begins).unwrap_or(rest.len()));
        groups.push(group);
        rest = behind;
    }
    let mut blocks: Vec<Block> = Vec::with_capacity(groups.len());
    for group in groups {
        let block = block(group, lines, layout);
        if block.text.is_empty() {
            // A line that was only a marker: its line stays with the block before it.
            if let Some(last) = blocks.last_mut() {
                last.lines.extend(&block.lines);
            }
            continue;
        }
        match blocks.last_mut() {
            Some(last) if continues(last, &block, layout) => {
                join_lines(&mut last.text, &block.text, layout);
                last.lines.extend(&block.lines);
                last.may_hold_two |= block.may_hold_two;
            }
            _ => blocks.push(block),
        }
    }
    blocks
}

fn block(group: &[&PlacedLine], lines: &Lines, layout: &Layout) -> Block {
    let mut text = String::with_capacity(group.iter().map(|placed| placed.line.text.len() + 1).sum());
    for placed in group {
        let clean =
            without_markers(&placed.line.text, lines.markers.get(placed.id as usize).map_or(&[], Vec::as_slice));
        join_lines(&mut text, &clean, layout);
    }
    let opening = label::opening(&text);
    let page = group.first().map_or(0, |placed| placed.page);
    let first = group.first().map_or(0, |placed| placed.id as usize);
    let mut above = lines.classes.get(first.saturating_sub(NOTES_BETWEEN)..first).unwrap_or_default().iter().rev();
    let behind_closing =
        above.find(|class| !matches!(class, LineClass::Footnote | LineClass::Furniture)) == Some(&LineClass::Closing);
    Block {
        lines: group.iter().map(|placed| placed.id).collect(),
        look: look(group, &opening, layout),
        text,
        opening,
        page,
        behind_closing,
        may_hold_two: flush::may_hold_two(group),
    }
}

/// Whether `next` is the rest of a paragraph that a page break, a footnote or a blank line interrupted.
fn continues(last: &Block, next: &Block, layout: &Layout) -> bool {
    let labelled = !next.opening.first.is_empty() && !next.opening.damaged || label::garbled_width(&next.text) > 0;
    if labelled || next.look.heading.is_some() || label::bullet_width(&next.text) > 0 || next.behind_closing {
        return false;
    }
    // The marker of a note that another page holds is still in the text.
    let text = flush::without_marker(&last.text);
    let finished = text.trim_end_matches(['”', '"', '’', ')', ']']).ends_with(['.', ';', ':', '!', '?']);
    let lower = next.text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
        && next.text.starts_with(|c: char| c.is_alphanumeric());
    let same_set = last.look.bold == next.look.bold && (last.look.size - next.look.size).abs() < 1.0;
    if finished || !same_set || next.look.centred {
        return false;
    }
    if lower {
        return !text.ends_with(',') || text.len() >= 40;
    }
    // Where each line is a paragraph, one with a label that the page cuts short is no heading.
    let is_cut = layout.long_lines && next.page > last.page && !last.opening.first.is_empty();
    let is_interrupted = !text.ends_with(',') && (is_cut || last.text.len() >= INTERRUPTED_BYTES);
    let goes_on = layout.long_lines || !layout.tagged && !next.look.bold && !next.look.space_before;
    is_interrupted && goes_on && !cue::is_form(&next.text)
}

fn look(group: &[&PlacedLine], opening: &Opening, layout: &Layout) -> Look {
    let (mut total, mut bold, mut italic) = (0usize, 0usize, 0usize);
    let mut sizes: Vec<(f32, usize)> = Vec::new();
    let mut lead = None;
    let mut consumed = 0usize;
    // The number of a decision stands alone, without a letter.
    let has_letters = group.iter().any(|placed| placed.line.text.chars().any(char::is_alphabetic));
    for placed in group {
        for run in &placed.line.runs {
            let Some(text) = placed.line.text.get(run.range.clone()) else { continue };
            if run.raised {
                continue;
            }
            let count = if has_letters { letters(text) } else { text.chars().filter(|c| c.is_numeric()).count() };
            total += count;
            bold += if run.bold { count } else { 0 };
            italic += if run.italic { count } else { 0 };
            match sizes.iter_mut().find(|(size, _)| (*size - run.size).abs() < 0.25) {
                Some((_, set)) => *set += count.max(1),
                None => sizes.push((run.size, count.max(1))),
            }
            let behind_label = consumed + run.range.end > opening.width;
            if lead.is_none() && behind_label && count > 1 {
                lead = Some(run.italic);
            }
        }
        consumed += placed.line.text.len() + 1;
    }
    let nearly = |part: usize| total > 0 && part as f32 >= NEARLY_ALL * total as f32;
    let first = group.first();
    let heading = first.and_then(|placed| match placed.line.role {
        Role::Heading(level) => Some(level),
        _ => None,
    });
    Look {
        size: sizes.iter().max_by_key(|(_, set)| *set).map_or(0.0, |(size, _)| *size),
        bold: nearly(bold),
        italic: nearly(italic),
        italic_lead: lead == Some(true) && !nearly(italic),
        heading,
        indent: first.and_then(|placed| layout.indent(placed)),
        centred: !group.is_empty() && group.iter().all(|placed| layout.centred(placed)),
        space_before: first.is_some_and(|placed| layout.space_before(placed)),
    }
}

/// How many letters a text has.
fn letters(text: &str) -> usize {
    // Nearly all are of ASCII, and counted many at a time in one byte.
    let of_ascii =
        |chunk: &[u8]| usize::from(chunk.iter().map(|byte| u8::from(byte.is_ascii_alphabetic())).sum::<u8>());
    let ascii = text.as_bytes().chunks(usize::from(u8::MAX)).map(of_ascii).sum();
    if text.is_ascii() {
        return ascii;
    }
    // Dashes and quotation marks are the most frequent of the others.
    let is_letter = |c: &char| !c.is_ascii() && !('\u{2000}'..='\u{206F}').contains(c) && c.is_alphabetic();
    ascii + text.chars().filter(is_letter).count()
}

/// `text` without the byte ranges of footnote markers, and without the blank that a marker leaves before punctuation.
pub(super) fn without_markers<'a>(text: &'a str, markers: &[std::ops::Range<usize>]) -> Cow<'a, str> {
    if markers.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut from = 0;
    for marker in markers {
        clean.push_str(text.get(from..marker.start).unwrap_or_default());
        let printed = text.get(marker.clone()).unwrap_or_default();
        from = (marker.end - (printed.len() - printed.trim_end().len())).max(from);
        let rest = text.get(from..).unwrap_or_default();
        if clean.ends_with([' ', '\t'])
            && (rest.is_empty() || rest.starts_with([' ', ',', '.', ';', ':', ')', '”', '’', '\t']))
        {
            clean.truncate(clean.trim_end().len());
        }
    }
    clean.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(clean)
}

/// Appends the next line of a paragraph, without the hyphen that divides a word over the two, where the document has such.
fn join_lines(text: &mut String, next: &str, layout: &Layout) {
    if layout.divisions.divides(text, next) {
        text.pop();
        text.push_str(next);
    } else {
        join_text(text, next);
    }
}

/// Appends the next line of a paragraph. A hyphen at a line end is taken for a real one; no space follows a hyphen, a dash or a slash that holds two words together.
pub(super) fn join_text(text: &mut String, next: &str) {
    let next = next.trim();
    if next.is_empty() {
        return;
    }
    let glued = text.ends_with(['-', '\u{2010}', '\u{2011}', '\u{2014}', '/'])
        && !text.ends_with(" -")
        && !text.ends_with(" /")
        || text.ends_with('\u{2013}') && !text.ends_with(" \u{2013}")
        || in_url(text, next);
    if !text.is_empty() && !glued {
        text.push(' ');
    }
    text.push_str(next);
}

/// Whether an address broken at the line end goes on in `next`.
fn in_url(text: &str, next: &str) -> bool {
    let last = text.rsplit([' ', '\t']).next().unwrap_or_default();
    let address = last.contains("://") || last.starts_with("www.");
    address
        && !text.ends_with([',', ';', ')', ']'])
        && next.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "/_?&=#%".contains(c))
        && (!text.ends_with('.') || next.starts_with(|c: char| c.is_ascii_lowercase()))
}
