//! Collect: one pass over the matching passages that filters, ranks and counts.
//!
//! Input: a query's matches with their scores. Output: how many passed, the best of them in a stable order, and the
//! counts of every facet. A passage that fails exactly one filter still counts for the facet of that filter, so that
//! a chosen value does not hide its alternatives.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use tantivy::columnar::Column as Numbers;
use tantivy::query::{EnableScoring, Query, Scorer, Weight};
use tantivy::{DocAddress, DocId, DocSet, Score, Searcher, SegmentOrdinal, SegmentReader, TERMINATED};

use crate::index::analyzer::key;
use crate::index::schema::Column;

use super::columns::Texts;
use super::facets::{Counted, FacetCounts, Sources, add};
use super::parallel;
use super::syntax::DateRange;
use super::union::UnionScorer;

/// Scores that differ by less are equal: the last bits of a score depend on the order of its sum.
const SCORE_STEPS: Score = 1024.0;
/// Sequential numbers, such as those of documents without a date, sort after all others.
const LAST: u64 = u64::MAX;

/// Passages that are taken from a query at once.
const AT_ONCE: usize = 1024;
/// Passages that are worth a thread: walking through them takes some hundred microseconds.
const WORTH_A_THREAD: u32 = 1 << 14;

/// A condition on a passage that does not change its score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Filter {
    /// The column holds one of these values.
    Values(Column, Vec<String>),
    /// The document's date lies within.
    Date(DateRange),
}

impl Filter {
    /// The facets that keep showing what this filter leaves out.
    fn facets(&self) -> Vec<Column> {
        match self {
            Self::Values(column, _) => vec![*column],
            Self::Date(_) => vec![Column::Year, Column::Month, Column::Day],
        }
    }
}

/// The order of the hits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best score first.
    #[default]
    Relevance,
    /// Newest document first.
    Date,
}

/// What to collect.
pub(super) struct Collection<'a> {
    /// What facets are counted by.
    pub sources: Sources<'a>,
    /// Conditions, all of which have to hold.
    pub filters: Vec<Filter>,
    /// Facets to count.
    pub facets: Vec<Column>,
    /// Order of the hits.
    pub sort: Sort,
    /// How many of the best to keep.
    pub keep: usize,
}

/// What was collected.
#[derive(Default)]
pub(super) struct Collected {
    /// Passages that match and pass all filters.
    pub total: u64,
    /// The best of them, best first.
    pub best: Vec<Ranked>,
    /// Count of each value of each facet asked for.
    pub facets: BTreeMap<Column, BTreeMap<String, u64>>,
}

/// What was collected from one piece.
#[derive(Default)]
struct Share {
    total: u64,
    best: Vec<Ranked>,
    /// What passes all filters, then for each filter what it alone keeps out.
    counted: Vec<Counted>,
    /// The names of the documents of each segment.
    documents: BTreeMap<SegmentOrdinal, Texts>,
}

impl Share {
    /// Puts the best in order and keeps so many. The names of documents are looked up only where the score does not decide.
    fn sort(&mut self, keep: usize) -> tantivy::Result<()> {
        self.best.sort_by_key(|ranked| (ranked.key, ranked.address.segment_ord, ranked.place));
        let last = keep.checked_sub(1).and_then(|last| self.best.get(last)).map_or(LAST, |ranked| ranked.key);
        self.best.truncate(self.best.partition_point(|ranked| ranked.key <= last));
        for equals in self.best.chunk_by_mut(|a, b| a.key == b.key) {
            let segments: BTreeSet<SegmentOrdinal> = equals.iter().map(|ranked| ranked.address.segment_ord).collect();
            if segments.len() < 2 {
                continue;
            }
            let mut names: BTreeMap<(SegmentOrdinal, u64), String> = BTreeMap::new();
            for segment in segments {
                let Some(documents) = self.documents.get(&segment) else { continue };
                let of_segment = equals.iter().filter(|ranked| ranked.address.segment_ord == segment);
                let ordinals: BTreeSet<u64> = of_segment.map(|ranked| ranked.place.0).filter(|n| *n != LAST).collect();
                let ordinals: Vec<u64> = ordinals.into_iter().collect();
                let texts = documents.some(&ordinals)?;
                names.extend(ordinals.into_iter().zip(texts).map(|(ordinal, name)| ((segment, ordinal), name)));
            }
            let order = |ranked: &Ranked| (names.get(&(ranked.address.segment_ord, ranked.place.0)), ranked.place.1);
            equals.sort_by(|a, b| order(a).cmp(&order(b)));
        }
        self.best.truncate(keep);
        Ok(())
    }
}

