//! Meeting: the part of a masthead that says for which meeting a document is: body, session, place, dates, agenda item.
//!
//! Input: the cells of the left column below the head. Output: the fields of [`FrontMatter`] filled in, and how many
//! cells were used. Each part has a line of its own on the page; a conversion may have run them together.

use std::sync::LazyLock;

use regex::Regex;

use super::FrontMatter;
use super::cue::numbered_title;
use super::front_matter::Cell;
use super::head::{MONTH, has_figure};
use super::lines::Lines;
use super::pattern::{begins_with_label, pattern};
use super::title;

/// Lines of titles of agenda items, at least, that fill a page.
const FULL_PAGE: usize = 12;
/// Lines that the name of a body may take.
const BODY_LINES: usize = 7;

static SESSION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\(?(?P<session>(?i:(?:resumed |reconvened )?(?:[\p{L}-]*(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|teenth|tieth)|\d{1,4}(?:st|nd|rd|th))(?: [\p{L}-]+){0,4} (?:session|year|meeting)|\d{4} (?:\p{L}+ ){0,2}session|(?:annual|special|resumed|regular|organizational|substantive|executive) (?:\p{L}+ ){0,2}session(?:,? (?:of )?\d{4})?|(?:[\p{L}-]+ième|\d{1,3} ?(?:e|ème)) session|session (?:\p{L}+ )?de \S+|(?:[\p{L} ]{3,40}|\d{1,3}(?:º|°|o|\.º|\.er)) período (?:extraordinario )?de sesiones))(?:$|[,.*]|\s)(?P<rest>.*)$",
    )
});
static AGENDA: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|\s|\()(?P<whole>(?:(?:[Aa]genda |Provisional agenda |AGENDA )?(?:[Ii]tems?|ITEMS?)|[Pp]oints?|[Tt]emas?|[Пп]ункты?) (?P<items>\d{1,3}(?:\s?\(?[a-z]{1,3}\))*(?:\s?(?:,(?: and)?|and|et|y|to|[-–])\s?(?:\d{1,3}\b(?:\s?\(?[a-z]{1,3}\))*|\([a-z]{1,3}\)(?:\s?\([a-z]{1,3}\))*))*)(?P<after>.*))$",
    )
});
static DATES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\d{{1,2}}(?:er)?(?:(?:\s?[-–—,]\s?|\s(?:to|and|au|al|a|et|y|de)\s|\s)(?:\d{{1,2}}\b|{MONTH}))*(?: de)?\s{MONTH}(?: de)?,? \d{{4}}(?:\s?[-–—]\s?\d{{1,2}} {MONTH} \d{{4}})?(?: and \d{{1,2}}(?:[-–]\d{{1,2}})? {MONTH} \d{{4}})?"
    ))
});

/// Whether a line names an agenda item.
pub(super) fn is_agenda(text: &str) -> bool {
    has_figure(text)
        && AGENDA.captures(text).is_some_and(|found| found.name("whole").is_some_and(|whole| whole.start() <= 1))
}

/// Fills in what the cells say of the meeting; gives the number of cells used. The lines below the number of the agenda
/// item are its title and are used too.
pub(super) fn read(lines: &Lines, cells: &[Cell], front: &mut FrontMatter) -> usize {
    let mut used = body(lines, cells, front);
    while let Some(cell) = cells.get(used) {
        if begins_with_label(cell.text) || title::ends_masthead(cell.text) {
            break;
        }
        let is_agenda = agenda(cell.text, front);
        if meeting_day(cell.text, front) {
            // The place of a single meeting stands on the next line.
            let place = cells.get(used + 1).filter(|next| !title::ends_masthead(next.text) && next.text.len() < 30);
            front.session_place = place.map(|place| place.text.to_owned());
            used += 1 + usize::from(place.is_some());
            break;
        }
        if !(session(cell.text, front) | dates(cell.text, front) | is_agenda || main_committee(cell.text, front)) {
            break;
        }
        used += 1;
        if is_agenda {
            break;
        }
    }
    if used > 0 {
        used += agenda_title(lines, cells, used, front.agenda_item.is_some());
    }
    if front.body == front.organ {
        front.body = None;
    }
    used
}

