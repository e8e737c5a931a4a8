//! Flattened text: a page, or a whole report, that copying from a viewer put on one line.
//!
//! Input: one line of a text file. Output: the lines that it was made of, as far as its words tell: a line begins at a
//! label behind a sentence and before a capital, at the symbol and page number of a running header, at the parts of a
//! masthead, at `Chapter II` or `Resolution 68/1`, at each paragraph of a preamble, and behind the end of a sentence where no
//! other ends before the next label: that is a heading. Titles before text without a label stay with that text. Whether a
//! label is one is for the structure stage: a list inside a sentence (`(a) removing impediments; (b) …`) goes on in small
//! letters and is not parted. A text whose pages are lines is parted into pages first ([`page`]).

mod masthead;
mod page;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Line, Run};
use masthead::masthead;
pub(super) use page::parted;
use words::{
    ABBREVIATED, WITHOUT_LIGATURE, Words, is_barcode, is_header_symbol, is_job_number, is_month, is_page_number,
    opens_sentence,
};

/// A line shorter than this (bytes) may be one of a hard-wrapped text, where a list can begin and end within it.
const PARAGRAPH_BYTES: usize = 250;

/// Lines at the top of a text among which parts of a masthead may be run together.
pub(super) const MASTHEAD_LINES: usize = 12;

/// One of the lines that a flattened line was made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    /// Its text, a slice of the flattened line.
    pub text: &'a str,
    /// It is a paragraph of a preamble, so that it is no more of what stands before it. Labels say so themselves.
    pub is_paragraph: bool,
}

impl<'a> Part<'a> {
    fn line(text: &'a str) -> Self {
        Self { text, is_paragraph: false }
    }
}

/// The lines that `text` was made of, where that is more than one; `above` is how many lines stand above it.
pub(super) fn parts(text: &str, above: usize) -> Option<Vec<Part<'_>>> {
    // Rows of tables have cells, which may begin with numbers.
    if text.trim_end().ends_with('|') {
        return None;
    }
    if let Some(parts) = ruled(text) {
        return Some(parts.map(Part::line).to_vec());
    }
    let lines = match lines(text) {
        Some(lines) => lines,
        None if above < MASTHEAD_LINES => vec![Part::line(text)],
        None => return None,
    };
    let top = MASTHEAD_LINES.saturating_sub(above).min(lines.len());
    let (top, rest) = lines.split_at_checked(top)?;
    let head = top.iter().flat_map(|part| masthead(part.text).unwrap_or_else(|| vec![*part]));
    let parts: Vec<Part> = head.chain(rest.iter().copied()).collect();
    (parts.len() > 1).then_some(parts)
}

/// As [`parts`], of a line that has styles.
pub(super) fn part_line(mut line: Line, above: usize) -> Vec<Line> {
    let (text, runs) = (std::mem::take(&mut line.text), std::mem::take(&mut line.runs));
    let Some(parts) = parts(&text, above) else { return vec![Line { text, runs, ..line }] };
    let start = text.as_ptr().addr();
    let ranges = parts.iter().filter(|part| !part.text.is_empty()).map(|part| {
        let from = part.text.as_ptr().addr() - start;
        from..from + part.text.len()
    });
    // Runs follow on each other, as the parts do.
    let within = |range: &Range<usize>| {
        let first = runs.partition_point(|run| run.range.end <= range.start);
        let inside = runs.iter().skip(first).take_while(|run| run.range.start < range.end);
        let clipped = inside.map(|run| {
            let (from, to) = (run.range.start.max(range.start), run.range.end.min(range.end));
            Run { range: from - range.start..to - range.start, ..run.clone() }
        });
        clipped.collect()
    };
    ranges
        .enumerate()
        .map(|(at, range)| Line {
            text: text.get(range.clone()).unwrap_or_default().to_owned(),
            runs: within(&range),
            blank_before: line.blank_before && at == 0,
            ..line.clone()
        })
        .collect()
}

