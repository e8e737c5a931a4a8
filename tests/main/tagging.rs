//! Tags: who said it, about where, on what, when, to whom, citing what.

use cnd::tag::Vocabulary;

fn vocabulary() -> Vocabulary {
    Vocabulary::load(None).expect("the compiled-in vocabulary is right")
}

#[test]
fn a_body_is_found_by_its_acronym_its_name_and_its_old_names() {
    let vocabulary = vocabulary();
    let found = |name: &str| vocabulary.body(name).map(|body| body.acronym.clone());
    for name in [
        "HONEURO",
        "honlea europe",
        "HONLEA, Europe",
        "Meeting of Heads of National Drug Law Enforcement Agencies, Europe",
    ] {
        assert_eq!(found(name).as_deref(), Some("HONEURO"), "{name}");
    }
    assert_eq!(found("UNDCP").as_deref(), Some("UNODC"));
    assert_eq!(found("Comision de Estupefacientes").as_deref(), Some("CND"));
    assert_eq!(vocabulary.body_path("HONLAF"), "/UN/ECOSOC/CND/HONLAF");
}

#[test]
fn a_filter_by_a_region_finds_its_subregions() {
    let vocabulary = vocabulary();
    let within = vocabulary.regions_within("Africa");
    assert!(within.contains(&"Africa") && within.contains(&"West and Central Africa"), "{within:?}");
    assert!(!within.contains(&"Europe"));
}

#[test]
fn an_unknown_name_gets_the_nearest_ones() {
    let vocabulary = vocabulary();
    assert_eq!(vocabulary.nearest_regions("afrika").first(), Some(&"Africa"));
    assert!(vocabulary.nearest_topics("precursor").contains(&"precursors"));
    assert!(vocabulary.region("afrika").is_none());
}
