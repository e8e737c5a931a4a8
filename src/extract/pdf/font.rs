//! Fonts as a reader of text needs them: which characters a code stands for, how far it moves the pen, and
//! whether the face is bold or italic.
//!
//! Input: a font dictionary. Output: [`Font`]. Outlines are never read; a font program is loaded only where
//! neither a ToUnicode map nor a named encoding says what a code means.

use std::collections::HashMap;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_font::{FontCache, FontGlyph, FontQuery};
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use unicode_normalization::UnicodeNormalization;

use super::stream::decode;

/// What one character code stands for.
#[derive(Debug, Clone, Default)]
pub(super) struct Code {
    /// Advance in thousandths of the font size.
    pub width: f32,
    /// The characters, ligatures taken apart.
    pub text: Text,
}

/// The characters of one code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Text {
    /// A space, or a glyph that stands for nothing: it moves the pen only.
    #[default]
    Blank,
    /// One character.
    One(char),
    /// Several, such as the letters of a ligature.
    Many(Box<[char]>),
    /// A glyph that is drawn, but nothing says what it means.
    Unmapped,
}

/// A font of the document.
pub(super) struct Font<'a> {
    kind: Kind<'a>,
    to_unicode: Option<CMap>,
    /// By code of at most two bytes, filled as codes are met.
    codes: Vec<Option<Code>>,
    /// The code met last that is too long for the table.
    long: Code,
    /// The face is bold.
    pub bold: bool,
    /// The face is italic or oblique.
    pub italic: bool,
    /// Size of the em in thousandths of the font size: 1 for all but Type 3 fonts, whose own matrix scales them.
    pub em: f32,
}

#[expect(
    clippy::large_enum_variant,
    reason = "a document has a handful of fonts, and each is looked at for every letter"
)]
enum Kind<'a> {
    Simple { dict: Dict<'a>, encoding: Encoding, widths: Widths, program: Program<'a> },
    Composite { encoding: CMap, identity: bool, unicode: Option<CMap>, widths: CidWidths },
}

/// The base encoding of a simple font, where the program need not be asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    /// `/WinAnsiEncoding` without differences.
    WinAnsi,
    /// Anything else: differences by glyph name, or the encoding built into the font.
    Program,
}

/// The font program of a simple font, loaded when first needed.
enum Program<'a> {
    Unloaded,
    Loaded(Box<hayro_font::Font<'a>>),
    Missing,
}

struct Widths {
    first: usize,
    values: Vec<f32>,
    missing: f32,
    /// Factor from the font's own units to thousandths: 1 for all but Type 3.
    scale: f32,
}

struct CidWidths {
    by_cid: Vec<f32>,
    default: f32,
}

/// Marks a CID without a width of its own.
const NO_WIDTH: f32 = f32::NEG_INFINITY;

/// The fonts of a document, each read once.
pub(super) struct Fonts<'a> {
    fonts: Vec<Font<'a>>,
    by_key: HashMap<FontKey, Option<usize>>,
    programs: FontCache<'a>,
}

#[derive(PartialEq, Eq, Hash)]
enum FontKey {
    Indirect(ObjectIdentifier),
    Direct(*const u8, usize),
}

impl<'a> Fonts<'a> {
    pub(super) fn new() -> Self {
        Self { fonts: Vec::new(), by_key: HashMap::new(), programs: FontCache::new() }
    }

    /// Position of the font called `name` in a resource dictionary's `/Font` entry.
    pub(super) fn find(&mut self, resources: &Dict<'a>, name: &Name<'_>) -> Option<usize> {
        let reference = resources.get_ref(name);
        if let Some(reference) = reference
            && let Some(known) = self.by_key.get(&FontKey::Indirect(reference.into()))
        {
            return *known;
        }
        let dict = resources.get::<Dict<'a>>(name)?;
        let key = match reference {
            Some(reference) => FontKey::Indirect(reference.into()),
            None => FontKey::Direct(dict.data().as_ptr(), dict.data().len()),
        };
        if let Some(known) = self.by_key.get(&key) {
            return *known;
        }
        let index = Font::new(&dict).map(|font| {
            self.fonts.push(font);
            self.fonts.len() - 1
        });
        self.by_key.insert(key, index);
        index
    }

