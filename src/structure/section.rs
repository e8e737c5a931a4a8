//! Sections: the stack of headings over the passage under way.
//!
//! Labelled headings rank by their label (`I.` over `A.` over `1.` over `(a)`), headings without label by how they are
//! set: one set like an earlier one ends it, one set more strongly ends it too, one set otherwise stands under the last.

use super::block::Look;

/// Ranks between labelled levels leave room for headings without label.
const LEVEL: u32 = 100;
/// Points by which one heading must be larger than another to be set otherwise.
const SIZE_STEP: f32 = 0.6;
/// The heading of a resolution or decision stands under the letters and over what is inside it.
const INSTRUMENT: u32 = 3 * LEVEL + 50;
/// The letter over a part of a resolution.
const PART: u32 = INSTRUMENT + 10;

/// Headings over one another at most, where the last has no label; the deepest reports have some ten.
const MAX_DEPTH: usize = 24;

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

impl Entry {
    /// It has a rank by its setting alone: no label, no annex, no resolution or part of one.
    fn ranks_by_look(&self) -> bool {
        !self.labelled && !matches!(self.rank, 0 | INSTRUMENT | PART)
    }
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
        // A heading without label at the top (a summary, a title) ends where the labelled ones begin, and one that is set
        // more weakly stands under no label that follows.
        self.stack.retain(|entry| {
            entry.rank < rank
                && (entry.rank >= LEVEL || entry.rank == 0)
                && !(entry.ranks_by_look() && outranks(look, entry.look))
        });
        self.enter(Entry { rank, labelled: true, text, look, position, local: false })
    }

    /// A heading with a label inside the annex of a resolution; gives its depth.
    pub(super) fn labelled_inside(&mut self, level: u8, text: String, look: Look, position: usize) -> usize {
        let rank = INSTRUMENT + 2 + u32::from(level);
        self.stack.retain(|entry| entry.rank < rank);
        self.enter(Entry { rank, labelled: true, text, look, position, local: false })
    }

    /// A heading without label; gives its depth.
    pub(super) fn unlabelled(&mut self, text: String, look: Look, position: usize) -> usize {
        // What stands in a resolution or an annex ends nothing outside of it, unless it is set more strongly.
        let holds = |entry: &Entry| {
            matches!(entry.rank, 0 | INSTRUMENT | PART) && !(entry.rank != 0 && outranks(look, entry.look))
        };
        let inside = self.stack.iter().rposition(holds);
        let ended = (inside.map_or(0, |at| at + 1)..self.stack.len()).find(|at| self.ends(*at, look, position));
        let rank = match ended.and_then(|at| self.stack.get(at)).map(|entry| entry.rank) {
            Some(rank) => {
                self.stack.truncate(ended.unwrap_or_default());
                rank
            }
            // The title of an annex stays with it over the headings inside.
            None => match self.stack.last() {
                Some(attached) if attached.rank == 0 && attached.position == position => 0,
                // Lines that only look like headings, one after another, are no ladder of a thousand steps.
                Some(last) if self.stack.len() >= MAX_DEPTH => {
                    let rank = last.rank;
                    self.stack.pop();
                    rank
                }
                last => last.map_or(1, |entry| entry.rank + 1),
            },
        };
        self.enter(Entry { rank, labelled: false, text, look, position, local: false })
    }

    /// Whether a heading without label that is set so ends the one at `at`.
    fn ends(&self, at: usize, look: Look, position: usize) -> bool {
        let Some(entry) = self.stack.get(at) else { return false };
        let text_between = entry.position < position;
        if entry.labelled {
            // Type speaks of labelled headings only where it sets their levels apart.
            let parent = at.checked_sub(1).and_then(|above| self.stack.get(above));
            let levels_differ = parent.is_some_and(|parent| parent.labelled && outranks(parent.look, entry.look));
            return text_between && levels_differ && (same_set(entry.look, look) || outranks(look, entry.look));
        }
        entry.ranks_by_look() && (text_between && same_set(entry.look, look) || outranks(look, entry.look))
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
        let last = self.stack.last_mut().filter(|last| last.position == position && same_type(last.look, look))?;
        super::block::join_text(&mut last.text, text);
        Some(&last.text)
    }

    /// The letter over a part of a resolution; gives its depth.
    pub(super) fn part(&mut self, text: String, look: Look, position: usize) -> usize {
        self.stack.retain(|entry| entry.rank < PART);
        self.enter(Entry { rank: PART, labelled: false, text, look, position, local: false })
    }

    /// The numeral over a section of a resolution; gives its depth.
    pub(super) fn section_of_part(&mut self, text: String, look: Look, position: usize) -> usize {
        let rank = INSTRUMENT + 20;
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

    /// The instrument under way ends, and its headings with it; gives them.
    fn close(&mut self) -> Vec<Entry> {
        let at = self.stack.iter().position(|entry| entry.rank == INSTRUMENT);
        at.map_or_else(Vec::new, |at| self.stack.split_off(at))
    }

    /// The instrument under way ends, and its headings with it.
    pub(super) fn close_instrument(&mut self) {
        self.close();
    }

    /// A paragraph outside of it ends the instrument under way; headings that no text has followed head the paragraph.
    pub(super) fn leave_instrument(&mut self, position: usize) {
        for entry in self.close().into_iter().filter(|entry| entry.ranks_by_look() && entry.position == position) {
            self.unlabelled(entry.text, entry.look, position);
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
    same_type(a, b) && a.centred == b.centred
}

/// Whether two headings are set in the same type.
fn same_type(a: Look, b: Look) -> bool {
    a.bold == b.bold && a.italic == b.italic && (a.size - b.size).abs() < SIZE_STEP
}

/// Whether a heading set like `a` is over one set like `b`, whatever they say: by the level that the format gives them,
/// by size, or in one size by weight.
fn outranks(a: Look, b: Look) -> bool {
    if let (Some(a), Some(b)) = (a.heading, b.heading) {
        return a < b;
    }
    if a.size == 0.0 || b.size == 0.0 {
        return false;
    }
    a.size - b.size >= SIZE_STEP || (a.size - b.size).abs() < SIZE_STEP && a.bold && !b.bold
}
