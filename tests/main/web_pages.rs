//! Documents as web pages hold them, and as the text of such a page is saved: old resolutions one by one, reports with a
//! paragraph to a line or all of a page on one.

use std::path::Path;

use cnd::structure::{Report, read};
use cnd::tag::{Vocabulary, tag};

fn report(name: &str, text: &str) -> Report {
    read(&cnd::extract::extract(Path::new(name), text.as_bytes()).unwrap().value).value
}

fn citations(report: &Report) -> Vec<String> {
    report.passages.iter().map(|passage| passage.citation.to_string()).collect()
}

fn texts(report: &Report) -> Vec<&str> {
    report.passages.iter().map(|passage| passage.text.as_str()).collect()
}

/// A resolution as a collection of the 1960s and 1970s prints it.
const RECORD: &str = "Economic and Social Council\n\n\n1287th Plenary Meeting\n9 May 1967\n\n1967/1212(XLII).Report of the Commission on \
                      Narcotic Drugs*/\n\n\nThe Economic and Social Council,\n\nHaving examined the report of the Commission,7/\n\n1. Takes \
                      note of the report;\n\n2. Invites Governments to adhere to the treaty.8/\n\n1287th plenary meeting,\n9 May 1967.\n\n7/ \
                      Official Records of the Economic and Social Council, Supplement No. 2\n\n8/ Ibid., para. 40.\n\n*/ Adopted as drafted \
                      by the Commission (E/4294, chap. XI).\n";

#[test]
fn a_resolution_of_the_numbered_sessions_is_cited_by_its_number_and_session() {
    let report = report("resolution_1967.txt", RECORD);
    let cited =
        ["preambular para. 1", "para. 1", "para. 2"].map(|place| format!("ECOSOC resolution 1212 (XLII), {place}"));
    assert_eq!(citations(&report), cited);
    assert_eq!(
        texts(&report),
        [
            "Having examined the report of the Commission,",
            "Takes note of the report;",
            "Invites Governments to adhere to the treaty."
        ]
    );
    assert_eq!(report.front.date.as_deref(), Some("9 May 1967"));
    assert_eq!(report.front.title.as_deref(), Some("Report of the Commission on Narcotic Drugs"));
    assert_eq!(report.front.organ.as_deref(), Some("Economic and Social Council"));
}

#[test]
fn who_adopted_a_resolution_on_a_report_speaks_in_it_and_not_who_reported() {
    let tagged = tag(
        report("resolution_1967.txt", RECORD),
        &Vocabulary::load(None).expect("the compiled-in vocabulary is right"),
    );
    assert_eq!(tagged.body.as_deref(), Some("ECOSOC"));
    assert!(tagged.passages.iter().all(|passage| passage.tags.body.as_deref() == Some("ECOSOC")));
}

#[test]
fn a_resolution_whose_page_is_a_table_and_a_single_line_is_cited_by_its_symbol() {
    let text = "General Assembly | |\nDistr. A/RES/2901(XXVII) | |\n2901(XXVII). | A programme against drug abuse |\nThe General \
                Assembly, Noting the spread of drug abuse in many regions of the world,12/ Encouraged by the interest that \
                Governments have shown, 1. Welcomes the operations of the programme and the efforts of the Secretariat in this \
                field; 2. Appeals to Governments for contributions to the Fund, in any form; 3. Invites the agencies to take \
                part in the programme in accordance with their means. 2105th plenary meeting, 12/ E/INCB/15.\n";
    let report = report("page.txt", text);
    let cited = ["preambular para. 1", "preambular para. 2", "para. 1", "para. 2", "para. 3"];
    assert_eq!(citations(&report), cited.map(|place| format!("A/RES/2901(XXVII), {place}")));
    assert_eq!(texts(&report)[0], "Noting the spread of drug abuse in many regions of the world,");
    assert!(texts(&report)[4].ends_with("in accordance with their means."));
    assert_eq!(report.front.title.as_deref(), Some("A programme against drug abuse"));
}