    pub(super) fn get(&self, index: usize) -> Option<&Font<'a>> {
        self.fonts.get(index)
    }

    /// The font at `index` with the cache it loads programs through.
    pub(super) fn get_mut(&mut self, index: usize) -> Option<(&mut Font<'a>, &FontCache<'a>)> {
        let font = self.fonts.get_mut(index)?;
        Some((font, &self.programs))
    }
}

impl<'a> Font<'a> {
    fn new(dict: &Dict<'a>) -> Option<Self> {
        let subtype = dict.get::<Name<'_>>(b"Subtype")?;
        let descendant = dict.get::<Array<'a>>(b"DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'a>>().next());
        let described = descendant.as_ref().unwrap_or(dict);
        let descriptor = described.get::<Dict<'_>>(b"FontDescriptor").unwrap_or_default();
        let (bold, italic) = face(dict, &descriptor);
        let mut em = 1.0;
        let kind = match (subtype.as_ref(), descendant) {
            (b"Type0", Some(descendant)) => composite(dict, &descendant)?,
            (b"Type0", None) => return None,
            (subtype, _) => {
                let mut scale = 1.0;
                if subtype == b"Type3" {
                    let matrix = dict.get::<[f32; 6]>(b"FontMatrix").unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
                    let [x_scale, _, _, y_scale, ..] = matrix;
                    scale = x_scale.abs() * 1000.0;
                    em = type3_em(dict, y_scale.abs());
                }
                Kind::Simple {
                    dict: dict.clone(),
                    encoding: base_encoding(dict),
                    widths: simple_widths(dict, &descriptor, scale),
                    program: Program::Unloaded,
                }
            }
        };
        let to_unicode = dict.get::<Stream<'_>>(b"ToUnicode").and_then(|stream| read_cmap(&stream));
        Some(Self { kind, to_unicode, codes: Vec::new(), long: Code::default(), bold, italic, em })
    }

    /// The first code of `bytes` and its length; the length is at least 1 where there are bytes.
    pub(super) fn next_code(&self, bytes: &[u8]) -> Option<(u32, usize)> {
        let first = u32::from(*bytes.first()?);
        let Kind::Composite { encoding, identity, .. } = &self.kind else {
            return Some((first, 1));
        };
        if *identity {
            return Some(match bytes.get(1) {
                Some(second) => ((first << 8) | u32::from(*second), 2),
                None => (first, 1),
            });
        }
        let mut code = 0;
        for (length, byte) in (1u8..=4).zip(bytes) {
            code = (code << 8) | u32::from(*byte);
            if encoding.lookup_cid_code(code, length).is_some() {
                return Some((code, usize::from(length)));
            }
        }
        Some((first, 1))
    }

    /// What `code`, read from `length` bytes, stands for.
    pub(super) fn code(&mut self, code: u32, length: usize, programs: &FontCache<'a>) -> &Code {
        let slot = code as usize;
        if slot > usize::from(u16::MAX) {
            self.long = self.read_code(code, length, programs);
            return &self.long;
        }
        if !matches!(self.codes.get(slot), Some(Some(_))) {
            let read = self.read_code(code, length, programs);
            if self.codes.len() <= slot {
                self.codes.resize(slot + 1, None);
            }
            if let Some(entry) = self.codes.get_mut(slot) {
                *entry = Some(read);
            }
        }
        match self.codes.get(slot) {
            Some(Some(known)) => known,
            _ => &self.long,
        }
    }

    fn read_code(&mut self, code: u32, length: usize, programs: &FontCache<'a>) -> Code {
        let mapped = self.to_unicode.as_ref().and_then(|map| map.lookup_bf_string(code)).filter(is_meaningful);
        match &mut self.kind {
            Kind::Simple { dict, encoding, widths, program } => {
                let byte = code as u8;
                let width = widths.get(byte).unwrap_or_else(|| {
                    load(program, dict, programs).map_or(0.0, |font| font.code_advance(u32::from(byte)).x as f32)
                });
                let text = mapped.or_else(|| match encoding {
                    Encoding::WinAnsi => win_ansi(byte).map(BfString::Char),
                    Encoding::Program => load(program, dict, programs).and_then(|font| unicode(font, byte)),
                });
                Code { width, text: text.map_or(Text::Unmapped, |text| characters(&text)) }
            }
            Kind::Composite { encoding, unicode, widths, .. } => {
                let cid = encoding.lookup_cid_code(code, length as u8).unwrap_or(0);
                let text = mapped.or_else(|| unicode.as_ref().and_then(|map| map.lookup_bf_string(cid)));
                let text = match text {
                    Some(text) => characters(&text),
                    // .notdef, and the place of the space in TrueType fonts made by Microsoft's tools.
                    None if matches!(cid, 0 | 3) => Text::Blank,
                    None => Text::Unmapped,
                };
                Code { width: widths.get(cid), text }
            }
        }
    }
}

