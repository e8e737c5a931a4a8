//! Choices: the readings that one block allows in one state, and what each strains belief.
//!
//! Every cost of the spine stands here or in [`super::counters`], named and with its reason.

mod unlabelled;

use super::block::Block;
use super::counters::{After, Level, MAX_DEPTH, State, open_quotes, sequence};
use super::cue::{Cues, Form};
use super::doubt::INDENT_TOLERANCE;
use super::label::{self, Label, LabelStyle};
use super::spine::{Candidate, Candidates, Reading, Setting, Zone};
use crate::citation::InstrumentKind;

// What a reading costs. One unit is about the doubt that a single weak cue leaves.

/// A heading with no cue of one.
const NO_HEADING: f32 = 4.0;
/// A form of words that looks this much like a heading is no text.
const CERTAIN_HEADING: f32 = 0.6;
/// What looks like a heading and is read as text, at the most.
const HEADING_AS_TEXT: f32 = 3.0;
/// Paragraphs that are numbered anew in a chapter, the first time: most reports number through.
const RESTART_IN_CHAPTER: f32 = 3.5;
/// An item of an agenda that was announced, read as a paragraph.
const AGENDA_AS_PARAGRAPH: f32 = 1.5;
/// `Annex II` as the heading of one.
const ATTACHMENT: f32 = 0.3;
/// The same, read as text where no type would show a heading.
const ATTACHMENT_AS_TEXT: f32 = 1.0;
/// `Resolution 68/1` or `56/103` alone on its line, read as running text.
const TITLE_AS_TEXT: f32 = 0.6;
/// `Recommendation 4 …` at the beginning of a block, read as running text.
const RECOMMENDATION_AS_TEXT: f32 = 1.5;
/// A paragraph of a resolution or declaration that brings other texts: it is the report that does.
const ANNOUNCED_BY_TEXT: f32 = 2.5;
/// A part of a resolution with numbers of its own.
const PART: f32 = 0.8;
/// What the letter of a part counts in [`State::part`], over the roman numerals inside it.
const PART_LETTER: u16 = 100;
/// A resolution that ends without a heading behind it.
const LEAVE: f32 = 2.0;
/// Level of headings with small letters. Letters stand over roman numerals or under them, so that neither ends the other.
const LETTERS: usize = 4;
/// A short text whose number continues the list under way, read as a paragraph.
const CONTINUES_LIST: f32 = 2.0;
/// Letters missing before one that the next goes on from, at the most; and a roman numeral where that one is a letter.
const VOUCHED_GAP: f32 = 2.0;
/// Items of a list missing before one that goes on with it: columns come apart. No paragraph is read so that is due.
const LOST_ITEMS: f32 = 1.5;
/// Items that are lost at the most.
const MOST_LOST: u32 = 10;
/// More than one sentence, read as an item of an agenda.
const TOLD: f32 = 1.5;
/// Items of an agenda are shorter than this, in bytes.
const LIST_ITEM_BYTES: usize = 250;
/// The readings that one block allows in one state.
pub(super) struct Choices<'a> {
    state: State,
    /// What the walk so far costs, and its last step.
    walk: (f32, u32),
    block: &'a Block,
    cues: &'a Cues,
    setting: Setting,
    /// The numbers that the next numbered blocks open with, by position.
    ahead: &'a [(usize, u32)],
    /// The blocks behind this one.
    behind: &'a [Block],
    /// What the shape of the block costs as a numbered paragraph of any kind.
    shape: f32,
    candidates: &'a mut Candidates,
}

impl<'a> Choices<'a> {
    /// The choices that a block gives, before the first state.
    pub(super) fn of(
        block: &'a Block,
        cues: &'a Cues,
        setting: Setting,
        ahead: &'a [(usize, u32)],
        behind: &'a [Block],
        candidates: &'a mut Candidates,
    ) -> Self {
        let (state, walk) = (State::new(&setting), (0.0, u32::MAX));
        Self { state, walk, block, cues, setting, ahead, behind, shape: shape(block, cues), candidates }
    }

