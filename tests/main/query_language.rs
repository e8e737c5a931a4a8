//! The query language: what a person types is always understood as something.

use std::sync::LazyLock;

use cnd::query::parser::parse;
use proptest::prelude::*;

use crate::specimen::Specimen;

/// What a query is understood as, in its canonical form.
fn read(typed: &str) -> String {
    parse(typed).node.to_string()
}

#[test]
fn words_phrases_and_prefixes_are_kept_as_typed() {
    assert_eq!(read("acetic  anhydride"), "acetic anhydride");
    assert_eq!(read("\"acetic anhydride\" seiz*"), "\"acetic anhydride\" seiz*");
    assert_eq!(read("\"border control\"~5"), "\"border control\"~5");
    assert_eq!(read("“common and shared”"), "\"common and shared\"");
}

#[test]
fn operators_bind_as_in_logic() {
    assert_eq!(read("a AND b OR c"), "a AND b OR c");
    assert_eq!(read("a AND (b OR c)"), "a AND (b OR c)");
    assert_eq!(read("a AND b c"), "+a AND b c");
    assert_eq!(read("+must -not maybe"), "+must -not maybe");
    assert_eq!(read("must NOT never"), "must -never");
    assert_eq!(read("NOT x"), "-x");
}

#[test]
fn fields_take_words_phrases_and_groups() {
    assert_eq!(read("region:africa"), "region:\"africa\"");
    assert_eq!(read("Title:\"annual report\""), "title:\"annual report\"");
    assert_eq!(read("body:(HONLAF OR HONLEA)"), "body:\"HONLAF\" OR body:\"HONLEA\"");
    assert_eq!(read("symbol:E/CN.7/2003/7"), "symbol:\"E/CN.7/2003/7\"");
    assert_eq!(read("cites:\"resolution 45/15\""), "cites:\"resolution 45/15\"");
}

#[test]
fn dates_are_days_months_years_and_ranges() {
    assert_eq!(read("date:2002..2005"), "date:2002-01-01..2005-12-31");
    assert_eq!(read("year:2002"), "date:2002-01-01..2002-12-31");
    assert_eq!(read("date:2002-03.."), "date:2002-03-01..");
    assert_eq!(read("date:..2002-03-15"), "date:..2002-03-15");
    assert_eq!(read("date:soon"), "soon");
    assert!(parse("date:soon").notes[0].contains("soon"));
}

#[test]
fn marks_that_mean_nothing_are_searched_as_words_or_left_out() {
    for (typed, understood) in [
        ("", ""),
        ("   ", ""),
        ("*", ""),
        ("-", ""),
        ("AND", ""),
        ("a AND", "a"),
        ("OR a", "a"),
        ("a:(^", "a"),
        ("(a", "a"),
        ("a)", "a"),
        ("\"a b", "a b"),
        ("a\" b", "a b"),
        ("region:", "region"),
        ("ICCD/COP(8)/CST/8", "ICCD/COP(8)/CST/8"),
        ("S/RES/2771 (2025)", "S/RES/2771 2025"),
        ("money-laundering", "money-laundering"),
        ("http://example.org/a?b=c", "http://example.org/a?b=c"),
        ("who\nsaid\u{0}it", "who said it"),
    ] {
        assert_eq!(read(typed), understood, "{typed:?}");
    }
}

#[test]
fn a_very_long_query_is_cut_with_a_note() {
    let parsed = parse(&"word ".repeat(10_000));
    assert!(parsed.notes.iter().any(|note| note.contains("first")));
    let nested = parse(&"(".repeat(100_000));
    assert_eq!(nested.node.to_string(), "");
}

/// Passages in which ways of matching overlap, with letters of several bytes, compounds and typographic marks.
static SPECIMEN: LazyLock<Specimen> = LazyLock::new(|| {
    Specimen::of(&[
        "“Ecstasy” (MDMA), 3,4-methylenedioxymethamphetamine, was seized at Zürich’s borders; money-laundering—too.",
        "Côte d’Ivoire and the Ñuble: précursors, trafficking, traffickers and traffic in E/CN.7/2003/7 of 2002–2003.",
        "麻醉药品委员会 met on acetic anhydride 🙂 and e\u{301}tat; the States' denial was denied.",
        "İstanbul’s ﬁnancial flows; naïve coöperation of law-enforcement agencies on 1,000 kg of NPS.",
    ])
});

/// Whether a letter or digit.
fn of_word(c: Option<&char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric())
}

proptest! {
    // Each case is several answers of the whole program.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn highlights_are_inside_the_text_in_order_and_on_the_bounds_of_words(
        pieces in proptest::collection::vec(
            prop::sample::select(vec![
                "ecstasy", "MDMA", "border", "precursor", "precusor", "traffick*", "money laundering", "zurich", "denials",
                "\"acetic anhydride\"", "\"law enforcement\"~2", "état", "cote", "E/CN.7/2003/7", "NPS", "2003", "fin*", "m*",
                "委员会", "istanbul", "and", "OR", "(", "-kg", "cooperation",
            ]),
            1..6,
        )
    ) {
        let typed = pieces.join(" ");
        for hit in SPECIMEN.search(&typed).hits {
            let text: Vec<char> = hit.record.passage.passage.text.chars().collect();
            let mut before = 0;
            for (from, to) in hit.highlights {
                prop_assert!(before <= from && from < to && to <= text.len(), "{} {}..{}", typed, from, to);
                let ideograph = text.get(from).is_some_and(|c| *c >= '\u{3040}');
                let inside = |at: usize| of_word(text.get(at.wrapping_sub(1))) && of_word(text.get(at));
                prop_assert!(ideograph || !(inside(from) || inside(to)), "{} {}..{}", typed, from, to);
                before = to;
            }
        }
    }
}

proptest! {
    #[test]
    fn any_string_parses_and_its_printed_form_means_the_same(typed in ".{0,80}") {
        let node = parse(&typed).node;
        prop_assert_eq!(&parse(&node.to_string()).node, &node, "{}", node);
    }

    #[test]
    fn any_run_of_syntax_parses_and_its_printed_form_means_the_same(
        pieces in proptest::collection::vec(
            prop::sample::select(vec![
                "a", "b", "c*", "(", ")", "\"", "AND", "OR", "NOT", "+", "-", ":", "title:", "year:", "2002..2005", "~3", " ", " ", "*", "(x)",
            ]),
            0..40,
        )
    ) {
        let typed = pieces.concat();
        let node = parse(&typed).node;
        prop_assert_eq!(&parse(&node.to_string()).node, &node, "{:?} {}", typed, node);
    }
}
