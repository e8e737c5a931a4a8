//! Facets: the counts beside the hits are those of a full scan.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};

use cnd::index::Column;
use cnd::query::{FACETS, Filters, SearchRequest, SearchResults};
use cnd::tag::{Date, Kind, TaggedPassage};
use proptest::prelude::*;
use serde_json::Value;

use crate::specimen::{Specimen, file, paragraph};
use crate::support::shared;

const BODIES: [&str; 3] = ["HONLAF", "HONLAC", "CND"];
const REGIONS: [&str; 2] = ["Africa", "Europe"];
const TOPICS: [&str; 3] = ["precursors", "borders-customs", "prevention"];
const WORDS: [&str; 4] = ["border", "precursor", "border precursor", "seizure"];

/// Passages with every combination of tags in turn.
fn specimen() -> Specimen {
    let reports = (0..4).map(|report| {
        let symbol = format!("E/CN.7/{}/7", 2000 + report);
        let passages = (0..45).map(|n| tagged(&symbol, 2000 + report, n)).collect();
        (file(&symbol), passages)
    });
    Specimen::of_reports(reports.collect())
}

fn tagged(symbol: &str, year: i32, n: usize) -> TaggedPassage {
    let mut passage = paragraph(symbol, n + 1, &format!("{} number {n}", WORDS[n % 4]));
    passage.tags.body = Some(BODIES[n % 3].to_owned());
    passage.tags.regions = REGIONS[..n % 3].iter().map(|region| (*region).to_owned()).collect();
    passage.tags.topics = TOPICS[..n % 4].iter().map(|topic| (*topic).to_owned()).collect();
    passage.tags.kind = Kind::ALL[n % 4];
    passage.tags.date = Date::new(year, 1 + (n % 12) as u8, 1);
    passage
}

fn values(column: Column, passage: &TaggedPassage) -> Vec<String> {
    let tags = &passage.tags;
    match column {
        Column::Body => tags.body.iter().cloned().collect(),
        Column::Region => tags.regions.clone(),
        Column::Topic => tags.topics.clone(),
        Column::Kind => vec![tags.kind.to_string()],
        _ => tags.date.iter().map(|date| date.year().to_string()).collect(),
    }
}

fn scanned(column: Column, results: &SearchResults) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for value in results.hits.iter().flat_map(|hit| values(column, &hit.record.passage)) {
        *counts.entry(value).or_default() += 1;
    }
    counts
}

fn counted(column: Column, results: &SearchResults) -> BTreeMap<String, u64> {
    let facet = results.facets.iter().find(|facet| facet.column == column).unwrap();
    facet.values.iter().map(|value| (value.value.clone(), value.count)).collect()
}

fn filters(chosen: &BTreeMap<Column, Vec<&str>>) -> Filters {
    let vocabulary = cnd::tag::Vocabulary::load(None).unwrap();
    let mut filters = Filters::default();
    for (column, values) in chosen {
        for value in values {
            filters.accept(&vocabulary, *column, value).unwrap();
        }
    }
    filters
}

fn all(specimen: &Specimen, query: &str, filters: Filters) -> SearchResults {
    specimen.answer(&SearchRequest { query: query.to_owned(), filters, limit: 1000, ..SearchRequest::default() })
}

