//! Index: tagged passages become an inverted index on the disk.
//!
//! Input: [`FileRecord`]s with their [`TaggedPassage`](crate::tag::TaggedPassage)s. Output: a [`PassageIndex`] that
//! searches through writes and merges, and whose every commit is whole or absent. It does not rank and knows no
//! query language.

pub mod analyzer;
mod check;
mod directory;
mod lock;
mod merge;
mod queue;
mod reader;
pub mod record;
pub mod schema;
pub(crate) mod tally;
mod writer;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use tantivy::directory::error::OpenDirectoryError;
use tantivy::index::SegmentId;
use tantivy::{Index, IndexMeta, IndexReader, IndexSettings, ReloadPolicy, SegmentMeta, SegmentReader, TantivyError};

use crate::error::{Error, Result};

pub use check::Checked;
pub use reader::Snapshot;
pub use record::{FileContent, FileRecord, PassageRecord, ReportRecord};
pub use schema::{Column, INDEX_FORMAT_VERSION};
pub use writer::PassageWriter;
pub(crate) use writer::column_values;

use directory::{Access, Files};
use schema::Fields;
use tally::Legend;

/// The file that tells an index from any other folder.
const META_FILE: &str = "meta.json";
/// Blocks of stored records of a segment that a reader keeps unpacked. What is read in order is in the last one; what an answer
/// reads lies far apart, and memory that is used again costs less than memory that the system has yet to give.
const STORE_CACHE_BLOCKS: usize = 1;

/// Bytes of stored records that are packed together. An answer unpacks one block for each record it reads, and they lie far
/// apart in a large index.
const STORE_BLOCK_BYTES: usize = 8 << 10;

/// What a commit says of itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Payload {
    /// [`INDEX_FORMAT_VERSION`] of the program that wrote it.
    format: u32,
    /// What the tallies of its passages mean: a [`Legend`], sealed as a record is.
    #[serde(default)]
    legend: String,
}

impl Payload {
    fn new(legend: &Legend) -> Self {
        Self { format: INDEX_FORMAT_VERSION, legend: record::sealed(legend) }
    }

    /// What a commit says of itself; `None` where another program made it.
    fn of(meta: &IndexMeta) -> Option<Self> {
        serde_json::from_str(meta.payload.as_deref()?).ok()
    }

    /// What the tallies of the index in a folder mean.
    ///
    /// # Errors
    /// Where that is not what was written.
    fn legend(&self, path: &Path) -> Result<Legend> {
        record::opened(&self.legend).ok_or_else(|| {
            Error::index(
                path,
                "is damaged (the legend of its facets is not what was written); run `cnd index --rebuild`",
            )
        })
    }
}

/// An index of passages in a folder.
pub struct PassageIndex {
    path: PathBuf,
    index: Index,
    fields: Fields,
    reader: IndexReader,
    /// The legend of the commit that the reader shows.
    legend: RwLock<Arc<Legend>>,
}

impl PassageIndex {
    /// Whether there is an index of any version in the folder.
    pub fn exists(path: &Path) -> bool {
        path.join(META_FILE).is_file()
    }

    /// Opens the index in a folder.
    ///
    /// # Errors
    /// Where there is no folder or no index in it, where it is of another format version, or damaged.
    pub fn open(path: &Path) -> Result<Self> {
        if path.is_file() {
            return Err(Error::index(path, "is a file, not a folder; name a folder with --index"));
        }
        if !Self::exists(path) {
            return Err(Error::index(path, "holds no index; make one with `cnd index`"));
        }
        let index = Files::open(path, Access::Apart).map_err(TantivyError::from).and_then(Index::open);
        let index = index.map_err(|error| damaged(path, &error))?;
        let opened = Self::with_reader(path, index)?;
        opened.read_legend()?;
        Ok(opened)
    }

    /// Opens the index in a folder, or makes an empty one where there is none.
    ///
    /// # Errors
    /// As [`PassageIndex::open`]; also where the folder cannot be written, or holds something else.
    pub fn open_or_create(path: &Path) -> Result<Self> {
        if Self::exists(path) || path.is_file() { Self::open(path) } else { Self::create(path) }
    }

    /// Makes an empty index, in place of one of another version or a damaged one, waiting at most so long for another process
    /// to end its writing. The folder's other files stay.
    ///
    /// # Errors
    /// Where the folder cannot be written, holds something that is no index, or is being written by another process.
    pub fn recreate(path: &Path, patience: Duration) -> Result<Self> {
        if path.is_file() {
            return Err(Error::index(path, "is a file, not a folder; name a folder with --index"));
        }
        if Self::exists(path) {
            let held = lock::patiently(patience, || lock::WriterLock::acquire(path))?;
            for entry in std::fs::read_dir(path).map_err(|source| Error::io(path, source))? {
                let file = entry.map_err(|source| Error::io(path, source))?.path();
                if file.is_file() && is_index_file(&file) {
                    std::fs::remove_file(&file).map_err(|source| Error::io(&file, source))?;
                }
            }
            drop(held);
        }
        Self::create(path)
    }

