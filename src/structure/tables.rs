//! Tables: rows of figures and cells, with their titles.
//!
//! Input: all [`Lines`]; furniture, front matter, contents and footnotes claimed. Output: the rows claimed as
//! [`LineClass::Table`]. A numbered paragraph, a list of names in a paragraph or a heading is never claimed: where a
//! line could be either, it is text.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::columns;
use super::contents::Contents;
use super::lines::{LineClass, Lines};
use super::pattern::{begins_with, begins_with_label, pattern};
use crate::extract::Role;

/// Rows that a table without tags has at least.
const FEWEST_ROWS: usize = 3;
/// Lines between two rows that belong to the table: cells that take several lines.
const LINES_BETWEEN_ROWS: usize = 3;
/// Cells of a row in a table of words.
const CELLS_OF_WORDS: usize = 3;
/// Points by which the baselines of one row may differ.
const SAME_ROW: f32 = 7.0;
/// Lines above the first row among which the title of the table stands.
const TITLE_LINES: usize = 5;

/// Points by which cells are set smaller than the text.
const SMALLER: f32 = 0.7;
/// Share of the lines of a stretch in small type that must stand beside others for it to be a table, one in this many.
const BESIDE_ONE_IN: usize = 3;
/// Points by which the title of a table may be set larger than the text.
const TITLE_LARGER: f32 = 0.8;

/// Lines that the title under a caption takes at most.
const CAPTION_LINES: usize = 4;
/// Figures alone on their lines from which they are those of an axis.
const AXIS_FIGURES: usize = 5;

/// Claims the rows of tables.
pub(super) fn claim(lines: &mut Lines, contents: &Contents) {
    let body_size = lines.body_size();
    let measure = columns::measure(lines);
    for page in lines.pages() {
        for table in tagged_tables(lines, &page, body_size) {
            let first = table.first().copied().unwrap_or_default();
            for id in table {
                lines.claim(id, LineClass::Table);
            }
            claim_unnumbered_title(lines, &page, first, body_size, contents);
        }
        claim_captioned(lines, &page, body_size);
        claim_axes(lines, &page);
        for mut cells in small_grids(lines, &page, body_size) {
            let first = cells.first().copied().unwrap_or_default();
            cells.extend(columns_below(lines, &page, &cells));
            for id in cells {
                lines.claim(id, LineClass::Table);
            }
            claim_title(lines, &page, first);
            claim_unnumbered_title(lines, &page, first, body_size, contents);
        }
        for below in pictures(lines, &page) {
            claim_unnumbered_title(lines, &page, below, body_size, contents);
        }
        for (rows, count) in groups(lines, &page) {
            let below = last_cell_below(lines, &page, &rows);
            if count < FEWEST_ROWS && below.len() < FEWEST_ROWS {
                continue;
            }
            for id in rows.clone().chain(below) {
                lines.claim(id, LineClass::Table);
            }
            claim_head(lines, &page, rows.start);
            claim_title(lines, &page, rows.start);
        }
        for id in measure.iter().flat_map(|measure| columns::cells(lines, &page, measure)).collect::<Vec<_>>() {
            lines.claim(id, LineClass::Table);
        }
    }
}

/// Claims what stands over the first row of a table of words: the heads of its columns, and the upper lines of that row.
/// They are narrow, or fall into cells, and a gap or the top of the page is above them.
fn claim_head(lines: &mut Lines, page: &Range<usize>, first_row: usize) {
    /// Lines of the heads and of the first row at the most.
    const HEAD_LINES: usize = 8;
    /// Share of the width of the page that the widest of them takes.
    const WIDEST: f32 = 0.5;
    let is_head = |id: &usize| {
        let (Some(placed), text) = (lines.lines.get(*id), lines.text(*id)) else { return false };
        let width = lines.page_widths.get(placed.page).copied().unwrap_or(0.0);
        let is_narrow = placed.line.geometry.is_some_and(|place| place.x1 - place.x0 < WIDEST * width);
        let is_text = placed.is_bold() || begins_with_label(text) || text.ends_with(['.', ';', ':']);
        placed.line.geometry.is_some() && (is_narrow || text.contains('\t')) && !is_text
    };
    let above = (page.start..first_row).rev().filter(|&id| lines.is_open(id));
    let mut head: Vec<usize> = above.take_while(is_head).take(HEAD_LINES + 1).collect();
    // The last line of a paragraph is narrow too.
    let is_apart = |id: usize| id == page.start || lines.has_gap(id - 1, id) || !lines.is_open(id - 1);
    while head.last().is_some_and(|&id| !is_apart(id)) {
        head.pop();
    }
    if head.len() <= HEAD_LINES {
        for id in head {
            lines.claim(id, LineClass::Table);
        }
    }
}

