//! Reference: resolutions, decisions, treaty articles and documents that a passage cites.
//!
//! Input: a passage's text with its terms, who speaks in it, and the organ of the text it belongs to. Output: references in
//! one form each, in the order of the text: `GA resolution 53/115`, `SC resolution 2231 (2015)`, `CND decision 55/1`,
//! `article 7 of the 1988 Convention`, `A/79/345`. `its resolution 45/15` is that of the organ named before it, else of the
//! organ that speaks; a number without an organ goes by its form. What cannot be told is left out.

mod article;
mod meant;
mod number;
mod symbol;

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use regex::Regex;

use super::evidence::{TagName, Trail};
use super::marked::Marked;
use super::matcher::Concept;
use super::tags::Tags;
use super::vocabulary::{Body, Vocabulary};
use crate::citation::InstrumentKind;

use self::number::{Form, LAST_ROMAN_SESSION_OF_ASSEMBLY, adopts, fits, number_at};
pub use meant::meant;
pub(super) use symbol::documents;

/// What a text cites, and where.
#[derive(Debug)]
pub(super) struct Cited {
    /// The byte of the text where it does.
    at: usize,
    /// The reference in its one form.
    pub(super) value: String,
    /// The rule that read it.
    rule: &'static str,
}

/// The word before a number or list of numbers.
static KEYWORD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)(?-u:\b)(resolution|decision)(s?)\s+(?:No\.\s*)?").ok());

/// What may stand between two numbers of a list: a date, a section, an annex, a comma, `and`.
static BETWEEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:\s+of\s+\d{1,2}\s+\w+(?:\s+\d{4})?|\s*\((?:sect|annex|para)[^)]*\)|,?\s+(?:annex|section)\s+[IVXLC]+\b|\s+(?:of|adopted by)\s+the\s+(?:General Assembly|Assembly))*(?:\s*,\s*and\s+|\s*,\s+|\s+and\s+|\s+or\s+|\s+to\s+|\s*;\s+|\s*[-–]\s*)(?:of\s+\d{1,2}\s+\w+\s+\d{4},?\s+(?:and\s+)?)?",
    )
    .ok()
});

/// Who speaks, for numbers that name no organ.
#[derive(Debug, Clone, Copy)]
pub(super) struct Voice<'a> {
    /// The body that speaks in the passage.
    pub(super) body: Option<&'a Body>,
    /// The organ whose resolution or draft the passage belongs to: `The Economic and Social Council,`.
    pub(super) organ: Option<&'a Body>,
    /// What the document says in full elsewhere.
    pub(super) document: &'a InFull,
}

/// What a document says once in full and then in short.
#[derive(Debug, Default)]
pub(super) struct InFull {
    /// The only convention that it names, which it then calls `the Convention`.
    convention: Option<usize>,
    /// Years of resolutions that it then cites without: `2015` of 2254.
    years: HashMap<String, String>,
}

impl InFull {
    /// Reads the texts of a document.
    pub(super) fn new<'t>(texts: impl Iterator<Item = &'t Marked>, vocabulary: &Vocabulary) -> Self {
        let mut conventions = BTreeSet::new();
        let mut years: HashMap<String, BTreeSet<String>> = HashMap::new();
        for text in texts {
            conventions.extend(text.matches.iter().filter_map(|found| match found.concept {
                Concept::Treaty(index) if text.words(found).contains("Convention") => Some(index),
                _ => None,
            }));
            let may_be = text.text.contains(" (19") || text.text.contains(" (20");
            let in_full = WITH_YEAR.iter().filter(|_| may_be).flat_map(|shape| shape.captures_iter(&text.text));
            for (number, year) in in_full.filter_map(|found| Some((found.get(1)?, found.get(2)?))) {
                years.entry(number.as_str().to_owned()).or_default().insert(year.as_str().to_owned());
            }
        }
        let known = |index: &usize| vocabulary.treaties().get(*index).is_some();
        Self {
            convention: conventions.first().copied().filter(known).filter(|_| conventions.len() == 1),
            years: years
                .into_iter()
                .filter(|(_, years)| years.len() == 1)
                .filter_map(|(number, years)| Some((number, years.into_iter().next()?)))
                .collect(),
        }
    }

    /// A number at the beginning of a text, in one form, and where it ends; a year that is left out is supplied.
    fn number_at(&self, text: &str) -> Option<(String, usize)> {
        number_at(text).or_else(|| {
            let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
            let (number, rest) = text.split_at_checked(end)?;
            let year = self
                .years
                .get(number)
                .filter(|_| !rest.starts_with(['/', ' ']) || !rest.trim_start().starts_with(['/', '(']))?;
            Some((format!("{number} ({year})"), end))
        })
    }
}

