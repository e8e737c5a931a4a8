//! Structure: laid-out lines become a report with sections and citable passages.
//!
//! Input: an [`ExtractedDocument`]. Output: a [`Report`] with what was noticed. It never fails, does no
//! I/O, and drops no line in silence: what it cannot place is [`PassageKind::Unrecognized`] with a
//! diagnostic. It does not know formats, bodies, regions or topics.

mod assemble;
mod block;
mod choice;
mod closing;
mod columns;
mod contents;
mod counters;
mod cue;
mod division;
mod doubt;
mod finish;
mod flush;
mod footnotes;
mod front_matter;
mod furniture;
mod head;
mod label;
mod language;
mod layout;
mod lines;
mod markers;
mod measure;
mod meeting;
mod organ;
mod pattern;
mod section;
mod source;
mod spine;
mod tables;
mod title;

use serde::{Deserialize, Serialize};

use crate::citation::{Citation, CitedSource, DocumentSymbol, Instrument, InstrumentKind, SourceSpan};
use crate::diagnostic::Warned;
use crate::extract::{ExtractedDocument, Role};
use block::Block;
use cue::{Cues, Form};
pub use doubt::{Confidence, Doubt};
use layout::Layout;
use lines::{LineClass, Lines};

/// A report as it is cited: its masthead and its passages in the order of the page.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// What the masthead says.
    pub front: FrontMatter,
    /// The headings with the passages under them, in order.
    pub outline: Vec<OutlineEntry>,
    /// The citable passages, in the order of the page.
    pub passages: Vec<Passage>,
    /// Text without an official address (letters, tables between paragraphs): one passage of kind
    /// [`PassageKind::Unrecognized`] for each page that has such text, cited by page.
    pub unplaced: Vec<Passage>,
    /// What became of each line of the file, by its number counted from 0 over all pages.
    pub placements: Vec<Placement>,
}

/// What became of a line, by example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Placement {
    /// Text of a citable passage.
    Passage,
    /// `III. Recommendations of the subsidiary bodies`, `Annex II`, `The Economic and Social Council,`
    Heading,
    /// `2. Adoption of the agenda.` in an agenda that a paragraph or decision introduces.
    Agenda,
    /// The masthead, a cover, a note on symbols.
    FrontMatter,
    /// A line of the contents page.
    Contents,
    /// `4 United Nations, Treaty Series, vol. 976, No. 14152.`
    Footnote,
    /// A running header, a page number, a job number.
    Furniture,
    /// `54th plenary meeting` and `17 December 2024` under a resolution, `The meeting rose at 5.55 p.m.`
    Closing,
    /// Text without an official address; see [`Report::unplaced`].
    Unplaced,
}

/// A heading of the report and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutlineEntry {
    /// 0 for the outermost headings.
    pub depth: usize,
    /// The heading as printed, white space normalised, such as `I. Introduction`.
    pub heading: String,
    /// Printed label of the page it stands on.
    pub page: Option<String>,
    /// Indices into [`Report::passages`] of the passages directly or indirectly under it, half-open.
    pub passages: std::ops::Range<usize>,
}

/// What the masthead of a document says, as printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrontMatter {
    /// The symbols, the first being the one that citations use. Empty where the document bears none.
    pub symbols: Vec<DocumentSymbol>,
    /// The title of the document, such as `Action taken by subsidiary bodies of the Commission on Narcotic Drugs`.
    pub title: Option<String>,
    /// Whose document it is, such as `Report of the Secretariat`.
    pub author: Option<String>,
    /// The principal organ of the masthead, such as `Economic and Social Council`.
    pub organ: Option<String>,
    /// The body that meets, such as `Commission on Narcotic Drugs`.
    pub body: Option<String>,
    /// The session, such as `Forty-sixth session`.
    pub session: Option<String>,
    /// Where the session meets, such as `Vienna`.
    pub session_place: Option<String>,
    /// When the session meets, such as `8-17 April 2003`.
    pub session_dates: Option<String>,
    /// The agenda item, such as `5 (a)`.
    pub agenda_item: Option<String>,
    /// The date of the document as printed under the distribution line, in brackets or on the title page, such as `30 December 2002`.
    pub date: Option<String>,
    /// Language of the text, as an ISO 639-1 code such as `en`.
    pub language: String,
    /// The job number, such as `V.02-60779`.
    pub job_number: Option<String>,
}

/// The smallest unit with an official address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// How it is cited.
    pub citation: Citation,
    /// What kind of passage it is.
    pub kind: PassageKind,
    /// The headings above it as printed, outermost first, white space normalised.
    pub section: Vec<String>,
    /// The opening words of the paragraphs it hangs under, outermost first, such as the chapeau of the
    /// paragraph that a subparagraph belongs to, or `The Economic and Social Council,` for a paragraph of a draft.
    pub context: Vec<String>,
    /// The text without its number, one line, white space normalised.
    pub text: String,
    /// Where in the file it came from.
    pub span: SourceSpan,
    /// The number was not on the page and was inferred from the sequence and the contents page.
    pub number_inferred: bool,
    /// What speaks against the citation; empty for nearly all passages.
    pub doubts: Vec<Doubt>,
}

/// What a passage is by its place in the document, by example. Whether a paragraph recommends is decided by the tag stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PassageKind {
    /// `12. Governments should consider …`
    Paragraph,
    /// `(b) The provision of protective equipment;` on a line of its own.
    Subparagraph,
    /// `1. Requests the Secretary-General …` in a resolution or draft.
    Operative,
    /// `Recommendation 4: Governments should …`, in a box or between paragraphs.
    Recommendation,
    /// `Recalling its resolution 45/15,` in a resolution or draft.
    Preambular,
    /// `At its 5th meeting, the Commission decided …` in a decision or draft decision.
    Decision,
    /// A paragraph of an unnumbered summary or introduction.
    Summary,
    /// A paragraph of an annex, appendix or enclosure.
    Annex,
    /// Text without an official number: a letter, a table between paragraphs, a list of participants. Cited by page.
    Unrecognized,
}

