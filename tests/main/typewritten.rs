//! Typewritten reports and their scans: one type for all, so that place and words alone tell a heading from the text.

use cnd::extract::{ExtractedDocument, Format, Geometry, Line, Page, Run};
use cnd::structure::{Report, read};

const FILLER: &str = "the Committee took note of the statement that had been made on behalf of those\nthat had sponsored the draft, of the reply of the Secretariat to the questions put to\nit, and of the information that had been given by the representatives of the States\nconcerned, as well as of the reply of the Secretariat.";

/// Pages as a typewriter sets them: ten characters to the inch, six lines to it, a wide gap as a tab.
fn typed(pages: &[String]) -> Report {
    const COLUMN: f32 = 6.0;
    const ROW: f32 = 12.0;
    let line = |row: usize, typed: &str| {
        let text = typed.trim_start();
        let column = typed.len() - text.len();
        let x0 = 64.0 + column as f32 * COLUMN;
        let cells: Vec<&str> = text.split("   ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let joined = cells.join("\t");
        let run = Run { range: 0..joined.len(), size: 10.0, bold: false, italic: false, raised: false };
        Line {
            geometry: Some(Geometry { x0, x1: x0 + text.chars().count() as f32 * COLUMN, y: 100.0 + row as f32 * ROW }),
            runs: vec![run],
            text: joined,
            ..Line::default()
        }
    };
    let page = |text: &String| Page {
        width: 612.0,
        height: 792.0,
        lines: text
            .lines()
            .enumerate()
            .filter(|(_, typed)| !typed.trim().is_empty())
            .map(|(row, typed)| line(row, typed))
            .collect(),
        ..Page::default()
    };
    let pages = pages.iter().map(page).collect();
    read(&ExtractedDocument { name: String::new(), format: Format::Pdf, pages }).value
}

fn locators(report: &Report) -> Vec<String> {
    report.passages.iter().map(|passage| passage.citation.locator.to_string()).collect()
}

fn innermost(report: &Report) -> Vec<&str> {
    report.passages.iter().map(|passage| passage.section.last().map_or("", String::as_str)).collect()
}

/// A paragraph with this label, its number as it is printed.
fn paragraph(label: &str) -> String {
    format!("{label}   At that meeting, under {label}, {FILLER}\n\n")
}

#[test]
fn a_few_words_over_the_next_number_head_it_although_no_type_tells() {
    let report = typed(&[format!(
        "{}{}Emergencies in Asia\n\n{}Conclusion\n\n{}",
        paragraph("1."),
        paragraph("2."),
        paragraph("3."),
        paragraph("4.")
    )]);
    assert_eq!(locators(&report), ["para. 1", "para. 2", "para. 3", "para. 4"]);
    assert_eq!(innermost(&report), ["", "", "Emergencies in Asia", "Conclusion"]);
    assert!(report.passages[1].text.ends_with("reply of the Secretariat."));
}

#[test]
fn a_heading_at_the_top_of_a_page_ends_the_paragraph_on_the_page_before() {
    let report = typed(&[
        format!("{}{}", paragraph("1."), paragraph("2.")),
        format!("Emergencies in Asia\n\n  Kampuchea\n\n{}{}", paragraph("3."), paragraph("4.")),
    ]);
    assert_eq!(innermost(&report), ["", "", "Kampuchea", "Kampuchea"]);
    assert!(report.passages[1].text.ends_with("reply of the Secretariat."));
}

#[test]
fn a_heading_between_two_items_of_a_list_is_no_text_of_the_first() {
    let report = typed(&[format!(
        "{}2.   The representative of Fiji made the following revisions to the drafts:\n\nFirst group of drafts\n\n     (a)   In the \
         third paragraph a word was deleted;\n\n     (b)   In the fourth paragraph a word was deleted;\n\nSecond group of drafts\n\n     \
         (c)   In the first paragraph a word was added.\n\n{}",
        paragraph("1."),
        paragraph("3.") + &paragraph("4.")
    )]);
    assert_eq!(
        locators(&report),
        ["para. 1", "para. 2", "para. 2 (a)", "para. 2 (b)", "para. 2 (c)", "para. 3", "para. 4"]
    );
    assert_eq!(innermost(&report)[2..5], ["First group of drafts", "First group of drafts", "Second group of drafts"]);
    assert!(report.passages[3].text.ends_with("was deleted;"));
}

#[test]
fn a_letter_goes_on_behind_a_quotation_each_paragraph_of_which_is_opened_anew() {
    for (open, close) in [('"', '"'), ('“', '”')] {
        let report = typed(&[format!(
            "{}2.   The representative made the following revisions:\n\n     (a)   Two new paragraphs were inserted, \
             reading:\n\n          {open}Noting the report of the administering Power that most leaders\n     are satisfied \
             with the present relationship,\n\n          {open}Noting also the absence of the representatives of the \
             people{close};\n\nConsequently, the fourth paragraph was deleted;\n\n     (b)   In the third paragraph a word \
             was replaced.\n\n{}",
            paragraph("1."),
            paragraph("3.")
        )]);
        assert_eq!(locators(&report), ["para. 1", "para. 2", "para. 2 (a)", "para. 2 (b)", "para. 3"], "{open}");
        assert!(report.passages[2].text.ends_with("the fourth paragraph was deleted;"));
    }
}

#[test]
fn a_number_that_a_scan_garbled_begins_its_paragraph_at_the_top_of_a_page_too() {
    let report = typed(&[
        format!("{}{}{}", paragraph("1."), paragraph("2."), paragraph("3.")),
        format!("{}{}", paragraph("1+."), paragraph("5.")),
        format!("{}{}", paragraph("6."), paragraph("7.")),
    ]);
    assert_eq!(locators(&report), (1..=7).map(|number| format!("para. {number}")).collect::<Vec<_>>());
}

#[test]
fn a_note_whose_stroke_a_scan_set_apart_is_a_note() {
    let report = typed(&[
        format!(
            "{}2.   The results stand in a report that was sent to the Governments 3/. They are:\n\n     (a)   It is now \
             certain that the aid can reach the people;\n\n     3 /   \"Summary report, special mission\", 7 May 1980.\n",
            paragraph("1.")
        ),
        format!("     (b)   The distribution within the country is far less certain.\n\n{}", paragraph("3.")),
    ]);
    assert_eq!(locators(&report), ["para. 1", "para. 2", "para. 2 (a)", "para. 2 (b)", "para. 3"]);
    assert!(report.passages[2].text.ends_with("can reach the people;"));
}

#[test]
fn the_heads_and_the_rows_of_a_table_of_names_are_no_text() {
    let table = "                                                Meeting at which request\n          Petitioner                            \
                 for hearing was granted\n\nMr. Jose Garrido, Chamorro Nation\n(A/C.4/52/2)                                        \
                 3rd\n\nMs. Donna Winslow, on behalf of the Front\n(A/C.4/52/6)                                        7th\n\nMr. \
                 Ahmed Boukhari (A/C.4/52/4)                     4th\n\n";
    let report = typed(&[format!(
        "{}2.   The Committee granted the following requests for hearing in connection with its\nconsideration of the \
         item:\n\n{table}{}",
        paragraph("1."),
        paragraph("3.")
    )]);
    assert_eq!(locators(&report), ["para. 1", "para. 2", "para. 3"]);
    assert!(report.passages[1].text.ends_with("its consideration of the item:"), "{}", report.passages[1].text);
}

#[test]
fn the_second_half_of_a_page_in_two_languages_is_no_text_of_the_first() {
    let report = typed(&[format!(
        "United Nations                    Nations Unies\n\n{}2.   No one shall be held guilty of any offence on account of any \
         act or omission\nwhich did not constitute an offence.\n\n\nCOMMISSION DES DROITS DE L'HOMME\nTroisième \
         session\n\n1.   Toute personne accusée est présumée innocente jusqu'à ce que sa culpabilité\nait été légalement \
         établie dans un procès public où elle aura eu toutes les\ngaranties nécessaires à sa défense.\n\n2.   Nul ne sera \
         condamné pour des actes ou omissions qui ne constituaient pas une\ninfraction au temps où ils ont eu lieu.\n",
        paragraph("1.")
    )]);
    assert_eq!(locators(&report), ["para. 1", "para. 2"]);
    assert!(report.passages[1].text.ends_with("did not constitute an offence."), "{}", report.passages[1].text);
}

#[test]
fn the_organ_that_resolves_behind_numbered_grounds_is_no_text_of_the_last() {
    let report = typed(&[format!(
        "{}{}3.   Whereas this pledge can be fulfilled only on the basis of a common understanding\nof the nature of these \
         rights,\n\n     Now, therefore, the General Assembly\n\n     Proclaims this Declaration as a common standard of \
         achievement for all nations.\n",
        paragraph("1."),
        paragraph("2.")
    )]);
    assert_eq!(locators(&report), ["para. 1", "para. 2", "para. 3"]);
    assert!(report.passages[2].text.ends_with("the nature of these rights,"));
}

#[test]
fn an_item_that_fills_its_line_and_ends_in_that_is_no_heading() {
    let report = typed(&[format!(
        "{}2.   The Government drew attention to:\n\n     (a)   The decree of 12 February 1961;\n\n     (b)   The regulations \
         of the Ministry of Health, which provide that\n\n          (i)   No leaf may be sold outside two provinces;\n\n          \
         (ii)   Sales are to be entered in a register.\n\n{}",
        paragraph("1."),
        paragraph("3.")
    )]);
    let expected =
        ["para. 1", "para. 2", "para. 2 (a)", "para. 2 (b)", "para. 2 (b) (i)", "para. 2 (b) (ii)", "para. 3"];
    assert_eq!(locators(&report), expected);
}

#[test]
fn a_quotation_that_is_never_closed_does_not_swallow_the_numbers_that_run_on() {
    let text: String = (1..=14)
        .map(|number| {
            let head = if (3..=7).contains(&number) {
                format!("{}. Trade of that year\n\n", number - 2)
            } else {
                String::new()
            };
            let opened = if number == 2 { "\"At that" } else { "At that" };
            format!("{head}{}", paragraph(&format!("{number}.")).replace("At that", opened))
        })
        .collect();
    let report = typed(&[text]);
    assert_eq!(locators(&report), (1..=14).map(|number| format!("para. {number}")).collect::<Vec<_>>());
}

#[test]
fn a_garbled_number_is_told_where_its_stop_stands_apart_and_is_no_note() {
    let report = typed(&[
        format!("{}{}{}", paragraph("103."), paragraph("1O4."), paragraph("105.")),
        format!("{}{}{}", paragraph("1O6 ."), paragraph("107."), paragraph("108.")),
    ]);
    assert_eq!(locators(&report), (103..=108).map(|number| format!("para. {number}")).collect::<Vec<_>>());
}

#[test]
fn a_title_that_opens_with_a_participle_is_no_preambular_paragraph() {
    let report = typed(&[
        format!(
            "{}2.   The following resolution adopted by the Commission is brought to the attention of the\nCouncil:\n\n          \
             Resolution 68/5\n\n       Addressing the impacts of drug-related activities\n",
            paragraph("1.")
        ),
        format!(
            "     The Commission on Narcotic Drugs,\n\n     Underscoring the principal role of the Commission,\n\n     Recalling its \
             resolution 51/143 of 13 December 1996,\n\n     Recalling also its resolution 65/1 on the promotion of alternative development,\nand the measures to protect the \
             environment,\n\n     1.   Encourages States to cooperate;\n\n     2.   Decides to remain seized of the \
             matter.\n\nCHAPTER II\n\n{}",
            paragraph("3.")
        ),
    ]);
    let cited: Vec<String> = report.passages.iter().map(|passage| passage.citation.locator.to_string()).collect();
    let resolution =
        ["preambular para. 1", "preambular para. 2", "preambular para. 3", "para. 1", "para. 2"].map(str::to_owned);
    assert_eq!(cited[2..7], resolution);
    assert_eq!(report.passages[2].section.last().unwrap(), "Addressing the impacts of drug-related activities");
}
