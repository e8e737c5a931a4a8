//! Ranking: each case guards one premise of the order of hits.

use cnd::citation::{CitedSource, DocumentSymbol};
use cnd::query::{Engine, SearchRequest, Sort, window};
use cnd::tag::{Action, Date, Kind};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::specimen::{Specimen, file, paragraph};

/// Words that are each a term of their own.
const WORDS: [&str; 3] = ["border", "opium", "seizure"];

#[test]
fn rare_words_count_more_than_common_ones() {
    let specimen = Specimen::of(&["Drug control and drug policy.", "Control of acetic anhydride.", "Drug control."]);
    assert_eq!(specimen.ranked("anhydride control")[0], "para. 2");
}

#[test]
fn inflections_hyphens_case_accents_and_spelling_do_not_matter() {
    let specimen =
        Specimen::of(&["Measures against money-laundering.", "Harmonize legislation.", "The Côte d'Ivoire centre."]);
    for (query, found) in [
        ("money laundering", "para. 1"),
        ("Money-Laundering", "para. 1"),
        ("harmonisation", "para. 2"),
        ("cote", "para. 3"),
        ("centers", "para. 3"),
    ] {
        assert_eq!(specimen.ranked(query)[0], found, "{query}");
    }
}

#[test]
fn a_symbol_or_number_is_one_term() {
    let specimen = Specimen::of(&[
        "As contained in document E/CN.7/2025/L.9.",
        "As contained in document E/CN.7/2025/L.8.",
        "In its resolution 68/4, of 4 June, adopted at its 68th meeting.",
        "At its 68th meeting it heard 4 statements.",
    ]);
    assert_eq!(specimen.ranked("E/CN.7/2025/L.9"), ["para. 1"]);
    assert_eq!(specimen.ranked("68/4"), ["para. 3"]);
}

