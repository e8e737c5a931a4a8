//! Markers: the raised figures, letters and asterisks in the text that call a footnote.
//!
//! Input: the open lines of a page and the labels of its notes. Output: the bytes of each line to leave out, in
//! [`Lines::markers`]; white space goes with a marker, so that what is left reads as if it had never been there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::lines::Lines;
use super::pattern::pattern;

/// Characters of the longest label.
const LONGEST_LABEL: usize = 3;

/// Marks the markers of one page. `has_strokes` says that the notes of the document are called by `1/`; such a marker is
/// plain wherever it stands, and may come again on a page that does not repeat the note. `earlier` are the labels of the
/// notes on the pages before.
pub(super) fn mark(
    lines: &mut Lines,
    page: &Range<usize>,
    labels: &[String],
    earlier: &BTreeSet<&str>,
    has_strokes: bool,
) {
    let open: Vec<usize> = page.clone().filter(|&id| lines.is_open(id)).collect();
    let has_raised =
        open.iter().any(|&id| lines.lines.get(id).is_some_and(|placed| placed.line.runs.iter().any(|run| run.raised)));
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    for &id in &open {
        if has_raised {
            found.extend(raised(lines, id).into_iter().map(|range| (id, range)));
        }
        found.extend(asterisks(lines.text(id)).into_iter().map(|range| (id, range)));
    }
    if has_strokes {
        found.extend(open.iter().flat_map(|&id| strokes(lines.text(id)).into_iter().map(move |range| (id, range))));
    }
    if labels.iter().any(|label| label.starts_with('[')) {
        let is_called =
            |text: &str, range: &Range<usize>| labels.iter().any(|label| text.get(range.clone()) == Some(label));
        for &id in &open {
            let text = lines.text(id);
            found.extend(brackets(text).filter(|range| is_called(text, range)).map(|range| (id, range)));
        }
    }
    if !has_raised {
        found.extend(unraised(lines, &open, labels));
        // Each letter once: a page may hold any number of notes with the same.
        let letters = labels.iter().filter_map(|label| label.chars().next().filter(|_| label.len() == 1));
        for letter in letters.filter(char::is_ascii_lowercase).collect::<BTreeSet<char>>() {
            found.extend(open.iter().filter_map(|&id| Some((id, lettered(lines.text(id), letter)?))));
        }
        for &id in open.iter().filter(|_| !earlier.is_empty()) {
            found.extend(called_again(lines.text(id), earlier).into_iter().map(|range| (id, range)));
        }
    }
    for (id, range) in found {
        let range = with_space(lines.text(id), range);
        if let Some(markers) = lines.markers.get_mut(id) {
            markers.push(range);
        }
    }
    for &id in &open {
        if let Some(markers) = lines.markers.get_mut(id) {
            markers.sort_by_key(|range| range.start);
            markers.dedup_by(|next, before| {
                let overlaps = next.start < before.end;
                if overlaps {
                    before.end = before.end.max(next.end);
                }
                overlaps
            });
        }
    }
}

/// Raised stretches that are markers: not the `st` of `1st`, not the 2 of `m2`.
fn raised(lines: &Lines, id: usize) -> Vec<Range<usize>> {
    static MARKER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^[\s,;]*(?:\d{1,3}|\*{1,4}|[a-z]|[†‡§])(?:[\s,;–-]+(?:\d{1,3}|\*{1,4}|[a-z]))*[\s,;]*$")
    });
    static UNIT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[\s\d(/])(?:[kcdm]?m|ha|10)$"));
    let Some(placed) = lines.lines.get(id) else { return Vec::new() };
    let text = placed.line.text.as_str();
    placed
        .line
        .runs
        .iter()
        .filter(|run| run.raised)
        .filter(|run| {
            let marker = text.get(run.range.clone()).unwrap_or_default();
            let before = text.get(..run.range.start).unwrap_or_default();
            let is_power = matches!(marker.trim(), "2" | "3") && UNIT.is_match(before);
            MARKER.is_match(marker) && !is_power
        })
        .map(|run| {
            let marker = text.get(run.range.clone()).unwrap_or_default();
            let (lead, tail) = (marker.len() - marker.trim_start().len(), marker.len() - marker.trim_end().len());
            run.range.start + lead..run.range.end - tail
        })
        .collect()
}

/// Asterisks behind a word: `Office on Drugs and Crime*`. A line of asterisks alone divides a text and stays.
fn asterisks(text: &str) -> Vec<Range<usize>> {
    static ASTERISKS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[\p{L}\d.,;:)”’\]] ?(?P<marks>\*{1,4}(?:,\s?\*{1,4})*/?)(?:$|[\s.,;:)—–-])"));
    if memchr::memchr(b'*', text.as_bytes()).is_none() {
        return Vec::new();
    }
    ASTERISKS.captures_iter(text).filter_map(|found| found.name("marks").map(|marks| marks.range())).collect()
}

