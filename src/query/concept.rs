//! Concept: what the words of a query are about.
//!
//! Input: a run of typed words and what the index holds. Output: [`Concept`]s, each with the wordings that may stand
//! for it, and notes on what was added or corrected. It builds no index query.

use std::collections::{BTreeSet, HashMap};

use tantivy::Term;

use crate::error::Result;
use crate::index::Snapshot;
use crate::index::analyzer::{Reduction, Term as Analyzed, fold, terms};
use crate::index::schema::Column;

use super::acronym;
use super::derivation;
use super::lexicon::{Known, Lexicon, Relation, is_acronym, is_asking, is_function_word, words};
use super::rank::{
    MAX_DERIVED, MAX_EXPANDED_WORDS, MAX_PREFIX_WORDS, MAX_SPELLINGS, MAX_WORDINGS, RARE_SHARE, SHORTEST_BEGINNING,
    SHORTEST_CORRECTED, Weights,
};
use super::spelling;

/// One thing that the query is about.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Concept {
    /// As typed.
    pub typed: String,
    /// What may stand for it; the typed wording first.
    pub variants: Vec<Variant>,
    /// How much it tells: the inverse document frequency of the typed wording.
    pub weight: f32,
    /// Its first word and the word after its last, counted in the run.
    pub place: (usize, usize),
}

impl Concept {
    /// Whether it is a symbol or number with a slash, such as `E/2025/28` or `68/4`.
    pub(super) fn is_number(&self) -> bool {
        let typed = self.variants.first().map(|variant| &variant.pattern);
        matches!(typed, Some(Pattern::Stems { stems, .. }) if matches!(stems.as_slice(), [one] if one.contains('/')))
    }
}

/// One way to match a concept.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Variant {
    /// What to look for.
    pub pattern: Pattern,
    /// Its share of the full score, 0 to 1.
    pub weight: f32,
}

/// What to look for in a passage, by example.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Pattern {
    /// `precursor`, `acet anhydrid`: stems in this order with at most so many words between them.
    Stems {
        /// The stems.
        stems: Vec<String>,
        /// Other words allowed between them.
        slop: u32,
    },
    /// `law`, `enforc`: stems anywhere in the same field.
    Together(Vec<String>),
    /// `traffick*`: any of these words as printed, all of which begin so.
    Prefix {
        /// The beginning, folded.
        beginning: String,
        /// The words that the index holds.
        words: Vec<String>,
    },
    /// `region:Africa`
    Tag(Column, String),
}

impl Pattern {
    /// Stems side by side.
    fn stems(stems: impl Into<Vec<String>>) -> Self {
        Self::Stems { stems: stems.into(), slop: 0 }
    }
}

/// Words of a run that are one thing.
struct Words<'a> {
    typed: &'a str,
    /// Their stems, compounds taken apart.
    own: Vec<String>,
    /// The joined form of a compound.
    compound: Option<&'a Analyzed>,
    /// A word with its number.
    numbered: bool,
    /// Whether words that resemble it are looked for.
    expands: bool,
    place: (usize, usize),
}

/// The stems of the words of a text.
fn stems_of(text: &str) -> Vec<String> {
    words(text, Reduction::Stem).into_iter().map(|term| term.text).collect()
}

/// How words are understood.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    /// What the index holds.
    pub snapshot: &'a Snapshot,
    /// Which wordings stand for one another; `None` takes words as typed.
    pub lexicon: Option<&'a Lexicon<'a>>,
    /// The weights.
    pub weights: &'a Weights,
}

/// What a run of words became.
#[derive(Debug, Clone, Default)]
pub(super) struct Understood {
    /// The concepts, in the order of the words.
    pub concepts: Vec<Concept>,
    /// What was added or corrected, a sentence each.
    pub notes: Vec<String>,
}

