//! Text without indents and type gives the passages that its paragraphs are: what `pdftotext` writes, what copying from a
//! viewer gives, what character recognition damaged.

use std::path::Path;

use cnd::DiagnosticCode;
use cnd::extract::extract;
use cnd::structure::{Report, read};

/// The report that a plain text gives, with the kinds of its warnings.
fn report(text: &str) -> (Report, Vec<DiagnosticCode>) {
    let document = extract(Path::new("specimen.txt"), text.as_bytes()).unwrap();
    let read = read(&document.value);
    (read.value, read.warnings.iter().map(|warning| warning.code).collect())
}

/// `locator: last words` of each passage.
fn endings(text: &str) -> Vec<String> {
    let (report, _) = report(text);
    let last =
        |text: &str| text.split(' ').rev().take(2).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join(" ");
    report.passages.iter().map(|passage| format!("{}: {}", passage.citation.locator, last(&passage.text))).collect()
}

/// A resolution as `pdftotext -raw` writes it: no blank lines, no indents.
const RAW: &str = "A. Matters brought to the attention of the Council\n\
1. The following resolution adopted by the Commission is brought to the attention\n\
of the Economic and Social Council:\n\
Resolution 68/1\n\
Promoting comprehensive, scientific evidence-based and multisectoral\n\
national systems of drug use prevention\n\
The Commission on Narcotic Drugs,\n\
Reaffirming the commitment of States parties to achieving the goals and objectives\n\
of the Single Convention on Narcotic Drugs of 1961 as amended by that Protocol,4\n\
the Convention on\n\
Psychotropic Substances of 19715\n\
and the United Nations Convention of 1988, in which\n\
States parties expressed their concern for the health and welfare of humankind,\n\
Recalling its resolution 60/7 of 17 March 2017 on promoting scientific community\n\
and family programmes in which it noted with appreciation the work of the Office,\n\
1. Encourages Member States to implement scientific prevention programmes and\n\
strategies aimed at children;\n\
2. Requests the Executive Director to report to the Commission on Narcotic Drugs\n\
at its next session.\n\
Deliberations\n\
2. At its 3rd meeting, on 11 March 2025, the Commission considered agenda item 4,\n\
on which statements were made by the representatives of many States.\n\
Implementation of the international drug control treaties and other matters\n\
3. Some speakers noted that the world drug problem continued to present challenges.\n";

#[test]
fn paragraphs_without_indents_are_told_apart_by_the_room_that_lines_left() {
    assert_eq!(
        endings(RAW),
        [
            "para. 1: Social Council:",
            "preambular para. 1: of humankind,",
            "preambular para. 2: the Office,",
            "para. 1: at children;",
            "para. 2: next session.",
            "para. 2: many States.",
            "para. 3: present challenges.",
        ]
    );
}

#[test]
fn a_heading_behind_a_full_line_is_known_by_the_number_that_follows_it() {
    let (report, _) = report(RAW);
    let last = report.passages.last().unwrap();
    assert_eq!(
        last.section.last().map(String::as_str),
        Some("Implementation of the international drug control treaties and other matters")
    );
}

#[test]
fn labels_on_lines_of_their_own_go_back_to_their_text() {
    let text = "I.\n\nIntroduction\n\n1.\nThe Meeting was held in Vienna from 3 to 7 November 2003 and considered:\n\n(a)\n\n\
        Border control at seaports;\n\n(b)\n\nThe exchange of information.\n\n2.\nIt adopted its report.\n";
    assert_eq!(
        endings(text),
        [
            "para. 1: and considered:",
            "para. 1 (a): at seaports;",
            "para. 1 (b): of information.",
            "para. 2: its report."
        ]
    );
}

