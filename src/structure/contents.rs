//! Contents: the contents pages of a report.
//!
//! Input: all [`Lines`], furniture and front matter claimed. Output: [`Contents`], with an entry for each heading listed,
//! and those lines claimed as [`LineClass::Contents`]. Where no heading `Contents` stands nothing is claimed. It does not
//! compare the entries with the text.

use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use regex::Regex;

use super::lines::{LineClass, Lines};
use super::pattern::pattern;
use crate::extract::Role;

/// Pages at the start of a document among which contents are looked for.
const CONTENTS_PAGES: usize = 16;
/// Lines at the start of a document without pages among which contents are looked for.
const CONTENTS_WITHIN_LINES: usize = 700;
/// Lines that a title may take before the line that ends in its page number.
const TITLE_LINES: usize = 6;
/// Lines that it may take where leaders tell that the line is of the contents: titles of agenda items run over nine.
const LED_TITLE_LINES: usize = 12;
/// Longest line of contents in characters, unless it repeats several entries.
const LONGEST_ENTRY: usize = 240;
/// Titles of earlier entries that a damaged line repeats.
const REPEATED_TITLES: usize = 2;

/// What the contents pages list.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// The titles of the entries as [`folded`], sorted: every block of the document is looked up among them.
    titles: Vec<String>,
}

/// One line of the contents: `B. Thirty-seventh session of the Subcommission … 11-14 7`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ContentsEntry {
    /// 0 for the outermost headings.
    pub level: usize,
    /// The label without its full stop: `IV`, `B`, `3`, `Resolution 68/1`.
    pub label: Option<String>,
    /// The title; empty where a conversion lost it and left only the numbers.
    pub title: String,
    /// The paragraphs under the heading, where the contents list them.
    pub paragraphs: Option<RangeInclusive<u32>>,
    /// Label of the page on which the heading stands.
    pub page: Option<String>,
}

/// Bytes of the longest title; a longer text is compared with none.
const LONGEST_TITLE: usize = 1_000;

impl Contents {
    /// Whether an entry has this title. White space, case and punctuation do not count.
    pub(super) fn has_title(&self, title: &str) -> bool {
        title.len() <= LONGEST_TITLE
            && self.titles.binary_search_by(|known| known.chars().cmp(folded_letters(title))).is_ok()
    }

    /// Whether the title of an entry begins like this.
    pub(super) fn begins_title(&self, title: &str) -> bool {
        if self.titles.is_empty() {
            return false;
        }
        let wanted = folded(title);
        let first = self.titles.partition_point(|known| *known < wanted);
        !wanted.is_empty() && self.titles.get(first).is_some_and(|known| known.starts_with(&wanted))
    }
}

/// Reads the contents pages and claims them.
pub(super) fn read(lines: &mut Lines) -> Contents {
    let Some(start) = heading(lines) else { return Contents::default() };
    let (rows, end) = rows(lines, start);
    // A heading without entries under it is none of contents.
    if rows.iter().filter(|row| row.numbers.is_some()).count() < 2 {
        return Contents::default();
    }
    for id in start..end {
        lines.claim(id, LineClass::Contents);
    }
    let titles = entries(&rows).into_iter().map(|entry| folded(&entry.title));
    let mut titles: Vec<String> = titles.filter(|title| !title.is_empty()).collect();
    titles.sort_unstable();
    Contents { titles }
}

/// The line `Contents`.
fn heading(lines: &Lines) -> Option<usize> {
    /// What it begins with, by which most lines are told from it.
    const INITIALS: [char; 16] = ['C', 'c', 'T', 't', 'S', 's', 'I', 'i', 'Í', 'í', 'С', 'с', 'О', 'о', '目', 'ا'];
    static HEADING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:contents|c o n t e n t s|table of contents|table des mati[èe]res|sommaire|[íi]ndice|содержание|оглавление|目录|المحتويات)(?:\s*\(continued\))?(?:\s+(?:chapter\s+)?(?:page|paragraphs?.*))?$",
        )
    });
    lines
        .lines
        .iter()
        .take_while(|placed| placed.page < CONTENTS_PAGES)
        .take(CONTENTS_WITHIN_LINES)
        .find(|placed| {
            let text = placed.line.text.as_str();
            lines.is_open(placed.id as usize) && text.starts_with(INITIALS) && HEADING.is_match(text)
        })
        .map(|placed| placed.id as usize)
}