/// A passage in its place.
#[derive(Debug, Clone)]
pub(super) struct Ranked {
    /// Where its record is.
    pub address: DocAddress,
    /// Its score.
    pub score: Score,
    /// First key of the order, smallest first: a score turned upside down, or a date.
    key: u64,
    /// What decides between equals within a segment: the document, by its place among those of the segment, and the
    /// place in the document.
    place: (u64, u64),
}

/// A run of passages of one segment.
struct Piece {
    segment: SegmentOrdinal,
    docs: Range<DocId>,
}

/// The segments of an index, the long ones divided so that all threads have their share.
fn pieces(searcher: &Searcher) -> Vec<Piece> {
    let all: u32 = searcher.segment_readers().iter().map(SegmentReader::max_doc).sum();
    let shares = 2 * parallel::threads() as u32;
    let longest = (all / shares).max(WORTH_A_THREAD);
    let mut pieces = Vec::new();
    for (segment, reader) in (0..).zip(searcher.segment_readers()) {
        let length = reader.max_doc().div_ceil(reader.max_doc().div_ceil(longest).max(1)).max(1);
        for start in (0..reader.max_doc()).step_by(length as usize) {
            pieces.push(Piece { segment, docs: start..reader.max_doc().min(start + length) });
        }
    }
    pieces
}

