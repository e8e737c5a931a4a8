//! The pages of a flattened text: where each begins, what is printed around its text, and its notes.
//!
//! Input: a whole text whose pages stand on one line each, or all on one. Output: the same text with a form feed between
//! pages and a line for each part of a page, as `pdftotext` writes them: running header, headings, paragraphs, the rule and
//! the notes below it, page and job number. Nothing is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{ABBREVIATED, Words, is_barcode, is_fraction, is_header_symbol, is_job_number, is_page_number};
use super::{RULE_BYTES, starts};

/// Bytes from which a line may hold a page, rather than a paragraph.
const PAGE_BYTES: usize = 1_000;

/// Words at the top of a text among which those of the masthead stand.
const MASTHEAD_WORDS: usize = 120;

/// Words that a first page has at least.
const FIRST_PAGE_WORDS: usize = 15;

/// The text with pages and lines parted, where most of it stands on lines that are as long as pages and
/// its paragraphs have numbers.
pub(in crate::extract) fn parted(text: &str) -> Option<String> {
    let lines = text.split(['\n', '\u{c}']);
    let (long, all) = lines.fold((0, 0), |(long, all), line| {
        (long + if line.len() >= PAGE_BYTES { line.len() } else { 0 }, all + line.len())
    });
    if long * 2 < all || !Words::of(text).has_run() {
        return None;
    }
    let pages = pages(text)?;
    let mut parted = String::with_capacity(text.len() + text.len() / 16);
    let mut due = Due::default();
    for (at, page) in pages.iter().enumerate() {
        if at > 0 {
            parted.push('\u{c}');
        }
        for (line, is_paragraph) in lines_of(page, at == 0, &mut due) {
            parted.push_str(if is_paragraph { "\n" } else { "" });
            parted.push_str(line);
            parted.push('\n');
        }
    }
    Some(parted)
}

/// The pages of a text: between form feeds; or the lines, where they begin or end as pages do; and in either from one
/// running header to the next.
fn pages(text: &str) -> Option<Vec<&str>> {
    if text.contains('\u{c}') {
        // What follows the last form feed is no page.
        let text = text.trim_end_matches(['\n', ' ']);
        return Some(text.strip_suffix('\u{c}').unwrap_or(text).split('\u{c}').collect());
    }
    let lines: Vec<&str> = text.split('\n').filter(|line| !line.trim().is_empty()).collect();
    let has_edge = |line: &&&str| {
        let words = Words::of(line);
        words.header() > 0 || words.footer() < words.0.len()
    };
    let with_edge = lines.iter().skip(1).filter(has_edge).count();
    if lines.len() > 2 && with_edge * 2 < lines.len() {
        return None;
    }
    let running = running_symbols(text);
    let ends_in_footer = lines.last().is_some_and(|line| {
        let words = Words::of(line);
        words.footer() < words.0.len()
    });
    let cut = |line: &'_ str| -> Vec<usize> { Words::of(line).page_starts(&running, ends_in_footer) };
    Some(
        lines
            .iter()
            .flat_map(|line| {
                let bounds: Vec<usize> = [0].into_iter().chain(cut(line)).chain([line.len()]).collect();
                bounds.windows(2).filter_map(|pair| line.get(*pair.first()?..*pair.last()?)).collect::<Vec<_>>()
            })
            .collect(),
    )
}

/// The symbols among the first words of a text, which its running headers print again.
fn running_symbols(text: &str) -> BTreeSet<&str> {
    let words = Words::of(text);
    let symbols = words.0.iter().take(MASTHEAD_WORDS / 2).map(|(_, word)| *word).filter(|word| is_header_symbol(word));
    symbols.flat_map(|word| word.split('-')).collect()
}

