//! Reports read by hand: which citations a report has, where each passage begins and ends, the printed page and the
//! innermost heading. The expectations stand in `tests/gold`, one table per report, each saying how it was checked.
//!
//! Only letters and digits are compared, so that spacing is not judged here. Rows that begin with `?` may come out or
//! not; `|` separates forms of a citation or heading that are equally right; `-` means that nothing is expected.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use cnd::extract;
use cnd::structure::{self, Passage, Report};
use unicode_normalization::UnicodeNormalization;

use crate::support::shared;

/// What must hold for each table: the fewest exact passages, the most citations that may come out beside those
/// expected, and the fewest passages with the right innermost heading.
const FLOORS: [(&str, usize, usize, usize); 28] = [
    ("A_47_466", 35, 0, 32),
    ("A_50_610", 122, 0, 120),
    ("A_52_613", 228, 0, 228),
    ("A_56_385", 14, 0, 14),
    ("A_79_7_Add.13", 67, 0, 67),
    ("A_79_834", 0, 0, 0),
    ("A_80_141", 3, 0, 3),
    ("A_80_15_Part_I", 45, 0, 45),
    ("A_AC.109_2025_L.13", 102, 0, 102),
    ("A_AC.182_2025_L.1", 15, 0, 15),
    ("E_2025_24", 239, 0, 239),
    ("E_2025_25", 37, 0, 37),
    ("E_2025_34_Part_II", 170, 0, 170),
    ("E_2025_9_Add.11", 2, 0, 0),
    ("E_2025_L.10", 51, 0, 0),
    ("E_2025_L.13", 4, 0, 0),
    ("E_AC.51_2025_L.4_Add.10", 10, 0, 10),
    ("E_CN.3_2025_7", 42, 0, 42),
    ("E_CN.4_109", 2, 0, 0),
    ("E_CN.4_149", 3, 0, 3),
    ("E_HLPF_2025_3_Add.2", 35, 0, 35),
    ("E_ICEF_672", 50, 0, 49),
    ("ICCD_COP_8_CST_8", 124, 0, 124),
    ("JIU_REP_2025_2", 128, 0, 128),
    ("S_2025_335", 8, 0, 0),
    ("S_2025_490", 54, 0, 54),
    ("S_RES_2768_2025", 11, 0, 0),
    ("TD_B_43_6", 87, 0, 87),
];

/// Exact passages of all tables together, in per mille.
const FLOOR_OF_ALL: usize = 990;

/// One table of `tests/gold`.
struct Gold {
    file: String,
    symbols: Vec<String>,
    passages: Vec<Expected>,
}

/// One row: a passage as it stands on the page.
struct Expected {
    citations: Vec<String>,
    optional: bool,
    kind: String,
    page: Option<String>,
    headings: Vec<String>,
    begins: String,
    ends: Vec<String>,
}

/// How much of a table came out, in passages.
#[derive(Default)]
struct Score {
    expected: usize,
    found: usize,
    exact: usize,
    spurious: usize,
    section: usize,
    sections: usize,
    page: usize,
    pages: usize,
    symbols: bool,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold")
}

/// Splits a cell at ` | `; `-` and the empty cell give nothing.
fn forms(cell: &str) -> Vec<String> {
    if cell == "-" {
        Vec::new()
    } else {
        cell.split(" | ").filter(|form| !form.is_empty()).map(str::to_owned).collect()
    }
}

fn read_gold(name: &str) -> Gold {
    let text = fs::read_to_string(folder().join(format!("{name}.tsv"))).expect("a table for each floor");
    let stated = |key: &str| {
        let prefix = format!("# {key}: ");
        text.lines().find_map(|line| line.strip_prefix(&prefix)).map(str::to_owned).unwrap_or_default()
    };
    Gold {
        file: stated("file"),
        symbols: stated("symbols").split("; ").map(str::to_owned).collect(),
        passages: text.lines().filter(|line| !line.starts_with('#')).map(read_row).collect(),
    }
}

fn read_row(line: &str) -> Expected {
    let cells: Vec<&str> = line.split('\t').collect();
    assert!((6..=7).contains(&cells.len()), "six or seven cells: {line}");
    Expected {
        citations: forms(cells[0].trim_start_matches('?')),
        optional: cells[0].starts_with('?'),
        kind: cells[1].to_owned(),
        page: forms(cells[2]).pop(),
        headings: forms(cells[3]),
        begins: cells[4].to_owned(),
        ends: cells[5..].iter().map(|&end| end.to_owned()).collect(),
    }
}

