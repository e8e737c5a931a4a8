//! Placed characters become pieces of lines.
//!
//! Input: the glyphs of one writing direction, in the order drawn. Output: [`Piece`]s: stretches on one baseline
//! that belong to one line of one column, each a list of glyphs from left to right. It orders nothing on the page.
//!
//! Glyphs that follow one another on a baseline are a [`Fragment`]. Fragments of one baseline are a row. A wide gap
//! in a row parts two columns, unless what stands on either side was drawn in one go, and in one paragraph
//! where tags say so: then it is a tab or a row of a table.

use crate::extract::Role;

use super::content::Glyph;
use super::tags::Tag;

/// Glyphs drawn one after another on one baseline, without a wide gap.
#[derive(Debug, Clone)]
struct Fragment {
    /// Positions in the glyphs drawn, in the order of drawing.
    glyphs: std::ops::Range<usize>,
    left: f32,
    right: f32,
    baseline: f32,
    size: f32,
    /// What the tags say of its first glyph.
    tag: Tag,
}

/// Fragments on one baseline, with the raised and lowered ones that hang on them.
#[derive(Debug)]
struct Row {
    baseline: f32,
    size: f32,
    /// Positions of the fragments, in drawing order until sorted by place.
    fragments: Vec<usize>,
}

/// A line, or the part of one that belongs to one column.
#[derive(Debug)]
pub(super) struct Piece {
    /// Positions in the glyphs drawn, left to right.
    pub glyphs: Vec<usize>,
    /// The position of the glyph drawn first.
    pub drawn: usize,
    pub left: f32,
    pub right: f32,
    pub baseline: f32,
    pub size: f32,
}

/// Fragments whose baselines differ by less than this part of the size stand on one row: rounding of producers.
const SAME_BASELINE: f32 = 0.12;

/// A raised marker stands at most this part of the line's size above its baseline (measured: 0.34), …
const MAX_RISE: f32 = 0.62;

/// … and a lowered one at most this part below.
const MAX_DROP: f32 = 0.35;

/// A raised or lowered fragment is at most this part of the line's size (measured: 0.65).
const SMALL: f32 = 0.85;

/// A raised or lowered fragment touches the line: the gap to it is at most this part of the line's size.
const TOUCH: f32 = 1.2;

/// A gap of this part of the size ends a fragment: wider than any space between words, narrower than a gutter.
const WIDE_GAP: f32 = 1.0;

/// How far the pen may go back, in parts of the size, within a fragment: kerning, and accents set over letters.
const BACK: f32 = 0.35;

/// The same character drawn twice within this part of the size is one: a shadow, or boldness made by overprinting.
const OVERPRINT: f32 = 0.12;

/// The longest label that hangs in the margin before its paragraph, in characters: `(xxviii)`.
const LABEL_LENGTH: usize = 8;

/// How far, in parts of the size, a label may hang before its paragraph.
const LABEL_REACH: f32 = 5.0;

/// Beyond so many fragments a page is no page of text, and raised ones stay lines of their own.
const MAX_FRAGMENTS: usize = 20_000;

/// Groups glyphs into pieces of lines. `tags` are those of the glyphs' marks, by position.
pub(super) fn pieces(glyphs: &[Glyph], tags: &[Tag]) -> Vec<Piece> {
    let fragments = fragments(glyphs, tags);
    let mut rows = rows(&fragments);
    if fragments.len() <= MAX_FRAGMENTS {
        attach_raised(&fragments, &mut rows);
    }
    let strokes = strokes(fragments.len(), &rows);
    rows.into_iter().flat_map(|row| split(glyphs, &fragments, row, &strokes)).collect()
}

/// For each fragment the stroke it belongs to: fragments of one row drawn one after another are one stroke.
fn strokes(count: usize, rows: &[Row]) -> Vec<usize> {
    let mut row_of = vec![0; count];
    for (index, row) in rows.iter().enumerate() {
        for fragment in &row.fragments {
            if let Some(slot) = row_of.get_mut(*fragment) {
                *slot = index;
            }
        }
    }
    let mut stroke = 0;
    let mut before = None;
    row_of
        .into_iter()
        .map(|row| {
            stroke += usize::from(before.is_some_and(|before| before != row));
            before = Some(row);
            stroke
        })
        .collect()
}

