//! Lexicon: which wordings stand for one another.
//!
//! Input: the names and synonyms of the tag vocabulary and the project's thesaurus. Output: for a run of words, the
//! wordings that mean the same or nearly the same, as sequences of stems, and the tags that the run names. It does not
//! know what the index holds.

use std::collections::{BTreeMap, BTreeSet};

use crate::index::analyzer::{Analyzer, Reduction, Term, terms};
use crate::index::schema::Column;
use crate::tag::Vocabulary;

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

/// What is known of a run of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    /// How many words of the run it covers.
    pub(super) length: usize,
    /// What may stand for them.
    pub(super) wordings: Vec<Wording>,
    /// Tags that they name, with the value.
    pub(super) tags: Vec<(Column, String)>,
}

/// The wordings of all groups, found by their first stem.
#[derive(Default)]
pub(super) struct Lexicon {
    names: BTreeMap<String, Vec<Name>>,
    entries: Vec<Entry>,
    groups: Vec<Group>,
    by_first_stem: BTreeMap<String, Vec<usize>>,
}

/// A name of a tag's value.
struct Name {
    stems: Vec<String>,
    capitals: bool,
    tag: (Column, String),
}

struct Entry {
    printed: String,
    stems: Vec<String>,
    group: usize,
    /// Matched only as printed: `WHO` is not `who`.
    capitals: bool,
    /// Stands for the others and is not stood for by them, or the reverse.
    finds: bool,
}

struct Group {
    relation: Relation,
    one_way: bool,
    members: Vec<usize>,
}

impl Lexicon {
    /// The lexicon of a vocabulary and of the thesaurus.
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        let mut lexicon = Self::default();
        let mut analyzer = Analyzer::new(Reduction::Stem);
        for group in vocabulary.synonyms() {
            lexicon.add(&mut analyzer, Relation::Same, false, &group);
        }
        for line in THESAURUS.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let Some((relation, wordings)) = line.split_once('\t') else { continue };
            let (relation, one_way) = match relation {
                "same" => (Relation::Same, false),
                "gives" => (Relation::Near, true),
                _ => (Relation::Near, false),
            };
            let wordings: Vec<&str> = wordings.split('|').collect();
            lexicon.add(&mut analyzer, relation, one_way, &wordings);
        }
        for substance in vocabulary.substances() {
            for slang in &substance.ambiguous {
                lexicon.add(&mut analyzer, Relation::Near, true, &[slang, &substance.name]);
            }
        }
        lexicon.add_names(&mut analyzer, vocabulary);
        lexicon
    }

    fn add_names(&mut self, analyzer: &mut Analyzer, vocabulary: &Vocabulary) {
        for country in vocabulary.countries() {
            for name in country.names().chain(country.adjectives.iter().map(String::as_str)) {
                self.add_name(analyzer, name, Column::Country, &country.name);
            }
        }
        for region in vocabulary.regions() {
            for name in region.aliases.iter().chain([&region.label]) {
                self.add_name(analyzer, name, Column::Region, &region.label);
            }
        }
        for body in vocabulary.bodies() {
            for name in body.names() {
                self.add_name(analyzer, name, Column::Body, &body.acronym);
            }
        }
        for addressee in vocabulary.addressees() {
            for name in addressee.phrases.iter().chain([&addressee.name]) {
                self.add_name(analyzer, name, Column::Addressee, &addressee.name);
            }
        }
        for topic in vocabulary.topics() {
            for name in &topic.terms {
                self.add_name(analyzer, name, Column::Topic, &topic.id);
            }
        }
    }

    fn add_name(&mut self, analyzer: &mut Analyzer, name: &str, column: Column, value: &str) {
        let stems = stems(analyzer, name);
        let capitals = is_ambiguous_acronym(name, &stems);
        if let Some(first) = stems.first() {
            let names = self.names.entry(first.clone()).or_default();
            let tag = (column, value.to_owned());
            if !names.iter().any(|known| known.stems == stems && known.tag == tag) {
                names.push(Name { stems, capitals, tag });
            }
        }
    }

    fn add(&mut self, analyzer: &mut Analyzer, relation: Relation, one_way: bool, wordings: &[&str]) {
        let group = self.groups.len();
        let mut members = Vec::new();
        let mut seen = BTreeSet::new();
        for (place, printed) in wordings.iter().enumerate() {
            let stems = stems(analyzer, printed);
            if stems.is_empty() || !seen.insert(stems.clone()) {
                continue;
            }
            let entry = self.entries.len();
            if let Some(first) = stems.first() {
                self.by_first_stem.entry(first.clone()).or_default().push(entry);
            }
            let capitals = is_ambiguous_acronym(printed, &stems);
            let finds = !one_way || place == 0;
            self.entries.push(Entry { printed: (*printed).to_owned(), stems, group, capitals, finds });
            members.push(entry);
        }
        self.groups.push(Group { relation, one_way, members });
    }

    /// The longest wording or name that begins the run of words. `printed` are the words as typed, `stems` their stems.
    pub(super) fn longest(&self, printed: &[&str], stems: &[&str]) -> Option<Known> {
        let first = *stems.first()?;
        let begins = |known: &[String], capitals: bool| {
            known.len() <= stems.len()
                && known.iter().zip(stems).all(|(known, typed)| known == typed)
                && (!capitals || printed.first().is_some_and(|word| is_acronym(word)))
        };
        let entries: Vec<&Entry> = self
            .by_first_stem
            .get(first)
            .into_iter()
            .flatten()
            .filter_map(|entry| self.entries.get(*entry))
            .filter(|entry| entry.finds && begins(&entry.stems, entry.capitals))
            .collect();
        let names: Vec<&Name> =
            self.names.get(first).into_iter().flatten().filter(|name| begins(&name.stems, name.capitals)).collect();
        let lengths = entries.iter().map(|entry| entry.stems.len()).chain(names.iter().map(|name| name.stems.len()));
        let length = lengths.max()?;
        let typed = stems.get(..length)?;
        let groups: BTreeSet<usize> =
            entries.iter().filter(|entry| entry.stems.len() == length).map(|entry| entry.group).collect();
        let tags: BTreeSet<(Column, String)> =
            names.iter().filter(|name| name.stems.len() == length).map(|name| name.tag.clone()).collect();
        Some(Known { length, wordings: self.wordings(typed, &groups), tags: tags.into_iter().collect() })
    }

    /// The wordings of some groups but the typed one, each once.
    fn wordings(&self, typed: &[&str], groups: &BTreeSet<usize>) -> Vec<Wording> {
        let mut found: BTreeMap<&[String], Wording> = BTreeMap::new();
        for group in groups.iter().filter_map(|group| self.groups.get(*group)) {
            for entry in group.members.iter().filter_map(|member| self.entries.get(*member)) {
                if entry.stems.iter().eq(typed.iter()) || (group.one_way && entry.finds) {
                    continue;
                }
                let known = found.entry(&entry.stems).or_insert_with(|| Wording {
                    printed: entry.printed.clone(),
                    stems: entry.stems.clone(),
                    relation: group.relation,
                });
                known.relation = known.relation.min(group.relation);
            }
        }
        found.into_values().collect()
    }
}

