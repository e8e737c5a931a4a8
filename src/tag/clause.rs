//! Clause: a text cut where one statement ends and the next begins.
//!
//! Input: a text. Output: the byte ranges of its clauses, cut at full stops, semicolons and colons. It does not parse.

use std::ops::Range;

/// A clause of a text.
pub(super) struct Clause {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
}

/// Abbreviations whose full stop ends nothing.
const ABBREVIATIONS: [&str; 12] = ["No", "Nos", "para", "paras", "sect", "Mr", "Ms", "Mrs", "Dr", "vol", "art", "Add"];

/// The clauses of a text, in order.
pub(super) fn of(text: &str) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut start = 0;
    for at in memchr::memchr3_iter(b'.', b';', b':', text.as_bytes()) {
        let (until, rest) = text.split_at_checked(at).unwrap_or_default();
        let is_end = match rest.as_bytes() {
            [b'.', b' ', ..] => !is_abbreviation(until.get(start..).unwrap_or_default()),
            [_, b' ', ..] => true,
            _ => false,
        };
        if is_end {
            clauses.push(Clause { range: start..at + 1 });
            start = at + 1;
        }
    }
    if start < text.len() {
        clauses.push(Clause { range: start..text.len() });
    }
    clauses
}

fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    ABBREVIATIONS.contains(&word) || (word.len() == 1 && word.chars().all(char::is_alphabetic))
}
