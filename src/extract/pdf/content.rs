//! The content of a page as placed characters.
//!
//! Input: a page's content operators. Output: [`Glyph`]s in the order in which the page draws them, in points,
//! with the origin at the top left of the page as displayed and y growing downwards. It groups nothing.

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};
use unicode_normalization::char::is_combining_mark;

use super::actual_text::{self, Replacement};
use super::font::{Fonts, Text};
use super::limits::{MAX_FORM_DEPTH, MAX_FORMS, MAX_GLYPHS, MAX_OPERATORS};
use super::stream::decode;
use crate::limits::Limits;

/// One drawn character.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub ch: char,
    /// White space was drawn between the glyph drawn before and this one.
    pub spaced: bool,
    /// White space was drawn after it.
    pub space_follows: bool,
    /// Position of the font among the document's fonts.
    pub font: u32,
    /// Position of its marked content in [`PageContent::marks`].
    pub mark: u32,
    /// Position of its writing direction in [`PageContent::directions`].
    pub direction: u8,
    /// Origin, along the line and across it: for horizontal text the x and y of the baseline.
    pub u: f32,
    pub v: f32,
    /// Width of the glyph, without kerning and letter-spacing.
    pub advance: f32,
    /// Font size as displayed.
    pub size: f32,
}

/// A marked-content sequence (`BDC … EMC`) as far as text needs it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// Inside `/Artifact`.
    pub artifact: bool,
    /// `/StructParents` of the page or form, and the id that the structure tree knows the sequence by.
    pub tagged: Option<(i64, u32)>,
}

/// What a page draws.
#[derive(Debug, Default)]
pub(super) struct PageContent {
    pub width: f32,
    pub height: f32,
    pub glyphs: Vec<Glyph>,
    /// The first is the content outside of all marks.
    pub marks: Vec<Mark>,
    /// Writing directions as unit vectors; the first is left to right.
    pub directions: Vec<(f32, f32)>,
    /// Glyphs that nothing maps to a character.
    pub unmapped: usize,
    /// A limit was reached and the rest of the page left out.
    pub cut: bool,
}

/// A transformation as PDF writes it: a b c d e f.
#[derive(Debug, Clone, Copy)]
struct Matrix([f64; 6]);

impl Matrix {
    const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First `self`, then `next`.
    fn then(self, next: Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [na, nb, nc, nd, ne, nf] = next.0;
        Self([
            a * na + b * nc,
            a * nb + b * nd,
            c * na + d * nc,
            c * nb + d * nd,
            e * na + f * nc + ne,
            e * nb + f * nd + nf,
        ])
    }

    fn translate(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    fn of(a: &Number, b: &Number, c: &Number, d: &Number, e: &Number, f: &Number) -> Self {
        Self([a, b, c, d, e, f].map(Number::as_f64))
    }
}

/// The part of the graphics state that places text.
#[derive(Debug, Clone, Copy)]
struct State {
    ctm: Matrix,
    font: Option<usize>,
    size: f64,
    char_spacing: f64,
    word_spacing: f64,
    /// 1 for 100 per cent.
    horizontal_scale: f64,
    leading: f64,
    rise: f64,
}

/// Glyphs smaller than this are not meant to be read.
const MIN_SIZE: f32 = 1.0;

/// How far outside of the page, in points, a glyph's origin may lie: rounding, and boxes set a little too tight.
const PAGE_SLACK: f32 = 2.0;

/// Different writing directions kept on one page: the four sides and a few slanted stamps.
const MAX_DIRECTIONS: usize = 12;

/// Two directions are one when the cosine of the angle between them is at least this (about 4 degrees).
const SAME_DIRECTION: f32 = 0.9976;

/// What the content of a file may still cost, over all its pages.
#[derive(Debug)]
pub(super) struct Budget {
    /// Decompressed bytes.
    bytes: u64,
    /// Graphics states saved at once, and marked-content sequences open at once.
    nesting: usize,
}

impl Budget {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { bytes: limits.unpacked_bytes, nesting: limits.nesting }
    }
}

