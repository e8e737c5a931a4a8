//! Fold: text to the form in which terms are compared.
//!
//! Input: text as printed. Output: the same text in small letters, without accents, with one form of apostrophe and
//! quotation mark, hyphens and runs of white space as one space, and for each byte the place it came from. Hyphens become
//! spaces because reports write `money-laundering` and `money laundering`, and because files set `sixty -eighth`.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Folded text, with the way back to the text as printed.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// The folded text.
    pub(super) text: String,
    /// For each byte of `text`, the byte of the printed text that it came from.
    origins: Vec<u32>,
    /// Bytes of the printed text.
    length: usize,
}

impl Folded {
    /// Folds a text.
    pub(super) fn new(printed: &str) -> Self {
        let mut folded =
            Self { text: String::with_capacity(printed.len()), origins: Vec::new(), length: printed.len() };
        folded.origins.reserve(printed.len());
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
        self.origins.get(at).map_or(self.length, |origin| *origin as usize)
    }

    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        let origin = u32::try_from(at).unwrap_or(u32::MAX);
        self.origins.extend(std::iter::repeat_n(origin, c.len_utf8()));
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}
