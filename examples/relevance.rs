//! How well judged passages are found, and what each ingredient of the ranking gives.
//!
//! Usage: `cargo run --release --example relevance -- JUDGED.json[,JUDGED.json…] REPORTS_FOLDER [MODE] [NAME=WEIGHT…]`
//!
//! A judged set names its reports and, for each query, the passages that answer it with grades from 1 to 3. Printed for
//! each set and for all together: nDCG@10 (gains 2^grade - 1), recall@20 of grade 2 and above, and MRR of the first of
//! those, beside plain BM25 with stemming over citation, headings and text. Modes: `--queries` shows each query;
//! `--ablation` turns one ingredient off at a time; `--folds` sets the weights on four fifths of the queries and measures
//! on the fifth; `--fit` sets them on all. `NAME=WEIGHT` changes a weight for this run.
#![allow(clippy::print_stdout, missing_docs)]

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use cnd::index::{FileContent, FileRecord, PassageIndex, ReportRecord};
use cnd::query::rank::Weights;
use cnd::query::{Engine, SearchRequest};
use cnd::tag::{TaggedPassage, Vocabulary};
use serde::Deserialize;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query as IndexQuery, TermQuery};
use tantivy::schema::{IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::{Index, TantivyDocument, Term};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

#[derive(Deserialize)]
struct Judged {
    corpus: Vec<String>,
    queries: Vec<Query>,
}

#[derive(Deserialize)]
struct Query {
    id: String,
    r#type: String,
    query: String,
    relevant: BTreeMap<String, u32>,
}

#[derive(Clone, Copy, Default)]
struct Measure {
    ndcg: f64,
    recall: f64,
    mrr: f64,
}

/// A judged set with an engine over its reports.
struct Set<'a> {
    name: String,
    engine: Engine<'a>,
    baseline: Baseline,
    queries: Vec<Query>,
}

/// A query and the set that judges it.
type Case<'a> = (&'a Set<'a>, &'a Query);

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let judged = args.next().ok_or("name the judged sets, separated by commas")?;
    let folder = PathBuf::from(args.next().ok_or("name the folder of reports")?);
    let (modes, changes): (Vec<String>, Vec<String>) = args.partition(|arg| arg.starts_with("--"));
    let mut base = SearchRequest { limit: 20, ..SearchRequest::default() };
    for change in changes {
        let (name, value) = change.split_once('=').ok_or("change a weight by NAME=WEIGHT")?;
        let (_, knob) = KNOBS.iter().find(|(known, _)| *known == name).ok_or("no weight of that name")?;
        *knob(&mut base.weights) = value.parse()?;
    }
    let vocabulary = Vocabulary::load(None)?;
    let scratch = tempfile::tempdir()?;
    let mut sets = Vec::new();
    for (place, path) in judged.split(',').enumerate() {
        sets.push(set(Path::new(path), &folder, &scratch.path().join(place.to_string()), &vocabulary)?);
    }
    let cases: Vec<Case<'_>> = sets.iter().flat_map(|set| set.queries.iter().map(move |query| (set, query))).collect();
    match modes.first().map(String::as_str) {
        Some("--ablation") => ablation(&sets, &cases, &base),
        Some("--folds") => folds(&cases, &base),
        Some("--fit") => {
            let fitted = fit(&cases, &base)?;
            line("all, fitted on all", cases.len(), mean(&all(&cases, &fitted)?));
            compare(&base, &fitted);
            Ok(())
        }
        mode => report(&sets, &base, mode == Some("--queries")),
    }
}

fn set<'a>(judged: &Path, folder: &Path, at: &Path, vocabulary: &'a Vocabulary) -> Result<Set<'a>> {
    let Judged { corpus, queries } = serde_json::from_str(&std::fs::read_to_string(judged)?)?;
    let index = PassageIndex::open_or_create(at)?;
    let writer = index.writer()?;
    let mut baseline = BaselineWriter::new()?;
    for name in &corpus {
        let path = [folder.join(name), folder.join("../corpus").join(name), folder.join("reports").join(name)]
            .into_iter()
            .find(|path| path.exists())
            .ok_or_else(|| format!("{name} is not in {}", folder.display()))?;
        let bytes = std::fs::read(&path)?;
        let tagged = cnd::pipeline::read(&path, &bytes, vocabulary, &cnd::Limits::default(), false)?.report;
        for passage in &tagged.passages {
            baseline.add(passage)?;
        }
        let content = FileContent::Report(Box::new(ReportRecord::from(&tagged)));
        let file = FileRecord { path: name.clone(), content, ..FileRecord::default() };
        writer.add(&file, tagged.passages)?;
    }
    writer.commit()?;
    let name = judged.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Set { name, engine: Engine::new(index.snapshot()?, vocabulary), baseline: baseline.finish()?, queries })
}

