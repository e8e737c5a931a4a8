//! Matcher: every term of the vocabulary found in a text in one pass.
//!
//! Input: a text. Output: the terms in it, each with the entry it stands for and its place. Terms match on word bounds, in
//! any case but for the capitals that the term itself has (`ATS`, `Chad`), with a plural ending. Where names overlap the
//! longest holds, so that `South Georgia` is not Georgia and the Subcommission on Illicit Drug Traffic is no traffic. It
//! does not weigh what it finds.

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::fold::Folded;
use super::vocabulary::Vocabulary;

/// What a term stands for: an entry of the vocabulary, by its index in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Concept {
    /// `Commission on Narcotic Drugs`
    Body(usize),
    /// `West Africa`
    Region(usize),
    /// `Peru`, `Peruvian`
    Country(usize),
    /// `French`, which counts before `authorities` and not in `spoke in French`.
    CountryAdjective(usize),
    /// `Single Convention`
    Treaty(usize),
    /// `South Georgia`: holds the place so that nothing shorter is found in it.
    Mask,
    /// `acetic anhydride` as a sign of the topic precursors.
    Topic(usize),
    /// `border`, which needs a second signal.
    WeakTopic(usize),
    /// `heroin`
    Substance(usize),
    /// `ice`, which needs another drug term.
    WeakSubstance(usize),
    /// `Governments`
    Addressee(usize),
}

impl Concept {
    /// Concepts of one layer exclude each other: the longest holds.
    fn layer(self) -> u8 {
        match self {
            Self::Body(_)
            | Self::Region(_)
            | Self::Country(_)
            | Self::CountryAdjective(_)
            | Self::Treaty(_)
            | Self::Mask => 0,
            Self::Topic(_) | Self::WeakTopic(_) => 1,
            Self::Substance(_) | Self::WeakSubstance(_) => 2,
            Self::Addressee(_) => 3,
        }
    }

    /// Names whose words mean nothing by themselves.
    fn is_proper_name(self) -> bool {
        matches!(self, Self::Body(_) | Self::Treaty(_) | Self::Mask | Self::Country(_))
    }

    /// Names whose words name nobody who is asked: the States of `United States`. Organizations are asked by their names.
    fn hides_addressees(self) -> bool {
        matches!(self, Self::Mask | Self::Country(_))
    }
}

/// A term found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    /// What it stands for.
    pub(super) concept: Concept,
    /// Bytes of the text as printed.
    pub(super) range: Range<usize>,
    /// The term itself has capitals, so that capitals in the text say nothing more.
    pub(super) is_name: bool,
}

/// The automaton over all terms.
#[derive(Debug)]
pub(super) struct Matcher {
    automaton: Option<AhoCorasick>,
    terms: Vec<Term>,
}

/// One pattern of the automaton.
#[derive(Debug)]
struct Term {
    concepts: Vec<Concept>,
    /// Places of the folded term, in bytes, that must be capitals in the text.
    capitals: Vec<usize>,
    /// Whether a plural ending may follow.
    inflected: bool,
}

impl Matcher {
    /// Builds the automaton.
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        let mut terms = Terms::default();
        for (index, body) in vocabulary.bodies().iter().enumerate() {
            // The two-letter short forms of organs are words of other things (a section SC, a table GA).
            body.names().filter(|name| name.len() > 2).for_each(|name| terms.add(name, Concept::Body(index)));
        }
        for (index, region) in vocabulary.regions().iter().enumerate() {
            let label = (!region.aliases.is_empty()).then_some(&region.label);
            for name in label.into_iter().chain(&region.aliases) {
                terms.add(&without_capital_of_compass(name), Concept::Region(index));
            }
        }
        for (index, country) in vocabulary.countries().iter().enumerate() {
            country.names().for_each(|name| terms.add(name, Concept::Country(index)));
            country.adjectives.iter().for_each(|name| terms.add(name, Concept::Country(index)));
            country.weak_adjectives.iter().for_each(|name| terms.add(name, Concept::CountryAdjective(index)));
        }
        for (index, treaty) in vocabulary.treaties().iter().enumerate() {
            terms.add(&treaty.name, Concept::Treaty(index));
            treaty.aliases.iter().for_each(|name| terms.add(name, Concept::Treaty(index)));
        }
        vocabulary.masks().iter().for_each(|name| terms.add(name, Concept::Mask));
        for (index, topic) in vocabulary.topics().iter().enumerate() {
            topic.terms.iter().for_each(|term| terms.add(term, Concept::Topic(index)));
            topic.weak_terms.iter().for_each(|term| terms.add(term, Concept::WeakTopic(index)));
        }
        for (index, substance) in vocabulary.substances().iter().enumerate() {
            substance.names().for_each(|name| terms.add(name, Concept::Substance(index)));
            substance.ambiguous.iter().for_each(|name| terms.add(name, Concept::WeakSubstance(index)));
        }
        for (index, addressee) in vocabulary.addressees().iter().enumerate() {
            addressee.phrases.iter().for_each(|phrase| terms.add(phrase, Concept::Addressee(index)));
        }
        terms.build()
    }

    /// The terms in a text, in order of their place.
    pub(super) fn find(&self, printed: &str) -> Vec<Match> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let folded = Folded::new(printed);
        let mut found: Vec<Match> = Vec::new();
        for hit in automaton.find_overlapping_iter(&folded.text) {
            let Some(term) = self.terms.get(hit.pattern().as_usize()) else { continue };
            let Some(end) = term.end_in(&folded.text, hit.start(), hit.end()) else { continue };
            let is_capital = |at: &usize| {
                let origin = folded.origin(hit.start() + at);
                printed.get(origin..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase)
            };
            if !term.capitals.iter().all(is_capital) {
                continue;
            }
            let range = folded.origin(hit.start())..folded.origin(end);
            let is_name = !term.capitals.is_empty();
            found.extend(term.concepts.iter().map(|concept| Match {
                concept: *concept,
                range: range.clone(),
                is_name,
            }));
        }
        longest_of_each_layer(found)
    }
}