/// Whether a wording counts only in capitals, because the word in small letters means something else.
fn is_ambiguous_acronym(printed: &str, stems: &[String]) -> bool {
    stems.len() == 1 && is_acronym(printed) && is_function_word(&printed.to_lowercase())
}

/// The stems of the words of a wording, compounds taken apart.
fn stems(analyzer: &mut Analyzer, printed: &str) -> Vec<String> {
    analyzer.analyze(printed).iter().filter(|term| term.words == 1).map(|term| term.text.clone()).collect()
}

/// The words of a text one by one, without the joined forms of compounds.
pub(super) fn words(text: &str, reduction: Reduction) -> Vec<Term> {
    terms(text, reduction).into_iter().filter(|term| term.words == 1).collect()
}

/// Whether a word is written in capitals, such as `US` or `HIV`.
pub(super) fn is_acronym(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

/// Words that say how a sentence hangs together rather than what it is about, verbs without a content of their own among
/// them.
const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been", "being", "both",
    "but", "by", "can", "could", "did", "do", "does", "doing", "for", "from", "had", "has", "have", "having", "he",
    "her", "here", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "just", "may", "me", "might",
    "more", "most", "much", "must", "my", "no", "nor", "not", "of", "on", "one", "only", "or", "other", "our", "out",
    "over", "own", "please", "s", "said", "say", "says", "shall", "she", "should", "so", "some", "such", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "through", "to", "too", "under",
    "until", "up", "upon", "us", "very", "was", "we", "were", "what", "when", "where", "whether", "which", "while",
    "who", "whom", "whose", "why", "will", "with", "within", "without", "would", "you", "your", "get", "gets", "got",
    "many", "tell", "find", "show", "give", "given", "there", "it", "send", "sent", "make", "makes", "made", "take",
    "takes", "taken", "took", "go", "goes", "went", "come", "comes", "came", "put", "puts", "want", "wants", "happen",
    "happens", "let", "sit", "sits",
];

/// Whether a folded word carries no content of its own.
pub(super) fn is_function_word(folded: &str) -> bool {
    FUNCTION_WORDS.contains(&folded)
}

/// Stems of words that ask somebody to do something.
const ASKING: &[&str] = &[
    "advis",
    "ask",
    "call",
    "encourag",
    "exhort",
    "invit",
    "mandat",
    "must",
    "oblig",
    "propos",
    "recommend",
    "request",
    "requir",
    "should",
    "task",
    "urg",
];

/// Whether a stem is that of a word that asks somebody to do something.
pub(super) fn is_asking(stem: &str) -> bool {
    ASKING.contains(&stem)
}
