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

/// Whether two names are those of one organ, each in full or in its short form.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let short = |name: &str| short_form(name).map_or_else(|| name.to_uppercase(), str::to_owned);
    short(one) == short(other)
}

/// The short form of the organ to whose series a symbol belongs. `E/2025/28` is the Council's; `E/CN.9/2025/7` is that of
/// a subsidiary body and says nothing of the Council.
pub(super) fn of_symbol(symbol: &DocumentSymbol) -> Option<&'static str> {
    let own = |series: &str| {
        let rest = symbol.as_str().strip_prefix(series)?;
        (rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with("RES/")).then_some(())
    };
    ORGANS.iter().find(|(.., series)| own(series).is_some()).map(|(_, short, _)| *short)
}
