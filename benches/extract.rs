//! How fast files become lines.
//!
//! Measure: wall time on one thread to lay out a whole file from its bytes, and the bytes of files per second.
//! Corpus: the PDF reports in `reports/` below the folder that `CND_SHARED` names, each read once per round, and the
//! text report of `corpus/`; without `CND_SHARED` the text report alone.
//! Command: `CND_SHARED=<folder> cargo bench --bench extract`.
//!
//! What limits it: inflating page content, walking its operators, and loading the few font programs that name their
//! own characters. Compare with `time pdftotext FILE /dev/null` over the same files.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench stops at the first surprise")]

use std::hint::black_box;
use std::path::{Path, PathBuf};

use cnd::extract;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// The files of a folder with one extension, by name, with their bytes.
fn files(folder: &Path, extension: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
        .unwrap_or_default();
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), std::fs::read(&path).unwrap())).collect()
}

/// Lays out all files and counts the lines, so that nothing can be left out.
fn lines(files: &[(PathBuf, Vec<u8>)]) -> usize {
    let read = files.iter().filter_map(|(path, bytes)| extract::extract(path, bytes).ok());
    read.flat_map(|read| read.value.pages).map(|page| page.lines.len()).sum()
}

fn extract(criterion: &mut Criterion) {
    let text = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"), "txt");
    let pdf = std::env::var_os("CND_SHARED").map(|shared| files(&Path::new(&shared).join("reports"), "pdf"));
    let mut group = criterion.benchmark_group("extract");
    group.sample_size(10);
    for (name, files) in [("text", text), ("pdf", pdf.unwrap_or_default())] {
        if files.is_empty() {
            eprintln!("skipped: {name} (no such files; CND_SHARED names the folder of PDF reports)");
            continue;
        }
        group.throughput(Throughput::Bytes(files.iter().map(|(_, bytes)| bytes.len() as u64).sum()));
        group.bench_function(name, |bencher| bencher.iter(|| black_box(lines(&files))));
    }
    group.finish();
}

criterion_group!(benches, extract);
criterion_main!(benches);
