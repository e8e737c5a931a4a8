//! How paragraphs and runs of a `.docx` are set: their own properties over those of their styles.
//!
//! Input: `w:pPr`, `w:rPr` and `styles.xml`. Output: sizes, bold, italic, raised; outline level and list of a
//! paragraph. Toggles that cancel out (bold in a bold style) are not followed: the nearest setting wins.

use std::collections::BTreeMap;

use super::xml::{Element, Token, Tokens};
use crate::extract::Role;
use crate::extract::line::Style;

/// Styles that one style may be based on, one upon another; Word stops at about a dozen.
const MAX_BASES: usize = 32;

/// Half-points by which text must be raised to be a marker and not a correction of the line.
const RAISED_BY: i32 = 4;

/// Properties of characters; `None` where nothing is said.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CharacterProperties {
    size: Option<f32>,
    bold: Option<bool>,
    italic: Option<bool>,
    raised: Option<bool>,
    /// Hidden text, which is not printed.
    hidden: Option<bool>,
}

impl CharacterProperties {
    /// These properties, and where they say nothing those of `base`.
    pub(super) fn over(self, base: Self) -> Self {
        Self {
            size: self.size.or(base.size),
            bold: self.bold.or(base.bold),
            italic: self.italic.or(base.italic),
            raised: self.raised.or(base.raised),
            hidden: self.hidden.or(base.hidden),
        }
    }

    /// As the style of a run.
    pub(super) fn style(self) -> Style {
        Style {
            size: self.size.unwrap_or_default(),
            bold: self.bold.unwrap_or_default(),
            italic: self.italic.unwrap_or_default(),
            raised: self.raised.unwrap_or_default(),
        }
    }

    /// Whether the text is not printed.
    pub(super) fn is_hidden(self) -> bool {
        self.hidden.unwrap_or_default()
    }
}

/// Properties of a paragraph; `None` where nothing is said.
#[derive(Debug, Clone, Default)]
pub(super) struct ParagraphProperties {
    /// Identifier of the paragraph's style.
    pub style: Option<String>,
    /// 0 for the outermost headings; 9 for text.
    outline_level: Option<u32>,
    /// Identifier of the list, 0 for none.
    pub list: Option<u32>,
    /// Level in the list, 0 outermost.
    pub list_level: Option<u32>,
    /// Begins a page.
    pub page_break_before: bool,
    /// Its paragraph mark is deleted in a tracked change.
    pub is_deleted: bool,
}

impl ParagraphProperties {
    fn over(self, base: &Self) -> Self {
        Self {
            style: self.style.or_else(|| base.style.clone()),
            outline_level: self.outline_level.or(base.outline_level),
            list: self.list.or(base.list),
            list_level: self.list_level.or(base.list_level),
            page_break_before: self.page_break_before || base.page_break_before,
            is_deleted: self.is_deleted,
        }
    }
}

/// Reads the content of a `w:rPr` that was just opened; also gives the identifier of the character style.
pub(super) fn read_character_properties(tokens: &mut Tokens) -> (CharacterProperties, Option<String>) {
    let mut properties = CharacterProperties::default();
    let mut style = None;
    let mut depth = 1_usize;
    while depth > 0 {
        match tokens.next() {
            Some(Token::Open(element)) => {
                depth += 1;
                match element.name() {
                    "sz" => properties.size = element.number().map(|half_points| half_points as f32 / 2.0),
                    "b" => properties.bold = Some(element.is_on()),
                    "i" => properties.italic = Some(element.is_on()),
                    "vanish" => properties.hidden = Some(element.is_on()),
                    "vertAlign" => properties.raised = Some(element.value().as_deref() == Some("superscript")),
                    "position" => {
                        let raised_by: i32 = element.value().and_then(|value| value.parse().ok()).unwrap_or_default();
                        properties.raised = (raised_by >= RAISED_BY).then_some(true).or(properties.raised);
                    }
                    "rStyle" => style = element.value(),
                    // What the properties were before a tracked change.
                    "rPrChange" => {
                        tokens.skip();
                        depth -= 1;
                    }
                    _ => {}
                }
            }
            Some(Token::Close) => depth -= 1,
            Some(Token::Text(_)) => {}
            None => break,
        }
    }
    (properties, style)
}

/// Reads the content of a `w:pPr` that was just opened; `section` sees every element of a section's properties.
pub(super) fn read_paragraph_properties(tokens: &mut Tokens, mut section: impl FnMut(&Element)) -> ParagraphProperties {
    let mut properties = ParagraphProperties::default();
    let mut depth = 1_usize;
    while depth > 0 {
        match tokens.next() {
            Some(Token::Open(element)) => {
                depth += 1;
                match element.name() {
                    "pStyle" => properties.style = element.value(),
                    "outlineLvl" => properties.outline_level = element.number(),
                    "numId" => properties.list = element.number(),
                    "ilvl" => properties.list_level = element.number(),
                    "pageBreakBefore" => properties.page_break_before = element.is_on(),
                    "del" => properties.is_deleted = true,
                    "sectPr" => {
                        section(&element);
                        tokens.each_inside(&mut section);
                        depth -= 1;
                    }
                    "pPrChange" | "rPrChange" | "numberingChange" => {
                        tokens.skip();
                        depth -= 1;
                    }
                    _ => {}
                }
            }
            Some(Token::Close) => depth -= 1,
            Some(Token::Text(_)) => {}
            None => break,
        }
    }
    properties
}

