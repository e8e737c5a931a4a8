//! Flush text: lines that kept their breaks but neither indents nor type, as `pdftotext` and copying from a viewer give.
//!
//! Input: the lines of the block under way and the next one. Output: whether a new block begins. Labels, sentence ends, the
//! room that a line left, forms of words and the contents page take the place of indents and leading.

use super::contents::Contents;
use super::cue;
use super::label::{self, LabelStyle, Opening};
use super::lines::PlacedLine;
use super::markers::names_number;
use super::measure::Measure;

/// A text this long, in bytes, is no heading, and goes on until a sentence or clause ends.
const LONGEST_HEADING: usize = 240;
/// A heading takes no more lines than this.
const HEADING_LINES: usize = 7;

/// Whether the first of the lines `rest` begins a new block behind those of `group`.
pub(super) fn starts(group: &[&PlacedLine], rest: &[&PlacedLine], measure: &Measure, contents: &Contents) -> bool {
    let (Some(first), Some(previous), Some(line)) = (group.first(), group.last(), rest.first()) else { return true };
    let (before, text) = (without_marker(&previous.line.text), line.line.text.as_str());
    let has_room = measure.has_room(previous, None, line);
    let is_closed = is_closed(before);
    let opening = label::opening(text);
    if !opening.first.is_empty() && !opening.damaged {
        let goes_on = !has_room && is_inside_sentence(before, text, &opening);
        return !goes_on && !is_year(before, text) && !runs_in(group, rest, &opening);
    }
    let is_garbled = || (is_closed || has_room) && label::garbled_gap(text).is_some() && !begins_with_word(text);
    if label::bullet_width(text) > 0 || label::is_named(text) || cue::is_caption_line(text) || is_garbled() {
        return true;
    }
    if text.starts_with(char::is_lowercase) {
        return false;
    }
    let lines_of_heading = group.iter().take(HEADING_LINES).map(|placed| placed.line.text.as_str());
    let so_far = || lines_of_heading.clone().collect::<Vec<_>>().join(" ");
    if begins_or_follows_form(group, text) {
        return true;
    }
    if ends_open(before) {
        return false;
    }
    if is_closed {
        // No sentence goes on with `Noting with concern` behind a semicolon.
        return before.ends_with(';') && cue::opens_preambular(text) || has_room || is_number(text) || is_heading(rest);
    }
    if before.ends_with(',') {
        let follows = || cue::opens_preambular(&so_far());
        return cue::opens_preambular(text) && (follows() || has_room) || cue::opens_operative(text) && follows();
    }
    // What is left has no end of a sentence before it: a heading ended, or a text goes on in the next line.
    let heading = so_far();
    let own = label::opening(&first.line.text);
    let body = heading.get(own.width..).unwrap_or_default();
    if contents.has_title(body) {
        return true;
    }
    let is_text = heading.len() > LONGEST_HEADING
        || group.len() > HEADING_LINES
        || label::is_named(&first.line.text)
        || own.first.iter().any(|label| label::is_item(label.style));
    // The first line of an operative paragraph is indented, so that room at its end tells nothing.
    let is_numbered = own.first.iter().any(|label| label.style == LabelStyle::Arabic)
        && (group.len() > 1 || cue::opens_operative(body));
    // A title of any length ends before the meeting at which the text under it was adopted.
    let is_text = is_text && !(text.starts_with("At its ") && own.first.is_empty());
    !is_text && !is_numbered && has_room && !contents.begins_title(&format!("{body} {text}"))
}

/// Whether lines taken for one paragraph may be two: a line inside ends a sentence and the next begins one, where neither
/// has a place on the page nor a paragraph of the source.
pub(super) fn may_hold_two(group: &[&PlacedLine]) -> bool {
    let is_flush = |placed: &PlacedLine| placed.line.geometry.is_none() && placed.line.block.is_none();
    group.windows(2).any(|pair| match pair {
        [line, next] if is_flush(line) && is_flush(next) => {
            let is_ended = line.line.text.trim_end_matches(['”', '"', ')']).ends_with('.');
            is_ended && next.line.text.starts_with(char::is_uppercase)
        }
        _ => false,
    })
}

