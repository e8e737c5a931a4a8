//! Text: plain text, Markdown, and what `pdftotext` writes, as lines.
//!
//! Input: the bytes of a text in UTF-8, UTF-16 with its mark, or Windows-1252. Output: one page for each form
//! feed, one [`Line`] for each line of the file, but for what converters did to lines: a page or report that was put on
//! one line is parted again, and a label or a raised marker on a line of its own goes back to its text. Lines of a
//! hard-wrapped paragraph stay apart: only the structure stage can tell.
//!
//! Text whose columns were kept (`pdftotext -layout`) gets a [`Geometry`] from them, so that indents and positions
//! on the page can be told: a column counts [`COLUMN`] points and a line [`LEADING`]. Other text has none.

use std::borrow::Cow;

use super::encoding::decode;
use super::flattened;
use super::label_lines;
use super::line::{LineBuilder, Style};
use super::{Geometry, Limits, Line, Page, Role, markup};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Warned};

/// Points that a column of laid-out text stands for: `pdftotext -layout` sets a page of 595 points in about 100.
const COLUMN: f32 = 6.0;

/// Points from one line of laid-out text to the next, as in body text of the reports.
const LEADING: f32 = 12.0;

/// Columns from one tab stop to the next.
const TAB_STOP: usize = 8;

/// Columns of the widest line that still is one printed line; a longer one holds a paragraph or a page.
const WIDEST_PRINTED_LINE: usize = 250;

/// Lines looked at to tell the form of a text.
const SAMPLE_LINES: usize = 2_000;

/// Columns that a raised marker of a footnote is apart from the note's text, at most.
const MARKER_GAP: usize = 4;

/// Lays a text out; `markdown` says that its name makes it Markdown.
pub(super) fn extract(bytes: &[u8], markdown: bool, limits: &Limits) -> Warned<Vec<Page>> {
    let (text, undecodable) = decode(bytes, None);
    let mut read = lay_out(&text, markdown, limits);
    read.warnings.splice(0..0, undecodable);
    read
}

/// Lays out a text that was decoded already.
pub(super) fn lay_out(text: &str, markdown: bool, limits: &Limits) -> Warned<Vec<Page>> {
    let text = with_plain_line_ends(text);
    let form = if markdown || looks_like_markdown(&text) {
        Form::Markdown
    } else if looks_laid_out(&text) {
        Form::LaidOut
    } else {
        Form::Plain
    };
    let mut room = limits.lines;
    let mut pages: Vec<Page> = match (form == Form::Plain).then(|| flattened::parted(&text)).flatten() {
        Some(parted) => parted.into_iter().map(|parts| read_parts(&parts, &mut room)).collect(),
        None => {
            let text = if form == Form::Plain { Cow::Owned(with_markers_inside(&text)) } else { text };
            text.split('\u{c}').enumerate().map(|(at, page)| read_page(page, at == 0, form, &mut room)).collect()
        }
    };
    // A form feed ends a page as often as it begins one; what follows the last is no page.
    if pages.len() > 1 && pages.last().is_some_and(|page| page.lines.is_empty()) {
        pages.pop();
    }
    let mut warnings = Vec::new();
    if room == 0 {
        let message = format!("the text has over {} lines; the rest is left out", limits.lines);
        warnings.push(Diagnostic::new(DiagnosticCode::LimitReached, message));
    }
    Warned { value: pages, warnings }
}

