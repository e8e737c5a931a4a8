//! What the masthead or cover of a report says about it.

use cnd::structure::{FrontMatter, read};

use crate::support::{document, shared};

fn front(lines: &[&str]) -> FrontMatter {
    read(&document(&[lines])).value.front
}

fn symbols(front: &FrontMatter) -> Vec<&str> {
    front.symbols.iter().map(cnd::DocumentSymbol::as_str).collect()
}

const REPORT: [&str; 11] = [
    "United Nations\tE/CN.7/2021/4",
    "Economic and Social Council\tDistr.: General",
    "11 December 2020",
    "Original: English",
    "Commission on Narcotic Drugs",
    "Sixty-fourth session",
    "Vienna, 12–16 April 2021",
    "Item 6 (a) of the provisional agenda*",
    "World situation with regard to drug abuse",
    "Report of the Secretariat",
    "1. The present report is submitted every year to the Commission and covers what was known in October.",
];

#[test]
fn a_masthead_in_two_columns_gives_every_field() {
    let front = front(&REPORT);
    assert_eq!(symbols(&front), ["E/CN.7/2021/4"]);
    assert_eq!(front.organ.as_deref(), Some("Economic and Social Council"));
    assert_eq!(front.body.as_deref(), Some("Commission on Narcotic Drugs"));
    assert_eq!(front.session.as_deref(), Some("Sixty-fourth session"));
    assert_eq!(front.session_place.as_deref(), Some("Vienna"));
    assert_eq!(front.session_dates.as_deref(), Some("12–16 April 2021"));
    assert_eq!(front.agenda_item.as_deref(), Some("6 (a)"));
    assert_eq!(front.date.as_deref(), Some("11 December 2020"));
    assert_eq!(front.title.as_deref(), Some("World situation with regard to drug abuse"));
    assert_eq!(front.author.as_deref(), Some("Report of the Secretariat"));
    assert_eq!(front.language, "en");
}

#[test]
fn the_date_of_the_session_is_not_the_date_of_the_document() {
    let without_date: Vec<&str> = REPORT.iter().copied().filter(|line| *line != "11 December 2020").collect();
    assert_eq!(front(&without_date).date, None);
}

#[test]
fn a_double_symbol_is_two_and_a_reissue_keeps_its_symbol() {
    let mut lines = REPORT;
    lines[0] = "United Nations\tA/79/843*-S/2025/201*";
    assert_eq!(symbols(&front(&lines)), ["A/79/843", "S/2025/201"]);
}

#[test]
fn a_masthead_flattened_to_single_lines_is_read_as_well() {
    let front = front(&[
        "United Nations E/CN.7/2021/4",
        "Distr.: General 11 December 2020",
        "Original: English",
        "Commission on Narcotic Drugs",
        "Sixty-fourth session Vienna, 12-16 April 2021 Item 6 (a) of the provisional agenda* World drug problem",
        "World situation with regard to drug abuse",
        "Report of the Secretariat",
        "I. Introduction",
    ]);
    assert_eq!(front.date.as_deref(), Some("11 December 2020"));
    assert_eq!(front.session.as_deref(), Some("Sixty-fourth session"));
    assert_eq!(front.session_place.as_deref(), Some("Vienna"));
    assert_eq!(front.session_dates.as_deref(), Some("12-16 April 2021"));
    assert_eq!(front.agenda_item.as_deref(), Some("6 (a)"));
    assert_eq!(front.title.as_deref(), Some("World situation with regard to drug abuse"));
}

#[test]
fn a_draft_names_its_sponsors_above_its_title() {
    let front = front(&[
        "United Nations\tE/2025/L.99",
        "Economic and Social Council\tDistr.: Limited",
        "30 May 2025",
        "Original: English",
        "2025 session",
        "Agenda item 12 (b)",
        "Iraq: draft resolution",
        "Decade of action for mountain regions",
        "The Economic and Social Council,",
        "Recalling its resolution 2024/8 of 5 June 2024,",
    ]);
    assert_eq!(front.author.as_deref(), Some("Iraq: draft resolution"));
    assert_eq!(front.title.as_deref(), Some("Decade of action for mountain regions"));
}

