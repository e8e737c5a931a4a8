//! The headings over a passage, by how they are set: named cases.

use cnd::extract::{ExtractedDocument, Format, Geometry, Line, Page, Run};
use cnd::structure::{Report, read};

/// Points between baselines; a heading stands after twice that.
const LEADING: f32 = 12.0;

/// A page of lines, each with its size in points; headings are bold.
fn report(lines: &[(f32, bool, &str)]) -> Report {
    let mut y = 60.0;
    let lines = lines.iter().map(|&(size, bold, text)| {
        y += 2.0 * LEADING;
        Line {
            text: text.to_owned(),
            geometry: Some(Geometry { x0: 120.0, x1: 120.0 + text.len() as f32 * size * 0.45, y }),
            runs: vec![Run { range: 0..text.len(), size, bold, italic: false, raised: false }],
            blank_before: true,
            ..Line::default()
        }
    });
    let page = Page { width: 612.0, height: 2000.0, lines: lines.collect(), ..Page::default() };
    read(&ExtractedDocument { name: "E_CN.7_2021_9.pdf".to_owned(), format: Format::Pdf, pages: vec![page] }).value
}

/// `para. 3: II. Debate › A. Africa` for every passage.
fn paths(report: &Report) -> Vec<String> {
    let path =
        |passage: &cnd::structure::Passage| format!("{}: {}", passage.citation.locator, passage.section.join(" › "));
    report.passages.iter().map(path).collect()
}

const SMALL: f32 = 10.0;
const MIDDLE: f32 = 12.0;
const LARGE: f32 = 14.0;

#[test]
fn a_lettered_heading_set_larger_stands_under_no_small_heading_without_letter() {
    let report = report(&[
        (LARGE, true, "I. Technical discussions on the plan"),
        (SMALL, true, "Consideration of the draft of the Chair"),
        (SMALL, false, "1. The Chair introduced the draft summary of the discussions held."),
        (MIDDLE, true, "A. Contributions of members"),
        (SMALL, false, "2. The Commission considered what members had contributed so far."),
        (SMALL, true, "Presentations"),
        (SMALL, false, "3. Presentations were made by the representatives of three States."),
        (SMALL, true, "General discussion"),
        (SMALL, false, "4. Statements were made by the representatives of several States."),
        (MIDDLE, true, "B. Contributions of partners"),
        (SMALL, false, "5. The Commission considered what partners had contributed so far."),
    ]);
    assert_eq!(
        paths(&report),
        [
            "para. 1: I. Technical discussions on the plan › Consideration of the draft of the Chair",
            "para. 2: I. Technical discussions on the plan › A. Contributions of members",
            "para. 3: I. Technical discussions on the plan › A. Contributions of members › Presentations",
            "para. 4: I. Technical discussions on the plan › A. Contributions of members › General discussion",
            "para. 5: I. Technical discussions on the plan › B. Contributions of partners",
        ]
    );
}

#[test]
fn what_stands_in_brackets_under_a_heading_heads_nothing() {
    let report = report(&[
        (LARGE, true, "I. Procedural matters"),
        (MIDDLE, true, "A. Adoption of the agenda"),
        (SMALL, true, "(Agenda item 1)"),
        (SMALL, false, "1. The provisional agenda was adopted at the first meeting without change."),
    ]);
    assert_eq!(paths(&report), ["para. 1: I. Procedural matters › A. Adoption of the agenda"]);
}

#[test]
fn an_annex_keeps_its_title_over_the_headings_inside() {
    let report = report(&[
        (SMALL, false, "1. The terms of reference are annexed to the present report for approval."),
        (LARGE, true, "Annex"),
        (LARGE, true, "Terms of reference of the group"),
        (MIDDLE, true, "I. Role"),
        (SMALL, false, "1. The group advises the Commission on statistics of drug abuse and trafficking."),
        (MIDDLE, true, "II. Membership"),
        (SMALL, false, "2. The group consists of one expert for each of the regional groups of States."),
    ]);
    assert_eq!(
        paths(&report),
        [
            "para. 1: ",
            "annex, para. 1: Annex › Terms of reference of the group › I. Role",
            "annex, para. 2: Annex › Terms of reference of the group › II. Membership",
        ]
    );
}

#[test]
fn a_heading_behind_the_source_of_a_figure_belongs_to_the_text() {
    let report = report(&[
        (LARGE, true, "I. Seizures"),
        (SMALL, false, "1. Seizures of the precursors of methamphetamine rose in the period under review."),
        (SMALL, false, "Figure 1. Seizures by region."),
        (SMALL, false, "Source: Annual report questionnaires."),
        (MIDDLE, true, "A. Seizures in ports"),
        (SMALL, false, "2. Most of the consignments were seized in a small number of container ports."),
    ]);
    assert_eq!(paths(&report), ["para. 1: I. Seizures", "para. 2: I. Seizures › A. Seizures in ports"]);
}

#[test]
fn text_without_an_address_keeps_the_headings_over_it() {
    let report = report(&[
        (MIDDLE, true, "Paragraph 44"),
        (SMALL, false, "The paragraph should read as follows in the light of the figures received since."),
    ]);
    let unplaced: Vec<_> = report.unplaced.iter().map(|passage| passage.section.join(" › ")).collect();
    assert_eq!(unplaced, ["Paragraph 44"]);
}
