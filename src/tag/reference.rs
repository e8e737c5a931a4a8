//! Reference: resolutions, decisions, treaty articles and documents that a passage cites.
//!
//! Input: a passage's text with its terms, who speaks in it, and the organ of the text it belongs to. Output: references in
//! one form each, in the order of the text: `GA resolution 53/115`, `SC resolution 2231 (2015)`, `CND decision 55/1`,
//! `article 7 of the 1988 Convention`, `A/79/345`. `its resolution 45/15` is that of the organ named before it, else of the
//! organ that speaks; a number without an organ goes by its form. What cannot be told is left out.

use std::sync::LazyLock;

use regex::Regex;

use super::evidence::{TagName, Trail};
use super::marked::Marked;
use super::matcher::Concept;
use super::tags::Tags;
use super::vocabulary::{Body, Vocabulary};
use crate::citation::{DocumentSymbol, InstrumentKind};

/// The word before a number or list of numbers.
static KEYWORD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\b(resolution|decision)(s?)\s+(?:No\.\s*)?").ok());

/// A number of a resolution or decision: `53/115`, `2231 (2015)`, `1514 (XV)`, `2200 A (XXI)`, `S-20/4 A`, `1987/34`.
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?:S-|ES-)?\d{1,4}\s?/\s?(?:\d{1,3}|INF/\d+)(?:\s?[A-Z]\b)?|\d{1,4}(?:\s[A-Z])?\s?\((?:[IVXLC]{1,8}|S-[IVX]+|ES-[IVX]+|\d{4})\))",
    )
    .ok()
});

/// What may stand between two numbers of a list: a date, a section, an annex, a comma, `and`.
static BETWEEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:\s+of\s+\d{1,2}\s+\w+(?:\s+\d{4})?|\s*\((?:sect|annex|para)[^)]*\)|,?\s+(?:annex|section)\s+[IVXLC]+\b|\s+(?:of|adopted by)\s+the\s+(?:General Assembly|Assembly))*(?:\s*,\s*and\s+|\s*,\s+|\s+and\s+|\s+or\s+|\s+to\s+|\s*;\s+|\s*[-–]\s*)(?:of\s+\d{1,2}\s+\w+\s+\d{4},?\s+(?:and\s+)?)?",
    )
    .ok()
});

/// A document symbol, `A/79/834`, `E/CN.7/2025/3-E/CN.15/2025/3` being two.
static SYMBOL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:A|S|E|T|ST|TD|DP|JIU|CCPR|CEDAW|CERD|CRC|CAT|UNEP|UNODC|UNDCP|UNCTAD|FCCC|ICCD|CTOC|CAC|SPLOS|ECE|HSP|FAL|NPT|CD|GOV|IDB|ISBA|LC|TRANS|UNW|DCPD|WFP)\s?/(?:[A-Z][A-Za-z]*(?:[.-]\d+)?(?:\(\d+\))?|\d+|S-\d+|ES-\d+)(?:/(?:[A-Z][A-Za-z]*\.?\d*(?:\(\w+\))?|\d+))*(?:\s?\((?:\d{4}|Part\s[IVX]+)\))?",
    )
    .ok()
});

/// `article 7`, `articles 3 and 4`, `article 12, paragraph 10 (a)`.
static ARTICLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\barticles?\s+(\d{1,3}(?:\s?(?:bis|ter))?(?:(?:\s*,\s*|\s+and\s+|,\s+and\s+|\s+to\s+)\d{1,3}(?:\s?(?:bis|ter))?)*)").ok()
});

/// Bytes after `article 7` within which its treaty is named.
const TREATY_WITHIN: usize = 260;

/// Organs that number by session, with a session that they have not reached yet: a higher number is the General Assembly's.
const SESSIONS: [(&str, u32); 8] =
    [("CND", 76), ("CCPCJ", 45), ("CSW", 80), ("StatCom", 66), ("CPD", 66), ("CSTD", 38), ("UNFF", 30), ("HRC", 76)];

/// Who speaks, for numbers that name no organ.
#[derive(Debug, Clone, Copy)]
pub(super) struct Voice<'a> {
    /// The body that speaks in the passage.
    pub(super) body: Option<&'a Body>,
    /// The organ whose resolution or draft the passage belongs to: `The Economic and Social Council,`.
    pub(super) organ: Option<&'a Body>,
}

