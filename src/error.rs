//! The one error type: what was wrong, with which file or flag, and what to do.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// How the reason begins where a file passes a limit; the limit can be raised and the file read again.
pub const OVER_LIMIT: &str = "over the limit";

/// The result of anything that can fail for a reason outside the program.
pub type Result<T> = std::result::Result<T, Error>;

/// Why an operation could not be carried out. Each message is one line for a person.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The operating system refused: a folder that is not readable, a full disk.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder concerned.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A file that gives no text, with the reason: a scan, an error page, an unknown format.
    #[error("{}: not read: {reason}", path.display())]
    NotRead {
        /// The file concerned.
        path: PathBuf,
        /// Why nothing could be taken from it.
        reason: NotRead,
    },
    /// An index that cannot be used as it is, with the way out in the message.
    #[error("index {}: {message}", path.display())]
    Index {
        /// The index folder.
        path: PathBuf,
        /// What is wrong with it and what to do.
        message: String,
    },
    /// An index that another process writes to.
    #[error("index {}: is being written by {holder}; try again when it is done, or wait with --wait SECONDS", path.display())]
    Busy {
        /// The index folder.
        path: PathBuf,
        /// Which process, and since when.
        holder: String,
    },
    /// A value of a flag or filter that means nothing, with the nearest valid ones.
    #[error("{flag}: {message}")]
    Usage {
        /// The flag or argument as typed, such as `--region`.
        flag: String,
        /// What was wrong with its value and which values are valid.
        message: String,
    },
}

impl Error {
    /// An operating-system error about one path.
    pub fn io(path: &Path, source: io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }

    /// An error about an index folder; `message` says what to do.
    pub fn index(path: &Path, message: impl Into<String>) -> Self {
        Self::Index { path: path.to_owned(), message: message.into() }
    }

    /// An error about the value of a flag or filter; `message` names valid choices.
    pub fn usage(flag: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Usage { flag: flag.into(), message: message.into() }
    }
}

/// Why a file gave nothing, by example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum NotRead {
    /// `photo.jpg`, or a legacy `.doc`: the sentence names the format and, where there is one, the way to convert it.
    #[error("format {0}")]
    Format(String),
    /// A file of zero bytes, or of white space alone.
    #[error("the file is empty")]
    Empty,
    /// A scan without a text layer: pages, but no letters on them.
    #[error("no text: {pages} scanned pages without a text layer; run it through OCR first, e.g. `ocrmypdf FILE FILE`")]
    NoText {
        /// Pages the file has.
        pages: u32,
    },
    /// The page that the documents archive serves in place of a document it does not hold.
    #[error("the archive's error page, not a document (\"{0}\"); fetch the document again")]
    ErrorPage(String),
    /// A file whose content is not what its name says, or is broken beyond reading.
    #[error("damaged: {0}")]
    Damaged(String),
    /// A PDF that needs a password to be opened.
    #[error("encrypted: save a copy without the password first")]
    Encrypted,
    /// A file that passes one of the limits on untrusted input.
    #[error("{OVER_LIMIT}: {0}")]
    OverLimit(String),
    /// A file on which the process that read it died, with how: `signal: 6 (SIGABRT)` where its stack overflowed.
    #[error("the reader crashed on it ({0})")]
    Crashed(String),
}
