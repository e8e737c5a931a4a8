//! Front matter: the masthead of a document, or its cover and title pages.
//!
//! Input: all [`Lines`], page furniture claimed. Output: a [`FrontMatter`] with each field as printed, and those lines
//! claimed as [`LineClass::FrontMatter`]. A summary on the first page is text and stays. Dates and organs are not
//! interpreted.
//!
//! A masthead is read in three parts: the head (organ, symbol, distribution, date, in two columns), the meeting (body,
//! session, place and dates, agenda item) and the title with its author. A cover has no distribution line; it prints
//! symbol, body and title alone.

use super::FrontMatter;
use super::closing;
use super::cue::numbered_title;
use super::furniture::job_number;
use super::head::{self, HeadItem};
use super::lines::{LineClass, Lines};
use super::meeting;
use super::pattern::{begins_with_label, symbols};
use super::title::{self, Block};
use crate::citation::DocumentSymbol;

/// Lines of the first page in which the head of a masthead is looked for.
const HEAD_LINES: usize = 45;
/// Lines between two that belong to the head: the organ's name stands among them.
const HEAD_GAP: usize = 8;
/// Points from which a font is that of the organ's name; titles below the head are set smaller.
const ORGAN_SIZE: f32 = 15.5;
/// Lines of the first page that can belong to masthead and title in all.
const MASTHEAD_LINES: usize = 90;
/// Most lines that a cover prints.
const COVER_LINES: usize = 30;
/// Pages at the start among which title page, note on symbols and a date in brackets are looked for.
const FRONT_PAGES: usize = 12;

/// A piece of a front line: lines that print two columns are taken apart at the tab.
#[derive(Debug, Clone)]
pub(super) struct Cell<'a> {
    /// The line it stands on.
    pub id: usize,
    /// Its text.
    pub text: &'a str,
    /// It stands in the right column.
    pub is_right: bool,
}

/// Reads the front matter and claims it.
pub(super) fn read(lines: &mut Lines) -> FrontMatter {
    let mut front = FrontMatter { job_number: first_job_number(lines), ..FrontMatter::default() };
    let Some(page) = lines.pages().into_iter().find(|page| page.clone().any(|id| lines.is_open(id))) else {
        return front;
    };
    let cells: Vec<Cell> =
        from_top(lines, &page).into_iter().take(MASTHEAD_LINES).flat_map(|id| cells_of(lines, id)).collect();
    let head_end = head_end(lines, &cells);
    let head = cells.get(..head_end).unwrap_or_default();
    let items: Vec<HeadItem> = head.iter().map(|cell| head::item(cell.text)).collect();
    let is_head =
        items.iter().any(|item| !matches!(item, HeadItem::UnitedNations | HeadItem::Date(_) | HeadItem::Other));
    let (head_end, head) = if is_head { (head_end, head) } else { (0, [].as_slice()) };
    let is_masthead = items.iter().any(|item| matches!(item, HeadItem::Distribution(_) | HeadItem::Original))
        || head.iter().any(|cell| cell.text.starts_with("Distr."));
    let open_on_page = page.clone().filter(|&id| lines.is_open(id)).count();
    read_head(head, &items, &mut front);
    let rest = cells.get(head_end..).unwrap_or_default();
    let has_imprint = || title::before_text(rest).iter().any(|cell| !cell.is_right && title::is_imprint(cell.text));
    let is_cover = || open_on_page <= COVER_LINES || has_imprint();
    if head_end > 0 && !is_masthead && is_cover() {
        read_cover(lines, &cells, head_end, &mut front);
    } else if head_end > 0 {
        for cell in head {
            lines.claim(cell.id, LineClass::FrontMatter);
        }
        read_below_head(lines, rest, &mut front);
    } else if !read_record(lines, &cells, &mut front) {
        front.title = title::largest(lines, &page);
    }
    if front.symbols.is_empty() {
        front.symbols = running_symbols(lines);
    }
    if let Some((id, date)) = bracketed_date(lines) {
        lines.claim(id, LineClass::FrontMatter);
        front.date = front.date.or(Some(date));
    }
    front
}

