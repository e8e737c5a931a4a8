//! The reading order of a page.
//!
//! Input: the pieces of lines of one page. Output: their order. Most pages have one column, and top to bottom is
//! the order. Where pieces stand side by side (columns, cells of several lines, the masthead), the order of drawing is
//! followed there, as word processors draw in the order of the text; where that runs backwards, the page is cut
//! into columns at its gutters.

use crate::extract::Role;

use super::rows::Piece;
use super::tags::Tag;

/// A piece with what the tags say of it.
#[derive(Debug)]
pub(super) struct Placed {
    pub piece: Piece,
    pub tag: Tag,
}

/// Two pieces stand side by side when their baselines are closer than this part of the size.
const SIDE_BY_SIDE: f32 = 0.9;

/// The order of drawing is not trusted where more than this part of its steps goes up within a column.
const MAX_BACKWARD: f32 = 0.15;

/// Sorts pieces into reading order. Running headers and footers, where tags tell them, stay at their height.
pub(super) fn sort(pieces: Vec<Placed>) -> Vec<Placed> {
    let (mut artifacts, mut text): (Vec<_>, Vec<_>) =
        pieces.into_iter().partition(|placed| placed.tag.role == Role::Artifact);
    by_height(&mut artifacts);
    by_height(&mut text);
    let (top, text, bottom) = peel(text);
    let blocks = blocks(text);
    let sorted = top.into_iter().chain(blocks.into_iter().flat_map(sort_block)).chain(bottom);
    merge(artifacts, sorted.collect())
}

fn by_height(pieces: &mut [Placed]) {
    pieces.sort_by(|a, b| {
        let (a, b) = (&a.piece, &b.piece);
        a.baseline.total_cmp(&b.baseline).then(a.left.total_cmp(&b.left)).then(a.drawn.cmp(&b.drawn))
    });
}

/// Takes off what stands at the top but was drawn last, and at the bottom but was drawn first: headers and
/// footers without tags.
fn peel(mut pieces: Vec<Placed>) -> (Vec<Placed>, Vec<Placed>, Vec<Placed>) {
    /// Lines of a header or footer, columns of it included.
    const MOST: usize = 6;
    let (mut top, mut bottom) = (Vec::new(), Vec::new());
    for _ in 0..MOST {
        let last_drawn = pieces.iter().map(|placed| placed.piece.drawn).max();
        if pieces.len() > 1 && pieces.first().map(|placed| placed.piece.drawn) == last_drawn {
            top.push(pieces.remove(0));
        }
        let first_drawn = pieces.iter().map(|placed| placed.piece.drawn).min();
        if pieces.len() > 1 && pieces.last().map(|placed| placed.piece.drawn) == first_drawn {
            bottom.extend(pieces.pop());
        }
    }
    bottom.reverse();
    (top, pieces, bottom)
}

/// Parts pieces sorted by height wherever all that stands above was drawn before all that stands below.
fn blocks(pieces: Vec<Placed>) -> Vec<Vec<Placed>> {
    let mut first_below = vec![usize::MAX; pieces.len() + 1];
    for (index, placed) in pieces.iter().enumerate().rev() {
        let below = first_below.get(index + 1).copied().unwrap_or(usize::MAX);
        if let Some(slot) = first_below.get_mut(index) {
            *slot = below.min(placed.piece.drawn);
        }
    }
    let mut blocks: Vec<Vec<Placed>> = vec![Vec::new()];
    let mut last_above = 0;
    for (placed, below) in pieces.into_iter().zip(first_below.into_iter().skip(1)) {
        last_above = last_above.max(placed.piece.drawn);
        if let Some(block) = blocks.last_mut() {
            block.push(placed);
        }
        if last_above < below {
            blocks.push(Vec::new());
        }
    }
    blocks
}

/// Sorts a block that arrives sorted by height.
fn sort_block(mut pieces: Vec<Placed>) -> Vec<Placed> {
    if !has_columns(&pieces) {
        return pieces;
    }
    let mut drawn: Vec<&Piece> = pieces.iter().map(|placed| &placed.piece).collect();
    drawn.sort_by_key(|piece| piece.drawn);
    let backward = drawn.iter().zip(drawn.iter().skip(1)).filter(|(a, b)| {
        let (up, overlap) = (a.baseline - b.baseline, a.left < b.right && b.left < a.right);
        up > SIDE_BY_SIDE * a.size.min(b.size) && overlap
    });
    if backward.count() as f32 <= MAX_BACKWARD * drawn.len() as f32 {
        pieces.sort_by_key(|placed| placed.piece.drawn);
        return pieces;
    }
    cut(pieces, 0)
}

/// Whether any two pieces stand side by side.
fn has_columns(pieces: &[Placed]) -> bool {
    /// Pieces looked at after each: more never share a height on a page of text.
    const REACH: usize = 32;
    pieces.iter().enumerate().any(|(index, Placed { piece, .. })| {
        let after = pieces.iter().skip(index + 1).take(REACH).map(|placed| &placed.piece);
        after
            .take_while(|other| other.baseline - piece.baseline < SIDE_BY_SIDE * piece.size.max(other.size))
            .any(|other| other.left >= piece.right || piece.left >= other.right)
    })
}

/// Recursive cuts at gutters: columns left to right where a gutter runs through, else top to bottom.
fn cut(mut pieces: Vec<Placed>, depth: usize) -> Vec<Placed> {
    /// Columns within columns.
    const MAX_DEPTH: usize = 8;
    /// A gutter is at least this wide, in parts of the size.
    const GUTTER: f32 = 0.8;

    if depth < MAX_DEPTH && pieces.len() > 1 {
        pieces.sort_by(|a, b| a.piece.left.total_cmp(&b.piece.left).then(a.piece.drawn.cmp(&b.piece.drawn)));
        let mut right = f32::NEG_INFINITY;
        let gutter = pieces.iter().position(|Placed { piece, .. }| {
            let found = right.is_finite() && piece.left - right > GUTTER * piece.size;
            right = right.max(piece.right);
            found
        });
        if let Some(at) = gutter {
            let rest = pieces.split_off(at);
            let mut sorted = cut(pieces, depth + 1);
            sorted.extend(cut(rest, depth + 1));
            return sorted;
        }
    }
    by_height(&mut pieces);
    pieces
}

/// Sets artifacts back among the text: each before the first piece that stands below it.
fn merge(artifacts: Vec<Placed>, text: Vec<Placed>) -> Vec<Placed> {
    let mut merged = Vec::with_capacity(artifacts.len() + text.len());
    let mut artifacts = artifacts.into_iter().peekable();
    for placed in text {
        while let Some(artifact) = artifacts.next_if(|artifact| artifact.piece.baseline < placed.piece.baseline) {
            merged.push(artifact);
        }
        merged.push(placed);
    }
    merged.extend(artifacts);
    merged
}
