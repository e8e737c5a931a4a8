//! What the passages of a document are cited by: its symbol, or where it bears none, the name of its file.
//!
//! Input: the front matter and the file's name. Output: a [`CitedSource`]. The masthead always comes first; the archive's
//! way of naming files is consulted only where no symbol could be read, as in a scan, and the reader is told.

use std::sync::LazyLock;

use regex::Regex;

use super::FrontMatter;
use super::pattern::{pattern, symbols};
use crate::citation::{CitedSource, DocumentSymbol};
use crate::diagnostic::{Diagnostic, DiagnosticCode};

/// First elements that a symbol taken from a file's name may have. Other capitals with numbers behind them, such as
/// `REPORT_2025_1`, are nobody's symbol.
const ORGANS: [&str; 22] = [
    "A", "CAT", "CCPR", "CED", "CEDAW", "CERD", "CMW", "CRC", "CRPD", "DP", "E", "FCCC", "ICCD", "JIU", "S", "ST", "T",
    "TD", "UNDCP", "UNEP", "UNFPA", "UNODC",
];

/// Completes the symbols of the front matter from the file's name where the masthead gave none, and says what passages
/// are cited by.
pub(super) fn of(name: &str, front: &mut FrontMatter) -> (CitedSource, Option<Diagnostic>) {
    if let Some(symbol) = front.symbols.first() {
        return (CitedSource::Document(symbol.clone()), None);
    }
    let warned = |message| Some(Diagnostic::new(DiagnosticCode::NoSymbol, message));
    front.symbols = named_symbols(name);
    match front.symbols.first() {
        Some(symbol) => {
            let message = format!("no symbol can be read on the masthead; {symbol} is taken from the name of the file");
            (CitedSource::Document(symbol.clone()), warned(message))
        }
        None => {
            let message = "the document bears no symbol, so it is cited by the name of its file".to_owned();
            (CitedSource::File(name.to_owned()), warned(message))
        }
    }
}

/// The symbols in a file's name as the archive writes them: `_` for `/`, then the language, as in `E_CN.4_149.en.pdf`.
fn named_symbols(name: &str) -> Vec<DocumentSymbol> {
    static LANGUAGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)[._-](?:ar|en|es|fr|ru|zh)$"));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let printed = LANGUAGE.replace(stem, "").replace('_', "/");
    let found = symbols(&printed);
    let is_of_organ = |symbol: &&str| symbol.split('/').next().is_some_and(|first| ORGANS.contains(&first));
    if found.iter().all(is_of_organ) { found.into_iter().map(DocumentSymbol::new).collect() } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Vec<String> {
        named_symbols(name).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_file_named_by_the_archive_tells_its_symbol() {
        assert_eq!(named("E_CN.4_149.en.pdf"), ["E/CN.4/149"]);
        assert_eq!(named("A_RES_80_7-EN.pdf"), ["A/RES/80/7"]);
        assert_eq!(named("S_RES_2768 (2025).en.pdf"), ["S/RES/2768 (2025)"]);
        assert_eq!(named("A_ES-10_1043, S_2025_529.en.pdf"), ["A/ES-10/1043", "S/2025/529"]);
    }

    #[test]
    fn other_names_tell_none() {
        for name in ["policy-brief.pdf", "REPORT_2025_1.pdf", "***.en.pdf", "UNDoc-4077798.en.pdf", "A_B_C.pdf", ""] {
            assert!(named(name).is_empty(), "{name}");
        }
    }
}