#[test]
fn a_page_that_is_one_resolution_is_cited_by_the_number_in_its_heading() {
    let page = |heading: &str, organ: &str| {
        let text = format!(
            "{heading}\n\n{organ}\n\nRecalling its resolution 52/3 on the matter,\n\n1. Urges Member States to take measures;\n\n2. \
             Requests the Executive Director to report to it.\n"
        );
        citations(&report("page.txt", &text)).last().cloned().unwrap_or_default()
    };
    let (commission, council, assembly) =
        ("The Commission on Narcotic Drugs,", "The Economic and Social Council,", "The General Assembly,");
    for (heading, organ, cited) in [
        ("CND Resolution 53/41\n\nAvailability of medicines", commission, "CND resolution 53/41, para. 2"),
        ("Resolution 53/41 – Availability of medicines", commission, "CND resolution 53/41, para. 2"),
        ("Resolution 2 (XXIX)\n\nAvailability of medicines", commission, "CND resolution 2 (XXIX), para. 2"),
        ("ECOSOC resolution 2005/96\nAvailability of medicines", council, "ECOSOC resolution 2005/96, para. 2"),
        ("2005/96 Availability of medicines", council, "ECOSOC resolution 2005/96, para. 2"),
        ("General Assembly resolution 64/991: medicines", assembly, "GA resolution 64/991, para. 2"),
        ("S-20/9. Availability of medicines", assembly, "GA resolution S-20/9, para. 2"),
        // The resolution of another organ is what the page speaks of, and the number of a page is none.
        ("General Assembly resolution 64/991: follow-up", commission, "page.txt, para. 2"),
        ("Follow-up to General Assembly resolution 64/991", commission, "page.txt, para. 2"),
        ("1/3\n\nAvailability of medicines", commission, "page.txt, para. 2"),
        ("Draft resolution 53/41 on medicines", commission, "page.txt, draft resolution, para. 2"),
    ] {
        assert_eq!(page(heading, organ), cited, "{heading}");
    }
    let own = "A/RES/64/991\n\n64/991. Availability of medicines";
    assert_eq!(page(own, assembly), "A/RES/64/991, para. 2");
}

#[test]
fn a_resolution_without_number_or_symbol_is_no_draft_where_nothing_says_so() {
    let text = "Economic and Social Council - 24 May 1985\nArchive 85r7\n\n24 May 1985\n\n19th plenary meeting\n\nDemand and supply\n\n\
                The Economic and Social Council,\n\nRecalling its resolution 1984/21,\n\n1. Urges Governments to act;\n\n2. Requests \
                the Board to report.\n";
    assert_eq!(
        citations(&report("archive.txt", text)),
        ["archive.txt, preambular para. 1", "archive.txt, para. 1", "archive.txt, para. 2"]
    );
    let quoted =
        format!("E/CN.7/2015/99\n\nI. Introduction\n\n1. The Office was guided by this text.\n\n{}", &text[99..]);
    assert_eq!(citations(&report("quoted.txt", &quoted))[1], "E/CN.7/2015/99, resolution, preambular para. 1");
}

/// A note by the Secretariat as an archive of the web gives it: each paragraph of the page is a line.
const NOTE: &str = "United Nations E/CN.7/2017/91/Add.1\n\nEconomic and Social Council Distr.: General 7 February 2017\n\nOriginal: \
                    English\n\nCommission on Narcotic Drugs Sixtieth session Vienna, 13–17 March 2017 Item 6 (b) of the provisional \
                    agenda* Implementation of the treaties: scope of control\n\nScope of control: recommendations on scheduling\n\nNote by \
                    the Secretariat\n\nI. A notification on scheduling\n\n1. As stated in the note to which this is an addendum, the \
                    Director-General recommended that two substances should be placed in Schedule I of the Convention. 2. In accordance \
                    with its article 3, the Secretary-General transmitted the notification to all the Governments concerned.\n\n______* \
                    E/CN.7/2017/1.\n\nV.17-00991 (E) 210217 220217\n\n*1700991* E/CN.7/2017/91/Add.1\n\n3. The Government of one State \
                    supported the recommendation.\n";

