//! Word documents become lines, with the numbers, notes and tables that Word prints.

use std::io::{Cursor, Write};
use std::path::Path;

use cnd::error::NotRead;
use cnd::extract::{ExtractedDocument, Limits, Line, Role, Run, extract, extract_within};
use cnd::{DiagnosticCode, Error, Warned};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

/// An archive of these parts.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A Word document with this body and these other parts, each of the kind that its name says.
fn word(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let wrap =
        |root: &str, content: &str| format!("<?xml version=\"1.0\"?><w:{root} {NAMESPACES}>{content}</w:{root}>");
    let document = wrap("document", &format!("<w:body>{body}</w:body>"));
    let mut relations = String::from("<Relationships>");
    let mut all = vec![("word/document.xml".to_owned(), document)];
    for (kind, content) in parts {
        relations += &format!("<Relationship Id=\"{kind}\" Type=\"http://x/{kind}\" Target=\"{kind}.xml\"/>");
        let root = match *kind {
            "header" => "hdr",
            "footer" => "ftr",
            kind => kind,
        };
        all.push((format!("word/{kind}.xml"), wrap(root, content)));
    }
    all.push(("word/_rels/document.xml.rels".to_owned(), relations + "</Relationships>"));
    archive(&all.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect::<Vec<_>>())
}

fn read(bytes: &[u8]) -> Warned<ExtractedDocument> {
    extract(Path::new("report.docx"), bytes).unwrap()
}

fn lines(body: &str, parts: &[(&str, &str)]) -> Vec<Line> {
    read(&word(body, parts)).value.pages.into_iter().flat_map(|page| page.lines).collect()
}

fn texts(body: &str, parts: &[(&str, &str)]) -> Vec<String> {
    lines(body, parts).into_iter().map(|line| line.text).collect()
}

fn refused(bytes: &[u8]) -> NotRead {
    match extract(Path::new("report.docx"), bytes) {
        Err(Error::NotRead { reason, .. }) => reason,
        other => panic!("it was read: {other:?}"),
    }
}

/// A paragraph of one run, with these properties.
fn paragraph(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A paragraph in this list, at this level.
fn item(list: u32, level: u32, text: &str) -> String {
    paragraph(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"), text)
}

fn level(level: u32, format: &str, pattern: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{pattern}\"/></w:lvl>"
    )
}

/// The pieces of a line that are set in some way.
fn pieces(line: &Line, wanted: fn(&Run) -> bool) -> Vec<&str> {
    line.runs.iter().filter(|run| wanted(run)).map(|run| &line.text[run.range.clone()]).collect()
}

#[test]
fn a_paragraph_is_a_line_and_its_runs_keep_their_style() {
    let body = "<w:p><w:r><w:rPr><w:i/><w:sz w:val=\"20\"/></w:rPr><w:t>Recalling</w:t></w:r>\
        <w:r><w:rPr><w:sz w:val=\"20\"/></w:rPr><w:t xml:space=\"preserve\"> the 1972 Proto\u{ad}col &amp; the</w:t><w:tab/><w:t>non</w:t><w:noBreakHyphen/><w:t>member</w:t></w:r></w:p>";
    let lines = lines(&(body.to_owned() + &paragraph("", " ") + &paragraph("", "Next")), &[]);
    assert_eq!(lines[0].text, "Recalling the 1972 Protocol & the\tnon-member");
    assert_eq!((pieces(&lines[0], |run| run.italic), lines[0].runs[0].size), (vec!["Recalling"], 10.0));
    assert_eq!((lines[1].text.as_str(), lines[1].blank_before, lines.len()), ("Next", true, 2));
    assert!(lines[0].block.is_some() && lines[0].block != lines[1].block);
}

#[test]
fn automatic_numbers_are_printed_with_their_restarts() {
    let levels = level(0, "decimal", "%1.") + &level(1, "lowerLetter", "(%2)") + &level(2, "lowerRoman", "(%3)");
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"7\">{levels}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>\
         <w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>\
         <w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num>"
    );
    let body = [
        item(1, 0, "One"),
        item(1, 1, "A"),
        item(1, 2, "I"),
        item(1, 2, "II"),
        item(1, 1, "B"),
        item(1, 2, "I again"),
        item(1, 0, "Two"),
        item(1, 1, "A again"),
        item(2, 0, "Restarted"),
        item(2, 0, "Goes on"),
        item(3, 0, "Same list"),
        item(0, 0, "No list"),
    ];
    assert_eq!(
        texts(&body.concat(), &[("numbering", &numbering)]),
        [
            "1.\tOne",
            "(a)\tA",
            "(i)\tI",
            "(ii)\tII",
            "(b)\tB",
            "(i)\tI again",
            "2.\tTwo",
            "(a)\tA again",
            "1.\tRestarted",
            "2.\tGoes on",
            "3.\tSame list",
            "No list",
        ]
    );
}