/// A name that begins with a point of the compass, which some print small (`southern Africa`), so that it matches both.
fn without_capital_of_compass(name: &str) -> String {
    const POINTS: [&str; 9] =
        ["North", "South", "East", "West", "Central", "Northern", "Southern", "Eastern", "Western"];
    match name.split_once(' ') {
        Some((point, rest)) if POINTS.contains(&point) => format!("{} {rest}", point.to_lowercase()),
        _ => name.to_owned(),
    }
}

/// Drops what lies within a longer term of the same layer, or within a proper name.
fn longest_of_each_layer(mut found: Vec<Match>) -> Vec<Match> {
    found.sort_by_key(|m| (m.concept.layer(), m.range.start, std::cmp::Reverse(m.range.end), m.concept));
    let mut kept: Vec<Match> = Vec::with_capacity(found.len());
    let mut names: BTreeMap<(usize, usize), bool> = BTreeMap::new();
    for candidate in found {
        let (layer, start) = (candidate.concept.layer(), candidate.range.start);
        // What is kept of a layer does not overlap, so that the last of it reaches farthest.
        let covered = kept
            .iter()
            .rev()
            .take_while(|m| m.concept.layer() == layer && m.range.end > start)
            .any(|m| m.range != candidate.range);
        // An organization with States in its name is still asked by that name: only names that are no addressee hide one.
        let within_name = layer != 0
            && names_before(&names, start).any(|(name, hides_addressees)| {
                candidate.range.end <= name.1
                    && *name != (start, candidate.range.end)
                    && (layer != Concept::Addressee(0).layer() || *hides_addressees)
            });
        if covered || within_name {
            continue;
        }
        if candidate.concept.is_proper_name() {
            *names.entry((start, candidate.range.end)).or_default() |= candidate.concept.hides_addressees();
        }
        kept.push(candidate);
    }
    kept.sort_by_key(|m| (m.range.start, m.concept.layer(), m.concept));
    kept.dedup_by(|a, b| a.concept == b.concept && a.range == b.range);
    kept
}

/// The names that begin at `start` or so shortly before it that they may reach it.
fn names_before(
    names: &BTreeMap<(usize, usize), bool>,
    start: usize,
) -> impl Iterator<Item = (&(usize, usize), &bool)> {
    /// Bytes of the longest name of the vocabulary, with room to spare.
    const LONGEST_NAME: usize = 256;
    names.range((start.saturating_sub(LONGEST_NAME), 0)..=(start, usize::MAX))
}

impl Term {
    /// Where a hit ends, with the plural ending that follows it; `None` where it is part of a longer word.
    fn end_in(&self, text: &str, start: usize, end: usize) -> Option<usize> {
        let before = text.get(..start)?.chars().next_back();
        if before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let rest = text.get(end..)?;
        let is_bound = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        if is_bound(rest) {
            return Some(end);
        }
        if !self.inflected {
            return None;
        }
        ["s", "es"]
            .iter()
            .find_map(|ending| rest.strip_prefix(ending).filter(|rest| is_bound(rest)).map(|_| end + ending.len()))
    }
}

/// Terms collected before the automaton is built; one pattern may stand for several things.
#[derive(Default)]
struct Terms {
    patterns: Vec<String>,
    terms: Vec<Term>,
    known: std::collections::HashMap<(String, Vec<usize>), usize>,
}

impl Terms {
    /// Adds a term, and its plural in `-ies` where it ends in `y`.
    fn add(&mut self, term: &str, concept: Concept) {
        let folded = Folded::new(term);
        let capitals: Vec<usize> = folded
            .text
            .char_indices()
            .filter(|(at, _)| {
                let origin = folded.origin(*at);
                term.get(origin..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase)
            })
            .map(|(at, _)| at)
            .collect();
        let pattern = folded.text.trim_end().to_owned();
        if pattern.is_empty() {
            return;
        }
        if let Some(stem) = pattern.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
            self.insert(format!("{stem}ies"), capitals.clone(), concept);
        }
        self.insert(pattern, capitals, concept);
    }

    fn insert(&mut self, pattern: String, capitals: Vec<usize>, concept: Concept) {
        let known = self.known.get(&(pattern.clone(), capitals.clone())).copied();
        if let Some(term) = known.and_then(|index| self.terms.get_mut(index)) {
            if !term.concepts.contains(&concept) {
                term.concepts.push(concept);
            }
            return;
        }
        let inflected = pattern.ends_with(|c: char| c.is_ascii_alphabetic() && c != 's');
        self.known.insert((pattern.clone(), capitals.clone()), self.terms.len());
        self.terms.push(Term { concepts: vec![concept], capitals, inflected });
        self.patterns.push(pattern);
    }

    fn build(self) -> Matcher {
        // Fails only beyond 2^31 states; without an automaton nothing is found.
        Matcher { automaton: AhoCorasick::new(&self.patterns).ok(), terms: self.terms }
    }
}
