//! `cnd` turns a folder of reports of the Commission on Narcotic Drugs and other United Nations
//! bodies into ranked paragraphs, each with its official citation.
//!
//! Data flows one way, and each stage is a module:
//!
//! ```text
//! walk ──► extract ──► structure ──► tag ──► index ──► query ──► present
//! files    laid-out    sections,     body,   tantivy   ranked    terminal,
//!          lines       passages      region  segments  hits,     JSON, RIS …
//!                                    topic             facets
//!                                    date
//! ```
//!
//! A stage imports the stages before it and [`citation`], [`diagnostic`], [`error`] and [`limits`], never a later
//! one (`tests/main/architecture.rs` holds this); [`pipeline`] is the one place that composes them, and [`mod@bench`] measures
//! the whole.

pub mod bench;
pub mod citation;
pub mod diagnostic;
pub mod error;
pub mod extract;
pub mod index;
pub mod limits;
pub mod pipeline;
pub mod present;
pub mod query;
pub mod structure;
pub mod tag;
pub mod walk;

pub use citation::{Citation, DocumentSymbol, Locator, SourceSpan};
pub use diagnostic::{Diagnostic, DiagnosticCode, Warned};
pub use error::{Error, Result};
pub use limits::Limits;
