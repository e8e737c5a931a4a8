//! Headings that are run together with what follows them: `Annex II`, `Draft decision I`, and those without a label.

use super::words::{ABBREVIATED, Words, is_header_symbol, is_job_number, is_month, is_page_number};

impl Words<'_> {
    /// Whether this is the number of a resolution or decision that heads its title: `56/101 National accounts`.
    pub(super) fn is_instrument_number(&self, at: usize) -> bool {
        const NAMED: [&str; 7] =
            ["resolution", "resolutions", "decision", "decisions", "document", "Resolution", "Decision"];
        let (before, word) = (self.before(at), self.word(at).trim_end_matches('.'));
        let Some((session, number)) = word.split_once('/') else { return false };
        let is_number = |text: &str, most| (1..=most).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
        let is_apart = at == 0
            || self.is_behind_sentence(at) && !ABBREVIATED.contains(&before)
            || before.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && !before.ends_with(',');
        is_number(session, 4)
            && is_number(number, 3)
            && is_apart
            && !NAMED.contains(&before)
            && self.word(at + 1).starts_with(char::is_uppercase)
    }

    /// The words that begin the session and the date which close a decision, and what follows them, where these stand here:
    /// `Annual session 12 June 2025 2025/10 Extensions of country programmes`.
    pub(super) fn closing(&self, at: usize) -> Option<[usize; 3]> {
        let is_figure = |word: &str, digits: std::ops::RangeInclusive<usize>| {
            digits.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
        };
        let session = (at + 1..at + 4).find(|&at| self.word(at) == "session")?;
        let is_date = is_figure(self.word(session + 1), 1..=2)
            && is_month(self.word(session + 2))
            && is_figure(self.word(session + 3), 4..=4);
        let begins = self.is_behind_sentence(at) && self.word(at).starts_with(char::is_uppercase);
        (is_date && begins).then_some([at, session + 1, session + 4])
    }

    /// Whether these words stand here.
    pub(super) fn names(&self, at: usize, words: &str) -> bool {
        words.split(' ').enumerate().all(|(on, word)| self.word(at + on) == word)
    }

    /// Where the text begins below the title of a decision: `Decision 68/1 Inclusion of … At its 5th meeting, …`.
    pub(super) fn decision_text(&self, at: usize) -> Option<usize> {
        /// Words of the longest title.
        const LONGEST: usize = 60;
        let is_title = match (self.word(at), self.word(at + 1)) {
            ("Decision", _) | ("Draft", "decision") => at == 0 || self.begins_text_line(at),
            _ => false,
        };
        let opens = |at: &usize| {
            matches!((self.word(*at), self.word(*at + 1)), ("At", "its" | "the"))
                && (2..5).any(|on| self.word(*at + on).trim_end_matches(',') == "meeting")
                || ["The Economic and Social Council", "The General Assembly"]
                    .iter()
                    .any(|organ| self.names(*at, organ))
        };
        let title = at + 2..at + LONGEST;
        is_title.then(|| title.into_iter().take_while(|&at| !self.before(at).ends_with('.')).find(opens))?
    }

    /// Whether an entry of a contents page ends before this word: `Deliberations . . . . 27`, `Attendance....... iv`.
    pub(super) fn is_behind_entry(&self, at: usize) -> bool {
        let leads = self.before(at.saturating_sub(1));
        let is_heading = matches!(self.before(at), "Contents" | "CONTENTS" | "Page" | "Paragraphs" | "Chapter")
            && ["Contents", "CONTENTS"]
                .iter()
                .any(|contents| (1..=4).any(|back| at >= back && self.word(at - back) == *contents));
        at >= 2 && is_page_number(self.before(at)) && (leads == "." || leads.ends_with("..")) || is_heading
    }

    /// Where the heading without a label begins that stands between the end of a sentence and the label at this word:
    /// `… of the Council. Deliberations 12. Many speakers …`. The line that holds both begins at `from`.
    pub(super) fn heading_before(&self, at: usize, from: usize) -> Option<usize> {
        /// Words of the longest such heading.
        const LONGEST: usize = 40;
        let text_from = from + usize::from(self.is_label(from));
        if self.before(at).ends_with(',') {
            return None;
        }
        // A colon within a heading goes on in small letters: `National policy: experiences and challenges`.
        let is_within = |at: usize| self.word(at).ends_with(':') && self.word(at + 1).starts_with(char::is_lowercase);
        let end = (text_from.max(at.saturating_sub(LONGEST))..at)
            .rev()
            .find(|&at| self.ends_sentence(at) && !is_within(at))?;
        // The marker of a note may stand behind the sentence.
        let is_figure = |at: &usize| self.word(*at).chars().all(|c| c.is_ascii_digit());
        let first = (end + 1..at).find(|at| !is_figure(at))?;
        self.word(first).starts_with(char::is_uppercase).then_some(first)
    }

    /// Where the text begins behind the title that stands at the label at this word, in a text whose paragraphs have titles
    /// rather than numbers: `2. Composition and founding documents The Government of Nepal`. No full stop ends the title, so that
    /// a sentence opens amid words.
    pub(super) fn text_behind_title(&self, at: usize) -> Option<usize> {
        /// Words of the longest title.
        const LONGEST: usize = 12;
        const OPENERS: [&str; 12] =
            ["All", "As", "At", "For", "From", "In", "It", "On", "Since", "The", "These", "This"];
        // What a name can follow: `the session in The Hague`.
        const JOINING: [&str; 13] = ["a", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "to", "with"];
        let is_numbered = self.paragraph_number(at).is_some() && !OPENERS.contains(&self.word(at + 1));
        let title = at + 2..at + LONGEST;
        let opener = title
            .take_while(|&at| self.before(at).ends_with(char::is_alphanumeric) && !self.is_label(at))
            .find(|&at| OPENERS.contains(&self.word(at)));
        let is_sentence = |at: &usize| {
            !JOINING.contains(&self.before(*at))
                && self.word(at + 1).ends_with(|c: char| c.is_alphanumeric() || c == ',')
        };
        opener.filter(|at| is_numbered && is_sentence(at))
    }

    /// The words of the heading `Annex II`, or `Annex`, that begins here: behind a sentence or what a page begins or ends
    /// with, and before its title. A sentence may begin with the same words: `Annex II contains`.
    pub(super) fn attachment(&self, at: usize) -> Option<usize> {
        let before = self.before(at);
        let is_behind = at == 0
            || before.trim_end_matches(['”', '"', '’', ')']).ends_with(['.', ';', ':'])
            || is_header_symbol(before)
            || is_page_number(before)
            || is_job_number(before);
        if !matches!(self.word(at), "Annex" | "Appendix" | "Enclosure") || !is_behind {
            return None;
        }
        let is_numeral = |word: &str| {
            !word.is_empty() && word.len() <= 4 && word.chars().all(|c| "IVX".contains(c))
                || matches!(word.as_bytes(), [b'A'..=b'H' | b'1'..=b'9'])
        };
        let words = 1 + usize::from(is_numeral(self.word(at + 1)));
        self.word(at + words).starts_with(|c: char| c.is_uppercase() || c == '[').then_some(words)
    }

    /// The words of `Draft decision I`, or of `Executive summary`, where the heading begins here and a title or the text
    /// follows it.
    pub(super) fn text_heading(&self, at: usize) -> Option<usize> {
        let is_capital = |word: &str| word.starts_with(char::is_uppercase);
        let is_numeral = |word: &str| !word.is_empty() && word.chars().all(|c| "IVX".contains(c));
        match (self.word(at), self.word(at + 1)) {
            ("Draft" | "DRAFT", "resolution" | "decision" | "RESOLUTION" | "DECISION")
                if at == 0 || self.begins_text_line(at) =>
            {
                let words = 2 + usize::from(is_numeral(self.word(at + 2)));
                is_capital(self.word(at + words)).then_some(words)
            }
            ("Chapter" | "CHAPTER", numeral) if is_numeral(numeral) && (at == 0 || self.begins_text_line(at)) => {
                is_capital(self.word(at + 2)).then_some(2)
            }
            ("Executive", "summary") => {
                let is_behind = at == 0 || is_page_number(self.before(at)) || is_header_symbol(self.before(at));
                (is_behind && is_capital(self.word(at + 2))).then_some(2)
            }
            _ => None,
        }
    }

    /// Whether `Table 3 Staff`, `Figure IV Trends`, `Recommendation 2 The` begins here. In a sentence the number is not
    /// before a capital.
    pub(super) fn is_numbered_caption(&self, at: usize) -> bool {
        let number = self.word(at + 1).trim_end_matches(['.', ':']);
        let is_number = !number.is_empty()
            && (number.len() <= 3 && number.chars().all(|c| c.is_ascii_digit())
                || number.chars().all(|c| "IVXL".contains(c)));
        is_number && self.word(at + 2).starts_with(char::is_uppercase)
    }
}