    /// Finds the readings in the state that a walk has come to at this cost and with this last step.
    pub(super) fn gather(&mut self, state: State, cost: f32, step: u32) {
        (self.state, self.walk) = (state, (cost, step));
        if self.cues.wordless && self.cues.form == Form::Plain {
            // It stands between texts or inside one, and neither ends nor opens anything.
            self.add(Reading::Loose, self.state, 0.0);
            return;
        }
        if self.cues.foreign || self.cues.therefore {
            // It belongs to nothing before it, and what follows is no more of that.
            self.add(Reading::Loose, State { after: After::Loose, ..self.state }, 0.0);
            return;
        }
        if self.form() {
            return;
        }
        for label in &self.block.opening.first {
            match label.style {
                LabelStyle::Arabic => self.arabic(label.ordinal),
                LabelStyle::UpperRoman => self.labelled_heading(1, label.ordinal),
                LabelStyle::UpperLetter => self.labelled_heading(2, label.ordinal),
                _ => self.item(*label),
            }
        }
        self.unlabelled();
    }

    fn add(&mut self, reading: Reading, state: State, cost: f32) {
        let (before, parent) = self.walk;
        self.candidates.add(Candidate { state, cost: before + cost, parent, reading });
    }

    /// Whether a walk on with a reading of this cost would be too far behind to be followed.
    fn is_too_far(&self, cost: f32) -> bool {
        self.candidates.is_too_far(self.walk.0 + cost)
    }

    /// The text does not look like what a heading is.
    fn heading_as_text(&self) -> f32 {
        heading_as_text(self.cues)
    }

    /// Forms of words with a meaning of their own; true where no other reading need be tried.
    fn form(&mut self) -> bool {
        let mut state = self.state;
        let doubt = 1.0 - self.cues.heading;
        match &self.cues.form {
            Form::Plain => return false,
            Form::Separator => {
                if matches!(state.zone, Zone::Operative | Zone::Decided) && state.list == 0 {
                    self.close(&mut state);
                    state.after = After::Closed;
                }
                self.add(Reading::Loose, state, 0.0);
                return true;
            }
            Form::Organ(colon) => return self.organ(*colon),
            Form::Chapter(number) => {
                state.headings = [0; 5];
                if let Some(first) = state.headings.first_mut() {
                    *first = label::roman(&number.to_uppercase()).or_else(|| number.parse().ok()).unwrap_or(0) as u16;
                }
                self.close(&mut state);
                state.fresh_chapter = true;
                self.add(Reading::Heading(1), state, 0.2);
            }
            Form::Adopted(kind, _) | Form::Draft(kind, _) => {
                self.close(&mut state);
                state.zone = match kind {
                    InstrumentKind::Resolution => Zone::Opened,
                    InstrumentKind::Decision => Zone::Decision,
                };
                state.operative = 0;
                self.add(Reading::Instrument, state, 0.2 + doubt);
            }
            Form::Annex(_) | Form::Appendix(_) | Form::Enclosure(_) => {
                if state.attachments == 0 {
                    state.outer = state.paragraph;
                }
                state.attachments += 1;
                state.paragraph = 0;
                state.continues = false;
                state.headings = [0; 5];
                self.close(&mut state);
                // Where no type would show it, the word alone on its line is all that a heading has.
                let doubt = if self.block.look.size == 0.0 { 0.0 } else { doubt };
                self.add(Reading::Attachment, state, ATTACHMENT + doubt * 0.5);
            }
            Form::Number(_) => {
                self.close(&mut state);
                state.zone = Zone::Decision;
                state.operative = 0;
                self.add(Reading::Instrument, state, 0.4);
            }
            Form::Part(letter) if state.in_instrument() => {
                let ordinal = letter.bytes().next().map_or(0, |letter| u16::from(letter.saturating_sub(b'A')) + 1);
                let order = if ordinal == state.part / PART_LETTER + 1 { 0.0 } else { 1.5 };
                state = state.behind_passage(self.cues);
                state.part = ordinal * PART_LETTER;
                state.zone = Zone::Opened;
                state.operative = 0;
                state.after = After::Heading;
                self.add(Reading::Instrument, state, 0.3 + order);
            }
            Form::Declaration(_) if state.zone == Zone::Announced => {
                self.close(&mut state);
                state.zone = Zone::Preamble;
                state.operative = 0;
                self.add(Reading::Instrument, state, 0.2 + doubt);
            }
            Form::Declaration(_) => return false,
            // A single capital is a part only inside a resolution.
            Form::Part(_) => return false,
            Form::Introduction if !self.setting.numbered || state.paragraph > 0 || state.headings != [0; 5] => {
                return false;
            }
            Form::Recommendation(_, width) => {
                let reading = if *width == self.block.text.len() {
                    self.close(&mut state);
                    state.zone = Zone::Recommendation;
                    Reading::RecommendationNumber
                } else {
                    state = state.behind_passage(self.cues);
                    state.zone = Zone::None;
                    Reading::Recommendation
                };
                self.add(reading, state, 0.3);
                self.continuation(RECOMMENDATION_AS_TEXT);
                self.loose(RECOMMENDATION_AS_TEXT);
                return true;
            }
            Form::Summary | Form::ExecutiveSummary | Form::Introduction => {
                self.close(&mut state);
                state.zone = if self.setting.summary { Zone::Summary } else { Zone::None };
                self.add(Reading::Heading(0), state, 0.3);
            }
        }
        let names_text = matches!(self.cues.form, Form::Adopted(..) | Form::Draft(..) | Form::Number(_));
        if names_text {
            // The heading of amendments to a text names that text.
            self.plain_heading(0.5);
        }
        if names_text || self.cues.heading < CERTAIN_HEADING {
            let is_attachment = matches!(self.cues.form, Form::Annex(_) | Form::Appendix(_) | Form::Enclosure(_));
            let as_text = if is_attachment && self.block.look.size == 0.0 { ATTACHMENT_AS_TEXT } else { 0.0 };
            self.continuation(if names_text { TITLE_AS_TEXT } else { as_text });
            self.loose(as_text);
        }
        true
    }

