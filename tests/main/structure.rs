//! Reports are divided into the passages that they are cited by.

use std::path::Path;

use cnd::structure::{PassageKind, Report, read};

use crate::support::{Set, set_document};

/// The report that a plain text gives.
fn report(text: &str) -> Report {
    let document = cnd::extract::extract(Path::new("specimen.txt"), text.as_bytes()).unwrap();
    read(&document.value).value
}

/// `citation: first words` of each passage, without the symbol.
fn addresses(report: &Report) -> Vec<String> {
    let shown = |text: &str| text.split(' ').take(3).collect::<Vec<_>>().join(" ");
    report.passages.iter().map(|passage| format!("{}: {}", passage.citation.locator, shown(&passage.text))).collect()
}

const FILLER: &str = "speakers welcomed the work of the Commission and noted that further measures were required in all regions of the world.";

#[test]
fn a_heading_with_the_number_of_a_paragraph_is_no_paragraph() {
    let text = format!(
        "A. Deliberations\n\n1. Scope of control\n\n1. Many {FILLER}\n\n2. Future work\n\n2. Some {FILLER}\n\n3. International Narcotics Control Board\n\n3. Several {FILLER}\n\n4. Other {FILLER}\n"
    );
    let report = report(&text);
    let found: Vec<String> = report.passages.iter().map(|passage| passage.citation.locator.to_string()).collect();
    assert_eq!(found, ["para. 1", "para. 2", "para. 3", "para. 4"]);
    assert_eq!(report.passages[1].section, ["A. Deliberations", "2. Future work"]);
    assert_eq!(report.passages[3].section, ["A. Deliberations", "3. International Narcotics Control Board"]);
}

#[test]
fn a_number_lost_behind_a_heading_is_inferred_from_its_neighbours_and_says_so() {
    let text = format!(
        "A. Deliberations\n\n1. Many {FILLER}\n\nB. Action taken\n\nSome {FILLER}\n\nC. Other matters\n\n3. Several {FILLER}\n\n4. Other {FILLER}\n"
    );
    let report = report(&text);
    assert_eq!(addresses(&report)[1], "para. 2: Some speakers welcomed");
    assert!(report.passages[1].number_inferred);
    assert!(!report.passages[2].number_inferred);
}

#[test]
fn the_numbers_of_a_resolution_do_not_disturb_those_of_the_report() {
    let text = format!(
        "I. Matters calling for action\n\n1. Many {FILLER}\n\n2. The Commission adopted the following resolution:\n\nResolution 68/1\n\nPromoting prevention among children\n\n\
         The Commission on Narcotic Drugs,\n\nRecalling its resolution 65/4 of 18 March 2022,\n\nNoting with concern the spread of synthetic drugs,\n\n\
         1. Encourages Member States to improve their systems;\n\n2. Invites Member States to share information;\n\n3. Requests the Executive Director to report to it.\n\n\
         II. General debate\n\n3. Several {FILLER}\n\n4. Other {FILLER}\n"
    );
    let report = report(&text);
    let found: Vec<String> = report.passages.iter().map(|passage| passage.citation.to_string()).collect();
    assert_eq!(
        found,
        [
            "specimen.txt, para. 1",
            "specimen.txt, para. 2",
            "CND resolution 68/1, preambular para. 1",
            "CND resolution 68/1, preambular para. 2",
            "CND resolution 68/1, para. 1",
            "CND resolution 68/1, para. 2",
            "CND resolution 68/1, para. 3",
            "specimen.txt, para. 3",
            "specimen.txt, para. 4"
        ]
    );
    assert_eq!(report.passages[4].kind, PassageKind::Operative);
    assert_eq!(report.passages[4].context, ["The Commission on Narcotic Drugs,"]);
    assert_eq!(report.passages[7].section, ["II. General debate"]);
}

