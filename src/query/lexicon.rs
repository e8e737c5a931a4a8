//! Lexicon: which wordings stand for one another.
//!
//! Input: the names and synonyms of the tag vocabulary and the project's thesaurus. Output: for a run of words, the
//! wordings that mean the same or nearly the same, as sequences of stems, and the tags that the run names. It does not
//! know what the index holds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::index::analyzer::{Analyzer, Reduction, Term, fold, terms};
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

/// The wordings of all groups and the names of tags. They are many and a query has few words, so that they are only put
/// aside by their first letter at first, and read for their stems when a word begins so: no reduction changes that letter.
#[derive(Default)]
pub(super) struct Lexicon<'a> {
    groups: Vec<Group<'a>>,
    by_initial: BTreeMap<u8, Bucket<'a>>,
}

/// Wordings that stand for one another.
struct Group<'a> {
    relation: Relation,
    /// The first stands for the others and is not stood for by them.
    one_way: bool,
    /// As they are written in their source.
    members: Vec<&'a str>,
}

/// What begins with one letter.
#[derive(Default)]
struct Bucket<'a> {
    /// Groups with a wording of theirs.
    wordings: Vec<(usize, &'a str)>,
    /// Names with their tags.
    names: Vec<(&'a str, Tag<'a>)>,
    read: OnceLock<Vec<Entry>>,
}

/// A column and a value of it.
type Tag<'a> = (Column, &'a str);

/// A wording or name that a run of words may begin with.
struct Entry {
    stems: Vec<String>,
    /// Matched only as printed: `WHO` is not `who`.
    capitals: bool,
    means: Meaning,
}

/// What a wording or name leads to, by example.
#[derive(Clone, Copy)]
enum Meaning {
    /// `custody`, a wording of the group of prisons.
    Group(usize),
    /// `HONLAF`, a body: so many names of the bucket before it.
    Name(usize),
}

impl Bucket<'_> {
    /// The entries by their stems.
    fn entries(&self) -> &[Entry] {
        self.read.get_or_init(|| {
            let mut analyzer = Analyzer::new(Reduction::Stem);
            let mut entry = |printed: &str, means| {
                let stems = stems(&mut analyzer, printed);
                let capitals = is_ambiguous_acronym(printed, &stems);
                Entry { stems, capitals, means }
            };
            let wordings = self.wordings.iter().map(|(group, printed)| (printed, Meaning::Group(*group)));
            let names = self.names.iter().enumerate().map(|(place, (printed, _))| (printed, Meaning::Name(place)));
            let mut entries: Vec<Entry> = wordings.chain(names).map(|(printed, means)| entry(printed, means)).collect();
            entries.retain(|entry| !entry.stems.is_empty());
            entries.sort_by(|a, b| a.stems.cmp(&b.stems));
            entries
        })
    }
}

