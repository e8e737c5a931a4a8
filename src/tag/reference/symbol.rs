//! Symbol: the documents that a passage cites by their symbols, in full or continued (`and Add.1`).
//!
//! Input: a text. Output: symbols in one form, those of resolutions as the resolution.

use std::sync::LazyLock;

use regex::{Match, Regex};

use super::super::marked::Marked;
use super::Cited;
use super::number::number_at;
use crate::citation::{DocumentSymbol, InstrumentKind};

/// A document symbol, `A/79/834`, `E/CN.7/2025/3-E/CN.15/2025/3` being two.
pub(super) static SYMBOL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?-u:\b)(?:A|S|E|T|ST|TD|DP|JIU|CCPR|CEDAW|CERD|CRC|CAT|UNEP|UNODC|UNDCP|UNCTAD|FCCC|ICCD|CTOC|CAC|SPLOS|ECE|HSP|FAL|NPT|CD|GOV|IDB|ISBA|LC|TRANS|UNW|DCPD|WFP)\s?/(?:[A-Z][A-Za-z]*(?:[.-][0-9]+)?(?:\([0-9]+\))?|[0-9]+|S-[0-9]+|ES-[0-9]+)(?:/(?:[A-Z][A-Za-z]*\.?[0-9]*(?:\([A-Za-z0-9]+\))?|[0-9]+))*(?:\s?\((?:[0-9]{4}|Part\s[IVX]+)\))?",
    )
    .ok()
});

/// The documents that a text cites by their symbols; those of resolutions become the resolution.
pub(in crate::tag) fn documents(text: &Marked) -> Vec<Cited> {
    let mut found = Vec::new();
    if !text.text.contains('/') {
        return found;
    }
    let Some(symbol) = SYMBOL.as_ref() else { return found };
    for hit in symbol.find_iter(&text.text) {
        let at = hit.start();
        let printed = hit.as_str().replace(" /", "/");
        if !printed.contains(|c: char| c.is_ascii_digit()) || is_part_of_code(text.before(at)) {
            continue;
        }
        if let Some(value) = as_instrument(&printed) {
            found.push(Cited { at, value, rule: "symbol of a resolution" });
            continue;
        }
        let symbol = DocumentSymbol::new(&printed).to_string();
        let more = continued(&symbol, text.after(hit.end()));
        found.push(Cited { at, value: symbol, rule: "document symbol" });
        found.extend(more.into_iter().map(|value| Cited { at, value, rule: "document symbol, continued" }));
    }
    if let Some(series) = OPCW.as_ref().filter(|_| text.text.contains("C-")) {
        let cited = |hit: Match<'_>| Cited { at: hit.start(), value: hit.as_str().to_owned(), rule: "document symbol" };
        found.extend(series.find_iter(&text.text).map(cited));
    }
    found
}

/// The symbols that follow one in short: `and Add.1`, `, 2014` after `A/AC.109/2013`.
fn continued(symbol: &str, after: &str) -> Vec<String> {
    let mut symbols = Vec::new();
    let Some(next) = CONTINUED.as_ref() else { return symbols };
    let (series, number) = symbol.rsplit_once('/').unwrap_or((symbol, ""));
    let mut last = symbol.to_owned();
    let mut rest = after;
    while let Some(captures) = next.captures(rest) {
        let (Some(whole), Some(part)) = (captures.get(0), captures.get(1)) else { break };
        let part = part.as_str();
        if part.starts_with(|c: char| c.is_ascii_digit()) {
            // A number of another kind has another length.
            if part.len() != number.len() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
                break;
            }
            last = format!("{series}/{part}");
            symbols.push(last.clone());
        } else {
            symbols.push(format!("{last}/{part}"));
        }
        rest = rest.get(whole.end()..).unwrap_or_default();
    }
    symbols
}

/// What follows a symbol in short.
static CONTINUED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:,? and |, ?|[-–])((?:Add|Corr|Rev)\.\s?[0-9]+|[0-9]{3,4}(?-u:\b))(?:/\B)?").ok());

/// Decisions and documents of the Organisation for the Prohibition of Chemical Weapons, which reports to the Security Council
/// print under their own symbols.
static OPCW: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?-u:\b)(?:EC|C|RC|C-SS)-(?:M-|SS-)?[0-9]+/(?:DEC|DG|NAT|S|P|WP|L)[./][0-9]+(?:/(?:Add|Corr|Rev)\.[0-9]+)*",
    )
    .ok()
});

/// Whether a symbol would begin within an address (`https://…/A/…`) or another code (`EC-96/S/3`); after the hyphen of a double
/// symbol it does not.
fn is_part_of_code(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    match word.chars().next_back() {
        Some('-') => !word.contains('/'),
        Some('/' | '_' | '.') => true,
        _ => false,
    }
}

/// `A/RES/53/115` is `GA resolution 53/115`.
pub(super) fn as_instrument(symbol: &str) -> Option<String> {
    let series = [("A/RES/", "GA"), ("S/RES/", "SC"), ("E/RES/", "ECOSOC"), ("A/HRC/RES/", "HRC")];
    let decisions = [("A/DEC/", "GA"), ("E/DEC/", "ECOSOC"), ("A/HRC/DEC/", "HRC")];
    let of = |list: &[(&str, &str)], kind: InstrumentKind| {
        list.iter().find_map(|(prefix, organ)| {
            let (number, _) = number_at(symbol.strip_prefix(prefix)?)?;
            Some(format!("{organ} {kind} {number}"))
        })
    };
    of(&series, InstrumentKind::Resolution).or_else(|| of(&decisions, InstrumentKind::Decision))
}
