//! Cues: what the words and the setting of a block say about its role, before its place in a sequence is known.
//!
//! Input: a [`Block`]. Output: its [`Cues`]. The wordings are those of the Editorial Manual (resolutions, reports of
//! organs, annexes); numbers and sequences are the business of [`super::spine`].

mod announcement;
mod number;
mod quotation;
mod words;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::LazyLock;

use regex::Regex;

use super::block::{Block, Look};
use super::contents::Contents;
use super::flush;
use super::label::{self, LabelStyle};
use super::language;
use super::layout::Layout;
use super::pattern::{begins_with, pattern};
use crate::citation::InstrumentKind;
pub(super) use announcement::{announces_agenda, names_agenda};
use announcement::{announces_declaration, announces_text, end_of};
use number::{NUMBER_FORMS, TextNumber, cited, may_open, text_number};
pub(super) use number::{headed_number, numbered_title};
pub(super) use quotation::quotes;
use quotation::straight_quotes;
use words::{ADVERBS, OPERATIVE_VERBS, PREAMBULAR_WORDS};

/// What the words and the setting of a block say.
#[derive(Debug, Clone)]
pub(super) struct Cues {
    /// How much it looks like a heading: 0 not at all, 1 certainly.
    pub heading: f32,
    /// The contents list it.
    pub listed: bool,
    /// A form of words with a meaning of its own.
    pub form: Form,
    /// Opens with the verb of an operative paragraph, such as `Requests` or `Also invites`.
    pub operative: bool,
    /// Opens with the organ that speaks: `The General Assembly, recalling …`, `The Council decides …`.
    pub organ: bool,
    /// See [`Cues::decides`].
    decides: OnceCell<bool>,
    /// See [`Cues::has_leaders`].
    leaders: OnceCell<bool>,
    /// Reads like a preambular paragraph: `Recalling …,`, `Deeply concerned …,`.
    pub preambular: bool,
    /// Ends with a colon or dash, so that items are to follow.
    pub chapeau: bool,
    /// Ends as a sentence or clause does.
    pub closed: bool,
    /// Announces the text of a draft: `… the adoption of the following draft resolution:`.
    pub draft: bool,
    /// Announces texts that follow, drafts or adopted: `The following resolutions are brought to the attention of the Council:`
    pub announces: bool,
    /// Speaks for those who declare: `We commit to …`.
    pub declares: bool,
    /// Names a draft, as headings over one do: `Draft decision for adoption by the Council`.
    pub names_draft: bool,
    /// Begins like a sentence of a scan whose number was garbled, or opens with a number in a form that scans garble.
    pub garbled: bool,
    /// Announces an agenda: `Provisional agenda of the next session`, `… adopted the following agenda:`.
    pub agenda: bool,
    /// Begins with a small letter.
    pub lower: bool,
    /// More quotations are opened in it than closed, or the other way round (negative).
    pub quotes: i32,
    /// An odd number of straight quotes: one that was open is closed, or one is opened.
    pub odd_quote: bool,
    /// The quotation mark that it opens with.
    pub opens_quote: Option<char>,
    /// Long enough, and closed, to be a paragraph of its own.
    pub prose: bool,
    /// No word: a stray mark of a scan, the figures along the axis of a chart.
    pub wordless: bool,
    /// A caption or source line of a table or figure, or the text under it.
    pub caption: bool,
    /// `Source: …`, `Note: …`: the end of a table or figure.
    pub source: bool,
    /// Opens with a name, as lists of votes do: `In favour: Algeria, …`.
    pub named: bool,
    /// Wide gaps among few words, as between the cells of a table.
    pub cells: bool,
    /// In a document of two languages, words of the second: the other half of a page.
    pub foreign: bool,
    /// `Now, therefore, the General Assembly`, behind the grounds that an old draft numbers.
    pub therefore: bool,
}

impl Cues {
    /// Says what was decided, or who decides: `… the Commission adopted …`, `… the Economic and Social Council:`.
    /// Read when it is asked for: few blocks stand in a decision.
    pub(super) fn decides(&self, block: &Block) -> bool {
        let text = block.text.as_str();
        *self.decides.get_or_init(|| says_decided(text) || text.strip_suffix(':').is_some_and(ends_with_organ))
    }

    /// Holds leader dots, as lines of a contents page do. Read when it is asked for: few blocks may have lost a number.
    pub(super) fn has_leaders(&self, block: &Block) -> bool {
        *self.leaders.get_or_init(|| block.text.contains(LEADERS))
    }
}

