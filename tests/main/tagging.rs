//! Tags: who said it, about where, on what, when, to whom, citing what.

use cnd::citation::{Citation, CitedSource, DocumentSymbol, Instrument, InstrumentKind, Locator, LocatorPart};
use cnd::structure::{FrontMatter, Passage, PassageKind, Report};
use cnd::tag::{Kind, TaggedReport, Tags, Vocabulary};

pub(crate) fn vocabulary() -> Vocabulary {
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

/// Reads and tags a report.
pub(crate) fn tagged(path: &std::path::Path) -> TaggedReport {
    let bytes = std::fs::read(path).expect("the report can be read");
    let document = cnd::extract::extract(path, &bytes).expect("the report has text");
    cnd::tag::tag(cnd::structure::read(&document.value).value, &vocabulary())
}

pub(crate) fn shipped_report() -> TaggedReport {
    tagged(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/E_CN.7_2003_7.txt"))
}

fn passage<'a>(report: &'a TaggedReport, citation: &str) -> &'a Tags {
    let found = report.passages.iter().find(|passage| passage.passage.citation.to_string() == citation);
    &found.unwrap_or_else(|| panic!("no {citation}")).tags
}

#[test]
fn a_report_on_four_meetings_gives_each_passage_its_own_body_region_and_meeting() {
    let report = shipped_report();
    assert_eq!(report.body.as_deref(), Some("CND"));
    let rows = [
        ("para. 4", "CND", None, None),
        (
            "para. 5, draft resolution, preambular para. 3",
            "HONLAF",
            Some("Africa"),
            Some("Nairobi 2002-09-09 2002-09-13 UNDCP/HONLAF/2002/5"),
        ),
        ("para. 9", "HONLAF", Some("Africa"), Some("Nairobi 2002-09-09 2002-09-13 UNDCP/HONLAF/2002/5")),
        ("para. 12", "SUBCOM", Some("Near and Middle East"), Some("Tehran 2002-10-14 2002-10-18 UNDCP/SUBCOM/2002/5")),
        (
            "para. 15",
            "HONLAC",
            Some("Latin America and the Caribbean"),
            Some("Lima 2002-10-15 2002-10-18 UNDCP/HONLAC/2002/5"),
        ),
        ("para. 21", "HONLAP", Some("Asia and the Pacific"), Some("Bangkok 2002-11-11 2002-11-15 UNDCP/HONLAP/2002/5")),
    ];
    for (place, body, region, meeting) in rows {
        let tags = passage(&report, &format!("E/CN.7/2003/7, {place}"));
        assert_eq!((tags.body.as_deref(), tags.region.as_deref()), (Some(body), region), "{place}");
        let told = tags.meeting.as_ref().map(|meeting| {
            let day = |date: Option<cnd::tag::Date>| date.map(|date| date.to_string()).unwrap_or_default();
            let (place, report) = (meeting.place.as_deref().unwrap_or("-"), meeting.report.as_deref().unwrap_or("-"));
            format!("{place} {} {} {report}", day(meeting.start), day(meeting.end))
        });
        assert_eq!(told.as_deref(), meeting, "{place}");
    }
}

#[test]
fn a_recommendation_is_told_by_its_verb_and_whom_it_asks() {
    let report = shipped_report();
    let tags = passage(&report, "E/CN.7/2003/7, para. 17");
    assert_eq!(tags.kind, Kind::Recommendation);
    assert!(
        ["UNODC", "INCB", "CICAD", "Governments"].iter().all(|name| tags.addressees.iter().any(|a| a == name)),
        "{:?}",
        tags.addressees
    );
    assert_eq!(passage(&report, "E/CN.7/2003/7, para. 2").kind, Kind::Paragraph);
}

#[test]
fn its_resolution_is_that_of_the_organ_that_speaks() {
    let report = shipped_report();
    let cited = |place: &str| passage(&report, &format!("E/CN.7/2003/7, {place}")).references.clone();
    assert_eq!(
        cited("para. 5, draft resolution, preambular para. 1"),
        ["GA resolution 53/115", "GA resolution 54/132", "GA resolution 55/65", "GA resolution 56/124"]
    );
    assert_eq!(cited("para. 5, draft resolution, preambular para. 2"), ["ECOSOC resolution 1985/11"]);
    assert_eq!(cited("para. 5, draft resolution, preambular para. 6"), ["CND resolution 45/2"]);
    assert_eq!(cited("para. 10"), ["CND resolution 45/15"]);
    assert_eq!(cited("para. 13"), ["article 7 of the 1988 Convention", "article 8 of the 1988 Convention"]);
}