#[test]
fn lettered_items_stand_under_their_chapeau_and_the_ninth_letter_is_not_a_roman_numeral() {
    let items: String = ('a'..='i')
        .map(|letter| format!("({letter}) The {letter} measure should be taken by Governments;\n\n"))
        .collect();
    let text =
        format!("1. Governments should take the following steps:\n\n{items}2. Many {FILLER}\n\n3. Some {FILLER}\n");
    let report = report(&text);
    let found: Vec<String> = report.passages.iter().map(|passage| passage.citation.locator.to_string()).collect();
    assert_eq!(found[1], "para. 1 (a)");
    assert_eq!(found[9], "para. 1 (i)");
    assert_eq!(found[10], "para. 2");
    assert_eq!(report.passages[9].context, ["Governments should take the following steps:"]);
}

#[test]
fn roman_items_stand_under_the_letter_whose_chapeau_opens_them() {
    let text = format!(
        "1. Governments should:\n\n(a) Establish panels composed as follows:\n\n(i) Ten members selected by the Commission;\n\n(ii) Five members selected by the Board;\n\n(b) Report on the results.\n\n2. Many {FILLER}\n"
    );
    let found: Vec<String> =
        report(&text).passages.iter().map(|passage| passage.citation.locator.to_string()).collect();
    assert_eq!(found, ["para. 1", "para. 1 (a)", "para. 1 (a) (i)", "para. 1 (a) (ii)", "para. 1 (b)", "para. 2"]);
}

#[test]
fn the_items_of_an_agenda_are_no_passages_and_the_paragraph_ends_at_the_colon() {
    let text = format!(
        "1. Many {FILLER}\n\n2. The Commission adopted its agenda. The agenda was as follows:\n\n1. Election of officers.\n\n2. Adoption of the agenda.\n\n3. General debate.\n\n3. Some {FILLER}\n\n4. Other {FILLER}\n"
    );
    let report = report(&text);
    assert_eq!(addresses(&report).len(), 4);
    assert!(report.passages[1].text.ends_with("as follows:"));
    assert!(report.passages[2].text.starts_with("Some speakers"));
}

#[test]
fn an_agenda_item_quoted_inside_a_paragraph_keeps_its_letters_in_the_paragraph() {
    let text = format!(
        "1. The Commission considered agenda item 4, which read as follows:\n\n“Strategic management:\n\n(a) Work of the group;\n\n(b) Working methods.”\n\n2. Many {FILLER}\n\n3. Some {FILLER}\n"
    );
    let report = report(&text);
    let found: Vec<String> = report.passages.iter().map(|passage| passage.citation.locator.to_string()).collect();
    assert_eq!(found, ["para. 1", "para. 2", "para. 3"]);
    assert!(report.passages[0].text.ends_with("(b) Working methods.”"));
}

#[test]
fn an_annex_with_numbers_of_its_own_is_cited_as_the_annex() {
    let text = format!(
        "1. Many {FILLER}\n\n2. Some {FILLER}\n\nAnnex II\n\nTerms of reference\n\n1. Several {FILLER}\n\n2. Other {FILLER}\n"
    );
    let report = report(&text);
    let found: Vec<String> = report.passages.iter().map(|passage| passage.citation.locator.to_string()).collect();
    assert_eq!(found, ["para. 1", "para. 2", "annex II, para. 1", "annex II, para. 2"]);
    assert_eq!(report.passages[2].kind, PassageKind::Annex);
    assert_eq!(report.passages[2].section, ["Annex II", "Terms of reference"]);
}

#[test]
fn a_paragraph_broken_by_a_page_is_one_passage() {
    let text = "1. Governments should encourage regular meetings of their agencies with their cross-border and\n\nregional counterparts to develop contacts in the whole of the subregion and beyond it.\n\n2. Governments should review existing safeguards and mechanisms for the investigation of such cases.\n";
    let report = report(text);
    assert_eq!(report.passages.len(), 2);
    assert!(report.passages[0].text.contains("cross-border and regional counterparts"));
}