/// Reads what `page` draws.
pub(super) fn read<'a>(page: &Page<'a>, fonts: &mut Fonts<'a>, budget: &mut Budget) -> PageContent {
    let (width, height) = page.render_dimensions();
    let content = PageContent {
        width,
        height,
        marks: vec![Mark::default()],
        directions: vec![(1.0, 0.0)],
        ..PageContent::default()
    };
    let mut reader = Reader {
        content,
        fonts,
        budget,
        operators: 0,
        forms: 0,
        state: State {
            ctm: Matrix(page.initial_transform(true).as_coeffs()),
            font: None,
            size: 0.0,
            char_spacing: 0.0,
            word_spacing: 0.0,
            horizontal_scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        },
        saved: Vec::new(),
        text: Matrix::IDENTITY,
        line: Matrix::IDENTITY,
        open_marks: Vec::new(),
        spaced: false,
    };
    let parents = page.raw().get::<i64>(b"StructParents");
    if let Some(data) = page_data(page, reader.budget.bytes) {
        reader.run(&data, page.resources(), parents, 0);
    }
    reader.content
}

/// The content streams of a page in one, as if one followed the other; a little more than `room` at most.
fn page_data(page: &Page<'_>, room: u64) -> Option<Vec<u8>> {
    match page.raw().get::<Object<'_>>(b"Contents")? {
        Object::Stream(stream) => decode(&stream).map(|data| data.into_owned()),
        Object::Array(parts) => {
            let mut all = Vec::new();
            for stream in parts.iter::<Stream<'_>>() {
                let Some(part) = decode(&stream) else { continue };
                all.extend_from_slice(&part);
                all.push(b'\n');
                if all.len() as u64 > room {
                    break;
                }
            }
            Some(all)
        }
        _ => None,
    }
}

/// A marked-content sequence that is not ended yet.
struct OpenMark {
    /// Position in [`PageContent::marks`].
    mark: u32,
    /// What to read in place of its glyphs.
    replacement: Option<Replacement>,
}

struct Reader<'r, 'a> {
    content: PageContent,
    fonts: &'r mut Fonts<'a>,
    budget: &'r mut Budget,
    operators: usize,
    /// Forms drawn so far.
    forms: usize,
    state: State,
    saved: Vec<State>,
    /// The text matrix and the text line matrix.
    text: Matrix,
    line: Matrix,
    /// Innermost last.
    open_marks: Vec<OpenMark>,
    /// White space was drawn since the last glyph.
    spaced: bool,
}

