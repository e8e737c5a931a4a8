//! Writer: files with their passages go into the index, all of them visible at one commit.
//!
//! Input: [`FileRecord`]s and passages, from any number of threads. Output: a commit. It does not decide what has
//! changed; that is the caller's comparison of files with [`super::Snapshot::files`].

use std::collections::BTreeSet;

use tantivy::indexer::UserOperation;
use tantivy::{IndexWriter, TantivyDocument, TantivyError, Term};

use crate::citation::CitedSource;
use crate::error::Result;
use crate::tag::{Date, TaggedPassage};

use super::analyzer::key;
use super::lock::{Holder, busy};
use super::record::{FileRecord, PassageRecord, sealed};
use super::schema::{Column, Fields, PASSAGE, REPORT};
use super::{INDEX_FORMAT_VERSION, PassageIndex, Payload, failed};

/// Threads that build segments. Reading PDF files takes most of the time, so more would wait.
const INDEXING_THREADS: usize = 2;
/// Memory for building segments, in bytes over all threads: large enough that a small corpus is one segment a thread.
const HEAP_BYTES: usize = 160 << 20;

/// Words that a text needs for its copies elsewhere to be called copies.
const MIN_WORDS_OF_A_COPY: usize = 8;

/// Writes to an index; nothing is visible before [`PassageWriter::commit`].
pub struct PassageWriter {
    path: std::path::PathBuf,
    fields: Fields,
    writer: IndexWriter,
    _holder: Holder,
}

impl PassageWriter {
    pub(super) fn new(index: &PassageIndex) -> Result<Self> {
        let writer: IndexWriter =
            index.index.writer_with_num_threads(INDEXING_THREADS, HEAP_BYTES).map_err(|error| match error {
                TantivyError::LockFailure(tantivy::directory::error::LockError::LockBusy, _) => busy(&index.path),
                TantivyError::LockFailure(tantivy::directory::error::LockError::IoError(source), _) => {
                    crate::error::Error::io(&index.path, std::io::Error::new(source.kind(), source.to_string()))
                }
                other => failed(&index.path, other),
            })?;
        // A run that was killed leaves files of a commit that never came, whose names this run will want.
        writer.garbage_collect_files().wait().map_err(|error| failed(&index.path, error))?;
        Ok(Self { path: index.path.clone(), fields: index.fields, writer, _holder: Holder::note(&index.path) })
    }

    /// Puts a file with its passages in place of whatever the index holds of that path.
    ///
    /// # Errors
    /// Where the disk is full or not writable.
    pub fn add(&self, file: &FileRecord, passages: Vec<TaggedPassage>) -> Result<()> {
        let mut operations = Vec::with_capacity(passages.len() + 2);
        operations.push(UserOperation::Delete(Term::from_field_text(self.fields.path, &file.path)));
        operations.push(UserOperation::Add(self.file_document(file)));
        for (position, passage) in passages.into_iter().enumerate() {
            let record = PassageRecord { path: file.path.clone(), position: position as u64, passage };
            operations.push(UserOperation::Add(self.passage_document(file, &record)));
        }
        self.writer.run(operations).map_err(|error| failed(&self.path, error))?;
        Ok(())
    }

    /// Takes a file with its passages out of the index.
    pub fn remove(&self, path: &str) {
        self.writer.delete_term(Term::from_field_text(self.fields.path, path));
    }

    /// Takes everything out of the index; what was there stays searchable until the commit.
    ///
    /// # Errors
    /// Where the index cannot be written.
    pub fn clear(&self) -> Result<()> {
        self.writer.delete_all_documents().map_err(|error| failed(&self.path, error))?;
        Ok(())
    }

    /// Makes all changes visible at once and waits until segments are merged.
    ///
    /// # Errors
    /// Where the disk is full or not writable; the previous commit then stays.
    pub fn commit(mut self) -> Result<()> {
        let payload = serde_json::to_string(&Payload { format: INDEX_FORMAT_VERSION }).unwrap_or_default();
        let mut commit = self.writer.prepare_commit().map_err(|error| failed(&self.path, error))?;
        commit.set_payload(&payload);
        commit.commit().map_err(|error| failed(&self.path, error))?;
        self.writer.wait_merging_threads().map_err(|error| failed(&self.path, error))
    }

