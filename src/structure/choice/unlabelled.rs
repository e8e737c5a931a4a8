//! The readings that need no label: headings, preambular paragraphs, decisions, running text, text without a place, and
//! paragraphs whose number was lost.
//!
//! Input: a block in a state. Output: readings added to [`Choices`], with what each strains belief.

use super::super::block::Block;
use super::super::counters::{After, sequence};
use super::super::cue::{self, Cues, Form};
use super::super::label::{self, LabelStyle};
use super::super::spine::{Reading, Zone};
use super::{Choices, NO_HEADING};

/// A paragraph whose number was lost, in running text.
const INFERRED: f32 = 4.0;
/// The same, directly behind a heading, where no paragraph can go on.
const INFERRED_AFTER_HEADING: f32 = 2.2;
/// On top, where no paragraph has had a number yet: the text may have none at all.
const INFERRED_FIRST: f32 = 4.0;
/// A label that is read as the middle of a sentence.
const LABEL_AS_TEXT: f32 = 2.5;
/// The caption of a table or figure, or the title under it, read as a heading of the text.
const CAPTION_AS_HEADING: f32 = 4.0;
/// A line behind a colon, or behind a line of a list that the colon opened, read as a heading where type would tell one.
const LIST_AS_HEADING: f32 = 1.5;
/// What a line that is due as the title of a resolution or decision needs less to be a heading.
const TITLE_OF_TEXT: f32 = 1.0;
/// Text that no place is found for.
const LOOSE: f32 = 1.0;
/// A number that a scan garbled so that it can still be read.
const GARBLED: f32 = 0.5;
/// Bytes of the shortest paragraph with a garbled number, and of the shortest that ends as a sentence; `I. Introduction` is none.
const FEWEST_GARBLED_BYTES: (usize, usize) = (60, 30);
/// A number so far ahead of the last is of another sequence.
const FAR: u32 = 20;
/// A number that is due, garbled or in a quotation, read as running text.
const DUE_AS_TEXT: f32 = 1.5;
/// Words that are no sentence, behind a finished passage and over the next number, read as anything but a heading.
const HEADS_NEXT: f32 = 1.6;
/// A number that a scan read as another: as much as losing one, since a number may also be quoted.
const MISREAD: f32 = 3.0;

