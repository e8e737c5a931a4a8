//! Region: what a passage is about, on the map.
//!
//! Input: the terms in a passage and the body that speaks. Output: the States named, all regions, and the one region where
//! there is one. A region comes from the body, from its own name, or from a State named. Names of people and of larger
//! things (Lake Chad, Michael Jordan) name no State.

use super::evidence::{TagName, Trail};
use super::marked::Marked;
use super::matcher::{Concept, Match};
use super::meeting;
use super::tags::Tags;
use super::vocabulary::{Body, Country, Region, Vocabulary};

/// States whose names are also names of people: they do not count after or before another capitalised word.
const ALSO_PERSONS: [&str; 3] = ["Chad", "Georgia", "Jordan"];

/// Words before a name that show a person.
const HONORIFICS: [&str; 8] = ["Mr.", "Ms.", "Mrs.", "Miss", "Dr.", "Sir", "Mr", "Ms"];

/// Words after an adjective that show that a State is meant, not a language or a people: first words of their stems.
const OF_A_STATE: [&str; 42] = [
    "agenc",
    "army",
    "authorit",
    "border",
    "citizen",
    "coast",
    "compan",
    "court",
    "customs",
    "delegation",
    "econom",
    "embass",
    "expert",
    "farmer",
    "force",
    "foreign",
    "government",
    "judicia",
    "law",
    "legislation",
    "market",
    "militar",
    "minist",
    "national",
    "navy",
    "nongovernmental",
    "official",
    "organized",
    "parliament",
    "police",
    "port",
    "presiden",
    "proposal",
    "republic",
    "representative",
    "seizure",
    "soldier",
    "student",
    "territor",
    "trade",
    "troop",
    "vessel",
];

/// Sets countries, regions and region.
pub(super) fn set(tags: &mut Tags, text: &Marked, body: Option<&Body>, vocabulary: &Vocabulary, trail: &mut Trail) {
    let region_of = |id: &str| vocabulary.regions().iter().find(|region| region.id == id);
    let mut named: Vec<&Region> = Vec::new();
    let mut of_states: Vec<&Region> = Vec::new();
    for found in &text.matches {
        match found.concept {
            Concept::Region(index) if !is_in_name(text, found) => {
                let Some(region) = vocabulary.regions().get(index) else { continue };
                trail.note(TagName::Region, &region.label, "named", text.words(found));
                named.push(region);
            }
            Concept::Country(index) | Concept::CountryAdjective(index) => {
                let Some(country) = vocabulary.countries().get(index) else { continue };
                let is_weak = matches!(found.concept, Concept::CountryAdjective(_));
                if is_person(text, found, country) || (is_weak && !is_of_a_state(text, found)) {
                    continue;
                }
                if !tags.countries.contains(&country.name) {
                    trail.note(TagName::Country, &country.name, "named", text.words(found));
                    tags.countries.push(country.name.clone());
                }
                if let Some(region) = region_of(&country.region) {
                    trail.note(TagName::Region, &region.label, "State named", text.words(found));
                    of_states.push(region);
                }
            }
            _ => {}
        }
    }
    // What one regional meeting did is about its region; an account of several is about none of them.
    let told = meeting::named(text, vocabulary);
    if let Some((first, others)) = told.split_first()
        && others.iter().all(|other| other.body == first.body)
        && let Some(region) = region_of(&first.body.region)
    {
        trail.note(TagName::Region, &region.label, "meeting told of", &first.name);
        named.push(region);
    }
    let of_body = body.and_then(|body| region_of(&body.region));
    if let (Some(region), Some(body)) = (of_body, body) {
        trail.note(TagName::Region, &region.label, "region of the body", &body.name);
    }
    let is_set = |region: &&Region| {
        let same = |other: &&Region| other.id == region.id;
        of_body.as_ref().is_some_and(same) || named.iter().any(same) || of_states.iter().any(same)
    };
    tags.regions = vocabulary.regions().iter().filter(is_set).map(|region| region.label.clone()).collect();
    let named = if named.is_empty() { &of_states } else { &named };
    tags.region = of_body.map(|region| region.label.clone()).or_else(|| common(named, vocabulary));
}

/// The region that all of these are, or are part of.
fn common(regions: &[&Region], vocabulary: &Vocabulary) -> Option<String> {
    let (first, rest) = regions.split_first()?;
    if rest.iter().all(|region| region.id == first.id) {
        return Some(first.label.clone());
    }
    let top = |region: &Region| vocabulary.region_path(&region.label).split('/').nth(1).map(str::to_owned);
    let shared = top(first)?;
    rest.iter().all(|region| top(region).as_ref() == Some(&shared)).then_some(shared)
}

