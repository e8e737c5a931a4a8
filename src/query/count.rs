//! Count: how many passages hold each value of a column.
//!
//! Input: passages of one segment, a block at a time and in order. Output: counts by value. What a block needs of a column is
//! read in one go: neighbours are unpacked together, and nothing is looked up passage by passage.

use std::collections::BTreeMap;
use std::ops::Range;

use tantivy::DocId;
use tantivy::columnar::column_index::MultiValueIndex;
use tantivy::columnar::{Column as Numbers, ColumnIndex, ColumnValues};

use crate::index::schema::Column;
use crate::tag::Vocabulary;

use super::columns::Texts;
use super::values;

/// Passages whose values are read at once: what is unpacked for them stays in the first cache.
pub(super) const AT_ONCE: usize = 512;
/// Where one number in so many is wanted, unpacking all between the first and the last is faster than one at a time.
const DENSE: usize = 8;
/// Numbers unpacked in one call: for so many tantivy has a faster way.
const UNPACKED: usize = 64;

/// The counts of one facet over one segment.
pub(super) struct ColumnCounts {
    /// Which facet.
    pub column: Column,
    texts: Texts,
    counted: Counted,
    scratch: Scratch,
}

/// What is counted for the values of a passage.
enum Counted {
    /// The values themselves, by ordinal.
    Values(Vec<u64>),
    /// The places of a hierarchy at and above them, each once for a passage.
    Places(Places),
}

/// Memory for the numbers of a block.
#[derive(Default)]
struct Scratch {
    /// Passages that have a value.
    held: Vec<DocId>,
    /// Where their values are, or their places among those that have any.
    rows: Vec<u32>,
    /// Where the values of each begin and end.
    starts: Vec<u32>,
    ends: Vec<u32>,
    ordinals: Vec<u64>,
}

impl ColumnCounts {
    /// Nothing counted yet. Where a hierarchy is given, facets that have one there count the passages at and below its places.
    pub(super) fn new(column: Column, texts: Texts, hierarchy: Option<&Vocabulary>) -> tantivy::Result<Self> {
        let counted = match hierarchy {
            Some(vocabulary) if values::path(vocabulary, column, "").is_some() => {
                let paths = texts.values()?.iter().filter_map(|value| values::path(vocabulary, column, value));
                Counted::Places(Places::new(paths))
            }
            _ => Counted::Values(vec![0; texts.len()]),
        };
        Ok(Self { column, texts, counted, scratch: Scratch::default() })
    }

    /// Counts passages, which are in order.
    pub(super) fn count(&mut self, docs: &[DocId]) {
        let Self { texts, counted, scratch, .. } = self;
        let ords = texts.ords();
        for docs in docs.chunks(AT_ONCE) {
            match counted {
                Counted::Values(counts) => scratch.count(ords, docs, counts),
                Counted::Places(places) => docs.iter().for_each(|doc| places.count(*doc, ords.values_for_doc(*doc))),
            }
        }
    }

    /// The counts by value.
    pub(super) fn harvest(self) -> tantivy::Result<BTreeMap<String, u64>> {
        let (names, counts) = match &self.counted {
            Counted::Places(Places { names, counts, .. }) => (names.as_slice(), counts),
            Counted::Values(counts) => (self.texts.values()?, counts),
        };
        let counted = names.iter().zip(counts).filter(|(_, count)| **count > 0);
        Ok(counted.map(|(name, count)| (name.clone(), *count)).collect())
    }
}

impl Scratch {
    /// Counts the values of passages by ordinal.
    fn count(&mut self, ords: &Numbers<u64>, docs: &[DocId], counts: &mut [u64]) {
        let Self { held, rows, starts, ends, ordinals } = self;
        held.clear();
        rows.clear();
        match &ords.index {
            ColumnIndex::Full => count_at(&*ords.values, docs, ordinals, counts),
            ColumnIndex::Multivalued(MultiValueIndex::MultiValueIndexV2(index)) => {
                index.optional_index.rank_if_exists_batch(docs, held, rows);
                starts.resize(rows.len(), 0);
                index.start_index_column.get_vals(rows, starts);
                rows.iter_mut().for_each(|row| *row += 1);
                ends.resize(rows.len(), 0);
                index.start_index_column.get_vals(rows, ends);
                let (Some(first), Some(end)) = (starts.first(), ends.last()) else { return };
                let wanted: usize = starts.iter().zip(ends.iter()).map(|(start, end)| (end - start) as usize).sum();
                if (end - first) as usize > wanted * DENSE {
                    rows.clear();
                    starts.iter().zip(ends.iter()).for_each(|(start, end)| rows.extend(*start..*end));
                    return count_at(&*ords.values, rows, ordinals, counts);
                }
                unpack(&*ords.values, *first..*end, ordinals);
                for (start, end) in starts.iter().zip(ends.iter()) {
                    let own = ordinals.get((start - first) as usize..(end - first) as usize);
                    own.unwrap_or_default().iter().for_each(|ordinal| add(counts, *ordinal));
                }
            }
            index => {
                index.docids_to_rowids(docs, held, rows);
                count_at(&*ords.values, rows, ordinals, counts);
            }
        }
    }
}

/// Counts the ordinals at some places, which are in order.
fn count_at(values: &dyn ColumnValues<u64>, places: &[u32], ordinals: &mut Vec<u64>, counts: &mut [u64]) {
    visit_at(values, places, ordinals, |ordinal| add(counts, ordinal));
}

/// Visits the numbers at some places, which are in order.
pub(super) fn visit_at(
    values: &dyn ColumnValues<u64>,
    places: &[u32],
    numbers: &mut Vec<u64>,
    mut visit: impl FnMut(u64),
) {
    let (Some(first), Some(last)) = (places.first(), places.last()) else { return };
    if (last - first) as usize > places.len() * DENSE {
        numbers.resize(places.len(), 0);
        values.get_vals(places, numbers);
        return numbers.iter().for_each(|number| visit(*number));
    }
    unpack(values, *first..last + 1, numbers);
    for place in places {
        if let Some(number) = numbers.get((place - first) as usize) {
            visit(*number);
        }
    }
}

/// The numbers at all places of a range.
fn unpack(values: &dyn ColumnValues<u64>, places: Range<u32>, into: &mut Vec<u64>) {
    into.resize(places.len(), 0);
    for (from, unpacked) in (u64::from(places.start)..).step_by(UNPACKED).zip(into.chunks_mut(UNPACKED)) {
        values.get_range(from, unpacked);
    }
}

fn add(counts: &mut [u64], ordinal: u64) {
    if let Some(count) = counts.get_mut(ordinal as usize) {
        *count += 1;
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