/// The lines of a page; for each, whether it is a paragraph of a preamble. For `due` see [`starts_on_page`].
fn lines_of<'a>(page: &'a str, is_first: bool, due: &mut Due) -> Vec<(&'a str, bool)> {
    let words = Words::of(page);
    let count = words.0.len();
    let header = if is_first { 0 } else { words.header() };
    let footer = words.footer().max(header);
    let body = (header..footer).map(|at| words.word(at));
    let rule = body.rev().position(|word| word.len() >= RULE_BYTES && word.starts_with("____"));
    // Another rule divides the text.
    let rule = rule.map(|back| footer - 1 - back).filter(|rule| words.is_above_notes(*rule, footer));
    let text_end = rule.unwrap_or_else(|| words.notes_without_rule(header, footer));
    let mut bounds: BTreeMap<usize, bool> = BTreeMap::new();
    bounds.extend(words.items(0..header).map(|at| (at, false)));
    bounds.extend(words.items(footer..count).map(|at| (at, false)));
    bounds.extend(words.notes(rule.map_or(text_end, |rule| rule + 1)..footer).map(|at| (at, false)));
    bounds.extend([header, text_end, footer].map(|at| (at, false)));
    if let Some(rule) = rule {
        bounds.insert(rule + 1, false);
    }
    let offset = words.0.get(header).map_or(page.len(), |(at, _)| *at);
    let end = words.0.get(text_end).map_or(page.len(), |(at, _)| *at);
    if let Some(body) = page.get(offset..end) {
        let body = Words::of(body);
        bounds.extend(
            starts_on_page(&body, is_first, due).into_iter().map(|(at, is_paragraph)| (header + at, is_paragraph)),
        );
        if is_first || page.contains("United Nations •") {
            let masthead = (0..body.0.len().min(MASTHEAD_WORDS)).take_while(|&at| !body.is_label(at));
            let parts = masthead.filter(|&at| body.begins_part(at));
            bounds.extend(parts.map(|at| (header + at, false)));
        }
    }
    let parts = words.parted(page, bounds);
    parts.into_iter().map(|part| (part.text, part.is_paragraph)).filter(|(text, _)| !text.is_empty()).collect()
}

/// As [`starts`], on a page of a text whose pages were lines; with the headings that have no label. `due` are the labels that
/// may follow those before, which it adds to: a number amid a sentence is a label only if it is due, and the letter of an item
/// wherever it stands.
fn starts_on_page(words: &Words<'_>, is_first: bool, due: &mut Due) -> BTreeMap<usize, bool> {
    let mut found: BTreeMap<usize, bool> = BTreeMap::new();
    // Where the line under way begins, and whether it can be but a heading.
    let mut from = 0;
    for (at, is_paragraph) in starts(words, is_first) {
        let number = words.paragraph_number(at);
        let is_due =
            number.is_some_and(|number| number == 1 || due.numbers.contains(&number)) && !words.names_number(at);
        let item = words.word(at).strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let is_behind = at == 0 || words.ends_sentence(at - 1);
        let follows = is_behind || !(from..at).any(|at| words.ends_text_sentence(at, from));
        let is_first_item = item.is_some_and(|item| matches!(item, "a" | "i"));
        let has_heading = || words.heading_before(at, from).is_some_and(|heading| at - heading <= HEADING_WORDS);
        // A heading with a letter stands before a number: `(d) Resources 35. The secretariat`.
        let is_heading = || {
            let number = (at + 1..at + 2 * HEADING_WORDS).find(|&at| words.paragraph_number(at).is_some());
            number.is_some_and(|number| !(at + 1..number).any(|at| words.ends_sentence(at)))
        };
        let is_next_item = item.is_some_and(|item| due.items.contains(item))
            || is_first_item && (is_behind || follows && at - from <= HEADING_WORDS || has_heading())
            || item.is_some() && follows && is_heading();
        let is_amid = match item {
            Some(_) => !is_next_item,
            None => number.is_some() && words.is_label(at) && !is_due && !follows && !words.is_behind_entry(at),
        };
        if is_amid {
            continue;
        }
        let is_organ = || words.word(at) == "The" && !is_paragraph;
        let ends_heading = is_due || is_next_item || words.is_instrument_number(at) || number.is_none() && is_organ();
        if ends_heading {
            found.extend(words.heading_before(at, from).map(|at| (at, false)));
        }
        if number.is_some() {
            due.items.clear();
        }
        due.numbers.extend(number.map(|number| number + 1));
        due.items.extend(item.into_iter().flat_map(items_after));
        found.insert(at, is_paragraph);
        from = at;
    }
    found
}

/// Labels that may come next on the pages of a text.
#[derive(Debug, Default)]
struct Due {
    /// The numbers that follow those of the paragraphs before, in all sequences.
    numbers: BTreeSet<u32>,
    /// The letters and numerals that follow those of the items of the paragraph under way.
    items: BTreeSet<String>,
}

/// Words of the longest heading before the first item of a list.
const HEADING_WORDS: usize = 8;