#[test]
fn a_report_on_one_line_keeps_its_symbol_and_its_resolutions() {
    let text = "United Nations E/CN.7/2004/9 Distr.: General 4 October 2004 Original: English I. Introduction 1. At its \
        fifty-third session the Meeting made the recommendations below: (a) Governments are encouraged to exchange \
        information; (b) Governments should train officers (see chap. II). 2. It considered lists that run on: (a) \
        removing impediments; (b) sharing data. E/CN.7/2004/9 2 3. It brought the resolution to the attention of the \
        Council. Resolution 45/2 Cooperation at borders The Commission on Narcotic Drugs, Recalling its resolution 45/1 \
        of 15 March 2002, Deeply concerned by trafficking, 1. Requests the Executive Director to report; 2. Decides to \
        remain seized of the matter.";
    let (report, _) = report(text);
    let found: Vec<String> = report.passages.iter().map(|passage| passage.citation.to_string()).collect();
    let symbol = "E/CN.7/2004/9";
    assert_eq!(found[..5], ["1", "1 (a)", "1 (b)", "2", "3"].map(|number| format!("{symbol}, para. {number}")));
    let places = ["preambular para. 1", "preambular para. 2", "para. 1", "para. 2"];
    let ends: Vec<bool> = found[5..]
        .iter()
        .zip(places)
        .map(|(citation, place)| citation.ends_with(&format!("resolution 45/2, {place}")))
        .collect();
    assert_eq!(ends, [true; 4], "{found:?}");
    assert!(report.passages[3].text.ends_with("(a) removing impediments; (b) sharing data."));
}

#[test]
fn labels_that_character_recognition_damaged_are_read_and_cited_in_latin_letters() {
    let text = "I. Introduction\n\n1. The Meeting considered border control.\n\n2, Governments should exchange information.\n\n\
        А. Africa\n\nЗ. Governments should train officers.\n\n4 . The Meeting used risk profiles.\n\nВ. Asia\n\n\
        5. These steps were recommended:\n\n(а) Governments should register importers;\n\n(b ) Governments should visit \
        laboratories;\n\n(с) Governments should report.\n\n6. The Meeting took note of the report.\n";
    let (report, _) = report(text);
    let found: Vec<String> = report.passages.iter().map(|passage| passage.citation.locator.to_string()).collect();
    assert_eq!(
        found,
        ["para. 1", "para. 2", "para. 3", "para. 4", "para. 5", "para. 5 (a)", "para. 5 (b)", "para. 5 (c)", "para. 6"]
    );
}

#[test]
fn french_and_russian_documents_are_numbered_and_say_what_is_not_known() {
    let french = "Nations Unies E/CN.7/2004/9\n\nDistr. générale\n\nRapport du Secrétariat\n\nI. Introduction\n\n\
        1. La Réunion s’est tenue à Vienne dans les locaux des Nations Unies.\n\n2. Les gouvernements devraient :\n\n\
        a) Renforcer les contrôles aux frontières ;\n\nb) Former des agents pour les douanes.\n\nAnnexe II\n\n\
        1. Le texte de la déclaration est reproduit dans la présente annexe.\n";
    let (report_in_french, warnings) = report(french);
    let found: Vec<String> = report_in_french.passages.iter().map(|passage| passage.citation.to_string()).collect();
    let places = ["para. 1", "para. 2", "para. 2 (a)", "para. 2 (b)", "annex II, para. 1"];
    assert_eq!(found, places.map(|place| format!("E/CN.7/2004/9, {place}")));
    assert!(warnings.contains(&DiagnosticCode::LanguagePartlySupported));
    let russian = "I. Введение\n\n1. Совещание состоялось в Вене.\n\n2. Правительствам следует:\n\na) усилить контроль;\n\n\
        b) подготовить сотрудников.\n";
    let (report_in_russian, warnings) = report(russian);
    let found: Vec<String> =
        report_in_russian.passages.iter().map(|passage| passage.citation.locator.to_string()).collect();
    assert_eq!(found, ["para. 1", "para. 2", "para. 2 (a)", "para. 2 (b)"]);
    assert!(warnings.contains(&DiagnosticCode::LanguagePartlySupported));
}

#[test]
fn contents_whose_labels_and_page_numbers_came_apart_are_no_text() {
    let text = "E/2025/42\n\u{c}Contents\n\nMatters calling for action . . . . . . . . . . . .\n\n5\n\n\
        Technical discussions . . . . . . . . . . . .\n\n6\n\nI.\n\nII.\n\nAnnex\n\u{c}E/2025/42\n\
        1. The Forum recommends to the Council the adoption of the report.\n\n2. It considered item 3.\n";
    assert_eq!(endings(text), ["para. 1: the report.", "para. 2: item 3."]);
}

