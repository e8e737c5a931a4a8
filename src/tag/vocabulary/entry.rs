//! Entry: what a row of each table means.

/// A body that speaks in reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The value of the tag, such as `HONLAF`.
    pub acronym: String,
    /// Its present name, such as `Meeting of Heads of National Drug Law Enforcement Agencies, Africa`.
    pub name: String,
    /// Acronym of the body it reports to; empty for the United Nations.
    pub parent: String,
    /// Id of the region of its membership; empty for none.
    pub region: String,
    /// Old names, other names, names in other languages.
    pub aliases: Vec<String>,
    /// How its own documents name it, such as `the Commission`; empty where that is not known.
    pub short: String,
    /// Its names were seen in a source; else evidence says that they are not confirmed.
    pub is_verified: bool,
}

impl Body {
    /// Acronym, name and aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [&self.acronym, &self.name].into_iter().chain(&self.aliases).map(String::as_str)
    }
}

/// A region or subregion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Such as `west-central-africa`.
    pub id: String,
    /// The value of the tag, such as `West and Central Africa`.
    pub label: String,
    /// Id of the region that it is part of; empty for none.
    pub parent: String,
    /// Other names and adjectives.
    pub aliases: Vec<String>,
}

/// A State.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// The value of the tag: the short form of the United Nations, such as `Iran (Islamic Republic of)`.
    pub name: String,
    /// Id of its region.
    pub region: String,
    /// Short, former and formal names.
    pub aliases: Vec<String>,
    /// Words that alone name the State, such as `Peruvian`.
    pub adjectives: Vec<String>,
    /// Words that also name a language or a people, such as `French`.
    pub weak_adjectives: Vec<String>,
}

impl Country {
    /// Name and aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).map(String::as_str)
    }
}

/// A topic of the controlled list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The value of the tag, such as `borders-customs`.
    pub id: String,
    /// Such as `Border management and customs control`.
    pub label: String,
    /// First level of the hierarchy, such as `supply reduction`.
    pub group: String,
    /// Its subject is drugs, so that it is set only where a document or passage is on drugs.
    pub is_on_drugs: bool,
    /// Terms that set the topic.
    pub terms: Vec<String>,
    /// Terms that need a second signal of the same topic.
    pub weak_terms: Vec<String>,
    /// Classes of substances that set the topic, such as `opioid`.
    pub classes: Vec<String>,
}

/// A drug or precursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Substance {
    /// The value of the tag: the preferred name.
    pub name: String,
    /// Such as `opioid`, or `precursor`.
    pub class: String,
    /// Other names.
    pub synonyms: Vec<String>,
    /// Names that count only beside another drug term.
    pub ambiguous: Vec<String>,
    /// Its names were seen in a source; else evidence says that they are not confirmed.
    pub is_verified: bool,
}

impl Substance {
    /// Name and synonyms.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.synonyms).map(String::as_str)
    }
}

/// Somebody who can be asked to do something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// The value of the tag, such as `Governments` or `UNODC`.
    pub name: String,
    /// How texts name them.
    pub phrases: Vec<String>,
}

/// A treaty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Treaty {
    /// How a reference names it, such as `1988 Convention`.
    pub name: String,
    /// Its full title and other names.
    pub aliases: Vec<String>,
}
