//! All real reports at once: every line ends in one place, and what the numbers of each report leave open.
//!
//! `cargo test --test main survey -- --nocapture` prints the table: file, passages, inferred numbers, unplaced lines, gaps.

use std::fs;

use cnd::DiagnosticCode;
use cnd::structure::{Placement, read};

use crate::support::shared;

/// Gaps (12, then 14) that the numbered paragraphs of all reports may have together, per thousand.
const GAPS_PER_THOUSAND: usize = 5;

#[test]
fn each_line_of_every_report_ends_in_one_place_and_few_numbers_are_missing() {
    let Some(folder) = shared("reports") else { return };
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut numbered, mut gaps) = (0, 0);
    for path in files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "pdf")) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let Ok(document) = cnd::extract::extract(path, &fs::read(path).unwrap()) else {
            println!("{name:<30} not read");
            continue;
        };
        let total: usize = document.value.pages.iter().map(|page| page.lines.len()).sum();
        let read = read(&document.value);
        let report = read.value;
        assert_eq!(report.placements.len(), total, "{name}: a place for each line");
        let mut holders = vec![0_usize; total];
        for line in report.passages.iter().flat_map(|passage| passage.span.lines.iter().cloned().flatten()) {
            holders[line as usize] += 1;
            assert_eq!(report.placements[line as usize], Placement::Passage, "{name}: line {line}");
        }
        assert!(holders.iter().all(|count| *count <= 1), "{name}: no line in two passages");
        let unplaced = report.placements.iter().filter(|placement| **placement == Placement::Unplaced).count();
        let inferred = report.passages.iter().filter(|passage| passage.number_inferred).count();
        let missing: Vec<&str> = read
            .warnings
            .iter()
            .filter(|warning| warning.code == DiagnosticCode::NumberingGap)
            .map(|warning| warning.message.as_str())
            .collect();
        let passages = report.passages.len();
        println!("{name:<30} {passages:>4} {inferred:>3} {unplaced:>5} {:>3} {}", missing.len(), missing.join("; "));
        gaps += missing.len();
        numbered += passages;
    }
    println!("{numbered} passages, {gaps} gaps");
    assert!(gaps * 1000 <= GAPS_PER_THOUSAND * numbered, "{gaps} gaps in {numbered} passages");
}