#[test]
fn a_report_flattened_to_one_line_is_divided_at_its_numbers_and_items() {
    let text = format!(
        "1. At its session the Meeting made the recommendations below: (a) Governments are encouraged to cooperate; (b) Governments should share data. \
         2. Many {FILLER} 3. Some {FILLER} 4. Several {FILLER} 5. Other {FILLER}"
    );
    let found: Vec<String> =
        report(&text).passages.iter().map(|passage| passage.citation.locator.to_string()).collect();
    assert_eq!(found, ["para. 1", "para. 1 (a)", "para. 1 (b)", "para. 2", "para. 3", "para. 4", "para. 5"]);
}

#[test]
fn a_list_inside_a_sentence_is_not_divided() {
    let text = format!(
        "1. The Meeting considered: (a) removing impediments; (b) inter-agency cooperation; and (c) borders, which\n\n2. Many {FILLER}\n"
    );
    assert_eq!(report(&text).passages.len(), 2);
}

/// A page of a report as a printer sets it: the filler lines give the margins.
fn set_page(lines: &[Set]) -> Report {
    read(&set_document(&[lines])).value
}

const LINE: &str = "speakers welcomed the work of the Commission and noted that more was required;";

#[test]
fn a_draft_decision_without_the_line_of_an_organ_is_cited_under_its_paragraph_and_keeps_its_title_as_section() {
    let report = set_page(&[
        (70.0, 80.0, 14.0, true, "II.\tRecommendations of the Committee"),
        (90.0, 120.0, 10.0, false, "1.\tAt its meeting, on 4 October, the Committee took up the item and many"),
        (70.0, 132.0, 10.0, false, LINE),
        (70.0, 144.0, 10.0, false, LINE),
        (70.0, 156.0, 10.0, false, "it recommends to the Assembly the adoption of the following draft decision:"),
        (190.0, 190.0, 10.0, true, "Military activities in Territories"),
        (90.0, 220.0, 10.0, false, "1.\tThe General Assembly, having considered the chapter of the report of the"),
        (70.0, 232.0, 10.0, false, "Special Committee, reaffirms its decision on the same matter of that year."),
        (90.0, 250.0, 10.0, false, "2.\tThe General Assembly requests the Secretary-General to report to it on"),
        (70.0, 262.0, 10.0, false, "the activities of the Powers concerned."),
        (90.0, 290.0, 10.0, false, "2.\tThe Committee also took note of the statement by its Chair, as many more"),
        (70.0, 302.0, 10.0, false, "speakers had asked for it in the course of the debate."),
    ]);
    let found: Vec<String> = report.passages.iter().map(|passage| passage.citation.locator.to_string()).collect();
    assert_eq!(found, ["para. 1", "para. 1, draft decision, para. 1", "para. 1, draft decision, para. 2", "para. 2"]);
    assert_eq!(
        report.passages[1].section,
        ["II. Recommendations of the Committee", "Military activities in Territories"]
    );
    assert_eq!(report.passages[3].section, ["II. Recommendations of the Committee"]);
}

#[test]
fn a_lettered_heading_ends_the_unlettered_one_that_stood_over_paragraphs_of_its_own() {
    let text = |number: u32| format!("{number}.\tThe Forum took up the item at its first meeting, on 5 May, and its");
    let (one, two, three) = (text(1), text(2), text(3));
    let report = set_page(&[
        (70.0, 80.0, 14.0, true, "II.\tTechnical discussions"),
        (90.0, 110.0, 10.0, true, "Consideration of the draft summary"),
        (90.0, 130.0, 10.0, false, &one),
        (70.0, 142.0, 10.0, false, LINE),
        (70.0, 170.0, 12.0, true, "A.\tContributions of members"),
        (90.0, 190.0, 10.0, false, &two),
        (70.0, 202.0, 10.0, false, LINE),
        (90.0, 230.0, 10.0, true, "Presentations of initiatives"),
        (90.0, 250.0, 10.0, false, &three),
        (70.0, 262.0, 10.0, false, LINE),
    ]);
    let sections: Vec<&[String]> = report.passages.iter().map(|passage| &passage.section[1..]).collect();
    assert_eq!(
        sections,
        [
            &["Consideration of the draft summary"][..],
            &["A. Contributions of members"],
            &["A. Contributions of members", "Presentations of initiatives"]
        ]
    );
}

