//! Figures: what a bench measured, for a person or a program.
//!
//! Input: times and sizes. Output: [`Figures`], serialisable as JSON and written as tables. What each of them means is told in
//! `benches/README.md`.

use std::io::{self, Write};
use std::time::Duration;

use serde::Serialize;

use crate::query::Timings;

use super::measure::{Latency, Usage};

/// What a bench measured.
#[derive(Debug, Clone, Serialize)]
pub struct Figures {
    /// Seed of the reports and queries.
    pub seed: u64,
    /// Reports written.
    pub reports: usize,
    /// Their bytes.
    pub text_bytes: u64,
    /// Passages that the index holds of them.
    pub passages: u64,
    /// Reports that gave nothing.
    pub not_read: usize,
    /// `cnd index`: walk, extract, structure, tag, index, commit and merges.
    pub index: Indexing,
    /// Tantivy alone with the same passages: index, commit and merges.
    pub tantivy: Indexing,
    /// A second run of `cnd index`, with nothing changed.
    pub unchanged_seconds: f64,
    /// Opening the index and making an engine over it.
    pub open: Latency,
    /// Answers by kind of query; the last is all of them together.
    pub kinds: Vec<KindFigures>,
    /// The program as a process, where it was given.
    pub process: Option<ProcessFigures>,
}

/// How an index was made.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Indexing {
    /// Time and memory.
    #[serde(flatten)]
    pub usage: Usage,
    /// Passages made searchable in a second.
    pub passages_per_second: f64,
    /// Megabytes (10⁶ bytes) of reports made searchable in a second.
    pub megabytes_per_second: f64,
    /// Bytes of the index.
    pub index_bytes: u64,
}

impl Indexing {
    /// The figures of a run over so many passages, from so many bytes of reports.
    pub(super) fn new(usage: Usage, passages: u64, bytes: u64, index_bytes: u64) -> Self {
        let seconds = usage.seconds.max(f64::MIN_POSITIVE);
        Self {
            usage,
            passages_per_second: passages as f64 / seconds,
            megabytes_per_second: bytes as f64 / 1e6 / seconds,
            index_bytes,
        }
    }
}

/// Answers of one kind of query: times in milliseconds.
#[derive(Debug, Clone, Serialize)]
pub struct KindFigures {
    /// The kind, such as `phrase`.
    pub kind: String,
    /// Queries of this kind.
    pub queries: usize,
    /// Passages that match, on average.
    pub matching: f64,
    /// Passages that match for tantivy alone, which knows no other wordings and corrects nothing.
    pub matching_tantivy: f64,
    /// A full answer: ten hits with highlights, five facets.
    pub answer: Latency,
    /// The same of tantivy alone: `TopDocs`, `FacetCollector`, `SnippetGenerator`.
    pub tantivy: Latency,
    /// The parts of the answer.
    pub parts: PartFigures,
}

/// The parts of an answer.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct PartFigures {
    /// Reading the query: syntax, wordings, spelling.
    pub understand: Latency,
    /// Finding and scoring passages.
    pub search: Latency,
    /// Counting facets.
    pub facets: Latency,
    /// Reading the records of the hits.
    pub fetch: Latency,
    /// Marking what matched.
    pub highlight: Latency,
}

/// The program as a process, started and ended each time.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct ProcessFigures {
    /// `cnd --version`
    pub version: Latency,
    /// `cnd search --json QUERY`, each query once.
    pub search: Latency,
}

/// The times of one kind while they are taken.
#[derive(Debug, Default)]
pub(super) struct Times {
    pub(super) own: Vec<Duration>,
    pub(super) tantivy: Vec<Duration>,
    pub(super) parts: Vec<Timings>,
    pub(super) matching: u64,
    pub(super) matching_tantivy: u64,
}

impl Times {
    /// Adds those of another kind.
    pub(super) fn extend(&mut self, other: &Self) {
        self.own.extend(&other.own);
        self.tantivy.extend(&other.tantivy);
        self.parts.extend(&other.parts);
        self.matching += other.matching;
        self.matching_tantivy += other.matching_tantivy;
    }