/// A map to NUL or to nothing is a producer's way to say that it does not know.
fn is_meaningful(text: &BfString) -> bool {
    match text {
        BfString::Char(c) => *c != '\0',
        BfString::String(s) => !s.is_empty(),
    }
}

fn read_cmap(stream: &Stream<'_>) -> Option<CMap> {
    let data = decode(stream)?;
    CMap::parse(&data, load_embedded)
}

fn load<'p, 'a>(
    program: &'p mut Program<'a>,
    dict: &Dict<'a>,
    programs: &FontCache<'a>,
) -> Option<&'p hayro_font::Font<'a>> {
    if matches!(program, Program::Unloaded) {
        // The library fills a table up to the first character, which must be a byte.
        let sane = dict.get::<i64>(b"FirstChar").unwrap_or(0) <= 255;
        let resolve: hayro_font::FontResolverFn = std::sync::Arc::new(|query| match query {
            FontQuery::Standard(font) => Some(font.get_font_data()),
            FontQuery::Fallback(query) => Some(query.pick_standard_font().get_font_data()),
        });
        let cmaps: hayro_font::CMapResolverFn = std::sync::Arc::new(load_embedded);
        *program = match sane.then(|| programs.font(dict, &resolve, &cmaps)).flatten() {
            Some(font) => Program::Loaded(Box::new(font)),
            None => Program::Missing,
        };
    }
    match program {
        Program::Loaded(font) => Some(font),
        _ => None,
    }
}

fn unicode(font: &hayro_font::Font<'_>, byte: u8) -> Option<BfString> {
    let code = u32::from(byte);
    match font.glyph(font.map_code(code), code) {
        FontGlyph::Outline(glyph) => glyph.as_unicode(),
        FontGlyph::Type3(glyph) => glyph.as_unicode(),
    }
}

/// `/WinAnsiEncoding` (ISO 32000-1, annex D): Windows-1252 with bullets where that leaves a code free.
fn win_ansi(byte: u8) -> Option<char> {
    match byte {
        0..=31 => None,
        32..=126 => Some(char::from(byte)),
        0x7F | 0x81 | 0x8D | 0x8F | 0x90 | 0x9D => Some('•'),
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next(),
    }
}