/// The tags of one paragraph in a document of the Commission.
fn tags_of(text: &str) -> Tags {
    tags_under(&[], text)
}

/// The tags of one paragraph under headings.
fn tags_under(section: &[&str], text: &str) -> Tags {
    cnd::tag::tag(report_of(section, text), &vocabulary()).passages.remove(0).tags
}

/// A document of the Commission with one paragraph.
fn report_of(section: &[&str], text: &str) -> Report {
    let symbol = DocumentSymbol::new("E/CN.7/2024/3");
    let passage = Passage {
        citation: Citation {
            source: CitedSource::Document(symbol.clone()),
            locator: Locator(vec![LocatorPart::Paragraph("7".to_owned())]),
        },
        kind: PassageKind::Paragraph,
        section: section.iter().map(|heading| (*heading).to_owned()).collect(),
        context: Vec::new(),
        text: text.to_owned(),
        span: Default::default(),
        number_inferred: false,
        doubts: Vec::new(),
    };
    let front =
        FrontMatter { symbols: vec![symbol], date: Some("30 December 2023".to_owned()), ..FrontMatter::default() };
    Report { front, passages: vec![passage], ..Report::default() }
}

#[test]
fn states_are_told_apart_from_names_that_contain_theirs() {
    let rows: [(&str, &[&str]); 10] = [
        ("Seizures were made in Georgia and off South Georgia.", &["Georgia"]),
        (
            "Guinea-Bissau, Papua New Guinea and Equatorial Guinea border no Guinea.",
            &["Guinea-Bissau", "Papua New Guinea", "Equatorial Guinea", "Guinea"],
        ),
        (
            "The Congo and the Democratic Republic of the Congo took part.",
            &["Congo", "Democratic Republic of the Congo"],
        ),
        ("Mr. Jordan thanked Michael Jordan and Chad Smith.", &[]),
        ("The representative of Jordan spoke after the observer for Chad.", &["Jordan", "Chad"]),
        ("Turkey is now Türkiye.", &["Türkiye"]),
        ("Peruvian authorities seized coca leaf.", &["Peru"]),
        ("The statement was made in French and Chinese.", &[]),
        ("French customs and the Chinese authorities agreed.", &["France", "China"]),
        ("Costs rose by 3 million United States dollars.", &[]),
    ];
    for (text, countries) in rows {
        assert_eq!(tags_of(text).countries, countries, "{text}");
    }
}

#[test]
fn a_state_named_sets_its_region_and_several_regions_set_no_single_one() {
    let tags = tags_of("Seizures in Kenya and in Peru rose.");
    assert_eq!(tags.regions, ["East Africa", "South America"]);
    assert_eq!(tags.region, None);
    assert_eq!(tags_of("Seizures in Kenya rose.").region.as_deref(), Some("East Africa"));
    assert_eq!(tags_of("Seizures in Kenya and Nigeria rose.").region.as_deref(), Some("Africa"));
}

#[test]
fn slang_means_a_drug_only_beside_another_drug_term() {
    assert_eq!(tags_of("Methamphetamine (“ice”) and ganja were seized.").substances, ["methamphetamine", "cannabis"]);
    assert!(tags_of("Vessels were beset by ice and snow.").substances.is_empty());
    assert_eq!(tags_of("Hashish and cannabis resin are one thing.").substances, ["cannabis resin"]);
}

#[test]
fn a_topic_comes_from_a_heading_or_a_strong_term_and_weak_terms_need_company() {
    assert_eq!(
        tags_under(&["2. Strengthening land border controls"], "Governments should act.").topics,
        ["borders-customs"]
    );
    assert!(tags_of("The parcel arrived.").topics.is_empty());
    assert_eq!(tags_of("A parcel sent by mail held the drug.").topics, ["post-parcels"]);
    assert_eq!(tags_of("Acetic anhydride was diverted.").topics, ["precursors"]);
}

