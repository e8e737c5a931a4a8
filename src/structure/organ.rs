//! The short forms of the organs whose resolutions and decisions are cited, such as `CND resolution 68/1`.

use crate::citation::DocumentSymbol;

/// Names as they stand on mastheads and in opening lines, with the short form that a citation uses and the beginning of
/// the organ's document symbols. Organs that are not here are cited by their full names.
const ORGANS: [(&str, &str, &str); 4] = [
    ("commission on narcotic drugs", "CND", "E/CN.7/"),
    ("economic and social council", "ECOSOC", "E/"),
    ("general assembly", "GA", "A/"),
    ("international narcotics control board", "INCB", "E/INCB/"),
];

/// The short form of an organ by its name, where `name` ends with or is that of a known one.
pub(super) fn short_form(name: &str) -> Option<&'static str> {
    let name = name.trim().trim_end_matches([',', ':']).to_lowercase();
    let name = name.strip_prefix("the ").unwrap_or(&name);
    ORGANS.iter().find(|(full, ..)| name == *full).map(|(_, short, _)| *short)
}

/// The short form of the organ to whose series a symbol belongs; the longest matching series decides.
pub(super) fn of_symbol(symbol: &DocumentSymbol) -> Option<&'static str> {
    ORGANS
        .iter()
        .filter(|(.., series)| symbol.as_str().starts_with(series))
        .max_by_key(|(.., series)| series.len())
        .map(|(_, short, _)| *short)
}
