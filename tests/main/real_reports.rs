//! What real reports do: a case for each habit that leads readers of numbers astray.

use std::path::Path;

use cnd::DiagnosticCode;
use cnd::diagnostic::Warned;
use cnd::structure::{Confidence, Doubt, Report, read};

use crate::support::{Set, document, set_document};

const FILLER: &str = "speakers welcomed the work of the Commission and noted that further measures were required in all regions of the world.";

fn warned(text: &str) -> Warned<Report> {
    read(&cnd::extract::extract(Path::new("specimen.txt"), text.as_bytes()).unwrap().value)
}

fn report(text: &str) -> Report {
    warned(text).value
}

fn locators(report: &Report) -> Vec<String> {
    report.passages.iter().map(|passage| passage.citation.locator.to_string()).collect()
}

/// The paragraphs from `first` to `last` as a report prints them.
fn paragraphs(first: u32, last: u32) -> String {
    (first..=last).map(|number| format!("{number}. At the meeting {FILLER}\n\n")).collect()
}

fn numbered(first: u32, last: u32) -> Vec<String> {
    (first..=last).map(|number| format!("para. {number}")).collect()
}

#[test]
fn the_letters_of_a_list_run_past_z_to_mm() {
    let letters = ('a'..='z').map(String::from).chain(('a'..='m').map(|letter| format!("{letter}{letter}")));
    let items: Vec<String> = letters.collect();
    let list: String =
        items.iter().map(|letter| format!("({letter}) The measure numbered so was discussed;\n\n")).collect();
    let report = report(&format!("1. The Meeting made these points:\n\n{list}2. At the meeting {FILLER}\n"));
    let expected: Vec<String> = items.iter().map(|letter| format!("para. 1 ({letter})")).collect();
    assert_eq!(locators(&report)[1..40], expected);
    assert_eq!(locators(&report)[40], "para. 2");
}

#[test]
fn a_line_that_begins_with_a_year_or_a_letter_in_brackets_goes_on() {
    let text = format!(
        "{}4. The Office said that the measures had been planned by the Government until the end of\n2054. By the late \
         twenties the plan was to be reviewed; it covered (a) training and\n(b) procurement of equipment for the\n\
         laboratories of the region.\n\n{}",
        paragraphs(1, 3),
        paragraphs(5, 6)
    );
    let report = report(&text);
    assert_eq!(locators(&report), numbered(1, 6));
    assert!(report.passages[3].text.ends_with("and (b) procurement of equipment for the laboratories of the region."));
}

#[test]
fn a_heading_of_the_third_degree_may_run_over_six_lines() {
    let rows: [Set; 9] = [
        (
            72.0,
            80.0,
            10.0,
            false,
            "1.\tAt the first meeting the Commission considered the item and took note of the reports.",
        ),
        (72.0, 110.0, 10.0, true, "(a)\tConsideration of the changes in the scope of control of substances under the"),
        (96.0, 122.0, 10.0, true, "Single Convention on Narcotic Drugs of 1961, the Convention on Psychotropic"),
        (96.0, 134.0, 10.0, true, "Substances of 1971 and the United Nations Convention against Illicit Traffic in"),
        (96.0, 146.0, 10.0, true, "Narcotic Drugs and Psychotropic Substances of 1988, and of the requests made by"),
        (96.0, 158.0, 10.0, true, "the World Health Organization and by the International Narcotics Control Board"),
        (96.0, 170.0, 10.0, true, "concerning them"),
        (
            72.0,
            200.0,
            10.0,
            false,
            "2.\tAt the second meeting the Commission considered the changes that had been proposed.",
        ),
        (
            72.0,
            230.0,
            10.0,
            false,
            "3.\tAt the third meeting the Commission decided on the changes that had been proposed.",
        ),
    ];
    let report = read(&set_document(&[&rows])).value;
    assert_eq!(locators(&report), numbered(1, 3));
    let heading = report.passages[1].section.last().unwrap();
    assert!(
        heading.starts_with("(a) Consideration of the changes") && heading.ends_with("Board concerning them"),
        "{heading}"
    );
}