/// A form of words with a meaning of its own, by example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// Ordinary words.
    Plain,
    /// `Chapter IV`, with the title on the next line or behind it.
    Chapter(String),
    /// `Resolution 68/1`, `Decision 68/1`: adopted by the organ whose report it is.
    Adopted(InstrumentKind, String),
    /// `56/101` alone on its line or before a title, `2024/12. Fighting …`; resolution or decision by the heading it stands
    /// under.
    Number(String),
    /// `Draft resolution II`, `Draft decision`
    Draft(InstrumentKind, Option<String>),
    /// `Ministerial declaration on strengthening our actions`, behind a paragraph that brings it to attention.
    Declaration(String),
    /// `The Commission on Narcotic Drugs,` alone on its line; true where it ends with a colon.
    Organ(bool),
    /// `B` alone on its line: a part of a resolution with a preamble and paragraphs of its own.
    Part(String),
    /// `Annex II`
    Annex(Option<String>),
    /// `Appendix`
    Appendix(Option<String>),
    /// `Enclosure I`
    Enclosure(Option<String>),
    /// `* * *`: what follows is no part of what stood before.
    Separator,
    /// `Recommendation 4`, alone or before its text: the number, and the bytes of the block before the text.
    Recommendation(String, usize),
    /// `Summary`
    Summary,
    /// `Executive summary`
    ExecutiveSummary,
    /// `Introduction` without a label
    Introduction,
}

/// A heading is rarely longer than this, in bytes; the longest seen runs over six lines.
const LONG_HEADING_BYTES: usize = 420;
/// Leader dots, which are of a contents page.
const LEADERS: &str = "....";
/// A text this long (bytes) that ends as a sentence is a paragraph.
const PROSE_BYTES: usize = 60;

// What the forms begin with: most lines are told from a form by their first letter, far faster than by its pattern.
const CHAPTER_INITIALS: &str = "CPScps";
const ADOPTED_INITIALS: &str = "RDrdРр";
const DRAFT_INITIALS: &str = "Dd";
const ATTACHED_INITIALS: &str = "[AEaeПп";

static CHAPTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?i:chapter|part|section)\s+([IVXL]+|[0-9]{1,2})\.?$"));
static ADOPTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?i:(resolution|résolution|resolución|резолюция|decision|décision|decisión|решение))\s+({NUMBER_FORMS})\.?\*?(?:$|[\s.:]+\p{{Lu}}.*$)"
    ))
});
static ADOPTED_ALONE: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"^(?i:resolution|decision)\s+(?:{NUMBER_FORMS})\*?$")));
static DRAFT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?i:draft\s+(resolution|decision))(?:\s+([IVXL]+|[A-Z]|[0-9]{1,2}))?\.?\*?$"));
static ATTACHED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:\[?)(?i:(annex|annexe|anexo|приложение|appendix|enclosure|attachment))(?:\s+([IVXL]+|[A-Z]|[0-9]{1,2}))?[.:]?\**\]?(?:$|\s+(?:to|I?\*|[-–—]|\[).{0,200}$)",
    )
});
static RECOMMENDATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:Recommendation|RECOMMENDATION)\s+(?:[Nn]o\.\s*)?([0-9]{1,3}|[IVXL]{1,5})\b\s*[.:–—]?\s*($|[\p{Lu}“])")
});
const DECLARATION_INITIALS: &str = "jJmMpP";
static DECLARATION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?i:((?:joint )?(?:ministerial|political) (?:declaration|statement)))\b"));
static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:(?i:table|figure|chart|box|map|graph|exhibit)\s+(?:[IVXL]+|[A-Z]?\.?[0-9]{1,3}(?:\.[0-9]+)?)\b)")
});
/// What a caption may begin with; most lines are told from one by this alone.
const CAPTIONED: [&str; 7] = ["table", "figure", "chart", "box", "map", "graph", "exhibit"];
static SOURCE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?i:sources?|abbreviations?|notes?)\s*:"));

/// Whether a text opens with the verb of an operative paragraph: `Requests …`, `Also invites …`.
pub(super) fn opens_operative(body: &str) -> bool {
    verb(body).is_some_and(is_operative)
}

fn is_operative(verb: &str) -> bool {
    verb.ends_with(['s', 'S']) && is_among(&OPERATIVE_VERBS, verb)
}

/// Whether a text opens with the participle of a preambular paragraph: `Recalling …`, `Deeply concerned …`.
pub(super) fn opens_preambular(body: &str) -> bool {
    verb(body).is_some_and(is_preambular)
}

