//! Reading: the taggers applied to a report, each passage once.
//!
//! Input: a report. Output: the same report with tags. It holds the order of the taggers and what they share: headings are
//! read once however many passages stand under them, and meetings are known before the first passage is tagged.

use std::collections::HashMap;

use super::body::{self, Place};
use super::date;
use super::evidence::{TagName, Trail};
use super::marked::Marked;
use super::matcher::Match;
use super::meeting::{self, Numbered};
use super::reference::{self, Cited, InFull, Voice};
use super::request::{self, Asked};
use super::tags::{Date, TaggedPassage, TaggedReport, Tags};
use super::vocabulary::{Body, Vocabulary};
use super::{region, substance, topic};
use crate::citation::DocumentSymbol;
use crate::structure::{Passage, Report};

/// What all passages of a report share.
struct Reader<'a> {
    vocabulary: &'a Vocabulary,
    document: Option<&'a Body>,
    /// The document is one of a body for drug control.
    is_on_drugs: bool,
    date: Option<Date>,
    printed_date: String,
    session: Option<String>,
    language: String,
    meetings: Vec<Numbered>,
    in_full: InFull,
    /// Headings, chapeaux and organ lines: each stands over many passages and is read once.
    over: HashMap<String, Marked>,
}

/// Tags every passage; evidence is kept if `explained`.
pub(super) fn tag(report: Report, vocabulary: &Vocabulary, explained: bool) -> TaggedReport {
    let texts: Vec<Marked> = report.passages.iter().map(|passage| Marked::new(&passage.text, vocabulary)).collect();
    let documents: Vec<Vec<Cited>> = texts.iter().map(reference::documents).collect();
    let mut symbols: Vec<DocumentSymbol> =
        documents.iter().flatten().map(|cited| DocumentSymbol::new(&cited.value)).collect();
    symbols.sort();
    symbols.dedup();
    let document = body::of_document(&report, vocabulary);
    let mut reader = Reader {
        vocabulary,
        document,
        is_on_drugs: document.is_some_and(|body| body::is_of_drug_control(body, vocabulary)),
        date: report.front.date.as_deref().and_then(date::first),
        printed_date: report.front.date.clone().unwrap_or_default(),
        session: report.front.session.clone(),
        language: report.front.language.clone(),
        meetings: meeting::of_report(&report.front, document, texts.iter(), &symbols, vocabulary),
        in_full: InFull::new(texts.iter(), vocabulary),
        over: HashMap::new(),
    };
    for text in report.passages.iter().flat_map(|passage| passage.section.iter().chain(&passage.context)) {
        if !reader.over.contains_key(text) {
            reader.over.insert(text.clone(), Marked::new(text, vocabulary));
        }
    }
    let passages = report
        .passages
        .into_iter()
        .zip(texts.iter().zip(documents))
        .map(|(passage, (text, documents))| {
            let mut trail = Trail::new(explained);
            let tags = reader.read(&passage, text, documents, &mut trail);
            TaggedPassage { passage, tags, evidence: trail.finish() }
        })
        .collect();
    TaggedReport {
        body: document.map(|body| body.acronym.clone()),
        date: reader.date,
        front: report.front,
        outline: report.outline,
        passages,
    }
}

impl Reader<'_> {
    /// The tags of a passage, which cites these documents.
    fn read(&self, passage: &Passage, text: &Marked, documents: Vec<Cited>, trail: &mut Trail) -> Tags {
        let vocabulary = self.vocabulary;
        let over = |texts: &[String]| -> Vec<&Marked> { texts.iter().filter_map(|text| self.over.get(text)).collect() };
        let (headings, context) = (over(&passage.section), over(&passage.context));
        let organ = context.iter().copied().chain([text]).find_map(|text| organ_of(text, vocabulary));
        let place = Place { document: self.document, citation: &passage.citation, headings: &headings, organ, text };
        let speaker = body::of_passage(&place, vocabulary, trail);
        if let Some(body) = speaker.body.filter(|body| !body.is_verified) {
            trail.doubt(TagName::Body, &body.acronym);
        }
        let meeting = body::meeting_of(&speaker, self.document, &self.meetings).map(|known| known.meeting.clone());
        if let Some(meeting) = &meeting {
            trail.note(
                TagName::Meeting,
                &meeting.name,
                "told in the report",
                meeting.place.as_deref().unwrap_or_default(),
            );
        }
        let mut tags = Tags {
            body: speaker.body.map(|body| body.acronym.clone()),
            body_path: speaker.body.map(|body| vocabulary.body_path(&body.acronym)),
            date: self.date,
            session: self.session.clone(),
            language: self.language.clone(),
            kind: passage.kind.into(),
            meeting,
            ..Tags::default()
        };
        self.note_masthead(&tags, trail);
        region::set(&mut tags, text, speaker.body, vocabulary, trail);
        let read = topic::Read { headings: &headings, context: &context, text, is_on_drugs: self.is_on_drugs };
        topic::set(&mut tags, &read, vocabulary, trail);
        substance::set(&mut tags, text, vocabulary, trail);
        reference::set(
            &mut tags,
            text,
            documents,
            Voice { body: speaker.body, organ, document: &self.in_full },
            vocabulary,
            trail,
        );
        let asked = Asked { text, headings: &headings, context: &context, body: speaker.body };
        request::set(&mut tags, &asked, vocabulary, trail);
        tags
    }
}

impl Reader<'_> {
    /// Notes what all passages have from the masthead and from their place.
    fn note_masthead(&self, tags: &Tags, trail: &mut Trail) {
        if let Some(date) = tags.date.filter(|_| trail.is_wanted()) {
            trail.note(TagName::Date, &date.to_string(), "masthead", &self.printed_date);
        }
        if let Some(session) = &tags.session {
            trail.note(TagName::Session, session, "masthead", session);
        }
        trail.note(TagName::Language, &tags.language, "words of the document", "");
        trail.note(TagName::Kind, tags.kind.name(), "place in the document", "");
    }
}

/// The organ of `The Economic and Social Council,` at the head of a resolution.
fn organ_of<'a>(context: &Marked, vocabulary: &'a Vocabulary) -> Option<&'a Body> {
    let end = context.text.trim_end().trim_end_matches([',', ':']).len();
    let is_all = |found: &Match| {
        found.range.end == end && matches!(context.before(found.range.start).trim_start(), "" | "The " | "the ")
    };
    context.bodies().find(|(_, found)| is_all(found)).and_then(|(index, _)| vocabulary.bodies().get(index))
}
