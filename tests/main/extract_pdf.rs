//! PDF files are read as printed: words, lines, columns, styles, tags; what cannot be read is refused with its reason.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use cnd::diagnostic::DiagnosticCode;
use cnd::error::{Error, NotRead};
use cnd::extract::{self, ExtractedDocument, Line, Role};
use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::support::shared;

/// A PDF made in the test: pages of given content, in Helvetica (`/R`), its bold (`/B`) and its oblique (`/I`).
#[derive(Default)]
struct TestPdf {
    pages: Vec<Vec<u8>>,
    /// Entries of every page dictionary.
    page_entries: String,
    /// Entries of the font dictionary, such as `/T 20 0 R`.
    fonts: String,
    /// Entries of the resource dictionary.
    resources: String,
    /// Entries of the catalog and the trailer.
    catalog: String,
    trailer: String,
    /// Further objects as `(number, body)`, from number 100 on.
    objects: Vec<(usize, Vec<u8>)>,
}

impl TestPdf {
    fn page(content: &str) -> Self {
        Self::pages(&[content])
    }

    fn pages(contents: &[&str]) -> Self {
        Self { pages: contents.iter().map(|content| content.as_bytes().to_vec()).collect(), ..Self::default() }
    }

    fn object(mut self, number: usize, body: &str) -> Self {
        self.objects.push((number, body.as_bytes().to_vec()));
        self
    }

    fn stream(mut self, number: usize, entries: &str, data: &[u8]) -> Self {
        self.objects.push((number, stream_object(entries, data)));
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let mut kids = String::new();
        let mut objects = self.objects.clone();
        for (index, content) in self.pages.iter().enumerate() {
            let (page, stream) = (10 + 2 * index, 11 + 2 * index);
            write!(kids, "{page} 0 R ").unwrap();
            let body = format!("<< /Type /Page /Parent 2 0 R /Contents {stream} 0 R /StructParents {index} >>");
            objects.push((page, body.into_bytes()));
            objects.push((stream, stream_object("", content)));
        }
        let font = |name: &str| {
            format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>").into_bytes()
        };
        objects.push((3, font("Helvetica")));
        objects.push((4, font("Helvetica-Bold")));
        objects.push((5, font("Helvetica-Oblique")));
        objects.push((1, format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.catalog).into_bytes()));
        let tree = format!(
            "<< /Type /Pages /Kids [{kids}] /Count {} /MediaBox [0 0 600 800] {} \
             /Resources << /Font << /R 3 0 R /B 4 0 R /I 5 0 R {} >> {} >> >>",
            self.pages.len(),
            self.page_entries,
            self.fonts,
            self.resources
        );
        objects.push((2, tree.into_bytes()));
        objects.sort_by_key(|(number, _)| *number);

        let mut bytes = b"%PDF-1.7\n".to_vec();
        let mut xref = String::from("xref\n0 1\n0000000000 65535 f \n");
        for (number, body) in objects {
            write!(xref, "{number} 1\n{:010} 00000 n \n", bytes.len()).unwrap();
            bytes.extend(format!("{number} 0 obj\n").as_bytes());
            bytes.extend(body);
            bytes.extend(b"\nendobj\n");
        }
        let start = bytes.len();
        bytes.extend(xref.as_bytes());
        let trailer = format!("trailer\n<< /Size 1000 /Root 1 0 R {} >>\nstartxref\n{start}\n%%EOF\n", self.trailer);
        bytes.extend(trailer.as_bytes());
        bytes
    }

    fn read(&self) -> ExtractedDocument {
        extract::extract(Path::new("test.pdf"), &self.bytes()).unwrap().value
    }

    fn lines(&self) -> Vec<Line> {
        self.read().pages.into_iter().flat_map(|page| page.lines).collect()
    }

    fn texts(&self) -> Vec<String> {
        self.lines().into_iter().map(|line| line.text).collect()
    }

    fn refusal(&self) -> NotRead {
        refusal(&self.bytes())
    }
}

