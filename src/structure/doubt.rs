//! Doubt: what speaks against a citation although it is the best that was found.
//!
//! Input: the passages with the blocks and readings that they were made of. Output: [`Passage::doubts`], and a diagnostic
//! for what a reader should look up: numbers that are missing, and lines that look like paragraphs of their own inside
//! another. It changes no citation.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Passage;
use super::block::Block;
use super::cue;
use super::label::{self, LabelStyle};
use super::lines::Lines;
use super::spine::Reading;
use crate::citation::LocatorPart;
use crate::diagnostic::{Diagnostic, DiagnosticCode};

/// What speaks against a citation, by example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// The label is damaged: `1,` for `1.`, a Cyrillic look-alike of a letter, `3l+.` read as 34.
    LabelDamaged,
    /// The paragraph begins further in or out than those of this document do.
    OffMargin,
    /// The number before it is missing: 14 behind 12.
    NumberMissing,
    /// A line inside begins with a number as paragraphs do, and was taken for text.
    LabelInside,
}

/// How sure a citation is: by whether its number is on the page, and by what speaks against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The number was inferred, a label stands inside, or more than one thing speaks against it: look at the page.
    Low,
    /// One thing speaks against it.
    Medium,
    /// Nothing speaks against it.
    High,
}

impl Confidence {
    /// The name that JSON carries, such as `high`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl Passage {
    /// How sure the citation is.
    pub fn confidence(&self) -> Confidence {
        let is_read = self.doubts.contains(&Doubt::LabelDamaged);
        let is_grave = self.doubts.contains(&Doubt::LabelInside);
        match self.doubts.len() {
            0 if !self.number_inferred => Confidence::High,
            1 if is_read || !self.number_inferred && !is_grave => Confidence::Medium,
            _ => Confidence::Low,
        }
    }
}

/// Fills in the doubts of the passages; `indent` is the usual indent of numbered paragraphs, in points.
pub(super) fn mark(
    passages: &mut [Passage],
    blocks: &[Block],
    readings: &[Reading],
    lines: &Lines,
    indent: Option<f32>,
) -> Vec<Diagnostic> {
    let mut of_line: Vec<Option<usize>> = vec![None; lines.lines.len()];
    for (at, block) in blocks.iter().enumerate() {
        for line in &block.lines {
            if let Some(slot) = of_line.get_mut(*line as usize) {
                *slot = Some(at);
            }
        }
    }
    let block_of = |line: u32| of_line.get(line as usize).copied().flatten();
    let first_block = |passage: &Passage| block_of(passage.span.lines.first()?.start);
    let mut warnings = gaps(passages);
    let indent_of = |passage: &Passage| {
        let at = first_block(passage)?;
        let is_paragraph = matches!(readings.get(at), Some(Reading::Paragraph { .. }));
        blocks.get(at).filter(|_| is_paragraph)?.look.indent
    };
    let indents: Vec<Option<f32>> = passages.iter().map(indent_of).collect();
    for (at, passage) in passages.iter_mut().enumerate() {
        if let Some(block) = first_block(passage).and_then(|at| blocks.get(at)) {
            let is_garbled =
                passage.number_inferred && (label::garbled_width(&block.text) > 0 || !block.opening.first.is_empty());
            if block.opening.damaged || is_garbled {
                passage.doubts.push(Doubt::LabelDamaged);
            }
        }
        if is_off_margin(at, &indents, indent) {
            passage.doubts.push(Doubt::OffMargin);
        }
        let is_listed = |line: u32| block_of(line).and_then(|at| readings.get(at)) == Some(&Reading::ListItem);
        if let Some(line) = label_inside(passage, lines, is_listed) {
            let begins: String = line.chars().take(SHOWN).collect();
            let message = format!("inside {} a line begins like a paragraph: “{begins}”", passage.citation);
            warnings.push(Diagnostic::on_page(DiagnosticCode::LabelInside, message, passage.span.page_index));
            passage.doubts.push(Doubt::LabelInside);
        }
    }
    warnings
}

/// Whether the paragraph at `at` begins elsewhere than paragraphs usually do, and elsewhere than those before and behind it:
/// the margin of a page or of an annex may be another.
fn is_off_margin(at: usize, indents: &[Option<f32>], usual: Option<f32>) -> bool {
    let Some(here) = indents.get(at).copied().flatten() else { return false };
    let differs = |other: Option<f32>| other.is_none_or(|other| (here - other).abs() > INDENT_TOLERANCE);
    let before = indents.iter().take(at).rev().find_map(|indent| *indent);
    let behind = indents.iter().skip(at + 1).find_map(|indent| *indent);
    usual.is_some() && [usual, before, behind].into_iter().all(differs)
}

/// A left edge this far (points) from that of the other paragraphs is another sequence's.
pub(super) const INDENT_TOLERANCE: f32 = 12.0;
/// Characters of a line that a warning shows.
const SHOWN: usize = 40;

/// The first line inside a passage, outside quotations and lists, that begins with a number where a sentence has ended, at
/// the edge at which the passage begins.
fn label_inside<'a>(passage: &Passage, lines: &Lines<'a>, is_listed: impl Fn(u32) -> bool) -> Option<&'a str> {
    let ids = || passage.span.lines.iter().cloned().flatten();
    let edge = |line: u32| lines.lines.get(line as usize)?.line.geometry.map(|place| place.x0);
    let first_edge = ids().next().and_then(edge);
    let mut quotes = 0_i32;
    let mut before = "";
    for line in ids() {
        let text = lines.text(line as usize);
        let at_edge =
            || edge(line).zip(first_edge).is_none_or(|(here, first)| (here - first).abs() <= INDENT_TOLERANCE);
        let is_due = quotes <= 0 && before.ends_with(['.', ';', ':']);
        if is_due && begins_paragraph(text) && at_edge() && !is_listed(line) {
            return Some(text);
        }
        quotes += cue::quotes(text);
        before = text;
    }
    None
}

/// Whether a line begins with a number and a capital behind it.
fn begins_paragraph(text: &str) -> bool {
    let opening = label::opening(text);
    let is_number = opening.first.iter().any(|label| label.style == LabelStyle::Arabic) && !opening.damaged;
    is_number && text.get(opening.width..).is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// Marks the passages before which numbers of the same series are missing, and says so.
fn gaps(passages: &mut [Passage]) -> Vec<Diagnostic> {
    let mut last: BTreeMap<(String, Vec<LocatorPart>), u32> = BTreeMap::new();
    let mut found = Vec::new();
    for passage in passages {
        let Some((LocatorPart::Paragraph(number), base)) = passage.citation.locator.0.split_last() else { continue };
        let Some(number) = number.split(' ').next().and_then(|number| number.parse::<u32>().ok()) else { continue };
        let series = (passage.citation.source.to_string(), base.to_vec());
        if let Some(before) = last.insert(series, number)
            && number > before + 1
        {
            let message = format!("paragraph {before} is followed by {number} ({})", passage.citation);
            found.push(Diagnostic::on_page(DiagnosticCode::NumberingGap, message, passage.span.page_index));
            passage.doubts.push(Doubt::NumberMissing);
        }
    }
    found
}