#[test]
fn a_list_of_votes_belongs_to_the_paragraph_that_announces_the_vote() {
    let report = set_page(&[
        (90.0, 80.0, 10.0, false, "8.\tThe Committee rejected the amendment by a recorded vote of 62 to 47, and"),
        (70.0, 92.0, 10.0, false, "the voting was as follows:"),
        (90.0, 112.0, 10.0, false, "In favour:\tAndorra, Armenia, Australia, Austria, Belarus, Belgium,"),
        (170.0, 124.0, 10.0, false, "Bulgaria, Canada, Denmark, Finland, France, Georgia, Germany,"),
        (170.0, 136.0, 10.0, false, "Greece, Hungary, Iceland, Ireland, Israel, Italy, Japan."),
        (90.0, 156.0, 10.0, false, "Against:\tAlgeria, Barbados, Benin, Bolivia, Brazil, Burkina Faso,"),
        (170.0, 168.0, 10.0, false, "Burundi, Chile, China, Colombia, Congo, Cuba, Ethiopia,"),
        (170.0, 180.0, 10.0, false, "Fiji, Ghana, Guyana, Honduras, India, Indonesia, Zimbabwe."),
        (90.0, 200.0, 10.0, false, "9.\tThe Committee adopted the draft as a whole, as amended, and its members"),
        (70.0, 212.0, 10.0, false, LINE),
    ]);
    assert_eq!(report.passages.len(), 2);
    assert!(report.passages[0].text.ends_with("Indonesia, Zimbabwe."), "{}", report.passages[0].text);
}

/// The locators of a report, without the symbol.
fn locators(report: &Report) -> Vec<String> {
    report.passages.iter().map(|passage| passage.citation.locator.to_string()).collect()
}

#[test]
fn where_each_chapter_begins_again_at_one_the_chapter_is_cited() {
    let chapter = |number: &str, title: &str, paragraphs: u32| {
        let text: String = (1..=paragraphs).map(|n| format!("{n}. In part {number} many {FILLER}\n\n")).collect();
        format!("Chapter {number}\n\n{title}\n\n{text}")
    };
    let text = chapter("I", "Matters calling for action", 3)
        + &chapter("II", "Items for discussion", 5)
        + &chapter("III", "Items for information", 2)
        + &chapter("IV", "Organization of the session", 3);
    let found = locators(&report(&text));
    assert_eq!(found[0], "chap. I, para. 1");
    assert_eq!(found[3], "chap. II, para. 1");
    assert_eq!(found[8], "chap. III, para. 1");
    assert_eq!(found[12], "chap. IV, para. 3");
}

#[test]
fn the_parts_of_a_draft_have_preambles_and_numbers_of_their_own() {
    let part = |numeral: &str, name: &str| {
        format!(
            "{numeral}. {name}\n\nNoting the report by the administering Power on {name},\n\nAware of the efforts of its Government,\n\n\
             1. Requests the administering Power to assist;\n\n2. Calls upon all Governments to help.\n\n"
        )
    };
    let text = format!(
        "I. Recommendations\n\n1. The Committee recommends to the Assembly the adoption of the following draft resolutions:\n\nDraft resolution I\n\nQuestions of Territories\n\nThe General Assembly,\n\n{}{}{}2. Many {FILLER}\n\n3. Some {FILLER}\n",
        part("I", "American Samoa"),
        part("II", "Anguilla"),
        part("III", "Bermuda"),
    );
    let report = report(&text);
    let found = locators(&report);
    assert_eq!(found[1], "draft resolution I, sect. I, preambular para. 1");
    assert_eq!(found[5], "draft resolution I, sect. II, preambular para. 1");
    assert_eq!(found[12], "draft resolution I, sect. III, para. 2");
    assert_eq!(found[13], "para. 2");
    assert_eq!(report.passages[12].section.last().map(String::as_str), Some("III. Bermuda"));
}

