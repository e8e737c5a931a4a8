//! Web pages become lines, without what surrounds the text.

use std::path::Path;

use cnd::extract::{ExtractedDocument, Line, Role, extract};
use cnd::{DiagnosticCode, Warned};

fn read(page: &[u8]) -> Warned<ExtractedDocument> {
    extract(Path::new("page.html"), page).unwrap()
}

fn lines(body: &str) -> Vec<Line> {
    let page = format!("<!DOCTYPE html><html><head><title>Title</title></head><body>{body}</body></html>");
    read(page.as_bytes()).value.pages.into_iter().flat_map(|page| page.lines).collect()
}

fn texts(body: &str) -> Vec<String> {
    lines(body).into_iter().map(|line| line.text).collect()
}

fn roles(body: &str) -> Vec<(String, Role)> {
    lines(body).into_iter().map(|line| (line.text, line.role)).collect()
}

fn with_role(text: &str, role: Role) -> (String, Role) {
    (text.to_owned(), role)
}

#[test]
fn paragraphs_headings_and_styles_are_read() {
    let lines = lines(
        "<h2>I. Introduction</h2>\n<p><i>Recalling</i> its\n\tresolution&nbsp;45/15<sup>4</sup> &amp; <b>all</b><p>2.&nbsp;&nbsp;&nbsp;Text",
    );
    assert_eq!(
        lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(),
        ["I. Introduction", "Recalling its resolution 45/154 & all", "2.\tText"]
    );
    assert_eq!((lines[0].role, lines[1].role), (Role::Heading(2), Role::Body));
    let pieces = |wanted: fn(&cnd::extract::Run) -> bool| -> Vec<&str> {
        lines[1].runs.iter().filter(|run| wanted(run)).map(|run| lines[1].text[run.range.clone()].trim()).collect()
    };
    assert_eq!(
        (pieces(|run| run.italic), pieces(|run| run.raised), pieces(|run| run.bold)),
        (vec!["Recalling"], vec!["4"], vec!["all"])
    );
    assert!(lines[1].block.is_some() && lines[1].block != lines[2].block && lines[1].blank_before);
}

#[test]
fn inline_css_sets_style() {
    let lines = lines(
        "<p style=\"font-size:10pt\"><span style='font-style: italic'>Recalling</span> it<span style='font-size:6.5pt;vertical-align:super'>7</span>",
    );
    let runs: Vec<(f32, bool, bool)> = lines[0].runs.iter().map(|run| (run.size, run.italic, run.raised)).collect();
    assert_eq!(runs, [(10.0, true, false), (10.0, false, false), (6.5, false, true)]);
}

#[test]
fn lists_are_numbered_as_reports_print_them() {
    let list = "<ol start=3><li>Three<li><p>Four</p><ol type=a><li>A</li><li>B<ol type=i><li>I</ol></ol></li><li value=9>Nine</ol><ul><li>Point</ul>\
        <ol style='list-style-type:none'><li>12. Its own</ol>";
    assert_eq!(
        texts(list),
        ["3.\tThree", "4.\tFour", "(a)\tA", "(b)\tB", "(i)\tI", "9.\tNine", "•\tPoint", "12. Its own"]
    );
}

#[test]
fn line_breaks_end_lines_and_two_of_them_end_the_paragraph() {
    let lines = lines("<p>Forty-sixth session<br>Vienna<br><br>Item 5");
    let shape: Vec<(&str, bool)> = lines.iter().map(|line| (line.text.as_str(), line.blank_before)).collect();
    assert_eq!(shape, [("Forty-sixth session", false), ("Vienna", false), ("Item 5", true)]);
    assert!(lines[0].block == lines[1].block && lines[1].block != lines[2].block);
}

#[test]
fn a_page_of_lines_with_breaks_is_not_one_paragraph() {
    let lines = lines(&format!("<div>{}</div>", "a line of print<br>".repeat(40)));
    assert!(lines.len() == 40 && lines.iter().all(|line| line.block.is_none()));
}

#[test]
fn rows_are_lines_but_a_table_that_lays_out_a_page_is_not_one() {
    let table = "<table><tr><th>Country<th>2003<tr><td>C&ocirc;te<br>d’Ivoire<td>12</table>";
    assert_eq!(
        roles(table),
        [with_role("Country\t2003", Role::TableRow), with_role("Côte d’Ivoire\t12", Role::TableRow)]
    );
    let page = format!("<table><tr><td>Menu<td>{}</table>", "<p>1. A paragraph".repeat(20));
    assert_eq!(roles(&page)[1], with_role("1. A paragraph", Role::Body));
    let numbered = "<table><tr><td>12.</td><td>Governments should consider it.</td></tr></table>";
    assert_eq!(roles(numbered), [with_role("12.\tGovernments should consider it.", Role::Body)]);
}

