//! Lexicon: which wordings stand for one another.
//!
//! Input: the synonyms of the tag vocabulary and the project's thesaurus. Output: for a run of words, the wordings
//! that mean the same or nearly the same, as sequences of stems. It does not know what the index holds.

use std::collections::{BTreeMap, BTreeSet};

use crate::index::analyzer::{Reduction, Term, terms};

/// Wordings that reports use for what people type; the format is described in its header.
const THESAURUS: &str = include_str!("thesaurus.tsv");

/// How close two wordings are, by example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    /// `MDMA` and `ecstasy`: one thing.
    Same,
    /// `prison` and `custody`: wordings that often stand for one another.
    Near,
}

/// A wording that may stand for what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wording {
    /// As it is written in its source, for showing what was added.
    pub printed: String,
    /// Its words as stems.
    pub stems: Vec<String>,
    /// How close it is to what was typed.
    pub relation: Relation,
}

/// The wordings of all groups, found by their first stem.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    entries: Vec<Entry>,
    groups: Vec<Group>,
    by_first_stem: BTreeMap<String, Vec<usize>>,
}

#[derive(Debug)]
struct Entry {
    printed: String,
    stems: Vec<String>,
    group: usize,
    /// Matched only as printed: `WHO` is not `who`.
    capitals: bool,
    /// Stands for the others and is not stood for by them, or the reverse.
    finds: bool,
}

#[derive(Debug)]
struct Group {
    relation: Relation,
    one_way: bool,
    members: Vec<usize>,
}

impl Lexicon {
    /// The lexicon of `synonyms`, groups of wordings that mean one thing, and of the thesaurus.
    pub(super) fn new<'a>(synonyms: impl IntoIterator<Item = Vec<&'a str>>) -> Self {
        let mut lexicon = Self::default();
        for group in synonyms {
            lexicon.add(Relation::Same, false, &group);
        }
        for line in THESAURUS.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let Some((relation, wordings)) = line.split_once('\t') else { continue };
            let (relation, one_way) = match relation {
                "same" => (Relation::Same, false),
                "gives" => (Relation::Near, true),
                _ => (Relation::Near, false),
            };
            let wordings: Vec<&str> = wordings.split('|').collect();
            lexicon.add(relation, one_way, &wordings);
        }
        lexicon
    }

    fn add(&mut self, relation: Relation, one_way: bool, wordings: &[&str]) {
        let group = self.groups.len();
        let mut members = Vec::new();
        let mut seen = BTreeSet::new();
        for (place, printed) in wordings.iter().enumerate() {
            let stems = stems(printed);
            if stems.is_empty() || !seen.insert(stems.clone()) {
                continue;
            }
            let entry = self.entries.len();
            if let Some(first) = stems.first() {
                self.by_first_stem.entry(first.clone()).or_default().push(entry);
            }
            let capitals = stems.len() == 1 && is_acronym(printed) && is_function_word(&printed.to_lowercase());
            let finds = !one_way || place == 0;
            self.entries.push(Entry { printed: (*printed).to_owned(), stems, group, capitals, finds });
            members.push(entry);
        }
        self.groups.push(Group { relation, one_way, members });
    }

    /// The longest wording that begins the run of words: how many words it has, and what may stand for it. `printed`
    /// are the words as typed, `stems` their stems.
    pub(super) fn longest(&self, printed: &[&str], stems: &[&str]) -> Option<(usize, Vec<Wording>)> {
        let first = stems.first()?;
        let mut length = 0;
        let mut groups = BTreeSet::new();
        for entry in self.by_first_stem.get(*first)?.iter().filter_map(|entry| self.entries.get(*entry)) {
            let matches = entry.finds
                && entry.stems.len() <= stems.len()
                && entry.stems.iter().zip(stems).all(|(entry, typed)| entry == typed)
                && (!entry.capitals || printed.first().is_some_and(|word| is_acronym(word)));
            if matches && entry.stems.len() >= length {
                if entry.stems.len() > length {
                    groups.clear();
                    length = entry.stems.len();
                }
                groups.insert(entry.group);
            }
        }
        if length == 0 {
            return None;
        }
        let typed = stems.get(..length)?;
        let mut found: BTreeMap<&[String], Wording> = BTreeMap::new();
        for group in groups.iter().filter_map(|group| self.groups.get(*group)) {
            for entry in group.members.iter().filter_map(|member| self.entries.get(*member)) {
                if entry.stems.iter().eq(typed.iter()) || (group.one_way && entry.finds) {
                    continue;
                }
                let wording =
                    Wording { printed: entry.printed.clone(), stems: entry.stems.clone(), relation: group.relation };
                let known = found.entry(&entry.stems).or_insert_with(|| wording.clone());
                known.relation = known.relation.min(wording.relation);
            }
        }
        Some((length, found.into_values().collect()))
    }
}

/// The stems of the words of a wording, compounds taken apart.
fn stems(printed: &str) -> Vec<String> {
    words(printed, Reduction::Stem).into_iter().map(|term| term.text).collect()
}

/// The words of a text one by one, without the joined forms of compounds.
pub(super) fn words(text: &str, reduction: Reduction) -> Vec<Term> {
    terms(text, reduction).into_iter().filter(|term| term.words == 1).collect()
}

/// Whether a word is written in capitals, such as `US` or `HIV`.
pub(super) fn is_acronym(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

/// Words that say how a sentence hangs together rather than what it is about.
const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been", "being", "both",
    "but", "by", "can", "could", "did", "do", "does", "doing", "for", "from", "had", "has", "have", "having", "he",
    "her", "here", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "just", "may", "me", "might",
    "more", "most", "much", "must", "my", "no", "nor", "not", "of", "on", "one", "only", "or", "other", "our", "out",
    "over", "own", "please", "s", "said", "say", "says", "shall", "she", "should", "so", "some", "such", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "through", "to", "too", "under",
    "until", "up", "upon", "us", "very", "was", "we", "were", "what", "when", "where", "whether", "which", "while",
    "who", "whom", "whose", "why", "will", "with", "within", "without", "would", "you", "your", "get", "gets", "got",
    "many", "tell", "find", "show", "give", "given", "there", "it",
];

/// Whether a folded word carries no content of its own.
pub(super) fn is_function_word(folded: &str) -> bool {
    FUNCTION_WORDS.contains(&folded)
}