impl Choices<'_> {
    /// The readings that need no label.
    pub(super) fn unlabelled(&mut self) {
        let as_text = self.label_as_text();
        self.plain_heading(as_text);
        match self.state.zone {
            Zone::Preamble => self.preambular(as_text),
            Zone::Opened if self.cues.preambular && !self.is_title() => self.preambular(as_text + 0.8),
            Zone::Decision => self.decision(as_text),
            Zone::Announced if self.cues.organ => self.decision(as_text),
            Zone::Summary => self.summary(as_text),
            Zone::Recommendation => self.recommendation(as_text),
            _ => {}
        }
        self.continuation(as_text);
        self.loose(as_text);
        if self.is_unnumbered() {
            return;
        }
        if self.cues.garbled {
            self.garbled();
        }
        self.misread();
        if self.block.opening.first.is_empty() || self.cues.garbled {
            self.inferred();
        }
    }

    /// The line of the organ follows, so that what stands under the heading of a resolution is its title, although it opens
    /// with a participle: `Addressing the impacts of illicit drug-related activities on the environment`.
    fn is_title(&self) -> bool {
        /// Blocks that a title takes at most.
        const TITLE_BLOCKS: usize = 3;
        !self.cues.closed && self.behind.iter().take(TITLE_BLOCKS).any(|block| cue::is_organ_line(block.text.trim()))
    }

    /// Long enough to be a paragraph behind a garbled number.
    fn is_sentence(&self) -> bool {
        let (any, closed) = FEWEST_GARBLED_BYTES;
        self.block.text.len() >= if self.cues.closed { closed } else { any }
    }

    /// A paragraph whose number a scan garbled, where it can be the number that is due.
    fn garbled(&mut self) {
        let next = self.state.paragraph + 1;
        let is_long = self.is_sentence();
        // The first number of a part of a report is told by the one behind it.
        let first = self.ahead.first().map(|(_, ahead)| ahead - 1).filter(|_| self.state.paragraph == 0);
        let next = first.filter(|first| *first > 1).unwrap_or(next);
        if is_long && label::garbled_as(&self.block.text, next) {
            let mut state = self.state.behind_passage(self.cues);
            // Scans read specks as quotation marks.
            let quoted = if self.state.quotes > 0 { 0.3 } else { 0.0 };
            let begins = sequence(self.state.paragraph, next);
            let cost = GARBLED + begins + quoted + self.heading_as_text() + self.off_margin() + self.leave();
            state.zone = Zone::None;
            state.paragraph = next;
            state.fresh_chapter = false;
            let continues = self.state.continues;
            let reading = Reading::Paragraph { number: next, inferred: true, continues, restarts: false };
            self.add(reading, state, cost);
        }
        let next = self.state.operative + 1;
        if self.state.zone == Zone::Operative && label::garbled_as(&self.block.text, next) {
            let mut state = self.state.behind_passage(self.cues);
            state.operative = next;
            self.add(Reading::Operative { number: next, inferred: true }, state, GARBLED);
        }
    }

    /// A paragraph whose number a scan misread in one figure: `15.` between 44 and 46.
    fn misread(&mut self) {
        /// Blocks behind among which the garbled number that comes next vouches for this one.
        const NEAR: usize = 6;
        let next = self.state.paragraph + 1;
        let is_misread = self.block.opening.first.iter().any(|label| {
            label.style == LabelStyle::Arabic && label.ordinal < next && label::misread_as(label.ordinal, next)
        });
        let is_inside = self.state.list > 0 || self.state.in_instrument();
        let is_vouched =
            || self.is_vouched(next) || self.behind.iter().take(NEAR).any(|b| label::garbled_as(&b.text, next + 1));
        if !is_misread || is_inside || !self.cues.prose || !is_vouched() {
            return;
        }
        let mut state = self.state.behind_passage(self.cues);
        let quoted = if self.state.quotes > 0 { 1.0 } else { 0.0 };
        let cost = MISREAD + quoted + self.heading_as_text() + self.off_margin();
        state.zone = Zone::None;
        state.paragraph = next;
        state.fresh_chapter = false;
        let continues = self.state.continues;
        self.add(Reading::Paragraph { number: next, inferred: true, continues, restarts: false }, state, cost);
    }

    /// Whether the numbers that follow vouch for `number`: the next one, or one of the two behind it, is on the page.
    fn is_vouched(&self, number: u32) -> bool {
        self.ahead.iter().any(|(_, ahead)| (number + 1..=number + 3).contains(ahead))
    }

    /// What it costs to take the label at the beginning of the block for running text.
    fn label_as_text(&self) -> f32 {
        let opening = &self.block.opening;
        let Some(label) = opening.first.first() else {
            let is_due = self.cues.garbled && self.is_sentence();
            let is_due = is_due && label::garbled_as(&self.block.text, self.state.paragraph + 1);
            return if is_due { DUE_AS_TEXT } else { 0.0 };
        };
        let item = label::is_item(label.style);
        if self.state.quotes > 0 {
            // Numbers that run on are more than a quotation mark that was not closed; what is quoted begins at 1.
            let ahead = label.ordinal.saturating_sub(self.state.paragraph);
            let runs_on = label.style == LabelStyle::Arabic && (1..=FAR).contains(&ahead);
            return if runs_on { DUE_AS_TEXT } else { 0.2 };
        }
        if item && self.state.list > 0 {
            return 0.1;
        }
        let far = label.style == LabelStyle::Arabic && label.ordinal > self.state.paragraph + FAR;
        // Numbers that follow on each other are those of paragraphs, wherever they begin.
        if far && !self.ahead.iter().take(2).any(|(_, ahead)| *ahead == label.ordinal + 1) {
            return 0.5;
        }
        if opening.damaged { LABEL_AS_TEXT - 1.0 } else { LABEL_AS_TEXT }
    }

    pub(super) fn plain_heading(&mut self, as_text: f32) {
        let mut cost = NO_HEADING * (1.0 - self.cues.heading) + 0.2 + as_text;
        cost += if self.state.quotes > 0 && !self.heads_next() { 2.0 } else { 0.0 };
        // What stands alone under the heading of a text is its title.
        let is_title = self.state.after == After::Heading
            && matches!(self.state.zone, Zone::Opened | Zone::Decision)
            && !self.cues.closed
            && !self.cues.lower;
        cost -= if is_title { TITLE_OF_TEXT.min(cost) } else { 0.0 };
        cost += if self.state.zone == Zone::Preamble && self.cues.preambular { 2.0 } else { 0.0 };
        cost += if self.cues.caption || self.state.after == After::Caption { CAPTION_AS_HEADING } else { 0.0 };
        cost += if self.is_in_open_list() || self.opens_quotation() { LIST_AS_HEADING } else { 0.0 };
        if self.is_too_far(cost) {
            return;
        }
        let mut state = self.state;
        state.after = if self.cues.agenda { After::Agenda } else { After::Heading };
        if state.zone == Zone::Summary {
            state.zone = Zone::None;
        }
        if state.zone == Zone::None && self.cues.names_draft {
            state.zone = Zone::Announced;
        }
        self.add(Reading::Heading(0), state, cost);
    }

    /// Whether the block opens the quotation that a colon announced and that goes on below it, as no heading does.
    fn opens_quotation(&self) -> bool {
        let is_announced = matches!(self.state.after, After::Chapeau | After::Agenda);
        is_announced && self.cues.quotes > 0 && self.state.has_passage()
    }

    /// Whether the block stands among the lines of a list that a colon opened, in text without type: the officers elected,
    /// those who made statements.
    fn is_in_open_list(&self) -> bool {
        let look = self.block.look;
        let is_open = match self.state.after {
            // A line between a colon and the first item is a heading over the items.
            After::Chapeau => {
                !self.behind.first().is_some_and(|next| next.opening.first.iter().any(|label| label.ordinal == 1))
            }
            // On a laid-out page a blank line ends the list.
            After::Listed => look.indent.is_none() || !look.space_before,
            _ => false,
        };
        let expects_title = matches!(self.state.zone, Zone::Announced | Zone::Opened | Zone::Decision);
        let is_plain = look.size == 0.0 && look.heading.is_none() && self.cues.form == Form::Plain && !self.cues.listed;
        is_open && is_plain && self.state.has_passage() && !expects_title
    }

    fn preambular(&mut self, as_text: f32) {
        let mut state = self.state.behind_passage(self.cues);
        state.zone = Zone::Preamble;
        let strange = match self.cues {
            Cues { preambular: true, .. } => 0.0,
            Cues { operative: true, .. } => 2.0,
            // The paragraph before it broke off.
            _ if matches!(self.state.after, After::Open | After::Listed) => 2.0,
            _ if self.block.look.italic_lead || self.block.text.ends_with(',') => 0.0,
            _ => 1.2,
        };
        let common = as_text + self.heading_as_text();
        self.add(Reading::Preambular, state, common + strange);
        if self.cues.operative {
            state.zone = Zone::Operative;
            state.operative = 1;
            self.add(Reading::Operative { number: 1, inferred: true }, state, common + 0.6);
        }
    }

    fn decision(&mut self, as_text: f32) {
        let mut state = self.state.behind_passage(self.cues);
        state.zone = Zone::Decided;
        let short = if self.cues.prose || self.cues.chapeau { 0.2 } else { 2.0 };
        let late = if self.state.after == After::Loose { 2.0 } else { 0.0 };
        let idle = if self.cues.decides(self.block) { 0.0 } else { 1.5 };
        let short = short + idle;
        self.add(Reading::Decision, state, as_text + self.heading_as_text() + short + late);
    }

    /// The text behind the number of a recommendation.
    fn recommendation(&mut self, as_text: f32) {
        let mut state = self.state.behind_passage(self.cues);
        state.zone = Zone::None;
        let short = if self.cues.closed { 0.2 } else { 2.0 };
        self.add(Reading::Recommendation, state, as_text + self.heading_as_text() + short);
    }

    fn summary(&mut self, as_text: f32) {
        let state = self.state.behind_passage(self.cues);
        let short = if self.cues.prose { 0.2 } else { 1.0 };
        self.add(Reading::Summary, state, as_text + self.heading_as_text() + short);
    }

    pub(super) fn continuation(&mut self, as_text: f32) {
        if !self.state.has_passage() || self.state.after == After::Heading || self.block.behind_closing {
            return;
        }
        // `(a) Demographic statistics;` under an item of an agenda.
        let of_list = self.state.list > 0 && self.block.opening.first.first().is_some_and(|l| label::is_item(l.style));
        let is_listed = self.is_in_open_list();
        let unlike = if is_listed || self.opens_quotation() { 0.0 } else { self.heading_as_text() };
        let mut cost = if of_list { 0.0 } else { 0.2 + as_text + unlike };
        cost += if self.cues.caption { 2.0 } else { 0.0 };
        // `II` or `B` alone on its line is no text, and never the end of a clause that a comma has closed.
        let is_numeral = self.block.text.len() <= 4 && self.block.text.chars().all(|c| c.is_ascii_uppercase());
        cost += if is_numeral { 1.0 } else { 0.0 };
        cost += if matches!(self.state.after, After::Loose | After::Caption) { 1.0 } else { 0.0 };
        let paragraph_like = self.state.quotes == 0
            && self.cues.prose
            && !self.cues.lower
            && self.state.after == After::Closed
            && self.block.text.len() > 150
            && !self.cues.named;
        cost += if paragraph_like { 0.6 } else { 0.0 };
        cost += if self.heads_next() { HEADS_NEXT } else { 0.0 };
        cost += if self.state.zone == Zone::Preamble { 0.8 } else { 0.0 };
        // What was announced is a draft with its title, not more of the paragraph.
        let awaits_draft = self.state.zone == Zone::Announced;
        let is_announced = awaits_draft && matches!(self.state.after, After::Chapeau | After::Agenda);
        cost += if is_announced && self.state.quotes == 0 { 1.5 } else { 0.0 };
        if self.is_too_far(cost) {
            return;
        }
        let mut state = self.state.behind_text(self.cues);
        state.zone = if awaits_draft { Zone::None } else { state.zone };
        if is_listed && state.after == After::Open {
            state.after = After::Listed;
        }
        // Text behind the items of a paragraph does not end their sequence.
        state.items = self.state.items;
        self.add(Reading::Continuation, state, cost);
    }

    /// Whether a few words stand between a finished passage and the next number or letter, as headings do that no type tells.
    fn heads_next(&self) -> bool {
        /// Headings over one number at most.
        const STACKED: usize = 3;
        /// What looks less like a heading is none where type tells headings.
        const LOOKS_SO: f32 = 0.5;
        if self.cues.heading < LOOKS_SO || self.state.after != After::Closed || self.cues.closed || self.cues.lower {
            return false;
        }
        // A letter that no item before it makes due is that of the heading.
        let is_due = self.state.items.iter().any(Option::is_some);
        if self.block.opening.first.iter().any(|label| is_due || !label::is_item(label.style)) {
            return false;
        }
        let is_title = |block: &&Block| {
            block.opening.first.is_empty()
                && !block.text.ends_with(['.', ';', ':', ','])
                && block.page == self.block.page
        };
        let next = self.behind.iter().take(STACKED).find(|block| !is_title(block));
        // A quotation that is not closed may be a speck of a scan, where the next number is the one that is due.
        let is_due = |label: &label::Label| match label.style {
            LabelStyle::Arabic => self.state.quotes == 0 || label.ordinal == self.state.paragraph + 1,
            style => self.state.quotes == 0 && label::is_item(style),
        };
        next.is_some_and(|next| {
            next.opening.first.iter().any(is_due) || label::garbled_as(&next.text, self.state.paragraph + 1)
        })
    }

    pub(super) fn loose(&mut self, as_text: f32) {
        let cost = match self.state.after {
            _ if self.cues.caption || self.block.behind_closing => 0.2,
            After::Caption => 0.2,
            After::Heading | After::Start => 0.7 + self.heading_as_text(),
            After::Loose => 0.5 + self.heading_as_text() * 0.5,
            // A colon announces what belongs to its passage.
            After::Chapeau | After::Agenda => LOOSE + 0.7 + self.heading_as_text(),
            _ if self.heads_next() => LOOSE + HEADS_NEXT + self.heading_as_text(),
            _ => LOOSE + self.heading_as_text(),
        };
        if self.is_too_far(cost + as_text) {
            return;
        }
        let mut state = self.state;
        state.after = match self.cues {
            Cues { caption: true, source: false, .. } => After::Caption,
            Cues { agenda: true, closed: false, .. } => After::Agenda,
            _ => After::Loose,
        };
        if state.zone == Zone::None && self.cues.draft {
            state.zone = Zone::Announced;
        }
        self.add(Reading::Loose, state, cost + as_text);
    }

    /// A paragraph whose number was lost.
    fn inferred(&mut self) {
        let sentence = self.cues.prose && !self.cues.lower && self.block.body().len() >= 100 && self.state.quotes <= 0;
        // Leaders are of a contents page.
        if !sentence || self.state.zone == Zone::Preamble || self.cues.has_leaders(self.block) {
            return;
        }
        let base = if self.state.after == After::Heading { INFERRED_AFTER_HEADING } else { INFERRED }
            + if self.state.paragraph == 0 { INFERRED_FIRST } else { 0.0 };
        let bullet = if label::bullet_width(&self.block.text) > 0 { 0.7 } else { 0.0 };
        let garbled = if self.cues.garbled { 2.0 } else { 0.0 };
        let mut state = self.state.behind_passage(self.cues);
        let cost = base - bullet - garbled + self.heading_as_text() + self.off_margin() + self.leave();
        state.zone = Zone::None;
        state.paragraph += 1;
        state.fresh_chapter = false;
        let (number, continues) = (state.paragraph, self.state.continues);
        if self.is_vouched(number) {
            self.add(Reading::Paragraph { number, inferred: true, continues, restarts: false }, state, cost);
        }
        if self.state.zone == Zone::Operative && self.cues.operative && self.is_vouched(self.state.operative + 1) {
            let mut state = self.state.behind_passage(self.cues);
            state.operative += 1;
            self.add(Reading::Operative { number: state.operative, inferred: true }, state, base);
        }
    }
}
