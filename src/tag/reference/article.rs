//! Article: the articles of treaties that a passage cites, singly, in lists and in ranges.
//!
//! Input: a passage's text with its terms, and the convention that the document calls `the Convention`. Output: references such as
//! `article 7 of the 1988 Convention`.

use std::sync::LazyLock;

use regex::Regex;

use super::super::marked::Marked;
use super::super::matcher::Concept;
use super::super::vocabulary::Vocabulary;
use super::{Cited, InFull};

/// `article 7`, `articles 3 and 4`, `article 12, paragraph 10 (a)`.
pub(super) static ARTICLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)articles?\s+((?:[0-9]{1,3}(?:\s?(?:bis|ter))?|(?-i:[IVXL]+(?-u:\b)))(?:(?:\s*,\s*|\s+and\s+|,\s+and\s+|\s+to\s+)(?:[0-9]{1,3}(?:\s?(?:bis|ter))?|(?-i:[IVXL]+(?-u:\b))))*)").ok()
});

/// Bytes after `article 7` within which its treaty is named.
const TREATY_WITHIN: usize = 260;

/// How a treaty's article is written.
pub(super) fn article_of(number: &str, treaty: &str) -> String {
    format!("article {number} of the {treaty}")
}

/// Articles of treaties: `article 7, relating to …, and article 8, relating to …, of the … Convention` gives both.
pub(super) fn articles(text: &Marked, document: &InFull, vocabulary: &Vocabulary) -> Vec<Cited> {
    let mut found = Vec::new();
    let Some(article) = ARTICLE.as_ref() else { return found };
    for captures in article.captures_iter(&text.text) {
        let (Some(whole), Some(numbers)) = (captures.get(0), captures.get(1)) else { continue };
        let in_short = || document.convention.filter(|_| is_of_convention(text.after(whole.end())));
        let treaty = treaty_of(text, whole.range()).or_else(in_short);
        let Some(treaty) = treaty.and_then(|index| vocabulary.treaties().get(index)) else { continue };
        for number in expanded(numbers.as_str()) {
            let value = article_of(&number, &treaty.name);
            found.push(Cited { at: whole.start(), value, rule: "treaty article" });
        }
    }
    found
}

/// Whether an article is `of the Convention`, perhaps after its paragraph.
fn is_of_convention(after: &str) -> bool {
    let sentence = after.split(". ").next().unwrap_or_default();
    let of = ["of the Convention", "of this Convention", "to the Convention"]
        .iter()
        .find_map(|words| sentence.find(words).map(|at| (at, at + words.len())));
    // `of the Convention on …` is another one.
    of.is_some_and(|(at, end)| {
        let rest = sentence.get(end..).unwrap_or_default();
        at <= NEAR_ARTICLE
            && ![" on ", " of ", " against ", " for ", " relating "].iter().any(|words| rest.starts_with(words))
    })
}

/// Bytes of a paragraph and its letters between an article and `of the Convention`.
const NEAR_ARTICLE: usize = 60;

/// The treaty whose article is named at `article`: named after it (`article 7 … of the …`), or before (`… in its articles`).
fn treaty_of(text: &Marked, article: std::ops::Range<usize>) -> Option<usize> {
    let treaties = || {
        text.matches.iter().filter_map(|term| match term.concept {
            Concept::Treaty(index) => Some((index, &term.range)),
            _ => None,
        })
    };
    if text.before(article.start).trim_end().ends_with(" its") {
        return treaties().rfind(|(_, range)| range.end <= article.start).map(|(index, _)| index);
    }
    let (index, range) = treaties().find(|(_, range)| range.start >= article.end)?;
    let gap = text.between(article.end, range.start);
    let is_of = [" of the", " of", " to the", "of the"].iter().any(|words| gap.trim_end().ends_with(words));
    (gap.len() <= TREATY_WITHIN && !gap.contains(". ") && is_of).then_some(index)
}

/// The numbers of `3, 4 and 7`, `22 to 25`.
pub(super) fn expanded(numbers: &str) -> Vec<String> {
    /// Articles in a range: more is no range of articles.
    const MOST: u32 = 50;
    let mut list: Vec<String> = Vec::new();
    let mut is_range = false;
    for part in numbers.split([',', ' ']).filter(|part| !part.is_empty()) {
        if part.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase()) {
            let last = list.last().and_then(|last| last.parse::<u32>().ok());
            if let (true, Some(last), Ok(end)) = (is_range, last, part.parse::<u32>()) {
                list.extend((last + 1..end.min(last + MOST)).map(|number| number.to_string()));
            }
            list.push(part.to_owned());
        }
        is_range = part == "to";
    }
    list
}
