//! Counters: all that is known at one point of a walk through a report.
//!
//! A [`State`] holds the last number of every sequence under way. Two walks in the same state are one from there on.

use super::cue::Cues;
use super::label::LabelStyle;
use super::spine::{Setting, Zone};

// What a step in a sequence costs. One unit is about the doubt that a single weak cue leaves.

/// For each number missing in a sequence: losing one is rarer than a line that happens to begin with a number.
const GAP: f32 = 3.0;
/// A jump this long is no loss but another sequence.
const FAR: u32 = 6;
/// What such a jump costs.
pub(super) const FAR_JUMP: f32 = 22.0;
/// Beginning again at 1 where no annex or instrument begins.
const RESTART: f32 = 8.0;
/// Going back, or the same number again.
const BACKWARD: f32 = 12.0;
/// A report that begins with another number than 1 (part two of a report), at the most.
const BEGINS_LATE: f32 = 4.0;

/// The level that an item stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Level {
    pub(super) style: LabelStyle,
    pub(super) ordinal: u16,
}

/// What stood before the block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum After {
    /// Nothing yet.
    Start,
    /// A heading.
    Heading,
    /// A passage that ended as a sentence or clause does.
    Closed,
    /// A passage that ended with a colon.
    Chapeau,
    /// A passage that ended in the middle.
    Open,
    /// A line of a list that a colon opened, without a mark at its end: `Nathaniel Khng (Singapore)`.
    Listed,
    /// Text without a place.
    Loose,
    /// A heading or colon that announces an agenda.
    Agenda,
    /// `Table 1`: what follows is its title, its head and its rows.
    Caption,
}

/// Depth of items under a paragraph: `(a)`, `(i)`, `a.`
pub(super) const MAX_DEPTH: usize = 3;

/// All counters at one point of the report. States are compared far more often than made: what most of them differ in
/// comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct State {
    pub(super) after: After,
    pub(super) zone: Zone,
    /// Quotations open in the passage under way.
    pub(super) quotes: i8,
    /// Last numbered paragraph of the body or attachment.
    pub(super) paragraph: u32,
    /// Last operative paragraph.
    pub(super) operative: u32,
    /// Last number of the list under way; 0 where there is none.
    pub(super) list: u32,
    /// Last part of the resolution under way, 0 where it has none: 100 for `A`, 2 for `II.`, 102 for `II.` in `A`.
    pub(super) part: u16,
    /// Attachments entered so far; 0 in the body.
    pub(super) attachments: u16,
    /// Last numbered paragraph before the attachment.
    pub(super) outer: u32,
    /// The attachment goes on with the numbers of the body.
    pub(super) continues: bool,
    /// A chapter has begun and no paragraph has followed.
    pub(super) fresh_chapter: bool,
    /// Paragraphs are numbered anew in each chapter.
    pub(super) by_chapter: bool,
    pub(super) items: [Option<Level>; MAX_DEPTH],
    /// Last ordinal of the headings on each level that has labels.
    pub(super) headings: [u16; 5],
}

impl State {
    /// The counters before the first block.
    pub(super) fn new(setting: &Setting) -> Self {
        Self {
            after: if setting.agenda { After::Agenda } else { After::Start },
            zone: setting.zone,
            quotes: 0,
            paragraph: 0,
            operative: 0,
            list: 0,
            part: 0,
            attachments: 0,
            outer: 0,
            continues: false,
            fresh_chapter: false,
            by_chapter: false,
            items: [None; MAX_DEPTH],
            headings: [0; 5],
        }
    }

    /// A number that differs for nearly all states that differ: one comparison then tells them apart.
    pub(super) fn fingerprint(&self) -> u64 {
        let pair = |high: u32, low: u32| u64::from(high) << 32 | u64::from(low);
        let flags =
            [self.continues, self.fresh_chapter, self.by_chapter].iter().fold(0, |all, on| all << 1 | u32::from(*on));
        let place = (self.after as u32) << 16 | (self.zone as u32) << 8 | u32::from(self.quotes as u8);
        let items = self
            .items
            .iter()
            .map(|level| level.map_or(0, |level| (level.style as u64) << 16 | u64::from(level.ordinal)))
            .fold(0, |all, level| all << 21 | level);
        let headings = self.headings.iter().fold(0u64, |all, ordinal| all.rotate_left(13) ^ u64::from(*ordinal));
        let parts = pair(u32::from(self.part) << 16 | u32::from(self.attachments), self.outer);
        [pair(place, self.paragraph), pair(self.operative, self.list << 3 | flags), parts, items, headings]
            .iter()
            .fold(0, |mixed: u64, part| (mixed.rotate_left(23) ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    pub(super) fn in_instrument(&self) -> bool {
        !matches!(self.zone, Zone::None | Zone::Announced | Zone::Summary | Zone::Recommendation)
    }

    /// A passage stands open to which text or items can belong.
    pub(super) fn has_passage(&self) -> bool {
        match self.zone {
            Zone::None | Zone::Announced => self.paragraph > 0,
            Zone::Opened | Zone::Decision | Zone::Recommendation => false,
            Zone::Preamble | Zone::Operative | Zone::Decided | Zone::Summary => true,
        }
    }

    /// The counters behind a new passage.
    pub(super) fn behind_passage(mut self, cues: &Cues) -> Self {
        self.list = 0;
        self.items = [None; MAX_DEPTH];
        self.quotes = open_quotes(cues);
        self.after = ending(cues);
        self
    }

    /// The counters behind more text of the same passage.
    pub(super) fn behind_text(mut self, cues: &Cues) -> Self {
        self.quotes = quotes_behind(self.quotes, cues);
        self.after = ending(cues);
        self
    }
}

fn ending(cues: &Cues) -> After {
    match (cues.chapeau, cues.closed) {
        (true, _) if cues.agenda => After::Agenda,
        (true, _) => After::Chapeau,
        (false, true) => After::Closed,
        (false, false) => After::Open,
    }
}

/// What a step in a sequence costs.
pub(super) fn sequence(last: u32, number: u32) -> f32 {
    match number.checked_sub(last) {
        Some(1) => 0.0,
        Some(0) => BACKWARD,
        Some(_) if last == 0 => {
            (1.0 + 0.5 * (number - 1) as f32).min(BEGINS_LATE) + if number > 999 { FAR_JUMP } else { 0.0 }
        }
        Some(step) if step > FAR => FAR_JUMP,
        Some(step) => GAP * (step - 1) as f32,
        None if number == 1 => RESTART,
        None => BACKWARD,
    }
}

/// Quotations left open by a passage that begins here.
pub(super) fn open_quotes(cues: &Cues) -> i8 {
    quotes_behind(0, cues)
}

/// Quotations open behind a block, of which `before` were open before it. Each paragraph of a quotation is opened anew,
/// and only the last is closed.
fn quotes_behind(before: i8, cues: &Cues) -> i8 {
    let reopened = if before > 0 { cues.opens_quote } else { None };
    let curly = i32::from(before) + cues.quotes - i32::from(reopened == Some('“'));
    i8::from((curly.clamp(0, 1) == 1) != (cues.odd_quote != (reopened == Some('"'))))
}
