//! Divisions: whether a document divides words at line ends, and which of the hyphens there are its own.
//!
//! United Nations documents do not divide words, so that a hyphen at a line end is one of the word (`sixty-/ninth`).
//! Older typescripts, other languages and printed booklets do (`adminis-/tration`). Which it is the document says
//! itself, by the words that it prints within its lines. It joins nothing.

use std::collections::HashSet;

use super::lines::Lines;

/// Words that a document must have divided for certain, for it to be one that divides words.
const ENOUGH: usize = 3;

/// What a document says of the hyphens at its line ends.
#[derive(Debug, Clone, Default)]
pub(super) struct Divisions {
    /// The parts, with and without hyphen, of words over line ends that are also printed within lines, in lower case;
    /// nothing where the document does not divide words.
    printed: HashSet<String>,
    divides: bool,
}

impl Divisions {
    /// Looks at the line ends of a document.
    pub(super) fn of(lines: &Lines) -> Self {
        let texts = || lines.lines.iter().map(|placed| placed.line.text.as_str());
        let ends: Vec<Parts> = texts().zip(texts().skip(1)).filter_map(|(line, next)| Parts::of(line, next)).collect();
        if ends.len() < ENOUGH {
            return Self::default();
        }
        // Most documents divide no words, and print none of these whole.
        let joined = printed(texts(), ends.iter().map(Parts::joined).collect());
        if ends.iter().filter(|parts| joined.contains(&parts.joined())).count() < ENOUGH {
            return Self::default();
        }
        let wanted = ends.iter().flat_map(Parts::forms).collect();
        let mut divisions = Self { printed: printed(texts(), wanted), divides: false };
        let divided = ends.iter().filter(|parts| divisions.has(&parts.joined()) && !divisions.has(&parts.hyphenated()));
        let divided = divided.count();
        let real = ends.iter().filter(|parts| divisions.has(&parts.hyphenated())).count();
        divisions.divides = divided >= ENOUGH && divided > real;
        divisions
    }

    /// Whether the hyphen at the end of `text` only divides the word that goes on in `next`.
    pub(super) fn divides(&self, text: &str, next: &str) -> bool {
        self.divides
            && Parts::of(text, next).is_some_and(|parts| {
                !self.has(&parts.hyphenated())
                    && (self.has(&parts.joined()) || !(self.has(&parts.before) && self.has(&parts.after)))
            })
    }

    fn has(&self, word: &str) -> bool {
        self.printed.contains(word)
    }
}

/// A word with a hyphen at a line end, in lower case: `adminis` and `tration`.
#[derive(Debug)]
struct Parts {
    before: String,
    after: String,
}

impl Parts {
    fn of(line: &str, next: &str) -> Option<Self> {
        let line = line.strip_suffix('-')?;
        let before = line.rsplit(|c: char| !c.is_alphabetic()).next().filter(|part| !part.is_empty())?;
        let after = next.split(|c: char| !c.is_alphabetic()).next()?;
        after.starts_with(char::is_lowercase).then(|| Self { before: before.to_lowercase(), after: after.to_owned() })
    }

    fn joined(&self) -> String {
        format!("{}{}", self.before, self.after)
    }

    fn hyphenated(&self) -> String {
        format!("{}-{}", self.before, self.after)
    }

    fn forms(&self) -> [String; 4] {
        [self.joined(), self.hyphenated(), self.before.clone(), self.after.clone()]
    }
}

/// Those of the wanted words that stand whole within a line.
fn printed<'a>(lines: impl Iterator<Item = &'a str>, mut wanted: HashSet<String>) -> HashSet<String> {
    let sieve = Sieve::of(&wanted);
    let mut found = HashSet::new();
    let mut after_hyphen = false;
    for line in lines {
        // The first word may be the rest of one.
        let whole = if after_hyphen { line.split_once([' ', '\t']).map_or("", |(_, whole)| whole) } else { line };
        after_hyphen = line.ends_with('-');
        sieve.sift(whole, |word| {
            if word.ends_with('-') {
                return;
            }
            let word = word.trim_matches(|c: char| !c.is_alphabetic());
            let parts = word.split(|c: char| !c.is_alphabetic()).filter(|part| part.len() < word.len());
            for form in std::iter::once(word).chain(parts) {
                let lower = form.contains(char::is_uppercase).then(|| form.to_lowercase());
                let form = lower.as_deref().unwrap_or(form);
                found.extend(sieve.is_near(form.as_bytes()).then(|| wanted.take(form)).flatten());
            }
        });
    }
    found
}

/// A quick test that nearly all words of a document fail: for each first and last letter, the lengths of the wanted words.
struct Sieve([u64; 1024]);

impl Sieve {
    fn of(wanted: &HashSet<String>) -> Self {
        let mut sieve = [0; 1024];
        for (slot, length) in wanted.iter().filter_map(|word| Self::place(word.as_bytes())) {
            if let Some(lengths) = sieve.get_mut(slot) {
                *lengths |= length;
            }
        }
        Self(sieve)
    }

    /// Looks at the words of a line of which a part may be wanted, and at all that are not in ASCII. Every letter of a document
    /// comes by here, so that words and their parts are found in one go.
    fn sift<'a>(&self, line: &'a str, mut look: impl FnMut(&'a str)) {
        let (mut word, mut at, mut may_hold) = (0, 0, false);
        for part in line.as_bytes().split_inclusive(|byte| !byte.is_ascii_alphabetic()) {
            let (letters, mark) = match part.split_last() {
                Some((mark, letters)) if !mark.is_ascii_alphabetic() => (letters, *mark),
                _ => (part, b' '),
            };
            at += part.len();
            may_hold |= !mark.is_ascii() || self.is_near(letters);
            if matches!(mark, b' ' | b'\t') || at == line.len() {
                if may_hold {
                    look(line.get(word..at).unwrap_or_default().trim_end());
                }
                (word, may_hold) = (at, false);
            }
        }
    }

    /// Whether a wanted word has the length and the first and last letter of this one.
    fn is_near(&self, word: &[u8]) -> bool {
        Self::place(word).is_some_and(|(slot, length)| self.0.get(slot).is_some_and(|lengths| lengths & length != 0))
    }

    /// Where the lengths of the words with these first and last letters are kept, and the bit of this length. The last five
    /// bits of a letter are the same for capitals and small letters.
    fn place(word: &[u8]) -> Option<(usize, u64)> {
        let letter = |byte: u8| usize::from(byte & 31);
        Some((letter(*word.first()?) << 5 | letter(*word.last()?), 1 << (word.len() % 64)))
    }
}