    fn create(path: &Path) -> Result<Self> {
        std::fs::create_dir_all(path).map_err(|source| Error::io(path, source))?;
        for entry in std::fs::read_dir(path).map_err(|source| Error::io(path, source))? {
            let file = entry.map_err(|source| Error::io(path, source))?.path();
            if !is_index_file(&file) && !is_hidden(&file) {
                let message = "is not empty and holds no index; name another folder with --index";
                return Err(Error::index(path, message));
            }
        }
        let (schema, _) = schema::build();
        let settings = IndexSettings {
            docstore_blocksize: STORE_BLOCK_BYTES,
            // All cores are at work while files are read; waking another thread for each block takes longer than packing it.
            docstore_compress_dedicated_thread: false,
            ..IndexSettings::default()
        };
        let files = Files::open(path, Access::Apart).map_err(|error| failed(path, error.into()))?;
        let index = Index::builder().schema(schema).settings(settings).open_or_create(files);
        let index = index.map_err(|error| failed(path, error))?;
        let created = Self::with_reader(path, index)?;
        created.writer()?.commit()?;
        Ok(created)
    }

    fn with_reader(path: &Path, index: Index) -> Result<Self> {
        schema::register_analyzers(&index);
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(STORE_CACHE_BLOCKS)
            .try_into()
            .map_err(|error| damaged(path, &error))?;
        let (_, fields) = schema::build();
        Ok(Self { path: path.to_owned(), index, fields, reader, legend: RwLock::default() })
    }

    /// Reads the legend of the commit that the reader shows.
    ///
    /// # Errors
    /// Where the commit is of another format version or another program, or damaged.
    fn read_legend(&self) -> Result<()> {
        let read_error = |error| damaged(&self.path, &error);
        loop {
            let meta = self.index.load_metas().map_err(read_error)?;
            let Some(payload) = Payload::of(&meta) else {
                let message = if meta.schema == schema::build().0 {
                    "is damaged (its commit does not say what it is); run `cnd index --rebuild`"
                } else {
                    "was not made by this program; name another folder with --index"
                };
                return Err(Error::index(&self.path, message));
            };
            if payload.format != INDEX_FORMAT_VERSION {
                let message = format!(
                    "is of format version {}, and this program reads version {INDEX_FORMAT_VERSION}; \
                     run `cnd index --rebuild`",
                    payload.format
                );
                return Err(Error::index(&self.path, message));
            }
            let legend = payload.legend(&self.path)?;
            let committed: BTreeSet<SegmentId> = meta.segments.iter().map(SegmentMeta::id).collect();
            let searcher = self.reader.searcher();
            if committed == searcher.segment_readers().iter().map(SegmentReader::segment_id).collect() {
                *self.legend.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(legend);
                return Ok(());
            }
            // Another process committed in between.
            self.reader.reload().map_err(read_error)?;
        }
    }

    /// Where the index is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// When the last commit was made, where the file system says so.
    pub fn committed_at(&self) -> Option<SystemTime> {
        std::fs::metadata(self.path.join(META_FILE)).and_then(|meta| meta.modified()).ok()
    }

    /// The state of the last commit.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot> {
        self.reader.reload().map_err(|error| damaged(&self.path, &error))?;
        self.read_legend()?;
        Ok(self.snapshot_as_opened())
    }

    /// The state of the last commit before the index was opened, or before [`PassageIndex::snapshot`] was last called: opens no
    /// file again.
    pub fn snapshot_as_opened(&self) -> Snapshot {
        let legend = Arc::clone(&self.legend.read().unwrap_or_else(PoisonError::into_inner));
        Snapshot { path: self.path.clone(), searcher: self.reader.searcher(), fields: self.fields, legend }
    }

    /// Starts writing. There is one writer at a time.
    ///
    /// # Errors
    /// Where another process writes (the message says which, and since when) or the folder is read-only.
    pub fn writer(&self) -> Result<PassageWriter> {
        self.writer_within(Duration::ZERO)
    }

    /// Starts writing, waiting at most so long for another process to end its writing.
    ///
    /// # Errors
    /// As [`PassageIndex::writer`].
    pub fn writer_within(&self, patience: Duration) -> Result<PassageWriter> {
        lock::patiently(patience, || PassageWriter::new(self))
    }
}

/// Files that an index consists of: segments are named by 32 hexadecimal digits.
fn is_index_file(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    matches!(name, META_FILE | ".managed.json" | ".tantivy-writer.lock" | ".tantivy-meta.lock" | lock::HOLDER_FILE)
        || (stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with('.'))
}

/// An error while reading an index that should be sound.
fn damaged(path: &Path, error: &TantivyError) -> Error {
    if let TantivyError::IoError(source) = error
        && source.kind() == io::ErrorKind::PermissionDenied
    {
        return Error::io(path, io::Error::from(io::ErrorKind::PermissionDenied));
    }
    Error::index(path, format!("is damaged ({}); run `cnd index --rebuild`", one_line(error)))
}

/// An error of the operating system, or inside the index library.
fn failed(path: &Path, error: TantivyError) -> Error {
    match error {
        TantivyError::IoError(source) => Error::io(path, io::Error::new(source.kind(), source.to_string())),
        TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. }) => {
            Error::io(path, io::Error::new(io_error.kind(), io_error.to_string()))
        }
        // The library's threads stop without saying at what; what they do all the time is write.
        TantivyError::ErrorInThread(_) => {
            let message =
                "could not be written, most likely because no space is left on the disk; what it held before stays";
            Error::index(path, message)
        }
        other => Error::index(path, one_line(&other)),
    }
}

fn one_line(error: &TantivyError) -> String {
    error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}
