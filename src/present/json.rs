//! JSON for programs: the shapes that `cnd inspect --json` and `cnd search --json` promise. Fields are added, never renamed.

use std::io::{self, Write};

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Warned};
use crate::extract::Format;
use crate::structure::{Passage, PassageKind, Report};

/// How a file was read.
#[derive(Serialize)]
struct InspectedReport<'a> {
    file: &'a str,
    format: Format,
    symbols: Vec<&'a str>,
    title: Option<&'a str>,
    author: Option<&'a str>,
    body: Option<&'a str>,
    organ: Option<&'a str>,
    session: Option<&'a str>,
    session_place: Option<&'a str>,
    session_dates: Option<&'a str>,
    agenda_item: Option<&'a str>,
    date: Option<String>,
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
    kind: PassageKind,
    section: &'a [String],
    context: &'a [String],
    page: Option<&'a str>,
    page_index: u32,
    text: &'a str,
    number_inferred: bool,
    body: Option<&'a str>,
    region: Option<&'a str>,
    topics: Vec<&'a str>,
    date: Option<String>,
    meeting: Option<()>,
    addressees: Vec<&'a str>,
    references: Vec<&'a str>,
}

/// Writes how `file` was read as one object on one line.
pub fn write_report(out: &mut dyn Write, file: &str, format: Format, read: &Warned<Report>) -> io::Result<()> {
    let front = &read.value.front;
    let report = InspectedReport {
        file,
        format,
        symbols: front.symbols.iter().map(|symbol| symbol.as_str()).collect(),
        title: front.title.as_deref(),
        author: front.author.as_deref(),
        body: front.body.as_deref(),
        organ: front.organ.as_deref(),
        session: front.session.as_deref(),
        session_place: front.session_place.as_deref(),
        session_dates: front.session_dates.as_deref(),
        agenda_item: front.agenda_item.as_deref(),
        date: None,
        language: &front.language,
        job_number: front.job_number.as_deref(),
        passages: read.value.passages.iter().enumerate().map(|(id, passage)| inspected(id, passage)).collect(),
        unplaced: read.value.unplaced.iter().enumerate().map(|(id, passage)| inspected(id, passage)).collect(),
        warnings: &read.warnings,
    };
    write_line(out, &report)
}

fn inspected(id: usize, passage: &Passage) -> InspectedPassage<'_> {
    InspectedPassage {
        id,
        citation: passage.citation.to_string(),
        kind: passage.kind,
        section: &passage.section,
        context: &passage.context,
        page: passage.span.page_label.as_deref(),
        page_index: passage.span.page_index,
        text: &passage.text,
        number_inferred: passage.number_inferred,
        body: None,
        region: None,
        topics: Vec::new(),
        date: None,
        meeting: None,
        addressees: Vec::new(),
        references: Vec::new(),
    }
}

/// One value on one line.
fn write_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}