#[test]
fn the_parts_of_a_masthead_that_are_run_together_in_one_line_are_told_apart() {
    let front = report("note.txt", NOTE).front;
    assert_eq!(front.symbols.iter().map(ToString::to_string).collect::<Vec<_>>(), ["E/CN.7/2017/91/Add.1"]);
    assert_eq!(front.body.as_deref(), Some("Commission on Narcotic Drugs"));
    assert_eq!(front.session.as_deref(), Some("Sixtieth session"));
    assert_eq!(
        (front.session_place.as_deref(), front.session_dates.as_deref()),
        (Some("Vienna"), Some("13–17 March 2017"))
    );
    assert_eq!(front.agenda_item.as_deref(), Some("6 (b)"));
    assert_eq!(front.title.as_deref(), Some("Scope of control: recommendations on scheduling"));
}

#[test]
fn a_note_behind_its_rule_is_no_text_and_what_is_below_it_is_no_note() {
    let report = report("note.txt", NOTE);
    assert_eq!(citations(&report), [1, 2, 3].map(|number| format!("E/CN.7/2017/91/Add.1, para. {number}")));
    assert!(texts(&report)[1].ends_with("all the Governments concerned."));
    assert_eq!(report.passages[2].section, ["I. A notification on scheduling"]);
}

#[test]
fn recommendations_that_a_page_has_in_one_line_with_their_paragraph_are_cited_one_by_one() {
    let text = "UNODC/SUBCOM/51/9\n\nI. Matters calling for action\n\n2. The following recommendations were made on illicit financial \
                flows: (a) Governments are encouraged to introduce regulations requiring parallel financial investigations in serious \
                cases; (b) Governments should consider training programmes for their law enforcement agencies; (c) Governments \
                should establish a core unit within the agency that is competent.\n";
    assert_eq!(
        citations(&report("subcom.txt", text)),
        ["para. 2", "para. 2 (a)", "para. 2 (b)", "para. 2 (c)"].map(|place| format!("UNODC/SUBCOM/51/9, {place}"))
    );
}

#[test]
fn the_letters_of_an_agenda_item_that_a_sentence_names_are_no_subparagraphs() {
    let text = "E/2019/99\n\nI. Organization\n\n11. The Commission adopted its agenda and the organization of its work.\n\n12. For its \
                consideration of agenda item 6, which read as follows: Follow-up at the national level: (a) Demand reduction and related \
                measures; (b) Supply reduction and related measures, the Commission had before it the report of the Executive Director \
                on the action taken by Member States.\n\n13. Statements were made by the representatives of many States.\n";
    let cited = [11, 12, 13].map(|number| format!("E/2019/99, para. {number}"));
    assert_eq!(citations(&report("report.txt", text)), cited);
}

#[test]
fn the_items_of_an_agenda_are_no_paragraphs_of_the_decision_that_approves_it() {
    let text = "A. Draft decisions\n\n1. The Commission recommends the adoption of the following draft decisions:\n\nDraft decision I\n\n\
                Report of the Commission and provisional agenda of its next session\n\nThe Economic and Social Council: (a) Takes note of \
                the report of the Commission on its session; (b) Approves the provisional agenda of the next session set out below, on the \
                understanding that the Commission may hold further meetings between its sessions.\n\nProvisional agenda of the next \
                session\n\n1. Election of officers. 2. Adoption of the agenda. 3. General debate.\n\nOperational segment\n\n4. Budgetary \
                questions: (a) Work of the group; (b) Directives on policy; (c) Working methods.\n\nNormative segment\n\n5. Implementation \
                of the treaties: (a) Changes in scope; (b) Other matters.\n";
    assert_eq!(
        citations(&report("decision.txt", text)),
        ["para. 1", "draft decision I", "draft decision I (a)", "draft decision I (b)"]
            .map(|place| format!("decision.txt, {place}"))
    );
}