#[test]
fn deliberations_without_a_letter_and_a_chapter_over_its_title_are_headings() {
    let text = format!(
        "Chapter I\n\nMatters calling for action\n\nA. Draft decisions\n\n{}Chapter II\n\nStrategic management\n\nDeliberations\n\n{}",
        paragraphs(1, 2),
        paragraphs(3, 5)
    );
    let report = report(&text);
    assert_eq!(locators(&report), numbered(1, 5));
    assert_eq!(report.passages[0].section, ["I. Matters calling for action", "A. Draft decisions"]);
    assert_eq!(report.passages[2].section, ["II. Strategic management", "Deliberations"]);
}

#[test]
fn the_numbered_rows_of_a_table_between_paragraphs_are_no_paragraphs() {
    let mut rows: Vec<(f32, String)> =
        vec![(60.0, "1.\tThe Commission considered the allocation of resources to the programmes.".to_owned())];
    rows.push((90.0, "Table 1".to_owned()));
    rows.push((102.0, "Resources by programme".to_owned()));
    rows.extend(
        (1..=12)
            .map(|row| (114.0 + row as f32 * 12.0, format!("{row}.\tProgramme {row}\t{row}0.5\t{row}1.2\t{row}3.0"))),
    );
    rows.push((282.0, "Source: Office.".to_owned()));
    rows.push((
        312.0,
        "2.\tThe Commission took note of the resources that had been allocated to programmes.".to_owned(),
    ));
    rows.push((342.0, "3.\tThe Commission requested the Executive Director to report to it on resources.".to_owned()));
    let set: Vec<Set> =
        rows.iter().map(|(y, text)| (72.0, *y, 10.0, text.starts_with("Table"), text.as_str())).collect();
    assert_eq!(locators(&read(&set_document(&[&set])).value), numbered(1, 3));
}

#[test]
fn a_quoted_report_keeps_its_numbers_inside_the_paragraph_that_quotes_it() {
    let quoted: String = (1..=4)
        .map(|number| format!("“{number}. The Working Group met in Vienna and agreed on point {number}.\n\n"))
        .collect();
    let text = format!(
        "{}4. The Chair read out the report of the Working Group, which was as follows:\n\n{}”\n\n{}",
        paragraphs(1, 3),
        quoted.trim_end(),
        paragraphs(5, 7)
    );
    assert_eq!(locators(&report(&text)), numbered(1, 7));
}

#[test]
fn a_list_of_speakers_runs_over_pages_inside_its_paragraph() {
    let states = "Algeria, Australia, Austria, Brazil, Canada, Chile, China, Colombia, Egypt, France, Germany, Ghana,";
    let report = read(&document(&[
        &["1. Statements were made by the representatives of", states, "E/CN.7/2021/4", "3/24"],
        &["E/CN.7/2021/4", states, states, "4/24"],
        &["E/CN.7/2021/4", "Italy, Japan and Kenya.", "2. The Commission took note of the statements made."],
    ]))
    .value;
    assert_eq!(locators(&report), numbered(1, 2));
    assert!(report.passages[0].text.ends_with("Ghana, Italy, Japan and Kenya."), "{}", report.passages[0].text);
}

#[test]
fn a_hyphen_at_a_line_end_stays_and_an_address_is_joined() {
    let text = "1. At its sixty-\nninth session the Commission heard non-\ngovernmental organizations, whose papers are at www.unodc.org/unodc/commissions/\n\
                CND/session.html and elsewhere.\n\n2. The Commission took note of the papers that had been submitted to it.\n";
    let text = &report(text).passages[0].text;
    assert!(text.contains("sixty-ninth") && text.contains("non-governmental"), "{text}");
    assert!(text.contains("www.unodc.org/unodc/commissions/CND/session.html"), "{text}");
}