#[test]
fn references_are_read_in_lists_with_their_organs() {
    let cited = |text: &str| tags_of(text).references;
    assert_eq!(
        cited(
            "Recalling General Assembly resolutions 64/182 of 18 December 2009 and S-30/1, and Council decision 2024/312,"
        ),
        ["GA resolution 64/182", "GA resolution S-30/1", "ECOSOC decision 2024/312"]
    );
    assert_eq!(cited("as called for in its resolution 56/10"), ["CND resolution 56/10"]);
    assert_eq!(cited("the General Assembly, in its resolution 79/191,"), ["GA resolution 79/191"]);
    assert_eq!(
        cited("In its resolution 2022/5, the Economic and Social Council decided"),
        ["ECOSOC resolution 2022/5"]
    );
    assert_eq!(
        cited("Security Council resolution 1373 (2001) and resolution 1514 (XV)"),
        ["SC resolution 1373 (2001)", "GA resolution 1514 (XV)"]
    );
    assert_eq!(
        cited("see A/RES/53/115, E/CN.7/2025/3-E/CN.15/2025/3 and A/78/382 ( A/79/345)."),
        ["GA resolution 53/115", "E/CN.7/2025/3", "E/CN.15/2025/3", "A/78/382", "A/79/345"]
    );
    assert_eq!(
        cited("article 12, paragraph 10 (a), of the 1988 Convention and articles 3 and 4 of the Single Convention"),
        ["article 12 of the 1988 Convention", "article 3 of the 1961 Convention", "article 4 of the 1961 Convention"]
    );
    assert!(cited("persons with HIV/AIDS and/or 9/11 of s/he").is_empty());
}

#[test]
fn a_reference_typed_by_a_person_means_what_the_tags_say() {
    let vocabulary = vocabulary();
    let meant = |typed: &str| cnd::tag::references_meant(typed, &vocabulary);
    assert_eq!(meant("CND 45/15"), ["CND resolution 45/15", "CND decision 45/15"]);
    assert_eq!(meant("cnd resolution 45/15"), ["CND resolution 45/15"]);
    assert_eq!(meant("General Assembly resolution 53/115"), ["GA resolution 53/115"]);
    assert_eq!(meant("resolution 1373 (2001)"), ["SC resolution 1373 (2001)"]);
    assert!(meant("resolution 68/1").contains(&"CND resolution 68/1".to_owned()));
    assert_eq!(meant("A/RES/53/115"), ["GA resolution 53/115"]);
    assert_eq!(meant("e/cn.7/2003/7"), ["E/CN.7/2003/7"]);
    assert_eq!(meant("article 12 1988 convention"), ["article 12 of the 1988 Convention"]);
    assert_eq!(meant("1988 Convention, articles 3 and 4").len(), 2);
    assert!(meant("1988 Convention").contains(&"article 34 of the 1988 Convention".to_owned()));
    assert!(meant("the budget").is_empty());
}

#[test]
fn what_is_cited_in_short_is_read_in_full() {
    let cited = |text: &str| tags_of(text).references;
    assert_eq!(
        cited("the working papers (A/AC.109/2013 and Add.1, 2014, 2015 and Add.1)"),
        ["A/AC.109/2013", "A/AC.109/2013/Add.1", "A/AC.109/2014", "A/AC.109/2015", "A/AC.109/2015/Add.1"]
    );
    assert_eq!(cited("see A/50/610, 12 pages"), ["A/50/610"]);
    assert_eq!(
        cited(
            "Security Council resolution 2254 (2015). The Council recalled resolution 2254 and resolutions 2254 and 1701."
        ),
        ["SC resolution 2254 (2015)"]
    );
    assert_eq!(cited("The Organisation acted under Article VIII of the Convention (EC-94/DEC.2)"), ["EC-94/DEC.2"]);
    let opcw = "Convention on the Prohibition of the Development, Production, Stockpiling and Use of Chemical Weapons and on \
                Their Destruction";
    assert_eq!(
        cited(&format!(
            "Under the {opcw}, paragraph 36 of Article VIII of the Convention and decision EC-M-33/DEC.1 apply."
        )),
        ["article VIII of the Chemical Weapons Convention", "EC-M-33/DEC.1"]
    );
    assert_eq!(cited("Article 51 of the Charter"), ["article 51 of the UN Charter"]);
}