#[test]
fn counts_equal_a_full_scan_whatever_the_filters() {
    let specimen = specimen();
    let some = |values: &'static [&'static str]| prop::sample::subsequence(values, 0..values.len());
    let strategy = (
        prop::sample::select(vec!["border", "precursor", "seizure", ""]),
        some(&BODIES),
        some(&REGIONS),
        some(&TOPICS),
    );
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig { cases: 40, ..ProptestConfig::default() });
    runner
        .run(&strategy, |(query, bodies, regions, topics)| {
            let mut chosen = BTreeMap::new();
            for (column, values) in [(Column::Body, bodies), (Column::Region, regions), (Column::Topic, topics)] {
                if !values.is_empty() {
                    chosen.insert(column, values);
                }
            }
            let results = all(&specimen, query, filters(&chosen));
            prop_assert_eq!(results.total, results.hits.len() as u64);
            for column in FACETS {
                // A facet shows what its own filter leaves out.
                let mut others = chosen.clone();
                let own = others.remove(&column).is_some();
                let scan = if own { all(&specimen, query, filters(&others)) } else { results.clone() };
                prop_assert_eq!(counted(column, &results), scanned(column, &scan), "{:?}", column);
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn more_topics_than_fit_into_a_number_are_counted_all_the_same() {
    let symbol = "E/CN.7/2003/7";
    let report = |topics: std::ops::Range<usize>| {
        let about = |n: usize| {
            let mut passage = tagged(symbol, 2003, n);
            passage.tags.topics = vec![format!("topic-{n:02}"), format!("topic-{:02}", n + 1)];
            passage
        };
        topics.map(about).collect::<Vec<_>>()
    };
    let specimen = Specimen::of_reports(vec![(file(symbol), report(0..20))]);
    // What a later run adds has values of its own, the last of them one too many.
    for (later, topics) in [("E/CN.7/2004/7", 20..50), ("E/CN.7/2005/7", 50..80)] {
        let writer = specimen.index.writer().unwrap();
        writer.add(&file(later), report(topics)).unwrap();
        writer.commit().unwrap();
        let results = all(&specimen, "", Filters::default());
        for column in FACETS {
            assert_eq!(counted(column, &results), scanned(column, &results), "{column:?}");
        }
    }
    assert_eq!(counted(Column::Topic, &all(&specimen, "", Filters::default())).len(), 81);
}

#[test]
fn a_chosen_value_still_shows_its_alternatives() {
    let specimen = specimen();
    let results = all(&specimen, "", filters(&BTreeMap::from([(Column::Body, vec!["HONLAF"])])));
    assert_eq!(results.total, 60);
    let bodies: Vec<String> = counted(Column::Body, &results).into_keys().collect();
    assert_eq!(bodies, ["CND", "HONLAC", "HONLAF"]);
    assert!(results.hits.iter().all(|hit| hit.record.passage.tags.body.as_deref() == Some("HONLAF")));
}

#[test]
fn values_stand_by_count_and_years_newest_first() {
    let specimen = specimen();
    let results = all(&specimen, "", Filters::default());
    let names = |column| {
        let facet = results.facets.iter().find(|facet| facet.column == column).unwrap();
        facet.values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(names(Column::Topic), ["precursors", "borders-customs", "prevention"]);
    assert_eq!(names(Column::Year), ["2003", "2002", "2001", "2000"]);
}

#[test]
fn dates_bound_a_search_on_both_sides() {
    let specimen = specimen();
    let mut filters = Filters::default();
    filters.from("2001-06").unwrap();
    filters.to("2002").unwrap();
    let results = all(&specimen, "", filters);
    assert!(results.total > 0);
    let days: Vec<String> = results.hits.iter().map(|hit| hit.record.passage.tags.date.unwrap().to_string()).collect();
    assert!(days.iter().all(|day| ("2001-06-01".."2003").contains(&day.as_str())), "{days:?}");
    assert!(Filters::default().from("soon").unwrap_err().to_string().contains("--from"));
}

#[test]
fn an_unknown_value_names_the_nearest_ones() {
    let vocabulary = cnd::tag::Vocabulary::load(None).unwrap();
    let refused = Filters::default().accept(&vocabulary, Column::Region, "Afrika").unwrap_err().to_string();
    assert!(refused.contains("--region") && refused.contains("Africa"), "{refused}");
}

#[test]
fn a_hierarchy_counts_a_passage_once_for_each_place_that_it_is_at_or_below() {
    let specimen = specimen();
    let request = SearchRequest { hierarchy: true, limit: 0, ..SearchRequest::default() };
    let bodies = counted(Column::Body, &specimen.answer(&request));
    let expected = [
        ("/UN", 180),
        ("/UN/ECOSOC", 180),
        ("/UN/ECOSOC/CND", 180),
        ("/UN/ECOSOC/CND/HONLAC", 60),
        ("/UN/ECOSOC/CND/HONLAF", 60),
    ];
    assert_eq!(bodies, expected.map(|(place, count)| (place.to_owned(), count)).into());
    let topics = counted(Column::Topic, &specimen.answer(&request));
    // Of precursors and borders, both in supply reduction, a passage has one, both or none.
    assert_eq!(topics["/supply reduction"], topics["/supply reduction/precursors"]);
    assert!(topics["/supply reduction/borders-customs"] < topics["/supply reduction"]);
}

#[test]
fn days_and_months_still_show_what_a_range_of_dates_leaves_out() {
    let specimen = specimen();
    let mut filters = Filters::default();
    filters.from("2002").unwrap();
    let request =
        SearchRequest { filters, facets: vec![Column::Year, Column::Month], limit: 0, ..SearchRequest::default() };
    let results = specimen.answer(&request);
    assert_eq!(counted(Column::Year, &results).len(), 4);
    assert!(counted(Column::Month, &results).contains_key("2000-01"));
}

#[test]
fn dates_in_the_wrong_order_are_refused() {
    let mut filters = Filters::default();
    filters.from("2005").unwrap();
    let refused = filters.to("2002").unwrap_err().to_string();
    assert!(refused.contains("--from") && refused.contains("--to"), "{refused}");
}

/// A report of a subsidiary body in plain text, with what its first session in Africa said.
const MEETING: &str = "United Nations UNODC/HONLAF/30/3\n\nDistr.: General 4 October 2022\n\nOriginal: English\n\n\
    Thirtieth Meeting of Heads of National Drug Law Enforcement Agencies, Africa\n\nReport of the Thirtieth Meeting of \
    Heads of National Drug Law Enforcement Agencies, Africa, held in Nairobi from 26 to 30 September 2022\n\n\
    I. Recommendations\n\n1. Governments of Kenya and Nigeria should train customs officers in finding cocaine in \
    containers, as the Commission on Narcotic Drugs asked in its resolution 64/2.\n\n2. UNODC was encouraged to help \
    Peru and Ghana against the diversion of acetic anhydride (article 12 of the 1988 Convention).\n\n\
    3. The Meeting took note of document E/CN.7/2022/4.\n";

/// Runs the program in a folder and reads the one object that it prints; `None` where it found nothing.
fn program(folder: &Path, arguments: &[&str]) -> Option<Value> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cnd"));
    for variable in ["CND_CORPUS", "CND_INDEX", "CND_VOCABULARY"] {
        command.env_remove(variable);
    }
    let ran = command.current_dir(folder).stdin(Stdio::null()).args(arguments).output().unwrap();
    let code = ran.status.code().unwrap();
    assert!(code == 0 || code == 1, "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    serde_json::from_slice(&ran.stdout).ok()
}

/// The values of a passage as `cnd inspect --json` prints it, for the facet of this name.
fn inspected(facet: &str, passage: &Value) -> Vec<String> {
    let date = passage["date"].as_str();
    let found = match facet {
        "region" => &passage["regions"],
        "country" => &passage["countries"],
        "topic" => &passage["topics"],
        "substance" => &passage["substances"],
        "addressee" => &passage["addressees"],
        "cites" => &passage["references"],
        "meeting" => &passage["meeting"]["name"],
        "year" => return date.map(|day| day[..4].to_owned()).into_iter().collect(),
        "month" => return date.map(|day| day[..7].to_owned()).into_iter().collect(),
        "day" => return date.map(str::to_owned).into_iter().collect(),
        other => &passage[other],
    };
    match found {
        Value::Array(values) => values.iter().map(|value| value.as_str().unwrap().to_owned()).collect(),
        value => value.as_str().map(str::to_owned).into_iter().collect(),
    }
}

/// The facets that a scan of `cnd inspect` can count.
const SCANNED: [&str; 15] = [
    "body",
    "region",
    "country",
    "topic",
    "substance",
    "kind",
    "addressee",
    "action",
    "cites",
    "session",
    "meeting",
    "year",
    "month",
    "day",
    "language",
];

#[test]
fn facets_of_the_program_equal_a_count_over_what_inspect_prints_under_random_filters() {
    let place = tempfile::tempdir().unwrap();
    let corpus = place.path().join("corpus");
    std::fs::create_dir(&corpus).unwrap();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/E_CN.7_2003_7.txt");
    std::fs::copy(shipped, corpus.join("a.txt")).unwrap();
    std::fs::write(corpus.join("b.txt"), MEETING).unwrap();
    for (name, report) in [("c.pdf", "reports/S_2025_460.en.pdf"), ("d.pdf", "reports/S_RES_2768 (2025).en.pdf")] {
        if let Some(path) = shared(report) {
            std::fs::copy(path, corpus.join(name)).unwrap();
        }
    }
    let mut files: Vec<_> = std::fs::read_dir(&corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut passages: Vec<Value> = Vec::new();
    for file in &files {
        let report = program(place.path(), &["inspect", file.to_str().unwrap(), "--json"]).unwrap();
        for list in ["passages", "unplaced"] {
            passages.extend(report[list].as_array().unwrap().iter().cloned());
        }
    }
    program(place.path(), &["index", "--quiet"]);

    // What filters can be drawn from: every value that occurs, so that some combinations are empty and many are not.
    let filters = ["body", "region", "country", "topic", "substance", "kind", "addressee", "action", "cites"];
    let of =
        |facet: &str| -> BTreeSet<String> { passages.iter().flat_map(|passage| inspected(facet, passage)).collect() };
    let pairs: Vec<(&str, String)> =
        filters.into_iter().flat_map(|facet| of(facet).into_iter().map(move |value| (facet, value))).collect();
    let vocabulary = cnd::tag::Vocabulary::load(None).unwrap();
    let accepts = |(facet, value): &(&str, String), passage: &Value| {
        let within: Vec<&str> = match *facet {
            "body" => vocabulary.bodies_within(value),
            "region" => vocabulary.regions_within(value),
            _ => vec![value.as_str()],
        };
        inspected(facet, passage).iter().any(|held| within.contains(&held.as_str()))
    };
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig { cases: 24, ..ProptestConfig::default() });
    runner
        .run(&prop::collection::vec(prop::sample::select(pairs), 0..4), |chosen| {
            let mut arguments = vec!["facets".to_owned(), "--json".to_owned()];
            for (facet, value) in &chosen {
                arguments.extend([format!("--{facet}"), value.clone()]);
            }
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let answer = program(place.path(), &arguments).unwrap();
            // Values of one facet are alternatives; a facet leaves its own filter out of account.
            let passes = |passage: &Value, except: &str| {
                chosen.iter().all(|(facet, _)| {
                    *facet == except
                        || chosen.iter().filter(|(same, _)| same == facet).any(|filter| accepts(filter, passage))
                })
            };
            let total = passages.iter().filter(|passage| passes(passage, "")).count();
            prop_assert_eq!(answer["total"].as_u64().unwrap(), total as u64);
            for facet in SCANNED {
                let mut scan: BTreeMap<String, u64> = BTreeMap::new();
                for passage in passages.iter().filter(|passage| passes(passage, facet)) {
                    inspected(facet, passage).into_iter().for_each(|value| *scan.entry(value).or_default() += 1);
                }
                let counts = answer["facets"][facet].as_array().unwrap();
                let counts: BTreeMap<String, u64> = counts
                    .iter()
                    .map(|entry| (entry["value"].as_str().unwrap().to_owned(), entry["count"].as_u64().unwrap()))
                    .collect();
                prop_assert_eq!(counts, scan, "{} under {:?}", facet, chosen);
            }
            Ok(())
        })
        .unwrap();
}
