//! Placed characters become the lines of a page.
//!
//! Input: what a page draws. Output: [`Line`]s in reading order, with words parted by their gaps and runs of one style.
//! It decides nothing about what a line means.

use std::ops::Range;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::extract::{Geometry, Line, Role, Run};

use super::content::{Glyph, Mark, PageContent};
use super::font::Fonts;
use super::order;
use super::rows::{self, Piece};
use super::tags::Tags;

/// A gap of this part of the size parts two words where no space was drawn.
const WORD_GAP: f32 = 0.15;

/// A gap of this part of the size parts two words where a space was drawn: a space that kerning took back is none.
const SPACED_GAP: f32 = 0.08;

/// A gap of this part of the size is a tab, …
const TAB_GAP: f32 = 1.0;

/// … unless it is less than so many times the middle gap of a line stretched to its margins.
const TAB_TIMES: f32 = 2.2;

/// A glyph this part of the size above the baseline is raised.
const RAISED: f32 = 0.12;

/// The lines of a page and the size of the page as read.
pub(super) struct PageLines {
    pub lines: Vec<Line>,
    pub width: f32,
    pub height: f32,
}

/// Groups what a page draws into lines.
pub(super) fn read(mut content: PageContent, fonts: &Fonts<'_>, tags: &mut Tags<'_>) -> PageLines {
    let mut by_direction: Vec<Vec<Glyph>> = vec![Vec::new(); content.directions.len()];
    if content.directions.len() == 1 {
        by_direction = vec![std::mem::take(&mut content.glyphs)];
    }
    for glyph in &content.glyphs {
        if let Some(group) = by_direction.get_mut(usize::from(glyph.direction)) {
            group.push(*glyph);
        }
    }
    let main =
        (0..by_direction.len()).rev().max_by_key(|index| by_direction.get(*index).map_or(0, Vec::len)).unwrap_or(0);
    let page = Frame::of_page(&content, main);
    let mut lines = Vec::new();
    let others = (0..by_direction.len()).filter(|index| *index != main);
    for index in std::iter::once(main).chain(others) {
        let Some(glyphs) = by_direction.get(index) else { continue };
        let pieces = order::sort(rows::pieces(glyphs));
        let own = Frame::of_page(&content, index);
        let reader = LineReader { glyphs, content: &content, fonts };
        lines.extend(pieces.iter().filter_map(|piece| {
            let mut line = reader.line(piece, tags)?;
            line.geometry = Some(page.place(&own, piece));
            Some(line)
        }));
    }
    PageLines { lines, width: page.width, height: page.height }
}

/// A page turned so that one writing direction runs from left to right.
struct Frame {
    cos: f32,
    sin: f32,
    /// What to add to turned coordinates so that the page begins at zero.
    dx: f32,
    dy: f32,
    width: f32,
    height: f32,
}

impl Frame {
    /// The page as somebody holds it who reads the text of one direction; slanted text does not turn it.
    fn of_page(content: &PageContent, direction: usize) -> Self {
        let (cos, sin) = content.directions.get(direction).copied().unwrap_or((1.0, 0.0));
        let (width, height) = (content.width, content.height);
        let (dx, dy, width, height) = match (cos, sin) {
            (0.0, -1.0) => (height, 0.0, height, width),
            (0.0, 1.0) => (0.0, width, height, width),
            (-1.0, 0.0) => (width, height, width, height),
            _ => (0.0, 0.0, width, height),
        };
        Self { cos, sin, dx, dy, width, height }
    }

    /// Where a piece of another direction stands on this page.
    fn place(&self, own: &Self, piece: &Piece) -> Geometry {
        let ends = [piece.left, piece.right].map(|u| {
            let (x, y) = (u * own.cos - piece.baseline * own.sin, u * own.sin + piece.baseline * own.cos);
            (x * self.cos + y * self.sin + self.dx, y * self.cos - x * self.sin + self.dy)
        });
        let [(x0, y0), (x1, y1)] = ends;
        Geometry { x0: x0.min(x1), x1: x0.max(x1), y: y0.max(y1) }
    }
}

struct LineReader<'r, 'a> {
    glyphs: &'r [Glyph],
    content: &'r PageContent,
    fonts: &'r Fonts<'a>,
}

