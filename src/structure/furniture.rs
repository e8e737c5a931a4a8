//! Furniture: what is printed on a page besides the text. Running headers and footers, page numbers, job numbers,
//! barcodes, the rule above footnotes.
//!
//! Input: all [`Lines`]. Output: those lines claimed as [`LineClass::Furniture`] and the printed label of each page in
//! [`Lines::page_labels`]. The top of the first page is left alone: what stands there is the masthead.
//!
//! A line is furniture by what it says anywhere on the page (a barcode, a rule), by its shape at an edge of the page (a
//! symbol, a page number that agrees with its neighbours), because the same line stands at the edge of other pages, or
//! because the format says so.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::footnotes;
use super::lines::{LineClass, Lines, PlacedLine};
use super::pattern::{begins_with_label, pattern, symbols};
use crate::extract::Role;

/// Lines at the top or bottom of a page among which headers and footers are looked for: a header takes up to
/// four (two symbols, language, page), a footer three (page, job number, barcode).
const EDGE_LINES: usize = 5;
/// Pages on which the same line must stand at an edge to be a running header.
const REPEATED_ON: usize = 3;
/// Share of the page's height, from either edge, in which headers and footers stand.
const EDGE_BAND: f32 = 0.16;
/// Longest line, in characters, that can be a symbol garbled by character recognition.
const LONGEST_GARBLED: usize = 25;
/// Longest line that a running header or footer may be, in characters.
const LONGEST_HEADER: usize = 110;
/// Bytes of the longest page label, with the job number and its dates beside it.
const LONGEST_LABEL: usize = 60;
/// What the job numbers of the offices begin with, where they do not begin with figures.
const OFFICES: [&str; 8] = ["GE.", "V.", "LC.", "NA.", "K.", "HS.", "ROM.", "MAD."];

/// Claims the furniture and fills in the printed page labels.
pub(super) fn claim(lines: &mut Lines) {
    let pages = lines.pages();
    claim_anywhere(lines);
    claim_artifacts(lines);
    let edges: Vec<Edges> = pages.iter().map(|page| Edges::of(lines, page)).collect();
    let repeated = repeated_lines(lines, &edges);
    let mut offered = offered_labels(lines, &pages, &edges);
    let numbering = numbering_lines(lines, &edges, &offered);
    offered.retain(|id, _| !numbering.contains(id));
    let labels = printed_labels(lines, &pages, &edges, &offered);
    let noted: BTreeSet<usize> = pages.iter().flat_map(|page| footnotes::in_pieces(lines, page)).collect();
    for (page, edge) in edges.iter().enumerate() {
        let label = labels.get(page).and_then(Option::as_ref);
        let is_furniture = |lines: &Lines, id: usize| {
            if numbering.contains(&id) || noted.contains(&id) {
                return false;
            }
            !lines.is_open(id)
                || is_header_text(lines.text(id))
                || label.is_some() && offered.get(&id) == label
                || repeated.contains(&normalised(lines.text(id)))
        };
        let top = if page == 0 { [].iter() } else { edge.top.iter() };
        for side in [top, edge.bottom.iter()] {
            let ids: Vec<usize> = side.copied().collect();
            let certain = ids.iter().take_while(|&&id| is_furniture(lines, id)).count();
            // A scan may garble one line of a header; the page number below it tells that it is one.
            let is_numbered = |id: &usize| label.is_some_and(|label| label.is_strong) && offered.get(id) == label;
            let numbered = ids.iter().rposition(is_numbered);
            let garbled = numbered.map(|at| at + 1).filter(|&count| {
                let header = ids.iter().take(count).filter(|&&id| !is_furniture(lines, id));
                let lengths: Vec<usize> = header.map(|&id| lines.text(id).chars().count()).collect();
                lengths.len() <= 1 && lengths.iter().all(|length| *length <= LONGEST_GARBLED)
            });
            for &id in ids.iter().take(garbled.unwrap_or(0).max(certain)) {
                lines.claim(id, LineClass::Furniture);
            }
        }
    }
    for page in &pages {
        claim_in_side_margins(lines, page, &repeated);
    }
    if pages.len() == 1 {
        claim_in_running_text(lines, &noted);
    }
    for (slot, label) in lines.page_labels.iter_mut().zip(with_missing_inferred(labels)) {
        if let Some(label) = label {
            *slot = Some(label.printed());
        }
    }
}

