//! What an index holds, for a person or a program.

use std::io::{self, Write};
use std::time::SystemTime;

use serde::Serialize;
use time::OffsetDateTime;
use time::macros::format_description;

use super::screen::printable;

/// Names that a line lists before it only counts the rest.
const NAMES_LISTED: usize = 20;

/// What an index holds, and how the corpus differs from it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Status {
    /// Folder of the index.
    pub index: String,
    /// Version of what is on the disk.
    pub format_version: u32,
    /// When it was last written, `YYYY-MM-DDThh:mm:ssZ`.
    pub committed: Option<String>,
    /// Reports that it holds.
    pub reports: usize,
    /// Passages that it holds.
    pub passages: u64,
    /// Files that gave nothing, with the reason.
    pub not_read: Vec<(String, String)>,
    /// Files that hold the same report as another, with the name of that other.
    pub duplicates: Vec<(String, String)>,
    /// Folder that it is compared with.
    pub corpus: String,
    /// Files of the corpus that the index does not know.
    pub new: Vec<String>,
    /// Files of the corpus that have changed since.
    pub changed: Vec<String>,
    /// Files that the corpus no longer has.
    pub removed: Vec<String>,
}

/// A time as `YYYY-MM-DDThh:mm:ssZ`.
pub fn timestamp(time: SystemTime) -> Option<String> {
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
    OffsetDateTime::from(time).format(&format).ok()
}

/// Writes it for a person.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write(out: &mut dyn Write, status: &Status) -> io::Result<()> {
    let Status { index, format_version, reports, passages, corpus, .. } = status;
    let when = status.committed.as_deref().unwrap_or("at an unknown time");
    writeln!(out, "index {}: {reports} reports, {passages} passages", printable(index))?;
    writeln!(out, "written {when}, format version {format_version}")?;
    for (name, reason) in &status.not_read {
        writeln!(out, "not read: {}: {}", printable(name), printable(reason))?;
    }
    for (name, other) in &status.duplicates {
        writeln!(out, "the same report twice: {} is {}", printable(name), printable(other))?;
    }
    let changes = [("new", &status.new), ("changed", &status.changed), ("gone", &status.removed)];
    if changes.iter().all(|(_, names)| names.is_empty()) {
        return writeln!(out, "corpus {}: nothing has changed since", printable(corpus));
    }
    writeln!(out, "corpus {} has changed since; run `cnd index`", printable(corpus))?;
    for (what, names) in changes {
        for name in names.iter().take(NAMES_LISTED) {
            writeln!(out, "  {what}: {}", printable(name))?;
        }
        let more = names.len().saturating_sub(NAMES_LISTED);
        if more > 0 {
            writeln!(out, "  {what}: {more} more")?;
        }
    }
    Ok(())
}