/// Whether a region is named within the name of an organization, meeting or office, which says who speaks rather than where.
fn is_in_name(text: &Marked, found: &Match) -> bool {
    continues_name_of_body(text, found) || begins_name(text, found) || ends_name(text, found)
}

/// `, Africa, and Latin America` after `Heads of National Drug Law Enforcement Agencies, Asia and the Pacific`: part of the name.
fn continues_name_of_body(text: &Marked, found: &Match) -> bool {
    text.bodies().any(|(_, body)| {
        let mut end = body.range.end;
        let regions = text.matches.iter().filter(|other| matches!(other.concept, Concept::Region(_)));
        for region in regions.filter(|region| region.range.start >= body.range.end) {
            let glue = text.between(end, region.range.start);
            if !matches!(glue.trim(), "," | "and" | ", and" | "and the" | ", and the") {
                return false;
            }
            if region.range == found.range {
                return true;
            }
            end = region.range.end;
        }
        false
    })
}

/// `Asian Forest Cooperation Organization`, `Asian Development Bank`: a name that begins with a region.
fn begins_name(text: &Marked, found: &Match) -> bool {
    let after = text.after(found.range.end);
    after.starts_with(' ')
        && after.split_whitespace().take_while(|word| is_of_name(word)).take(WORDS_OF_A_NAME).any(names)
}

/// `Development Bank of Latin America`, `the Regional Director for the Americas and the Caribbean`: a name that ends with one.
fn ends_name(text: &Marked, found: &Match) -> bool {
    let before = text.before(found.range.start);
    let is_joined = |word: &&str| is_of_name(word) || *word == "the";
    let words = || before.split_whitespace().rev().take_while(is_joined).take(WORDS_OF_A_NAME);
    before.ends_with(' ')
        && words()
            .find(|word| !matches!(*word, "the" | "and"))
            .is_some_and(|word| !word.starts_with(char::is_uppercase))
        && words().any(names)
}

/// Whether a word may stand in a name: `Bank`, `of`.
fn is_of_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && !word.ends_with(['.', ';', ':'])
        || matches!(word, "of" | "on" | "and" | "for" | "in")
}

/// Whether a word says that a name is that of an organization, a meeting or an office.
fn names(word: &str) -> bool {
    ORGANIZATIONS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Words in which a name that begins or ends with a region says that it is one.
const WORDS_OF_A_NAME: usize = 6;

/// Words that say that a name is that of an organization, a meeting or an office.
const ORGANIZATIONS: [&str; 24] = [
    "Agency",
    "Association",
    "Bank",
    "Bureau",
    "Centre",
    "Commission",
    "Committee",
    "Conference",
    "Convention",
    "Council",
    "Court",
    "Department",
    "Director",
    "Division",
    "Foundation",
    "Institute",
    "Meeting",
    "Network",
    "Office",
    "Organization",
    "Representative",
    "Secretariat",
    "Subcommission",
    "University",
];

/// Whether a name is that of a person: `Mr. Jordan`, `Michael Jordan`, `Chad Smith`.
fn is_person(text: &Marked, found: &Match, country: &Country) -> bool {
    let before = text.before(found.range.start);
    let previous = before.split_whitespace().next_back().unwrap_or_default();
    if before.ends_with(' ') && HONORIFICS.contains(&previous) {
        return true;
    }
    if !ALSO_PERSONS.contains(&country.name.as_str()) || !ALSO_PERSONS.contains(&text.words(found)) {
        return false;
    }
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase) && word.len() > 2 && word.chars().all(|c| c.is_alphabetic() && c != '.')
    };
    let opens_sentence =
        before.trim_end_matches(previous).trim_end().ends_with(['.', ':', ';']) || before.trim() == previous;
    let after = text.after(found.range.end);
    let next = after.strip_prefix(' ').and_then(|rest| rest.split([' ', '.', ',', ';']).next()).unwrap_or_default();
    (before.ends_with(' ') && is_name(previous) && !opens_sentence) || is_name(next)
}

/// Whether a word like `authorities` follows an adjective.
fn is_of_a_state(text: &Marked, found: &Match) -> bool {
    let after = text.after(found.range.end).trim_start().to_lowercase();
    OF_A_STATE.iter().any(|stem| after.replace('-', "").starts_with(stem))
}
