//! Request: who is asked, how strongly, and whether the passage recommends.
//!
//! Input: the terms in a passage, its kind by place, its headings, and who speaks. Output: addressees, action and kind. A
//! clause asks in one of three forms: `Urges Member States to …`, `Member States are urged to …`, `Member States should …`.

mod addressee;

use std::sync::LazyLock;

use super::clause;
use super::evidence::{TagName, Trail};
use super::marked::Marked;
use super::tags::{Action, Kind, Tags};
use super::vocabulary::{Body, Vocabulary};

use addressee::{named_in, subjects};

/// Verbs that ask somebody, by stem, with the strength of the request.
const ASKING: [(&str, Action); 20] = [
    ("demand", Action::Demands),
    ("request", Action::Requests),
    ("instruct", Action::Requests),
    ("direct", Action::Requests),
    ("urg", Action::Urges),
    ("call upon", Action::Calls),
    ("call on", Action::Calls),
    ("calls upon", Action::Calls),
    ("calls on", Action::Calls),
    ("called upon", Action::Calls),
    ("called on", Action::Calls),
    ("call for", Action::Calls),
    ("calls for", Action::Calls),
    ("called for", Action::Calls),
    ("appeal", Action::Calls),
    ("ask", Action::Requests),
    ("advis", Action::Recommends),
    ("recommend", Action::Recommends),
    ("invit", Action::Invites),
    ("encourag", Action::Encourages),
];

/// Modal verbs by which something is asked of the subject.
const MODALS: [&str; 4] = [" should ", " may wish to ", " must ", " shall "];

/// Phrases before somebody of whom something is needed: `it is important for Member States to …`.
const NEEDED: [&str; 8] = [
    " important for ",
    " essential for ",
    " crucial for ",
    " critical for ",
    " imperative for ",
    " necessary for ",
    " urgent for ",
    " vital for ",
];

/// For each first letter of what asks the letters that may follow, a bit for each: nearly all words are passed over by it.
static OPENINGS: LazyLock<[u32; 128]> = LazyLock::new(|| {
    let stems = ASKING.iter().map(|(stem, _)| *stem);
    let phrases = MODALS.iter().chain(&NEEDED).map(|phrase| phrase.trim_start());
    let mut seconds = [0; 128];
    for [first, second] in stems.chain(phrases).filter_map(|words| words.as_bytes().first_chunk()) {
        if let Some(bits) = seconds.get_mut(usize::from(*first)) {
            *bits |= 1 << (second % 32);
        }
    }
    seconds
});

/// Whether a word begins as one that asks.
fn may_ask(word: &[u8]) -> bool {
    let Some([first, second]) = word.first_chunk() else { return false };
    OPENINGS.get(usize::from(*first)).is_some_and(|seconds| seconds >> (second % 32) & 1 == 1)
}

/// Words before a passive: `Member States were`, `UNODC was`, `Governments should be`.
const BE: [&str; 8] = ["is", "are", "was", "were", "be", "been", "being", "also"];

/// Words that report what somebody said; what follows them is no recommendation of the body that speaks.
const REPORTING: [&str; 26] = [
    "speaker",
    "speakers",
    "representative",
    "representatives",
    "delegation",
    "delegations",
    "participants",
    "observer",
    "panellists",
    "panellist",
    "stressed",
    "stated",
    "noted",
    "underlined",
    "underscored",
    "emphasized",
    "highlighted",
    "said",
    "reported",
    "reiterated",
    "expressed",
    "suggested",
    "pointed",
    "mentioned",
    "some",
    "many",
];

/// Words of headings of sections that recommend.
const RECOMMENDING_SECTIONS: [&str; 3] = ["recommend", "matters calling for action", "way forward"];

/// What decides whether a passage asks, and whom.
pub(super) struct Asked<'a> {
    /// Its text.
    pub(super) text: &'a Marked,
    /// The headings above it, outermost first.
    pub(super) headings: &'a [&'a Marked],
    /// The paragraphs it hangs under.
    pub(super) context: &'a [&'a Marked],
    /// The body that speaks.
    pub(super) body: Option<&'a Body>,
}

