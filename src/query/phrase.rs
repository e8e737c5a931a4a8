//! Phrase: the passages in which terms stand one after the other, and how often.
//!
//! Input: terms of one field in one segment. Output: passages in order with the number of times that the phrase stands in each.
//!
//! Names that many passages have are what is asked most. So places are unpacked a block of postings at a time, some nanoseconds
//! for each passage; tantivy's own scorer unpacks them passage by passage and adds up, for each, the frequencies of those
//! before it in the block, which took 100 ms of two cores for a name in half of a million passages.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use tantivy::directory::{CompositeFile, FileSlice};
use tantivy::index::{SegmentComponent, SegmentId};
use tantivy::positions::PositionReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, SegmentReader, TERMINATED, Term};

use super::union::NEAR;

/// The files of positions of the segments that were asked for.
#[derive(Default)]
pub(super) struct PositionFiles(Mutex<BTreeMap<SegmentId, CompositeFile>>);

impl PositionFiles {
    /// The positions of a field in a segment; `None` where no passage there has the field.
    fn of(&self, segment: &SegmentReader, field: Field) -> tantivy::Result<Option<FileSlice>> {
        let mut opened = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = opened.get(&segment.segment_id()) {
            return Ok(file.open_read(field));
        }
        let file = CompositeFile::open(&segment.open_read(SegmentComponent::Positions)?)?;
        let positions = file.open_read(field);
        opened.insert(segment.segment_id(), file);
        Ok(positions)
    }
}

/// A place in the passages that have all terms of a phrase.
pub(super) struct PhrasePostings {
    /// The term with the fewest passages.
    rarest: TermPlaces,
    others: Vec<TermPlaces>,
    /// Where the phrase can begin in the passage that is looked at.
    begins: Vec<u32>,
}

impl PhrasePostings {
    /// The phrase of some terms of one field; `None` where one of them does not stand in the segment.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub(super) fn open(
        terms: &[Term],
        segment: &SegmentReader,
        files: &PositionFiles,
    ) -> tantivy::Result<Option<Self>> {
        let Some(field) = terms.first().map(Term::field) else { return Ok(None) };
        let Some(positions) = files.of(segment, field)? else { return Ok(None) };
        let inverted = segment.inverted_index(field)?;
        let mut all = Vec::with_capacity(terms.len());
        for (offset, term) in (0..).zip(terms) {
            let Some(info) = inverted.get_term_info(term)? else { return Ok(None) };
            let postings = inverted.read_block_postings_from_terminfo(&info, IndexRecordOption::WithFreqs)?;
            let positions = PositionReader::open(positions.slice(info.positions_range).read_bytes()?)?;
            all.push(TermPlaces::new(offset, postings, positions));
        }
        all.sort_by_key(|term| term.postings.doc_freq());
        let mut all = all.into_iter();
        let Some(rarest) = all.next() else { return Ok(None) };
        Ok(Some(Self { rarest, others: all.collect(), begins: Vec::new() }))
    }

    /// The next passage that may have the phrase.
    pub(super) fn doc(&self) -> DocId {
        self.rarest.doc()
    }

    /// Goes on to the first passage from `target` on that may have it.
    pub(super) fn seek(&mut self, target: DocId) {
        self.rarest.seek(target);
    }

    /// Passages that have it at most.
    pub(super) fn size(&self) -> u32 {
        self.rarest.postings.doc_freq()
    }

    /// Visits the passages before `end` that have the phrase, with how often.
    pub(super) fn visit(&mut self, end: DocId, mut visit: impl FnMut(DocId, u32)) {
        while self.doc() < end {
            let doc = self.doc();
            match self.others.iter_mut().map(|term| term.seek(doc)).find(|next| *next > doc) {
                Some(next) => {
                    self.rarest.seek(next);
                }
                None => {
                    let count = self.count();
                    if count > 0 {
                        visit(doc, count);
                    }
                    self.rarest.advance();
                }
            }
        }
    }

    /// How often the phrase stands in the passage that all terms are at.
    fn count(&mut self) -> u32 {
        let Self { rarest, others, begins } = self;
        let offset = rarest.offset;
        if let [only] = rarest.steps() {
            let stands = |begin: u32| others.iter_mut().all(|term| term.stands_at(begin));
            return u32::from(only.checked_sub(offset).is_some_and(stands));
        }
        begins.clear();
        begins.extend(positions(rarest.steps()).filter_map(|position| position.checked_sub(offset)));
        for term in others {
            let offset = term.offset;
            let mut places = positions(term.steps()).peekable();
            begins.retain(|begin| {
                let wanted = begin + offset;
                while places.next_if(|position| *position < wanted).is_some() {}
                places.peek() == Some(&wanted)
            });
        }
        begins.len() as u32
    }
}

