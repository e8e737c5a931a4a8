//! Marked text: a text with the terms of the vocabulary found in it, read once and asked by every tagger.

use super::matcher::{Concept, Match};
use super::vocabulary::Vocabulary;

/// Bytes of a text in which terms are looked for. The longest paragraphs have some ten thousand; a whole report on one
/// line has as many terms as words, and what a term means depends on those around it.
const MOST_BYTES: usize = 64 << 10;

/// A text with the terms in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Marked {
    /// The text as printed.
    pub(super) text: String,
    /// The terms, in order of their place.
    pub(super) matches: Vec<Match>,
}

impl Marked {
    /// Finds the terms in a text; in the beginning of it, where it is longer than any paragraph.
    pub(super) fn new(text: &str, vocabulary: &Vocabulary) -> Self {
        let text = text.get(..text.floor_char_boundary(MOST_BYTES)).unwrap_or(text);
        Self { text: text.to_owned(), matches: vocabulary.matcher().find(text) }
    }

    /// The words of a match, as printed.
    pub(super) fn words(&self, found: &Match) -> &str {
        self.text.get(found.range.clone()).unwrap_or_default()
    }

    /// The text before a byte.
    pub(super) fn before(&self, at: usize) -> &str {
        self.text.get(..at).unwrap_or_default()
    }

    /// The text from a byte on.
    pub(super) fn after(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The text between two bytes; empty if there is none.
    pub(super) fn between(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The bodies named, each with its match.
    pub(super) fn bodies(&self) -> impl Iterator<Item = (usize, &Match)> {
        self.matches.iter().filter_map(|found| match found.concept {
            Concept::Body(index) => Some((index, found)),
            _ => None,
        })
    }
}