/// The name of the body: the lines before the session, or those that name a body where no session follows.
fn body(lines: &Lines, cells: &[Cell], front: &mut FrontMatter) -> usize {
    let is_meeting = |cell: &Cell| {
        SESSION.is_match(cell.text) && cell.text.len() < 200
            || is_agenda(cell.text)
            || dates(cell.text, &mut FrontMatter::default())
    };
    let before = cells.iter().take(BODY_LINES).position(is_meeting);
    let count = match before {
        Some(count) => count,
        None if cells.first().is_some_and(|first| names_body(first.text)) => {
            let pairs = cells.iter().zip(cells.iter().skip(1)).take(BODY_LINES);
            1 + pairs.take_while(|(above, below)| !sets_apart(lines, above, below)).count()
        }
        None => 0,
    };
    let names: Vec<&str> = cells.iter().take(count).map(|cell| cell.text).collect();
    let is_other = |name: &&str| {
        begins_with_label(name)
            || title::ends_masthead(name)
            || title::begins_title(name)
            || numbered_title(name).is_some()
    };
    if names.iter().any(is_other) {
        return 0;
    }
    let name = names.join(" ");
    // The forum of the Council says after its name whose it is.
    let name = name.split(" Convened under ").next().unwrap_or_default().trim_end_matches(['*', ' ', ',']).to_owned();
    if count == 0 || name.chars().count() > 250 {
        return 0;
    }
    front.body = Some(name);
    count
}

/// Whether two lines are set apart: by a gap or by the size of the font.
fn sets_apart(lines: &Lines, above: &Cell, below: &Cell) -> bool {
    let size = |cell: &Cell| lines.lines.get(cell.id).map_or(0.0, super::lines::PlacedLine::size);
    lines.has_gap(above.id, below.id) || (size(above) - size(below)).abs() > 1.0
}

fn names_body(text: &str) -> bool {
    static BODY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:commission|committee|council|board|conference|forum|assembly|subcommission|comit[ée]|conseil|comisión)\b",
        )
    });
    BODY.is_match(text) && !title::begins_title(text) && text.chars().count() < 120
}

fn session(text: &str, front: &mut FrontMatter) -> bool {
    let Some(found) = SESSION.captures(text) else { return false };
    let name = found.name("session").map_or("", |session| session.as_str());
    if title::begins_title(name) {
        return false;
    }
    let name = name.trim_end_matches([',', ' ', '*']);
    if front.session.is_some() {
        // A record has no other title than the number of its meeting.
        if name.ends_with("meeting") {
            front.title = front.title.take().or_else(|| Some(name.to_owned()));
        }
    } else if is_legible(name) {
        front.session = Some(name.to_owned());
    }
    true
}

/// Whether figures and letters are kept apart as print does: character recognition makes `19Ô0` of 1980.
fn is_legible(text: &str) -> bool {
    let has_figure = |word: &&str| word.contains(|character: char| character.is_ascii_digit());
    text.split_whitespace().filter(has_figure).all(|word| word.is_ascii() || word.ends_with(['º', '°', 'e']))
}

/// `Third Committee` below the session: the drafts of a Main Committee name it there.
fn main_committee(text: &str, front: &mut FrontMatter) -> bool {
    static COMMITTEE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:First|Second|Third|Fourth|Fifth|Sixth|Special Political.{0,40}) Committee\*?$"));
    if front.body.is_some() || !COMMITTEE.is_match(text) {
        return false;
    }
    front.body = Some(text.trim_end_matches('*').to_owned());
    true
}

/// `Wednesday, 16 April 2025, 10 a.m.` on a verbatim or summary record, which has no other date.
fn meeting_day(text: &str, front: &mut FrontMatter) -> bool {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^(?:Held .{{0,60}})?(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?P<date>\d{{1,2}} {MONTH} \d{{4}})\b"
        ))
    });
    let Some(found) = has_figure(text).then(|| DAY.captures(text)).flatten() else { return false };
    front.date = front.date.take().or_else(|| found.name("date").map(|date| date.as_str().to_owned()));
    true
}

/// Bytes that may stand behind the dates of a meeting besides its place.
const MOST_BEHIND_DATES: usize = 12;