/// Claims the running header of a landscape page, which is printed up the margin of the sheet and so comes out beside the
/// rows of the table.
fn claim_in_side_margins(lines: &mut Lines, page: &Range<usize>, repeated: &BTreeSet<String>) {
    /// Share of the width of the page that either margin takes.
    const SIDE_BAND: f32 = 0.06;
    let Some(at) = lines.lines.get(page.start).map(|placed| placed.page) else { return };
    let size = |sizes: &[f32]| sizes.get(at).copied().unwrap_or(0.0);
    let (width, height) = (size(&lines.page_widths), size(&lines.page_heights));
    if width <= height {
        return;
    }
    let is_beside = |id: usize| {
        let place = lines.lines.get(id).and_then(|placed| placed.line.geometry);
        place.is_some_and(|place| place.x0 < SIDE_BAND * width || place.x0 > (1.0 - SIDE_BAND) * width)
    };
    let is_header = |id: usize| is_header_text(lines.text(id)) || repeated.contains(&normalised(lines.text(id)));
    let ids: Vec<usize> = page.clone().filter(|&id| lines.is_open(id) && is_beside(id) && is_header(id)).collect();
    for id in ids {
        lines.claim(id, LineClass::Furniture);
    }
}

static JOB_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:(?:GE|V|LC|NA|K|HS|ROM|MAD)\.)?\b\d{2}-\d{4,6}[A-Z]?\*{0,2}(?:\s*\([A-Z]\))?(?:\s+\d{6}\b)*")
});

/// The job number at the start of a text, with what was printed around it: `25-04984`, `GE.25-05795`, `V.02-60779`.
pub(super) fn job_number(text: &str) -> Option<&str> {
    static ALONE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^((?:(?:GE|V|LC|NA|K|HS|ROM|MAD)\.)?\d{2}-\d{4,6})[A-Z]?\*{0,2}\s*(?:\([A-Z]\)|/\s?\.|$|\s\d{1,6}\b|\d{1,3}/\d)",
        )
    });
    let text = text.trim();
    begins_like_job_number(text).then(|| ALONE.captures(text))??.get(1).map(|found| found.as_str())
}

/// Whether a text begins as job numbers do, by which nearly all lines are told from one.
fn begins_like_job_number(text: &str) -> bool {
    let Some(first) = text.as_bytes().first() else { return false };
    let begins = |office: &&str| office.as_bytes().first() == Some(first) && text.starts_with(*office);
    first.is_ascii_digit() || OFFICES.iter().any(begins)
}

/// Claims what is furniture wherever it stands.
fn claim_anywhere(lines: &mut Lines) {
    static ANYWHERE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:\*\d{6,8}\*?(?:\s[A-Z]{1,8}/\S+)?|(?:[_‗][ \t]?){4,}|(?:[-–—][ \t]?){4,}|/\s?\.{1,3}|\.\.\./|Please recycle.{0,3}|Accessible document.{0,3}|Digitized by .{1,60}|(?:(?:GE|V|LC|NA|K|HS)\.)?\d{2}-\d{4,6}[A-Z]?\*{0,2}\s*(?:\w{4,7}\s*)?\([A-Z]\)(?:[\s*]+\d{6,7})*\*?\s*(?:/\.+)?(?:\s[A-Z]{1,8}/\S+)*|(?:GE|V)\.\d{2}-\d{4,6}(?:\s+\d{6})*)$",
        )
    });
    let begins_so = |text: &str| {
        text.starts_with(['*', '_', '‗', '-', '–', '—', '/', '.'])
            || text.starts_with("Please recycle")
            || text.starts_with("Accessible document")
            || text.starts_with("Digitized by ")
            || begins_like_job_number(text)
    };
    for id in 0..lines.lines.len() {
        let text = lines.text(id);
        if is_specks(text) || begins_so(text) && ANYWHERE.is_match(text) {
            lines.claim(id, LineClass::Furniture);
        }
    }
    for id in 0..lines.lines.len() {
        if opens_notice(lines.text(id)) {
            let ends = |next: &usize| lines.has_gap(next - 1, *next) || begins_with_label(lines.text(*next));
            let notice: Vec<usize> = (id + 1..lines.lines.len()).take_while(|next| !ends(next)).take(8).collect();
            for line in std::iter::once(id).chain(notice) {
                lines.claim(line, LineClass::Furniture);
            }
        }
    }
}

