//! Citations are printed as the Editorial Manual has them.

use cnd::citation::{Citation, CitedSource, DocumentSymbol, Instrument, InstrumentKind, Locator, LocatorPart};

fn document(parts: Vec<LocatorPart>) -> String {
    let source = CitedSource::Document(DocumentSymbol::new("E/2025/28"));
    Citation { source, locator: Locator(parts) }.to_string()
}

fn paragraph(number: &str) -> LocatorPart {
    LocatorPart::Paragraph(number.to_owned())
}

fn item(label: &str) -> LocatorPart {
    LocatorPart::Item(label.to_owned())
}

#[test]
fn a_subparagraph_is_cited_under_its_paragraph() {
    assert_eq!(document(vec![paragraph("47"), item("b"), item("ii")]), "E/2025/28, para. 47 (b) (ii)");
}

#[test]
fn an_item_of_a_numbered_draft_follows_its_number_and_of_an_unnumbered_one_is_a_paragraph() {
    let numbered = LocatorPart::Draft(InstrumentKind::Decision, Some("I".to_owned()));
    let unnumbered = LocatorPart::Draft(InstrumentKind::Decision, None);
    assert_eq!(document(vec![numbered, item("a")]), "E/2025/28, draft decision I (a)");
    assert_eq!(document(vec![unnumbered, item("a")]), "E/2025/28, draft decision, para. (a)");
}

#[test]
fn a_single_draft_under_a_paragraph_is_cited_through_that_paragraph() {
    let draft = LocatorPart::Draft(InstrumentKind::Resolution, None);
    assert_eq!(document(vec![paragraph("5"), draft, paragraph("1")]), "E/2025/28, para. 5, draft resolution, para. 1");
}

#[test]
fn an_adopted_resolution_is_cited_by_its_organ_and_number() {
    let source = CitedSource::Instrument(Instrument {
        organ: "CND".to_owned(),
        kind: InstrumentKind::Resolution,
        number: "68/3".to_owned(),
    });
    let annex = Locator(vec![LocatorPart::Annex(None), paragraph("5")]);
    assert_eq!(Citation { source: source.clone(), locator: annex }.to_string(), "CND resolution 68/3, annex, para. 5");
    let preambular = Locator(vec![LocatorPart::Preambular(4)]);
    assert_eq!(Citation { source, locator: preambular }.to_string(), "CND resolution 68/3, preambular para. 4");
}

#[test]
fn a_reissue_asterisk_is_no_part_of_a_symbol_and_brackets_are_encoded_in_its_address() {
    let symbol = DocumentSymbol::new("S/RES/2771  (2025)**");
    assert_eq!(symbol.as_str(), "S/RES/2771 (2025)");
    assert_eq!(symbol.url(), "https://docs.un.org/en/S/RES/2771%20%282025%29");
}
