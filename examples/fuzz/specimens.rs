//! Small reports in each format to begin from: masthead, headings, numbered paragraphs, a list, a note, a table.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The lines of the report.
const LINES: &[&str] = &[
    "E/CN.7/2003/7",
    "Distr.: General",
    "30 December 2002",
    "Commission on Narcotic Drugs",
    "Forty-sixth session",
    "Action taken by subsidiary bodies",
    "I. Introduction",
    "1. At its fifty-third session the Commission took note of the report,4 and decided as follows:",
    "(a) Governments should tighten controls over precursors;",
    "(b) A meeting should be convened.",
    "2. The Commission adopted resolution 45/15.",
    "Resolution 45/15",
    "The Commission on Narcotic Drugs,",
    "Recalling its resolution 44/1,",
    "1. Requests the Executive Director to report;",
    "2. Decides to remain seized of the matter.",
    "4 United Nations, Treaty Series, vol. 976, No. 14152.",
    "Annex",
    "1. Acetic anhydride",
];

/// A specimen of each format, with its extension.
pub(crate) fn all() -> Vec<(&'static str, Vec<u8>)> {
    vec![("pdf", pdf()), ("docx", docx()), ("html", html()), ("txt", LINES.join("\n").into_bytes())]
}

fn pdf() -> Vec<u8> {
    let mut content = String::from("BT /R 10 Tf 12 TL 1 0 0 1 72 720 Tm\n");
    for line in LINES {
        writeln!(content, "({line}) Tj T*").unwrap_or_default();
    }
    content.push_str("ET q 1 0 0 1 0 0 cm /F Do Q");
    let map = "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <FB01> endbfchar endcmap";
    let stream =
        |entries: &str, data: &str| format!("<< /Length {} {entries} >>\nstream\n{data}\nendstream", data.len());
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 8 0 R /PageLabels << /Nums [0 << /S /r >>] >> >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800] /Resources << /Font << /R 5 0 R >> /XObject << /F 7 0 R >> >> >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /StructParents 0 >>".to_owned(),
        stream("", &content),
        "<< /Type /Font /Subtype /TrueType /BaseFont /Times /FirstChar 65 /LastChar 67 /Widths [500 500 300] /ToUnicode 6 0 R >>".to_owned(),
        stream("", map),
        stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "/P << /MCID 0 >> BDC BT /R 8 Tf 300 20 Td [(for) -300 (mular)] TJ ET EMC"),
        "<< /Type /StructTreeRoot /ParentTree << /Nums [0 [9 0 R]] >> >>".to_owned(),
        "<< /S /P /P 8 0 R >>".to_owned(),
    ];
    let mut bytes = String::from("%PDF-1.7\n");
    let mut table = String::from("xref\n0 10\n0000000000 65535 f \n");
    for (index, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", bytes.len()).unwrap_or_default();
        write!(bytes, "{} 0 obj\n{object}\nendobj\n", index + 1).unwrap_or_default();
    }
    let start = bytes.len();
    write!(bytes, "{table}trailer\n<< /Size 10 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").unwrap_or_default();
    bytes.into_bytes()
}

fn docx() -> Vec<u8> {
    let name = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let mut body = String::new();
    for line in LINES {
        write!(body, "<w:p><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>").unwrap_or_default();
    }
    body.push_str(
        "<w:p><w:pPr><w:pStyle w:val=\"List\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>item</w:t></w:r>\
         <w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    );
    let parts = [
        ("word/document.xml", format!("<w:document {name}><w:body>{body}</w:body></w:document>")),
        (
            "word/_rels/document.xml.rels",
            ["styles", "numbering", "footnotes"]
                .map(|kind| format!("<Relationship Id=\"{kind}\" Type=\"x/{kind}\" Target=\"{kind}.xml\"/>"))
                .join(""),
        ),
        (
            "word/styles.xml",
            format!(
                "<w:styles {name}><w:style w:styleId=\"List\"><w:basedOn w:val=\"List\"/><w:rPr><w:b/></w:rPr></w:style></w:styles>"
            ),
        ),
        (
            "word/numbering.xml",
            format!(
                "<w:numbering {name}><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerRoman\"/>\
                 <w:lvlText w:val=\"(%1)\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
            ),
        ),
        (
            "word/footnotes.xml",
            format!(
                "<w:footnotes {name}><w:footnote w:id=\"1\"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>"
            ),
        ),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        if archive.start_file(name, SimpleFileOptions::default()).is_ok() {
            archive.write_all(content.as_bytes()).unwrap_or_default();
        }
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn html() -> Vec<u8> {
    let mut page = String::from("<!DOCTYPE html><html><head><title>Report</title></head><body><main>");
    for line in LINES {
        writeln!(page, "<p>{line}</p>").unwrap_or_default();
    }
    page.push_str("<ol start=3 type=a><li>first<li>second<sup>4</sup></ol><table><tr><th>Drug<td>12</table><pre>a\n  b</pre></main></body></html>");
    page.into_bytes()
}
