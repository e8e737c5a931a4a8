//! Tags: who said it, about where, on what, when, to whom, citing what.

use cnd::tag::{Kind, TaggedReport, Tags, Vocabulary};

use crate::support::shared;

fn vocabulary() -> Vocabulary {
    Vocabulary::load(None).expect("the compiled-in vocabulary is right")
}

#[test]
fn a_body_is_found_by_its_acronym_its_name_and_its_old_names() {
    let vocabulary = vocabulary();
    let found = |name: &str| vocabulary.body(name).map(|body| body.acronym.clone());
    for name in [
        "HONEURO",
        "honlea europe",
        "HONLEA, Europe",
        "Meeting of Heads of National Drug Law Enforcement Agencies, Europe",
    ] {
        assert_eq!(found(name).as_deref(), Some("HONEURO"), "{name}");
    }
    assert_eq!(found("UNDCP").as_deref(), Some("UNODC"));
    assert_eq!(found("Comision de Estupefacientes").as_deref(), Some("CND"));
    assert_eq!(vocabulary.body_path("HONLAF"), "/UN/ECOSOC/CND/HONLAF");
}

#[test]
fn a_filter_by_a_region_finds_its_subregions() {
    let vocabulary = vocabulary();
    let within = vocabulary.regions_within("Africa");
    assert!(within.contains(&"Africa") && within.contains(&"West and Central Africa"), "{within:?}");
    assert!(!within.contains(&"Europe"));
}

#[test]
fn an_unknown_name_gets_the_nearest_ones() {
    let vocabulary = vocabulary();
    assert_eq!(vocabulary.nearest_regions("afrika").first(), Some(&"Africa"));
    assert!(vocabulary.nearest_topics("precursor").contains(&"precursors"));
    assert!(vocabulary.region("afrika").is_none());
}

/// Reads and tags a report.
fn tagged(path: &std::path::Path) -> TaggedReport {
    let bytes = std::fs::read(path).expect("the report can be read");
    let document = cnd::extract::extract(path, &bytes).expect("the report has text");
    cnd::tag::tag(cnd::structure::read(&document.value).value, &vocabulary())
}

fn shipped_report() -> TaggedReport {
    tagged(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/E_CN.7_2003_7.txt"))
}

fn passage<'a>(report: &'a TaggedReport, citation: &str) -> &'a Tags {
    let found = report.passages.iter().find(|passage| passage.passage.citation.to_string() == citation);
    &found.unwrap_or_else(|| panic!("no {citation}")).tags
}

#[test]
fn a_report_on_four_meetings_gives_each_passage_its_own_body_region_and_meeting() {
    let report = shipped_report();
    assert_eq!(report.body.as_deref(), Some("CND"));
    let rows = [
        ("para. 4", "CND", None, None),
        (
            "para. 5, draft resolution, preambular para. 3",
            "HONLAF",
            Some("Africa"),
            Some("Nairobi 2002-09-09 2002-09-13 UNDCP/HONLAF/2002/5"),
        ),
        ("para. 9", "HONLAF", Some("Africa"), Some("Nairobi 2002-09-09 2002-09-13 UNDCP/HONLAF/2002/5")),
        ("para. 12", "SUBCOM", Some("Near and Middle East"), Some("Tehran 2002-10-14 2002-10-18 UNDCP/SUBCOM/2002/5")),
        (
            "para. 15",
            "HONLAC",
            Some("Latin America and the Caribbean"),
            Some("Lima 2002-10-15 2002-10-18 UNDCP/HONLAC/2002/5"),
        ),
        ("para. 21", "HONLAP", Some("Asia and the Pacific"), Some("Bangkok 2002-11-11 2002-11-15 UNDCP/HONLAP/2002/5")),
    ];
    for (place, body, region, meeting) in rows {
        let tags = passage(&report, &format!("E/CN.7/2003/7, {place}"));
        assert_eq!((tags.body.as_deref(), tags.region.as_deref()), (Some(body), region), "{place}");
        let told = tags.meeting.as_ref().map(|meeting| {
            let day = |date: Option<cnd::tag::Date>| date.map(|date| date.to_string()).unwrap_or_default();
            let (place, report) = (meeting.place.as_deref().unwrap_or("-"), meeting.report.as_deref().unwrap_or("-"));
            format!("{place} {} {} {report}", day(meeting.start), day(meeting.end))
        });
        assert_eq!(told.as_deref(), meeting, "{place}");
    }
}

#[test]
fn a_recommendation_is_told_by_its_verb_and_whom_it_asks() {
    let report = shipped_report();
    let tags = passage(&report, "E/CN.7/2003/7, para. 17");
    assert_eq!(tags.kind, Kind::Recommendation);
    assert!(
        ["UNODC", "INCB", "CICAD", "Governments"].iter().all(|name| tags.addressees.iter().any(|a| a == name)),
        "{:?}",
        tags.addressees
    );
    assert_eq!(passage(&report, "E/CN.7/2003/7, para. 2").kind, Kind::Paragraph);
}

#[test]
fn its_resolution_is_that_of_the_organ_that_speaks() {
    let report = shipped_report();
    let cited = |place: &str| passage(&report, &format!("E/CN.7/2003/7, {place}")).references.clone();
    assert_eq!(
        cited("para. 5, draft resolution, preambular para. 1"),
        ["GA resolution 53/115", "GA resolution 54/132", "GA resolution 55/65", "GA resolution 56/124"]
    );
    assert_eq!(cited("para. 5, draft resolution, preambular para. 2"), ["ECOSOC resolution 1985/11"]);
    assert_eq!(cited("para. 5, draft resolution, preambular para. 6"), ["CND resolution 45/2"]);
    assert_eq!(cited("para. 10"), ["CND resolution 45/15"]);
    assert_eq!(cited("para. 13"), ["article 7 of the 1988 Convention", "article 8 of the 1988 Convention"]);
}

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

/// The F1 that each tag must reach on the labelled passages.
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
    let vocabulary = vocabulary();
    let mut scores: Vec<Score> = FLOORS.iter().map(|_| Score::default()).collect();
    let mut open: Option<(String, TaggedReport)> = None;
    let (mut labelled, mut absent) = (0, 0);
    for line in include_str!("tagging/labels.tsv").lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [file, citation, body, countries, regions, topics, addressees, references] = cells[..] else {
            panic!("eight cells: {line}")
        };
        if open.as_ref().is_none_or(|(name, _)| name != file) {
            let Some(path) = shared(&format!("reports/{file}")) else { return };
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
    eprintln!(
        "{labelled} passages labelled, {absent} not found\n{:<12}{:>10}{:>10}{:>10}",
        "tag", "precision", "recall", "F1"
    );
    for ((name, _), score) in FLOORS.iter().zip(&scores) {
        eprintln!("{name:<12}{:>10.3}{:>10.3}{:>10.3}", score.precision(), score.recall(), score.f1());
    }
    for ((name, floor), score) in FLOORS.iter().zip(&scores) {
        assert!(score.f1() >= *floor, "{name}: F1 {:.3} is under {floor}", score.f1());
    }
}
