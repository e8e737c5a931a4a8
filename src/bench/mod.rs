//! Bench: how fast the whole of it is, beside tantivy alone on the same passages in the same run.
//!
//! Input: a [`BenchRequest`]. Output: [`Figures`]. `words` and `generator` write synthetic reports, `queries` asks of every
//! kind, `baseline` is tantivy alone, `measure` takes the time. It changes nothing outside its folder and does not judge
//! how good an answer is.

mod baseline;
mod figures;
mod generator;
mod measure;
mod queries;
mod words;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::index::PassageIndex;
use crate::limits::Limits;
use crate::pipeline::{self, Isolation, Progress};
use crate::query::{Engine, SearchRequest};
use crate::tag::Vocabulary;

pub use figures::{Figures, Indexing, KindFigures, PartFigures, ProcessFigures};
pub use generator::{Generator, SyntheticReport};
pub use measure::{Latency, Usage};
pub use queries::BenchQuery;

use baseline::Baseline;
use measure::measure;

/// Passages that a report has on average; how many an index holds is counted, not assumed.
const PASSAGES_OF_A_REPORT: usize = 85;
/// Times that the index is opened and that the program is started.
const STARTS: usize = 40;

/// What to measure.
#[derive(Debug, Clone)]
pub struct BenchRequest<'a> {
    /// About so many passages are written.
    pub passages: usize,
    /// Seed of the reports and the queries.
    pub seed: u64,
    /// Empty or missing folder for the reports and the two indexes; what it then holds stays.
    pub folder: &'a Path,
    /// A file of queries in place of the seeded ones.
    pub queries: Option<&'a Path>,
    /// Times that each query is asked; the best of them counts.
    pub rounds: usize,
    /// The built program, to measure its start and its answers as a process.
    pub program: Option<PathBuf>,
    /// The terms to tag with.
    pub vocabulary: &'a Vocabulary,
    /// Folder of those terms, where they are not the built-in ones.
    pub vocabulary_folder: Option<&'a Path>,
}

