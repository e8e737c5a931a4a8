//! Placed characters become the lines of a page.
//!
//! Input: what a page draws. Output: [`Line`]s in reading order, with words parted by their gaps and runs of one style.
//! It decides nothing about what a line means.

use std::ops::Range;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::extract::{Geometry, Line, Role, Run};

use super::content::{Glyph, PageContent};
use super::font::Fonts;
use super::order::{self, Placed};
use super::rows::{self, Piece};
use super::rtl;
use super::spacing::{Gap, Place, Spacing};
use super::tags::{Tag, Tags};

/// A glyph this part of the line's size above the baseline is raised.
const RAISED: f32 = 0.12;

/// A line this many times the usual distance below the one before has blank space before it.
const BLANK: f32 = 1.3;

/// The lines of a page and the size of the page as read.
pub(super) struct PageLines {
    pub lines: Vec<Line>,
    pub width: f32,
    pub height: f32,
}

/// Groups what a page draws into lines.
pub(super) fn read(mut content: PageContent, fonts: &Fonts<'_>, tags: &mut Tags<'_>) -> PageLines {
    let tags: Vec<Tag> = content.marks.iter().map(|mark| tags.of(mark)).collect();
    let by_direction = by_direction(&mut content);
    let main =
        (0..by_direction.len()).rev().max_by_key(|index| by_direction.get(*index).map_or(0, Vec::len)).unwrap_or(0);
    let page = Frame::of_page(&content, main);
    let mut lines = Vec::new();
    let others = (0..by_direction.len()).filter(|index| *index != main);
    for index in std::iter::once(main).chain(others) {
        let Some(glyphs) = by_direction.get(index) else { continue };
        let reader = LineReader { glyphs, tags: &tags, fonts };
        let placed = rows::pieces(glyphs, &tags).into_iter().map(|piece| Placed { tag: reader.tag(&piece), piece });
        let own = Frame::of_page(&content, index);
        lines.extend(order::sort(placed.collect()).iter().filter_map(|placed| {
            let mut line = reader.line(placed)?;
            line.geometry = Some(page.place(&own, &placed.piece));
            Some(line)
        }));
    }
    mark_blanks(&mut lines);
    PageLines { lines, width: page.width, height: page.height }
}

/// The glyphs of each writing direction, in the order drawn.
fn by_direction(content: &mut PageContent) -> Vec<Vec<Glyph>> {
    let glyphs = std::mem::take(&mut content.glyphs);
    if content.directions.len() == 1 {
        return vec![glyphs];
    }
    let mut groups = vec![Vec::new(); content.directions.len()];
    for glyph in glyphs {
        if let Some(group) = groups.get_mut(usize::from(glyph.direction)) {
            group.push(glyph);
        }
    }
    groups
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
    tags: &'r [Tag],
    fonts: &'r Fonts<'a>,
}

impl LineReader<'_, '_> {
    /// What the tags say of a piece: of its marked content with the most glyphs.
    fn tag(&self, piece: &Piece) -> Tag {
        let mut counts: Vec<(u32, usize)> = Vec::new();
        for glyph in piece.glyphs.iter().filter_map(|index| self.glyphs.get(*index)) {
            match counts.iter_mut().find(|(mark, _)| *mark == glyph.mark) {
                Some((_, count)) => *count += 1,
                None => counts.push((glyph.mark, 1)),
            }
        }
        let most = counts.iter().max_by_key(|(mark, count)| (*count, std::cmp::Reverse(*mark)));
        most.and_then(|(mark, _)| self.tags.get(*mark as usize)).copied().unwrap_or_default()
    }

    fn line(&self, placed: &Placed) -> Option<Line> {
        let piece = &placed.piece;
        let mut glyphs: Vec<Glyph> = piece.glyphs.iter().filter_map(|index| self.glyphs.get(*index)).copied().collect();
        let spacing = Spacing::of(&glyphs);
        let rtl = rtl::is_rtl(glyphs.iter().map(|glyph| glyph.ch));
        if rtl {
            rtl::reorder(&mut glyphs, |glyph| glyph.ch);
        }
        let raised = |glyph: &Glyph| piece.baseline - glyph.v >= RAISED * piece.size && glyph.size < piece.size;

        let mut text = String::with_capacity(glyphs.len() * 5 / 4);
        let mut runs: Vec<Run> = Vec::new();
        let mut before: Option<&Glyph> = None;
        for glyph in &glyphs {
            if let Some(before) = before {
                let place = match (raised(before), raised(glyph)) {
                    (false, true) => Place::BeforeMarker,
                    _ if is_label(&text) => Place::AfterLabel,
                    _ => Place::Text,
                };
                match spacing.between(before, glyph, place) {
                    Gap::None => {}
                    Gap::Space if !self.is_cell_border(before, glyph) => text.push(' '),
                    _ => text.push('\t'),
                }
            }
            let start = text.len();
            text.push(if rtl { rtl::mirrored(glyph.ch) } else { glyph.ch });
            self.extend_runs(&mut runs, start..text.len(), glyph, raised(glyph));
            before = Some(glyph);
        }
        if text.is_empty() {
            return None;
        }
        let mut line = Line { text, runs, role: placed.tag.role, block: placed.tag.block, ..Line::default() };
        normalize(&mut line);
        Some(line)
    }

    /// Whether two glyphs stand in different cells of a table.
    fn is_cell_border(&self, before: &Glyph, after: &Glyph) -> bool {
        let tag = |glyph: &Glyph| self.tags.get(glyph.mark as usize).copied().unwrap_or_default();
        let (before, after) = (tag(before), tag(after));
        before.role == Role::TableRow && before.block.zip(after.block).is_some_and(|(a, b)| a != b)
    }

    fn extend_runs(&self, runs: &mut Vec<Run>, range: Range<usize>, glyph: &Glyph, raised: bool) {
        let font = self.fonts.get(glyph.font as usize);
        let (bold, italic) = font.map_or((false, false), |font| (font.bold, font.italic));
        let size = (glyph.size * 10.0).round() / 10.0;
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
}

/// Whether the text of a line so far is a label as lists and numbered paragraphs have it: `12.`, `(xxviii)`, `•`.
fn is_label(text: &str) -> bool {
    /// The longest label, in bytes: `(xxviii)`.
    const LONGEST: usize = 8;
    text.len() <= LONGEST && text.ends_with(['.', ')', '•']) && !text.contains([' ', '\t'])
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

/// Marks the lines that stand clearly farther below the one before than lines of this page usually do, or lines of their
/// size.
fn mark_blanks(lines: &mut [Line]) {
    /// Leading in font sizes.
    const LEADING: f32 = 1.15;
    let size = |line: &Line| line.runs.iter().map(|run| run.size).fold(0.0, f32::max);
    let height = |line: &Line| line.geometry.map_or(0.0, |geometry| geometry.y);
    let steps: Vec<f32> = lines.iter().zip(lines.iter().skip(1)).map(|(a, b)| height(b) - height(a)).collect();
    let mut down: Vec<f32> = steps.iter().copied().filter(|step| *step > 1.0).collect();
    down.sort_by(f32::total_cmp);
    let Some(usual) = down.get(down.len() / 2) else { return };
    let sizes: Vec<f32> = lines.iter().map(size).collect();
    let of_both = sizes.iter().zip(sizes.iter().skip(1)).map(|(above, below)| above.min(*below));
    for ((line, step), size) in lines.iter_mut().skip(1).zip(steps).zip(of_both) {
        line.blank_before = step >= BLANK * usual.max(LEADING * size);
    }
}
