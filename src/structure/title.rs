//! Title: the title of a document and its author, below the masthead or on a cover.
//!
//! Input: the cells below the meeting, or those of a cover. Output: the title and author of [`FrontMatter`] and how many
//! blocks they take. Headings below the author belong to the text.

use std::cell::LazyCell;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::FrontMatter;
use super::contents::Contents;
use super::cue::{self, numbered_title};
use super::flush;
use super::front_matter::Cell;
use super::head::{is_principal_organ, organ_at_start};
use super::lines::{Lines, PlacedLine};
use super::measure::Measure;
use super::pattern::{begins_with_label, pattern};

/// Longest title in characters; what is longer is a paragraph.
const LONGEST_TITLE: usize = 600;
/// From this length, in characters, a block that ends like a sentence is one.
const SENTENCE: usize = 90;
/// Points by which the first line of a paragraph is indented, at least.
const INDENT: f32 = 10.0;
/// Points by which one block must be smaller than another to be set differently.
const SIZE_STEP: f32 = 1.0;

/// Lines looked at for where a title ends that is set like the rest.
const FLUSH_LINES: usize = 10;

/// Lines that stand together and are set in one way.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// Its lines.
    pub ids: Vec<usize>,
    /// Their text, joined.
    pub text: String,
    /// Font size in points, zero where unknown.
    size: f32,
    /// All of it is bold.
    is_bold: bool,
    /// Lines that begin further right than the next, as paragraphs do.
    is_indented: bool,
}

/// Groups cells into blocks: at blank lines and where size or weight change.
pub(super) fn blocks(lines: &Lines, cells: &[Cell]) -> Vec<Block> {
    let mut placed: Vec<&PlacedLine> = cells.iter().filter_map(|cell| lines.lines.get(cell.id)).collect();
    placed.dedup_by_key(|placed| placed.id);
    let measure = LazyCell::new(|| Measure::of(&placed, |_| None));
    let mut blocks: Vec<Block> = Vec::new();
    let mut previous: Option<usize> = None;
    for (at, cell) in cells.iter().enumerate() {
        let Some(placed) = lines.lines.get(cell.id) else { continue };
        let (size, is_bold) = (placed.size(), placed.is_bold());
        // The cells of one line belong together.
        let begins = previous != Some(cell.id)
            && blocks.last().is_none_or(|block| {
                previous.is_some_and(|above| lines.has_gap(above, cell.id))
                    || placed.line.blank_before
                    || (block.size - size).abs() > SIZE_STEP
                    || block.is_bold != is_bold
                    || breaks_line(cell.text)
                    || size == 0.0
                        && (begins_report(cell.text) || is_adoption(cell.text) || numbered_title(cell.text).is_some())
                    || placed.line.geometry.is_none()
                        && size == 0.0
                        && begins_flush(lines, block, cells.get(at..).unwrap_or_default(), &measure)
                    || breaks_line(&block.text)
                    || cell.text.starts_with("Rapporteur:")
                    || is_principal_organ(cell.text) && !block.text.ends_with(" the")
                    || is_principal_organ(&block.text)
                    || previous.and_then(|id| lines.lines.get(id)).is_some_and(|before| {
                        before.line.block.is_some()
                            && placed.line.block.is_some()
                            && before.line.block != placed.line.block
                    })
            });
        if begins {
            let is_indented = is_indented(lines, cell.id);
            blocks.push(Block { ids: vec![cell.id], text: cell.text.to_owned(), size, is_bold, is_indented });
        } else if let Some(block) = blocks.last_mut() {
            if previous != Some(cell.id) {
                block.ids.push(cell.id);
            }
            if !block.text.ends_with('-') {
                block.text.push(' ');
            }
            block.text.push_str(cell.text);
        }
        previous = Some(cell.id);
    }
    blocks
}

/// Whether a line begins further right than the next without both being centred.
fn is_indented(lines: &Lines, id: usize) -> bool {
    let place = |id: usize| lines.lines.get(id).and_then(|line| line.line.geometry);
    let Some((own, next)) = place(id).zip(place(id + 1)) else { return false };
    let off_centre = (own.x0 + own.x1 - next.x0 - next.x1).abs() / 2.0;
    own.x0 > next.x0 + INDENT && off_centre > INDENT
}