fn is_preambular(verb: &str) -> bool {
    verb.len() > 5 && (verb.ends_with("ing") || verb.ends_with("ING")) || is_among(&PREAMBULAR_WORDS, verb)
}

/// `The General Assembly, having considered …`: a name in capitals, then what the organ does.
pub(super) fn opens_with_organ(body: &str) -> bool {
    let Some(rest) = body.trim_start_matches(['“', '"']).strip_prefix("The ") else { return false };
    let in_name = |word: &&str| word.starts_with(char::is_uppercase) || SMALL_WORDS.contains(word);
    let name: Vec<&str> = rest.split_whitespace().take(LONGEST_NAME).take_while(in_name).collect();
    let Some(last) = name.last().filter(|last| !SMALL_WORDS.contains(last)) else { return false };
    let next = rest.split_whitespace().nth(name.len()).unwrap_or_default();
    if !name.iter().any(|word| ORGANS.contains(&word.trim_end_matches(','))) {
        return false;
    }
    let acts = OPERATIVE_VERBS.binary_search(&next).is_ok();
    let qualifies = last.ends_with(',')
        && next.starts_with(char::is_lowercase)
        && (next.ends_with("ing") || PREAMBULAR_WORDS.binary_search(&next).is_ok());
    acts || qualifies
}

/// Whether a text ends with the name of an organ: `At its 27th plenary meeting, the Economic and Social Council`.
fn ends_with_organ(text: &str) -> bool {
    text.rsplit(' ').next().is_some_and(|last| ORGANS.contains(&last))
}

/// The kinds of organs that adopt texts.
const ORGANS: [&str; 10] = [
    "Assembly",
    "Board",
    "Commission",
    "Committee",
    "Conference",
    "Council",
    "Forum",
    "Meeting",
    "Parties",
    "Subcommission",
];
/// Words that do not begin with a capital inside the name of an organ.
const SMALL_WORDS: [&str; 12] = ["of", "the", "on", "and", "for", "to", "in", "at", "its", "as", "by", "from"];
/// Words that the name of an organ has at most.
const LONGEST_NAME: usize = 24;

/// Whether a text says that something was decided, in any of the verbs that organs decide by.
fn says_decided(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphabetic()).any(|word| {
        let participle = |ending: &str| {
            let stem = word.len().checked_sub(ending.len()).and_then(|end| word.split_at_checked(end));
            let is_verb = |stem: &str| {
                let mut stems = OPERATIVE_VERBS.iter().filter_map(|verb| verb.strip_suffix('s'));
                stems.any(|verb| verb.eq_ignore_ascii_case(stem))
            };
            stem.is_some_and(|(stem, end)| end.eq_ignore_ascii_case(ending) && is_verb(stem))
        };
        match word.bytes().last() {
            Some(b's' | b'S') => is_among(&OPERATIVE_VERBS, word),
            Some(b'd' | b'D') => word.eq_ignore_ascii_case("held") || participle("d") || participle("ed"),
            _ => ["took", "chose", "chosen", "decision"].iter().any(|other| word.eq_ignore_ascii_case(other)),
        }
    })
}

/// Whether a word is one of `words`, whatever its case.
fn is_among(words: &[&str], word: &str) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// The first word behind adverbs, where the text begins with a capital.
fn verb(body: &str) -> Option<&str> {
    let body = body.trim_start_matches(|c: char| !c.is_alphanumeric());
    if !body.starts_with(char::is_uppercase) {
        return None;
    }
    let words = body.split(|c: char| !c.is_alphabetic()).take(4);
    words.filter(|word| !word.is_empty()).find(|word| !ADVERBS.iter().any(|adverb| adverb.eq_ignore_ascii_case(word)))
}