/// Typewritten markers behind a word or a mark: `Territories. 2/`.
fn strokes(text: &str) -> Vec<Range<usize>> {
    static STROKES: LazyLock<Regex> =
        LazyLock::new(|| pattern(r#"(?:[\p{L}\d.,;:)"”’\]]\s|[\p{L}.,;:)"”’\]])(?P<mark>\d{1,2}/)(?:$|[\s).,;:])"#));
    // Most strokes are those of symbols and resolutions, with a letter or figure behind them.
    let bytes = text.as_bytes();
    let ends_mark = |at: usize| {
        at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(u8::is_ascii_digit)
            && bytes.get(at + 1).is_none_or(|next| next.is_ascii_whitespace() || b").,;:".contains(next))
    };
    if !memchr::memchr_iter(b'/', bytes).any(ends_mark) {
        return Vec::new();
    }
    STROKES.captures_iter(text).filter_map(|found| found.name("mark")).map(|mark| mark.range()).collect()
}

/// The figures in brackets that call the notes of web pages: `in 1966,[1]`.
pub(super) fn brackets(text: &str) -> impl Iterator<Item = Range<usize>> {
    memchr::memchr_iter(b'[', text.as_bytes()).filter_map(|at| {
        let rest = text.get(at + 1..)?;
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        ((1..=3).contains(&digits) && rest.as_bytes().get(digits) == Some(&b']')).then(|| at..at + digits + 2)
    })
}

/// Whether typewritten markers follow on each other, so that they are markers although their notes are not there: `1961,33/`
/// and then `1971,34/`.
pub(super) fn has_run_of_strokes(lines: &Lines) -> bool {
    let open = (0..lines.lines.len()).filter(|&id| lines.is_open(id));
    let numbers = open.flat_map(|id| {
        let text = lines.text(id);
        let number = move |range: Range<usize>| text.get(range)?.strip_suffix('/')?.parse::<u32>().ok();
        strokes(text).into_iter().filter_map(number)
    });
    let mut before = None;
    numbers.into_iter().any(|number| before.replace(number).is_some_and(|before: u32| before + 1 == number))
}

/// Markers in text without style: each numbered note of the page is called once, in order, at a place where a number can
/// only be a marker.
fn unraised(lines: &Lines, open: &[usize], labels: &[String]) -> Vec<(usize, Range<usize>)> {
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    let mut numbered: Vec<&String> =
        labels.iter().filter(|label| label.starts_with(|first: char| first.is_ascii_digit())).collect();
    // Converters may set the number of one note behind the others.
    numbered.sort_by_key(|label| label.trim_end_matches('/').parse::<u32>().unwrap_or(0));
    if numbered.is_empty() {
        return found;
    }
    let holding = holding(lines, open);
    let (mut from, mut absent) = ((0, 0), "");
    // A label that is not called from here on is not called when it comes again.
    for label in numbered {
        if label == absent {
            continue;
        }
        let held = holding.get(label.trim_end_matches('/')).map_or(&[][..], Vec::as_slice);
        let ahead = held.get(held.partition_point(|at| *at < from.0)..).unwrap_or_default();
        let place = [Attachment::Glued, Attachment::Spaced].into_iter().find_map(|attachment| {
            ahead.iter().find_map(|&at| {
                let id = *open.get(at)?;
                let start = if at == from.0 { from.1 } else { 0 };
                call(lines.text(id), label, start, attachment).map(|range| (at, id, range))
            })
        });
        match place {
            Some((at, id, range)) => {
                from = (at, range.end);
                found.push((id, range));
            }
            None => absent = label,
        }
    }
    found
}

/// The place of a letter that calls a note, in text without style: behind the end of a sentence or clause, where no sentence
/// goes on with it, as in `statistical annex. b`. Behind a word nothing tells it from one.
fn lettered(text: &str, letter: char) -> Option<Range<usize>> {
    let is_marker = |at: usize| {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        let goes_on = after.strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_uppercase));
        [". ", "; ", ") ", "” "].iter().any(|end| before.ends_with(end)) && (after.is_empty() || goes_on)
    };
    text.match_indices(letter).map(|(at, _)| at).find(|&at| is_marker(at)).map(|at| at..at + 1)
}