#[test]
fn an_agenda_in_an_annex_is_no_passage() {
    let text = format!(
        "1. Many {FILLER}\n\n2. Some {FILLER}\n\n3. Other {FILLER}\n\nAnnex I\n\nAgenda for the special session\n\n1. Adoption of the agenda.\n\n2. Preparations for the Conference.\n\n3. Adoption of the report.\n\n\
         Annex II\n\nAttendance\n\n1. Many {FILLER}\n\n2. Some {FILLER}\n"
    );
    assert_eq!(locators(&report(&text)), ["para. 1", "para. 2", "para. 3", "annex II, para. 1", "annex II, para. 2"]);
}

#[test]
fn an_introduction_without_numbers_is_cited_as_such_and_a_remark_below_a_heading_heads_nothing() {
    let text = format!(
        "Introduction\n\nThe special session of the Board was held at Geneva in January, and all {FILLER}\n\nI. Action by the Board\n\n(Agenda item 3)\n\n1. Many {FILLER}\n\n2. Some {FILLER}\n\n3. Other {FILLER}\n"
    );
    let report = report(&text);
    assert_eq!(locators(&report), ["introduction, para. 1", "para. 1", "para. 2", "para. 3"]);
    assert_eq!(report.passages[1].section, ["I. Action by the Board"]);
}

#[test]
fn a_number_that_a_scan_garbled_is_read_where_it_is_due_and_says_so() {
    let text = format!(
        "I. Introduction\n\n32. Many {FILLER}\n\n33. Some {FILLER}\n\n3l+. Several {FILLER}\n\n35. Other {FILLER}\n\n36. More {FILLER}\n"
    );
    let report = report(&text);
    assert_eq!(locators(&report), ["para. 32", "para. 33", "para. 34", "para. 35", "para. 36"]);
    assert!(report.passages[2].number_inferred);
    assert!(report.passages[2].text.starts_with("Several speakers"));
}

#[test]
fn a_paragraph_inserted_behind_another_keeps_its_bis() {
    let text = "Draft resolution I\n\nPrevention\n\nThe Commission on Narcotic Drugs,\n\nRecalling its resolution 65/4 of 18 March 2022,\n\n\
                1. Encourages Member States to improve their systems;\n\n1 bis. Invites Member States to share what they know;\n\n2. Requests the Executive Director to report to it.\n";
    let found = locators(&report(text));
    assert_eq!(found[2], "draft resolution I, para. 1 bis");
    assert_eq!(found[3], "draft resolution I, para. 2");
}

#[test]
fn recommendations_with_numbers_of_their_own_are_cited_by_them() {
    let text = format!(
        "I. Recommendations\n\n1. Many {FILLER}\n\n1. Issue: synthetic drugs\n\nRecommendation 1\nGovernments are \
         encouraged to strengthen their forensic capacity.\n\nRecommendation 2\nGovernments are encouraged to share \
         information on:\n(a)   New psychoactive substances;\n(b)   Precursors.\n\n2. Issue: cooperation\n\n\
         Recommendation 3\nGovernments should establish joint teams.\n\nII. Trends\n\n2. Some {FILLER}\n\n\
         3. Recommendation 3 was discussed again by several {FILLER}\n"
    );
    let report = report(&text);
    assert_eq!(
        addresses(&report),
        [
            "para. 1: Many speakers welcomed",
            "recommendation 1: Governments are encouraged",
            "recommendation 2: Governments are encouraged",
            "recommendation 2 (a): New psychoactive substances;",
            "recommendation 2 (b): Precursors.",
            "recommendation 3: Governments should establish",
            "para. 2: Some speakers welcomed",
            "para. 3: Recommendation 3 was",
        ]
    );
    assert_eq!(report.passages[5].kind, PassageKind::Recommendation);
    assert_eq!(report.passages[5].section, ["I. Recommendations", "2. Issue: cooperation"]);
}