/// The lines of tagged tables on a page. Mastheads, summaries in a frame and lists of names are set as tables too: a table
/// counts as one where cells stand beside each other, and in it only what is no paragraph.
fn tagged_tables(lines: &Lines, page: &Range<usize>, body_size: f32) -> Vec<Vec<usize>> {
    let mut tables: Vec<Vec<usize>> = Vec::new();
    let tagged = page.clone().filter(|&id| {
        lines.is_open(id) && lines.lines.get(id).is_some_and(|placed| placed.line.role == Role::TableRow)
    });
    for id in tagged {
        match tables.last_mut() {
            Some(table) if table.last() == id.checked_sub(1).as_ref() => table.push(id),
            _ => tables.push(vec![id]),
        }
    }
    let is_table = |table: &Vec<usize>| {
        let beside = table.iter().filter(|&&id| has_cell_beside(lines, table, id)).count();
        beside * 2 >= table.len() || has_small_head(lines, table, body_size)
    };
    let is_paragraph = |table: &[usize], id: usize| {
        begins_with_label(lines.text(id)) && !has_many_cells(lines.text(id)) && !is_in_right_column(lines, table, id)
    };
    let cells = |table: Vec<usize>| {
        let kept: Vec<usize> = table.iter().copied().filter(|&id| !is_paragraph(&table, id)).collect();
        kept
    };
    tables.into_iter().filter(is_table).map(cells).collect()
}

/// What captions begin with.
const CAPTIONS: [&str; 7] = ["Table", "Figure", "Chart", "Map", "Graphique", "Cuadro", "Gráfico"];

/// Their first letters: nearly all lines are ruled out by these.
const CAPTION_INITIALS: [char; 5] = ['T', 'F', 'C', 'M', 'G'];

/// Claims what stands from a caption (`Figure 2` with its title) to the next line of the text: units, heads, cells, labels
/// of axes, the source. All of it is set smaller than the text.
fn claim_captioned(lines: &mut Lines, page: &Range<usize>, body_size: f32) {
    static ALONE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:Table|TABLE|Figure|FIGURE|Chart|Map|Tableau|Graphique|Cuadro|Gráfico)\s+(?:[A-Z]\.?)?(?:\d{1,3}|[IVX]{1,5})\b(?P<rest>.*)$",
        )
    });
    if body_size == 0.0 {
        return;
    }
    let size = |lines: &Lines, id: usize| lines.lines.get(id).map_or(0.0, super::lines::PlacedLine::size);
    let is_small = |lines: &Lines, id: usize| size(lines, id) < body_size - SMALLER;
    let captions: Vec<usize> = page
        .clone()
        .filter(|&id| lines.is_open(id))
        .filter(|&id| {
            let text = lines.text(id);
            if !text.starts_with(CAPTION_INITIALS) || !begins_with(text, &CAPTIONS) {
                return false;
            }
            let rest = ALONE.captures(text).and_then(|found| found.name("rest"));
            let is_apart = id == page.start || lines.has_gap(id - 1, id) || !lines.is_open(id - 1);
            is_apart && rest.is_some_and(|rest| rest.as_str().is_empty() || is_small(lines, id))
        })
        .collect();
    for caption in captions {
        // The title may stand apart from the caption, where small text follows it.
        let is_title = |id: &usize| {
            lines.lines.get(*id).is_some_and(|placed| placed.is_bold() && placed.size() < body_size + SMALLER)
                && (*id == caption + 1 || !lines.has_gap(id - 1, *id))
        };
        let titled = (caption + 1..page.end).take_while(is_title).take(CAPTION_LINES).count();
        let is_apart = lines.has_gap(caption, caption + 1) && !is_small(lines, caption + 1 + titled);
        let below = caption + 1 + if is_apart { 0 } else { titled };
        let small = (below..page.end).take_while(|&id| !lines.is_open(id) || is_small(lines, id));
        let whole: Vec<usize> = (caption..below).chain(small).collect();
        for id in whole {
            lines.claim(id, LineClass::Table);
        }
    }
}