fn stream_object(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut body = format!("<< /Length {} {entries} >>\nstream\n", data.len()).into_bytes();
    body.extend(data);
    body.extend(b"\nendstream");
    body
}

fn refusal(bytes: &[u8]) -> NotRead {
    match extract::extract(Path::new("test.pdf"), bytes) {
        Err(Error::NotRead { reason, .. }) => reason,
        other => panic!("not refused: {:?}", other.map(|read| read.value.pages.len())),
    }
}

/// A line of 10-point text at a place.
fn at(x: f32, y: f32, text: &str) -> String {
    format!("BT /R 10 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n")
}

#[test]
fn words_are_parted_by_gaps_where_no_space_is_drawn() {
    let drawn = TestPdf::page("BT /R 10 Tf 50 700 Td [(illicit) -300 (traf) -20 (fic)] TJ ET");
    assert_eq!(drawn.texts(), ["illicit traffic"]);
}

#[test]
fn a_drawn_space_that_kerning_takes_back_does_not_split_a_word() {
    let drawn = TestPdf::page("BT /R 10 Tf 50 700 Td [(mutually reinforc ) 278 (ing)] TJ ET");
    assert_eq!(drawn.texts(), ["mutually reinforcing"]);
}

#[test]
fn letter_spacing_does_not_split_a_word() {
    let by_operator = TestPdf::page("BT /R 10 Tf 3 Tc 50 700 Td (COMMISSION ON NARCOTIC DRUGS) Tj ET");
    assert_eq!(by_operator.texts(), ["COMMISSION ON NARCOTIC DRUGS"]);
}

#[test]
fn a_hanging_number_is_parted_from_its_paragraph_by_a_tab() {
    let drawn = TestPdf::page(&(at(50.0, 700.0, "12.") + &at(80.0, 700.0, "Governments should")));
    assert_eq!(drawn.texts(), ["12.\tGovernments should"]);
    let numbers_last = at(80.0, 700.0, "Governments should")
        + &at(80.0, 688.0, "consider measures")
        + &at(80.0, 670.0, "They should")
        + &at(50.0, 700.0, "12.")
        + &at(50.0, 670.0, "13.");
    let expected = ["12.\tGovernments should", "consider measures", "13.\tThey should"];
    assert_eq!(TestPdf::page(&numbers_last).texts(), expected);
}

#[test]
fn a_raised_marker_stands_on_its_line_and_is_marked_raised() {
    let content = "BT /R 10 Tf 50 700 Td (the Protocol,) Tj /R 6.5 Tf 3.4 Ts (4) Tj /R 10 Tf 0 Ts ( the) Tj ET";
    let lines = TestPdf::page(content).lines();
    assert_eq!(lines[0].text, "the Protocol,4 the");
    let raised: Vec<&str> =
        lines[0].runs.iter().filter(|run| run.raised).map(|run| &lines[0].text[run.range.clone()]).collect();
    assert_eq!(raised, ["4 "]);
}

#[test]
fn bold_and_italic_runs_cover_the_line() {
    let content = "BT /I 10 Tf 50 700 Td (Recalling ) Tj /R 10 Tf (its ) Tj /B 10 Tf (resolution) Tj ET";
    let lines = TestPdf::page(content).lines();
    let runs: Vec<(&str, bool, bool)> =
        lines[0].runs.iter().map(|run| (&lines[0].text[run.range.clone()], run.bold, run.italic)).collect();
    assert_eq!(runs, [("Recalling ", false, true), ("its ", false, false), ("resolution", true, false)]);
}

#[test]
fn text_drawn_twice_to_look_bold_is_read_once() {
    let drawn = at(50.0, 700.0, "Chapter I") + &at(50.3, 700.0, "Chapter I");
    assert_eq!(TestPdf::page(&drawn).texts(), ["Chapter I"]);
}