/// The open lines of a page from the top down: the columns of a masthead may have been read one after the other.
fn from_top(lines: &Lines, page: &std::ops::Range<usize>) -> Vec<usize> {
    let mut ids: Vec<usize> = page.clone().filter(|&id| lines.is_open(id)).collect();
    let place = |id: &usize| lines.lines.get(*id).and_then(|placed| placed.line.geometry);
    // Without geometry all are equal, and a stable sort leaves them in reading order.
    ids.sort_by(|a, b| {
        let (a, b) = (place(a).map_or((0.0, 0.0), |at| (at.y, at.x0)), place(b).map_or((0.0, 0.0), |at| (at.y, at.x0)));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    ids
}

/// A line as its cells. One that begins right of the middle is of the right column. A conversion may have lost the gap
/// between the columns: `General Assembly Distr.: General 18 November 2025`. A line with a label is of the text and whole.
fn cells_of<'a>(lines: &Lines<'a>, id: usize) -> Vec<Cell<'a>> {
    let text = lines.text(id);
    let begins_right = lines.lines.get(id).is_some_and(|placed| {
        let width = lines.page_widths.get(placed.page).copied().unwrap_or(0.0);
        placed.line.geometry.is_some_and(|geometry| width > 0.0 && geometry.x0 > width * 0.5)
    });
    if begins_with_label(text) || title::is_numbered_heading(text) || numbered_title(text).is_some() {
        return vec![Cell { id, text, is_right: begins_right }];
    }
    let columns = text.split('\t').flat_map(|column| {
        let (left, right) = column.split_at(column.find(" Distr.").unwrap_or(column.len()));
        [left, right]
    });
    let cells = columns.map(str::trim).filter(|cell| !cell.is_empty()).enumerate();
    cells.map(|(at, text)| Cell { id, text, is_right: begins_right || at > 0 }).collect()
}

/// How many cells the head takes: up to the last that is a symbol, a distribution line, a date or a language, and the rest
/// of an organ's name set large beside them.
fn head_end(lines: &Lines, cells: &[Cell]) -> usize {
    let (mut end, mut has_date, mut has_title, mut original_at) = (0, false, false, None);
    for (at, cell) in cells.iter().take(HEAD_LINES).enumerate() {
        let is_below = begins_with_label(cell.text) || title::ends_masthead(cell.text) || meeting::is_agenda(cell.text);
        if is_below
            || end > 0 && at > end + HEAD_GAP
            || original_at.is_some_and(|original| at > original + HEAD_GAP / 2)
        {
            break;
        }
        let item = head::item(cell.text);
        let counts = match &item {
            HeadItem::Other => false,
            // Covers print the name of the publisher under the title.
            HeadItem::UnitedNations => !has_title,
            // A second date belongs to the meeting or the title.
            HeadItem::Date(_) => end > 0 && !has_date,
            _ => true,
        };
        has_title |= title::begins_title(cell.text) || title::is_imprint(cell.text);
        if counts {
            end = at + 1;
            has_date |= matches!(item, HeadItem::Date(_) | HeadItem::Distribution(Some(_)));
            original_at = original_at.or((item == HeadItem::Original).then_some(at));
        }
    }
    let is_large =
        |cell: &&Cell| !cell.is_right && lines.lines.get(cell.id).is_some_and(|placed| placed.size() >= ORGAN_SIZE);
    let has_large = cells.iter().take(end).any(|cell| is_large(&cell) && head::item(cell.text) == HeadItem::Other);
    let organ = cells.iter().skip(end).take_while(|cell| has_large && (is_large(cell) || cell.is_right));
    end + organ.count()
}

/// Reads the head of a resolution that a collection prints by itself: the organ, the meeting at which it was adopted and its
/// date, and below them the number and title. Whether there is one.
fn read_record(lines: &mut Lines, cells: &[Cell], front: &mut FrontMatter) -> bool {
    /// Cells from the top among which the meeting is looked for.
    const RECORD_CELLS: usize = 6;
    let text = |at: usize| cells.get(at).map_or("", |cell| cell.text);
    let date_beside = |at: usize| {
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        beside.filter_map(|near| Some((near, head::date(text(near).trim_end_matches('.'))?))).next()
    };
    let meeting = (1..RECORD_CELLS.min(cells.len())).find(|&at| closing::is_meeting(text(at)));
    let Some((at, (near, date))) = meeting.and_then(|at| Some((at, date_beside(at)?))) else { return false };
    let organ = cells.iter().take(at.min(near)).find_map(|cell| head::organ_at_start(cell.text));
    let Some(organ) = organ else { return false };
    (front.organ, front.date) = (Some(organ.to_owned()), Some(date));
    let below = at.max(near) + 1;
    for cell in cells.iter().take(below) {
        lines.claim(cell.id, LineClass::FrontMatter);
    }
    let blocks = title::blocks(lines, cells.get(below..).unwrap_or_default());
    let taken = title::read(&blocks, front);
    for block in blocks.iter().take(taken) {
        claim_block(lines, block);
    }
    true
}

/// Fills in what the head says. The organ is what else stands there, in the left column.
fn read_head(cells: &[Cell], items: &[HeadItem], front: &mut FrontMatter) {
    let mut organ: Vec<&str> = Vec::new();
    for (cell, item) in cells.iter().zip(items) {
        match item {
            HeadItem::Symbols(found) => {
                for symbol in found {
                    let symbol = DocumentSymbol::new(symbol);
                    if !front.symbols.contains(&symbol) {
                        front.symbols.push(symbol);
                    }
                }
            }
            HeadItem::Distribution(date) => front.date = front.date.take().or_else(|| date.clone()),
            HeadItem::Date(date) => front.date = front.date.take().or_else(|| Some(date.clone())),
            HeadItem::Other if !cell.is_right => organ.push(cell.text),
            HeadItem::UnitedNations | HeadItem::Original | HeadItem::Other => {}
        }
    }
    front.organ = head::organ(&organ);
}

