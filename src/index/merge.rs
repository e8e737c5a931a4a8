//! Merge: which segments become one.
//!
//! Input: the segments of an index. Output: groups of them to merge. A run over many files writes segments as large as its
//! memory allows; they stay. What later runs add is small and is merged, so that an index that grows by a file a day has no
//! more segments than one made at once.

use tantivy::SegmentMeta;
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy};

/// Passages that a merged segment has at most: about as many as a run over many files puts into one. A merge maps the files of its
/// segments, some 40 MB for so many, and reads their stores, 35 MB, one by one; without a bound it came to 1.1 GB at a million
/// passages.
const MOST_DOCS: u32 = 100_000;

/// Tantivy's own policy, which merges eight segments of about the same size, with groups of at most [`MOST_DOCS`].
#[derive(Debug)]
pub(super) struct Bounded(LogMergePolicy);

impl Default for Bounded {
    fn default() -> Self {
        let mut policy = LogMergePolicy::default();
        policy.set_max_docs_before_merge(MOST_DOCS as usize / 2);
        Self(policy)
    }
}

impl MergePolicy for Bounded {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let docs = |id| segments.iter().find(|segment| segment.id() == id).map_or(0, SegmentMeta::num_docs);
        let mut groups = self.0.compute_merge_candidates(segments);
        for MergeCandidate(group) in &mut groups {
            group.sort_by_key(|id| docs(*id));
            let mut room = MOST_DOCS;
            group.retain(|id| match room.checked_sub(docs(*id)) {
                Some(left) => {
                    room = left;
                    true
                }
                None => false,
            });
        }
        groups.retain(|group| group.0.len() > 1);
        groups
    }
}