/// Whether the first of `cells` begins a block, by its words and the room that the line before left.
fn begins_flush(lines: &Lines, block: &Block, cells: &[Cell], measure: &Measure) -> bool {
    let line = |id: usize| lines.lines.get(id);
    let group: Vec<&PlacedLine> = block.ids.iter().filter_map(|id| line(*id)).collect();
    let rest: Vec<&PlacedLine> = cells.iter().take(FLUSH_LINES).filter_map(|cell| line(cell.id)).collect();
    flush::starts(&group, &rest, measure, &Contents::default())
}

/// `Report on the sixty-eighth session`, `Report of the Secretary-General`: where nothing is set larger than the rest, the
/// line that begins the title or names the author.
fn begins_report(text: &str) -> bool {
    static REPORT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(?:Draft report|Report (?:on|of|by|prepared|submitted)|Note (?:by|from)|Letter dated) ")
    });
    REPORT.is_match(text)
}

/// Words that stand alone on a line whatever is around them.
fn breaks_line(text: &str) -> bool {
    matches!(text.trim_end_matches('*'), "Addendum" | "Corrigendum" | "Revision" | "Draft report")
        || ends_masthead(text)
        || is_numbered_heading(text)
        || is_imprint(text)
}

/// `1.2<tab>Methodology`: a heading numbered in decimals, or without full stop. The gap tells it from a date.
pub(super) fn is_numbered_heading(text: &str) -> bool {
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{1,2}(?:\.\d{1,2}){0,3}\.?\t\p{Lu}"));
    NUMBERED.is_match(text)
}

/// The cells before the first that belongs to the text.
pub(super) fn before_text<'a, 'b>(cells: &'a [Cell<'b>]) -> &'a [Cell<'b>] {
    let begins = |cell: &Cell| begins_with_label(cell.text) || ends_masthead(cell.text) || opens_text(cell.text);
    cells.get(..cells.iter().position(begins).unwrap_or(cells.len())).unwrap_or_default()
}

/// Whether a line is the first after the masthead: a heading that opens the text, the line that names the organ of a
/// resolution, the opening of a letter.
pub(super) fn ends_masthead(text: &str) -> bool {
    static OPENING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?i:summary|executive summary|contents(?: (?:chapter |paragraphs? )*page)?|table of contents|abstract|s u m m a r y|résumé|resumen|table des matières|índice|содержание|резюме|introduction|foreword|(?:chapter|chapitre|capítulo|глава) (?:[IVX]{1,5}|\d{1,2}|one|premier)\b.{0,80})\s*\d?$|The (?:General Assembly|Security Council|Economic and Social Council|Commission[^.]{0,60}|Committee[^.]{0,60}|Conference[^.]{0,60}|Human Rights Council),$|(?:I have the honour|Upon instructions|On instructions|The present (?:report|note|document)|J’ai l’honneur|Tengo el honor|The meeting (?:was called|resumed))\b|(?:Acting )?(?:President|Chair|Chairman|Chairperson):)",
        )
    });
    OPENING.is_match(text.trim_end_matches('*').trim()) || cue::opens_with_organ(text)
}

/// Whether a line begins a title or names an author rather than a body.
pub(super) fn begins_title(text: &str) -> bool {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:(?:\p{L}+ ){0,3}report|note|letter|letters|identical letters|note verbale|statement|draft|resolution|decision|request|communication|summary|election|review|proposed|provisional agenda|working paper|rapporteur|rapport|lettre|informe|nota|carta|implementation)\b",
        )
    });
    TITLE.is_match(text)
}

static AUTHOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i:(?:progress |interim |first |second |third |\p{L}+ )?report (?:of|by|prepared by|submitted by)|(?:background )?note (?:by|from)|letter dated|identical letters|letters dated|note verbale|statement submitted|(?:submitted|transmitted|prepared|presented) by|(?:conference room|working|background) paper|communication (?:from|dated)|draft (?:resolution|decision) submitted|rapport d|note d|informe de|nota de|доклад|записка)",
    )
});