fn dates(text: &str, front: &mut FrontMatter) -> bool {
    if !has_figure(text) {
        return false;
    }
    let text = &*super::head::legible(text);
    if !text.as_bytes().windows(4).any(|year| year.iter().all(u8::is_ascii_digit)) {
        return false;
    }
    let rest = SESSION.captures(text).and_then(|found| found.name("rest")).map_or(text, |rest| rest.as_str());
    let upto = AGENDA.captures(rest).and_then(|found| found.name("whole")).map_or(rest.len(), |whole| whole.start());
    let rest = rest.get(..upto).unwrap_or(rest).trim().trim_start_matches(['(', ',', ' ']);
    let Some(found) = DATES.find(rest) else { return false };
    let (before, after) = (rest.get(..found.start()).unwrap_or_default(), rest.get(found.end()..).unwrap_or_default());
    let place_before = before.strip_suffix(", ").filter(|name| place(name, "' .()-") == Some(name));
    let place_after = after.strip_prefix(", ").and_then(|after| place(after, " "));
    let is_first = before.is_empty() || place_before.is_some();
    let is_last = after.len() <= place_after.map_or(0, |name| ", ".len() + name.len()) + MOST_BEHIND_DATES;
    if !is_first || !is_last || front.session_dates.is_some() {
        return false;
    }
    front.session_dates = Some(found.as_str().to_owned());
    front.session_place = place_before.or(place_after).map(|name| name.trim().to_owned());
    true
}

/// The name of a place that a text begins with: a capital, then letters and these marks.
fn place<'a>(text: &'a str, marks: &str) -> Option<&'a str> {
    /// Letters of the longest.
    const LONGEST: usize = 50;
    let is_of_name = |c: char| c.is_alphabetic() || c == '’' || marks.contains(c);
    let letters = text.char_indices().take(LONGEST).take_while(|(_, c)| is_of_name(*c));
    let end = letters.last().map_or(0, |(at, c)| at + c.len_utf8());
    text.get(..end).filter(|name| name.starts_with(char::is_uppercase) && name.len() > 1)
}

fn agenda(text: &str, front: &mut FrontMatter) -> bool {
    if !has_figure(text) {
        return false;
    }
    let Some(found) = AGENDA.captures(text) else { return false };
    let at_start = found.name("whole").is_some_and(|whole| whole.start() <= 1);
    if front.agenda_item.is_some() || !(at_start || SESSION.is_match(text)) {
        return false;
    }
    front.agenda_item =
        found.name("items").map(|items| items.as_str().trim_end_matches(['-', '–', ',', ' ']).to_owned());
    true
}

/// `* E/CN.18/2025/1.` at the foot of the page.
pub(super) fn is_footnote(cell: &Cell) -> bool {
    cell.text.starts_with('*')
}

/// How many of the cells from `start` belong to the title of the agenda item: those set like it, before the title of the
/// document, which is set larger or stands apart. Some documents print the title without the number of the item; it is
/// known then by the larger title that follows.
fn agenda_title(lines: &Lines, cells: &[Cell], start: usize, has_number: bool) -> usize {
    let rest = cells.get(start..).unwrap_or_default();
    let Some(last) = start.checked_sub(1).and_then(|at| cells.get(at)) else { return 0 };
    let Some(agenda) = lines.lines.get(last.id) else { return 0 };
    let size = agenda.size();
    let left = agenda.line.geometry.map(|geometry| geometry.x0);
    let starts_text =
        |cell: &Cell| title::ends_masthead(cell.text) || begins_with_label(cell.text) || title::is_adoption(cell.text);
    let larger_follows = size > 0.0
        && rest
            .iter()
            .take_while(|cell| !starts_text(cell))
            .any(|cell| lines.lines.get(cell.id).is_some_and(|line| line.is_bold() && line.size() > size + 1.0));
    if !larger_follows && !has_number {
        return 0;
    }
    // The titles of several agenda items may fill the page in bold, so that the title of the document stands overleaf.
    let is_bold =
        |cell: &Cell| lines.lines.get(cell.id).is_some_and(|line| line.is_bold() && line.size() <= size + 1.0);
    let bold = rest.iter().take_while(|cell| is_bold(cell)).count();
    if !larger_follows && bold >= FULL_PAGE && rest.iter().skip(bold).all(is_footnote) {
        return bold;
    }
    let is_indented = |cell: &Cell| {
        let place = lines.lines.get(cell.id).and_then(|line| line.line.geometry);
        left.zip(place).is_some_and(|(left, place)| place.x0 > left + 20.0)
    };
    let is_smaller = |cell: &Cell| lines.lines.get(cell.id).is_some_and(|line| line.size() <= size + 1.0);
    let cells_before = std::iter::once(last).chain(rest);
    rest.iter()
        .zip(cells_before)
        .take_while(|(cell, before)| {
            let has_gap = lines.has_gap(before.id, cell.id);
            let is_apart = if larger_follows { has_gap && is_indented(cell) } else { has_gap || is_indented(cell) };
            is_smaller(cell) && !starts_text(cell) && !is_apart
        })
        .count()
}
