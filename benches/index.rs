//! Indexing tagged passages, beside tantivy alone on the same texts.
//!
//! Measure: time to index and commit, with passages per second.
//! Corpus: 20,000 seeded synthetic passages (`benches/passages.rs`), two indexing threads each.
//! Command: `cargo bench --bench index`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "a bench stops at the first surprise"
)]

mod passages;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

const PASSAGES: usize = 20_000;

fn indexing(criterion: &mut Criterion) {
    let reports = passages::reports(PASSAGES);
    let mut group = criterion.benchmark_group("index");
    group.sample_size(10).throughput(Throughput::Elements(PASSAGES as u64));
    group.bench_function("passages", |bencher| {
        bencher.iter_batched(
            || (tempfile::tempdir().unwrap(), reports.clone()),
            |(folder, reports)| passages::index(folder.path(), reports),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("tantivy alone", |bencher| {
        bencher.iter_batched(
            || tempfile::tempdir().unwrap(),
            |folder| passages::raw(folder.path(), &reports),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group!(benches, indexing);
criterion_main!(benches);
