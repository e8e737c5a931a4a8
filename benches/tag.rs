//! Tagging beside extraction: what tags cost.
//!
//! Measure: processor time of one thread (elapsed time where the system does not tell it) to extract, to structure and to tag all
//! reports, the least of several rounds for each stage, and the shares of structure and tagging in extraction, which should
//! stay under 15 % and a tenth. Building the vocabulary's automaton, once a run, counts as tagging.
//! Corpus: the shipped report; with `CND_SHARED` all PDFs of its folder `reports`.
//! Command: `CND_SHARED=FOLDER cargo bench --bench tag`.
#![allow(missing_docs, clippy::panic, reason = "a bench stops at the first surprise")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use cnd::tag::Vocabulary;
use cnd::{extract, structure, tag};

/// Rounds of which the fastest counts.
const ROUNDS: usize = 6;

/// Runs of a round: the system tells processor time in steps of some milliseconds, which are to be a small part of a round.
const RUNS: u32 = 8;

/// The share of extraction's time that tagging may take.
const MOST: f64 = 0.1;

/// The share of extraction's time that structure may take.
const MOST_FOR_STRUCTURE: f64 = 0.15;

/// The reports to measure on, sorted.
fn reports() -> Vec<PathBuf> {
    let Some(shared) = std::env::var_os("CND_SHARED") else {
        return vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/E_CN.7_2003_7.txt")];
    };
    let folder = Path::new(&shared).join("reports");
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    files
}

/// Processor time that this thread has taken, where the system tells it: the first number of its statistics, in ns.
fn processor_time() -> Option<Duration> {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    statistics.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The time of one run in the fastest of several rounds.
fn fastest(mut work: impl FnMut()) -> Duration {
    let time = |_| {
        let (started, before) = (Instant::now(), processor_time());
        (0..RUNS).for_each(|_| work());
        let elapsed = started.elapsed();
        before.zip(processor_time()).map_or(elapsed, |(before, after)| after.saturating_sub(before)) / RUNS
    };
    (0..ROUNDS).map(time).min().unwrap_or_default()
}

fn main() {
    // A title that has to be searched for the name of a body, so that the automaton is built.
    let mut empty = structure::Report::default();
    empty.front.title = Some("Report of the Board".to_owned());
    let building = fastest(|| {
        let vocabulary = Vocabulary::load(None).unwrap_or_else(|error| panic!("{error}"));
        black_box(tag::tag(empty.clone(), &vocabulary));
    });
    let vocabulary = Vocabulary::load(None).unwrap_or_else(|error| panic!("{error}"));
    let read =
        |path: PathBuf| (std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())), path);
    let files: Vec<(Vec<u8>, PathBuf)> = reports().into_iter().map(read).collect();
    let extract = |(bytes, path): &(Vec<u8>, PathBuf)| extract::extract(path, bytes).ok();
    let documents: Vec<_> = files.iter().filter_map(extract).map(|document| document.value).collect();
    let reports: Vec<_> = documents.iter().map(|document| structure::read(document).value).collect();
    let extracting = fastest(|| files.iter().for_each(|file| drop(black_box(extract(file)))));
    let structuring = fastest(|| documents.iter().for_each(|document| drop(black_box(structure::read(document)))));
    // Copying the reports is no part of tagging.
    let copying = fastest(|| reports.iter().for_each(|report| drop(black_box(report.clone()))));
    let tagging = fastest(|| reports.iter().for_each(|report| drop(black_box(tag::tag(report.clone(), &vocabulary)))));
    let tagging = building + tagging.saturating_sub(copying);
    let (read, passages) = (reports.len(), reports.iter().map(|report| report.passages.len()).sum::<usize>());
    let share = tagging.as_secs_f64() / extracting.as_secs_f64().max(f64::MIN_POSITIVE);
    println!("{read} reports, {passages} passages, one thread, the fastest of {ROUNDS} rounds of {RUNS} runs");
    println!("extract    {:>8.1} ms", extracting.as_secs_f64() * 1000.0);
    println!(
        "structure  {:>8.1} ms, {:.1} % of extraction (at most {:.0} %)",
        structuring.as_secs_f64() * 1000.0,
        100.0 * structuring.as_secs_f64() / extracting.as_secs_f64().max(f64::MIN_POSITIVE),
        MOST_FOR_STRUCTURE * 100.0
    );
    println!(
        "tag        {:>8.1} ms, {:.1} of them for the automaton",
        tagging.as_secs_f64() * 1000.0,
        building.as_secs_f64() * 1000.0
    );
    println!("tagging is {:.1} % of extraction (at most {:.0} %)", share * 100.0, MOST * 100.0);
}
