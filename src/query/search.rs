//! Search: one request, one answer.
//!
//! Input: a [`SearchRequest`] and one state of the index. Output: [`SearchResults`]. It prints nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;
use tantivy::query::{ConstScoreQuery, Query};
use tantivy::{DocAddress, Term};

use crate::citation::Citation;
use crate::error::{Error, Result};
use crate::index::Snapshot;
use crate::index::record::{FileRecord, PassageRecord};
use crate::index::schema::Column;
use crate::tag::Vocabulary;

use super::collect::{Collected, Collection, Filter, Ranked, Sort};
use super::columns::Columns;
use super::compile::{Compiled, Compiler};
use super::concept::{Concept, Reading};
use super::facets::Sources;
use super::highlight::highlights;
use super::lexicon::Lexicon;
use super::matcher::Matcher;
use super::parallel;
use super::parser::parse;
use super::rank::{REFINED, Weights};
use super::refine::{Part, Refiner, neighbourhood};
use super::spelling;
use super::syntax::{DateRange, print_day};
use super::values;

/// The facets that every answer counts, in order.
pub const FACETS: [Column; 5] = [Column::Body, Column::Region, Column::Topic, Column::Kind, Column::Year];

/// Parts of a score below this are not worth a word.
const SHOWN_SCORE: f32 = 0.005;

/// Name of the part of a score that the index gives.
const OF_INDEX: &str = "words and tags";
/// Records that are worth a thread: reading them takes some hundred microseconds.
const WORTH_A_THREAD: usize = 16;

/// What is asked.
#[derive(Debug, Clone)]
pub struct SearchRequest {
    /// The query as typed.
    pub query: String,
    /// Conditions from flags.
    pub filters: Filters,
    /// Hits wanted.
    pub limit: usize,
    /// Hits skipped before them.
    pub offset: usize,
    /// Their order.
    pub sort: Sort,
    /// Take words as typed: no other wording, no correction.
    pub exact: bool,
    /// Say of each hit what each word gave to its score.
    pub explain: bool,
    /// List the copies of a text as hits of their own.
    pub copies: bool,
    /// Facets to count.
    pub facets: Vec<Column>,
    /// Count bodies, regions and topics at each place of their hierarchy (`/UN/ECOSOC/CND`), with all that is below it.
    pub hierarchy: bool,
    /// The weights of the ranking.
    pub weights: Weights,
}

impl Default for SearchRequest {
    fn default() -> Self {
        Self {
            query: String::new(),
            filters: Filters::default(),
            limit: 10,
            offset: 0,
            sort: Sort::Relevance,
            exact: false,
            explain: false,
            copies: false,
            facets: FACETS.to_vec(),
            hierarchy: false,
            weights: Weights::default(),
        }
    }
}

/// Conditions from flags: any of the values of a column, and all columns together.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    values: BTreeMap<Column, BTreeSet<String>>,
    dates: DateRange,
}

impl Filters {
    /// Also accepts a value as typed, with all that is part of it: `africa` accepts North Africa.
    ///
    /// # Errors
    /// Where the value means nothing; the message names the nearest ones.
    pub fn accept(&mut self, vocabulary: &Vocabulary, column: Column, typed: &str) -> Result<()> {
        let accepted = values::of_column(vocabulary, column, typed).map_err(|nearest| {
            let name = column.as_str();
            let what = if column == Column::Cites { "reference" } else { name };
            Error::usage(format!("--{name}"), format!("\"{typed}\" is no known {what}{}", values::perhaps(&nearest)))
        })?;
        self.values.entry(column).or_default().extend(accepted);
        Ok(())
    }

    /// Accepts documents of this day, month or year and later.
    ///
    /// # Errors
    /// Where `typed` is no date.
    pub fn from(&mut self, typed: &str) -> Result<()> {
        self.dates.from = date("--from", typed)?.from;
        self.check_dates()
    }

    /// Accepts documents of this day, month or year and earlier.
    ///
    /// # Errors
    /// Where `typed` is no date.
    pub fn to(&mut self, typed: &str) -> Result<()> {
        self.dates.to = date("--to", typed)?.to;
        self.check_dates()
    }

