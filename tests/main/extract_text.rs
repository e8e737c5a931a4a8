//! Plain text, Markdown and laid-out text become lines; what is no text is named.

use std::path::Path;

use cnd::error::NotRead;
use cnd::extract::{ExtractedDocument, Limits, Line, Role, extract, extract_within};
use cnd::{DiagnosticCode, Error, Warned};

use crate::support::shared;

fn read(name: &str, bytes: &[u8]) -> Warned<ExtractedDocument> {
    extract(Path::new(name), bytes).unwrap()
}

/// The lines of all pages.
fn lines(name: &str, text: &str) -> Vec<Line> {
    read(name, text.as_bytes()).value.pages.into_iter().flat_map(|page| page.lines).collect()
}

fn texts(name: &str, text: &str) -> Vec<String> {
    lines(name, text).into_iter().map(|line| line.text).collect()
}

fn refused(name: &str, bytes: &[u8]) -> NotRead {
    match extract(Path::new(name), bytes) {
        Err(Error::NotRead { reason, .. }) => reason,
        other => panic!("{name} was read: {other:?}"),
    }
}

/// The raised and the italic pieces of a line.
fn styled(line: &Line) -> (Vec<&str>, Vec<&str>) {
    let pieces = |wanted: fn(&cnd::extract::Run) -> bool| {
        line.runs.iter().filter(|run| wanted(run)).map(|run| &line.text[run.range.clone()]).collect()
    };
    (pieces(|run| run.raised), pieces(|run| run.italic))
}

#[test]
fn a_line_of_the_file_is_a_line_and_a_blank_line_is_remembered() {
    let lines = lines("a.txt", "I. Introduction\r\n\r\n1. The Commission\r\nmet in Vienna.\r\n");
    let shape: Vec<(&str, bool)> = lines.iter().map(|line| (line.text.as_str(), line.blank_before)).collect();
    assert_eq!(shape, [("I. Introduction", false), ("1. The Commission", true), ("met in Vienna.", false)]);
    assert!(lines.iter().all(|line| line.block.is_none() && line.geometry.is_none() && line.runs.is_empty()));
}

#[test]
fn a_form_feed_ends_a_page_and_a_blank_page_counts() {
    let document = read("a.txt", b"one\x0c\x0cthree\nmore\x0c").value;
    let pages: Vec<usize> = document.pages.iter().map(|page| page.lines.len()).collect();
    assert_eq!(pages, [1, 0, 2]);
}

#[test]
fn a_wide_gap_is_a_tab_but_not_after_a_sentence() {
    let texts = texts("a.txt", "1.  Kenya   2003\nIt met.  It decided.\nA\t B\n(a)  To meet;\n");
    assert_eq!(texts, ["1.\tKenya\t2003", "It met. It decided.", "A\tB", "(a)\tTo meet;"]);
}

#[test]
fn raised_text_loses_its_markup_and_keeps_its_style() {
    let lines = lines(
        "a.txt",
        "agenda^{*} of the\n^{*} E/CN.7/2003/1.\nProtocol,<sup>4</sup> the\nthe 1972 Protocol$^{12}$ says\n",
    );
    assert_eq!(lines[0].text, "agenda* of the");
    assert_eq!(styled(&lines[0]).0, ["*"]);
    assert_eq!(lines[1].text, "* E/CN.7/2003/1.");
    assert_eq!((lines[2].text.as_str(), styled(&lines[2]).0), ("Protocol,4 the", vec!["4"]));
    assert_eq!((lines[3].text.as_str(), styled(&lines[3]).0), ("the 1972 Protocol12 says", vec!["12"]));
}

#[test]
fn marks_that_are_no_markup_stay_in_plain_text() {
    let sources = ["- 1. Confirms that *the* meetings", "a $5 note, 2^10, a < b and \\n", "item 5* and item 6*"];
    assert_eq!(texts("a.txt", &sources.join("\n")), sources);
}

