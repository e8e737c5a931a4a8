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

/// The locators of a report of one page that says `text` between paragraphs 1 and 3.
fn locators(text: &str) -> Vec<String> {
    let page = format!(
        "E/CN.7/2019/5 United Nations Distr.: General 3 January 2019 Original: English 1. Many {FILLER}. {text} 3. Some {FILLER}. \
         4. Other {FILLER}. 19-00124 (E) 040119"
    );
    report(&page).passages.iter().map(|passage| passage.citation.locator.to_string()).collect()
}

#[test]
fn a_number_or_numeral_or_initial_amid_a_sentence_parts_no_paragraph() {
    let text = "2. Mr. G. Sutherland said that the number of meetings had risen to 99. During the year, substances were added to \
                Schedule IV. Regarding carisoprodol, measures had been taken.";
    assert_eq!(locators(text), ["para. 1", "para. 2", "para. 3", "para. 4"]);
}

#[test]
fn an_initial_amid_a_sentence_begins_no_section() {
    let text =
        "2. The session was opened. The Parliamentary Secretary of Montserrat, Crenston C. Buffonge, spoke at length.";
    assert_eq!(locators(text), ["para. 1", "para. 2", "para. 3", "para. 4"]);
}

#[test]
fn the_first_item_stands_behind_the_title_of_its_paragraph_as_well() {
    let text = "2. Preparations for the Forum of the Nations to be held in 2026 in Riyadh (a) Selection of members; (b) Launch of the call.";
    assert_eq!(locators(text), ["para. 1", "para. 2", "para. 2 (a)", "para. 2 (b)", "para. 3", "para. 4"]);
}

#[test]
fn a_label_that_the_page_number_parts_from_its_text_goes_with_the_text() {
    let text = "2. Many spoke. 3. 14/36 At its meeting the Office took note: (a) Of the report; (b) 18 The programme.";
    let page = format!(
        "E/CN.7/2019/5 United Nations Distr.: General 3 January 2019 Original: English 1. Many {FILLER}. {text} 4. Some {FILLER}. \
         19-00124 (E) 040119"
    );
    let found = report(&page);
    let texts: Vec<String> =
        found.passages.iter().map(|passage| format!("{}: {}", passage.citation.locator, passage.text)).collect();
    assert_eq!(
        texts[1..5],
        [
            "para. 2: Many spoke.",
            "para. 3: At its meeting the Office took note:",
            "para. 3 (a): Of the report;",
            "para. 3 (b): The programme.",
        ]
    );
}

#[test]
fn a_long_heading_with_a_colon_ends_the_paragraph_above_it() {
    let text = "2. The Office made a statement. Panel discussion on the significance of a global hub on data, information and \
                knowledge on financing opportunities and best practices and the role of the Global Financing Facilitation Network \
                clearing house in policy: experiences and challenges";
    let page = format!(
        "E/CN.7/2019/5 United Nations Distr.: General 3 January 2019 Original: English 1. Many {FILLER}. {text} 3. Some {FILLER}. \
         4. Other {FILLER}. 19-00124 (E) 040119"
    );
    assert_eq!(report(&page).passages[1].text, "The Office made a statement.");
}

#[test]
fn a_list_that_ends_in_small_letters_stays_in_its_sentence_although_names_in_it_have_capitals() {
    let text = "2. The reports were: (a) Economic Survey, 2024; (b) Fiscal Panorama, 2024; and (c) the new Yearbook.";
    assert_eq!(locators(text), ["para. 1", "para. 2", "para. 3", "para. 4"]);
}

#[test]
fn items_behind_their_paragraph_are_cited_and_those_of_a_cell_of_a_table_are_not() {
    let items = "2. The Office should: (a) Train officers; Selection of members (b) Invite States.";
    assert_eq!(locators(items), ["para. 1", "para. 2", "para. 2 (a)", "para. 2 (b)", "para. 3", "para. 4"]);
    let cell = "2. The Office has grown. Table 1 Posts 7 posts (1 D-1, 3 P-4) in the division of the Office for planning and \
                finance Regular budget (a) Oversee works; (b) Conduct meetings;";
    assert_eq!(locators(cell), ["para. 1", "para. 2", "para. 3", "para. 4"]);
}