/// Recovers the structure of a document.
pub fn read(document: &ExtractedDocument) -> Warned<Report> {
    let mut lines = Lines::new(document);
    furniture::claim(&mut lines);
    let language = language::detect(&lines);
    let mut front = FrontMatter { language: language.to_owned(), ..front_matter::read(&mut lines) };
    let (source, without_symbol) = source::of(&document.name, &mut front);
    let contents = contents::read(&mut lines);
    footnotes::claim(&mut lines);
    tables::claim(&mut lines, &contents);
    closing::claim(&mut lines);
    let layout = Layout::measure(&lines);
    let blocks = block::blocks(&lines, &layout, &contents);
    let is_bilingual = language == "en" && language::is_bilingual(&lines);
    let cues: Vec<Cues> = blocks.iter().map(|block| cue::cues(block, &layout, &contents, is_bilingual)).collect();
    let bare = bare_resolution(&front, &blocks, &cues);
    let own = own_instrument(&front, &lines).or(bare.as_ref().map(|_| InstrumentKind::Resolution));
    let cited = bare.flatten().map_or_else(|| source.clone(), CitedSource::Instrument);
    // Paragraphs that only their place in a summary or text would number cannot be counted where some are run together.
    let is_run_together = lines.lines.iter().any(|placed| placed.line.role == Role::RunTogether);
    let setting = spine::setting(&blocks, &cues, own, front.title.as_deref());
    let setting = spine::Setting { summary: !is_run_together, ..setting };
    let mut readings = spine::decide(&blocks, &cues, setting);
    if spine::summary_runs_away(&blocks, &readings) {
        readings = spine::decide(&blocks, &cues, spine::Setting { summary: false, ..setting });
    }
    if !is_run_together && spine::is_beside(&blocks, &readings) {
        // The few numbers are those of a list or of headings in a text that has none.
        let unnumbered = spine::Setting { unnumbered: true, numbered: false, ..setting };
        readings = spine::decide(&blocks, &cues, unnumbered);
    }
    let assembled = assemble::assemble(&blocks, &cues, &readings, &front, &cited, own);
    let mut report = finish::finish(assembled, &blocks, &readings, &lines, front, source, setting.indent);
    // A file whose every paragraph is that of a numbered resolution is cited by no name of its own.
    let passages = &report.value.passages;
    let needs_none = !passages.is_empty()
        && passages.iter().all(|passage| matches!(passage.citation.source, CitedSource::Instrument(_)));
    let without_symbol = without_symbol.filter(|_| !needs_none);
    report.warnings.splice(0..0, without_symbol.into_iter().chain(language::warning(language)));
    report
}

/// What the document itself is, where it is a resolution or decision or a draft of one.
fn own_instrument(front: &FrontMatter, lines: &Lines) -> Option<InstrumentKind> {
    let symbol = front.symbols.first().map(DocumentSymbol::as_str).unwrap_or_default();
    if symbol.split('/').any(|element| element == "RES") {
        return Some(InstrumentKind::Resolution);
    }
    if symbol.split('/').any(|element| element == "DEC") {
        return Some(InstrumentKind::Decision);
    }
    let title = front.title.as_deref().unwrap_or_default();
    if title.starts_with("Resolution adopted by") {
        return Some(InstrumentKind::Resolution);
    }
    let limited = symbol.split('/').any(|element| element.starts_with("L."));
    let masthead = || {
        let lines =
            lines.lines.iter().filter(|placed| lines.classes.get(placed.id as usize) == Some(&LineClass::FrontMatter));
        lines.map(|placed| placed.line.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    if limited { cue::announced_draft(&masthead()) } else { None }
}

/// A document without symbol that begins with the line of an organ: a resolution as collections print it. Gives what it is
/// cited by where a heading above that line gives its number. One that anything calls a draft is cited by that.
fn bare_resolution(front: &FrontMatter, blocks: &[Block], cues: &[Cues]) -> Option<Option<Instrument>> {
    if !front.symbols.is_empty() {
        return None;
    }
    let is_organ = |cues: &Cues| matches!(cues.form, Form::Organ(false));
    let at = cues.iter().position(is_organ)?;
    let lines = [&front.title, &front.author].into_iter().flatten().map(String::as_str);
    let above: Vec<&str> = lines.chain(blocks.iter().take(at).map(|block| block.text.as_str())).collect();
    let is_draft = above.iter().any(|text| cue::announced_draft(text).is_some());
    let is_heading = |cues: &Cues| cues.form == Form::Plain && !cues.prose;
    if is_draft || !cues.iter().take(at).all(is_heading) {
        return None;
    }
    let line = blocks.get(at).map_or("", |block| block.text.as_str());
    let organ = organ::short_form(line).filter(|_| cues.iter().filter(|cues| is_organ(cues)).count() == 1);
    let named = |organ: &str| {
        let mut numbers = above.iter().filter_map(|text| cue::headed_number(text));
        let (by, number) = numbers.next().filter(|_| numbers.next().is_none())?;
        let organ = Some(organ.to_owned()).filter(|organ| by.is_none_or(|by| organ::is_same(by, organ)))?;
        Some(Instrument { organ, kind: InstrumentKind::Resolution, number })
    };
    Some(organ.and_then(named))
}