/// `2254 (2015)`: a number of the Security Council with its year.
static WITH_YEAR: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?-u:\b)([0-9]{2,4}) \(((?:19[4-9]|20[0-4])[0-9])\)").ok());

/// Sets the references, of which the documents have been read already.
pub(super) fn set(
    tags: &mut Tags,
    text: &Marked,
    documents: Vec<Cited>,
    voice: Voice<'_>,
    vocabulary: &Vocabulary,
    trail: &mut Trail,
) {
    let mut found = instruments(text, voice, vocabulary);
    found.extend(article::articles(text, voice.document, vocabulary));
    found.extend(documents);
    found.sort_by_key(|cited| cited.at);
    for Cited { at, value, rule } in found {
        if !tags.references.contains(&value) {
            let phrase = text.after(at).split_whitespace().take(6).collect::<Vec<_>>().join(" ");
            trail.note(TagName::Reference, &value, rule, &phrase);
            tags.references.push(value);
        }
    }
}

/// Resolutions and decisions, singly and in lists.
fn instruments(text: &Marked, voice: Voice<'_>, vocabulary: &Vocabulary) -> Vec<Cited> {
    let mut found = Vec::new();
    let (Some(keyword), Some(between)) = (KEYWORD.as_ref(), BETWEEN.as_ref()) else { return found };
    let mut last_organ: Option<&Body> = None;
    for captures in keyword.captures_iter(&text.text) {
        let (Some(whole), Some(word)) = (captures.get(0), captures.get(1)) else { continue };
        let kind = if word.as_str().eq_ignore_ascii_case("decision") {
            InstrumentKind::Decision
        } else {
            InstrumentKind::Resolution
        };
        let mut numbers: Vec<(usize, String)> = Vec::new();
        let mut at = whole.end();
        while let Some((number, end)) = voice.document.number_at(text.after(at)) {
            numbers.push((at, number));
            at += end;
            match between.find(text.after(at)) {
                Some(glue) if voice.document.number_at(text.after(at + glue.end())).is_some() => at += glue.end(),
                _ => break,
            }
        }
        let Some((_, first)) = numbers.first() else { continue };
        let organ = organ_after(text.after(at), vocabulary)
            .or_else(|| organ_before(text, whole.start()..at, first, voice, vocabulary))
            .or_else(|| mentioned_before(text, whole.start(), first, voice, vocabulary))
            .or_else(|| by_form(first, voice, last_organ, vocabulary));
        let Some(organ) = organ else { continue };
        last_organ = Some(organ);
        for (at, number) in numbers {
            let value = format!("{} {kind} {number}", organ.acronym);
            found.push(Cited { at, value, rule: "resolution or decision" });
        }
    }
    found
}

/// The organ of `… of the General Assembly`, right after the numbers.
fn organ_after<'a>(after: &str, vocabulary: &'a Vocabulary) -> Option<&'a Body> {
    let after = after.trim_start();
    let date: &str =
        after.strip_prefix("of ").filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or("");
    let rest = if date.is_empty() { after } else { date.trim_start_matches(|c: char| c != ',' && c != 'o') };
    let rest = rest.trim_start_matches([',', ' ']);
    let rest = rest.strip_prefix("of the ")?;
    ORGANS_IN_FULL.iter().find(|(name, _)| rest.starts_with(name)).and_then(|(_, acronym)| vocabulary.body(acronym))
}

/// The organs that adopt what is cited, by the names that stand around a number.
const ORGANS_IN_FULL: [(&str, &str); 8] = [
    ("General Assembly", "GA"),
    ("Assembly", "GA"),
    ("Economic and Social Council", "ECOSOC"),
    ("Security Council", "SC"),
    ("Human Rights Council", "HRC"),
    ("Commission on Narcotic Drugs", "CND"),
    ("Commission on Crime Prevention and Criminal Justice", "CCPCJ"),
    ("Commission on Human Rights", "CHR"),
];

/// The organ named before the keyword: `General Assembly resolution`, `the Commission, in its resolution`.
fn organ_before<'a>(
    text: &Marked,
    cited: std::ops::Range<usize>,
    number: &str,
    voice: Voice<'a>,
    vocabulary: &'a Vocabulary,
) -> Option<&'a Body> {
    let before = text.before(cited.start).trim_end();
    let before = before.strip_suffix("draft").unwrap_or(before).trim_end();
    let lower = before.to_ascii_lowercase();
    if ["its", "their", "our", "his", "her"].iter().any(|word| lower.ends_with(&format!(" {word}")) || lower == *word) {
        // The organ that the sentence speaks of, else the one that speaks.
        let speaks = [voice.organ, voice.body].into_iter().flatten().find(|body| adopts(body) && fits(number, body));
        return mentioned_before(text, before.len(), number, voice, vocabulary)
            .or_else(|| subject_after(text, cited.end, vocabulary))
            .or(speaks);
    }
    let before = before.strip_suffix("'s").or_else(|| before.strip_suffix("’s")).unwrap_or(before);
    let adjacent = text.bodies().find(|(_, found)| found.range.end == before.len());
    if let Some(body) = adjacent.and_then(|(index, _)| vocabulary.bodies().get(index)) {
        return Some(body);
    }
    short_name(before, number, voice, vocabulary)
}