#[test]
fn quoted_words_hold_together_and_take_no_other_wording() {
    let specimen = Specimen::of(&["Acetic anhydride.", "Anhydride, not acetic.", "MDMA tablets.", "Ecstasy tablets."]);
    assert_eq!(specimen.ranked("\"acetic anhydride\""), ["para. 1"]);
    assert_eq!(specimen.ranked("\"anhydride acetic\"~1"), ["para. 2"]);
    assert_eq!(specimen.ranked("\"ecstasy\""), ["para. 4"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn quoted_words_find_the_passages_in_which_they_stand_one_after_the_other(
        texts in vec(vec(0..WORDS.len(), 1..14), 300),
        phrase in vec(0..WORDS.len(), 2..5),
    ) {
        let written = |words: &Vec<usize>| words.iter().map(|word| WORDS[*word]).collect::<Vec<_>>().join(" ");
        let printed: Vec<String> = texts.iter().map(written).collect();
        let specimen = Specimen::of(&printed.iter().map(String::as_str).collect::<Vec<_>>());
        let query = format!("\"{}\"", written(&phrase));
        let request = SearchRequest { query, limit: texts.len(), copies: true, ..SearchRequest::default() };
        let mut found: Vec<u64> = specimen.answer(&request).hits.iter().map(|hit| hit.record.position).collect();
        found.sort_unstable();
        let has_it = |text: &Vec<usize>| text.windows(phrase.len()).any(|words| *words == phrase);
        let stand: Vec<u64> = (0..).zip(&texts).filter(|(_, text)| has_it(text)).map(|(place, _)| place).collect();
        prop_assert_eq!(found, stand);
    }
}

#[test]
fn other_names_of_a_substance_find_it_after_the_name_typed() {
    let specimen = Specimen::of(&["Seizures of MDMA tablets.", "Seizures of ecstasy tablets.", "Seizures of opium."]);
    assert_eq!(specimen.ranked("ecstasy"), ["para. 2", "para. 1"]);
    let exact = SearchRequest { query: "ecstasy".to_owned(), exact: true, ..SearchRequest::default() };
    assert_eq!(specimen.answer(&exact).total, 1);
    assert!(specimen.search("ecstasy").notes[0].contains("MDMA"));
}

#[test]
fn an_acronym_finds_its_long_form_as_the_reports_define_it() {
    let specimen = Specimen::of(&[
        "The Rapid Border Exchange Scheme (RBES) was presented.",
        "States joined the Rapid Border Exchange Scheme.",
        "Other schemes.",
    ]);
    assert_eq!(specimen.ranked("RBES"), ["para. 1", "para. 2"]);
}

#[test]
fn a_misspelt_word_finds_the_nearest_word_and_says_so() {
    let specimen = Specimen::of(&["Precursor chemicals.", "Processing of requests."]);
    let results = specimen.search("precusor");
    assert_eq!(results.hits[0].record.passage.passage.citation.to_string(), "E/CN.7/2003/7, para. 1");
    assert!(results.notes.iter().any(|note| note.contains("precursor")), "{:?}", results.notes);
}

#[test]
fn a_word_of_the_same_root_finds_less_than_the_word_itself() {
    let specimen =
        Specimen::of(&["Access was denied by the guards.", "The denial of access by guards.", "Other guards left."]);
    assert_eq!(specimen.ranked("denials"), ["para. 2", "para. 1"]);
    assert_eq!(specimen.marked("denials"), ["denial"]);
    let exact = SearchRequest { query: "denials".to_owned(), exact: true, ..SearchRequest::default() };
    assert_eq!(specimen.answer(&exact).total, 1);
}

#[test]
fn a_session_and_an_action_are_fields_by_number_or_name() {
    let mut urges = paragraph("E/1", 1, "Urges States to report on borders.");
    urges.tags.session = Some("Sixty-eighth session".to_owned());
    urges.tags.action = Some(Action::Urges);
    let mut other = paragraph("E/1", 2, "The report on borders was read.");
    other.tags.session = Some("twentieth session".to_owned());
    let specimen = Specimen::of_reports(vec![(file("E/1"), vec![urges, other])]);
    for query in ["session:68 borders", "session:sixty-eighth borders", "action:urge borders", "action:urges borders"] {
        assert_eq!(specimen.ranked(query), ["para. 1"], "{query}");
    }
    let notes = specimen.search("session:8 borders").notes;
    assert!(notes[0].contains("nearest: sixty-eighth session, twentieth session"), "{notes:?}");
}

#[test]
fn forms_that_no_stemmer_joins_find_one_another() {
    let specimen = Specimen::of(&["The panel chose its members.", "Criteria of the panel.", "Houses of the panel."]);
    assert_eq!(specimen.ranked("chosen"), ["para. 1"]);
    assert_eq!(specimen.ranked("criterion"), ["para. 2"]);
}

#[test]
fn one_word_of_a_passage_is_no_evidence_of_two_words_of_the_query() {
    let specimen = Specimen::of(&[
        "Cultivation in the region, and cultivation elsewhere.",
        "Cultivation of crops in the region and by peasants elsewhere.",
        "Prices of coffee in the region and elsewhere.",
    ]);
    let notes = specimen.search("crops that farmers grow").notes.join(" ");
    assert!(notes.contains("\"grow\" also searched as cultivate"), "{notes}");
    assert_eq!(specimen.ranked("crops that farmers grow"), ["para. 2", "para. 1"]);
}

#[test]
fn a_rare_wording_of_a_common_thing_counts_as_common() {
    let specimen = Specimen::of(&[
        "The illegal use of stamps.",
        "An inventory of illicit stocks.",
        "An inventory of stamps.",
        "An inventory of letters.",
        "The illicit use of letters.",
        "The illicit use of stocks.",
        "The illicit use of goods.",
        "The illicit use of ports.",
        "The use of letters.",
        "The use of stamps.",
    ]);
    // The passage that has both, though in another wording, before the only one that has the rarer word.
    assert_eq!(specimen.ranked("illegal inventory")[0], "para. 2");
}

#[test]
fn a_question_of_how_many_prefers_a_passage_with_a_number() {
    let specimen = Specimen::of(&[
        "Laboratories of the region were inspected by the police of States.",
        "The police inspected laboratories: 97 of the region.",
    ]);
    assert_eq!(specimen.ranked("How many laboratories of the region did the police inspect?")[0], "para. 2");
}

#[test]
fn a_paragraph_gains_from_its_neighbour_under_the_same_heading() {
    let under = |number, heading: &str, text| {
        let mut passage = paragraph("E/1", number, text);
        passage.passage.section = vec![heading.to_owned()];
        passage
    };
    let specimen = Specimen::of_reports(vec![(
        file("E/1"),
        vec![
            under(1, "Other", "Inspectors of ships met in spring."),
            under(5, "Ports", "Inspectors of ports met in autumn."),
            under(6, "Ports", "The scanners of containers that ports share with inspectors of scanners."),
        ],
    )]);
    assert_eq!(specimen.ranked("inspectors scanners containers"), ["para. 6", "para. 5", "para. 1"]);
}

#[test]
fn what_bears_a_number_stands_before_what_cites_it() {
    let mut borne = paragraph("E/1", 2, "Decides to remain seized of the matter.");
    borne.passage.citation.source = CitedSource::Document(DocumentSymbol::new("S/RES/68/4"));
    let citing = paragraph("E/1", 1, "Recalling S/RES/68/4 and again S/RES/68/4, on the matter.");
    let specimen = Specimen::of_reports(vec![(file("E/1"), vec![citing, borne])]);
    assert_eq!(specimen.ranked("S/RES/68/4"), ["para. 2", "para. 1"]);
}

#[test]
fn a_symbol_finds_the_name_that_a_report_gives_it() {
    let specimen = Specimen::of(&[
        "The rules (ST/SGB/1999/7), hereinafter referred to as “the border bulletin”, apply.",
        "The border bulletin is silent on this.",
        "Other rules.",
    ]);
    assert_eq!(specimen.ranked("ST/SGB/1999/7"), ["para. 1", "para. 2"]);
}

#[test]
fn a_query_that_finds_nothing_is_answered_with_one_that_finds_something() {
    let specimen = Specimen::of(&["Acetic anhydride was seized."]);
    assert_eq!(specimen.search("\"acetc anhydride\"").suggestion.as_deref(), Some("\"acetic anhydride\""));
    let exact = SearchRequest { query: "+siezed".to_owned(), exact: true, ..SearchRequest::default() };
    assert_eq!(specimen.answer(&exact).suggestion.as_deref(), Some("seized"));
    assert_eq!(specimen.search("seized").suggestion, None);
}

#[test]
fn the_parts_of_a_score_name_the_words_and_add_up() {
    let specimen = Specimen::of(&["Border control of ports.", "Border posts.", "Ports."]);
    let request = SearchRequest { query: "ports border".to_owned(), explain: true, ..SearchRequest::default() };
    for hit in specimen.answer(&request).hits {
        let sum: f32 = hit.parts.iter().map(|part| part.score).sum();
        assert!((sum - hit.score).abs() < 0.05, "{} is not the sum of {:?}", hit.score, hit.parts);
        assert!(hit.parts.iter().any(|part| part.name == "border" || part.name == "ports"), "{:?}", hit.parts);
    }
}

#[test]
fn a_prefix_finds_words_that_begin_so() {
    let specimen = Specimen::of(&["Declaration of assets.", "A decree.", "Traffic by declared routes."]);
    assert_eq!(specimen.search("declar*").total, 2);
    assert_eq!(specimen.marked("declar*"), ["Declaration"]);
}

#[test]
fn words_near_one_another_count_more_than_words_apart() {
    let far = "Border posts were opened. The Meeting then turned to a great many other matters of interest. Control.";
    let specimen =
        Specimen::of(&[far, "Border control was strengthened by posts that were opened in matters of interest."]);
    assert_eq!(specimen.ranked("border control")[0], "para. 2");
}

#[test]
fn function_words_of_a_question_do_not_count() {
    let specimen = Specimen::of(&["What is it that they do and how.", "Crops that growers cultivate."]);
    assert_eq!(specimen.ranked("what is it with crops"), ["para. 2"]);
}

#[test]
fn a_heading_counts_for_what_stands_below_it_but_less_than_the_text() {
    let mut below = paragraph("E/1", 1, "Governments should train officers.");
    below.passage.section = vec!["Corruption".to_owned()];
    let own = paragraph("E/1", 2, "Corruption of officers.");
    let specimen = Specimen::of_reports(vec![(file("E/1"), vec![below, own])]);
    assert_eq!(specimen.ranked("corruption"), ["para. 2", "para. 1"]);
}

#[test]
fn a_question_of_who_is_asked_prefers_passages_that_ask() {
    let told = paragraph("E/1", 1, "INCB published its report.");
    let mut asked = paragraph("E/1", 2, "INCB is to publish its report every year without exception or delay.");
    asked.tags.kind = Kind::Recommendation;
    asked.tags.addressees = vec!["INCB".to_owned()];
    let specimen = Specimen::of_reports(vec![(file("E/1"), vec![told, asked])]);
    assert_eq!(specimen.ranked("INCB should")[0], "para. 2");
}

#[test]
fn the_same_text_twice_is_one_hit_that_names_the_other() {
    let text = "Decides to convene the meetings of heads of national agencies every year.";
    let reports = ["E/1", "E/2"].map(|symbol| (file(symbol), vec![paragraph(symbol, 1, text)]));
    let specimen = Specimen::of_reports(reports.into_iter().collect());
    let results = specimen.search("convene");
    assert_eq!(results.total, 2);
    assert_eq!(results.hits.len(), 1);
    assert_eq!(results.hits[0].also_in[0].to_string(), "E/2, para. 1");
}

#[test]
fn equals_stand_in_the_order_of_documents() {
    let reports = ["E/3", "E/1", "E/2"]
        .map(|symbol| (file(symbol), (1..4).map(|n| paragraph(symbol, n, &format!("Border {symbol} {n}"))).collect()));
    let specimen = Specimen::of_reports(reports.into_iter().collect());
    let found = specimen.search("border").hits;
    let order: Vec<String> = found.iter().map(|hit| hit.record.passage.passage.citation.to_string()).collect();
    let mut sorted = order.clone();
    sorted.sort();
    assert_eq!(order, sorted);
    assert_eq!(order.len(), 9);
    let page =
        specimen.answer(&SearchRequest { query: "border".to_owned(), offset: 3, limit: 3, ..SearchRequest::default() });
    let page: Vec<usize> = page.hits.iter().map(|hit| hit.rank).collect();
    assert_eq!(page, [4, 5, 6]);
}

#[test]
fn sorting_by_date_puts_the_newest_first() {
    let reports = [("E/1", 1999), ("E/2", 2020), ("E/3", 2005)].map(|(symbol, year)| {
        let mut passage = paragraph(symbol, 1, &format!("Border of {symbol}"));
        passage.tags.date = Date::new(year, 1, 1);
        (file(symbol), vec![passage])
    });
    let specimen = Specimen::of_reports(reports.into_iter().collect());
    let request = SearchRequest { query: "border".to_owned(), sort: Sort::Date, ..SearchRequest::default() };
    let years: Vec<i32> =
        specimen.answer(&request).hits.iter().map(|hit| hit.record.passage.tags.date.unwrap().year()).collect();
    assert_eq!(years, [2020, 2005, 1999]);
}

#[test]
fn every_way_of_matching_is_highlighted_on_whole_words() {
    let specimen =
        Specimen::of(&["“Ecstasy” (MDMA) was seized at Zürich’s borders, with precursors; money-laundering."]);
    assert_eq!(specimen.marked("ecstasy"), ["Ecstasy", "MDMA"]);
    assert_eq!(specimen.marked("border"), ["borders"]);
    assert_eq!(specimen.marked("precusor"), ["precursors"]);
    assert_eq!(specimen.marked("zurich"), ["Zürich"]);
    assert_eq!(specimen.marked("\"money laundering\""), ["money-laundering"]);
}

#[test]
fn odd_queries_have_an_answer() {
    let specimen = Specimen::of(&["Precursors.", "Heroin."]);
    for (query, total) in [("", 2), ("NOT heroin", 1), ("*", 2), ("-", 2), ("precursor AND heroin", 0), ("(\"", 2)] {
        assert_eq!(specimen.search(query).total, total, "{query:?}");
    }
    for query in [
        "a:(^",
        "🙂",
        "مخدرات",
        "[0-9]+",
        "NOT",
        "region:nowhere",
        "date:soon",
        "title:",
        "\u{0}",
        &"x ".repeat(10_000),
    ] {
        assert!(specimen.search(query).hits.len() <= 2, "{query:?}");
    }
}

#[test]
fn the_window_is_whole_sentences_around_what_matched() {
    let text = "The session was opened. Acetic anhydride was seized. The session was closed.";
    assert_eq!(window(text, &[(24, 40)], 40), 24..53);
    assert_eq!(window(text, &[(24, 40)], 400), 0..text.len());
    let long = "word ".repeat(100);
    let cut = window(&long, &[(250, 254)], 50);
    assert!(cut.start <= 250 && cut.end >= 254 && cut.len() <= 50, "{cut:?}");
}

#[test]
fn similar_passages_are_those_of_other_documents_that_say_the_same() {
    let reports = [
        ("E/1", "Governments should strengthen controls of acetic anhydride at their borders."),
        ("E/2", "States are urged to strengthen the control of acetic anhydride."),
        ("E/3", "The session was opened by its Chair."),
    ]
    .map(|(symbol, text)| (file(symbol), vec![paragraph(symbol, 1, text), paragraph(symbol, 2, text)]));
    let specimen = Specimen::of_reports(reports.into_iter().collect());
    let engine = Engine::new(specimen.index.snapshot().unwrap(), &specimen.vocabulary);
    let request = SearchRequest::default();
    let similar = engine.similar("e/1,  Para. 1", &request).unwrap().unwrap();
    assert!(similar.hits.iter().all(|hit| hit.score > 0.0 && hit.score <= 1.0), "a share of its own score");
    let citations: Vec<String> =
        similar.hits.iter().map(|hit| hit.record.passage.passage.citation.to_string()).collect();
    assert_eq!(citations, ["E/2, para. 1"]);
    assert!(engine.similar("E/9, para. 1", &request).unwrap().is_none());
}

#[test]
fn a_timeline_counts_by_year_and_body() {
    let reports = [("E/1", 1999, "CND"), ("E/2", 2020, "INCB"), ("E/3", 2020, "CND")].map(|(symbol, year, body)| {
        let mut passage = paragraph(symbol, 1, "Border");
        passage.tags.date = Date::new(year, 1, 1);
        passage.tags.body = Some(body.to_owned());
        (file(symbol), vec![passage])
    });
    let specimen = Specimen::of_reports(reports.into_iter().collect());
    let engine = Engine::new(specimen.index.snapshot().unwrap(), &specimen.vocabulary);
    let request = SearchRequest { query: "borders".to_owned(), ..SearchRequest::default() };
    let timeline = engine.timeline(&request).unwrap();
    let years: Vec<(&str, u64, usize)> =
        timeline.iter().map(|year| (year.year.as_str(), year.total, year.bodies.len())).collect();
    assert_eq!(years, [("1999", 1, 1), ("2020", 2, 2)]);
}

#[test]
fn what_cites_a_resolution_is_found_by_its_number_alone() {
    let mut cites = paragraph("E/1", 1, "Recalling its resolution on precursors");
    cites.tags.references = vec!["CND resolution 45/15".to_owned()];
    let specimen = Specimen::of_reports(vec![(file("E/1"), vec![cites, paragraph("E/1", 2, "Other")])]);
    for query in ["cites:45/15", "cites:\"resolution 45/15\"", "cites:\"CND resolution 45/15\""] {
        assert_eq!(specimen.ranked(query), ["para. 1"], "{query}");
    }
    assert_eq!(specimen.search("cites:5/15").total, 0);
}

#[test]
fn an_index_without_reports_says_so_in_place_of_finding_nothing() {
    let specimen = Specimen::of_reports(Vec::new());
    assert_eq!(
        specimen.search("opium").notes,
        ["the index holds no report, as before the first run ends; `cnd index` reads them"]
    );
    assert!(Specimen::of(&["Coca."]).search("opium").notes.is_empty());
}
