//! Topic: what a passage is on, from the controlled list.
//!
//! Input: the terms in the headings, the context and the text of a passage. Output: one to four topics, the weightiest first,
//! or none. A strong term counts wherever it stands; a weak one only with a second signal of the same topic.

use super::evidence::{TagName, Trail};
use super::marked::Marked;
use super::matcher::Concept;
use super::tags::Tags;
use super::vocabulary::Vocabulary;

/// Topics that a passage has at most.
const MOST: usize = 4;

/// Weight of a strong term the first time it stands in the text.
const STRONG: f32 = 2.0;
/// Weight of each later time; see [`MOST_REPEATS`].
const REPEATED: f32 = 0.5;
/// Repetitions that count.
const MOST_REPEATS: usize = 4;
/// Weight of a weak term, once.
const WEAK: f32 = 1.0;
/// Share of a term's weight in the innermost heading, and in the paragraph that a subparagraph hangs under.
const NEAREST: f32 = 1.0;
/// Share of a term's weight in the headings above it.
const OUTER: f32 = 0.5;
/// Weight from which a topic is set.
const ENOUGH: f32 = 2.0;
/// Share of the weightiest topic's weight that a further topic needs.
const SHARE_OF_FIRST: f32 = 0.3;

/// What speaks for one topic.
#[derive(Debug, Clone, Default)]
struct Weight {
    total: f32,
    /// Different terms and places that speak for it.
    signals: usize,
    strong: bool,
    /// Terms counted so far, folded, with how often.
    terms: Vec<(String, usize)>,
}

/// Sets the topics.
pub(super) fn set(
    tags: &mut Tags,
    headings: &[&Marked],
    context: &[Marked],
    text: &Marked,
    vocabulary: &Vocabulary,
    trail: &mut Trail,
) {
    let mut weights = vec![Weight::default(); vocabulary.topics().len()];
    let mut add = |marked: &Marked, share: f32, rule: &str| {
        for found in &marked.matches {
            let (index, is_strong) = match found.concept {
                Concept::Topic(index) => (index, true),
                Concept::WeakTopic(index) => (index, false),
                _ => continue,
            };
            let (Some(weight), Some(topic)) = (weights.get_mut(index), vocabulary.topics().get(index)) else {
                continue;
            };
            let words = marked.words(found);
            weight.add(words, is_strong, share);
            trail.note(TagName::Topic, &topic.id, if is_strong { rule } else { "weak term" }, words);
        }
    };
    if let Some((innermost, outer)) = headings.split_last() {
        add(innermost, NEAREST, "heading");
        outer.iter().for_each(|heading| add(heading, OUTER, "outer heading"));
    }
    context.iter().for_each(|paragraph| add(paragraph, NEAREST, "context"));
    add(text, 1.0, "text");
    let mut ranked: Vec<(usize, f32)> = weights
        .iter()
        .enumerate()
        .filter(|(_, weight)| (weight.strong || weight.signals > 1) && weight.total >= ENOUGH)
        .map(|(index, weight)| (index, weight.total))
        .collect();
    ranked.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
    let first = ranked.first().map_or(0.0, |(_, weight)| *weight);
    tags.topics = ranked
        .into_iter()
        .filter(|(_, weight)| *weight >= first * SHARE_OF_FIRST)
        .take(MOST)
        .filter_map(|(index, _)| vocabulary.topics().get(index).map(|topic| topic.id.clone()))
        .collect();
    trail.retain(TagName::Topic, &tags.topics);
}

impl Weight {
    fn add(&mut self, words: &str, is_strong: bool, share: f32) {
        let term = words.to_lowercase();
        let times = match self.terms.iter_mut().find(|(known, _)| *known == term) {
            Some((_, times)) => {
                *times += 1;
                *times
            }
            None => {
                self.terms.push((term, 1));
                self.signals += 1;
                1
            }
        };
        self.strong |= is_strong;
        self.total += share
            * match (is_strong, times) {
                (true, 1) => STRONG,
                (true, 2..=MOST_REPEATS) => REPEATED,
                (false, 1) => WEAK,
                _ => 0.0,
            };
    }
}
