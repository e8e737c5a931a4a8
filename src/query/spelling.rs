//! Spelling: words of the index that resemble a word, or begin with it.
//!
//! Input: a word and the index's dictionary of words as printed. Output: words that the index holds, best first: by
//! edit distance, and among equals by how many passages hold them.

use std::collections::BTreeMap;

use tantivy::Term;
use tantivy::schema::Field;

use crate::error::Result;
use crate::index::Snapshot;
use crate::index::analyzer::{Reduction, fold};

use super::lexicon::words;
use super::syntax::{Clause, Node};

/// Shortest word that is corrected; shorter ones resemble too many others.
const SHORTEST: usize = 4;
/// Words at least this long may differ by two letters.
const TWO_EDITS: usize = 8;
/// A candidate found in fewer passages than this share of the most frequent one is left out.
const RARE_SHARE: u64 = 20;

/// Words that differ from `typed` by one letter (two in long words), the nearest and most frequent first.
///
/// # Errors
/// Where a file of the index cannot be read.
pub(super) fn nearest(snapshot: &Snapshot, typed: &str, most: usize) -> Result<Vec<String>> {
    let mut folded = String::new();
    fold(typed, &mut folded);
    let letters: Vec<char> = folded.chars().collect();
    if letters.len() < SHORTEST || letters.iter().any(|c| !c.is_alphabetic()) {
        return Ok(Vec::new());
    }
    let edits = if letters.len() >= TWO_EDITS { 2 } else { 1 };
    // Misspellings rarely touch the first letter, and words that share it are few enough to compare one by one.
    let first: String = letters.iter().take(1).collect();
    let mut found: Vec<(usize, u64, String)> = Vec::new();
    let resembles =
        |word: &str| word.len().abs_diff(letters.len()) <= edits && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    for (word, count) in dictionary(snapshot, snapshot.fields.words, &first, resembles)? {
        let distance = distance(&letters, &word, edits);
        if distance <= edits {
            found.push((distance, count, word));
        }
    }
    let nearest = found.iter().map(|(distance, ..)| *distance).min().unwrap_or_default();
    let frequent = found.iter().filter(|(d, ..)| *d == nearest).map(|(_, count, _)| *count).max().unwrap_or_default();
    found.retain(|(distance, count, _)| *distance == nearest && count.saturating_mul(RARE_SHARE) >= frequent);
    found.sort_by(|a, b| (b.1, &a.2).cmp(&(a.1, &b.2)));
    Ok(found.into_iter().take(most).map(|(.., word)| word).collect())
}

/// The query with the nearest word that the index holds in place of each that it does not; `None` where nothing would
/// change.
///
/// # Errors
/// Where a file of the index cannot be read.
pub(super) fn suggestion(snapshot: &Snapshot, node: &Node) -> Result<Option<String>> {
    let corrected = corrected(snapshot, node)?;
    Ok((corrected != *node).then(|| corrected.to_string()))
}

fn corrected(snapshot: &Snapshot, node: &Node) -> Result<Node> {
    let all = |nodes: &[Node]| nodes.iter().map(|node| corrected(snapshot, node)).collect::<Result<Vec<Node>>>();
    Ok(match node {
        Node::Word(text) => Node::Word(corrected_text(snapshot, text)?),
        Node::Phrase { text, slop } => Node::Phrase { text: corrected_text(snapshot, text)?, slop: *slop },
        Node::All(nodes) => Node::All(all(nodes)?),
        Node::Any(nodes) => Node::Any(all(nodes)?),
        Node::Sequence(clauses) => {
            let clause = |clause: &Clause| Ok(Clause { node: corrected(snapshot, &clause.node)?, ..clause.clone() });
            Node::Sequence(clauses.iter().map(clause).collect::<Result<_>>()?)
        }
        Node::Prefix(_) | Node::Field(..) | Node::Date(_) | Node::Not(_) => node.clone(),
    })
}

fn corrected_text(snapshot: &Snapshot, text: &str) -> Result<String> {
    let mut corrected = String::new();
    let mut end = 0;
    for word in words(text, Reduction::Surface) {
        let term = Term::from_field_text(snapshot.fields.words, &word.text);
        let held = snapshot.searcher.doc_freq(&term).map_err(|error| snapshot.damaged(&error))?;
        let printed = text.get(word.range.clone()).unwrap_or_default();
        let nearest = if held == 0 { nearest(snapshot, printed, 1)?.pop() } else { None };
        corrected.push_str(text.get(end..word.range.start).unwrap_or_default());
        corrected.push_str(nearest.as_deref().unwrap_or(printed));
        end = word.range.end;
    }
    corrected.push_str(text.get(end..).unwrap_or_default());
    Ok(corrected)
}

/// Words that begin with `beginning`, the most frequent first.
///
/// # Errors
/// Where a file of the index cannot be read.
pub(super) fn beginning_with(snapshot: &Snapshot, beginning: &str, most: usize) -> Result<Vec<String>> {
    if beginning.is_empty() {
        return Ok(Vec::new());
    }
    let mut found: Vec<(String, u64)> =
        dictionary(snapshot, snapshot.fields.words, beginning, |_| true)?.into_iter().collect();
    found.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    Ok(found.into_iter().take(most).map(|(word, _)| word).collect())
}

/// The terms of a field that begin so and are wanted, with the number of passages that hold them.
///
/// # Errors
/// Where a file of the index cannot be read.
pub(super) fn dictionary(
    snapshot: &Snapshot,
    field: Field,
    beginning: &str,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<BTreeMap<String, u64>> {
    let mut words = BTreeMap::new();
    let mut read = || -> tantivy::Result<()> {
        for segment in snapshot.searcher.segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let mut stream = inverted
                .terms()
                .range()
                .ge(Term::from_field_text(field, beginning).serialized_value_bytes())
                .into_stream()?;
            while let Some((word, info)) = stream.next() {
                let Some(word) = std::str::from_utf8(word).ok().filter(|word| word.starts_with(beginning)) else {
                    break;
                };
                if !is_wanted(word) {
                    continue;
                }
                *words.entry(word.to_owned()).or_default() += u64::from(info.doc_freq);
            }
        }
        Ok(())
    };
    read().map_err(|error| snapshot.damaged(&error))?;
    Ok(words)
}

/// Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other; more than `most`
/// are not counted on.
fn distance(typed: &[char], word: &str, most: usize) -> usize {
    let word: Vec<char> = word.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=word.len()).collect();
    let mut previous = None;
    for (line, letter) in typed.iter().enumerate() {
        let mut next = vec![line + 1];
        let mut last = line + 1;
        for (column, other) in word.iter().enumerate() {
            let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX / 2);
            let cost = usize::from(letter != other);
            let mut best = (at(&row, column) + cost).min(at(&row, column + 1) + 1).min(last + 1);
            let swapped = column > 0 && previous == Some(*other) && word.get(column - 1) == Some(letter);
            if swapped && line > 0 {
                best = best.min(at(&before, column - 1) + 1);
            }
            next.push(best);
            last = best;
        }
        if next.iter().min().is_some_and(|least| *least > most) {
            return most + 1;
        }
        previous = Some(*letter);
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}