#[test]
fn the_number_of_a_recommendation_over_numbered_paragraphs_is_a_heading() {
    let text =
        format!("I. Follow-up\n\nRecommendation 4\n\n1. Many {FILLER}\n\nRecommendation 5\n\n2. Some {FILLER}\n");
    let report = report(&text);
    assert_eq!(addresses(&report), ["para. 1: Many speakers welcomed", "para. 2: Some speakers welcomed"]);
    assert_eq!(report.passages[1].section, ["I. Follow-up", "Recommendation 5"]);
}

#[test]
fn the_items_of_a_document_that_is_an_agenda_are_no_paragraphs() {
    let report = report(
        "United Nations E/CN.7/2025/1\n\nDistr.: General\n29 November 2024\n\nCommission on Narcotic Drugs\nSixty-eighth \
         session\n\nAnnotated provisional agenda\n\n1. Election of officers.\n\n2. Adoption of the agenda.\n\n3. Budgetary \
         questions:\n\n(a) Work of the group;\n\n(b) Directives on policy.\n\n4. General debate.\n",
    );
    assert!(report.passages.is_empty(), "{:?}", addresses(&report));
    assert!(report.unplaced[0].text.contains("Work of the group"));
}

#[test]
fn text_with_no_number_on_any_page_gets_none() {
    let text = format!(
        "The Acting President: I now give the floor to the representative of Iceland.\n\nMr. Gunnarsson: We note that many {FILLER}\n\nDraft resolution (A/79/L.64)\n\nThe United States remains concerned, and its {FILLER}\n\nThe meeting rose at 11.20 a.m.\n"
    );
    assert_eq!(locators(&report(&text)), Vec::<String>::new());
}

#[test]
fn cells_in_small_type_beside_each_other_and_the_title_over_them_are_no_text() {
    let cells: Vec<(f32, f32, &str)> = vec![
        (120.0, 190.0, "Outcome of investigation"),
        (290.0, 190.0, "Affiliate personnel"),
        (400.0, 190.0, "Total"),
        (120.0, 204.0, "(a) Allegation substantiated"),
        (290.0, 204.0, "107"),
        (400.0, 204.0, "1 079"),
        (120.0, 218.0, "(b) Subject resigned or"),
        (290.0, 218.0, "31"),
        (400.0, 218.0, "112"),
    ];
    let mut lines: Vec<Set> = vec![
        (
            90.0,
            80.0,
            10.0,
            false,
            "1.\tTable 1 gives the outcomes of completed investigations, and the speakers asked for",
        ),
        (70.0, 92.0, 10.0, false, LINE),
        (70.0, 104.0, 10.0, false, "more of them by category."),
        (70.0, 160.0, 10.0, true, "Outcomes of investigations"),
    ];
    lines.extend(cells.iter().map(|(x, y, text)| (*x, *y, 8.0, false, *text)));
    lines.extend([
        (
            90.0,
            260.0,
            10.0,
            false,
            "2.\tNot all of those concerned were separated from service, and about one third of",
        ),
        (70.0, 272.0, 10.0, false, LINE),
        (70.0, 284.0, 10.0, false, "them resigned."),
    ]);
    let report = set_page(&lines);
    assert_eq!(locators(&report), ["para. 1", "para. 2"]);
    assert!(report.passages[0].text.ends_with("by category."), "{}", report.passages[0].text);
    assert_eq!(report.passages[1].section, Vec::<String>::new());
}

#[test]
fn numbered_recommendations_are_cited_by_their_numbers_apart_from_the_paragraphs() {
    let text = format!(
        "I. Recommendations\n\n1. Many {FILLER}\n\nRecommendation 1\n\nGovernments are encouraged to strengthen their forensic capacity.\n\n\
         Recommendation 2\n\nGovernments should share information on:\n\n(a) New psychoactive substances;\n\n(b) Precursors.\n\n\
         2. Some {FILLER}\n\nRecommendation 3: Governments should establish joint teams.\n\n3. Other {FILLER}\n"
    );
    let report = report(&text);
    assert_eq!(
        locators(&report),
        [
            "para. 1",
            "recommendation 1",
            "recommendation 2",
            "recommendation 2 (a)",
            "recommendation 2 (b)",
            "para. 2",
            "recommendation 3",
            "para. 3"
        ]
    );
    assert_eq!(report.passages[1].kind, PassageKind::Recommendation);
    assert!(report.passages[6].text.starts_with("Governments should establish"));
}