#[test]
fn the_number_of_the_document_falls_into_no_preambular_paragraph() {
    let report = read(&document(&[
        &[
            "Resolution 68/1",
            "The Commission on Narcotic Drugs,",
            "Recalling its resolution 67/1 of 22 March 2024, in which it requested the Office",
            "25-04984\t3/24",
        ],
        &[
            "E/2025/28",
            "E/CN.7/2025/12",
            "to support Member States in prevention,",
            "1. Encourages Member States to act;",
        ],
        &["E/2025/28", "E/CN.7/2025/12", "2. Requests the Executive Director to report to it.", "25-04984\t5/24"],
    ]))
    .value;
    assert!(report.passages[0].text.ends_with("requested the Office to support Member States in prevention,"));
    assert_eq!(report.passages.len(), 3);
}

#[test]
fn figures_of_the_text_stay_where_the_markers_of_notes_go() {
    let report = read(&document(&[&[
        "1. The Protocol,4 the plan of 20225 and resolution 68/3 were noted, with footnote 1 and item 73 e of the list.",
        "2. The Commission took note of that Protocol, as it had done before.",
        "__________________",
        "4 United Nations, Treaty Series, vol. 976, No. 14152.",
        "5 See E/2022/28.",
    ]]))
    .value;
    assert_eq!(
        report.passages[0].text,
        "The Protocol, the plan of 2022 and resolution 68/3 were noted, with footnote 1 and item 73 e of the list."
    );
}

#[test]
fn a_note_whose_number_a_converter_set_last_is_a_note_with_its_marker() {
    let report = read(&document(&[
        &[
            "1. The Office helped 43 States. 1 It was thanked by the Commission for its work. 2",
            "__________________",
            "Food Security Information Network. Global Report on Crises",
            "(Rome, 2025).",
            "2",
            "See E/2022/28.",
            "1",
        ],
        &["2. The Commission took note of the work of the Office."],
    ]))
    .value;
    assert_eq!(report.passages[0].text, "The Office helped 43 States. It was thanked by the Commission for its work.");
}

#[test]
fn a_note_set_as_a_paragraph_behind_the_text_that_calls_it_is_a_note() {
    let page = "<p>1. The Office helped States to adopt the Protocol<sup>4</sup> and other instruments.</p><p>4 General Assembly \
                resolution 70/1.</p><p>2. The Commission took note of the work of the Office.</p>";
    let document = cnd::extract::extract(Path::new("specimen.html"), page.as_bytes()).unwrap().value;
    let report = read(&document).value;
    assert_eq!(report.passages[0].text, "The Office helped States to adopt the Protocol and other instruments.");
    assert_eq!(locators(&report), numbered(1, 2));
}

#[test]
fn a_declaration_brought_to_attention_has_its_own_numbers() {
    let text = "B. Matters brought to the attention of the Council\n\n3. The following declaration is brought to the attention of the \
        Council:\n\nMinisterial declaration on strengthening our actions\n\nWe, ministers of Member States, assembled at the \
        ministerial segment,\n\nReaffirming our commitment to the three conventions,\n\n1. We take note of the progress \
        achieved;\n\n2. We express deep concern;\n\nThe way forward\n\n3. We commit to cooperate.\n\n4. The following \
        resolution is also brought to the attention of the Council:\n\nResolution 62/1\n\nCooperation\n\nThe Commission on \
        Narcotic Drugs,\n\nRecalling its resolution 61/1,\n\n1. Encourages Member States to cooperate.\n";
    let found: Vec<String> = report(text).passages.iter().map(|passage| passage.citation.to_string()).collect();
    assert_eq!(
        found,
        [
            "specimen.txt, para. 3",
            "specimen.txt, ministerial declaration, preambular para. 1",
            "specimen.txt, ministerial declaration, preambular para. 2",
            "specimen.txt, ministerial declaration, para. 1",
            "specimen.txt, ministerial declaration, para. 2",
            "specimen.txt, ministerial declaration, para. 3",
            "specimen.txt, para. 4",
            "CND resolution 62/1, preambular para. 1",
            "CND resolution 62/1, para. 1",
        ]
    );
}

