//! Head: the top of a masthead, with the symbol, the distribution, the date and the organ.
//!
//! Input: the text of one cell. Output: what it is, as a [`HeadItem`]. It knows nothing of positions.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::pattern::{pattern, symbols};

/// What a cell of the head is, by example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum HeadItem {
    /// `United Nations`, the large `E` beside it.
    UnitedNations,
    /// `E/2025/26-E/CN.5/2025/6`
    Symbols(Vec<String>),
    /// `Distr.: General 30 December 2002`, with the date where it has one.
    Distribution(Option<String>),
    /// `30 December 2002`
    Date(String),
    /// `Original: English`, `English only`
    Original,
    /// Anything else: the organ, or what stands below the head.
    Other,
}

/// The months in English, French and Spanish.
pub(super) const MONTH: &str = "(?i:January|February|March|April|May|June|July|August|September|October|November|December|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)";

static DATE: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"\b\d{{1,2}}(?:er)?(?: de)? {MONTH}(?: de)? \d{{4}}\b")));

/// The date that is all of a text, without brackets and asterisks.
pub(super) fn date(text: &str) -> Option<String> {
    if !has_figure(text) {
        return None;
    }
    let text = legible(text.trim().trim_matches(['[', ']', '*', ' ']));
    DATE.find(&text).filter(|found| found.len() == text.len()).map(|found| found.as_str().to_owned())
}

/// Whether a text has a figure, without which it has no date.
pub(super) fn has_figure(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// A text whose figures a typewriter wrote with the letter l, or character recognition took for letters:
/// `l2 December l985`, `17 June 19^8`, where the 4 of a typewriter was read as another mark.
pub(super) fn legible(text: &str) -> Cow<'_, str> {
    static GARBLED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b(?:[lIO]+\d[\dlIO]*|\d+[lIO][\dlIO]*|19[\^kUh]\d)\b"));
    GARBLED.replace_all(text, |found: &Captures| {
        found[0].replace(['l', 'I'], "1").replace('O', "0").replace(['^', 'k', 'U', 'h'], "4")
    })
}

/// The first date anywhere in a text.
pub(super) fn first_date(text: &str) -> Option<String> {
    DATE.find(text).map(|found| found.as_str().to_owned())
}

/// The name of the organization, beside which text without columns prints the symbol.
const NAMES: [&str; 4] = ["United Nations", "Nations Unies", "Naciones Unidas", "Организация Объединенных Наций"];

/// Classifies one cell.
pub(super) fn item(text: &str) -> HeadItem {
    static UNITED_NATIONS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?i:united ?nations|united|nations|nations unies|united nations nations unies|naciones unidas|организация объединенных наций)(?: [A-Z]{1,4})?|[A-Z]{1,2}|ST|TD|DP)$",
        )
    });
    static DISTRIBUTION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:Dist\s?r?c?\s?\.?|Dis\s?[tc]r\s?\.?|DISTR\.?)\s*:?\s*(?i:(?:general|limited|restricted|g[ée]n[ée]rale?|limit[ée]e|limitada)\b)?(.{0,60})$",
        )
    });
    static LANGUAGE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:original|оригинал|origine)\s?:.{0,40}$|^(?:english|french|spanish|fran[çc]ais|espa[ñn]ol|arabic|russian|chinese)(?:\s*(?:only|seulement|,? ?and .{1,20}|original\s?:.{1,20}))?$|^\(?(?:general|limited|restricted|unrestricted|g[ée]n[ée]rale)$|^(?:english|french|spanish|russian)(?:/(?:english|french|spanish|russian))*\s*(?:only)?$|^(?:(?:arabic|chinese|english|french|russian|spanish)(?:, | and )?){2,6} only\**$",
        )
    });
    if UNITED_NATIONS.is_match(text) {
        return HeadItem::UnitedNations;
    }
    let name = NAMES.iter().find_map(|name| text.strip_prefix(name));
    // `∗ UNODC/SUBCOM/48/CRP.1`: the mark of a note beside the symbol.
    let own = name.unwrap_or(text).trim().trim_start_matches(['*', ' ']);
    let found = symbols(own);
    if !found.is_empty() {
        return HeadItem::Symbols(found.into_iter().map(str::to_owned).collect());
    }
    if let Some(symbol) = garbled_symbol(own) {
        return HeadItem::Symbols(vec![symbol]);
    }
    if let Some(date) = date(text) {
        return HeadItem::Date(date);
    }
    if let Some(found) = DISTRIBUTION.captures(text) {
        // `Distr. E/RES/1973/1779(LIV)`
        let found_symbols = found.get(1).map_or_else(Vec::new, |rest| symbols(rest.as_str()));
        if !found_symbols.is_empty() {
            return HeadItem::Symbols(found_symbols.into_iter().map(str::to_owned).collect());
        }
        return HeadItem::Distribution(found.get(1).and_then(|rest| first_date(rest.as_str())));
    }
    if LANGUAGE.is_match(text) {
        return HeadItem::Original;
    }
    HeadItem::Other
}

