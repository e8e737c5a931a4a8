//! Detect: which format a file is in, by its content first and its name second.
//!
//! Input: the bytes and the path. Output: a [`Format`], or the reason why the file cannot be read. It reads
//! signatures only; whether a file that looks right is whole is found out by its extractor.

use std::path::Path;

use super::Format;
use crate::error::NotRead;

/// Bytes in which the signature of a PDF may stand: readers of PDF accept junk before it (ISO 32000-1, annex H.3.4.1).
const PDF_SIGNATURE_WINDOW: usize = 1024;

/// Bytes looked at to tell text from binary data and HTML from text.
const SAMPLE: usize = 64 << 10;

/// Of so many bytes of text at most one is a control character. Text conversions have a few, binary data a tenth.
const BYTES_PER_CONTROL: usize = 50;

/// Control characters that are let pass whatever the length, so that a short text with one stray byte stays text.
const STRAY_CONTROLS: usize = 4;

/// Signatures at the start of a file, and what they say. The sentence ends with the way out, where there is one.
const SIGNATURES: [(&[u8], &str); 14] = [
    (b"{\\rtf", "RTF: save it as .docx or PDF, e.g. `libreoffice --headless --convert-to docx FILE`"),
    (b"\xFFWPC", "WordPerfect: save it as .docx or PDF, e.g. `libreoffice --headless --convert-to docx FILE`"),
    (b"%!PS", "PostScript: convert it to PDF, e.g. `ps2pdf FILE`"),
    (b"AT&TFORM", "DjVu: convert it to PDF, e.g. `ddjvu -format=pdf FILE FILE.pdf`"),
    (b"\xFF\xD8\xFF", "JPEG image: run it through OCR first"),
    (b"\x89PNG\r\n", "PNG image: run it through OCR first"),
    (b"II*\0", "TIFF image: run it through OCR first"),
    (b"MM\0*", "TIFF image: run it through OCR first"),
    (b"GIF8", "GIF image: run it through OCR first"),
    (b"\x1F\x8B", "gzip archive: unpack it first"),
    (b"7z\xBC\xAF\x27\x1C", "7-Zip archive: unpack it first"),
    (b"Rar!", "RAR archive: unpack it first"),
    (b"MIME-Version:", "web archive (.mht): save the page as HTML"),
    (b"SQLite format 3\0", "SQLite database"),
];

/// Signature of the container of legacy Office files.
const OLE_SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Signature of a ZIP archive, the container of `.docx` and of many other formats.
const ZIP_SIGNATURE: &[u8] = b"PK\x03\x04";

/// Extensions of text that is data or program source, not a report.
const DATA_EXTENSIONS: [&str; 22] = [
    "bib", "c", "css", "csv", "h", "ini", "js", "json", "jsonl", "lock", "log", "py", "ris", "rs", "sh", "svg", "tex",
    "toml", "tsv", "xml", "yaml", "yml",
];

/// The format of a file, or why it is not read.
pub(super) fn format(path: &Path, bytes: &[u8]) -> Result<Format, NotRead> {
    let extension = extension(path);
    if bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Err(NotRead::Empty);
    }
    if contains(bytes.get(..PDF_SIGNATURE_WINDOW).unwrap_or(bytes), b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(OLE_SIGNATURE) {
        return Err(legacy_office(&extension, bytes));
    }
    if bytes.starts_with(ZIP_SIGNATURE) {
        return zip(&extension, bytes);
    }
    let content = if let Some((_, name)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        Err(NotRead::Format((*name).to_owned()))
    } else if is_binary(bytes) {
        Err(NotRead::Format(binary_name(&extension)))
    } else if is_html(bytes) {
        Ok(Format::Html)
    } else {
        Ok(Format::Text)
    };
    match (extension.as_str(), content) {
        ("pdf", content) => Err(NotRead::Damaged(format!("the name says PDF, but it is {}", name_of(&content)))),
        ("docx", content) => Err(NotRead::Damaged(format!("the name says Word, but it is {}", name_of(&content)))),
        ("html" | "htm" | "xhtml", Ok(Format::Text)) => Ok(Format::Html),
        (data, Ok(Format::Text)) if DATA_EXTENSIONS.contains(&data) => {
            Err(NotRead::Format(format!(".{data} (data or program source)")))
        }
        (_, content) => content,
    }
}