    fn check_dates(&self) -> Result<()> {
        match self.dates {
            DateRange { from: Some(from), to: Some(to) } if from > to => {
                let (from, to) = (print_day(from), print_day(to));
                Err(Error::usage(
                    "--from",
                    format!("{from} is later than {to}, the day of --to; no document lies between"),
                ))
            }
            _ => Ok(()),
        }
    }
}

impl Filters {
    /// The days accepted.
    pub(super) fn dates(&self) -> DateRange {
        self.dates
    }

    /// Accepts these days alone.
    pub(super) fn set_dates(&mut self, dates: DateRange) {
        self.dates = dates;
    }
}

fn date(flag: &str, typed: &str) -> Result<DateRange> {
    DateRange::parse(typed)
        .ok_or_else(|| Error::usage(flag, format!("\"{typed}\" is no date; write 2002, 2002-03 or 2002-03-15")))
}

/// The answer.
#[derive(Debug, Clone, Default)]
pub struct SearchResults {
    /// The query as understood, in its canonical form.
    pub understood: String,
    /// What was added, corrected or not read as syntax, a sentence each.
    pub notes: Vec<String>,
    /// Where nothing was found: the query with words that the index holds in place of those that it does not.
    pub suggestion: Option<String>,
    /// Passages that match.
    pub total: u64,
    /// Time taken.
    pub took: Duration,
    /// Where it went.
    pub timings: Timings,
    /// The hits of the page asked for.
    pub hits: Vec<Hit>,
    /// The facets asked for, over all passages that match.
    pub facets: Vec<Facet>,
}

/// Where the time of an answer went.
#[derive(Debug, Clone, Copy, Default)]
pub struct Timings {
    /// Reading the query: syntax, wordings, spelling.
    pub understand: Duration,
    /// Finding and scoring passages.
    pub search: Duration,
    /// Counting facets.
    pub facets: Duration,
    /// Reading the records of the hits.
    pub fetch: Duration,
    /// Marking what matched.
    pub highlight: Duration,
}

/// The counts of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// Which column.
    #[serde(skip)]
    pub column: Column,
    /// Its values, the most frequent first, equals by name; dates newest first, places of a hierarchy each after the one above.
    pub values: Vec<FacetValue>,
}

/// How many passages have a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// The value.
    pub value: String,
    /// Passages that have it.
    pub count: u64,
}

/// A passage that answers.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Its place among all hits, from 1.
    pub rank: usize,
    /// Its score; comparable within one answer only.
    pub score: f32,
    /// How the score came about.
    pub parts: Vec<Part>,
    /// The passage.
    pub record: PassageRecord,
    /// Its file.
    pub file: Arc<FileRecord>,
    /// What matched in the text, as half-open ranges of Unicode scalars, in order.
    pub highlights: Vec<(usize, usize)>,
    /// Other passages with the same text.
    pub also_in: Vec<Citation>,
}

/// Answers requests over one state of the index.
pub struct Engine<'a> {
    snapshot: Snapshot,
    vocabulary: &'a Vocabulary,
    lexicon: Lexicon<'a>,
    columns: Columns,
}

impl<'a> Engine<'a> {
    /// An engine over one state of the index.
    pub fn new(snapshot: Snapshot, vocabulary: &'a Vocabulary) -> Self {
        Self { snapshot, vocabulary, lexicon: Lexicon::new(vocabulary), columns: Columns::default() }
    }

    /// An engine over the state of the index that `open` gives, which may have to wait for it: the vocabulary is prepared first.
    ///
    /// # Errors
    /// Those of `open`.
    pub fn opening(vocabulary: &'a Vocabulary, open: impl FnOnce() -> Result<Snapshot>) -> Result<Self> {
        let lexicon = Lexicon::new(vocabulary);
        Ok(Self { snapshot: open()?, vocabulary, lexicon, columns: Columns::default() })
    }

    /// The state of the index that is searched.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The columns of the index.
    pub(super) fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The vocabulary that names are understood by.
    pub fn vocabulary(&self) -> &Vocabulary {
        self.vocabulary
    }

