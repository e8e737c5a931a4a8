//! Lock: who writes to an index, and since when.
//!
//! The operating system holds the lock for a process and drops it when the process ends, however it ends, so that a
//! dead process blocks nobody. The file beside it only says who it is.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use tantivy::directory::{Directory, DirectoryLock, INDEX_WRITER_LOCK, MmapDirectory};
use time::OffsetDateTime;
use time::macros::format_description;

use crate::error::{Error, Result};

/// How long a held lock is doubted: a process shares its locks for a moment with every process that it starts.
const GRACE: Duration = Duration::from_millis(300);
/// Time between two attempts to take the lock.
const RETRY: Duration = Duration::from_millis(50);

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

/// Tries again while another process holds the lock, at most for so long (and [`GRACE`]).
///
/// # Errors
/// Those of `attempt`; that the lock is held only after the time is up.
pub(super) fn patiently<T>(patience: Duration, attempt: impl Fn() -> Result<T>) -> Result<T> {
    let started = Instant::now();
    loop {
        match attempt() {
            Err(Error::Busy { .. }) if started.elapsed() < patience.max(GRACE) => thread::sleep(RETRY),
            other => return other,
        }
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
    Error::Busy { path: folder.to_owned(), holder }
}
