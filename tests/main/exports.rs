//! The formats that other programs read, each read by an independent reader of it.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::program::SHIPPED;

/// A query whose hits have sections, quotation marks and a copy elsewhere.
const QUERY: &str = "drug law enforcement";
/// Hits of it that are exported.
const LIMIT: usize = 20;

fn exported(format: &str) -> String {
    let ran = SHIPPED.run(&["search", QUERY, "--limit", &LIMIT.to_string(), "--format", format]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    ran.out
}

/// Citation and text of each hit, as JSON has them.
fn hits() -> Vec<(String, String)> {
    let answer: serde_json::Value = serde_json::from_str(&exported("json")).unwrap();
    let string = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    answer["hits"].as_array().unwrap().iter().map(|hit| (string(&hit["citation"]), string(&hit["text"]))).collect()
}

/// The rows of a CSV file by RFC 4180: cells between commas, quoted where they hold commas, quotes or line ends.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (quoted, c) {
            (true, '"') if chars.peek() == Some(&'"') => cell.extend(chars.next()),
            (_, '"') => quoted = !quoted,
            (false, ',') => row.push(std::mem::take(&mut cell)),
            (false, '\r') => {}
            (false, '\n') => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (_, c) => cell.push(c),
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty(), "the last row does not end");
    rows
}

#[test]
fn csv_is_read_back_row_by_row() {
    let mut rows = rows(&exported("csv"));
    let columns = rows.remove(0);
    let place = |name: &str| columns.iter().position(|column| column == name).unwrap();
    assert!(rows.iter().all(|row| row.len() == columns.len()));
    let read: Vec<(String, String)> =
        rows.iter().map(|row| (row[place("citation")].clone(), row[place("text")].clone())).collect();
    assert_eq!(read, hits());
}

#[test]
fn json_lines_are_the_hits_of_json() {
    let read: Vec<String> = exported("jsonl")
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["citation"].as_str().unwrap().to_owned())
        .collect();
    let hits: Vec<String> = hits().into_iter().map(|(citation, _)| citation).collect();
    assert_eq!(read, hits);
}

#[test]
fn csl_json_keeps_to_the_names_and_types_of_its_schema() {
    let items: Vec<serde_json::Value> = serde_json::from_str(&exported("csl-json")).unwrap();
    assert_eq!(items.len(), LIMIT);
    let strings = ["id", "type", "title", "publisher", "number", "page", "URL", "language", "note"];
    for item in items {
        for (name, value) in item.as_object().unwrap() {
            match name.as_str() {
                "author" => assert!(value[0]["literal"].is_string(), "{value}"),
                "issued" => assert!(value["date-parts"][0].as_array().unwrap().iter().all(|part| part.is_i64())),
                name => assert!(strings.contains(&name) && value.is_string(), "{name}: {value}"),
            }
        }
    }
}

#[test]
fn markdown_has_a_link_and_a_quotation_for_each_hit() {
    let text = exported("markdown");
    let count = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!(count("   > "), LIMIT);
    assert_eq!(text.lines().filter(|line| line.contains("](https://docs.un.org/en/E/CN.7/2003/7)")).count(), LIMIT);
}

/// The independent readers are programs in Python (rispy, citeproc-py, bibtexparser, csv); they are used where they are
/// installed, lest the project carry a reader of each format for this test alone.
#[test]
fn independent_readers_accept_what_is_printed_for_them() {
    let python = std::env::var("CND_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let installed = Command::new(&python).args(["-c", "import rispy, citeproc, bibtexparser"]).output();
    if !installed.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: {python} has not all of rispy, citeproc-py and bibtexparser (pip install; CND_PYTHON)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (format, name) in [("ris", "ris"), ("csl-json", "json"), ("bibtex", "bib"), ("csv", "csv"), ("jsonl", "jsonl")]
    {
        fs::write(folder.path().join(format!("found.{name}")), exported(format)).unwrap();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers.py");
    let read = Command::new(&python).arg(script).arg(folder.path()).output().unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
}
