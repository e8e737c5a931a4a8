//! Tables stay out of the passages of a text, whether its columns were kept or not.

use std::path::Path;

use cnd::extract::extract;
use cnd::structure::{Report, read};

fn report(text: &str) -> Report {
    read(&extract(Path::new("specimen.txt"), text.as_bytes()).unwrap().value).value
}

fn found(report: &Report) -> Vec<String> {
    report.passages.iter().map(|passage| passage.citation.locator.to_string()).collect()
}

/// Numbered paragraphs whose lines fill the width of the page.
fn paragraphs(numbers: std::ops::RangeInclusive<u32>) -> String {
    let paragraph = |number: u32| {
        format!(
            "{number}. The Board reviewed the proposals that the regional offices had submitted since the last\n\
             session and requested the Secretariat to continue to report on the progress of each of them,\n\
             together with the resources that would be required to complete the renovation works.\n"
        )
    };
    numbers.map(paragraph).collect()
}

/// A table whose last column holds a list, as `pdftotext` writes it.
const CELLS: &str = "Period\nName of the team\nResponsibilities\n2018\nRegional Buildings\nOffice, working\nunder the guidance\n\
    of the Director\n(a) Advise the regional offices on the\nrenovation of their buildings and provide\n\
    plans for each of them;\n(b) Keep a register of all the works\nthat are under way;\n(c) Report every year on the state of the\n\
    buildings.\nAbbreviation: RBO, Regional Buildings Office.\n";

#[test]
fn a_list_in_a_cell_between_paragraphs_is_no_subparagraph() {
    let report = report(&format!("{}{CELLS}{}", paragraphs(1..=3), paragraphs(4..=5)));
    assert_eq!(found(&report), ["para. 1", "para. 2", "para. 3", "para. 4", "para. 5"]);
    assert!(report.passages.iter().all(|passage| passage.text.ends_with("renovation works.")));
    assert!(report.unplaced.iter().any(|passage| passage.text.contains("Keep a register of all the works")));
}

#[test]
fn a_list_behind_a_colon_is_of_the_paragraph_however_narrow_its_lines_are() {
    let narrow = CELLS.replace("of the Director\n", "of the Director:\n");
    let report = report(&format!("{}{narrow}{}", paragraphs(1..=3), paragraphs(4..=5)));
    assert!(found(&report).contains(&"para. 3 (b)".to_owned()), "{:?}", found(&report));
}

#[test]
fn a_column_of_numbers_and_rows_with_a_number_before_and_a_date_behind_number_no_paragraphs() {
    let annex = "Annex\nSignatures of the Convention\nParticipant\n";
    let names = ["Ruritania", "Graustark", "Zenda", "Sylvania", "Freedonia", "Illyria"];
    let column: String = (1..=6).map(|number| format!("{number}.\n")).collect();
    let apart = format!("{}{annex}{column}\n{}\n", paragraphs(1..=4), names.join("\n"));
    assert_eq!(found(&report(&apart)), ["para. 1", "para. 2", "para. 3", "para. 4"]);
    let rows: String = (2..=6).zip(names).map(|(number, name)| format!("{number}. {name} 4 June 1992\n")).collect();
    let joined = format!("{}{annex}1.- Borduria 4 June 1992\n{rows}", paragraphs(1..=4));
    assert_eq!(found(&report(&joined)), ["para. 1", "para. 2", "para. 3", "para. 4"]);
}

/// Paragraphs as `pdftotext -layout` writes them.
fn laid_out(numbers: std::ops::RangeInclusive<u32>) -> String {
    paragraphs(numbers).lines().map(|line| format!("          {line}\n")).collect::<String>() + "\n"
}

#[test]
fn a_cell_that_goes_on_below_the_other_columns_and_over_the_page_is_no_text() {
    let indent = " ".repeat(48);
    let head = "Period      Name         Funding        Responsibilities\n\n";
    let first = "2018        Buildings    Regular        (a) Advise the regional offices on the\n\
                 \u{20}           Office       budget         renovation of their buildings and\n\
                 \u{20}           of Africa    and funds      provide the plans for each of them.\n";
    let first = format!("{}{head}{first}", laid_out(1..=3)).replace("                (a)", "                     (a)");
    let below = format!("{indent}The Office advised the Board too, whose\n{indent}members visited two of the works.\n");
    let overleaf = format!(
        "{head}{indent}carried out by others before, as the team\n{indent}had lost three of its posts;\n\
         {indent}(i) From 2024, lead the working group on\n{indent}rents, and advise on the rules.\n\n"
    );
    let text = format!("{first}{below}\n{}\u{c}{overleaf}{}", laid_out(4..=4), laid_out(5..=6));
    let report = report(&text);
    assert_eq!(found(&report), (1..=6).map(|number| format!("para. {number}")).collect::<Vec<_>>());
    assert!(report.passages.iter().all(|passage| passage.text.ends_with("renovation works.")), "{report:?}");
}