/// Sets addressees, action and kind.
pub(super) fn set(tags: &mut Tags, asked: &Asked<'_>, vocabulary: &Vocabulary, trail: &mut Trail) {
    if matches!(tags.kind, Kind::Preambular) {
        return;
    }
    let is_text_of_organ = matches!(tags.kind, Kind::Operative | Kind::Decision);
    let mut request = read(asked.text, asked.body, vocabulary, trail, is_text_of_organ);
    let may_inherit = request.addressees.is_empty() && matches!(tags.kind, Kind::Subparagraph | Kind::Decision);
    if may_inherit && opening_action(&asked.text.text).is_none() {
        // `Governments should: (a) Review …`: what the chapeau asks, each item asks.
        if let Some(chapeau) = asked.context.last() {
            let inherited = read(chapeau, asked.body, vocabulary, trail, true);
            request.addressees = inherited.addressees;
            request.action = request.action.or(inherited.action);
            request.recommends |= inherited.recommends;
        }
    }
    if is_text_of_organ {
        request.action = opening_action(&asked.text.text).or(request.action);
    }
    let may_recommend = matches!(tags.kind, Kind::Paragraph | Kind::Subparagraph | Kind::Summary | Kind::Annex);
    if may_recommend && (request.recommends || request.is_modal) {
        let in_section = asked.headings.iter().any(|heading| is_recommending(&heading.text));
        if request.recommends || in_section {
            tags.kind = Kind::Recommendation;
            let rule =
                if in_section { "modal verb in a section of recommendations" } else { "modal verb and addressee" };
            trail.note(TagName::Kind, tags.kind.name(), rule, &request.phrase);
            trail.retain(TagName::Kind, &[tags.kind.name().to_owned()]);
        }
    }
    if let Some(action) = request.action {
        trail.note(TagName::Action, &action.to_string(), "verb", &request.phrase);
    }
    tags.addressees = request.addressees;
    tags.action = request.action;
}

/// Whether a heading is that of a section that recommends.
fn is_recommending(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    RECOMMENDING_SECTIONS.iter().any(|word| heading.contains(word)) && !heading.starts_with("action taken")
}

/// What a text asks.
#[derive(Debug, Default)]
struct Request {
    addressees: Vec<String>,
    action: Option<Action>,
    /// It asks somebody named, in the voice of the body that speaks.
    recommends: bool,
    /// It says what should be done, in the voice of the body that speaks.
    is_modal: bool,
    phrase: String,
}

fn read(text: &Marked, body: Option<&Body>, vocabulary: &Vocabulary, trail: &mut Trail, is_own_voice: bool) -> Request {
    let mut request = Request::default();
    let lower = text.text.to_ascii_lowercase();
    for clause in clause::of(&text.text) {
        let in_lower = lower.get(clause.range.clone()).unwrap_or_default();
        let askings = askings(in_lower);
        let is_own_voice = is_own_voice || !askings.is_empty() && !is_reported(in_lower);
        for asking in askings {
            let verb = clause.range.start + asking.form.verb(&asking.zone);
            if asking.is_by_organ && is_recalled(lower.get(..verb).unwrap_or_default()) {
                continue;
            }
            let zone = clause.range.start + asking.zone.start..clause.range.start + asking.zone.end;
            let named = match asking.form {
                Form::Object => named_in(text, zone.clone(), zone.start, body, vocabulary),
                Form::Subject => subjects(text, zone, body, vocabulary),
            };
            let is_present = asking.is_present && is_own_voice;
            request.is_modal |= is_present;
            request.recommends |= is_present && !named.is_empty();
            if request.action.is_none_or(|action| asking.action < action) && (is_present || !named.is_empty()) {
                request.action = Some(asking.action);
                let phrase = text.between(clause.range.start + asking.zone.start, clause.range.end);
                request.phrase = phrase.chars().take(80).collect();
            }
            for (name, phrase) in named {
                if !request.addressees.contains(&name) {
                    trail.note(TagName::Addressee, &name, asking.form.rule(), &phrase);
                    request.addressees.push(name);
                }
            }
        }
    }
    request
}

/// Whether a clause in small letters reports what others said.
fn is_reported(clause: &str) -> bool {
    let opening = clause.split_whitespace().take(OPENING_WORDS);
    opening.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).any(|word| REPORTING.contains(&word))
}

/// Words at the beginning of a clause that show whose voice it is.
const OPENING_WORDS: usize = 9;

/// Where the asked stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `Urges Member States to …`
    Object,
    /// `Member States should …`, `Member States are urged to …`
    Subject,
}

impl Form {
    /// The byte of a clause at which the verb stands, before or after the zone of those who are asked.
    fn verb(self, zone: &std::ops::Range<usize>) -> usize {
        match self {
            Self::Object => zone.start,
            Self::Subject => zone.end,
        }
    }