/// Whether a line is a form of words that stands alone, or follows one. A number alone on its line (`56/101`) is one where
/// no sentence runs into it.
pub(super) fn begins_or_follows_form(group: &[&PlacedLine], text: &str) -> bool {
    let before = group.last().map_or("", |previous| previous.line.text.as_str());
    let runs_on = before.ends_with(char::is_lowercase) && cue::is_number(text);
    cue::is_form(text) && !runs_on || group.len() == 1 && cue::is_form(before)
}

/// A line without the marker of a footnote behind its last mark: `countries,3`, `session; 1`.
pub(super) fn without_marker(text: &str) -> &str {
    // Typewritten: `Colonialism, 7/`, `in 1972,76/`.
    let stroked = text.strip_suffix('/').map(|rest| rest.trim_end_matches(|last: char| last.is_ascii_digit()));
    if let Some(stem) = stroked.filter(|stem| stem.len() + 1 < text.len() && stem.ends_with([' ', ',', ';'])) {
        return stem.trim_end();
    }
    // Of a web page: `in 1968,[1]`.
    let bracketed = text.strip_suffix(']').map(|rest| rest.trim_end_matches(|last: char| last.is_ascii_digit()));
    if let Some(stem) = bracketed.and_then(|rest| rest.strip_suffix('[')).filter(|stem| stem.len() + 2 < text.len()) {
        return stem.trim_end();
    }
    let stem = text.trim_end_matches(|last: char| last.is_ascii_digit());
    // Most lines end with a letter or a mark.
    if !(1..=3).contains(&(text.len() - stem.len())) {
        return text;
    }
    let stem = stem.trim_end();
    let word = stem.trim_end_matches(['.', ',', ';', ':', ')', '”', '’']);
    // `EC-94/DEC.2` and `3.5` have no marker.
    let is_stop = stem.ends_with('.') && !word.ends_with(char::is_lowercase);
    let is_marked = word.len() < stem.len() && !is_stop && !names_number(stem);
    if is_marked { stem } else { text }
}

/// Whether the first word behind the end of a sentence or heading can be one, where the label of a paragraph may have been garbled:
/// `St. Helena`, not `b2. The` or `bb. The`.
fn begins_with_word(text: &str) -> bool {
    let word = text.split([' ', '\t']).next().unwrap_or_default();
    word.starts_with(char::is_uppercase) && !word.contains(|c: char| c.is_ascii_digit())
}

/// Whether a line ends as a sentence or clause does.
fn is_closed(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', '»', ')', ']']).ends_with(['.', ';', ':', '!', '?'])
}

/// Whether a line ends in a word that neither a sentence nor a heading ends in.
fn ends_open(text: &str) -> bool {
    const OPEN: [&str; 18] = [
        "a", "an", "and", "as", "at", "by", "for", "from", "in", "its", "of", "on", "or", "that", "the", "their", "to",
        "with",
    ];
    text.rsplit(' ').next().is_some_and(|word| OPEN.contains(&word))
}

/// Whether a line holds figures alone, as the axis of a chart and the number of a page do: `2/2`.
fn is_number(text: &str) -> bool {
    text.chars().all(|letter| letter.is_ascii_digit() || letter.is_whitespace() || matches!(letter, '.' | '/'))
}

/// Whether the lines that come are a heading: a few without the end of a sentence, and then a label or the line of an organ.
pub(super) fn is_heading(rest: &[&PlacedLine]) -> bool {
    let mut length = 0;
    for placed in rest.iter().take(HEADING_LINES) {
        let text = placed.line.text.as_str();
        if length > 0 && (!label::opening(text).first.is_empty() || cue::is_organ_line(text)) {
            return length <= LONGEST_HEADING;
        }
        length += text.len();
        if is_closed(without_marker(text)) || without_marker(text).ends_with(',') {
            return false;
        }
    }
    false
}