/// The letter and the roman numeral that may follow this: `(d)` behind `(c)`, `(j)` and `(ii)` behind `(i)`.
fn items_after(item: &str) -> impl Iterator<Item = String> {
    const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    let letter = item.bytes().next().filter(|_| item.len() == 1).map(|letter| char::from(letter + 1).to_string());
    let place = ROMAN.iter().position(|numeral| *numeral == item);
    let numeral = place.and_then(|place| ROMAN.get(place + 1)).map(|numeral| (*numeral).to_owned());
    letter.into_iter().chain(numeral)
}

impl Words<'_> {
    /// The words from this one on that a running header or footer prints as one: a symbol with what it has in brackets,
    /// `Page 4`, `4/19`, a job number; 0 where it is none of these.
    fn item(&self, at: usize) -> usize {
        let word = self.word(at);
        let is_language =
            || matches!(word, "English" | "ENGLISH") && (self.is_folio(at + 1) || is_header_symbol(self.before(at)));
        let is_plain = is_fraction(word) || is_job_number(word.trim_end_matches('*')) || is_barcode(word);
        match word {
            _ if self.is_folio(at) => 2,
            _ if is_language() || is_plain => 1,
            "/..." | "/…" | "/.." | "/." | "/" => 1,
            "Digitized" => 5,
            _ => self.symbol(at),
        }
    }

    fn is_folio(&self, at: usize) -> bool {
        matches!(self.word(at), "Page" | "page" | "PAGE") && is_page_number(self.word(at + 1))
    }

    /// How many words at the top of a page are a running header.
    fn header(&self) -> usize {
        let mut end = 0;
        loop {
            let words = self.item(end);
            let is_bare = words == 0 && is_page_number(self.word(end)) && {
                let next = end + 1;
                self.item(next) > 0 || end > 0 && self.item(end - 1) == 1 || self.is_label(next)
            };
            match words + usize::from(is_bare) {
                0 => return end,
                words => end += words,
            }
        }
    }

    /// The word from which a page is a footer: page number, job number, dates behind it; the number of words where there is
    /// none.
    fn footer(&self) -> usize {
        let mut from = self.0.len();
        let mut has_page = false;
        // `Digitized by Dag Hammarskjöld Library`
        let library = from.saturating_sub(5);
        if self.word(library) == "Digitized" && self.word(library + 1) == "by" {
            from = library;
        }
        while let Some(at) = from.checked_sub(1) {
            let word = self.word(at);
            let is_date = word.len() == 6 && word.chars().all(|c| c.is_ascii_digit());
            let is_mark =
                word.len() == 3 && word.starts_with('(') && word.ends_with(')') && is_job_number(self.before(at));
            let is_item = is_barcode(word)
                || is_date
                || is_mark
                || is_job_number(word.trim_end_matches('*'))
                || matches!(word, "/..." | "/…" | "/.." | "/." | "/");
            let is_page = !has_page && is_page_number(word) && !ABBREVIATED.contains(&self.before(at));
            let named = is_page && matches!(self.before(at), "Page" | "page" | "PAGE");
            if !is_item && !is_page {
                break;
            }
            has_page |= is_page;
            from = if named { at - 1 } else { at };
        }
        from
    }

    /// The items of a header or footer, each by its first word.
    fn items(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = usize> {
        let mut at = range.start;
        std::iter::from_fn(move || {
            let start = (at < range.end).then_some(at)?;
            // The marks and dates behind a job number stay with it.
            let is_mark =
                |word: &str| word.starts_with('(') || word.len() == 6 && word.chars().all(|c| c.is_ascii_digit());
            at += self.item(start).max(1);
            while at < range.end && is_mark(self.word(at)) && self.item(at) == 0 {
                at += 1;
            }
            Some(start)
        })
    }

    /// Where the notes begin that no rule stands above, at the end of a page: numbers that follow on each other, each called
    /// in the text above; the end of the range where there are none.
    fn notes_without_rule(&self, from: usize, to: usize) -> usize {
        let called: BTreeSet<(u32, usize)> = (from..to).rev().filter_map(|at| Some((self.called(at)?, at))).collect();
        let is_called = |number: u32, before: usize| called.range((number, 0)..(number, before)).next().is_some();
        let mut first = to;
        let mut expected: Option<u32> = None;
        for at in (from..to).rev().take_while(|&at| self.paragraph_number(at).is_none()) {
            let Some(number) = self.note_number(at) else { continue };
            if expected.is_none_or(|expected| number == expected) && is_called(number, at) {
                first = at;
                expected = number.checked_sub(1);
            }
        }
        first
    }

    /// The number of the note that a word calls at its end, or is: 3 for `session,3`, and for the 3 of `session, 3`.
    fn called(&self, at: usize) -> Option<u32> {
        let word = self.word(at).trim_end_matches(['.', ',', ';', ')']);
        let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = word.get(stem.len()..).filter(|digits| (1..=3).contains(&digits.len()))?;
        let is_glued = stem.ends_with(|c: char| c.is_alphabetic() || matches!(c, ',' | '.' | ';' | ')' | '”' | '’'));
        let is_apart = stem.is_empty() && !self.before(at).is_empty();
        digits.parse().ok().filter(|_| is_glued || is_apart)
    }

    /// The number of a note that begins here, behind a sentence and before a capital: `3 See resolution 68/1.`
    fn note_number(&self, at: usize) -> Option<u32> {
        let word = self.word(at);
        let (before, next) = (self.before(at), self.word(at + 1));
        let is_behind = before.ends_with(['.', ')', '”', ';'])
            || before.starts_with("http")
            || before.starts_with("____")
            || is_header_symbol(next)
            || matches!(next, "See" | "Ibid." | "Ibid.,");
        let opens =
            next.trim_start_matches(['“', '"', '‘', '(']).starts_with(char::is_uppercase) || next.starts_with("http");
        (is_figure(word) && is_behind && opens && !ABBREVIATED.contains(&before)).then(|| word.parse().ok())?
    }

    /// Whether notes stand behind the rule at `rule` to the end of the page: the first opens with its number or an asterisk, or
    /// a converter has set the numbers behind the last.
    fn is_above_notes(&self, rule: usize, end: usize) -> bool {
        let first = self.word(rule + 1);
        let is_star = first.starts_with('*') && first.chars().all(|c| c == '*');
        let ends_in_number =
            || end > rule + 2 && is_figure(self.word(end - 1)) && self.before(end - 1).ends_with(['.', ')']);
        is_star
            || self.note_number(rule + 1).is_some()
            || ends_in_number()
            || end > rule + 2 && is_figure(self.word(end - 2)) && is_figure(self.word(end - 1))
    }

    /// The notes of a range, each by the word it begins with: its number; also numbers that a converter set behind the notes.
    fn notes(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = usize> {
        let tail = range.clone().rev().take_while(|&at| is_figure(self.word(at))).count();
        let tail = range.end - tail;
        range.clone().filter(move |&at| {
            let is_star = matches!(self.word(at), "*" | "**" | "***");
            at == range.start || at >= tail || is_star || self.note_number(at).is_some()
        })
    }

    /// The bytes at which pages begin, but for the first: at the symbols of running headers; in a text without them behind the
    /// footer that ends the text, or before the header.
    fn page_starts(&self, running: &BTreeSet<&str>, ends_in_footer: bool) -> Vec<usize> {
        let is_running = |at: usize| self.word(at).split('-').any(|symbol| running.contains(symbol));
        let is_number = |at: usize| is_page_number(self.word(at));
        let is_job = |at: usize| is_job_number(self.word(at));
        let mut starts = Vec::new();
        let mut at = 1;
        while at < self.0.len() {
            let words = self.symbol(at);
            if words == 0 || !is_running(at) {
                at += 1;
                continue;
            }
            let mut end = at + words;
            while self.symbol(end) > 0 && is_running(end) {
                end += self.symbol(end);
            }
            let before = self.before(at);
            let is_behind = is_number(at - 1)
                || is_job(at - 1)
                || is_barcode(before)
                || before.starts_with("/.")
                || before.ends_with(['.', ';', ':', '”']);
            let is_before = self.item(end) > 0 || self.is_label(end) || is_number(end) && is_job(end + 1);
            if (is_behind || is_before) && at > FIRST_PAGE_WORDS {
                starts.extend(self.0.get(at).map(|(byte, _)| *byte));
            }
            at = end;
        }
        if starts.is_empty() {
            let is_footer = |at: usize| {
                is_job(at) && is_fraction(self.word(at + 1)) || is_fraction(self.word(at)) && is_job(at + 1)
            };
            let footers =
                (1..self.0.len()).filter(|&at| is_footer(at)).map(|at| if ends_in_footer { at + 2 } else { at });
            starts.extend(footers.filter_map(|at| Some(self.0.get(at)?.0)));
        }
        starts
    }
}

/// `14`, the number of a note.
fn is_figure(word: &str) -> bool {
    (1..=3).contains(&word.len()) && word.chars().all(|c| c.is_ascii_digit())
}
