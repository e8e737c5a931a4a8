//! Present: results become bytes for a terminal, a program or a reference manager.
//!
//! Input: the values of the earlier stages. Output: text, written to any [`std::io::Write`]. It decides how
//! things look and never what is found: no ranking, no filtering, no reading of files.

pub mod json;
pub mod lines;
pub mod report;
mod screen;

pub use screen::Screen;
