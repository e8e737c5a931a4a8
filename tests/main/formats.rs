//! The same report gives the same citations whatever the format it comes in.
//!
//! The other formats are made from what the PDF says of itself: its paragraphs, headings, rows, notes and styles. Each
//! case holds the share of the PDF's citations that come out again, with the same first and last letters.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{Cursor, Write as _};
use std::path::Path;

use cnd::extract::{ExtractedDocument, Line, Role, Run, extract};
use cnd::structure::{self, Passage, PassageKind, Placement};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::shared;

/// Share of the PDF's citations that every other form of a report must give; of a short report all but [`STRAY`].
const AGREEMENT: f64 = 0.97;
const STRAY: usize = 2;

/// Letters compared at either end of a passage.
const COMPARED: usize = 20;

fn read_pdf(name: &str) -> Option<ExtractedDocument> {
    let path = shared(&format!("reports/{name}"))?;
    Some(extract(&path, &std::fs::read(&path).unwrap()).unwrap().value)
}

/// The citations of a document with the ends of their passages.
fn citations(document: &ExtractedDocument) -> BTreeMap<String, String> {
    let report = structure::read(document).value;
    let passages = report.passages.iter().filter(|passage| passage.kind != PassageKind::Unrecognized);
    passages.map(|passage| (passage.citation.to_string(), ends(&passage.text))).collect()
}

fn ends(text: &str) -> String {
    let letters: Vec<char> = text.chars().filter(|character| character.is_alphanumeric()).collect();
    let tail = letters.len().saturating_sub(COMPARED);
    letters.iter().take(COMPARED).chain(&letters[tail..]).collect()
}

/// Whether another form of the report gives the PDF's citations with the same text.
fn agrees(pdf: &ExtractedDocument, name: &str, bytes: &[u8]) -> bool {
    let expected = citations(pdf);
    let read = extract(Path::new(name), bytes).unwrap();
    assert!(read.warnings.is_empty(), "{name}: {:?}", read.warnings);
    let found = citations(&read.value);
    let (same, other): (Vec<_>, Vec<_>) =
        expected.iter().partition(|(citation, ends)| found.get(*citation) == Some(*ends));
    for (citation, _) in &other {
        let how = if found.contains_key(*citation) { "other text" } else { "missing" };
        eprintln!("{name}: {citation}: {how}");
    }
    let share = same.len() as f64 / expected.len() as f64;
    eprintln!("{name}: {} of {} ({:.1} %)", same.len(), expected.len(), share * 100.0);
    share >= AGREEMENT || other.len() <= STRAY
}

/// What says that lines make a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Paragraph {
    Tagged(u32),
    Read(usize),
    /// The notes of a page.
    Notes(usize),
}

/// The paragraphs of a PDF: the lines of each block, which may go on over a page.
fn paragraphs(pdf: &ExtractedDocument) -> Vec<Vec<&Line>> {
    let mut paragraphs: Vec<Vec<&Line>> = Vec::new();
    let mut of_block: BTreeMap<Paragraph, usize> = BTreeMap::new();
    let structure::Report { passages, placements, .. } = structure::read(pdf).value;
    let lines =
        pdf.pages.iter().enumerate().flat_map(|(page, content)| content.lines.iter().map(move |line| (page, line)));
    // Word sets the masthead of a first page in its header part.
    let lines = lines.zip(0..).filter(|((page, line), _)| *page == 0 || line.role != Role::Artifact);
    for ((page, line), number) in lines {
        // A file without tags does not say what its paragraphs are; there the passages do.
        let holds = |passage: &Passage| passage.span.lines.iter().any(|range| range.contains(&number));
        let of_passage = || passages.iter().position(holds).map(Paragraph::Read);
        let is_note = placements[number as usize] == Placement::Footnote;
        let of_notes = || is_note.then_some(Paragraph::Notes(page));
        let paragraph = line.block.map(Paragraph::Tagged).or_else(of_passage).or_else(of_notes);
        let known = paragraph.and_then(|paragraph| of_block.get(&paragraph)).copied();
        let at = known.unwrap_or_else(|| {
            paragraphs.push(Vec::new());
            paragraphs.len() - 1
        });
        paragraphs[at].push(line);
        of_block.extend(paragraph.map(|paragraph| (paragraph, at)));
    }
    paragraphs
}

