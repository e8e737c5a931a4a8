//! Flattened text: a page, or a whole report, that copying from a viewer put on one line.
//!
//! Input: one line of a text file. Output: the lines that it was made of, as far as its words tell: a line begins at a
//! label behind a sentence and before a capital, at the symbol and page number of a running header, at the parts of a
//! masthead, at `Chapter II` or `Resolution 68/1`, at each paragraph of a preamble, and behind the end of a sentence where no
//! other ends before the next label: that is a heading. Titles before text without a label stay with that text. Whether a
//! label is one is for the structure stage: a list inside a sentence (`(a) removing impediments; (b) …`) goes on in small
//! letters and is not parted. A text whose pages are lines is parted into pages first ([`page`]).

mod edges;
mod headings;
mod labels;
mod masthead;
mod notes;
mod page;
mod preamble;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Line, Run};
use masthead::masthead;
pub(super) use page::parted;
use words::{ABBREVIATED, Words, is_barcode, is_header_symbol, is_job_number, is_month, is_page_number};

/// A line shorter than this (bytes) may be one of a hard-wrapped text, where a list can begin and end within it.
const PARAGRAPH_BYTES: usize = 250;

/// Lines at the top of a text among which parts of a masthead may be run together.
pub(super) const MASTHEAD_LINES: usize = 12;

/// One of the lines that a flattened line was made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    /// Its text, a slice of the flattened line.
    pub text: &'a str,
    /// What is known of it besides.
    pub kind: Kind,
    /// The label that stands before it, where a footer parts the two: `76.` for `76. 14/36 At its 10th meeting`.
    pub label: Option<&'a str>,
}

/// What one of the lines is, as far as the words around it tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Kind {
    /// A label, a heading, a sentence: what it says itself.
    #[default]
    Line,
    /// A paragraph of a preamble, so that it is no more of what stands before it: `Recalling its resolution 68/1,`.
    Paragraph,
    /// What a running header or footer prints as one: `E/CN.7/2025/11`, `4/21`.
    Edge,
    /// A note at the foot of a page, or its number: `3 See resolution 68/1.`
    Note,
}

impl<'a> Part<'a> {
    fn line(text: &'a str) -> Self {
        Self { text, kind: Kind::Line, label: None }
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
        return Some(words.parted(text, BTreeMap::from([(heading, Kind::Line)])));
    }
    let starts = starts(&words, true);
    Some(words.parted(text, starts))
}

/// The words that lines begin with; for each, what the line is. `has_header` says that there may
/// be running headers among them, or a masthead.
fn starts(words: &Words<'_>, has_header: bool) -> BTreeMap<usize, Kind> {
    let mut starts: BTreeMap<usize, Kind> = words.preamble().into_iter().map(|at| (at, Kind::Paragraph)).collect();
    let mut is_closing = false;
    let run_in = words.run_in_items();
    for at in (0..words.0.len()).filter(|at| !run_in.contains(at)) {
        is_closing |= words.is_closing(at);
        let begins = if has_header { words.begins_line(at) } else { words.begins_text_line(at) };
        if begins || words.is_closing(at) || is_closing && words.is_stroked(at) {
            starts.entry(at).or_default();
        }
        starts.extend(words.organ_line(at).into_iter().flatten().map(|at| (at, Kind::Line)));
        let begins_draft = words.is_behind_draft(at) || words.is_organ_behind_title(at);
        starts.extend(begins_draft.then_some((at, Kind::Line)));
        starts.extend(words.closing(at).into_iter().flatten().map(|at| (at, Kind::Line)));
        starts.extend(words.decision_text(at).map(|at| (at, Kind::Line)));
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

impl Words<'_> {
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
            "*" if self.is_asterism(at) => true,
            "*" | "**" | "***" => is_behind_sentence && next.starts_with(char::is_uppercase),
            _ => self.is_label(at) || self.is_instrument_number(at),
        };
        names_part
            || self.is_behind_entry(at)
            || at >= 3 && self.is_asterism(at - 3)
            || at > 0 && self.is_instrument_number(at - 1)
            || before.len() >= RULE_BYTES && before.chars().all(|c| c == '_')
            || before.ends_with(']') && (1..12).any(|back| at > back && self.word(at - back) == "[Original:")
            || (1..=3).any(|words| {
                let heading = at.checked_sub(words).map(|at| self.attachment(at).or(self.text_heading(at)));
                heading.flatten() == Some(words)
            })
    }

    /// Whether `* * *` begins here, which divides a text.
    fn is_asterism(&self, at: usize) -> bool {
        self.before(at) != "*" && (at..at + 3).all(|at| self.word(at) == "*")
    }

    fn is_behind_sentence(&self, at: usize) -> bool {
        self.before(at).trim_end_matches(['”', '"', '’', ')']).ends_with(['.', ';', ':'])
    }

    /// Whether a sentence ends with this word, which is not the label of the line that begins at `from`.
    fn ends_text_sentence(&self, at: usize, from: usize) -> bool {
        at > from && self.ends_sentence(at)
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
}
