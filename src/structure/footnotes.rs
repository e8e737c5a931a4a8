//! Footnotes: the notes at the foot of a page and the markers that call them.
//!
//! Input: all [`Lines`]; furniture, front matter and contents claimed. Output: the notes claimed as
//! [`LineClass::Footnote`], and the markers inside the text as ranges to leave out in [`Lines::markers`]. The text of a
//! note is not taken apart.
//!
//! A note is known by what the format says, by the rule above it, by its size at the foot of the page, or by a raised
//! marker that opens the line. A marker is known by being raised; in text without style, by being the number of a note
//! of that page which stands where only a marker can.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::layout;
use super::lines::{LineClass, Lines, PlacedLine};
use super::markers;
use super::pattern::{begins_with_label, pattern};
use crate::extract::Role;

/// Points by which a note is set smaller than the text.
const SMALLER: f32 = 0.7;
/// Underscores that the rule above the notes has at least; a blank to be filled in has fewer.
const DRAWN_RULE: usize = 12;
/// Lines below the rule of one page at most.
const MOST_NOTE_LINES: usize = 60;
/// Lines of a page's foot that may be notes where only the text tells.
const FOOT_LINES: usize = 25;

/// Claims the notes and finds the markers.
pub(super) fn claim(lines: &mut Lines) {
    let pages = lines.pages();
    let body_size = lines.body_size();
    let by_paragraph = layout::long_lines(&lines.lines.iter().collect::<Vec<_>>());
    claim_tagged(lines);
    let mut last_number = 0;
    let mut labels: Vec<Vec<String>> = Vec::new();
    for page in &pages {
        claim_below_rule(lines, page, pages.len() > 1);
        claim_small_foot(lines, page, body_size);
        claim_raised_starts(lines, page, pages.len() > 1);
        claim_expected(lines, page, last_number);
        claim_stroked(lines, page);
        claim_bracketed(lines, page);
        claim_called(lines, page, last_number, by_paragraph);
        let found = note_labels(lines, page);
        last_number =
            found.iter().filter_map(|label| label.trim_end_matches('/').parse().ok()).fold(last_number, u32::max);
        labels.push(found);
    }
    let has_strokes = labels.iter().flatten().any(|label| label.ends_with('/')) || markers::has_run_of_strokes(lines);
    // A note that an earlier page holds may be called again.
    let mut earlier: BTreeSet<&str> = BTreeSet::new();
    for (page, found) in pages.iter().zip(&labels) {
        markers::mark(lines, page, found, &earlier, has_strokes);
        earlier.extend(found.iter().map(String::as_str));
    }
}

/// The lines of notes below a rule whose numbers a converter set on lines of their own: `3` and `E/2025/57.` below each other
/// look like a page number and a running header.
pub(super) fn in_pieces(lines: &Lines, page: &Range<usize>) -> Vec<usize> {
    /// Numbers that follow on each other from which they are those of notes and none is that of the page.
    const FEWEST_NOTES: usize = 3;
    let is_rule = |text: &str| text.len() >= 4 && text.bytes().all(|byte| byte == b'_');
    let number = |id: usize| lines.text(id).parse::<u32>().ok().filter(|number| *number < 1000);
    let Some(rule) = page.clone().rev().find(|&id| is_rule(lines.text(id))) else { return Vec::new() };
    // All the numbers may stand behind the texts: `E/2025/61.`, `E/2025/57.`, `2`, `1`.
    let below: Vec<usize> = (rule + 1..page.end).filter(|&id| lines.is_open(id)).collect();
    let mut numbers: Vec<u32> = below.iter().filter_map(|&id| number(id)).collect();
    numbers.sort_unstable();
    let is_run = numbers.windows(2).all(|pair| matches!(pair, [one, next] if one + 1 == *next));
    if numbers.len() >= FEWEST_NOTES && is_run && numbers.len() * 2 <= below.len() {
        let last = below.iter().rposition(|&id| number(id).is_some()).unwrap_or_default();
        return below.into_iter().take(last + 1).collect();
    }
    let mut noted = Vec::new();
    let mut last = None;
    for id in rule + 1..page.end.saturating_sub(1) {
        let is_next = match (last, number(id)) {
            (None, Some(_)) => id == rule + 1,
            (Some(last), Some(number)) => number == last + 1,
            _ => false,
        };
        if is_next && number(id + 1).is_none() {
            last = number(id);
            noted.extend([id, id + 1]);
        }
    }
    noted
}