/// Whether a line opens with the year that the sentence before it ends with: `from 31 March to 4 April` above `2025. It was`.
pub(super) fn is_year(before: &str, text: &str) -> bool {
    let year = text.split_once('.').map_or("", |(year, _)| year);
    let is_recent = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
    is_recent && year.bytes().all(|digit| digit.is_ascii_digit()) && !is_closed(before)
}

/// Whether the item that a line opens with stands in a running sentence, whose lines happen to break before it:
/// `… related issues: (a) the clean-up; (b) the return` with `(a)` at the beginning of a line. The item before it or behind
/// it then stands amid a line, behind the mark or word that parts such items; one that is referred to does not.
pub(super) fn runs_in(group: &[&PlacedLine], rest: &[&PlacedLine], opening: &Opening) -> bool {
    /// Lines that an item of a running sentence takes at most.
    const LONGEST_ITEM: usize = 5;
    let (Some(first), Some(line)) = (group.first(), rest.first()) else { return false };
    if !line.line.text.starts_with('(') {
        return false;
    }
    let joined =
        |lines: &[&PlacedLine]| lines.iter().map(|placed| placed.line.text.as_str()).collect::<Vec<_>>().join(" ");
    let before = joined(group.get(group.len().saturating_sub(LONGEST_ITEM)..).unwrap_or_default());
    // The label that the paragraph opens with stands amid nothing.
    let own = if group.len() <= LONGEST_ITEM { label::opening(&first.line.text).width } else { 0 };
    let ahead = rest.iter().skip(1).take_while(|placed| label::opening(&placed.line.text).first.is_empty()).count();
    let behind = joined(rest.get(..=ahead.min(LONGEST_ITEM)).unwrap_or_default());
    opening.first.iter().any(|label| match label.ordinal {
        1 => stands_amid(&behind, label.style, 2),
        ordinal => before.get(own..).is_some_and(|before| stands_amid(before, label.style, ordinal - 1)),
    })
}

/// Whether an item stands amid a sentence, behind a mark that parts items. One that is referred to has a word before it or
/// another reference behind it: `subparagraphs (a) and (b) above`.
fn stands_amid(sentence: &str, style: LabelStyle, ordinal: u32) -> bool {
    const BEHIND_REFERENCE: [&str; 6] = ["above", "and ", "below", "of ", "or ", "to "];
    let printed = match style {
        LabelStyle::LowerLetter => u8::try_from(ordinal)
            .ok()
            .filter(|ordinal| *ordinal <= 26)
            .map(|ordinal| char::from(b'a' - 1 + ordinal).to_string()),
        LabelStyle::LowerRoman => Some(label::to_roman(ordinal).to_lowercase()),
        LabelStyle::BracketedArabic => Some(ordinal.to_string()),
        _ => None,
    };
    let Some((before, after)) = printed.and_then(|printed| sentence.split_once(&format!(" ({printed}) "))) else {
        return false;
    };
    let before = before.strip_suffix(" and").or(before.strip_suffix(" or")).unwrap_or(before);
    before.ends_with([';', ',', ':']) && !BEHIND_REFERENCE.iter().any(|word| after.starts_with(word))
}

/// Whether the label at the beginning of a line is no label: the line before runs into it, and it does into the next word.
pub(super) fn is_inside_sentence(before: &str, text: &str, opening: &Opening) -> bool {
    let rest = text.get(opening.width..).unwrap_or_default();
    let joins = before.ends_with(" and") || before.ends_with(" or");
    before.ends_with(|last: char| last.is_lowercase()) && !joins && !rest.starts_with(|next: char| next.is_uppercase())
}