impl Collection<'_> {
    /// Collects what matches a query, on several threads where the index is large.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub(super) fn collect(&self, searcher: &Searcher, query: &dyn Query) -> tantivy::Result<Collected> {
        let scoring = match self.sort {
            Sort::Relevance if self.keep > 0 => EnableScoring::enabled_from_searcher(searcher),
            _ => EnableScoring::disabled_from_searcher(searcher),
        };
        let weight = query.weight(scoring)?;
        let mut pieces = pieces(searcher);
        if searcher.num_docs() < u64::from(WORTH_A_THREAD) {
            let collected = pieces.drain(..).map(|piece| self.collect_piece(searcher, &*weight, &piece));
            return self.merge(collected.collect());
        }
        self.merge(parallel::map(pieces, |piece| self.collect_piece(searcher, &*weight, &piece)))
    }

    fn collect_piece(&self, searcher: &Searcher, weight: &dyn Weight, piece: &Piece) -> tantivy::Result<Share> {
        let segment = searcher.segment_reader(piece.segment);
        let mut scorer = weight.scorer(segment, 1.0)?;
        if scorer.doc() < piece.docs.start {
            scorer.seek(piece.docs.start);
        }
        if scorer.doc() >= piece.docs.end {
            return Ok(Share::default());
        }
        let mut collecting = self.over(piece.segment, segment)?;
        let mut block = Vec::new();
        loop {
            block.clear();
            take(&mut *scorer, piece.docs.end, &mut block);
            if block.is_empty() {
                return collecting.harvest();
            }
            if let Some(alive) = segment.alive_bitset() {
                block.retain(|(doc, _)| alive.is_alive(*doc));
            }
            collecting.collect(&block);
        }
    }

    /// Makes ready for one segment.
    fn over(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentCollection> {
        let texts = |name| self.sources.columns.texts(ordinal, segment, name);
        let numbers = |name| self.sources.columns.numbers(ordinal, segment, name);
        let mut filters = Vec::new();
        for filter in &self.filters {
            let test = match filter {
                Filter::Values(column, values) => match texts(column.as_str())? {
                    Some(held) => Test::Values(accepted(&held, values)?, held.ords().clone()),
                    None => Test::Never,
                },
                Filter::Date(range) => Test::Date(*range, numbers("date")?),
            };
            let facets: Vec<Column> = filter.facets().into_iter().filter(|facet| self.facets.contains(facet)).collect();
            let counts = self.sources.over(ordinal, segment, &facets)?;
            filters.push(Filtered { test, counts, failed: Vec::new() });
        }
        let documents = texts("document")?;
        Ok(SegmentCollection {
            ordinal,
            filters,
            counts: self.sources.over(ordinal, segment, &self.facets)?,
            order: Order {
                sort: self.sort,
                dates: if self.sort == Sort::Date { Some(numbers("date")?) } else { None },
                documents: documents.as_ref().map(|held| held.ords().clone()),
                positions: numbers("position")?,
            },
            documents,
            total: 0,
            best: Best { keep: self.keep, entries: Vec::new(), worst: None },
            passed: Vec::new(),
        })
    }

    fn merge(&self, shares: Vec<tantivy::Result<Share>>) -> tantivy::Result<Collected> {
        let mut all = Share::default();
        all.counted.resize_with(1 + self.filters.len(), Counted::default);
        for share in shares {
            let share = share?;
            all.total += share.total;
            all.best.extend(share.best);
            all.documents.extend(share.documents);
            all.counted.iter_mut().zip(share.counted).for_each(|(sums, counted)| sums.add(counted));
        }
        all.sort(self.keep)?;
        let mut facets = BTreeMap::new();
        for facet in &self.facets {
            let mut counts = BTreeMap::new();
            let shows = |filter: &Filter| filter.facets().contains(facet);
            let shown = std::iter::once(true).chain(self.filters.iter().map(shows));
            for (counted, _) in all.counted.iter().zip(shown).filter(|(_, shown)| *shown) {
                add(&mut counts, self.sources.named(*facet, counted));
            }
            facets.insert(*facet, counts);
        }
        Ok(Collected { total: all.total, best: all.best, facets })
    }
}

/// Takes the next passages before `end` with their scores; none where there are no more.
fn take(scorer: &mut dyn Scorer, end: DocId, into: &mut Vec<(DocId, Score)>) {
    let end = end.min(TERMINATED);
    if let Some(union) = scorer.downcast_mut::<UnionScorer>() {
        while union.doc() < end && into.len() < AT_ONCE {
            union.take(end, into);
        }
        return;
    }
    while scorer.doc() < end && into.len() < AT_ONCE {
        into.push((scorer.doc(), scorer.score()));
        scorer.advance();
    }
}

/// The ordinals of `values` that the column holds, as a set over all its ordinals.
fn accepted(held: &Texts, values: &[String]) -> tantivy::Result<Vec<bool>> {
    let mut set = vec![false; held.len()];
    for value in values {
        match held.ordinal(value)? {
            Some(ordinal) => set.get_mut(ordinal as usize).into_iter().for_each(|place| *place = true),
            // A symbol may be typed in any case.
            None => {
                let asked = key(value);
                let same = set.iter_mut().zip(held.values()?).filter(|(_, text)| key(text) == asked);
                same.for_each(|(place, _)| *place = true);
            }
        }
    }
    Ok(set)
}

/// A filter on one segment.
enum Test {
    Values(Vec<bool>, Numbers<u64>),
    Date(DateRange, Numbers<u64>),
    Never,
}

impl Test {
    fn passes(&self, doc: DocId) -> bool {
        match self {
            Self::Values(set, ords) => {
                ords.values_for_doc(doc).any(|ord| set.get(ord as usize).copied().unwrap_or(false))
            }
            Self::Date(range, dates) => dates.first(doc).is_some_and(|day| range.contains(day as u32)),
            Self::Never => false,
        }
    }
}