/// Specks on a scan, read as a letter and full stops: `r . '`
fn is_specks(text: &str) -> bool {
    let is_speck =
        |c: char| matches!(c, '.' | ',' | '\'' | '"' | '`' | '~' | '^' | '|' | '\\' | '_') || c.is_whitespace();
    let rest = text.strip_prefix(char::is_alphabetic).unwrap_or(text);
    rest.chars().all(is_speck) && rest.chars().nth(1).is_some() || matches!(text, "\\" | "|" | "~" | "^" | "`")
}

/// The notice on corrections that every verbatim or summary record prints on its first page.
fn opens_notice(text: &str) -> bool {
    text.starts_with("This record contains the text of speeches")
        || text.starts_with("This record is subject to correction")
}

/// Claims the headers and footers that the format names. Word sets the masthead of a first page in its header part, so the
/// top of the first page is left; and a long line amid the page is text, whatever its tag.
fn claim_artifacts(lines: &mut Lines) {
    // The foot of a first page whose lines have no places.
    let is_artifact = |placed: &&PlacedLine| placed.line.role == Role::Artifact && placed.line.geometry.is_none();
    let first_page = lines.lines.partition_point(|placed| placed.page == 0);
    let foot = lines.lines.iter().take(first_page).rev().take_while(is_artifact).count();
    let foot = first_page - foot..first_page;
    let artifacts: Vec<usize> = (0..lines.lines.len())
        .filter(|&id| {
            lines.lines.get(id).is_some_and(|placed| {
                placed.line.role == Role::Artifact
                    && (placed.page > 0 || foot.contains(&id) || is_at_bottom(lines, placed))
                    && placed.line.text.chars().count() <= LONGEST_HEADER
            })
        })
        .collect();
    for id in artifacts {
        lines.claim(id, LineClass::Furniture);
    }
}

fn is_at_bottom(lines: &Lines, placed: &PlacedLine) -> bool {
    let height = lines.page_heights.get(placed.page).copied().unwrap_or(0.0);
    placed.line.geometry.is_some_and(|geometry| height > 0.0 && geometry.y > height * (1.0 - EDGE_BAND))
}

/// The first lines of a page from the top down, and the last from the bottom up.
struct Edges {
    top: Vec<usize>,
    bottom: Vec<usize>,
}

impl Edges {
    fn all(&self) -> impl Iterator<Item = usize> {
        self.top.iter().chain(&self.bottom).copied()
    }

    fn of(lines: &Lines, page: &Range<usize>) -> Self {
        let mut ids: Vec<usize> = page.clone().collect();
        let y = |id: &usize| lines.lines.get(*id).and_then(|placed| placed.line.geometry).map_or(0.0, |place| place.y);
        // Without geometry all are equal, and a stable sort leaves them in reading order.
        ids.sort_by(|a, b| y(a).total_cmp(&y(b)));
        // What stands low on the first page must not be taken for what stands high: a cover has few lines.
        let most = if page.start == 0 { EDGE_LINES.min(ids.len().div_ceil(2)) } else { EDGE_LINES };
        Self { top: ids.iter().take(most).copied().collect(), bottom: ids.iter().rev().take(most).copied().collect() }
    }
}