#[test]
fn a_page_without_a_masthead_has_no_symbol_and_no_date() {
    let front = front(&["Policy brief", "Records show that 26 million people were displaced on 4 May 2020."]);
    assert_eq!((symbols(&front), front.date.as_deref()), (Vec::new(), None));
}

#[test]
fn symbols_and_dates_of_real_reports_are_those_of_the_page() {
    for (file, expected, date) in [
        ("E_2025_28.en.pdf", &["E/2025/28", "E/CN.7/2025/11"][..], Some("3 April 2025")),
        ("A_80_15 (Part I).en.pdf", &["A/80/15 (Part I)"], Some("9 April 2025")),
        ("A_50_610.en.pdf", &["A/50/610"], Some("24 November 1995")),
        ("A_ES-10_1043, S_2025_529.en.pdf", &["A/ES-10/1043", "S/2025/529"], Some("22 August 2025")),
        ("S_RES_2768 (2025).en.pdf", &["S/RES/2768 (2025)"], Some("15 January 2025")),
        ("A_79_PV.64.en.pdf", &["A/79/PV.64"], Some("16 April 2025")),
        ("CCPR_C_121_D_2025_2011.en.pdf", &["CCPR/C/121/D/2025/2011"], Some("27 December 2017")),
        ("E_CN.4_109.en.pdf", &["E/CN.4/109"], None),
        ("UNDoc-4077798.en.pdf", &[], None),
    ] {
        let Some(path) = shared(&format!("reports/{file}")) else { return };
        let document = cnd::extract::extract(&path, &std::fs::read(&path).unwrap()).unwrap().value;
        let front = read(&document).value.front;
        assert_eq!((symbols(&front).as_slice(), front.date.as_deref()), (expected, date), "{file}");
    }
}

#[test]
fn a_document_without_a_symbol_is_cited_by_what_its_file_is_called() {
    let cited = |name: &str| {
        let mut page =
            document(&[&["1. Governments should act without delay.", "2. They should tell the Commission."]]);
        page.name = name.to_owned();
        let report = read(&page);
        let citations: Vec<String> = report.value.passages.iter().map(|passage| passage.citation.to_string()).collect();
        (citations, report.warnings.first().map(|warning| warning.message.clone()).unwrap_or_default())
    };
    let (citations, warning) = cited("E_CN.7_149.en.pdf");
    assert_eq!(citations, ["E/CN.7/149, para. 1", "E/CN.7/149, para. 2"]);
    assert!(warning.contains("E/CN.7/149 is taken from the name of the file"), "{warning}");
    let (citations, warning) = cited("minutes.txt");
    assert_eq!(citations, ["minutes.txt, para. 1", "minutes.txt, para. 2"]);
    assert!(warning.contains("cited by the name of its file"), "{warning}");
}

#[test]
fn a_cover_ends_where_the_text_begins_on_the_same_page() {
    let report = read(&document(&[&[
        "E/INCB/2021/1",
        "INTERNATIONAL NARCOTICS CONTROL BOARD",
        "Report of the International Narcotics Control Board for 2021",
        "UNITED NATIONS",
        "Vienna, 2022",
        "Chapter II.",
        "Functioning of the control system",
        "1. The Convention has been ratified by nearly all States, and the Board commends them for it.",
        "2. The Board urges the others to accede to the Convention without further delay.",
    ]]))
    .value;
    assert_eq!(report.front.title.as_deref(), Some("Report of the International Narcotics Control Board for 2021"));
    assert_eq!(report.front.body.as_deref(), Some("INTERNATIONAL NARCOTICS CONTROL BOARD"));
    assert_eq!(report.passages.len(), 2);
}

