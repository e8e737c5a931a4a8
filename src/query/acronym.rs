//! Acronym: what an acronym or symbol is called otherwise, as the reports themselves say.
//!
//! Input: an acronym or symbol, and the index. Output: the long form that stands before an acronym in brackets
//! somewhere, as in "mutual legal assistance (MLA)"; the name given to a document after its symbol, as in "E/2003/28,
//! hereinafter referred to as “the 2003 report”". The letters are matched backwards as Schwartz and Hearst do (2003, "A simple algorithm for
//! identifying abbreviation definitions in biomedical text").

use std::collections::BTreeMap;

use crate::error::Result;
use crate::index::Snapshot;
use crate::index::analyzer::{Reduction, terms};

/// Passages with the acronym that are read for its definition.
const PASSAGES_READ: usize = 24;
/// Characters between a symbol and the name that is given to it.
const NAME_WITHIN: usize = 100;
/// Words that give a name.
const NAMING: &[&str] = &["referred to", "hereinafter", "hereafter", "known as"];
/// Words that a long form may have beyond the letters of the acronym.
const EXTRA_WORDS: usize = 5;

/// The long form most often given for `acronym`; the first in the alphabet among equals.
///
/// # Errors
/// Where a file of the index cannot be read.
pub(super) fn defined(snapshot: &Snapshot, acronym: &str) -> Result<Option<String>> {
    let Some(term) = terms(acronym, Reduction::Stem).into_iter().next() else { return Ok(None) };
    let query = snapshot.term(snapshot.fields.text, &term.text);
    let mut forms: BTreeMap<String, usize> = BTreeMap::new();
    for address in snapshot.matching(&query)?.into_iter().take(PASSAGES_READ) {
        let record = snapshot.passage(address)?;
        let text = &record.passage.passage.text;
        let bracketed = format!("({acronym})");
        for (at, _) in text.match_indices(&bracketed) {
            let long = text.get(..at).and_then(|before| long_form(acronym, before));
            *forms.entry(long.unwrap_or_default().to_owned()).or_default() += 1;
        }
    }
    forms.remove("");
    let most = forms.values().copied().max();
    Ok(forms.into_iter().find(|(_, count)| Some(*count) == most).map(|(long, _)| long))
}

/// The name most often given to the document with this symbol; the first in the alphabet among equals.
///
/// # Errors
/// Where a file of the index cannot be read.
pub(super) fn name_of(snapshot: &Snapshot, symbol: &str) -> Result<Option<String>> {
    let query = snapshot.term(snapshot.fields.text, &symbol.to_lowercase());
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for address in snapshot.matching(&query)?.into_iter().take(PASSAGES_READ) {
        let record = snapshot.passage(address)?;
        let text = &record.passage.passage.text;
        for (at, found) in text.match_indices(symbol) {
            if let Some(name) = text.get(at + found.len()..).and_then(given_name) {
                *names.entry(name.to_owned()).or_default() += 1;
            }
        }
    }
    let most = names.values().copied().max();
    Ok(names.into_iter().find(|(_, count)| Some(*count) == most).map(|(name, _)| name))
}

/// What stands in quotation marks soon after a symbol, behind words that give a name.
fn given_name(after: &str) -> Option<&str> {
    let (before, quoted) = after.split_once(['“', '"'])?;
    let near = before.chars().count() <= NAME_WITHIN && !before.contains(['”', ';']);
    let named = NAMING.iter().any(|words| before.contains(words)) || before.trim_matches([')', '(', ',', ' ']) == "the";
    let (name, _) = quoted.split_once(['”', '"']).filter(|_| near && named)?;
    let name = name.trim_start_matches("the ").trim_end_matches([',', '.']);
    name.contains(' ').then_some(name)
}

/// The words at the end of `before` whose letters, in order, are those of `acronym`, beginning with a word that begins
/// with its first letter.
fn long_form<'a>(acronym: &str, before: &'a str) -> Option<&'a str> {
    let before = before.trim_end();
    let letters: Vec<char> = acronym.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let most = letters.len() + EXTRA_WORDS;
    let start = before.rmatch_indices(' ').nth(most - 1).map_or(0, |(at, _)| at + 1);
    let window = before.get(start..)?;
    let mut left = letters.len();
    let places: Vec<(usize, char)> = window.char_indices().collect();
    for (place, (at, c)) in places.iter().enumerate().rev() {
        let wanted = letters.get(left - 1)?;
        let same = c.to_lowercase().eq(std::iter::once(*wanted));
        let begins =
            place.checked_sub(1).and_then(|before| places.get(before)).is_none_or(|(_, c)| !c.is_alphanumeric());
        // The first letter has to begin a word.
        if same && (left > 1 || begins) {
            left -= 1;
            if left == 0 {
                let form = window.get(*at..)?;
                return (form.contains(' ')).then_some(form);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::given_name;

    #[test]
    fn a_name_is_given_after_a_symbol() {
        for (after, name) in [
            (", hereinafter referred to as “the 2003 report”, says", Some("2003 report")),
            (") (the “border directive”).", Some("border directive")),
            (", entitled “Border control”", None),
            (" was adopted. It is referred to as “late”.", None),
        ] {
            assert_eq!(given_name(after), name, "{after}");
        }
    }
}