/// Plain BM25: one field of stemmed words, any of which may match.
struct Baseline {
    index: Index,
}

struct BaselineWriter {
    index: Index,
    writer: tantivy::IndexWriter,
}

impl BaselineWriter {
    fn new() -> Result<Self> {
        let mut schema = Schema::builder();
        let words =
            TextFieldIndexing::default().set_tokenizer("en_stem").set_index_option(IndexRecordOption::WithFreqs);
        schema.add_text_field("text", TextOptions::default().set_indexing_options(words));
        schema.add_text_field("citation", STRING | STORED);
        let index = Index::create_in_ram(schema.build());
        let writer = index.writer_with_num_threads(1, 20_000_000)?;
        Ok(Self { index, writer })
    }

    fn add(&mut self, passage: &TaggedPassage) -> Result<()> {
        let (schema, passage) = (self.index.schema(), &passage.passage);
        let citation = passage.citation.to_string();
        let mut document = TantivyDocument::default();
        document
            .add_text(schema.get_field("text")?, format!("{citation} {} {}", passage.section.join(" "), passage.text));
        document.add_text(schema.get_field("citation")?, citation);
        self.writer.add_document(document)?;
        Ok(())
    }

    fn finish(mut self) -> Result<Baseline> {
        self.writer.commit()?;
        Ok(Baseline { index: self.index })
    }
}

impl Baseline {
    fn ranked(&self, query: &str) -> Result<Vec<String>> {
        let schema = self.index.schema();
        let (text, citation) = (schema.get_field("text")?, schema.get_field("citation")?);
        let mut terms: Vec<(Occur, Box<dyn IndexQuery>)> = Vec::new();
        let mut analyzer = self.index.tokenizers().get("en_stem").ok_or("no stemmer")?;
        analyzer.token_stream(query).process(&mut |token| {
            let term = TermQuery::new(Term::from_field_text(text, &token.text), IndexRecordOption::WithFreqs);
            terms.push((Occur::Should, Box::new(term)));
        });
        let searcher = self.index.reader()?.searcher();
        let mut citations = Vec::new();
        for (_, address) in searcher.search(&BooleanQuery::new(terms), &TopDocs::with_limit(20).order_by_score())? {
            let document: TantivyDocument = searcher.doc(address)?;
            citations.extend(document.get_first(citation).and_then(|value| value.as_str()).map(key));
        }
        Ok(citations)
    }
}