#[test]
fn numbers_of_outer_levels_and_all_formats_are_printed() {
    let upper = level(0, "upperRoman", "%1.") + &level(1, "decimal", "%1.%2") + &level(2, "upperLetter", "%3.");
    let legal = upper
        .replace("<w:lvlText w:val=\"%1.%2\"/>", "<w:isLgl/><w:suff w:val=\"space\"/><w:lvlText w:val=\"%1.%2\"/>");
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{legal}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"1\">{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>",
        level(0, "bullet", "\u{f0b7}")
    );
    let body =
        [item(1, 0, "First"), item(1, 0, "Second"), item(1, 1, "Below"), item(1, 2, "Deep"), item(2, 0, "Point")];
    assert_eq!(
        texts(&body.concat(), &[("numbering", &numbering)]),
        ["I.\tFirst", "II.\tSecond", "2.1 Below", "A.\tDeep", "•\tPoint"]
    );
}

#[test]
fn a_style_gives_the_list_the_level_and_the_size() {
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}</w:abstractNum><w:num w:numId=\"5\"><w:abstractNumId w:val=\"0\"/></w:num>",
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "(%2)").replace("<w:numFmt", "<w:pStyle w:val=\"Sub\"/><w:numFmt"),
    );
    let styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"24\"/></w:rPr></w:rPrDefault></w:docDefaults>\
        <w:style w:type=\"paragraph\" w:styleId=\"Para\"><w:name w:val=\"Para\"/><w:pPr><w:numPr><w:numId w:val=\"5\"/></w:numPr></w:pPr><w:rPr><w:sz w:val=\"20\"/></w:rPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Sub\"><w:name w:val=\"Sub\"/><w:basedOn w:val=\"Para\"/><w:pPr><w:numPr><w:numId w:val=\"5\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Loop\"><w:name w:val=\"Loop\"/><w:basedOn w:val=\"Loop\"/></w:style>";
    let styled = |style: &str, text: &str| paragraph(&format!("<w:pStyle w:val=\"{style}\"/>"), text);
    let body = [styled("Para", "One"), styled("Sub", "A"), styled("Loop", "Plain")].concat();
    let lines = lines(&body, &[("styles", styles), ("numbering", &numbering)]);
    let shape: Vec<(&str, f32)> = lines.iter().map(|line| (line.text.as_str(), line.runs[0].size)).collect();
    assert_eq!(shape, [("1.\tOne", 10.0), ("(a)\tA", 10.0), ("Plain", 12.0)]);
}

#[test]
fn headings_are_known_by_outline_level_and_by_the_names_of_styles() {
    let style = |id: &str, name: &str, properties: &str| {
        format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{properties}</w:style>")
    };
    let styles = [
        style("a", "heading 2", ""),
        style("b", "_ H _2/3", ""),
        style("c", "_ H_Ch_G", ""),
        style("d", "toc 1", ""),
        style("e", "Own", "<w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>"),
        style("f", "_ Single Txt", "<w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr>"),
    ];
    let body: String =
        ["a", "b", "c", "d", "e", "f"].map(|id| paragraph(&format!("<w:pStyle w:val=\"{id}\"/>"), id)).concat();
    let roles: Vec<Role> = lines(&body, &[("styles", &styles.concat())]).iter().map(|line| line.role).collect();
    use Role::{Body, ContentsEntry, Heading};
    assert_eq!(roles, [Heading(2), Heading(3), Heading(1), ContentsEntry, Heading(1), Body]);
}

