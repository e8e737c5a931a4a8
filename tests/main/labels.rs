//! Labels: the tags of real reports beside those of readers.

use cnd::tag::TaggedReport;

use crate::support::shared;
use crate::tagging::{shipped_report, tagged, vocabulary};

/// Right, given, and wanted values of one tag over all labelled passages.
#[derive(Default)]
struct Score {
    right: usize,
    given: usize,
    wanted: usize,
}

impl Score {
    fn add(&mut self, given: &[String], wanted: &[String]) {
        self.right += given.iter().filter(|value| wanted.contains(value)).count();
        self.given += given.len();
        self.wanted += wanted.len();
    }

    fn precision(&self) -> f64 {
        self.right as f64 / self.given.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / self.wanted.max(1) as f64
    }

    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.given + self.wanted).max(1) as f64
    }
}

/// The F1 that each tag must reach on labelled passages.
const FLOORS: [(&str, f64); 6] = [
    ("body", 1.0),
    ("regions", 0.95),
    ("countries", 0.95),
    ("topics", 0.85),
    ("addressees", 0.9),
    ("references", 0.97),
];

#[test]
fn tags_agree_with_passages_labelled_by_hand() {
    agree("labels.tsv", include_str!("tagging/labels.tsv"));
}

#[test]
fn tags_agree_with_passages_labelled_by_another_reader() {
    agree("independent.tsv", include_str!("tagging/independent.tsv"));
}

/// Compares the tags of the shared reports with a table of labels, prints precision, recall and F1 of each tag, and holds
/// them to their floors.
fn agree(name: &str, labels: &str) {
    let vocabulary = vocabulary();
    let mut scores: Vec<Score> = FLOORS.iter().map(|_| Score::default()).collect();
    let mut open: Option<(String, TaggedReport)> = None;
    let (mut labelled, mut absent) = (0, 0);
    for line in labels.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [file, citation, body, countries, regions, topics, addressees, references] = cells[..] else {
            panic!("eight cells: {line}")
        };
        if open.as_ref().is_none_or(|(name, _)| name != file) {
            let folder = if file.ends_with(".txt") { "corpus" } else { "reports" };
            let Some(path) = shared(&format!("{folder}/{file}")) else { return };
            open = Some((file.to_owned(), tagged(&path)));
        }
        let (_, report) = open.as_ref().expect("opened above");
        labelled += 1;
        let Some(found) = report.passages.iter().find(|passage| passage.passage.citation.to_string() == citation)
        else {
            absent += 1;
            continue;
        };
        let list = |cell: &str| -> Vec<String> {
            cell.split('|').filter(|item| !item.is_empty()).map(str::to_owned).collect()
        };
        let mut regions = list(regions);
        for country in list(countries) {
            let id = &vocabulary.country(&country).unwrap_or_else(|| panic!("{country} is no State")).region;
            let label = &vocabulary.region(id).expect("the region exists").label;
            if !regions.contains(label) {
                regions.push(label.clone());
            }
        }
        let tags = &found.tags;
        let given = [
            &tags.body.clone().into_iter().collect(),
            &tags.regions,
            &tags.countries,
            &tags.topics,
            &tags.addressees,
            &tags.references,
        ];
        let wanted =
            [vec![body.to_owned()], regions, list(countries), list(topics), list(addressees), list(references)];
        for (((score, given), wanted), (name, _)) in scores.iter_mut().zip(given).zip(&wanted).zip(FLOORS) {
            score.add(given, wanted);
            let (more, less): (Vec<_>, Vec<_>) = (
                given.iter().filter(|v| !wanted.contains(v)).collect(),
                wanted.iter().filter(|v| !given.contains(v)).collect(),
            );
            if !more.is_empty() || !less.is_empty() {
                eprintln!("{citation}: {name}: more {more:?}, less {less:?}");
            }
        }
    }
    let mut table = format!("{name}: {labelled} passages labelled, {absent} not found\n");
    table += &format!("{:<12}{:>10}{:>10}{:>10}\n", "tag", "precision", "recall", "F1");
    for ((name, _), score) in FLOORS.iter().zip(&scores) {
        table += &format!("{name:<12}{:>10.3}{:>10.3}{:>10.3}\n", score.precision(), score.recall(), score.f1());
    }
    println!("{table}");
    assert!(absent * 20 <= labelled, "{name}: of {labelled} labelled passages {absent} are not found");
    for ((tag, floor), score) in FLOORS.iter().zip(&scores) {
        assert!(score.f1() >= *floor, "{name}: {tag}: F1 {:.3} is under {floor}\n{table}", score.f1());
    }
}

#[test]
fn the_shipped_report_has_the_body_region_meeting_kind_and_topics_of_its_gold() {
    let Some(path) = shared("gold/E_CN.7_2003_7.json") else { return };
    let gold: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let report = shipped_report();
    let passages = gold["passages"].as_array().unwrap();
    assert_eq!(report.passages.len(), passages.len());
    for want in passages {
        let citation = want["citation"].as_str().unwrap();
        let got = report.passages.iter().find(|got| got.passage.citation.to_string() == citation);
        let tags = &got.unwrap_or_else(|| panic!("{citation} is missing")).tags;
        assert_eq!(tags.body.as_deref(), want["body"].as_str(), "body of {citation}");
        assert_eq!(tags.region.as_deref(), want["region"].as_str(), "region of {citation}");
        assert_eq!(serde_json::to_value(tags.kind).unwrap(), want["kind"], "kind of {citation}");
        let meeting = serde_json::to_value(&tags.meeting).unwrap();
        for field in ["name", "place", "start", "end", "report"] {
            assert_eq!(meeting[field], want["meeting"][field], "{field} of the meeting of {citation}");
        }
        let named = |list: &str| -> Vec<String> {
            want[list].as_array().into_iter().flatten().filter_map(|topic| topic.as_str().map(str::to_owned)).collect()
        };
        let (required, allowed) = (named("topics_required"), named("topics_allowed"));
        if !required.is_empty() {
            assert!(required.iter().all(|topic| tags.topics.contains(topic)), "{citation}: {:?}", tags.topics);
            let known = |topic: &String| required.contains(topic) || allowed.contains(topic);
            assert!(tags.topics.iter().all(known), "{citation}: {:?}", tags.topics);
        }
    }
}
