//! Acronym: what an acronym is short for, as the reports themselves say.
//!
//! Input: an acronym and the index. Output: the long form that stands before it in brackets somewhere, as in "mutual
//! legal assistance (MLA)". The letters are matched backwards as Schwartz and Hearst do (2003, "A simple algorithm for
//! identifying abbreviation definitions in biomedical text").

use std::collections::BTreeMap;

use crate::error::Result;
use crate::index::Snapshot;
use crate::index::analyzer::{Reduction, terms};

/// Passages with the acronym that are read for its definition.
const PASSAGES_READ: usize = 24;
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
