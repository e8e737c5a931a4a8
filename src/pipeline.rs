//! The pipeline: walk, extract, structure, tag and index composed, many files at a time.

use crate::structure::Report;
use crate::tag::{self, TaggedReport, Vocabulary};

/// A report with its tags, text without an official address last; with the evidence if `explained`.
pub fn tagged(mut report: Report, vocabulary: &Vocabulary, explained: bool) -> TaggedReport {
    report.passages.append(&mut report.unplaced);
    if explained { tag::explain(report, vocabulary) } else { tag::tag(report, vocabulary) }
}