#[test]
fn notes_are_counted_and_stand_at_the_end_of_their_page() {
    let reference = |id: u32| format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>");
    let note = |id: u32, text: &str| {
        format!(
            "<w:footnote w:id=\"{id}\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> {text}</w:t></w:r></w:p></w:footnote>"
        )
    };
    let notes = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>"
        .to_owned()
        + &note(9, "Second in order.")
        + &note(3, "First in order.")
        + "<w:footnote w:id=\"4\"><w:p><w:r><w:t>* E/CN.7/2003/1.</w:t></w:r></w:p></w:footnote>";
    let body = format!(
        "<w:p><w:r><w:t>Protocol,</w:t></w:r>{}<w:r><w:t xml:space=\"preserve\"> the</w:t></w:r>\
         <w:r><w:footnoteReference w:customMarkFollows=\"1\" w:id=\"4\"/><w:t>*</w:t></w:r></w:p>\
         <w:p><w:r><w:br w:type=\"page\"/><w:t>Convention</w:t></w:r>{}</w:p>",
        reference(3),
        reference(9)
    );
    let document = read(&word(&body, &[("footnotes", &notes)])).value;
    let pages: Vec<Vec<(&str, Role)>> = document
        .pages
        .iter()
        .map(|page| page.lines.iter().map(|line| (line.text.as_str(), line.role)).collect())
        .collect();
    assert_eq!(
        pages,
        [
            vec![("Protocol,1 the*", Role::Body), ("1 First in order.", Role::Note), ("* E/CN.7/2003/1.", Role::Note)],
            vec![("Convention2", Role::Body), ("2 Second in order.", Role::Note)],
        ]
    );
    assert_eq!(pieces(&document.pages[0].lines[0], |run| run.raised), ["1"]);
}

#[test]
fn a_paragraph_that_runs_over_a_page_is_two_lines_of_one_block() {
    let body = "<w:p><w:r><w:t>working controls and</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>regional counterparts</w:t></w:r></w:p>\
        <w:p><w:r><w:br w:type=\"page\"/></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>Third page</w:t></w:r></w:p>";
    let pages = read(&word(body, &[])).value.pages;
    let texts: Vec<Vec<&str>> =
        pages.iter().map(|page| page.lines.iter().map(|line| line.text.as_str()).collect()).collect();
    assert_eq!(texts, [["working controls and"], ["regional counterparts"], ["Third page"]]);
    assert_eq!(pages[0].lines[0].block, pages[1].lines[0].block);
    assert!(!pages[1].lines[0].blank_before);
}

#[test]
fn rows_of_a_table_are_lines_and_a_box_around_text_is_not() {
    let cell = |content: &str| format!("<w:tc><w:tcPr/>{content}</w:tc>");
    let p = |text: &str| paragraph("", text);
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(&p("x")), cell(&p("y")));
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}</w:tr></w:tbl>",
        cell(&p("Country")),
        cell(&p("2003")),
        cell(&(p("Côte") + &p("d’Ivoire"))),
        cell("<w:p/>"),
        cell(&(inner + &p("z"))),
        cell(&(p("1. In a box") + &p("2. Also"))),
    );
    let lines = lines(&body, &[]);
    let shape: Vec<(&str, Role)> = lines.iter().map(|line| (line.text.as_str(), line.role)).collect();
    assert_eq!(
        shape,
        [
            ("Country\t2003", Role::TableRow),
            ("Côte d’Ivoire\tx\ty z", Role::TableRow),
            ("1. In a box", Role::Body),
            ("2. Also", Role::Body),
        ]
    );
}

#[test]
fn what_is_not_printed_is_left_out_and_what_is_printed_comes_once() {
    let body = "<w:p><w:r><w:t>kept </w:t></w:r><w:del><w:r><w:delText>deleted</w:delText><w:t>gone</w:t></w:r></w:del>\
        <w:ins><w:r><w:t>inserted </w:t></w:r></w:ins><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>\
        <w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText> HYPERLINK \"x\" </w:instrText><w:t>no</w:t><w:fldChar w:fldCharType=\"separate\"/><w:t>shown </w:t><w:fldChar w:fldCharType=\"end\"/></w:r>\
        <w:hyperlink r:id=\"l\"><w:r><w:t>linked </w:t></w:r></w:hyperlink><w:sdt><w:sdtPr><w:alias w:val=\"a\"/></w:sdtPr><w:sdtContent><w:r><w:t>controlled</w:t></w:r></w:sdtContent></w:sdt></w:p>\
        <w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
        <mc:Fallback><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>\
        <w:r><w:t>Temperature 20</w:t><w:sym w:font=\"Symbol\" w:char=\"F0B0\"/><w:br/><w:t>next line</w:t></w:r></w:p>";
    let lines = lines(body, &[]);
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(texts, ["kept inserted shown linked controlled", "boxed", "Temperature 20°", "next line"]);
    assert_eq!((lines[2].block, lines[3].blank_before), (lines[3].block, false));
}