impl Reading<'_> {
    /// Understands a run of words. Function words are left out unless there is nothing else.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub(super) fn run(&self, typed: &str) -> Result<Understood> {
        let parts = words(typed, Reduction::Stem);
        let joined: Vec<Analyzed> = terms(typed, Reduction::Stem).into_iter().filter(|term| term.words > 1).collect();
        let printed: Vec<&str> = parts.iter().map(|part| typed.get(part.range.clone()).unwrap_or_default()).collect();
        let stems: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        let mut understood = Understood::default();
        let mut left_out = Vec::new();
        // A word that is repeated adds nothing.
        let mut read = BTreeSet::new();
        let expands = self.lexicon.is_some() && parts.len() <= MAX_EXPANDED_WORDS;
        let asks = self.lexicon.is_some() && stems.iter().any(|stem| is_asking(stem));
        let mut at = 0;
        while at < parts.len() {
            let compound = joined.iter().find(|term| term.position == at);
            let (Some(rest_printed), Some(rest_stems)) = (printed.get(at..), stems.get(at..)) else { break };
            let known = self.lexicon.and_then(|lexicon| lexicon.longest(rest_printed, rest_stems));
            let shortest = compound.map_or(1, |term| term.words).max(numbered(rest_printed));
            let known = known.filter(|known| known.length >= shortest);
            let length = known.as_ref().map_or(shortest, |known| known.length);
            let place = (at, (at + length).min(parts.len()));
            at = place.1;
            let own: Vec<String> =
                stems.get(place.0..place.1).unwrap_or_default().iter().map(|stem| (*stem).to_owned()).collect();
            let range = parts.get(place.0).map_or(0, |part| part.range.start)
                ..parts.get(place.1 - 1).map_or(0, |part| part.range.end);
            let numbered = known.is_none() && numbered(rest_printed) > 0;
            if !read.insert((own.clone(), compound.map(|term| term.text.as_str()))) {
                continue;
            }
            let typed = typed.get(range).unwrap_or_default();
            let words = Words { typed, own, compound, numbered, expands, place };
            let single = words.own.len() == 1 && compound.is_none();
            if single && asks && words.own.iter().all(|stem| is_asking(stem)) {
                understood.concepts.push(self.asking(&words));
            } else if single && known.is_none() && is_function_word(&words.typed.to_lowercase()) {
                left_out.push(words);
            } else {
                let concept = self.concept(&words, known, asks, &mut understood.notes)?;
                understood.concepts.push(concept);
            }
        }
        if understood.concepts.is_empty() {
            for words in left_out {
                let concept = self.concept(&words, None, false, &mut understood.notes)?;
                understood.concepts.push(concept);
            }
        }
        found_once(&mut understood.concepts);
        Ok(understood)
    }

    /// The concept of a word such as `asked` or `should`: what is wanted are passages that ask.
    fn asking(&self, words: &Words<'_>) -> Concept {
        let mut variants = vec![Variant { pattern: Pattern::Stems { stems: words.own.clone(), slop: 0 }, weight: 0.3 }];
        for (kind, weight) in [("recommendation", 1.0), ("operative", 0.8), ("decision", 0.5)] {
            variants.push(Variant { pattern: Pattern::Tag(Column::Kind, kind.to_owned()), weight });
        }
        Concept { typed: words.typed.to_owned(), variants, weight: self.weights.asked_kind, place: words.place }
    }

    fn concept(&self, words: &Words<'_>, known: Option<Known>, asks: bool, notes: &mut Vec<String>) -> Result<Concept> {
        let Words { typed, own, compound, numbered, expands, place } = words;
        let mut variants = Vec::new();
        // The parts of a symbol or number mean nothing without it.
        let opaque = compound.is_some_and(|term| term.text.contains('/'));
        let whole = compound.filter(|term| opaque || term.words == own.len());
        if let Some(whole) = whole {
            variants.push(Variant { pattern: Pattern::stems([whole.text.clone()]), weight: 1.0 });
        }
        if !opaque {
            variants.push(Variant { pattern: Pattern::stems(own.clone()), weight: 1.0 });
        }
        let telling: Vec<String> = own.iter().filter(|stem| !is_function_word(stem)).cloned().collect();
        if telling.len() > 1 && !opaque && !numbered {
            variants.push(Variant { pattern: Pattern::Together(telling), weight: self.weights.together });
        }
        let mut weight = self.weight(&variants, own, known.as_ref())?;
        if own.len() > 1 && known.is_some() && !opaque {
            for stem in own.iter().filter(|stem| !is_function_word(stem)) {
                let pattern = Pattern::stems([stem.clone()]);
                let idf = self.idf(&pattern)?;
                let share = self.weights.part * (idf / weight.max(f32::MIN_POSITIVE)).min(1.0);
                variants.push(Variant { pattern, weight: share });
            }
        }
        if self.lexicon.is_some() {
            let mut added = Vec::new();
            if let ([stem], false, true) = (own.as_slice(), opaque, *expands) {
                self.add_derived(stem, &mut variants, &mut weight)?;
            }
            match known {
                Some(known) => self.add_known(known, asks, &mut variants, &mut weight, &mut added)?,
                None if opaque && weight > 0.0 => {
                    if let Some(name) = acronym::name_of(self.snapshot, typed)? {
                        variants.push(Variant { pattern: Pattern::stems(stems_of(&name)), weight: self.weights.same });
                        added.push(name);
                    }
                }
                None if own.len() == 1 && !opaque && *expands => {
                    self.add_similar(typed, &mut variants, &mut weight, notes, &mut added)?
                }
                None => {}
            }
            if !added.is_empty() {
                notes.push(format!("\"{typed}\" also searched as {}", added.join(", ")));
            }
        }
        Ok(Concept { typed: (*typed).to_owned(), variants, weight, place: *place })
    }

    /// How much a concept tells: the rarity of the typed wording, drawn towards that of the commonest one near it.
    fn weight(&self, typed: &[Variant], own: &[String], known: Option<&Known>) -> Result<f32> {
        let mut weight = 0.0_f32;
        for variant in typed {
            weight = weight.max(self.idf(&variant.pattern)?);
        }
        if weight == 0.0 {
            weight = self.weight_of_others(own, known)?;
        }
        let wordings = known.iter().flat_map(|known| &known.wordings);
        let mut commonest = weight;
        for wording in wordings.filter(|wording| wording.relation == Relation::Near) {
            let idf = self.idf(&Pattern::stems(wording.stems.clone()))?;
            commonest = if idf > 0.0 { commonest.min(idf) } else { commonest };
        }
        Ok(weight + self.weights.commonest * (commonest - weight))
    }

    /// The weight of what is not held as typed: that of the rarest wording that stands for it, or else of its rarest
    /// word; not that of a word found everywhere, such as `drug` of `drug users`.
    fn weight_of_others(&self, own: &[String], known: Option<&Known>) -> Result<f32> {
        let wordings = known.iter().flat_map(|known| &known.wordings).map(|wording| wording.stems.clone());
        let mut rarest = 0.0_f32;
        for wording in wordings {
            rarest = rarest.max(self.idf(&Pattern::stems(wording))?);
        }
        if rarest == 0.0 && own.len() > 1 {
            for stem in own.iter().filter(|stem| !is_function_word(stem)) {
                rarest = rarest.max(self.idf(&Pattern::stems([stem.clone()]))?);
            }
        }
        Ok(rarest)
    }

    /// Adds the wordings and tags of a known wording.
    fn add_known(
        &self,
        known: Known,
        asks: bool,
        variants: &mut Vec<Variant>,
        weight: &mut f32,
        added: &mut Vec<String>,
    ) -> Result<()> {
        let mut wordings = known.wordings;
        wordings.sort_by_key(|wording| wording.relation);
        for wording in wordings.into_iter().take(MAX_WORDINGS) {
            if wording.stems.len() == 1 && wording.stems.iter().any(|stem| is_function_word(stem)) {
                continue;
            }
            let share = if wording.relation == Relation::Same { self.weights.same } else { self.weights.near };
            let pattern = Pattern::stems(wording.stems);
            let idf = self.idf(&pattern)?;
            if idf > 0.0 && share > 0.0 {
                // A wording found everywhere tells as little as it does by itself.
                variants.push(Variant { pattern, weight: share * (idf / *weight).min(1.0) });
                added.push(wording.printed);
            }
        }
        for (column, value) in known.tags {
            let share = match column {
                Column::Addressee if asks => self.weights.asked_addressee,
                Column::Addressee => continue,
                _ => self.weights.tag,
            };
            *weight = weight.max(1.0);
            variants.push(Variant { pattern: Pattern::Tag(column, value), weight: share });
        }
        Ok(())
    }

    /// Adds words made from the same root.
    fn add_derived(&self, stem: &str, variants: &mut Vec<Variant>, weight: &mut f32) -> Result<()> {
        if is_function_word(stem) {
            return Ok(());
        }
        for relative in derivation::relatives(self.snapshot, self.snapshot.fields.text, stem, MAX_DERIVED)? {
            let pattern = Pattern::stems([relative]);
            let idf = self.idf(&pattern)?;
            *weight = if *weight == 0.0 { idf } else { *weight };
            let share = self.weights.derived * (idf / weight.max(f32::MIN_POSITIVE)).min(1.0);
            variants.push(Variant { pattern, weight: share });
        }
        Ok(())
    }

    /// Adds what resembles a word that is not known: what an acronym is short for, words that begin with a rare word,
    /// and words of the index in place of one that it does not hold.
    fn add_similar(
        &self,
        typed: &str,
        variants: &mut Vec<Variant>,
        weight: &mut f32,
        notes: &mut Vec<String>,
        added: &mut Vec<String>,
    ) -> Result<()> {
        let mut surface = String::new();
        fold(typed, &mut surface);
        if *weight > 0.0 && is_acronym(typed) {
            if let Some(long) = acronym::defined(self.snapshot, typed)? {
                variants.push(Variant { pattern: Pattern::stems(stems_of(&long)), weight: self.weights.same });
                added.push(long);
            }
            return Ok(());
        }
        let unknown = *weight == 0.0;
        if unknown && surface.chars().count() >= SHORTEST_CORRECTED {
            let near = spelling::nearest(self.snapshot, typed, MAX_SPELLINGS)?;
            if self.add_spellings(typed, near, variants, weight, notes)? {
                return Ok(());
            }
        }
        let all = self.snapshot.searcher.num_docs();
        let rare = idf(all / RARE_SHARE + 1, all);
        if (unknown || *weight > rare) && surface.chars().count() >= SHORTEST_BEGINNING {
            let words = spelling::beginning_with(self.snapshot, &surface, MAX_PREFIX_WORDS)?;
            let longer: Vec<String> = words.into_iter().filter(|word| stems_of(word) != stems_of(typed)).collect();
            if !longer.is_empty() {
                *weight = if unknown { rare } else { *weight };
                added.push(format!("{surface}*"));
                let pattern = Pattern::Prefix { beginning: surface, words: longer };
                variants.push(Variant { pattern, weight: self.weights.prefix });
                return Ok(());
            }
        }
        if unknown {
            let near = spelling::nearest(self.snapshot, typed, MAX_SPELLINGS)?;
            self.add_spellings(typed, near, variants, weight, notes)?;
        }
        Ok(())
    }

    /// Adds words of the index in place of one that it does not hold; false where there are none.
    fn add_spellings(
        &self,
        typed: &str,
        near: Vec<String>,
        variants: &mut Vec<Variant>,
        weight: &mut f32,
        notes: &mut Vec<String>,
    ) -> Result<bool> {
        let Some(best) = near.first() else { return Ok(false) };
        notes.push(format!("\"{typed}\" is not in the index; searched \"{}\"", near.join("\", \"")));
        *weight = self.idf(&Pattern::stems(stems_of(best)))?;
        for word in near {
            variants.push(Variant { pattern: Pattern::stems(stems_of(&word)), weight: self.weights.spelling });
        }
        Ok(true)
    }

    /// The concept of a word that begins as typed.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub(super) fn prefix(&self, typed: &str) -> Result<Concept> {
        let beginning = words(typed, Reduction::Surface).pop().map(|term| term.text).unwrap_or_default();
        let words = spelling::beginning_with(self.snapshot, &beginning, MAX_PREFIX_WORDS)?;
        let weight = 3.0;
        let variants = vec![Variant { pattern: Pattern::Prefix { beginning, words }, weight: self.weights.prefix }];
        Ok(Concept { typed: format!("{typed}*"), variants, weight, place: (0, 1) })
    }

    /// The concept of a quoted phrase: its words in order, no other wording.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub(super) fn phrase(&self, typed: &str, slop: u32) -> Result<Concept> {
        let stems: Vec<String> = words(typed, Reduction::Stem).into_iter().map(|term| term.text).collect();
        let place = (0, stems.len());
        let pattern = Pattern::Stems { stems, slop };
        let weight = self.idf(&pattern)?;
        Ok(Concept { typed: format!("\"{typed}\""), variants: vec![Variant { pattern, weight: 1.0 }], weight, place })
    }

    /// The inverse document frequency of a pattern over text and headings; 0 where a word of it is not held. That of
    /// several words is that of the rarest.
    fn idf(&self, pattern: &Pattern) -> Result<f32> {
        let stems = match pattern {
            Pattern::Stems { stems, .. } | Pattern::Together(stems) => stems,
            Pattern::Prefix { .. } | Pattern::Tag(..) => return Ok(0.0),
        };
        let mut rarest = u64::MAX;
        for stem in stems {
            rarest = rarest.min(self.document_frequency(stem)?);
        }
        Ok(if rarest == 0 || stems.is_empty() { 0.0 } else { idf(rarest, self.snapshot.searcher.num_docs()) })
    }

    fn document_frequency(&self, stem: &str) -> Result<u64> {
        let Snapshot { searcher, fields, .. } = self.snapshot;
        let mut most = 0;
        for field in [fields.text, fields.section, fields.citation] {
            let found = searcher.doc_freq(&Term::from_field_text(field, stem));
            most = most.max(found.map_err(|error| self.snapshot.damaged(&error))?);
        }
        Ok(most)
    }
}

