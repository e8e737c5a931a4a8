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
        let wanted: HashSet<String> = ends.iter().flat_map(Parts::forms).collect();
        let mut divisions = Self { printed: printed(texts(), &wanted), divides: false };
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
fn printed<'a>(lines: impl Iterator<Item = &'a str>, wanted: &HashSet<String>) -> HashSet<String> {
    let sieve = Sieve::of(wanted);
    let mut found = HashSet::new();
    let mut after_hyphen = false;
    for line in lines {
        let words = line.as_bytes().split(|byte| matches!(byte, b' ' | b'\t')).skip(usize::from(after_hyphen));
        after_hyphen = line.ends_with('-');
        for word in words.filter(|word| sieve.may_hold(word) && !word.ends_with(b"-")) {
            let word = str::from_utf8(word).unwrap_or_default().trim_matches(|c: char| !c.is_alphabetic());
            let parts = word.split(|c: char| !c.is_alphabetic()).filter(|part| part.len() < word.len());
            for form in std::iter::once(word).chain(parts) {
                let lower = form.contains(char::is_uppercase).then(|| form.to_lowercase());
                if let Some(known) = wanted.get(lower.as_deref().unwrap_or(form)) {
                    found.insert(known.clone());
                }
            }
        }
    }
    found
}

/// A quick test that nearly all words of a document fail: the first and last letters that the wanted words of a length have.
struct Sieve([u64; 256]);

impl Sieve {
    fn of(wanted: &HashSet<String>) -> Self {
        let mut sieve = [0; 256];
        for (slot, length) in wanted.iter().filter_map(|word| Self::place(word.as_bytes())) {
            if let Some(lengths) = sieve.get_mut(usize::from(slot)) {
                *lengths |= length;
            }
        }
        Self(sieve)
    }

    /// Whether a part of the word may be wanted. What is not in ASCII passes.
    fn may_hold(&self, word: &[u8]) -> bool {
        let is_wanted = |part: &[u8]| {
            Self::place(part)
                .is_some_and(|(slot, length)| self.0.get(usize::from(slot)).is_some_and(|s| s & length != 0))
        };
        word.split(|byte| !byte.is_ascii_alphabetic()).any(is_wanted) || !word.is_ascii()
    }

    /// Where the lengths of the words with these first and last letters are kept, and the bit of this length.
    fn place(word: &[u8]) -> Option<(u8, u64)> {
        let (first, last) = (word.first()?.to_ascii_lowercase(), word.last()?.to_ascii_lowercase());
        Some((first.wrapping_mul(31) ^ last, 1 << (word.len() % 64)))
    }
}