    /// The figures of a kind with so many queries.
    pub(super) fn figures(&self, kind: String, queries: usize) -> KindFigures {
        let part = |of: fn(&Timings) -> Duration| Latency::of(self.parts.iter().map(of).collect());
        let runs = self.own.len().max(1) as f64;
        KindFigures {
            kind,
            queries,
            matching: self.matching as f64 / runs,
            matching_tantivy: self.matching_tantivy as f64 / runs,
            answer: Latency::of(self.own.clone()),
            tantivy: Latency::of(self.tantivy.clone()),
            parts: PartFigures {
                understand: part(|timings| timings.understand),
                search: part(|timings| timings.search),
                facets: part(|timings| timings.facets),
                fetch: part(|timings| timings.fetch),
                highlight: part(|timings| timings.highlight),
            },
        }
    }
}

impl Figures {
    /// Writes the figures as tables.
    ///
    /// # Errors
    /// Where `out` cannot be written.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let megabytes = self.text_bytes as f64 / 1e6;
        writeln!(out, "{} reports (seed {}), {megabytes:.0} MB, {} passages", self.reports, self.seed, self.passages)?;
        writeln!(out, "\nindexing        passages/s    MB/s  seconds    CPU s  peak MB  index MB")?;
        for (name, index) in [("cnd", &self.index), ("tantivy alone", &self.tantivy)] {
            let Indexing { usage, passages_per_second, megabytes_per_second, index_bytes } = index;
            let or_dash = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.1}"));
            writeln!(
                out,
                "{name:<14} {passages_per_second:>11.0} {megabytes_per_second:>7.1} {:>8.2} {:>8} {:>8} {:>9.0}",
                usage.seconds,
                or_dash(usage.cpu_seconds),
                or_dash(usage.peak_memory.map(|bytes| bytes as f64 / 1e6)),
                *index_bytes as f64 / 1e6,
            )?;
        }
        let speed = self.index.passages_per_second / self.tantivy.passages_per_second;
        let size = self.index.index_bytes as f64 / self.tantivy.index_bytes.max(1) as f64;
        writeln!(out, "{:<14} {:>10.0}% {:>49.2}x", "cnd/tantivy", speed * 100.0, size)?;
        writeln!(out, "unchanged, recognised in {:.3} s", self.unchanged_seconds)?;

        writeln!(
            out,
            "\nanswers, ms        p50     p95     p99    mean   tantivy p50     p95     p99    mean   p50 ratio"
        )?;
        for KindFigures { kind, answer, tantivy, .. } in &self.kinds {
            let ratio = answer.p50 / tantivy.p50.max(f64::MIN_POSITIVE);
            let (own, raw) = (columns(answer), columns(tantivy));
            writeln!(out, "{kind:<15} {own}       {raw}   {ratio:>8.2}x")?;
        }
        writeln!(out, "\nparts, p50 ms  understand  search  facets   fetch  highlight   passages  of tantivy")?;
        for KindFigures { kind, parts, matching, matching_tantivy, .. } in &self.kinds {
            writeln!(
                out,
                "{kind:<15} {:>9.3} {:>7.3} {:>7.3} {:>7.3} {:>10.3} {matching:>10.0} {matching_tantivy:>11.0}",
                parts.understand.p50, parts.search.p50, parts.facets.p50, parts.fetch.p50, parts.highlight.p50
            )?;
        }
        writeln!(out, "\nopen the index  {}", columns(&self.open))?;
        if let Some(process) = &self.process {
            writeln!(out, "cnd --version   {}", columns(&process.version))?;
            writeln!(out, "cnd search      {}", columns(&process.search))?;
        }
        Ok(())
    }
}

fn columns(latency: &Latency) -> String {
    let Latency { p50, p95, p99, mean } = latency;
    format!("{p50:>7.3} {p95:>7.3} {p99:>7.3} {mean:>7.3}")
}