#[test]
fn resolutions_and_decisions_of_a_supplement_are_cited_by_the_numbers_before_their_titles() {
    let text = "E/2024/99\n\nEconomic and Social Council\nOfficial Records, 2024\nSupplement No. 1\n\nResolutions and decisions \
        of the Economic and Social Council\n\nDecisions\n\n2024/333. Report of the International Narcotics Control Board\n\nAt its \
        27th plenary meeting, on 23 July 2024, the Economic and Social Council took note of the report.\n\n2024/334. Report of \
        the Commission on Narcotic Drugs\n\nAt its 27th plenary meeting, on 23 July 2024, the Economic and Social \
        Council:\n\n(a) Took note of the report of the Commission;\n\n(b) Approved the provisional agenda.\n\nResolutions\n\n\
        2024/12. Fighting against counterfeit medicines\n\nThe Economic and Social Council,\n\nRecalling General Assembly \
        resolution 75/1,\n\n1. Urges Member States to act;\n\n2. Requests the Secretary-General to report.\n";
    let report = report(text);
    let found: Vec<String> = report.passages.iter().map(|passage| passage.citation.to_string()).collect();
    assert_eq!(
        found,
        [
            "ECOSOC decision 2024/333",
            "ECOSOC decision 2024/334",
            "ECOSOC decision 2024/334, para. (a)",
            "ECOSOC decision 2024/334, para. (b)",
            "ECOSOC resolution 2024/12, preambular para. 1",
            "ECOSOC resolution 2024/12, para. 1",
            "ECOSOC resolution 2024/12, para. 2",
        ]
    );
}

#[test]
fn numbers_that_begin_at_97_and_follow_on_each_other_are_those_of_paragraphs() {
    let text = format!(
        "Chapter II.\n\nFunctioning of the system\n\nA. Promoting the treaties\n\n1. Status of adherence\n\n{}",
        paragraphs(97, 101)
    );
    let report = report(&text);
    assert_eq!(locators(&report), numbered(97, 101));
    assert_eq!(report.passages[0].section.last().map(String::as_str), Some("1. Status of adherence"));
}

#[test]
fn a_preambular_paragraph_behind_lettered_clauses_is_one_of_its_own() {
    let text = "Draft resolution I\n\nSafety\n\nThe Commission on Narcotic Drugs,\n\nRecalling the Convention of 1961,\n\nMindful of \
        the fact that:\n\n(a) Laboratories are hazardous;\n\n(b) Officers lack training;\nNoting with concern the risks of such \
        work,\n\n1. Encourages Member States to act.\n";
    assert_eq!(
        locators(&report(text))[1..],
        ["preambular para. 2", "preambular para. 2 (a)", "preambular para. 2 (b)", "preambular para. 3", "para. 1"]
            .map(|locator| format!("draft resolution I, {locator}"))
    );
}

#[test]
fn what_stands_behind_addendum_heads_the_part_of_a_draft_report() {
    let text = "E/CN.7/2025/L.1/Add.3\n\nDistr.: Limited\n12 March 2025\n\nOriginal: English\n\nCommission on Narcotic Drugs\n\
        Sixty-eighth session\nVienna, 10–14 March 2025\n\nDraft report\n\nRapporteur: Jane Doe (Japan)\n\nAddendum\n\n\
        Implementation of the international drug control treaties\n\n1. At its 5th meeting the Commission considered agenda \
        item 5.\n\n2. For its consideration it had before it a note by the Secretariat.\n";
    let report = report(text);
    assert_eq!(report.passages[0].section, ["Implementation of the international drug control treaties"]);
}

#[test]
fn a_label_of_several_items_is_cited_whole_and_the_next_follows() {
    let text = "1. The Committee voted as follows:\n\n(a) Third preambular paragraph:\n\n(i)-(iii) The Committee adopted the first three \
        amendments;\n\n(iv) The Committee rejected the fourth amendment.\n\n2. The Committee adopted the draft as a whole.\n";
    assert_eq!(
        locators(&report(text)),
        ["para. 1", "para. 1 (a)", "para. 1 (a) (i)-(iii)", "para. 1 (a) (iv)", "para. 2"]
    );
}

