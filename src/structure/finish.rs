//! Finishing: page labels, the text without an address, the outline, and what the reader should know.
//!
//! Input: what [`super::assemble`] made. Output: the [`Report`] with its diagnostics.

use std::collections::{BTreeMap, HashSet};

use super::assemble::Assembled;
use super::block::Block;
use super::doubt;
use super::lines::{LineClass, Lines};
use super::spine::Reading;
use super::{FrontMatter, OutlineEntry, Passage, PassageKind, Placement, Report};
use crate::citation::{Citation, CitedSource, Locator, LocatorPart, SourceSpan};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Warned};

/// Fewest letters that make text worth keeping as a passage without an address; page numbers and stray marks have fewer.
const UNPLACED_LETTERS: usize = 25;

/// Completes the report; `indent` is the usual indent of its numbered paragraphs, in points.
pub(super) fn finish(
    assembled: Assembled,
    blocks: &[Block],
    readings: &[Reading],
    lines: &Lines,
    front: FrontMatter,
    source: CitedSource,
    indent: Option<f32>,
) -> Warned<Report> {
    let placements = placements(&assembled, blocks, readings, lines);
    let over_unplaced = over_unplaced(&assembled, blocks, readings);
    let Assembled { passages, loose, agenda: _, headings } = assembled;
    let mut warnings = Vec::new();
    let mut unplaced = Unplaced { lines, source, pages: BTreeMap::new() };
    for (index, section) in loose {
        if let Some(block) = blocks.get(index) {
            unplaced.add(block.page, &block.text, block.lines.clone(), section);
        }
    }
    for block in over_unplaced {
        unplaced.head(block);
    }
    let mut kept: Vec<Passage> = Vec::with_capacity(passages.len());
    let mut moved = vec![0usize; passages.len() + 1];
    let mut cited: HashSet<&Citation> = HashSet::with_capacity(passages.len());
    // `(h)` that holds nothing but `(i)` has no text: its items carry it.
    let is_first: Vec<bool> =
        passages.iter().map(|passage| passage.text.is_empty() || cited.insert(&passage.citation)).collect();
    for (index, (mut passage, is_first)) in passages.into_iter().zip(is_first).enumerate() {
        let page = passage.span.page_index.saturating_sub(1) as usize;
        passage.span.page_label = lines.page_labels.get(page).cloned().flatten();
        if passage.text.is_empty() {
            // Nothing to be cited.
        } else if is_first {
            if passage.number_inferred {
                let message =
                    format!("the number of {} is not on the page; inferred from the sequence", passage.citation);
                warnings.push(Diagnostic::on_page(DiagnosticCode::NumberInferred, message, passage.span.page_index));
            }
            kept.push(passage);
        } else {
            // Two texts under one address: the second would be cited wrongly, so it is cited by page.
            let message = format!("{} comes twice; the second text is cited by page", passage.citation);
            warnings.push(Diagnostic::on_page(DiagnosticCode::NumberRepeated, message, passage.span.page_index));
            let ids: Vec<u32> = passage.span.lines.iter().cloned().flatten().collect();
            unplaced.add(page, &passage.text, ids, passage.section);
        }
        if let Some(slot) = moved.get_mut(index + 1) {
            *slot = kept.len();
        }
    }
    for (page, class) in lines.lines.iter().map(|placed| (placed, lines.classes.get(placed.id as usize))) {
        if class == Some(&LineClass::Table) {
            unplaced.add(page.page, &page.line.text, vec![page.id], Vec::new());
        }
    }
    warnings.extend(doubt::mark(&mut kept, blocks, readings, lines, indent));
    let unplaced = unplaced.passages();
    warnings.extend(unplaced.iter().map(|passage| {
        let message =
            format!("{} lines have no place in the outline; searchable, cited by page", line_count(&passage.span));
        Diagnostic::on_page(DiagnosticCode::Unrecognized, message, passage.span.page_index)
    }));
    let outline = outline(headings, &moved, kept.len(), lines);
    Warned { value: Report { front, outline, passages: kept, unplaced, placements }, warnings }
}

/// What became of each line: the passes that claimed it say so by its class, and its block by its reading.
fn placements(assembled: &Assembled, blocks: &[Block], readings: &[Reading], lines: &Lines) -> Vec<Placement> {
    let mut placements: Vec<Placement> = lines
        .classes
        .iter()
        .map(|class| match class {
            LineClass::Body | LineClass::Table => Placement::Unplaced,
            LineClass::Furniture => Placement::Furniture,
            LineClass::FrontMatter => Placement::FrontMatter,
            LineClass::Contents => Placement::Contents,
            LineClass::Footnote => Placement::Footnote,
            LineClass::Closing => Placement::Closing,
        })
        .collect();
    let mut place = |block: &Block, placement| {
        for line in &block.lines {
            if let Some(slot) = placements.get_mut(*line as usize) {
                *slot = placement;
            }
        }
    };
    for (block, reading) in blocks.iter().zip(readings) {
        place(block, if is_heading(*reading) { Placement::Heading } else { Placement::Passage });
    }
    for index in &assembled.agenda {
        blocks.get(*index).into_iter().for_each(|block| place(block, Placement::Agenda));
    }
    for (index, _) in &assembled.loose {
        blocks.get(*index).into_iter().for_each(|block| place(block, Placement::Unplaced));
    }
    placements
}