#[test]
fn items_that_run_on_in_a_sentence_stay_in_it_where_its_lines_break_before_them() {
    let text = "1. The people of the island continue to struggle for the resolution of these issues:\n\
        (a) environmental clean-up and decontamination; (b) the return of lands used by the\n\
        Navy, now under the jurisdiction of the Department of the Interior, to the people;\n\
        (c) sustainable development and the health crisis; and\n\
        (d) the future of the former naval station on the main island of the Territory.\n\
        2. The Committee requested the Secretariat to submit a report at its next session:\n\
        (a) On the matters referred to in subparagraphs (a) and (b) of the paragraph above;\n\
        (b) On all other matters that had been raised in the course of the discussion held.\n\
        3. The report was adopted by the Committee at the closing meeting of the session.\n";
    assert_eq!(
        endings(text),
        [
            "para. 1: the Territory.",
            "para. 2: next session:",
            "para. 2 (a): paragraph above;",
            "para. 2 (b): discussion held.",
            "para. 3: the session."
        ]
    );
}

#[test]
fn a_list_that_a_colon_opens_belongs_to_its_paragraph() {
    let text = "C. Election of officers\n\
        1. At its 1st meeting, on 4 March, the Commission elected the following officers\n\
        by acclamation:\n\
        Chair:\n\
        Georges-Simon Ulrich (Switzerland)\n\
        Vice-Chairs:\n\
        Hyoung Il Lee (Republic of Korea)\n\
        Apolonija Oblak Flander (Slovenia)\n\
        Rapporteur:\n\
        Andrew Bob Johnny (Sierra Leone)\n\
        D. Agenda and organization of work\n\
        2. At its 1st meeting, on 4 March, the Commission adopted its provisional agenda\n\
        and approved the provisional programme of work and timetable for the session.\n\
        3. At the same meeting, the Commission invited intergovernmental organizations to\n\
        participate as observers at its fifty-sixth session.\n";
    assert_eq!(endings(text), ["para. 1: (Sierra Leone)", "para. 2: the session.", "para. 3: fifty-sixth session."]);
}

#[test]
fn an_agenda_item_that_a_paragraph_quotes_over_several_lines_keeps_its_letters() {
    let text = "8. The Chair opened the meeting of the Commission and made an opening statement.\n\
        9. At its 3rd and 4th meetings, on 11 March 2025, the Commission considered\n\
        agenda item 4, which reads as follows:\n\
        “Strategic management, budgetary and administrative questions:\n\
        (a) Work of the standing open-ended intergovernmental working group\n\
        on improving the governance and financial situation;\n\
        (b) Staff composition of the Office and other related matters.”\n\
        10. For its consideration of item 4, the Commission had before it the following:\n\
        (a) Report of the Executive Director on the activities of the Office;\n\
        (b) Note by the Secretariat on the work of the working group.\n";
    assert_eq!(
        endings(text),
        [
            "para. 8: opening statement.",
            "para. 9: related matters.”",
            "para. 10: the following:",
            "para. 10 (a): the Office;",
            "para. 10 (b): working group."
        ]
    );
}

#[test]
fn each_paragraph_of_a_quoted_draft_stays_in_the_paragraph_that_quotes_it() {
    let text = "10. The representative introduced a draft resolution, which read as follows:\n\
        \"The General Assembly,\n\
        \"Recalling its resolutions on the granting of independence to colonial countries,\n\
        \"Noting also the letter from the Chairman of the Special Committee of the Assembly,\n\
        \"1. Urges the Secretary-General to avail the Branch of all necessary resources;\n\
        \"2. Also urges the Secretary-General to maintain the Branch and all its functions\n\
        in the Department of Political Affairs.\"\n\
        11. On 22 October, the sponsors of the draft submitted a revised draft resolution.\n\
        12. Subsequently, Jamaica joined in sponsoring the revised draft resolution.\n";
    assert_eq!(
        endings(text),
        ["para. 10: Political Affairs.\"", "para. 11: draft resolution.", "para. 12: draft resolution."]
    );
}