/// Sets the references.
pub(super) fn set(tags: &mut Tags, text: &Marked, voice: Voice<'_>, vocabulary: &Vocabulary, trail: &mut Trail) {
    let mut found: Vec<(usize, String, &str)> = Vec::new();
    instruments(text, voice, vocabulary, &mut found);
    articles(text, vocabulary, &mut found);
    symbols(text, &mut found);
    found.sort_by_key(|(at, ..)| *at);
    for (at, value, rule) in found {
        if !tags.references.contains(&value) {
            let phrase = text.after(at).split_whitespace().take(6).collect::<Vec<_>>().join(" ");
            trail.note(TagName::Reference, &value, rule, &phrase);
            tags.references.push(value);
        }
    }
}

/// The references that a person means by `typed`, as [`Tags::references`] writes them: `CND 45/15` is a resolution or decision,
/// `45/15` one of any organ, `1988 Convention` each of its articles, `a/79/345` a document. Empty where it means none.
pub fn meant(typed: &str, vocabulary: &Vocabulary) -> Vec<String> {
    let typed = typed.trim();
    let folded = typed.to_lowercase();
    if let Some(treaty) = vocabulary.treaty_in(typed) {
        let named = ARTICLE.as_ref().and_then(|article| article.captures(typed)).and_then(|found| found.get(1));
        let numbers = named.map_or_else(|| expanded(EVERY_ARTICLE), |numbers| expanded(numbers.as_str()));
        return numbers.iter().map(|number| article_of(number, &treaty.name)).collect();
    }
    let symbol = typed.to_uppercase();
    if let Some(hit) =
        SYMBOL.as_ref().and_then(|series| series.find(&symbol)).filter(|hit| hit.range() == (0..symbol.len()))
    {
        let symbol = DocumentSymbol::new(hit.as_str()).to_string();
        return vec![as_instrument(&symbol).unwrap_or(symbol)];
    }
    let starts =
        typed.char_indices().filter(|(at, _)| *at == 0 || typed.get(..*at).is_some_and(|before| before.ends_with(' ')));
    let number = starts
        .filter_map(|(at, _)| Some((at, number_at(typed.get(at..)?)?)))
        .find(|(at, (_, end))| at + end == typed.len());
    let Some((at, (number, _))) = number else { return Vec::new() };
    let kinds = match (folded.contains("resolution"), folded.contains("decision")) {
        (true, false) => vec![InstrumentKind::Resolution],
        (false, true) => vec![InstrumentKind::Decision],
        _ => vec![InstrumentKind::Resolution, InstrumentKind::Decision],
    };
    let organ: Vec<&str> =
        typed.get(..at).unwrap_or_default().split_whitespace().filter(|word| !is_keyword(word)).collect();
    let organs: Vec<&str> = match organ.is_empty() {
        true => ADOPTING
            .into_iter()
            .filter(|organ| vocabulary.body(organ).is_some_and(|body| fits(&number, body)))
            .collect(),
        false => vocabulary.body(&organ.join(" ")).map(|body| body.acronym.as_str()).into_iter().collect(),
    };
    let each = organs.iter().flat_map(|organ| kinds.iter().map(move |kind| (organ, kind)));
    each.map(|(organ, kind)| format!("{organ} {kind} {number}")).collect()
}

/// The articles that a treaty named alone stands for; the longest has fewer.
const EVERY_ARTICLE: &str = "1 to 51";

/// `resolution`, `decision` and the words around an organ that name nothing.
fn is_keyword(word: &str) -> bool {
    let word = word.to_lowercase();
    ["resolution", "decision"].contains(&word.trim_end_matches('s')) || matches!(word.as_str(), "the" | "no." | "of")
}

/// How a treaty's article is written.
fn article_of(number: &str, treaty: &str) -> String {
    format!("article {number} of the {treaty}")
}

/// The document symbols that a text names.
pub(super) fn document_symbols(text: &str) -> Vec<DocumentSymbol> {
    let mut found = Vec::new();
    symbols(&Marked { text: text.to_owned(), matches: Vec::new() }, &mut found);
    found.into_iter().map(|(_, symbol, _)| DocumentSymbol::new(&symbol)).collect()
}

/// Resolutions and decisions, singly and in lists.
fn instruments(text: &Marked, voice: Voice<'_>, vocabulary: &Vocabulary, found: &mut Vec<(usize, String, &str)>) {
    let (Some(keyword), Some(between)) = (KEYWORD.as_ref(), BETWEEN.as_ref()) else { return };
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
        while let Some((number, end)) = number_at(text.after(at)) {
            numbers.push((at, number));
            at += end;
            match between.find(text.after(at)) {
                Some(glue) if number_at(text.after(at + glue.end())).is_some() => at += glue.end(),
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
            found.push((at, format!("{} {kind} {number}", organ.acronym), "resolution or decision"));
        }
    }
}