/// The rows of the contents that begin at `start`, and the id after their last line.
fn rows(lines: &Lines, start: usize) -> (Vec<Row>, usize) {
    let mut end = start + 1;
    let mut rows: Vec<(usize, Row)> = Vec::new();
    let mut titles: Vec<String> = Vec::new();
    let mut pending: Vec<usize> = Vec::new();
    let mut page = 0_u32;
    for id in start + 1..lines.lines.len() {
        if !lines.is_open(id) {
            continue;
        }
        rows.push((id, Row::of(lines, id)));
        let Some((_, row)) = rows.last() else { break };
        let text = lines.text(id);
        let is_led = row.has_leaders || leads_to_leaders(lines, id);
        // The first heading of the text is one that the contents have listed.
        if !is_led && row.numbers.is_none() && titles.contains(&folded(&row.title)) && !row.is_column_head {
            break;
        }
        // Converters that go by columns give the labels of the entries apart from their titles.
        if is_label(text) {
            continue;
        }
        if row.is_column_head || repeats_titles(text, &titles) {
            pending.clear();
            end = id + 1;
            continue;
        }
        if !is_led && is_paragraph(text, row) {
            break;
        }
        let next_page = row.numbers.as_ref().and_then(|numbers| numbers.page_number());
        let runs_on = next_page.is_none_or(|next| next >= page);
        let is_entry = row.numbers.is_some() && runs_on && (row.is_certain || pending.len() <= 2);
        if is_entry || row.has_leaders {
            page = next_page.unwrap_or(page);
            titles.push(folded(&row.title));
            if let Some(&first) = pending.first() {
                let of_entry = rows.get(rows.partition_point(|(id, _)| *id < first)..).unwrap_or_default();
                let parts: Vec<&str> = of_entry.iter().map(|(_, row)| row.title.as_str()).collect();
                titles.push(folded(&parts.join(" ")));
            }
            pending.clear();
            end = id + 1;
        } else {
            pending.push(id);
            if pending.len() > if is_led { LED_TITLE_LINES } else { TITLE_LINES } {
                break;
            }
        }
    }
    let of_contents = rows.into_iter().filter(|(id, _)| *id < end).map(|(_, row)| row).collect();
    (of_contents, end_of_labels(lines, end))
}

/// The end of contents, with the labels that stand behind the last entry on its page.
fn end_of_labels(lines: &Lines, end: usize) -> usize {
    let last = lines.lines.get(end.saturating_sub(1));
    let rest = (end..lines.lines.len())
        .take_while(|&id| lines.lines.get(id).map(|placed| placed.page) == last.map(|placed| placed.page));
    let open: Vec<usize> = rest.filter(|&id| lines.is_open(id)).collect();
    let is_led = last.is_some_and(|placed| placed.page > 0);
    match open.last() {
        Some(id) if is_led && open.iter().all(|&id| is_label(lines.text(id))) => id + 1,
        _ => end,
    }
}

/// Whether a line is a label without its title: `IV.`, `Annex`.
fn is_label(text: &str) -> bool {
    let opening = super::label::opening(text);
    !opening.first.is_empty() && opening.width == text.len() || matches!(text, "Annex" | "Annexes" | "Appendix")
}

/// Whether a line with leaders follows before a sentence ends: what stands before it is its title.
fn leads_to_leaders(lines: &Lines, id: usize) -> bool {
    let following = (id + 1..lines.lines.len()).filter(|&next| lines.is_open(next)).take(LED_TITLE_LINES);
    following
        .map(|next| lines.text(next))
        .take_while(|text| has_leaders(text) || !text.ends_with(['.', ';', ':']))
        .any(has_leaders)
}

