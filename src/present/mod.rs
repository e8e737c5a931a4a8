//! Present: results become bytes for a terminal, a program or a reference manager.
//!
//! Input: the values of the earlier stages. Output: text, written to any [`std::io::Write`]. It decides how
//! things look and never what is found: no ranking, no filtering, no reading of files.

pub mod bibtex;
mod breadcrumb;
pub mod csl;
pub mod facets;
pub mod hits;
pub mod json;
pub mod lines;
pub mod markdown;
pub mod outline;
mod reference;
pub mod report;
pub mod ris;
mod screen;
pub mod status;
pub mod table;
pub mod timeline;

pub use reference::Reference;
pub use screen::{Screen, printable};