#[test]
fn a_request_made_elsewhere_and_told_here_asks_nobody() {
    let asked = |text: &str| tags_of(text).addressees;
    assert!(asked("In its resolution 68/1, the Commission requested UNODC to report.").is_empty());
    assert!(
        asked("Prepared pursuant to General Assembly resolution 46/182, in which the Assembly requested the Secretary-General to report.")
            .is_empty()
    );
    assert_eq!(asked("The Commission requested UNODC to report."), ["UNODC"]);
    assert_eq!(
        asked("Member States and the private sector are called upon to act."),
        ["Member States", "private sector"]
    );
    assert_eq!(asked("It is important for Member States to discuss challenges."), ["Member States"]);
    assert_eq!(asked("Traffickers operated out of several countries, and Governments should act."), ["Governments"]);
    assert_eq!(asked("The Movement called on the Government of the United States to act."), ["Governments"]);
    assert_eq!(asked("Speakers called for States to act."), ["States"]);
    assert!(
        asked("The Commission encouraged the participation and inclusion of further experts and of States.").is_empty()
    );
    assert_eq!(
        asked("Calls upon Governments, in cooperation with their development partners, to act."),
        ["Governments"]
    );
}

#[test]
fn a_region_within_the_name_of_an_office_is_none_and_that_of_a_meeting_told_of_is_one() {
    let regions = |text: &str| tags_of(text).regions;
    assert!(regions("A senior executive at the Development Bank of Latin America and the Caribbean spoke.").is_empty());
    assert!(regions("The Regional Director for Africa spoke.").is_empty());
    assert!(regions("The Economic and Social Commission for Western Asia was represented.").is_empty());
    assert!(regions("The Chair of the Permanent Forum on People of African Descent spoke.").is_empty());
    assert_eq!(regions("Drought struck southern Africa."), ["Southern Africa"]);
    assert_eq!(
        regions(
            "The Twelfth Meeting of Heads of National Drug Law Enforcement Agencies, Africa, considered integrity."
        ),
        ["Africa"]
    );
    assert!(
        regions("Convene the Meetings of Heads of National Drug Law Enforcement Agencies, Asia and the Pacific, Africa, and Europe.")
            .is_empty()
    );
    assert_eq!(
        regions("The representative of Poland, speaking on behalf of the European Union, thanked Peru."),
        ["Eastern Europe", "Europe", "South America"]
    );
}

#[test]
fn a_topic_on_drugs_is_set_only_where_drugs_are_spoken_of() {
    let of_forests = |text: &str| {
        let mut report = report_of(&[], text);
        report.front.symbols = vec![DocumentSymbol::new("E/CN.18/2025/2")];
        cnd::tag::tag(report, &vocabulary()).passages.remove(0).tags.topics
    };
    assert!(of_forests("Early warning systems for droughts were set up.").is_empty());
    assert_eq!(of_forests("Early warning systems for drugs were set up."), ["nps"]);
    assert_eq!(of_forests("The island faces problems of drug trafficking."), ["trafficking-trends"]);
    assert_eq!(of_forests("Human rights of women were discussed."), ["vulnerable-groups"]);
    // Where all is on drugs, `drug trafficking` is background.
    assert!(tags_of("The Commission met to discuss drug trafficking.").topics.is_empty());
}

#[test]
fn the_body_of_a_document_follows_from_its_symbol() {
    let body = |symbol: &str| {
        let front = FrontMatter { symbols: vec![DocumentSymbol::new(symbol)], ..FrontMatter::default() };
        cnd::tag::tag(Report { front, ..Report::default() }, &vocabulary()).body.unwrap_or_default()
    };
    let rows = [
        ("UNDCP/HONLAF/2002/5", "HONLAF"),
        ("UNODC/HONLAF/30/3", "HONLAF"),
        ("UNODC/HONEURO/15/2", "HONEURO"),
        ("UNODC/SUBCOM/56/3", "SUBCOM"),
        ("E/CN.7/2025/7", "CND"),
        ("UNODC/CND/2023/WG.1/2", "CND"),
        ("E/CN.15/2024/4", "CCPCJ"),
        ("E/INCB/2024/1", "INCB"),
        ("E/2025/28", "ECOSOC"),
        ("S/2025/460", "SC"),
        ("S/RES/2768 (2025)", "SC"),
        ("A/80/75", "GA"),
        ("A/C.3/79/L.12", "GA-C3"),
        ("A/HRC/59/60", "HRC"),
        ("A/HRC/RES/52/24", "HRC"),
        ("CEDAW/C/PER/10", "CEDAW"),
        ("CRPD/C/29/2", "CRPD"),
        ("E/ICEF/2025/1", "UNICEF"),
        ("DP/2025/14", "UNDP"),
        ("CTOC/COP/2022/9", "COP-UNTOC"),
        ("CAC/COSP/2023/15", "COSP-UNCAC"),
        ("ICCD/COP(8)/CST/8", "UNCCD-CST"),
    ];
    for (symbol, expected) in rows {
        assert_eq!(body(symbol), expected, "{symbol}");
    }
}