#[test]
fn paragraphs_of_a_summary_that_are_run_together_are_not_counted() {
    let text = format!(
        "{} Summary The report is about drugs. It was asked for. Introduction 1. Many {FILLER}. 2. Some {FILLER}. 3. Other {FILLER}.",
        "E/CN.7/2019/6 United Nations Distr.: General 3 January 2019 Original: English"
    );
    let found = report(&text);
    let found: Vec<String> = found.passages.iter().map(|passage| passage.citation.locator.to_string()).collect();
    assert_eq!(found, ["para. 1", "para. 2", "para. 3"]);
}

#[test]
fn the_heading_of_a_draft_decision_keeps_its_letter() {
    let text = format!(
        "E/CN.7/2019/4 Chapter I Matters calling for action A. Draft resolutions for adoption by the Council 1. The Commission \
         recommends the draft resolutions below. {FILLER}. B. Draft decision for adoption by the Council 2. The Commission \
         recommends the draft decision below. {FILLER}. 3. The Commission took note of the report. {FILLER}."
    );
    let section = report(&text).passages[1].section.join(" > ");
    assert!(section.ends_with("B. Draft decision for adoption by the Council"), "{section}");
}

#[test]
fn what_is_left_of_a_part_without_its_control_characters_is_no_line() {
    let text = "1. The Commission took note.\n______\u{1}\n2. It adjourned.";
    let document = cnd::extract::extract(Path::new("specimen.txt"), text.as_bytes()).unwrap().value;
    assert!(document.pages.iter().flat_map(|page| &page.lines).all(|line| !line.text.is_empty()));
}

/// The citations, without their symbol, of pages that stand on one line each.
fn locators_of(pages: &[String]) -> Vec<String> {
    report(&pages.join("\u{c}")).passages.iter().map(|passage| passage.citation.locator.to_string()).collect()
}

#[test]
fn each_lettered_text_of_a_resolution_and_each_of_its_titled_parts_counts_its_own_paragraphs() {
    let page = format!(
        "A/52/613 United Nations General Assembly Distr.: General 19 November 1997 Original: English 1. The Committee {FILLER}. \
         2. The Committee recommends to the General Assembly the adoption of the following draft resolution: DRAFT RESOLUTION I \
         Questions of Anguilla and Bermuda A General The General Assembly, Having considered the questions of Anguilla and Bermuda, \
         Recalling its resolution 1514 (XV) of 14 December 1960, Also aware of the needs of both, 1. Reaffirms the right of the \
         peoples; 2. Requests the Secretary-General to report. B Individual Territories The General Assembly, Referring to \
         resolution A above, I. Anguilla Noting the wish of the people, Aware of the efforts of the Government, 1. Requests the \
         Power to help; 2. Calls upon States to help. II. Bermuda Noting with interest the results of the vote, Aware of the views of \
         the parties, 1. Requests \
         the Power to act; 2. Urges it to report. 97-32779 (E) 261197"
    );
    assert_eq!(
        locators_of(&[page]),
        [
            "para. 1",
            "para. 2",
            "draft resolution I A, preambular para. 1",
            "draft resolution I A, preambular para. 2",
            "draft resolution I A, preambular para. 3",
            "draft resolution I A, para. 1",
            "draft resolution I A, para. 2",
            "draft resolution I B, preambular para. 1",
            "draft resolution I B, sect. I, preambular para. 1",
            "draft resolution I B, sect. I, preambular para. 2",
            "draft resolution I B, sect. I, para. 1",
            "draft resolution I B, sect. I, para. 2",
            "draft resolution I B, sect. II, preambular para. 1",
            "draft resolution I B, sect. II, preambular para. 2",
            "draft resolution I B, sect. II, para. 1",
            "draft resolution I B, sect. II, para. 2",
        ]
    );
}

