//! Queries: what is asked of the synthetic reports, of every kind.
//!
//! Input: a seed, or a query file. Output: [`BenchQuery`]s. A query file has one query a line, its kind before it and a tab
//! between them; lines that begin with `#` are comments.

use std::path::Path;

use serde::Serialize;

use crate::error::{Error, Result};

use super::words::{Lexicon, NAMES, Numbers};

/// Queries of each kind.
const OF_EACH_KIND: usize = 24;
/// Ranks of words that are frequent, but no function words.
const FREQUENT: (usize, usize) = (44, 200);
/// Ranks of words between frequent and rare.
const MIDDLE: (usize, usize) = (400, 3_000);
/// Ranks of rare words.
const RARE: (usize, usize) = (8_000, 38_000);
/// Words with other wordings.
const WORDINGS: [&str; 8] =
    ["MDMA", "ecstasy", "INCB", "NPS", "money laundering", "darknet", "amphetamine-type stimulants", "cannabis"];
/// Filters as they are typed in a query.
const FILTERS: [&str; 4] = ["region:africa", "body:HONLAC", "topic:precursors", "year:2003"];

/// One query with its kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct BenchQuery {
    /// Its kind, such as `phrase`; figures are given for each.
    pub kind: String,
    /// The query as typed.
    pub query: String,
}

/// The queries of a seed, by kind.
pub(super) fn seeded(seed: u64, lexicon: &Lexicon) -> Vec<BenchQuery> {
    let mut numbers = Numbers::new(seed ^ 0x71_7565_7279);
    let mut queries = Vec::new();
    for place in 0..OF_EACH_KIND {
        let mut word = |(from, to): (usize, usize)| lexicon.word(from + numbers.below(to - from)).to_owned();
        let (frequent, middle, rare) = (word(FREQUENT), word(MIDDLE), word(RARE));
        let other = word(FREQUENT);
        let (misspelt, beginning) = (misspelt(&middle), middle.get(..4).unwrap_or(&middle).to_owned());
        let turn = |list: &[&str]| list.get(place % list.len()).copied().unwrap_or_default().to_owned();
        let (wording, filter) = (turn(&WORDINGS), turn(&FILTERS));
        // From the most frequent to the rarest.
        let name = NAMES.get(place * NAMES.len() / OF_EACH_KIND).copied().unwrap_or_default().to_owned();
        queries.extend(
            [
                ("frequent word", frequent.clone()),
                ("rare word", rare.clone()),
                ("words", format!("{middle} {frequent} {rare}")),
                ("frequent words", format!("{frequent} {other}")),
                ("name", name.clone()),
                ("phrase", format!("\"{name}\"")),
                ("wording", format!("{wording} {middle}")),
                ("filter", format!("{middle} {filter}")),
                ("boolean", format!("+{frequent} +{middle} -{rare}")),
                ("question", format!("what should Governments do about {name} and {middle}")),
                ("prefix", format!("{beginning}*")),
                ("misspelt", misspelt),
            ]
            .map(|(kind, query)| BenchQuery { kind: kind.to_owned(), query }),
        );
    }
    queries.sort_by(|a, b| a.kind.cmp(&b.kind));
    queries
}

/// A word with two of its letters in the wrong order.
fn misspelt(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let middle = letters.len() / 2;
    if middle + 1 < letters.len() {
        letters.swap(middle, middle + 1);
    }
    letters.into_iter().collect()
}

/// The queries of a file.
///
/// # Errors
/// A file that cannot be read, or a line without a tab, with its number.
pub(super) fn read(file: &Path) -> Result<Vec<BenchQuery>> {
    let text = std::fs::read_to_string(file).map_err(|source| Error::io(file, source))?;
    let mut queries = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        let Some((kind, query)) = line.split_once('\t') else {
            let message = format!("line {} of {} has no tab between kind and query", number + 1, file.display());
            return Err(Error::usage("--queries", message));
        };
        queries.push(BenchQuery { kind: kind.to_owned(), query: query.to_owned() });
    }
    if queries.is_empty() {
        return Err(Error::usage("--queries", format!("{} holds no query", file.display())));
    }
    queries.sort_by(|a, b| a.kind.cmp(&b.kind));
    Ok(queries)
}