#[test]
fn the_body_of_a_passage_is_that_of_its_resolution_its_section_or_its_sentence() {
    let honlaf = "Twelfth Meeting of Heads of National Drug Law Enforcement Agencies, Africa";
    let body = |report: Report| cnd::tag::tag(report, &vocabulary()).passages.remove(0).tags.body.unwrap_or_default();
    assert_eq!(body(report_of(&[], "The Commission met.")), "CND");
    assert_eq!(body(report_of(&[], &format!("The {honlaf}, recommended that controls be strengthened."))), "HONLAF");
    assert_eq!(body(report_of(&["III. Recommendations", honlaf], "Governments should act.")), "HONLAF");
    let europe = "A. HONLEA, Europe";
    assert_eq!(body(report_of(&["III. Recommendations", europe], "Governments should act.")), "HONEURO");
    let printed = |organ: &str| {
        let mut report = report_of(&[], "Requests the Secretary-General to report.");
        let (kind, number) = (InstrumentKind::Resolution, "7".to_owned());
        report.passages[0].citation.source =
            CitedSource::Instrument(Instrument { organ: organ.to_owned(), kind, number });
        body(report)
    };
    // A resolution that a report prints is that of the organ that adopted it; what is put to the organ above is still its own.
    assert_eq!((printed("SC"), printed("ECOSOC")), ("SC".to_owned(), "CND".to_owned()));
}

#[test]
fn a_roll_of_names_and_offices_has_no_topic() {
    let office = "National Coordinator for Addiction Treatment and HIV Prevention of Greece, ";
    assert!(tags_of(&office.repeat(8)).topics.is_empty());
}

#[test]
fn those_who_are_asked_are_told_apart_from_those_only_named() {
    let asked = |text: &str| tags_of(text).addressees;
    assert_eq!(asked("Governments of the States in the region should review their laws."), ["Governments"]);
    assert_eq!(asked("Member States were encouraged to provide UNODC with resources."), ["Member States"]);
    assert_eq!(
        asked("The Commission urged the Executive Director of the United Nations Office on Drugs and Crime to report."),
        ["UNODC"]
    );
    assert_eq!(asked("The Board should be asked to explain."), ["INCB"]);
    assert!(asked("The capacity of States should be strengthened.").is_empty());
    assert!(asked("The Commission considered the report of the Secretariat.").is_empty());
}

#[test]
fn what_speakers_said_is_no_recommendation_of_the_commission() {
    assert_eq!(tags_of("Governments should adopt a code of conduct.").kind, Kind::Recommendation);
    assert_eq!(
        tags_of("Many speakers stressed that Governments should adopt a code of conduct.").kind,
        Kind::Paragraph
    );
}

#[test]
fn each_tag_says_why_it_was_set_when_asked() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/E_CN.7_2003_7.txt");
    let bytes = std::fs::read(&path).expect("the shipped report is there");
    let document = cnd::extract::extract(&path, &bytes).expect("it has text");
    let report = cnd::tag::explain(cnd::structure::read(&document.value).value, &vocabulary());
    for passage in &report.passages {
        let tags = &passage.tags;
        let explained = |value: &str| passage.evidence.iter().any(|evidence| evidence.value == value);
        let (kind, date) = (tags.kind.to_string(), tags.date.map(|date| date.to_string()));
        let action = tags.action.map(|action| action.to_string());
        let meeting = tags.meeting.as_ref().map(|meeting| meeting.name.clone());
        let values = tags
            .body
            .iter()
            .chain([&kind, &tags.language])
            .chain(date.iter().chain(&action).chain(&meeting).chain(&tags.session))
            .chain(&tags.substances)
            .chain(&tags.regions)
            .chain(&tags.countries)
            .chain(&tags.topics)
            .chain(&tags.addressees)
            .chain(&tags.references);
        for value in values {
            assert!(explained(value), "{}: {value}", passage.passage.citation);
        }
    }
}