impl<'a> Reader<'_, 'a> {
    fn run(&mut self, data: &[u8], resources: &Resources<'a>, parents: Option<i64>, depth: usize) {
        let Some(left) = self.budget.bytes.checked_sub(data.len() as u64) else {
            self.content.cut = true;
            return;
        };
        self.budget.bytes = left;
        let mut operations = TypedIter::new(data);
        while let Some(operation) = operations.next() {
            self.operators += 1;
            if self.operators > MAX_OPERATORS || self.content.glyphs.len() >= MAX_GLYPHS {
                self.content.cut = true;
                return;
            }
            self.step(&operation, resources, parents, depth);
        }
    }

    fn step(
        &mut self,
        operation: &TypedInstruction<'_, '_>,
        resources: &Resources<'a>,
        parents: Option<i64>,
        depth: usize,
    ) {
        use TypedInstruction as Op;
        match operation {
            Op::SaveState(_) if self.saved.len() < self.budget.nesting => self.saved.push(self.state),
            Op::RestoreState(_) => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            Op::Transform(t) => {
                self.state.ctm = Matrix::of(&t.0, &t.1, &t.2, &t.3, &t.4, &t.5).then(self.state.ctm);
            }
            Op::BeginText(_) => {
                self.text = Matrix::IDENTITY;
                self.line = Matrix::IDENTITY;
            }
            Op::TextFont(t) => {
                self.state.font = self.fonts.find(&resources.fonts, t.0);
                self.state.size = t.1.as_f64();
            }
            Op::CharacterSpacing(t) => self.state.char_spacing = t.0.as_f64(),
            Op::WordSpacing(t) => self.state.word_spacing = t.0.as_f64(),
            Op::HorizontalScaling(t) => self.state.horizontal_scale = t.0.as_f64() / 100.0,
            Op::TextLeading(t) => self.state.leading = t.0.as_f64(),
            Op::TextRise(t) => self.state.rise = t.0.as_f64(),
            Op::SetTextMatrix(t) => self.set_line(Matrix::of(&t.0, &t.1, &t.2, &t.3, &t.4, &t.5)),
            Op::NextLine(t) => self.next_line(t.0.as_f64(), t.1.as_f64()),
            Op::NextLineAndSetLeading(t) => {
                self.state.leading = -t.1.as_f64();
                self.next_line(t.0.as_f64(), t.1.as_f64());
            }
            Op::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            Op::ShowText(t) => self.show(t.0),
            Op::NextLineAndShowText(t) => {
                self.next_line(0.0, -self.state.leading);
                self.show(t.0);
            }
            Op::ShowTextWithParameters(t) => {
                self.state.word_spacing = t.0.as_f64();
                self.state.char_spacing = t.1.as_f64();
                self.next_line(0.0, -self.state.leading);
                self.show(t.2);
            }
            Op::ShowTexts(t) => self.show_all(t.0),
            Op::BeginMarkedContent(t) => self.open_mark(t.0, None, parents),
            Op::BeginMarkedContentWithProperties(t) => match t.1 {
                Object::Dict(dict) => self.open_mark(t.0, Some(dict), parents),
                Object::Name(name) => {
                    let dict = resources.properties.get::<Dict<'_>>(name);
                    self.open_mark(t.0, dict.as_ref(), parents);
                }
                _ => self.open_mark(t.0, None, parents),
            },
            Op::EndMarkedContent(_) => {
                if let Some(OpenMark { replacement: Some(replacement), .. }) = self.open_marks.pop() {
                    actual_text::replace(&mut self.content.glyphs, &replacement);
                }
            }
            Op::XObject(t) => self.form(t.0, resources, parents, depth),
            _ => {}
        }
    }

    fn set_line(&mut self, matrix: Matrix) {
        self.text = matrix;
        self.line = matrix;
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.set_line(Matrix::translate(x, y).then(self.line));
    }

    fn open_mark(&mut self, tag: &Name<'_>, properties: Option<&Dict<'_>>, parents: Option<i64>) {
        if self.open_marks.len() >= self.budget.nesting {
            return;
        }
        let outer_mark = self.mark();
        let outer = self.content.marks.get(outer_mark as usize).copied().unwrap_or_default();
        let mcid = properties.and_then(|properties| properties.get::<u32>(b"MCID"));
        let mark = Mark {
            artifact: outer.artifact || tag.as_ref() == b"Artifact",
            tagged: parents.zip(mcid).or(outer.tagged),
        };
        let replacement = properties.and_then(|properties| Replacement::new(properties, self.content.glyphs.len()));
        if mark == outer {
            self.open_marks.push(OpenMark { mark: outer_mark, replacement });
        } else {
            self.content.marks.push(mark);
            self.open_marks.push(OpenMark { mark: self.content.marks.len() as u32 - 1, replacement });
        }
    }

    /// Position of the innermost open mark, or of the content outside of all.
    fn mark(&self) -> u32 {
        self.open_marks.last().map_or(0, |open| open.mark)
    }

    fn form(&mut self, name: &Name<'_>, resources: &Resources<'a>, parents: Option<i64>, depth: usize) {
        self.forms += 1;
        if depth >= MAX_FORM_DEPTH || self.forms > MAX_FORMS {
            self.content.cut = true;
            return;
        }
        let Some(stream) = resources.get_x_object(name) else { return };
        let dict = stream.dict();
        if dict.get::<Name<'_>>(b"Subtype").is_none_or(|subtype| subtype.as_ref() != b"Form") {
            return;
        }
        let Some(data) = decode(&stream) else { return };
        let own = dict.get::<Dict<'a>>(b"Resources").map(Resources::new);
        let parents = dict.get::<i64>(b"StructParents").or(parents);
        let matrix = dict.get::<[f64; 6]>(b"Matrix").map_or(Matrix::IDENTITY, Matrix);
        let before = (self.state, self.text, self.line, self.open_marks.len());
        let saved = std::mem::take(&mut self.saved);
        self.state.ctm = matrix.then(self.state.ctm);
        self.run(&data, own.as_ref().unwrap_or(resources), parents, depth + 1);
        self.open_marks.truncate(before.3);
        self.saved = saved;
        (self.state, self.text, self.line, ..) = before;
    }

    /// `TJ`: strings and moves of the pen in thousandths of the size.
    fn show_all(&mut self, items: &Array<'_>) {
        for item in items.iter::<Object<'_>>() {
            match item {
                Object::String(bytes) => self.show(&bytes),
                Object::Number(shift) => {
                    let x = -shift.as_f64() / 1000.0 * self.state.size * self.state.horizontal_scale;
                    self.text = Matrix::translate(x, 0.0).then(self.text);
                }
                _ => {}
            }
        }
    }

    fn show(&mut self, bytes: &[u8]) {
        let state = self.state;
        let mark = self.mark();
        let Some((font, programs)) = state.font.and_then(|index| self.fonts.get_mut(index)) else { return };
        let placed = self.text.then(state.ctm);
        let [a, b, c, d, e, f] = placed.0;
        // One unit of text space along the line and across it, as displayed.
        let (along, across) = (a.hypot(b), c.hypot(d));
        let direction = direction(&mut self.content.directions, (a / along) as f32, (b / along) as f32);
        let size = (state.size.abs() * across * f64::from(font.em)) as f32;
        let origin = (e + c * state.rise, f + d * state.rise);
        let shown = direction.is_some() && size >= MIN_SIZE && size.is_finite();
        let (index, (cos, sin)) = direction.unwrap_or((0, (1.0, 0.0)));
        let per_unit = state.size * state.horizontal_scale / 1000.0;

        let mut pen = 0.0;
        let mut rest = bytes;
        while let Some((code, length)) = font.next_code(rest) {
            let is_space_byte = length == 1 && code == 32;
            rest = rest.get(length..).unwrap_or_default();
            let code = font.code(code, length, programs);
            let width = f64::from(code.width) * per_unit;
            let mut advance = width + state.char_spacing * state.horizontal_scale;
            if is_space_byte {
                advance += state.word_spacing * state.horizontal_scale;
            }
            if shown {
                let (x, y) = ((origin.0 + a * pen) as f32, (origin.1 + b * pen) as f32);
                let glyph = Glyph {
                    ch: '\u{FFFD}',
                    spaced: self.spaced,
                    space_follows: false,
                    font: state.font.unwrap_or(0) as u32,
                    mark,
                    direction: index,
                    u: x * cos + y * sin,
                    v: y * cos - x * sin,
                    advance: (width * along) as f32,
                    size,
                };
                self.content.push(glyph, (x, y), &code.text);
                self.spaced = code.text == Text::Blank;
            }
            pen += advance;
        }
        self.text = Matrix::translate(pen, 0.0).then(self.text);
    }
}

