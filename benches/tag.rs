//! Tagging beside extraction: what tags cost.
//!
//! Measure: time of one thread to extract, to structure and to tag all reports, the least of several rounds for each report and
//! stage, and the shares of structure and tagging in extraction, which should stay under 15 % and a tenth. Building the
//! vocabulary's automaton, once a run, counts as tagging.
//! Corpus: the shipped report; with `CND_SHARED` all PDFs of its folder `reports`.
//! Command: `CND_SHARED=FOLDER cargo bench --bench tag`.
#![allow(missing_docs, clippy::panic, reason = "a bench stops at the first surprise")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use cnd::tag::Vocabulary;
use cnd::{extract, structure, tag};

/// Rounds of which the fastest counts.
const ROUNDS: usize = 3;

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

/// The least time of several rounds.
fn fastest<T>(mut work: impl FnMut() -> T) -> Duration {
    let time = |_| {
        let started = Instant::now();
        std::hint::black_box(work());
        started.elapsed()
    };
    (0..ROUNDS).map(time).min().unwrap_or_default()
}

fn main() {
    // A title that has to be searched for the name of a body, so that the automaton is built.
    let mut empty = structure::Report::default();
    empty.front.title = Some("Report of the Board".to_owned());
    let building = fastest(|| {
        let vocabulary = Vocabulary::load(None).unwrap_or_else(|error| panic!("{error}"));
        tag::tag(empty.clone(), &vocabulary)
    });
    let vocabulary = Vocabulary::load(None).unwrap_or_else(|error| panic!("{error}"));
    let (mut extracting, mut structuring, mut tagging) = (Duration::ZERO, Duration::ZERO, building);
    let (mut read, mut passages) = (0, 0);
    for path in reports() {
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        extracting += fastest(|| extract::extract(&path, &bytes));
        let Ok(document) = extract::extract(&path, &bytes) else { continue };
        structuring += fastest(|| structure::read(&document.value));
        let report = structure::read(&document.value).value;
        // Copying the report is no part of tagging.
        let copying = fastest(|| report.clone());
        tagging += fastest(|| tag::tag(report.clone(), &vocabulary)).saturating_sub(copying);
        read += 1;
        passages += report.passages.len();
    }
    let share = tagging.as_secs_f64() / extracting.as_secs_f64().max(f64::MIN_POSITIVE);
    println!("{read} reports, {passages} passages, one thread, the fastest of {ROUNDS} rounds");
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
