//! Furniture, contents and footnotes stay out of the passages, and pages keep their printed labels.

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
