//! Facets: the counts of all facets that are asked for, each in the faster way that the index has for it.
//!
//! Input: passages of one segment, a block at a time and in order. Output: [`Counted`], which adds up over the segments. The
//! facets of every answer are told by the tallies of passages ([`tally`](super::tally)), others by their column
//! ([`count`](super::count)).

use std::collections::BTreeMap;

use tantivy::{DocId, SegmentOrdinal, SegmentReader};

use crate::index::schema::{Column, ISSUE, SUBJECTS};
use crate::index::tally::Legend;
use crate::tag::Vocabulary;

use super::columns::Columns;
use super::count::ColumnCounts;
use super::tally::{TallyCount, TallyCounts};

/// What facets are counted by.
#[derive(Clone, Copy)]
pub(super) struct Sources<'a> {
    /// The columns of the index.
    pub columns: &'a Columns,
    /// What the tallies of its passages mean.
    pub legend: &'a Legend,
    /// Where given, facets that have a hierarchy there count the passages at and below each of its places.
    pub hierarchy: Option<&'a Vocabulary>,
}

/// The counts of some facets over one segment.
pub(super) struct FacetCounts {
    tally: Option<TallyCounts>,
    columns: Vec<ColumnCounts>,
}

/// The counts of some facets.
#[derive(Default)]
pub(super) struct Counted {
    tally: Option<TallyCount>,
    columns: BTreeMap<Column, BTreeMap<String, u64>>,
}

impl Sources<'_> {
    fn tells(&self, facet: Column) -> bool {
        self.hierarchy.is_none() && self.legend.tells(facet)
    }

    /// Nothing counted yet in a segment.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub(super) fn over(
        &self,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
        facets: &[Column],
    ) -> tantivy::Result<FacetCounts> {
        let tally = if facets.iter().any(|facet| self.tells(*facet)) {
            let numbers = |name| self.columns.numbers(ordinal, segment, name);
            Some(TallyCounts::new(numbers(ISSUE)?, numbers(SUBJECTS)?))
        } else {
            None
        };
        let mut columns = Vec::new();
        for facet in facets.iter().filter(|facet| !self.tells(**facet)) {
            if let Some(texts) = self.columns.texts(ordinal, segment, facet.as_str())? {
                columns.push(ColumnCounts::new(*facet, texts, self.hierarchy)?);
            }
        }
        Ok(FacetCounts { tally, columns })
    }

    /// The counts of a facet by value.
    pub(super) fn named(&self, facet: Column, counted: &Counted) -> BTreeMap<String, u64> {
        match &counted.tally {
            Some(tally) if self.tells(facet) => tally.of_column(facet, self.legend),
            _ => counted.columns.get(&facet).cloned().unwrap_or_default(),
        }
    }
}

impl FacetCounts {
    /// Counts passages, which are in order.
    pub(super) fn count(&mut self, docs: &[DocId]) {
        self.tally.iter_mut().for_each(|tally| tally.count(docs));
        self.columns.iter_mut().for_each(|column| column.count(docs));
    }

    /// What was counted.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub(super) fn harvest(self) -> tantivy::Result<Counted> {
        let mut columns = BTreeMap::new();
        for counts in self.columns {
            columns.insert(counts.column, counts.harvest()?);
        }
        Ok(Counted { tally: self.tally.map(TallyCounts::harvest), columns })
    }
}

impl Counted {
    /// Adds what was counted in another segment.
    pub(super) fn add(&mut self, other: Self) {
        match (&mut self.tally, other.tally) {
            (Some(sums), Some(counts)) => sums.add(&counts),
            (sums, counts) => *sums = sums.take().or(counts),
        }
        for (column, counts) in other.columns {
            add(self.columns.entry(column).or_default(), counts);
        }
    }
}

/// Adds counts by value to others.
pub(super) fn add(sums: &mut BTreeMap<String, u64>, counts: BTreeMap<String, u64>) {
    for (value, count) in counts {
        *sums.entry(value).or_default() += count;
    }
}
