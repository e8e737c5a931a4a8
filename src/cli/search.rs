//! `cnd search QUERY` and `cnd facets [QUERY]`: passages that answer, and their counts.

use std::mem::ManuallyDrop;
use std::panic::resume_unwind;
use std::path::Path;
use std::thread::{Builder, JoinHandle};

use cnd::index::{Column, PassageIndex, PassageRecord, Snapshot};
use cnd::present::hits::{Detail, Neighbours};
use cnd::present::{Reference, bibtex, csl, facets, hits, json, markdown, ris, table};
use cnd::query::{Engine, Filters, Hit, SearchRequest, SearchResults};
use cnd::tag::Vocabulary;
use cnd::{Error, Result};

use super::Outcome;
use super::args::{self, Global, OutputFormat, Question, Search};
use super::output::{print, screen};

/// Hits of one page at most: more belongs into pages by `--offset`.
const MAX_LIMIT: usize = 10_000;

/// Answers a query with passages.
pub(super) fn run(args: &Search, global: &Global) -> Result<Outcome> {
    let (vocabulary, opening) = begin(global)?;
    let request = SearchRequest {
        limit: within_limit(args.listing.limit)?,
        offset: args.listing.offset,
        sort: args.listing.sort.into(),
        exact: args.exact,
        explain: args.explain,
        ..request(&args.question, &vocabulary)?
    };
    let engine = engine(global, &vocabulary, opening)?;
    let results = engine.search(&request)?;
    let neighbours = neighbours(&engine, &results.hits, args.context)?;
    let detail = Detail { full: args.listing.full, explain: args.explain };
    let format = args.listing.format();
    write(format, global, &request.query, &results, &neighbours, detail)?;
    Ok(outcome(&results))
}

/// Prints an answer in one of the formats; `neighbours` and `detail` are for reading.
pub(super) fn write(
    format: OutputFormat,
    global: &Global,
    query: &str,
    results: &SearchResults,
    neighbours: &[Neighbours],
    detail: Detail,
) -> Result<()> {
    print(|out| match format {
        OutputFormat::Text => hits::write(out, &screen(global.color), results, neighbours, detail),
        OutputFormat::Json => json::write_answer(out, query, results, detail.explain),
        OutputFormat::Jsonl => json::write_hits(out, &results.hits, detail.explain),
        OutputFormat::Csv => table::write(out, &results.hits),
        OutputFormat::Markdown => markdown::write(out, &results.hits),
        OutputFormat::Ris => ris::write(out, &references(results)),
        OutputFormat::Bibtex => bibtex::write(out, &references(results)),
        OutputFormat::CslJson => csl::write(out, &references(results)),
    })
}

/// Counts what a query finds.
pub(super) fn count(args: &args::Facets, global: &Global) -> Result<Outcome> {
    let (vocabulary, opening) = begin(global)?;
    let named: Vec<Column> = args.by.iter().filter_map(|name| Column::from_name(name)).collect();
    let columns = match named.is_empty() {
        false => named,
        true if args.json => Column::ALL.to_vec(),
        true if args.tree => vec![Column::Body, Column::Region, Column::Topic],
        true => ON_SCREEN.to_vec(),
    };
    let request = SearchRequest {
        limit: 0,
        exact: args.exact,
        facets: columns,
        hierarchy: args.tree,
        ..request(&args.question, &vocabulary)?
    };
    let results = engine(global, &vocabulary, opening)?.search(&request)?;
    let most = if args.by.is_empty() { VALUES_ON_SCREEN } else { usize::MAX };
    if args.json {
        print(|out| json::write_facets(out, &request.query, &results))?;
    } else if args.tree {
        print(|out| facets::write_tree(out, &screen(global.color), &results.facets))?;
    } else {
        print(|out| facets::write_bars(out, &screen(global.color), &results.facets, most))?;
    }
    Ok(outcome(&results))
}

/// The facets that `cnd facets` shows unless others are asked for.
const ON_SCREEN: [Column; 9] = [
    Column::Body,
    Column::Region,
    Column::Country,
    Column::Topic,
    Column::Substance,
    Column::Kind,
    Column::Addressee,
    Column::Action,
    Column::Year,
];

/// Values of each of these that it shows; all, where a facet is asked for by name.
const VALUES_ON_SCREEN: usize = 12;

