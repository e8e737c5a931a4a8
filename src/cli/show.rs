//! `cnd show SYMBOL [PARA]`: a report's outline, or a paragraph with its neighbours.

use std::collections::BTreeSet;

use cnd::Result;
use cnd::citation::CitedSource;
use cnd::index::{PassageRecord, Snapshot};
use cnd::present::{json, report};
use cnd::tag::Vocabulary;

use super::Outcome;
use super::args::{Global, Show};
use super::output::{print, screen};
use super::search::{around, open};

/// Looks the symbol, and the paragraph in it, up in the index.
pub(super) fn run(args: &Show, global: &Global) -> Result<Outcome> {
    let vocabulary = Vocabulary::load(global.vocabulary.as_deref())?;
    let engine = open(global, &vocabulary)?;
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
            show_passages(args, global, snapshot, &passages)
        } else {
            show_reports(args, global, snapshot, &passages)
        };
    }
    if passages.is_empty() {
        eprintln!("cnd: the index holds no document \"{symbol}\"");
        return Ok(Outcome::Nothing);
    }
    let mut shown = Vec::new();
    for record in passages {
        let around = around(&snapshot.passages_of(&record.path)?, record.position, args.context);
        shown.extend(around.before);
        shown.push(record);
        shown.extend(around.after);
    }
    show_passages(args, global, snapshot, &shown)
}

/// Whether a passage is cited by the resolution or decision that it belongs to, and not by the document around it.
fn is_of_instrument(record: &PassageRecord) -> bool {
    matches!(record.passage.passage.citation.source, CitedSource::Instrument(_))
}

fn show_passages(args: &Show, global: &Global, snapshot: &Snapshot, passages: &[PassageRecord]) -> Result<Outcome> {
    if args.json {
        for path in paths(passages) {
            let file = snapshot.file(path)?.unwrap_or_default();
            let own: Vec<&PassageRecord> = passages.iter().filter(|record| record.path == path).collect();
            print(|out| json::write_shown(out, &file, &own))?;
        }
        return Ok(Outcome::Found);
    }
    let screen = screen(global.color);
    print(|out| report::write_passages(out, &screen, passages.iter().map(|record| &record.passage)))?;
    Ok(Outcome::Found)
}

/// Prints the outlines of the reports that the passages belong to.
fn show_reports(args: &Show, global: &Global, snapshot: &Snapshot, passages: &[PassageRecord]) -> Result<Outcome> {
    let screen = screen(global.color);
    for path in paths(passages) {
        let Some(file) = snapshot.file(path)? else { continue };
        let all = snapshot.passages_of(path)?;
        if args.json {
            print(|out| json::write_shown(out, &file, &all.iter().collect::<Vec<_>>()))?;
        } else {
            print(|out| report::write_indexed(out, &screen, &file, &all))?;
        }
    }
    Ok(Outcome::Found)
}

/// The files of some passages, sorted.
fn paths(passages: &[PassageRecord]) -> BTreeSet<&str> {
    passages.iter().map(|record| record.path.as_str()).collect()
}
