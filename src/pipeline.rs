//! The pipeline: walk, extract, structure, tag and index composed, many files at a time.
//!
//! Input: folders of reports and the folder of an index. Output: an index that mirrors the folders, and a [`Summary`].
//! One commit makes all of it visible; a run that ends early leaves the index as it was. It decides what has
//! changed and nothing about what a report says.

mod claims;
pub mod worker;

use std::any::Any;
use std::collections::BTreeMap;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, DiagnosticCode, Warned};
use crate::error::{Error, NotRead, OVER_LIMIT, Result};
use crate::extract::{self, ExtractedDocument};
use crate::index::{FileContent, FileRecord, PassageIndex, PassageWriter, ReportRecord};
use crate::limits::Limits;
use crate::structure::{self, Placement};
use crate::tag::{self, Kind, TaggedReport, Vocabulary};
use crate::walk::{self, SourceFile};

use claims::{Claims, Identity};
use worker::Readers;

/// Stack of a thread that reads files. Extractors bound their nesting; this leaves them room for it.
const STACK_BYTES: usize = 8 << 20;

/// A file changed so shortly before it was read may change again without its time showing it (file systems count in
/// steps of up to 10 ms), so its time is not trusted and the next run compares its digest.
const TRUSTED_AGE: Duration = Duration::from_millis(20);

/// What to index, and where.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// Folders and files to mirror: what is not below them leaves the index.
    pub roots: &'a [PathBuf],
    /// Folder of the index; made where it does not exist.
    pub index: &'a Path,
    /// Read every file again, and replace an index that cannot be read.
    pub rebuild: bool,
    /// How long to wait for another process that writes to the index.
    pub patience: Duration,
    /// The terms to tag with.
    pub vocabulary: &'a Vocabulary,
    /// What one file may cost.
    pub limits: Limits,
    /// Where files are read.
    pub isolation: Isolation<'a>,
}

/// Where files are read.
#[derive(Debug, Clone, Copy)]
pub enum Isolation<'a> {
    /// In this process: a file that overflows the stack ends it, and nothing bounds time and memory.
    None,
    /// In processes of their own, one for each thread: such a file costs that file alone.
    Process {
        /// A program that serves as a worker when called with [`worker::COMMAND`].
        program: &'a Path,
        /// Folder of the vocabulary, for the worker to load the same terms.
        vocabulary: Option<&'a Path>,
    },
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress<'a> {
    /// So many files are new or seem changed.
    Reading(usize),
    /// The file of this name is done.
    Done(&'a str),
    /// All files are read; the index is being written out.
    Committing,
}

/// What a run did, and what the index holds after it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Reports read in this run, new or changed.
    pub read: usize,
    /// Passages of those reports, by kind.
    pub passages_read: BTreeMap<Kind, u64>,
    /// Files that are as they were in the last run.
    pub unchanged: usize,
    /// Names of files that left the corpus, sorted.
    pub removed: Vec<String>,
    /// Files of this run that gave nothing, with the reason, by name.
    pub not_read: Vec<(String, String)>,
    /// Files that hold the same report as another, with the name of that other, by name: of the whole corpus.
    pub duplicates: Vec<(String, String)>,
    /// What was noticed in this run: file name (empty for the walk) and diagnostic, in the order of names.
    pub warnings: Vec<(String, Diagnostic)>,
    /// Reports that the index now holds.
    pub reports: usize,
    /// Passages that the index now holds.
    pub passages: u64,
    /// Time that the run took.
    pub elapsed: Duration,
}

/// What each stage made of one file.
#[derive(Debug, Clone)]
pub struct FileReading {
    /// The laid-out lines.
    pub document: ExtractedDocument,
    /// What became of each line, by its number counted from 0 over all pages.
    pub placements: Vec<Placement>,
    /// The tagged passages, those without an official address last.
    pub report: TaggedReport,
    /// What was noticed, in the order of the stages.
    pub warnings: Vec<Diagnostic>,
}

/// What the index takes of one file.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Reading {
    report: TaggedReport,
    warnings: Vec<Diagnostic>,
}

impl From<FileReading> for Reading {
    fn from(FileReading { report, warnings, .. }: FileReading) -> Self {
        Self { report, warnings }
    }
}

/// Reads one file: extract, structure, tag. Keeps why each tag was set if `explained`.
///
/// # Errors
/// [`Error::NotRead`] with the reason. A reader that panics on a file counts as such a reason.
pub fn read(
    path: &Path,
    bytes: &[u8],
    vocabulary: &Vocabulary,
    limits: &Limits,
    explained: bool,
) -> Result<FileReading> {
    let stages = || {
        let Warned { value: document, mut warnings } = extract::extract_within(path, bytes, limits)?;
        let structured = structure::read(&document);
        warnings.extend(structured.warnings);
        let mut report = structured.value;
        let placements = std::mem::take(&mut report.placements);
        report.passages.append(&mut report.unplaced);
        let report = if explained { tag::explain(report, vocabulary) } else { tag::tag(report, vocabulary) };
        Ok(FileReading { document, placements, report, warnings })
    };
    panic::catch_unwind(AssertUnwindSafe(stages)).unwrap_or_else(|cause| {
        let reason = NotRead::Damaged(format!("reading it failed ({})", panic_message(&*cause)));
        Err(Error::NotRead { path: path.to_owned(), reason })
    })
}

