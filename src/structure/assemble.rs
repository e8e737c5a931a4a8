//! Assembly: blocks with their readings become passages with citations, and the outline.
//!
//! Input: blocks, cues and readings. Output: the passages in the order of the page, the text without an address, the
//! outline and the diagnostics. Nothing is decided here that the readings do not say, except what heading stands over what.

mod instrument;

use super::block::{Block, Look};
use super::cue::{self, Cues, Form};
use super::label::{self, LabelStyle};
use super::section::Sections;
use super::spine::Reading;
use super::{FrontMatter, Passage, PassageKind};
use crate::citation::{Citation, CitedSource, InstrumentKind, Locator, LocatorPart, SourceSpan};

/// What assembly makes: passages with an official address, and the text without one.
#[derive(Debug, Default)]
pub(super) struct Assembled {
    /// The citable passages in the order of the page.
    pub passages: Vec<Passage>,
    /// Blocks that have no address, in order, each with the headings over it.
    pub loose: Vec<(usize, Vec<String>)>,
    /// Blocks that are the items of an agenda: they have a place but are no passages.
    pub agenda: Vec<usize>,
    /// The headings in order, each with the position of the first passage behind it.
    pub headings: Vec<PlacedHeading>,
}

/// A heading with its place.
#[derive(Debug, Clone)]
pub(super) struct PlacedHeading {
    /// 0 for the outermost.
    pub depth: usize,
    /// The text as printed.
    pub text: String,
    /// Page on which it stands, counted from 0.
    pub page: usize,
    /// Position of the first passage behind it.
    pub first: usize,
}

/// Assembles the passages of a document that is cited by `source` and is itself an instrument where `own` says so.
pub(super) fn assemble(
    blocks: &[Block],
    cues: &[Cues],
    readings: &[Reading],
    front: &FrontMatter,
    source: &CitedSource,
    own: Option<InstrumentKind>,
) -> Assembled {
    let mut assembler = Assembler {
        front,
        own,
        document: source.clone(),
        sections: Sections::default(),
        attachment: Vec::new(),
        instrument: None,
        numbered: None,
        items: Vec::new(),
        current: None,
        preambular: 0,
        summary: (LocatorPart::Summary, Some(0)),
        pending_chapter: None,
        pending_recommendation: None,
        chapter: None,
        chapters: Vec::new(),
        by_chapter: false,
        inner_headings: [0; 5],
        title_in_items: false,
        agenda: false,
        organ_line: None,
        so_far: &[],
        out: Assembled::default(),
    };
    for (index, ((block, cues), reading)) in blocks.iter().zip(cues).zip(readings).enumerate() {
        assembler.so_far = blocks.get(..=index).unwrap_or_default();
        assembler.take(index, block, cues, *reading);
    }
    if assembler.by_chapter {
        assembler.cite_by_chapter();
    }
    assembler.out
}

/// The resolution, decision or draft that the next paragraphs belong to.
#[derive(Debug, Clone)]
struct Text {
    source: CitedSource,
    base: Vec<LocatorPart>,
    /// Its number stood without `resolution` or `decision`.
    by_number: bool,
}

/// A numbered passage to which items can belong.
#[derive(Debug, Clone)]
struct Numbered {
    source: CitedSource,
    locator: Vec<LocatorPart>,
    chapeau: String,
}

struct Assembler<'a> {
    front: &'a FrontMatter,
    /// What the document itself is, where it is a resolution or decision or a draft of one.
    own: Option<InstrumentKind>,
    document: CitedSource,
    sections: Sections,
    /// `annex II`, `annex II, appendix` where the text stands in one.
    attachment: Vec<LocatorPart>,
    instrument: Option<Text>,
    numbered: Option<Numbered>,
    /// Printed labels of the items under way, outermost first, with their texts.
    items: Vec<(String, String)>,
    /// Position of the passage that more text belongs to.
    current: Option<usize>,
    preambular: u32,
    /// The summary under way and its paragraphs so far; `None` from one on whose lines may be two, as nothing else counts them.
    summary: (LocatorPart, Option<u32>),
    /// `I.` of a chapter heading whose title stands in the next block.
    pending_chapter: Option<(String, usize)>,
    /// `Recommendation 4` whose text stands in the next block, and its number.
    pending_recommendation: Option<(Block, String)>,
    /// The number of the chapter under way.
    chapter: Option<String>,
    /// The number of the chapter in which each passage stands.
    chapters: Vec<Option<String>>,
    /// Paragraphs are numbered anew in each chapter.
    by_chapter: bool,
    /// The last ordinal on each level of the headings inside the annex of a resolution.
    inner_headings: [u32; 5],
    /// The title of the chapter ends with a colon and goes on in items: `General debate: (a) Actions …`.
    title_in_items: bool,
    /// The list under way is an agenda.
    agenda: bool,
    /// The line that opened the instrument, as context of its paragraphs.
    organ_line: Option<String>,
    /// The blocks up to the one that is assembled.
    so_far: &'a [Block],
    out: Assembled,
}

