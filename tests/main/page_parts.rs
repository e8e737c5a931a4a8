//! Furniture, contents and footnotes stay out of the passages, and pages keep their printed labels.

use cnd::extract::{Geometry, Line, Page, Role, Run};
use cnd::structure::{Placement, Report, read};

use crate::support::document;

const FILLER: &str = "speakers welcomed the work of the Commission and noted that further measures were required";

fn report(pages: &[&[&str]]) -> Report {
    read(&document(pages)).value
}

fn texts(report: &Report) -> Vec<&str> {
    report.passages.iter().map(|passage| passage.text.as_str()).collect()
}

fn labels(report: &Report) -> Vec<Option<&str>> {
    report.passages.iter().map(|passage| passage.span.page_label.as_deref()).collect()
}

#[test]
fn headers_and_job_numbers_do_not_leak_into_a_paragraph_over_two_pages() {
    let first = format!("1. At the meeting, {FILLER} in");
    let report = report(&[
        &["I. Introduction", &first, "25-04984\t3/24"],
        &["E/CN.7/2021/4", "all regions.", "2. The Commission took note of it.", "4/24\t25-04984"],
        &["E/CN.7/2021/4", "3. The Commission thanked the Secretariat.", "25-04984\t5/24"],
    ]);
    assert_eq!(texts(&report)[0], format!("At the meeting, {FILLER} in all regions."));
    assert_eq!(labels(&report), [Some("3/24"), Some("4/24"), Some("5/24")]);
}

#[test]
fn a_header_that_a_scan_garbled_is_told_by_the_page_number_below_it() {
    let report = report(&[
        &["I. Introduction", "1. The first thing was said.", "92-45958 3565i (E) 201092"],
        &["A/47/466", "English", "Page 2", "2. The second thing was said and"],
        &["A./47/4G6", "English", "Page 3", "repeated.", "3. The third thing was said."],
    ]);
    assert_eq!(
        texts(&report),
        ["The first thing was said.", "The second thing was said and repeated.", "The third thing was said."]
    );
}

#[test]
fn a_page_without_a_number_takes_the_one_between_its_neighbours() {
    let report = report(&[
        &["1. The first thing was said.", "7"],
        &["2. The second thing was said."],
        &["3. The third thing was said.", "9"],
    ]);
    assert_eq!(labels(&report), [Some("7"), Some("8"), Some("9")]);
}

#[test]
fn a_number_in_the_last_row_of_a_table_is_no_page_number() {
    let report = report(&[&["1. The first thing was said."], &["2. The second thing was said.", "417"]]);
    assert_eq!(labels(&report), [None, None]);
}

#[test]
fn a_footnote_and_its_marker_leave_the_paragraph_whole() {
    let report = report(&[
        &[
            "1. The Convention as amended by that Protocol,1 the Commission decided in 2024.2 It noted resolution 68/1.",
            "__________________",
            "1 United Nations, Treaty Series, vol. 976, No. 14152.",
            "2 E/INCB/2024/1.",
        ],
        &["2. The Commission took note."],
    ]);
    assert_eq!(
        texts(&report)[0],
        "The Convention as amended by that Protocol, the Commission decided in 2024. It noted resolution 68/1."
    );
    assert_eq!(report.placements[2], Placement::Footnote);
    assert_eq!(report.placements[3], Placement::Footnote);
}

#[test]
fn the_notes_of_a_file_without_pages_end_where_the_text_goes_on() {
    let text: Vec<String> = (1..=70).map(|number| format!("{number}. The thing numbered {number} was said.")).collect();
    let mut lines =
        vec!["1. The first thing was said by all States.* ".trim(), "__________________", "* On behalf of the States."];
    lines.extend(text.iter().skip(1).map(String::as_str));
    let report = report(&[&lines]);
    assert_eq!(report.passages.len(), 70);
    assert_eq!(report.placements[2], Placement::Footnote);
}

#[test]
fn the_contents_page_is_no_passage() {
    let report = report(&[&[
        "Contents",
        "Paragraphs\tPage",
        "I. Introduction ............ 1–2\t2",
        "II. Recommendations of the",
        "subsidiary bodies ............ 3–9\t3",
        "I. Introduction",
        "1. The first thing was said.",
        "2. The second thing was said.",
    ]]);
    assert_eq!(texts(&report), ["The first thing was said.", "The second thing was said."]);
    assert_eq!(report.placements.iter().filter(|placement| **placement == Placement::Contents).count(), 5);
}

