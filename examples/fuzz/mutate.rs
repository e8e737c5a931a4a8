//! Damage to files, at random but repeatable: the same seed makes the same file.
//!
//! Bytes are changed as accidents and attackers change them (flipped, cut, repeated a thousand times, spliced with
//! another file, words of the format put in the wrong place), Word documents inside their archive too, and laid-out
//! documents line by line.

use std::io::{Cursor, Read, Write};

use cnd::extract::{ExtractedDocument, Geometry, Line, Role};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A source of random numbers that is the same everywhere (SplitMix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`; 0 where the bound is 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        if bound == 0 { 0 } else { (self.next() % bound as u64) as usize }
    }

    /// One of several.
    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// Words that mean something to a reader of each format.
const PDF_WORDS: &[&str] = &[
    " obj ",
    " endobj ",
    " stream\n",
    " endstream ",
    " xref ",
    " trailer ",
    "<<",
    ">>",
    "[",
    "]",
    "(",
    ")",
    "\\",
    " R ",
    " /Kids ",
    " /Parent 2 0 R ",
    " /Contents ",
    " /Length 99999999 ",
    " /Length -1 ",
    " /Filter /FlateDecode ",
    " /Filter [/ASCIIHexDecode /LZWDecode] ",
    " /Type /ObjStm ",
    " /Type /XRef ",
    " /W [1 2 1] ",
    " /W [0 0 0] ",
    " /Prev 0 ",
    " /Root 2 0 R ",
    " /ToUnicode ",
    " /Widths ",
    " /FirstChar -5 ",
    " /Encoding /Identity-H ",
    " /DecodeParms << /Predictor 12 /Columns 99999 >> ",
    " /StructParents 0 ",
    " /Rotate 90 ",
    " /MediaBox [0 0 1e30 -1] ",
    " BT ",
    " ET ",
    " Tj ",
    " TJ ",
    " Tf ",
    " Td ",
    " Tm ",
    " 0 0 0 0 0 0 cm ",
    " 1e38 0 0 1e38 0 0 Tm ",
    " q ",
    " Q ",
    " BDC ",
    " EMC ",
    " Do ",
    " BI ",
    " ID ",
    " EI ",
    " beginbfrange <00> <ffffffff> <0041> endbfrange ",
    " 1 begincodespacerange <00> <ffff> endcodespacerange ",
    "99999999999999999999",
    "-2147483648",
    "0.0000001",
    "NaN",
];
const HTML_WORDS: &[&str] = &[
    "<table>",
    "<tr>",
    "<td colspan=99999999>",
    "</table>",
    "<ol start=-9>",
    "<ol type=i start=4000>",
    "<li>",
    "<p>",
    "<br>",
    "<div>",
    "</div>",
    "<sup>",
    "</sup>",
    "<h2>",
    "</h2>",
    "<pre>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<![CDATA[",
    "&#0;",
    "&#x110000;",
    "&nbsp;",
    "&shy;",
    "<plaintext>",
    "<textarea>",
    "<svg>",
    "<a href='#'>",
    "</a>",
    "<meta charset=utf-16>",
    "<aside>",
    "<main>",
    "\u{0}",
    "<!DOCTYPE ",
    "<?xml encoding=\"windows-1252\"?>",
];
const TEXT_WORDS: &[&str] = &[
    "\n1. ",
    "\n2. ",
    "\n12. ",
    "\n999999999999. ",
    "\n(a) ",
    "\n(i) ",
    "\n(aa) ",
    "\nI. ",
    "\nIV. ",
    "\nChapter I\n",
    "\nAnnex\n",
    "\nAnnex II\n",
    "\nContents\n",
    ".......... 12\n",
    "\u{c}",
    "\t",
    "   ",
    "\nE/CN.7/2003/7\n",
    "\nPage 2\n",
    "\nResolution 45/15\n",
    "\nThe Commission on Narcotic Drugs,\n",
    "\nRecalling ",
    "\nRequests ",
    "\nDecides ",
    "\nDraft resolution I\n",
    "(((((((((",
    ")))))))))",
    "\n____________\n",
    "\n* ",
    "\n4 ",
    " 73 e ",
    "Protocol,4 the",
    "\u{ad}",
    "\u{202e}",
    "\u{1b}[31m",
    "\u{0}",
    "\n\n\n",
    "\n| a | b |\n",
    "\n## ",
    "\u{feff}",
    "\u{fffd}",
    "1 2 3 4 5 6 7 8 9 10 11 12 ",
    "30 December 2002",
];
const XML_WORDS: &[&str] = &[
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>",
    "</w:t>",
    "<w:tbl>",
    "<w:tr>",
    "<w:tc>",
    "</w:tbl>",
    "<w:br w:type=\"page\"/>",
    "<w:pStyle w:val=\"x\"/>",
    "<w:numPr><w:ilvl w:val=\"99\"/><w:numId w:val=\"1\"/></w:numPr>",
    "<w:footnoteReference w:id=\"1\"/>",
    "<w:fldChar w:fldCharType=\"begin\"/>",
    "<w:instrText>HYPERLINK</w:instrText>",
    "<w:del>",
    "<w:ins>",
    "<mc:AlternateContent>",
    "<w:sdt>",
    "<w:txbxContent>",
    "&amp;",
    "&bomb;",
    "<!DOCTYPE x [<!ENTITY bomb \"&bomb;&bomb;\">]>",
    "<![CDATA[",
    "]]>",
    "w:val=\"-1\"",
    "<w:basedOn w:val=\"x\"/>",
    "<w:start w:val=\"4294967295\"/>",
    "<w:lvlText w:val=\"%1.%9\"/>",
    "<w:tab/>",
    "<w:softHyphen/>",
];

/// The words of a file's format, by its extension.
fn words(extension: &str) -> &'static [&'static str] {
    match extension {
        "pdf" => PDF_WORDS,
        "html" => HTML_WORDS,
        "xml" => XML_WORDS,
        _ => TEXT_WORDS,
    }
}

/// A damaged copy of a file, of `most` bytes at most; `other` is a file to splice with.
pub(crate) fn file(random: &mut Random, extension: &str, bytes: &[u8], other: &[u8], most: usize) -> Vec<u8> {
    // The parts of an archive are packed, so that damage from outside would seldom reach them.
    if extension == "docx"
        && random.below(5) > 0
        && let Some(rewritten) = archive(random, bytes, most)
    {
        return rewritten;
    }
    damaged(random, bytes, other, words(extension), most)
}

fn damaged(random: &mut Random, bytes: &[u8], other: &[u8], words: &[&str], most: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + random.below(8) {
        let at = random.below(bytes.len() + 1);
        let end = (at + 1 + random.below(64)).min(bytes.len());
        match random.below(10) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            1 if at < bytes.len() => bytes[at] = random.below(256) as u8,
            2 => drop(bytes.drain(at.min(end)..end)),
            3 => bytes.truncate(at),
            4 => {
                let from = random.below(other.len());
                let to = (from + random.below(4_096)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            5 => {
                let piece: Vec<u8> = bytes[at.min(end)..end].to_vec();
                let times = [2, 2, 2, 20, 20, 50, 1_000, 20_000][random.below(8)];
                repeat(&mut bytes, at, &piece, times, most);
            }
            6 => repeat(
                &mut bytes,
                at,
                random.pick(words).as_bytes(),
                [1, 1, 1, 20, 20, 100, 100, 10_000][random.below(8)],
                most,
            ),
            7 => number(random, &mut bytes, at),
            _ => {
                let word = random.pick(words).as_bytes();
                let end = (at + word.len()).min(bytes.len());
                bytes.splice(at..if random.below(2) == 0 { at } else { end }, word.iter().copied());
            }
        }
    }
    bytes.truncate(most);
    bytes
}

fn repeat(bytes: &mut Vec<u8>, at: usize, piece: &[u8], times: usize, most: usize) {
    let room = most.saturating_sub(bytes.len()) / piece.len().max(1);
    let piece = piece.repeat(times.min(room));
    bytes.splice(at..at, piece);
}

/// Puts another number in place of the next one after `at`.
fn number(random: &mut Random, bytes: &mut Vec<u8>, at: usize) {
    let digit = |byte: &u8| byte.is_ascii_digit();
    let Some(start) = bytes[at..].iter().position(digit).map(|found| at + found) else { return };
    let end = bytes[start..].iter().position(|byte| !digit(byte)).map_or(bytes.len(), |found| start + found);
    let numbers = [
        "0",
        "1",
        "-1",
        "2",
        "13",
        "255",
        "256",
        "65535",
        "65536",
        "2147483647",
        "4294967296",
        "9999999999999999999999",
    ];
    bytes.splice(start..end, random.pick(&numbers).bytes());
}

/// A Word document with damage inside one of its parts.
fn archive(random: &mut Random, bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let chosen = random.below(archive.len());
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        let name = part.name().ok()?.into_owned();
        let is_text = name == "word/document.xml";
        if index == chosen || (is_text && random.below(2) == 0) {
            content = damaged(random, &content, bytes, XML_WORDS, most);
        }
        copy.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).ok()?;
        copy.write_all(&content).ok()?;
    }
    Some(copy.finish().ok()?.into_inner())
}

/// A damaged copy of a laid-out document, as an extractor could have made it of another file: its lines keep their promises.
pub(crate) fn document(random: &mut Random, document: &ExtractedDocument) -> ExtractedDocument {
    let mut document = document.clone();
    for _ in 0..1 + random.below(12) {
        let pages = document.pages.len();
        let (from, to) = (random.below(pages), random.below(pages));
        match random.below(8) {
            0 => document.pages.swap(from, to),
            1 if pages > 1 => drop(document.pages.remove(from)),
            2 => {
                document.pages[from].label =
                    Some(random.pick(&["iv", "22", "4/21", "x", "999999999999", "–"]).to_string())
            }
            _ => lines(random, &mut document.pages[from].lines),
        }
    }
    document
}

fn lines(random: &mut Random, lines: &mut Vec<Line>) {
    /// Characters of the longest line that is made.
    const LONGEST_LINE: usize = 20_000;

    if lines.is_empty() {
        return;
    }
    let (at, other) = (random.below(lines.len()), random.below(lines.len()));
    match random.below(9) {
        0 => lines.swap(at, other),
        1 => drop(lines.remove(at)),
        2 => {
            let copies = vec![lines[at].clone(); [1, 5, 500][random.below(3)]];
            lines.splice(other..other, copies);
        }
        3 => {
            lines[at].role = *random.pick(&[
                Role::Body,
                Role::Artifact,
                Role::Heading(1),
                Role::Note,
                Role::TableRow,
                Role::ContentsEntry,
            ])
        }
        4 => lines[at].block = [None, Some(0), Some(7)][random.below(3)],
        5 => {
            let extremes = [0.0, -1e9, 1e9, 72.0, f32::MIN_POSITIVE];
            let mut extreme = || *random.pick(&extremes);
            lines[at].geometry = Some(Geometry { x0: extreme(), x1: extreme(), y: extreme() });
        }
        6 => {
            // A line without its style keeps its text.
            lines[at].runs.clear();
            lines[at].blank_before = !lines[at].blank_before;
        }
        _ => {
            let line = &mut lines[at];
            let damaged = damaged(random, line.text.as_bytes(), b"1. (a) (i) Annex", TEXT_WORDS, LONGEST_LINE);
            let text: String = String::from_utf8_lossy(&damaged)
                .chars()
                .filter(|c| !c.is_control() || *c == '\t')
                .take(LONGEST_LINE)
                .collect();
            line.text = text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").trim().to_owned();
            line.runs.clear();
            if line.text.is_empty() {
                line.text.push('x');
            }
        }
    }
}