/// A line of the text: numbered and long, or a sentence, without the leaders of contents.
fn is_paragraph(text: &str, row: &Row) -> bool {
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{1,3}\.\s"));
    let length = text.chars().count();
    !row.is_certain && (NUMBERED.is_match(text) && length > 70 && row.numbers.is_none() || length > LONGEST_ENTRY)
        || row.numbers.is_none() && length > 100 && text.ends_with('.')
}

/// A line in which a conversion has run several entries together.
fn repeats_titles(text: &str, titles: &[String]) -> bool {
    if text.chars().count() <= LONGEST_ENTRY {
        return false;
    }
    let text = folded(text);
    titles.iter().filter(|title| title.len() > 12 && text.contains(title.as_str())).count() >= REPEATED_TITLES
}

/// The numbers at the end of an entry.
#[derive(Debug, Clone, Default)]
struct Numbers {
    paragraphs: Option<RangeInclusive<u32>>,
    page: Option<String>,
}

impl Numbers {
    fn page_number(&self) -> Option<u32> {
        self.page.as_deref().and_then(|page| page.parse().ok())
    }
}

static LEADERS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:\s?[.…·_]){4,}|…+"));

/// Whether dots lead from a title to its number.
fn has_leaders(text: &str) -> bool {
    // Four marks or one ellipsis at the least, which sentences seldom have.
    (text.contains('…') || text.matches(['.', '·', '_']).nth(3).is_some()) && LEADERS.is_match(text)
}

/// One line of the contents taken apart.
#[derive(Debug, Clone)]
struct Row {
    label: Option<String>,
    title: String,
    numbers: Option<Numbers>,
    /// Leaders, a tab before the numbers or the format itself make it an entry.
    is_certain: bool,
    /// `Introduction ............. 3`
    has_leaders: bool,
    /// `Chapter`, `Paragraphs Page`
    is_column_head: bool,
}

impl Row {
    fn of(lines: &Lines, id: usize) -> Self {
        static COLUMN_HEAD: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^(?:chapter|page|paragraphs?|para\.?|paras\.?|section|annex(?:es)?|chapitre|paragraphes|página|párrafos|capítulo|пункты|стр\.?|contents|\(continued\))(?:\s+(?:page|paragraphs?|para\.?|\(continued\)|página|пункты|стр\.?))*$",
            )
        });
        static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?:^|\s)(?:(?P<from>\d{1,3})(?:\s?[-–—]\s?(?P<to>\d{1,3}))?\s+)?(?P<page>\d{1,3}|[ivxl]{1,6})$")
        });
        static PARAGRAPHS_ONLY: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?:^|\s)(?P<from>\d{1,3})\s?[-–—]\s?(?P<to>\d{1,3})$"));
        // Scans read the 4 of a typewriter as `1+` and others.
        static GARBLED_PARAGRAPHS: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"\t[\dlI+^UhkbO]{1,4}\s?[-–—]\s?[\dlI+^UhkbO]{1,4}$"));
        let text = lines.text(id);
        let is_listed = lines.lines.get(id).is_some_and(|placed| placed.line.role == Role::ContentsEntry);
        let has_leaders = has_leaders(text);
        let plain = if has_leaders { LEADERS.replace_all(text, "\t") } else { Cow::Borrowed(text) };
        let plain = plain.trim().to_owned();
        let has_number = plain.ends_with(|last: char| last.is_ascii_digit() || matches!(last, 'i' | 'v' | 'x' | 'l'));
        let found = has_number.then(|| PARAGRAPHS_ONLY.captures(&plain).or_else(|| NUMBERS.captures(&plain))).flatten();
        let found = found.or_else(|| plain.contains('\t').then(|| GARBLED_PARAGRAPHS.captures(&plain))?);
        let get = |name: &str| found.as_ref().and_then(|found| found.name(name)).map(|found| found.as_str());
        let number = |name: &str| get(name).and_then(|number| number.parse::<u32>().ok());
        let paragraphs = number("from").map(|from| from..=number("to").unwrap_or(from).max(from));
        let numbers = found.is_some().then(|| Numbers { paragraphs, page: get("page").map(str::to_owned) });
        let whole = found.as_ref().and_then(|found| found.get(0));
        let title = whole.and_then(|whole| plain.get(..whole.start())).unwrap_or(&plain);
        let before_numbers = whole.is_some_and(|whole| whole.as_str().starts_with('\t'));
        let (label, title) = split_label(title);
        Self {
            label,
            title,
            is_certain: is_listed
                || has_leaders
                || numbers.as_ref().is_some_and(|numbers| before_numbers || numbers.paragraphs.is_some()),
            has_leaders,
            is_column_head: COLUMN_HEAD.is_match(&plain),
            numbers,
        }
    }
}