/// Letters and digits in one form, in lower case.
fn key(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A citation without regard to case, white space and the length of dashes.
fn citation_key(citation: &str) -> String {
    citation.replace('\u{2013}', "-").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn is_exact(want: &Expected, got: &Passage) -> bool {
    let text = key(&got.text);
    text.starts_with(&key(&want.begins)) && want.ends.iter().any(|end| text.ends_with(&key(end)))
}

/// Compares a report with its table; says on stderr what differs.
fn score(name: &str, gold: &Gold, report: &Report) -> Score {
    let mut score = Score::default();
    let mut came_out: BTreeMap<String, &Passage> = BTreeMap::new();
    for passage in &report.passages {
        let citation = passage.citation.to_string();
        if came_out.insert(citation_key(&citation), passage).is_some() {
            eprintln!("{name}: twice: {citation}");
            score.spurious += 1;
        }
    }
    let symbols: HashSet<&str> = report.front.symbols.iter().map(|symbol| symbol.as_str()).collect();
    score.symbols = symbols == gold.symbols.iter().map(String::as_str).collect();
    for want in &gold.passages {
        let got = want.citations.iter().find_map(|citation| came_out.remove(&citation_key(citation)));
        if want.optional {
            continue;
        }
        score.expected += 1;
        let Some(got) = got else {
            eprintln!("{name}: missing: {}", want.citations[0]);
            continue;
        };
        score.found += 1;
        if !is_exact(want, got) {
            let ends = want.ends.join(" ~ ");
            eprintln!("{name}: inexact: {} | {} … {ends} | {}", want.citations[0], want.begins, got.text);
            continue;
        }
        score.exact += 1;
        compare_place(name, want, got, &mut score);
    }
    for passage in came_out.values() {
        eprintln!("{name}: spurious: {} | {}", passage.citation, passage.text);
    }
    score.spurious += came_out.len();
    score
}

/// Compares the innermost heading and the printed page of an exact passage.
fn compare_place(name: &str, want: &Expected, got: &Passage, score: &mut Score) {
    if !want.headings.is_empty() {
        score.sections += 1;
        let heading = got.section.last().map(|heading| key(heading)).unwrap_or_default();
        if want.headings.iter().any(|form| key(form) == heading) {
            score.section += 1;
        } else {
            eprintln!("{name}: section: {} | {} | {:?}", want.citations[0], want.headings[0], got.section.last());
        }
    }
    if let Some(page) = &want.page {
        score.pages += 1;
        let number = |label: &str| label.split('/').next().unwrap_or_default().to_owned();
        if got.span.page_label.as_deref().map(number) == Some(number(page)) {
            score.page += 1;
        } else {
            eprintln!("{name}: page: {} | {page} | {:?}", want.citations[0], got.span.page_label);
        }
    }
}

#[test]
fn each_table_of_expectations_is_complete_and_names_each_passage_once() {
    let kinds =
        ["paragraph", "subparagraph", "operative", "preambular", "decision", "recommendation", "summary", "annex"];
    for (name, ..) in FLOORS {
        let gold = read_gold(name);
        let mut seen = HashSet::new();
        assert!(!gold.file.is_empty(), "{name} names its file");
        for row in &gold.passages {
            let is_adopted = row.citations[0].contains(" decision ") || row.citations[0].contains(" resolution ");
            let is_own = row.citations[0].starts_with(&gold.symbols[0]) || is_adopted;
            assert!(is_own, "{name}: {} is of this document", row.citations[0]);
            assert!(row.citations.iter().all(|citation| seen.insert(citation)), "{name}: {} twice", row.citations[0]);
            assert!(kinds.contains(&row.kind.as_str()), "{name}: {} is no kind of passage", row.kind);
            assert!(!key(&row.begins).is_empty() && row.ends.iter().all(|end| !key(end).is_empty()), "{name}: words");
        }
    }
}

#[test]
fn reports_read_by_hand_come_out_with_the_same_citations_words_headings_and_pages() {
    let mut all = Score::default();
    let mut short = Vec::new();
    for (name, exact, spurious, section) in FLOORS {
        let gold = read_gold(name);
        let Some(path) = shared(&format!("reports/{}", gold.file)) else { return };
        let bytes = fs::read(&path).expect("the report can be read");
        let document = extract::extract(&path, &bytes).expect("the report has text");
        let score = score(name, &gold, &structure::read(&document.value).value);
        eprintln!(
            "{name:<26} found {:>3}/{:<3} exact {:>3} spurious {:>3} section {:>3}/{:<3} page {:>3}/{:<3} symbols {}",
            score.found,
            score.expected,
            score.exact,
            score.spurious,
            score.section,
            score.sections,
            score.page,
            score.pages,
            score.symbols,
        );
        if score.exact < exact || score.spurious > spurious || score.section < section {
            short.push(name);
        }
        assert!(score.symbols, "{name}: the symbols of the masthead");
        assert_eq!(score.page, score.pages, "{name}: the printed page of each exact passage");
        all.expected += score.expected;
        all.exact += score.exact;
    }
    assert!(
        short.is_empty(),
        "fewer exact passages or headings, or more spurious passages, than held before: {short:?}"
    );
    assert!(all.exact * 1000 >= FLOOR_OF_ALL * all.expected, "{} of {} exact", all.exact, all.expected);
}
