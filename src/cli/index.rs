//! `cnd index [FOLDER]…`: makes the index mirror the corpus, with a progress bar on a terminal and a summary after it.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use cnd::index::PassageIndex;
use cnd::pipeline::{self, Isolation, Progress, Request, Summary};
use cnd::present::printable;
use cnd::tag::Vocabulary;
use cnd::{DiagnosticCode, Error, Limits, Result};
use indicatif::{ProgressBar, ProgressStyle};

use super::Outcome;
use super::args::{Global, Index};
use super::output::print;

/// File names that a line of the summary lists before it only counts the rest.
const NAMES_LISTED: usize = 3;

/// Updates the index and prints what was done.
pub(super) fn run(args: &Index, global: &Global) -> Result<Outcome> {
    let roots = if args.folders.is_empty() { vec![global.corpus.clone()] } else { args.folders.clone() };
    let patience = Duration::from_secs(args.wait);
    let summary = update(&roots, args.rebuild, patience, args.limits.into(), global)?;
    if !global.quiet {
        print(|out| write_summary(out, &summary, &global.index))?;
    }
    Ok(Outcome::Found)
}

/// Makes an index of the default corpus where there is none, and says so.
pub(super) fn ensure(global: &Global) -> Result<()> {
    if PassageIndex::exists(&global.index) || global.index.is_file() {
        return Ok(());
    }
    say(global, &format!("no index in {} yet; reading {} …", global.index.display(), global.corpus.display()));
    let corpus = std::slice::from_ref(&global.corpus);
    let summary = update(corpus, false, Duration::ZERO, Limits::default(), global)?;
    let took = seconds(summary.elapsed);
    let (reports, passages) = (counted(summary.reports as u64, "report"), counted(summary.passages, "passage"));
    say(global, &format!("{reports}, {passages} indexed in {took}"));
    for (name, reason) in &summary.not_read {
        say(global, &format!("not read: {name}: {reason}"));
    }
    Ok(())
}

/// One line for the person at the terminal, not for the program behind the pipe.
fn say(global: &Global, line: &str) {
    if !global.quiet {
        eprintln!("cnd: {}", printable(line));
    }
}

/// Runs the pipeline with a progress bar.
fn update(roots: &[PathBuf], rebuild: bool, patience: Duration, limits: Limits, global: &Global) -> Result<Summary> {
    if let Some(missing) = roots.iter().find(|root| !root.exists()) {
        let message = "no such file or folder; name the reports with --corpus or CND_CORPUS";
        return Err(Error::io(missing, io::Error::new(io::ErrorKind::NotFound, message)));
    }
    let vocabulary = Vocabulary::load(global.vocabulary.as_deref())?;
    let program = std::env::current_exe().map_err(|source| Error::io(Path::new("this program"), source))?;
    let isolation = Isolation::Process { program: &program, vocabulary: global.vocabulary.as_deref() };
    let request =
        Request { roots, index: &global.index, rebuild, patience, vocabulary: &vocabulary, limits, isolation };
    let bar = if global.quiet || !io::stderr().is_terminal() { ProgressBar::hidden() } else { ProgressBar::new(0) };
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}") {
        bar.set_style(style);
    }
    let result = pipeline::update(&request, &|progress| match progress {
        Progress::Reading(files) => bar.set_length(files as u64),
        Progress::Done(name) => {
            bar.set_message(printable(name));
            bar.inc(1);
        }
        Progress::Committing => bar.set_message("writing the index"),
    });
    bar.finish_and_clear();
    result
}

/// Writes what a run did: reports, passages by kind, time, what was not read and why, warnings by kind.
fn write_summary(out: &mut dyn Write, summary: &Summary, index: &Path) -> io::Result<()> {
    let Summary { read, unchanged, removed, elapsed, .. } = summary;
    if *read > 0 {
        let passages: u64 = summary.passages_read.values().sum();
        writeln!(out, "read {} with {}:", counted(*read as u64, "report"), counted(passages, "passage"))?;
        for (kind, count) in &summary.passages_read {
            writeln!(out, "  {count:>7} {kind}")?;
        }
    }
    if *unchanged > 0 {
        writeln!(out, "unchanged: {}", counted(*unchanged as u64, "file"))?;
    }
    if !removed.is_empty() {
        writeln!(out, "gone from the corpus: {}: {}", counted(removed.len() as u64, "file"), listed(removed))?;
    }
    for (name, other) in &summary.duplicates {
        writeln!(out, "the same report twice: {} is {}", printable(name), printable(other))?;
    }
    for (name, reason) in &summary.not_read {
        writeln!(out, "not read: {}: {}", printable(name), printable(reason))?;
    }
    write_warnings(out, summary)?;
    let (reports, passages) = (counted(summary.reports as u64, "report"), counted(summary.passages, "passage"));
    let index = printable(&index.display().to_string());
    writeln!(out, "index {index}: {reports}, {passages} ({})", seconds(*elapsed))
}

fn write_warnings(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    let mut by_code: BTreeMap<DiagnosticCode, (u64, Vec<String>)> = BTreeMap::new();
    for (name, warning) in &summary.warnings {
        let (count, names) = by_code.entry(warning.code).or_default();
        *count += 1;
        // What the walk noticed names its place itself.
        let name = if name.is_empty() { &warning.message } else { name };
        if names.last() != Some(name) {
            names.push(name.clone());
        }
    }
    for (code, (count, names)) in by_code {
        writeln!(out, "warning {code}: {count} in {}", listed(&names))?;
    }
    Ok(())
}

/// The first few of several names, and how many more there are.
fn listed(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(NAMES_LISTED).map(|name| printable(name)).collect();
    let more = names.len() - shown.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

/// `1 report`, `2 reports`.
fn counted(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// `0.03 s`
fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