#[test]
fn a_list_amid_text_without_numbers_gives_no_paragraphs() {
    let speakers = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let prose =
        |what: &str| -> String { speakers.map(|speaker| format!("The {speaker} {what} that {FILLER}\n\n")).concat() };
    let list = "Areas of work:\n\n1. Theoretical and observational research;\n\n2. Consultancy and expertise;\n\n3. Conferences.\n\n";
    let text = format!("Statement\n\n{}{list}{}", prose("organization reports"), prose("member adds"));
    assert!(report(&text).passages.is_empty());
}

#[test]
fn a_number_that_a_scan_misread_in_one_figure_is_read_by_its_neighbours() {
    let report = report(&format!("{}15. At the meeting {FILLER}\n\n{}", paragraphs(40, 44), paragraphs(46, 48)));
    assert_eq!(locators(&report), numbered(40, 48));
    assert_eq!(report.passages[5].doubts, [Doubt::LabelDamaged]);
    assert_eq!(report.passages[5].confidence(), Confidence::Medium);
    assert_eq!(report.passages[4].confidence(), Confidence::High);
}

#[test]
fn a_full_stop_that_a_scan_raised_still_ends_a_number() {
    let report = report(&format!("{}4^ At the meeting {FILLER}\n\n{}", paragraphs(1, 3), paragraphs(5, 6)));
    assert_eq!(locators(&report), numbered(1, 6));
    assert_eq!(report.passages[3].doubts, [Doubt::LabelDamaged]);
}

#[test]
fn a_number_inside_a_passage_that_was_not_taken_is_said() {
    let text = format!(
        "{}3. The Commission considered the matter.\n44. At the meeting {FILLER}\n\n{}",
        paragraphs(1, 2),
        paragraphs(4, 6)
    );
    let read = warned(&text);
    assert_eq!(locators(&read.value), numbered(1, 6));
    assert!(read.warnings.iter().any(|warning| warning.code == DiagnosticCode::LabelInside));
    assert_eq!(read.value.passages[2].confidence(), Confidence::Low);
}

#[test]
fn a_stop_that_a_scan_set_apart_or_raised_ends_a_number_of_a_short_paragraph_too() {
    let text = "INTRODUCTION\n\nl.   At its thirty-first session, the Commission requested a report.\n\n2 .\tThe report is \
        based on replies from 12 Governments.\n\n3,   The following sources were used in the report.\n\n4.   In Africa, abuse \
        was spread widely.\n\nS.   In the Middle East, heroin abuse rose.\n\n6.   In Egypt, opium abuse was reported.\n\n7·   \
        In Kenya, khat was chewed.\n";
    assert_eq!(locators(&report(text)), numbered(1, 7));
}

#[test]
fn numbers_that_begin_at_97_are_those_of_paragraphs_although_some_are_short() {
    let text = "1. Status of adherence to the three conventions\n\n97. The 1961 Convention has been ratified by 186 \
        States.\n\n98. To date, nine States have not acceded:\n\n• Three in Africa\n\n99. The Board urges States to \
        accede.\n\n100. In 2024, 12.5 tons were seized.\n";
    assert_eq!(locators(&report(text)), numbered(97, 100));
}

#[test]
fn a_letter_that_the_next_goes_on_from_is_no_roman_numeral() {
    let text = "1. We recommend the following measures:\n\n(a) Take effective and practical primary prevention \
        measures;\n\n(b) Take further measures;\n\nTreatment of drug use disorders\n\n(i) Recognize drug dependence as a \
        complex disorder;\n\n(j) Encourage voluntary participation.\n\n2. We reiterate our commitment.\n";
    assert_eq!(
        locators(&report(text)),
        ["para. 1", "para. 1 (a)", "para. 1 (b)", "para. 1 (i)", "para. 1 (j)", "para. 2"]
    );
}