/// The symbol of a subsidiary organ as character recognition garbles it: `E / C N A/109` is `E/CN.4/109`. The full stop is
/// lost, white space comes in, and a 4 is read as an A.
fn garbled_symbol(text: &str) -> Option<String> {
    static GARBLED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?P<organ>[A-Z])/(?P<kind>CN|AC|SC|CONF|WG)[.,]?(?P<body>[A\d]\d{0,2})/(?P<rest>[A-Za-z0-9./]{1,20})$",
        )
    });
    let solid: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let found = GARBLED.captures(&solid).filter(|_| text.len() < 40)?;
    let get = |name: &str| found.name(name).map_or("", |part| part.as_str());
    let body = get("body").replace('A', "4");
    Some(format!("{}/{}.{body}/{}", get("organ"), get("kind"), get("rest")))
}

/// The principal organs, as the head names them.
const ORGANS: [&str; 9] = [
    "General Assembly",
    "Security Council",
    "Economic and Social Council",
    "Trusteeship Council",
    "Assemblée générale",
    "Conseil de sécurité",
    "Conseil économique et social",
    "Asamblea General",
    "Consejo Económico y Social",
];

/// Whether a text is the name of a principal organ.
pub(super) fn is_principal_organ(text: &str) -> bool {
    ORGANS.iter().any(|organ| organ.eq_ignore_ascii_case(text.trim()))
}

/// The principal organ whose name a text begins with.
pub(super) fn organ_at_start(text: &str) -> Option<&'static str> {
    let begins = |organ: &&&str| text.get(..organ.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(organ));
    ORGANS.iter().find(begins).copied()
}

/// Organ and body, parted anew where the name of a principal organ ran over into the body: `ECONOMIC AND` and
/// `SOCIAL COUNCIL COMMISSION ON NARCOTIC DRUGS`.
pub(super) fn organ_and_body(organ: Option<String>, body: Option<String>) -> (Option<String>, Option<String>) {
    let Some(name) = body else { return (organ, None) };
    let whole = organ.iter().chain([&name]).map(String::as_str).collect::<Vec<_>>().join(" ");
    let rest = |principal: &&str| {
        let begins = whole.get(..principal.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(principal));
        whole.get(principal.len()..).filter(|rest| begins && rest.starts_with(' '))
    };
    match ORGANS.iter().find_map(|principal| Some((*principal, rest(principal)?))) {
        Some((principal, rest)) => (Some(principal.to_owned()), Some(rest.trim().to_owned())),
        None => (organ, Some(name)),
    }
}

/// The organ that the left column of the head names: a principal organ, or else all that stands there.
pub(super) fn organ(cells: &[&str]) -> Option<String> {
    let text = cells.join(" ");
    let text = text.strip_prefix("United Nations ").unwrap_or(&text).trim();
    let lower = text.to_lowercase();
    if let Some(organ) = ORGANS.iter().find(|organ| lower.contains(&organ.to_lowercase())) {
        return Some((*organ).to_owned());
    }
    (is_name(text) && text.chars().count() <= 200).then(|| text.to_owned())
}

/// Whether a text can be the name of an organ: its words begin with capitals, but for the small ones between them. The title
/// in a running header does not.
fn is_name(text: &str) -> bool {
    /// Letters of a word from which it is none of the small ones.
    const LONG: usize = 5;
    let is_common = |word: &&str| !word.contains(char::is_uppercase) && word.chars().count() >= LONG;
    text.starts_with(char::is_uppercase) && !text.contains('|') && text.split_whitespace().filter(is_common).count() < 2
}
