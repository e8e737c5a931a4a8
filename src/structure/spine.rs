//! The spine: one reading for every block of a report, chosen for the report as a whole.
//!
//! Input: the blocks with their cues. Output: a [`Reading`] for each. A number at the beginning of a block may be that of
//! a paragraph, an operative paragraph, an agenda item, a heading, or nothing at all; a letter may be a roman numeral. The
//! right choice makes the sequences run on. So no block is decided alone: a beam search walks the blocks with the most
//! plausible states of all counters, each reading costing what it strains belief, and the cheapest walk wins. Two walks
//! that arrive in the same state are one from there on (Viterbi), so that the beam holds real alternatives.

use super::block::Block;
use super::choice::Choices;
use super::counters::State;
use super::cue::{self, Cues};
use super::label::LabelStyle;
use crate::citation::InstrumentKind;

/// What a block is in the report, by example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Reading {
    /// `II. Draft resolutions …` (level 1), `A. …` (2), `3. …` (3), `(a) …` (4), `(i) …` (5); 0 for a heading without label.
    Heading(u8),
    /// `Resolution 68/1`, `Draft decision II`: the heading of a text adopted or put forward.
    Instrument,
    /// `II. American Samoa` inside a resolution: a part with paragraphs of its own numbers.
    Part,
    /// `The Economic and Social Council,`: the line that opens a resolution.
    Organ,
    /// `Annex II`, `Appendix`, `Enclosure`: a heading that opens a numbering of its own.
    Attachment,
    /// `12. Governments should …`; the number is inferred where the block has none.
    Paragraph {
        /// The number.
        number: u32,
        /// The number was not on the page.
        inferred: bool,
        /// In an annex: the numbering of the body goes on.
        continues: bool,
        /// The numbers begin anew in this chapter.
        restarts: bool,
    },
    /// `3. Requests the Secretary-General …` in a resolution.
    Operative {
        /// The number.
        number: u32,
        /// The number was not on the page.
        inferred: bool,
    },
    /// `Recalling its resolution 45/15,`
    Preambular,
    /// `At its 5th meeting, the Commission decided …` in a decision; `The Economic and Social Council:` in a draft decision.
    Decision,
    /// `(b) …`, `(ii) …` under a paragraph, at this depth, 1 outermost.
    Item(u8),
    /// `(h) (i) …`: two labels at once, the second at this depth.
    DoubleItem(u8),
    /// `4. Organization of work.` in an agenda or another numbered list inside a paragraph.
    ListItem,
    /// A paragraph of a summary without numbers.
    Summary,
    /// `Recommendation 4` alone on its line.
    RecommendationNumber,
    /// `Recommendation 4: Governments should …`, or the text behind a [`Reading::RecommendationNumber`].
    Recommendation,
    /// More text of the passage before it: a list of speakers, a quotation.
    Continuation,
    /// Text with no place in the sequence.
    Loose,
}

/// How far the text of an instrument has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Zone {
    /// Outside any instrument.
    None,
    /// Behind a paragraph that announces a draft (`… the following draft decision:`), before the draft.
    Announced,
    /// Behind the heading of a resolution, before the line of the organ.
    Opened,
    /// Behind the line of the organ, before the first operative paragraph.
    Preamble,
    /// Among operative paragraphs.
    Operative,
    /// Behind the heading of a decision, before its text.
    Decision,
    /// Behind the first text of a decision.
    Decided,
    /// In a summary without numbers.
    Summary,
    /// Behind the number of a recommendation, before its text.
    Recommendation,
}

/// States kept after each block. Twice as many gave the same readings on all reports tried.
const BEAM: usize = 32;

/// What a walk may strain belief more than the cheapest and still be followed. In 285 of 287 reports, texts of them and web
/// pages the walk that won was never farther behind, in the reports themselves 5 at most; a third of the walks are.
const FARTHEST_BEHIND: f32 = 8.0;

/// One step of a walk: where it came from and how the block was read.
#[derive(Clone, Copy)]
struct Step {
    parent: u32,
    reading: Reading,
}

/// A walk still in the running.
#[derive(Clone, Copy)]
struct Walk {
    state: State,
    cost: f32,
    step: u32,
}

/// A walk and one more reading.
pub(super) struct Candidate {
    /// The counters behind the reading.
    pub state: State,
    /// What the readings strain belief in all.
    pub cost: f32,
    /// The last step before the reading.
    pub parent: u32,
    /// The reading.
    pub reading: Reading,
}