#[test]
fn markdown_headings_emphasis_links_notes_and_escapes_are_read() {
    let text = "# II. *Draft* resolutions\n\n*Recalling* its __resolution__ [45/15](https://docs.un.org/x), agenda\\*\n\n\
                1\\. See snake_case and the item* of[^3]\n---\n[^3]: See E/2003/28.\n> quoted\n![seal](un.png)\n";
    let lines = lines("a.md", text);
    let shape: Vec<(&str, Role)> = lines.iter().map(|line| (line.text.as_str(), line.role)).collect();
    assert_eq!(
        shape,
        [
            ("II. Draft resolutions", Role::Heading(1)),
            ("Recalling its resolution 45/15, agenda*", Role::Body),
            ("1. See snake_case and the item* of3", Role::Body),
            ("3 See E/2003/28.", Role::Note),
            ("quoted", Role::Body),
        ]
    );
    assert_eq!(styled(&lines[1]).1, ["Recalling"]);
    assert!(lines[1].runs.iter().any(|run| run.bold && &lines[1].text[run.range.clone()] == "resolution"));
    assert_eq!(styled(&lines[2]).0, ["3"]);
}

#[test]
fn markdown_is_recognised_without_its_name() {
    let lines = lines("a.txt", "## I. Introduction\n\n1. *Takes note* of it.\n\n## II. Conclusions\n");
    assert_eq!(lines[0].role, Role::Heading(2));
    assert_eq!(styled(&lines[1]).1, ["Takes note"]);
}

#[test]
fn rows_of_a_table_keep_their_cells_apart() {
    let lines = lines("a.md", "| Country | 2003 |\n|---|--:|\n| Kenya | 1 204 |\n");
    let shape: Vec<(&str, Role)> = lines.iter().map(|line| (line.text.as_str(), line.role)).collect();
    assert_eq!(shape, [("Country\t2003", Role::TableRow), ("Kenya\t1 204", Role::TableRow)]);
}

#[test]
fn laid_out_text_has_places_and_its_notes_get_their_markers_back() {
    let body = "          The Commission met in Vienna to consider the report of the Board.\n".repeat(12);
    let text = format!(
        "{body}\n    __________________\n        7\n          General Assembly resolution 217 A (III).\n\n                    3\n"
    );
    let page = read("a.txt", text.as_bytes()).value.pages.remove(0);
    let note = &page.lines[page.lines.len() - 2];
    assert_eq!((note.text.as_str(), styled(note).0), ("7 General Assembly resolution 217 A (III).", vec!["7"]));
    let last = page.lines.last().unwrap();
    assert_eq!((last.text.as_str(), last.geometry.unwrap().x0), ("3", 120.0), "a page number is no marker");
    assert!(page.lines[0].geometry.unwrap().y < last.geometry.unwrap().y && last.geometry.unwrap().y <= page.height);
}

#[test]
fn encodings_are_told_apart() {
    let text = "résumé – “Côte d’Ivoire”";
    let utf16 =
        |mark: &[u8], unit: fn(u16) -> [u8; 2]| [mark.to_vec(), text.encode_utf16().flat_map(unit).collect()].concat();
    let specimens = [
        text.as_bytes().to_vec(),
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        utf16(b"\xFF\xFE", u16::to_le_bytes),
        utf16(b"\xFE\xFF", u16::to_be_bytes),
        b"r\xE9sum\xE9 \x96 \x93C\xF4te d\x92Ivoire\x94".to_vec(),
    ];
    for specimen in specimens {
        let read = read("a.txt", &specimen);
        assert_eq!(read.value.pages[0].lines[0].text, text);
        assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    }
}

#[test]
fn a_damaged_character_in_utf8_is_a_warning_and_the_rest_is_read() {
    let read = read("a.txt", b"r\xC3\xA9sum\xC3\xA9 \xC3\xA0 l\xE2\x80\x99\xC3\xA9t\xC3\xA9 \xFF fin");
    assert_eq!(read.value.pages[0].lines[0].text, "résumé à l’été \u{fffd} fin");
    assert_eq!(read.warnings[0].code, DiagnosticCode::UndecodableBytes);
}

