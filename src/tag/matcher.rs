//! Matcher: every term of the vocabulary found in a text in one pass.
//!
//! Input: a text. Output: the terms in it, each with the entry it stands for and its place. Terms match on word bounds, in
//! any case but for the capitals that the term itself has (`ATS`, `Chad`), with a plural ending. Where names overlap the
//! longest holds, so that `South Georgia` is not Georgia and the Subcommission on Illicit Drug Traffic is no traffic. It
//! does not weigh what it finds.
//!
//! As a term begins where a word does, the automaton is walked from the beginnings of words alone, and of those only from
//! the ones whose first letters are a term's: of running text that is less than half of the words, and most are left again
//! after a letter or two.

use std::ops::Range;

use aho_corasick::Anchored;
use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::contiguous::NFA;

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
    automaton: Option<NFA>,
    openings: Openings,
    /// The terms of each pattern, which differ in their capitals.
    terms: Vec<Vec<Term>>,
}

/// What a pattern of the automaton stands for, where it has these capitals.
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
        let folded = Folded::new(printed);
        let mut found: Vec<Match> = Vec::new();
        for (start, letters) in words(&folded.text) {
            self.find_at(start, letters, &folded, printed, &mut found);
        }
        longest_of_each_layer(found)
    }

    /// The terms that begin at a byte of a folded text, where a word with these first letters begins.
    fn find_at(&self, start: usize, letters: u64, folded: &Folded, printed: &str, found: &mut Vec<Match>) {
        let rest = folded.text.as_bytes().get(start..).unwrap_or_default();
        let Some(automaton) = self.automaton.as_ref().filter(|_| self.openings.contain(letters, rest)) else { return };
        let Ok(mut state) = automaton.start_state(Anchored::Yes) else { return };
        for (end, byte) in (start + 1..).zip(rest) {
            state = automaton.next_state(Anchored::Yes, state, *byte);
            if !automaton.is_special(state) {
                continue;
            }
            if automaton.is_dead(state) {
                return;
            }
            if automaton.is_match(state) {
                let patterns = (0..automaton.match_len(state)).map(|index| automaton.match_pattern(state, index));
                // A state also knows of the terms that end here and began later.
                let whole = patterns.filter(|pattern| automaton.pattern_len(*pattern) == end - start);
                for term in whole.filter_map(|pattern| self.terms.get(pattern.as_usize())).flatten() {
                    term.find_in(start, end, folded, printed, found);
                }
            }
        }
    }
}

/// The words of a text: the byte at which each begins, and its first letters as [`Openings`] knows them.
fn words(text: &str) -> impl Iterator<Item = (usize, u64)> {
    let mut bytes = text.bytes().enumerate();
    std::iter::from_fn(move || {
        let mut begun: Option<(usize, Letters)> = None;
        for (at, byte) in bytes.by_ref() {
            let is_letter = match byte {
                0..0x80 => byte.is_ascii_alphanumeric(),
                // A further byte of a letter.
                0x80..0xC0 => begun.is_some(),
                0xC0.. => text.get(at..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric)),
            };
            match &mut begun {
                Some((_, letters)) if is_letter => letters.add(byte),
                Some(_) => break,
                None if is_letter => {
                    let mut letters = Letters::default();
                    letters.add(byte);
                    begun = Some((at, letters));
                }
                None => {}
            }
        }
        begun.map(|(start, letters)| (start, letters.packed))
    })
}

/// The first letters of a word, as far as they are ASCII.
#[derive(Debug, Clone, Copy, Default)]
struct Letters {
    packed: u64,
    /// How many there are; [`Openings::LETTERS`] behind a letter that is not ASCII.
    count: usize,
}

impl Letters {
    fn of(word: &str) -> Self {
        let mut letters = Self::default();
        word.bytes().for_each(|byte| letters.add(byte));
        letters
    }

    fn add(&mut self, byte: u8) {
        if !byte.is_ascii() {
            self.count = Openings::LETTERS;
        }
        if self.count < Openings::LETTERS {
            self.packed = self.packed << 8 | u64::from(byte);
            self.count += 1;
        }
    }
}

/// The first letters of the first words of all terms: most words of a text begin with none of them and are passed over. A bit
/// for each place that letters can have.
#[derive(Debug)]
struct Openings(Box<[u64; 1 << (Self::BITS - 6)]>);

impl Openings {
    /// Letters, in bytes, that are looked at.
    const LETTERS: usize = 8;
    /// One word in twelve of a text is this one, so that the letters behind it are looked at too.
    const ARTICLE: &str = "the";
    /// Bits of the place of an opening: the terms have under three thousand, so that one in twenty is there by chance.
    const BITS: u32 = 16;

    fn new() -> Self {
        Self(Box::new([0; 1 << (Self::BITS - 6)]))
    }

    /// Adds the opening of a term, and those that it has with a plural ending.
    fn add(&mut self, term: &str) {
        let word = term.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if let Some(letters) = Self::behind_article(term.as_bytes()).filter(|_| word == Self::ARTICLE) {
            return self.set(Self::place(letters));
        }
        for ending in ["", "s", "es"] {
            self.set(Self::place(Letters::of(&format!("{word}{ending}")).packed));
        }
    }

    fn set(&mut self, place: usize) {
        if let Some(bits) = self.0.get_mut(place / 64) {
            *bits |= 1 << (place % 64);
        }
    }

