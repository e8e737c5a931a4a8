//! Label lines: labels that a converter going by columns set on lines of their own, apart from the text to their right.
//!
//! Input: the text of a page. Output: the same with each label before its text, where that is found. Blank lines between the
//! two go; a page number between them goes to the end of the page. What a label numbers is not asked.

use std::borrow::Cow;

/// What stands between a label and its text on one line: a gap, so that it is known for a label.
const GAP: &str = "   ";
/// Lines looked at ahead of a label or text at most.
const AHEAD: usize = 60;
/// Characters of the longest name in a list of names.
const LONGEST_NAME: usize = 45;
/// Names one below the other from which they are a list.
const FEWEST_NAMES: usize = 3;
/// Characters of a first line from which its text is no heading where it ends as a sentence.
const LONGEST_HEADING: usize = 60;

/// Numbers one behind the other from which they may all stand below their texts.
const FEWEST_BELOW: usize = 3;
/// Letters of the shortest text of a number.
const FEWEST_LETTERS: usize = 3;

/// A label whose text is yet to come.
struct Pending<'a> {
    label: &'a str,
    /// The first line that can be its text.
    from: usize,
    /// A text came that was another's.
    waits: bool,
}

/// A page with each label beside its text.
pub(super) fn beside(page: &str) -> Cow<'_, str> {
    let mut lines: Vec<&str> = page.split('\n').collect();
    if !lines.iter().any(|line| is_label(line.trim())) {
        return Cow::Borrowed(page);
    }
    put_first_lines_first(&mut lines);
    put_numbers_above(&mut lines);
    let mut joined = String::with_capacity(page.len());
    let mut pending: Vec<Pending> = Vec::new();
    let mut behind: Vec<&str> = Vec::new();
    let mut begins = true;
    for (at, source) in lines.iter().enumerate() {
        let line = source.trim();
        if line.is_empty() {
            begins = true;
            if pending.iter().all(|pending| pending.waits) {
                joined.push('\n');
            }
            continue;
        }
        if let Some(from) = text_of(&lines, at, &pending) {
            pending.push(Pending { label: line, from, waits: false });
            begins = true;
            continue;
        }
        if pending.iter().any(|pending| !pending.waits) && stands_between(line) {
            behind.push(line);
            continue;
        }
        if let Some(label) = begins.then(|| take(&mut pending, &lines, at)).flatten() {
            joined.extend([label, GAP, line, "\n"]);
        } else {
            joined.extend([*source, "\n"]);
        }
        begins = false;
    }
    // A label without text stays on its line, and a text ends where its last line did.
    for line in pending.iter().map(|pending| pending.label).chain(behind) {
        joined.extend([line, "\n"]);
    }
    joined.pop();
    Cow::Owned(joined)
}

/// Whether a line of [`beside`] begins with a label that stood on a line of its own.
pub(super) fn is_labelled(line: &str) -> bool {
    line.trim_start().split_once(GAP).is_some_and(|(label, _)| is_label(label))
}

/// Where the text of the label on the line `at` begins at the earliest; `None` where that line is no label, or none whose
/// text can be told.
fn text_of(lines: &[&str], at: usize, pending: &[Pending]) -> Option<usize> {
    let label = Some(lines.get(at)?.trim()).filter(|line| is_label(line) || is_vote(line))?;
    let rest = lines.iter().enumerate().skip(at + 1).map(|(at, line)| (at, line.trim()));
    let mut following = rest.filter(|(_, line)| !stands_between(line));
    let (text, next) = following.next()?;
    let is_free = pending.iter().all(|first| first.waits);
    let fits = if is_label(next) {
        is_free && are_apart(label, next) && following.next().is_some_and(|(_, text)| !is_label(text))
    } else {
        is_label(label) && pending.iter().all(|first| are_apart(first.label, label))
    };
    fits.then(|| behind_names(lines, label, text).unwrap_or(text))
}

/// The label whose text begins on the line `at`.
fn take<'a>(pending: &mut Vec<Pending<'a>>, lines: &[&str], at: usize) -> Option<&'a str> {
    let due: Vec<usize> =
        pending.iter().enumerate().filter(|(_, pending)| pending.from <= at).map(|(place, _)| place).collect();
    let find = |kind: fn(&str) -> bool| {
        let is = |place: &&usize| pending.get(**place).is_some_and(|pending| kind(pending.label));
        due.iter().find(is).copied()
    };
    let is_prose = is_prose(lines, at);
    let chosen = match (find(is_heading), find(|label| !is_heading(label)), find(is_roman)) {
        (Some(heading), Some(other), _) => Some(if is_prose { other } else { heading }),
        (_, _, Some(roman)) if due.len() > 1 => due.iter().copied().find(|place| *place != roman),
        _ => due.first().copied(),
    }?;
    // A text that came late must be of the kind that the label asks for, and have no label of its own.
    let first = pending.get(chosen)?;
    let heads = is_heading(first.label) || is_roman(first.label);
    let fits = is_prose != heads && !begins_with_label(lines.get(at)?.trim());
    if first.waits && !fits {
        return None;
    }
    let label = first.label;
    for place in due.into_iter().filter(|place| *place != chosen) {
        if let Some(other) = pending.get_mut(place) {
            other.waits = other.waits || !is_first_come(label, other.label);
        }
    }
    pending.remove(chosen);
    Some(label)
}