/// A draft names its sponsors above its title: `Iraq: draft resolution`, `Draft decision submitted by the Vice-President`.
fn names_sponsor(text: &str) -> bool {
    static SPONSOR: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^(?:revised )?draft (?:resolution|decision)s? (?:submitted|recommended|proposed)\b|:[*,\s]*(?:revised )?draft (?:resolution|decision)s?[*,\s]*$)",
        )
    });
    SPONSOR.is_match(text)
}

/// Fills in title and author from the blocks below the meeting; gives how many blocks they take.
pub(super) fn read(blocks: &[Block], front: &mut FrontMatter) -> usize {
    let zone = title_zone(blocks);
    let sponsor = zone.iter().take(1).position(|block| names_sponsor(&block.text)).filter(|_| zone.len() > 1);
    let author =
        sponsor.or_else(|| zone.iter().skip(1).rposition(|block| AUTHOR.is_match(&block.text)).map(|at| at + 1));
    front.author = author.and_then(|at| zone.get(at)).map(|block| without_asterisks(&block.text));
    let adopted = zone.iter().position(|block| numbered_title(&block.text).is_some());
    let is_first = |at: usize| at == 0 && front.body.is_none() && front.session.is_none();
    let is_adopted = |at: &usize| is_first(*at) || zone.iter().take(*at).any(|block| is_adoption(&block.text));
    if let Some(at) = adopted.filter(is_adopted) {
        front.title = zone.get(at).and_then(|block| numbered_title(&block.text)).map(clean);
        // Where nothing else says what the resolution is cited by, its number is needed as a heading.
        return at + usize::from(!front.symbols.is_empty());
    }
    if let Some(at) = zone.iter().position(|block| record_title(&block.text).is_some()) {
        front.title = zone.get(at).and_then(|block| record_title(&block.text)).map(clean);
        return at + 1;
    }
    let candidates = match (sponsor, author) {
        (Some(at), _) => zone.get(at + 1..),
        (None, Some(at)) => zone.get(..at),
        (None, None) => Some(zone),
    };
    let titles: Vec<&Block> = candidates.unwrap_or_default().iter().filter(|block| !is_note(&block.text)).collect();
    // Where no author ends it, smaller headings below the title are those of the text.
    let title_size = titles.first().map_or(0.0, |block| block.size);
    let is_closed = author.is_some() && sponsor.is_none();
    let own = titles.iter().take_while(|block| is_closed || block.size >= title_size - SIZE_STEP);
    let own: Vec<&Block> = own.copied().collect();
    let title = own.iter().fold(String::new(), |title, block| {
        let text = clean(&block.text);
        // Converters may set each line of a title apart.
        let joint = if title.is_empty() || text.starts_with(char::is_lowercase) { " " } else { ": " };
        title + joint + &text
    });
    let title = title.trim().to_owned();
    front.title = Some(title).filter(|title| title.contains(char::is_alphabetic));
    // Addendum, rapporteur and the like follow the author; anything else after it is a heading of the text.
    // What stands behind `Addendum` heads the part of a draft report that this is, although it tells most of its title.
    let parts =
        zone.iter().position(|block| is_addendum(&block.text) && front.title.as_deref().is_some_and(is_draft_report));
    let mut titles = own.iter().rev().filter_map(|block| position(zone, block));
    let last_title = titles.find(|at| parts.is_none_or(|part| *at < part));
    let after = last_title.into_iter().chain(author).max().map_or(0, |at| at + 1);
    let notes = zone.iter().skip(after).take_while(|block| is_note(&block.text));
    if front.session.is_none() {
        let dates = notes.clone().next().map_or("", |note| note.text.as_str());
        read_session(&format!("{} {dates}", front.title.as_deref().unwrap_or_default()), front);
    }
    after + notes.count()
}

/// `SUMMARY RECORD OF THE 1011th MEETING`, the title of a record, before it says where and when the meeting was held.
fn record_title(text: &str) -> Option<&str> {
    static RECORD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(?i:(?:provisional )?(?:summary|verbatim) record(?: \(.{3,20}\))?\*? of the .{3,60}?meeting)\b")
    });
    RECORD.find(text).map(|title| title.as_str())
}

