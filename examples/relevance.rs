//! How well judged passages are found, and what each ingredient of the ranking gives.
//!
//! Usage: `cargo run --release --example relevance -- JUDGED.json REPORTS_FOLDER [--ablation | --folds | --queries]`
//!
//! The judged set names its reports and, for each query, the passages that answer it with grades from 1 to 3. Printed:
//! nDCG@10 (gains 2^grade - 1), recall@20 of grade 2 and above, and MRR of the first of those. `--ablation` repeats the
//! measurement with one ingredient turned off at a time; `--folds` sets weights on four fifths of the queries and
//! measures on the fifth; `--queries` shows each query.
#![allow(clippy::print_stdout, missing_docs)]

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use cnd::index::{FileContent, FileRecord, PassageIndex, ReportRecord};
use cnd::query::rank::Weights;
use cnd::query::{Engine, SearchRequest};
use cnd::tag::Vocabulary;
use serde::Deserialize;

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

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let judged = args.next().ok_or("name the judged set")?;
    let folder = PathBuf::from(args.next().ok_or("name the folder of reports")?);
    let mode = args.next().unwrap_or_default();
    let judged: Judged = serde_json::from_str(&std::fs::read_to_string(&judged)?)?;
    let scratch = tempfile::tempdir()?;
    let vocabulary = Vocabulary::load(None)?;
    let index = build(scratch.path(), &judged.corpus, &folder, &vocabulary)?;
    let engine = Engine::new(index.snapshot()?, &vocabulary);
    let base = SearchRequest { limit: 20, ..SearchRequest::default() };
    match mode.as_str() {
        "--ablation" => ablation(&engine, &judged.queries, &base)?,
        "--folds" => folds(&engine, &judged.queries, &base)?,
        _ => report(&engine, &judged.queries, &base, mode == "--queries")?,
    }
    Ok(())
}

