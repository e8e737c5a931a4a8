//! Collect: one pass over the matching passages that filters, ranks and counts.
//!
//! Input: a query's matches with their scores. Output: how many passed, the best of them in a stable order, and the
//! counts of every facet. A passage that fails exactly one filter still counts for the facet of that filter, so that
//! a chosen value does not hide its alternatives.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Cardinality, Column as Numbers, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::index::analyzer::key;
use crate::index::schema::Column;
use crate::tag::Vocabulary;

use super::syntax::DateRange;

/// Scores that differ by less are equal: the last bits of a score depend on the order of its sum.
const SCORE_STEPS: Score = 1024.0;
/// Sequential numbers, such as those of documents without a date, sort after all others.
const LAST: u64 = u64::MAX;

/// Passages whose facets are counted at once, column by column: their ordinals stay in the first cache.
const COUNTED_AT_ONCE: usize = 256;

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
#[derive(Debug, Clone)]
pub(super) struct Collection<'a> {
    /// Conditions, all of which have to hold.
    pub filters: Vec<Filter>,
    /// Facets to count.
    pub facets: Vec<Column>,
    /// Where given, facets that have a hierarchy there count the passages at and below each of its places.
    pub hierarchy: Option<&'a Vocabulary>,
    /// Order of the hits.
    pub sort: Sort,
    /// How many of the best to keep.
    pub keep: usize,
}

/// What was collected.
#[derive(Debug, Clone, Default)]
pub(super) struct Collected {
    /// Passages that match and pass all filters.
    pub total: u64,
    /// The best of them, best first.
    pub best: Vec<Ranked>,
    /// Count of each value of each facet asked for.
    pub facets: BTreeMap<Column, BTreeMap<String, u64>>,
    /// The names of the documents of each segment.
    documents: BTreeMap<SegmentOrdinal, StrColumn>,
}