/// Claims the figures along the axes of a chart: lines of figures alone, of which there are several.
fn claim_axes(lines: &mut Lines, page: &Range<usize>) {
    static FIGURES: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[-–+]?\d[\d,.]*%?(?:[\s\t]+[-–+]?\d[\d,.]*%?)*$"));
    let is_figures = |lines: &Lines, id: usize| {
        let text = lines.text(id);
        let begins_so = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | '+'));
        lines.is_open(id)
            && begins_so
            && FIGURES.is_match(text)
            && !text.ends_with(['.', ','])
            && !begins_with_label(text)
    };
    let mut run: Vec<usize> = Vec::new();
    for id in page.start..=page.end {
        if id < page.end && is_figures(lines, id) {
            run.push(id);
            continue;
        }
        let count: usize = run.iter().map(|&id| lines.text(id).split_whitespace().count()).sum();
        for &id in run.iter().filter(|_| count >= AXIS_FIGURES) {
            lines.claim(id, LineClass::Table);
        }
        run.clear();
    }
}

/// Whether the first line of a tagged table is set smaller than the text and beside another: the head of its columns.
fn has_small_head(lines: &Lines, table: &[usize], body_size: f32) -> bool {
    table.first().is_some_and(|&first| {
        let size = lines.lines.get(first).map_or(0.0, super::lines::PlacedLine::size);
        size > 0.0 && size < body_size - SMALLER && table.iter().any(|&id| has_cell_beside(lines, table, id))
    })
}

/// Whether a line begins clearly to the right of the left edge of its table, where no paragraph begins.
fn is_in_right_column(lines: &Lines, table: &[usize], id: usize) -> bool {
    /// Share of the width of the table that its first column takes at the least.
    const FIRST_COLUMN: f32 = 0.2;
    let places = || table.iter().filter_map(|&id| lines.lines.get(id)?.line.geometry);
    let left = places().map(|place| place.x0).fold(f32::MAX, f32::min);
    let right = places().map(|place| place.x1).fold(0.0, f32::max);
    let own = lines.lines.get(id).and_then(|placed| placed.line.geometry);
    own.is_some_and(|own| own.x0 > left + FIRST_COLUMN * (right - left))
}

/// Whether a line holds several cells, or another line of the table stands to its left or right.
fn has_cell_beside(lines: &Lines, table: &[usize], id: usize) -> bool {
    let text = lines.text(id);
    let has_cells = text.contains('\t') && (!begins_with_label(text) || has_many_cells(text));
    let place = |id: usize| lines.lines.get(id).and_then(|placed| placed.line.geometry);
    let Some(own) = place(id) else { return has_cells };
    let is_beside = |other: crate::extract::Geometry| {
        (other.y - own.y).abs() < SAME_ROW && (other.x0 > own.x1 || other.x1 < own.x0)
    };
    has_cells || table.iter().filter_map(|&other| place(other)).any(is_beside)
}

fn has_many_cells(text: &str) -> bool {
    text.split('\t').count() >= CELLS_OF_WORDS
}

/// Stretches of a page in type smaller than the text, in which lines stand beside each other: tables and figures. Notes
/// are claimed before; text in small type stands alone on its line.
fn small_grids(lines: &Lines, page: &Range<usize>, body_size: f32) -> Vec<Vec<usize>> {
    let is_small = |id: usize| {
        lines.lines.get(id).is_some_and(|placed| placed.size() > 0.0 && placed.size() < body_size - SMALLER)
    };
    let open: Vec<usize> = page.clone().filter(|&id| lines.is_open(id)).collect();
    let mut grids: Vec<Vec<usize>> = Vec::new();
    let mut runs_on = false;
    for id in open {
        match grids.last_mut() {
            Some(grid) if runs_on && is_small(id) => grid.push(id),
            _ if is_small(id) => grids.push(vec![id]),
            _ => {}
        }
        runs_on = is_small(id);
    }
    grids.retain(|grid| {
        let beside = grid.iter().filter(|&&id| has_cell_beside(lines, grid, id)).count();
        grid.len() >= FEWEST_ROWS && beside * BESIDE_ONE_IN >= grid.len()
    });
    grids
}