/// Writes reports, indexes them, asks, and does the same with tantivy alone. `progress` is told what is done next.
///
/// # Errors
/// Where the folder holds something, cannot be written, or the disk is full; where a query file cannot be read.
pub fn run(request: &BenchRequest<'_>, progress: &dyn Fn(&str)) -> Result<Figures> {
    let BenchRequest { folder, seed, .. } = *request;
    let generator = Generator::new(seed);
    let queries = match request.queries {
        Some(file) => queries::read(file)?,
        None => queries::seeded(seed, generator.lexicon()),
    };
    fs::create_dir_all(folder).map_err(|source| Error::io(folder, source))?;
    if fs::read_dir(folder).map_err(|source| Error::io(folder, source))?.next().is_some() {
        return Err(Error::usage("--folder", format!("{} is not empty", folder.display())));
    }
    let (corpus, own, raw) = (folder.join("corpus"), folder.join("index"), folder.join("tantivy"));
    let reports = request.passages.div_ceil(PASSAGES_OF_A_REPORT);
    progress(&format!("writing {reports} reports"));
    let bytes = write_reports(&generator, reports, &corpus)?;

    progress("indexing them");
    let roots = [corpus];
    let isolation = match &request.program {
        Some(program) => Isolation::Process { program, vocabulary: request.vocabulary_folder },
        None => Isolation::None,
    };
    let update = pipeline::Request {
        roots: &roots,
        index: &own,
        rebuild: false,
        patience: Duration::ZERO,
        vocabulary: request.vocabulary,
        limits: Limits::default(),
        isolation,
    };
    let (summary, usage) = measure(|| pipeline::update(&update, &|_: Progress<'_>| ()));
    let summary = summary?;
    let index = Indexing::new(usage, summary.passages, bytes, folder_bytes(&own)?);
    let (unchanged, recognised) = measure(|| pipeline::update(&update, &|_: Progress<'_>| ()));
    unchanged?;

    progress("indexing the same passages with tantivy alone");
    let passages = folder.join("passages");
    let same = baseline::write_passages(&PassageIndex::open(&own)?, &passages)?;
    let (baseline, usage) = measure(|| Baseline::index(&raw, &passages));
    let baseline = baseline?;
    let tantivy = Indexing::new(usage, same, bytes, folder_bytes(&raw)?);

    progress(&format!("asking {} queries", queries.len()));
    let mut opened = Vec::new();
    for _ in 0..STARTS {
        let started = Instant::now();
        Engine::new(PassageIndex::open(&own)?.snapshot_as_opened(), request.vocabulary);
        opened.push(started.elapsed());
    }
    let engine = Engine::new(PassageIndex::open(&own)?.snapshot_as_opened(), request.vocabulary);
    let kinds = ask(&engine, &baseline, &queries, request.rounds.max(1))?;
    let process = match &request.program {
        Some(program) => Some(processes(program, &own, &queries)?),
        None => None,
    };
    Ok(Figures {
        seed,
        reports,
        text_bytes: bytes,
        passages: summary.passages,
        not_read: summary.not_read.len(),
        index,
        tantivy,
        unchanged_seconds: recognised.seconds,
        open: Latency::of(opened),
        kinds,
        process,
    })
}

/// Writes the reports into a folder; returns their bytes.
fn write_reports(generator: &Generator, reports: usize, folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for number in 0..reports {
        let report = generator.report(number);
        let file = folder.join(&report.name);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent).map_err(|source| Error::io(parent, source))?;
        }
        fs::write(&file, &report.bytes).map_err(|source| Error::io(&file, source))?;
        bytes += report.bytes.len() as u64;
    }
    Ok(bytes)
}

/// The bytes of the files of an index.
fn folder_bytes(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder).map_err(|source| Error::io(folder, source))? {
        let entry = entry.map_err(|source| Error::io(folder, source))?;
        bytes += entry.metadata().map_err(|source| Error::io(&entry.path(), source))?.len();
    }
    Ok(bytes)
}

/// Asks each query of both, in turn, so that whatever else the machine does falls on both alike.
fn ask(engine: &Engine<'_>, baseline: &Baseline, queries: &[BenchQuery], rounds: usize) -> Result<Vec<KindFigures>> {
    let mut kinds = Vec::new();
    let mut all = figures::Times::default();
    for of_kind in queries.chunk_by(|a, b| a.kind == b.kind) {
        let mut times = figures::Times::default();
        for query in of_kind {
            let request = SearchRequest { query: query.query.clone(), ..SearchRequest::default() };
            // The first time warms the page cache.
            engine.search(&request)?;
            baseline.answer(&query.query)?;
            let (mut own, mut other) = (Vec::new(), Vec::new());
            for _ in 0..rounds {
                let started = Instant::now();
                let answer = engine.search(&request)?;
                own.push((started.elapsed(), answer.timings, answer.total));
                let started = Instant::now();
                let answer = baseline.answer(&query.query)?;
                std::hint::black_box((answer.bytes, answer.values));
                other.push((started.elapsed(), answer.total as u64));
            }
            // The best of the rounds: what else the machine does meanwhile is no property of the query.
            if let Some((time, timings, total)) = own.into_iter().min_by_key(|(time, ..)| *time) {
                times.own.push(time);
                times.parts.push(timings);
                times.matching += total;
            }
            if let Some((time, total)) = other.into_iter().min() {
                times.tantivy.push(time);
                times.matching_tantivy += total;
            }
        }
        let kind = of_kind.first().map(|query| query.kind.clone()).unwrap_or_default();
        kinds.push(times.figures(kind, of_kind.len()));
        all.extend(&times);
    }
    kinds.push(all.figures("all".to_owned(), queries.len()));
    Ok(kinds)
}

/// Starts the program: for its version, and for an answer to each query.
fn processes(program: &Path, index: &Path, queries: &[BenchQuery]) -> Result<ProcessFigures> {
    let run = |command: &mut Command| -> Result<Duration> {
        let started = Instant::now();
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let status = command.status().map_err(|source| Error::io(program, source))?;
        let took = started.elapsed();
        // 0 says that something was found and 1 that nothing was; else there was no answer whose time could count.
        if status.code().is_none_or(|code| code > 1) {
            return Err(Error::io(program, io::Error::other(format!("{command:?} ended with {status}"))));
        }
        Ok(took)
    };
    let mut version = Vec::new();
    for _ in 0..STARTS {
        version.push(run(Command::new(program).arg("--version"))?);
    }
    let mut search = Vec::new();
    for query in queries {
        let mut command = Command::new(program);
        search.push(run(command.arg("search").arg("--json").arg("--index").arg(index).arg("--").arg(&query.query))?);
    }
    Ok(ProcessFigures { version: Latency::of(version), search: Latency::of(search) })
}
