//! Body: who speaks, and at which meeting.
//!
//! Input: the masthead; the headings, citation and text of a passage; the meetings that the report tells of. Output: the
//! body whose document it is, and the body that speaks in a passage. A Secretariat report that summarises four subsidiary
//! bodies gives each passage its own.

use super::evidence::{TagName, Trail};
use super::marked::Marked;
use super::meeting::{self, Numbered};
use super::vocabulary::{Body, Vocabulary};
use crate::citation::{Citation, CitedSource, DocumentSymbol};
use crate::structure::{Passage, Report};

/// Verbs by which a meeting speaks in the text of another's report.
const SPEAKING: [&str; 6] = ["recommended", "adopted", "agreed", "approved", "endorsed", "decided"];

/// Bytes between the name of a body and the verb by which it speaks (`, at its 3rd meeting, `).
const NEAR: usize = 40;

/// The body whose document it is: the most specific of those that the symbols and the masthead name.
///
/// A report `of` a body that is named after its title's or author's first words is that body's; a resolution on such a
/// report is not.
pub(super) fn of_document<'a>(report: &Report, vocabulary: &'a Vocabulary) -> Option<&'a Body> {
    let front = &report.front;
    let of_series = |symbol: &DocumentSymbol| symbol.as_str().split('/').any(|part| matches!(part, "RES" | "DEC"));
    let is_adopted = |passage: &Passage| matches!(passage.citation.source, CitedSource::Instrument(_));
    let adopts = front.symbols.first().is_some_and(of_series) || report.passages.first().is_some_and(is_adopted);
    let by_symbol = front.symbols.iter().filter_map(|symbol| vocabulary.body_of_symbol(symbol));
    let by_name = [&front.body, &front.organ].into_iter().flatten().filter_map(|name| named_by(name, vocabulary));
    let by_title = [&front.author, &front.title].into_iter().flatten().filter_map(|line| reporting(line, vocabulary));
    let by_title = by_title.filter(|_| !adopts);
    let mut bodies: Vec<&Body> = by_symbol.chain(by_name).chain(by_title).collect();
    bodies.sort_by_key(|body| std::cmp::Reverse(vocabulary.upwards(body).count()));
    bodies.first().copied().or_else(|| match &report.passages.first()?.citation.source {
        CitedSource::Instrument(instrument) => vocabulary.body(&instrument.organ),
        CitedSource::Document(_) | CitedSource::File(_) => None,
    })
}

/// The body that a line of the masthead names: the whole line, or the longest name in it.
fn named_by<'a>(line: &str, vocabulary: &'a Vocabulary) -> Option<&'a Body> {
    vocabulary.body(line).or_else(|| {
        let line = Marked::new(line, vocabulary);
        let longest = line.bodies().max_by_key(|(_, found)| found.range.len());
        longest.and_then(|(index, _)| vocabulary.bodies().get(index))
    })
}

/// The body of `Report of the Trade and Development Board on its …`, `Fourteenth report of the Advisory Committee on …`.
fn reporting<'a>(line: &str, vocabulary: &'a Vocabulary) -> Option<&'a Body> {
    let lower = line.to_ascii_lowercase();
    let of =
        ["report of the ", "reports of the "].iter().find_map(|words| lower.find(words).map(|at| at + words.len()))?;
    let line = Marked::new(line, vocabulary);
    let mut bodies = line.bodies();
    bodies
        .find(|(_, found)| found.range.start == of)
        .and_then(|(index, _)| vocabulary.bodies().get(index))
        .filter(|body| !is_secretariat(body, vocabulary))
}

/// Whether a body writes reports for others, so that its name on a report does not make it the body that speaks.
fn is_secretariat(body: &Body, vocabulary: &Vocabulary) -> bool {
    vocabulary.upwards(body).any(|above| above.acronym == "SECRETARIAT")
}

/// Whether a body is for drug control: in its documents `the Executive Director` is that of UNODC.
pub(super) fn is_of_drug_control(body: &Body, vocabulary: &Vocabulary) -> bool {
    vocabulary.upwards(body).any(|above| matches!(above.acronym.as_str(), "CND" | "INCB" | "UNODC"))
}

/// Who speaks in a passage, and at which meeting.
#[derive(Debug, Default)]
pub(super) struct Speaker<'a> {
    /// The body.
    pub(super) body: Option<&'a Body>,
    /// The number of its meeting, where the passage says which.
    pub(super) meeting: Option<u32>,
}

/// What decides who speaks in a passage.
pub(super) struct Place<'p> {
    /// The body whose document it is.
    pub(super) document: Option<&'p Body>,
    /// How the passage is cited.
    pub(super) citation: &'p Citation,
    /// The headings above it, outermost first.
    pub(super) headings: &'p [&'p Marked],
    /// The organ that speaks in the resolution or draft of which it is a paragraph.
    pub(super) organ: Option<&'p Body>,
    /// Its text.
    pub(super) text: &'p Marked,
}

