//! The short forms of the organs whose resolutions and decisions are cited, such as `CND resolution 68/1`.

use crate::citation::DocumentSymbol;

/// Names as they stand on mastheads and in opening lines, with the short form that a citation uses and the beginning of
/// the organ's document symbols.
const ORGANS: [(&str, &str, &str); 15] = [
    ("commission on narcotic drugs", "CND", "E/CN.7/"),
    ("commission on crime prevention and criminal justice", "CCPCJ", "E/CN.15/"),
    ("commission on the status of women", "CSW", "E/CN.6/"),
    ("commission for social development", "CSocD", "E/CN.5/"),
    ("commission on population and development", "CPD", "E/CN.9/"),
    ("commission on science and technology for development", "CSTD", "E/CN.16/"),
    ("commission on human rights", "CHR", "E/CN.4/"),
    ("statistical commission", "StatCom", "E/CN.3/"),
    ("united nations forum on forests", "UNFF", "E/CN.18/"),
    ("human rights council", "HRC", "A/HRC/"),
    ("economic and social council", "ECOSOC", "E/"),
    ("general assembly", "GA", "A/"),
    ("security council", "SC", "S/"),
    ("trade and development board", "TDB", "TD/B/"),
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