fn fragments(glyphs: &[Glyph], tags: &[Tag]) -> Vec<Fragment> {
    let mut fragments: Vec<Fragment> = Vec::new();
    for (position, glyph) in glyphs.iter().enumerate() {
        let right = glyph.u + glyph.advance;
        if let Some(last) = fragments.last_mut() {
            let size = last.size.max(glyph.size);
            let gap = glyph.u - last.right;
            let level = (glyph.v - last.baseline).abs() <= 0.02 * size;
            let alike = glyph.size >= last.size * SMALL && last.size >= glyph.size * SMALL;
            if level && alike && gap < WIDE_GAP * size && gap > -BACK * size {
                last.glyphs.end = position + 1;
                last.right = last.right.max(right);
                last.size = size;
                continue;
            }
        }
        fragments.push(Fragment {
            glyphs: position..position + 1,
            left: glyph.u,
            right,
            baseline: glyph.v,
            size: glyph.size,
            tag: tags.get(glyph.mark as usize).copied().unwrap_or_default(),
        });
    }
    fragments
}

/// Rows from top to bottom.
fn rows(fragments: &[Fragment]) -> Vec<Row> {
    let mut order: Vec<usize> = (0..fragments.len()).collect();
    order.sort_by(|a, b| baseline(fragments, *a).total_cmp(&baseline(fragments, *b)).then(a.cmp(b)));
    let mut rows: Vec<Row> = Vec::new();
    for index in order {
        let Some(fragment) = fragments.get(index) else { continue };
        match rows.last_mut() {
            Some(row) if fragment.baseline - row.baseline <= SAME_BASELINE * row.size.min(fragment.size) => {
                row.fragments.push(index);
                row.size = row.size.max(fragment.size);
            }
            _ => rows.push(Row { baseline: fragment.baseline, size: fragment.size, fragments: vec![index] }),
        }
    }
    for row in &mut rows {
        row.fragments.sort_unstable();
    }
    rows
}

fn baseline(fragments: &[Fragment], index: usize) -> f32 {
    fragments.get(index).map_or(0.0, |fragment| fragment.baseline)
}

/// Moves small fragments that touch a line just above or below their own baseline to that line.
fn attach_raised(fragments: &[Fragment], rows: &mut Vec<Row>) {
    let mut moves: Vec<(usize, usize, usize)> = Vec::new();
    for (from, row) in rows.iter().enumerate() {
        for &index in &row.fragments {
            let Some(fragment) = fragments.get(index) else { continue };
            let below = rows.iter().enumerate().skip(from + 1);
            let above = rows.iter().enumerate().take(from).rev();
            let near = |distance: f32, other: &Row| distance <= MAX_RISE * other.size.max(fragment.size);
            let below = below.take_while(|(_, other)| near(other.baseline - row.baseline, other));
            let above = above.take_while(|(_, other)| near(row.baseline - other.baseline, other));
            let host = below.chain(above).find(|(_, other)| hangs_on(fragments, fragment, other));
            if let Some((to, _)) = host {
                moves.push((index, from, to));
            }
        }
    }
    for (index, from, to) in moves {
        if let Some(row) = rows.get_mut(from) {
            row.fragments.retain(|other| *other != index);
        }
        if let Some(row) = rows.get_mut(to) {
            row.fragments.push(index);
            row.fragments.sort_unstable();
        }
    }
    rows.retain(|row| !row.fragments.is_empty());
}

/// Whether a fragment is a raised or lowered part of a row.
fn hangs_on(fragments: &[Fragment], small: &Fragment, row: &Row) -> bool {
    row.fragments.iter().filter_map(|index| fragments.get(*index)).any(|host| {
        let rise = host.baseline - small.baseline;
        small.size <= host.size * SMALL
            && rise <= MAX_RISE * host.size
            && rise >= -MAX_DROP * host.size
            && small.left <= host.right + TOUCH * host.size
            && small.right >= host.left - TOUCH * host.size
    })
}