/// The lines that are run together in `text`; `None` where it is one line: where no two numbers follow on each other, nor two
/// letters that stand before capitals, nor two paragraphs of a preamble. One number may stand in any sentence, and a list
/// inside one goes on in small letters.
fn lines(text: &str) -> Option<Vec<Part<'_>>> {
    let text = text.trim();
    if text.len() < PARAGRAPH_BYTES && !text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let words = Words::of(text);
    let preamble = words.preamble();
    if !words.has_run() && preamble.len() < 3 {
        // A page may begin with a heading although it has no numbers.
        let heading = words.attachment(0).or(words.text_heading(0))?;
        return Some(words.parted(text, BTreeMap::from([(heading, false)])));
    }
    let starts = starts(&words, true);
    Some(words.parted(text, starts))
}

/// The words that lines begin with; for each, whether the line is a paragraph of a preamble. `has_header` says that there may
/// be running headers among them, or a masthead.
fn starts(words: &Words<'_>, has_header: bool) -> BTreeMap<usize, bool> {
    let mut starts: BTreeMap<usize, bool> = words.preamble().into_iter().map(|at| (at, true)).collect();
    let mut is_closing = false;
    let run_in = words.run_in_items();
    for at in (0..words.0.len()).filter(|at| !run_in.contains(at)) {
        is_closing |= words.is_closing(at);
        let begins = if has_header { words.begins_line(at) } else { words.begins_text_line(at) };
        if begins || words.is_closing(at) || is_closing && words.is_stroked(at) {
            starts.entry(at).or_default();
        }
        starts.extend(words.organ_line(at).into_iter().flatten().map(|at| (at, false)));
        starts.extend(words.decision_text(at).map(|at| (at, false)));
    }
    starts
}

/// The rule above a note and the note, where a line holds both: `______* E/CN.7/2018/1.`
fn ruled(text: &str) -> Option<[&str; 2]> {
    let note = text.trim_start_matches('_');
    let (rule, note) = text.split_at_checked(text.len() - note.len())?;
    (rule.len() >= RULE_BYTES && !note.trim().is_empty()).then(|| [rule, note.trim()])
}

/// Bytes of the shortest rule of underscores.
const RULE_BYTES: usize = 4;

/// Words of the longest name of an organ.
const LONGEST_ORGAN: usize = 24;