#[test]
fn columns_are_read_one_after_the_other_and_rows_of_a_table_across() {
    let column = |x: f32, words: [&str; 3]| -> String {
        words.iter().zip([700.0, 688.0, 676.0]).map(|(word, y)| at(x, y, word)).collect()
    };
    let columns = column(50.0, ["Afghanistan", "Albania", "Algeria"]) + &column(300.0, ["Zambia", "Zimbabwe", "Palau"]);
    assert_eq!(TestPdf::page(&columns).texts(), ["Afghanistan", "Albania", "Algeria", "Zambia", "Zimbabwe", "Palau"]);
    let rows: String = [(700.0, "Heroin", "12"), (688.0, "Cocaine", "9")]
        .iter()
        .map(|(y, name, count)| at(50.0, *y, name) + &at(300.0, *y, count))
        .collect();
    assert_eq!(TestPdf::page(&rows).texts(), ["Heroin\t12", "Cocaine\t9"]);
}

#[test]
fn a_header_drawn_last_is_read_first() {
    let column = |x: f32| at(x, 700.0, "left over") + &at(x, 688.0, "right under");
    let drawn = column(50.0) + &column(300.0) + &at(50.0, 760.0, "E/2025/28");
    assert_eq!(TestPdf::page(&drawn).texts()[0], "E/2025/28");
}

#[test]
fn a_turned_page_is_read_as_displayed() {
    let mut turned = TestPdf::page(
        "BT /R 10 Tf 0 1 -1 0 100 50 Tm (first line) Tj ET BT /R 10 Tf 0 1 -1 0 112 50 Tm (second line) Tj ET",
    );
    assert_eq!(turned.texts(), ["first line", "second line"]);
    turned.page_entries = "/Rotate 90".to_owned();
    let document = turned.read();
    assert_eq!((document.pages[0].width, document.pages[0].height), (800.0, 600.0));
    let geometry = document.pages[0].lines[0].geometry.unwrap();
    assert_eq!((geometry.x0.round(), geometry.y.round()), (50.0, 100.0));
}

#[test]
fn a_symbol_set_sideways_in_the_margin_is_a_line_of_its_own() {
    let drawn = at(50.0, 700.0, "Table of seizures")
        + "BT /R 10 Tf 0 1 -1 0 580 500 Tm (E/2025/28) Tj ET\n"
        + &at(50.0, 688.0, "by region");
    assert_eq!(TestPdf::page(&drawn).texts(), ["Table of seizures", "by region", "E/2025/28"]);
}

#[test]
fn invisible_text_over_a_scan_is_read_and_text_off_the_page_or_too_small_is_not() {
    let drawn = format!("3 Tr {}", at(50.0, 700.0, "recognized"))
        + &at(50.0, -400.0, "below the page")
        + "BT /R 0.1 Tf 50 600 Td (speck) Tj ET";
    assert_eq!(TestPdf::page(&drawn).texts(), ["recognized"]);
}

#[test]
fn forms_are_read_where_they_are_drawn_and_a_form_that_draws_itself_ends() {
    let mut drawn = TestPdf::page("q 1 0 0 1 50 700 cm /F Do Q").stream(
        100,
        "/Type /XObject /Subtype /Form /BBox [0 0 600 800]",
        b"BT /R 10 Tf (inside a form) Tj ET /F Do",
    );
    drawn.resources = "/XObject << /F 100 0 R >>".to_owned();
    assert_eq!(drawn.texts()[0], "inside a form");
    let read = extract::extract(Path::new("test.pdf"), &drawn.bytes()).unwrap();
    assert_eq!(read.warnings[0].code, DiagnosticCode::LimitReached);
}

