//! Directory: how the files of an index are read.
//!
//! Input: the folder of an index. Output: tantivy's directory of it, whose files are maps of memory but for the store of
//! records, and for postings where they are merged. Of the store a run reads a little everywhere, the manifest, and an answer
//! a few blocks; the system counts what is mapped around each of them as memory of the process, which came to the whole store.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle, WritePtr,
};

/// Extension of the files that hold the records.
const STORE: &str = "store";
/// Extensions of the files that hold postings and positions.
const POSTINGS: [&str; 2] = ["idx", "pos"];
/// Bytes of a piece of the store that is mapped all the same: the list of its blocks, of which an answer looks at few places. A
/// block is smaller; the whole store, which a merge reads, is larger.
const MAPPED_BYTES: Range<usize> = 32 << 10..4 << 20;
/// Bytes that are read ahead where a file is read in order.
const AHEAD_BYTES: usize = 256 << 10;

/// How an index is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// A little here and there, as by an answer.
    Apart,
    /// From the beginning to the end, as by a merge. What is mapped counts as memory of the process, which came to 1.1 GB when
    /// a million passages were merged.
    InOrder,
}

/// The files of an index.
#[derive(Debug, Clone)]
pub(super) struct Files {
    folder: PathBuf,
    mapped: MmapDirectory,
    access: Access,
}

impl Files {
    /// The files in a folder, which has to exist.
    pub(super) fn open(folder: &Path, access: Access) -> Result<Self, OpenDirectoryError> {
        Ok(Self { folder: folder.to_owned(), mapped: MmapDirectory::open(folder)?, access })
    }

    fn file(&self, path: &Path) -> Result<File, OpenReadError> {
        File::open(self.folder.join(path)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
            _ => OpenReadError::wrap_io_error(error, path.to_owned()),
        })
    }
}

impl Directory for Files {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let mapped = self.mapped.get_file_handle(path)?;
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if extension == STORE {
            Ok(Arc::new(Pieces { file: Mutex::new(self.file(path)?), mapped }))
        } else if self.access == Access::InOrder && POSTINGS.contains(&extension) {
            Ok(Arc::new(Stream { length: mapped.len(), place: Mutex::new(Place::new(self.file(path)?)) }))
        } else {
            Ok(mapped)
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.mapped.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.mapped.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.mapped.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.mapped.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}

/// A file that is read piece by piece.
#[derive(Debug)]
struct Pieces {
    file: Mutex<File>,
    /// The same file as a map.
    mapped: Arc<dyn FileHandle>,
}

impl HasLen for Pieces {
    fn len(&self) -> usize {
        self.mapped.len()
    }
}

impl FileHandle for Pieces {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if MAPPED_BYTES.contains(&range.len()) {
            return self.mapped.read_bytes(range);
        }
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        whole(read(&mut file, range.clone())?, range.len())
    }
}

/// A file whose pieces are asked for in order, and read many at once.
#[derive(Debug)]
struct Stream {
    length: usize,
    place: Mutex<Place>,
}

/// Where in a file the last piece ended.
#[derive(Debug)]
struct Place {
    file: File,
    end: usize,
    /// What was read ahead, and where it begins in the file.
    ahead: OwnedBytes,
    start: usize,
}

impl Place {
    fn new(file: File) -> Self {
        Self { file, end: 0, ahead: OwnedBytes::empty(), start: 0 }
    }
}

impl HasLen for Stream {
    fn len(&self) -> usize {
        self.length
    }
}

impl FileHandle for Stream {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        let goes_on = range.start == place.end;
        place.end = range.end;
        let read_already = place.start..place.start + place.ahead.len();
        if read_already.start <= range.start && range.end <= read_already.end {
            return Ok(place.ahead.slice(range.start - read_already.start..range.end - read_already.start));
        }
        if !goes_on || range.len() >= AHEAD_BYTES {
            return whole(read(&mut place.file, range.clone())?, range.len());
        }
        place.ahead = OwnedBytes::new(read(&mut place.file, range.start..range.start + AHEAD_BYTES)?);
        place.start = range.start;
        if place.ahead.len() < range.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(place.ahead.slice(0..range.len()))
    }
}

/// The bytes of a file in a range, as far as there are.
fn read(file: &mut File, range: Range<usize>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(range.len());
    file.seek(SeekFrom::Start(range.start as u64))?;
    file.take(range.len() as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A piece of a file, where all of it was there.
fn whole(bytes: Vec<u8>, length: usize) -> io::Result<OwnedBytes> {
    if bytes.len() == length { Ok(OwnedBytes::new(bytes)) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}