/// Lines that stand at the edges of several pages, by their text without its numbers.
fn repeated_lines(lines: &Lines, edges: &[Edges]) -> BTreeSet<String> {
    let mut pages: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (page, edge) in edges.iter().enumerate() {
        for &id in edge.top.iter().take(3).chain(edge.bottom.iter().take(3)) {
            let text = lines.text(id);
            if text.chars().count() <= LONGEST_HEADER && !begins_with_label(text) && !is_table_row(lines, id) {
                pages.entry(normalised(text)).or_default().insert(page);
            }
        }
    }
    let has_letters = |text: &str| text.chars().filter(|character| character.is_alphabetic()).count() >= 4;
    pages.into_iter().filter(|(text, on)| on.len() >= REPEATED_ON && has_letters(text)).map(|(text, _)| text).collect()
}

fn is_table_row(lines: &Lines, id: usize) -> bool {
    lines.lines.get(id).is_some_and(|placed| placed.line.role == Role::TableRow)
}

/// Page numbers are set smaller than this, in points; the numbers of decisions that head a page are not.
const HEADING_SIZE: f32 = 11.5;

/// The page labels that lines at the edges of pages, and those claimed before, can be read as.
fn offered_labels(lines: &Lines, pages: &[Range<usize>], edges: &[Edges]) -> BTreeMap<usize, PageLabel> {
    let claimed = pages.iter().cloned().flatten().filter(|&id| !lines.is_open(id));
    let ids: BTreeSet<usize> = edges.iter().flat_map(Edges::all).chain(claimed).collect();
    ids.into_iter().filter_map(|id| Some((id, label_on(lines.text(id))?))).collect()
}

/// Lines that read like `56/103` and count no pages, but number resolutions and decisions: they are set as headings; or
/// no other page says that it is of 103, nor has the document so many, nor is this the 56th.
fn numbering_lines(lines: &Lines, edges: &[Edges], offered: &BTreeMap<usize, PageLabel>) -> BTreeSet<usize> {
    let is_heading = |id: &usize| {
        lines.lines.get(*id).is_some_and(|placed| {
            matches!(placed.line.role, Role::Heading(_)) || placed.is_bold() && placed.size() >= HEADING_SIZE
        })
    };
    let headings = offered.iter().filter(|(id, label)| label.of.is_some() && is_heading(id)).map(|(id, _)| *id);
    let fraction = |id: usize| offered.get(&id).and_then(|label| Some((label.number as usize, label.of?)));
    let at_edges = || edges.iter().enumerate().flat_map(|(page, edge)| edge.all().map(move |id| (page, id)));
    let mut totals: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    for (page, id) in at_edges() {
        if let Some((_, of)) = fraction(id) {
            totals.entry(of).or_default().insert(page);
        }
    }
    let is_stray = |page: usize, id: usize| {
        fraction(id).is_some_and(|(number, of)| {
            let shared = totals.get(&of).is_some_and(|on| on.len() >= 2);
            !shared && of as usize != edges.len() && number != page + 1
        })
    };
    at_edges().filter(|&(page, id)| is_stray(page, id)).map(|(_, id)| id).chain(headings).collect()
}

/// The text without cells that are numbers, so that `Report of the Board 12` stands on many pages. Numbers in other places
/// count: `Recommendation 4` at the top of a page is a heading.
fn normalised(text: &str) -> String {
    let is_number = |cell: &&str| cell.chars().all(|character| character.is_ascii_digit());
    text.split(['\t', '|']).map(str::trim).filter(|cell| !is_number(cell)).collect::<Vec<_>>().join(" ")
}

/// Whether a line at the edge of a page is a header or footer by its shape: symbols, the language, a job number, or
/// several of these with a page number.
fn is_header_text(text: &str) -> bool {
    static LANGUAGE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:English|ENGLISH|Français|Español|French|Spanish|Russian)(?:\s+Page\s+\d+)?$"));
    let is_language = |cell: &str| cell.starts_with(['E', 'F', 'S', 'R']) && LANGUAGE.is_match(cell);
    let mut rest = text.split('\t').filter(|cell| symbols(cell).is_empty() && !is_language(cell)).peekable();
    if rest.peek().is_none() {
        return true;
    }
    let rest = rest.collect::<Vec<_>>().join(" ");
    let strong = |label: PageLabel| label.is_strong || JOB_NUMBER.is_match(&rest) || rest.len() < text.len();
    job_number(&rest).is_some_and(|_| without_job_number(&rest).is_empty()) || label_on(&rest).is_some_and(strong)
}

