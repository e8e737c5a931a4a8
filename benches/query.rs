//! A full answer, warm: ten hits with highlights and five facets, beside tantivy alone with ten stored hits and the same
//! facets.
//!
//! Measure: time of one answer, by kind of query.
//! Corpus: 100,000 seeded synthetic passages (`benches/passages.rs`); `CND_BENCH_PASSAGES=1000000` for the full size.
//! Command: `cargo bench --bench query`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "a bench stops at the first surprise"
)]

mod passages;

use cnd::query::{Engine, SearchRequest};
use cnd::tag::Vocabulary;
use criterion::{Criterion, criterion_group, criterion_main};
use tantivy::collector::{FacetCollector, TopDocs};
use tantivy::query::QueryParser;

fn answers(criterion: &mut Criterion) {
    let count = std::env::var("CND_BENCH_PASSAGES").ok().and_then(|count| count.parse().ok()).unwrap_or(100_000);
    let reports = passages::reports(count);
    let folders = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let raw = passages::raw(folders.1.path(), &reports);
    let index = passages::index(folders.0.path(), reports);
    let vocabulary = Vocabulary::load(None).unwrap();
    let engine = Engine::new(index.snapshot().unwrap(), &vocabulary);
    let searcher = raw.reader().unwrap().searcher();
    let text = raw.schema().get_field("text").unwrap();
    let (common, middle, rare) = (passages::word(40), passages::word(900), passages::word(20_000));
    for (kind, query) in [
        ("rare word", rare.clone()),
        ("common word", common.clone()),
        ("three words", format!("{common} {middle} {rare}")),
        ("phrase", format!("\"{common} {middle}\"")),
    ] {
        let mut group = criterion.benchmark_group(kind);
        let request = SearchRequest { query: query.clone(), ..SearchRequest::default() };
        group.bench_function("answer", |bencher| bencher.iter(|| engine.search(&request).unwrap()));
        let parsed = QueryParser::for_index(&raw, vec![text]).parse_query(&query).unwrap();
        group.bench_function("tantivy alone", |bencher| {
            bencher.iter(|| {
                let mut facets = FacetCollector::for_field("facet");
                for column in ["/body", "/region", "/topic", "/kind", "/year"] {
                    facets.add_facet(column);
                }
                let (top, counts) =
                    searcher.search(&parsed, &(TopDocs::with_limit(10).order_by_score(), facets)).unwrap();
                let hits: Vec<tantivy::TantivyDocument> =
                    top.iter().map(|(_, address)| searcher.doc(*address).unwrap()).collect();
                (hits, counts)
            });
        });
        group.finish();
    }
}

criterion_group!(benches, answers);
criterion_main!(benches);