#[test]
fn headers_and_footers_come_once_without_the_number_of_a_page() {
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGE \\* MERGEFORMAT</w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>17</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let footer = format!("<w:p><w:r><w:t>V.02-60779</w:t></w:r>{field}</w:p>");
    let body = paragraph("", "Text")
        + "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header\"/><w:footerReference w:type=\"even\" r:id=\"footer\"/>\
           <w:headerReference w:type=\"even\" r:id=\"header\"/></w:sectPr>";
    let lines = lines(&body, &[("header", &paragraph("", "E/CN.7/2003/7")), ("footer", &footer)]);
    let shape: Vec<(&str, Role)> = lines.iter().map(|line| (line.text.as_str(), line.role)).collect();
    assert_eq!(shape, [("E/CN.7/2003/7", Role::Artifact), ("Text", Role::Body), ("V.02-60779", Role::Artifact)]);
}

#[test]
fn other_prefixes_and_the_strict_namespace_are_read_and_drawings_are_not() {
    let body = "<a:document xmlns:a=\"http://purl.oclc.org/ooxml/wordprocessingml/main\" xmlns:d=\"http://purl.oclc.org/ooxml/drawingml/main\">\
        <a:body><a:p><a:r><a:t>Text</a:t></a:r><d:p><d:t>chart label</d:t></d:p></a:p></a:body></a:document>";
    let bytes = archive(&[("word/document.xml", body)]);
    assert_eq!(read(&bytes).value.pages[0].lines[0].text, "Text");
}

#[test]
fn a_document_elsewhere_in_the_archive_is_found() {
    let bytes = word(&paragraph("", "Text"), &[]);
    let moved = archive(&[
        (
            "_rels/.rels",
            "<Relationships><Relationship Id=\"r\" Type=\"http://x/officeDocument\" Target=\"/word/document2.xml\"/></Relationships>",
        ),
        (
            "word/document2.xml",
            &format!("<w:document {NAMESPACES}><w:body>{}</w:body></w:document>", paragraph("", "Text")),
        ),
    ]);
    assert_eq!(read(&bytes).value.pages[0].lines[0].text, read(&moved).value.pages[0].lines[0].text);
}

#[test]
fn a_broken_archive_is_damaged_and_a_broken_part_gives_what_it_holds() {
    let whole = word(&paragraph("", "Text").repeat(50), &[]);
    for length in [4, 40, whole.len() / 2, whole.len() - 3] {
        assert!(matches!(refused(&whole[..length]), NotRead::Damaged(_)), "{length} bytes");
    }
    assert!(matches!(refused(&archive(&[("word/other.xml", "<x/>")])), NotRead::Damaged(_)));
    let broken = archive(&[(
        "word/document.xml",
        &format!("<w:document {NAMESPACES}><w:body>{}<w:p><w:r><w:t>cut</w:p>", paragraph("", "Text")),
    )]);
    let read = read(&broken);
    assert_eq!(read.value.pages[0].lines[0].text, "Text");
    assert_eq!(read.warnings[0].code, DiagnosticCode::DamagedPart);
    assert_eq!(refused(&word("", &[])), NotRead::Empty);
}

#[test]
fn a_zip_bomb_is_over_the_limit() {
    let bomb = word(&" ".repeat(20_000_000), &[]);
    assert!(bomb.len() < 100_000);
    let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
    let refused = extract_within(Path::new("a.docx"), &bomb, &limits);
    assert!(matches!(refused, Err(Error::NotRead { reason: NotRead::OverLimit(_), .. })), "{refused:?}");
    let many = word(&paragraph("", "x").repeat(1_000), &[]);
    let cut = extract_within(Path::new("a.docx"), &many, &Limits { lines: 100, ..Limits::default() }).unwrap();
    assert_eq!((cut.value.pages[0].lines.len(), cut.warnings[0].code), (100, DiagnosticCode::LimitReached));
}

#[test]
fn ten_thousand_nested_elements_are_read() {
    for name in ["sdt", "p", "r", "tbl", "ins", "AlternateContent"] {
        let name = if name == "AlternateContent" { "mc:AlternateContent".to_owned() } else { format!("w:{name}") };
        let body = format!("<{name}>").repeat(10_000) + &paragraph("", "deep") + &format!("</{name}>").repeat(10_000);
        assert_eq!(texts(&body, &[]), ["deep"], "{name}");
    }
    let table = "<w:tbl><w:tr><w:tc>".repeat(3_000) + &paragraph("", "deep") + &"</w:tc></w:tr></w:tbl>".repeat(3_000);
    assert_eq!(texts(&table, &[]), ["deep"]);
}