/// Whether the name says that a text is Markdown.
pub(super) fn is_markdown(path: &Path) -> bool {
    matches!(extension(path).as_str(), "md" | "markdown" | "mkd")
}

fn extension(path: &Path) -> String {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// What a mislabelled file is, for the sentence that says so.
fn name_of(content: &Result<Format, NotRead>) -> String {
    match content {
        Ok(Format::Html) => "a web page".to_owned(),
        Err(NotRead::Format(name)) => name.split(':').next().unwrap_or(name).to_owned(),
        _ => "plain text".to_owned(),
    }
}

/// A ZIP archive: `.docx` by the part that holds its text, others by what they say of themselves.
fn zip(extension: &str, bytes: &[u8]) -> Result<Format, NotRead> {
    // Names of parts stand uncompressed in the archive's local headers and its directory.
    if contains(bytes, b"word/document") || extension == "docx" {
        return Ok(Format::Docx);
    }
    let name = if contains(bytes, b"application/vnd.oasis.opendocument.text") {
        "OpenDocument (.odt): save it as .docx or PDF, e.g. `libreoffice --headless --convert-to docx FILE`"
    } else if contains(bytes, b"application/epub+zip") {
        "EPUB: save it as HTML or PDF"
    } else if contains(bytes, b"xl/workbook") {
        "Excel (.xlsx): save it as PDF"
    } else if contains(bytes, b"ppt/presentation") {
        "PowerPoint (.pptx): save it as PDF"
    } else {
        "ZIP archive: unpack it first"
    };
    Err(NotRead::Format(name.to_owned()))
}

/// An OLE container: legacy Word above all; also what Word makes of a `.docx` with a password.
fn legacy_office(extension: &str, bytes: &[u8]) -> NotRead {
    let utf16 = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    if contains(bytes, &utf16("EncryptedPackage")) {
        return NotRead::Encrypted;
    }
    NotRead::Format(match extension {
        "xls" => ".xls (legacy Excel): save it as PDF".to_owned(),
        "ppt" => ".ppt (legacy PowerPoint): save it as PDF".to_owned(),
        "msg" => ".msg (Outlook message): save it as HTML".to_owned(),
        _ => ".doc (legacy Word): save it as .docx or PDF, e.g. `libreoffice --headless --convert-to docx FILE`"
            .to_owned(),
    })
}

fn binary_name(extension: &str) -> String {
    if extension.is_empty() { "unknown (binary data)".to_owned() } else { format!(".{extension} (binary data)") }
}

/// Whether the start of a file has more control characters than any text. UTF-16 with its mark is text.
fn is_binary(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return false;
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let controls = sample.iter().filter(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()).count();
    controls > STRAY_CONTROLS + sample.len() / BYTES_PER_CONTROL
}

/// Whether a text is a page of HTML or XHTML: it opens with one of the tags that only a page opens with.
fn is_html(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    // UTF-16 reads as ASCII with the zeros left out, near enough to see a tag.
    let sample: Vec<u8> = sample.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect();
    let text = String::from_utf8_lossy(&sample);
    let mut text = text.trim_start_matches(['\u{feff}', '\u{fffd}', ' ', '\t', '\r', '\n']);
    // Comments and the XML declaration may stand before the first tag.
    loop {
        let end = if text.starts_with("<!--") {
            "-->"
        } else if text.starts_with("<?") {
            "?>"
        } else {
            break;
        };
        let Some((_, rest)) = text.split_once(end) else { return false };
        text = rest.trim_start();
    }
    ["<!doctype html", "<html", "<head", "<body", "<meta ", "<title"].iter().any(|tag| text.starts_with(tag))
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(haystack, needle).is_some()
}