    /// Ends the instrument, the list and the items under way, as a heading does.
    fn close(&self, state: &mut State) {
        state.zone = Zone::None;
        state.list = 0;
        state.items = [None; MAX_DEPTH];
        state.after = After::Heading;
        state.quotes = 0;
        state.part = 0;
    }

    fn organ(&mut self, colon: bool) -> bool {
        let mut state = self.state.behind_passage(self.cues);
        let strange = match (self.state.zone, self.state.after) {
            (Zone::Announced | Zone::Opened | Zone::Decision, _) => 0.0,
            (_, After::Chapeau | After::Agenda | After::Start) => 0.3,
            (Zone::None, After::Heading) => 0.3,
            _ => 1.5,
        };
        if colon {
            state.zone = Zone::Decided;
            state.operative = 0;
            self.add(Reading::Decision, state, strange);
        } else {
            // Boards name themselves without a comma and go straight to what they decide.
            let bare = self.state.zone == Zone::Decision && !self.block.text.ends_with(',');
            state.zone = if bare { Zone::Decision } else { Zone::Preamble };
            state.after = if bare { After::Heading } else { state.after };
            state.operative = 0;
            self.add(Reading::Organ, state, strange);
        }
        self.unlabelled();
        true
    }

    fn arabic(&mut self, number: u32) {
        self.paragraph(number);
        if matches!(self.state.zone, Zone::Opened | Zone::Preamble | Zone::Operative | Zone::Decision | Zone::Decided) {
            self.operative(number);
        }
        if self.state.zone == Zone::Announced && self.state.after == After::Heading {
            self.operative(number);
        }
        self.list_item(number);
        self.labelled_heading(3, number);
    }

    fn off_margin(&self) -> f32 {
        match (self.block.look.indent, self.setting.indent) {
            (Some(here), Some(usual)) if (here - usual).abs() > INDENT_TOLERANCE => 1.0,
            _ => 0.0,
        }
    }

    /// What it costs to leave a resolution or decision without a heading behind it.
    fn leave(&self) -> f32 {
        let unfinished = if self.state.after == After::Closed { 0.0 } else { 1.0 };
        let operative = if self.cues.operative { 2.5 } else { 0.0 };
        match self.state.zone {
            Zone::None | Zone::Announced | Zone::Summary | Zone::Recommendation => 0.0,
            Zone::Opened | Zone::Preamble | Zone::Decision => LEAVE + 2.0 + operative,
            Zone::Operative | Zone::Decided => LEAVE + unfinished + operative,
        }
    }