    fn file_document(&self, file: &FileRecord) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_text(self.fields.record, REPORT);
        document.add_text(self.fields.path, &file.path);
        document.add_text(self.fields.document, file.document());
        for column in Column::SINGLE {
            document.add_text(self.fields.columns.field(column), "");
        }
        document.add_text(self.fields.stored, sealed(file));
        if let Some(report) = file.report() {
            document.add_text(self.fields.outline, sealed(&report.outline));
        }
        document
    }

    fn passage_document(&self, file: &FileRecord, record: &PassageRecord) -> TantivyDocument {
        let fields = &self.fields;
        let TaggedPassage { passage, tags, .. } = &record.passage;
        let citation = passage.citation.to_string();
        let mut document = TantivyDocument::new();
        document.add_text(fields.record, PASSAGE);
        document.add_text(fields.path, &file.path);
        document.add_text(fields.text, &passage.text);
        document.add_text(fields.words, &passage.text);
        for heading in &passage.section {
            document.add_text(fields.section, heading);
            document.add_text(fields.words, heading);
        }
        for context in &passage.context {
            document.add_text(fields.context, context);
        }
        if let Some(title) = file.report().and_then(|report| report.front.title.as_deref()) {
            document.add_text(fields.title, title);
        }
        document.add_text(fields.citation, &citation);
        document.add_text(fields.address, &citation);
        for column in Column::ALL {
            let values: BTreeSet<String> = column_values(column, file, &record.passage).into_iter().collect();
            if values.is_empty() && Column::SINGLE.contains(&column) {
                document.add_text(fields.columns.field(column), "");
            }
            for value in values {
                document.add_text(fields.columns.field(column), value);
            }
        }
        document.add_text(fields.document, file.document());
        document.add_u64(fields.position, record.position);
        if let Some(date) = tags.date {
            document.add_u64(fields.date, day_number(date));
        }
        if let Some(fingerprint) = fingerprint(&passage.text) {
            document.add_u64(fields.fingerprint, fingerprint);
        }
        document.add_text(fields.stored, sealed(record));
        document
    }
}

/// A date as the number `yyyymmdd`.
pub(super) fn day_number(date: Date) -> u64 {
    let year = u64::try_from(date.year()).unwrap_or_default();
    year * 10_000 + u64::from(date.month()) * 100 + u64::from(date.day())
}

/// A digest of the words of a text: the same for texts that differ in case, accents, spacing and punctuation only.
/// `None` for a text of few words, which many passages share by chance (`Decides to remain seized of the matter`).
pub(super) fn fingerprint(text: &str) -> Option<u64> {
    let folded = key(text);
    let mut digest = blake3::Hasher::new();
    let mut words = 0;
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        digest.update(word.as_bytes()).update(b" ");
        words += 1;
    }
    let bytes = digest.finalize();
    (words >= MIN_WORDS_OF_A_COPY)
        .then(|| bytes.as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// The values of a passage in one column.
pub(crate) fn column_values(column: Column, file: &FileRecord, tagged: &TaggedPassage) -> Vec<String> {
    let tags = &tagged.tags;
    match column {
        Column::Body => tags.body.iter().cloned().collect(),
        Column::Region => tags.regions.clone(),
        Column::Country => tags.countries.clone(),
        Column::Topic => tags.topics.clone(),
        Column::Substance => tags.substances.clone(),
        Column::Kind => vec![tags.kind.to_string()],
        Column::Addressee => tags.addressees.clone(),
        Column::Action => tags.action.iter().map(ToString::to_string).collect(),
        Column::Cites => tags.references.clone(),
        Column::Symbol => {
            let mut symbols = vec![file.document().to_owned()];
            if let Some(report) = file.report() {
                symbols.extend(report.front.symbols.iter().map(|symbol| symbol.as_str().to_owned()));
            }
            if let CitedSource::Instrument(instrument) = &tagged.passage.citation.source {
                symbols.push(instrument.to_string());
            }
            symbols
        }
        Column::Session => tags.session.iter().cloned().collect(),
        Column::Meeting => tags.meeting.iter().map(|meeting| meeting.name.clone()).collect(),
        Column::Year => tags.date.iter().map(|date| format!("{:04}", date.year())).collect(),
        Column::Month => tags.date.iter().map(|date| format!("{:04}-{:02}", date.year(), date.month())).collect(),
        Column::Day => tags.date.iter().map(ToString::to_string).collect(),
        Column::Language => vec![tags.language.clone()],
    }
}
