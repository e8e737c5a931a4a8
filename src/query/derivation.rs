//! Derivation: words made from one another (`traffic`, `trafficker`; `deny`, `denial`).
//!
//! Input: a stem. Output: its root, and the stems of the index that share it. A stemmer takes off the endings of
//! inflection and the commonest of derivation; this goes further than is safe for an index, where what is conflated
//! stays so, and so is done to the query, where such words count for less than the one typed.

use tantivy::schema::Field;

use crate::error::Result;
use crate::index::Snapshot;

use super::spelling;

/// Letters that a root keeps.
const SHORTEST_ROOT: usize = 4;
/// Letters that a root keeps beside an ending of four or more letters, which is hardly ever part of a root (`payment`).
const SHORTEST_BESIDE_LONG: usize = 3;
/// Letters by which candidates are looked up; all of a family share them.
const LOOKED_UP: usize = 4;

/// Endings of stems as the Snowball stemmer leaves them, with what stands for them in the root; longer ones first. An
/// example each.
const ENDINGS: &[(&str, &str)] = &[
    ("ship", ""),    // membership, member
    ("ment", ""),    // payment, pay
    ("ician", ""),   // politician, politic
    ("atori", ""),   // migratory, migrate
    ("ript", "rib"), // prescription, prescribe
    ("ator", ""),    // investigator
    ("eri", ""),     // delivery, deliver
    ("ian", ""),     // statistician, statistic
    ("ion", ""),     // relationship, relation
    ("ist", ""),     // specialist, special
    ("enc", "en"),   // violence, violent
    ("ent", "en"),   // violent, violence
    ("anc", ""),     // assistance, assist
    ("ant", ""),     // migrant, migrate
    ("at", ""),      // migrate, migrant
    ("al", ""),      // denial, deny
    ("er", ""),      // worker, work
    ("or", ""),      // investor, invest
    ("ic", ""),      // chemical, chemist
    ("if", ""),      // scientific, scientist
    ("in", ""),      // criminal, crime
    ("ur", ""),      // seizure, seize
    ("ct", "c"),     // production, produce
    ("ck", "c"),     // trafficker, traffic
    ("is", "id"),    // decision, decide
    ("ns", "nd"),    // suspension, suspend
    ("us", "ud"),    // exclusion, exclude
    ("e", ""),       // crime, criminal
    ("i", ""),       // economy, economic
];

/// Stems that end as if derived and are not, beside words that they would be taken for.
const UNDERIVED: &[&str] = &[
    "agenc",
    "career",
    "center",
    "charter",
    "codein",
    "committe",
    "convent",
    "corner",
    "counter",
    "current",
    "director",
    "factor",
    "former",
    "general",
    "letter",
    "major",
    "master",
    "matter",
    "minor",
    "mission",
    "number",
    "offici",
    "order",
    "parti",
    "polici",
    "power",
    "pressur",
    "sector",
    "specif",
    "state",
    "statement",
    "station",
    "substanc",
    "tender",
    "union",
    "univers",
];

/// What is left of a stem without its endings of derivation.
pub(super) fn root(stem: &str) -> String {
    let mut root = stem.to_owned();
    while let Some(shorter) = shortened(&root) {
        root = shorter;
    }
    root
}

fn shortened(word: &str) -> Option<String> {
    if UNDERIVED.contains(&word) {
        return None;
    }
    ENDINGS.iter().find_map(|(ending, stands)| {
        let kept = word.strip_suffix(ending)?;
        let shortest = if ending.len() >= 4 { SHORTEST_BESIDE_LONG } else { SHORTEST_ROOT };
        (kept.len() + stands.len() >= shortest && kept.len() > 1).then(|| format!("{kept}{stands}"))
    })
}

/// The stems of a field that share the root of `stem`, without itself, the most frequent first.
///
/// # Errors
/// Where a file of the index cannot be read.
pub(super) fn relatives(snapshot: &Snapshot, field: Field, stem: &str, most: usize) -> Result<Vec<String>> {
    if !stem.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Ok(Vec::new());
    }
    let root = root(stem);
    let Some(beginning) = root.get(..LOOKED_UP.min(root.len())).filter(|root| root.len() >= SHORTEST_BESIDE_LONG)
    else {
        return Ok(Vec::new());
    };
    let mut found: Vec<(u64, String)> = spelling::dictionary(snapshot, field, beginning, |_| true)?
        .into_iter()
        .filter(|(word, _)| word != stem && word.bytes().all(|byte| byte.is_ascii_lowercase()))
        .filter(|(word, _)| self::root(word) == root)
        .map(|(word, count)| (count, word))
        .collect();
    found.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
    Ok(found.into_iter().take(most).map(|(_, word)| word).collect())
}

#[cfg(test)]
mod tests {
    use super::root;
    use crate::index::analyzer::{Reduction, terms};

    /// The root of a word as printed.
    fn root_of(word: &str) -> String {
        root(&terms(word, Reduction::Stem)[0].text)
    }

    #[test]
    fn words_made_from_one_another_share_a_root() {
        for family in [
            &["traffic", "trafficking", "traffickers"][..],
            &["deny", "denied", "denial"],
            &["migrant", "migration", "migrate", "migratory"],
            &["cultivate", "cultivation", "cultivators"],
            &["crime", "criminal", "criminalize"],
            &["prescribe", "prescription"],
            &["produce", "production", "producer"],
            &["decide", "decision"],
            &["violence", "violent"],
            &["deliver", "delivery", "deliveries"],
            &["pay", "payment"],
            &["economy", "economic"],
            &["member", "membership"],
        ] {
            let roots: Vec<String> = family.iter().map(|word| root_of(word)).collect();
            assert!(roots.iter().all(|root| *root == roots[0]), "{family:?} {roots:?}");
        }
    }

    #[test]
    fn words_that_only_look_alike_do_not() {
        for (one, other) in [
            ("statement", "State"),
            ("center", "cent"),
            ("violence", "violation"),
            ("former", "form"),
            ("state", "status"),
        ] {
            assert_ne!(root_of(one), root_of(other), "{one} {other}");
        }
    }
}