#[test]
fn a_contents_page_without_its_heading_has_no_paragraphs() {
    let text = "United Nations\n\nGeneral Assembly\n\nDistr. GENERAL\n\n16 October 1994\n\nForty-ninth session\nAgenda item 98\n\nControl of \
                drugs\n\nReport of the Secretary-General\n\n  Paragraphs  Page\n\nI.  INTRODUCTION ..................1 - 9      3\n\n  A.  \
                Background and mandate of the report ..................1 - 4       3\n\n  B.  Action taken by the Council and its \
                commissions ..................5 - 9         4\n";
    assert!(report("a49.txt", text).passages.is_empty());
}

#[test]
fn a_marker_behind_the_comma_of_a_preambular_paragraph_does_not_join_it_to_the_next() {
    let text = "United Nations A/RES/58/991 General Assembly Distr.: General 4 March 2004 Fifty-eighth session Agenda item 95 Resolution \
                adopted by the General Assembly on 22 December 2003 [on the report of the Third Committee (A/58/499)] 58/991. \
                Cooperation against drugs The General Assembly, Recalling the Millennium Declaration and its own resolutions, 1 \
                Emphasizing the importance of the action plan, 2 which takes a balanced approach to demand and supply, Convinced that \
                more must be done, _______________ 1 See resolution 55/2. 2 Resolution S-20/3, annex. A/RES/58/991 1. Calls upon all \
                States to give effect to the Declaration; 2. Urges all States to report.";
    let report = report("page.txt", text);
    let cited = ["preambular para. 1", "preambular para. 2", "preambular para. 3", "para. 1", "para. 2"];
    assert_eq!(citations(&report), cited.map(|place| format!("A/RES/58/991, {place}")));
    assert_eq!(texts(&report)[0], "Recalling the Millennium Declaration and its own resolutions,");
    assert_eq!(
        texts(&report)[1],
        "Emphasizing the importance of the action plan, which takes a balanced approach to demand and supply,"
    );
    assert_eq!(texts(&report)[2], "Convinced that more must be done,");
    assert!(report.passages.iter().all(|passage| passage.section.is_empty()));
    assert_eq!(report.front.session.as_deref(), Some("Fifty-eighth session"));
    assert_eq!(report.front.title.as_deref(), Some("Cooperation against drugs"));
}

#[test]
fn a_symbol_beside_the_asterisk_of_a_formula_is_read() {
    let text = "\u{2217} UNODC/SUBCOM/47/CRP.9\n\n25 September 2012\n\nArabic, English and Russian only\u{2217}\u{2217}\n\nSubcommission on \
                Illicit Drug Traffic and Related Matters in the Near and Middle East Forty-seventh session* Antalya, 2-5 November 2012** \
                Item 3 of the provisional agenda*** Regional cooperation\n\nRegional cooperation\n\nReport of the Secretariat\n\nContents \
                Page\n\nI. Introduction ...... 2\n\nII. Conclusions ...... 9\n\n______* Reissued for technical reasons. *** \
                UNODC/SUBCOM/47/1.\n\nUNODC/SUBCOM/47/CRP.9\n\nI. Introduction\n\n1. Cultivation has fallen in the region.\n\n2. \
                Consumption has risen in the neighbouring countries.\n";
    let report = report("crp.txt", text);
    assert_eq!(citations(&report), ["UNODC/SUBCOM/47/CRP.9, para. 1", "UNODC/SUBCOM/47/CRP.9, para. 2"]);
    assert_eq!(report.front.session.as_deref(), Some("Forty-seventh session"));
    assert_eq!(report.front.title.as_deref(), Some("Regional cooperation"));
}