/// A filter with the passages of a block that it alone keeps out.
struct Filtered {
    test: Test,
    /// The facets that count them all the same.
    counts: FacetCounts,
    failed: Vec<DocId>,
}

/// What decides the order within a segment.
struct Order {
    sort: Sort,
    dates: Option<Numbers<u64>>,
    documents: Option<Numbers<u64>>,
    positions: Numbers<u64>,
}

impl Order {
    /// The first key; smaller comes first.
    fn key(&self, doc: DocId, score: Score) -> u64 {
        match self.sort {
            Sort::Relevance => LAST - (score.max(0.0) * SCORE_STEPS) as u64,
            Sort::Date => LAST - self.dates.as_ref().and_then(|dates| dates.first(doc)).unwrap_or_default(),
        }
    }

    /// The keys that decide between equals: the document's place among those of the segment, which are sorted, and
    /// the passage's place in it.
    fn place(&self, doc: DocId) -> (u64, u64) {
        let document = self.documents.as_ref().and_then(|documents| documents.first(doc)).unwrap_or(LAST);
        (document, self.positions.first(doc).unwrap_or(LAST))
    }
}

/// The best passages of a segment so far.
struct Best {
    keep: usize,
    entries: Vec<Entry>,
    /// The first key of the worst that is kept, once there are enough.
    worst: Option<u64>,
}

struct Entry {
    key: u64,
    place: (u64, u64),
    doc: DocId,
    score: Score,
}

impl Best {
    fn offer(&mut self, order: &Order, doc: DocId, score: Score) {
        let key = order.key(doc, score);
        if self.keep == 0 || self.worst.is_some_and(|worst| key > worst) {
            return;
        }
        self.entries.push(Entry { key, place: order.place(doc), doc, score });
        if self.entries.len() >= self.keep.saturating_mul(2).max(64) {
            self.shrink();
        }
    }

    fn shrink(&mut self) {
        self.entries.sort_unstable_by_key(|entry| (entry.key, entry.place));
        self.entries.truncate(self.keep);
        if self.entries.len() == self.keep {
            self.worst = self.entries.last().map(|entry| entry.key);
        }
    }
}

/// Collects from one segment.
struct SegmentCollection {
    ordinal: SegmentOrdinal,
    filters: Vec<Filtered>,
    counts: FacetCounts,
    order: Order,
    documents: Option<Texts>,
    total: u64,
    best: Best,
    /// The passages of a block that pass all filters.
    passed: Vec<DocId>,
}

impl SegmentCollection {
    /// Collects passages, which are in order.
    fn collect(&mut self, block: &[(DocId, Score)]) {
        let Self { filters, counts, order, total, best, passed, .. } = self;
        passed.clear();
        filters.iter_mut().for_each(|filter| filter.failed.clear());
        for (doc, score) in block {
            let mut failing = filters.iter_mut().filter(|filter| !filter.test.passes(*doc));
            match (failing.next(), failing.next()) {
                (None, _) => {
                    passed.push(*doc);
                    best.offer(order, *doc, *score);
                }
                (Some(only), None) => only.failed.push(*doc),
                _ => {}
            }
        }
        *total += passed.len() as u64;
        counts.count(passed);
        filters.iter_mut().for_each(|filter| filter.counts.count(&filter.failed));
    }

    fn harvest(mut self) -> tantivy::Result<Share> {
        self.best.shrink();
        let scored = self.order.sort == Sort::Relevance;
        let ranked = |entry: Entry| Ranked {
            address: DocAddress::new(self.ordinal, entry.doc),
            // What is ordered by date has no score.
            score: if scored { entry.score } else { 0.0 },
            key: entry.key,
            place: entry.place,
        };
        let best = self.best.entries.into_iter().map(ranked).collect();
        let documents = self.documents.into_iter().map(|documents| (self.ordinal, documents)).collect();
        let mut counted = vec![self.counts.harvest()?];
        for filter in self.filters {
            counted.push(filter.counts.harvest()?);
        }
        Ok(Share { total: self.total, best, counted, documents })
    }
}
