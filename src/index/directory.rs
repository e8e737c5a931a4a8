//! Directory: how the files of an index are read.
//!
//! Input: the folder of an index. Output: tantivy's directory of it, whose files are maps of memory but for the store of
//! records. Of that a run reads a little everywhere, the manifest, and an answer a few blocks; the system counts what is
//! mapped around each of them as memory of the process, which came to the whole store.

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
/// Bytes of a piece of the store that is mapped all the same: the list of its blocks, of which an answer looks at few places. A
/// block is smaller; the whole store, which a merge reads, is larger.
const MAPPED_BYTES: Range<usize> = 32 << 10..4 << 20;

/// The files of an index.
#[derive(Debug, Clone)]
pub(super) struct Files {
    folder: PathBuf,
    mapped: MmapDirectory,
}

impl Files {
    /// The files in a folder, which has to exist.
    pub(super) fn open(folder: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Self { folder: folder.to_owned(), mapped: MmapDirectory::open(folder)? })
    }
}

impl Directory for Files {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        if path.extension().is_none_or(|extension| extension != STORE) {
            return self.mapped.get_file_handle(path);
        }
        let mapped = self.mapped.get_file_handle(path)?;
        match File::open(self.folder.join(path)) {
            Ok(file) => Ok(Arc::new(ReadFile { file: Mutex::new(file), mapped })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(OpenReadError::FileDoesNotExist(path.to_owned()))
            }
            Err(error) => Err(OpenReadError::wrap_io_error(error, path.to_owned())),
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
struct ReadFile {
    file: Mutex<File>,
    /// The same file as a map.
    mapped: Arc<dyn FileHandle>,
}

impl HasLen for ReadFile {
    fn len(&self) -> usize {
        self.mapped.len()
    }
}

impl FileHandle for ReadFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if MAPPED_BYTES.contains(&range.len()) {
            return self.mapped.read_bytes(range);
        }
        let mut bytes = Vec::with_capacity(range.len());
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(range.start as u64))?;
        let read = file.by_ref().take(range.len() as u64).read_to_end(&mut bytes)?;
        if read == range.len() { Ok(OwnedBytes::new(bytes)) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }
}