    fn rule(self) -> &'static str {
        match self {
            Self::Object => "object of the verb that asks",
            Self::Subject => "subject of the verb that asks",
        }
    }
}

/// A verb that asks, with the part of its clause that names who is asked.
struct Asking {
    form: Form,
    action: Action,
    zone: std::ops::Range<usize>,
    is_present: bool,
    /// An organ asked, in the past: `the Council requested`.
    is_by_organ: bool,
}

/// The verbs of a clause that ask: modal verbs, what is needed, then the others, each in the order of the clause. The clause is
/// in small letters.
fn askings(clause: &str) -> Vec<Asking> {
    let mut phrases: Vec<(usize, usize)> = Vec::new();
    let mut verbs: Vec<usize> = Vec::new();
    let mut start = 0;
    for word in clause.as_bytes().split(|byte| *byte == b' ') {
        if may_ask(word) {
            verbs.push(start);
            // With the space before it.
            let from = start.wrapping_sub(1);
            let rest = clause.get(from..).unwrap_or_default();
            let phrase = MODALS.iter().chain(&NEEDED).position(|phrase| rest.starts_with(phrase));
            phrases.extend(phrase.map(|phrase| (phrase, from)));
        }
        start += word.len() + 1;
    }
    phrases.sort_unstable();
    let mut askings = Vec::new();
    for (phrase, at) in phrases {
        match phrase.checked_sub(MODALS.len()).and_then(|needed| NEEDED.get(needed)) {
            None => asked_by_modal(clause, at, &mut askings),
            Some(needed) => {
                let start = at + needed.len();
                let end = clause.get(start..).and_then(|rest| rest.find(" to ")).map_or(start, |to| start + to);
                let (form, action) = (Form::Object, Action::Recommends);
                askings.push(Asking { form, action, zone: start..end, is_present: false, is_by_organ: false });
            }
        }
    }
    askings.extend(verbs.into_iter().filter_map(|start| asked_by_verb(clause, start)));
    askings
}

/// What a modal verb asks, whose space before it is at byte `at`: its subject, and the agent of `should be decided by UNDCP`.
fn asked_by_modal(clause: &str, at: usize, askings: &mut Vec<Asking>) {
    let (before, rest) = clause.split_at_checked(at).unwrap_or_default();
    askings.push(Asking {
        form: Form::Subject,
        action: Action::Recommends,
        zone: 0..at,
        is_present: !rest.starts_with(" shall "),
        is_by_organ: before.contains(" decided that "),
    });
    if let Some(by) = rest.find(" by ").filter(|by| rest.starts_with(" should be ") && *by < AGENT_WITHIN) {
        askings.push(Asking {
            form: Form::Object,
            action: Action::Recommends,
            zone: at + by + " by ".len()..clause.len(),
            is_present: false,
            is_by_organ: false,
        });
    }
}

/// What the word at byte `start` asks, if it is a verb that does.
fn asked_by_verb(clause: &str, start: usize) -> Option<Asking> {
    let (before, rest) = clause.split_at_checked(start)?;
    let (verb, action, length) = asking_verb(rest)?;
    let before = before.trim_end();
    // `called upon` too.
    let is_participle = verb.split(' ').next().is_some_and(|verb| verb.ends_with("ed"));
    let last = before.rsplit(' ').next().filter(|last| last.len() < before.len());
    if is_participle && last.is_some_and(|last| BE.contains(&last)) {
        let auxiliary = before.rfind(' ').unwrap_or(before.len());
        let is_present = !matches!(last, Some("was" | "were"));
        return Some(Asking { form: Form::Subject, action, zone: 0..auxiliary, is_present, is_by_organ: false });
    }
    is_finite(verb, before).then(|| {
        let end = start + length;
        let object = object_end(verb, clause.get(end..).unwrap_or_default());
        let is_by_organ = is_participle && is_organ(before);
        Asking { form: Form::Object, action, zone: end..end + object, is_present: !is_participle, is_by_organ }
    })
}

/// Whether an organ that asked in the past is spoken of by an earlier text of its: `In its resolution 2254 (2015), the Council
/// requested …`, `pursuant to resolution 46/182, in which the Assembly requested …`. That is told, not asked again.
fn is_recalled(before: &str) -> bool {
    const RECALLING: [&str; 8] = [
        "in its resolution",
        "in its decision",
        "in resolution",
        "in decision",
        "in paragraph",
        "by its resolution",
        "by its decision",
        "in which the ",
    ];
    RECALLING.iter().any(|words| before.contains(words))
}

