//! Substance: drugs and precursors named, each under its preferred name.
//!
//! Input: the terms in a passage. Output: the substances, in the order of the text. Slang counts only beside another drug
//! term.

use super::evidence::{TagName, Trail};
use super::marked::Marked;
use super::matcher::{Concept, Match};
use super::tags::Tags;
use super::vocabulary::Vocabulary;

/// Bytes within which a second drug term makes slang mean a drug.
const NEAR: usize = 60;

/// Words that make slang mean a drug.
const DRUG_WORDS: [&str; 5] = ["drug", "narcotic", "tablet", "seizure", "seized"];

/// Sets the substances.
pub(super) fn set(tags: &mut Tags, text: &Marked, vocabulary: &Vocabulary, trail: &mut Trail) {
    for found in &text.matches {
        let (index, is_weak) = match found.concept {
            Concept::Substance(index) => (index, false),
            Concept::WeakSubstance(index) => (index, true),
            _ => continue,
        };
        let Some(substance) = vocabulary.substances().get(index) else { continue };
        if (is_weak && !is_beside_drug_term(text, found)) || tags.substances.contains(&substance.name) {
            continue;
        }
        let rule = if is_weak { "named, beside another drug term" } else { "named" };
        trail.note(TagName::Substance, &substance.name, rule, text.words(found));
        if !substance.is_verified {
            trail.doubt(TagName::Substance, &substance.name);
        }
        tags.substances.push(substance.name.clone());
    }
}

/// Whether another drug term stands near an ambiguous one.
fn is_beside_drug_term(text: &Marked, found: &Match) -> bool {
    let near = |other: &Match| {
        other.range.start < found.range.end + NEAR
            && found.range.start < other.range.end + NEAR
            && other.range != found.range
    };
    if text.matches.iter().any(|other| matches!(other.concept, Concept::Substance(_)) && near(other)) {
        return true;
    }
    let (before, after) = (text.before(found.range.start), text.after(found.range.end));
    let before: String = before.chars().rev().take(NEAR).collect::<Vec<_>>().into_iter().rev().collect();
    let around = format!("{before} {}", after.chars().take(NEAR).collect::<String>()).to_lowercase();
    DRUG_WORDS.iter().any(|word| around.contains(word))
}
