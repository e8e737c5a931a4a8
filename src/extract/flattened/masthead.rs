//! The masthead of a flattened text: organ, symbol, distribution, session, agenda item and title run together.

use super::words::{Words, is_header_symbol};
use super::{Kind, Part};

/// The parts of a masthead that a line near the top of a text runs together; `None` where it is no more than one of them.
pub(super) fn masthead(text: &str) -> Option<Vec<Part<'_>>> {
    let words = Words::of(text);
    if words.is_label(0) {
        return None;
    }
    let starts: Vec<usize> = (0..words.0.len()).filter(|&at| words.begins_part(at)).collect();
    let symbols = words.0.iter().take_while(|(_, word)| is_header_symbol(word)).count();
    let is_cover = symbols > 0 && words.word(symbols) == "United";
    let is_masthead = is_cover || words.names_part(0) || starts.iter().any(|&at| words.names_part(at));
    is_masthead.then(|| words.parted(text, starts.into_iter().map(|at| (at, Kind::Line)).collect()))
}

/// Words of a cover up to the name of the body, at most: symbols, `United Nations`.
const MASTHEAD_START: usize = 12;

impl Words<'_> {
    /// Whether a part of a masthead begins with this word.
    pub(super) fn begins_part(&self, at: usize) -> bool {
        let (before, word) = (self.before(at), self.word(at));
        let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        let in_number = |word: &str| is_number(word) || word.starts_with('(') && word.len() <= 5 || word == "and";
        let behind_number = (1..=4).find(|back| !in_number(self.word(at.saturating_sub(*back))));
        let is_behind_item = behind_number.is_some_and(|back| {
            back > 1
                && at > back
                && self.names_item(at - back)
                && !in_number(word)
                && !matches!(word, "of" | "to" | "–")
        });
        self.names_part(at)
            || self.begins_line(at) && !self.is_label(at)
            || before.to_lowercase().starts_with("session") && self.names_session_before(at) && word != "of"
            || is_behind_item
            || self.is_behind_agenda(at)
            || word == "[on" && self.word(at + 1) == "the"
            || word.eq_ignore_ascii_case("english")
                && self.word(at + 1).trim_end_matches('*').eq_ignore_ascii_case("only")
            || before.trim_end_matches('*').eq_ignore_ascii_case("only") && !word.starts_with('*')
            || is_summary(word) && self.word(at + 1) == "The"
            || is_summary(before) && word == "The"
            || before.ends_with(']')
            || word == "I" && self.word(at + 1) == "have" && self.word(at + 2) == "the" && self.word(at + 3) == "honour"
            || self.begins_imprint(at)
    }

    /// Whether a part of a cover begins with this word: the title behind the body, `Economic and Social Council` before
    /// `Official Records`, `United Nations • New York`.
    fn begins_imprint(&self, at: usize) -> bool {
        let (before, word, next) = (self.before(at), self.word(at), self.word(at + 1));
        let names = |organ: &str| organ.split(' ').enumerate().all(|(on, part)| self.word(at + on) == part);
        let is_organ = ["Economic and Social Council", "General Assembly", "Security Council"]
            .iter()
            .any(|organ| names(organ) && self.word(at + organ.split(' ').count()) == "Official");
        is_organ
            || word == "Report" && matches!(next, "on" | "of") && self.word(at + 2) == "the" && at > 0
            || word == "Official" && next.starts_with("Records")
            || word == "United" && next == "Nations" && self.word(at + 2) == "•"
            || before == "Nations" && at <= MASTHEAD_START && self.word(at.saturating_sub(2)) == "United"
            || at >= 2 && self.word(at - 2) == "No." && self.word(at.saturating_sub(3)) == "Supplement"
    }

    /// Whether `the provisional agenda*` ends before this word.
    fn is_behind_agenda(&self, at: usize) -> bool {
        let is_mark = |word: &str| !word.is_empty() && word.chars().all(|c| c == '*');
        let back = 1 + usize::from(is_mark(self.before(at)));
        let Some(agenda) = at.checked_sub(back) else { return false };
        !is_mark(self.word(at))
            && self.word(agenda).trim_end_matches(['*', ',']) == "agenda"
            && self.before(agenda) == "provisional"
    }

    /// Whether a part of a masthead begins with this word whose words tell: distribution, language, session, agenda item,
    /// author.
    fn names_part(&self, at: usize) -> bool {
        let (word, next) = (self.word(at), self.word(at + 1));
        let is_author = || match (word, next) {
            ("Note" | "Report", "by" | "of") => self.word(at + 2) == "the" && at > 0,
            ("Resolution", "adopted") => self.word(at + 2) == "by",
            _ => false,
        };
        matches!(word, "Distr.:" | "Distr." | "Original:")
            || self.names_session(at)
            || self.begins_item(at)
            || is_author()
    }

    /// Whether the name of a session begins here: `Sixty-third session`. In a sentence it has an article before it.
    fn names_session(&self, at: usize) -> bool {
        const RESUMED: [&str; 2] = ["Resumed", "Reconvened"];
        const ARTICLES: [&str; 8] = ["the", "its", "THE", "ITS", "of", "on", "OF", "ON"];
        let ordinal = at + usize::from(RESUMED.contains(&self.word(at)));
        let is_resumed = RESUMED.contains(&self.before(at));
        !is_resumed
            && self.word(at).starts_with(char::is_uppercase)
            && !ARTICLES.contains(&self.before(at))
            && is_ordinal_name(self.word(ordinal))
            && (1..=3).any(|on| self.word(ordinal + on).to_lowercase().trim_end_matches('*') == "session")
    }

    /// Whether the words before this one are the name of a session.
    fn names_session_before(&self, at: usize) -> bool {
        (2..=5).any(|back| at >= back && self.names_session(at - back))
    }

    /// Whether `Agenda item 5`, `Items 8 and 9` begins here.
    fn begins_item(&self, at: usize) -> bool {
        let names = |at: usize| self.names_item(at) && self.word(at + 1).starts_with(|c: char| c.is_ascii_digit());
        let is_agenda = self.word(at) == "Agenda" && names(at + 1);
        is_agenda || names(at) && self.word(at).starts_with('I') && self.before(at) != "Agenda"
    }

    pub(super) fn names_item(&self, at: usize) -> bool {
        matches!(self.word(at), "item" | "items" | "Item" | "Items")
    }
}

/// `Sixty-third`, `Eleventh`, `ELEVENTH`
fn is_ordinal_name(word: &str) -> bool {
    const ENDS: [&str; 14] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth", "teenth", "tieth",
    ];
    let lower = word.to_lowercase();
    ENDS.iter().any(|end| lower.ends_with(end))
}

/// `Summary`, which heads the text below a masthead.
fn is_summary(word: &str) -> bool {
    matches!(word, "Summary" | "SUMMARY")
}
