//! The pages of a flattened text: where each begins, what is printed around its text, and its notes.
//!
//! Input: a whole text whose pages stand on one line each, or all on one. Output: the pages, and the lines of each as
//! `pdftotext` writes them: running header, headings, paragraphs, the rule and the notes below it, page and job number.
//! Nothing is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{Words, is_barcode, is_fraction, is_header_symbol, is_job_number, is_page_number};
use super::{Kind, Part, RULE_BYTES, starts};

/// Bytes from which a line may hold a page, rather than a paragraph.
const PAGE_BYTES: usize = 1_000;

/// Words at the top of a text among which those of the masthead stand.
const MASTHEAD_WORDS: usize = 120;

/// Words that a first page has at least.
const FIRST_PAGE_WORDS: usize = 15;

/// The pages of a text and their lines, where most of it stands on lines that are as long as pages and its paragraphs have
/// numbers.
pub(in crate::extract) fn parted(text: &str) -> Option<Vec<Vec<Part<'_>>>> {
    let lines = text.split(['\n', '\u{c}']);
    let (long, all) = lines.fold((0, 0), |(long, all), line| {
        (long + if line.len() >= PAGE_BYTES { line.len() } else { 0 }, all + line.len())
    });
    if long * 2 < all || !Words::of(text).has_run() {
        return None;
    }
    let mut due = Due::default();
    let pages = pages(text)?.into_iter().enumerate();
    Some(pages.map(|(at, page)| lines_of(page, at == 0, &mut due)).collect())
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

/// The lines of a page. For `due` see [`starts_on_page`].
fn lines_of<'a>(page: &'a str, is_first: bool, due: &mut Due) -> Vec<Part<'a>> {
    let words = Words::of(page);
    let count = words.0.len();
    let header = if is_first { 0 } else { words.header() };
    let footer = words.footer().max(header);
    let body = (header..footer).map(|at| words.word(at));
    let rule = body.rev().position(|word| word.len() >= RULE_BYTES && word.starts_with("____"));
    // Another rule divides the text.
    let rule = rule.map(|back| footer - 1 - back).filter(|rule| words.is_above_notes(*rule, footer));
    let notes = rule.map_or_else(|| words.notes_without_rule(header, footer, due.note), |rule| rule + 1);
    // A typist draws the rule with hyphens.
    let is_typed = |word: &str| word.len() >= RULE_BYTES && word.bytes().all(|byte| byte == b'-');
    let text_end = notes - usize::from(rule.is_some() || notes < footer && is_typed(words.before(notes)));
    let mut bounds: BTreeMap<usize, Kind> = BTreeMap::new();
    let text = words.0.get(header).map(|(at, _)| *at)..words.0.get(text_end).map(|(at, _)| *at);
    if let Some(body) = page.get(text.start.unwrap_or(page.len())..text.end.unwrap_or(page.len())) {
        let body = Words::of(body);
        bounds.extend(starts_on_page(&body, is_first, due).into_iter().map(|(at, kind)| (header + at, kind)));
        if is_first || page.contains("United Nations •") {
            let masthead = (0..body.0.len().min(MASTHEAD_WORDS)).take_while(|&at| !body.is_label(at));
            let parts = masthead.filter(|&at| body.begins_part(at));
            bounds.extend(parts.map(|at| (header + at, Kind::Line)));
        }
    }
    bounds.extend([header, text_end, footer].map(|at| (at, Kind::Line)));
    // `56/101` may be the number of a page, or that of the decision that begins there: the structure tells.
    let edge = |at: usize| (at, if is_fraction(words.word(at)) { Kind::Line } else { Kind::Edge });
    bounds.extend(words.items(0..header).chain(words.items(footer..count)).map(edge));
    let notes = words.notes(notes..footer);
    due.note = notes.keys().filter_map(|&at| words.stroked_number(at)).next_back().unwrap_or(due.note);
    bounds.extend(notes);
    // Between form feeds, a page may have some of its lines.
    let lines = |part: Part<'a>| part.text.split('\n').map(move |text| Part { text: text.trim(), ..part });
    let lines = words.parted(page, bounds).into_iter().flat_map(lines).filter(|part| !part.text.is_empty());
    with_labels_at_text(lines.collect())
}

