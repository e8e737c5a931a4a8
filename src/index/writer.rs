//! Writer: files with their passages go into the index, all of them visible at one commit.
//!
//! Input: [`FileRecord`]s and passages, from any number of threads. Output: a commit. It does not decide what has
//! changed; that is the caller's comparison of files with [`super::Snapshot::files`].

use std::borrow::Cow;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use tantivy::directory::error::LockError;
use tantivy::index::SegmentId;
use tantivy::indexer::{IndexWriterOptions, NoMergePolicy, UserOperation};
use tantivy::{Index, IndexWriter, SegmentMeta, TantivyDocument, TantivyError, Term};

use crate::citation::CitedSource;
use crate::error::{Error, Result};
use crate::tag::{Date, TaggedPassage};

use super::analyzer::fold;
use super::directory::{Access, Files};
use super::lock::{Holder, busy};
use super::merge;
use super::queue::{Queue, Waiting};
use super::record::{FileRecord, PassageRecord, sealed};
use super::schema::{self, Column, Fields, PASSAGE, REPORT};
use super::tally::Legend;
use super::{PassageIndex, Payload, failed};

/// Threads that build segments. Reading PDF files takes most of the time, so more would wait.
const INDEXING_THREADS: usize = 2;
/// Memory for building segments, in bytes over all threads: as much as leaves the process under 400 MB. A segment then holds
/// some 90,000 passages.
const HEAP_BYTES: usize = 180 << 20;
/// Threads that merge, after the commit, when the memory for building segments is free again.
const MERGING_THREADS: usize = 2;

/// Bytes that the values of a document take beside its text and its record: headings, citation, columns.
const SMALL_VALUES: usize = 1 << 10;

/// Words that a text needs for its copies elsewhere to be called copies.
const MIN_WORDS_OF_A_COPY: usize = 8;

/// Writes to an index; nothing is visible before [`PassageWriter::commit`].
pub struct PassageWriter {
    path: PathBuf,
    fields: Fields,
    writer: IndexWriter<Waiting>,
    queue: Queue,
    /// What the tallies mean, those of earlier commits among them.
    legend: Mutex<Legend>,
    _holder: Holder,
}