/// The cells below a head in small type, where they are of the size of the text: narrow lines, half of them beside
/// others, up to the first that is as wide as text is.
fn columns_below(lines: &Lines, page: &Range<usize>, head: &[usize]) -> Vec<usize> {
    /// Share of the width of the page that the widest cell takes.
    const WIDEST_CELL: f32 = 0.5;
    let place = |id: usize| lines.lines.get(id).and_then(|placed| placed.line.geometry);
    let left = head.iter().filter_map(|&id| place(id)).map(|place| place.x0).fold(f32::MAX, f32::min);
    let after = head.last().map_or(page.end, |last| last + 1);
    let width =
        |id: usize| lines.lines.get(id).and_then(|placed| lines.page_widths.get(placed.page)).copied().unwrap_or(0.0);
    let is_cell = |&id: &usize| {
        place(id).is_some_and(|own| {
            let at_left = own.x0 < left + SAME_ROW;
            own.x1 - own.x0 < WIDEST_CELL * width(id) && !(at_left && begins_with_label(lines.text(id)))
        })
    };
    let below: Vec<usize> = (after..page.end).filter(|&id| lines.is_open(id)).take_while(is_cell).collect();
    let beside = below.iter().filter(|&&id| has_cell_beside(lines, &below, id)).count();
    if below.len() >= FEWEST_ROWS && beside * 2 >= below.len() { below } else { Vec::new() }
}

/// The lines below a picture: what stands over them on the page is more than a picture's height away.
fn pictures(lines: &Lines, page: &Range<usize>) -> Vec<usize> {
    /// Points that a picture takes at the least; no space between paragraphs is so wide.
    const PICTURE: f32 = 110.0;
    let y = |id: usize| lines.lines.get(id).and_then(|placed| placed.line.geometry).map(|place| place.y);
    let printed: Vec<usize> = page.clone().collect();
    let is_far =
        |above: usize, below: usize| y(above).zip(y(below)).is_some_and(|(above, below)| below - above > PICTURE);
    printed
        .windows(2)
        .filter_map(|pair| matches!(pair, [above, below] if is_far(*above, *below)).then(|| pair.last().copied())?)
        .collect()
}

/// Claims a bold title without number that stands right over a table or a picture: `Expenditures by country group`. A heading that the
/// contents list, or that has a label, is one of the text.
fn claim_unnumbered_title(lines: &mut Lines, page: &Range<usize>, first: usize, body_size: f32, contents: &Contents) {
    let is_bold = |id: usize| {
        lines.lines.get(id).is_some_and(|placed| placed.is_bold() && placed.size() <= body_size + TITLE_LARGER)
    };
    let above = (page.start..first).rev().filter(|&id| lines.is_open(id));
    // `(Billions of United States dollars)` stands between a title and its table.
    let is_unit = |&id: &usize| lines.text(id).starts_with('(') && lines.text(id).ends_with(')');
    let unit = above.clone().take(1).find(is_unit);
    let title: Vec<usize> = above
        .filter(|&id| Some(id) != unit)
        .take_while(|&id| is_bold(id) && !begins_with_label(lines.text(id)))
        .take(TITLE_LINES)
        .collect();
    let whole = title.iter().rev().map(|&id| lines.text(id)).collect::<Vec<_>>().join(" ");
    let is_listed = contents.has_title(&whole) || title.iter().any(|&id| contents.has_title(lines.text(id)));
    let is_text = whole.ends_with(['.', ';', ':']);
    if is_listed || is_text || title.len() >= TITLE_LINES || ATTACHMENT.is_match(&whole) {
        return;
    }
    for id in title.into_iter().chain(unit) {
        lines.claim(id, LineClass::Table);
    }
}

/// `Annex II`, with what follows: a heading of the text also right over a table.
static ATTACHMENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?i:annex|appendix|enclosure|chapter|part)\b"));

/// Stretches of a page that are rows, with the lines between them; and how many rows each has.
fn groups(lines: &Lines, page: &Range<usize>) -> Vec<(Range<usize>, usize)> {
    let mut groups: Vec<(Range<usize>, usize)> = Vec::new();
    for id in page.clone().filter(|&id| lines.is_open(id)) {
        let text = lines.text(id);
        if !is_row(text) {
            continue;
        }
        match groups.last_mut() {
            Some((rows, count))
                if id - rows.end <= LINES_BETWEEN_ROWS && (rows.end..id).all(|between| is_cell(lines, between)) =>
            {
                rows.end = id + 1;
                *count += 1;
            }
            _ => groups.push((id..id + 1, 1)),
        }
    }
    groups
}

