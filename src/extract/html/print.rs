//! Print: a page of the web that only shows pages of paper, as converters from PDF write it.
//!
//! Input: the lines of the page, and what stands in `<pre>`. Output: the text as `pdftotext` would have written it, for
//! [`super::super::text`] to read, where nearly all of the page is print: preformatted, put in places, or broken with `<br>`.
//! Paragraphs are not known in any of these.

use super::reader::{PlacedLine, Print};

/// Of ten characters, so many at least must be print for the page to be.
const PRINT_OF_TEN: usize = 9;

/// Pixels of a letter of the text: pages are shown at one and a half times their size, 918 pixels wide.
const LETTER: f32 = 6.6;

/// Pixels from one line to the next, and within which two pieces stand on one line.
const LEADING: f32 = 18.0;
const SAME_LINE: f32 = 8.0;

/// Columns of the widest page; what a page puts further right is out of sight.
const MOST_COLUMNS: usize = 400;

/// Empty lines that a gap on the page becomes at the most.
const MOST_EMPTY: usize = 3;

/// The text of a page that is but print.
pub(super) fn text(lines: &[PlacedLine], preformatted: &str) -> Option<String> {
    let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let all: usize = lines.iter().map(|placed| visible(&placed.line.text)).sum();
    let is_most = |part: usize| part > 0 && part * 10 >= all * PRINT_OF_TEN;
    let of = |is: fn(&Print) -> bool| -> usize {
        lines
            .iter()
            .filter(|placed| placed.print.as_ref().is_some_and(is))
            .map(|placed| visible(&placed.line.text))
            .sum()
    };
    if is_most(visible(preformatted)) {
        Some(preformatted.to_owned())
    } else if is_most(of(|print| matches!(print, Print::At { .. }))) {
        Some(in_places(lines))
    } else if is_most(of(|print| matches!(print, Print::Broken { .. }))) {
        Some(broken(lines))
    } else {
        None
    }
}

/// The lines as they come, pages parted where a rule stands.
fn broken(lines: &[PlacedLine]) -> String {
    let mut text = String::new();
    for placed in lines {
        match placed.print {
            Some(Print::Broken { is_ruled: true, .. }) if !text.is_empty() => text.push('\u{c}'),
            Some(Print::Broken { is_apart: true, .. }) => text.push('\n'),
            _ => {}
        }
        push_piece(&mut text, placed);
        text.push('\n');
    }
    text
}

/// The lines in the columns of the page.
fn in_places(lines: &[PlacedLine]) -> String {
    let mut text = String::new();
    for page in lines.chunk_by(|before, after| before.page == after.page) {
        if !text.is_empty() {
            text.push('\u{c}');
        }
        let mut pieces = with_tops(page);
        pieces.sort_by(|(left, top, _), (other_left, other_top, _)| {
            top.total_cmp(other_top).then(left.total_cmp(other_left))
        });
        let mut above: Option<f32> = None;
        let mut rest = pieces.as_mut_slice();
        while let Some(&(_, top, _)) = rest.first() {
            let count = rest.iter().take_while(|(_, other, _)| other - top < SAME_LINE).count().max(1);
            let (row, below) = rest.split_at_mut(count);
            row.sort_by(|(left, ..), (other, ..)| left.total_cmp(other));
            let gap = above.map_or(0.0, |above| (top - above) / LEADING - 0.75).max(0.0) as usize;
            text.extend(std::iter::repeat_n('\n', gap.min(MOST_EMPTY)));
            push_row(&mut text, row);
            (above, rest) = (Some(top), below);
        }
    }
    text
}

/// The lines of a page with their distances from the left and from the top. Of an element of several lines only the first
/// has its place; the others follow in equal steps, above the next element.
fn with_tops(page: &[PlacedLine]) -> Vec<(f32, f32, &PlacedLine)> {
    let mut pieces = Vec::with_capacity(page.len());
    let mut elements = page.chunk_by(|before, after| before.print == after.print).peekable();
    while let Some(element) = elements.next() {
        let Some(Print::At { left, top }) = element.first().and_then(|placed| placed.print) else { continue };
        let below = elements.peek().and_then(|next| next.first()).and_then(|placed| placed.print);
        let room = match below {
            Some(Print::At { top: below, .. }) if below > top => (below - top) / element.len() as f32,
            _ => LEADING,
        };
        let leading = room.min(LEADING);
        pieces.extend(element.iter().enumerate().map(|(at, placed)| (left, top + at as f32 * leading, placed)));
    }
    pieces
}

/// Writes the pieces of one printed line, each in its column.
fn push_row(text: &mut String, row: &[(f32, f32, &PlacedLine)]) {
    let mut width = 0;
    for (left, _, placed) in row {
        let column = ((left / LETTER) as usize).min(MOST_COLUMNS);
        let blank = column.saturating_sub(width).max(usize::from(width > 0));
        text.extend(std::iter::repeat_n(' ', blank));
        push_piece(text, placed);
        width += blank + placed.line.text.chars().count();
    }
    text.push('\n');
}

/// Writes a line with its raised markers. Spaces between words are often doubled, so that a gap inside means nothing.
fn push_piece(text: &mut String, placed: &PlacedLine) {
    let line = &placed.line;
    let spaced = |part: &str| part.replace('\t', " ");
    if line.runs.is_empty() {
        return text.push_str(&spaced(&line.text));
    }
    for run in &line.runs {
        let part = spaced(line.text.get(run.range.clone()).unwrap_or_default());
        if run.raised { text.push_str(&format!("<sup>{part}</sup>")) } else { text.push_str(&part) }
    }
}
