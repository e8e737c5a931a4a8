//! `cnd similar CITATION`: what other documents say that is nearly the same.

use cnd::Result;
use cnd::present::hits::Detail;
use cnd::query::SearchRequest;

use super::Outcome;
use super::args::{Global, Similar};
use super::search::{begin, engine, filters, outcome, within_limit, write};

/// Looks the citation up and finds passages like it.
pub(super) fn run(args: &Similar, global: &Global) -> Result<Outcome> {
    let (vocabulary, opening) = begin(global)?;
    let request = SearchRequest {
        filters: filters(&args.filters, &vocabulary)?,
        limit: within_limit(args.listing.limit)?,
        offset: args.listing.offset,
        sort: args.listing.sort.into(),
        ..SearchRequest::default()
    };
    let citation = args.citation.join(" ");
    let Some(results) = engine(global, &vocabulary, opening)?.similar(&citation, &request)? else {
        eprintln!(
            "cnd: the index holds no passage cited as \"{citation}\"; `cnd show SYMBOL` lists those of a document"
        );
        return Ok(Outcome::Nothing);
    };
    let format = args.listing.format();
    write(format, global, &citation, &results, &[], Detail { full: args.listing.full, explain: false })?;
    Ok(outcome(&results))
}