impl<'a> Lexicon<'a> {
    /// The lexicon of a vocabulary and of the thesaurus.
    pub(super) fn new(vocabulary: &'a Vocabulary) -> Self {
        let mut lexicon = Self::default();
        for group in vocabulary.synonyms() {
            lexicon.add(Relation::Same, false, group);
        }
        for line in THESAURUS.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let Some((relation, wordings)) = line.split_once('\t') else { continue };
            let (relation, one_way) = match relation {
                "same" => (Relation::Same, false),
                "gives" => (Relation::Near, true),
                _ => (Relation::Near, false),
            };
            lexicon.add(relation, one_way, wordings.split('|').collect());
        }
        for substance in vocabulary.substances() {
            for slang in &substance.ambiguous {
                lexicon.add(Relation::Near, true, vec![slang, &substance.name]);
            }
        }
        lexicon.add_names(vocabulary);
        lexicon
    }

    fn add_names(&mut self, vocabulary: &'a Vocabulary) {
        for country in vocabulary.countries() {
            for name in country.names().chain(country.adjectives.iter().map(String::as_str)) {
                self.add_name(name, Column::Country, &country.name);
            }
        }
        for region in vocabulary.regions() {
            for name in region.aliases.iter().chain([&region.label]) {
                self.add_name(name, Column::Region, &region.label);
            }
        }
        for body in vocabulary.bodies() {
            for name in body.names() {
                self.add_name(name, Column::Body, &body.acronym);
            }
        }
        for addressee in vocabulary.addressees() {
            for name in addressee.phrases.iter().chain([&addressee.name]) {
                self.add_name(name, Column::Addressee, &addressee.name);
            }
        }
    }

    fn add_name(&mut self, name: &'a str, column: Column, value: &'a str) {
        if let Some(initial) = initial(name) {
            self.by_initial.entry(initial).or_default().names.push((name, (column, value)));
        }
    }

    fn add(&mut self, relation: Relation, one_way: bool, members: Vec<&'a str>) {
        let group = self.groups.len();
        let finding = if one_way { members.get(..1) } else { Some(members.as_slice()) };
        for printed in finding.unwrap_or_default() {
            if let Some(initial) = initial(printed) {
                self.by_initial.entry(initial).or_default().wordings.push((group, printed));
            }
        }
        self.groups.push(Group { relation, one_way, members });
    }

    /// The longest wording or name that begins the run of words. `printed` are the words as typed, `stems` their stems.
    pub(super) fn longest(&self, printed: &[&str], stems: &[&str]) -> Option<Known> {
        let first = *stems.first()?;
        let bucket = self.by_initial.get(&first.bytes().next()?)?;
        let entries = bucket.entries();
        let from = entries.partition_point(|entry| entry.stems.first().is_some_and(|stem| stem.as_str() < first));
        let begun: Vec<&Entry> = entries
            .iter()
            .skip(from)
            .take_while(|entry| entry.stems.first().is_some_and(|stem| stem == first))
            .filter(|entry| begins(entry, printed, stems))
            .collect();
        let length = begun.iter().map(|entry| entry.stems.len()).max()?;
        let typed = stems.get(..length)?;
        let (mut groups, mut tags) = (BTreeSet::new(), BTreeSet::new());
        for entry in begun.iter().filter(|entry| entry.stems.len() == length) {
            match entry.means {
                Meaning::Group(group) => {
                    groups.insert(group);
                }
                Meaning::Name(place) => {
                    tags.extend(bucket.names.get(place).map(|(_, (column, value))| (*column, (*value).to_owned())));
                }
            }
        }
        Some(Known { length, wordings: self.wordings(typed, &groups), tags: tags.into_iter().collect() })
    }

    /// The wordings of some groups but the typed one, each once.
    fn wordings(&self, typed: &[&str], groups: &BTreeSet<usize>) -> Vec<Wording> {
        let mut analyzer = Analyzer::new(Reduction::Stem);
        let mut found: BTreeMap<Vec<String>, Wording> = BTreeMap::new();
        for group in groups.iter().filter_map(|group| self.groups.get(*group)) {
            for printed in group.members.iter().skip(usize::from(group.one_way)) {
                let stems = stems(&mut analyzer, printed);
                if stems.is_empty() || stems.iter().eq(typed.iter()) {
                    continue;
                }
                let known = found.entry(stems.clone()).or_insert_with(|| Wording {
                    printed: (*printed).to_owned(),
                    stems,
                    relation: group.relation,
                });
                known.relation = known.relation.min(group.relation);
            }
        }
        found.into_values().collect()
    }
}

/// Whether a run of words begins with a wording or name.
fn begins(entry: &Entry, printed: &[&str], stems: &[&str]) -> bool {
    entry.stems.len() <= stems.len()
        && entry.stems.iter().zip(stems).all(|(known, typed)| known == typed)
        && (!entry.capitals || printed.first().is_some_and(|word| is_acronym(word)))
}

/// The first byte of the first stem of a wording.
fn initial(printed: &str) -> Option<u8> {
    let first = printed.chars().find(|c| c.is_alphanumeric())?;
    if first.is_ascii() {
        return Some(first.to_ascii_lowercase() as u8);
    }
    let mut folded = String::new();
    fold(first.encode_utf8(&mut [0; 4]), &mut folded);
    folded.bytes().next()
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