/// Reads the cues of a block.
pub(super) fn cues(block: &Block, layout: &Layout, contents: &Contents, is_bilingual: bool) -> Cues {
    let text = block.text.as_str();
    let body = block.body();
    // Text without type may still hold the marker of a note that is not there.
    let unmarked = if block.look.size == 0.0 { flush::without_marker(text) } else { text };
    let unquoted = unmarked.trim_end_matches(['”', '"', '’', '»']).trim_end();
    let closed =
        unquoted.ends_with(['.', ';', ':', ',', '!', '?']) || unquoted.ends_with("; and") || unquoted.ends_with(" and");
    let form = form(text, block.look);
    let is_numbered = || block.opening.first.iter().any(|label| label.style == LabelStyle::Arabic);
    let lower = body.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
        && !(label::lacks_ligature(body) && is_numbered());
    let source = begins_with(text, &["source", "abbreviation", "note"]) && SOURCE.is_match(text);
    let listed = contents.has_title(body);
    let verb = verb(body);
    Cues {
        heading: heading(block, layout, listed, closed, lower),
        listed,
        operative: verb.is_some_and(is_operative),
        organ: opens_with_organ(body),
        decides: OnceCell::new(),
        leaders: OnceCell::new(),
        preambular: verb.is_some_and(is_preambular),
        chapeau: ends_as_chapeau(unquoted) || unquoted.ends_with(": and"),
        closed,
        lower,
        quotes: quotes(text),
        odd_quote: straight_quotes(text) % 2 == 1,
        opens_quote: body.chars().next().filter(|first| matches!(first, '“' | '"')),
        draft: unquoted.ends_with(':')
            && end_of(text).contains("following")
            && (announced_draft(end_of(text)).is_some() || announces_declaration(end_of(text))),
        announces: unquoted.ends_with(':') && announces_text(end_of(text)),
        declares: body.starts_with("We "),
        names_draft: text.len() <= LONG_HEADING_BYTES && announced_draft(text).is_some(),
        // Leaders are of a contents page.
        garbled: label::garbled_width(text) > 0 && !text.contains(LEADERS),
        agenda: announces_agenda(text),
        prose: body.len() >= PROSE_BYTES
            && (unquoted.ends_with(['.', ';', ':', '!', '?', ')']) || unquoted.ends_with("; and")),
        caption: source || begins_with(text, &CAPTIONED) && CAPTION.is_match(text),
        source,
        named: label::is_named(text),
        cells: has_cells(block.body_after_first()),
        foreign: is_bilingual && language::is_french(text),
        therefore: names_those_who_resolve(text),
        wordless: block.opening.first.is_empty() && letters_up_to(text, 2) < 2,
        form,
    }
}

/// Whether a text ends where items go on: with a colon or dash, or with `… which provide that`.
fn ends_as_chapeau(text: &str) -> bool {
    text.ends_with([':', '—']) || text.ends_with(" that")
}

/// `Now therefore the General Assembly`, also where a scan misread the first word.
fn names_those_who_resolve(text: &str) -> bool {
    /// Bytes of the longest first word with what follows it, and of the longest name.
    const LONGEST: (usize, usize) = (6, 60);
    let behind = |at: usize| text.get(at..)?.strip_prefix("therefore");
    let Some(rest) = (0..=LONGEST.0).find_map(behind) else { return false };
    let name = rest.trim_start_matches([',', ' ', '\t']).strip_prefix("the ").unwrap_or_default();
    let name = name.get(..name.floor_char_boundary(LONGEST.1)).unwrap_or_default();
    name.split([' ', ',', ':']).any(|word| ORGANS.contains(&word))
}

/// Whether a line is the caption of a table or figure and no more, or the source under one: `Figure 2`, `Source: …`.
pub(super) fn is_caption_line(line: &str) -> bool {
    /// Bytes of the longest caption without its title.
    const LONGEST: usize = 16;
    line.len() <= LONGEST
        && begins_with(line, &CAPTIONED)
        && CAPTION.find(line).is_some_and(|all| all.len() == line.len())
        || begins_with(line, &["source", "abbreviation"]) && SOURCE.is_match(line)
}

/// Whether a text falls into cells: these are short, where a scanned paragraph may have a few wide gaps among many words.
fn has_cells(text: &str) -> bool {
    /// Cells of a table are shorter than this on average, in bytes.
    const CELL_BYTES: usize = 30;
    let gaps = wide_gaps(text);
    gaps > 2 && gaps * CELL_BYTES > text.len()
}

/// Whether a line is any [`Form`] of words, where nothing is known of how it is set: what [`stands_alone`], and the line
/// that names the organ of a resolution.
pub(super) fn is_form(text: &str) -> bool {
    !matches!(form(text, Look::default()), Form::Plain | Form::Declaration(_))
}