/// What a panic said, as far as it can be known.
pub fn panic_message(cause: &(dyn Any + Send)) -> &str {
    let said = cause.downcast_ref::<String>().map(String::as_str).or(cause.downcast_ref::<&str>().copied());
    said.unwrap_or("no reason given")
}

/// Makes the index mirror the files below the roots, reading only what changed.
///
/// # Errors
/// Where a root cannot be listed, the index cannot be opened or written, or another process writes to it. A file that
/// cannot be read is no error but a line of the summary.
pub fn update(request: &Request<'_>, progress: &(dyn Fn(Progress<'_>) + Sync)) -> Result<Summary> {
    let started = Instant::now();
    let walked = walk(request.roots)?;
    let index = open(request)?;
    let known = if request.rebuild { Vec::new() } else { index.snapshot()?.files()? };
    let plan = Plan::new(walked.value, known, request.limits);

    let mut summary = Summary { removed: plan.removed.clone(), ..Summary::default() };
    summary.warnings.extend(walked.warnings.into_iter().map(|warning| (String::new(), warning)));
    progress(Progress::Reading(plan.suspects.len()));
    let unchanged = plan.unchanged.len();
    let claims = if plan.suspects.is_empty() && plan.removed.is_empty() && !request.rebuild {
        plan.claims
    } else {
        let writer = index.writer_within(request.patience)?;
        let (claims, tally) = write(request, plan, &writer, progress)?;
        let changed = tally.changed;
        summary.take(tally);
        if changed || !summary.removed.is_empty() || request.rebuild {
            progress(Progress::Committing);
            writer.commit()?;
        }
        claims
    };
    summary.unchanged += unchanged;
    summary.reports = claims.winners.len();
    summary.duplicates = claims.duplicates();
    summary.passages = index.snapshot()?.passage_count()?;
    summary.elapsed = started.elapsed();
    Ok(summary)
}

/// The files below the roots, each under the name by which the index knows it.
fn walk(roots: &[PathBuf]) -> Result<Warned<Vec<SourceFile>>> {
    let mut walked = walk::walk(roots)?;
    // Names below several roots may be the same, their paths are not.
    if roots.len() > 1 {
        for file in &mut walked.value {
            file.name = file.path.to_string_lossy().replace('\\', "/");
        }
    }
    walked.value.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(walked)
}

/// The index to write to. An index that cannot be read is replaced where everything is read again anyway.
fn open(request: &Request<'_>) -> Result<PassageIndex> {
    match PassageIndex::open_or_create(request.index) {
        Err(Error::Index { .. }) if request.rebuild && PassageIndex::exists(request.index) => {
            PassageIndex::recreate(request.index, request.patience)
        }
        opened => opened,
    }
}

/// What a run has to look at.
#[derive(Default)]
struct Plan {
    /// Records of files whose size and time are those of the last run.
    unchanged: Vec<String>,
    /// Files to read, and what the index holds of them.
    suspects: Vec<(SourceFile, Option<FileRecord>)>,
    /// Names that the corpus no longer has.
    removed: Vec<String>,
    /// Who holds each report among the unchanged files.
    claims: Claims,
}

impl Plan {
    fn new(files: Vec<SourceFile>, known: Vec<FileRecord>, limits: Limits) -> Self {
        let mut plan = Self::default();
        let mut known: BTreeMap<String, FileRecord> =
            known.into_iter().map(|record| (record.path.clone(), record)).collect();
        let mut same = BTreeMap::new();
        for file in files {
            match known.remove(&file.name) {
                Some(record) if limits != Limits::default() && met_a_limit(&record) => plan.suspects.push((file, None)),
                Some(record) if is_same(&file, &record) => {
                    same.insert(record.path.clone(), (file, record));
                }
                record => plan.suspects.push((file, record)),
            }
        }
        plan.removed = known.into_keys().collect();
        let identities: BTreeMap<String, Identity> =
            same.values().filter_map(|(_, record)| Some((record.path.clone(), Identity::of(record)?))).collect();
        for (name, (file, record)) in same {
            let identity = match &record.content {
                FileContent::Report(_) => identities.get(&name),
                FileContent::NotRead(_) => None,
                FileContent::DuplicateOf(other) => match identities.get(other) {
                    Some(identity) => Some(identity),
                    // The report that this one repeats has changed or gone, so this one counts again.
                    None => {
                        plan.suspects.push((file, None));
                        continue;
                    }
                },
            };
            if let Some(identity) = identity {
                plan.claims.claim(identity.clone(), &record);
            }
            plan.unchanged.push(name);
        }
        plan
    }
}