/// The candidates for the walks behind one block.
#[derive(Default)]
pub(super) struct Candidates {
    found: Vec<Candidate>,
    /// What the cheapest costs.
    least: f32,
}

impl Candidates {
    fn clear(&mut self) {
        self.found.clear();
        self.least = f32::INFINITY;
    }

    /// Whether a walk that costs so much is too far behind to be followed.
    pub(super) fn is_too_far(&self, cost: f32) -> bool {
        cost > self.least + FARTHEST_BEHIND
    }

    /// Adds a candidate that may be followed.
    pub(super) fn add(&mut self, candidate: Candidate) {
        if !self.is_too_far(candidate.cost) {
            self.least = self.least.min(candidate.cost);
            self.found.push(candidate);
        }
    }
}

/// What is known before the first block: whether the document itself is an instrument, and how its paragraphs are indented.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    /// `Zone::Opened` for a resolution, `Zone::Decision` for a decision, else `Zone::None`.
    pub zone: Zone,
    /// The usual indent of numbered paragraphs, in points.
    pub indent: Option<f32>,
    /// The document has numbered paragraphs.
    pub numbered: bool,
    /// The body has no numbered paragraphs, whatever its lines begin with.
    pub unnumbered: bool,
    /// The document is an agenda, so that the numbers it begins with are those of items.
    pub agenda: bool,
    /// The paragraphs of its summary are counted.
    pub summary: bool,
}
/// Chooses a reading for every block.
pub(super) fn decide(blocks: &[Block], cues: &[Cues], setting: Setting) -> Vec<Reading> {
    let numbers = printed_numbers(blocks, cues);
    let mut steps: Vec<Step> = Vec::with_capacity(blocks.len() * BEAM / 2);
    let mut walks = vec![Walk { state: State::new(&setting), cost: 0.0, step: u32::MAX }];
    let (mut candidates, mut cheapest) = (Candidates::default(), Vec::new());
    // The fingerprints of the states of the walks.
    let mut kept: Vec<u64> = Vec::with_capacity(BEAM);
    for (index, (block, cues)) in blocks.iter().zip(cues).enumerate() {
        let from = numbers.partition_point(|(at, _)| *at <= index);
        let ahead = numbers.get(from..numbers.len().min(from + LOOK_AHEAD)).unwrap_or_default();
        let behind = blocks.get(index + 1..).unwrap_or_default();
        candidates.clear();
        let mut choices = Choices::of(block, cues, setting, ahead, behind, &mut candidates);
        for walk in &walks {
            choices.gather(walk.state, walk.cost, walk.step);
        }
        walks.clear();
        kept.clear();
        cheapest.clear();
        cheapest.extend((0..).zip(&candidates.found).map(|(at, candidate): (u32, _)| rank(candidate.cost, at)));
        cheapest.sort_unstable();
        for &rank in &cheapest {
            let Some(candidate) = candidates.found.get(rank as u32 as usize) else { break };
            if candidates.is_too_far(candidate.cost) {
                break;
            }
            let fingerprint = candidate.state.fingerprint();
            let twin = kept.iter().position(|known| *known == fingerprint).and_then(|at| walks.get(at));
            if twin.is_some_and(|walk| walk.state == candidate.state) {
                continue;
            }
            kept.push(fingerprint);
            walks.push(Walk { state: candidate.state, cost: candidate.cost, step: steps.len() as u32 });
            steps.push(Step { parent: candidate.parent, reading: candidate.reading });
            if walks.len() == BEAM {
                break;
            }
        }
    }
    let mut readings = Vec::with_capacity(blocks.len());
    let mut at = walks.first().map_or(u32::MAX, |walk| walk.step);
    while let Some(step) = steps.get(at as usize) {
        readings.push(step.reading);
        at = step.parent;
    }
    readings.reverse();
    readings
}
/// A number that orders candidates by cost, and those of equal cost as they were found, so that nothing depends on how they
/// are sorted: one comparison of whole numbers. Its lower half is the position `at`.
fn rank(cost: f32, at: u32) -> u64 {
    let bits = cost.to_bits();
    // The bits of positive numbers order like these; those of negative ones the other way round.
    let ordered = if cost.is_sign_negative() { !bits } else { bits | 1 << 31 };
    u64::from(ordered) << 32 | u64::from(at)
}