/// An index of the judged reports.
fn build(at: &Path, corpus: &[String], folder: &Path, vocabulary: &Vocabulary) -> Result<PassageIndex> {
    let index = PassageIndex::open_or_create(at)?;
    let writer = index.writer()?;
    for name in corpus {
        let path = [folder.join(name), folder.join("../corpus").join(name), folder.join("reports").join(name)]
            .into_iter()
            .find(|path| path.exists())
            .ok_or_else(|| format!("{name} is not in {}", folder.display()))?;
        let bytes = std::fs::read(&path)?;
        let tagged = cnd::pipeline::read(&path, &bytes, vocabulary, false)?.report;
        let content = FileContent::Report(Box::new(ReportRecord::from(&tagged)));
        let file = FileRecord { path: name.clone(), content, ..FileRecord::default() };
        writer.add(&file, tagged.passages)?;
    }
    writer.commit()?;
    Ok(index)
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

fn all(engine: &Engine<'_>, queries: &[&Query], base: &SearchRequest) -> Result<Vec<Measure>> {
    queries.iter().map(|query| Ok(measure(&ranked(engine, &query.query, base)?, query))).collect()
}

fn line(name: &str, count: usize, m: Measure) {
    println!("{name:<24} n {count:>2}  nDCG@10 {:.3}  recall@20 {:.3}  MRR {:.3}", m.ndcg, m.recall, m.mrr);
}

fn report(engine: &Engine<'_>, queries: &[Query], base: &SearchRequest, each: bool) -> Result<()> {
    let mut types: BTreeMap<&str, Vec<Measure>> = BTreeMap::new();
    for query in queries {
        let ranked = ranked(engine, &query.query, base)?;
        let measured = measure(&ranked, query);
        types.entry(&query.r#type).or_default().push(measured);
        if each {
            line(&format!("{} {}", query.id, query.r#type), 1, measured);
            println!("     {}", query.query);
            let grades: BTreeMap<String, u32> = query.relevant.iter().map(|(c, g)| (key(c), *g)).collect();
            for citation in ranked.iter().take(10) {
                println!("       {} {citation}", grades.get(citation).copied().unwrap_or(0));
            }
            let mut missing: Vec<(&String, &u32)> =
                grades.iter().filter(|(c, g)| **g >= 2 && !ranked.contains(c)).collect();
            missing.sort_by_key(|(_, grade)| std::cmp::Reverse(**grade));
            for (citation, grade) in missing.iter().take(6) {
                println!("       missing {grade} {citation}");
            }
        }
    }
    for (name, measures) in &types {
        line(name, measures.len(), mean(measures));
    }
    let everything: Vec<Measure> = types.into_values().flatten().collect();
    line("all", everything.len(), mean(&everything));
    Ok(())
}

type Change = (&'static str, fn(&mut SearchRequest));

/// The ingredients, each with the change that turns it off.
const INGREDIENTS: &[Change] = &[
    ("everything", |_| {}),
    ("copies as hits", |r| r.copies = true),
    ("no other wordings", |r| r.exact = true),
    ("no near wordings", |r| r.weights.near = 0.0),
    ("no headings", |r| r.weights.section = 0.0),
    ("no chapeau", |r| r.weights.context = 0.0),
    ("no title", |r| r.weights.title = 0.0),
    ("no citation", |r| r.weights.citation = 0.0),
    ("no tags", |r| r.weights.tag = 0.0),
    ("no topics", |r| r.weights.topic = 0.0),
    ("no coverage", |r| r.weights.coverage = 0.0),
    ("no proximity", |r| r.weights.proximity = 0.0),
    ("no phrase", |r| r.weights.phrase = 0.0),
    ("no kind prior", |r| r.weights.kind = 0.0),
    ("no asked kind", |r| r.weights.asked_kind = 0.0),
    ("near doubled", |r| r.weights.near *= 2.0),
    ("headings halved", |r| r.weights.section *= 0.5),
    ("headings doubled", |r| r.weights.section *= 2.0),
    ("coverage doubled", |r| r.weights.coverage *= 2.0),
    ("tie doubled", |r| r.weights.tie *= 2.0),
    ("no tie", |r| r.weights.tie = 0.0),
    ("parts doubled", |r| r.weights.part *= 2.0),
];

fn ablation(engine: &Engine<'_>, queries: &[Query], base: &SearchRequest) -> Result<()> {
    let mut types: BTreeMap<&str, Vec<&Query>> = BTreeMap::new();
    for query in queries {
        types.entry(&query.r#type).or_default().push(query);
    }
    let names: Vec<String> = types.keys().map(|name| format!("{name:>10}")).collect();
    println!("{:<20} {:>6} {:>6} {:>6}  nDCG@10 of {}", "", "nDCG", "recall", "MRR", names.join(""));
    for (name, change) in INGREDIENTS {
        let mut request = base.clone();
        change(&mut request);
        let mut everything = Vec::new();
        let mut of_types = String::new();
        for queries in types.values() {
            let measures = all(engine, queries, &request)?;
            of_types.push_str(&format!("{:>10.3}", mean(&measures).ndcg));
            everything.extend(measures);
        }
        let m = mean(&everything);
        println!("{name:<20} {:>6.3} {:>6.3} {:>6.3}             {of_types}", m.ndcg, m.recall, m.mrr);
    }
    Ok(())
}

type Knob = (&'static str, fn(&mut Weights) -> &mut f32);

/// The weights that are set by measurement.
const KNOBS: &[Knob] = &[
    ("section", |w| &mut w.section),
    ("context", |w| &mut w.context),
    ("title", |w| &mut w.title),
    ("citation", |w| &mut w.citation),
    ("same", |w| &mut w.same),
    ("near", |w| &mut w.near),
    ("tag", |w| &mut w.tag),
    ("topic", |w| &mut w.topic),
    ("tie", |w| &mut w.tie),
    ("coverage", |w| &mut w.coverage),
    ("proximity", |w| &mut w.proximity),
    ("phrase", |w| &mut w.phrase),
    ("kind", |w| &mut w.kind),
    ("asked_kind", |w| &mut w.asked_kind),
];

/// Coordinate ascent from the weights of the program: one pass over the knobs, each halved and doubled.
fn fit(engine: &Engine<'_>, queries: &[&Query], base: &SearchRequest) -> Result<SearchRequest> {
    let mut best = base.clone();
    let mut score = mean(&all(engine, queries, &best)?).ndcg;
    for (_, knob) in KNOBS {
        for factor in [0.5, 0.7, 1.4, 2.0] {
            let mut tried = best.clone();
            *knob(&mut tried.weights) = *knob(&mut base.weights.clone()) * factor;
            let found = mean(&all(engine, queries, &tried)?).ndcg;
            // Small gains on a few dozen queries are noise.
            if found > score + 0.002 {
                (best, score) = (tried, found);
            }
        }
    }
    Ok(best)
}

fn folds(engine: &Engine<'_>, queries: &[Query], base: &SearchRequest) -> Result<()> {
    const FOLDS: usize = 5;
    let mut held_out = Vec::new();
    for fold in 0..FOLDS {
        let (test, train): (Vec<_>, Vec<_>) = queries.iter().enumerate().partition(|(place, _)| place % FOLDS == fold);
        let train: Vec<&Query> = train.into_iter().map(|(_, query)| query).collect();
        let test: Vec<&Query> = test.into_iter().map(|(_, query)| query).collect();
        let fitted = fit(engine, &train, base)?;
        let measures = all(engine, &test, &fitted)?;
        line(&format!("fold {} held out", fold + 1), test.len(), mean(&measures));
        held_out.extend(measures);
    }
    line("all held out", held_out.len(), mean(&held_out));
    let everything: Vec<&Query> = queries.iter().collect();
    let mut fitted = fit(engine, &everything, base)?;
    let mut given = base.clone();
    for (name, knob) in KNOBS {
        println!("{name:<12} {:.2} -> {:.2}", knob(&mut given.weights), knob(&mut fitted.weights));
    }
    Ok(())
}
