//! `cnd show SYMBOL [PARA]`: a report's outline, or a paragraph with its neighbours, and what in the index cites it.

use std::collections::BTreeSet;
use std::io::Write;

use cnd::Result;
use cnd::citation::CitedSource;
use cnd::index::{PassageRecord, Snapshot};
use cnd::present::{Screen, json, report};
use cnd::query::Engine;
use cnd::tag::references_meant;

use super::Outcome;
use super::args::{Global, Show};
use super::output::{print, screen};
use super::search::{around, begin, engine};

/// Looks the symbol, and the paragraph in it, up in the index.
pub(super) fn run(args: &Show, global: &Global) -> Result<Outcome> {
    let (vocabulary, opening) = begin(global)?;
    let engine = engine(global, &vocabulary, opening)?;
    let snapshot = engine.snapshot();
    let (symbol, paragraph) = (&args.symbol, args.paragraph.join(" "));
    let mut passages = snapshot.under_symbol(symbol)?;
    if !paragraph.is_empty() {
        let known = !passages.is_empty();
        passages.retain(|record| record.passage.passage.citation.is_named(&paragraph));
        if passages.is_empty() && known {
            eprintln!("cnd: {symbol} has no paragraph \"{paragraph}\"; `cnd show \"{symbol}\"` prints its outline");
            return Ok(Outcome::Nothing);
        }
    } else if passages.is_empty() {
        // Not a symbol: perhaps a whole citation.
        passages = snapshot.cited_as(symbol)?;
    } else {
        return if passages.iter().all(is_of_instrument) {
            show_passages(args, global, &engine, &passages)
        } else {
            show_reports(args, global, &engine, &passages)
        };
    }
    if passages.is_empty() {
        // A resolution or document that the reports only cite.
        let cited_by = citing(snapshot, &references_meant(symbol, &vocabulary))?;
        if cited_by.is_empty() {
            eprintln!("cnd: the index holds no document \"{symbol}\"");
            return Ok(Outcome::Nothing);
        }
        if args.json {
            print(|out| json::write_cited(out, symbol, &cited_by))?;
        } else {
            print(|out| report::write_cited_by(out, &screen(global.color), symbol, &cited_by))?;
        }
        return Ok(Outcome::Found);
    }
    let mut shown = Vec::new();
    for record in passages {
        let around = around(&snapshot.passages_of(&record.path)?, record.position, args.context);
        shown.extend(around.before);
        shown.push(record);
        shown.extend(around.after);
    }
    show_passages(args, global, &engine, &shown)
}

/// Whether a passage is cited by the resolution or decision that it belongs to, and not by the document around it.
fn is_of_instrument(record: &PassageRecord) -> bool {
    matches!(record.passage.passage.citation.source, CitedSource::Instrument(_))
}

fn show_passages(args: &Show, global: &Global, engine: &Engine<'_>, passages: &[PassageRecord]) -> Result<Outcome> {
    let snapshot = engine.snapshot();
    if args.json {
        for path in paths(passages) {
            let file = snapshot.file(path)?.unwrap_or_default();
            let own: Vec<&PassageRecord> = passages.iter().filter(|record| record.path == path).collect();
            let cited_by = citing_sources(engine, own.iter().copied())?;
            print(|out| json::write_shown(out, &file, &own, &cited_by))?;
        }
        return Ok(Outcome::Found);
    }
    let screen = screen(global.color);
    print(|out| report::write_passages(out, &screen, passages.iter().map(|record| &record.passage)))?;
    show_citing(&screen, engine, passages)?;
    Ok(Outcome::Found)
}

/// Prints what in the index cites each of the documents and instruments that the passages belong to.
fn show_citing(screen: &Screen, engine: &Engine<'_>, passages: &[PassageRecord]) -> Result<()> {
    let sources: BTreeSet<String> = passages.iter().map(source).collect();
    for source in sources {
        let cited_by = citing(engine.snapshot(), &references_meant(&source, engine.vocabulary()))?;
        if !cited_by.is_empty() {
            print(|out| {
                writeln!(out)?;
                report::write_cited_by(out, screen, &source, &cited_by)
            })?;
        }
    }
    Ok(())
}

/// The document or instrument that a passage is cited by.
fn source(record: &PassageRecord) -> String {
    record.passage.passage.citation.source.to_string()
}

/// The citations of what cites the documents and instruments that the passages belong to.
fn citing_sources<'a>(engine: &Engine<'_>, passages: impl Iterator<Item = &'a PassageRecord>) -> Result<Vec<String>> {
    let sources: BTreeSet<String> = passages.map(source).collect();
    let meant: Vec<String> = sources.iter().flat_map(|source| references_meant(source, engine.vocabulary())).collect();
    citing(engine.snapshot(), &meant)
}

/// The citations of the passages that cite one of the references.
fn citing(snapshot: &Snapshot, references: &[String]) -> Result<Vec<String>> {
    Ok(snapshot.citing(references)?.iter().map(|record| record.passage.passage.citation.to_string()).collect())
}

/// Prints the outlines of the reports that the passages belong to.
fn show_reports(args: &Show, global: &Global, engine: &Engine<'_>, passages: &[PassageRecord]) -> Result<Outcome> {
    let (snapshot, screen) = (engine.snapshot(), screen(global.color));
    for path in paths(passages) {
        let Some(file) = snapshot.file(path)? else { continue };
        let all = snapshot.passages_of(path)?;
        if args.json {
            let cited_by = citing_sources(engine, all.iter())?;
            print(|out| json::write_shown(out, &file, &all.iter().collect::<Vec<_>>(), &cited_by))?;
        } else {
            print(|out| report::write_indexed(out, &screen, &file, &all))?;
        }
    }
    if !args.json {
        show_citing(&screen, engine, passages)?;
    }
    Ok(Outcome::Found)
}

/// The files of some passages, sorted.
fn paths(passages: &[PassageRecord]) -> BTreeSet<&str> {
    passages.iter().map(|record| record.path.as_str()).collect()
}