/// The text without its job number and the marks that stand beside one: the language, `/...` for a page that runs on.
fn without_job_number(text: &str) -> String {
    static BESIDE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\([A-Z]\)|(?:^|\s)/\s?\.*(?:\s|$)"));
    let text = if text.contains('-') { JOB_NUMBER.replace_all(text, " ") } else { Cow::Borrowed(text) };
    let text = if text.contains(['(', '/']) { BESIDE.replace_all(&text, " ") } else { text };
    text.trim().to_owned()
}

/// A page label as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PageLabel {
    /// Its number.
    number: u32,
    /// The number of pages where that is printed too: 24 in `3/24`.
    of: Option<u32>,
    /// Printed in roman numerals.
    is_roman: bool,
    /// Printed in a way that only page numbers are: `Page 3`, `3/24`, `- 3 -`.
    is_strong: bool,
}

impl PageLabel {
    fn printed(&self) -> String {
        match (self.of, self.is_roman) {
            (Some(of), _) => format!("{}/{of}", self.number),
            (None, true) => roman(self.number),
            (None, false) => self.number.to_string(),
        }
    }

    /// What all pages numbered in one go have in common: the style, and the number less the position.
    fn series(&self, page: usize) -> (bool, i64) {
        (self.is_roman, i64::from(self.number) - page as i64)
    }
}

/// The page label that a line is, apart from symbols, language and job number beside it.
fn label_on(text: &str) -> Option<PageLabel> {
    static FORMS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?P<of>\d{1,4})\s?/\s?(?P<all>\d{1,4})|(?:Page|page|PAGE)\s+(?P<page>\d{1,4}|[ivxl]{1,7})|[-–—]\s?(?P<dash>\d{1,4})\s?[-–—]|(?P<bare>\d{1,4})|(?P<roman>[ivxl]{1,7})|\(?(?P<bracket>[ivxl]{1,7})\))$",
        )
    });
    if text.len() > LONGEST_HEADER || text.len() > LONGEST_LABEL && !text.contains('\t') {
        return None;
    }
    // Only a symbol may have such letters.
    if !text.contains('/') && text.bytes().any(is_foreign) {
        return None;
    }
    let kept: Vec<&str> = text.split('\t').filter(|cell| symbols(cell).is_empty()).collect();
    if kept.iter().any(|cell| cell.bytes().any(is_foreign)) {
        return None;
    }
    let kept = kept.join(" ");
    if kept.len() > LONGEST_LABEL {
        return None;
    }
    let rest = without_job_number(&kept);
    let rest = ["English", "ENGLISH"].iter().find_map(|language| rest.strip_prefix(language)).unwrap_or(&rest).trim();
    // What most other texts do not end with.
    let may_be = rest.ends_with(|last: char| last.is_ascii_digit() || "ivxl)-–—".contains(last));
    let found = may_be.then(|| FORMS.captures(rest)).flatten()?;
    let get = |name: &str| found.name(name).map(|found| found.as_str());
    let label = |printed: &str, is_strong: bool| {
        let is_roman = !printed.starts_with(|character: char| character.is_ascii_digit());
        let number = if is_roman { from_roman(printed)? } else { printed.parse().ok()? };
        Some(PageLabel { number, of: None, is_roman, is_strong })
    };
    if let (Some(number), Some(all)) = (get("of"), get("all")) {
        let all: u32 = all.parse().ok()?;
        return label(number, true)
            .filter(|label| (1..=all).contains(&label.number))
            .map(|label| PageLabel { of: Some(all), ..label });
    }
    let strong = get("page").or_else(|| get("dash")).map(|printed| label(printed, true));
    strong.or_else(|| {
        get("bare").or_else(|| get("roman")).or_else(|| get("bracket")).map(|printed| label(printed, false))
    })?
}

