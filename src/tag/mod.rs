//! Tag: who said it, about where, on what, when, to whom, citing what.
//!
//! Input: a [`Report`] and a [`Vocabulary`]. Output: a [`TaggedReport`], each passage with its [`Tags`], set from evidence
//! in the masthead, the headings, the context and the text; with [`explain`] each says why. What is unknown or ambiguous is
//! left out. It does no I/O but to load a vocabulary, and does not know formats, indexes or queries.

mod body;
mod clause;
mod date;
mod evidence;
mod fold;
mod marked;
mod matcher;
mod meeting;
mod ordinal;
mod reading;
mod reference;
mod region;
mod request;
mod substance;
mod tags;
mod topic;
pub mod vocabulary;

pub use evidence::{Evidence, TagName};
pub(crate) use ordinal::number as ordinal_number;
pub use reference::meant as references_meant;
pub use tags::{Action, Date, Kind, Meeting, TaggedPassage, TaggedReport, Tags};
pub use vocabulary::Vocabulary;

use crate::structure::Report;

/// Tags every passage of a report.
pub fn tag(report: Report, vocabulary: &Vocabulary) -> TaggedReport {
    reading::tag(report, vocabulary, false)
}

/// Tags every passage of a report and fills [`TaggedPassage::evidence`].
pub fn explain(report: Report, vocabulary: &Vocabulary) -> TaggedReport {
    reading::tag(report, vocabulary, true)
}