/// A number at the beginning of a text, in one form, and where it ends.
fn number_at(text: &str) -> Option<(String, usize)> {
    let number = NUMBER.as_ref()?.find(text)?;
    let words: Vec<&str> = number.as_str().split_whitespace().collect();
    let joined = words.join(" ").replace(" /", "/").replace("/ ", "/").replace('(', " (").replace("  ", " ");
    Some((joined, number.end()))
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
const SHORT_NAMES: [&str; 4] = ["Assembly", "Council", "Commission", "Conference of the Parties"];

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
        };
        return own.filter(|body| fits(number, body)).or(by_form);
    }
    if before.ends_with("Commission") {
        return [voice.body, voice.organ].into_iter().flatten().find(|body| body.short == "the Commission");
    }
    None
}

/// Bodies that adopt resolutions and decisions under numbers of their own.
const ADOPTING: [&str; 12] =
    ["GA", "ECOSOC", "SC", "HRC", "CND", "CCPCJ", "CSW", "CHR", "StatCom", "CPD", "CSTD", "UNFF"];

/// Whether a body adopts resolutions and decisions under numbers of its own.
fn adopts(body: &Body) -> bool {
    ADOPTING.contains(&body.acronym.as_str())
}

/// The form of a number, which tells organs apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `2231 (2015)`: the Security Council.
    YearInBrackets,
    /// `1987/34`: the Economic and Social Council, and formerly the Commission on Human Rights.
    YearFirst,
    /// `53/115`: organs that number by session, with the session.
    Session(u32),
    /// `1514 (XV)`: organs before 1976, with the session.
    RomanSession(u32),
}

impl Form {
    fn of(number: &str) -> Option<Self> {
        if number.starts_with("S-") || number.starts_with("ES-") {
            return Some(Self::Session(0));
        }
        let first: String = number.chars().take_while(char::is_ascii_digit).collect();
        let value: u32 = first.parse().ok()?;
        if number.contains('/') {
            return Some(if first.len() == 4 { Self::YearFirst } else { Self::Session(value) });
        }
        let bracket = number.split_once('(').map_or("", |(_, rest)| rest);
        let is_year = bracket.starts_with(|c: char| c.is_ascii_digit());
        Some(if is_year { Self::YearInBrackets } else { Self::RomanSession(roman(bracket)) })
    }
}

/// The last session of the General Assembly whose resolutions have roman numerals, in 1975.
const LAST_ROMAN_SESSION_OF_ASSEMBLY: u32 = 30;

/// The value of the roman numeral at the beginning of a text (`XV)`).
fn roman(text: &str) -> u32 {
    let value = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        'C' => Some(100),
        _ => None,
    };
    let values: Vec<u32> = text.chars().map_while(value).collect();
    let next = values.iter().skip(1).chain(std::iter::once(&0));
    let (less, more) =
        values.iter().zip(next).fold(
            (0, 0),
            |(less, more), (value, next)| {
                if value < next { (less + value, more) } else { (less, more + value) }
            },
        );
    more.saturating_sub(less)
}

/// Whether an organ uses numbers of this form.
fn fits(number: &str, body: &Body) -> bool {
    match (Form::of(number), body.acronym.as_str()) {
        (Some(Form::YearInBrackets), acronym) => acronym == "SC",
        (Some(Form::YearFirst), acronym) => matches!(acronym, "ECOSOC" | "CHR"),
        (Some(Form::Session(session)), acronym) => match acronym {
            "GA" => session == 0 || session > 30,
            "SC" | "ECOSOC" | "CHR" => false,
            _ => SESSIONS.iter().find(|(organ, _)| *organ == acronym).is_none_or(|(_, last)| session < *last),
        },
        (Some(Form::RomanSession(session)), acronym) => match acronym {
            "GA" => session <= LAST_ROMAN_SESSION_OF_ASSEMBLY,
            "ECOSOC" => true,
            "SC" => false,
            // Commissions had few resolutions a session: `resolution 6 (XXV)`.
            _ => number.chars().take_while(char::is_ascii_digit).count() < 3,
        },
        (None, _) => false,
    }
}

/// The organ of a number without one: by its form, then the organ last cited in the text, then the one that speaks.
fn by_form<'a>(number: &str, voice: Voice<'a>, last: Option<&'a Body>, vocabulary: &'a Vocabulary) -> Option<&'a Body> {
    let own = [last, voice.organ, voice.body].into_iter().flatten().find(|body| adopts(body) && fits(number, body));
    match Form::of(number)? {
        Form::YearInBrackets => vocabulary.body("SC"),
        Form::YearFirst => own.or_else(|| vocabulary.body("ECOSOC")),
        Form::Session(session) => own.or_else(|| vocabulary.body("GA").filter(|_| session == 0 || session > 30)),
        Form::RomanSession(session) if session > LAST_ROMAN_SESSION_OF_ASSEMBLY => vocabulary.body("ECOSOC"),
        Form::RomanSession(_) => own.or_else(|| vocabulary.body("GA")),
    }
}