/// The blocks before the text. Where the title is set larger than the text, smaller blocks that name no author end it.
fn title_zone(blocks: &[Block]) -> &[Block] {
    let count = blocks.iter().take_while(|block| !ends(block)).count();
    let zone = blocks.get(..count).unwrap_or_default();
    let largest = zone.iter().map(|block| block.size).fold(0.0, f32::max);
    let is_small = |block: &Block| block.size > 0.0 && block.size < largest - SIZE_STEP && !block.is_bold;
    let belongs = |block: &&Block| !is_small(block) || AUTHOR.is_match(&block.text) || is_note(&block.text);
    let count = zone.iter().take_while(belongs).count();
    zone.get(..count).unwrap_or_default()
}

/// `Resolution adopted by the General Assembly on 17 December 2024`, over the title of a resolution issued by itself.
pub(super) fn is_adoption(text: &str) -> bool {
    static ADOPTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:Resolutions?|Decisions?) adopted by the \p{Lu}"));
    ADOPTION.is_match(text)
}

fn is_addendum(text: &str) -> bool {
    text.trim_end_matches('*') == "Addendum"
}

fn is_draft_report(title: &str) -> bool {
    title.starts_with("Draft report")
}

fn position(blocks: &[Block], wanted: &Block) -> Option<usize> {
    blocks.iter().position(|block| block.ids == wanted.ids)
}

/// `Addendum`, `Rapporteur: Ms. X`: neither title nor author, but of the masthead.
fn is_note(text: &str) -> bool {
    static NOTE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?i:addendum|corrigendum|revision|additif|rectificatif|adición)\s*\*{0,3}|(?:Vice-)?Rapporteurs?\s*:.*|\((?:[^()]|\([a-z]{1,3}\)){3,60}\)\*{0,3}|\[[^\[\]]{3,160}\]|/\.\.\.|Adopted by the .{5,60} at its .{3,60} meeting.{0,40}|\d{1,2}|[IVX]{1,5})$",
        )
    });
    NOTE.is_match(text)
}

/// Whether a block is of the text: a numbered paragraph, a known opening, a sentence.
fn ends(block: &Block) -> bool {
    let length = block.text.chars().count();
    let sentence = length > SENTENCE
        && record_title(&block.text).is_none()
        && block.text.trim_end_matches(['*', ' ']).ends_with(['.', ';'])
        && !block.is_bold;
    let paragraph = block.is_indented && !block.is_bold && length > SENTENCE;
    begins_with_label(&block.text)
        || is_numbered_heading(&block.text)
        || ends_masthead(&block.text)
        || opens_text(&block.text)
        || sentence
        || paragraph
        || length > LONGEST_TITLE
}

fn opens_text(text: &str) -> bool {
    static OPENING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:The (?:General Assembly|Security Council|Economic and Social Council|Secretary-General has the honour)|I have the honour|Upon instructions|On instructions|I am writing|The present )",
        )
    });
    OPENING.is_match(text)
}

/// Fills in body, title and author from the blocks of a cover; gives how many blocks there are before the text.
pub(super) fn read_cover(blocks: &[Block], front: &mut FrontMatter) -> usize {
    let text_begins = |block: &Block| ends(block) || opens_instruments(&block.text);
    let count = blocks.iter().position(text_begins).unwrap_or(blocks.len());
    let mut parts: Vec<&Block> = Vec::new();
    for block in blocks.iter().take(count) {
        // The title page repeats the cover.
        let repeats = || parts.iter().any(|part| part.text.eq_ignore_ascii_case(&block.text));
        if is_publisher(&block.text) || repeats() {
            break;
        }
        if is_principal_organ(&block.text) {
            front.organ = super::head::organ(&[&block.text]);
        } else if !is_imprint(&block.text) {
            parts.push(block);
        }
    }
    let title_at = parts.iter().position(|block| begins_title(&block.text)).unwrap_or(0);
    let body: Vec<String> = parts.iter().take(title_at).map(|block| clean(&block.text)).collect();
    front.body = Some(body.join(" ")).filter(|body| !body.is_empty()).or(front.body.take());
    let rest = parts.get(title_at..).unwrap_or_default();
    let author = rest.iter().skip(1).position(|block| AUTHOR.is_match(&block.text)).map(|at| at + 1);
    front.author = author.and_then(|at| rest.get(at)).map(|block| clean(&block.text));
    let title: Vec<String> = rest.iter().take(author.unwrap_or(rest.len())).map(|block| clean(&block.text)).collect();
    front.title = Some(title.join(" ")).filter(|title| title.contains(char::is_alphabetic));
    read_session(&front.title.clone().unwrap_or_default(), front);
    count
}

