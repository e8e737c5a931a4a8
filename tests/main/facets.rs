//! Facets: the counts beside the hits are those of a full scan.

use std::collections::BTreeMap;

use cnd::index::Column;
use cnd::query::{FACETS, Filters, SearchRequest, SearchResults};
use cnd::tag::{Date, Kind, TaggedPassage};
use proptest::prelude::*;

use crate::specimen::{Specimen, file, paragraph};

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
    passage.tags.region = (!n.is_multiple_of(5)).then(|| REGIONS[n % 2].to_owned());
    passage.tags.topics = TOPICS[..n % 4].iter().map(|topic| (*topic).to_owned()).collect();
    passage.tags.kind = Kind::ALL[n % 4];
    passage.tags.date = Date::new(year, 1 + (n % 12) as u8, 1);
    passage
}

fn values(column: Column, passage: &TaggedPassage) -> Vec<String> {
    let tags = &passage.tags;
    match column {
        Column::Body => tags.body.iter().cloned().collect(),
        Column::Region => tags.region.iter().cloned().collect(),
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