#[test]
fn an_annex_that_the_contents_list_opens_no_annex() {
    let report = report(&[
        &[
            "Contents",
            "Page",
            "I. Organization of the session ...........................",
            "3",
            "A. Progress on the consideration of the review of governance and oversight of the",
            "Executive Boards of several organizations by the Joint",
            "Inspection Unit ...........................",
            "17",
            "Annex",
            "Decisions adopted by the Executive Board at its annual session .........",
            "21",
        ],
        &["I. Organization of the session", "1. The first thing was said.", "2. The second thing was said."],
    ]);
    let found: Vec<String> = report.passages.iter().map(|passage| passage.citation.locator.to_string()).collect();
    assert_eq!(found, ["para. 1", "para. 2"]);
    assert_eq!(report.placements.iter().filter(|placement| **placement == Placement::Contents).count(), 11);
}

#[test]
fn the_word_contents_alone_swallows_nothing() {
    let report = report(&[&["Contents", "1. The first thing was said.", "2. The second thing was said."]]);
    assert_eq!(texts(&report), ["The first thing was said.", "The second thing was said."]);
}

#[test]
fn a_row_of_the_contents_may_take_many_lines_and_an_annex_listed_there_opens_none() {
    let first = format!("1. At the meeting, {FILLER}.");
    let report = report(&[
        &[
            "[22 May 2021]",
            "Contents",
            "I. Organization of the session ................................ 3",
            "II. Interlinkages between the goals and targets under review by the political forum on development and",
            "the development goals in that year and the next, the framework convention and the agreement on the",
            "climate, the convention on diversity and the framework adopted at the meeting of the conference of",
            "the parties to that convention, and the convention to combat desertification in those countries",
            "experiencing serious drought, particularly in Africa, including the neutrality target programme,",
            "the strategy on communication and outreach, the means of implementation including the resources of the",
            "network, monitoring, assessment and reporting in all countries, and other international",
            "developments ................................ 8",
            "III. Other matters ................................",
            "12",
            "Annex",
            "Decisions adopted by the Board at its session ................................ 21",
        ],
        &["I. Organization of the session", &first, "2. The Commission took note of it."],
    ]);
    let citations: Vec<String> = report.passages.iter().map(|passage| passage.citation.locator.to_string()).collect();
    assert_eq!(citations, ["para. 1", "para. 2"]);
    assert_eq!(report.passages[0].section, ["I. Organization of the session"]);
    assert_eq!(report.front.date.as_deref(), Some("22 May 2021"));
    assert!(report.unplaced.is_empty(), "{:?}", report.unplaced);
}

#[test]
fn closing_lines_are_no_part_of_the_last_paragraph() {
    let first = format!("1. At the meeting, {FILLER}.");
    let report = report(&[&[
        &first,
        "2. The Chair said that it was so.",
        "The meeting was suspended at 4.15 p.m. and resumed at 4.40 p.m.",
        "3. The Commission took note of it.",
        "54th plenary meeting",
        "17 December 2024",
        "- - - - -",
    ]]);
    assert_eq!(texts(&report)[1..], ["The Chair said that it was so.", "The Commission took note of it."]);
    assert_eq!(report.placements[2], Placement::Closing);
    assert_eq!(report.placements[4..6], [Placement::Closing; 2]);
}

#[test]
fn the_notice_on_corrections_of_a_record_is_furniture() {
    let mut page = document(&[&[
        "The first speech was made by the Chair.",
        "This record contains the text of speeches delivered in English and of the translation of",
        "speeches delivered in other languages.",
        "1. The Chair thanked the speakers.",
    ]]);
    page.pages[0].lines[2].blank_before = false;
    let report = read(&page).value;
    assert_eq!(report.placements[1..3], [Placement::Furniture; 2]);
    assert_eq!(texts(&report), ["The Chair thanked the speakers."]);
}

#[test]
fn typewritten_notes_are_called_by_a_number_and_a_stroke() {
    let report = report(&[&[
        "1. Takes note of the report of the Commission;16/",
        "2. Approves the recommendation of the Commission17/ concerning a committee.",
        "16/ Official Records of the Economic and Social Council, Twentieth Session, Supplement No. 2 (E/4140)",
        "17/ Ibid., paras. 373-376.",
    ]]);
    assert_eq!(
        texts(&report),
        [
            "Takes note of the report of the Commission;",
            "Approves the recommendation of the Commission concerning a committee."
        ]
    );
    assert_eq!(report.placements[2..], [Placement::Footnote; 2]);
}