/// Bytes of the shortest numbered paragraph.
const SHORTEST_NUMBERED: usize = 30;
/// Numbered paragraphs that a document with numbered paragraphs has.
const FEWEST_NUMBERED: usize = 3;
/// Numbered blocks after a block whose numbers vouch for one that it lost.
const LOOK_AHEAD: usize = 40;

/// The positions of the blocks that open with a number and may be paragraphs, with the numbers.
fn printed_numbers(blocks: &[Block], cues: &[Cues]) -> Vec<(usize, u32)> {
    let number = |block: &Block| {
        block.opening.first.iter().find(|label| label.style == LabelStyle::Arabic).map(|label| label.ordinal)
    };
    let is_text = |block: &Block, cues: &Cues| {
        cues.prose || cues.closed && !block.text.ends_with(',') && block.body().len() >= SHORTEST_NUMBERED
    };
    let numbered = blocks.iter().zip(cues).enumerate().filter(|(_, (block, cues))| is_text(block, cues) && !cues.lower);
    numbered.filter_map(|(index, (block, _))| Some((index, number(block)?))).collect()
}

/// What is known of a document before its blocks are read: its own kind, and the usual indent of its numbered paragraphs.
pub(super) fn setting(blocks: &[Block], cues: &[Cues], own: Option<InstrumentKind>, title: Option<&str>) -> Setting {
    let agenda = title.is_some_and(cue::names_agenda);
    let mut indents: Vec<f32> = blocks
        .iter()
        .zip(cues)
        .filter(|(block, cues)| {
            cues.heading < 0.3
                && !cues.operative
                && block.opening.first.iter().any(|label| label.style == LabelStyle::Arabic)
                && block.text.len() > 120
        })
        .filter_map(|(block, _)| block.look.indent)
        .collect();
    indents.sort_by(f32::total_cmp);
    let zone = match own {
        Some(InstrumentKind::Resolution) => Zone::Opened,
        Some(InstrumentKind::Decision) => Zone::Decision,
        None => Zone::None,
    };
    let numbered = printed_numbers(blocks, cues).len() >= FEWEST_NUMBERED;
    Setting {
        zone,
        indent: indents.get(indents.len() / 2).copied(),
        numbered,
        unnumbered: false,
        agenda,
        summary: true,
    }
}

/// Whether the summary goes on over more pages than one does, so that what ends it was not recognised and its paragraphs
/// cannot be counted.
pub(super) fn summary_runs_away(blocks: &[Block], readings: &[Reading]) -> bool {
    /// Pages from the beginning of a summary to its end, at most.
    const LONGEST: usize = 8;
    let mut pages =
        blocks.iter().zip(readings).filter(|(_, reading)| **reading == Reading::Summary).map(|(block, _)| block.page);
    pages.next().is_some_and(|first| pages.max().is_some_and(|last| last > first + LONGEST))
}

/// Share of the text that numbered paragraphs hold at least, where text without numbers stands before them.
const NUMBERED_SHARE: f32 = 0.33;
/// Lines of text without numbers before the first numbered paragraph from which they may be no paragraphs at all. A covering
/// note has fewer.
const LINES_BEFORE: usize = 10;

/// Whether the numbered paragraphs of the body are but a list or some headings in the middle of a text without numbers:
/// that text begins before them, and they hold little of it.
pub(super) fn is_beside(blocks: &[Block], readings: &[Reading]) -> bool {
    let (mut numbered, mut loose, mut before) = (0, 0, 0);
    let mut in_paragraph = false;
    for (block, reading) in blocks.iter().zip(readings) {
        match reading {
            // An annex, or a resolution, has numbers of its own.
            Reading::Attachment | Reading::Operative { .. } | Reading::Recommendation => return false,
            Reading::Paragraph { .. } => in_paragraph = true,
            Reading::Loose => in_paragraph = false,
            _ => {}
        }
        let count = block.lines.len();
        match reading {
            Reading::Loose => loose += count,
            // What runs on behind the last number may be the text itself.
            Reading::Heading(_) | Reading::Continuation => {}
            _ if in_paragraph => numbered += count,
            _ => {}
        }
        before = if numbered == 0 { loose } else { before };
    }
    numbered > 0 && before >= LINES_BEFORE && (numbered as f32) < NUMBERED_SHARE * (numbered + loose) as f32
}
