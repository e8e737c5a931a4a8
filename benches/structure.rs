//! Structure and tags: laid-out lines to tagged passages.
//!
//! Measure: time to read the structure of a report, and to tag its passages, with bytes of its text per second.
//! Corpus: the shipped report E/CN.7/2003/7 (text); with `CND_SHARED` also the session report E/2025/28 (PDF, 359 passages).
//! Command: `cargo bench --bench structure` (add `CND_SHARED=FOLDER` for the second report).
#![allow(missing_docs, clippy::panic, reason = "a bench stops at the first surprise")]

use std::path::{Path, PathBuf};

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

criterion_group!(benches, structure_and_tags);
criterion_main!(benches);
