//! Automatic numbers of a `.docx`, as they are printed.
//!
//! Input: `numbering.xml`, and the lists and levels of the paragraphs in the order of the document. Output: the
//! text that Word prints before each of them, such as `12.` or `(b)`. Formats that spell numbers out, or that use
//! letters other than Latin ones, come out as digits.

use std::collections::{BTreeMap, BTreeSet};

use super::xml::{Element, Token, Tokens};
use crate::extract::numeral::{letters, roman};

/// Levels of a list (ISO/IEC 29500-1, 17.9.6).
const LEVELS: usize = 9;

/// Characters of the longest label that is printed.
const LONGEST_LABEL: usize = 64;

/// What stands between a label and its paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Suffix {
    /// A tab, so that the text is aligned.
    #[default]
    Tab,
    /// A space.
    Space,
    /// Nothing.
    Nothing,
}

/// One level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    start: Option<u32>,
    format: String,
    /// The label with `%1` … `%9` in place of the numbers of the levels.
    pattern: String,
    suffix: Suffix,
    /// All numbers of the label in digits, whatever the format of their levels.
    is_legal: bool,
    /// The level is not counted anew when a level above it goes on.
    never_restarts: bool,
    /// The paragraph style that stands for this level.
    style: Option<String>,
}

/// A list as defined once (`w:abstractNum`).
#[derive(Debug, Clone, Default)]
struct ListDefinition {
    levels: BTreeMap<usize, Level>,
    /// The name of the list style that this definition is, or that holds the definition in its place.
    style: Option<String>,
    style_link: Option<String>,
}

/// A use of a definition (`w:num`), with what it changes.
#[derive(Debug, Clone, Default)]
struct List {
    definition: u32,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: BTreeMap<u32, ListDefinition>,
    lists: BTreeMap<u32, List>,
    counts: BTreeMap<u32, [Option<u32>; LEVELS]>,
    /// Lists and levels whose own start has been used.
    started: BTreeSet<(u32, usize)>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(xml: &str) -> Self {
        let mut numbering = Self::default();
        let mut tokens = Tokens::new(xml);
        let mut place = Place::default();
        while let Some(token) = tokens.next() {
            let Token::Open(element) = token else { continue };
            match element.name() {
                "abstractNum" => {
                    let id = element.attribute("abstractNumId").and_then(|id| id.parse().ok()).unwrap_or_default();
                    place = Place { definition: Some(id), ..Place::default() };
                }
                "num" => {
                    let id = element.attribute("numId").and_then(|id| id.parse().ok()).unwrap_or_default();
                    place = Place { list: Some(id), ..Place::default() };
                }
                "lvl" | "lvlOverride" => {
                    place.level = element.attribute("ilvl").and_then(|level| level.parse().ok()).unwrap_or(LEVELS);
                }
                "pPr" | "rPr" => tokens.skip(),
                name => numbering.define(&place, name, &element),
            }
        }
        numbering
    }

    /// Counts a paragraph of this list and gives its label. `level` is what the paragraph says; where it says nothing,
    /// its `style` may stand for a level.
    pub(super) fn next_label(
        &mut self,
        list: u32,
        level: Option<u32>,
        style: Option<&str>,
    ) -> Option<(String, Suffix)> {
        let used = self.lists.get(&list)?;
        let id = self.linked(used.definition);
        let definition = self.definitions.get(&id)?;
        let of_style = || {
            let mut levels = definition.levels.iter();
            levels.find(|(_, level)| style.is_some() && level.style.as_deref() == style).map(|(level, _)| *level)
        };
        let at = level.and_then(|level| usize::try_from(level).ok()).or_else(of_style).unwrap_or(0);
        let level_at = |at: usize| used.levels.get(&at).or_else(|| definition.levels.get(&at));
        let level = level_at(at)?;
        let start = |at: usize| level_at(at).and_then(|level| level.start).unwrap_or(1);

        let counts = self.counts.entry(id).or_default();
        let restarted = used.starts.get(&at).filter(|_| self.started.insert((list, at)));
        let previous = counts.get(at).copied().flatten();
        let number = match (restarted, previous) {
            (Some(start), _) => *start,
            (None, Some(previous)) => previous.saturating_add(1),
            (None, None) => start(at),
        };
        for (index, count) in counts.iter_mut().enumerate() {
            if index < at {
                count.get_or_insert(start(index));
            } else if index == at {
                *count = Some(number);
            } else if !level_at(index).is_some_and(|level| level.never_restarts) {
                *count = None;
            }
        }
        let format_at = |at: usize| level_at(at).map_or("decimal", |level| level.format.as_str());
        let label = fill(level, |at| {
            let number = counts.get(at).copied().flatten().unwrap_or_default();
            format_number(number, if level.is_legal { "decimal" } else { format_at(at) })
        });
        (!label.is_empty()).then_some((label, level.suffix))
    }

