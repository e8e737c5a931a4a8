//! Fold: text to the form in which terms are compared.
//!
//! Input: text as printed. Output: the same text in small letters, without accents, with one form of apostrophe and
//! quotation mark, hyphens and runs of white space as one space, and the way back to the text as printed. Hyphens become
//! spaces because reports write `money-laundering` and `money laundering`, and because files set `sixty -eighth`.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Folded text, with the way back to the text as printed.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// The folded text.
    pub(super) text: String,
    /// Where the distance to the printed text changes: the byte of `text`, and what is added to it and to those after it
    /// for their byte of the printed text. The sum wraps, as letters can also grow.
    shifts: Vec<(usize, usize)>,
    /// Bytes of the printed text.
    length: usize,
}

impl Folded {
    /// Folds a text.
    pub(super) fn new(printed: &str) -> Self {
        let text = String::with_capacity(printed.len());
        let mut folded = Self { text, shifts: Vec::new(), length: printed.len() };
        for (at, c) in printed.char_indices() {
            match c {
                'a'..='z' | '0'..='9' => folded.push(c, at),
                _ if c.is_whitespace() || is_hyphen(c) => {
                    if !folded.text.is_empty() && !folded.text.ends_with(' ') {
                        folded.push(' ', at);
                    }
                }
                '\u{ad}' | '\u{200b}' => {}
                '‘' | '’' | '`' => folded.push('\'', at),
                '“' | '”' | '«' | '»' => folded.push('"', at),
                _ if c.is_ascii() => folded.push(c.to_ascii_lowercase(), at),
                _ => decompose_canonical(c, |part| {
                    if !is_combining_mark(part) {
                        part.to_lowercase().for_each(|lower| folded.push(lower, at));
                    }
                }),
            }
        }
        folded
    }

    /// The byte of the printed text at which byte `at` of the folded text begins.
    pub(super) fn origin(&self, at: usize) -> usize {
        if at >= self.text.len() {
            return self.length;
        }
        let shifts = self.shifts.partition_point(|(from, _)| *from <= at);
        at.wrapping_add(self.shifts.get(..shifts).and_then(<[_]>::last).map_or(0, |(_, shift)| *shift))
    }

    fn push(&mut self, c: char, at: usize) {
        let shift = at.wrapping_sub(self.text.len());
        if shift != self.shifts.last().map_or(0, |(_, shift)| *shift) {
            self.shifts.push((self.text.len(), shift));
        }
        self.text.push(c);
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}