/// The index while it is opened on a thread of its own: nothing where there is none yet. No thread where none is to be had.
pub(super) type Opening = Option<JoinHandle<Option<Result<Snapshot>>>>;

/// The vocabulary and, at the same time, the index.
pub(super) fn begin(global: &Global) -> Result<(Vocabulary, Opening)> {
    let index = global.index.clone();
    let opening = Builder::new().spawn(move || opened(&index)).ok();
    Ok((Vocabulary::load(global.vocabulary.as_deref())?, opening))
}

/// What the index in a folder holds; nothing where there is none.
fn opened(index: &Path) -> Option<Result<Snapshot>> {
    PassageIndex::exists(index).then(|| Ok(PassageIndex::open(index)?.snapshot_as_opened()))
}

/// The engine over the index, which is built first where there is none. It is not taken apart in the end: the operating
/// system takes everything back at once when the program ends, which is soon.
pub(super) fn engine<'a>(
    global: &Global,
    vocabulary: &'a Vocabulary,
    opening: Opening,
) -> Result<ManuallyDrop<Engine<'a>>> {
    let open = || {
        let opened = match opening {
            Some(opening) => opening.join().unwrap_or_else(|cause| resume_unwind(cause)),
            None => opened(&global.index),
        };
        opened.unwrap_or_else(|| {
            super::index::ensure(global)?;
            Ok(PassageIndex::open(&global.index)?.snapshot_as_opened())
        })
    };
    Ok(ManuallyDrop::new(Engine::opening(vocabulary, open)?))
}

pub(super) fn outcome(results: &SearchResults) -> Outcome {
    if results.total > 0 { Outcome::Found } else { Outcome::Nothing }
}

fn references(results: &SearchResults) -> Vec<Reference> {
    results.hits.iter().map(|hit| Reference::new(&hit.record, &hit.file)).collect()
}

pub(super) fn within_limit(limit: usize) -> Result<usize> {
    if limit <= MAX_LIMIT {
        return Ok(limit);
    }
    Err(Error::usage("--limit", format!("{limit} is more than {MAX_LIMIT}; get further pages with --offset")))
}

/// The query and its filters, each checked against the vocabulary.
pub(super) fn request(question: &Question, vocabulary: &Vocabulary) -> Result<SearchRequest> {
    let filters = filters(&question.filters, vocabulary)?;
    Ok(SearchRequest { query: question.query.join(" "), filters, ..SearchRequest::default() })
}

/// The filters, each checked against the vocabulary.
pub(super) fn filters(asked: &args::Filters, vocabulary: &Vocabulary) -> Result<Filters> {
    let mut filters = Filters::default();
    for (column, values) in [
        (Column::Body, &asked.body),
        (Column::Region, &asked.region),
        (Column::Country, &asked.country),
        (Column::Topic, &asked.topic),
        (Column::Substance, &asked.substance),
        (Column::Kind, &asked.kind),
        (Column::Addressee, &asked.addressee),
        (Column::Action, &asked.action),
        (Column::Cites, &asked.cites),
        (Column::Symbol, &asked.symbol),
        (Column::Session, &asked.session),
        (Column::Meeting, &asked.meeting),
    ] {
        for value in values {
            filters.accept(vocabulary, column, value)?;
        }
    }
    if let Some(from) = &asked.from {
        filters.from(from)?;
    }
    if let Some(to) = &asked.to {
        filters.to(to)?;
    }
    Ok(filters)
}

/// The paragraphs around each hit, where they are wanted.
fn neighbours(engine: &Engine<'_>, hits: &[Hit], reach: usize) -> Result<Vec<Neighbours>> {
    if reach == 0 {
        return Ok(Vec::new());
    }
    hits.iter()
        .map(|hit| Ok(around(&engine.snapshot().passages_of(&hit.record.path)?, hit.record.position, reach)))
        .collect()
}

/// The passages of a report up to `reach` before and after one of them.
pub(super) fn around(passages: &[PassageRecord], position: u64, reach: usize) -> Neighbours {
    let reach = reach as u64;
    let near = |record: &&PassageRecord| record.position.abs_diff(position) <= reach;
    let (before, after): (Vec<_>, Vec<_>) = passages
        .iter()
        .filter(near)
        .filter(|record| record.position != position)
        .cloned()
        .partition(|record| record.position < position);
    Neighbours { before, after }
}