#[test]
fn the_title_of_a_cover_is_read_once_where_the_title_page_repeats_it() {
    let cover = "Commission on Narcotic Drugs\n\nReport on the forty-ninth session (8 December 2005 and 13-17 March 2006)\n\nEconomic and \
                 Social Council Official Records, 2006 Supplement No. 8\n\n";
    let text = format!(
        "E/2006/98 E/CN.7/2006/91\n\nUnited Nations\n\n{cover}{cover}United Nations • New York, 2006\n\n1. First of all.\n"
    );
    let front = report("cover.txt", &text).front;
    assert_eq!(
        front.title.as_deref(),
        Some("Report on the forty-ninth session (8 December 2005 and 13-17 March 2006)")
    );
    assert_eq!(front.session.as_deref(), Some("forty-ninth session"));
}

#[test]
fn a_running_title_is_no_organ() {
    let text = "International cooperation to address the world drug problem\nA/RES/74/199\nto developing countries, upon request;\n55. Urges \
                all Member States to stem the diversion of medicines;\n56. Invites the Office to report to the Assembly;\n57. Encourages the \
                agencies to share what they know with the States that request it.\n";
    let report = report("page.txt", text);
    assert_eq!(report.front.organ, None);
    assert_eq!(citations(&report), ["A/RES/74/199, para. 55", "A/RES/74/199, para. 56", "A/RES/74/199, para. 57"]);
}

#[test]
fn notes_in_brackets_are_no_text_and_neither_are_the_figures_that_call_them() {
    let text = "Scheduling\n\nI. Overview\n\n1. The Commission exercises its functions under the treaties. [1]\n\n2. Decisions are \
                taken by the Commission,[2] which may consider other matters.\n\n3. The third paragraph has no note; its [square] \
                brackets stay.\n\n[1] Resolution 9 (I) of the Council.\n\n[2] Article 8 of the Convention. [3] Article 17 of it.\n";
    assert_eq!(
        texts(&report("page.txt", text)),
        [
            "The Commission exercises its functions under the treaties.",
            "Decisions are taken by the Commission, which may consider other matters.",
            "The third paragraph has no note; its [square] brackets stay."
        ]
    );
}

#[test]
fn a_resolution_on_one_line_without_numbers_is_divided_and_ends_where_it_is_closed() {
    let text = "Control of substances\n\n2499 (XXIV). Control of substances\n\nThe General Assembly, Concerned at the spread of the abuse of \
                substances not yet under control, Bearing in mind the reports of the Council and of the Commission for the year 1968,[1] \
                Recalling Council resolution 1293 (XLIV) of 23 May 1968. Convinced that more must be done in this field, Requests the \
                Council to call upon the Commission to give urgent attention to the problem. 1748th plenary meeting,\n19 December \
                1969.\n\n[1] Official Records of the Council, Supplement No. 2.\n\nThis is not an official publication of the \
                organization, which is not responsible for it.\n";
    let report = report("page.txt", text);
    let cited = ["preambular para. 1", "preambular para. 2", "preambular para. 3", "preambular para. 4", "para. 1"];
    assert_eq!(citations(&report), cited.map(|place| format!("GA resolution 2499 (XXIV), {place}")));
    assert!(texts(&report)[1].ends_with("for the year 1968,"));
    assert_eq!(texts(&report)[3], "Convinced that more must be done in this field,");
    assert!(texts(&report)[4].ends_with("urgent attention to the problem."));
}

#[test]
fn typewritten_markers_that_follow_on_each_other_are_left_out_although_their_notes_are_not_there() {
    let text = "Economic and Social Council\n\n1500th Plenary Meeting\n20 May 1970\n\n1970/1499(XLVIII). A conference\n\nThe Economic \
                and Social Council,\n\nNoting that amendments to the Convention have been proposed,33/\n\nTaking into consideration the \
                Protocol34/ of the same year,\n\n1. Decides to call a conference;\n\n2. Invites the States parties.\n";
    let report = report("page.txt", text);
    assert_eq!(texts(&report)[0], "Noting that amendments to the Convention have been proposed,");
    assert_eq!(texts(&report)[1], "Taking into consideration the Protocol of the same year,");
}