/// The places among `open` of the lines that hold each number of at most [`LONGEST_LABEL`] figures, at the end of a number.
fn holding<'a>(lines: &'a Lines, open: &[usize]) -> BTreeMap<&'a str, Vec<usize>> {
    let mut holding: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, &id) in open.iter().enumerate() {
        let text = lines.text(id);
        for (last, _) in text.match_indices(|c: char| c.is_ascii_digit()) {
            if text.as_bytes().get(last + 1).is_some_and(u8::is_ascii_digit) {
                continue;
            }
            for label in suffixes(text, last + 1).filter_map(|start| text.get(start..=last)) {
                let held = holding.entry(label).or_default();
                if held.last() != Some(&at) {
                    held.push(at);
                }
            }
        }
    }
    holding
}

/// Markers of notes that an earlier page holds, in text without style: a known number glued to the mark behind a word or a
/// year, as in `from 21 to 23 May 1997,12`. Elsewhere nothing tells it from a number of the text.
fn called_again(text: &str, earlier: &BTreeSet<&str>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for at in memchr::memchr3_iter(b',', b'.', b';', text.as_bytes()) {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        let digits = after.len() - after.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
        let Some((label, rest)) = after.split_at_checked(digits).filter(|(label, _)| earlier.contains(label)) else {
            continue;
        };
        let word = before.rsplit(' ').next().unwrap_or_default();
        let is_year = digits <= 2 && word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        let is_word = word.len() >= 4 && word.chars().all(char::is_alphabetic) && word.ends_with(char::is_lowercase);
        if (is_year || is_word)
            && (rest.is_empty() || rest.starts_with(' '))
            && !names_number(text.get(..=at).unwrap_or_default())
        {
            found.push(at + 1..at + 1 + label.len());
        }
    }
    found
}

/// Whether a text calls the note `label` by a marker without style.
pub(super) fn calls(text: &str, label: &str) -> bool {
    if label.starts_with('*') {
        return asterisks(text).iter().any(|range| text.get(range.clone()) == Some(label));
    }
    [Attachment::Glued, Attachment::Spaced].into_iter().any(|attachment| call(text, label, 0, attachment).is_some())
}

/// The labels with strokes, such as `16/`, by which a text calls notes.
pub(super) fn stroked_calls(text: &str) -> impl Iterator<Item = &str> {
    let strokes = memchr::memchr_iter(b'/', text.as_bytes());
    let lettered = strokes.flat_map(move |at| suffixes(text, at).map(move |start| start..at + 1));
    let lettered = lettered.filter(move |range| is_marker(text, range, Attachment::Glued));
    let starred =
        asterisks(text).into_iter().filter(move |range| text.get(..range.end).is_some_and(|it| it.ends_with('/')));
    lettered.chain(starred).filter_map(move |range| text.get(range))
}

/// Where labels may begin that end before byte `end`: figures, three at most, or one letter. `20224` may end in `4`, `24` or
/// `224`.
fn suffixes(text: &str, end: usize) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let is_label = move |start: &usize| match bytes.get(*start..end).unwrap_or_default() {
        [letter] if letter.is_ascii_lowercase() => true,
        label => label.iter().all(u8::is_ascii_digit),
    };
    (end.saturating_sub(LONGEST_LABEL)..end).filter(is_label)
}

/// How a marker stands after its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attachment {
    /// `Protocol,4 the`
    Glued,
    /// `session; 1`
    Spaced,
}

/// The first place from byte `start` where `label` can only be a marker.
fn call(text: &str, label: &str, start: usize, attachment: Attachment) -> Option<Range<usize>> {
    let places = text.get(start..)?.match_indices(label).take(MOST_PLACES);
    places.map(|(at, _)| start + at..start + at + label.len()).find(|range| is_marker(text, range, attachment))
}

/// Whether the label at some bytes of a text can only be a marker.
fn is_marker(text: &str, label: &Range<usize>, attachment: Attachment) -> bool {
    let (Some(before), Some(after)) = (text.get(..label.start), text.get(label.end..)) else { return false };
    let fits = match attachment {
        // A stroke makes the marker: no letter or figure may stand before it.
        _ if text.get(..label.end).is_some_and(|label| label.ends_with('/')) => {
            before.ends_with(' ') || follows_word(before)
        }
        Attachment::Glued => follows_word(before),
        Attachment::Spaced => before.strip_suffix(' ').is_some_and(follows_sentence_part),
    };
    fits && ends_marker(after, attachment)
}

/// Places of a label in a line that are looked at. A paragraph has some dozen figures; a line of a megabyte may hold nothing
/// else.
const MOST_PLACES: usize = 1000;
/// Letters of the longest word with figures in it that a marker is glued to, such as `(E/CN.15/2025/CRP.7)`.
const LONGEST_WORD: usize = 40;
/// Bytes of the end of an address that tell it from a word, so that a line without spaces is not read through for each of its
/// numbers.
const LONGEST_ADDRESS: usize = 200;