/// Joins what a raised marker has parted: `pdftotext -raw` breaks the line behind `the 1972 Protocol,4`. A line that ends in
/// such a figure and fits the width of the page together with the next was one line.
fn with_markers_inside(text: &str) -> String {
    let mut widths: Vec<usize> = text.lines().take(SAMPLE_LINES).map(|line| line.chars().count()).collect();
    widths.sort_unstable();
    let measure = widths.get(widths.len() * 95 / 100).copied().unwrap_or(0);
    // Each line is a paragraph.
    if measure > WIDEST_PRINTED_LINE {
        return text.to_owned();
    }
    let mut joined = String::with_capacity(text.len());
    let mut width = 0;
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        joined.push_str(line);
        width += line.chars().count();
        let goes_on = ends_in_marker(line)
            && lines.peek().is_some_and(|next| {
                let starts = next.starts_with(|first: char| first.is_alphabetic() || matches!(first, '“' | '(' | '‘'));
                let is_labelled = next.split(' ').next().is_some_and(label_lines::is_label);
                starts && !is_labelled && !next.contains('\u{c}') && width + next.chars().count() < measure
            });
        if goes_on {
            joined.push(' ');
            width += 1;
        } else if lines.peek().is_some() {
            joined.push('\n');
            width = 0;
        }
    }
    joined
}

/// Whether a line ends in a figure that can be a raised marker: `Protocol,4`, `of 1988, 6`.
fn ends_in_marker(line: &str) -> bool {
    let word = line.trim_end_matches(|last: char| last.is_ascii_digit());
    let figure = line.get(word.len()..).unwrap_or_default();
    // `E/2025/L.13` is a symbol.
    let last = word.rsplit(' ').next().unwrap_or_default();
    if last.contains('/') && last.ends_with('.') {
        return false;
    }
    // `of 19715` is a year with its marker.
    let year = if figure.len() > 4 && (figure.starts_with("19") || figure.starts_with("20")) { 4 } else { 0 };
    let digits = figure.len() - year;
    let stem = word.trim_end_matches(' ');
    let is_glued = year > 0
        || stem.len() == word.len() && word.ends_with(|last: char| last.is_alphabetic() || CLOSING.contains(&last));
    let is_spaced = stem.len() < word.len() && stem.ends_with(CLOSING);
    (1..=3).contains(&digits) && line.chars().count() > 20 && (is_glued || is_spaced)
}

/// Marks that a marker may follow.
const CLOSING: [char; 7] = [',', '.', ';', ':', ')', '”', '’'];

/// How a text says what its lines are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Lines as they come.
    Plain,
    /// Lines in columns, as on the printed page.
    LaidOut,
    /// `## Heading`, `*Recalling* its resolution`.
    Markdown,
}

