//! The program as its users meet it: commands, exit codes, what is printed where.

use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;

use serde_json::Value;

use crate::program::{Place, SHIPPED, program, report};

fn citations(answer: &Value) -> Vec<&str> {
    answer["hits"].as_array().unwrap().iter().map(|hit| hit["citation"].as_str().unwrap()).collect()
}

#[test]
fn the_first_search_builds_the_index_and_says_so_on_standard_error() {
    let place = Place::new();
    place.put("report.txt", report("E/CN.7/2004/3", "Governments should train customs officers."));
    let ran = place.run(&["search", "customs officers"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("no index in index yet; reading corpus"), "{}", ran.err);
    assert!(ran.out.contains(" 1. E/CN.7/2004/3, para. 2  CND · 2004-03-03 · recommendation\n"), "{}", ran.out);
    let again = place.run(&["search", "customs officers"]);
    assert_eq!((again.code, again.err.as_str()), (0, ""));
}

#[test]
fn a_hit_shows_its_citation_its_place_who_said_it_when_and_where_to_read_it() {
    let ran = SHIPPED.run(&["search", "precursor acetic anhydride", "--limit", "2"]);
    for part in [
        "E/CN.7/2003/7, para. 12",
        "E/CN.7/2003/7, para. 16",
        "    III. Recommendations of the… › … › 2. Strengthening land border controls\n",
        "2002-12-30",
        "https://docs.un.org/en/E/CN.7/2003/7",
        " passages in ",
    ] {
        assert!(ran.out.contains(part), "\"{part}\" is not in: {}", ran.out);
    }
    assert!(!ran.out.contains('\u{1b}'), "colours in a pipe");
}

#[test]
fn colours_are_printed_where_they_are_asked_for_only() {
    let arguments = ["search", "precursor", "--color", "always"];
    assert!(SHIPPED.run(&arguments).out.contains("\u{1b}[1m\u{1b}[31mprecursor\u{1b}[0m"));
    let output = program(SHIPPED.folder.path()).args(["search", "precursor"]).env("NO_COLOR", "1").output().unwrap();
    assert!(!output.stdout.contains(&0x1b));
}

#[test]
fn the_json_of_a_search_has_every_promised_field_and_highlights_that_stand_on_the_words() {
    let answer = SHIPPED.run(&["search", "acetic anhydride", "--json", "--limit", "3"]).json();
    for field in ["query", "total", "took_ms", "hits", "facets"] {
        assert!(!answer[field].is_null(), "{field}");
    }
    let hit = &answer["hits"][0];
    for field in [
        "rank",
        "score",
        "citation",
        "url",
        "symbol",
        "title",
        "section",
        "page",
        "text",
        "highlights",
        "kind",
        "body",
        "region",
        "topics",
        "date",
        "file",
    ] {
        assert!(hit.get(field).is_some(), "{field}");
    }
    let text: Vec<char> = hit["text"].as_str().unwrap().chars().collect();
    let range = |pair: &Value| pair[0].as_u64().unwrap() as usize..pair[1].as_u64().unwrap() as usize;
    let marked: Vec<String> =
        hit["highlights"].as_array().unwrap().iter().map(|pair| text[range(pair)].iter().collect()).collect();
    assert!(marked.iter().any(|words| words.to_lowercase().contains("acetic")), "{marked:?}");
}

#[test]
fn every_count_of_a_facet_is_that_of_a_scan_of_the_passages() {
    let counted = SHIPPED.run(&["facets", "--json"]).json();
    let read = SHIPPED.run(&["inspect", "corpus/E_CN.7_2003_7.txt", "--json"]).json();
    for (facet, field) in [("body", "body"), ("region", "regions"), ("kind", "kind"), ("topic", "topics")] {
        let mut scanned: BTreeMap<&str, u64> = BTreeMap::new();
        for passage in read["passages"].as_array().unwrap() {
            let values = passage[field].as_array().map_or(std::slice::from_ref(&passage[field]), Vec::as_slice);
            for value in values.iter().filter_map(Value::as_str) {
                *scanned.entry(value).or_default() += 1;
            }
        }
        let counts = counted["facets"][facet].as_array().unwrap();
        let counts: BTreeMap<&str, u64> =
            counts.iter().map(|entry| (entry["value"].as_str().unwrap(), entry["count"].as_u64().unwrap())).collect();
        assert_eq!(counts, scanned, "{facet}");
    }
}

#[test]
fn a_region_filter_lets_nothing_from_elsewhere_through() {
    let answer = SHIPPED.run(&["search", "strengthening land border controls", "--region", "africa", "--json"]).json();
    assert_eq!(citations(&answer)[0], "E/CN.7/2003/7, para. 9");
    for hit in answer["hits"].as_array().unwrap() {
        assert!(hit["regions"].as_array().unwrap().contains(&Value::from("Africa")), "{}", hit["citation"]);
    }
}

#[test]
fn similar_passages_are_those_of_other_documents_and_a_timeline_counts_them() {
    let place = Place::new();
    let asked = "Governments should strengthen the control of acetic anhydride at land borders.";
    place.put("a.txt", report("E/CN.7/2004/3", asked));
    place.put(
        "b.txt",
        report("E/CN.7/2006/5", "States strengthened the control of acetic anhydride.").replace("2004", "2006"),
    );
    place.put("c.txt", report("E/CN.7/2006/6", "The venue of the session has been changed.").replace("2004", "2006"));
    let similar = place.run(&["similar", "e/cn.7/2004/3,", "para. 2", "--json"]).json();
    assert_eq!(citations(&similar)[0], "E/CN.7/2006/5, para. 2");
    assert!(citations(&similar).iter().all(|citation| !citation.starts_with("E/CN.7/2004/3")), "its own document");
    assert!(!citations(&similar).contains(&"E/CN.7/2006/6, para. 2"));
    let missing = place.run(&["similar", "E/CN.7/2004/3, para. 9"]);
    assert_eq!((missing.code, missing.out.as_str()), (1, ""));
    assert!(missing.err.contains("no passage cited as"), "{}", missing.err);
    let timeline = place.run(&["timeline", "anhydride"]).out;
    assert!(timeline.contains("2004       1 █") && timeline.ends_with("2 passages\n"), "{timeline}");
    let counted = place.run(&["timeline", "anhydride", "--json"]).json();
    assert_eq!((&counted["years"][1]["year"], &counted["years"][1]["total"]), (&Value::from("2006"), &Value::from(1)));
    assert_eq!(place.run(&["timeline", "--exact", "xylophone"]).code, 1);
}

#[test]
fn finding_nothing_is_exit_code_one() {
    let ran = SHIPPED.run(&["search", "--exact", "xylophonist"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("0 passages"), "{}", ran.out);
    assert_eq!(SHIPPED.run(&["facets", "--exact", "xylophonist"]).code, 1);
}

#[test]
fn filters_that_leave_nothing_together_say_what_there_is_without_one_of_them() {
    let ran = SHIPPED.run(&["search", "precursor", "--region", "africa", "--body", "HONLAP"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("The filters leave nothing. Without one of them there would be:\nregion"), "{}", ran.out);
    assert!(ran.out.contains("Asia and the Pacific"), "{}", ran.out);
}

#[test]
fn pages_follow_one_another() {
    let page = |offset: &str| SHIPPED.run(&["search", "drug", "--json", "--limit", "3", "--offset", offset]).json();
    let all = SHIPPED.run(&["search", "drug", "--json", "--limit", "6"]).json();
    let (first, second) = (page("0"), page("3"));
    assert_eq!([citations(&first), citations(&second)].concat(), citations(&all));
    assert_eq!(second["hits"][0]["rank"], 4);
}

#[test]
fn an_unknown_value_of_a_filter_names_the_nearest_valid_ones() {
    SHIPPED.run(&["search", "x", "--region", "afrika"]).fails_with(&["--region", "afrika", "Africa"]);
    SHIPPED.run(&["search", "x", "--body", "HONLAX"]).fails_with(&["--body", "HONLAX", "HONLA"]);
    SHIPPED.run(&["search", "x", "--topic", "precursers"]).fails_with(&["--topic", "precursors"]);
    SHIPPED.run(&["search", "x", "--kind", "recomendation"]).fails_with(&["--kind", "recommendation"]);
    SHIPPED.run(&["search", "x", "--from", "March"]).fails_with(&["--from", "March", "2002-03"]);
    SHIPPED.run(&["search", "x", "--limit", "99999999"]).fails_with(&["--limit", "10000"]);
}

#[test]
fn a_mistake_in_the_arguments_is_one_line_with_the_right_word() {
    SHIPPED.run(&["serach", "x"]).fails_with(&["cnd: ", "serach", "search"]);
    SHIPPED.run(&["search", "x", "--regoin", "africa"]).fails_with(&["--regoin", "--region"]);
    SHIPPED.run(&["search", "x", "--limit", "many"]).fails_with(&["--limit", "many"]);
    SHIPPED.run(&["inspect"]).fails_with(&["<FILE>"]);
}

#[test]
fn a_reader_that_closes_the_pipe_is_no_error() {
    let mut child = program(SHIPPED.folder.path())
        .args(["inspect", "corpus/E_CN.7_2003_7.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn show_prints_an_outline_a_paragraph_with_its_neighbours_or_what_is_missing() {
    let outline = SHIPPED.run(&["show", "e/cn.7/2003/7"]);
    assert!(outline.out.contains("I. Introduction  para. 1 – para. 4"), "{}", outline.out);
    let paragraph = SHIPPED.run(&["show", "E/CN.7/2003/7", "12"]);
    for part in ["E/CN.7/2003/7, para. 11  ", "E/CN.7/2003/7, para. 12  ", "E/CN.7/2003/7, para. 13  "] {
        assert!(paragraph.out.contains(part), "{part}");
    }
    let cited = SHIPPED.run(&["show", "E/CN.7/2003/7, para. 5, draft resolution, para. 1", "--context", "0"]);
    assert!(cited.out.starts_with("E/CN.7/2003/7, para. 5, draft resolution, para. 1  "), "{}", cited.out);
    assert_eq!(SHIPPED.run(&["show", "E/CN.7/2003/7", "99"]).code, 1);
    assert_eq!(SHIPPED.run(&["show", "A/1/1"]).code, 1);
    let json = SHIPPED.run(&["show", "E/CN.7/2003/7", "12", "--context", "0", "--json"]).json();
    assert_eq!(json["passages"][0]["citation"], "E/CN.7/2003/7, para. 12");
}

#[test]
fn inspect_shows_how_a_file_was_read() {
    let file = "corpus/E_CN.7_2003_7.txt";
    let read = SHIPPED.run(&["inspect", file, "--json"]).json();
    for field in [
        "file",
        "format",
        "symbols",
        "title",
        "body",
        "organ",
        "session",
        "agenda_item",
        "date",
        "language",
        "job_number",
        "passages",
        "warnings",
    ] {
        assert!(read.get(field).is_some(), "{field}");
    }
    assert_eq!(read["date"], "2002-12-30");
    assert_eq!(read["passages"].as_array().unwrap().len(), 39);
    for field in [
        "id",
        "citation",
        "kind",
        "section",
        "page",
        "page_index",
        "text",
        "number_inferred",
        "confidence",
        "doubts",
        "body",
        "region",
        "topics",
        "date",
        "meeting",
        "addressees",
        "references",
    ] {
        assert!(read["passages"][0].get(field).is_some(), "{field}");
    }
    let open = SHIPPED.run(&["inspect", file, "--open", "12"]);
    assert!(open.out.contains("│ 12. Governments should consider the following options"), "{}", open.out);
    assert!(open.out.contains("in the file") && open.out.contains("left out above: “12.”"), "{}", open.out);
    assert!(SHIPPED.run(&["inspect", file, "--lines"]).out.contains(" heading      I. Introduction"));
    let unknown = SHIPPED.run(&["inspect", file, "--open", "99"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("no paragraph \"99\"; nearest: E/CN.7/2003/7, para. "), "{}", unknown.err);
    SHIPPED.run(&["inspect", "nowhere.txt"]).fails_with(&["nowhere.txt", "No such file"]);
}

#[test]
fn a_second_run_reads_nothing_and_a_third_only_what_changed() {
    let place = Place::new();
    place.put("a.txt", report("E/CN.7/2004/3", "Governments should train customs officers."));
    place.put("b.txt", report("E/CN.7/2004/4", "Governments should exchange information on heroin."));
    assert!(place.run(&["index"]).out.contains("read 2 reports with 4 passages"));
    let again = place.run(&["index"]);
    assert!(again.out.contains("unchanged: 2 files\nindex index: 2 reports, 4 passages"), "{}", again.out);
    assert!(place.run(&["status"]).out.contains("nothing has changed since"));

    place.put("a.txt", report("E/CN.7/2004/3", "Governments should buy scanners for ports."));
    fs::remove_file(place.path("corpus").join("b.txt")).unwrap();
    let status = place.run(&["status", "--json"]).json();
    assert_eq!((&status["changed"][0], &status["removed"][0]), (&Value::from("a.txt"), &Value::from("b.txt")));
    let third = place.run(&["index"]);
    assert!(third.out.contains("read 1 report with 2 passages"), "{}", third.out);
    assert!(third.out.contains("gone from the corpus: 1 file: b.txt"), "{}", third.out);
    assert_eq!(place.run(&["search", "--exact", "scanners"]).code, 0);
    assert_eq!(place.run(&["search", "--exact", "customs officers"]).code, 1);
    assert_eq!(place.run(&["search", "--exact", "heroin"]).code, 1);
}

#[test]
fn a_rebuild_reads_every_file_again() {
    let place = Place::new();
    place.put("a.txt", report("E/CN.7/2004/3", "Governments should train customs officers."));
    place.run(&["index"]);
    let rebuilt = place.run(&["index", "--rebuild"]);
    assert!(rebuilt.out.contains("read 1 report with 2 passages"), "{}", rebuilt.out);
    assert!(rebuilt.out.contains("index index: 1 report, 2 passages"), "{}", rebuilt.out);
}

#[test]
fn a_report_found_twice_is_indexed_once_and_reported_whatever_the_order_of_arrival() {
    let place = Place::new();
    let text = report("E/CN.7/2004/3", "Governments should train customs officers.");
    place.put("b.txt", &text);
    place.put("c.txt", format!("{text}\n"));
    let first = place.run(&["index"]);
    assert!(first.out.contains("the same report twice: c.txt is b.txt"), "{}", first.out);
    assert!(first.out.contains("index index: 1 report, 2 passages"), "{}", first.out);

    place.put("a.txt", &text);
    let second = place.run(&["index"]);
    assert!(second.out.contains("the same report twice: b.txt is a.txt"), "{}", second.out);
    assert!(second.out.contains("the same report twice: c.txt is a.txt"), "{}", second.out);
    assert_eq!(place.run(&["search", "--exact", "customs", "--json"]).json()["hits"][0]["file"], "a.txt");

    fs::remove_file(place.path("corpus").join("a.txt")).unwrap();
    place.run(&["index"]);
    let answer = place.run(&["search", "--exact", "customs", "--json"]).json();
    assert_eq!((&answer["total"], &answer["hits"][0]["file"]), (&Value::from(1), &Value::from("b.txt")));
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_its_reason_and_stops_nothing() {
    let place = Place::new();
    place.put("good.txt", report("E/CN.7/2004/3", "Governments should train customs officers."));
    place.put("empty.txt", "");
    place.put("fake.pdf", "not a PDF at all");
    place.put("photo.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF");
    let ran = place.run(&["index"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for part in ["not read: empty.txt: the file is empty", "not read: fake.pdf: ", "not read: photo.jpg: format "] {
        assert!(ran.out.contains(part), "\"{part}\" is not in: {}", ran.out);
    }
    assert!(ran.out.contains("read 1 report with 2 passages"), "{}", ran.out);
    assert!(place.run(&["index"]).out.contains("unchanged: 4 files"), "a file that gave nothing was tried again");
}

#[test]
fn an_escape_sequence_in_a_document_does_not_reach_the_terminal() {
    let place = Place::new();
    place.put("evil.txt", report("E/CN.7/2004/3", "Customs \u{1b}]0;owned\u{7} officers \u{9b}2J \u{202e}here."));
    for arguments in [&["search", "customs"][..], &["inspect", "corpus/evil.txt"], &["show", "E/CN.7/2004/3", "2"]] {
        let ran = place.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?} {}", ran.err);
        assert!(!ran.out.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']), "{:?}", ran.out);
    }
}

#[test]
fn a_place_that_cannot_be_used_is_one_line_that_says_what_to_do() {
    let place = Place::new();
    place.run(&["index", "--corpus", "nowhere"]).fails_with(&["nowhere", "no such file", "--corpus"]);
    place.run(&["search", "x", "--corpus", "nowhere"]).lines_end_with_error("nowhere");
    fs::write(place.path("file"), "no folder").unwrap();
    place.run(&["index", "--index", "file"]).fails_with(&["file", "is a file", "--index"]);
    place.run(&["search", "x", "--index", "file"]).fails_with(&["file", "is a file", "--index"]);
    fs::create_dir(place.path("full")).unwrap();
    fs::write(place.path("full").join("letter.txt"), "mine").unwrap();
    place.run(&["index", "--index", "full"]).fails_with(&["full", "not empty"]);
    assert_eq!(fs::read_to_string(place.path("full").join("letter.txt")).unwrap(), "mine");
    place.run(&["status", "--index", "none"]).fails_with(&["none", "cnd index"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let place = Place::new();
    place.put("a.txt", report("E/CN.7/2004/3", "Governments should train customs officers."));
    // Nobody, not even root, may make folders in /proc.
    place.run(&["index", "--index", "/proc/cnd-index"]).fails_with(&["/proc/cnd-index"]);
}

#[test]
fn an_index_of_another_version_says_so_and_a_rebuild_replaces_it() {
    let place = Place::new();
    place.put("a.txt", report("E/CN.7/2004/3", "Governments should train customs officers."));
    place.run(&["index"]);
    let meta = place.path("index").join("meta.json");
    let text = fs::read_to_string(&meta).unwrap();
    let other = text.replace("{\\\"format\\\":", "{\\\"format\\\":99");
    assert_ne!(text, other);
    fs::write(&meta, other).unwrap();
    place.run(&["search", "customs"]).fails_with(&["version 99", "cnd index --rebuild"]);
    place.run(&["index"]).fails_with(&["version 99", "cnd index --rebuild"]);
    assert_eq!(place.run(&["index", "--rebuild"]).code, 0);
    assert_eq!(place.run(&["search", "customs"]).code, 0);
}

#[test]
fn folders_can_be_named_by_flags_and_by_the_environment() {
    let place = Place::new();
    fs::create_dir(place.path("mine")).unwrap();
    fs::write(place.path("mine").join("a.txt"), report("E/CN.7/2004/3", "Train customs officers.")).unwrap();
    let output = program(place.folder.path())
        .args(["search", "customs"])
        .env("CND_CORPUS", "mine")
        .env("CND_INDEX", "elsewhere")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(place.run(&["search", "customs", "--index", "elsewhere"]).err, "");
}

#[test]
fn quiet_says_nothing_but_what_was_asked_for() {
    let place = Place::new();
    place.put("a.txt", report("E/CN.7/2004/3", "Governments should train customs officers."));
    let ran = place.run(&["index", "--quiet"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
}

#[test]
fn help_completions_and_manual_pages_come_from_one_definition() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish"] {
        assert!(place.run(&["completions", shell]).out.contains("inspect"), "{shell}");
    }
    assert!(place.run(&["man"]).out.contains(".SH NAME"));
    assert_eq!(place.run(&["man", "--into", "pages"]).code, 0);
    assert!(place.path("pages").join("cnd-search.1").exists());
    assert_eq!(place.run(&["--version"]).out, format!("cnd {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!(place.run(&[]).code, 2);
}

#[test]
fn what_is_cited_is_shown_with_what_cites_it() {
    // The index holds no such resolution, but a paragraph that cites it.
    let ran = SHIPPED.run(&["show", "CND resolution 45/15"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("is cited by 1 passage\n  E/CN.7/2003/7, para. 10\n"), "{}", ran.out);
    let shown = SHIPPED.run(&["show", "A/RES/53/115", "--json"]).json();
    let drafts = [5, 6].map(|number| format!("E/CN.7/2003/7, para. {number}, draft resolution, preambular para. 1"));
    assert_eq!(shown["cited_by"], serde_json::json!(drafts));
    assert_eq!(
        citations(&SHIPPED.run(&["search", "--cites", "CND 45/15", "--json"]).json()),
        ["E/CN.7/2003/7, para. 10"]
    );
    SHIPPED.run(&["search", "--cites", "the budget"]).fails_with(&["--cites", "CND 45/15", "1988 Convention"]);
}