fn key(citation: &str) -> String {
    citation.replace('\u{2013}', "-").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn ranked(engine: &Engine<'_>, query: &str, base: &SearchRequest) -> Result<Vec<String>> {
    let request = SearchRequest { query: query.to_owned(), ..base.clone() };
    let mut seen = HashSet::new();
    let found = engine.search(&request)?;
    let citations = found.hits.iter().map(|hit| key(&hit.record.passage.passage.citation.to_string()));
    Ok(citations.filter(|citation| seen.insert(citation.clone())).collect())
}

fn measure(ranked: &[String], query: &Query) -> Measure {
    let grades: BTreeMap<String, u32> =
        query.relevant.iter().map(|(citation, grade)| (key(citation), *grade)).collect();
    let gain = |grade: u32, place: usize| (f64::from(2_u32.pow(grade)) - 1.0) / (place as f64 + 2.0).log2();
    let dcg: f64 = ranked.iter().take(10).enumerate().map(|(i, c)| gain(grades.get(c).copied().unwrap_or(0), i)).sum();
    let mut best: Vec<u32> = grades.values().copied().collect();
    best.sort_unstable_by(|a, b| b.cmp(a));
    let ideal: f64 = best.iter().take(10).enumerate().map(|(i, grade)| gain(*grade, i)).sum();
    let mut good: HashSet<&String> = grades.iter().filter(|(_, grade)| **grade >= 2).map(|(c, _)| c).collect();
    if good.is_empty() {
        good = grades.keys().collect();
    }
    let found = ranked.iter().take(20).filter(|c| good.contains(c)).count();
    let first = ranked.iter().position(|c| good.contains(c));
    Measure {
        ndcg: dcg / ideal,
        recall: found as f64 / good.len() as f64,
        mrr: first.map_or(0.0, |place| 1.0 / (place as f64 + 1.0)),
    }
}

fn mean(measures: &[Measure]) -> Measure {
    let n = measures.len().max(1) as f64;
    Measure {
        ndcg: measures.iter().map(|m| m.ndcg).sum::<f64>() / n,
        recall: measures.iter().map(|m| m.recall).sum::<f64>() / n,
        mrr: measures.iter().map(|m| m.mrr).sum::<f64>() / n,
    }
}

fn all(cases: &[Case<'_>], base: &SearchRequest) -> Result<Vec<Measure>> {
    cases.iter().map(|(set, query)| Ok(measure(&ranked(&set.engine, &query.query, base)?, query))).collect()
}

fn line(name: &str, count: usize, m: Measure) {
    println!("{name:<28} n {count:>3}  nDCG@10 {:.3}  recall@20 {:.3}  MRR {:.3}", m.ndcg, m.recall, m.mrr);
}

fn report(sets: &[Set<'_>], base: &SearchRequest, each: bool) -> Result<()> {
    let (mut everything, mut plain) = (Vec::new(), Vec::new());
    for set in sets {
        let mut types: BTreeMap<&str, Vec<Measure>> = BTreeMap::new();
        let mut plain_types: BTreeMap<&str, Vec<Measure>> = BTreeMap::new();
        for query in &set.queries {
            let ranked = ranked(&set.engine, &query.query, base)?;
            let measured = measure(&ranked, query);
            types.entry(&query.r#type).or_default().push(measured);
            plain_types.entry(&query.r#type).or_default().push(measure(&set.baseline.ranked(&query.query)?, query));
            if each {
                show(query, &ranked, measured);
            }
        }
        println!("{}", set.name);
        for (name, measures) in &types {
            line(&format!("  {name}"), measures.len(), mean(measures));
        }
        let (own, its_plain) = (flat(types), flat(plain_types));
        line("  all", own.len(), mean(&own));
        line("  all, plain BM25", its_plain.len(), mean(&its_plain));
        everything.extend(own);
        plain.extend(its_plain);
    }
    if sets.len() > 1 {
        line("all sets", everything.len(), mean(&everything));
        line("all sets, plain BM25", plain.len(), mean(&plain));
    }
    Ok(())
}

fn flat(types: BTreeMap<&str, Vec<Measure>>) -> Vec<Measure> {
    types.into_values().flatten().collect()
}

/// The first ten passages of a query with their grades, and the good ones that were not found.
fn show(query: &Query, ranked: &[String], measured: Measure) {
    line(&format!("{} {}", query.id, query.r#type), 1, measured);
    println!("     {}", query.query);
    let grades: BTreeMap<String, u32> = query.relevant.iter().map(|(c, g)| (key(c), *g)).collect();
    for citation in ranked.iter().take(10) {
        println!("       {} {citation}", grades.get(citation).copied().unwrap_or(0));
    }
    let mut missing: Vec<(&String, &u32)> = grades.iter().filter(|(c, g)| **g >= 2 && !ranked.contains(c)).collect();
    missing.sort_by_key(|(_, grade)| std::cmp::Reverse(**grade));
    for (citation, grade) in missing.iter().take(6) {
        println!("       missing {grade} {citation}");
    }
}

type Change = (&'static str, fn(&mut SearchRequest));

/// The ingredients, each with the change that turns it off.
const INGREDIENTS: &[Change] = &[
    ("everything", |_| {}),
    ("copies as hits", |r| r.copies = true),
    ("words as typed (--exact)", |r| r.exact = true),
    ("no same wordings", |r| r.weights.same = 0.0),
    ("no near wordings", |r| r.weights.near = 0.0),
    ("weight of typed wording", |r| r.weights.commonest = 0.0),
    ("no derived words", |r| r.weights.derived = 0.0),
    ("no headings", |r| r.weights.section = 0.0),
    ("no chapeau", |r| r.weights.context = 0.0),
    ("no citation", |r| r.weights.citation = 0.0),
    ("no tags", |r| r.weights.tag = 0.0),
    ("no parts of names", |r| (r.weights.part, r.weights.together) = (0.0, 0.0)),
    ("no coverage", |r| r.weights.coverage = 0.0),
    ("no proximity", |r| r.weights.proximity = 0.0),
    ("no kind prior", |r| r.weights.kind = 0.0),
    ("no asked kind", |r| (r.weights.asked_kind, r.weights.asked_addressee) = (0.0, 0.0)),
    ("no answer type", |r| (r.weights.answer, r.weights.reason) = (0.0, 0.0)),
    ("no neighbours", |r| r.weights.neighbour = 0.0),
];

fn ablation(sets: &[Set<'_>], cases: &[Case<'_>], base: &SearchRequest) -> Result<()> {
    let mut types: BTreeMap<&str, Vec<Case<'_>>> = BTreeMap::new();
    for case in cases {
        types.entry(&case.1.r#type).or_default().push(*case);
    }
    let names: Vec<String> = types.keys().map(|name| format!("{name:>11}")).collect();
    let of_sets: Vec<String> = sets.iter().map(|set| format!(" {:>8.8}", set.name)).collect();
    println!("{:<25}{:>7} {:>6} {:>6}{}  nDCG@10 of{}", "", "nDCG", "recall", "MRR", of_sets.concat(), names.concat());
    let row = |name: &str, measures: &dyn Fn(&[Case<'_>]) -> Result<Vec<Measure>>| -> Result<()> {
        let whole = mean(&measures(cases)?);
        let mut columns = String::new();
        for set in sets {
            let own: Vec<Case<'_>> = set.queries.iter().map(|query| (set, query)).collect();
            columns.push_str(&format!(" {:>8.3}", mean(&measures(&own)?).ndcg));
        }
        columns.push_str("            ");
        for cases in types.values() {
            columns.push_str(&format!("{:>11.3}", mean(&measures(cases)?).ndcg));
        }
        println!("{name:<25}{:>7.3} {:>6.3} {:>6.3}{columns}", whole.ndcg, whole.recall, whole.mrr);
        Ok(())
    };
    for (name, change) in INGREDIENTS {
        let mut request = base.clone();
        change(&mut request);
        row(name, &|cases| all(cases, &request))?;
    }
    row("plain BM25", &|cases| {
        cases.iter().map(|(set, query)| Ok(measure(&set.baseline.ranked(&query.query)?, query))).collect()
    })
}

type Knob = (&'static str, fn(&mut Weights) -> &mut f32);

/// The weights that are set by measurement.
const KNOBS: &[Knob] = &[
    ("coverage", |w| &mut w.coverage),
    ("above", |w| &mut w.above),
    ("section", |w| &mut w.section),
    ("context", |w| &mut w.context),
    ("citation", |w| &mut w.citation),
    ("same", |w| &mut w.same),
    ("near", |w| &mut w.near),
    ("derived", |w| &mut w.derived),
    ("spelling", |w| &mut w.spelling),
    ("prefix", |w| &mut w.prefix),
    ("commonest", |w| &mut w.commonest),
    ("together", |w| &mut w.together),
    ("part", |w| &mut w.part),
    ("tag", |w| &mut w.tag),
    ("asked_addressee", |w| &mut w.asked_addressee),
    ("tie", |w| &mut w.tie),
    ("proximity", |w| &mut w.proximity),
    ("kind", |w| &mut w.kind),
    ("asked_kind", |w| &mut w.asked_kind),
    ("answer", |w| &mut w.answer),
    ("reason", |w| &mut w.reason),
    ("neighbour", |w| &mut w.neighbour),
];

/// Passes over all weights.
const PASSES: usize = 1;
/// A gain on a few dozen queries that is noise.
const NOISE: f64 = 0.001;

/// Coordinate ascent from the weights of the program.
fn fit(cases: &[Case<'_>], base: &SearchRequest) -> Result<SearchRequest> {
    let mut best = base.clone();
    let mut score = mean(&all(cases, &best)?).ndcg;
    for _ in 0..PASSES {
        for (_, knob) in KNOBS {
            let start = *knob(&mut best.weights);
            for factor in [0.0, 0.5, 2.0] {
                let mut tried = best.clone();
                *knob(&mut tried.weights) = start * factor;
                let found = mean(&all(cases, &tried)?).ndcg;
                if found > score + NOISE {
                    (best, score) = (tried, found);
                }
            }
        }
    }
    Ok(best)
}

/// Prints the weights that fitting changed.
fn compare(base: &SearchRequest, fitted: &SearchRequest) {
    let (mut base, mut fitted) = (base.clone(), fitted.clone());
    for (name, knob) in KNOBS {
        let (was, is) = (*knob(&mut base.weights), *knob(&mut fitted.weights));
        if (was - is).abs() > f32::EPSILON {
            println!("{name:<16} {was:.3} -> {is:.3}");
        }
    }
}

fn folds(cases: &[Case<'_>], base: &SearchRequest) -> Result<()> {
    const FOLDS: usize = 5;
    let mut held_out = Vec::new();
    for fold in 0..FOLDS {
        let (test, train): (Vec<_>, Vec<_>) = cases.iter().enumerate().partition(|(place, _)| place % FOLDS == fold);
        let train: Vec<Case<'_>> = train.into_iter().map(|(_, case)| *case).collect();
        let test: Vec<Case<'_>> = test.into_iter().map(|(_, case)| *case).collect();
        let fitted = fit(&train, base)?;
        let measures = all(&test, &fitted)?;
        line(&format!("fold {} held out", fold + 1), test.len(), mean(&measures));
        compare(base, &fitted);
        held_out.extend(measures);
    }
    line("all held out", held_out.len(), mean(&held_out));
    Ok(())
}
