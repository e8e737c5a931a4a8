//! Sections: the stack of headings over the passage under way.
//!
//! Labelled headings rank by their label (`I.` over `A.` over `1.` over `(a)`), headings without label by how they are
//! set: one set like an earlier one ends it, one set otherwise stands under the last.

use super::block::Look;

/// Ranks between labelled levels leave room for headings without label.
const LEVEL: u32 = 100;
/// Points by which one heading must be larger than another to be set otherwise.
const SIZE_STEP: f32 = 0.6;
/// The heading of a resolution or decision stands under the letters and over what is inside it.
const INSTRUMENT: u32 = 3 * LEVEL + 50;

/// The headings over the passage under way, outermost first.
#[derive(Debug, Default)]
pub(super) struct Sections {
    stack: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    rank: u32,
    labelled: bool,
    text: String,
    look: Look,
    /// How many passages there were when it was met.
    position: usize,
    /// It stands among the items of one paragraph and ends with it.
    local: bool,
}

impl Sections {
    /// The path over the next passage.
    pub(super) fn path(&self) -> Vec<String> {
        self.stack.iter().map(|entry| entry.text.clone()).collect()
    }

    /// A heading with a label on this level (1 to 5); gives its depth. A heading without label that stands over passages
    /// of its own, not over labelled headings, and is not set larger, is a neighbour and ends here.
    pub(super) fn labelled(&mut self, level: u8, text: String, look: Look, position: usize) -> usize {
        let rank = u32::from(level) * LEVEL;
        while let Some(last) = self.stack.last()
            && (LEVEL..rank).contains(&last.rank)
            && !last.labelled
            && last.position < position
            && last.look.size < look.size + SIZE_STEP
        {
            self.stack.pop();
        }
        // A heading without label at the top (a summary, a title) ends where the labelled ones begin.
        self.stack.retain(|entry| entry.rank < rank && (entry.rank >= LEVEL || entry.rank == 0));
        self.enter(Entry { rank, labelled: true, text, look, position, local: false })
    }

    /// A heading without label; gives its depth.
    pub(super) fn unlabelled(&mut self, text: String, look: Look, position: usize) -> usize {
        let alike = self
            .stack
            .iter()
            .position(|entry| !entry.labelled && entry.position < position && same_set(entry.look, look));
        let rank = match alike.and_then(|at| self.stack.get(at)).map(|entry| entry.rank) {
            Some(rank) if rank != INSTRUMENT && rank != 0 => {
                self.stack.retain(|entry| entry.rank < rank);
                rank
            }
            _ => self.stack.last().map_or(1, |entry| entry.rank + 1),
        };
        self.enter(Entry { rank, labelled: false, text, look, position, local: false })
    }

    /// The heading of a resolution, decision or draft; gives its depth.
    pub(super) fn instrument(&mut self, text: String, look: Look, position: usize) -> usize {
        self.stack.retain(|entry| entry.rank < INSTRUMENT);
        self.enter(Entry { rank: INSTRUMENT, labelled: false, text, look, position, local: false })
    }

    /// The title of a draft that has no other heading, under the paragraph that puts it forward; gives its depth.
    pub(super) fn title_of_draft(&mut self, text: String, look: Look, position: usize) -> usize {
        self.enter(Entry { rank: INSTRUMENT, labelled: false, text, look, position, local: false })
    }

    /// More of the innermost heading, if no passage has been met since; false where there is none.
    pub(super) fn extend_last(&mut self, text: &str, look: Look, position: usize) -> Option<&str> {
        let last = self.stack.last_mut().filter(|last| last.position == position && same_set(last.look, look))?;
        super::block::join_text(&mut last.text, text);
        Some(&last.text)
    }

    /// The letter over a part of a resolution; gives its depth.
    pub(super) fn part(&mut self, text: String, look: Look, position: usize) -> usize {
        let rank = INSTRUMENT + 10;
        self.stack.retain(|entry| entry.rank < rank);
        self.enter(Entry { rank, labelled: false, text, look, position, local: false })
    }

    /// The heading of an annex: of the instrument under way, or of the document; gives its depth.
    pub(super) fn attachment(&mut self, text: String, look: Look, position: usize, of_instrument: bool) -> usize {
        let rank = if of_instrument {
            self.stack.retain(|entry| entry.rank <= INSTRUMENT + 1);
            INSTRUMENT + 2
        } else {
            self.stack.clear();
            0
        };
        self.enter(Entry { rank, labelled: false, text, look, position, local: false })
    }

    /// The instrument under way ends, and its headings with it.
    pub(super) fn close_instrument(&mut self) {
        if self.stack.iter().any(|entry| entry.rank == INSTRUMENT) {
            self.stack.retain(|entry| entry.rank < INSTRUMENT);
        }
    }

    /// A numbered paragraph follows: headings that stood among the items of the one before it end.
    pub(super) fn numbered_passage(&mut self) {
        self.stack.retain(|entry| !entry.local);
    }

    /// An item follows: a heading met since the last passage stands inside the paragraph that the item belongs to.
    pub(super) fn item_passage(&mut self, position: usize) {
        let free = |entry: &&mut Entry| entry.position == position && !entry.labelled && entry.rank != INSTRUMENT;
        for entry in self.stack.iter_mut().filter(free) {
            entry.local = true;
        }
    }

    /// The innermost heading, if no passage has been met since.
    pub(super) fn last_since(&self, position: usize) -> Option<&str> {
        self.stack.last().filter(|entry| entry.position == position).map(|entry| entry.text.as_str())
    }

    /// Takes back headings without label that no passage has followed.
    pub(super) fn forget_since(&mut self, position: usize) {
        self.stack.retain(|entry| {
            entry.labelled || entry.position != position || entry.rank == INSTRUMENT || entry.rank == 0
        });
    }

    fn enter(&mut self, entry: Entry) -> usize {
        self.stack.push(entry);
        self.stack.len() - 1
    }
}

/// Whether two headings are set alike.
fn same_set(a: Look, b: Look) -> bool {
    a.bold == b.bold && a.italic == b.italic && (a.size - b.size).abs() < SIZE_STEP && a.centred == b.centred
}