impl Collected {
    /// Puts the best in order. The names of documents are looked up only where the score does not decide.
    fn sort(&mut self) -> tantivy::Result<()> {
        self.best.sort_by_key(|ranked| (ranked.key, ranked.address.segment_ord, ranked.place));
        for equals in self.best.chunk_by_mut(|a, b| a.key == b.key) {
            let segments: BTreeSet<SegmentOrdinal> = equals.iter().map(|ranked| ranked.address.segment_ord).collect();
            if segments.len() < 2 {
                continue;
            }
            let mut names: BTreeMap<(SegmentOrdinal, u64), String> = BTreeMap::new();
            for (segment, documents) in &self.documents {
                let of_segment = equals.iter().filter(|ranked| ranked.address.segment_ord == *segment);
                let ordinals: BTreeSet<u64> = of_segment.map(|ranked| ranked.place.0).filter(|n| *n != LAST).collect();
                let ordinals: Vec<u64> = ordinals.into_iter().collect();
                let mut next = ordinals.iter();
                documents.dictionary().sorted_ords_to_term_cb(&ordinals, |name| {
                    if let Some(ordinal) = next.next() {
                        names.insert((*segment, *ordinal), String::from_utf8_lossy(name).into_owned());
                    }
                })?;
            }
            let order = |ranked: &Ranked| (names.get(&(ranked.address.segment_ord, ranked.place.0)), ranked.place.1);
            equals.sort_by(|a, b| order(a).cmp(&order(b)));
        }
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

impl Collector for Collection<'_> {
    type Fruit = Collected;
    type Child = SegmentCollection;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentCollection> {
        let columns = segment.fast_fields();
        let mut filters = Vec::new();
        for filter in &self.filters {
            let test = match filter {
                Filter::Values(column, values) => match columns.str(column.as_str())? {
                    Some(held) => Test::Values(accepted(&held, values)?, held.ords().clone()),
                    None => Test::Never,
                },
                Filter::Date(range) => Test::Date(*range, columns.u64("date")?),
            };
            filters.push((test, filter.facets()));
        }
        let mut facets = Vec::new();
        for column in &self.facets {
            if let Some(held) = columns.str(column.as_str())? {
                facets.push(FacetCounts::new(*column, held, self.hierarchy)?);
            }
        }
        let documents = columns.str("document")?;
        Ok(SegmentCollection {
            ordinal,
            filters,
            facets,
            order: Order {
                sort: self.sort,
                dates: columns.u64("date")?,
                documents: documents.as_ref().map(|held| held.ords().clone()),
                positions: columns.u64("position")?,
            },
            documents,
            total: 0,
            best: Best { keep: self.keep, entries: Vec::new(), worst: None },
            uncounted: Vec::with_capacity(COUNTED_AT_ONCE),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.sort == Sort::Relevance && self.keep > 0
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<Collected>>) -> tantivy::Result<Collected> {
        let mut merged = Collected::default();
        for facet in &self.facets {
            merged.facets.insert(*facet, BTreeMap::new());
        }
        for fruit in fruits {
            let fruit = fruit?;
            merged.total += fruit.total;
            merged.best.extend(fruit.best);
            merged.documents.extend(fruit.documents);
            for (facet, counts) in fruit.facets {
                let all = merged.facets.entry(facet).or_default();
                for (value, count) in counts {
                    *all.entry(value).or_default() += count;
                }
            }
        }
        merged.sort()?;
        merged.best.truncate(self.keep);
        Ok(merged)
    }
}

/// The ordinals of `values` that the column holds, as a set over all its ordinals.
fn accepted(held: &StrColumn, values: &[String]) -> tantivy::Result<Vec<bool>> {
    let mut set = vec![false; held.num_terms()];
    for value in values {
        match held.dictionary().term_ord(value)? {
            Some(ordinal) => set.get_mut(ordinal as usize).into_iter().for_each(|place| *place = true),
            // A symbol may be typed in any case.
            None => {
                let asked = key(value);
                let same = set.iter_mut().zip(terms(held)?).filter(|(_, term)| key(term) == asked);
                same.for_each(|(place, _)| *place = true);
            }
        }
    }
    Ok(set)
}

/// The values of a column in the order of their ordinals.
fn terms(held: &StrColumn) -> tantivy::Result<Vec<String>> {
    let mut terms = Vec::with_capacity(held.num_terms());
    for ordinal in 0..held.num_terms() as u64 {
        let mut value = String::new();
        held.ord_to_str(ordinal, &mut value)?;
        terms.push(value);
    }
    Ok(terms)
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

struct FacetCounts {
    column: Column,
    ords: Numbers<u64>,
    counted: Counted,
    /// Ordinals of the passages that are counted at once.
    ordinals: Vec<u64>,
}

/// What is counted for the values of a passage.
enum Counted {
    /// The values themselves, by ordinal.
    Values { held: StrColumn, counts: Vec<u64> },
    /// The places of a hierarchy at and above them, each once for a passage.
    Places(Places),
}

impl FacetCounts {
    fn new(column: Column, held: StrColumn, hierarchy: Option<&Vocabulary>) -> tantivy::Result<Self> {
        let ords = held.ords().clone();
        let counted = match hierarchy {
            Some(vocabulary) if super::values::path(vocabulary, column, "").is_some() => {
                let values = terms(&held)?;
                Counted::Places(Places::new(
                    values.iter().filter_map(|value| super::values::path(vocabulary, column, value)),
                ))
            }
            _ => Counted::Values { counts: vec![0; held.num_terms()], held },
        };
        Ok(Self { column, ords, counted, ordinals: vec![0; COUNTED_AT_ONCE] })
    }

    fn count(&mut self, docs: &[DocId]) {
        let Self { ords, counted, ordinals, .. } = self;
        match counted {
            Counted::Values { counts, .. } => {
                let mut add = |ordinal: u64| {
                    if let Some(count) = counts.get_mut(ordinal as usize) {
                        *count += 1;
                    }
                };
                match (ords.get_cardinality(), ordinals.get_mut(..docs.len())) {
                    (Cardinality::Full, Some(ordinals)) => {
                        ords.values.get_vals(docs, ordinals);
                        ordinals.iter().for_each(|ordinal| add(*ordinal));
                    }
                    _ => docs.iter().flat_map(|doc| ords.values_for_doc(*doc)).for_each(add),
                }
            }
            Counted::Places(places) => docs.iter().for_each(|doc| places.count(*doc, ords.values_for_doc(*doc))),
        }
    }

    fn harvest(self) -> tantivy::Result<BTreeMap<String, u64>> {
        let (held, counts) = match self.counted {
            Counted::Places(Places { names, counts, .. }) => {
                return Ok(names
                    .into_iter()
                    .zip(counts)
                    .filter(|(name, count)| *count > 0 && !name.is_empty())
                    .collect());
            }
            Counted::Values { held, counts } => (held, counts),
        };
        let held_counts = counts.iter().enumerate().filter(|(_, count)| **count > 0);
        let (ordinals, held_counts): (Vec<u64>, Vec<u64>) =
            held_counts.map(|(ordinal, count)| (ordinal as u64, *count)).unzip();
        let mut next = held_counts.into_iter();
        let mut values = BTreeMap::new();
        held.dictionary().sorted_ords_to_term_cb(&ordinals, |value| {
            // No value is no value to count.
            if let Some(count) = next.next().filter(|_| !value.is_empty()) {
                values.insert(String::from_utf8_lossy(value).into_owned(), count);
            }
        })?;
        Ok(values)
    }
}

/// The places of a hierarchy, such as `/UN/ECOSOC` and `/UN/ECOSOC/CND`.
#[derive(Default)]
struct Places {
    names: Vec<String>,
    counts: Vec<u64>,
    /// The passage that each place was last counted for, so that two values below one place count once.
    last: Vec<Option<DocId>>,
    /// For each ordinal of the column, its place and those above it.
    of_ordinal: Vec<Vec<usize>>,
}

impl Places {
    /// The places of the paths of a column's values, in the order of their ordinals.
    fn new(paths: impl Iterator<Item = String>) -> Self {
        let mut places = Self::default();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for path in paths {
            let ends = path.match_indices('/').map(|(at, _)| at).skip(1).chain([path.len()]);
            let above = ends.filter_map(|end| path.get(..end)).map(|name| {
                *known.entry(name.to_owned()).or_insert_with(|| {
                    places.names.push(name.to_owned());
                    places.names.len() - 1
                })
            });
            let above = above.collect();
            places.of_ordinal.push(above);
        }
        places.counts = vec![0; places.names.len()];
        places.last = vec![None; places.names.len()];
        places
    }

    fn count(&mut self, doc: DocId, ordinals: impl Iterator<Item = u64>) {
        for place in ordinals.filter_map(|ordinal| self.of_ordinal.get(ordinal as usize)).flatten() {
            if let (Some(last), Some(count)) = (self.last.get_mut(*place), self.counts.get_mut(*place))
                && last.replace(doc) != Some(doc)
            {
                *count += 1;
            }
        }
    }
}

/// What decides the order within a segment.
struct Order {
    sort: Sort,
    dates: Numbers<u64>,
    documents: Option<Numbers<u64>>,
    positions: Numbers<u64>,
}

impl Order {
    /// The first key; smaller comes first.
    fn key(&self, doc: DocId, score: Score) -> u64 {
        match self.sort {
            Sort::Relevance => LAST - (score.max(0.0) * SCORE_STEPS) as u64,
            Sort::Date => LAST - self.dates.first(doc).unwrap_or_default(),
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
pub(super) struct SegmentCollection {
    ordinal: SegmentOrdinal,
    filters: Vec<(Test, Vec<Column>)>,
    facets: Vec<FacetCounts>,
    order: Order,
    documents: Option<StrColumn>,
    total: u64,
    best: Best,
    /// Passages whose facets are still to be counted.
    uncounted: Vec<DocId>,
}

impl SegmentCollection {
    fn count(&mut self) {
        self.facets.iter_mut().for_each(|facet| facet.count(&self.uncounted));
        self.uncounted.clear();
    }
}

impl SegmentCollector for SegmentCollection {
    type Fruit = tantivy::Result<Collected>;

    fn collect(&mut self, doc: DocId, score: Score) {
        let mut failed = None;
        for (test, facet) in &self.filters {
            if !test.passes(doc) {
                if failed.is_some() {
                    return;
                }
                failed = Some(facet);
            }
        }
        match failed {
            Some(facets) => {
                self.facets.iter_mut().filter(|counts| facets.contains(&counts.column)).for_each(|f| f.count(&[doc]));
            }
            None => {
                self.total += 1;
                self.uncounted.push(doc);
                if self.uncounted.len() == COUNTED_AT_ONCE {
                    self.count();
                }
                self.best.offer(&self.order, doc, score);
            }
        }
    }

    fn harvest(mut self) -> tantivy::Result<Collected> {
        self.count();
        self.best.shrink();
        let ranked = |entry: Entry| Ranked {
            address: DocAddress::new(self.ordinal, entry.doc),
            score: entry.score,
            key: entry.key,
            place: entry.place,
        };
        let best = self.best.entries.into_iter().map(ranked).collect();
        let documents = self.documents.into_iter().map(|documents| (self.ordinal, documents)).collect();
        let mut facets = BTreeMap::new();
        for facet in self.facets {
            facets.insert(facet.column, facet.harvest()?);
        }
        Ok(Collected { total: self.total, best, facets, documents })
    }
}
