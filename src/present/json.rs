//! JSON for programs: the shapes that `cnd inspect --json` and `cnd search --json` promise. Fields are added, never renamed.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::reference::Reference;
use crate::diagnostic::Diagnostic;
use crate::extract::Format;
use crate::index::{FileRecord, PassageRecord};
use crate::query::{Facet, Hit, Part, SearchResults, TimelineYear};
use crate::structure::{Confidence, Doubt, OutlineEntry};
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
    confidence: Confidence,
    doubts: &'a [Doubt],
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
pub fn write_report(
    out: &mut dyn Write,
    file: &str,
    format: Format,
    report: &TaggedReport,
    warnings: &[Diagnostic],
) -> io::Result<()> {
    let front = &report.front;
    let passages = report.passages.iter().enumerate().map(|(id, tagged)| inspected(id, tagged));
    let (unplaced, passages) = passages.partition(|passage| passage.kind == Kind::Unrecognized);
    let inspected = InspectedReport {
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
        warnings,
    };
    write_line(out, &inspected)
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
        confidence: passage.confidence(),
        doubts: &passage.doubts,
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

/// An answer.
#[derive(Serialize)]
struct Answer<'a> {
    query: &'a str,
    understood: &'a str,
    notes: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    did_you_mean: Option<&'a str>,
    total: u64,
    took_ms: f64,
    hits: Vec<AnsweringPassage<'a>>,
    facets: Counts<'a>,
}

/// One hit.
#[derive(Serialize)]
struct AnsweringPassage<'a> {
    rank: usize,
    score: f32,
    citation: String,
    url: Option<String>,
    symbol: String,
    title: String,
    section: &'a [String],
    context: &'a [String],
    page: Option<&'a str>,
    text: &'a str,
    /// Characters (Unicode scalars) of `text`, half-open.
    highlights: &'a [(usize, usize)],
    number_inferred: bool,
    confidence: Confidence,
    doubts: &'a [Doubt],
    kind: Kind,
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
    file: &'a str,
    also_in: Vec<String>,
    /// What each word and relation of the query gave to the score, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    score_parts: Option<&'a [Part]>,
}

/// Facets as an object by name, in the order in which they are shown.
struct Counts<'a>(&'a [Facet]);

impl Serialize for Counts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|facet| (facet.column.as_str(), &facet.values)))
    }
}

/// Writes an answer as one object on one line.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_answer(out: &mut dyn Write, query: &str, results: &SearchResults, explain: bool) -> io::Result<()> {
    let answer = Answer {
        query,
        understood: &results.understood,
        notes: &results.notes,
        did_you_mean: results.suggestion.as_deref(),
        total: results.total,
        took_ms: results.took.as_secs_f64() * 1000.0,
        hits: results.hits.iter().map(|hit| answering(hit, explain)).collect(),
        facets: Counts(&results.facets),
    };
    write_line(out, &answer)
}

/// Writes each hit as one object on a line of its own.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_hits(out: &mut dyn Write, hits: &[Hit], explain: bool) -> io::Result<()> {
    hits.iter().try_for_each(|hit| write_line(out, &answering(hit, explain)))
}

/// Writes what a query finds by year and body as one object on one line.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_timeline(out: &mut dyn Write, query: &str, total: u64, years: &[TimelineYear]) -> io::Result<()> {
    #[derive(Serialize)]
    struct Timeline<'a> {
        query: &'a str,
        total: u64,
        years: &'a [TimelineYear],
    }
    write_line(out, &Timeline { query, total, years })
}

/// Writes the counts of facets as one object on one line.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_facets(out: &mut dyn Write, query: &str, results: &SearchResults) -> io::Result<()> {
    #[derive(Serialize)]
    struct Counted<'a> {
        query: &'a str,
        total: u64,
        facets: Counts<'a>,
    }
    write_line(out, &Counted { query, total: results.total, facets: Counts(&results.facets) })
}

fn answering(hit: &Hit, explain: bool) -> AnsweringPassage<'_> {
    let TaggedPassage { passage, tags, .. } = &hit.record.passage;
    let Reference { citation, symbol, title, url, .. } = Reference::new(&hit.record, &hit.file);
    AnsweringPassage {
        rank: hit.rank,
        score: hit.score,
        citation,
        url,
        symbol,
        title,
        section: &passage.section,
        context: &passage.context,
        page: passage.span.page_label.as_deref(),
        text: &passage.text,
        highlights: &hit.highlights,
        number_inferred: passage.number_inferred,
        confidence: passage.confidence(),
        doubts: &passage.doubts,
        kind: tags.kind,
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
        file: &hit.record.path,
        also_in: hit.also_in.iter().map(ToString::to_string).collect(),
        score_parts: explain.then_some(&hit.parts),
    }
}

/// Writes a report that the index holds: its file's record and its passages, as one object on one line.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_shown(
    out: &mut dyn Write,
    file: &FileRecord,
    passages: &[&PassageRecord],
    cited_by: &[String],
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Shown<'a> {
        file: &'a str,
        symbols: Vec<&'a str>,
        title: Option<&'a str>,
        outline: &'a [OutlineEntry],
        passages: Vec<InspectedPassage<'a>>,
        /// Passages of the index that cite it, or the resolutions that these passages belong to.
        cited_by: &'a [String],
    }
    let report = file.report();
    let front = report.map(|report| &report.front);
    let shown = Shown {
        file: &file.path,
        symbols: front.iter().flat_map(|front| &front.symbols).map(|symbol| symbol.as_str()).collect(),
        title: front.and_then(|front| front.title.as_deref()),
        outline: report.map(|report| report.outline.as_slice()).unwrap_or_default(),
        passages: passages.iter().map(|record| inspected(record.position as usize, &record.passage)).collect(),
        cited_by,
    };
    write_line(out, &shown)
}

/// Writes what cites a resolution or document that the index does not hold, as one object on one line.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_cited(out: &mut dyn Write, symbol: &str, cited_by: &[String]) -> io::Result<()> {
    #[derive(Serialize)]
    struct Cited<'a> {
        symbol: &'a str,
        passages: [(); 0],
        cited_by: &'a [String],
    }
    write_line(out, &Cited { symbol, passages: [], cited_by })
}

/// Writes one value on one line.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(Escaping(out), value)?;
    writeln!(out)
}

/// Writes JSON on, with the control characters U+0080 to U+009F escaped, which JSON allows and a terminal may obey. It must be
/// given letters whole, as the serializer does.
pub(super) struct Escaping<'a>(pub(super) &'a mut dyn Write);

impl Write for Escaping<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = bytes;
        while let Some(at) = rest.windows(2).position(|pair| matches!(pair, [0xc2, 0x80..=0x9f])) {
            let (before, control) = rest.split_at_checked(at).unwrap_or_default();
            self.0.write_all(before)?;
            // All of these are two bytes, of which the second is their number.
            write!(self.0, "\\u{:04x}", control.get(1).copied().unwrap_or_default())?;
            rest = control.get(2..).unwrap_or_default();
        }
        self.0.write_all(rest)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
