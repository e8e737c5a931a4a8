//! Structure and tags: laid-out lines to tagged passages.
//!
//! Measure: time to read the structure of a report, and to tag its passages, with bytes of its text per second. Then
//! what part of the time of extraction structure and tags take, over all PDF reports on one thread: structure is
//! promised to take less than 15 %.
//! Corpus: the shipped report E/CN.7/2003/7 (text); with `CND_SHARED` also the session report E/2025/28 (PDF, 359 passages),
//! and for the shares all PDF reports of `reports/`.
//! Command: `cargo bench --bench structure` (add `CND_SHARED=FOLDER` for the reports).
//!
//! What limits it: a quarter of the time goes to the beam search of the spine, the rest to a dozen looks at each line; first
//! bytes tell most lines from a shape before a regular expression does. Vocabulary terms are found in one pass over each
//! passage.
#![allow(missing_docs, clippy::panic, reason = "a bench stops at the first surprise")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use cnd::extract::{self, ExtractedDocument};
use cnd::structure;
use cnd::tag::{self, Vocabulary};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// The reports to measure on, by name.
fn reports() -> Vec<(&'static str, PathBuf)> {
    let mut reports = vec![("shipped text", Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/E_CN.7_2003_7.txt"))];
    if let Some(shared) = std::env::var_os("CND_SHARED") {
        reports.push(("session report", Path::new(&shared).join("reports/E_2025_28.en.pdf")));
    }
    reports
}

fn lay_out(path: &Path) -> ExtractedDocument {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    extract::extract(path, &bytes).unwrap_or_else(|error| panic!("{error}")).value
}

fn text_bytes(document: &ExtractedDocument) -> u64 {
    document.pages.iter().flat_map(|page| &page.lines).map(|line| line.text.len() as u64).sum()
}

fn structure_and_tags(criterion: &mut Criterion) {
    let vocabulary = Vocabulary::load(None).unwrap_or_else(|error| panic!("{error}"));
    for (name, path) in reports() {
        let document = lay_out(&path);
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(text_bytes(&document)));
        group.bench_function("structure", |bencher| bencher.iter(|| structure::read(&document)));
        let report = structure::read(&document).value;
        group.bench_function("tag", |bencher| {
            bencher.iter_with_setup(|| report.clone(), |report| tag::tag(report, &vocabulary));
        });
        group.finish();
    }
}

/// Rounds of which the fastest counts, for each report and stage: what else the machine does only adds.
const ROUNDS: usize = 5;

/// Prints what structure and tags take of all PDF reports, beside their extraction.
#[allow(clippy::print_stdout, reason = "the figures are what the bench is for")]
fn shares(_: &mut Criterion) {
    let Some(shared) = std::env::var_os("CND_SHARED") else {
        eprintln!("skipped: the shares of the stages (CND_SHARED is not set)");
        return;
    };
    let vocabulary = Vocabulary::load(None).unwrap_or_else(|error| panic!("{error}"));
    let folder = Path::new(&shared).join("reports");
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let (mut files, mut extraction, mut structuring, mut tagging) = (0, Duration::ZERO, Duration::ZERO, Duration::ZERO);
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        extraction += fastest(|| drop(extract::extract(&path, &bytes)));
        files += 1;
        let Ok(document) = extract::extract(&path, &bytes) else { continue };
        structuring += fastest(|| drop(structure::read(&document.value)));
        let report = structure::read(&document.value).value;
        tagging += fastest(|| drop(tag::tag(report.clone(), &vocabulary)));
    }
    let share = |part: Duration| 100.0 * part.as_secs_f64() / extraction.as_secs_f64();
    println!("{files} reports: extraction {extraction:.1?}");
    println!("structure {structuring:.1?}, {:.1} % of extraction (promised: under 15 %)", share(structuring));
    println!("tags {tagging:.1?}, {:.1} % of extraction", share(tagging));
}

fn fastest(mut run: impl FnMut()) -> Duration {
    let timed = |_| {
        let started = Instant::now();
        run();
        started.elapsed()
    };
    (0..ROUNDS).map(timed).min().unwrap_or_default()
}

criterion_group!(benches, structure_and_tags, shares);
criterion_main!(benches);