impl Assembler<'_> {
    fn take(&mut self, index: usize, block: &Block, cues: &Cues, reading: Reading) {
        if !matches!(reading, Reading::Heading(_)) {
            self.title_in_items = false;
        }
        if self.pending_chapter.is_some() && reading != Reading::Heading(0) {
            self.flush_chapter(block.look);
        }
        if reading != Reading::Recommendation
            && let Some((block, _)) = self.pending_recommendation.take()
        {
            // It heads paragraphs that have numbers of their own.
            self.heading(0, &block, cues);
        }
        if !matches!(reading, Reading::ListItem | Reading::Continuation | Reading::Heading(0)) {
            self.agenda = false;
        }
        match reading {
            Reading::Heading(level) => self.heading(level, block, cues),
            Reading::Instrument => self.instrument_heading(block, cues),
            Reading::Part => self.part(block),
            Reading::Organ => self.organ(block),
            Reading::Attachment => self.attach(block, cues),
            Reading::Paragraph { number, inferred, continues, restarts } => {
                self.by_chapter |= restarts;
                self.paragraph(block, number, inferred, continues);
            }
            Reading::Operative { number, inferred } => self.operative(block, number, inferred),
            Reading::Preambular => self.preambular(block),
            Reading::Decision => self.decision(block),
            // What no number stands over has no address.
            Reading::Item(_) | Reading::DoubleItem(_) if self.numbered.is_none() => self.push_loose(index),
            Reading::Item(depth) => self.item(block, depth),
            Reading::DoubleItem(depth) => self.double_item(block, depth),
            Reading::Summary => self.summarise(index, block),
            Reading::RecommendationNumber => {
                if let Form::Recommendation(number, _) = &cues.form {
                    self.pending_recommendation = Some((block.clone(), number.clone()));
                }
            }
            Reading::Recommendation => self.recommendation(block, cues),
            Reading::ListItem => self.list_item(index, block),
            Reading::Continuation if self.agenda => self.out.agenda.push(index),
            Reading::Continuation => self.continuation(index, block),
            Reading::Loose => {
                self.push_loose(index);
            }
        }
    }

    fn push_loose(&mut self, index: usize) {
        let section = self.sections.path();
        self.out.loose.push((index, section));
    }

    fn heading(&mut self, level: u8, block: &Block, cues: &Cues) {
        let text = flat(strip_bullet(&block.text));
        match &cues.form {
            Form::Chapter(number) => {
                let label = format!("{}.", number.to_uppercase());
                self.close_instrument();
                self.chapter = Some(number.to_uppercase());
                self.pending_chapter = Some((label, block.page));
                return;
            }
            Form::Summary => self.summary = (LocatorPart::Summary, Some(0)),
            Form::ExecutiveSummary => self.summary = (LocatorPart::ExecutiveSummary, Some(0)),
            Form::Introduction => self.summary = (LocatorPart::Introduction, Some(0)),
            _ => {}
        }
        if level == 1 {
            self.chapter = Some(block.opening.printed.clone());
        }
        if self.runs_on(level, block) {
            return;
        }
        if level == 0
            && let Some((label, page)) = self.pending_chapter.take()
        {
            let position = self.position();
            self.title_in_items = text.ends_with(':');
            let depth = self.sections.labelled(1, format!("{label} {text}"), block.look, position);
            self.place_heading(depth, format!("{label} {text}"), page);
            return;
        }
        let position = self.position();
        // `(Agenda item 3)` under a heading says something of it and heads nothing, as does a smudge that was read as a letter.
        // So do the units of a table: `(Thousands of United States dollars)`.
        let is_aside = text.starts_with('(') && text.ends_with(')');
        if level == 0 && (is_aside || text.chars().filter(|c| c.is_alphabetic()).count() < 2) {
            return;
        }
        let depth = if level == 0 && is_set_apart(block.look) && self.awaits_draft() {
            self.sections.title_of_draft(text.clone(), block.look, position)
        } else if level == 0 {
            self.sections.unlabelled(text.clone(), block.look, position)
        } else if self.heads_inside_annex(level, block) {
            self.sections.labelled_inside(level, text.clone(), block.look, position)
        } else {
            if level <= 3 || self.instrument.is_none() {
                self.close_instrument();
            }
            self.sections.labelled(level, text.clone(), block.look, position)
        };
        if level > 0 {
            self.numbered = None;
            self.items.clear();
            self.current = None;
        }
        self.place_heading(depth, text, block.page);
    }

    /// Whether a labelled heading is the next inside the annex of a resolution: the first of its level or the one due.
    fn heads_inside_annex(&mut self, level: u8, block: &Block) -> bool {
        let in_annex = self.instrument.as_ref().is_some_and(|text| text.base.iter().any(is_attachment))
            && !self.base_is_attachment();
        let Some(last) = self.inner_headings.get_mut(usize::from(level).saturating_sub(1)) else { return false };
        let is_next = block.opening.first.iter().any(|label| label.ordinal == *last + 1);
        if !in_annex || !is_next {
            return false;
        }
        *last += 1;
        self.inner_headings.iter_mut().skip(usize::from(level)).for_each(|deeper| *deeper = 0);
        true
    }

    /// Whether a block is the next line of the heading before it, to which it is joined: set alike without space between,
    /// where that heading breaks off, or goes on in items behind a colon.
    fn runs_on(&mut self, level: u8, block: &Block) -> bool {
        let position = self.position();
        let Some(heading) = self.out.headings.last_mut().filter(|heading| heading.first == self.out.passages.len())
        else {
            return false;
        };
        let broken_off = matches!(level, 0) && breaks_off(&heading.text);
        let in_items = self.title_in_items && matches!(level, 0 | 4 | 5);
        if block.look.space_before || heading.page != block.page || !(broken_off || in_items) {
            return false;
        }
        let Some(whole) = self.sections.extend_last(&flat(&block.text), block.look, position) else { return false };
        heading.text = whole.to_owned();
        true
    }

    /// Whether a paragraph stands open that puts forward a draft, so that a title is the draft's.
    fn awaits_draft(&self) -> bool {
        let announces = |text: &str| text.ends_with(':') && cue::announced_draft(text).is_some();
        self.instrument.is_none()
            && self.items.is_empty()
            && self.numbered.as_ref().is_some_and(|numbered| announces(&numbered.chapeau))
    }

    /// A chapter heading that no title followed.
    fn flush_chapter(&mut self, look: Look) {
        if let Some((label, page)) = self.pending_chapter.take() {
            let position = self.position();
            let depth = self.sections.labelled(1, label.clone(), look, position);
            self.place_heading(depth, label, page);
        }
    }

    fn place_heading(&mut self, depth: usize, text: String, page: usize) {
        let first = self.out.passages.len();
        self.out.headings.push(PlacedHeading { depth, text, page, first });
    }

    /// How many texts there were so far, with an address or without.
    fn position(&self) -> usize {
        self.out.passages.len() + self.out.loose.len()
    }

    fn paragraph(&mut self, block: &Block, number: u32, inferred: bool, continues: bool) {
        let in_annex_of_instrument = self
            .instrument
            .as_ref()
            .filter(|text| text.base.iter().any(is_attachment) && !self.base_is_attachment())
            .cloned();
        let (source, mut locator, annex) = match in_annex_of_instrument {
            Some(text) => (text.source, text.base, true),
            None => {
                self.sections.leave_instrument(self.position());
                self.close_instrument();
                let base = if continues { Vec::new() } else { self.attachment.clone() };
                let annex = !base.is_empty();
                (self.document.clone(), base, annex)
            }
        };
        let printed = if inferred { number.to_string() } else { printed_number(block, number) };
        locator.push(LocatorPart::Paragraph(printed));
        let is_printed = !inferred || block.opening.first.iter().any(|label| label.style == LabelStyle::Arabic);
        let text = if is_printed { flat(block.body_after_first()) } else { flat(strip_remains(&block.text)) };
        let text = if is_printed && label::lacks_ligature(&text) { format!("Th{text}") } else { text };
        let kind = if annex { PassageKind::Annex } else { PassageKind::Paragraph };
        self.numbered_passage(block, source, locator, kind, text, inferred);
    }

    fn base_is_attachment(&self) -> bool {
        self.instrument.as_ref().is_some_and(|text| text.base == self.attachment)
    }

    fn operative(&mut self, block: &Block, number: u32, inferred: bool) {
        self.open_unheaded(InstrumentKind::Resolution);
        let (source, mut locator) = self.instrument_base();
        let annex = locator.iter().any(is_attachment) && !self.attachment.iter().any(is_attachment);
        let printed = if inferred { number.to_string() } else { printed_number(block, number) };
        locator.push(LocatorPart::Paragraph(printed));
        let text = if inferred { flat(&block.text) } else { flat(block.body_after_first()) };
        let kind = if annex { PassageKind::Annex } else { PassageKind::Operative };
        self.numbered_passage(block, source, locator, kind, text, inferred);
    }

    fn numbered_passage(
        &mut self,
        block: &Block,
        source: CitedSource,
        locator: Vec<LocatorPart>,
        kind: PassageKind,
        text: String,
        inferred: bool,
    ) {
        self.items.clear();
        self.sections.numbered_passage();
        self.numbered = Some(Numbered { source: source.clone(), locator: locator.clone(), chapeau: text.clone() });
        let context = self.organ_line.iter().cloned().collect();
        self.push(block, Citation { source, locator: Locator(locator) }, kind, context, text, inferred);
    }

    fn preambular(&mut self, block: &Block) {
        self.preambular += 1;
        let (source, mut locator) = self.instrument_base();
        locator.push(LocatorPart::Preambular(self.preambular));
        self.numbered_passage(block, source, locator, PassageKind::Preambular, flat(&block.text), false);
    }

    fn decision(&mut self, block: &Block) {
        self.open_unheaded(InstrumentKind::Decision);
        let (source, locator) = self.instrument_base();
        self.numbered_passage(block, source, locator, PassageKind::Decision, flat(&block.text), false);
    }

    fn recommendation(&mut self, block: &Block, cues: &Cues) {
        let (number, text) = match (&cues.form, self.pending_recommendation.take()) {
            (_, Some((_, number))) => (number, block.text.as_str()),
            (Form::Recommendation(number, width), None) => {
                (number.clone(), block.text.get(*width..).unwrap_or_default())
            }
            _ => return,
        };
        self.close_instrument();
        let mut locator = self.attachment.clone();
        locator.push(LocatorPart::Recommendation(number));
        let source = self.document.clone();
        self.numbered_passage(block, source, locator, PassageKind::Recommendation, flat(text), false);
    }

    fn summarise(&mut self, index: usize, block: &Block) {
        self.summary.1 = self.summary.1.filter(|_| !block.may_hold_two).map(|before| before + 1);
        let Some(number) = self.summary.1 else {
            (self.numbered, self.current) = (None, None);
            return self.push_loose(index);
        };
        let locator = vec![self.summary.0.clone(), LocatorPart::Paragraph(number.to_string())];
        let source = self.document.clone();
        self.numbered_passage(block, source, locator, PassageKind::Summary, flat(&block.text), false);
    }

    fn item(&mut self, block: &Block, depth: u8) {
        let text = flat(block.body_after_first());
        self.push_item(block, depth, block.opening.printed.clone(), text);
    }

    fn double_item(&mut self, block: &Block, depth: u8) {
        self.items.truncate(usize::from(depth).saturating_sub(2));
        self.items.push((block.opening.printed.clone(), String::new()));
        self.push_item(block, depth, block.opening.printed_second.clone(), flat(block.body()));
    }

    fn push_item(&mut self, block: &Block, depth: u8, label: String, text: String) {
        let Some(numbered) = self.numbered.clone() else { return };
        self.items.truncate(usize::from(depth).saturating_sub(1));
        let mut context: Vec<String> = self.organ_line.iter().cloned().collect();
        context.push(numbered.chapeau.clone());
        context.extend(self.items.iter().map(|(_, text)| text.clone()).filter(|text| !text.is_empty()));
        self.items.push((label, text.clone()));
        let mut locator = numbered.locator;
        locator.extend(self.items.iter().map(|(label, _)| LocatorPart::Item(label.clone())));
        self.sections.item_passage(self.position());
        let citation = Citation { source: numbered.source, locator: Locator(locator) };
        self.push(block, citation, PassageKind::Subparagraph, context, text, false);
    }

    /// A numbered list inside a paragraph. An agenda is no passage; any other list is text of its paragraph.
    fn list_item(&mut self, index: usize, block: &Block) {
        if !self.agenda {
            let headed = self.sections.last_since(self.position()).is_some_and(cue::announces_agenda);
            let chapeau = self.current.and_then(|at| self.out.passages.get(at));
            self.agenda = headed || chapeau.is_some_and(|passage| cue::announces_agenda(&passage.text));
        }
        self.sections.forget_since(self.position());
        if self.agenda {
            self.out.agenda.push(index);
        } else {
            self.continuation(index, block);
        }
    }

    fn continuation(&mut self, index: usize, block: &Block) {
        let Some(passage) = self.current.and_then(|at| self.out.passages.get_mut(at)) else {
            self.push_loose(index);
            return;
        };
        super::block::join_text(&mut passage.text, &flat(&block.text));
        add_lines(&mut passage.span, &block.lines);
    }

    /// Puts the chapter before the numbers of the body's own paragraphs.
    fn cite_by_chapter(&mut self) {
        for (passage, chapter) in self.out.passages.iter_mut().zip(&self.chapters) {
            let parts = &mut passage.citation.locator.0;
            let of_body =
                passage.citation.source == self.document && matches!(parts.first(), Some(LocatorPart::Paragraph(_)));
            if let (true, Some(chapter)) = (of_body, chapter) {
                parts.insert(0, LocatorPart::Chapter(chapter.clone()));
            }
        }
    }

    fn push(
        &mut self,
        block: &Block,
        citation: Citation,
        kind: PassageKind,
        context: Vec<String>,
        text: String,
        number_inferred: bool,
    ) {
        let mut span = SourceSpan { page_index: block.page as u32 + 1, page_label: None, lines: Vec::new() };
        add_lines(&mut span, &block.lines);
        let section = self.sections.path();
        self.current = Some(self.out.passages.len());
        self.chapters.push(self.chapter.clone());
        let doubts = Vec::new();
        self.out.passages.push(Passage { citation, kind, section, context, text, span, number_inferred, doubts });
    }
}