/// The positions whose steps are given: the first, then how far each is from the one before it.
fn positions(steps: &[u32]) -> impl Iterator<Item = u32> {
    steps.iter().scan(0, |position, step| {
        *position += step;
        Some(*position)
    })
}

/// A place in the postings of a term of a phrase, with where the term stands in the passages of the block.
struct TermPlaces {
    /// How many terms of the phrase stand before it.
    offset: u32,
    postings: BlockSegmentPostings,
    positions: PositionReader,
    /// Of the passage, in the block.
    place: usize,
    /// Positions in earlier blocks.
    before: u64,
    /// Where the steps of each passage of the block begin, and the last ones end; empty before they are asked for.
    bounds: Vec<u32>,
    /// The steps between the positions in each passage.
    steps: Vec<u32>,
}

impl TermPlaces {
    fn new(offset: u32, postings: BlockSegmentPostings, positions: PositionReader) -> Self {
        Self { offset, postings, positions, place: 0, before: 0, bounds: Vec::new(), steps: Vec::new() }
    }

    fn doc(&self) -> DocId {
        self.postings.docs().get(self.place).copied().unwrap_or(TERMINATED)
    }

    fn advance(&mut self) {
        self.place += 1;
        if self.place >= self.postings.docs().len() {
            self.next_block();
        }
    }

    /// Goes on to the first passage from `target` on, and says which it is. Every block on the way is unpacked: where its
    /// positions begin is told by the frequencies before it.
    fn seek(&mut self, target: DocId) -> DocId {
        // Most passages with one term of a name have the next as well.
        for _ in 0..NEAR {
            match self.postings.docs().get(self.place) {
                Some(doc) if *doc >= target => return *doc,
                Some(_) => self.place += 1,
                None => break,
            }
        }
        while self.postings.docs().last().is_some_and(|last| *last < target) {
            self.next_block();
        }
        let ahead = self.postings.docs().get(self.place..).unwrap_or_default();
        self.place += ahead.partition_point(|doc| *doc < target);
        self.doc()
    }

    fn next_block(&mut self) {
        self.before += u64::from(self.postings.freqs().iter().sum::<u32>());
        self.postings.advance();
        self.place = 0;
        self.bounds.clear();
    }

    /// The steps between the places of the term in the passage that it is at.
    #[inline]
    fn steps(&mut self) -> &[u32] {
        if self.bounds.is_empty() {
            self.unpack();
        }
        match self.bounds.get(self.place..) {
            Some([start, end, ..]) => self.steps.get(*start as usize..*end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Whether the term stands there where it has to if the phrase begins at a place.
    #[inline]
    fn stands_at(&mut self, begin: u32) -> bool {
        let wanted = begin + self.offset;
        match self.steps() {
            [only] => *only == wanted,
            steps => positions(steps).find(|position| *position >= wanted) == Some(wanted),
        }
    }

    /// Unpacks the steps of the block.
    #[cold]
    fn unpack(&mut self) {
        let frequencies = self.postings.freqs().get(..self.postings.docs().len()).unwrap_or_default();
        let mut end = 0;
        self.bounds.reserve(frequencies.len() + 1);
        self.bounds.push(end);
        self.bounds.extend(frequencies.iter().map(|frequency| {
            end += frequency;
            end
        }));
        self.steps.resize(end as usize, 0);
        self.positions.read(self.before, &mut self.steps);
    }
}