/// Letters that neither a page label has nor what stands beside one: they tell nearly all lines of the text from one.
fn is_foreign(letter: u8) -> bool {
    matches!(letter, b'b'..=b'd' | b'f' | b'j' | b'k' | b'm' | b'o' | b'q' | b'r' | b't' | b'u' | b'w' | b'y' | b'z')
}

/// The label printed on each page: of what its edges offer, what agrees with the neighbours. A bare number that no
/// other page carries on may be a cell of a table, and counts only where it is the position of the page.
fn printed_labels(
    lines: &Lines,
    pages: &[Range<usize>],
    edges: &[Edges],
    offered: &BTreeMap<usize, PageLabel>,
) -> Vec<Option<PageLabel>> {
    let offered: Vec<Vec<PageLabel>> = pages
        .iter()
        .zip(edges)
        .map(|(page, edge)| {
            let claimed = page.clone().filter(|&id| !lines.is_open(id));
            let ids = edge.bottom.iter().chain(&edge.top).copied().chain(claimed);
            ids.filter_map(|id| offered.get(&id).cloned()).collect()
        })
        .collect();
    let mut series: BTreeMap<(bool, i64), usize> = BTreeMap::new();
    for (page, labels) in offered.iter().enumerate() {
        let distinct: BTreeSet<(bool, i64)> = labels.iter().map(|label| label.series(page)).collect();
        for one in distinct {
            *series.entry(one).or_default() += 1;
        }
    }
    let support = |page: usize, label: &PageLabel| series.get(&label.series(page)).copied().unwrap_or(0);
    offered
        .into_iter()
        .enumerate()
        .map(|(page, labels)| {
            let credible = |label: &PageLabel| {
                label.is_strong
                    || support(page, label) >= 2
                    || (!label.is_roman && label.number as usize == page + 1 && page > 0)
            };
            let weight = |label: &PageLabel| (support(page, label), label.is_strong);
            // The first of equals: the bottom of the page before its top.
            labels.into_iter().filter(credible).fold(None, |best: Option<PageLabel>, label| match best {
                Some(best) if weight(&best) >= weight(&label) => Some(best),
                _ => Some(label),
            })
        })
        .collect()
}

/// Fills pages that print no number where the neighbours leave one possibility: the labels before and after are of one
/// series, or there is only one side (a first page is rarely numbered) and the number stays positive.
fn with_missing_inferred(labels: Vec<Option<PageLabel>>) -> Vec<Option<PageLabel>> {
    let known: Vec<(usize, PageLabel)> =
        labels.iter().enumerate().filter_map(|(page, label)| label.clone().map(|label| (page, label))).collect();
    let from = |(page, label): &(usize, PageLabel), target: usize| {
        let number = i64::from(label.number) + target as i64 - *page as i64;
        let within = label.of.is_none_or(|all| number <= i64::from(all));
        u32::try_from(number)
            .ok()
            .filter(|number| *number >= 1 && within)
            .map(|number| PageLabel { number, ..label.clone() })
    };
    labels
        .into_iter()
        .enumerate()
        .map(|(page, label)| {
            label.or_else(|| {
                let before = known.iter().rev().find(|(at, _)| *at < page).and_then(|known| from(known, page));
                let after = known.iter().find(|(at, _)| *at > page).and_then(|known| from(known, page));
                match (before, after) {
                    (Some(before), Some(after)) => (before == after).then_some(before),
                    (None, after) => after,
                    (before, None) => before,
                }
            })
        })
        .collect()
}

