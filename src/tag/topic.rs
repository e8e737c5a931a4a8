//! Topic: what a passage is on, from the controlled list.
//!
//! Input: the terms in the headings, the context and the text of a passage. Output: one to four topics, the weightiest first,
//! or none. A strong term counts wherever it stands; a weak one only with a second signal of the same topic.

use std::cell::LazyCell;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::evidence::{TagName, Trail};
use super::marked::Marked;
use super::matcher::{Concept, Match};
use super::tags::Tags;
use super::vocabulary::{Topic, Vocabulary};

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
/// Share of a term's weight in a heading.
const HEADING: f32 = 1.0;
/// Share of a term's weight in the paragraph that a subparagraph hangs under, which often asks several things.
const CONTEXT: f32 = 0.5;
/// Share of a term's weight in what follows the dash of a heading (`Precursor control—Status of …; recent trends in …`).
const SUBTITLE: f32 = 0.5;
/// Weight from which a topic is set.
const ENOUGH: f32 = 2.0;
/// Share of the weightiest topic's weight that a further topic needs.
const SHARE_OF_FIRST: f32 = 0.25;

/// The rule that reads the passage itself.
const TEXT: &str = "text";

/// What speaks for one topic.
#[derive(Debug, Default)]
struct Weight {
    total: f32,
    /// Different terms and places that speak for it.
    signals: usize,
    strong: bool,
    /// Terms counted so far, folded, with how often.
    terms: Vec<(String, usize)>,
}

/// What the topics of a passage are read from.
pub(super) struct Read<'a> {
    /// The headings above it, outermost first.
    pub(super) headings: &'a [&'a Marked],
    /// The paragraphs it hangs under.
    pub(super) context: &'a [&'a Marked],
    /// Its text.
    pub(super) text: &'a Marked,
    /// The document is one of a body for drug control.
    pub(super) is_on_drugs: bool,
}

/// Sets the topics.
pub(super) fn set(tags: &mut Tags, read: &Read<'_>, vocabulary: &Vocabulary, trail: &mut Trail) {
    let mut weights: Vec<(usize, Weight)> = Vec::new();
    // Outside drug control `education` and `school` are no signs of drug prevention.
    let is_on_drugs = LazyCell::new(|| read.is_on_drugs || read.names_drugs());
    let mut add = |marked: &Marked, share: f32, rule: &str| {
        let subtitle = if rule == TEXT { usize::MAX } else { marked.text.find('—').unwrap_or(usize::MAX) };
        for found in &marked.matches {
            let words = marked.words(found);
            let share = if found.range.start > subtitle { share * SUBTITLE } else { share };
            for (index, topic) in shown_by(found.concept, vocabulary) {
                if topic.is_on_drugs && !*is_on_drugs || rule == TEXT && is_in_name(marked, found) {
                    continue;
                }
                let is_strong = match found.concept {
                    Concept::WeakTopic(_) if !*is_on_drugs => continue,
                    // In a document on something else `drug trafficking` is no background.
                    Concept::WeakTopic(_) => !read.is_on_drugs && names_drugs(words),
                    _ => true,
                };
                match weights.iter_mut().find(|(known, _)| *known == index) {
                    Some((_, weight)) => weight.add(words, is_strong, share),
                    None => {
                        let mut weight = Weight::default();
                        weight.add(words, is_strong, share);
                        weights.push((index, weight));
                    }
                }
                trail.note(TagName::Topic, &topic.id, if is_strong { rule } else { "weak term" }, words);
            }
        }
    };
    if let Some((innermost, outer)) = read.headings.split_last() {
        add(innermost, HEADING, "heading");
        outer.iter().for_each(|heading| add(heading, HEADING, "outer heading"));
    }
    read.context.iter().for_each(|paragraph| add(paragraph, CONTEXT, "context"));
    let may_show = |found: &Match| shown_by(found.concept, vocabulary).next().is_some();
    if read.text.matches.iter().any(may_show) && !is_roll(&read.text.text) {
        add(read.text, 1.0, TEXT);
    }
    let mut ranked: Vec<(usize, f32)> = weights
        .iter()
        .filter(|(_, weight)| (weight.strong || weight.signals > 1) && weight.total >= ENOUGH)
        .map(|(index, weight)| (*index, weight.total))
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

impl Read<'_> {
    /// Whether the passage or a heading above it speaks of drugs.
    fn names_drugs(&self) -> bool {
        let of_drugs = |marked: &Marked| {
            names_drugs(&marked.text)
                || marked.matches.iter().any(|found| matches!(found.concept, Concept::Substance(_)))
        };
        of_drugs(self.text) || self.headings.iter().any(|heading| of_drugs(heading))
    }
}

/// Whether a text is a roll of names and offices (`Ambassador and Permanent Representative of …, National Coordinator for
/// Addictions of …`), whose words say who was there and not what it was about.
fn is_roll(text: &str) -> bool {
    /// Words of a roll; a shorter text is a title.
    const WORDS: usize = 60;
    let (mut all, mut capital) = (0, 0);
    for word in text.split_ascii_whitespace() {
        all += 1;
        capital += usize::from(word.starts_with(char::is_uppercase));
    }
    // Of running text about a tenth of the words are capital, where many organizations are named a third.
    all >= WORDS && capital * 2 > all
}

/// Words that name drugs as such, in any case.
static DRUG_WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "three constant words")]
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(["drug", "narcotic", "psychotropic"])
        .expect("constant words compile")
});

/// Whether words name drugs as such.
fn names_drugs(words: &str) -> bool {
    DRUG_WORDS.is_match(words)
}

/// The topics that a term speaks for, each with its index.
fn shown_by(concept: Concept, vocabulary: &Vocabulary) -> impl Iterator<Item = (usize, &Topic)> {
    let topics = vocabulary.topics();
    let indices = match concept {
        Concept::Topic(index) | Concept::WeakTopic(index) => index..index + 1,
        Concept::Substance(_) => 0..topics.len(),
        _ => 0..0,
    };
    let is_shown = move |topic: &Topic| match concept {
        Concept::Substance(substance) => sets(topic, substance, vocabulary),
        _ => true,
    };
    topics.iter().enumerate().skip(indices.start).take(indices.len()).filter(move |(_, topic)| is_shown(topic))
}

/// Whether a substance is of a class that sets a topic.
fn sets(topic: &Topic, substance: usize, vocabulary: &Vocabulary) -> bool {
    vocabulary.substances().get(substance).is_some_and(|substance| topic.classes.contains(&substance.class))
}

/// Whether a term is part of a name that is not its own: `the observer for Harm Reduction International`.
fn is_in_name(text: &Marked, found: &Match) -> bool {
    let is_capital = |word: &str| word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase);
    let words = text.words(found);
    if found.is_name || !words.split(' ').all(is_capital) {
        return false;
    }
    let before = text.before(found.range.start).trim_end();
    let opens_sentence = before.is_empty() || before.ends_with(['.', ':', ';', '“', '"']);
    let next = text.after(found.range.end).strip_prefix(' ').and_then(|rest| rest.split([' ', ',', '.', ';']).next());
    !opens_sentence && (words.contains(' ') || next.is_some_and(is_capital))
}

impl Weight {
    fn add(&mut self, words: &str, is_strong: bool, share: f32) {
        let term = words.to_lowercase();
        // `illicit drug trafficking` says nothing more than `drug trafficking`.
        let is_same = |known: &str| known == term || !is_strong && (known.contains(&term) || term.contains(known));
        let times = match self.terms.iter_mut().find(|(known, _)| is_same(known)) {
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