/// A style with everything that it is based on.
#[derive(Debug, Clone, Default)]
struct NamedStyle {
    name: String,
    based_on: Option<String>,
    paragraph: ParagraphProperties,
    characters: CharacterProperties,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, NamedStyle>,
    default_paragraph_style: Option<String>,
    default_characters: CharacterProperties,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(xml: &str) -> Self {
        let mut styles = Self::default();
        let mut tokens = Tokens::new(xml);
        let mut open: Option<(String, NamedStyle)> = None;
        while let Some(token) = tokens.next() {
            let Token::Open(element) = token else { continue };
            match (element.name(), &mut open) {
                ("style", _) => {
                    let id = element.attribute("styleId").unwrap_or_default();
                    let is_default = matches!(element.attribute("default").as_deref(), Some("1" | "true" | "on"));
                    if is_default && element.attribute("type").as_deref() == Some("paragraph") {
                        styles.default_paragraph_style = Some(id.clone());
                    }
                    styles.styles.extend(open.replace((id, NamedStyle::default())));
                }
                ("name", Some((_, style))) => style.name = element.value().unwrap_or_default(),
                ("basedOn", Some((_, style))) => style.based_on = element.value(),
                ("pPr", Some((_, style))) => style.paragraph = read_paragraph_properties(&mut tokens, |_| {}),
                ("rPr", Some((_, style))) => style.characters = read_character_properties(&mut tokens).0,
                ("rPr", None) => styles.default_characters = read_character_properties(&mut tokens).0,
                // Formats for the first row, the last column …: not those of the style as a whole.
                ("tblStylePr", _) => tokens.skip(),
                _ => {}
            }
        }
        styles.styles.extend(open);
        styles
    }

    /// Properties of a paragraph with those of its style, and the identifier of the style that names its list.
    pub(super) fn paragraph(&self, own: ParagraphProperties) -> (ParagraphProperties, Option<String>) {
        let style = own.style.clone().or_else(|| self.default_paragraph_style.clone());
        let has_own_list = own.list.is_some();
        let mut properties = own;
        let mut list_style = None;
        for (id, base) in self.bases(style.as_deref()) {
            if properties.list.is_none() && base.paragraph.list.is_some() {
                list_style = Some(id.to_owned());
            }
            properties = properties.over(&base.paragraph);
        }
        properties.style = style;
        (properties, list_style.filter(|_| !has_own_list))
    }

    /// Properties of the characters of a paragraph of this style, in a run of that character style.
    pub(super) fn characters(&self, paragraph: Option<&str>, run: Option<&str>) -> CharacterProperties {
        let of = |style: Option<&str>| {
            let bases = self.bases(style);
            bases.fold(CharacterProperties::default(), |properties, (_, base)| properties.over(base.characters))
        };
        of(run).over(of(paragraph)).over(self.default_characters)
    }

    /// What the style of a paragraph says that the paragraph is.
    pub(super) fn role(&self, properties: &ParagraphProperties) -> Role {
        if let Some(level) =
            properties.outline_level.and_then(|level| u8::try_from(level).ok()).filter(|level| *level < 9)
        {
            return Role::Heading(level + 1);
        }
        let role = self.bases(properties.style.as_deref()).find_map(|(_, style)| role_of_style(&style.name));
        role.unwrap_or_default()
    }

    /// A style and those it is based on, nearest first.
    fn bases<'a>(&'a self, style: Option<&str>) -> impl Iterator<Item = (&'a str, &'a NamedStyle)> {
        let find = |id: &str| self.styles.get_key_value(id).map(|(id, style)| (id.as_str(), style));
        let first = style.and_then(find);
        std::iter::successors(first, move |(_, style)| style.based_on.as_deref().and_then(find)).take(MAX_BASES)
    }
}

/// The role that a style has by its name: those of Word, and those of the United Nations' templates (`H1`, `_ H _2/3`,
/// `_ H_Ch_G`), which set no outline level.
fn role_of_style(name: &str) -> Option<Role> {
    let name: String = name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    if let Some(level) = name.strip_prefix("heading").and_then(|level| level.parse().ok()) {
        return (1..=9).contains(&level).then_some(Role::Heading(level));
    }
    if name.strip_prefix("toc").is_some_and(|level| level.parse::<u8>().is_ok()) {
        return Some(Role::ContentsEntry);
    }
    match name.strip_suffix('g').unwrap_or(&name) {
        "hm" | "hch" => Some(Role::Heading(1)),
        "h1" => Some(Role::Heading(2)),
        "h2" | "h3" | "h23" => Some(Role::Heading(3)),
        "h4" => Some(Role::Heading(4)),
        "h5" | "h6" | "h56" => Some(Role::Heading(5)),
        _ => None,
    }
}