/// Text without page breaks: symbols on lines of their own, and numbers that count pages. Such a number is called a page
/// (`Page 3`), stands beside a symbol, ends the text, or is one of three that follow on each other. `noted` are lines of notes.
fn claim_in_running_text(lines: &mut Lines, noted: &BTreeSet<usize>) {
    let masthead_end = EDGE_LINES * 4;
    let is_symbol = |lines: &Lines, id: usize| !symbols(lines.text(id).trim_start_matches(['*', ' '])).is_empty();
    let numbers: Vec<(usize, u32)> = (0..lines.lines.len())
        .filter(|&id| id > masthead_end && !noted.contains(&id))
        .filter_map(|id| {
            let text = lines.text(id);
            let labelled = || label_on(text).filter(|label| label.is_strong).map(|label| label.number);
            let number = text.parse::<u32>().ok().or_else(labelled).filter(|number| (1..2_000).contains(number));
            number.map(|number| (id, number))
        })
        .collect();
    static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?i:page|p\.) \d{1,4}$"));
    let named = (0..lines.lines.len()).filter(|&id| id > 0 && NAMED.is_match(lines.text(id)));
    let mut page_numbers: BTreeSet<usize> = named.collect();
    for (at, (id, number)) in numbers.iter().enumerate() {
        let follows = |step: usize| numbers.get(at + step).is_some_and(|(_, next)| *next == number + step as u32);
        if follows(1) && follows(2) {
            page_numbers.extend(numbers.iter().skip(at).take(3).map(|(id, _)| *id));
        }
        let beside_symbol = [id.checked_sub(1), Some(id + 1)].into_iter().flatten().any(|near| is_symbol(lines, near));
        if beside_symbol || *id + 1 == lines.lines.len() {
            page_numbers.insert(*id);
        }
    }
    let mut printed: BTreeSet<String> = BTreeSet::new();
    for id in 0..lines.lines.len() {
        // A symbol that is printed again is that of a running header.
        let text = lines.text(id).trim_start_matches(['*', ' ']);
        let mut is_header = || is_symbol(lines, id) && (!printed.insert(text.to_owned()) || id > masthead_end);
        if page_numbers.contains(&id) || is_header() {
            lines.claim(id, LineClass::Furniture);
        }
    }
}

/// Units of roman numerals up to the hundred: front matter has no more pages.
const ROMAN: [(u32, &str); 9] =
    [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];

/// A number in lower-case roman numerals.
fn roman(mut number: u32) -> String {
    let mut text = String::new();
    for (value, digits) in ROMAN {
        while number >= value {
            text.push_str(digits);
            number -= value;
        }
    }
    text
}

/// The number of a well-formed lower-case roman numeral.
pub(super) fn from_roman(text: &str) -> Option<u32> {
    let mut rest = text;
    let mut number = 0;
    for (value, digits) in ROMAN {
        while let Some(after) = rest.strip_prefix(digits) {
            number += value;
            rest = after;
        }
    }
    (rest.is_empty() && number > 0 && roman(number) == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str) -> Option<String> {
        label_on(text).map(|label| label.printed())
    }

    #[test]
    fn page_numbers_are_read_in_every_form() {
        assert_eq!(printed("22").as_deref(), Some("22"));
        assert_eq!(printed("iv").as_deref(), Some("iv"));
        assert_eq!(printed("25-04984\t3/24").as_deref(), Some("3/24"));
        assert_eq!(printed("25-04984 3/24").as_deref(), Some("3/24"));
        assert_eq!(printed("4/21 25-04984").as_deref(), Some("4/21"));
        assert_eq!(printed("GE.25-05795\t3").as_deref(), Some("3"));
        assert_eq!(printed("Page 12").as_deref(), Some("12"));
        assert_eq!(printed("- 7 -").as_deref(), Some("7"));
        assert_eq!(printed("V.25-05212 5").as_deref(), Some("5"));
    }

    #[test]
    fn other_lines_are_no_page_numbers() {
        for text in ["68/3", "12. The Commission", "2025 session", "mix", "A/50/610", "5 per cent"] {
            assert_eq!(printed(text), None, "{text}");
        }
    }

    #[test]
    fn job_numbers_are_read_without_their_dates() {
        assert_eq!(job_number("V.02-60779 (E) 030203 040203"), Some("V.02-60779"));
        assert_eq!(job_number("25-05275* (E) 280425"), Some("25-05275"));
        assert_eq!(job_number("GE.96-51477"), Some("GE.96-51477"));
        assert_eq!(job_number("2019-2020 budget"), None);
    }
}
