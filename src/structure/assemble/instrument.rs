//! Resolutions, decisions, drafts and annexes: what the paragraphs under their headings are cited by.
//!
//! Input: their headings, parts and organ lines. Output: the source and the locator under which [`Assembler`] puts the
//! paragraphs that follow.

use super::super::block::Block;
use super::super::cue::{self, Cues, Form};
use super::super::organ;
use super::{Assembler, Text, flat, is_attachment};
use crate::citation::{CitedSource, DocumentSymbol, Instrument, InstrumentKind, LocatorPart};

impl Assembler<'_> {
    pub(super) fn close_instrument(&mut self) {
        self.instrument = None;
        self.organ_line = None;
        self.sections.close_instrument();
    }

    pub(super) fn instrument_heading(&mut self, block: &Block, cues: &Cues) {
        if let Form::Adopted(_, number) | Form::Number(number) = &cues.form
            && self.is_own_number(number)
        {
            return self.heading(0, block, cues);
        }
        let whole = self.instrument.clone();
        if matches!(cues.form, Form::Part(_)) {
            self.organ_line = None;
        } else {
            self.close_instrument();
        }
        self.numbered = None;
        self.items.clear();
        self.current = None;
        self.preambular = 0;
        let text = flat(&block.text);
        let position = self.position();
        match &cues.form {
            Form::Adopted(kind, number) => self.instrument = Some(self.adopted(*kind, number)),
            Form::Number(number) => {
                let over = self.sections.path().join(" ").to_lowercase();
                let kind = if over.contains("decision") && !over.contains("resolution") {
                    InstrumentKind::Decision
                } else {
                    InstrumentKind::Resolution
                };
                self.instrument = Some(Text { by_number: true, ..self.adopted(kind, number) });
            }
            Form::Draft(kind, number) => {
                let mut base = self.attachment.clone();
                base.push(LocatorPart::Draft(*kind, number.clone()));
                self.instrument = Some(Text { source: self.document.clone(), base, by_number: false });
            }
            Form::Declaration(name) => {
                let mut base = self.attachment.clone();
                base.push(LocatorPart::Declaration(name.clone()));
                self.instrument = Some(Text { source: self.document.clone(), base, by_number: false });
            }
            Form::Part(letter) => {
                let own = || Text { source: self.document.clone(), base: self.attachment.clone(), by_number: false };
                self.instrument = Some(part_of(whole.unwrap_or_else(own), letter));
            }
            _ => {}
        }
        let depth = match cues.form {
            Form::Part(_) => self.sections.part(text.clone(), block.look, position),
            _ => self.sections.instrument(text.clone(), block.look, position),
        };
        self.place_heading(depth, text, block.page);
    }

    /// Whether the document itself is the resolution with this number: `64/182` in `A/RES/64/182`.
    fn is_own_number(&self, number: &str) -> bool {
        let number: String = number.split(' ').collect();
        let is_of = |symbol: &DocumentSymbol| {
            let symbol: String = symbol.as_str().split(' ').collect();
            symbol.strip_suffix(number.as_str()).is_some_and(|series| series.ends_with('/'))
        };
        self.own.is_some() && self.front.symbols.first().is_some_and(is_of)
    }

    /// A part of the resolution under way, by its roman numeral.
    pub(super) fn part(&mut self, block: &Block) {
        self.organ_line = None;
        self.numbered = None;
        self.items.clear();
        self.current = None;
        self.preambular = 0;
        let whole = self.instrument.clone().unwrap_or(Text {
            source: self.document.clone(),
            base: Vec::new(),
            by_number: false,
        });
        self.instrument = Some(section_of(whole, &block.opening.printed));
        let text = flat(&block.text);
        let depth = self.sections.section_of_part(text.clone(), block.look, self.position());
        self.place_heading(depth, text, block.page);
    }

    /// The address of a resolution or decision that this document prints: by the organ that reports, where it is known,
    /// by short form or else by name; otherwise through the document itself.
    fn adopted(&self, kind: InstrumentKind, number: &str) -> Text {
        let body = self.front.body.as_deref();
        let by_symbol = || self.front.symbols.last().and_then(organ::of_symbol).map(str::to_owned);
        let named =
            body.map(|name| organ::short_form(name).map_or_else(|| name.to_owned(), str::to_owned)).or_else(by_symbol);
        match named {
            Some(organ) => {
                let number = number.to_owned();
                Text {
                    source: CitedSource::Instrument(Instrument { organ, kind, number }),
                    base: Vec::new(),
                    by_number: false,
                }
            }
            None => Text {
                source: self.document.clone(),
                base: vec![LocatorPart::Adopted(kind, number.to_owned())],
                by_number: false,
            },
        }
    }

    pub(super) fn organ(&mut self, block: &Block) {
        self.preambular = 0;
        self.items.clear();
        let line = flat(&block.text);
        if let Some(text) = &mut self.instrument {
            text.name_organ(&line);
        }
        self.open_unheaded(InstrumentKind::Resolution);
        self.numbered = None;
        self.current = None;
        self.organ_line = Some(line);
    }

    /// Opens a draft that has no heading of its own: it hangs under the paragraph that announces it, or else is the
    /// document's single draft of that kind.
    pub(super) fn open_unheaded(&mut self, kind: InstrumentKind) {
        if self.instrument.is_some() {
            return;
        }
        let mut base = self.attachment.clone();
        if let Some(numbered) = self.numbered.take()
            && let Some(announced) = cue::announced_draft(&numbered.chapeau)
        {
            base = numbered.locator;
            base.push(LocatorPart::Draft(announced, None));
            // What stands between the paragraph and the organ is the title of the draft, not a section.
            self.sections.forget_since(self.position());
        } else if self.own.is_none() {
            // Only a document that is itself a resolution is cited by its bare symbol.
            let headed = self.sections.path().iter().rev().find_map(|heading| cue::announced_draft(heading));
            // A text of which nothing says that it is a draft may have been adopted.
            let part = if self.speaks_of_draft() { LocatorPart::Draft } else { |kind, _| LocatorPart::Quoted(kind) };
            base.push(part(headed.unwrap_or(kind), None));
        }
        self.instrument = Some(Text { source: self.document.clone(), base, by_number: false });
    }

    /// Whether the masthead or the text so far speaks of a draft.
    fn speaks_of_draft(&self) -> bool {
        let masthead = [&self.front.title, &self.front.author].into_iter().flatten().map(String::as_str);
        let mut texts = masthead.chain(self.so_far.iter().map(|block| block.text.as_str()));
        texts.any(|text| cue::announced_draft(text).is_some())
    }

    pub(super) fn attach(&mut self, block: &Block, cues: &Cues) {
        let part = match &cues.form {
            Form::Appendix(number) => LocatorPart::Appendix(number.clone()),
            Form::Enclosure(number) => LocatorPart::Enclosure(number.clone()),
            Form::Annex(number) => LocatorPart::Annex(number.clone()),
            _ => LocatorPart::Annex(None),
        };
        // A draft printed in an annex ends where the next annex begins.
        let goes_on = self.attachment.is_empty() || matches!(part, LocatorPart::Appendix(_));
        let is_own = |text: &Text| match &text.source {
            CitedSource::Instrument(_) => true,
            // The annex to the parts of a document that is itself a resolution is the document's.
            CitedSource::Document(_) | CitedSource::File(_) => self.own.is_none() && !text.base.is_empty(),
        };
        let own = self.instrument.as_ref().is_some_and(is_own) && goes_on;
        self.inner_headings = [0; 5];
        let text = flat(&block.text);
        let position = self.position();
        if own {
            if let Some(instrument) = &mut self.instrument {
                instrument.base.retain(|part| !is_attachment(part));
                instrument.base.push(part);
            }
        } else {
            self.instrument = None;
            if matches!(part, LocatorPart::Appendix(_)) {
                self.attachment.retain(|part| !matches!(part, LocatorPart::Appendix(_)));
            } else {
                self.attachment.clear();
            }
            self.attachment.push(part);
        }
        self.numbered = None;
        self.items.clear();
        self.current = None;
        let depth = self.sections.attachment(text.clone(), block.look, position, own);
        self.place_heading(depth, text, block.page);
    }

    pub(super) fn instrument_base(&self) -> (CitedSource, Vec<LocatorPart>) {
        match &self.instrument {
            Some(text) => (text.source.clone(), text.base.clone()),
            None => (self.document.clone(), self.attachment.clone()),
        }
    }
}