/// Whether a file has the size and time that it was indexed with.
fn is_same(file: &SourceFile, record: &FileRecord) -> bool {
    let modified = nanoseconds(file.modified);
    modified != 0 && modified == record.modified && file.size == record.size
}

/// Whether a file was left out, or some of it, for its cost; with other limits it is worth another look.
fn met_a_limit(record: &FileRecord) -> bool {
    let refused = matches!(&record.content, FileContent::NotRead(reason) if reason.starts_with(OVER_LIMIT));
    refused || record.warnings.iter().any(|warning| warning.code == DiagnosticCode::LimitReached)
}

/// What became of one file that was looked at.
enum Outcome {
    /// A report, with its passages by kind.
    Read(BTreeMap<Kind, u64>, Vec<Diagnostic>),
    /// The content is that of the last run after all.
    Unchanged,
    /// It gave nothing.
    NotRead(String),
    /// The operating system did not let it be read; what the index holds of it stays.
    Unreadable(String),
}

/// Reads the suspects in parallel and writes what changed; nothing is visible before the commit.
fn write(
    request: &Request<'_>,
    plan: Plan,
    writer: &PassageWriter,
    progress: &(dyn Fn(Progress<'_>) + Sync),
) -> Result<(Claims, Tally)> {
    if request.rebuild {
        writer.clear()?;
    }
    let claims = Mutex::new(plan.claims);
    let readers = Readers::new(request.isolation, request.vocabulary, request.limits);
    let look = |mut tally: Tally, (file, known): (SourceFile, Option<FileRecord>)| -> Result<Tally> {
        let outcome = look_at(&file, known, &readers, request.limits.file_bytes, writer, &claims)?;
        progress(Progress::Done(&file.name));
        tally.add(file.name, outcome);
        Ok(tally)
    };
    // The largest first, so that no thread is left with a large one at the end.
    let mut suspects = plan.suspects;
    suspects.sort_by_key(|(file, _)| std::cmp::Reverse(file.size));
    let threads = rayon::ThreadPoolBuilder::new()
        .stack_size(STACK_BYTES)
        .build()
        .map_err(|error| Error::io(Path::new("threads"), io::Error::other(error)))?;
    let tally = threads.install(|| {
        let each = suspects.into_par_iter().with_max_len(1);
        each.try_fold(Tally::default, look).try_reduce(Tally::default, |a, b| Ok(a.and(b)))
    })?;

    let claims = claims.into_inner().unwrap_or_else(PoisonError::into_inner);
    for (identity, loser) in &claims.losers {
        let Some(winner) = claims.winners.get(identity) else { continue };
        if loser.repeats.as_ref() != Some(&winner.path) {
            writer.add(&loser.repeating(&winner.path), Vec::new())?;
        }
    }
    for name in &plan.removed {
        writer.remove(name);
    }
    Ok((claims, tally))
}

/// Reads one file and writes it, unless its content is known or another file holds the same report.
fn look_at(
    file: &SourceFile,
    known: Option<FileRecord>,
    readers: &Readers<'_>,
    most_bytes: u64,
    writer: &PassageWriter,
    claims: &Mutex<Claims>,
) -> Result<Outcome> {
    let claim = |record: &FileRecord| {
        let mut claims = claims.lock().unwrap_or_else(PoisonError::into_inner);
        Identity::of(record).is_none_or(|identity| claims.claim(identity, record))
    };
    let started = SystemTime::now();
    let bytes = match file.read(most_bytes) {
        Ok(bytes) => bytes,
        Err(Error::NotRead { reason, .. }) => return not_read(file, String::new(), &reason, writer),
        Err(error) => {
            if let Some(record) = &known {
                claim(record);
            }
            return Ok(Outcome::Unreadable(error.to_string()));
        }
    };
    let digest = walk::digest(&bytes);
    if let Some(record) = known.filter(|record| record.digest == digest && !is_duplicate(record)) {
        claim(&record);
        return Ok(Outcome::Unchanged);
    }
    let Reading { report, warnings } = match readers.read(&file.path, &bytes) {
        Ok(reading) => reading,
        Err(Error::NotRead { reason, .. }) => return not_read(file, digest, &reason, writer),
        Err(error) => return Err(error),
    };
    let record = FileRecord {
        path: file.name.clone(),
        size: file.size,
        modified: trusted_time(file, started),
        digest,
        content: FileContent::Report(Box::new(ReportRecord::from(&report))),
        warnings: warnings.clone(),
    };
    let mut kinds = BTreeMap::new();
    for passage in &report.passages {
        *kinds.entry(passage.tags.kind).or_default() += 1;
    }
    if claim(&record) {
        writer.add(&record, report.passages)?;
    }
    Ok(Outcome::Read(kinds, warnings))
}

/// Notes that a file gave nothing, so that it is not tried again before it changes.
fn not_read(file: &SourceFile, digest: String, reason: &NotRead, writer: &PassageWriter) -> Result<Outcome> {
    let reason = reason.to_string();
    let record = FileRecord {
        path: file.name.clone(),
        size: file.size,
        modified: trusted_time(file, SystemTime::now()),
        digest,
        content: FileContent::NotRead(reason.clone()),
        warnings: Vec::new(),
    };
    writer.add(&record, Vec::new())?;
    Ok(Outcome::NotRead(reason))
}

fn is_duplicate(record: &FileRecord) -> bool {
    matches!(record.content, FileContent::DuplicateOf(_))
}

/// The time to recognise the file by, or 0 if it changed too shortly before it was read.
fn trusted_time(file: &SourceFile, read: SystemTime) -> u64 {
    let age = file.modified.and_then(|modified| read.duration_since(modified).ok());
    if age.is_some_and(|age| age >= TRUSTED_AGE) { nanoseconds(file.modified) } else { 0 }
}

/// Nanoseconds since 1970; 0 where there is no time, or none that fits.
fn nanoseconds(time: Option<SystemTime>) -> u64 {
    let since = time.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| u64::try_from(since.as_nanos()).ok()).unwrap_or(0)
}

/// What became of some files together.
#[derive(Default)]
struct Tally {
    read: usize,
    kinds: BTreeMap<Kind, u64>,
    unchanged: usize,
    not_read: Vec<(String, String)>,
    warnings: Vec<(String, Diagnostic)>,
    /// Whether the index has to be written because of one of them.
    changed: bool,
}

impl Tally {
    /// Counts one more file.
    fn add(&mut self, name: String, outcome: Outcome) {
        self.changed |= matches!(outcome, Outcome::Read(..) | Outcome::NotRead(_));
        match outcome {
            Outcome::Read(kinds, warnings) => {
                self.read += 1;
                self.count(kinds);
                self.warnings.extend(warnings.into_iter().map(|warning| (name.clone(), warning)));
            }
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::NotRead(reason) | Outcome::Unreadable(reason) => self.not_read.push((name, reason)),
        }
    }

    fn count(&mut self, kinds: BTreeMap<Kind, u64>) {
        for (kind, count) in kinds {
            *self.kinds.entry(kind).or_default() += count;
        }
    }

    /// This and another tally as one.
    fn and(mut self, other: Self) -> Self {
        self.read += other.read;
        self.count(other.kinds);
        self.unchanged += other.unchanged;
        self.not_read.extend(other.not_read);
        self.warnings.extend(other.warnings);
        self.changed |= other.changed;
        self
    }
}

impl Summary {
    /// Enters what became of the files of this run, in the order of their names.
    fn take(&mut self, tally: Tally) {
        let Tally { read, kinds, unchanged, mut not_read, mut warnings, changed: _ } = tally;
        not_read.sort();
        warnings.sort_by(|(a, _), (b, _)| a.cmp(b));
        self.read = read;
        self.passages_read = kinds;
        self.unchanged = unchanged;
        self.not_read = not_read;
        self.warnings.append(&mut warnings);
    }
}

/// How a folder of reports and an index of it differ.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that the index does not know, by name.
    pub new: Vec<String>,
    /// Files whose size or time is not that of the last run, by name.
    pub changed: Vec<String>,
    /// Files that the index knows and the folders no longer have, by name.
    pub removed: Vec<String>,
}

/// Compares the files below the roots with what the index knows of them: by size and time, and by digest where the
/// size is the same and the time is not.
///
/// # Errors
/// Where a root cannot be listed.
pub fn changes(roots: &[PathBuf], known: &[FileRecord]) -> Result<Changes> {
    let mut known: BTreeMap<&str, &FileRecord> = known.iter().map(|record| (record.path.as_str(), record)).collect();
    let mut changes = Changes::default();
    for file in walk(roots)?.value {
        match known.remove(file.name.as_str()) {
            Some(record) if is_same(&file, record) || has_digest(&file, record) => {}
            Some(_) => changes.changed.push(file.name),
            None => changes.new.push(file.name),
        }
    }
    changes.removed = known.into_keys().map(str::to_owned).collect();
    Ok(changes)
}

/// Whether a file has the content that it was indexed with.
fn has_digest(file: &SourceFile, record: &FileRecord) -> bool {
    file.size == record.size && file.read(record.size).is_ok_and(|bytes| walk::digest(&bytes) == record.digest)
}