/// Takes the label off a title. The white space that a conversion put into the first word is taken out.
fn split_label(text: &str) -> (Option<String>, String) {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?P<label>[IVX]{1,6}|[A-Z]|[АВСЕНМКР]|\d{1,3}|\([a-z]{1,3}\)|(?:Annex|Appendix|Resolution|Decision|Chapter|Annexe|Anexo)(?: (?:[IVX]+|\d+(?:/\d+)?))?)(?:\s?\.\s*|\s+)(?P<title>\S)",
        )
    });
    let text = text.trim();
    let (label, title) = match LABEL.captures(text) {
        Some(found) => (
            found.name("label").map(|label| super::pattern::in_latin(label.as_str())),
            found.name("title").and_then(|title| text.get(title.start()..)).unwrap_or_default(),
        ),
        None => (None, text),
    };
    let mut cells = title.splitn(2, '\t');
    let (first, rest) = (cells.next().unwrap_or_default().trim(), cells.next().unwrap_or_default().trim());
    // `Intr	oduction`: a column edge cut the word.
    let is_cut = first.len() <= 5 && !first.contains(' ') && rest.starts_with(char::is_lowercase) && label.is_none();
    let joined = if is_cut { format!("{first}{rest}") } else { format!("{first} {rest}") };
    (label, joined.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Joins the lines of each entry and sets its level.
fn entries(rows: &[Row]) -> Vec<ContentsEntry> {
    let mut entries = Vec::new();
    let mut open: Option<(Option<String>, String)> = None;
    let mut open_numberings: Vec<Numbering> = Vec::new();
    // Where the contents list paragraphs, an entry stands under those whose paragraphs include its own.
    let mut containing: Vec<RangeInclusive<u32>> = Vec::new();
    for row in rows.iter().filter(|row| !row.is_column_head) {
        let (label, title) = match open.take() {
            // A label begins an entry, even where the one before never got its number.
            Some((label, title)) if row.label.is_none() => (label, format!("{title} {}", row.title)),
            _ => (row.label.clone(), row.title.clone()),
        };
        let Some(numbers) = &row.numbers else {
            open = Some((label, title));
            continue;
        };
        let by_label = level(label.as_deref(), &mut open_numberings);
        let level = numbers.paragraphs.as_ref().map_or(by_label, |own| {
            containing.retain(|outer| outer.start() <= own.start() && own.end() <= outer.end() && outer != own);
            containing.push(own.clone());
            containing.len() - 1
        });
        entries.push(ContentsEntry {
            level,
            label,
            title: title.trim().to_owned(),
            paragraphs: numbers.paragraphs.clone(),
            page: numbers.page.clone(),
        });
    }
    entries
}

/// A level of numbering that is open, with the last number at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Numbering {
    kind: LabelKind,
    last: u32,
}