/// The characters of a map's entry as they are kept.
fn characters(text: &BfString) -> Text {
    let mut kept = Vec::new();
    let mut push = |c: char| match c {
        // Ligatures, and the forms that Arabic letters take beside others, are spelling of the font.
        '\u{FB00}'..='\u{FB06}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => kept.extend(c.nfkc()),
        c => kept.extend(visible(c)),
    };
    match text {
        BfString::Char(c) => push(*c),
        BfString::String(s) => s.chars().for_each(&mut push),
    }
    match kept.as_slice() {
        [] => Text::Blank,
        [c] => Text::One(*c),
        _ => Text::Many(kept.into_boxed_slice()),
    }
}

/// A character as drawn, or nothing for white space and controls.
pub(super) fn visible(c: char) -> Option<char> {
    match c {
        // A soft hyphen that is drawn is a hyphen: fonts share one glyph for both.
        '\u{AD}' | '\u{2010}' => Some('-'),
        // The bullet and the minus of symbol fonts, at their private places.
        '\u{F0B7}' | '\u{F0A7}' => Some('•'),
        '\u{F02D}' => Some('-'),
        '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => None,
        c if c.is_whitespace() || c.is_control() => None,
        c => Some(c),
    }
}

/// Bold and italic, from the descriptor's flags and weight or from the PostScript name (`TimesNewRomanPS-BoldItalicMT`).
fn face(dict: &Dict<'_>, descriptor: &Dict<'_>) -> (bool, bool) {
    /// Bits of `/Flags` (ISO 32000-1, table 123).
    const ITALIC: i64 = 1 << 6;
    const FORCE_BOLD: i64 = 1 << 18;
    /// `/FontWeight` from which a face counts as bold: semi-bold.
    const BOLD_WEIGHT: f32 = 600.0;

    let flags = descriptor.get::<i64>(b"Flags").unwrap_or(0);
    let weight = descriptor.get::<f32>(b"FontWeight").unwrap_or(0.0);
    let angle = descriptor.get::<f32>(b"ItalicAngle").unwrap_or(0.0);
    let name = dict
        .get::<Name<'_>>(b"BaseFont")
        .or_else(|| descriptor.get::<Name<'_>>(b"FontName"))
        .map(|name| String::from_utf8_lossy(name.as_ref()).into_owned())
        .unwrap_or_default();
    let face = match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest,
        _ => &name,
    };
    let named = |words: &[&str]| words.iter().any(|word| face.contains(word));
    let bold = flags & FORCE_BOLD != 0 || weight >= BOLD_WEIGHT || named(&["Bold", "bold", "Black", "Heavy", "Demi"]);
    let italic = flags & ITALIC != 0 || angle != 0.0 || named(&["Italic", "italic", "Oblique", "oblique"]);
    (bold, italic)
}

/// The em of a Type 3 font, from the height of its bounding box: its units are its own.
fn type3_em(dict: &Dict<'_>, y_scale: f32) -> f32 {
    let [_, bottom, _, top] = dict.get::<[f32; 4]>(b"FontBBox").unwrap_or_default();
    let height = (top - bottom).abs() * y_scale;
    if height.is_finite() && height > 0.0 { height } else { 1000.0 * y_scale }
}

fn base_encoding(dict: &Dict<'_>) -> Encoding {
    match dict.get::<Object<'_>>(b"Encoding") {
        Some(Object::Name(name)) if name.as_ref() == b"WinAnsiEncoding" => Encoding::WinAnsi,
        Some(Object::Dict(encoding)) if !encoding.contains_key(b"Differences") => {
            match encoding.get::<Name<'_>>(b"BaseEncoding") {
                Some(name) if name.as_ref() == b"WinAnsiEncoding" => Encoding::WinAnsi,
                _ => Encoding::Program,
            }
        }
        _ => Encoding::Program,
    }
}

fn simple_widths(dict: &Dict<'_>, descriptor: &Dict<'_>, scale: f32) -> Widths {
    let values = dict.get::<Array<'_>>(b"Widths");
    Widths {
        first: dict.get::<u32>(b"FirstChar").unwrap_or(0) as usize,
        values: values.map(|values| values.iter::<f32>().take(256).collect()).unwrap_or_default(),
        missing: descriptor.get::<f32>(b"MissingWidth").unwrap_or(0.0),
        scale,
    }
}

