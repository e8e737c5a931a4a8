//! Record: what the index holds of a file and of a passage beside its terms.
//!
//! Input: a tagged report. Output: records that are stored in the index and read back whole.

use encoding_rs::mem;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::structure::{FrontMatter, OutlineEntry};
use crate::tag::{Date, TaggedPassage, TaggedReport};

/// The manifest's entry for a file: how it is recognised, and what all its passages share.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Path relative to the corpus, with `/` between its parts: the identity of the file.
    pub path: String,
    /// Size in bytes.
    pub size: u64,
    /// Time of the last change in nanoseconds since 1970; 0 where the file system does not say.
    pub modified: u64,
    /// Digest of the content, in hexadecimal.
    pub digest: String,
    /// What became of the file.
    pub content: FileContent,
    /// What was noticed while it was read.
    pub warnings: Vec<Diagnostic>,
}

/// What became of a file, by example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileContent {
    /// A report with passages.
    Report(Box<ReportRecord>),
    /// A scan without text: the reason in words.
    NotRead(String),
    /// The same report as another file, which was indexed: the path of that file.
    DuplicateOf(String),
}

impl Default for FileContent {
    fn default() -> Self {
        Self::NotRead(String::new())
    }
}

/// What the passages of a report share.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRecord {
    /// The masthead.
    pub front: FrontMatter,
    /// The document's date.
    pub date: Option<Date>,
    /// Short form of the body whose document it is, such as `CND`.
    pub body: Option<String>,
    /// The headings with their passages. Stored beside the record and read with it by
    /// [`Snapshot::file`](super::Snapshot::file) alone; else empty.
    #[serde(skip)]
    pub outline: Vec<OutlineEntry>,
    /// How many passages it has.
    pub passages: u64,
}

impl From<&TaggedReport> for ReportRecord {
    fn from(report: &TaggedReport) -> Self {
        Self {
            front: report.front.clone(),
            date: report.date,
            body: report.body.clone(),
            outline: report.outline.clone(),
            passages: report.passages.len() as u64,
        }
    }
}

impl FileRecord {
    /// The report, where the file gave one.
    pub fn report(&self) -> Option<&ReportRecord> {
        match &self.content {
            FileContent::Report(report) => Some(report),
            _ => None,
        }
    }

    /// The symbol that its passages are cited by; the name of the file where the document bears none.
    pub fn document(&self) -> &str {
        let symbol = self.report().and_then(|report| report.front.symbols.first());
        symbol.map_or_else(|| self.path.rsplit('/').next().unwrap_or(&self.path), |symbol| symbol.as_str())
    }
}

/// A passage as it is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PassageRecord {
    /// [`FileRecord::path`] of its file.
    pub path: String,
    /// Place in its report, from 0.
    pub position: u64,
    /// The passage with its tags.
    pub passage: TaggedPassage,
}

/// Bytes of the seal of a record.
const SEAL_BYTES: usize = 4;

/// A record as it is stored: its fields in the order of their definition, as postcard writes them, after a checksum of that, so
/// that damage to a citation is noticed whenever it is read. Each byte stands as the character of its number, since the index
/// reads a text in one go and bytes one by one.
pub(super) fn sealed(record: &impl Serialize) -> String {
    // Writing into memory does not fail, and records hold nothing but numbers, texts, lists and choices.
    let mut stored = postcard::to_extend(record, vec![0; SEAL_BYTES]).unwrap_or_default();
    if let Some((seal, record)) = stored.split_first_chunk_mut::<SEAL_BYTES>() {
        *seal = crc32fast::hash(record).to_le_bytes();
    }
    mem::decode_latin1(&stored).into_owned()
}

/// The record of a stored text; `None` where that is not what was written.
pub(super) fn opened<T: DeserializeOwned>(stored: &str) -> Option<T> {
    let stored = if mem::is_str_latin1(stored) { mem::encode_latin1_lossy(stored) } else { return None };
    let (seal, record) = stored.split_first_chunk::<SEAL_BYTES>()?;
    (crc32fast::hash(record).to_le_bytes() == *seal).then(|| postcard::from_bytes(record).ok()).flatten()
}