    /// Answers a request.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResults> {
        let started = Instant::now();
        let request = &SearchRequest { filters: self.resolved(&request.filters)?, ..request.clone() };
        let parsed = parse(&request.query);
        let lexicon = (!request.exact).then_some(&self.lexicon);
        let reading = Reading { snapshot: &self.snapshot, lexicon, weights: &request.weights };
        let compiled = Compiler::new(reading, self.vocabulary).compile(&parsed.node)?;
        let mut notes = parsed.notes;
        notes.extend(compiled.notes.iter().cloned());
        if self.snapshot.is_empty() {
            notes.push("the index holds no report, as before the first run ends; `cnd index` reads them".to_owned());
        }
        let mut timings = Timings { understand: started.elapsed(), ..Timings::default() };
        let (collected, hits) = self.answer(request, &compiled, &mut timings)?;
        let counted = Instant::now();
        let facets = facets(request, collected.facets);
        timings.facets += counted.elapsed();
        let suggestion = if collected.total == 0 { spelling::suggestion(&self.snapshot, &parsed.node)? } else { None };
        Ok(SearchResults {
            understood: parsed.node.to_string(),
            notes,
            suggestion,
            total: collected.total,
            took: started.elapsed(),
            timings,
            hits,
            facets,
        })
    }

    /// Runs a compiled query.
    pub(super) fn answer(
        &self,
        request: &SearchRequest,
        compiled: &Compiled,
        timings: &mut Timings,
    ) -> Result<(Collected, Vec<Hit>)> {
        let started = Instant::now();
        let query = self.filtered(request, compiled.query.box_clone());
        let wanted = request.offset.saturating_add(request.limit);
        let keep = if request.limit == 0 { 0 } else { wanted.saturating_mul(2).max(REFINED) };
        let mut collected = self.collect(request, &*query, keep)?;
        timings.search = started.elapsed();
        let started = Instant::now();
        let best = std::mem::take(&mut collected.best);
        let best = self.refined(request, compiled, &best)?;
        let hits = self.hits(request, compiled, best, timings)?;
        timings.fetch = started.elapsed() - timings.highlight;
        Ok((collected, hits))
    }

    /// The filters of a request, those of sessions and meetings by the values of the index that contain what was typed.
    ///
    /// # Errors
    /// Where no value contains it; the message names values that there are.
    pub(super) fn resolved(&self, filters: &Filters) -> Result<Filters> {
        let mut resolved = filters.clone();
        for (column, typed) in &mut resolved.values {
            if !matches!(column, Column::Session | Column::Meeting) {
                continue;
            }
            let known = self.values(*column)?;
            let mut held = BTreeSet::new();
            for asked in typed.iter() {
                let before = held.len();
                held.extend(known.iter().filter(|value| values::is_called(value, asked)).cloned());
                if held.len() == before {
                    let (name, some) =
                        (column.as_str(), known.iter().take(values::CHOICES).cloned().collect::<Vec<_>>());
                    let message = format!("\"{asked}\" is no {name} of this index; it has: {}", some.join("; "));
                    return Err(Error::usage(format!("--{name}"), message));
                }
            }
            *typed = held;
        }
        Ok(resolved)
    }

    /// Adds the filters that no facet of the answer shows alternatives of.
    fn filtered(&self, request: &SearchRequest, query: Box<dyn Query>) -> Box<dyn Query> {
        use tantivy::query::{BooleanQuery, Occur};
        let mut parts = vec![(Occur::Must, query)];
        for (column, values) in request.filters.values.iter().filter(|(column, _)| !request.facets.contains(column)) {
            let field = self.snapshot.fields.columns.field(*column);
            let any = values.iter().map(|value| Box::new(self.snapshot.key_term(field, value)) as Box<dyn Query>);
            let any = BooleanQuery::union(any.collect());
            parts.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(any), 0.0))));
        }
        if parts.len() > 1 {
            Box::new(BooleanQuery::new(parts))
        } else {
            parts.pop().map_or_else(super::compile::all, |(_, query)| query)
        }
    }

    fn collect(&self, request: &SearchRequest, query: &dyn Query, keep: usize) -> Result<Collected> {
        let mut filters: Vec<Filter> = request
            .filters
            .values
            .iter()
            .filter(|(column, _)| request.facets.contains(column))
            .map(|(column, values)| Filter::Values(*column, values.iter().cloned().collect()))
            .collect();
        if request.filters.dates != DateRange::default() {
            filters.push(Filter::Date(request.filters.dates));
        }
        let hierarchy = request.hierarchy.then_some(self.vocabulary);
        let sources = Sources { columns: &self.columns, legend: &self.snapshot.legend, hierarchy };
        let collection = Collection { sources, filters, facets: request.facets.clone(), sort: request.sort, keep };
        collection.collect(&self.snapshot.searcher, query).map_err(|error| self.snapshot.damaged(&error))
    }

    /// Orders the best by what takes the whole passage to know: coverage and proximity.
    fn refined(&self, request: &SearchRequest, compiled: &Compiled, best: &[Ranked]) -> Result<Vec<Scored>> {
        let refines = request.sort == Sort::Relevance && !compiled.concepts.is_empty();
        let refined = if refines { best.len().min(REFINED) } else { 0 };
        let (head, rest) = best.split_at_checked(refined).unwrap_or_default();
        // Each thread has a refiner of its own, since reading a text takes memory that is used again.
        let share = refined.div_ceil(parallel::threads()).max(WORTH_A_THREAD);
        let read = parallel::map(head.chunks(share).collect(), |share| {
            let mut refiner = Refiner::new(compiled, &request.weights);
            let refined = share.iter().map(|ranked| {
                let record = self.snapshot.passage(ranked.address)?;
                let mut parts = vec![Part::new(OF_INDEX, ranked.score)];
                parts.extend(refiner.parts(&record));
                Ok(Scored::new(ranked.address, parts, Some(record)))
            });
            refined.collect::<Result<Vec<Scored>>>()
        });
        let mut scored = Vec::with_capacity(best.len());
        for share in read {
            scored.extend(share?);
        }
        scored.extend(
            rest.iter().map(|ranked| Scored::new(ranked.address, vec![Part::new(OF_INDEX, ranked.score)], None)),
        );
        if refines {
            // What a number names is exact: its neighbours are not.
            if !compiled.concepts.iter().any(Concept::is_number) {
                let known: Vec<(&PassageRecord, f32)> =
                    scored.iter().map_while(|one| Some((one.record.as_ref()?, one.score))).collect();
                let gains = neighbourhood(&known);
                for (one, gain) in scored.iter_mut().zip(gains) {
                    let part = Part::new("neighbours", request.weights.neighbour * gain);
                    one.score += part.score;
                    one.parts.push(part);
                }
            }
            // A stable sort: equals stay in the order of documents.
            if let Some(head) = scored.get_mut(..refined) {
                head.sort_by(|a, b| (b.score * 1024.0).round().total_cmp(&(a.score * 1024.0).round()));
            }
        }
        Ok(scored)
    }

    /// The hits of the page: the same text once, with the other places that have it.
    fn hits(
        &self,
        request: &SearchRequest,
        compiled: &Compiled,
        best: Vec<Scored>,
        timings: &mut Timings,
    ) -> Result<Vec<Hit>> {
        let mut seen = BTreeSet::new();
        let mut matcher = Matcher::new(&compiled.concepts);
        let mut files: BTreeMap<String, Arc<FileRecord>> = BTreeMap::new();
        let mut hits = Vec::new();
        let mut rank = 0;
        for scored in best {
            if hits.len() >= request.limit {
                break;
            }
            let fingerprint = self.fingerprint(scored.address)?;
            if !request.copies && fingerprint.is_some_and(|fingerprint| !seen.insert(fingerprint)) {
                continue;
            }
            rank += 1;
            if rank <= request.offset {
                continue;
            }
            let record = match scored.record {
                Some(record) => record,
                None => self.snapshot.passage(scored.address)?,
            };
            let file = match files.get(&record.path) {
                Some(file) => Arc::clone(file),
                None => {
                    let file = Arc::new(self.snapshot.file_of(scored.address, &record)?);
                    files.insert(record.path.clone(), Arc::clone(&file));
                    file
                }
            };
            let started = Instant::now();
            let text = &record.passage.passage.text;
            let highlights = highlights(text, &matcher.find(text));
            timings.highlight += started.elapsed();
            let also_in = match fingerprint {
                Some(fingerprint) => self.copies(scored.address, fingerprint)?,
                None => Vec::new(),
            };
            let parts =
                if request.explain { self.by_word(compiled, scored.address, scored.parts)? } else { scored.parts };
            hits.push(Hit { rank, score: scored.score, parts, record, file, highlights, also_in });
        }
        Ok(hits)
    }

    /// The parts of a score with that of the index divided by the words of the query.
    fn by_word(&self, compiled: &Compiled, address: DocAddress, parts: Vec<Part>) -> Result<Vec<Part>> {
        let mut divided = Vec::new();
        for (concept, query) in compiled.concepts.iter().zip(&compiled.queries) {
            let explained = query.explain(&self.snapshot.searcher, address);
            // What does not match cannot be explained.
            if let Ok(explained) = explained {
                divided.push(Part::new(concept.typed.clone(), explained.value()));
            }
        }
        let by_words: f32 = divided.iter().map(|part| part.score).sum();
        let (of_index, others) = (parts.iter().take(1), parts.iter().skip(1));
        divided.extend(of_index.map(|part| Part::new("fields", part.score - by_words)).chain(others.cloned()));
        divided.retain(|part| part.score >= SHOWN_SCORE);
        Ok(divided)
    }

    /// The digest of a passage's text; `None` for a short one, which says the same in many places by chance.
    fn fingerprint(&self, address: DocAddress) -> Result<Option<u64>> {
        let segment = self.snapshot.searcher.segment_reader(address.segment_ord);
        let column = self.columns.numbers(address.segment_ord, segment, "fingerprint");
        let column = column.map_err(|error| self.snapshot.damaged(&error))?;
        Ok(column.first(address.doc_id))
    }

    /// The citations of other passages with this digest, in their order.
    fn copies(&self, own: DocAddress, fingerprint: u64) -> Result<Vec<Citation>> {
        let term = Term::from_field_u64(self.snapshot.fields.fingerprint, fingerprint);
        let mut copies = Vec::new();
        for address in self.snapshot.with_term(&term)?.into_iter().filter(|address| *address != own) {
            let record = self.snapshot.passage(address)?;
            copies.push((record.path, record.position, record.passage.passage.citation));
        }
        copies.sort();
        Ok(copies.into_iter().map(|(.., citation)| citation).collect())
    }
}

struct Scored {
    address: DocAddress,
    score: f32,
    parts: Vec<Part>,
    record: Option<PassageRecord>,
}

impl Scored {
    /// A passage whose score is the sum of these parts.
    fn new(address: DocAddress, parts: Vec<Part>, record: Option<PassageRecord>) -> Self {
        Self { address, score: parts.iter().map(|part| part.score).sum(), parts, record }
    }
}

fn facets(request: &SearchRequest, mut counted: BTreeMap<Column, BTreeMap<String, u64>>) -> Vec<Facet> {
    let mut facets = Vec::new();
    for column in &request.facets {
        let counts = counted.remove(column).unwrap_or_default();
        let mut values: Vec<FacetValue> =
            counts.into_iter().map(|(value, count)| FacetValue { value, count }).collect();
        if request.hierarchy && values.iter().all(|value| value.value.starts_with('/')) {
            values.sort_by(|a, b| a.value.cmp(&b.value));
        } else if matches!(column, Column::Year | Column::Month | Column::Day) {
            values.reverse();
        } else {
            values.sort_by(|a, b| (b.count, &a.value).cmp(&(a.count, &b.value)));
        }
        facets.push(Facet { column: *column, values });
    }
    facets
}
