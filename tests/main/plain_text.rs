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
