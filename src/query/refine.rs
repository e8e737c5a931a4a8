//! Refine: what the order of words in a passage adds to its score.
//!
//! Input: the concepts of a query and a passage. Output: the [`Part`]s of its score beside that of the index. It reads
//! only the passages on top.

use crate::index::record::PassageRecord;
use crate::tag::Kind;

use super::compile::Compiled;
use super::concept::{Concept, Pattern};
use super::matcher::{Found, Matcher};
use super::rank::{NEAR_WORDS, Weights};

/// A part of a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// What it rewards.
    pub name: &'static str,
    /// How much.
    pub score: f32,
}

/// Scores passages of one query.
pub(super) struct Refiner<'a> {
    concepts: &'a [Concept],
    runs: Vec<String>,
    weights: &'a Weights,
    matcher: Matcher,
    /// The sum of the weights of all concepts.
    whole: f32,
}

impl<'a> Refiner<'a> {
    /// A refiner for a compiled query.
    pub(super) fn new(compiled: &'a Compiled, weights: &'a Weights) -> Self {
        let concepts = compiled.concepts.as_slice();
        Self {
            concepts,
            runs: compiled.runs.iter().map(|run| words_of(run)).filter(|run| run.matches(' ').count() > 2).collect(),
            weights,
            matcher: Matcher::new(concepts),
            whole: concepts.iter().map(|concept| concept.weight).sum::<f32>().max(f32::MIN_POSITIVE),
        }
    }

    /// The parts of the score of a passage.
    pub(super) fn parts(&mut self, record: &PassageRecord) -> Vec<Part> {
        let passage = &record.passage.passage;
        let in_text = self.matcher.find(&passage.text);
        let mut above = Vec::new();
        for line in passage.section.iter().chain(&passage.context) {
            above.extend(self.matcher.find(line));
        }
        vec![
            Part { name: "coverage", score: self.weights.coverage * self.coverage(record, &in_text, &above) },
            Part { name: "proximity", score: self.weights.proximity * self.proximity(&in_text) },
            Part { name: "phrase", score: self.weights.phrase * self.phrase(record) },
            Part { name: "kind", score: self.weights.kind * f32::from(u8::from(acts(record.passage.tags.kind))) },
        ]
    }

    /// The share of the concepts, by weight, that stand in the text, above it, or among its tags.
    fn coverage(&self, record: &PassageRecord, in_text: &[Found], above: &[Found]) -> f32 {
        let mut covered = 0.0;
        for (place, concept) in self.concepts.iter().enumerate() {
            let best = |found: &[Found]| {
                found.iter().filter(|found| found.concept == place).map(|found| found.share).fold(0.0, f32::max)
            };
            let tagged = concept.variants.iter().filter_map(|variant| match &variant.pattern {
                Pattern::Tag(column, value) if super::tags::has(record, *column, value) => {
                    Some(variant.weight.min(1.0))
                }
                _ => None,
            });
            // Headings are shared by all passages below them.
            let share = best(in_text).max(best(above) * 0.5).max(tagged.fold(0.0, f32::max));
            covered += share * concept.weight;
        }
        (covered / self.whole).powi(2)
    }

    /// How near one another the concepts stand that are neighbours in the query, by weight.
    fn proximity(&self, found: &[Found]) -> f32 {
        let mut near = 0.0;
        for (place, pair) in self.concepts.windows(2).enumerate() {
            let [first, second] = pair else { continue };
            let gap = gap(found, place, place + 1);
            if let Some(gap) = gap.filter(|gap| *gap <= NEAR_WORDS) {
                near += first.weight.min(second.weight) / (1.0 + gap as f32);
            }
        }
        near
    }

    /// Whether the words stand in the text or above it exactly as typed.
    fn phrase(&self, record: &PassageRecord) -> f32 {
        let passage = &record.passage.passage;
        let stands = |run: &String| {
            words_of(&passage.text).contains(run.as_str())
                || passage.section.last().is_some_and(|heading| words_of(heading).contains(run.as_str()))
        };
        if self.runs.iter().any(stands) { 1.0 } else { 0.0 }
    }
}

/// Whether a passage of this kind says what is to be done.
fn acts(kind: Kind) -> bool {
    matches!(kind, Kind::Recommendation | Kind::Operative | Kind::Decision)
}

/// The fewest words between a place of one concept and a place of another.
fn gap(found: &[Found], first: usize, second: usize) -> Option<usize> {
    let mut least = None;
    for a in found.iter().filter(|found| found.concept == first) {
        for b in found.iter().filter(|found| found.concept == second) {
            let between = b.words.start.saturating_sub(a.words.end).max(a.words.start.saturating_sub(b.words.end));
            least = Some(least.map_or(between, |least: usize| least.min(between)));
        }
    }
    least
}

/// The folded words of a text between single spaces, with one before and one after.
fn words_of(text: &str) -> String {
    let folded = crate::index::analyzer::key(text);
    let mut words = String::from(" ");
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        words.push_str(word);
        words.push(' ');
    }
    words
}