impl PassageWriter {
    pub(super) fn new(index: &PassageIndex) -> Result<Self> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(INDEXING_THREADS)
            .memory_budget_per_thread(HEAP_BYTES / INDEXING_THREADS)
            .num_merge_threads(MERGING_THREADS)
            .build();
        let own = Files::open(&index.path, Access::InOrder).map_err(TantivyError::from).and_then(Index::open);
        let own = own.map_err(|error| failed(&index.path, error))?;
        schema::register_analyzers(&own);
        let writer = own.writer_with_options(options).map_err(|error| match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => busy(&index.path),
            TantivyError::LockFailure(LockError::IoError(source), _) => {
                Error::io(&index.path, io::Error::new(source.kind(), source.to_string()))
            }
            other => failed(&index.path, other),
        })?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        // A run that was killed leaves files of a commit that never came, whose names this run will want.
        writer.garbage_collect_files().wait().map_err(|error| failed(&index.path, error))?;
        let meta = index.index.load_metas().map_err(|error| failed(&index.path, error))?;
        let legend = Payload::of(&meta).map(|payload| payload.legend(&index.path)).transpose()?.unwrap_or_default();
        Ok(Self {
            path: index.path.clone(),
            fields: index.fields,
            writer,
            queue: Queue::default(),
            legend: Mutex::new(legend),
            _holder: Holder::note(&index.path),
        })
    }

    /// Puts a file with its passages in place of whatever the index holds of that path.
    ///
    /// # Errors
    /// Where the disk is full or not writable.
    pub fn add(&self, file: &FileRecord, passages: Vec<TaggedPassage>) -> Result<()> {
        let mut documents = vec![self.file_document(file)];
        let mut bytes = 0;
        for (position, passage) in passages.into_iter().enumerate() {
            let record = PassageRecord { path: file.path.clone(), position: position as u64, passage };
            let stored = sealed(&record);
            // A document holds the text once more for each of two fields.
            bytes += stored.len() + 2 * record.passage.passage.text.len();
            documents.push(self.passage_document(file, &record, stored));
        }
        let place = self.queue.enter(bytes);
        let delete = UserOperation::Delete(Term::from_field_text(self.fields.path, &file.path));
        let add = documents.into_iter().map(|document| UserOperation::Add(Waiting::new(document, &place)));
        let operations: Vec<_> = std::iter::once(delete).chain(add).collect();
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
        *self.legend.lock().unwrap_or_else(PoisonError::into_inner) = Legend::default();
        Ok(())
    }

    /// Makes all changes visible at once, then merges segments.
    ///
    /// # Errors
    /// Where the disk is full or not writable; the previous commit then stays.
    pub fn commit(mut self) -> Result<()> {
        let legend = self.legend.into_inner().unwrap_or_else(PoisonError::into_inner);
        let payload = serde_json::to_string(&Payload::new(&legend)).unwrap_or_default();
        let mut commit = self.writer.prepare_commit().map_err(|error| failed(&self.path, error))?;
        commit.set_payload(&payload);
        commit.commit().map_err(|error| failed(&self.path, error))?;
        let segments = self.writer.index().searchable_segment_metas().map_err(|error| failed(&self.path, error))?;
        let docs: Vec<u32> = segments.iter().map(SegmentMeta::num_docs).collect();
        let ids = |group: Vec<usize>| group.iter().filter_map(|place| Some(segments.get(*place)?.id())).collect();
        let groups: Vec<Vec<SegmentId>> = merge::groups(&docs).into_iter().map(ids).collect();
        // The files of segments that anyone holds are not deleted.
        drop(segments);
        let merges: Vec<_> = groups.iter().map(|group| self.writer.merge(group)).collect();
        // An index whose segments could not be merged, most likely for want of space, is as whole as before.
        merges.into_iter().for_each(|merge| drop(merge.wait()));
        self.writer.wait_merging_threads().map_err(|error| failed(&self.path, error))
    }

    fn file_document(&self, file: &FileRecord) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_text(self.fields.record, REPORT);
        document.add_text(self.fields.path, &file.path);
        document.add_text(self.fields.document, file.document());
        document.add_u64(self.fields.issue, 0);
        document.add_u64(self.fields.subjects, 0);
        document.add_text(self.fields.stored, sealed(file));
        if let Some(report) = file.report() {
            document.add_text(self.fields.outline, sealed(&report.outline));
        }
        document
    }

    fn passage_document(&self, file: &FileRecord, record: &PassageRecord, stored: String) -> TantivyDocument {
        let fields = &self.fields;
        let TaggedPassage { passage, tags, .. } = &record.passage;
        let citation = passage.citation.to_string();
        // In the order of the schema, in which tantivy sorts them.
        let mut document = TantivyDocument::with_capacity(stored.len() + 2 * passage.text.len() + SMALL_VALUES);
        document.add_text(fields.record, PASSAGE);
        document.add_text(fields.path, &file.path);
        document.add_text(fields.text, &passage.text);
        document.add_text(fields.words, &passage.text);
        for heading in &passage.section {
            document.add_text(fields.words, heading);
        }
        for heading in &passage.section {
            document.add_text(fields.section, heading);
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
            let mut values = column_values(column, file, &record.passage);
            values.sort_unstable();
            values.dedup();
            for value in values {
                document.add_text(fields.columns.field(column), value);
            }
        }
        let mut legend = self.legend.lock().unwrap_or_else(PoisonError::into_inner);
        let tally = legend.tally(|column| column_values(column, file, &record.passage));
        drop(legend);
        document.add_u64(fields.issue, tally.issue);
        document.add_u64(fields.subjects, tally.subjects);
        document.add_text(fields.document, file.document());
        document.add_u64(fields.position, record.position);
        if let Some(date) = tags.date {
            document.add_u64(fields.date, day_number(date));
        }
        if let Some(fingerprint) = fingerprint(&passage.text) {
            document.add_u64(fields.fingerprint, fingerprint);
        }
        document.add_text(fields.stored, stored);
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
    let mut folded = String::with_capacity(text.len());
    fold(text, &mut folded);
    let mut words = 0;
    let mut apart = Vec::with_capacity(folded.len() + 1);
    let mut add = |word: &[u8]| {
        if !word.is_empty() {
            apart.extend_from_slice(word);
            apart.push(b' ');
            words += 1;
        }
    };
    if folded.is_ascii() {
        folded.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()).for_each(&mut add);
    } else {
        folded.split(|c: char| !c.is_alphanumeric()).map(str::as_bytes).for_each(&mut add);
    }
    let digest = blake3::hash(&apart);
    (words >= MIN_WORDS_OF_A_COPY)
        .then(|| digest.as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// The values of a passage in one column.
pub(crate) fn column_values<'a>(column: Column, file: &'a FileRecord, tagged: &'a TaggedPassage) -> Vec<Cow<'a, str>> {
    let tags = &tagged.tags;
    let all = |values: &'a [String]| values.iter().map(|value| Cow::from(value.as_str())).collect();
    let one = |value: &'a str| vec![Cow::from(value)];
    let made = |value: Option<String>| value.into_iter().map(Cow::from).collect();
    match column {
        Column::Body => all(tags.body.as_slice()),
        Column::Region => all(&tags.regions),
        Column::Country => all(&tags.countries),
        Column::Topic => all(&tags.topics),
        Column::Substance => all(&tags.substances),
        Column::Kind => made(Some(tags.kind.to_string())),
        Column::Addressee => all(&tags.addressees),
        Column::Action => made(tags.action.map(|action| action.to_string())),
        Column::Cites => all(&tags.references),
        Column::Symbol => {
            let mut symbols = one(file.document());
            let front = file.report().into_iter().flat_map(|report| &report.front.symbols);
            symbols.extend(front.map(|symbol| Cow::from(symbol.as_str())));
            if let CitedSource::Instrument(instrument) = &tagged.passage.citation.source {
                symbols.push(Cow::from(instrument.to_string()));
            }
            symbols
        }
        Column::Session => all(tags.session.as_slice()),
        Column::Meeting => tags.meeting.iter().map(|meeting| Cow::from(meeting.name.as_str())).collect(),
        Column::Year => made(tags.date.map(|date| format!("{:04}", date.year()))),
        Column::Month => made(tags.date.map(|date| format!("{:04}-{:02}", date.year(), date.month()))),
        Column::Day => made(tags.date.map(|date| date.to_string())),
        Column::Language => one(&tags.language),
    }
}
