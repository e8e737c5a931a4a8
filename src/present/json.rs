//! JSON for programs: the shapes that `cnd inspect --json` and `cnd search --json` promise. Fields are added, never renamed.

use std::io::{self, Write};

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Warned};
use crate::extract::Format;
use crate::tag::{Action, Date, Evidence, Kind, Meeting, TaggedPassage, TaggedReport};

/// How a file was read.
#[derive(Serialize)]
struct InspectedReport<'a> {
    file: &'a str,
    format: Format,
    symbols: Vec<&'a str>,
    title: Option<&'a str>,
    author: Option<&'a str>,
    body: Option<&'a str>,
    body_name: Option<&'a str>,
    organ: Option<&'a str>,
    session: Option<&'a str>,
    session_place: Option<&'a str>,
    session_dates: Option<&'a str>,
    agenda_item: Option<&'a str>,
    date: Option<Date>,
    language: &'a str,
    job_number: Option<&'a str>,
    passages: Vec<InspectedPassage<'a>>,
    /// Text without an official address, cited by page.
    unplaced: Vec<InspectedPassage<'a>>,
    warnings: &'a [Diagnostic],
}

/// One passage of it.
#[derive(Serialize)]
struct InspectedPassage<'a> {
    id: usize,
    citation: String,
    kind: Kind,
    section: &'a [String],
    context: &'a [String],
    page: Option<&'a str>,
    page_index: u32,
    text: &'a str,
    number_inferred: bool,
    body: Option<&'a str>,
    body_path: Option<&'a str>,
    region: Option<&'a str>,
    regions: &'a [String],
    countries: &'a [String],
    topics: &'a [String],
    substances: &'a [String],
    date: Option<Date>,
    session: Option<&'a str>,
    meeting: Option<&'a Meeting>,
    addressees: &'a [String],
    action: Option<Action>,
    references: &'a [String],
    language: &'a str,
    /// Why each tag was set, where that was asked for.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    evidence: &'a [Evidence],
}

/// Writes how `file` was read as one object on one line.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_report(out: &mut dyn Write, file: &str, format: Format, read: &Warned<TaggedReport>) -> io::Result<()> {
    let report = &read.value;
    let front = &report.front;
    let passages = report.passages.iter().enumerate().map(|(id, tagged)| inspected(id, tagged));
    let (unplaced, passages) = passages.partition(|passage| passage.kind == Kind::Unrecognized);
    let report = InspectedReport {
        file,
        format,
        symbols: front.symbols.iter().map(|symbol| symbol.as_str()).collect(),
        title: front.title.as_deref(),
        author: front.author.as_deref(),
        body: report.body.as_deref(),
        body_name: front.body.as_deref(),
        organ: front.organ.as_deref(),
        session: front.session.as_deref(),
        session_place: front.session_place.as_deref(),
        session_dates: front.session_dates.as_deref(),
        agenda_item: front.agenda_item.as_deref(),
        date: report.date,
        language: &front.language,
        job_number: front.job_number.as_deref(),
        passages,
        unplaced,
        warnings: &read.warnings,
    };
    write_line(out, &report)
}

fn inspected(id: usize, tagged: &TaggedPassage) -> InspectedPassage<'_> {
    let TaggedPassage { passage, tags, evidence } = tagged;
    InspectedPassage {
        id,
        citation: passage.citation.to_string(),
        kind: tags.kind,
        section: &passage.section,
        context: &passage.context,
        page: passage.span.page_label.as_deref(),
        page_index: passage.span.page_index,
        text: &passage.text,
        number_inferred: passage.number_inferred,
        body: tags.body.as_deref(),
        body_path: tags.body_path.as_deref(),
        region: tags.region.as_deref(),
        regions: &tags.regions,
        countries: &tags.countries,
        topics: &tags.topics,
        substances: &tags.substances,
        date: tags.date,
        session: tags.session.as_deref(),
        meeting: tags.meeting.as_ref(),
        addressees: &tags.addressees,
        action: tags.action,
        references: &tags.references,
        language: &tags.language,
        evidence,
    }
}

/// One value on one line.
fn write_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}
