//! Refine: what the order of words in a passage adds to its score.
//!
//! Input: the concepts of a query and a passage. Output: the [`Part`]s of its score beside that of the index. It reads
//! only the passages on top.

use std::borrow::Cow;

use serde::Serialize;

use crate::index::record::PassageRecord;
use crate::tag::Kind;

use super::answer::Wanted;
use super::compile::Compiled;
use super::concept::{Concept, Pattern};
use super::matcher::{Found, Matcher};
use super::rank::{NEAR_PASSAGES, NEAR_WORDS, Weights};

/// A part of a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// What it rewards: a word of the query, or a relation of its words.
    pub name: Cow<'static, str>,
    /// How much.
    pub score: f32,
}

impl Part {
    /// A part of a score.
    pub(super) fn new(name: impl Into<Cow<'static, str>>, score: f32) -> Self {
        Self { name: name.into(), score }
    }
}

/// Scores passages of one query.
pub(super) struct Refiner<'a> {
    concepts: &'a [Concept],
    /// What the query asks for, where it is a question.
    wanted: Option<Wanted>,
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
            wanted: compiled.runs.iter().find_map(|run| Wanted::by(run)),
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
        let numbers = self.concepts.iter().any(Concept::is_number);
        let cited = if numbers { self.matcher.find(&passage.citation.to_string()) } else { Vec::new() };
        vec![
            Part::new("coverage", self.weights.coverage * self.coverage(record, &in_text, &above, &cited)),
            Part::new("proximity", self.weights.proximity * self.proximity(&in_text)),
            Part::new("kind", self.weights.kind * f32::from(u8::from(acts(record.passage.tags.kind)))),
            Part::new("answer", self.answer(&passage.text)),
        ]
    }

    /// The share of the concepts, by weight, that stand in the text, above it, or among its tags. A number or symbol
    /// may stand in the citation: the passage is part of what it names.
    fn coverage(&self, record: &PassageRecord, in_text: &[Found], above: &[Found], cited: &[Found]) -> f32 {
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
            let bears = if concept.is_number() { best(cited) } else { 0.0 };
            let share = best(in_text).max(bears).max(best(above) * self.weights.above).max(tagged.fold(0.0, f32::max));
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

    /// What the passage gains from what it has of the kind that was asked for.
    fn answer(&self, text: &str) -> f32 {
        match self.wanted.filter(|wanted| wanted.is_in(text)) {
            Some(Wanted::Cause) => self.weights.reason,
            Some(_) => self.weights.answer,
            None => 0.0,
        }
    }
}

/// What each of some scored passages gains from its neighbours under the same heading: the best of their scores, the
/// nearer the more. What answers a question is often told in several paragraphs, of which one has its words.
pub(super) fn neighbourhood(scored: &[(&PassageRecord, f32)]) -> Vec<f32> {
    let near = |(own, _): &(&PassageRecord, f32)| {
        let gain = |(other, score): &(&PassageRecord, f32)| {
            let distance = own.position.abs_diff(other.position);
            let together = own.path == other.path
                && (1..=NEAR_PASSAGES).contains(&distance)
                && own.passage.passage.section == other.passage.passage.section;
            if together { score / distance as f32 } else { 0.0 }
        };
        scored.iter().map(gain).fold(0.0, f32::max)
    };
    scored.iter().map(near).collect()
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
