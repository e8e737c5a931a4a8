//! What one file may cost. Reports come from the open web, and a file that passes a limit costs that file alone.
//!
//! These are the limits that a user can raise; `cnd index --help` shows them. Each is far above anything a real report
//! needs. The finer ones of a format stand with its extractor and follow from the format itself.

use serde::{Deserialize, Serialize};

/// Bytes of the largest file that is read. The largest report of the United Nations' archive is some 100 MB, of
/// which pictures are the most; all of a file is held in memory while it is read, once for each thread.
pub const FILE_BYTES: u64 = 256 << 20;

/// Bytes that the text of one file may unpack to: the parts of a `.docx`, the page content of a PDF. The text of the
/// longest session reports unpacks to about 10 MB; a zip bomb unpacks to gigabytes.
pub const UNPACKED_BYTES: u64 = 256 << 20;

/// Pages read of one file. The longest reports have some two thousand.
pub const PAGES: usize = 10_000;

/// Lines read of one file. A thousand pages of 50 lines are 50,000.
pub const LINES: usize = 1_000_000;

/// Elements of a web page, or graphics states of a PDF, inside one another. Saved web pages nest some thirty deep.
pub const NESTING: usize = 256;

/// Seconds that reading one file may take. The slowest real report measured takes a tenth of a second.
pub const SECONDS: u64 = 60;

/// Bytes of memory that reading one file may take: four times the largest file. A real report takes some 50 MB.
pub const MEMORY_BYTES: u64 = 1 << 30;

/// The limits on one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// See [`FILE_BYTES`]. A larger file is not read.
    pub file_bytes: u64,
    /// See [`UNPACKED_BYTES`]. A Word document with more is not read, a PDF up to there.
    pub unpacked_bytes: u64,
    /// See [`PAGES`]. The rest of the file is left out.
    pub pages: usize,
    /// See [`LINES`]. The rest of the file is left out.
    pub lines: usize,
    /// See [`NESTING`]. What is nested deeper is read as if it stood in the innermost.
    pub nesting: usize,
    /// See [`SECONDS`]. Holds where files are read in processes of their own.
    pub seconds: u64,
    /// See [`MEMORY_BYTES`]. Holds where files are read in processes of their own, on Linux.
    pub memory_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: FILE_BYTES,
            unpacked_bytes: UNPACKED_BYTES,
            pages: PAGES,
            lines: LINES,
            nesting: NESTING,
            seconds: SECONDS,
            memory_bytes: MEMORY_BYTES,
        }
    }
}
