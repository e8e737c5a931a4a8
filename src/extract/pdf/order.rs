//! The reading order of a page.
//!
//! Input: the pieces of lines of one page. Output: their order. Most pages have one column, and top to bottom is
//! the order. Where pieces stand side by side (columns, cells of several lines, the masthead), the order of drawing is
//! followed there, as word processors draw in the order of the text; where that runs backwards, the page is cut
//! into columns at its gutters.

use super::rows::Piece;

/// Two pieces stand side by side when their baselines are closer than this part of the size.
const SIDE_BY_SIDE: f32 = 0.9;

/// The order of drawing is not trusted where more than this part of its steps goes up within a column.
const MAX_BACKWARD: f32 = 0.15;

/// Sorts `pieces` into reading order.
pub(super) fn sort(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces
        .sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.left.total_cmp(&b.left)).then(a.drawn.cmp(&b.drawn)));
    let parallel = side_by_side(&pieces);
    let (Some(first), Some(last)) = (parallel.iter().position(|side| *side), parallel.iter().rposition(|side| *side))
    else {
        return pieces;
    };
    let zone = widened(&pieces, first, last);
    let tail = pieces.split_off(zone.end);
    let middle = pieces.split_off(zone.start);
    pieces.extend(sort_zone(middle));
    pieces.extend(tail);
    pieces
}

/// For each piece whether another stands beside it.
fn side_by_side(pieces: &[Piece]) -> Vec<bool> {
    let mut parallel = vec![false; pieces.len()];
    for (index, piece) in pieces.iter().enumerate() {
        for (offset, other) in pieces.iter().enumerate().skip(index + 1) {
            let near = SIDE_BY_SIDE * piece.size.max(other.size);
            if other.baseline - piece.baseline >= near {
                break;
            }
            let apart = other.left >= piece.right || piece.left >= other.right;
            if apart {
                for side in [index, offset] {
                    if let Some(slot) = parallel.get_mut(side) {
                        *slot = true;
                    }
                }
            }
        }
    }
    parallel
}

/// The stretch of pieces to order together: from the first to the last that stand side by side, with what
/// was drawn between them but stands above or below.
fn widened(pieces: &[Piece], first: usize, last: usize) -> std::ops::Range<usize> {
    let inside = pieces.get(first..=last).unwrap_or_default();
    let drawn = inside.iter().map(|piece| piece.drawn);
    let (low, high) = (drawn.clone().min().unwrap_or(0), drawn.max().unwrap_or(0));
    let within = |piece: &&Piece| (low..=high).contains(&piece.drawn);
    let above = pieces.iter().take(first).rev().take_while(within).count();
    let below = pieces.iter().skip(last + 1).take_while(within).count();
    first - above..last + 1 + below
}

fn sort_zone(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let by_place = |piece: &Piece| (piece.baseline, piece.left);
    let mut drawn: Vec<&Piece> = pieces.iter().collect();
    drawn.sort_by_key(|piece| piece.drawn);
    let steps = drawn.len().saturating_sub(1);
    let backward = drawn
        .iter()
        .zip(drawn.iter().skip(1))
        .filter(|(a, b)| {
            let (up, overlap) = (a.baseline - b.baseline, a.left < b.right && b.left < a.right);
            up > SIDE_BY_SIDE * a.size.min(b.size) && overlap
        })
        .count();
    if backward as f32 <= MAX_BACKWARD * steps as f32 {
        pieces.sort_by_key(|piece| piece.drawn);
        return pieces;
    }
    cut(pieces, 0, &by_place)
}

/// Recursive cuts at gutters: columns left to right where a gutter runs through, else top to bottom.
fn cut(mut pieces: Vec<Piece>, depth: usize, by_place: &dyn Fn(&Piece) -> (f32, f32)) -> Vec<Piece> {
    /// Columns within columns.
    const MAX_DEPTH: usize = 8;
    /// A gutter is at least this wide, in parts of the size.
    const GUTTER: f32 = 0.8;

    if depth < MAX_DEPTH && pieces.len() > 1 {
        pieces.sort_by(|a, b| a.left.total_cmp(&b.left).then(a.drawn.cmp(&b.drawn)));
        let mut right = f32::NEG_INFINITY;
        let gutter = pieces.iter().position(|piece| {
            let found = right.is_finite() && piece.left - right > GUTTER * piece.size;
            right = right.max(piece.right);
            found
        });
        if let Some(at) = gutter {
            let rest = pieces.split_off(at);
            let mut sorted = cut(pieces, depth + 1, by_place);
            sorted.extend(cut(rest, depth + 1, by_place));
            return sorted;
        }
    }
    pieces.sort_by(|a, b| {
        let ((a_y, a_x), (b_y, b_x)) = (by_place(a), by_place(b));
        a_y.total_cmp(&b_y).then(a_x.total_cmp(&b_x))
    });
    pieces
}
