//! Flattened text: a page, or a whole report, that copying from a viewer put on one line.
//!
//! Input: one line of a text file. Output: the lines that it was made of, as far as its words tell: a line begins at a
//! label behind a sentence and before a capital, at the symbol and page number of a running header, at the parts of a
//! masthead, at `Chapter II` or `Resolution 68/1`, and at each paragraph of a preamble. Headings and titles without a label
//! stay with what is before them. Whether a label is one is for the structure stage: a list inside a sentence
//! (`(a) removing impediments; (b) …`) goes on in small letters and is not parted.

use std::collections::BTreeSet;

/// A line shorter than this (bytes) is a paragraph, not a flattened page.
const FLATTENED_BYTES: usize = 600;

/// The lines that `text` was made of; `None` where it is one line. Short lines are, and so are those in which no two
/// numbers follow on each other: one number may stand in any sentence.
pub(super) fn lines(text: &str) -> Option<Vec<&str>> {
    if text.len() < FLATTENED_BYTES {
        return None;
    }
    let words = Words::of(text);
    let numbers: Vec<u32> = (0..words.0.len()).filter_map(|at| words.paragraph_number(at)).collect();
    if !numbers.windows(2).any(|pair| matches!(pair, [first, second] if *second == first + 1)) {
        return None;
    }
    let mut starts: BTreeSet<usize> = BTreeSet::new();
    for at in 0..words.0.len() {
        if words.begins_line(at) {
            starts.insert(at);
        }
        if words.is_preambular(at) {
            starts.insert(at);
            starts.extend(words.organ_before(at));
        }
    }
    starts.remove(&0);
    let bounds: Vec<usize> = starts.iter().filter_map(|&at| words.0.get(at)).map(|(from, _)| *from).collect();
    let begins = [0].into_iter().chain(bounds.iter().copied());
    let ends = bounds.iter().copied().chain([text.len()]);
    Some(begins.zip(ends).filter_map(|(from, to)| text.get(from..to)).map(str::trim).collect())
}

/// The words of a line, each with the byte it begins at.
struct Words<'a>(Vec<(usize, &'a str)>);

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        let start = text.as_ptr().addr();
        Self(text.split_whitespace().map(|word| (word.as_ptr().addr() - start, word)).collect())
    }

    fn word(&self, at: usize) -> &'a str {
        self.0.get(at).map_or("", |(_, word)| *word)
    }

    fn before(&self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |before| self.word(before))
    }

    /// Whether a line begins with this word, by what it is and what stands beside it.
    fn begins_line(&self, at: usize) -> bool {
        let (before, word, next) = (self.before(at), self.word(at), self.word(at + 1));
        let is_behind_sentence = before.trim_end_matches(['”', '"', '’', ')']).ends_with(['.', ';', ':']);
        let is_numbered = |next: &str| next.starts_with(|c: char| c.is_ascii_digit() || "IVX".contains(c));
        match word {
            "Distr.:" | "Distr." | "Original:" => true,
            "Chapter" | "Annex" | "Resolution" | "Decision" => is_behind_sentence && is_numbered(next),
            "Draft" => is_behind_sentence && matches!(next, "resolution" | "decision"),
            _ if word.len() >= 4 && word.chars().all(|c| c == '_') => true,
            _ => {
                self.is_label(at)
                    || is_header_symbol(word) && (is_behind_sentence || before == "Nations" || is_header_symbol(before))
                    || is_page_number(word) && is_header_symbol(before)
                    || is_header_symbol(before) && !is_header_symbol(word)
                    || is_page_number(before) && is_header_symbol(self.before(at.saturating_sub(1)))
                    || before.len() >= 4 && before.chars().all(|c| c == '_')
                    || self.before(at.saturating_sub(1)) == "Original:"
            }
        }
    }

    /// Whether this word is a label before a capital: `12.`, `(b)`, `B.`, `IV.`
    fn is_label(&self, at: usize) -> bool {
        let word = self.word(at);
        if ABBREVIATED.contains(&self.before(at)) || !opens_sentence(self.word(at + 1)) {
            return false;
        }
        let item = word.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let is_item =
            item.is_some_and(|item| (1..=4).contains(&item.len()) && item.chars().all(|c| c.is_ascii_lowercase()));
        let stop = word.strip_suffix('.').unwrap_or_default();
        let is_letter = matches!(stop.as_bytes(), [b'A'..=b'H']);
        let is_roman = (1..=4).contains(&stop.len()) && stop.chars().all(|c| "IVX".contains(c));
        is_item || is_letter || is_roman || self.paragraph_number(at).is_some()
    }

    /// The number before a paragraph: `12.`, also damaged `12,`.
    fn paragraph_number(&self, at: usize) -> Option<u32> {
        let number = self.word(at).strip_suffix(['.', ',']).filter(|digits| digits.len() <= 3)?;
        let stands = !ABBREVIATED.contains(&self.before(at)) && opens_sentence(self.word(at + 1));
        number.parse().ok().filter(|_| stands)
    }

    /// Whether a paragraph of a preamble begins with this word: `…, Recalling`, `…, Deeply concerned`.
    fn is_preambular(&self, at: usize) -> bool {
        const OTHERS: [&str; 12] = [
            "Alarmed",
            "Aware",
            "Cognizant",
            "Concerned",
            "Conscious",
            "Convinced",
            "Deeply",
            "Determined",
            "Gravely",
            "Guided",
            "Mindful",
            "Strongly",
        ];
        let word = self.word(at);
        let participle = word.len() > 5 && word.starts_with(char::is_uppercase) && word.ends_with("ing");
        self.before(at).ends_with(',') && (participle || OTHERS.contains(&word))
    }

    /// Where the name of the organ begins that a first preambular paragraph follows: `The Economic and Social Council,`.
    fn organ_before(&self, at: usize) -> Option<usize> {
        /// Words of the longest such line.
        const LONGEST: usize = 24;
        let first = (at.saturating_sub(LONGEST)..at).rev().find(|&first| self.word(first) == "The")?;
        let is_name =
            |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "and" | "of" | "the" | "on" | "for");
        (first..at).all(|word| is_name(self.word(word))).then_some(first)
    }
}

/// Words that a number belongs to.
const ABBREVIATED: [&str; 10] = ["No.", "Nos.", "para.", "paras.", "vol.", "Vol.", "art.", "p.", "pp.", "chap."];

/// Whether a word can open a sentence: a capital, with a quotation mark before it or not.
fn opens_sentence(word: &str) -> bool {
    word.trim_start_matches(['“', '"', '‘']).starts_with(char::is_uppercase)
}

/// `E/CN.7/2025/11`, without a mark behind it: in a running header, and often enough in a sentence.
fn is_header_symbol(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.contains('/')
        && word.contains(|c: char| c.is_ascii_digit())
        && word.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ')' || c == '*')
        && word.chars().all(|c| c.is_ascii_alphanumeric() || "/.()-*".contains(c))
}

/// `22`, `iv`, `4/21`
fn is_page_number(word: &str) -> bool {
    let is_number = |part: &str| (1..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
    match word.split_once('/') {
        Some((page, of)) => is_number(page) && is_number(of),
        None => is_number(word) || word.len() <= 5 && !word.is_empty() && word.chars().all(|c| "ivxl".contains(c)),
    }
}