/// Leaves a wording that may stand for several concepts to the one that it is closest to, the first among equals: one word
/// of a passage is no evidence of two things (`cultivation` of both `crops` and `grow`).
fn found_once(concepts: &mut [Concept]) {
    let mut closest: HashMap<Pattern, (f32, usize)> = HashMap::new();
    for (place, concept) in concepts.iter().enumerate() {
        for Variant { pattern, weight } in &concept.variants {
            let held = closest.entry(pattern.clone()).or_insert((*weight, place));
            if held.0 < *weight {
                *held = (*weight, place);
            }
        }
    }
    for (place, concept) in concepts.iter_mut().enumerate() {
        let is_closest = |pattern: &Pattern| closest.get(pattern).is_none_or(|(_, held)| *held == place);
        concept.variants.retain(|variant| matches!(variant.pattern, Pattern::Tag(..)) || is_closest(&variant.pattern));
    }
}

/// The inverse document frequency of BM25.
pub(super) fn idf(found: u64, all: u64) -> f32 {
    let rest = all.saturating_sub(found) as f32;
    (1.0 + (rest + 0.5) / (found as f32 + 0.5)).ln()
}

/// Words that a number belongs to: `article 7` is one thing.
const NUMBERED: &[&str] = &[
    "article",
    "articles",
    "chapter",
    "decision",
    "item",
    "para",
    "paragraph",
    "paragraphs",
    "paras",
    "resolution",
    "rule",
    "schedule",
    "section",
    "session",
    "table",
    "annex",
];

/// 2 where the words begin with a word and its number, such as `article 7` or `Schedule I`, else 0.
fn numbered(printed: &[&str]) -> usize {
    let [word, number, ..] = printed else { return 0 };
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    let roman = number.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
    if (digits || roman) && NUMBERED.contains(&word.to_lowercase().as_str()) { 2 } else { 0 }
}
