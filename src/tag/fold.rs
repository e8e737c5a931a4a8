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
        let mut at = 0;
        while let Some((plain, rest)) = printed.get(at..).and_then(|rest| rest.split_at_checked(folded.plain(rest))) {
            folded.note_shift(at);
            folded.text.push_str(plain);
            at += plain.len();
            let Some(c) = rest.chars().next() else { break };
            folded.push(c, at);
            at += c.len_utf8();
        }
        // Other letters are made small where they are pushed.
        folded.text.make_ascii_lowercase();
        folded
    }

    /// Bytes at the beginning of what follows that are kept as they are, but for the size of their letters.
    fn plain(&self, rest: &str) -> usize {
        let mut is_after_space = self.is_after_space();
        let is_plain = |byte: &u8| {
            let was_after_space = std::mem::replace(&mut is_after_space, *byte == b' ');
            match byte {
                b' ' => !was_after_space,
                b'-' | b'`' => false,
                _ => byte.is_ascii_graphic(),
            }
        };
        rest.bytes().take_while(is_plain).count()
    }

    /// Whether a further space would say nothing.
    fn is_after_space(&self) -> bool {
        self.text.is_empty() || self.text.ends_with(' ')
    }

    /// Adds a letter that stands at a byte of the printed text.
    fn push(&mut self, c: char, at: usize) {
        let is_after_space = self.is_after_space();
        let mut add = |c: char| {
            self.note_shift(at);
            self.text.push(c);
        };
        match c {
            _ if c.is_whitespace() || is_hyphen(c) => {
                if !is_after_space {
                    add(' ');
                }
            }
            '\u{ad}' | '\u{200b}' => {}
            '‘' | '’' | '`' => add('\''),
            '“' | '”' | '«' | '»' => add('"'),
            _ if c.is_ascii() => add(c),
            _ => decompose_canonical(c, |part| {
                if !is_combining_mark(part) {
                    part.to_lowercase().for_each(&mut add);
                }
            }),
        }
    }

    /// Notes how far what is added next lies from its place in the printed text, if that changes.
    fn note_shift(&mut self, at: usize) {
        let shift = at.wrapping_sub(self.text.len());
        if shift != self.shifts.last().map_or(0, |(_, shift)| *shift) {
            self.shifts.push((self.text.len(), shift));
        }
    }

    /// The byte of the printed text at which byte `at` of the folded text begins.
    pub(super) fn origin(&self, at: usize) -> usize {
        if at >= self.text.len() {
            return self.length;
        }
        let shifts = self.shifts.partition_point(|(from, _)| *from <= at);
        at.wrapping_add(self.shifts.get(..shifts).and_then(<[_]>::last).map_or(0, |(_, shift)| *shift))
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}