/// Puts the labels that a page number parts from their text behind it, to the text.
fn with_labels_at_text(parts: Vec<Part<'_>>) -> Vec<Part<'_>> {
    let is_label = |text: &str| text.len() <= 6 && text.ends_with(['.', ')']);
    let mut joined: Vec<Part<'_>> = Vec::with_capacity(parts.len());
    let mut label = None;
    let mut rest = parts.into_iter().peekable();
    while let Some(part) = rest.next() {
        let is_folio = |next: &Part<'_>| next.kind == Kind::Edge && is_page_number(next.text);
        if part.kind == Kind::Line && is_label(part.text) && rest.peek().is_some_and(is_folio) {
            label = Some(part.text);
            joined.extend(rest.next());
        } else {
            joined.push(Part { label: label.take(), ..part });
        }
    }
    // The page ends with the label.
    joined.extend(label.map(Part::line));
    joined
}

/// As [`starts`], on a page of a text whose pages were lines; with the headings that have no label. `due` are the labels that
/// may follow those before, which it adds to: a number amid a sentence is a label only if it is due, and the letter of an item
/// wherever it stands.
fn starts_on_page(words: &Words<'_>, is_first: bool, due: &mut Due) -> BTreeMap<usize, Kind> {
    let mut found: BTreeMap<usize, Kind> = BTreeMap::new();
    let count = words.0.len();
    // Where the line under way begins, and whether it can be but a heading.
    let mut from = 0;
    for (at, kind) in starts(words, is_first) {
        let number = words.paragraph_number(at);
        let is_due =
            number.is_some_and(|number| number == 1 || due.numbers.contains(&number)) && !words.names_number(at);
        let item = words.word(at).strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let is_behind = at == 0 || words.ends_sentence(at - 1);
        let follows = is_behind || !(from..at).any(|at| words.ends_text_sentence(at, from));
        let is_first_item = item.is_some_and(|item| matches!(item, "a" | "i"));
        let has_heading = || words.heading_before(at, from).is_some_and(|heading| at - heading <= HEADING_WORDS);
        // A heading with a letter stands before a number, here or overleaf: `(d) Resources 35. The secretariat`.
        let is_heading = || {
            let number = (at + 1..at + LONGEST_HEADING).find(|&at| words.paragraph_number(at).is_some());
            let end = number.or_else(|| is_behind.then_some(count)).filter(|end| end - at < LONGEST_HEADING);
            end.is_some_and(|end| !(at + 1..end).any(|at| words.ends_sentence(at)))
        };
        // `2. Preparations for the Forum in Riyadh (a) Selection of members`
        let is_behind_title = || {
            words.paragraph_number(from).is_some()
                && at - from <= TITLE_WORDS
                && words.before(at).starts_with(char::is_uppercase)
        };
        let is_next_item = item.is_some_and(|item| due.items.contains(item))
            || is_first_item
                && (is_behind || follows && (at - from <= HEADING_WORDS || is_behind_title()) || has_heading())
            || item.is_some() && follows && is_heading();
        // `Crenston C. Buffonge`
        let is_initial = || words.word(at).len() == 2 && words.before(at).starts_with(char::is_uppercase);
        let is_amid = match item {
            Some(_) => !is_next_item,
            None if number.is_some() => words.is_label(at) && !is_due && !follows && !words.is_behind_entry(at),
            None => words.is_label(at) && !follows && is_initial(),
        };
        if is_amid {
            continue;
        }
        let is_organ = || words.word(at) == "The" && kind == Kind::Line;
        let ends_heading = is_due || is_next_item || words.is_instrument_number(at) || number.is_none() && is_organ();
        if ends_heading {
            found.extend(words.heading_before(at, from).map(|at| (at, Kind::Line)));
        }
        if number.is_some() {
            due.items.clear();
        }
        due.numbers.extend(number.map(|number| number + 1));
        due.items.extend(item.into_iter().flat_map(items_after));
        found.insert(at, kind);
        found.extend(words.text_behind_title(at).map(|at| (at, Kind::Line)));
        if words.is_label(at) && words.is_before_folio(at) {
            found.extend([(at + 1, Kind::Edge), (at + 2, Kind::Line)]);
        }
        from = at;
    }
    found
}

/// Labels that may come next on the pages of a text.
#[derive(Debug, Default)]
struct Due {
    /// The numbers that follow those of the paragraphs before, in all sequences.
    numbers: BTreeSet<u32>,
    /// The number of the last typewritten note.
    note: u32,
    /// The letters and numerals that follow those of the items of the paragraph under way.
    items: BTreeSet<String>,
}

/// Words of the longest heading before the first item of a list.
const HEADING_WORDS: usize = 8;

/// Words of the longest heading that has a letter.
const LONGEST_HEADING: usize = 40;

/// Words of the longest title of a numbered paragraph before the first item of its list.
const TITLE_WORDS: usize = 24;

/// The letter and the roman numeral that may follow this: `(d)` behind `(c)`, `(j)` and `(ii)` behind `(i)`.
fn items_after(item: &str) -> impl Iterator<Item = String> {
    const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    let letter = item.bytes().next().filter(|_| item.len() == 1).map(|letter| char::from(letter + 1).to_string());
    let place = ROMAN.iter().position(|numeral| *numeral == item);
    let numeral = place.and_then(|place| ROMAN.get(place + 1)).map(|numeral| (*numeral).to_owned());
    letter.into_iter().chain(numeral)
}

impl Words<'_> {
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