/// The label that a line begins with, where it can begin a note: `4`, `*`, `a`.
pub(super) fn note_label(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    let (width, most) = match first {
        '0'..='9' => (text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len(), 3),
        '*' => (text.len() - text.trim_start_matches('*').len(), 4),
        'a'..='z' => (1, 1),
        '†' | '‡' | '§' => (first.len_utf8(), first.len_utf8()),
        _ => return None,
    };
    let (label, rest) = text.split_at_checked(width).filter(|_| width <= most)?;
    let rest = rest.strip_prefix(['/', ')']).unwrap_or(rest);
    let opens = |next: char| next.is_whitespace() || next.is_ascii_uppercase() || matches!(next, '“' | '”');
    // `1O4.` is a number that a scan garbled.
    let is_number = label.ends_with(|last: char| last.is_ascii_digit())
        && rest.starts_with(|next: char| next.is_ascii_uppercase())
        && rest.get(1..2).is_some_and(|after| after.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'));
    (!is_number && rest.chars().next().is_none_or(opens)).then_some(label)
}

/// The label of a line that opens with a raised marker.
fn raised_label<'a>(placed: &PlacedLine<'a>) -> Option<&'a str> {
    let first = placed.line.runs.first().filter(|run| run.raised)?;
    let label = placed.line.text.get(first.range.clone())?.trim();
    let is_label = label.chars().all(|character| character.is_ascii_digit() || character == '*')
        || label.chars().count() == 1 && label.chars().all(char::is_lowercase);
    (is_label && !label.is_empty()).then_some(label)
}

/// Notes that the format names, with the lines of the same source paragraph.
fn claim_tagged(lines: &mut Lines) {
    let ids: Vec<usize> = (0..lines.lines.len())
        .filter(|&id| lines.lines.get(id).is_some_and(|placed| placed.line.role == Role::Note))
        .collect();
    for id in ids {
        lines.claim(id, LineClass::Footnote);
    }
}

/// Notes below a line of underscores: what follows it on the page, where it begins like a note.
fn claim_below_rule(lines: &mut Lines, page: &Range<usize>, has_pages: bool) {
    let is_rule =
        |text: &str| text.len() >= 4 && text.chars().all(|character| matches!(character, '_' | '‗' | '-' | '–' | '—'));
    let Some(rule) = page.clone().rev().find(|&id| is_rule(lines.text(id))) else { return };
    let Some(first) = (rule + 1..page.end).find(|&id| lines.is_open(id)) else { return };
    // `pdftotext` sets the number of one note behind the last.
    let is_note =
        || (first..page.end).any(|id| note_label(lines.text(id)).is_some_and(|label| label == lines.text(id)));
    let is_drawn = lines.text(rule).len() >= DRAWN_RULE && page.end - rule <= MOST_NOTE_LINES;
    if note_label(lines.text(first)).is_none() && !(is_drawn && is_note()) {
        return;
    }
    let top = lines.lines.get(rule).and_then(|placed| placed.line.geometry).map(|place| place.y);
    // A file without pages goes on with its text below the notes.
    let has_end = page.end - rule <= MOST_NOTE_LINES && (has_pages || top.is_some());
    let goes_on = |id: usize| {
        let (before, text) = (lines.text(id.saturating_sub(1)), lines.text(id));
        let is_apart = lines.lines.get(id).is_some_and(|placed| placed.line.blank_before);
        let is_more = text.starts_with(char::is_lowercase)
            || !is_apart && lines.is_open(id.saturating_sub(1)) && !before.ends_with('.') && !begins_with_label(text);
        id == first || !lines.is_open(id) || note_label(text).is_some() && !begins_with_label(text) || is_more
    };
    let end = if has_end { page.end } else { (first..page.end).find(|&id| !goes_on(id)).unwrap_or(page.end) };
    for id in rule + 1..end {
        let y = lines.lines.get(id).and_then(|placed| placed.line.geometry).map(|place| place.y);
        if top.zip(y).is_none_or(|(top, y)| y >= top) {
            lines.claim(id, LineClass::Footnote);
        }
    }
}

/// Notes at the foot of a page, set smaller than the text and opened by a label.
fn claim_small_foot(lines: &mut Lines, page: &Range<usize>, body_size: f32) {
    if body_size == 0.0 {
        return;
    }
    let is_small = |id: usize| {
        lines.lines.get(id).is_some_and(|placed| {
            let size = placed.size();
            size > 0.0 && size < body_size - SMALLER && placed.line.role != Role::TableRow
        })
    };
    let foot: Vec<usize> = page.clone().rev().filter(|&id| lines.is_open(id)).take_while(|&id| is_small(id)).collect();
    // The notes begin at the topmost line of the foot that opens with a label; what is above it is another small text.
    let opens = |id: &usize| {
        lines
            .lines
            .get(*id)
            .is_some_and(|placed| raised_label(placed).is_some() || note_label(&placed.line.text).is_some())
    };
    let Some(first) = foot.iter().rposition(opens) else { return };
    for &id in foot.iter().take(first + 1) {
        lines.claim(id, LineClass::Footnote);
    }
}

