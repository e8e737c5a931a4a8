//! Labels that a converter set on lines of their own go back to their texts, whatever else came between.

use std::path::Path;

use cnd::extract::extract;
use cnd::structure::read;

/// `locator: text` of each passage.
fn passages(text: &str) -> Vec<String> {
    let document = extract(Path::new("specimen.txt"), text.as_bytes()).unwrap();
    let passages = read(&document.value).value.passages;
    passages.iter().map(|passage| format!("{}: {}", passage.citation.locator, passage.text)).collect()
}

#[test]
fn the_letter_of_a_heading_below_waits_for_a_text_that_is_no_sentence() {
    let text = "13. Statements were made by the representatives of many States.\n\nA.\n\n14.\n\n\
        A statement was also made by the observer for Ruritania.\n\n15.\n\nThe observer for a society made a statement.\n\n\
        Deliberations\n16. Several speakers commended the Office.\n";
    assert_eq!(
        passages(text)[1..],
        [
            "para. 14: A statement was also made by the observer for Ruritania.",
            "para. 15: The observer for a society made a statement.",
            "para. 16: Several speakers commended the Office.",
        ]
    );
}

#[test]
fn the_last_item_and_the_paragraph_below_it_keep_their_labels() {
    let text = "1. The Meeting considered item 5, which was about:\n(a)\n\nSeaports;\n\n(b)\n2.\n\nOther matters of ports.\n\n\
        The Meeting had before it a note by the Secretariat.\n\n3. It took note of it.\n";
    assert_eq!(
        passages(text)[1..],
        [
            "para. 1 (a): Seaports;",
            "para. 1 (b): Other matters of ports.",
            "para. 2: The Meeting had before it a note by the Secretariat.",
            "para. 3: It took note of it.",
        ]
    );
}

#[test]
fn a_page_number_between_a_label_and_its_text_is_no_text() {
    let text = "1. The Co-Chairs decide on:\n(a)\n\n18\n\nThe order of business;\n\n(b) The time of speaking.\n";
    assert_eq!(passages(text)[1..], ["para. 1 (a): The order of business;", "para. 1 (b): The time of speaking."]);
}

#[test]
fn those_who_abstained_stay_with_their_vote() {
    let text = "1. The Committee voted as follows:\n(a)\n\nIt rejected the first amendment:\n\nIn favour:\n\nRuritania, Zenda.\n\n\
        Abstaining:\n\n(b)\n\nGraustark, Illyria.\n\nIt rejected the second amendment:\n\nIn favour:\n\nFreedonia, Zenda.\n";
    assert_eq!(
        passages(text)[1..],
        [
            "para. 1 (a): It rejected the first amendment: In favour: Ruritania, Zenda. Abstaining: Graustark, Illyria.",
            "para. 1 (b): It rejected the second amendment: In favour: Freedonia, Zenda.",
        ]
    );
}

#[test]
fn names_in_columns_belong_to_the_list_above_the_number() {
    let text = "1. Representatives of the following States attended the session:\nAngola\n\nJapan\n\n2.\nSomalia\n\nTogo\n\n\
        Vanuatu\n\nThe following organizations were represented at the session:\n\nLeague of Ports\n\n\
        3. The Board adopted its report.\n";
    assert_eq!(
        passages(text),
        [
            "para. 1: Representatives of the following States attended the session: Angola Japan Somalia Togo Vanuatu",
            "para. 2: The following organizations were represented at the session: League of Ports",
            "para. 3: The Board adopted its report.",
        ]
    );
}

#[test]
fn the_numeral_of_a_heading_below_a_list_waits_for_it() {
    let text = "1. Services are given as follows:\n\n(iii)\n\n(a)\n\nAssistance is given to the ports of the region;\n\n(b)\n\n\
        Advice is given to the customs.\n\nTraining of officers\n\n2. Training was given to many officers.\n";
    assert_eq!(
        passages(text),
        [
            "para. 1: Services are given as follows:",
            "para. 1 (a): Assistance is given to the ports of the region;",
            "para. 1 (b): Advice is given to the customs.",
            "para. 2: Training was given to many officers.",
        ]
    );
}

#[test]
fn the_first_line_of_an_item_goes_before_the_rest_of_it() {
    let text = "1. The Commission:\n(a)\nsession; 1\n\nTakes note of the report of the Statistical Office on its fifty-sixth\n\n\
        (b) Decides to meet again.\n";
    assert_eq!(
        passages(text)[1],
        "para. 1 (a): Takes note of the report of the Statistical Office on its fifty-sixth session; 1"
    );
}

#[test]
fn an_agenda_that_lost_items_between_columns_is_still_one() {
    let text = "A. Draft decision for adoption by the Council\n\
        2. The Commission recommends to the Council the adoption of the following draft decision:\n\
        Report of the Commission on its session and agenda of the next\nThe Economic and Social Council:\n\
        (a) Takes note of the report of the Commission on its last session;\n\
        (b) Approves the provisional agenda of the next session, as set out below:\n\
        Provisional agenda of the next session of the Commission\n1.\n\nElection of officers.\n\n2.\n\n\
        Adoption of the agenda.\n\n4.\n5.\n\nDevelopment of statistics:\n(a)\n\nNational accounts;\n\n\
        11.\n\nProgramme questions.\n\n12.\n\nReport of the Commission.\n\n\
        B. Decisions brought to the attention of the Council\n\
        3. The following decisions adopted by the Commission are brought to the attention of the Council.\n";
    let found: Vec<String> = passages(text).iter().filter_map(|it| Some(it.split_once(':')?.0.to_owned())).collect();
    let places = [
        "para. 2",
        "para. 2, draft decision",
        "para. 2, draft decision, para. (a)",
        "para. 2, draft decision, para. (b)",
    ];
    assert_eq!(found[..4], places);
    assert_eq!(found.last().map(String::as_str), Some("para. 3"), "{found:?}");
}

#[test]
fn typewritten_numbers_below_their_paragraphs_go_above_them() {
    let filler = "The Committee took note of the statement that had been made on behalf of the sponsors of it,\n\
        and of the reply of the Secretariat to their questions";
    let text = format!(
        "12. {filler}, in the spring.\n{filler} in the summer.\n13.\n\n{filler} in the autumn.\n14.\n\n3.\n\n\
         Further session of the Committee\n\n{filler} in the winter.\n15.\n\nB•\n\n\
         FUTURE WORK\n\n16. {filler}, once more.\n"
    );
    let last = |it: &String| it.rsplit(' ').next().map(str::to_owned).unwrap_or_default();
    let found: Vec<(String, String)> =
        passages(&text).iter().map(|it| (it.split_once(':').unwrap().0.to_owned(), last(it))).collect();
    let expected = [("12", "spring."), ("13", "summer."), ("14", "autumn."), ("15", "winter."), ("16", "more.")];
    assert_eq!(found, expected.map(|(number, last)| (format!("para. {number}"), last.to_owned())));
}
