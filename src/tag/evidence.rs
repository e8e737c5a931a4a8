//! Evidence: why a tag was set.

use serde::{Deserialize, Serialize};

/// Which tag an evidence is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TagName {
    /// [`super::Tags::body`]
    Body,
    /// [`super::Tags::region`] and [`super::Tags::regions`]
    Region,
    /// [`super::Tags::countries`]
    Country,
    /// [`super::Tags::topics`]
    Topic,
    /// [`super::Tags::substances`]
    Substance,
    /// [`super::Tags::date`]
    Date,
    /// [`super::Tags::meeting`]
    Meeting,
    /// [`super::Tags::kind`]
    Kind,
    /// [`super::Tags::addressees`]
    Addressee,
    /// [`super::Tags::action`]
    Action,
    /// [`super::Tags::references`]
    Reference,
    /// [`super::Tags::session`]
    Session,
    /// [`super::Tags::language`]
    Language,
}

/// Why a tag has a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The tag.
    pub tag: TagName,
    /// Its value, such as `HONLAF`.
    pub value: String,
    /// The rule that set it, as a phrase: `heading`, `text`, `symbol series`; with `not confirmed` where the vocabulary holds
    /// the value from general knowledge alone.
    pub rule: String,
    /// The words that the rule read, as printed.
    pub phrase: String,
}

/// Evidence as it is collected; nothing is kept where nobody asked for it.
#[derive(Debug, Default)]
pub(super) struct Trail {
    wanted: bool,
    list: Vec<Evidence>,
}

impl Trail {
    /// A trail that keeps evidence if `wanted`.
    pub(super) fn new(wanted: bool) -> Self {
        Self { wanted, list: Vec::new() }
    }

    /// Whether evidence is kept, for what is costly to say.
    pub(super) fn is_wanted(&self) -> bool {
        self.wanted
    }

    /// Notes why `tag` has `value`.
    pub(super) fn note(&mut self, tag: TagName, value: &str, rule: &str, phrase: &str) {
        if self.wanted {
            let evidence = Evidence { tag, value: value.to_owned(), rule: rule.to_owned(), phrase: phrase.to_owned() };
            if !self.list.contains(&evidence) {
                self.list.push(evidence);
            }
        }
    }

    /// Says of what was noted for a value of `tag` that the vocabulary does not confirm it.
    pub(super) fn doubt(&mut self, tag: TagName, value: &str) {
        for evidence in self.list.iter_mut().filter(|evidence| evidence.tag == tag && evidence.value == value) {
            evidence.rule.push_str(", not confirmed");
        }
    }

    /// Drops what was noted for values of `tag` that were not set in the end.
    pub(super) fn retain(&mut self, tag: TagName, set: &[String]) {
        self.list.retain(|evidence| evidence.tag != tag || set.contains(&evidence.value));
    }

    /// What was noted, by tag.
    pub(super) fn finish(mut self) -> Vec<Evidence> {
        self.list.sort_by_key(|evidence| evidence.tag);
        self.list
    }
}
