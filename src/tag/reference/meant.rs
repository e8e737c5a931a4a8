//! Meant: a reference as a person types it.
//!
//! Input: what was typed. Output: the references that it stands for, as tags write them.

use super::super::vocabulary::Vocabulary;
use super::article::{ARTICLE, article_of, expanded};
use super::number::{ADOPTING, fits, number_at};
use super::symbol::{SYMBOL, as_instrument};
use crate::citation::{DocumentSymbol, InstrumentKind};

/// The references that a person means by `typed`, as [`Tags::references`](crate::tag::Tags::references) writes them: `CND 45/15` is a resolution or decision,
/// `45/15` one of any organ, `1988 Convention` each of its articles, `a/79/345` a document. Empty where it means none.
pub fn meant(typed: &str, vocabulary: &Vocabulary) -> Vec<String> {
    let typed = typed.trim();
    let folded = typed.to_lowercase();
    if let Some(treaty) = vocabulary.treaty_in(typed) {
        let named = ARTICLE.as_ref().and_then(|article| article.captures(typed)).and_then(|found| found.get(1));
        let numbers = named.map_or_else(|| expanded(EVERY_ARTICLE), |numbers| expanded(numbers.as_str()));
        return numbers.iter().map(|number| article_of(number, &treaty.name)).collect();
    }
    let symbol = typed.to_uppercase();
    if let Some(hit) =
        SYMBOL.as_ref().and_then(|series| series.find(&symbol)).filter(|hit| hit.range() == (0..symbol.len()))
    {
        let symbol = DocumentSymbol::new(hit.as_str()).to_string();
        return vec![as_instrument(&symbol).unwrap_or(symbol)];
    }
    let starts =
        typed.char_indices().filter(|(at, _)| *at == 0 || typed.get(..*at).is_some_and(|before| before.ends_with(' ')));
    let number = starts
        .filter_map(|(at, _)| Some((at, number_at(typed.get(at..)?)?)))
        .find(|(at, (_, end))| at + end == typed.len());
    let Some((at, (number, _))) = number else { return Vec::new() };
    let kinds = match (folded.contains("resolution"), folded.contains("decision")) {
        (true, false) => vec![InstrumentKind::Resolution],
        (false, true) => vec![InstrumentKind::Decision],
        _ => vec![InstrumentKind::Resolution, InstrumentKind::Decision],
    };
    let organ: Vec<&str> =
        typed.get(..at).unwrap_or_default().split_whitespace().filter(|word| !is_keyword(word)).collect();
    let organs: Vec<&str> = match organ.is_empty() {
        true => ADOPTING
            .into_iter()
            .filter(|organ| vocabulary.body(organ).is_some_and(|body| fits(&number, body)))
            .collect(),
        false => vocabulary.body(&organ.join(" ")).map(|body| body.acronym.as_str()).into_iter().collect(),
    };
    let each = organs.iter().flat_map(|organ| kinds.iter().map(move |kind| (organ, kind)));
    each.map(|(organ, kind)| format!("{organ} {kind} {number}")).collect()
}

/// The articles that a treaty named alone stands for; the longest has fewer.
const EVERY_ARTICLE: &str = "1 to 51";

/// `resolution`, `decision` and the words around an organ that name nothing.
fn is_keyword(word: &str) -> bool {
    let word = word.to_lowercase();
    ["resolution", "decision"].contains(&word.trim_end_matches('s')) || matches!(word.as_str(), "the" | "no." | "of")
}