/// The lines below some rows that are more of their last cell: they begin one below the other, well inside the rows. Under
/// the head of a table that goes on from another page there may be nothing else.
fn last_cell_below(lines: &Lines, page: &Range<usize>, rows: &Range<usize>) -> Vec<usize> {
    /// Share of the width of the rows that the columns before the last take at the least.
    const OTHER_COLUMNS: f32 = 0.35;
    /// Points by which the lines of one cell may begin apart.
    const SAME_EDGE: f32 = 3.0;
    let place = |id: usize| lines.lines.get(id).and_then(|placed| placed.line.geometry);
    let left = rows.clone().filter_map(place).map(|place| place.x0).fold(f32::MAX, f32::min);
    let right = rows.clone().filter_map(place).map(|place| place.x1).fold(0.0, f32::max);
    let mut below = (rows.end..page.end).filter(|&id| lines.is_open(id)).peekable();
    let Some(edge) = below.peek().and_then(|&first| place(first)).map(|place| place.x0) else { return Vec::new() };
    if edge < left + OTHER_COLUMNS * (right - left) {
        return Vec::new();
    }
    let is_more = |&id: &usize| place(id).is_some_and(|place| (place.x0 - edge).abs() < SAME_EDGE);
    below.take_while(is_more).collect()
}

/// A line of several cells, figures among them, or of many cells.
fn is_row(text: &str) -> bool {
    static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[(]?[-–−+<>~$€£]?\s?(?:US)?\$?\s?\d[\d\s.,]*(?:%|\s?per cent|[a-z]|st|nd|rd|th)?[)]?$|^[-–—…]+$|^[)}\]]$|^(?:n/?a|N/?A|NA|Yes|No|X|x|✓)$",
        )
    });
    if memchr::memchr(b'\t', text.as_bytes()).is_none() {
        return is_row_of_figures(text);
    }
    let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
    if begins_with_label(text) && cells.len() < CELLS_OF_WORDS {
        return false;
    }
    let figures = cells.iter().skip(1).filter(|cell| FIGURE.is_match(cell)).count();
    figures * 2 >= cells.len() - 1 && figures > 0 || cells.len() >= CELLS_OF_WORDS && !begins_with_label(text)
}

/// A row whose gaps a converter made spaces of: `January 60 35 – 3 26 40`. A list of years in a sentence has commas or words
/// between them.
fn is_row_of_figures(text: &str) -> bool {
    /// Words of the first cell at most, and figures behind it at the least.
    const WORDS: usize = 6;
    const FIGURES: usize = 3;
    let is_figure = |word: &str| {
        let digits = word.trim_start_matches(['(', '-', '–', '−', '$']).trim_end_matches([')', '%']);
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        matches!(word, "–" | "—" | "-" | ".." | "…")
            || digits.starts_with(|c: char| c.is_ascii_digit())
                && digits.ends_with(|c: char| c.is_ascii_digit())
                && digits.chars().all(is_number)
    };
    if !text.ends_with(|last: char| last.is_ascii_digit() || matches!(last, '–' | '—' | '-' | '.' | '…' | ')' | '%'))
    {
        return false;
    }
    let figures = text.rsplit(' ').take_while(|word| is_figure(word)).count();
    figures >= FIGURES && text.split(' ').count() <= WORDS + figures && !begins_with_label(text)
}

/// A line between two rows that can be part of a cell: short, without a label.
fn is_cell(lines: &Lines, id: usize) -> bool {
    let text = lines.text(id);
    !lines.is_open(id) || text.chars().count() <= 80 && !begins_with_label(text) && !text.ends_with(['.', ';', ':'])
}

/// Claims `Table 2` and what stands between it and the first row.
fn claim_title(lines: &mut Lines, page: &Range<usize>, first_row: usize) {
    static TITLE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:Table|TABLE|Tableau|Cuadro|Таблица)\s+(?:[A-Z]\.?)?(?:\d{1,3}|[IVX]{1,5})\b"));
    let above: Vec<usize> = (page.start..first_row).rev().filter(|&id| lines.is_open(id)).take(TITLE_LINES).collect();
    let Some(title) = above.iter().position(|&id| TITLE.is_match(lines.text(id))) else { return };
    for &id in above.iter().take(title + 1) {
        lines.claim(id, LineClass::Table);
    }
}