/// Parts a row at its column gaps.
fn split(glyphs: &[Glyph], fragments: &[Fragment], row: Row, strokes: &[usize]) -> Vec<Piece> {
    let mut order = row.fragments;
    order.sort_by(|a, b| {
        let left = |index: &usize| fragments.get(*index).map_or(0.0, |fragment| fragment.left);
        left(a).total_cmp(&left(b)).then(a.cmp(b))
    });
    let mut groups: Vec<(Vec<usize>, f32)> = Vec::new();
    for index in order {
        let Some(fragment) = fragments.get(index) else { continue };
        match groups.last_mut() {
            Some((group, right)) if joins(fragments, group, *right, index, row.size, strokes) => {
                group.push(index);
                *right = right.max(fragment.right);
            }
            _ => groups.push((vec![index], fragment.right)),
        }
    }
    groups.into_iter().filter_map(|(group, _)| piece(glyphs, fragments, &group)).collect()
}

/// Whether the fragment `next` goes on the line of `group`, which ends at `right`.
fn joins(fragments: &[Fragment], group: &[usize], right: f32, next: usize, size: f32, strokes: &[usize]) -> bool {
    let before = group.last().and_then(|last| fragments.get(*last).zip(strokes.get(*last)));
    let after = fragments.get(next).zip(strokes.get(next));
    let (Some((last, last_stroke)), Some((fragment, stroke))) = (before, after) else { return false };
    let gap = fragment.left - right;
    if gap < WIDE_GAP * size {
        return true;
    }
    let in_table = last.tag.role == Role::TableRow;
    let other_paragraph = last.tag.block.zip(fragment.tag.block).is_some_and(|(a, b)| a != b);
    if stroke == last_stroke && (in_table || !other_paragraph) {
        return true;
    }
    let length: usize = group.iter().filter_map(|index| fragments.get(*index)).map(|one| one.glyphs.len()).sum();
    length <= LABEL_LENGTH && gap <= LABEL_REACH * size
}

fn piece(glyphs: &[Glyph], fragments: &[Fragment], group: &[usize]) -> Option<Piece> {
    let parts = || group.iter().filter_map(|index| fragments.get(*index));
    let mut order: Vec<usize> = parts().flat_map(|fragment| fragment.glyphs.clone()).collect();
    let left_to_right = parts().zip(parts().skip(1)).all(|(a, b)| b.left >= a.right - BACK * a.size.min(b.size));
    if !left_to_right {
        let left = |index: &usize| glyphs.get(*index).map_or(0.0, |glyph| glyph.u);
        order.sort_by(|a, b| left(a).total_cmp(&left(b)).then(a.cmp(b)));
        drop_overprints(glyphs, &mut order);
    }
    // The main text of the line is its longest part at its largest size.
    let weight = |fragment: &Fragment| fragment.glyphs.len() as f32 * fragment.size;
    let main = parts().max_by(|a, b| weight(a).total_cmp(&weight(b)))?;
    Some(Piece {
        drawn: parts().map(|fragment| fragment.glyphs.start).min()?,
        left: parts().map(|fragment| fragment.left).fold(f32::INFINITY, f32::min),
        right: parts().map(|fragment| fragment.right).fold(f32::NEG_INFINITY, f32::max),
        baseline: main.baseline,
        size: main.size,
        glyphs: order,
    })
}

/// Leaves out a character that is drawn again at its own place.
fn drop_overprints(glyphs: &[Glyph], order: &mut Vec<usize>) {
    /// Copies are at most this many characters apart once sorted by place.
    const REACH: usize = 4;
    let mut kept: Vec<usize> = Vec::with_capacity(order.len());
    for &index in order.iter() {
        let Some(glyph) = glyphs.get(index) else { continue };
        let copy = kept.iter().rev().take(REACH).filter_map(|other| glyphs.get(*other)).any(|other| {
            let reach = OVERPRINT * glyph.size;
            other.ch == glyph.ch && (other.u - glyph.u).abs() <= reach && (other.v - glyph.v).abs() <= reach
        });
        if !copy {
            kept.push(index);
        }
    }
    *order = kept;
}
