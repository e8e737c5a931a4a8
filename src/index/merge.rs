//! Merge: which segments become one.
//!
//! Input: how many passages each segment of a commit has. Output: groups of them to merge. A run over many files writes segments
//! as large as its memory allows, some 90,000 passages each. Every answer opens all of them, looks each of its words up in each,
//! and reads from each, which took a third of the time of `cnd search` with the twelve of a million passages. So they become
//! few once the commit is made; each passage is merged once then, as what comes of it is too large to be merged again. What
//! later runs add is small and is merged with its like, so that an index that grows by a file a day has no more segments than
//! one made at once.

/// Passages that a merged segment has at most. Of each segment that it comes from, the words, columns and lengths are mapped
/// while it is made, 6 MB of a segment that a run writes.
const MOST_DOCS: u32 = 600_000;
/// Segments of about the same size that are worth merging.
const FEWEST: usize = 4;
/// Segments are of about the same size where the largest has at most so many times the passages of the smallest: the last one
/// that a run writes may be small.
const SPREAD: u32 = 4;
/// Segments of fewer passages count as if they had so many: they are soon merged.
const SMALL: u32 = 10_000;

/// The groups of segments to merge, each given by its place in `docs`, the passages of the segments; none is in two groups.
pub(super) fn groups(docs: &[u32]) -> Vec<Vec<usize>> {
    let mut sizes: Vec<(usize, u32)> =
        docs.iter().copied().enumerate().filter(|(_, docs)| *docs <= MOST_DOCS / 2).collect();
    sizes.sort_by_key(|(_, docs)| std::cmp::Reverse(*docs));
    let mut groups = Vec::new();
    let mut rest = sizes.as_slice();
    while let Some((_, largest)) = rest.first() {
        let of_level = |(_, docs): &(usize, u32)| (*docs).max(SMALL).saturating_mul(SPREAD) >= *largest;
        let (level, smaller) = rest.split_at_checked(rest.partition_point(of_level)).unwrap_or_default();
        if level.len() >= FEWEST {
            groups.extend(parted(level));
        }
        rest = smaller;
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// The segments of a level in groups of about the same size, of at most [`MOST_DOCS`] passages each.
fn parted(level: &[(usize, u32)]) -> Vec<Vec<usize>> {
    let all: u32 = level.iter().map(|(_, docs)| docs).sum();
    let share = all.div_ceil(all.div_ceil(MOST_DOCS).max(1));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut held = share;
    for (place, docs) in level {
        match groups.last_mut() {
            Some(group) if held < share && held + docs <= MOST_DOCS => group.push(*place),
            _ => {
                groups.push(vec![*place]);
                held = 0;
            }
        }
        held += docs;
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_run_over_a_million_passages_wrote_becomes_two_segments() {
        let mut docs = [89_000; 12];
        docs[5] = 47_000;
        let groups = groups(&docs);
        let sizes: Vec<u32> = groups.iter().map(|group| group.iter().map(|place| docs[*place]).sum()).collect();
        assert_eq!(sizes, [534_000, 492_000]);
    }

    #[test]
    fn a_large_segment_is_not_merged_again() {
        assert!(groups(&[534_000, 492_000, 301_000, 310_000, 400_000]).is_empty());
    }

    #[test]
    fn segments_of_single_files_are_merged_with_their_like_and_not_with_a_large_one() {
        assert!(groups(&[90_000, 300, 20, 400]).is_empty());
        assert_eq!(groups(&[90_000, 300, 20, 400, 5]), [vec![3, 1, 2, 4]]);
    }

    #[test]
    fn the_parts_of_ten_million_passages_are_each_merged_once() {
        let groups = groups(&[89_000; 114]);
        assert!(groups.iter().all(|group| (4..=6).contains(&group.len())), "{groups:?}");
        let mut places: Vec<usize> = groups.concat();
        places.sort_unstable();
        assert_eq!(places, (0..114).collect::<Vec<_>>());
    }
}