/// Notes opened by a raised marker: with the lines below them where the page ends after them, alone elsewhere.
fn claim_raised_starts(lines: &mut Lines, page: &Range<usize>, has_pages: bool) {
    let open: Vec<usize> = page.clone().filter(|&id| lines.is_open(id)).collect();
    let starts: Vec<usize> = open
        .iter()
        .enumerate()
        .filter(|(_, id)| lines.lines.get(**id).and_then(raised_label).is_some())
        .map(|(at, _)| at)
        .collect();
    for at in starts {
        let note = open.get(at..).unwrap_or_default();
        let continued = note.iter().skip(1).take_while(|&&id| {
            has_pages
                && lines.lines.get(id).is_some_and(|placed| !placed.line.blank_before && raised_label(placed).is_none())
                && !begins_with_label(lines.text(id))
        });
        let ids: Vec<usize> = note.iter().take(1).chain(continued).copied().collect();
        for id in ids {
            lines.claim(id, LineClass::Footnote);
        }
    }
}

/// Notes that only their number tells: the last lines of a page, from the one that opens with the number after the last
/// note of the pages before, or with an asterisk.
fn claim_expected(lines: &mut Lines, page: &Range<usize>, last_number: u32) {
    if page.clone().any(|id| lines.classes.get(id) == Some(&LineClass::Footnote)) {
        return;
    }
    let expected = (last_number + 1).to_string();
    let open: Vec<usize> = page.clone().filter(|&id| lines.is_open(id)).collect();
    let foot = open.get(open.len().saturating_sub(FOOT_LINES)..).unwrap_or_default();
    // The title calls notes too.
    let is_called = |first: usize, label: &str| {
        let is_text = |id: &usize| !matches!(lines.classes.get(*id), Some(LineClass::Furniture | LineClass::Footnote));
        (page.start..first).filter(is_text).any(|id| markers::calls(lines.text(id), label))
    };
    let first = (0..foot.len()).rev().find(|&at| {
        let Some(text) = foot.get(at).map(|&id| lines.text(id)) else { return false };
        let Some(label) = note_label(text) else { return false };
        let is_due = label == expected || label == "*";
        let call = as_called(label, text);
        is_due && foot.get(at).is_some_and(|&id| is_called(id, &call)) && !begins_with_label(text)
    });
    let Some(first) = first else { return };
    let note: Vec<usize> = foot.get(first..).unwrap_or_default().to_vec();
    if note.iter().any(|&id| begins_with_label(lines.text(id))) {
        return;
    }
    for id in note {
        lines.claim(id, LineClass::Footnote);
    }
}

/// Notes that a converter set as paragraphs of their own behind the text that calls them: `4 General Assembly resolution
/// 70/1.` below a raised 4. Where lines have places, these tell.
///
/// `by_paragraph` says that each line of the text is a paragraph.
fn claim_called(lines: &mut Lines, page: &Range<usize>, last_number: u32, by_paragraph: bool) {
    /// Lines back to the marker at most: each is a paragraph.
    const REACH: usize = 12;
    let raised = |id: usize, label: &str| {
        lines.lines.get(id).is_some_and(|placed| {
            let text = placed.line.text.as_str();
            let is_label =
                |run: &crate::extract::Run| text.get(run.range.clone()).is_some_and(|run| run.trim() == label);
            placed.line.runs.iter().any(|run| run.raised && is_label(run))
        })
    };
    // Where nothing is raised, the notes are the paragraphs whose numbers go on from the last and that are called above.
    let has_raised =
        page.clone().any(|id| lines.lines.get(id).is_some_and(|placed| placed.line.runs.iter().any(|run| run.raised)));
    let mut last = last_number;
    let mut is_note = |id: usize| {
        let text = lines.text(id);
        let Some(placed) = lines.lines.get(id).filter(|placed| placed.line.geometry.is_none()) else { return false };
        let label = note_label(text).filter(|label| label.len() < text.len() && !begins_with_label(text));
        let Some(label) = label.filter(|_| lines.is_open(id)) else { return false };
        let mut above = id.saturating_sub(REACH).max(page.start)..id;
        let is_next = || label.parse() == Ok(last + 1) && (by_paragraph || placed.line.block.is_some());
        let is_called = above.clone().any(|at| raised(at, label))
            || !has_raised && is_next() && above.any(|at| markers::calls(lines.text(at), label));
        last = if is_called { label.parse().unwrap_or(last) } else { last };
        is_called
    };
    let notes: Vec<usize> = page.clone().filter(|&id| is_note(id)).collect();
    for id in notes {
        lines.claim(id, LineClass::Footnote);
    }
}