/// Reads the meeting and the title below the head of a masthead.
fn read_below_head(lines: &mut Lines, cells: &[Cell], front: &mut FrontMatter) {
    let left: Vec<Cell> = cells.iter().filter(|cell| !cell.is_right).cloned().collect();
    let used = meeting::read(lines, &left, front);
    (front.organ, front.body) = head::organ_and_body(front.organ.take(), front.body.take());
    // The right column of a document of two organs carries the meeting of the second.
    let last = used.checked_sub(1).and_then(|last| left.get(last)).map(|cell| cell.id);
    let after_left = cells.iter().rposition(|cell| Some(cell.id) == last).map_or(0, |at| at + 1);
    let after_right = cells.iter().skip(after_left).take_while(|cell| cell.is_right).count();
    let (meeting, rest) = cells.split_at_checked(after_left + after_right).unwrap_or((&[], cells));
    for cell in meeting {
        lines.claim(cell.id, LineClass::FrontMatter);
    }
    // The titles of agenda items may fill the page.
    let is_full = used > 0 && rest.iter().all(meeting::is_footnote);
    let overleaf: Vec<Cell> = if is_full { overleaf(lines, cells) } else { Vec::new() };
    let blocks = title::blocks(lines, if is_full { &overleaf } else { rest });
    let taken = title::read(&blocks, front);
    for block in blocks.iter().take(taken) {
        claim_block(lines, block);
    }
}

/// The cells of the page behind that of `cells`.
fn overleaf<'a>(lines: &Lines<'a>, cells: &[Cell]) -> Vec<Cell<'a>> {
    let page = cells.first().and_then(|cell| lines.lines.get(cell.id)).map(|placed| placed.page + 1);
    let Some(page) = page.and_then(|page| lines.pages().get(page).cloned()) else { return Vec::new() };
    from_top(lines, &page).into_iter().take(MASTHEAD_LINES).flat_map(|id| cells_of(lines, id)).collect()
}

/// Reads a cover, and claims it with the title page and the note on symbols that follow. In text without page breaks the
/// report begins on the same page.
fn read_cover(lines: &mut Lines, cells: &[Cell], head_end: usize, front: &mut FrontMatter) {
    let rest = cells.get(head_end..).unwrap_or_default();
    let blocks = title::blocks(lines, rest);
    let taken = title::read_cover(&blocks, front);
    (front.organ, front.body) = head::organ_and_body(front.organ.take(), front.body.take());
    for cell in cells.iter().take(head_end) {
        lines.claim(cell.id, LineClass::FrontMatter);
    }
    for block in blocks.iter().take(taken) {
        claim_block(lines, block);
    }
    if taken < blocks.len() {
        return;
    }
    let pages = lines.pages();
    for page in pages.iter().skip(1).take(FRONT_PAGES) {
        let open: Vec<usize> = page.clone().filter(|&id| lines.is_open(id)).collect();
        let is_front = open.len() <= COVER_LINES
            && open.iter().any(|&id| title::is_imprint(lines.text(id)))
            && !open.iter().any(|&id| begins_with_label(lines.text(id)));
        if !is_front && !open.is_empty() {
            break;
        }
        for id in open {
            lines.claim(id, LineClass::FrontMatter);
        }
    }
}

fn claim_block(lines: &mut Lines, block: &Block) {
    for &id in &block.ids {
        lines.claim(id, LineClass::FrontMatter);
    }
}

/// The job number of the first line that prints one.
fn first_job_number(lines: &Lines) -> Option<String> {
    let texts = lines.lines.iter().map(|placed| placed.line.text.as_str());
    texts.flat_map(|text| text.split('\t')).find_map(job_number).map(str::to_owned)
}

/// The symbols of the running headers, where the masthead's cannot be read: those on the second page or later, on two
/// pages at least, in the order in which they are printed.
fn running_symbols(lines: &Lines) -> Vec<DocumentSymbol> {
    let mut seen: Vec<(DocumentSymbol, usize)> = Vec::new();
    for placed in lines.lines.iter().filter(|placed| placed.page > 0 && !lines.is_open(placed.id as usize)) {
        for symbol in placed.line.text.split('\t').flat_map(symbols).map(DocumentSymbol::new) {
            match seen.iter_mut().find(|(known, _)| *known == symbol) {
                Some((_, count)) => *count += 1,
                None => seen.push((symbol, 1)),
            }
        }
    }
    seen.into_iter().filter(|(_, count)| *count >= 2).map(|(symbol, _)| symbol).collect()
}

/// A date in brackets on a line of its own, as on the contents page of a session report, with its line: `[3 April 2025]`.
fn bracketed_date(lines: &Lines) -> Option<(usize, String)> {
    lines.lines.iter().take_while(|placed| placed.page < FRONT_PAGES).find_map(|placed| {
        let date = head::date(placed.line.text.trim().strip_prefix('[')?.strip_suffix(']')?)?;
        Some((placed.id as usize, date))
    })
}