fn is_heading(reading: Reading) -> bool {
    matches!(
        reading,
        Reading::Heading(_)
            | Reading::Instrument
            | Reading::Part
            | Reading::Organ
            | Reading::Attachment
            | Reading::RecommendationNumber
    )
}

/// The headings with no passage right under them: over text without an address, or over nothing. No passage says them, so
/// that text must: `2. Paragraph 46` of a corrigendum tells what the text below it replaces.
fn over_unplaced<'a>(assembled: &Assembled, blocks: &'a [Block], readings: &[Reading]) -> Vec<&'a Block> {
    let loose: HashSet<usize> = assembled.loose.iter().map(|(index, _)| *index).collect();
    let mut is_over = true;
    let mut found = Vec::new();
    for (index, (block, reading)) in blocks.iter().zip(readings).enumerate().rev() {
        if !is_heading(*reading) {
            is_over = loose.contains(&index);
        } else if is_over {
            found.push(block);
        }
    }
    found
}

/// Text without an address, gathered by page.
struct Unplaced<'a> {
    lines: &'a Lines<'a>,
    source: CitedSource,
    pages: BTreeMap<usize, Vec<Piece>>,
}

/// Text without an address that was set in one piece.
struct Piece {
    /// Id of the line it begins on.
    first: u32,
    /// Ids of its lines, in reading order; none for a heading, whose lines have their place.
    lines: Vec<u32>,
    text: String,
    /// The headings over it; empty for the rows of a table.
    section: Vec<String>,
}

impl<'a> Unplaced<'a> {
    fn add(&mut self, page: usize, text: &str, lines: Vec<u32>, section: Vec<String>) {
        let text = super::assemble::flat(text);
        let first = lines.first().copied().unwrap_or_default();
        self.pages.entry(page).or_default().push(Piece { first, lines, text, section });
    }

    /// Adds a heading where its page has text without an address.
    fn head(&mut self, block: &Block) {
        if let Some(pieces) = self.pages.get_mut(&block.page) {
            let (text, first) = (super::assemble::flat(&block.text), block.lines.first().copied().unwrap_or_default());
            pieces.push(Piece { first, lines: Vec::new(), text, section: Vec::new() });
        }
    }

    fn passages(self) -> Vec<Passage> {
        let mut passages = Vec::new();
        for (page, mut pieces) in self.pages {
            pieces.sort_by_key(|piece| piece.first);
            let text = pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ");
            if text.chars().filter(|c| c.is_alphabetic()).nth(UNPLACED_LETTERS - 1).is_none() {
                continue;
            }
            let page_label = self.lines.page_labels.get(page).cloned().flatten();
            let printed = page_label.clone().unwrap_or_else(|| (page + 1).to_string());
            // "4/21" on the page is page 4 of 21.
            let label = printed.split('/').next().unwrap_or_default().to_owned();
            let mut span = SourceSpan { page_index: page as u32 + 1, page_label, lines: Vec::new() };
            let mut ids: Vec<u32> = pieces.iter().flat_map(|piece| piece.lines.iter().copied()).collect();
            ids.sort_unstable();
            super::assemble::add_lines(&mut span, &ids);
            let section = pieces.into_iter().map(|piece| piece.section).find(|section| !section.is_empty());
            passages.push(Passage {
                citation: Citation { source: self.source.clone(), locator: Locator(vec![LocatorPart::Page(label)]) },
                kind: PassageKind::Unrecognized,
                section: section.unwrap_or_default(),
                context: Vec::new(),
                text,
                span,
                number_inferred: false,
                doubts: Vec::new(),
            });
        }
        passages
    }
}

fn line_count(span: &SourceSpan) -> usize {
    span.lines.iter().map(|range| range.len()).sum()
}

/// The outline with the passages under each heading; `moved` maps positions before to positions after leaving some out.
fn outline(
    headings: Vec<super::assemble::PlacedHeading>,
    moved: &[usize],
    total: usize,
    lines: &Lines,
) -> Vec<OutlineEntry> {
    let first = |at: usize| moved.get(at).copied().unwrap_or(total);
    let ends: Vec<usize> = headings
        .iter()
        .enumerate()
        .map(|(index, heading)| {
            let next = headings.iter().skip(index + 1).find(|next| next.depth <= heading.depth);
            next.map_or(total, |next| first(next.first))
        })
        .collect();
    headings
        .into_iter()
        .zip(ends)
        .map(|(heading, end)| OutlineEntry {
            depth: heading.depth,
            page: lines.page_labels.get(heading.page).cloned().flatten(),
            passages: first(heading.first)..end.max(first(heading.first)),
            heading: heading.text,
        })
        .collect()
}