#[test]
fn lettered_parts_of_a_resolution_share_its_preamble_and_its_annex_is_cited_as_its_own() {
    let text = "Draft resolution I\n\nPrevention\n\nThe General Assembly,\n\nRecalling its resolution 65/4 of 18 March 2022,\n\n\
                A\n\nInternational cooperation\n\n1. Reaffirms its commitment to the treaties;\n\n2. Urges Member States to adopt the measures;\n\n\
                B\n\nData collection\n\n1. Requests the Secretary-General to report;\n\n2. Decides to remain seized of the matter.\n\n\
                Annex\n\nModel measures\n\nI. General principles\n\n1. Member States should ensure access to treatment for all.\n\nII. Implementation\n\n2. Progress will be reviewed by the Assembly in 2029.\n";
    assert_eq!(
        locators(&report(text)),
        [
            "draft resolution I, preambular para. 1",
            "draft resolution I A, para. 1",
            "draft resolution I A, para. 2",
            "draft resolution I B, para. 1",
            "draft resolution I B, para. 2",
            "draft resolution I B, annex, para. 1",
            "draft resolution I B, annex, para. 2"
        ]
    );
}

#[test]
fn the_number_before_a_title_names_the_resolution() {
    let report = set_page(&[
        (70.0, 80.0, 14.0, true, "Resolutions"),
        (70.0, 110.0, 11.0, true, "2024/12. Fighting against transnational crime"),
        (90.0, 140.0, 10.0, false, "The Economic and Social Council,"),
        (90.0, 160.0, 10.0, false, "Recalling its resolution 2023/1 of 1 June 2023 and all the other resolutions that"),
        (70.0, 172.0, 10.0, false, "it has adopted,"),
        (90.0, 190.0, 10.0, false, "1.\tUrges Member States to act against crime in all of its many forms and at"),
        (70.0, 202.0, 10.0, false, "every level;"),
        (90.0, 220.0, 10.0, false, "2.\tRequests the Secretary-General to report to the Council on the matter."),
    ]);
    assert_eq!(
        report.passages.iter().map(|passage| passage.citation.to_string()).collect::<Vec<_>>(),
        ["preambular para. 1", "para. 1", "para. 2"].map(|locator| format!("ECOSOC resolution 2024/12, {locator}"))
    );
}

mod laws {
    //! What holds of every document, whatever its lines.

    use cnd::extract::{ExtractedDocument, Format, Line, Page};
    use cnd::structure::{Placement, read};
    use proptest::prelude::*;

