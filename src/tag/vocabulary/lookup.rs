//! Lookup: a name typed by a person to an entry of a vocabulary, or to the nearest ones.
//!
//! Input: what was typed and the names there are. Output: the entry meant, or suggestions. It does not read text.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

/// Suggestions given for a name that is not known.
const SUGGESTIONS: usize = 3;

/// A name without case, accents, and anything but letters and digits: two names with one key are one name.
pub(super) fn key(name: &str) -> String {
    name.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The entries of a list by their names.
#[derive(Debug)]
pub(super) struct Index(HashMap<String, usize>);

/// The names of an entry that lead to it in one round.
type NamesOf<'f, T> = &'f dyn for<'a> Fn(&'a T) -> Vec<&'a str>;

impl Index {
    /// An index of `entries`. A name that an earlier round gave away, or an earlier entry of the same round, stays there.
    pub(super) fn new<T>(entries: &[T], rounds: [NamesOf<'_, T>; 2]) -> Self {
        let mut places = HashMap::new();
        for names in rounds {
            for (place, entry) in entries.iter().enumerate() {
                for name in names(entry) {
                    places.entry(key(name)).or_insert(place);
                }
            }
        }
        Self(places)
    }

    /// The place of the entry that a name leads to.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.0.get(&key(name)).copied()
    }
}

/// Up to three of `names` that are nearest to `asked`: first those that contain it, then by edit distance.
pub(super) fn nearest<'a>(asked: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let asked = key(asked);
    let mut ranked: Vec<(usize, &str)> = names
        .map(|name| {
            let key = key(name);
            let contained = asked.len() > 2 && (key.contains(&asked) || asked.contains(&key));
            (if contained { 0 } else { distance(&asked, &key) }, name)
        })
        .collect();
    ranked.sort();
    ranked.dedup();
    ranked.into_iter().map(|(_, name)| name).take(SUGGESTIONS).collect()
}

/// Insertions, deletions and substitutions of characters that turn one text into the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (above, from) in from.chars().enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        let mut next = vec![left];
        for (cell, to) in row.iter().skip(1).zip(&to) {
            let cost = usize::from(from != *to);
            left = (diagonal + cost).min(left + 1).min(cell + 1);
            diagonal = *cell;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
