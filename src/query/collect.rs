//! Collect: one pass over the matching passages that filters, ranks and counts.
//!
//! Input: a query's matches with their scores. Output: how many passed, the best of them in a stable order, and the
//! counts of every facet. A passage that fails exactly one filter still counts for the facet of that filter, so that
//! a chosen value does not hide its alternatives.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column as Numbers, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::index::analyzer::key;
use crate::index::schema::Column;
use crate::tag::Vocabulary;

use super::syntax::DateRange;

/// Scores that differ by less are equal: the last bits of a score depend on the order of its sum.
const SCORE_STEPS: Score = 1024.0;
/// Sequential numbers, such as those of documents without a date, sort after all others.
const LAST: u64 = u64::MAX;

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
    /// Second key: the document.
    document: String,
    /// Third key: the place in the document.
    position: u64,
}

impl Ranked {
    fn order(&self, other: &Self) -> Ordering {
        (self.key, &self.document, self.position).cmp(&(other.key, &other.document, other.position))
    }
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
            for (facet, counts) in fruit.facets {
                let all = merged.facets.entry(facet).or_default();
                for (value, count) in counts {
                    *all.entry(value).or_default() += count;
                }
            }
        }
        merged.best.sort_by(Ranked::order);
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
        Ok(Self { column, ords, counted })
    }

    fn count(&mut self, doc: DocId) {
        match &mut self.counted {
            Counted::Values { counts, .. } => {
                for ord in self.ords.values_for_doc(doc) {
                    if let Some(count) = counts.get_mut(ord as usize) {
                        *count += 1;
                    }
                }
            }
            Counted::Places(places) => places.count(doc, self.ords.values_for_doc(doc)),
        }
    }

    fn harvest(self) -> tantivy::Result<BTreeMap<String, u64>> {
        let (held, counts) = match self.counted {
            Counted::Places(Places { names, counts, .. }) => {
                return Ok(names.into_iter().zip(counts).filter(|(_, count)| *count > 0).collect());
            }
            Counted::Values { held, counts } => (held, counts),
        };
        let mut values = BTreeMap::new();
        for (ord, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
            let mut value = String::new();
            held.ord_to_str(ord as u64, &mut value)?;
            values.insert(value, count);
        }
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
                self.facets.iter_mut().filter(|counts| facets.contains(&counts.column)).for_each(|f| f.count(doc));
            }
            None => {
                self.total += 1;
                self.facets.iter_mut().for_each(|facet| facet.count(doc));
                self.best.offer(&self.order, doc, score);
            }
        }
    }

    fn harvest(mut self) -> tantivy::Result<Collected> {
        self.best.shrink();
        let mut best = Vec::with_capacity(self.best.entries.len());
        for entry in self.best.entries {
            let mut document = String::new();
            if let Some(held) = &self.documents
                && entry.place.0 != LAST
            {
                held.ord_to_str(entry.place.0, &mut document)?;
            }
            best.push(Ranked {
                address: DocAddress::new(self.ordinal, entry.doc),
                score: entry.score,
                key: entry.key,
                document,
                position: entry.place.1,
            });
        }
        let mut facets = BTreeMap::new();
        for facet in self.facets {
            facets.insert(facet.column, facet.harvest()?);
        }
        Ok(Collected { total: self.total, best, facets })
    }
}
