//! Lock: who writes to an index, and since when.
//!
//! The operating system holds the lock for a process and drops it when the process ends, however it ends, so that a
//! dead process blocks nobody. The file beside it only says who it is.

use std::fs;
use std::path::{Path, PathBuf};

use tantivy::directory::{Directory, DirectoryLock, INDEX_WRITER_LOCK, MmapDirectory};
use time::OffsetDateTime;
use time::macros::format_description;

use crate::error::{Error, Result};

/// Says who holds the lock.
pub(super) const HOLDER_FILE: &str = ".writer";

/// The right to write to an index outside a [`tantivy::IndexWriter`].
pub(super) struct WriterLock {
    _held: DirectoryLock,
}

impl WriterLock {
    /// Takes the lock at once or fails.
    ///
    /// # Errors
    /// Where another process holds it, or the folder cannot be written.
    pub(super) fn acquire(folder: &Path) -> Result<Self> {
        let directory = MmapDirectory::open(folder).map_err(|error| Error::index(folder, error.to_string()))?;
        let held = directory.acquire_lock(&INDEX_WRITER_LOCK).map_err(|_| busy(folder))?;
        Ok(Self { _held: held })
    }
}

/// Notes this process as the holder, until dropped.
pub(super) struct Holder {
    file: PathBuf,
}

impl Holder {
    /// Writes who holds the lock; that it cannot be written does not stop the writer.
    pub(super) fn note(folder: &Path) -> Self {
        let file = folder.join(HOLDER_FILE);
        let format = format_description!("[year]-[month]-[day] [hour]:[minute]:[second] UTC");
        let since = OffsetDateTime::now_utc().format(&format).unwrap_or_default();
        let _ = fs::write(&file, format!("process {} since {since}", std::process::id()));
        Self { file }
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.file);
    }
}

/// The error where the lock is held by another.
pub(super) fn busy(folder: &Path) -> Error {
    let holder = fs::read_to_string(folder.join(HOLDER_FILE)).unwrap_or_default();
    let holder = if holder.is_empty() { "another process".to_owned() } else { holder };
    Error::index(folder, format!("is being written by {holder}; try again when it is done"))
}
