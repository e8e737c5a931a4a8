//! Replacement text (ISO 32000-1, 14.9.4): `/ActualText` says what the glyphs of a marked-content sequence stand for.
//!
//! Input: the glyphs of the sequence. Output: the same places with the characters meant. Small capitals that a
//! designer's program drew from other letters are the usual case.

use hayro_syntax::object::Dict;

use super::content::Glyph;
use super::font::visible;
use super::text_string;

/// What to read in place of the glyphs from a place on.
pub(super) struct Replacement {
    from: usize,
    text: String,
}

impl Replacement {
    /// The replacement that a sequence's properties carry, for the glyphs drawn from now on.
    pub(super) fn new(properties: &Dict<'_>, drawn: usize) -> Option<Self> {
        let text = text_string::read(properties, b"ActualText")?;
        Some(Self { from: drawn, text })
    }
}

/// Puts the replacement in the place of the last glyphs drawn.
pub(super) fn replace(glyphs: &mut Vec<Glyph>, replacement: &Replacement) {
    let letters = || replacement.text.chars().filter_map(visible);
    let count = letters().count();
    let Some(drawn) = glyphs.get_mut(replacement.from..) else { return };
    let (Some(first), Some(last)) = (drawn.first().copied(), drawn.last().copied()) else { return };
    if count == drawn.len() {
        for (glyph, ch) in drawn.iter_mut().zip(letters()) {
            glyph.ch = ch;
        }
        return;
    }
    // Glyphs of one line are set anew over the same stretch; over several lines nothing says where to break.
    let one_line = drawn.iter().all(|glyph| glyph.v == first.v && glyph.direction == first.direction);
    if count == 0 || !one_line {
        return;
    }
    let step = (last.u + last.advance - first.u) / replacement.text.trim().chars().count() as f32;
    glyphs.truncate(replacement.from);
    let mut spaced = first.spaced;
    for (position, ch) in replacement.text.trim().chars().enumerate() {
        match visible(ch) {
            Some(ch) => {
                glyphs.push(Glyph { ch, spaced, u: first.u + step * position as f32, advance: step, ..first });
                spaced = false;
            }
            None => spaced = true,
        }
    }
}