/// Every line end as `\n`.
fn with_plain_line_ends(text: &str) -> Cow<'_, str> {
    const ODD_LINE_ENDS: [char; 5] = ['\r', '\u{b}', '\u{85}', '\u{2028}', '\u{2029}'];
    // The first bytes of these characters, which few texts have.
    let may_have = text.bytes().any(|byte| matches!(byte, b'\r' | 0x0b | 0xc2 | 0xe2));
    if may_have && text.contains(ODD_LINE_ENDS) {
        Cow::Owned(text.replace("\r\n", "\n").replace(ODD_LINE_ENDS, "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a text without the name of Markdown is Markdown: it has headings with `#`, or lines set in bold.
fn looks_like_markdown(text: &str) -> bool {
    let marks =
        |line: &str| heading(line).is_some() || (line.len() > 4 && line.starts_with("**") && line.ends_with("**"));
    text.lines().take(SAMPLE_LINES).filter(|line| marks(line.trim())).count() >= 2
}

/// Whether the columns of a text are those of the page: lines no longer than printed ones, a twentieth of them
/// indented or with wide gaps inside.
fn looks_laid_out(text: &str) -> bool {
    let (mut lines, mut placed, mut long) = (0_usize, 0_usize, 0_usize);
    // The row of a wide table is long by the gaps between its cells.
    let is_long = |line: &str| {
        line.len() > WIDEST_PRINTED_LINE && line.split_whitespace().map(str::len).sum::<usize>() > WIDEST_PRINTED_LINE
    };
    for line in text.lines().take(SAMPLE_LINES).filter(|line| !line.trim().is_empty()) {
        lines += 1;
        long += usize::from(is_long(line));
        placed += usize::from(line.starts_with("    ") || line.trim().contains("   "));
    }
    lines >= 10 && placed * 20 >= lines && long * 100 <= lines
}

/// The page whose lines are `parts` of a line; for `room` see [`read_page`].
fn read_parts(parts: &[flattened::Part<'_>], room: &mut usize) -> Page {
    let mut page = Page::default();
    for part in parts.iter().take(*room) {
        let role = match part.kind {
            flattened::Kind::Line | flattened::Kind::Paragraph => Role::RunTogether,
            flattened::Kind::Edge => Role::Artifact,
            flattened::Kind::Note => Role::Note,
        };
        let blank_before = part.kind == flattened::Kind::Paragraph && !page.lines.is_empty();
        let labelled = part.label.map(|label| format!("{label} {}", part.text));
        let text = labelled.as_deref().unwrap_or(part.text);
        let line = Line { role, blank_before, ..read_line(text, None, Form::Plain) };
        // A part may hold nothing but what no text keeps, such as a control character.
        if !line.text.is_empty() {
            page.lines.push(line);
        }
    }
    *room -= page.lines.len();
    page
}

/// Reads one page; `room` is the number of lines that may still be taken.
fn read_page(text: &str, is_first: bool, form: Form, room: &mut usize) -> Page {
    let mut page = Page::default();
    let mut blank_before = false;
    let mut marker: Option<&str> = None;
    let beside = if form == Form::Plain { label_lines::beside(text) } else { Cow::Borrowed(text) };
    let mut printed = beside.split('\n').enumerate().peekable();
    while let Some((row, source)) = printed.next() {
        if *room == 0 {
            break;
        }
        if source.trim().is_empty() {
            blank_before |= !page.lines.is_empty();
            continue;
        }
        let next = printed.peek().map(|(_, next)| *next);
        if form == Form::LaidOut && next.is_some_and(|next| is_marker_of(source, next)) {
            marker = Some(source.trim());
            continue;
        }
        let mut line = read_line(source, marker.take(), form);
        if line.text.is_empty() {
            continue;
        }
        // A masthead stands on the first page, and none of its lines has a label.
        let is_head = is_first && !(form == Form::Plain && label_lines::is_labelled(source));
        let above = if is_head { page.lines.len() } else { flattened::MASTHEAD_LINES };
        if let Some(parts) = (form == Form::Plain).then(|| flattened::parts(source, above)).flatten() {
            let blank = std::mem::take(&mut blank_before);
            for (at, part) in parts.into_iter().take(*room).enumerate() {
                let blank_before = part.kind == flattened::Kind::Paragraph || blank && at == 0;
                let line = Line { blank_before, ..read_line(part.text, None, form) };
                // A part may hold nothing but what no text keeps, such as a control character.
                if !line.text.is_empty() {
                    page.lines.push(line);
                    *room -= 1;
                }
            }
            continue;
        }
        line.blank_before = std::mem::take(&mut blank_before);
        if form == Form::LaidOut {
            line.geometry = Some(place(source, row));
        }
        page.lines.push(line);
        *room -= 1;
    }
    if form == Form::LaidOut {
        page.width = page.lines.iter().filter_map(|line| line.geometry).fold(0.0, |width, place| width.max(place.x1));
        page.height = text.split('\n').count() as f32 * LEADING;
    }
    page
}

/// One line of the file as a [`Line`], with the raised `marker` that the layout put on a line of its own above it.
fn read_line(source: &str, marker: Option<&str>, form: Form) -> Line {
    let markdown = form == Form::Markdown;
    let source = source.trim();
    if let Some(cells) = table_cells(source) {
        let mut line = LineBuilder::default();
        for cell in cells {
            markup::push(&mut line, cell.trim(), markdown);
            line.tab(Style::default());
        }
        return Line { role: Role::TableRow, ..line.finish() };
    }
    let mut line = LineBuilder::default();
    let (role, content) = match form {
        Form::Markdown => markdown_role(source, &mut line),
        Form::Plain | Form::LaidOut => (Role::Body, source),
    };
    if let Some(marker) = marker {
        line.push(marker, Style { raised: true, ..Style::default() });
        line.space(Style::default());
    }
    markup::push(&mut line, &with_wide_gaps_as_tabs(content), markdown);
    Line { role, ..line.finish() }
}

/// What the start of a line of Markdown says of it, and the line without that start.
fn markdown_role<'a>(source: &'a str, line: &mut LineBuilder) -> (Role, &'a str) {
    if let Some((level, title)) = heading(source) {
        return (Role::Heading(level), title);
    }
    if let Some((marker, note)) = source.strip_prefix("[^").and_then(|rest| rest.split_once("]:")) {
        line.push(marker, Style { raised: true, ..Style::default() });
        line.space(Style::default());
        return (Role::Note, note);
    }
    if source.chars().all(|character| matches!(character, '-' | '*' | '_' | '=' | ' ')) {
        return (Role::Body, ""); // a rule between sections, or under a title
    }
    (Role::Body, source.trim_start_matches(['>', ' ']))
}

/// `## Title` as its level and its title.
fn heading(line: &str) -> Option<(u8, &str)> {
    let title = line.trim_start_matches('#');
    let level = u8::try_from(line.len() - title.len()).ok().filter(|level| (1..=6).contains(level))?;
    let title = title.strip_prefix(' ')?.trim().trim_end_matches('#').trim_end();
    (!title.is_empty()).then_some((level, title))
}

/// The cells of `| a | b |`, which some converters write as `a | b |`; none of them where the line is the rule `|---|---|`.
fn table_cells(line: &str) -> Option<Vec<&str>> {
    let inner = line.strip_suffix('|')?;
    let inner = inner.strip_prefix('|').or_else(|| inner.contains(" |").then_some(inner))?;
    let is_rule = inner.chars().all(|character| matches!(character, '-' | ':' | '|' | ' '));
    Some(if is_rule { Vec::new() } else { inner.split('|').collect() })
}

/// Runs of spaces as tabs. Three spaces are a gap between columns; two are one too, unless they follow the end of a
/// sentence as typists have it.
fn with_wide_gaps_as_tabs(text: &str) -> Cow<'_, str> {
    if !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    let mut wide = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("  ") {
        wide.push_str(before);
        let next = after.trim_start_matches(' ');
        let is_sentence_end = before.trim_end_matches(['"', '\'', ')', '”', '’']).ends_with(['.', ':', ';', '?', '!']);
        // `1.  Title` and `(a)  Text`: what ends there is a label, not a sentence.
        let is_label = !wide.contains([' ', '\t']);
        let is_one_space = after.len() == next.len() && is_sentence_end && !is_label;
        wide.push(if is_one_space { ' ' } else { '\t' });
        rest = next;
    }
    wide.push_str(rest);
    Cow::Owned(wide)
}

/// Whether `line` is nothing but the marker of the note that `next` begins: `pdftotext -layout` puts what is raised on
/// a line above, a little to the left.
fn is_marker_of(line: &str, next: &str) -> bool {
    let marker = line.trim();
    let is_marker = marker.len() <= 3
        && (marker.chars().all(|character| character.is_ascii_digit())
            || marker.chars().all(|character| character == '*')
            || marker.len() == 1 && marker.starts_with(|letter: char| letter.is_ascii_lowercase()));
    let gap = indent(next).checked_sub(indent(line) + marker.len());
    is_marker && !next.trim().is_empty() && gap.is_some_and(|gap| gap <= MARKER_GAP)
}

/// Where a line of laid-out text stands, given how many lines are above it.
fn place(source: &str, row: usize) -> Geometry {
    let start = indent(source);
    let end = start + source.trim().chars().count();
    Geometry { x0: start as f32 * COLUMN, x1: end as f32 * COLUMN, y: (row + 1) as f32 * LEADING }
}

/// The column in which the text of a line begins.
fn indent(line: &str) -> usize {
    line.chars()
        .take_while(|character| character.is_whitespace())
        .fold(0, |column, space| if space == '\t' { (column / TAB_STOP + 1) * TAB_STOP } else { column + 1 })
}