    /// Whether a term may begin where this folded text does, whose first word has these first letters.
    fn contain(&self, letters: u64, text: &[u8]) -> bool {
        let holds = |place: usize| self.0.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1);
        holds(Self::place(letters)) || Self::behind_article(text).is_some_and(|letters| holds(Self::place(letters)))
    }

    /// The first letters of a text that begins with the article, with those behind it.
    fn behind_article(text: &[u8]) -> Option<u64> {
        let letters = text.first_chunk::<{ Self::LETTERS }>()?;
        letters.starts_with(Self::ARTICLE.as_bytes()).then(|| u64::from_be_bytes(*letters))
    }

    /// The place of the first letters.
    fn place(letters: u64) -> usize {
        // The golden ratio spreads neighbours over all places.
        let place = letters.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - Self::BITS);
        usize::try_from(place).unwrap_or_default()
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
    // The proper names that were kept, in order, with whether they hide addressees.
    let mut names: Vec<(Range<usize>, bool)> = Vec::new();
    for candidate in found {
        let (layer, start) = (candidate.concept.layer(), candidate.range.start);
        // What is kept of a layer does not overlap, so that the last of it reaches farthest.
        let covered = kept
            .last()
            .is_some_and(|m| m.concept.layer() == layer && m.range.end > start && m.range != candidate.range);
        // An organization with States in its name is still asked by that name: only names that are no addressee hide one.
        let within_name = layer != 0
            && last_before(&names, start).is_some_and(|(name, hides_addressees)| {
                candidate.range.end <= name.end
                    && *name != candidate.range
                    && (layer != Concept::Addressee(0).layer() || *hides_addressees)
            });
        if covered || within_name {
            continue;
        }
        if candidate.concept.is_proper_name() {
            let hides_addressees = candidate.concept.hides_addressees();
            match names.last_mut().filter(|(name, _)| *name == candidate.range) {
                Some((_, hides)) => *hides |= hides_addressees,
                None => names.push((candidate.range.clone(), hides_addressees)),
            }
        }
        kept.push(candidate);
    }
    kept.sort_by_key(|m| (m.range.start, m.concept.layer(), m.concept));
    kept.dedup_by(|a, b| a.concept == b.concept && a.range == b.range);
    kept
}

/// The last of the names that begin at `start` or before: as names do not overlap, the only one that can reach it.
fn last_before(names: &[(Range<usize>, bool)], start: usize) -> Option<&(Range<usize>, bool)> {
    names.get(..names.partition_point(|(name, _)| name.start <= start))?.last()
}

impl Term {
    /// Adds what the term stands for, where it is found from `start` to `end` of a folded text and bears its capitals.
    fn find_in(&self, start: usize, end: usize, folded: &Folded, printed: &str, found: &mut Vec<Match>) {
        let Some(end) = self.end_in(&folded.text, end) else { return };
        let is_capital = |at: &usize| {
            let origin = folded.origin(start + at);
            printed.get(origin..).is_some_and(|rest| rest.starts_with(char::is_uppercase))
        };
        if self.capitals.iter().all(is_capital) {
            let range = folded.origin(start)..folded.origin(end);
            let is_name = !self.capitals.is_empty();
            found.extend(self.concepts.iter().map(|concept| Match {
                concept: *concept,
                range: range.clone(),
                is_name,
            }));
        }
    }

    /// Where the term ends, with the plural ending that follows it; `None` where it is part of a longer word.
    fn end_in(&self, text: &str, end: usize) -> Option<usize> {
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

/// Terms collected before the automaton is built.
#[derive(Default)]
struct Terms(Vec<(String, Vec<usize>, Concept)>);

impl Terms {
    /// Adds a term, and its plural in `-ies` where it ends in `y`.
    fn add(&mut self, term: &str, concept: Concept) {
        // A term begins with a word.
        let term = term.trim_start_matches(|c: char| !c.is_alphanumeric());
        let folded = Folded::new(term);
        let is_capital = |at: &usize| {
            let origin = folded.origin(*at);
            term.get(origin..).is_some_and(|rest| rest.starts_with(char::is_uppercase))
        };
        let capitals: Vec<usize> = folded.text.char_indices().map(|(at, _)| at).filter(is_capital).collect();
        let pattern = folded.text.trim_end();
        if pattern.is_empty() {
            return;
        }
        if let Some(stem) = pattern.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
            self.0.push((format!("{stem}ies"), capitals.clone(), concept));
        }
        self.0.push((pattern.to_owned(), capitals, concept));
    }

    fn build(mut self) -> Matcher {
        self.0.sort_by(|(a, ..), (b, ..)| a.cmp(b));
        let mut openings = Openings::new();
        let mut patterns: Vec<String> = Vec::new();
        let mut terms: Vec<Vec<Term>> = Vec::new();
        for (pattern, capitals, concept) in self.0 {
            if patterns.last() != Some(&pattern) {
                openings.add(&pattern);
                patterns.push(pattern);
                terms.push(Vec::new());
            }
            let (Some(pattern), Some(terms)) = (patterns.last(), terms.last_mut()) else { continue };
            match terms.iter_mut().find(|term| term.capitals == capitals) {
                Some(term) if term.concepts.contains(&concept) => {}
                Some(term) => term.concepts.push(concept),
                None => {
                    let inflected = pattern.ends_with(|c: char| c.is_ascii_alphabetic() && c != 's');
                    terms.push(Term { concepts: vec![concept], capitals, inflected });
                }
            }
        }
        // Fails only beyond 2^31 states; without an automaton nothing is found.
        Matcher { automaton: NFA::builder().prefilter(false).build(&patterns).ok(), openings, terms }
    }
}
