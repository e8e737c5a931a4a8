//! Columns: the cells of a table in text that kept its line breaks and neither places nor gaps, as `pdftotext` writes it.
//!
//! Input: the unclaimed lines of a page. Output: those that are cells, by their ids. A cell is known by its sentences, which
//! break where the page has room to spare; a column of numbers by nothing that stands beside them; a numbered row by the
//! figure at its end.

use std::ops::Range;

use super::label::{self, LabelStyle};
use super::layout;
use super::lines::{Lines, PlacedLine};
use super::measure::Measure;
use crate::extract::Role;

/// Share of the measure that the lines of a cell take at the most. A quotation that is set in takes more.
const WIDEST_CELL: f32 = 0.75;
/// Sentences that break inside cells, from which a stretch of narrow lines is a table and no heading.
const FEWEST_BREAKS: usize = 4;
/// Characters of the shortest line whose break tells.
const TELLING_LINE: usize = 12;
/// Lines of other cells at least that stand before a cell with a list.
const LINES_BEFORE_LIST: usize = 3;
/// Numbers alone on their lines from which they are a column.
const FEWEST_NUMBERS: usize = 3;
/// Numbered rows with a figure at their end from which they are a table.
const FEWEST_ROWS: usize = 5;

/// The measure of a text whose lines have neither places nor paragraphs of the source; `None` for any other.
pub(super) fn measure(lines: &Lines) -> Option<Measure> {
    let is_flush = |placed: &PlacedLine| {
        placed.line.geometry.is_none() && placed.line.block.is_none() && placed.line.role == Role::Body
    };
    if !lines.lines.iter().all(is_flush) {
        return None;
    }
    let open: Vec<&PlacedLine> = lines.lines.iter().filter(|placed| lines.is_open(placed.id as usize)).collect();
    (!layout::long_lines(&open)).then(|| Measure::of(&open, |_| None))
}

/// The lines of a page that are cells of tables.
pub(super) fn cells(lines: &Lines, page: &Range<usize>, measure: &Measure) -> Vec<usize> {
    let open: Vec<&PlacedLine> =
        page.clone().filter(|&id| lines.is_open(id)).filter_map(|id| lines.lines.get(id)).collect();
    let is_narrow = |placed: &PlacedLine| {
        let share = measure.share(placed);
        share > 0.0 && share < WIDEST_CELL && !is_numbered(placed)
    };
    let mut found: Vec<&PlacedLine> = Vec::new();
    let mut before = None;
    for run in open.chunk_by(|line, next| is_narrow(line) == is_narrow(next)) {
        if run.first().is_some_and(|first| is_narrow(first)) {
            found.extend(wrapped(before, run));
        }
        before = run.last().copied();
    }
    found.extend(numbered(&open));
    found.iter().map(|placed| placed.id as usize).collect()
}

/// Lines that numbers one behind the other open: a column of numbers, or rows of which most end in a figure.
fn numbered<'r, 'a>(open: &'r [&'r PlacedLine<'a>]) -> impl Iterator<Item = &'r PlacedLine<'a>> {
    /// Numbers, and lines, that a scan may lose between two rows.
    const LOST: usize = 1;
    let rows: Vec<(usize, u32)> =
        open.iter().enumerate().filter_map(|(at, placed)| Some((at, number(placed)?))).collect();
    let follows = |(at, number): &(usize, u32), (next_at, next): &(usize, u32)| {
        next_at - at <= 1 + LOST && (number + 1..=number + 1 + LOST as u32).contains(next)
    };
    let line = |at: usize| open.get(at).copied();
    let mut tables = Vec::new();
    for run in rows.chunk_by(follows) {
        let placed = || run.iter().filter_map(|(at, _)| line(*at));
        let bare = placed().filter(|placed| is_label_alone(placed)).count();
        let in_figure =
            placed().filter(|placed| placed.line.text.ends_with(|last: char| last.is_ascii_digit())).count();
        if bare >= FEWEST_NUMBERS || run.len() >= FEWEST_ROWS && in_figure * 2 > run.len() {
            tables.extend(run.first().zip(run.last()).map(|((first, _), (last, _))| *first..=*last));
        }
    }
    tables.into_iter().flatten().filter_map(line)
}

/// The cells in a run of narrow lines behind the line `before`: none where too few sentences break inside it.
fn wrapped<'r, 'a>(before: Option<&PlacedLine>, run: &'r [&'r PlacedLine<'a>]) -> &'r [&'r PlacedLine<'a>] {
    // The last line of the paragraph above is narrow too.
    let ends_paragraph = before.map_or_else(
        || run.first().is_some_and(|first| first.line.text.starts_with(char::is_lowercase)),
        |before| !is_closed(before),
    );
    let run = run.get(usize::from(ends_paragraph)..).unwrap_or_default();
    let breaks: Vec<usize> = run
        .windows(2)
        .zip(1..)
        .filter_map(|(pair, next)| matches!(pair, [line, next] if is_broken(line, next)).then_some(next))
        .collect();
    let first_item = run.iter().position(|placed| is_item(placed));
    let is_list_of_text = first_item.is_some_and(|first| {
        let above = first.checked_sub(1).and_then(|above| run.get(above));
        first < LINES_BEFORE_LIST || above.is_some_and(|above| above.line.text.ends_with([':', '—']))
    });
    if breaks.len() < FEWEST_BREAKS || is_list_of_text {
        return &[];
    }
    let last = breaks.last().copied().max(run.iter().rposition(|placed| is_item(placed))).unwrap_or_default();
    let end = (last..run.len()).find(|&at| run.get(at).is_some_and(|placed| is_closed(placed))).unwrap_or(last);
    run.get(..=end).unwrap_or_default()
}

/// Whether a sentence that a line ends amid goes on in the next.
fn is_broken(line: &PlacedLine, next: &PlacedLine) -> bool {
    line.line.text.chars().count() >= TELLING_LINE
        && line.line.text.ends_with(char::is_alphabetic)
        && next.line.text.starts_with(char::is_lowercase)
}

fn is_closed(placed: &PlacedLine) -> bool {
    placed.line.text.trim_end_matches(['”', '"', ')']).ends_with(['.', ';', ':'])
}

/// Whether a line opens with the label of a numbered paragraph or of a heading.
fn is_numbered(placed: &PlacedLine) -> bool {
    let labels = label::opening(&placed.line.text).first;
    labels.iter().any(|label| !label::is_item(label.style))
}

fn is_item(placed: &PlacedLine) -> bool {
    label::opening(&placed.line.text).first.iter().any(|label| label::is_item(label.style))
}

/// The number that a line opens with, where no sentence ends in it: `12. Uruguay 4 June 1992`, `12.`
fn number(placed: &PlacedLine) -> Option<u32> {
    let text = placed.line.text.as_str();
    let label = label::opening(text).first.into_iter().find(|label| label.style == LabelStyle::Arabic)?;
    (is_label_alone(placed) || !is_closed(placed)).then_some(label.ordinal)
}

fn is_label_alone(placed: &PlacedLine) -> bool {
    placed.line.text.len() <= label::opening(&placed.line.text).width
}