/// The styles of numbering, which nest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LabelKind {
    /// `Annex II`
    Annex,
    /// `IV`
    Roman,
    /// `B`
    Letter,
    /// `3`
    Number,
    /// `(a)`
    Item,
    /// `Resolution 68/1`
    Named,
}

/// What a label can be, with its number; `I` and `V` can be roman numerals or letters.
fn numberings(label: &str) -> Vec<Numbering> {
    let numbering = |kind, last| Numbering { kind, last };
    let last_word = label.rsplit(' ').next().unwrap_or_default();
    if label.starts_with('(') {
        return vec![numbering(LabelKind::Item, letter_number(label.trim_matches(['(', ')'])))];
    }
    if label.starts_with(|first: char| first.is_ascii_digit()) {
        return vec![numbering(LabelKind::Number, label.parse().unwrap_or(0))];
    }
    if label.starts_with("Annex") || label.starts_with("Appendix") || label.starts_with("Anexo") {
        return vec![numbering(LabelKind::Annex, super::furniture::from_roman(&last_word.to_lowercase()).unwrap_or(1))];
    }
    if label.len() > 6 && label.contains(' ') {
        let number = last_word.rsplit('/').next().and_then(|number| number.parse().ok());
        return vec![numbering(LabelKind::Named, number.unwrap_or(0))];
    }
    let roman = super::furniture::from_roman(&label.to_lowercase()).map(|number| numbering(LabelKind::Roman, number));
    let letter = (label.chars().count() == 1).then(|| numbering(LabelKind::Letter, letter_number(label)));
    roman.into_iter().chain(letter).collect()
}

/// 1 for `a` or `A`.
fn letter_number(label: &str) -> u32 {
    label.chars().next().and_then(|letter| letter.to_digit(36)).map_or(0, |digit| digit.saturating_sub(9))
}

/// The level of an entry, given the numberings open around it: that whose next number it is, innermost first; one more
/// where it begins a numbering. An entry without label stands under a labelled one.
fn level(label: Option<&str>, open: &mut Vec<Numbering>) -> usize {
    let Some(label) = label else { return open.len() };
    let possible = numberings(label);
    let continues = |one: &Numbering| possible.iter().any(|next| next.kind == one.kind && next.last == one.last + 1);
    let same_kind = |one: &Numbering| possible.iter().any(|next| next.kind == one.kind);
    let begins = possible.iter().find(|one| one.last <= 1);
    let at = open.iter().rposition(continues);
    let at = at.or_else(|| if begins.is_some() { None } else { open.iter().rposition(same_kind) });
    match at {
        Some(at) => {
            let kind = open.get(at).map(|one| one.kind);
            open.truncate(at);
            open.extend(possible.iter().find(|one| Some(one.kind) == kind).or(possible.first()));
        }
        None => {
            // A numbering that begins anew under the same heads takes the place of the one before it.
            let before = begins.and_then(|begins| open.iter().position(|one| one.kind == begins.kind));
            if let Some(before) = before.filter(|before| before + 1 == open.len() && *before > 0) {
                open.truncate(before);
            }
            open.extend(begins.or(possible.first()));
        }
    }
    open.len().saturating_sub(1)
}

/// Letters and digits in lower case, for comparing titles. Doubled letters count once: where a column edge cut a word, the
/// letter at the cut may be there twice.
fn folded(text: &str) -> String {
    folded_letters(text).collect()
}

/// The letters of [`folded`], for comparing a text that differs in its first ones.
fn folded_letters(text: &str) -> impl Iterator<Item = char> {
    let mut before = None;
    text.chars()
        .filter(|character| character.is_alphanumeric())
        .map(lower)
        .filter(move |&letter| before.replace(letter) != Some(letter))
}

/// A letter in lower case; the one of two that is a letter, where a language writes a mark over it.
fn lower(letter: char) -> char {
    if letter.is_ascii() { letter.to_ascii_lowercase() } else { letter.to_lowercase().next().unwrap_or(letter) }
}