#[test]
fn a_note_amid_a_sentence_that_goes_on_overleaf_stays_out_of_it() {
    let pages = [
        format!(
            "A/52/614 United Nations General Assembly Distr.: General 19 November 1997 Original: English 1. The Committee {FILLER}. {FILLER}. \
             2. It had before it the report1 and asked the Government to ensure 1 Official Records of the General Assembly, \
             Fifty-second Session, Supplement No. 23 (A/52/23), chap. X. 97-32780 (E) 261197"
        ),
        format!("A/52/614 that nothing was lost. 3. The Committee {FILLER}. {FILLER} as well. 97-32780"),
    ];
    assert_eq!(
        addresses(&report(&pages.join("\u{c}")))[1..],
        ["A/52/614, para. 2: nothing was lost.", "A/52/614, para. 3: concern as well."]
    );
    let text = report(&pages.join("\u{c}")).passages[1].text.clone();
    assert_eq!(text, "It had before it the report and asked the Government to ensure that nothing was lost.");
}

#[test]
fn numbers_of_notes_that_stand_in_a_row_call_their_notes() {
    let page = format!(
        "E/2025/42 United Nations Economic and Social Council Distr.: General 19 November 2025 Original: English 1. The Forum \
         {FILLER}. 2. The record is on the portal.2 3. The list is there as well.3 4. The Forum {FILLER}. \
         __________________ 2 3 6/36 See https://igov.un.org/second . See https://igov.un.org/third . 25-08073"
    );
    let report = report(&page);
    let texts: Vec<&str> = report.passages.iter().map(|passage| passage.text.as_str()).collect();
    assert_eq!(texts[1..3], ["The record is on the portal.", "The list is there as well."]);
}

#[test]
fn a_symbol_with_its_part_in_french_is_that_of_the_document() {
    let page = format!(
        "NATIONS UNIES CONSEIL ECONOMIQUE ET SOCIAL Distr. GENERALE E/ICEF/672(Première partie) 23 mai 1980 FRANÇAIS \
         ORIGINAL : ANGLAIS 1. The Board {FILLER}. 2. The Fund {FILLER}. 3. The Council {FILLER}."
    );
    assert_eq!(report(&page).passages[0].citation.to_string(), "E/ICEF/672(Première partie), para. 1");
}

#[test]
fn an_organ_behind_the_title_of_a_draft_decision_begins_it() {
    let page = "E/2025/L.13 United Nations Economic and Social Council Distr.: Limited 3 June 2025 Original: English 2025 session \
                Agenda item 7 Operational activities Draft decision submitted by the Vice-President of the Council Reports submitted \
                to the Council at its segment The Economic and Social Council takes note of the following reports, which were \
                submitted at the segment: (a) Report of the Secretary-General on the review; (b) Report of the Chair on the Office."
        .to_owned();
    assert_eq!(locators_of(&[page]), ["", "para. (a)", "para. (b)"]);
}

#[test]
fn asterisks_that_divide_a_text_stand_alone_and_end_the_draft_above() {
    let page = format!(
        "A/50/610 United Nations General Assembly Distr.: General 19 November 1995 Original: English 1. The Committee {FILLER}. \
         2. The Committee recommends to the General Assembly the adoption of the following draft resolution: Activities of foreign \
         interests The General Assembly, Recalling its resolution 1514 (XV), 1. Reaffirms the right of peoples; 2. Requests \
         the Secretary-General to report. 3. Decides to go on. 4. Urges States to act. * * * 3. The Committee also recommends to \
         the General Assembly the adoption of the following draft decision: Military activities 1. The General Assembly reiterates \
         its concern. 2. The General Assembly deplores the use of land. 97-32779 (E) 261197"
    );
    assert_eq!(
        locators_of(&[page])[7..],
        ["para. 3", "para. 3, draft decision, para. 1", "para. 3, draft decision, para. 2"]
    );
}