    fn line() -> impl Strategy<Value = String> {
        prop_oneof![
            (1u32..30).prop_map(|n| format!("{n}. Governments should review the measures taken.")),
            (1u32..6).prop_map(|n| format!("{n}. Requests the Secretary-General to report;")),
            prop::sample::select(vec!["a", "b", "c", "i", "ii", "v", "aa"])
                .prop_map(|label| format!("({label}) Measures at borders;")),
            prop::sample::select(vec![
                "I. Introduction",
                "B. Action taken",
                "Chapter II",
                "Annex",
                "Annex II",
                "Resolution 68/1",
                "Draft decision I",
                "The Economic and Social Council,",
                "Recalling its resolution 45/15,",
                "Summary",
                "Table 1",
                "“quoted text",
                "and so on to the end of the line",
                "(h) (i) Two labels at once;",
                "12\t44\t56\t78",
            ])
            .prop_map(str::to_owned),
            "\\PC{0,60}",
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn every_line_is_placed_once_and_the_spans_of_passages_agree(
            pages in prop::collection::vec(prop::collection::vec((line(), any::<bool>()), 0..25), 1..4)
        ) {
            let pages: Vec<Page> = pages
                .into_iter()
                .map(|lines| Page {
                    lines: lines
                        .into_iter()
                        .map(|(text, blank_before)| Line { text: text.trim().to_owned(), blank_before, ..Line::default() })
                        .filter(|line| !line.text.is_empty())
                        .collect(),
                    ..Page::default()
                })
                .collect();
            let total: usize = pages.iter().map(|page| page.lines.len()).sum();
            let report = read(&ExtractedDocument { name: String::new(), format: Format::Text, pages }).value;
            prop_assert_eq!(report.placements.len(), total);
            let mut holders = vec![0usize; total];
            for passage in &report.passages {
                for line in passage.span.lines.iter().cloned().flatten() {
                    holders[line as usize] += 1;
                    prop_assert_eq!(report.placements[line as usize], Placement::Passage);
                }
            }
            prop_assert!(holders.iter().all(|count| *count <= 1));
        }
    }
}

#[test]
fn a_word_that_a_document_divides_at_line_ends_is_whole_and_a_hyphen_of_its_own_stays() {
    let lines = [
        "1. The administration and the economic system of a developed country need adminis-",
        "tration, econo-",
        "mic growth, a develop-",
        "ed and well-being popu-",
        "lation of the Secretary-General in the non-",
        "governmental sector, which is non-governmental, and well-",
        "being.",
    ];
    let report = read(&crate::support::document(&[&lines])).value;
    let text = &report.passages[0].text;
    let end = "need administration, economic growth, a developed and well-being population of the Secretary-General in the \
        non-governmental sector, which is non-governmental, and well-being.";
    assert!(text.ends_with(end), "{text}");
}

#[test]
fn text_without_an_address_keeps_the_heading_that_says_what_it_is() {
    let report = report(
        "Paragraph 44\n\nThe paragraph should read\n\nIn 2020, the people lived outside the country of their birth, according to the Department.\n\nParagraph 46\n\nThe sentence should read\n\nAccording to the Organization, there were many workers in that year in the whole world.\n",
    );
    let unplaced: Vec<&str> = report.unplaced.iter().map(|passage| passage.text.as_str()).collect();
    assert!(unplaced[0].starts_with("Paragraph 44 The paragraph should read"), "{unplaced:?}");
    assert!(unplaced[0].contains("Paragraph 46 The sentence should read"), "{unplaced:?}");
}

#[test]
fn a_document_is_read_alike_each_time_also_where_two_readings_are_equally_good() {
    let text = "The General Assembly,\n\nRecalling its resolution 78/196 of 19 December 2023 and its other resolutions,\n\nI\n\nPublic health\n\nRecognizing that drug use disorders are health disorders,\n\n1. Calls upon Member States to treat them;\n\n2. Encourages them to share experience;\n\nII\n\nSupply reduction\n\nNoting with concern the growth in manufacture,\n\n3. Urges Member States to cooperate;\n\n4. Requests the Secretary-General to report.\n";
    let first = addresses(&report(text));
    for _ in 0..16 {
        assert_eq!(addresses(&report(text)), first);
    }
}

#[test]
fn the_line_that_numbers_a_recommendation_and_the_numeral_of_a_part_are_no_text() {
    let text = format!(
        "I. Measures\n\n1. Many {FILLER}\n\nRecommendation 1\n\nGovernments should strengthen their laws on the matter without further delay.\n\n2. Some {FILLER}\n"
    );
    let found = report(&text);
    let line = found.placements.iter().filter(|placement| **placement == cnd::structure::Placement::Heading).count();
    assert_eq!(line, 2);
    let parts = report(
        "The General Assembly,\n\nRecalling its resolution 78/196 of 19 December 2023 and its other resolutions,\n\nI\n\nPublic health\n\nRecognizing that drug use disorders are health disorders,\n\n1. Calls upon Member States to treat them;\n\n2. Encourages them to share experience.\n",
    );
    assert!(parts.passages.iter().all(|passage| !passage.text.ends_with(" I")), "{:?}", addresses(&parts));
}
