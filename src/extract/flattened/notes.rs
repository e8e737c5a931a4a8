//! The notes at the foot of a page that stands on one line.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::words::{ABBREVIATED, Words, is_fraction, is_header_symbol, is_job_number, is_month};
use super::{Kind, RULE_BYTES};

impl Words<'_> {
    /// Where the notes begin that no rule stands above, at the end of a page: numbers that follow on each other, each called
    /// in the text above; the end of the range where there are none. `last` is the number of the last note of the pages before.
    pub(super) fn notes_without_rule(&self, from: usize, to: usize, last: u32) -> usize {
        if let Some(first) = self.stroked_notes(from, to, last) {
            return first;
        }
        let called: BTreeSet<(u32, usize)> = (from..to).rev().filter_map(|at| Some((self.called(at)?, at))).collect();
        let is_called = |number: u32, before: usize| called.range((number, 0)..(number, before)).next().is_some();
        let mut first = to;
        let mut expected: Option<u32> = None;
        for at in (from..to).rev().take_while(|&at| self.paragraph_number(at).is_none()) {
            let Some(number) = self.note_number(at).or_else(|| self.parted_note_number(at)) else { continue };
            if expected.is_none_or(|expected| number == expected) && is_called(number, at) {
                first = at;
                expected = number.checked_sub(1);
            }
        }
        first
    }

    /// Where typewritten notes begin at the end of a page: `2/ Statements were made by …`, the number that follows that of the
    /// last note, which stands in the text above as well.
    fn stroked_notes(&self, from: usize, to: usize, last: u32) -> Option<usize> {
        let is_due = |at: &usize| self.stroked_number(*at) == Some(last + 1);
        let note = (from..to).rev().take_while(|&at| self.paragraph_number(at).is_none()).find(is_due)?;
        let is_called = (from..note).any(|at| is_due(&at) || self.word(at).ends_with(&format!(",{}/", last + 1)));
        is_called.then_some(note)
    }

    /// The number of a typewritten note: 76 for `76/`.
    pub(super) fn stroked_number(&self, at: usize) -> Option<u32> {
        self.word(at).strip_suffix('/').filter(|number| number.len() <= 3)?.parse().ok()
    }

    /// The number of the note that a word calls at its end, or is: 3 for `session,3`, and for the 3 of `session, 3`.
    pub(super) fn called(&self, at: usize) -> Option<u32> {
        let word = self.word(at).trim_end_matches(['.', ',', ';', ')']);
        let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = word.get(stem.len()..)?;
        // `198414` is a year with its marker.
        let is_year = digits.len() > 4 && (digits.starts_with("19") || digits.starts_with("20"));
        let digits = digits.get(if is_year { 4 } else { 0 }..).filter(|digits| (1..=3).contains(&digits.len()))?;
        let is_glued = stem.ends_with(|c: char| c.is_alphabetic() || matches!(c, ',' | '.' | ';' | ')' | '”' | '’'));
        let is_apart = stem.is_empty() && !self.before(at).is_empty();
        digits.parse().ok().filter(|_| is_glued || is_apart)
    }

    /// The number of a note that begins here, behind a sentence and before a capital: `3 See resolution 68/1.`
    pub(super) fn note_number(&self, at: usize) -> Option<u32> {
        let word = self.word(at);
        let (before, next) = (self.before(at), self.word(at + 1));
        let is_behind = before.ends_with(['.', ')', '”', ';', ':'])
            || before.starts_with("http")
            || before.len() >= RULE_BYTES && before.chars().all(|c| matches!(c, '_' | '-'))
            || is_header_symbol(next.trim_end_matches([',', '.']))
            || matches!(next, "See" | "Ibid." | "Ibid.,")
            || next == "Official" && self.word(at + 2) == "Records"
            || next == "United" && self.word(at + 2).starts_with("Nations,");
        let opens =
            next.trim_start_matches(['“', '"', '‘', '(']).starts_with(char::is_uppercase) || next.starts_with("http");
        (is_figure(word) && is_behind && opens && !ABBREVIATED.contains(&before)).then(|| word.parse().ok())?
    }

    /// The number of a note that the footer of the page stands behind, and the note behind that: `5 GE.25-05795 See https://…`
    fn parted_note_number(&self, at: usize) -> Option<u32> {
        let is_parted = is_figure(self.word(at))
            && is_job_number(self.word(at + 1))
            && (self.word(at + 2).starts_with(char::is_uppercase) || self.word(at + 2).starts_with("http"));
        is_parted.then(|| self.word(at).parse().ok())?
    }

    /// Whether notes stand behind the rule at `rule` to the end of the page: the first opens with its number or an asterisk, or
    /// a converter has set the numbers all before the first or behind the last.
    pub(super) fn is_above_notes(&self, rule: usize, end: usize) -> bool {
        let first = self.word(rule + 1);
        let is_star = first.starts_with('*') && first.chars().all(|c| c == '*');
        let ends_in_number =
            || end > rule + 2 && is_figure(self.word(end - 1)) && self.before(end - 1).ends_with(['.', ')']);
        let is_in_row = |at: &usize| {
            let word = self.word(*at);
            is_figure(word) || is_job_number(word) || is_fraction(word)
        };
        let behind_row = (rule + 1..end).find(|at| !is_in_row(at));
        let has_row = || behind_row.is_some_and(|at| is_figure(first) && self.word(at).starts_with(char::is_uppercase));
        is_star
            || self.note_number(rule + 1).is_some()
            || has_row()
            || ends_in_number()
            || end > rule + 2 && is_figure(self.word(end - 2)) && is_figure(self.word(end - 1))
    }

    /// The notes of a range, each by the word it begins with: its number. A converter may set the numbers apart from the
    /// notes, all in a row, and the footer of the page between them: `4 5 25-08073 See … . See …`.
    pub(super) fn notes(&self, range: Range<usize>) -> BTreeMap<usize, Kind> {
        let tail = range.clone().rev().take_while(|&at| is_figure(self.word(at))).count();
        let tail = range.end - tail;
        let mut notes = BTreeMap::new();
        // Behind the rule, a number in a row or a footer, where another may stand.
        let mut is_row = true;
        let mut is_behind_footer = false;
        for at in range {
            let (word, next) = (self.word(at), self.word(at + 1));
            let is_footer = is_job_number(word) || is_fraction(word) && (is_row || self.before(at).ends_with('.'));
            let is_number = is_figure(word) && !is_month(next) && (is_row || at >= tail);
            let begins = is_row && notes.is_empty()
                || is_behind_footer
                || is_number
                || matches!(word, "*" | "**" | "***")
                || self.is_stroked(at)
                || self.note_number(at).is_some();
            if is_footer {
                notes.insert(at, if is_job_number(word) { Kind::Edge } else { Kind::Line });
            } else if begins {
                notes.insert(at, Kind::Note);
            }
            is_row = is_footer || is_number;
            is_behind_footer = is_footer;
        }
        notes
    }
}

/// `14`, the number of a note.
fn is_figure(word: &str) -> bool {
    (1..=3).contains(&word.len()) && word.chars().all(|c| c.is_ascii_digit())
}