#[test]
fn a_vocabulary_folder_extends_replaces_and_reports_its_wrong_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    let columns = "id\tlabel\tgroup\tscope\tterms\tweak\tclasses\n";
    let write = |text: &str| std::fs::write(folder.path().join("topics.tsv"), text).expect("written");
    write(&format!("{columns}drones\tDrones\tsupply reduction\tany\tdrone|quadcopter\t\t\n"));
    let extended = Vocabulary::load(Some(folder.path())).expect("right");
    assert!(extended.topic("quadcopter").is_some() && extended.topic("precursors").is_some());
    write(&format!("# replace\n{columns}drones\tDrones\tsupply reduction\tany\tdrone\t\t\n"));
    assert!(Vocabulary::load(Some(folder.path())).expect("right").topic("precursors").is_none());
    write(&format!("{columns}drones\tDrones\n"));
    let error = Vocabulary::load(Some(folder.path())).expect_err("two cells").to_string();
    assert!(error.contains("topics.tsv: line 2: 2 cells instead of 7"), "{error}");
    write(&format!("{columns}a\tA\tg\tany\t\t\t\nb\tB\tg\tany\t\t\t\na\tA\tg\tany\t\t\t\n"));
    let error = Vocabulary::load(Some(folder.path())).expect_err("twice").to_string();
    assert!(error.contains("topics.tsv: line 4: \"a\" is already on line 2"), "{error}");
    write(&format!("{columns}a\tA\tg\tall\t\t\t\n"));
    let error = Vocabulary::load(Some(folder.path())).expect_err("unknown scope").to_string();
    assert!(error.contains("topics.tsv: line 2: there is no scope \"all\"; there is drugs, any"), "{error}");
    write(&format!("{columns}a\tA\tg\tany\t\t\topiod\n"));
    let error = Vocabulary::load(Some(folder.path())).expect_err("unknown class").to_string();
    assert!(error.contains("line 2: there is no class of substances \"opiod\"; there is opioid"), "{error}");
    write(&format!("{columns}a\t\tg\tany\t\t\t\n"));
    let error = Vocabulary::load(Some(folder.path())).expect_err("no label").to_string();
    assert!(error.contains("topics.tsv: line 2: the label is empty"), "{error}");
    std::fs::rename(folder.path().join("topics.tsv"), folder.path().join("topic.tsv")).expect("renamed");
    let error = Vocabulary::load(Some(folder.path())).expect_err("unknown name").to_string();
    assert!(error.contains("topics.tsv"), "{error}");
}

#[test]
fn a_vocabulary_that_is_no_text_no_folder_or_no_hierarchy_is_refused_in_a_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = |text: &[u8]| {
        std::fs::write(folder.path().join("bodies.tsv"), text).expect("written");
        Vocabulary::load(Some(folder.path())).expect_err("wrong").to_string()
    };
    let columns = "acronym\tname\tparent\tregion\taliases\tshort\tstatus\n";
    let circle = format!("{columns}X\tThe X\tY\t\t\t\tgeneral\nY\tThe Y\tX\t\t\t\tgeneral\n");
    let error = refused(circle.as_bytes());
    assert!(error.contains("bodies.tsv: line 2: \"X\" is above itself"), "{error}");
    let error = refused(&[columns.as_bytes(), b"X\tf\xfcr\n"].concat());
    assert!(error.contains("bodies.tsv: line 2: this is no UTF-8 text"), "{error}");
    let marked = format!("\u{feff}{columns}X\tThe X\tCNDD\t\t\t\tgeneral\n");
    let error = refused(marked.as_bytes());
    assert!(error.contains("bodies.tsv: line 2: there is no body \"CNDD\"; there is CND"), "{error}");
    let error = Vocabulary::load(Some(&folder.path().join("nowhere"))).expect_err("no folder").to_string();
    assert!(error.starts_with("--vocabulary: ") && error.ends_with("name a folder"), "{error}");
}