    fn paragraph(&mut self, number: u32) {
        if self.is_unnumbered() {
            return;
        }
        let quoted = if self.state.quotes > 0 { 0.5 } else { 0.0 };
        let in_agenda = self.setting.agenda || self.state.after == After::Agenda;
        let agenda = if in_agenda && !self.cues.prose { AGENDA_AS_PARAGRAPH } else { 0.0 };
        let in_list = self.state.list > 0 && number == self.state.list + 1 && self.is_short();
        let listed = if in_list { CONTINUES_LIST } else { 0.0 };
        let common = self.shape + self.off_margin() + self.leave() + quoted + agenda + listed;
        let mut state = self.state.behind_passage(self.cues);
        state.zone = if self.cues.draft { Zone::Announced } else { Zone::None };
        state.paragraph = number;
        state.fresh_chapter = false;
        let reading = |continues| Reading::Paragraph { number, inferred: false, continues, restarts: false };
        let step = self.step(self.state.paragraph, number);
        if self.state.continues {
            self.add(reading(true), state, common + step);
            return;
        }
        if number == 1 && self.state.fresh_chapter && self.state.paragraph > 0 && self.state.attachments == 0 {
            let restart = if self.state.by_chapter { 0.2 } else { RESTART_IN_CHAPTER };
            let restarted = State { by_chapter: true, ..state };
            let reading = Reading::Paragraph { number, inferred: false, continues: false, restarts: true };
            self.add(reading, restarted, common + restart);
        }
        let runs_on = if self.state.by_chapter && self.state.fresh_chapter { RESTART_IN_CHAPTER } else { 0.0 };
        self.add(reading(false), state, common + step + runs_on);
        if self.state.attachments > 0 && self.state.paragraph == 0 && number == self.state.outer + 1 && number > 1 {
            state.continues = true;
            self.add(reading(true), state, common + 0.3);
        }
    }

    /// No longer than the items of an agenda.
    fn is_short(&self) -> bool {
        self.block.text.len() < LIST_ITEM_BYTES
    }

    /// No paragraph here has a number.
    fn is_unnumbered(&self) -> bool {
        self.setting.unnumbered && self.state.attachments == 0
    }

    /// What it costs that `number` follows `last`; `12 bis` stands behind 12.
    fn step(&self, last: u32, number: u32) -> f32 {
        let is_inserted = self.block.opening.printed.contains(' ');
        if is_inserted && number == last { 0.2 } else { sequence(last, number) }
    }

    fn operative(&mut self, number: u32) {
        let last = if matches!(self.state.zone, Zone::Operative | Zone::Decided) { self.state.operative } else { 0 };
        // The parts of a resolution may have one preamble, before the first.
        let lacks_organ = matches!(self.state.zone, Zone::Announced | Zone::Opened) && self.state.part == 0;
        let unopened = if lacks_organ { 0.8 } else { 0.0 };
        let expected = self.cues.operative || self.cues.declares || self.cues.organ || self.block.look.italic_lead;
        let strange = if expected { 0.0 } else { 1.0 } + if self.cues.announces { ANNOUNCED_BY_TEXT } else { 0.0 };
        let interrupted = match self.state.after {
            After::Agenda => 3.0,
            After::Heading if self.state.zone == Zone::Decided => 2.0,
            _ => 0.0,
        };
        let mut state = self.state.behind_passage(self.cues);
        state.zone = Zone::Operative;
        state.operative = number;
        let cost = self.shape + self.step(last, number) + unopened + strange + interrupted;
        self.add(Reading::Operative { number, inferred: false }, state, cost);
    }