#[test]
fn ligatures_of_a_font_come_apart_and_its_own_map_is_believed() {
    let map = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange \
        3 beginbfchar <41> <FB01> <42> <00660066> <43> <00AD> endbfchar endcmap";
    let mut drawn = TestPdf::page("BT /T 10 Tf 50 700 Td (ABC) Tj ET").stream(100, "", map).object(
        101,
        "<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Serif-BoldItalicMT /FirstChar 65 /LastChar 67 \
         /Widths [500 500 300] /ToUnicode 100 0 R >>",
    );
    drawn.fonts = "/T 101 0 R".to_owned();
    let lines = drawn.lines();
    assert_eq!(lines[0].text, "fiff-");
    assert!(lines[0].runs[0].bold && lines[0].runs[0].italic);
}

#[test]
fn replacement_text_stands_for_the_glyphs_drawn() {
    let content = "BT /R 10 Tf 50 700 Td /Span << /ActualText (COPENHAGEN) >> BDC (copenhagen) Tj EMC ( call) Tj ET";
    assert_eq!(TestPdf::page(content).texts(), ["COPENHAGEN call"]);
}

#[test]
fn tags_tell_headings_notes_furniture_and_paragraphs_that_run_over_a_page() {
    let first = "/Artifact BMC BT /R 8 Tf 50 760 Td (E/2025/28) Tj ET EMC \
        /Chapter << /MCID 0 >> BDC BT /R 10 Tf 50 700 Td (I. Introduction) Tj ET EMC \
        /P << /MCID 1 >> BDC BT /R 10 Tf 50 670 Td (1. Runs over) Tj ET EMC \
        /Note << /MCID 2 >> BDC BT /R 8 Tf 50 60 Td (4 A note.) Tj ET EMC";
    let second = "/P << /MCID 0 >> BDC BT /R 10 Tf 50 700 Td (the page.) Tj ET EMC";
    let mut tagged = TestPdf::pages(&[first, second])
        .object(100, "<< /Type /StructTreeRoot /ParentTree 101 0 R /RoleMap << /Chapter /H2 >> >>")
        .object(101, "<< /Nums [0 [102 0 R 103 0 R 104 0 R] 1 [103 0 R]] >>")
        .object(102, "<< /S /Chapter /P 100 0 R >>")
        .object(103, "<< /S /P /P 100 0 R >>")
        .object(104, "<< /S /Note /P 104 0 R >>");
    tagged.catalog = "/StructTreeRoot 100 0 R".to_owned();
    let lines = tagged.lines();
    let roles: Vec<Role> = lines.iter().map(|line| line.role).collect();
    assert_eq!(roles, [Role::Artifact, Role::Heading(2), Role::Body, Role::Note, Role::Body]);
    assert!(lines[2].block.is_some());
    assert_eq!(lines[2].block, lines[4].block);
    assert_ne!(lines[1].block, lines[2].block);
}

#[test]
fn page_labels_are_those_of_the_file() {
    let mut labelled =
        TestPdf::pages(&[&at(50.0, 700.0, "Contents"), &at(50.0, 700.0, "Preface"), &at(50.0, 700.0, "Report")]);
    labelled.catalog = "/PageLabels << /Nums [0 << /S /r /St 3 >> 2 << /S /D /P (A-) >>] >>".to_owned();
    let labels: Vec<_> = labelled.read().pages.into_iter().map(|page| page.label.unwrap()).collect();
    assert_eq!(labels, ["iii", "iv", "A-1"]);
}

#[test]
fn a_file_that_gives_nothing_is_refused_with_its_reason() {
    assert_eq!(refusal(b""), NotRead::Empty);
    assert!(matches!(refusal(b"%PDF-1.7\nnothing that follows is a PDF"), NotRead::Damaged(_)));
    assert_eq!(TestPdf::pages(&["0 0 m 9 9 l S", "", "1 w"]).refusal(), NotRead::NoText { pages: 3 });
    let error = at(50.0, 700.0, "The document A/78/1 does not exist in the Official Document System");
    assert!(matches!(TestPdf::page(&error).refusal(), NotRead::ErrorPage(_)));
}

