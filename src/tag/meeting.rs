//! Meeting: which meetings a report tells of, with their places, dates and reports.
//!
//! Input: the masthead, and paragraphs such as `the Twelfth Meeting of Heads of National Drug Law Enforcement Agencies,
//! Africa, was held in Nairobi from 9 to 13 September 2002; …`, with the symbols named anywhere. Output: each meeting once,
//! known by its body and number. It does not decide which passage belongs to which meeting.

use super::date;
use super::marked::Marked;
use super::matcher::Match;
use super::ordinal;
use super::tags::Meeting;
use super::vocabulary::{Body, Vocabulary};
use crate::citation::DocumentSymbol;
use crate::structure::FrontMatter;

/// A meeting with the number that it bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbered {
    /// 12 for the Twelfth Meeting.
    pub(super) number: u32,
    /// Whether the document is its report.
    pub(super) is_own: bool,
    /// What is known of it.
    pub(super) meeting: Meeting,
}

/// A body named with the number of its meeting or session, in a heading or sentence.
pub(super) struct Named<'a> {
    /// The body.
    pub(super) body: &'a Body,
    /// The number of the meeting or session.
    pub(super) number: u32,
    /// `Twelfth Meeting of Heads of National Drug Law Enforcement Agencies, Africa`, as printed but for its first letter.
    pub(super) name: String,
    /// Byte at which the name begins.
    pub(super) start: usize,
    /// Byte after the name.
    pub(super) end: usize,
}

/// The meetings that a text names, in order.
pub(super) fn named<'a>(text: &Marked, vocabulary: &'a Vocabulary) -> Vec<Named<'a>> {
    text.bodies()
        .filter_map(|(index, found)| {
            let body = vocabulary.bodies().get(index)?;
            let (number, start) = numbered_before(text, found)?;
            let name = capitalized(text.between(start, found.range.end));
            Some(Named { body, number, name, start, end: found.range.end })
        })
        .collect()
}

/// The ordinal of `Twelfth Meeting of`, `thirty-seventh session of the`, before the name of a body, and where it begins.
fn numbered_before(text: &Marked, found: &Match) -> Option<(u32, usize)> {
    let before = text.before(found.range.start).trim_end();
    let before = before.strip_suffix(" the").unwrap_or(before);
    // The alias `Meeting of Heads …` holds the words itself.
    let own = text.words(found);
    let before = match before.strip_suffix(" of") {
        Some(before) => ["Meeting", "meeting", "session", "Session"]
            .iter()
            .find_map(|word| before.strip_suffix(word))
            .map(|before| before.trim_end())?,
        None if own.starts_with("Meeting") => before,
        None => return None,
    };
    let qualifiers = [" regular", " special", " reconvened", " extraordinary", " annual"];
    let before = qualifiers.iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before);
    ordinal::at_end(before)
}

/// All meetings that a report tells of: its own, and those that its paragraphs say were held.
pub(super) fn of_report<'t>(
    front: &FrontMatter,
    document: Option<&Body>,
    texts: impl Iterator<Item = &'t Marked>,
    symbols: &[DocumentSymbol],
    vocabulary: &Vocabulary,
) -> Vec<Numbered> {
    let mut meetings: Vec<Numbered> = own(front, document, vocabulary).into_iter().collect();
    for text in texts {
        for held in held(text, vocabulary) {
            let is_same = |known: &Numbered| known.number == held.number && known.meeting.body == held.meeting.body;
            if !meetings.iter().any(is_same) {
                meetings.push(held);
            }
        }
    }
    for known in &mut meetings {
        if known.meeting.report.is_none() {
            known.meeting.report = report_of(known, symbols, vocabulary);
        }
    }
    meetings
}

/// The meeting whose report the document is: `Report of the Thirtieth Meeting of …`, `Report on the sixty-eighth session`.
fn own(front: &FrontMatter, document: Option<&Body>, vocabulary: &Vocabulary) -> Option<Numbered> {
    let title = front.title.as_deref()?;
    title.to_lowercase().starts_with("report o").then_some(())?;
    let body = document?;
    let marked = Marked::new(title, vocabulary);
    let (number, name) = match named(&marked, vocabulary).into_iter().find(|named| named.body == body) {
        Some(named) => (named.number, named.name),
        None => {
            let at = title.find("session").or_else(|| title.find("Meeting"))?;
            let (number, start) = ordinal::at_end(title.get(..at)?)?;
            let ordinal = title.get(start..at)?.trim();
            (number, format!("{} session of the {}", capitalized(ordinal), body.name))
        }
    };
    let days = [Some(title), front.session_dates.as_deref(), front.session.as_deref()];
    let days = days.into_iter().flatten().find_map(date::range);
    Some(Numbered {
        number,
        is_own: true,
        meeting: Meeting {
            name,
            body: body.acronym.clone(),
            place: front.session_place.clone().or_else(|| place_in(title)),
            start: days.map(|(start, _)| start),
            end: days.map(|(_, end)| end),
            report: front.symbols.first().map(|symbol| symbol.as_str().to_owned()),
        },
    })
}

/// The meetings that a paragraph says were held, each in its own clause.
fn held(text: &Marked, vocabulary: &Vocabulary) -> Vec<Numbered> {
    let named = named(text, vocabulary);
    let ends = named.iter().skip(1).map(|next| next.start).chain(std::iter::once(text.text.len()));
    named
        .iter()
        .zip(ends)
        .filter_map(|(named, end)| {
            let clause = text.between(named.end, end);
            let clause = clause.split([';', '.']).next().unwrap_or_default();
            let told = clause.find("held ").or_else(|| clause.find("met ")).or_else(|| clause.find("took place "))?;
            let told = clause.get(told..)?;
            let (start, last) = date::range(told)?;
            Some(Numbered {
                number: named.number,
                is_own: false,
                meeting: Meeting {
                    name: named.name.clone(),
                    body: named.body.acronym.clone(),
                    place: place_in(told),
                    start: Some(start),
                    end: Some(last),
                    report: None,
                },
            })
        })
        .collect()
}

/// The town of `held in Nairobi from …`, `held at Addis Ababa, Ethiopia, from …`.
fn place_in(text: &str) -> Option<String> {
    let rest = [" in ", " at "].iter().find_map(|word| text.split_once(word).map(|(_, rest)| rest))?;
    let end = [" from ", " on ", " between ", ",", "("].iter().filter_map(|stop| rest.find(stop)).min()?;
    let place = rest.get(..end)?.trim();
    let is_name = place.starts_with(char::is_uppercase) && place.split(' ').count() <= MOST_WORDS_OF_A_TOWN;
    is_name.then(|| place.to_owned())
}

/// `Santa Cruz de la Sierra` has five.
const MOST_WORDS_OF_A_TOWN: usize = 5;

/// The symbol, of the body's own series, that bears the number or the year of the meeting. None where that leaves a choice.
fn report_of(known: &Numbered, symbols: &[DocumentSymbol], vocabulary: &Vocabulary) -> Option<String> {
    let year = known.meeting.start.map(|start| start.year().to_string());
    let number = known.number.to_string();
    let mut fitting = symbols.iter().filter(|symbol| {
        let is_own = vocabulary.body_of_symbol(symbol).is_some_and(|body| body.acronym == known.meeting.body);
        is_own && symbol.as_str().split('/').any(|part| part == number || Some(part) == year.as_deref())
    });
    let first = fitting.next()?;
    fitting.all(|other| other == first).then(|| first.as_str().to_owned())
}

/// A text with its first letter a capital.
fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