    fn list_item(&mut self, number: u32) {
        let cost = match (number, self.state.list, self.state.after) {
            (n, list, _) if list > 0 && n == list + 1 => 0.1,
            (n, list, _) if list > 0 && (list + 2..=list + 1 + MOST_LOST).contains(&n) && self.is_short() => LOST_ITEMS,
            (1, _, After::Agenda) => 0.1,
            (1, _, After::Chapeau) => 0.4,
            (1, _, After::Heading) if self.state.has_passage() => 1.2,
            (1, 0, _) if self.state.quotes > 0 => 0.5,
            (1, ..) => 3.0,
            (_, 0, After::Chapeau | After::Agenda | After::Heading) if self.state.quotes > 0 => 0.5,
            _ => return,
        };
        if !self.state.has_passage() && self.state.list == 0 && self.state.after != After::Agenda {
            return;
        }
        let mut state = self.state.behind_text(self.cues);
        state.list = number;
        // A list is set further in than the paragraphs, where there are indents at all.
        let margin = if self.off_margin() > 0.0 || self.setting.indent.is_none() { 0.0 } else { 0.3 };
        let told = if self.state.after == After::Agenda && is_told(self.block.body_after_first()) { TOLD } else { 0.0 };
        // What was announced is the text of a draft, not a list.
        let announced = if self.state.zone == Zone::Announced && self.cues.organ { 2.0 } else { 0.0 };
        self.add(Reading::ListItem, state, cost + margin + announced + told + self.heading_as_text());
    }

    fn labelled_heading(&mut self, level: usize, ordinal: u32) {
        let Some(last) = level.checked_sub(1).and_then(|slot| self.state.headings.get(slot)).copied().map(u32::from)
        else {
            return;
        };
        let order = match ordinal.checked_sub(last) {
            Some(1) => 0.0,
            Some(0) => 2.5,
            Some(step) => step.min(4) as f32 * 0.8,
            None if ordinal == 1 && level >= LETTERS => 0.3,
            None if ordinal == 1 => 1.5,
            None => 2.5,
        };
        let quoted = if self.state.quotes > 0 { 2.0 } else { 0.0 };
        let empty = if self.block.body_after_first().is_empty() && level > 2 { 2.0 } else { 0.0 };
        let inside = if self.state.in_instrument() && level >= 3 { 1.0 } else { 0.0 };
        let unlike = NO_HEADING * (1.0 - self.cues.heading);
        let cost = unlike + order + quoted + empty + inside;
        if !self.is_too_far(cost) {
            self.add(Reading::Heading(level as u8), self.behind_labelled(level, ordinal), cost);
        }
        if level == 1 && self.is_next_part(ordinal) {
            let mut state = self.state.behind_passage(self.cues);
            state.zone = Zone::Opened;
            state.operative = 0;
            state.part += 1;
            state.after = After::Heading;
            self.add(Reading::Part, state, unlike + PART);
        }
    }

    /// The counters behind a heading with a label.
    fn behind_labelled(&self, level: usize, ordinal: u32) -> State {
        let mut state = self.state;
        if let Some((own, inner)) = state.headings.get_mut(level - 1..).and_then(<[u16]>::split_first_mut) {
            *own = ordinal as u16;
            if level < LETTERS {
                inner.fill(0);
            }
        }
        self.close(&mut state);
        if self.cues.names_draft {
            state.zone = Zone::Announced;
        }
        state.fresh_chapter |= level == 1;
        state
    }

    /// Whether a roman numeral inside a resolution numbers its next part.
    fn is_next_part(&self, ordinal: u32) -> bool {
        self.state.in_instrument() && ordinal == u32::from(self.state.part % PART_LETTER) + 1
    }

    fn item(&mut self, label: Label) {
        if let Some(level) = match label.style {
            LabelStyle::LowerLetter => Some(4),
            LabelStyle::LowerRoman => Some(5),
            _ => None,
        } {
            self.labelled_heading(level, label.ordinal);
        }
        if !self.state.has_passage() {
            return;
        }
        let Some((depth, items, mut cost)) = self.place(label) else { return };
        cost += self.heading_as_text();
        cost += if self.state.quotes > 0 { 4.0 } else { 0.0 };
        cost += if self.state.list > 0 { 3.0 } else { 0.0 };
        cost += if self.state.after == After::Heading { 0.4 } else { 0.0 };
        let mut state = self.state.behind_text(self.cues);
        state.zone = if state.zone == Zone::Announced { Zone::None } else { state.zone };
        state.quotes = open_quotes(self.cues);
        state.items = items;
        if self.block.opening.second.is_empty() {
            let empty = if self.block.body_after_first().is_empty() { 2.0 } else { 0.0 };
            self.add(Reading::Item(depth as u8 + 1), state, cost + empty);
            return;
        }
        for second in &self.block.opening.second {
            let Some(slot) = items.get(depth + 1) else { continue };
            if slot.is_none() && second.ordinal == 1 {
                let mut state = state;
                if let Some(slot) = state.items.get_mut(depth + 1) {
                    *slot = Some(Level { style: second.style, ordinal: 1 });
                }
                self.add(Reading::DoubleItem(depth as u8 + 2), state, cost + 0.1);
            }
        }
    }