/// Whether two labels take their texts in the order in which they stand: `(e)` and then `25.`
fn is_first_come(first: &str, second: &str) -> bool {
    is_heading(first) == is_heading(second) && !(is_item(first) && is_roman(second))
}

/// Where the text of a number begins behind names in columns, which belong to the list above: `2.`, `Somalia`, `Togo`, `The
/// following organizations were represented:`.
fn behind_names(lines: &[&str], label: &str, first: usize) -> Option<usize> {
    let is_name = |line: &str| {
        line.chars().count() <= LONGEST_NAME
            && line.starts_with(char::is_uppercase)
            && !is_closed(line)
            && !begins_with_label(line)
            && !is_label(line)
    };
    let mut texts = lines
        .iter()
        .enumerate()
        .skip(first)
        .take(AHEAD)
        .map(|(at, line)| (at, line.trim()))
        .filter(|(_, line)| !line.is_empty());
    let names = texts.by_ref().take_while(|(_, line)| is_name(line)).count();
    // The line behind the names was taken with them.
    let behind = lines.iter().enumerate().skip(first).filter(|(_, line)| !line.trim().is_empty()).nth(names)?;
    let is_text = is_prose(lines, behind.0) && !begins_with_label(behind.1.trim()) && !is_label(behind.1.trim());
    (is_number(label) && names >= FEWEST_NAMES && is_text).then_some(behind.0)
}

/// Puts the first line of an item before the rest of it, where its indent made a block of it: `(a)`, `session;`, and behind a
/// blank line `Takes note of the report on its fifty-sixth`.
fn put_first_lines_first(lines: &mut [&str]) {
    for at in 0..lines.len() {
        let line = |at: usize| lines.get(at).map_or("", |line| line.trim());
        let rest = line(at + 1);
        let is_rest = rest.starts_with(char::is_lowercase) && is_closed(rest) && line(at + 2).is_empty();
        if !is_label(line(at)) || !is_rest {
            continue;
        }
        let Some(first) = (at + 2..lines.len().min(at + 2 + AHEAD)).find(|&at| !line(at).is_empty()) else { continue };
        let text = line(first);
        let is_first = text.starts_with(char::is_uppercase)
            && text.chars().count() > LONGEST_NAME
            && !is_closed(text)
            && line(first + 1).is_empty();
        if let Some(moved) = lines.get_mut(at + 1..=first).filter(|_| is_first) {
            moved.rotate_right(1);
        }
    }
}

/// Puts the number of a paragraph above it, where a converter set it below: typewritten numbers stand a little lower than
/// their lines. Below their texts are all numbers one behind the other of which none but the first has a text behind it:
/// `… annexed to the report.`, `13.`, `A number of … practice.`, `14.`, `3.`, `Further session`.
fn put_numbers_above(lines: &mut [&str]) {
    let line = |at: usize| lines.get(at).map_or("", |line| line.trim());
    let is_below = |at: &usize| {
        is_label(line(*at)) && is_number(line(*at)) && *at > 0 && !line(at - 1).is_empty() && line(at + 1).is_empty()
    };
    let number = |at: usize| line(at).trim_end_matches('.').parse::<u32>().unwrap_or_default();
    let has_no_text = |at: usize| {
        let next =
            (at + 1..lines.len().min(at + AHEAD)).map(line).find(|next| !stands_between(next)).unwrap_or_default();
        is_label(next) || next.chars().filter(|c| c.is_alphanumeric()).count() < FEWEST_LETTERS
    };
    let below: Vec<usize> = (0..lines.len()).filter(is_below).collect();
    let mut moves: Vec<(usize, usize)> = Vec::new();
    for run in below.chunk_by(|one, next| number(*one) + 1 == number(*next)) {
        if run.len() >= FEWEST_BELOW && run.iter().skip(1).all(|&at| has_no_text(at)) {
            let starts: Option<Vec<(usize, usize)>> =
                run.iter().map(|&at| Some((start_of_text(lines, at)?, at))).collect();
            moves.extend(starts.into_iter().flatten());
        }
    }
    for (start, at) in moves {
        if let Some(moved) = lines.get_mut(start..=at) {
            moved.rotate_right(1);
        }
    }
}