#[test]
fn numbers_of_titles_are_no_numbers_of_paragraphs() {
    let pages = [
        format!(
            "A/80/141 United Nations General Assembly Distr.: General 3 July 2025 Original: English Annex I Explanatory memorandum \
             1. Background The Centre extends over the region. {FILLER}. 2. Composition and founding documents The Government \
             signed the treaty. {FILLER}. 3. Relations with the United Nations From the first day the Centre has worked with it. \
             {FILLER}. 25-11111 (E) 040725"
        ),
        format!(
            "A/80/141 4. Conclusion In the light of the above, the Mission makes its request. {FILLER}. {FILLER}. 25-11111"
        ),
    ];
    assert!(locators_of(&pages).iter().all(|locator| !locator.contains("para.")), "{:?}", locators_of(&pages));
}

#[test]
fn what_a_scan_made_of_the_header_and_of_the_stamp_of_the_library_stays_out_of_the_text() {
    let pages = [
        format!(
            "UNITED NATIONS General Assembly Distr. GENERAL A/47/466 5 October 1992 ORIGINAL: ENGLISH 1. The Committee {FILLER}. \
             2. Some {FILLER}. 3. It describes the organization of the I . .. Digitized by Dag Hammarskjöld Library"
        ),
        format!(
            "e Ai A/47/466 English Page 2 negotiating process. 4. Many {FILLER}. {FILLER} as well. / Digitized by Dag \
             Hammarskjöld Library ., ."
        ),
    ];
    let report = report(&pages.join("\u{c}"));
    assert_eq!(report.passages[2].text, "It describes the organization of the negotiating process.");
    assert_eq!(addresses(&report)[3], "A/47/466, para. 4: concern as well.");
}

#[test]
fn typewritten_notes_end_the_page_that_first_calls_them() {
    let pages = [
        format!(
            "A/50/610 United Nations General Assembly Distr. GENERAL 5 October 1995 ORIGINAL: ENGLISH 1. The Committee {FILLER}. \
             2. It {FILLER}. 3. It rejected the amendment by 55 votes. 1/ The voting was as follows: In favour: Romania, Russian \
             1/ Statements were made by the representatives of Mexico and Oman. /..."
        ),
        format!(
            "A/50/610 English Page 2 Federation, Spain. 4. It rejected the second by 48 votes. 1/ The voting was close. 5. Many {FILLER}. \
             6. Others {FILLER} as well. /..."
        ),
    ];
    let report = report(&pages.join("\u{c}"));
    assert!(
        report.passages[2].text.ends_with("In favour: Romania, Russian Federation, Spain."),
        "{:?}",
        report.passages[2]
    );
    assert_eq!(addresses(&report)[3], "A/50/610, para. 4: voting was close.");
}

#[test]
fn the_line_that_closes_a_decision_and_the_number_of_the_next_stand_apart() {
    let page = format!(
        "E/2025/34 United Nations Economic and Social Council Distr.: General 3 July 2025 Original: English 1. The Board {FILLER}. \
         2. It {FILLER}. 3. It adopted two decisions. Annex Decisions adopted by the Executive Board 2025/9 Reports The Executive Board \
         1. Recalls its decision; 2. Requests the Fund to report. Annual session 12 June 2025 2025/10 Extensions of programmes The \
         Executive Board Takes note of the first extensions. Annual session 12 June 2025 25-00124 (E) 040725"
    );
    let document = cnd::extract::extract(Path::new("specimen.txt"), page.as_bytes()).unwrap().value;
    let lines: Vec<&str> = document.pages.iter().flat_map(|page| &page.lines).map(|line| line.text.as_str()).collect();
    let from = lines.iter().position(|line| line.starts_with("2. Requests")).unwrap();
    assert_eq!(
        lines[from..],
        [
            "2. Requests the Fund to report.",
            "Annual session",
            "12 June 2025",
            "2025/10",
            "Extensions of programmes",
            "The Executive Board",
            "Takes note of the first extensions.",
            "Annual session",
            "12 June 2025",
            "25-00124 (E) 040725",
        ]
    );
}
