//! Tally: how many passages hold each value of the facets that every answer counts.
//!
//! Input: passages of one segment, a block at a time and in order. Output: a [`TallyCount`] for it, which adds up over all
//! segments, as their tallies have one legend; names come in at the end.

use std::collections::BTreeMap;

use tantivy::DocId;
use tantivy::columnar::Column as Numbers;

use crate::index::schema::Column;
use crate::index::tally::{Legend, OF_ISSUE, OF_SUBJECT};

use super::count::{AT_ONCE, visit_at};

/// Values of a byte.
const VALUES: usize = 256;
/// Bytes of a number.
const BYTES: usize = 8;
/// Bits of a byte.
const BITS: usize = 8;

/// The two columns of a segment, and what was counted of them.
pub(super) struct TallyCounts {
    issue: Numbers<u64>,
    subjects: Numbers<u64>,
    count: TallyCount,
    numbers: Vec<u64>,
}

/// How many passages have each byte at each place of their tally.
pub(super) struct TallyCount {
    issue: Box<[[u32; VALUES]; OF_ISSUE.len()]>,
    /// Counting whole bytes takes fewer steps than counting each of their bits; which bits a byte has is known in the end.
    subjects: Box<[[u32; VALUES]; BYTES]>,
}

impl TallyCounts {
    /// Nothing counted yet.
    pub(super) fn new(issue: Numbers<u64>, subjects: Numbers<u64>) -> Self {
        Self { issue, subjects, count: TallyCount::default(), numbers: Vec::new() }
    }

    /// Counts passages, which are in order.
    pub(super) fn count(&mut self, docs: &[DocId]) {
        let Self { issue, subjects, count, numbers } = self;
        for docs in docs.chunks(AT_ONCE) {
            visit_at(&*issue.values, docs, numbers, |issue| add(&mut count.issue, issue));
            visit_at(&*subjects.values, docs, numbers, |subjects| add(&mut count.subjects, subjects));
        }
    }

    /// What was counted.
    pub(super) fn harvest(self) -> TallyCount {
        self.count
    }
}

/// Counts the bytes of a number, the lowest first.
fn add<const N: usize>(counts: &mut [[u32; VALUES]; N], number: u64) {
    for (counts, byte) in counts.iter_mut().zip(number.to_le_bytes()) {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
}

impl Default for TallyCount {
    fn default() -> Self {
        Self { issue: Box::new([[0; VALUES]; OF_ISSUE.len()]), subjects: Box::new([[0; VALUES]; BYTES]) }
    }
}

impl TallyCount {
    /// Adds what was counted in another segment.
    pub(super) fn add(&mut self, other: &Self) {
        let issue = self.issue.iter_mut().zip(other.issue.iter());
        let subjects = self.subjects.iter_mut().zip(other.subjects.iter());
        for (sums, counts) in issue.chain(subjects) {
            sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
    }

    /// The counts by value of a column that the legend tells.
    pub(super) fn of_column(&self, column: Column, legend: &Legend) -> BTreeMap<String, u64> {
        let mut counted = BTreeMap::new();
        if let Some(place) = OF_ISSUE.iter().position(|of| *of == column) {
            // The first code is that of no value.
            let counts = self.issue.get(place).into_iter().flatten().skip(1);
            counted.extend(legend.of_issue(column).map(str::to_owned).zip(counts.copied().map(u64::from)));
        } else if OF_SUBJECT.contains(&column) {
            counted.extend(legend.of_subject(column).map(|(bit, value)| (value.to_owned(), self.with_bit(bit))));
        }
        counted.retain(|_, count| *count > 0);
        counted
    }

    /// Passages whose subjects have a bit.
    fn with_bit(&self, bit: usize) -> u64 {
        let counts = self.subjects.get(bit / BITS).into_iter().flatten().enumerate();
        counts.filter(|(byte, _)| byte >> (bit % BITS) & 1 == 1).map(|(_, count)| u64::from(*count)).sum()
    }
}
