//! Addressee: who is asked in a part of a clause.
//!
//! Input: a text with its terms, and the part of a clause before or behind the verb that asks. Output: the names of those who are
//! asked, each with the words that name them. It does not know the verb.

use std::ops::Range;

use crate::tag::body::is_of_drug_control;
use crate::tag::marked::Marked;
use crate::tag::matcher::{Concept, Match};
use crate::tag::vocabulary::{Body, Vocabulary};

/// The addressees that a zone names, in order; those `of` another are not asked themselves. A preposition before one counts
/// from byte `from` on.
pub(super) fn named_in(
    text: &Marked,
    zone: Range<usize>,
    from: usize,
    body: Option<&Body>,
    vocabulary: &Vocabulary,
) -> Vec<(String, String)> {
    let mut named = Vec::new();
    let mut last: Option<(&Match, String)> = None;
    for found in addressees_in(text, &zone) {
        let Some(name) = name_of(text, found, body, vocabulary) else { continue };
        let gap = last.as_ref().map_or("", |(last, _)| text.between(last.range.end, found.range.start));
        let is_of = matches!(gap.trim(), "of" | "of the" | "* of the") || is_after_preposition(text, found, from);
        if is_of && let Some((_, before)) = &last {
            // `the Executive Director of the United Nations Office on Drugs and Crime` is asked for the Office.
            if before == EXECUTIVE_DIRECTOR && gap.trim() != "" {
                named.retain(|(known, _): &(String, String)| known != EXECUTIVE_DIRECTOR);
                named.push((name.clone(), text.words(found).to_owned()));
            }
            last = Some((found, name));
            continue;
        }
        if is_of {
            continue;
        }
        if gap == " " {
            // `the Forum secretariat` is not the Forum.
            named.pop();
        }
        named.push((name.clone(), text.words(found).to_owned()));
        last = Some((found, name));
    }
    for (name, _) in &mut named {
        if name == EXECUTIVE_DIRECTOR && body.is_some_and(|body| is_of_drug_control(body, vocabulary)) {
            "UNODC".clone_into(name);
        }
    }
    named
}

/// The value for the head of an office, who is asked for the office where it is named.
const EXECUTIVE_DIRECTOR: &str = "Executive Director";

/// The addressees that are the subject of what follows a zone: the last named, and those joined to it before.
pub(super) fn subjects(
    text: &Marked,
    zone: Range<usize>,
    body: Option<&Body>,
    vocabulary: &Vocabulary,
) -> Vec<(String, String)> {
    let found: Vec<&Match> = addressees_in(text, &zone).collect();
    let mut start = None;
    let mut next = zone.end;
    for candidate in found.iter().rev() {
        let gap = text.between(candidate.range.end, next);
        let is_near = if start.is_none() { may_follow_subject(gap) } else { joins(gap) };
        if !is_near {
            break;
        }
        start = Some(candidate.range.start);
        next = candidate.range.start;
    }
    start.map(|start| named_in(text, start..zone.end, zone.start, body, vocabulary)).unwrap_or_default()
}

/// Words that may stand between a subject and its verb: `of the region`, `whose territories are affected`.
fn may_follow_subject(gap: &str) -> bool {
    const MOST_WORDS: usize = 9;
    // `UNICEF … emphasized that it must …`: another subject.
    const PRONOUNS: [&str; 6] = ["it", "they", "there", "this", "these", "we"];
    let words: Vec<&str> = gap.split_whitespace().collect();
    let is_other = words.last().is_some_and(|last| PRONOUNS.contains(last))
        // `the Council decided that the Director should`
        || words.windows(2).any(|pair| matches!(pair, [verb, "that"] if verb.ends_with("ed")));
    words.len() <= MOST_WORDS && !gap.contains(';') && !is_other
}

/// What joins two subjects: `, `, ` and the relevant `, ` of the `, `, such as the `.
fn joins(gap: &str) -> bool {
    const MOST_WORDS: usize = 10;
    let gap = gap.trim_start_matches('*');
    let first = gap.split_whitespace().next().unwrap_or_default();
    gap.split_whitespace().count() <= MOST_WORDS
        && (gap.starts_with(',') || matches!(first, "and" | "or" | "of" | "as" | "including"))
        && !gap.contains(';')
}

fn addressees_in<'a>(text: &'a Marked, zone: &Range<usize>) -> impl Iterator<Item = &'a Match> {
    let (start, end) = (zone.start, zone.end);
    text.matches.iter().filter(move |found| {
        matches!(found.concept, Concept::Addressee(_)) && found.range.start >= start && found.range.end <= end
    })
}

/// Whether a name only tells of what somebody else is (`the capacity of States`).
fn is_after_preposition(text: &Marked, found: &Match, from: usize) -> bool {
    const DETERMINERS: [&str; 18] = [
        "additional",
        "the",
        "all",
        "several",
        "many",
        "most",
        "other",
        "some",
        "those",
        "these",
        "their",
        "its",
        "certain",
        "both",
        "various",
        "developing",
        "relevant",
        "concerned",
    ];
    let before = text.between(from, found.range.start);
    let word = before.split_whitespace().rev().find(|word| !DETERMINERS.contains(word)).unwrap_or_default();
    matches!(
        word,
        "of" | "by"
            | "in"
            | "for"
            | "among"
            | "between"
            | "with"
            | "from"
            | "within"
            | "under"
            | "through"
            | "at"
            | "on"
    )
}

/// The value for a match; `the Commission` and the like mean what they mean in the documents of the body that speaks.
fn name_of(text: &Marked, found: &Match, body: Option<&Body>, vocabulary: &Vocabulary) -> Option<String> {
    let Concept::Addressee(index) = found.concept else { return None };
    let name = &vocabulary.addressees().get(index)?.name;
    if name != SHORT_NAME {
        return Some(name.clone());
    }
    let short = format!("the {}", text.words(found));
    let above = body.and_then(|body| vocabulary.upwards(body).find(|body| body.short == short));
    above.map(|body| body.acronym.clone()).or_else(|| {
        let everywhere = [("the Assembly", "GA"), ("the Council", "ECOSOC")];
        let in_drug_control = [("the Board", "INCB"), ("the Office", "UNODC")];
        let is_on_drugs = body.is_some_and(|body| is_of_drug_control(body, vocabulary));
        let usual = everywhere.iter().chain(in_drug_control.iter().filter(|_| is_on_drugs));
        usual.into_iter().find(|(name, _)| *name == short).map(|(_, acronym)| (*acronym).to_owned())
    })
}

/// The value of the table for `the Commission`, `the Board` and the like.
const SHORT_NAME: &str = "(short name)";
