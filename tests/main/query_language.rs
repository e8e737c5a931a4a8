//! The query language: what a person types is always understood as something.

use cnd::query::parser::parse;
use proptest::prelude::*;

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