impl Widths {
    /// The width of a code; `None` where the dictionary has no widths, as the standard 14 fonts may.
    fn get(&self, byte: u8) -> Option<f32> {
        if self.values.is_empty() {
            return None;
        }
        let own = usize::from(byte).checked_sub(self.first).and_then(|index| self.values.get(index));
        Some(own.copied().unwrap_or(self.missing) * self.scale)
    }
}

fn composite<'a>(dict: &Dict<'a>, descendant: &Dict<'a>) -> Option<Kind<'a>> {
    let (encoding, identity) = match dict.get::<Object<'_>>(b"Encoding")? {
        Object::Name(name) => match CMapName::from_bytes(name.as_ref()) {
            CMapName::IdentityH => (CMap::identity_h(), true),
            CMapName::IdentityV => (CMap::identity_v(), true),
            name => (CMap::parse(load_embedded(name)?, load_embedded)?, false),
        },
        Object::Stream(stream) => (read_cmap(&stream)?, false),
        _ => return None,
    };
    let unicode = if dict.contains_key(b"ToUnicode") { None } else { collection_to_unicode(&encoding, descendant) };
    Some(Kind::Composite { encoding, identity, unicode, widths: cid_widths(descendant) })
}

/// The map from CIDs to Unicode of one of Adobe's character collections (Chinese, Japanese, Korean).
fn collection_to_unicode(encoding: &CMap, descendant: &Dict<'_>) -> Option<CMap> {
    let of_encoding = encoding.metadata().character_collection.as_ref().map(|collection| collection.family.clone());
    let family = of_encoding.filter(|family| *family != CidFamily::AdobeIdentity).or_else(|| {
        let info = descendant.get::<Dict<'_>>(b"CIDSystemInfo")?;
        let registry = info.get::<hayro_syntax::object::String<'_>>(b"Registry")?;
        let ordering = info.get::<hayro_syntax::object::String<'_>>(b"Ordering")?;
        Some(CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes()))
    })?;
    CMap::parse(load_embedded(family.ucs2_cmap()?)?, load_embedded)
}

/// `/W`: `first [w w …]` and `first last w`, with CIDs of at most two bytes.
fn cid_widths(descendant: &Dict<'_>) -> CidWidths {
    let mut widths = CidWidths { by_cid: Vec::new(), default: descendant.get::<f32>(b"DW").unwrap_or(1000.0) };
    let Some(array) = descendant.get::<Array<'_>>(b"W") else {
        return widths;
    };
    let mut items = array.iter::<Object<'_>>();
    while let Some(Object::Number(first)) = items.next() {
        let Ok(first) = u16::try_from(first.as_i64()) else { break };
        match items.next() {
            Some(Object::Array(values)) => {
                for (cid, width) in (first..=u16::MAX).zip(values.iter::<f32>()) {
                    widths.set(cid, width);
                }
            }
            Some(Object::Number(last)) => {
                let last = u16::try_from(last.as_i64()).unwrap_or(u16::MAX);
                let Some(Object::Number(width)) = items.next() else { break };
                for cid in first..=last {
                    widths.set(cid, width.as_f32());
                }
            }
            _ => break,
        }
    }
    widths
}

impl CidWidths {
    fn set(&mut self, cid: u16, width: f32) {
        let index = usize::from(cid);
        if self.by_cid.len() <= index {
            self.by_cid.resize(index + 1, NO_WIDTH);
        }
        if let Some(entry) = self.by_cid.get_mut(index) {
            *entry = width;
        }
    }

    fn get(&self, cid: u32) -> f32 {
        match self.by_cid.get(cid as usize) {
            Some(width) if *width != NO_WIDTH => *width,
            _ => self.default,
        }
    }
}
