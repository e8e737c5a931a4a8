//! Queries of hostile or plain odd shape: each has an answer, and a sensible one.

use crate::program::SHIPPED;

/// Queries with the canonical form of what they are understood as.
const ODD: &[(&str, &str)] = &[
    ("", ""),
    (" ", ""),
    ("\t\n", ""),
    ("\"", ""),
    ("\"\"", ""),
    ("'", ""),
    ("\"open phrase", "open phrase"),
    ("close\" phrase", "close phrase"),
    ("a:(^", "a"),
    ("((((", ""),
    ("))))", ""),
    (")(", ""),
    ("()", ""),
    ("(a (b (c", "a b c"),
    ("*", ""),
    ("**", ""),
    ("?", ""),
    ("-", ""),
    ("--", ""),
    ("+", ""),
    ("+-", ""),
    ("NOT x", "-x"),
    ("NOT", ""),
    ("NOT NOT x", "x"),
    ("AND", ""),
    ("OR OR", ""),
    ("a AND", "a"),
    ("OR b", "b"),
    (":", ""),
    ("::", ""),
    ("region:", "region"),
    ("region:nowhere", "region:\"nowhere\""),
    ("nosuchfield:x", "nosuchfield:x"),
    ("/^[a-z]+$/", "/^[a-z]+$/"),
    ("[a TO z]", "[a TO z]"),
    ("{1..2}", "{1..2}"),
    ("\\", ""),
    ("\\\"", ""),
    ("a\nb", "a b"),
    ("a\u{0}b", "a b"),
    ("\u{1b}[31m", "[31m"),
    ("🌍", ""),
    ("👩‍👩‍👧", ""),
    ("مخدرات", "مخدرات"),
    ("麻醉药品", "麻醉药品"),
    ("e\u{301}", "e\u{301}"),
    ("x~9999", "x~9999"),
    ("\"a b\"~99999999999", "\"a b\"~100"),
    ("date:..", "date"),
    ("date:2002..1999", "date:2002-01-01..1999-12-31"),
    ("year:0", "0"),
    ("x^2", "x^2"),
    ("%s%n%x", "%s%n%x"),
    ("'; DROP TABLE passages; --", "DROP TABLE passages"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("../../etc/passwd", "../../etc/passwd"),
    ("https://docs.un.org/en/E/CN.7/2003/7", "https://docs.un.org/en/E/CN.7/2003/7"),
];

#[test]
fn a_query_of_any_shape_is_understood_and_answered() {
    for (query, understood) in ODD {
        // The operating system takes no NUL in an argument; it comes by way of the library only.
        let query = query.replace('\0', "\u{1}");
        let ran = SHIPPED.run(&["search", "--json", "--", &query]);
        assert!(matches!(ran.code, 0 | 1), "{query:?}: {} {}", ran.code, ran.err);
        assert_eq!(ran.err, "", "{query:?}");
        let answer: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(answer["understood"], *understood, "{query:?}");
        assert_eq!(answer["total"].as_u64() > Some(0), ran.code == 0, "{query:?}");
    }
}

#[test]
fn a_query_of_any_length_is_answered_in_its_first_words() {
    let words = "precursor ".repeat(10_000);
    let brackets = "(".repeat(10_000);
    let quotes = "\"a\" ".repeat(10_000);
    let letters = "x".repeat(100_000);
    for query in [&words, &brackets, &quotes, &letters] {
        let ran = SHIPPED.run(&["search", "--json", "--", query]);
        assert!(matches!(ran.code, 0 | 1), "{} {}", ran.code, ran.err);
    }
    let answer = SHIPPED.run(&["search", "--json", "--", &words]).json();
    assert!(answer["notes"].to_string().contains("only the first 128 words"), "{}", answer["notes"]);
}

#[test]
fn a_clause_that_is_repeated_adds_nothing() {
    for (once, repeated) in [
        ("\"money laundering\"", "\"money laundering\" \"money laundering\" \"money laundering\""),
        ("treatment AND africa", "treatment AND africa AND treatment"),
        ("precurs* OR opium", "precurs* OR opium OR precurs*"),
    ] {
        let hits = |query: &str| {
            let answer = SHIPPED.run(&["search", "--json", "--", query]).json();
            assert!(answer["total"].as_u64() > Some(0), "{query}");
            (answer["total"].clone(), answer["hits"].clone(), answer["facets"].clone())
        };
        assert_eq!(hits(once), hits(repeated), "{repeated}");
    }
}

#[test]
fn a_pasted_paragraph_finds_itself_by_its_rarest_words() {
    let longest = |answer: serde_json::Value| {
        let hits = answer["hits"].as_array().unwrap().clone();
        hits.into_iter().max_by_key(|hit| hit["text"].as_str().unwrap().len()).unwrap()
    };
    let pasted = longest(SHIPPED.run(&["search", "--json", "--limit", "200", "--", ""]).json());
    let text = pasted["text"].as_str().unwrap();
    assert!(text.split_whitespace().count() > 60, "{text}");
    // Quotes and the like would be read as syntax.
    let words = text.replace(|c: char| !c.is_alphanumeric(), " ");
    let found = SHIPPED.run(&["search", "--json", "--", &words]).json();
    assert_eq!(found["hits"][0]["citation"], pasted["citation"]);
}
