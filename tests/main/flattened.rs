//! Text that lost its line ends: each page of a report on one line, or the whole report on one.

use std::path::Path;

use cnd::structure::{Report, read};

const FILLER: &str = "speakers welcomed the work of the Commission and noted that further measures were required in all regions of the world, as many Governments had reported serious difficulties at their borders, and that the means of the Office should be increased, since the requests of States for assistance had grown from year to year while the contributions that could be used for it had not, which several of them called a matter of concern";

fn report(text: &str) -> Report {
    read(&cnd::extract::extract(Path::new("specimen.txt"), text.as_bytes()).unwrap().value).value
}

/// `citation: last words` of each passage.
fn addresses(report: &Report) -> Vec<String> {
    let last = |text: &str| {
        let words: Vec<&str> = text.split(' ').collect();
        words[words.len().saturating_sub(3)..].join(" ")
    };
    report.passages.iter().map(|passage| format!("{}: {}", passage.citation, last(&passage.text))).collect()
}

/// Three pages of a report as `pdftotext` reads them, with the running header above and the page number below.
fn pages() -> [String; 3] {
    [
        format!(
            "E/CN.7/2019/4 (Part I) United Nations Economic and Social Council Distr.: General 3 January 2019 Original: English \
             Commission on Narcotic Drugs Sixty-second session Vienna, 18–22 March 2019 Item 6 of the provisional agenda* Report of \
             the Secretariat Introduction 1. Many {FILLER} as set out in resolution 55/2.1 Deliberations 2. Some {FILLER} in \
             the course of __________________ * E/CN.7/2019/1. 1 Official Records of the Economic and Social Council, 2012, \
             Supplement No. 8 (E/2012/28). 19-00123 (E) 040119 *1900123*"
        ),
        format!(
            "E/CN.7/2019/4 (Part I) that session. 3. Several {FILLER} and were ready to help. Action taken by the Commission \
             4. Other {FILLER} by that date. 2/3 19-00123"
        ),
        format!(
            "E/CN.7/2019/4 (Part I) 5. Further {FILLER} at last. Annex Measures of the Office 1. New {FILLER} to be \
             taken. 2. More {FILLER} and no more. 19-00123 3/3"
        ),
    ]
}

const ADDRESSES: [&str; 7] = [
    "E/CN.7/2019/4 (Part I), para. 1: in resolution 55/2.",
    "E/CN.7/2019/4 (Part I), para. 2: of that session.",
    "E/CN.7/2019/4 (Part I), para. 3: ready to help.",
    "E/CN.7/2019/4 (Part I), para. 4: by that date.",
    "E/CN.7/2019/4 (Part I), para. 5: concern at last.",
    "E/CN.7/2019/4 (Part I), annex, para. 1: to be taken.",
    "E/CN.7/2019/4 (Part I), annex, para. 2: and no more.",
];

#[test]
fn pages_on_one_line_each_give_paragraphs_without_headers_notes_and_headings() {
    let report = report(&pages().join("\u{c}"));
    let found: Vec<String> =
        addresses(&report).iter().map(|found| found.replace("of the world, at", "world, at")).collect();
    assert_eq!(found, ADDRESSES);
    assert_eq!(report.passages[3].section, ["Action taken by the Commission"]);
    assert_eq!(report.passages[3].span.page_label.as_deref(), Some("2/3"));
}

#[test]
fn a_report_gives_the_same_whether_its_pages_stand_on_lines_or_all_on_one() {
    let pages = pages();
    let by_form_feed = report(&pages.join("\u{c}"));
    for joint in ["\n", " "] {
        let other = report(&pages.join(joint));
        assert_eq!(addresses(&other), addresses(&by_form_feed), "joined by {joint:?}");
        assert_eq!(other.passages[4].span.page_label.as_deref(), Some("3/3"));
    }
}