#[test]
fn a_file_that_needs_a_password_is_refused_as_encrypted() {
    let mut locked = TestPdf::page(&at(50.0, 700.0, "secret"))
        .object(100, &format!("<< /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >>", "5A".repeat(32)));
    locked.trailer =
        "/Encrypt 100 0 R /ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]".to_owned();
    assert_eq!(locked.refusal(), NotRead::Encrypted);
}

#[test]
fn a_page_tree_that_contains_itself_ends() {
    let looped = TestPdf::page(&at(50.0, 700.0, "the only page"));
    let bytes = String::from_utf8(looped.bytes()).unwrap().replace("/Kids [10 0 R ]", "/Kids [2 0 R 10 0 R 2 0 R]");
    let read = extract::extract(Path::new("test.pdf"), bytes.as_bytes()).unwrap();
    assert_eq!(read.value.pages.len(), 1);
}

#[test]
fn objects_that_never_end_are_refused_in_the_end() {
    // Each is looked for the end of all that follow, so that thousands of them would take a worker's whole time.
    let unclosed = format!("%PDF-1.7\n{}", "14 0 obj\n<< /Dt (D:2001) /Kids [3 0 R ".repeat(500));
    assert!(matches!(refusal(unclosed.as_bytes()), NotRead::Damaged(_)));
}

#[test]
fn a_form_that_draws_itself_twice_is_left_out_after_so_many_times() {
    let mut drawn = TestPdf::page(&(at(50.0, 700.0, "harmless") + "/F Do")).stream(
        100,
        "/Type /XObject /Subtype /Form /BBox [0 0 600 800]",
        b"/F Do /F Do",
    );
    drawn.resources = "/XObject << /F 100 0 R >>".to_owned();
    let read = extract::extract(Path::new("test.pdf"), &drawn.bytes()).unwrap();
    assert_eq!(read.value.pages[0].lines[0].text, "harmless");
    assert_eq!(read.warnings[0].code, DiagnosticCode::LimitReached);
}

#[test]
fn pages_over_the_limit_are_left_out_with_a_warning() {
    let bytes = TestPdf::pages(&[&at(50.0, 700.0, "first"), &at(50.0, 700.0, "second")]).bytes();
    let limits = extract::Limits { pages: 1, ..extract::Limits::default() };
    let read = extract::extract_within(Path::new("test.pdf"), &bytes, &limits).unwrap();
    assert_eq!(read.value.pages.len(), 1);
    assert_eq!(read.warnings[0].message, "2 pages, of which the first 1 were read");
}

