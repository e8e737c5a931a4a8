//! Query: what a person typed becomes ranked passages.
//!
//! Input: a [`SearchRequest`] and a [`Snapshot`](crate::index::Snapshot) of the index. Output: [`SearchResults`]. The
//! stages, in order: [`parser`] reads what was typed, `concept` understands its words, `compile` makes a query of the
//! index, `collect` filters, ranks and counts in one pass, `refine` orders the best, `highlight` marks what matched.
//! All weights are in [`rank`]. It prints nothing.

mod acronym;
mod answer;
mod collect;
mod columns;
mod compile;
mod concept;
mod count;
mod derivation;
mod facets;
mod highlight;
mod lexicon;
mod matcher;
mod parallel;
pub mod parser;
mod phrase;
pub mod rank;
mod refine;
mod related;
mod search;
mod spelling;
pub mod syntax;
mod tags;
mod tally;
mod union;
mod values;

pub use collect::Sort;
pub use highlight::window;
pub use refine::Part;
pub use related::TimelineYear;
pub use search::{Engine, FACETS, Facet, FacetValue, Filters, Hit, SearchRequest, SearchResults, Timings};