/// Typewritten notes, whose labels end in a stroke: `16/ Official Records …`, `*/ Adopted as recommended …`. One that the
/// text above calls is a note wherever it stands, to the next blank line.
fn claim_stroked(lines: &mut Lines, page: &Range<usize>) {
    /// Bytes of the longest label with its stroke.
    const LONGEST_STROKED: usize = 5;
    static STROKED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?P<label>\d{1,3}|\*{1,3}|[a-z]) ?/\s+\S"));
    let label_of = |text: &str| {
        text.as_bytes().iter().take(LONGEST_STROKED).find(|&&byte| byte == b'/')?;
        Some(format!("{}/", STROKED.captures(text)?.name("label")?.as_str()))
    };
    let labels: Vec<(usize, String)> = page.clone().filter_map(|id| Some((id, label_of(lines.text(id))?))).collect();
    let mut called: BTreeSet<&str> = BTreeSet::new();
    let mut above = page.start;
    for (id, label) in labels {
        called.extend((above..id).flat_map(|above| markers::stroked_calls(lines.text(above))));
        above = id;
        if lines.is_open(id) && called.contains(label.as_str()) {
            let continued = (id + 1..page.end).take_while(|&next| !lines.has_gap(next - 1, next)).collect::<Vec<_>>();
            for line in std::iter::once(id).chain(continued) {
                lines.claim(line, LineClass::Footnote);
            }
        }
    }
}

/// Notes of web pages, whose labels stand in brackets: `[1] Official Records …`, where the text above calls `[1]`.
fn claim_bracketed(lines: &mut Lines, page: &Range<usize>) {
    let mut called: BTreeSet<&str> = BTreeSet::new();
    for id in page.clone() {
        let text = lines.lines.get(id).map_or("", |placed| placed.line.text.as_str());
        let mut labels = markers::brackets(text).filter_map(|label| Some((label.start, text.get(label)?))).peekable();
        let is_note = labels.peek().is_some_and(|(start, label)| *start == 0 && called.contains(label));
        if is_note {
            lines.claim(id, LineClass::Footnote);
        } else {
            called.extend(labels.filter(|(start, _)| *start > 0).map(|(_, label)| label));
        }
    }
}

/// The marker that calls the note `text` with this label: typewritten notes are called by `1/`, stroke and all.
fn as_called(label: &str, text: &str) -> String {
    let has_stroke = text.strip_prefix(label).is_some_and(|rest| rest.trim_start().starts_with('/'));
    if has_stroke { format!("{label}/") } else { label.to_owned() }
}

/// The labels of the notes on a page, in order. A line of a web page may hold several notes.
fn note_labels(lines: &Lines, page: &Range<usize>) -> Vec<String> {
    let notes = page.clone().filter(|&id| lines.classes.get(id) == Some(&LineClass::Footnote));
    let labels = notes.filter_map(|id| {
        let placed = lines.lines.get(id)?;
        let text = placed.line.text.as_str();
        let plain = raised_label(placed).or_else(|| note_label(text)).map(|label| as_called(label, text));
        let is_bracketed = plain.is_none() && text.starts_with('[');
        let bracketed = is_bracketed.then(|| markers::brackets(text).filter_map(|label| text.get(label)));
        let behind = plain.as_deref().map_or_else(Vec::new, |first| labels_behind(first, text));
        Some(bracketed.into_iter().flatten().map(str::to_owned).chain(plain).chain(behind))
    });
    labels.flatten().collect()
}

/// The labels of the notes that stand in one line behind that labelled `first`: `1 See resolution 55/2. 2 Resolution S-20/2.`
fn labels_behind(first: &str, text: &str) -> Vec<String> {
    let Ok(mut number) = first.parse::<u32>() else { return Vec::new() };
    let mut words = text.split_whitespace().peekable();
    let (mut before, mut found) = ("", Vec::new());
    while let Some(word) = words.next() {
        let is_next = before.ends_with(['.', ')']) && word.parse() == Ok(number + 1);
        if is_next && words.peek().is_some_and(|next| next.starts_with(char::is_uppercase)) {
            number += 1;
            found.push(word.to_owned());
        }
        before = word;
    }
    found
}