#[test]
fn a_stream_that_unpacks_to_gigabytes_is_left_out() {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..80 {
        encoder.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    let mut drawn = TestPdf::page(&(at(50.0, 700.0, "harmless") + "/F Do")).stream(
        100,
        "/Subtype /Form /Filter /FlateDecode",
        &bomb,
    );
    drawn.resources = "/XObject << /F 100 0 R >>".to_owned();
    assert_eq!(drawn.texts(), ["harmless"]);
}

#[test]
fn an_object_stream_that_unpacks_to_gigabytes_refuses_the_file() {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..80 {
        encoder.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let entries = "/Type /ObjStm /N 1 /First 10 /Filter /FlateDecode";
    let drawn = TestPdf::page(&at(50.0, 700.0, "harmless")).stream(100, entries, &encoder.finish().unwrap());
    assert!(matches!(drawn.refusal(), NotRead::OverLimit(_)));
}

#[test]
fn a_page_of_a_hundred_thousand_one_letter_lines_is_read() {
    let mut content = String::from("BT /R 10 Tf 50 700 Td ");
    for index in 0..100_000 {
        write!(content, "{} {} Td (x) Tj ", index % 7, if index % 2 == 0 { 3 } else { -3 }).unwrap();
        if index % 50 == 0 {
            content.push_str("1 0 0 1 50 700 Tm ");
        }
    }
    content.push_str("ET");
    assert!(!TestPdf::page(&content).texts().is_empty());
}

#[test]
fn a_line_drawn_letter_by_letter_and_one_of_a_thousand_nested_states_are_read() {
    let nested = "q ".repeat(10_000) + &at(50.0, 700.0, "deep") + &"Q ".repeat(10_000);
    assert_eq!(TestPdf::page(&nested).texts(), ["deep"]);
    let arrays =
        format!("BT /R 10 Tf 50 700 Td {}{} TJ ET {}", "[".repeat(10_000), "]".repeat(10_000), at(50.0, 700.0, "kept"));
    let _ = extract::extract(Path::new("test.pdf"), &TestPdf::page(&arrays).bytes());
}

#[test]
fn a_tagged_session_report_is_read_as_printed() {
    let Some(path) = shared("reports/E_2025_28.en.pdf") else { return };
    let document = extract::extract(&path, &std::fs::read(&path).unwrap()).unwrap().value;
    assert_eq!(document.pages.len(), 65);
    let page = &document.pages[11];
    let find = |start: &str| page.lines.iter().find(|line| line.text.starts_with(start)).unwrap();
    assert_eq!(page.lines[0].text, "E/2025/28");
    assert_eq!(page.lines[0].role, Role::Artifact);
    let operative = find("1.\tEncourages");
    assert_eq!(operative.text, "1.\tEncourages Member States to implement scientific evidence-based drug");
    assert!(operative.runs.iter().any(|run| run.italic && operative.text[run.range.clone()].starts_with("Encourages")));
    assert_eq!(operative.block, find("use prevention programmes").block);
    let note = document.pages[13].lines.iter().find(|line| line.role == Role::Note).unwrap();
    assert_eq!(note.text, "14 General Assembly resolution 70/1.");
    assert!(note.runs[0].raised);
}

#[test]
fn a_typewritten_page_of_1990s_software_keeps_its_paragraph_numbers() {
    let Some(path) = shared("reports/A_52_613.en.pdf") else { return };
    let document = extract::extract(&path, &std::fs::read(&path).unwrap()).unwrap().value;
    let texts: Vec<&str> = document.pages[1].lines.iter().map(|line| line.text.as_str()).collect();
    assert!(texts.contains(&"3.\tAt its 2nd meeting, on 30 September 1997, the Fourth Committee decided to"));
    assert!(texts.contains(&"Guam\t)\tA/52/23 (Part VI), chapter X"));
}

#[test]
fn scans_and_error_pages_among_real_files_are_named() {
    let read = |name: &str| shared(name).map(|path| refusal(&std::fs::read(path).unwrap()));
    let Some(scan) = read("reports/A_45_696_Add.1.en.pdf") else { return };
    assert_eq!(scan, NotRead::NoText { pages: 22 });
    assert!(matches!(read("reports/A_78_1.en.pdf"), Some(NotRead::ErrorPage(_))));
    assert!(matches!(read("reports/E_2024_50.en.pdf"), Some(NotRead::ErrorPage(_))));
}

#[test]
fn runs_cover_every_line_of_every_real_file_and_no_white_space_is_doubled() {
    let Some(folder) = shared("reports") else { return };
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for path in files {
        let Ok(read) = extract::extract(&path, &std::fs::read(&path).unwrap()) else { continue };
        for line in read.value.pages.iter().flat_map(|page| &page.lines) {
            let (first, last) = (line.runs.first().unwrap(), line.runs.last().unwrap());
            assert_eq!((first.range.start, last.range.end), (0, line.text.len()), "{}: {}", path.display(), line.text);
            assert!(line.runs.windows(2).all(|pair| pair[0].range.end == pair[1].range.start));
            assert_eq!(line.text.trim(), line.text);
            assert!(!line.text.contains("  ") && !line.text.contains(|c: char| c.is_control() && c != '\t'));
        }
    }
}