/// What stands before a glued marker: a word, a closing mark, or a year (`20224`).
fn follows_word(before: &str) -> bool {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[\s(–-])(?:19|20)\d\d$"));
    static YEAR_AND_MARK: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:\p{L}|[)”’\]]|(?:19|20)\d\d|/\d+)[.,;:]$"));
    static LETTERS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\p{Ll}{2}$|\p{L}{3}$|[)”’\]]$"));
    // What ends an address of the web, `…/officials/476acf02-5811-4381-b68b`, is no word.
    let tail = before.get(before.floor_char_boundary(before.len().saturating_sub(LONGEST_ADDRESS))..);
    let last = tail.and_then(|tail| tail.rsplit(' ').next()).unwrap_or_default();
    let is_code =
        || last.len() > LONGEST_WORD && last.contains(['/', '-']) && last.contains(|c: char| c.is_ascii_digit());
    !NAMED.is_match(before)
        && (YEAR.is_match(before) || YEAR_AND_MARK.is_match(before) || LETTERS.is_match(before))
        && !is_code()
}

/// Words that a number belongs to: `No. 4`, `Add.1`, `para. 3`.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?:\b(?:nos?|paras?|arts?|chap|sect|vol|pp?|suppl|add|rev|corr|l|part|rule|item)\.|,\s*\d+,)$")
});

/// Whether a number behind this text belongs to its last word: `No. `, `Add.`
pub(super) fn names_number(before: &str) -> bool {
    NAMED.is_match(before.trim_end())
}

/// What stands before a marker with a space: a part of a sentence that a mark has closed.
fn follows_sentence_part(before: &str) -> bool {
    before.ends_with(['.', ',', ';', ':', ')', '”', '’']) && !NAMED.is_match(before)
}

/// What follows a marker: the end, white space or a mark, and no unit that would make it a quantity.
fn ends_marker(after: &str, attachment: Attachment) -> bool {
    static QUANTITY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\s?(?:per cent|%|January|February|March|April|May|June|July|August|September|October|November|December|million|billion|\(|and \d|to \d|[-–]\d)",
        )
    });
    match attachment {
        Attachment::Glued => {
            !after.starts_with(|next: char| next.is_alphanumeric() || matches!(next, '/' | '-' | '–' | '%'))
        }
        Attachment::Spaced => (after.is_empty() || after.starts_with(' ')) && !QUANTITY.is_match(after),
    }
}

/// The marker with the white space that would be left over: a space before it where a space, a mark or the end follows,
/// and a space after it at the start of a line.
fn with_space(text: &str, range: Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    if before.is_empty() {
        return range.start..range.end + (after.len() - after.trim_start().len());
    }
    let closes = after.is_empty() || after.starts_with([' ', '\t', '.', ',', ';', ':', ')', '”', '’', '?', '!']);
    if closes { before.trim_end().len()..range.end } else { range }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str, label: &str) -> String {
        let place =
            [Attachment::Glued, Attachment::Spaced].into_iter().find_map(|attachment| call(text, label, 0, attachment));
        let mut left = text.to_owned();
        if let Some(range) = place {
            left.replace_range(with_space(text, range), "");
        }
        left
    }

    #[test]
    fn glued_and_spaced_markers_leave_no_trace() {
        assert_eq!(
            without("as amended by that Protocol,4 the Commission", "4"),
            "as amended by that Protocol, the Commission"
        );
        assert_eq!(without("held in 2024.3", "3"), "held in 2024.");
        assert_eq!(without("in the report for 20224 and", "4"), "in the report for 2022 and");
        assert_eq!(without("of the Special Committee 1/ was adopted", "1/"), "of the Special Committee was adopted");
        assert_eq!(without("at its fifty-third session; 1 and", "1"), "at its fifty-third session; and");
    }

    #[test]
    fn numbers_of_the_text_stay() {
        for (text, label) in [
            ("resolution 68/3 of the Commission", "3"),
            ("footnote 1 to that table", "1"),
            ("vol. 976, No. 14152", "2"),
            ("about 3.5 million", "5"),
            ("held on 4 April", "4"),
            ("article 3, paragraph 5, 12 per cent", "12"),
            ("documents A/AC.109/2013 and Add.1, 2014", "1"),
        ] {
            assert_eq!(without(text, label), text);
        }
    }

    #[test]
    fn asterisks_behind_words_are_markers() {
        let text = "the Office on Drugs and Crime* of the Secretariat";
        let found = asterisks(text);
        assert_eq!(found.iter().map(|range| text.get(range.clone())).collect::<Vec<_>>(), [Some("*")]);
        assert!(asterisks("* * *").is_empty());
    }
}