#[test]
fn a_page_number_between_the_pages_of_running_text_is_furniture() {
    let report =
        report(&[&["1. The first thing was said and", "E/CN.7/1986/4", "page 2", "2. The second thing was said."]]);
    assert_eq!(report.placements[2], Placement::Furniture);
}

/// A line set in one size, bold or not, at this left edge and baseline.
fn set(text: &str, size: f32, bold: bool, x0: f32, y: f32) -> Line {
    let run = Run { range: 0..text.len(), size, bold, italic: false, raised: false };
    let x1 = x0 + size * 0.5 * text.chars().count() as f32;
    Line { text: text.to_owned(), runs: vec![run], geometry: Some(Geometry { x0, x1, y }), ..Line::default() }
}

fn pages(pages: Vec<Vec<Line>>) -> Report {
    let mut whole = document(&[]);
    whole.pages = pages.into_iter().map(|lines| Page { lines, width: 612.0, height: 792.0, label: None }).collect();
    read(&whole).value
}

#[test]
fn a_captioned_table_between_paragraphs_stays_out_of_them_with_its_title_and_source() {
    let first = format!("1.\tAt the meeting, {FILLER}.");
    let report = pages(vec![vec![
        set("I. Overview", 12.0, true, 100.0, 100.0),
        set(&first, 10.0, false, 123.0, 130.0),
        set("Table 1", 10.0, false, 123.0, 160.0),
        set("Outcomes of investigations, by category", 10.0, true, 123.0, 172.0),
        set("(Percentage)", 7.0, false, 123.0, 182.0),
        set("System staff and personnel", 7.0, false, 284.0, 200.0),
        set("Allegation substantiated", 8.5, false, 123.0, 220.0),
        set("107", 8.5, false, 284.0, 220.0),
        set("Source: the tracker.", 8.5, false, 123.0, 240.0),
        Line { blank_before: true, ..set("Findings by category", 10.0, true, 123.0, 264.0) },
        set("2.\tThe Commission took note of the findings.", 10.0, false, 123.0, 290.0),
    ]]);
    assert_eq!(
        texts(&report),
        [format!("At the meeting, {FILLER}.").as_str(), "The Commission took note of the findings."]
    );
    assert_eq!(report.passages[1].section.last().map(String::as_str), Some("Findings by category"));
}

#[test]
fn a_table_that_repeats_its_head_overleaf_goes_on_there() {
    let row = |text: &str, x0: f32, y: f32| Line { role: Role::TableRow, ..set(text, 10.0, false, x0, y) };
    let head = |text: &str, x0: f32, y: f32| Line { role: Role::TableRow, ..set(text, 7.0, false, x0, y) };
    let first = format!("1.\tAt the meeting, {FILLER}.");
    let report = pages(vec![
        vec![
            set(&first, 10.0, false, 123.0, 130.0),
            head("Forest goals", 60.0, 160.0),
            head("Interlinkages with the goals", 228.0, 160.0),
            row("Goal 1. Reverse the loss", 60.0, 180.0),
            row("(a) Regular developments", 228.0, 180.0),
        ],
        vec![
            head("Forest goals", 60.0, 100.0),
            head("Interlinkages with the goals", 228.0, 100.0),
            row("Goal 4. Mobilize", 60.0, 120.0),
            row("significantly increased resources", 60.0, 132.0),
            row("from all sources", 60.0, 144.0),
            row("(b) Other developments", 228.0, 168.0),
            row("in the whole region", 228.0, 180.0),
            set("2.\tThe Commission took note of the goals.", 10.0, false, 123.0, 210.0),
        ],
    ]);
    assert_eq!(
        texts(&report),
        [format!("At the meeting, {FILLER}.").as_str(), "The Commission took note of the goals."]
    );
}

#[test]
fn specks_that_a_scan_read_as_full_stops_are_no_text() {
    let report =
        report(&[&["1. The report outlines the organization of the", "I ...", "process.", "* * *", "2. The end."]]);
    assert_eq!(texts(&report)[0], "The report outlines the organization of the process.");
    assert_eq!(report.placements[1], Placement::Furniture);
    assert_ne!(report.placements[3], Placement::Furniture);
}

#[test]
fn the_figures_along_an_axis_are_no_text() {
    let report = report(&[&[
        "1. Violations were seen on 22 occasions (see figure I).",
        "30",
        "25 20 15",
        "10 5 0",
        "2. The Commission took note in 2015.",
    ]]);
    assert_eq!(
        texts(&report),
        ["Violations were seen on 22 occasions (see figure I).", "The Commission took note in 2015."]
    );
}
