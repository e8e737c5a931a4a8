//! What the gaps of a line mean: nothing, a space between words, or a tab.
//!
//! Input: the glyphs of one line, left to right. Output: [`Spacing`], which judges a gap. Spaces that a file draws are
//! not taken at their word: kerning takes some of them back, and many files draw none.

use super::content::Glyph;

/// A gap between two glyphs of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Within a word.
    None,
    /// Between two words.
    Space,
    /// Far wider than a space.
    Tab,
}

/// A gap of this part of the size parts two words where no space was drawn. Over 300,000 words of 60 reports, words
/// that three other extractors all set otherwise (Arabic and footnote markers included): 1,658 at 0.10, 866 at 0.12,
/// 744 at 0.15, 751 at 0.18 and 762 at 0.20; below it words fall apart at kerning, above it tight lines run together.
const WORD_GAP: f32 = 0.15;

/// A gap of this part of the size parts two words where a space was drawn (measured as above: 1,401 at 0.03, 717 at
/// 0.05, 720 at 0.08, 761 at 0.12). A space that kerning took back parts nothing.
const DRAWN_SPACE_GAP: f32 = 0.05;

/// A gap of this part of the size is a tab, …
const TAB_GAP: f32 = 1.0;

/// … but in a line stretched to its margins only where it is so many times the middle gap between words.
const TAB_TIMES: f32 = 1.6;

/// After a label at the start of a line a gap of this part of the size is a tab, …
const LABEL_TAB_GAP: f32 = 0.8;

/// … where it is so many times the middle gap between words, which stretching makes equal.
const LABEL_TAB_TIMES: f32 = 1.25;

/// A raised marker belongs to the word before it, over a gap of at most this part of the size: a thin space is often set.
const MARKER_GAP: f32 = 0.6;

/// How the words of one line are set.
#[derive(Debug)]
pub(super) struct Spacing {
    /// Space between letters, in parts of the size.
    tracking: f32,
    /// The gap, in parts of the size, from which on it is a tab.
    tab: f32,
    /// The same after a label.
    label_tab: f32,
}

/// Where a gap stands, as far as that changes what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Between two glyphs of the text.
    Text,
    /// After a label that opens the line: `12.` or `(a)`.
    AfterLabel,
    /// Before a raised marker.
    BeforeMarker,
}

impl Spacing {
    /// Measures a line.
    pub(super) fn of(line: &[Glyph]) -> Self {
        /// Letters must be this far apart, in parts of the size, to be letter-spaced on purpose …
        const LEAST_TRACKING: f32 = 0.1;
        /// … and at most so far.
        const MOST_TRACKING: f32 = 0.6;
        /// With fewer gaps between letters the middle one says nothing.
        const ENOUGH_LETTERS: usize = 8;
        /// With fewer gaps between words the middle one may be the tab itself.
        const ENOUGH_WORDS: usize = 4;

        let mut within: Vec<f32> = Vec::with_capacity(line.len());
        let mut between: Vec<f32> = Vec::new();
        for (before, after) in line.iter().zip(line.iter().skip(1)) {
            let gap = gap(before, after);
            // Leader dots are set wide in every line.
            if !after.spaced && before.ch.is_alphabetic() && after.ch.is_alphabetic() {
                within.push(gap);
            }
            if gap >= WORD_GAP {
                between.push(gap);
            }
        }
        let tracking = match middle(&mut within) {
            Some(middle) if within.len() >= ENOUGH_LETTERS && (LEAST_TRACKING..=MOST_TRACKING).contains(&middle) => {
                between.retain(|gap| *gap >= WORD_GAP + middle);
                middle
            }
            _ => 0.0,
        };
        let (tab, label_tab) = match middle(&mut between) {
            Some(middle) if between.len() >= ENOUGH_WORDS => {
                (TAB_GAP.max(TAB_TIMES * middle), LABEL_TAB_GAP.max(LABEL_TAB_TIMES * middle))
            }
            _ => (TAB_GAP + tracking, LABEL_TAB_GAP + tracking),
        };
        Self { tracking, tab, label_tab }
    }

    /// Judges the gap between two glyphs that follow one another.
    pub(super) fn between(&self, before: &Glyph, after: &Glyph, place: Place) -> Gap {
        let gap = gap(before, after);
        if (before.ch, after.ch) == ('.', '.') && gap < self.tab {
            // Leader dots are one stretch, however wide they are set.
            return Gap::None;
        }
        let least = match place {
            Place::BeforeMarker => MARKER_GAP,
            _ if after.spaced || before.space_follows => DRAWN_SPACE_GAP,
            _ => WORD_GAP,
        };
        let tab = if place == Place::AfterLabel { self.label_tab } else { self.tab };
        if gap >= tab {
            Gap::Tab
        } else if gap - self.tracking >= least {
            Gap::Space
        } else {
            Gap::None
        }
    }
}

/// The distance between two glyphs in parts of the size, whichever of them stands on the left.
fn gap(before: &Glyph, after: &Glyph) -> f32 {
    let distance = (after.u - before.u - before.advance).max(before.u - after.u - after.advance);
    distance / before.size.max(after.size)
}

/// The middle of a list of numbers.
fn middle(values: &mut [f32]) -> Option<f32> {
    if values.is_empty() {
        return None;
    }
    let at = values.len() / 2;
    Some(*values.select_nth_unstable_by(at, f32::total_cmp).1)
}