    /// The definition that a list style puts in the place of this one.
    fn linked(&self, id: u32) -> u32 {
        let Some(link) = self.definitions.get(&id).and_then(|definition| definition.style_link.as_deref()) else {
            return id;
        };
        let mut definitions = self.definitions.iter();
        definitions.find(|(_, definition)| definition.style.as_deref() == Some(link)).map_or(id, |(id, _)| *id)
    }

    /// Takes one element inside a definition or a list.
    fn define(&mut self, place: &Place, name: &str, element: &Element) {
        let level = match (place.definition, place.list) {
            (Some(definition), _) => {
                let definition = self.definitions.entry(definition).or_default();
                match name {
                    "styleLink" => definition.style = element.value(),
                    "numStyleLink" => definition.style_link = element.value(),
                    _ => {}
                }
                &mut definition.levels
            }
            (None, Some(list)) => {
                let list = self.lists.entry(list).or_default();
                match name {
                    "abstractNumId" => list.definition = element.number().unwrap_or_default(),
                    "startOverride" if place.level < LEVELS => {
                        list.starts.insert(place.level, element.number().unwrap_or(1));
                    }
                    _ => {}
                }
                &mut list.levels
            }
            (None, None) => return,
        };
        let is_of_level = matches!(name, "start" | "numFmt" | "lvlText" | "suff" | "isLgl" | "lvlRestart" | "pStyle");
        if !is_of_level || place.level >= LEVELS {
            return;
        }
        let level = level.entry(place.level).or_default();
        match name {
            "start" => level.start = element.number(),
            "numFmt" => level.format = element.value().unwrap_or_default(),
            "lvlText" => level.pattern = element.value().unwrap_or_default(),
            "isLgl" => level.is_legal = element.is_on(),
            "lvlRestart" => level.never_restarts = element.number() == Some(0),
            "pStyle" => level.style = element.value(),
            _ => {
                level.suffix = match element.value().as_deref() {
                    Some("space") => Suffix::Space,
                    Some("nothing") => Suffix::Nothing,
                    _ => Suffix::Tab,
                }
            }
        }
    }
}

/// Where in `numbering.xml` an element stands.
#[derive(Debug, Default)]
struct Place {
    definition: Option<u32>,
    list: Option<u32>,
    level: usize,
}

/// The label of a level, with the numbers in the place of `%1` … `%9`.
fn fill(level: &Level, number: impl Fn(usize) -> String) -> String {
    if level.format == "bullet" {
        // Bullets come from symbol fonts, at code points of private use.
        let is_symbol = |character: char| matches!(character, '\u{e000}'..='\u{f8ff}');
        return if level.pattern.contains(is_symbol) { "•".to_owned() } else { level.pattern.clone() };
    }
    let mut label = String::new();
    let mut characters = level.pattern.chars().take(LONGEST_LABEL).peekable();
    while let Some(character) = characters.next() {
        let digit = characters.peek().and_then(|next| next.to_digit(10)).filter(|digit| character == '%' && *digit > 0);
        match digit.and_then(|digit| usize::try_from(digit).ok()) {
            Some(digit) => {
                characters.next();
                label.push_str(&number(digit - 1));
            }
            None => label.push(character),
        }
    }
    label
}

/// A number in one of the formats of ISO/IEC 29500-1, 17.18.59.
fn format_number(number: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(number),
        "upperLetter" => letters(number).to_uppercase(),
        "lowerRoman" => roman(number),
        "upperRoman" => roman(number).to_uppercase(),
        "decimalZero" => format!("{number:02}"),
        "none" => String::new(),
        _ => number.to_string(),
    }
}