fn is_attachment(part: &LocatorPart) -> bool {
    matches!(part, LocatorPart::Annex(_) | LocatorPart::Appendix(_) | LocatorPart::Enclosure(_))
}

/// The number as printed (`12 bis`), where what is printed is that number; else the number itself (`1l` read as 11).
fn printed_number(block: &Block, number: u32) -> String {
    let printed = &block.opening.printed;
    if printed.split(' ').next() == Some(number.to_string().as_str()) { printed.clone() } else { number.to_string() }
}

/// Whether type or place tell that a block is a heading.
fn is_set_apart(look: Look) -> bool {
    look.bold || look.italic || look.centred || look.heading.is_some()
}

/// Whether a heading cannot end where it does: on a comma or on a word that needs another.
fn breaks_off(heading: &str) -> bool {
    const NEEDS_ANOTHER: [&str; 14] =
        ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"];
    let last = heading.rsplit(' ').next().unwrap_or_default().to_lowercase();
    heading.ends_with([',', '-', '–']) || NEEDS_ANOTHER.contains(&last.as_str())
}

fn strip_bullet(text: &str) -> &str {
    text.get(label::bullet_width(text)..).unwrap_or(text)
}

/// The text of a paragraph whose number was lost: without the bullet or the garbled number before it.
fn strip_remains(text: &str) -> &str {
    let text = strip_bullet(text);
    text.get(label::garbled_width(text)..).unwrap_or(text)
}

/// `text` on one line with single spaces.
pub(super) fn flat(text: &str) -> String {
    let text = text.trim();
    // Lines have no other white space than single spaces and tabs.
    let has_gap = memchr::memchr(b'\t', text.as_bytes()).is_some();
    let flat = if has_gap { text.replace('\t', " ") } else { text.to_owned() };
    if flat.contains("  ") { flat.split_whitespace().collect::<Vec<_>>().join(" ") } else { flat }
}

/// Adds line ids to a span as half-open ranges.
pub(super) fn add_lines(span: &mut SourceSpan, lines: &[u32]) {
    for line in lines {
        match span.lines.last_mut() {
            Some(last) if last.end == *line => last.end += 1,
            _ => span.lines.push(*line..*line + 1),
        }
    }
}