/// Where the paragraph begins whose last line stands above the line `at`: behind a blank line, or behind one that ended a
/// sentence and left room.
fn start_of_text(lines: &[&str], at: usize) -> Option<usize> {
    /// Share of the longest line that the last line of a paragraph takes at most.
    const ROOM: f32 = 0.95;
    let line = |at: usize| lines.get(at).map_or("", |line| line.trim());
    let top = (at.saturating_sub(AHEAD)..at).rev().take_while(|&at| !line(at).is_empty()).last()?;
    let width = |at: usize| line(at).chars().count() as f32;
    let longest = (top..at).map(width).fold(0.0, f32::max);
    let begins = |&here: &usize| {
        let is_behind = here == top || is_closed(line(here - 1)) && width(here - 1) < ROOM * longest;
        is_behind && line(here).starts_with(char::is_uppercase) && !begins_with_label(line(here))
    };
    (top..at).rev().find(begins)
}

/// Whether the text that begins on the line `at` is no heading: it ends as a sentence does.
fn is_prose(lines: &[&str], at: usize) -> bool {
    let ends = |line: &&&str| line.trim().is_empty() || is_label(line.trim());
    let first = lines.get(at).map_or("", |line| line.trim());
    let rest = lines.iter().skip(at).take(AHEAD).take_while(|line| !ends(line));
    is_closed(first)
        || first.chars().count() > LONGEST_HEADING && rest.last().is_some_and(|last| is_closed(last.trim()))
}

/// Whether a line ends as a sentence or clause does, also before the marker of a note.
fn is_closed(line: &str) -> bool {
    let unmarked = line.trim_end_matches(|last: char| last.is_ascii_digit()).trim_end();
    unmarked.trim_end_matches(['”', '"', '’', ')']).ends_with(['.', ';', ':'])
}

/// Whether a line is nothing but the label of a paragraph or heading: `12.`, `(b)`, `IV.`
pub(super) fn is_label(line: &str) -> bool {
    let (core, is_item) = match (line.strip_suffix('.'), line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')))
    {
        (Some(core), _) => (core, false),
        (None, Some(core)) => (core, true),
        (None, None) => return false,
    };
    let is = |allowed: fn(&char) -> bool, longest: usize| core.len() <= longest && core.chars().all(|c| allowed(&c));
    !core.is_empty()
        && (is(char::is_ascii_digit, 3)
            || is_item && is(char::is_ascii_lowercase, 5)
            || !is_item && (is(|c| "IVXL".contains(*c), 6) || is(char::is_ascii_uppercase, 1)))
}

/// Whether a line begins with a label and goes on with text.
fn begins_with_label(line: &str) -> bool {
    line.split_once(' ').is_some_and(|(first, _)| is_label(first))
}

fn is_number(label: &str) -> bool {
    label.starts_with(|c: char| c.is_ascii_digit())
}

fn is_heading(label: &str) -> bool {
    label.ends_with('.') && label.starts_with(|c: char| c.is_ascii_uppercase())
}

fn is_item(label: &str) -> bool {
    label.starts_with('(')
}

/// `(iii)`, which is no letter.
fn is_roman(label: &str) -> bool {
    let core = label.trim_matches(['(', ')']);
    is_item(label) && core.len() > 1 && core.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
}

/// The name that stands before the list of those who voted so.
fn is_vote(line: &str) -> bool {
    matches!(line, "In favour:" | "Against:" | "Abstaining:" | "Abstentions:")
}

/// Whether two labels cannot stand on one line, so that each has a text of its own behind both: that of a paragraph and
/// that of the heading below it, that of an item and that of the paragraph below.
fn are_apart(first: &str, second: &str) -> bool {
    let is_letter = |label: &str| is_item(label) && !label.trim_matches(['(', ')']).chars().all(|c| "ivx".contains(c));
    is_number(first) && is_heading(second)
        || is_heading(first) && (is_number(second) || is_item(second))
        || is_item(first) && is_number(second)
        || is_vote(first) && (is_item(second) || is_number(second))
        || is_roman(first) && is_letter(second)
}

/// Whether a line can stand between a label and its text: it is empty, or holds the page number `14/36` or `18`.
fn stands_between(line: &str) -> bool {
    /// Characters of the longest page number, with the pages in all and without.
    const LONGEST: (usize, usize) = (7, 3);
    let longest = if line.contains('/') { LONGEST.0 } else { LONGEST.1 };
    line.len() <= longest && line.chars().all(|c| c.is_ascii_digit() || c == '/')
}