#[test]
fn a_figure_and_a_table_behind_a_paragraph_are_no_part_of_it() {
    let text = "26. Spending increased by eleven billion dollars, as the figure below shows.\n\
        Figure 17\n\
        Development and humanitarian expenditures by entity, 2023\n\
        Source: CEB, 2025.\n\
        27. The Committee was provided with the utilization rates, as summarized in table 1.\n\
        Table 1\n\
        Utilization of the conference facilities, 2019–2024\n\
        (Percentage)\n\
        Month 2019 2020 2021 2022 2023 2024\n\
        January 60 35 – 3 26 40\n\
        February 76 57 – 43 56 133\n\
        March 116 16 – 20 47 72\n\
        April 55 – – 28 30 44\n\
        28. As shown in table 1, the utilization rate in 2024 was higher than in 2023.\n";
    assert_eq!(endings(text), ["para. 26: below shows.", "para. 27: table 1.", "para. 28: in 2023."]);
}

#[test]
fn a_preambular_paragraph_ends_before_the_next_where_a_marker_of_an_earlier_note_ends_it() {
    let text = "Draft resolution\n\
        Question of Guam\n\
        The General Assembly,\n\
        Having considered the report of the Special Committee on the seminar,1\n\
        Taking note of the views of the representatives of the Territories at the seminar,\n\
        __________________\n\
        1 See A/AC.109/2089.\n\
        \u{c}Noting with interest the statements made by the elected representatives of the\n\
        Territory to the Caribbean regional seminar, held at St. John's, Antigua and\n\
        Barbuda, from 21 to 23 May 1997,1\n\
        Noting that the last visiting mission took place in 1982,\n\
        Decides that the election to fill the vacancy shall take place on 27 May 2025.\n";
    let (report, _) = report(text);
    let texts: Vec<&str> = report.passages.iter().map(|passage| passage.text.as_str()).collect();
    assert_eq!(texts.len(), 5, "{texts:?}");
    assert!(texts[2].ends_with("from 21 to 23 May 1997,"), "{}", texts[2]);
    assert_eq!(report.passages[4].citation.locator.to_string(), "draft resolution, para. 1");
}

#[test]
fn notes_with_letters_below_the_summary_of_a_laid_out_page_are_no_paragraphs_of_it() {
    let indent = " ".repeat(10);
    let text = format!(
        "Summary\n\n\
         {indent}     The total contributions to the system have gone down in this year, as\n\
         {indent}the tables of the annex show for all of the regions.\n\
         {indent}     The present document complements the report of the Secretary-General,\n\
         {indent}and the tables on which it was based are in an online statistical\n\
         {indent}annex. b\n\n\
         {indent} b\n{indent}   See the page of the department for the tables of this year and of the last.\n\u{c}\n\
         I. Introduction\n\n\
         {indent}1. The system plays a role in the efforts of many countries, for which the\n\
         {indent}sums that it receives were discussed at length by its members.\n"
    );
    assert_eq!(
        endings(&text),
        ["summary, para. 1: the regions.", "summary, para. 2: statistical annex.", "para. 1: its members."]
    );
}

#[test]
fn notes_whose_numbers_stand_behind_them_are_called_by_their_markers() {
    let text = "1. The Council takes note of the following reports, which were submitted to it:\n\
        (a) Report of the Secretary-General on the review of the activities of the system; 1\n\
        (b) Report of the Chair on the Office, 2 including on the financing of its activities;\n\
        (c) Report of the Director on the Evaluation Office. 3\n\n__________________\n\n\
        A/80/74 and A/80/74/Add.1.\nE/2025/61.\n3\nE/2025/57.\n1\n2\n\n25-08716 (E)\n\n090625\n\u{c}2. It decides to meet again.\n";
    assert_eq!(
        endings(text)[1..],
        [
            "para. 1 (a): the system;",
            "para. 1 (b): its activities;",
            "para. 1 (c): Evaluation Office.",
            "para. 2: meet again."
        ]
    );
}

#[test]
fn numbers_that_a_scan_garbled_begin_paragraphs_and_words_with_a_stop_begin_none() {
    let filler = "the Committee took note of the statement that had been made on behalf of the\nsponsors of the draft.";
    let text = format!(
        "39. At the beginning {filler}\n40. In the winter {filler}\n41. At the meeting {filler}\nConclusion\nb2. At the session {filler} The report was on\nSt. Helena. It was long.\n\
         U3. At the end {filler}\nbb. In the spring {filler}\n45. In the summer {filler}\n"
    );
    let (report, _) = report(&text);
    let found: Vec<String> = report.passages.iter().map(|passage| passage.citation.locator.to_string()).collect();
    assert_eq!(found, (39..=45).map(|number| format!("para. {number}")).collect::<Vec<_>>());
}