/// The text of a paragraph, each stretch of one style as `set` writes it. A line that ends with a hyphen goes on without a space.
fn written(lines: &[&Line], set: impl Fn(&str, &Run) -> String) -> String {
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        let plain = [Run { range: 0..line.text.len(), size: 0.0, bold: false, italic: false, raised: false }];
        if index > 0 && !lines[index - 1].text.ends_with('-') {
            text += &set(" ", &plain[0]);
        }
        let runs = if line.runs.is_empty() { &plain[..] } else { &line.runs[..] };
        for run in runs {
            text += &set(&escaped(&line.text[run.range.clone()]), run);
        }
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn as_html(pdf: &ExtractedDocument) -> String {
    let mut page = String::from("<!DOCTYPE html><html><meta charset=utf-8><body>\n");
    for lines in paragraphs(pdf) {
        let text = written(&lines, |text, run| {
            let text = text.replace('\t', "&nbsp;&nbsp;&nbsp; ");
            let text = if run.raised { format!("<sup>{text}</sup>") } else { text };
            let text = if run.italic { format!("<i>{text}</i>") } else { text };
            if run.bold { format!("<b>{text}</b>") } else { text }
        });
        match lines[0].role {
            Role::Heading(level) => writeln!(page, "<h{level}>{text}</h{level}>", level = level.clamp(1, 6)),
            Role::Note => writeln!(page, "<div class=footnote><p>{text}</p></div>"),
            Role::TableRow => {
                writeln!(page, "<table><tr><td>{}</tr></table>", text.replace("&nbsp;&nbsp;&nbsp; ", "<td>"))
            }
            _ => writeln!(page, "<p>{text}</p>"),
        }
        .unwrap();
    }
    page + "</body></html>"
}

/// A tab inside a run of Word.
const TAB: &str = "</w:t><w:tab/><w:t xml:space=\"preserve\">";

fn as_docx(pdf: &ExtractedDocument) -> Vec<u8> {
    let mut body = String::new();
    for lines in paragraphs(pdf) {
        let text = written(&lines, |text, run| {
            let raised = if run.raised { "<w:vertAlign w:val=\"superscript\"/>" } else { "" };
            let italic = if run.italic { "<w:i/>" } else { "" };
            let bold = if run.bold { "<w:b/>" } else { "" };
            let text = text.replace('\t', TAB);
            let size = (run.size * 2.0).round();
            format!(
                "<w:r><w:rPr>{bold}{italic}<w:sz w:val=\"{size}\"/>{raised}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>"
            )
        });
        let properties = match lines[0].role {
            Role::Heading(level) => format!("<w:pPr><w:outlineLvl w:val=\"{}\"/></w:pPr>", level.saturating_sub(1)),
            _ => String::new(),
        };
        let paragraph = format!("<w:p>{properties}{text}</w:p>");
        body += &match lines[0].role {
            Role::TableRow => format!(
                "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
                paragraph.replace(TAB, "</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>")
            ),
            _ => paragraph,
        };
    }
    let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let document = format!("<w:document xmlns:w=\"{namespace}\"><w:body>{body}</w:body></w:document>");
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    archive.write_all(document.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

/// Lines as they are printed, without their places and styles: what `pdftotext -raw` gives.
fn as_raw_text(pdf: &ExtractedDocument) -> String {
    let mut text = String::new();
    for page in &pdf.pages {
        for line in &page.lines {
            text += &line.text.replace('\t', " ");
            text.push('\n');
        }
        text.push('\u{c}');
    }
    text
}

/// Lines in the columns of the page: what `pdftotext -layout` gives.
fn as_laid_out_text(pdf: &ExtractedDocument) -> String {
    let mut text = String::new();
    for page in &pdf.pages {
        let mut above = 0.0;
        for line in &page.lines {
            let place = line.geometry.unwrap();
            if place.y - above > 16.0 {
                text.push('\n');
            }
            above = place.y;
            let indent = " ".repeat((place.x0 / 5.5).max(0.0) as usize);
            text += &format!("{indent}{}\n", line.text.replace('\t', "    "));
        }
        text.push('\u{c}');
    }
    text
}

/// Reports of different shapes: a session report with resolutions, a letter with an enclosure, a Secretariat report, terms
/// of reference in annexes, a draft resolution, a typeset paper of 1996, decisions of a conference, a working paper, a
/// report to the Human Rights Council.
const REPORTS: [&str; 9] = [
    "E_2025_28",
    "S_2025_490",
    "A_80_75",
    "E_CN.3_2025_7",
    "E_2025_L.10",
    "TD_B_43_6",
    "ICCD_COP(8)_CST_8",
    "A_AC.109_2025_L.13",
    "A_HRC_59_60",
];

#[test]
fn a_report_gives_the_same_citations_in_every_format() {
    let mut fewer = Vec::new();
    for report in REPORTS {
        let Some(pdf) = read_pdf(&format!("{report}.en.pdf")) else { return };
        let forms = [
            ("html", as_html(&pdf).into_bytes()),
            ("docx", as_docx(&pdf)),
            ("laid-out.txt", as_laid_out_text(&pdf).into_bytes()),
            ("raw.txt", as_raw_text(&pdf).into_bytes()),
        ];
        for (form, bytes) in forms {
            let name = format!("{report}.{form}");
            if !agrees(&pdf, &name, &bytes) {
                fewer.push(name);
            }
        }
    }
    assert!(fewer.is_empty(), "fewer than {AGREEMENT} of the citations: {fewer:?}");
}