impl Words<'_> {
    /// Whether two numbers of paragraphs follow on each other, or two letters of items. In a short line the first of the
    /// numbers begins it.
    fn has_run(&self) -> bool {
        let is_long = self.0.last().is_some_and(|(at, word)| at + word.len() >= PARAGRAPH_BYTES);
        let (mut number, mut letter) = (None, None);
        // The title of an agenda item, with its letters, is part of the sentence that quotes it.
        let mut quotes_item = false;
        (0..self.0.len()).any(|at| {
            quotes_item |= self.names_item(at);
            let (next_number, next_letter) =
                (self.paragraph_number(at), self.item_letter(at).filter(|_| is_long && !quotes_item));
            let follows = |before: Option<u32>, next: Option<u32>| before.is_some() && before.map(|n| n + 1) == next;
            let is_behind_sentence = is_long || self.before(at).ends_with(['.', ';', ':']);
            let found = follows(number, next_number) && is_behind_sentence || follows(letter, next_letter);
            (number, letter) = (next_number.or(number), next_letter.or(letter));
            found
        })
    }

    /// The items of lists inside a sentence: where one goes on in small letters, so do those before it although names in them
    /// may open with capitals: `(a) Economic Survey, 2024; (b) Fiscal Panorama, 2024; and (c) the new Yearbook`.
    fn run_in_items(&self) -> BTreeSet<usize> {
        let mut run_in = BTreeSet::new();
        let mut items: Vec<usize> = Vec::new();
        for at in 0..self.0.len() {
            if self.paragraph_number(at).is_some() {
                items.clear();
            }
            let letter = self.word(at).strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
            let Some([letter @ b'a'..=b'z']) = letter.map(str::as_bytes) else { continue };
            let ordinal = usize::from(letter - b'a');
            if ordinal == 0 {
                items.clear();
            }
            if ordinal == items.len() {
                items.push(at);
            }
            let is_next = ordinal + 1 == items.len() && ordinal > 0;
            if is_next && matches!(self.before(at), "and" | "or") && self.word(at + 1).starts_with(char::is_lowercase) {
                run_in.extend(items.drain(..));
            }
        }
        run_in
    }

    /// The place in the alphabet of the letter before an item that opens with a capital: 2 for `(b) Governments …`.
    fn item_letter(&self, at: usize) -> Option<u32> {
        let letter = self.word(at).strip_prefix('(')?.strip_suffix(')')?;
        let [letter @ b'a'..=b'z'] = letter.as_bytes() else { return None };
        self.is_label(at).then(|| u32::from(letter - b'a') + 1)
    }

    /// Whether `1858th plenary meeting,` begins here, which stands below the last paragraph of a resolution.
    fn is_closing(&self, at: usize) -> bool {
        let is_ordinal = |word: &str| {
            let figure = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
            !figure.is_empty() && figure.len() < word.len() && figure.chars().all(|c| c.is_ascii_digit())
        };
        self.before(at).ends_with('.')
            && is_ordinal(self.word(at))
            && self.word(at + 1) == "plenary"
            && self.word(at + 2).starts_with("meeting")
    }

    /// Whether this is the label of a typewritten note: `76/`, `*/`.
    fn is_stroked(&self, at: usize) -> bool {
        let label = self.word(at).strip_suffix('/').unwrap_or_default();
        (1..=3).contains(&label.len()) && (label.chars().all(|c| c.is_ascii_digit()) || label.chars().all(|c| c == '*'))
    }

    /// Whether a line begins with this word, by what it is and what stands beside it.
    fn begins_line(&self, at: usize) -> bool {
        let (before, word, next) = (self.before(at), self.word(at), self.word(at + 1));
        self.begins_text_line(at)
            || is_header_symbol(word)
                && (self.is_behind_sentence(at) || before == "Nations" || self.is_behind_symbol(at))
            || self.symbol(at) > 0 && self.word(at + self.symbol(at)).starts_with("Distr.")
            || is_page_number(word) && self.is_behind_symbol(at) && !is_month(next)
            || self.is_behind_symbol(at) && !is_header_symbol(word)
            || is_page_number(before) && at > 0 && self.is_behind_symbol(at - 1) && !is_month(word)
            || is_barcode(before)
            || is_job_number(word) && next.starts_with('(')
            || self.before(at.saturating_sub(1)) == "Original:" && !before.ends_with(',')
    }

    /// As [`Self::begins_line`], where the word is none of a masthead or running header.
    fn begins_text_line(&self, at: usize) -> bool {
        let (before, word, next) = (self.before(at), self.word(at), self.word(at + 1));
        let is_behind_sentence = self.is_behind_sentence(at);
        let is_numbered = |next: &str| next.starts_with(|c: char| c.is_ascii_digit() || "IVX".contains(c));
        let names_part = match word {
            "Distr.:" | "Distr." | "Original:" => true,
            "Chapter" | "Resolution" | "Decision" => is_behind_sentence && is_numbered(next),
            "Recommendation" | "Table" | "Figure" | "Box" => {
                is_behind_sentence && self.is_numbered_caption(at) && !(at > 0 && self.is_label(at - 1))
            }
            "Annex" | "Appendix" | "Enclosure" => self.attachment(at).is_some(),
            "Contents" | "CONTENTS" => matches!(next, "Chapter" | "Page" | "Paragraphs"),
            // `B. Draft decision for adoption by the Council` is one heading.
            "Draft" | "DRAFT" => {
                is_behind_sentence
                    && matches!(next, "resolution" | "decision" | "RESOLUTION" | "DECISION")
                    && !(at > 0 && self.is_label(at - 1))
            }
            "Executive" => self.text_heading(at).is_some(),
            _ if word.len() >= RULE_BYTES && word.starts_with("____") || is_barcode(word) => true,
            // The note below the text that an asterisk calls.
            "*" | "**" | "***" => is_behind_sentence && next.starts_with(char::is_uppercase),
            _ => self.is_label(at) || self.is_instrument_number(at),
        };
        names_part
            || self.is_behind_entry(at)
            || at > 0 && self.is_instrument_number(at - 1)
            || before.len() >= RULE_BYTES && before.chars().all(|c| c == '_')
            || before.ends_with(']') && (1..12).any(|back| at > back && self.word(at - back) == "[Original:")
            || (1..=3).any(|words| {
                let heading = at.checked_sub(words).map(|at| self.attachment(at).or(self.text_heading(at)));
                heading.flatten() == Some(words)
            })
    }

    fn is_behind_sentence(&self, at: usize) -> bool {
        self.before(at).trim_end_matches(['”', '"', '’', ')']).ends_with(['.', ';', ':'])
    }

    /// Whether `Table 3 Staff`, `Figure IV Trends`, `Recommendation 2 The` begins here. In a sentence the number is not
    /// before a capital.
    fn is_numbered_caption(&self, at: usize) -> bool {
        let number = self.word(at + 1).trim_end_matches(['.', ':']);
        let is_number = !number.is_empty()
            && (number.len() <= 3 && number.chars().all(|c| c.is_ascii_digit())
                || number.chars().all(|c| "IVXL".contains(c)));
        is_number && self.word(at + 2).starts_with(char::is_uppercase)
    }

    /// The words with which the name of an organ and what follows it begin: `The Economic and Social Council: (a) Takes
    /// note`, `The Executive Board 1. Takes note`. An organ before a preamble is told by that.
    fn organ_line(&self, at: usize) -> Option<[usize; 2]> {
        const ORGANS: [&str; 8] =
            ["Assembly", "Board", "Commission", "Committee", "Conference", "Council", "Forum", "Parties"];
        let before = self.before(at);
        let is_organ = ORGANS.contains(&before.trim_end_matches([':', ',']));
        let is_verb = || VERBS.contains(&self.word(at)) || self.opens_preambular(at);
        let is_line = is_organ && (before.ends_with(':') || self.paragraph_number(at) == Some(1) || is_verb());
        let first = self.organ_before(at).filter(|first| is_line && !(*first > 0 && self.is_label(first - 1)))?;
        Some([first, at])
    }

    /// Whether this is the number of a resolution or decision that heads its title: `56/101 National accounts`.
    fn is_instrument_number(&self, at: usize) -> bool {
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

    /// Whether these words stand here.
    fn names(&self, at: usize, words: &str) -> bool {
        words.split(' ').enumerate().all(|(on, word)| self.word(at + on) == word)
    }

    /// Where the text begins below the title of a decision: `Decision 68/1 Inclusion of … At its 5th meeting, …`.
    fn decision_text(&self, at: usize) -> Option<usize> {
        /// Words of the longest title.
        const LONGEST: usize = 60;
        let is_title = match (self.word(at), self.word(at + 1)) {
            ("Decision", _) | ("Draft", "decision") => self.begins_text_line(at),
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
    fn is_behind_entry(&self, at: usize) -> bool {
        let leads = self.before(at.saturating_sub(1));
        let is_heading = matches!(self.before(at), "Contents" | "CONTENTS" | "Page" | "Paragraphs" | "Chapter")
            && ["Contents", "CONTENTS"]
                .iter()
                .any(|contents| (1..=4).any(|back| at >= back && self.word(at - back) == *contents));
        at >= 2 && is_page_number(self.before(at)) && (leads == "." || leads.ends_with("..")) || is_heading
    }

    /// Where the heading without a label begins that stands between the end of a sentence and the label at this word:
    /// `… of the Council. Deliberations 12. Many speakers …`. The line that holds both begins at `from`.
    fn heading_before(&self, at: usize, from: usize) -> Option<usize> {
        /// Words of the longest such heading.
        const LONGEST: usize = 40;
        let text_from = from + usize::from(self.is_label(from));
        if self.before(at).ends_with(',') {
            return None;
        }
        let end = (text_from.max(at.saturating_sub(LONGEST))..at).rev().find(|&at| self.ends_sentence(at))?;
        // The marker of a note may stand behind the sentence.
        let is_figure = |at: &usize| self.word(*at).chars().all(|c| c.is_ascii_digit());
        let first = (end + 1..at).find(|at| !is_figure(at))?;
        self.word(first).starts_with(char::is_uppercase).then_some(first)
    }

    /// Whether a sentence ends with this word, which is not the label of the line that begins at `from`.
    fn ends_text_sentence(&self, at: usize, from: usize) -> bool {
        at > from && self.ends_sentence(at)
    }

    /// Whether the words before a number say what it counts: `in paragraph 8. The`.
    fn names_number(&self, at: usize) -> bool {
        const COUNTED: [&str; 16] = [
            "Annex",
            "Article",
            "annex",
            "article",
            "articles",
            "chapter",
            "item",
            "items",
            "number",
            "page",
            "paragraph",
            "paragraphs",
            "recommendation",
            "resolution",
            "section",
            "to",
        ];
        COUNTED.contains(&self.before(at))
    }

    /// Whether a sentence ends with this word.
    fn ends_sentence(&self, at: usize) -> bool {
        const TITLES: [&str; 8] = ["Mr.", "Ms.", "Mrs.", "Dr.", "St.", "Messrs.", "Gen.", "Sir."];
        let word = self.word(at);
        let bare = word.trim_end_matches(['”', '"', '’', ')', ']']);
        // The marker of a note may stand behind the full stop; `EC-M-33/DEC.1` is a symbol.
        let marked = bare.trim_end_matches(|c: char| c.is_ascii_digit());
        let bare = if bare.contains('/') && bare.starts_with(char::is_uppercase) { bare } else { marked };
        let is_initial = word.len() == 2 && word.starts_with(char::is_uppercase);
        bare.ends_with(['.', ';', ':', '?', '!'])
            && !is_initial
            && !ABBREVIATED.contains(&word)
            && !TITLES.contains(&word)
    }

    /// The words of the heading `Annex II`, or `Annex`, that begins here: behind a sentence or what a page begins or ends
    /// with, and before its title. A sentence may begin with the same words: `Annex II contains`.
    fn attachment(&self, at: usize) -> Option<usize> {
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
    fn text_heading(&self, at: usize) -> Option<usize> {
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

    /// Whether this word is a label before a capital: `12.`, `(b)`, `B.`, `IV.`
    fn is_label(&self, at: usize) -> bool {
        let word = self.word(at);
        if self.paragraph_number(at).is_some() {
            return true;
        }
        let next = self.word(at + 1);
        let opens = opens_sentence(next) || self.opens_with_figure(at);
        if ABBREVIATED.contains(&self.before(at)) || !opens || is_header_symbol(next) {
            return false;
        }
        // `Agenda item 12 (b)`
        let is_in_item = at >= 2
            && self.word(at - 2).eq_ignore_ascii_case("item")
            && self.before(at).chars().all(|c| c.is_ascii_digit());
        let item = word.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|_| !is_in_item);
        let is_item =
            item.is_some_and(|item| (1..=4).contains(&item.len()) && item.chars().all(|c| c.is_ascii_lowercase()));
        let stop = word.strip_suffix('.').unwrap_or_default();
        let is_letter = matches!(stop.as_bytes(), [b'A'..=b'H']);
        let is_roman = (1..=4).contains(&stop.len()) && stop.chars().all(|c| "IVX".contains(c));
        is_item || is_letter || is_roman
    }

    /// The number before a paragraph: `12.`, also damaged `12,`.
    fn paragraph_number(&self, at: usize) -> Option<u32> {
        let number = self.word(at).strip_suffix(['.', ',']).filter(|digits| digits.len() <= 3)?;
        let next = self.word(at + 1);
        let opens = opens_sentence(next) || WITHOUT_LIGATURE.contains(&next);
        let opens = opens || self.opens_with_figure(at);
        let stands = !ABBREVIATED.contains(&self.before(at)) && opens;
        number.parse().ok().filter(|_| stands)
    }

    /// Whether the text behind this number or letter opens with a year behind the end of another: `4. 2024 was`.
    fn opens_with_figure(&self, at: usize) -> bool {
        let next = self.word(at + 1);
        let is_year = next.len() == 4 && (next.starts_with("19") || next.starts_with("20"));
        self.is_behind_sentence(at)
            && is_year
            && next.chars().all(|c| c.is_ascii_digit())
            && self.word(at + 2).starts_with(char::is_lowercase)
    }

    /// Whether this word can open a paragraph of a preamble: `Recalling`, `Deeply concerned`.
    fn opens_preambular(&self, at: usize) -> bool {
        const OTHERS: [&str; 13] = [
            "Alarmed",
            "Aware",
            "Cognizant",
            "Concerned",
            "Conscious",
            "Convinced",
            "Deeply",
            "Determined",
            "Encouraged",
            "Gravely",
            "Guided",
            "Mindful",
            "Strongly",
        ];
        let word = self.word(at);
        let participle = word.len() > 5 && word.starts_with(char::is_uppercase) && word.ends_with("ing");
        participle || OTHERS.contains(&word)
    }

    /// Whether a paragraph of a preamble begins with this word, behind the comma of the one before it or of the organ.
    fn is_preambular(&self, at: usize) -> bool {
        // The marker of a note may stand behind the comma: `session, 3 Emphasizing`, `in 1972,76/ Recalling`, `1966,[1]`.
        let before = self.before(at);
        let word = before.trim_end_matches(['/', ']']).trim_end_matches(|c: char| c.is_ascii_digit());
        let has_figure = (1..=4).contains(&(before.len() - word.len()));
        let word = if word.is_empty() { self.before(at.saturating_sub(1)) } else { word.trim_end_matches('[') };
        let is_marked = has_figure && word.ends_with(',');
        (before.ends_with(',') || is_marked) && self.opens_preambular(at)
    }

    /// Where the paragraphs of preambles begin, with the lines of their organs and the paragraph that stands behind the last
    /// comma without a number: `The General Assembly, Noting …, Bearing in mind …, Requests …`
    fn preamble(&self) -> Vec<usize> {
        let mut starts = Vec::new();
        let mut is_open = false;
        for at in 0..self.0.len() {
            // A full stop stands for the comma where a preamble is under way.
            let goes_on = is_open && self.before(at).ends_with('.') && self.opens_preambular(at);
            if self.is_preambular(at) || goes_on {
                let organ = self.organ_before(at);
                is_open |= organ.is_some();
                starts.extend(organ);
                starts.push(at);
            } else if is_open && self.before(at).ends_with(',') && VERBS.contains(&self.word(at)) {
                starts.push(at);
                is_open = false;
            }
            is_open &= self.paragraph_number(at).is_none();
        }
        starts
    }

    /// Where the name of the organ begins that a first preambular paragraph follows: `The Economic and Social Council,`.
    fn organ_before(&self, at: usize) -> Option<usize> {
        let first = (at.saturating_sub(LONGEST_ORGAN)..at).rev().find(|&first| self.word(first) == "The")?;
        let is_name =
            |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "and" | "of" | "the" | "on" | "for");
        (first..at).all(|word| is_name(self.word(word))).then_some(first)
    }
}

/// Words that open what an organ decides.
const VERBS: [&str; 12] = [
    "Approves",
    "Calls",
    "Decides",
    "Endorses",
    "Expresses",
    "Invites",
    "Recommends",
    "Reaffirms",
    "Requests",
    "Takes",
    "Urges",
    "Welcomes",
];
