//! The parts of a `.docx` as a flat run of opening tags, closing tags and texts.
//!
//! Input: the XML of one part. Output: [`Token`]s, each opening tag with its closing tag, under names without
//! prefix. Entities that a document declares itself are not expanded.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// Namespaces of WordprocessingML: ISO/IEC 29500 transitional and strict.
const WORD_NAMESPACES: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];

/// Vocabularies that matter beside WordprocessingML, by the prefix that all producers give them.
const OTHER_PREFIXES: [&str; 2] = ["mc", "m"];

/// A step through a part.
pub(super) enum Token<'a> {
    /// `<w:p>`, or the first half of `<w:tab/>`.
    Open(Element<'a>),
    /// `</w:p>`, or the second half of `<w:tab/>`.
    Close,
    /// Characters between tags.
    Text(Cow<'a, str>),
}

/// An opening tag.
pub(super) struct Element<'a> {
    start: BytesStart<'a>,
    known: bool,
}

impl Element<'_> {
    /// The name without its prefix, such as `p`; empty for elements of other vocabularies (drawings, charts), whose
    /// names mean something else.
    pub(super) fn name(&self) -> &str {
        if self.known { local(self.start.name().into_inner()) } else { "" }
    }

    /// The value of the attribute of this name, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let attributes = attributes.with_checks(false).flatten();
        let mut values = attributes.filter(|attribute| local(attribute.key.into_inner()) == name);
        let value = values.next()?;
        Some(value.normalized_value(XmlVersion::Implicit1_0).map_or_else(|_| value.value.to_string(), Cow::into_owned))
    }

    /// The attribute `w:val`.
    pub(super) fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// `w:val` of a property that is on when it is there: `<w:b/>`, `<w:b w:val="0"/>`.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.value().as_deref(), Some("0" | "false" | "off" | "none"))
    }

    /// `w:val` as a number.
    pub(super) fn number(&self) -> Option<u32> {
        self.value()?.parse().ok()
    }
}

/// Reads one part token by token.
pub(super) struct Tokens<'a> {
    reader: Reader<&'a [u8]>,
    /// The prefix of WordprocessingML, found on the first element.
    word_prefix: Option<String>,
    damage: Option<String>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(xml: &'a str) -> Self {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().allow_dangling_amp = true;
        Self { reader, word_prefix: None, damage: None }
    }

    /// The next token, or `None` at the end of the part or at the place where it is broken.
    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        loop {
            match self.reader.read_event() {
                Ok(Event::Start(start)) => {
                    let known = self.is_known(&start);
                    return Some(Token::Open(Element { start, known }));
                }
                Ok(Event::End(_)) => return Some(Token::Close),
                Ok(Event::Text(text)) => return Some(Token::Text(text.into_inner())),
                Ok(Event::CData(text)) => return Some(Token::Text(text.into_inner())),
                Ok(Event::GeneralRef(reference)) => {
                    if let Ok(Some(character)) = reference.resolve_char_ref() {
                        return Some(Token::Text(Cow::Owned(character.to_string())));
                    }
                    if let Some(text) = resolve_predefined_entity(&reference) {
                        return Some(Token::Text(Cow::Borrowed(text)));
                    }
                }
                Ok(Event::Eof) => return None,
                Ok(_) => {}
                Err(error) => {
                    self.damage = Some(error.to_string());
                    return None;
                }
            }
        }
    }

    /// Passes over the content of the element that was just opened.
    pub(super) fn skip(&mut self) {
        self.each_inside(|_| {});
    }

    /// Passes over the content of the element that was just opened and shows every element inside, at any depth.
    pub(super) fn each_inside(&mut self, mut show: impl FnMut(&Element<'a>)) {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next() {
                Some(Token::Open(element)) => {
                    depth += 1;
                    show(&element);
                }
                Some(Token::Close) => depth -= 1,
                Some(Token::Text(_)) => {}
                None => return,
            }
        }
    }

    /// What broke the part off, where something did.
    pub(super) fn damage(&self) -> Option<&str> {
        self.damage.as_deref()
    }

    fn is_known(&mut self, start: &BytesStart<'_>) -> bool {
        let name = start.name().into_inner().to_owned();
        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
        let word_prefix =
            self.word_prefix.get_or_insert_with(|| word_prefix(start).unwrap_or_else(|| prefix.to_owned()));
        prefix == word_prefix || OTHER_PREFIXES.contains(&prefix)
    }
}

/// The prefix that the first element of a part binds to WordprocessingML; parts of relations bind none.
fn word_prefix(root: &BytesStart<'_>) -> Option<String> {
    let mut attributes = root.attributes();
    let mut bindings = attributes.with_checks(false).flatten();
    let binding = bindings.find(|attribute| WORD_NAMESPACES.contains(&attribute.value.as_ref()))?;
    Some(binding.key.into_inner().strip_prefix("xmlns:").unwrap_or_default().to_owned())
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