fn form(text: &str, look: Look) -> Form {
    if let Some((number, width)) = recommendation(text)
        && (width == text.len() || text.ends_with(['.', ':', ';']))
    {
        return Form::Recommendation(number.to_owned(), width);
    }
    // The forms stand on lines of their own; a long block is prose that begins with the same words.
    if text.len() > 260 {
        return Form::Plain;
    }
    let one_space = if text.contains('\t') { Cow::Owned(text.replace('\t', " ")) } else { Cow::Borrowed(text) };
    let flat = one_space.trim().trim_start_matches('#').trim();
    let number = |capture: Option<regex::Match>| capture.map(|found| found.as_str().to_owned());
    if begins(flat, CHAPTER_INITIALS)
        && let Some(found) = CHAPTER.captures(flat)
    {
        return Form::Chapter(number(found.get(1)).unwrap_or_default());
    }
    let kind = |name: Option<regex::Match>| {
        let name = name.map_or_else(String::new, |name| name.as_str().to_lowercase());
        let is_decision = name.starts_with('d') || name == "решение";
        if is_decision { InstrumentKind::Decision } else { InstrumentKind::Resolution }
    };
    if begins(flat, ADOPTED_INITIALS)
        && let Some(found) = ADOPTED.captures(flat)
        && (flat.len() < 40 || look.bold || !flat.ends_with(['.', ',', ';']))
    {
        return Form::Adopted(kind(found.get(1)), cited(&number(found.get(2)).unwrap_or_default()));
    }
    if flat.len() >= 3
        && flat.starts_with('*')
        && flat.chars().all(|c| matches!(c, '*' | ' '))
        && flat.matches('*').count() >= 3
    {
        return Form::Separator;
    }
    if may_open(flat)
        && let Some(TextNumber { cited, has_title, has_session }) = text_number(flat)
        && (!has_title || (has_session || look.is_apart()) && !flat.ends_with(['.', ';', ',']))
    {
        return Form::Number(cited);
    }
    if begins(flat, DRAFT_INITIALS)
        && let Some(found) = DRAFT.captures(flat)
    {
        return Form::Draft(kind(found.get(1)), number(found.get(2)));
    }
    if begins(flat, ATTACHED_INITIALS)
        && let Some(found) = ATTACHED.captures(flat)
    {
        let label = number(found.get(2));
        return match found.get(1).map(|name| name.as_str().to_ascii_lowercase()).as_deref() {
            Some("appendix") => Form::Appendix(label),
            Some("enclosure" | "attachment") => Form::Enclosure(label),
            _ => Form::Annex(label),
        };
    }
    if begins(flat, DECLARATION_INITIALS)
        && let Some(found) = DECLARATION.captures(flat)
        && !flat.ends_with(['.', ',', ';', ':'])
    {
        return Form::Declaration(found.get(1).map_or_else(String::new, |name| name.as_str().to_lowercase()));
    }
    if flat.len() == 1 && flat.starts_with(|c: char| c.is_ascii_uppercase()) {
        return Form::Part(flat.to_owned());
    }
    let is = |title: &str| flat.len() == title.len() && flat.to_lowercase() == title;
    if is("summary") || is("resumen") || is("résumé") {
        return Form::Summary;
    }
    if is("executive summary") {
        return Form::ExecutiveSummary;
    }
    if is("introduction") {
        return Form::Introduction;
    }
    if is_organ_line(flat) || look.italic && is_organ_line(&format!("{flat},")) {
        return Form::Organ(flat.ends_with(':'));
    }
    Form::Plain
}

/// Whether a line is a form that stands alone, whatever is above and below it: `Draft resolution II`, `Resolution 68/1`,
/// `Chapter IV`, `Annex I`.
pub(super) fn stands_alone(line: &str) -> bool {
    /// Bytes of the longest such line.
    const LONGEST: usize = 40;
    line.len() <= LONGEST
        && line.starts_with(|c: char| c.is_uppercase())
        && (begins(line, DRAFT_INITIALS) && DRAFT.is_match(line)
            || begins(line, ATTACHED_INITIALS) && ATTACHED.is_match(line)
            || begins(line, CHAPTER_INITIALS) && CHAPTER.is_match(line)
            || begins(line, ADOPTED_INITIALS) && ADOPTED_ALONE.is_match(line)
            || recommendation(line).is_some_and(|(_, width)| width == line.len()))
}

/// The number of a recommendation that a text opens with, and the bytes before what it says.
fn recommendation(text: &str) -> Option<(&str, usize)> {
    let found = begins_with(text, &["recommendation"]).then(|| RECOMMENDATION.captures(text))??;
    Some((found.get(1)?.as_str(), found.get(2)?.start()))
}

/// Whether a line opens a recommendation with its text behind the number: `Recommendation 2. States should …`.
pub(super) fn opens_recommendation(line: &str) -> bool {
    recommendation(line).is_some_and(|(_, width)| width < line.len())
}