/// Who speaks in a passage: by its resolution, then the innermost heading that names a meeting or a subsidiary body, then
/// the text, then the document.
pub(super) fn of_passage<'a>(place: &Place<'a>, vocabulary: &'a Vocabulary, trail: &mut Trail) -> Speaker<'a> {
    let named = match &place.citation.source {
        CitedSource::Instrument(instrument) => vocabulary.body(&instrument.organ),
        CitedSource::Document(_) | CitedSource::File(_) => None,
    };
    if let Some(body) = named.or(place.organ)
        // A text that a body puts forward for adoption by the organ above it is still the body's.
        && !place.document.is_some_and(|document| document != body && is_part_of(document, body, vocabulary))
    {
        trail.note(TagName::Body, &body.acronym, "adopted by", &place.citation.source.to_string());
        return Speaker { body: Some(body), meeting: None };
    }
    for heading in place.headings.iter().rev() {
        if let Some(speaker) = by_heading(heading, place.document, vocabulary) {
            let name = speaker.body.map(|body| body.acronym.as_str()).unwrap_or_default();
            trail.note(TagName::Body, name, "heading", &heading.text);
            return speaker;
        }
    }
    if let Some(speaker) = by_text(place.text, place.document, vocabulary) {
        let name = speaker.body.map(|body| body.acronym.as_str()).unwrap_or_default();
        trail.note(TagName::Body, name, "text", place.text.text.split(['.', ':', ';']).next().unwrap_or_default());
        return speaker;
    }
    if let Some(body) = place.document {
        trail.note(TagName::Body, &body.acronym, "masthead", &body.name);
    }
    Speaker { body: place.document, meeting: None }
}

/// The speaker of a section: its heading names a numbered meeting of a body, or is in the main the name of a subsidiary body
/// of the one whose document it is.
fn by_heading<'a>(heading: &Marked, document: Option<&Body>, vocabulary: &'a Vocabulary) -> Option<Speaker<'a>> {
    let speaks = |body: &Body| document.is_none_or(|document| is_part_of(body, document, vocabulary));
    let mut numbered = meeting::named(heading, vocabulary).into_iter().filter(|named| speaks(named.body));
    if let Some(named) = numbered.next() {
        return numbered
            .all(|other| other.body == named.body)
            .then_some(Speaker { body: Some(named.body), meeting: Some(named.number) });
    }
    let mut bodies = heading.bodies().filter_map(|(index, found)| Some((vocabulary.bodies().get(index)?, found)));
    let (body, found) = bodies.next()?;
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let is_main = letters(heading.words(found)) * 2 >= letters(&heading.text);
    (bodies.next().is_none() && is_main && meets(body) && speaks(body))
        .then_some(Speaker { body: Some(body), meeting: None })
}

/// The speaker of `The Twelfth Meeting of …, Africa, recommended …`, where no other body is so named.
fn by_text<'a>(text: &Marked, document: Option<&Body>, vocabulary: &'a Vocabulary) -> Option<Speaker<'a>> {
    let named = meeting::named(text, vocabulary);
    let first = named.first()?;
    let rest = text.after(first.end);
    let verb = SPEAKING.iter().filter_map(|verb| rest.find(verb)).min()?;
    let is_opening = text.before(first.start).chars().filter(|c| c.is_alphabetic()).count() <= "The".len();
    let is_only = named.iter().all(|other| other.body == first.body);
    let speaks = document.is_none_or(|document| is_part_of(first.body, document, vocabulary));
    (is_opening && is_only && speaks && verb <= NEAR)
        .then_some(Speaker { body: Some(first.body), meeting: Some(first.number) })
}

/// Whether a body is one that meets and recommends to another, as the regional meetings do.
fn meets(body: &Body) -> bool {
    matches!(body.short.as_str(), "the Meeting" | "the Subcommission")
}

/// Whether a body is another, or reports to it.
fn is_part_of(body: &Body, whole: &Body, vocabulary: &Vocabulary) -> bool {
    vocabulary.upwards(body).any(|above| above.acronym == whole.acronym)
}

/// The meeting of a speaker: the one of that body and number, or that whose report the document is, or the only one of that
/// body in a report on several.
pub(super) fn meeting_of<'m>(
    speaker: &Speaker<'_>,
    document: Option<&Body>,
    meetings: &'m [Numbered],
) -> Option<&'m Numbered> {
    let body = speaker.body?;
    let mut own = meetings.iter().filter(|known| known.meeting.body == body.acronym);
    match speaker.meeting {
        Some(number) => own.find(|known| known.number == number),
        None => {
            let first = own.next()?;
            (first.is_own || Some(body) != document && own.next().is_none()).then_some(first)
        }
    }
}