/// The first line behind the cover of a volume of resolutions and decisions.
fn opens_instruments(text: &str) -> bool {
    matches!(text, "Resolutions" | "Decisions" | "Resolutions and decisions") || numbered_title(text).is_some()
}

/// The session that the title of a session report names: `Report on the sixty-eighth session (10–14 March 2025)`.
fn read_session(title: &str, front: &mut FrontMatter) {
    static SESSION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^.*\b(?:on|of|de|sur) (?:its |the |la |sa |su )?(?P<session>[\p{L}-]+(?: [\p{L}-]+){0,3} session(?: of \d{4})?)(?:\s*\((?P<dates>[^()]*\d{4}[^()]*)\))?",
        )
    });
    let Some(found) = SESSION.captures(title) else { return };
    front.session = found.name("session").map(|session| session.as_str().to_owned());
    front.session_dates = found.name("dates").map(|dates| dates.as_str().to_owned());
}

/// `Official Records, 2025`, `Supplement No. 8`, `ISSN 0251-9941`, `Symbols of United Nations documents …`
pub(super) fn is_imprint(text: &str) -> bool {
    static IMPRINT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:Official Records|Supplement No\. ?\d|IS[SB]N|(?:Note )?Symbols of United Nations documents|The designations employed|Documents officiels|Documentos Oficiales|Les cotes des documents|Las signaturas)",
        )
    });
    let behind_organ = organ_at_start(text).and_then(|organ| text.get(organ.len()..)).map_or(text, str::trim_start);
    IMPRINT.is_match(behind_organ) || is_publisher(text)
}

/// `United Nations • New York, 2025`, over two lines in older publications.
fn is_publisher(text: &str) -> bool {
    static PUBLISHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:United Nations\s*[•·●-].*|United Nations|United Nations (?:[A-Z]{1,3}/\S*\d|contents\b|(?:New York|Vienna|Geneva),).*|(?:United Nations )?(?:New York|Vienna|Geneva|Nairobi)(?: and Geneva)?,? (?:19|20)\d\d)$",
        )
    });
    PUBLISHER.is_match(text)
}

/// The text set largest on a page, as the title of a document that has no masthead; none where all is of one size.
pub(super) fn largest(lines: &Lines, page: &Range<usize>) -> Option<String> {
    let size = |id: usize| {
        let is_name = super::head::item(lines.text(id)) == super::head::HeadItem::UnitedNations;
        lines.lines.get(id).filter(|_| !is_name).map_or(0.0, super::lines::PlacedLine::size)
    };
    let sizes: Vec<f32> = page.clone().map(size).collect();
    let (largest, smallest) =
        (sizes.iter().copied().fold(0.0, f32::max), sizes.iter().copied().fold(f32::MAX, f32::min));
    if largest <= smallest + SIZE_STEP {
        return None;
    }
    let words: Vec<&str> = page
        .clone()
        .skip_while(|&id| size(id) < largest - SIZE_STEP)
        .take_while(|&id| size(id) >= largest - SIZE_STEP)
        .map(|id| lines.text(id))
        .collect();
    Some(clean(&words.join(" "))).filter(|title| title.chars().count() <= LONGEST_TITLE)
}

/// The sponsors of a draft without the asterisks behind their names: `Ghana* and Norway:** draft resolution`.
fn without_asterisks(text: &str) -> String {
    static ASTERISKS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\*+(?:,\s?\*+)*"));
    clean(&ASTERISKS.replace_all(text, ""))
}

/// A title without the asterisks that call notes, tabs as spaces.
fn clean(text: &str) -> String {
    let words: Vec<&str> =
        text.split_whitespace().map(|word| word.trim_end_matches('*')).filter(|word| !word.is_empty()).collect();
    words.join(" ").trim_end_matches("*/").trim_end_matches(['*', ' ', ',', ':']).to_owned()
}
