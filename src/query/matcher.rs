//! Matcher: where in a text the concepts of a query stand.
//!
//! Input: concepts and a text. Output: [`Found`] places, by bytes and by words. The same matches decide the proximity
//! of words, the highlights and the window that is shown.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::index::analyzer::{Analyzer, Reduction, Term, fold};

use super::concept::{Concept, Pattern};

/// A place where a concept stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// Which concept, by its place in the list.
    pub concept: usize,
    /// The weight of the variant that stands here, 0 to 1.
    pub share: f32,
    /// Bytes of the text, on word bounds.
    pub bytes: Range<usize>,
    /// Words of the text, counted from 0, half-open.
    pub words: Range<usize>,
}

/// A sequence of stems to look for.
struct Sought {
    concept: usize,
    share: f32,
    stems: Vec<String>,
    slop: usize,
}

/// Finds concepts in texts.
pub(super) struct Matcher {
    analyzer: Analyzer,
    /// Patterns by their first stem.
    by_stem: BTreeMap<String, Vec<Sought>>,
    /// Folded beginnings of words, with their concept and share.
    beginnings: Vec<(usize, f32, String)>,
}

impl Matcher {
    /// A matcher for some concepts.
    pub(super) fn new(concepts: &[Concept]) -> Self {
        let mut by_stem: BTreeMap<String, Vec<_>> = BTreeMap::new();
        let mut beginnings = Vec::new();
        for (place, concept) in concepts.iter().enumerate() {
            for variant in &concept.variants {
                match &variant.pattern {
                    Pattern::Stems { stems, slop } => {
                        if stems.is_empty() {
                            continue;
                        }
                        let (stems, slop) = (stems.clone(), *slop as usize);
                        let sought = Sought { concept: place, share: variant.weight, stems, slop };
                        by_stem.entry(sought.stems.first().cloned().unwrap_or_default()).or_default().push(sought);
                    }
                    Pattern::Prefix { beginning, .. } => beginnings.push((place, variant.weight, beginning.clone())),
                    Pattern::Together(_) | Pattern::Tag(..) => {}
                }
            }
        }
        let stems = by_stem.values().flatten().flat_map(|sought: &Sought| &sought.stems).map(String::as_str);
        let analyzer = Analyzer::looking_for(Reduction::Stem, stems);
        Self { analyzer, by_stem, beginnings }
    }

    /// All places of all concepts in `text`, in order.
    pub(super) fn find(&mut self, text: &str) -> Vec<Found> {
        let terms = self.analyzer.analyze(text);
        let mut found = Vec::new();
        let mut folded = String::new();
        for (at, term) in terms.iter().enumerate() {
            let sought = if term.text.is_empty() { None } else { self.by_stem.get(&term.text) };
            for sought in sought.into_iter().flatten() {
                let Some(last) = follow(&terms, at, &sought.stems, sought.slop) else { continue };
                found.push(Found {
                    concept: sought.concept,
                    share: sought.share,
                    bytes: term.range.start..last.range.end.max(term.range.end),
                    words: term.position..(last.position + last.words).max(term.position + term.words),
                });
            }
            for (concept, share, beginning) in &self.beginnings {
                fold(text.get(term.range.clone()).unwrap_or_default(), &mut folded);
                if term.words == 1 && folded.starts_with(beginning.as_str()) {
                    let words = term.position..term.position + 1;
                    found.push(Found { concept: *concept, share: *share, bytes: term.range.clone(), words });
                }
            }
        }
        found
    }
}

/// The last term of a run of `stems` that begins at `at`, with at most `slop` other words between them.
fn follow<'a>(terms: &'a [Term], at: usize, stems: &[String], slop: usize) -> Option<&'a Term> {
    let mut last = terms.get(at)?;
    let mut left = slop;
    for stem in stems.iter().skip(1) {
        let next = last.position + last.words.min(1);
        last = terms
            .iter()
            .skip(at)
            .skip_while(|term| term.position < next)
            .take_while(|term| term.position <= next + left)
            .find(|term| term.text == *stem)?;
        left -= last.position - next;
    }
    Some(last)
}