#[test]
fn what_is_no_report_is_named_with_the_way_out() {
    assert_eq!(refused("a.txt", b""), NotRead::Empty);
    assert_eq!(refused("a.pdf", b" \n\t\x0c"), NotRead::Empty);
    assert_eq!(refused("a.txt", b"\xEF\xBB\xBF\xC2\xA0\n"), NotRead::Empty);
    let named = [
        ("a.doc", &b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"[..], "format .doc (legacy Word): save it as .docx or PDF"),
        ("a.doc", b"{\\rtf1 text}", "format RTF"),
        ("a.wpd", b"\xFFWPC\x10\0\0\0", "format WordPerfect"),
        ("photo.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF", "format JPEG image"),
        ("data.json", b"{\"a\": 1}", "format .json"),
        ("noise", &[1, 2, 3, 4, 5, 6, 7, 0, 255, 254], "format unknown (binary data)"),
        ("a.odt", b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text", "format OpenDocument"),
        ("a.zip", b"PK\x03\x04....report.txt", "format ZIP archive"),
        ("a.pdf", b"Not Found", "damaged: the name says PDF, but it is plain text"),
        ("a.pdf", b"<!DOCTYPE html><p>Not Found", "damaged: the name says PDF, but it is a web page"),
        ("a.docx", b"1. Text", "damaged: the name says Word, but it is plain text"),
    ];
    for (name, bytes, expected) in named {
        let message = refused(name, bytes).to_string();
        assert!(message.starts_with(expected), "{name}: {message}");
    }
}

#[test]
fn a_text_with_zero_bytes_is_read_without_them() {
    assert_eq!(
        texts("a.txt", "The \0Com\0mission met in Vienna to consider it.\x1b[31m"),
        ["The Commission met in Vienna to consider it.[31m"]
    );
}

#[test]
fn a_line_of_ten_megabytes_stays_one_line() {
    assert_eq!(lines("a.txt", &"word ".repeat(2_000_000))[0].text.len(), 9_999_999);
}

#[test]
fn a_line_of_marks_that_are_never_closed_costs_no_more_than_its_length() {
    for piece in ["* ", "**a ", "^{ ", "[", "| ", "  ", "_x", "<span "] {
        let text = format!("start{}", piece.repeat(1_000_000 / piece.len()));
        assert_eq!(lines("a.md", &text).len(), 1, "{piece}");
    }
}

#[test]
fn lines_over_the_limit_are_left_out_with_a_warning() {
    let limits = Limits { lines: 1_000, ..Limits::default() };
    let read = extract_within(Path::new("a.txt"), "x\n\n".repeat(5_000).as_bytes(), &limits).unwrap();
    assert_eq!(read.value.pages[0].lines.len(), 1_000);
    assert_eq!(read.warnings[0].code, DiagnosticCode::LimitReached);
}

#[test]
fn the_shipped_report_comes_line_by_line() {
    let Some(path) = shared("corpus/E_CN.7_2003_7.txt") else { return };
    let source = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<Line> =
        read("a.txt", source.as_bytes()).value.pages.into_iter().flat_map(|page| page.lines).collect();
    // Session, place and agenda item are run together in one line, which is parted.
    let printed = source.lines().filter(|line| !line.trim().is_empty()).count();
    assert_eq!(lines.len(), printed + 3);
    assert!(lines.iter().any(|line| line.text.starts_with("- 1. Confirms that") && line.blank_before));
    assert!(lines.iter().any(|line| line.text == "* E/CN.7/2003/1." && styled(line).0 == ["*"]));
    assert!(lines.iter().any(|line| line.text == "Intr\toduction\t1-4\t2"));
}

#[test]
fn a_wide_table_among_laid_out_lines_leaves_them_their_places() {
    let text = "          1. The Board took note of the report on its activities in all of the regions.\n".repeat(20);
    let row = format!("Africa{}\n", format!("{}E", " ".repeat(12)).repeat(24)).repeat(3);
    let lines = lines("a.txt", &format!("{text}{row}"));
    assert!(lines.iter().all(|line| line.geometry.is_some()));
}