/// `56/101`, which stands alone where it is set as a heading.
pub(super) fn is_number(line: &str) -> bool {
    may_open(line) && text_number(line).is_some()
}

/// Whether a text begins with one of these letters.
fn begins(text: &str, initials: &str) -> bool {
    text.starts_with(|first: char| initials.contains(first))
}

/// `The Economic and Social Council,`: an article, a name in capitals, a comma or colon, and nothing else.
pub(super) fn is_organ_line(text: &str) -> bool {
    let Some(name) =
        text.trim_start_matches(['“', '"']).strip_prefix("The ").and_then(|rest| rest.strip_suffix([',', ':']))
    else {
        return false;
    };
    let words: Vec<&str> = name.split_whitespace().collect();
    (1..=LONGEST_NAME).contains(&words.len())
        && words.iter().all(|word| {
            SMALL_WORDS.contains(word) || word.starts_with(|c: char| c.is_uppercase() || c == '(' || c.is_ascii_digit())
        })
        && words.last().is_some_and(|word| !SMALL_WORDS.contains(word))
}

/// The form that a document or heading announces for the text that follows: `draft resolution`, `draft decision`.
pub(super) fn announced_draft(text: &str) -> Option<InstrumentKind> {
    // Most texts speak of no draft.
    if !text.contains("raft ") && !text.contains("RAFT ") {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let resolution = lower.rfind("draft resolution");
    let decision = lower.rfind("draft decision");
    match (resolution, decision) {
        (None, None) => None,
        (resolution, decision) if resolution > decision => Some(InstrumentKind::Resolution),
        _ => Some(InstrumentKind::Decision),
    }
}

/// Letters that a heading without label has at least; fewer are stray marks of a scan.
const FEWEST_LETTERS: usize = 3;

/// How much a block looks like a heading. The weights add what a reader goes by: type, place, brevity, punctuation, the
/// contents page. They were set on the session reports and Secretariat reports of three decades.
fn heading(block: &Block, layout: &Layout, listed: bool, closed: bool, lower: bool) -> f32 {
    let look = block.look;
    let text = block.text.trim_end();
    let letters = letters_up_to(text, 5);
    if letters < FEWEST_LETTERS && (letters == 0 || block.opening.first.is_empty()) {
        return 0.0;
    }
    let capitals = letters > 4 && !text.chars().any(char::is_lowercase);
    let styled = look.size > 0.0;
    let mut weight = 0.0_f32;
    weight += if look.heading.is_some() { 0.8 } else { 0.0 };
    weight += if look.bold { 0.7 } else { 0.0 };
    weight += if look.italic { 0.45 } else { 0.0 };
    weight += if styled && look.size > layout.body_size + 0.8 { 0.5 } else { 0.0 };
    // An item that fills its line is as far from one margin as from the other.
    let is_item = block.opening.first.iter().any(|label| label::is_item(label.style));
    weight += if look.centred && !is_item { 0.35 } else { 0.0 };
    weight += if capitals { 0.4 } else { 0.0 };
    weight += if look.space_before { 0.1 } else { 0.0 };
    weight += if layout.typeset { 0.0 } else { 0.35 };
    // Where lines are paragraphs, one that is no sentence stands for itself however long it is.
    let long = if layout.long_lines { LONG_HEADING_BYTES } else { LONG_HEADING_BYTES / 2 };
    // Without type, a few words that are no sentence and stand for themselves are what a heading is known by.
    let stands_out = layout.body_size == 0.0 && !closed && !lower && text.len() < long;
    weight += if stands_out { 0.25 } else { 0.0 };
    weight += if listed { 0.6 } else { 0.0 };
    weight += match (closed || text.ends_with(" that"), ends_as_chapeau(text)) {
        (false, _) => 0.2,
        (true, true) => -0.35,
        (true, false) => -0.5,
    };
    weight -= if text.len() > LONG_HEADING_BYTES {
        0.6
    } else if text.len() > long {
        0.15
    } else {
        0.0
    };
    weight -= if lower { 0.5 } else { 0.0 };
    weight -= if wide_gaps(text) > 2 { 0.4 } else { 0.0 };
    if weight > 0.0 && text.contains(LEADERS) { 0.0 } else { weight.clamp(0.0, 1.0) }
}

/// How many wide gaps a text has.
fn wide_gaps(text: &str) -> usize {
    memchr::memchr_iter(b'\t', text.as_bytes()).count()
}

/// How many letters a text has, counted no further than `most`.
fn letters_up_to(text: &str, most: usize) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).take(most).count()
}