#[test]
fn a_supplement_prints_its_imprint_between_body_and_title() {
    let front = front(&[
        "E/2019/28",
        "E/CN.7/2019/11",
        "Commission on Narcotic Drugs",
        "Report on the sixty-second session",
        "(14–22 March 2019)",
        "Economic and Social Council",
        "Official Records, 2019",
        "Supplement No. 8",
        "Chapter I",
        "Matters calling for action",
        "1. The Commission recommends the following.",
    ]);
    assert_eq!(front.organ.as_deref(), Some("Economic and Social Council"));
    assert_eq!(front.body.as_deref(), Some("Commission on Narcotic Drugs"));
    assert_eq!(front.title.as_deref(), Some("Report on the sixty-second session (14–22 March 2019)"));
    assert_eq!(front.session_dates.as_deref(), Some("14–22 March 2019"));
}

#[test]
fn a_resolution_by_itself_takes_its_title_from_behind_its_number() {
    let report = read(&document(&[&[
        "United Nations A/RES/78/9",
        "General Assembly Distr.: General 18 November 2023",
        "Seventy-eighth session Agenda item 89",
        "Resolution adopted by the General Assembly on 14 November 2023",
        "[without reference to a Main Committee (A/78/L.7)]",
        "78/9. Report of the Agency",
        "The General Assembly,",
        "Recalling its resolution 77/9,",
        "1. Takes note of the report of the Agency;",
        "2. Requests the Secretary-General to transmit it.",
    ]]))
    .value;
    assert_eq!(report.front.organ.as_deref(), Some("General Assembly"));
    assert_eq!(report.front.session.as_deref(), Some("Seventy-eighth session"));
    assert_eq!(report.front.date.as_deref(), Some("18 November 2023"));
    assert_eq!(report.front.title.as_deref(), Some("Report of the Agency"));
    assert_eq!(report.passages.len(), 3);
}

#[test]
fn figures_that_a_typewriter_wrote_as_letters_are_figures_in_dates() {
    let front = front(&[
        "UNITED NATIONS",
        "ECONOMIC AND\tDistr. GENERAL",
        "SOCIAL COUNCIL\tE/CN.7/1986/4",
        "\tl2 December l985",
        "\tORIGINAL: ENGLISH",
        "COMMISSION ON NARCOTIC DRUGS",
        "Ninth special session",
        "Vienna, l0-l4 February l986",
        "REVIEW OF DRUG ABUSE",
        "1. At its last session, the Commission requested a report.",
    ]);
    assert_eq!(front.date.as_deref(), Some("12 December 1985"));
    assert_eq!(front.session_dates.as_deref(), Some("10-14 February 1986"));
    assert_eq!(front.organ.as_deref(), Some("Economic and Social Council"));
    assert_eq!(front.body.as_deref(), Some("COMMISSION ON NARCOTIC DRUGS"));
    assert_eq!(front.title.as_deref(), Some("REVIEW OF DRUG ABUSE"));
}

#[test]
fn the_four_of_a_year_that_a_scan_read_as_another_mark_is_a_four() {
    for year in ["19^8", "19k8", "19U8"] {
        let date = format!("\t17 June {year}");
        let front = front(&[
            "UNITED NATIONS",
            "ECONOMIC AND\tUNRESTRICTED",
            "SOCIAL COUNCIL\tE/CN.4/149",
            &date,
            "\tORIGINAL: ENGLISH",
            "COMMISSION ON HUMAN RIGHTS",
            "Third session",
            "SECOND REPORT OF THE DRAFTING SUB-COMMITTEE",
            "4. Whereas the peoples of the United Nations have reaffirmed their faith in human rights,",
        ]);
        assert_eq!(front.date.as_deref(), Some("17 June 1948"), "{year}");
    }
}