/// Whether the subject before a verb is an organ that adopts texts: `the Assembly further requested`.
fn is_organ(before: &str) -> bool {
    const ORGANS: [&str; 6] = ["assembly", "council", "commission", "conference", "board", "committee"];
    const BETWEEN: [&str; 5] = ["further", "also", "again", "inter", "alia"];
    let mut words = before.split(|c: char| !c.is_alphanumeric()).rev().filter(|word| !word.is_empty());
    words.find(|word| !BETWEEN.contains(word)).is_some_and(|word| ORGANS.contains(&word))
}

/// Bytes between `should be` and the agent of `should be decided by UNDCP`.
const AGENT_WITHIN: usize = 40;

/// A verb that asks at the beginning of a text: the word, how strongly, and where it ends.
fn asking_verb(text: &str) -> Option<(&str, Action, usize)> {
    let initial = text.as_bytes().first();
    ASKING.iter().filter(|(stem, _)| stem.as_bytes().first() == initial).find_map(|(stem, action)| {
        let rest = text.strip_prefix(stem)?;
        let ending = ["ed ", "es ", "s ", "e ", "ing ", " "].iter().find(|ending| rest.starts_with(**ending))?;
        let end = stem.len() + ending.trim_end().len();
        Some((text.get(..end)?, *action, end))
    })
}

/// Whether a verb that is not passive asks: not `the request`, `as requested by`, `an invited expert`.
fn is_finite(verb: &str, before: &str) -> bool {
    let previous = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_noun = matches!(
        previous,
        "the"
            | "a"
            | "an"
            | "its"
            | "their"
            | "that"
            | "this"
            | "any"
            | "such"
            | "of"
            | "on"
            | "upon"
            | "for"
            | "as"
            | "in"
            | "at"
            | "by"
    ) && !(previous == "that" && verb.ends_with('s'));
    if verb.ends_with("ing") {
        // `…, urging all Member States to comply`
        return before.ends_with(',') || previous == "and";
    }
    let is_bare = verb.starts_with("call ") || !verb.contains(' ') && !verb.ends_with("ed") && !verb.ends_with('s');
    !is_noun && (!is_bare || matches!(previous, "to" | "we" | "i" | "and" | "strongly" | "") || previous.ends_with('s'))
}

/// Where the object of a verb that asks ends: at its infinitive or its clause. What is asked without one (`encouraged the inclusion
/// of further countries`) is asked of those named first, if of anybody; one who is asked about something is asked nothing.
fn object_end(verb: &str, rest: &str) -> usize {
    /// Words of `to the Commission on Narcotic Drugs the approval`.
    const FIRST_WORDS: usize = 8;
    let stops = [" to ", " that ", " should ", " in order", " with a view"];
    let to = stops.iter().filter_map(|stop| {
        // `to` within the name of the one who is asked is none: `States parties to the Convention to`.
        rest.match_indices(stop)
            .find(|(at, _)| {
                *stop != " to "
                    || !rest.get(at + 4..).is_some_and(|rest| rest.starts_with("the ") || rest.starts_with("that "))
            })
            .map(|(at, _)| at)
    });
    let first = || {
        let mut spaces = rest.match_indices(' ').map(|(at, _)| at);
        spaces.nth(FIRST_WORDS).unwrap_or(rest.len())
    };
    to.min().unwrap_or_else(|| if verb.starts_with("ask") { 0 } else { first() })
}

/// The strength of the verb that opens an operative paragraph: `Strongly encourages`, `Also requests`, `Decides`.
fn opening_action(text: &str) -> Option<Action> {
    const ADVERBS: usize = 3;
    let words: Vec<String> =
        text.split_whitespace().take(ADVERBS + 1).map(|word| word.trim_matches(',').to_lowercase()).collect();
    for (index, word) in words.iter().enumerate() {
        let rest = words.get(index..).map(|rest| rest.join(" ") + " ").unwrap_or_default();
        if let Some((_, action, _)) = asking_verb(&rest) {
            return Some(action);
        }
        match word.as_str() {
            "decides" | "decided" | "adopts" | "approves" | "approved" | "establishes" => return Some(Action::Decides),
            "notes" | "takes" | "took" | "welcomes" | "reaffirms" | "recognizes" | "acknowledges" | "reiterates"
            | "emphasizes" | "stresses" | "underlines" | "expresses" | "commends" | "confirms" | "recalls"
            | "affirms" | "supports" | "underscores" | "considers" | "appreciates" | "condemns" | "highlights"
            | "noted" => return Some(Action::Notes),
            _ => {}
        }
    }
    None
}
