//! `cnd timeline QUERY`: what a search finds, counted by year and body.

use cnd::Result;
use cnd::present::{json, timeline};
use cnd::query::SearchRequest;

use super::Outcome;
use super::args::{Global, Timeline};
use super::output::{print, screen};
use super::search::{begin, engine, outcome, request};

/// Counts what a query finds.
pub(super) fn run(args: &Timeline, global: &Global) -> Result<Outcome> {
    let (vocabulary, opening) = begin(global)?;
    let request = SearchRequest { limit: 0, exact: args.exact, ..request(&args.question, &vocabulary)? };
    let engine = engine(global, &vocabulary, opening)?;
    let results = engine.search(&request)?;
    let years = engine.timeline(&request)?;
    if args.json {
        print(|out| json::write_timeline(out, &request.query, results.total, &years))?;
    } else {
        print(|out| timeline::write(out, &screen(global.color), results.total, &years))?;
    }
    Ok(outcome(&results))
}