    /// Whether the next block goes on with the label behind this one, and with nothing else.
    fn goes_on(&self, label: Label) -> bool {
        let next = self.behind.first().map(|block| block.opening.first.as_slice());
        matches!(next, Some([next]) if next.style == label.style && next.ordinal == label.ordinal + 1)
    }

    /// The depth (from 0) that an item with this label stands on, the levels behind it, and what that costs.
    fn place(&self, label: Label) -> Option<(usize, [Option<Level>; MAX_DEPTH], f32)> {
        let mut items = self.state.items;
        let ordinal = u16::try_from(label.ordinal).ok()?;
        let depth = items.iter().take_while(|level| level.is_some()).count();
        let known = items.iter().position(|level| level.is_some_and(|level| level.style == label.style));
        let (at, cost) = match known {
            Some(at) => {
                let last = items.get(at).copied().flatten()?.ordinal;
                let chapeau = matches!(self.state.after, After::Chapeau | After::Agenda);
                let skipped = if chapeau && at + 1 == depth { 1.0 } else { 0.0 };
                match ordinal.checked_sub(last) {
                    Some(1) => (at, skipped),
                    Some(step) if step > 1 => {
                        let most = if self.goes_on(label) { VOUCHED_GAP } else { 8.0 };
                        (at, (f32::from(step - 1) * 2.0).min(most) + skipped)
                    }
                    _ => return None,
                }
            }
            None if (ordinal == 1 || self.block.opening.printed.contains('(')) && depth < MAX_DEPTH => {
                let other = self.block.opening.first.iter().find(|other| other.style != label.style);
                let opening = match self.state.after {
                    // `(i)` before `(j)` is a letter.
                    _ if other.is_some_and(|other| self.goes_on(*other)) => VOUCHED_GAP,
                    After::Chapeau | After::Agenda => 0.0,
                    After::Closed | After::Open | After::Listed => 1.5,
                    After::Heading => 0.2,
                    After::Start | After::Loose | After::Caption => 2.0,
                };
                (depth, opening)
            }
            None => return None,
        };
        for (slot, level) in items.iter_mut().enumerate() {
            if slot == at {
                *level = Some(Level { style: label.style, ordinal });
            } else if slot > at {
                *level = None;
            }
        }
        Some((at, items, cost))
    }
}

/// The text does not look like what a heading is.
fn heading_as_text(cues: &Cues) -> f32 {
    HEADING_AS_TEXT * (cues.heading - 0.3).max(0.0)
}

/// What the shape of a block costs as a numbered paragraph of any kind.
fn shape(block: &Block, cues: &Cues) -> f32 {
    let body = block.body_after_first();
    let mut cost = heading_as_text(cues);
    cost += if body.chars().any(char::is_alphabetic) { 0.0 } else { 4.0 };
    cost += if cues.lower { 1.5 } else { 0.0 };
    cost += if body.len() < 20 && !cues.closed { 1.5 } else { 0.0 };
    cost += if cues.closed { 0.0 } else { 0.5 };
    cost += if cues.cells { 2.0 } else { 0.0 };
    cost
}

/// Whether a text is told in more than one sentence: a small letter or figure, a stop, and a capital that goes on.
fn is_told(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let mut after = text.get(at + 2..).unwrap_or_default().chars();
        before.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
            && after.next().is_some_and(char::is_uppercase)
            && after.next().is_some_and(|c| c.is_lowercase() || c == ' ')
    })
}