#[test]
fn a_spanish_masthead_gives_session_place_and_dates() {
    let front = front(&[
        "Naciones Unidas\tE/CN.7/2025/6",
        "Consejo Económico y Social\tDistr. general",
        "18 de diciembre de 2024",
        "Original: inglés",
        "Comisión de Estupefacientes",
        "68º período de sesiones",
        "Viena, 10 a 14 de marzo de 2025",
        "Tema 9 del programa provisional",
        "Medidas adoptadas por los órganos subsidiarios",
        "Informe de la Secretaría",
        "1. En 2024 se celebraron cuatro reuniones.",
    ]);
    assert_eq!(front.body.as_deref(), Some("Comisión de Estupefacientes"));
    assert_eq!(front.session.as_deref(), Some("68º período de sesiones"));
    assert_eq!(front.session_place.as_deref(), Some("Viena"));
    assert_eq!(front.session_dates.as_deref(), Some("10 a 14 de marzo de 2025"));
}

#[test]
fn headings_numbered_in_decimals_are_no_part_of_the_title() {
    let front = front(&[
        "E/CN.7/2024/CRP.5",
        "4 March 2024",
        "English only",
        "Commission on Narcotic Drugs",
        "Sixty-seventh session",
        "Agenda item 4",
        "",
        "Evaluation of the Global Programme",
        "Conference room paper submitted by the Independent Evaluation Section",
        "1\tIntroduction",
        "1.1\tBackground",
        "The programme began in 2015.",
    ]);
    assert_eq!(front.author.as_deref(), Some("Conference room paper submitted by the Independent Evaluation Section"));
    assert!(front.title.as_deref().is_some_and(|title| title.ends_with("Evaluation of the Global Programme")));
}

#[test]
fn the_draft_of_a_main_committee_names_it_below_the_session() {
    let front = front(&[
        "United Nations\tA/C.3/79/L.60",
        "General Assembly\tDistr.: Limited",
        "11 November 2024",
        "Original: English",
        "Seventy-ninth session",
        "Third Committee",
        "Agenda item 105",
        "Mexico* and Peru:** draft resolution",
        "Addressing the drug problem",
        "The General Assembly,",
    ]);
    assert_eq!(front.body.as_deref(), Some("Third Committee"));
    assert_eq!(front.agenda_item.as_deref(), Some("105"));
    assert_eq!(front.author.as_deref(), Some("Mexico and Peru: draft resolution"));
}

#[test]
fn a_summary_record_is_entitled_by_its_meeting() {
    let front = front(&[
        "UNITED NATIONS",
        "ECONOMIC AND SOCIAL COUNCIL\tDistr. GENERAL",
        "E/CN.7/SR.1011",
        "8 March 1985",
        "ORIGINAL: FRENCH",
        "COMMISSION ON NARCOTIC DRUGS",
        "Thirty-first session",
        "SUMMARY RECORD OF THE 1011th MEETING held at the Vienna International Centre, Vienna, on Wednesday, 13 February 1985, at 3 p.m.",
        "Chairman: Mr. X (Sweden)",
        "1. Mr. Y said that the report dealt with two matters.",
    ]);
    assert_eq!(front.title.as_deref(), Some("SUMMARY RECORD OF THE 1011th MEETING"));
}

#[test]
fn the_title_of_a_report_names_its_session_and_the_dates_stand_in_brackets_below() {
    let report = read(&document(&[&[
        "United Nations\tE/2025/34 (Part II)",
        "Economic and Social Council\tDistr.: General",
        "24 July 2025",
        "Original: English",
        "Report of the Executive Board on the work of its annual session of 2025",
        "(10–13 June 2025)*",
        "I. Organization of the session",
        "1. The Board adopted the agenda and the timetable for the session.",
    ]]))
    .value;
    assert_eq!(report.front.session.as_deref(), Some("annual session of 2025"));
    assert_eq!(report.front.session_dates.as_deref(), Some("10–13 June 2025"));
    assert_eq!(report.passages[0].section, ["I. Organization of the session"]);
}