#[test]
fn a_paragraph_whose_first_letters_a_converter_lost_keeps_its_number() {
    let text = "E/INCB/2016/91\n\nII. Functioning of the system\n\n60. During the period under review the Board has worked closely with \
                Governments. 61. e objectives of the framework are manifold and include the regulation of all licit trade. 62. In order \
                to fulfil those objectives, States must adopt measures. 63. ese measures are kept under review by the Board itself.\n";
    let report = report("chapter.txt", text);
    assert_eq!(citations(&report), [60, 61, 62, 63].map(|number| format!("E/INCB/2016/91, para. {number}")));
    assert!(texts(&report)[1].starts_with("The objectives of the framework"));
    assert!(texts(&report)[3].starts_with("These measures"));
}

#[test]
fn paragraphs_that_an_element_of_a_page_runs_together_are_told_apart() {
    let page = "<html><body><p>E/CN.7/2017/92</p><h2>I. A notification</h2><p>1. As stated in the note, the Director-General recommended that \
                <i>two substances</i> should be placed in Schedule I of the Convention. 2. In accordance with its article 3, the \
                <b>Secretary-General</b> transmitted the notification to all the Governments concerned, with a request for \
                comments.</p><p>3. The Government of one State supported it.</p></body></html>";
    let report = report("page.html", page);
    assert_eq!(citations(&report), [1, 2, 3].map(|number| format!("E/CN.7/2017/92, para. {number}")));
    assert!(texts(&report)[0].ends_with("two substances should be placed in Schedule I of the Convention."));
    assert!(texts(&report)[1].starts_with("In accordance with its article 3, the Secretary-General"));
}

/// The citations of a page and the first words of their texts.
fn cited(page: &str) -> Vec<String> {
    let report = report("E_CN.7_2025_14.html", page);
    let first = |text: &str| text.split(' ').take(2).collect::<Vec<_>>().join(" ");
    report.passages.iter().map(|passage| format!("{}: {}", passage.citation.locator, first(&passage.text))).collect()
}

const PRINTED: [&str; 4] =
    ["para. 1: The Commission", "para. 1 (a): Prevention of", "para. 1 (b): Treatment and", "para. 2: It adopted"];

#[test]
fn a_page_of_print_put_in_places_is_read_as_the_page_it_shows() {
    let piece = |left: u32, top: u32, text: &str| {
        let text = text.replace(' ', "&#160;");
        format!(
            "<p style=\"position:absolute;top:{top}px;left:{left}px;white-space:nowrap\" class=\"ft1\">{text}&#160;</p>\n"
        )
    };
    let pieces = [
        piece(90, 60, "E/CN.7/2025/14"),
        piece(149, 120, "I."),
        piece(185, 120, "Introduction"),
        piece(185, 160, "1."),
        piece(221, 160, "The  Commission  considered  the  matters  before  it  at  its  sixty-eighth  session,"),
        piece(
            185,
            178,
            "which were discussed at length by the representatives of many States at all of<br/>the meetings:",
        ),
        piece(221, 232, "(a)"),
        piece(257, 232, "Prevention of the use of narcotic drugs and psychotropic substances by"),
        piece(185, 250, "children and young people;"),
        piece(221, 286, "(b)"),
        piece(257, 286, "Treatment and rehabilitation of those who suffer from drug use disorders."),
        piece(185, 322, "2."),
        piece(221, 322, "It adopted its report on the matters at the closing meeting of the session."),
        piece(90, 1120, "V.25-01234"),
        piece(800, 1120, "1/1"),
    ];
    let page = format!(
        "<html><body>\n<div id=\"page1-div\" style=\"position:relative;width:918px;height:1188px;\">\n{}</div></body></html>",
        pieces.concat()
    );
    assert_eq!(cited(&page), PRINTED);
}