impl PageContent {
    /// Adds the characters of one glyph, where it stands on the page.
    fn push(&mut self, glyph: Glyph, (x, y): (f32, f32), text: &Text) {
        let on_page =
            x >= -PAGE_SLACK && x <= self.width + PAGE_SLACK && y >= -PAGE_SLACK && y <= self.height + PAGE_SLACK;
        if !on_page {
            return;
        }
        match text {
            Text::Blank => {
                if let Some(last) = self.glyphs.last_mut() {
                    last.space_follows = true;
                }
            }
            Text::One(ch) => self.glyphs.push(Glyph { ch: *ch, ..glyph }),
            Text::Unmapped => {
                self.unmapped += 1;
                self.glyphs.push(glyph);
            }
            Text::Many(letters) => {
                // Marks stand on their letter and take no width.
                let bases = letters.iter().filter(|ch| !is_combining_mark(**ch)).count().max(1);
                let advance = glyph.advance / bases as f32;
                let mut u = glyph.u;
                for (position, ch) in letters.iter().enumerate() {
                    let advance = if is_combining_mark(*ch) && position > 0 { 0.0 } else { advance };
                    self.glyphs.push(Glyph { ch: *ch, spaced: glyph.spaced && position == 0, u, advance, ..glyph });
                    u += advance;
                }
            }
        }
    }
}

/// The position and the unit vector of a writing direction, entered where it is new; `None` where there are too
/// many, or the text has no extent.
fn direction(known: &mut Vec<(f32, f32)>, cos: f32, sin: f32) -> Option<(u8, (f32, f32))> {
    if !cos.is_finite() || !sin.is_finite() {
        return None;
    }
    let same = |(known_cos, known_sin): &(f32, f32)| known_cos * cos + known_sin * sin >= SAME_DIRECTION;
    let index = match known.iter().position(same) {
        Some(index) => index,
        None if known.len() < MAX_DIRECTIONS => {
            known.push(snapped(cos, sin));
            known.len() - 1
        }
        None => return None,
    };
    known.get(index).map(|vector| (index as u8, *vector))
}

/// A direction within rounding of a side of the page is that side.
fn snapped(cos: f32, sin: f32) -> (f32, f32) {
    let axes = [(0.0, -1.0), (0.0, 1.0), (-1.0, 0.0)];
    axes.into_iter().find(|(x, y)| x * cos + y * sin >= SAME_DIRECTION).unwrap_or((cos, sin))
}