#[test]
fn agreed_conclusions_printed_before_the_report_take_none_of_its_numbers() {
    let action = |number: u32| {
        format!(
            "{number}. Formulate comprehensive, multidisciplinary and coordinated national plans and programmes;\n\n"
        )
    };
    let text = format!(
        "Chapter I\nMatters brought to the attention of the Council\n\n1. At the meeting {FILLER}\n\n2. The attention of the \
         Council is drawn to the following agreed conclusions adopted by the Commission:\n\nAgreed conclusions 1998/I. Violence \
         against women\n\nThe Commission on the Status of Women\n\nReaffirms the Beijing Platform for Action, and proposes the \
         actions set out below.\n\nA. An integrated, holistic approach\n\n{}{}B. Provision of resources\n\n{}Chapter \
         II\nFollow-up to the Fourth World Conference on Women\n\n{}",
        action(1),
        action(2),
        action(3),
        paragraphs(3, 6)
    );
    let report = report(&text);
    let body: Vec<String> = locators(&report).into_iter().filter(|locator| !locator.contains("conclusions")).collect();
    assert_eq!(body, numbered(1, 6));
    let third = report.passages.iter().find(|passage| passage.citation.locator.to_string() == "para. 3").unwrap();
    assert_eq!(third.section, ["II. Follow-up to the Fourth World Conference on Women"]);
}

#[test]
fn an_item_without_a_paragraph_over_it_is_kept_as_text_without_an_address() {
    let text = format!(
        "{}(b) The regulations of the Ministry of Health\n\n(i) No leaf may be sold outside the two northern \
         provinces;\n\nI. Conclusions\n\n{}",
        paragraphs(1, 2),
        paragraphs(3, 4)
    );
    let report = report(&text);
    let all: Vec<&str> = report.passages.iter().chain(&report.unplaced).map(|passage| passage.text.as_str()).collect();
    assert!(all.iter().any(|text| text.contains("No leaf may be sold")), "{all:?}");
}

#[test]
fn a_summary_on_a_first_page_of_few_lines_has_its_paragraphs() {
    let first: [Set; 4] = [
        (120.0, 300.0, 10.0, true, "Summary"),
        (
            145.0,
            318.0,
            10.0,
            false,
            "The present note contains an overview of the action taken by the subsidiary bodies",
        ),
        (120.0, 330.0, 10.0, false, "of the Commission. It also sets out recommendations."),
        (
            145.0,
            348.0,
            10.0,
            false,
            "The Commission may wish to take note of the recommendations in section III below.",
        ),
    ];
    let line = "the Commission welcomed the work of the Office and noted that further measures were required";
    let texts: Vec<String> = (1..=6).map(|number| format!("{number}.\tAt the meeting {line}.")).collect();
    let second: Vec<Set> = texts
        .iter()
        .zip(1u8..)
        .map(|(text, row)| (120.0, 80.0 + 30.0 * f32::from(row), 10.0, false, text.as_str()))
        .collect();
    let report = read(&set_document(&[&first, &second])).value;
    assert_eq!(locators(&report)[..3], ["summary, para. 1", "summary, para. 2", "para. 1"]);
}

#[test]
fn one_recommendation_ends_where_the_next_begins() {
    let rows: [Set; 6] = [
        (72.0, 80.0, 10.0, false, "1.\tThe expert group considered the matter and adopted the recommendations set out"),
        (72.0, 92.0, 10.0, false, "below, which will be brought to the attention of all Governments of the region."),
        (
            72.0,
            104.0,
            10.0,
            false,
            "Recommendation 1. States should review their treaties on extradition every five years.",
        ),
        (
            72.0,
            116.0,
            10.0,
            false,
            "Recommendation 2. States should consider simplified extradition where the person so",
        ),
        (
            72.0,
            128.0,
            10.0,
            false,
            "consents, and should inform the Office of the measures that they have taken to that.",
        ),
        (
            72.0,
            140.0,
            10.0,
            false,
            "2.\tThe expert group adopted its report at its last meeting and closed the session.",
        ),
    ];
    let report = read(&set_document(&[&rows])).value;
    assert_eq!(locators(&report), ["para. 1", "recommendation 1", "recommendation 2", "para. 2"]);
}