impl Text {
    /// Takes from the line of the organ what it says of the text: which organ adopted it, and that it is a resolution, as
    /// decisions have no preamble.
    fn name_organ(&mut self, line: &str) {
        let short = organ::short_form(line);
        if let ([LocatorPart::Adopted(kind, number)], Some(organ)) = (self.base.as_slice(), short) {
            let instrument = Instrument { organ: organ.to_owned(), kind: *kind, number: number.clone() };
            (self.source, self.base) = (CitedSource::Instrument(instrument), Vec::new());
        }
        let CitedSource::Instrument(instrument) = &mut self.source else { return };
        if let Some(organ) = short {
            // The resolution names the organ itself; the masthead is only the usual case.
            instrument.organ = organ.to_owned();
        }
        if self.by_number && line.ends_with(',') {
            instrument.kind = InstrumentKind::Resolution;
        }
    }
}

/// `draft resolution III A` from `draft resolution III`, also where `whole` is already part B of it.
fn part_of(mut whole: Text, letter: &str) -> Text {
    let extend = |number: &str| format!("{} {letter}", number.split(' ').next().unwrap_or_default()).trim().to_owned();
    if let CitedSource::Instrument(instrument) = &mut whole.source {
        instrument.number = extend(&instrument.number);
    }
    let is_numbered = |part: &LocatorPart| matches!(part, LocatorPart::Draft(_, Some(_)));
    if matches!(whole.source, CitedSource::Document(_)) && !whole.base.iter().any(is_numbered) {
        return section_of(whole, letter);
    }
    for part in &mut whole.base {
        if let LocatorPart::Draft(_, number) = part {
            *number = Some(extend(number.as_deref().unwrap_or_default()));
        }
    }
    whole
}

/// The section of a text that this numeral or letter heads, in place of the one before it.
fn section_of(mut whole: Text, label: &str) -> Text {
    whole.base.retain(|part| !matches!(part, LocatorPart::Section(_)));
    whole.base.push(LocatorPart::Section(label.to_owned()));
    whole
}