/// The organ of `In its resolution 2022/5, the Economic and Social Council …`.
fn subject_after<'a>(text: &Marked, at: usize, vocabulary: &'a Vocabulary) -> Option<&'a Body> {
    /// Bytes of a date and commas between the number and the organ.
    const NEAR: usize = 40;
    let (index, found) = text.bodies().find(|(_, found)| found.range.start >= at)?;
    let gap = text.between(at, found.range.start);
    let body = vocabulary.bodies().get(index)?;
    (gap.len() <= NEAR && gap.ends_with(", the ") && adopts(body)).then_some(body)
}

/// The organ last named in the sentence before a byte.
fn mentioned_before<'a>(
    text: &Marked,
    at: usize,
    number: &str,
    voice: Voice<'a>,
    vocabulary: &'a Vocabulary,
) -> Option<&'a Body> {
    let before = text.before(at);
    let sentence = before.rfind(". ").map_or(0, |stop| stop + 2);
    let named = text
        .bodies()
        .filter(|(_, found)| found.range.start >= sentence && found.range.end <= at)
        .filter_map(|(index, found)| Some((found.range.end, vocabulary.bodies().get(index)?)))
        .filter(|(_, body)| adopts(body) && fits(number, body));
    let short = SHORT_NAMES.iter().filter_map(|name| {
        let start = sentence + text.between(sentence, at).rfind(name)?;
        let end = start + name.len();
        // The Council of `the Security Council` is that one.
        if text.bodies().any(|(_, found)| found.range.contains(&start)) {
            return None;
        }
        Some((end, short_name(text.before(end), number, voice, vocabulary)?))
    });
    named.chain(short).max_by_key(|(end, _)| *end).map(|(_, body)| body)
}

/// How documents name an organ once they have named it in full.
const SHORT_NAMES: [&str; 5] = ["Assembly", "Council", "Commission", "Conference of the Parties", "Executive Board"];

/// The organ that a short name at the end of a text means, given the form of the number and who speaks.
fn short_name<'a>(before: &str, number: &str, voice: Voice<'a>, vocabulary: &'a Vocabulary) -> Option<&'a Body> {
    if before.ends_with("Assembly") {
        return vocabulary.body("GA");
    }
    if before.ends_with("Council") {
        let own = [voice.organ, voice.body].into_iter().flatten().find(|body| body.short == "the Council");
        let by_form = match Form::of(number)? {
            Form::YearInBrackets => vocabulary.body("SC"),
            Form::YearFirst => vocabulary.body("ECOSOC"),
            Form::Session(_) => vocabulary.body("HRC"),
            Form::RomanSession(_) => vocabulary.body("ECOSOC"),
            Form::OfConference => None,
        };
        return own.filter(|body| fits(number, body)).or(by_form);
    }
    let of_short = |short: &str| [voice.body, voice.organ].into_iter().flatten().find(|body| body.short == short);
    if before.ends_with("Commission") {
        return of_short("the Commission");
    }
    if before.ends_with("Executive Board") {
        return of_short("the Executive Board");
    }
    None
}

/// The organ of a number without one: by its form, then the organ last cited in the text, then the one that speaks.
fn by_form<'a>(number: &str, voice: Voice<'a>, last: Option<&'a Body>, vocabulary: &'a Vocabulary) -> Option<&'a Body> {
    let own = [last, voice.organ, voice.body].into_iter().flatten().find(|body| adopts(body) && fits(number, body));
    match Form::of(number)? {
        Form::YearInBrackets => vocabulary.body("SC"),
        Form::YearFirst => own.or_else(|| vocabulary.body("ECOSOC")),
        // A committee of the conference speaks of the conference's decisions.
        Form::OfConference => own.or_else(|| {
            vocabulary.upwards(voice.body?).find(|body| matches!(body.acronym.as_str(), "UNCCD-COP" | "UNFCCC"))
        }),
        Form::Session(session) => own.or_else(|| vocabulary.body("GA").filter(|_| session == 0 || session > 30)),
        Form::RomanSession(session) if session > LAST_ROMAN_SESSION_OF_ASSEMBLY => vocabulary.body("ECOSOC"),
        Form::RomanSession(_) => own.or_else(|| vocabulary.body("GA")),
    }
}