#[test]
fn a_heading_in_large_type_over_two_lines_is_one_in_a_document_of_short_paragraphs() {
    let rows: [Set; 6] = [
        (72.0, 80.0, 10.0, false, "1.\tThe meeting was opened by the Chair on the first day."),
        (72.0, 98.0, 10.0, false, "2.\tThe agenda was adopted without change at that meeting."),
        (72.0, 130.0, 14.0, true, "I. Matters calling for action by the Commission"),
        (72.0, 146.0, 14.0, true, "or brought to its attention"),
        (72.0, 172.0, 10.0, false, "3.\tThe meeting considered the matters that were before it and"),
        (72.0, 184.0, 10.0, false, "adopted the recommendations that had been drawn up."),
    ];
    let report = read(&set_document(&[&rows])).value;
    assert_eq!(
        report.passages[2].section,
        ["I. Matters calling for action by the Commission or brought to its attention"]
    );
}

#[test]
fn the_symbol_in_the_margin_of_a_landscape_page_is_no_text() {
    let texts: Vec<String> = (1..=6).map(|number| format!("{number}.\tAt the meeting {FILLER}")).collect();
    let upright = |first: usize, label: &'static str| -> Vec<Set> {
        let head: [Set; 2] = [(54.0, 40.0, 8.0, true, "E/2025/24"), (54.0, 50.0, 8.0, true, "E/CN.3/2025/37")];
        let rows = texts.iter().skip(first).take(3).zip(0u8..);
        let rows = rows.map(|(text, row)| (72.0, 80.0 + 30.0 * f32::from(row), 10.0, false, text.as_str()));
        head.into_iter().chain(rows).chain([(540.0, 760.0, 8.0, true, label)]).collect()
    };
    // What is printed up the margin of the sheet comes out between the rows of the table.
    let landscape: [Set; 7] = [
        (72.0, 80.0, 10.0, true, "Table 1"),
        (72.0, 92.0, 10.0, true, "Contributions by region"),
        (72.0, 120.0, 8.0, false, "Africa\t12\t23\t34"),
        (30.0, 130.0, 8.0, true, "E/2025/24"),
        (30.0, 140.0, 8.0, true, "E/CN.3/2025/37"),
        (72.0, 150.0, 8.0, false, "Europe\t41\t44\t45"),
        (740.0, 300.0, 8.0, true, "6/31"),
    ];
    let (first, third) = (upright(0, "5/31"), upright(3, "7/31"));
    let mut document = set_document(&[&first, &landscape, &third]);
    (document.pages[1].width, document.pages[1].height) = (792.0, 612.0);
    let report = read(&document).value;
    assert_eq!(locators(&report), numbered(1, 6));
    assert!(report.passages.iter().all(|passage| !passage.text.contains("E/CN.3")));
    let labels: Vec<Option<&str>> = report.passages.iter().map(|passage| passage.span.page_label.as_deref()).collect();
    assert_eq!(labels, [[Some("5/31"); 3], [Some("7/31"); 3]].concat());
    assert!(report.unplaced.iter().all(|passage| !passage.text.contains("E/CN.3")), "{:?}", report.unplaced);
}

#[test]
fn paragraphs_counted_behind_one_that_may_hold_two_are_cited_by_page() {
    let first = format!("The present report is submitted pursuant to resolution 79/226, and {FILLER}");
    let second = format!("The Committee held its session in the spring, at which {FILLER}\nMore of its {FILLER}");
    let summary = format!("Summary\n\n{first}\n\n{second}\n\nThe present document tells what {FILLER}\n\n");
    let report = report(&format!("{summary}I. Introduction\n\n{}", paragraphs(1, 5)));
    assert_eq!(locators(&report)[..3], ["summary, para. 1", "para. 1", "para. 2"]);
    let by_page: Vec<&str> = report.unplaced.iter().map(|passage| passage.text.as_str()).collect();
    assert!(by_page.iter().any(|text| text.contains("held its session") && text.contains("tells what")), "{by_page:?}");
}