#[test]
fn footnotes_are_notes_with_their_markers() {
    let word = "<p>Protocol,<a href='#_ftn4' name='_ftnref4'><span class=MsoFootnoteReference>[4]</span></a> the</p>\
        <div style='mso-element:footnote' id=ftn4><p class=MsoFootnoteText><a href='#_ftnref4'><span class=MsoFootnoteReference>[4]</span></a> Treaty Series.</p></div>";
    assert_eq!(roles(word), [with_role("Protocol,4 the", Role::Body), with_role("4 Treaty Series.", Role::Note)]);
    let pandoc = "<p>Protocol,<a href='#fn1' class='footnote-ref' id='fnref1'><sup>1</sup></a> the</p>\
        <section class='footnotes'><hr><ol><li id='fn1'><p>Treaty Series.<a href='#fnref1' class='footnote-back'>↩︎</a></p></li></ol></section>";
    assert_eq!(roles(pandoc), [with_role("Protocol,1 the", Role::Body), with_role("1 Treaty Series.", Role::Note)]);
    assert!(lines(pandoc)[0].runs.iter().any(|run| run.raised));
}

#[test]
fn menus_scripts_forms_and_hidden_text_are_left_out() {
    let page = "<nav><ul><li><a href='/'>Home</a></ul></nav><script>if (a<b) document.write('<p>no')</script><style>p{}</style>\
        <noscript>Enable it</noscript><div style='display:none'><div>no</div></div><template><p>no</template><button>Search</button>\
        <svg><text>no</text></svg><p>Text<!-- no --></p>";
    assert_eq!(texts(page), ["Text"]);
}

#[test]
fn what_stands_beside_the_main_part_is_marked() {
    let body = "The Commission met in Vienna to consider the report. ".repeat(20);
    let page = format!("<div>Banner</div><main><h1>Report</h1><p>{body}</p></main><footer>Contact</footer>");
    let shape: Vec<Role> = lines(&page).iter().map(|line| line.role).collect();
    assert_eq!(shape, [Role::Artifact, Role::Heading(1), Role::Body, Role::Artifact]);
    let links: String = (0..6).map(|page| format!("<li><a href='/{page}'>Page {page}</a>")).collect();
    assert!(lines(&format!("<ul>{links}</ul><p>Text")).iter().take(6).all(|line| line.role == Role::Artifact));
    let contents: String = (0..6).map(|page| format!("<li><a href='#s{page}'>Section {page}</a>")).collect();
    assert!(lines(&format!("<ul>{contents}</ul>")).iter().all(|line| line.role == Role::Body));
}

#[test]
fn pages_of_paper_are_told_apart() {
    let page =
        "<p>One<br style='page-break-before:always'>Two</p><div style='page-break-before: always'><p>Three</div>";
    let pages: Vec<usize> = read(page.as_bytes()).value.pages.iter().map(|page| page.lines.len()).collect();
    assert_eq!(pages, [1, 1, 1]);
    let placed = "<div id='page1-div'><p style='position:absolute;top:1px'>1. The Commission</p><p style='position:absolute;top:9px'>met.</p></div>";
    assert!(lines(placed).iter().all(|line| line.block.is_none() && !line.blank_before));
}

#[test]
fn declared_encodings_are_followed() {
    let cyrillic = b"<html><head><meta charset=\"windows-1251\"></head><body><p>\xCF\xF3\xED\xEA\xF2 1</body></html>";
    assert_eq!(read(cyrillic).value.pages[0].lines[0].text, "Пункт 1");
    let wrong = "<html><head><meta charset=windows-1252></head><body><p>résumé</body></html>";
    assert_eq!(read(wrong.as_bytes()).value.pages[0].lines[0].text, "résumé");
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain("<html><p>résumé".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(read(&utf16).value.pages[0].lines[0].text, "résumé");
}

#[test]
fn broken_and_deeply_nested_pages_are_read() {
    assert_eq!(texts("</div><p>One</i></td><table><tr><td>Two</p></table><p>Three<"), ["One", "Two", "Three<"]);
    for tag in ["div", "b", "p", "ul", "ol", "li", "table", "td", "blockquote", "a", "main", "pre", "nosuch"] {
        let open = format!("<{tag}>").repeat(10_000);
        let close = format!("</{tag}>").repeat(10_000);
        let read = texts(&format!("{open}deep{close}<p>after"));
        assert!(read.first().is_some_and(|line| line.ends_with("deep")), "{tag}: {read:?}");
        assert_eq!(read.concat().matches("after").count(), 1, "{tag}");
    }
    assert_eq!(texts(&format!("{}deep", "<table><tr><td>".repeat(10_000))), ["deep"]);
}

#[test]
fn a_tag_of_a_million_attributes_ends() {
    let attributes: String = (0..1_000_000).map(|number| format!(" a{number}=1")).collect();
    let read = read(format!("<html><p>before<p{attributes}>after").as_bytes());
    assert_eq!(read.value.pages[0].lines[0].text, "before");
    assert_eq!(read.warnings[0].code, DiagnosticCode::LimitReached);
}