/// A short report as `pdftotext` writes it.
const LINES: [&str; 9] = [
    "E/CN.7/2025/14",
    "I. Introduction",
    "1. The Commission considered the matters before it at its sixty-eighth session, which",
    "were discussed at length by the representatives of many States at all the meetings:",
    "(a) Prevention of the use of narcotic drugs and psychotropic substances by",
    "children and young people;",
    "(b) Treatment and rehabilitation of those who suffer from drug use disorders.",
    "2. It adopted its report on the matters at the closing meeting of the session, and it",
    "closed the session.",
];

#[test]
fn a_page_whose_lines_are_broken_one_by_one_and_a_preformatted_one_are_read_as_text() {
    let broken = LINES.map(|line| format!("{}&#160;<br/>\n", line.replace(' ', "&#160;&#160;"))).concat();
    assert_eq!(cited(&format!("<html><body><a name=1></a>{broken}<hr/></body></html>")), PRINTED);
    let preformatted = LINES.join("\n");
    assert_eq!(cited(&format!("<html><body>\n<pre>\n{preformatted}\n\u{c}</pre></body></html>")), PRINTED);
}

#[test]
fn a_number_behind_which_the_page_ends_goes_to_its_text_and_the_page_number_to_neither() {
    let text = "E/CN.7/2025/14\n\nI.\n\nIntroduction\n\n1. The Commission considered the matters before it.\n\n2.\n\n2/2\n\n\
                It adopted its report.\n\n3.\n\nB.\n\nThe session was then closed by the Chair.\n\nAttendance\n\n\
                4. The session was attended by representatives of many States.\n";
    let report = report("E_CN.7_2025_14.txt", text);
    assert_eq!(
        texts(&report),
        [
            "The Commission considered the matters before it.",
            "It adopted its report.",
            "The session was then closed by the Chair.",
            "The session was attended by representatives of many States."
        ]
    );
    assert_eq!(report.passages[3].section.last().map(String::as_str), Some("B. Attendance"));
}

#[test]
fn an_annex_and_a_draft_in_text_on_one_line_have_numbers_of_their_own() {
    let text = "United Nations E/CN.7/2025/14 Economic and Social Council Distr.: General 13 December 2024 Original: English I. \
                Introduction 1. The group met twice in the period under review and agreed on its terms of reference. 2. The Commission \
                is requested to take note of the present report. Annex I Updated terms of reference A. Background 1. The group was \
                established by the Commission at its fifty-fifth session. 2. It reports to the Commission every year on the progress \
                that it has made, as set out in annex II. Annex II Work programme of the group 1. The group will meet in Vienna before \
                the end of the year to adopt its rules.";
    let report = report("E_CN.7_2025_14.txt", text);
    let places: Vec<String> = report.passages.iter().map(|passage| passage.citation.locator.to_string()).collect();
    assert_eq!(places, ["para. 1", "para. 2", "annex I, para. 1", "annex I, para. 2", "annex II, para. 1"]);
    assert!(texts(&report)[3].ends_with("as set out in annex II."));
}

#[test]
fn notes_that_a_page_sets_as_paragraphs_are_no_text_where_the_text_above_calls_them() {
    let page = "<html><body><p>E/CN.7/2025/14</p><p>1. The Commission considered the report of the group at its session.1</p>\
                <p>1 E/CN.7/2025/3.</p><p>2. It took note of the report,2 and closed the session.</p><p>2 See the website of the \
                Commission.</p><p>3. The session was attended by 2 observers.</p></body></html>";
    let report = report("E_CN.7_2025_14.html", page);
    assert_eq!(
        texts(&report),
        [
            "The Commission considered the report of the group at its session.",
            "It took note of the report, and closed the session.",
            "The session was attended by 2 observers."
        ]
    );
}