/// Articles of treaties: `article 7, relating to …, and article 8, relating to …, of the … Convention` gives both.
fn articles(text: &Marked, vocabulary: &Vocabulary, found: &mut Vec<(usize, String, &str)>) {
    let Some(article) = ARTICLE.as_ref() else { return };
    for captures in article.captures_iter(&text.text) {
        let (Some(whole), Some(numbers)) = (captures.get(0), captures.get(1)) else { continue };
        let Some(treaty) = treaty_of(text, whole.range()).and_then(|index| vocabulary.treaties().get(index)) else {
            continue;
        };
        for number in expanded(numbers.as_str()) {
            found.push((whole.start(), article_of(&number, &treaty.name), "treaty article"));
        }
    }
}

/// The treaty whose article is named at `article`: named after it (`article 7 … of the …`), or before (`… in its articles`).
fn treaty_of(text: &Marked, article: std::ops::Range<usize>) -> Option<usize> {
    let treaties = || {
        text.matches.iter().filter_map(|term| match term.concept {
            Concept::Treaty(index) => Some((index, &term.range)),
            _ => None,
        })
    };
    if text.before(article.start).trim_end().ends_with(" its") {
        return treaties().rfind(|(_, range)| range.end <= article.start).map(|(index, _)| index);
    }
    let (index, range) = treaties().find(|(_, range)| range.start >= article.end)?;
    let gap = text.between(article.end, range.start);
    let is_of = [" of the", " of", " to the", "of the"].iter().any(|words| gap.trim_end().ends_with(words));
    (gap.len() <= TREATY_WITHIN && !gap.contains(". ") && is_of).then_some(index)
}

/// The numbers of `3, 4 and 7`, `22 to 25`.
fn expanded(numbers: &str) -> Vec<String> {
    /// Articles in a range: more is no range of articles.
    const MOST: u32 = 50;
    let mut list: Vec<String> = Vec::new();
    let mut is_range = false;
    for part in numbers.split([',', ' ']).filter(|part| !part.is_empty()) {
        if part.starts_with(|c: char| c.is_ascii_digit()) {
            let last = list.last().and_then(|last| last.parse::<u32>().ok());
            if let (true, Some(last), Ok(end)) = (is_range, last, part.parse::<u32>()) {
                list.extend((last + 1..end.min(last + MOST)).map(|number| number.to_string()));
            }
            list.push(part.to_owned());
        }
        is_range = part == "to";
    }
    list
}

/// Document symbols; those of resolutions become the resolution.
fn symbols(text: &Marked, found: &mut Vec<(usize, String, &str)>) {
    if !text.text.contains('/') {
        return;
    }
    let Some(symbol) = SYMBOL.as_ref() else { return };
    for hit in symbol.find_iter(&text.text) {
        let printed = hit.as_str().replace(" /", "/");
        if !printed.contains(|c: char| c.is_ascii_digit()) || is_part_of_code(text.before(hit.start())) {
            continue;
        }
        if let Some(resolution) = as_instrument(&printed) {
            found.push((hit.start(), resolution, "symbol of a resolution"));
        } else {
            found.push((hit.start(), DocumentSymbol::new(&printed).to_string(), "document symbol"));
        }
    }
}

/// Whether a symbol would begin within an address (`https://…/A/…`) or another code (`EC-96/S/3`); after the hyphen of a double
/// symbol it does not.
fn is_part_of_code(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    match word.chars().next_back() {
        Some('-') => !word.contains('/'),
        Some('/' | '_' | '.') => true,
        _ => false,
    }
}

/// `A/RES/53/115` is `GA resolution 53/115`.
fn as_instrument(symbol: &str) -> Option<String> {
    let series = [("A/RES/", "GA"), ("S/RES/", "SC"), ("E/RES/", "ECOSOC"), ("A/HRC/RES/", "HRC")];
    let decisions = [("A/DEC/", "GA"), ("E/DEC/", "ECOSOC"), ("A/HRC/DEC/", "HRC")];
    let of = |list: &[(&str, &str)], kind: InstrumentKind| {
        list.iter().find_map(|(prefix, organ)| {
            let (number, _) = number_at(symbol.strip_prefix(prefix)?)?;
            Some(format!("{organ} {kind} {number}"))
        })
    };
    of(&series, InstrumentKind::Resolution).or_else(|| of(&decisions, InstrumentKind::Decision))
}