impl LineReader<'_, '_> {
    fn line(&self, piece: &Piece, tags: &mut Tags<'_>) -> Option<Line> {
        let glyphs = || piece.glyphs.iter().filter_map(|index| self.glyphs.get(*index));
        let tab_gap = tab_gap(glyphs());
        let mut text = String::with_capacity(piece.glyphs.len() * 5 / 4);
        let mut runs: Vec<Run> = Vec::new();
        let mut right = f32::NEG_INFINITY;
        let mut before: Option<&Glyph> = None;
        for glyph in glyphs() {
            if let Some(before) = before {
                let size = before.size.max(glyph.size);
                let gap = glyph.u - right;
                let least = if glyph.spaced { SPACED_GAP } else { WORD_GAP };
                if gap >= tab_gap * size {
                    text.push('\t');
                } else if gap >= least * size {
                    text.push(' ');
                }
            }
            let start = text.len();
            text.push(glyph.ch);
            self.extend_runs(&mut runs, start..text.len(), glyph, piece);
            right = right.max(glyph.u + glyph.advance);
            before = Some(glyph);
        }
        if text.is_empty() {
            return None;
        }
        let (role, block) = self.role(piece, tags);
        let mut line = Line { text, runs, role, block, ..Line::default() };
        normalize(&mut line);
        Some(line)
    }

    fn extend_runs(&self, runs: &mut Vec<Run>, range: Range<usize>, glyph: &Glyph, piece: &Piece) {
        let font = self.fonts.get(glyph.font as usize);
        let (bold, italic) = font.map_or((false, false), |font| (font.bold, font.italic));
        let size = (glyph.size * 10.0).round() / 10.0;
        let raised = piece.baseline - glyph.v >= RAISED * piece.size && glyph.size < piece.size;
        match runs.last_mut() {
            Some(run) if run.size == size && run.bold == bold && run.italic == italic && run.raised == raised => {
                run.range.end = range.end;
            }
            Some(run) => {
                // The space between two runs belongs to the first.
                run.range.end = range.start;
                runs.push(Run { range, size, bold, italic, raised });
            }
            None => runs.push(Run { range, size, bold, italic, raised }),
        }
    }

    /// What the tags say of a line: of its marked content with the most glyphs.
    fn role(&self, piece: &Piece, tags: &mut Tags<'_>) -> (Role, Option<u32>) {
        let mut counts: Vec<(u32, usize)> = Vec::new();
        for glyph in piece.glyphs.iter().filter_map(|index| self.glyphs.get(*index)) {
            match counts.iter_mut().find(|(mark, _)| *mark == glyph.mark) {
                Some((_, count)) => *count += 1,
                None => counts.push((glyph.mark, 1)),
            }
        }
        let most = counts.iter().max_by_key(|(mark, count)| (*count, std::cmp::Reverse(*mark)));
        let mark = most.and_then(|(mark, _)| self.content.marks.get(*mark as usize));
        match mark {
            Some(Mark { artifact: true, .. }) => (Role::Artifact, None),
            Some(Mark { tagged: Some((parents, mcid)), .. }) => tags.find(*parents, *mcid),
            _ => (Role::Body, None),
        }
    }
}

/// The gap, in parts of the size, from which a gap in a line is a tab.
fn tab_gap<'g>(glyphs: impl Iterator<Item = &'g Glyph>) -> f32 {
    let mut gaps: Vec<f32> = Vec::new();
    let mut before: Option<&Glyph> = None;
    for glyph in glyphs {
        if let Some(before) = before {
            let gap = (glyph.u - before.u - before.advance) / glyph.size.max(before.size);
            if gap >= WORD_GAP {
                gaps.push(gap);
            }
        }
        before = Some(glyph);
    }
    gaps.sort_by(f32::total_cmp);
    // With few gaps the middle one may be the tab itself.
    const ENOUGH_GAPS: usize = 4;
    match gaps.get(gaps.len() / 2) {
        Some(middle) if gaps.len() >= ENOUGH_GAPS => TAB_GAP.max(TAB_TIMES * middle),
        _ => TAB_GAP,
    }
}

/// Brings the characters of a line to NFC, with the runs.
fn normalize(line: &mut Line) {
    if line.text.is_ascii() || is_nfc_quick(line.text.chars()) == IsNormalized::Yes {
        return;
    }
    let mut text = String::with_capacity(line.text.len());
    for run in &mut line.runs {
        let start = text.len();
        if let Some(part) = line.text.get(run.range.clone()) {
            text.extend(part.nfc());
        }
        run.range = start..text.len();
    }
    line.text = text;
}
