//! Related: passages that say the same as one passage, and what a query finds through time.
//!
//! Input: a citation, or a request. Output: hits of other documents, or counts by year and body.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use serde::Serialize;
use tantivy::Term;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query};
use tantivy::schema::Field;

use crate::error::Result;
use crate::index::analyzer::{Reduction, key};
use crate::index::record::PassageRecord;
use crate::index::schema::Column;

use super::collect::{Collection, Sort};
use super::compile::Compiler;
use super::concept::{Concept, Pattern, Reading, Variant, idf};
use super::facets::Sources;
use super::lexicon::{is_function_word, words};
use super::rank::{CHARACTERISTIC_WORDS, LEAST_SIMILAR, MOST_SIMILAR};
use super::search::{Engine, Facet, FacetValue, Hit, SearchRequest, SearchResults, Timings};
use super::syntax::DateRange;

/// What a query finds in one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineYear {
    /// The year of the documents.
    pub year: String,
    /// Passages of that year.
    pub total: u64,
    /// Passages of that year by the body that speaks, the most frequent first.
    pub bodies: Vec<FacetValue>,
}

impl Engine<'_> {
    /// The passages of other documents that say nearly the same as the one cited, filtered and ordered as `request` says;
    /// `None` where none is cited so. The score of a hit is its share of what the passage itself would score.
    ///
    /// # Errors
    /// Where a file of the index cannot be read, or a filter names nothing of it.
    pub fn similar(&self, citation: &str, request: &SearchRequest) -> Result<Option<SearchResults>> {
        let started = Instant::now();
        let Some(own) = self.snapshot().cited_as(citation)?.into_iter().next() else { return Ok(None) };
        let request =
            SearchRequest { facets: Vec::new(), filters: self.resolved(&request.filters)?, ..request.clone() };
        let reading = Reading { snapshot: self.snapshot(), lexicon: None, weights: &request.weights };
        let mut compiled = Compiler::new(reading, self.vocabulary()).any_of(self.characteristic(&own)?)?;
        let alike = compiled.query.box_clone();
        let with = |occur: Occur, field: Field, value: &str| -> Box<dyn Query> {
            let condition: Box<dyn Query> = Box::new(self.snapshot().term(field, value));
            let condition: Box<dyn Query> = Box::new(ConstScoreQuery::new(condition, 0.0));
            Box::new(BooleanQuery::new(vec![(Occur::Must, alike.box_clone()), (occur, condition)]))
        };
        let fields = self.snapshot().fields;
        compiled.query = with(Occur::Must, fields.address, &key(citation));
        let itself = SearchRequest { limit: 1, facets: Vec::new(), ..SearchRequest::default() };
        let (_, found) = self.answer(&itself, &compiled, &mut Timings::default())?;
        let whole = found.first().map_or(f32::MIN_POSITIVE, |hit| hit.score);
        // The order by score decides what is similar; another order is one of those.
        let ranked = SearchRequest { limit: MOST_SIMILAR, offset: 0, sort: Sort::Relevance, ..request.clone() };
        compiled.query = with(Occur::MustNot, fields.path, &own.path);
        let (_, mut hits) = self.answer(&ranked, &compiled, &mut Timings::default())?;
        hits.retain(|hit| hit.score >= whole * LEAST_SIMILAR);
        if request.sort == Sort::Date {
            hits.sort_by_key(|hit| std::cmp::Reverse(hit.record.passage.tags.date));
        }
        let total = hits.len() as u64;
        let page = hits.into_iter().enumerate().skip(request.offset).take(request.limit);
        let hits = page.map(|(place, hit)| Hit { rank: place + 1, score: hit.score / whole, ..hit }).collect();
        let understood = own.passage.passage.citation.to_string();
        let took = started.elapsed();
        Ok(Some(SearchResults { understood, total, took, hits, ..SearchResults::default() }))
    }

    /// The words that tell a passage from others: frequent in it and rare in the index.
    fn characteristic(&self, record: &PassageRecord) -> Result<Vec<Concept>> {
        let snapshot = self.snapshot();
        let text = &record.passage.passage.text;
        let mut counts: BTreeMap<String, (usize, String)> = BTreeMap::new();
        for term in words(text, Reduction::Stem) {
            let printed = text.get(term.range).unwrap_or_default();
            if !is_function_word(&printed.to_lowercase()) {
                counts.entry(term.text).or_insert_with(|| (0, printed.to_owned())).0 += 1;
            }
        }
        let all = snapshot.searcher.num_docs();
        let mut weighed = Vec::new();
        for (stem, (count, printed)) in counts {
            let term = Term::from_field_text(snapshot.fields.text, &stem);
            let found = snapshot.searcher.doc_freq(&term).map_err(|error| snapshot.damaged(&error))?;
            // A word found here alone leads nowhere else.
            if found > 1 {
                weighed.push((idf(found, all) * (1.0 + (count as f32).ln()), stem, printed));
            }
        }
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        weighed.truncate(CHARACTERISTIC_WORDS);
        let concept = |(weight, stem, typed)| Concept {
            typed,
            variants: vec![Variant { pattern: Pattern::Stems { stems: vec![stem], slop: 0 }, weight: 1.0 }],
            weight,
            place: (0, 1),
        };
        Ok(weighed.into_iter().map(concept).collect())
    }

    /// Counts by year and body of what a request finds, oldest first; years without any are left out.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub fn timeline(&self, request: &SearchRequest) -> Result<Vec<TimelineYear>> {
        let counts = |request: &SearchRequest, facet: Column| -> Result<(u64, Vec<FacetValue>)> {
            let request = SearchRequest { limit: 0, offset: 0, facets: vec![facet], ..request.clone() };
            let results = self.search(&request)?;
            Ok((results.total, results.facets.into_iter().flat_map(|facet: Facet| facet.values).collect()))
        };
        let (_, years) = counts(request, Column::Year)?;
        let asked = request.filters.dates();
        let mut timeline = Vec::new();
        for year in years.into_iter().rev() {
            let Some(range) = DateRange::parse(&year.value) else { continue };
            let mut of_year = request.clone();
            of_year.filters.set_dates(DateRange { from: asked.from.max(range.from), to: least(asked.to, range.to) });
            let (total, bodies) = counts(&of_year, Column::Body)?;
            if total > 0 {
                timeline.push(TimelineYear { year: year.value, total, bodies });
            }
        }
        Ok(timeline)
    }

    /// The values of a column that occur in the index, such as all instruments cited.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub fn values(&self, column: Column) -> Result<BTreeSet<String>> {
        let collection = Collection {
            sources: Sources { columns: self.columns(), legend: &self.snapshot().legend, hierarchy: None },
            filters: Vec::new(),
            facets: vec![column],
            sort: Sort::Relevance,
            keep: 0,
        };
        let query = super::compile::all();
        let searched = collection.collect(&self.snapshot().searcher, &query);
        let mut collected = searched.map_err(|error| self.snapshot().damaged(&error))?;
        Ok(collected.facets.remove(&column).unwrap_or_default().into_keys().collect())
    }
}

/// The earlier of two days, either of which may be open.
fn least(a: Option<u32>, b: Option<u32>) -> Option<u32> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (day, None) | (None, day) => day,
    }
}
