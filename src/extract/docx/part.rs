//! One part of a `.docx` that holds text: the body, a header, a footer, the footnotes.
//!
//! Input: the XML of the part, with the styles and the lists of the document. Output: its paragraphs and table rows
//! as [`Line`]s in order, each with the page it is on. Where notes, headers and footers go is decided in
//! [`super`].

use std::collections::BTreeMap;

use super::numbering::{Numbering, Suffix};
use super::style::{
    CharacterProperties, ParagraphProperties, Styles, read_character_properties, read_paragraph_properties,
};
use super::xml::{Element, Token, Tokens};
use crate::extract::line::{LineBuilder, Style};
use crate::extract::row::Row;
use crate::extract::{Line, Role};

/// Tables inside tables that are read as such; a deeper one is read as paragraphs of the cell it is in.
const MAX_TABLE_NESTING: usize = 16;

/// Characters of a field's instruction that are kept: its name is at the start.
const INSTRUCTION_START: usize = 64;

/// Characters of the Symbol font that reports use, by their code: what Word writes as `<w:sym w:char="F0B7"/>`.
const SYMBOLS: [(u32, char); 14] = [
    (0x61, 'α'),
    (0x62, 'β'),
    (0x67, 'γ'),
    (0x64, 'δ'),
    (0x6D, 'μ'),
    (0x2D, '−'),
    (0xA3, '≤'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xD7, '⋅'),
    (0xA7, '•'),
];

/// What the parts of a document share while they are read one after another.
pub(super) struct Shared {
    pub styles: Styles,
    pub numbering: Numbering,
    /// The [`Line::block`] of the next paragraph.
    pub next_block: u32,
    /// Lines that may still be taken.
    pub room: usize,
    /// The printed markers of the notes referred to so far.
    pub markers: BTreeMap<NoteId, String>,
    /// How many of each kind have been counted.
    pub counted: BTreeMap<NoteKind, u32>,
}

/// Footnotes and endnotes are counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NoteKind {
    /// At the end of the page.
    Footnote,
    /// At the end of the document.
    Endnote,
}

/// A note by its kind and its `w:id`.
pub(super) type NoteId = (NoteKind, String);

/// The text of a part.
#[derive(Debug, Default)]
pub(super) struct PartText {
    pub lines: Vec<PartLine>,
    /// The notes referred to, in order, with the page of the reference.
    pub references: Vec<(NoteId, usize)>,
    /// Headers and footers of its sections: the type (`first`, `default`, `even`) and the id of the relation.
    pub furniture: Vec<(String, String)>,
    /// What broke the part off, where something did.
    pub damage: Option<String>,
}

/// A line of a part.
#[derive(Debug)]
pub(super) struct PartLine {
    pub line: Line,
    /// The page it is on, counted from 0; parts that are not the body have one page.
    pub page: usize,
    /// The note it belongs to.
    pub note: Option<NoteId>,
}

/// Reads one part. `is_furniture` says that it is a header or a footer, whose page numbers mean nothing here.
pub(super) fn read_part(xml: &str, shared: &mut Shared, is_furniture: bool) -> PartText {
    let mut reader = PartReader {
        tokens: Tokens::new(xml),
        shared,
        is_furniture,
        text: PartText::default(),
        open: Vec::new(),
        paragraphs: Vec::new(),
        tables: Vec::new(),
        fields: Vec::new(),
        choices: Vec::new(),
        run: CharacterProperties::default(),
        note: None,
        page: 0,
        page_ends: false,
    };
    reader.read();
    let damage = reader.tokens.damage().map(str::to_owned);
    PartText { damage, ..reader.text }
}

/// What must be done when an element that is open closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Paragraph,
    Text,
    Instruction,
    Table,
    Row,
    Alternatives,
    Note,
    Other,
}

/// A paragraph that is open; text boxes put paragraphs inside paragraphs.
struct Paragraph {
    block: u32,
    line: LineBuilder,
    properties: ParagraphProperties,
    /// The style that stands for a level of its list.
    list_style: Option<String>,
    role: Role,
    /// Properties of its characters before those of a run.
    base: CharacterProperties,
    is_label_due: bool,
    has_lines: bool,
}

/// A row of a table that is open.
#[derive(Default)]
struct OpenRow {
    row: Row,
    begins_page: bool,
}

/// A field that is open: `begin` instruction `separate` result `end`.
struct Field {
    instruction: String,
    is_in_result: bool,
    is_hidden: bool,
}

struct PartReader<'a, 's> {
    tokens: Tokens<'a>,
    shared: &'s mut Shared,
    is_furniture: bool,
    text: PartText,
    open: Vec<Open>,
    paragraphs: Vec<Paragraph>,
    /// The row of each table that is open, innermost last.
    tables: Vec<OpenRow>,
    fields: Vec<Field>,
    /// For each set of alternatives that is open: one has been taken.
    choices: Vec<bool>,
    run: CharacterProperties,
    note: Option<NoteId>,
    page: usize,
    /// A page break came and no text yet after it; several breaks in a row are one.
    page_ends: bool,
}

impl PartReader<'_, '_> {
    fn read(&mut self) {
        while self.shared.room > 0
            && let Some(token) = self.tokens.next()
        {
            match token {
                Token::Open(element) => {
                    if let Some(open) = self.enter(&element) {
                        self.open.push(open);
                    }
                }
                Token::Close => {
                    let closed = self.open.pop();
                    self.leave(closed);
                }
                Token::Text(text) => self.characters(&text),
            }
        }
        // A part that breaks off still gives the paragraph it broke off in.
        while let Some(open) = self.open.pop() {
            self.leave(Some(open));
        }
    }

    /// Takes an opening tag; `None` where the whole element has been read or passed over.
    fn enter(&mut self, element: &Element) -> Option<Open> {
        match element.name() {
            "p" => {
                self.open_paragraph();
                return Some(Open::Paragraph);
            }
            "pPr" => return self.paragraph_properties(),
            "r" => self.run = CharacterProperties::default(),
            "rPr" => return self.run_properties(),
            "t" => return Some(Open::Text),
            "tab" | "ptab" => self.visible(|line, style| line.tab(style)),
            "noBreakHyphen" => self.visible(|line, style| line.push("-", style)),
            "sym" => self.symbol(element),
            "br" if element.attribute("type").as_deref() == Some("page") => self.page_ends = true,
            "lastRenderedPageBreak" => self.page_ends = true,
            "br" | "cr" => self.end_line(),
            "fldChar" => self.field_mark(element.attribute("fldCharType").as_deref()),
            "instrText" => return Some(Open::Instruction),
            "fldSimple" if self.hides(&element.attribute("instr").unwrap_or_default()) => return self.pass_over(),
            "footnoteReference" => self.reference(NoteKind::Footnote, element),
            "endnoteReference" => self.reference(NoteKind::Endnote, element),
            "footnoteRef" | "endnoteRef" => self.own_marker(),
            "footnote" => return self.enter_note(NoteKind::Footnote, element),
            "endnote" => return self.enter_note(NoteKind::Endnote, element),
            "tbl" if self.tables.len() < MAX_TABLE_NESTING => {
                self.tables.push(OpenRow::default());
                return Some(Open::Table);
            }
            "tr" if !self.tables.is_empty() => return Some(Open::Row),
            "tc" => {
                if let Some(open) = self.tables.last_mut() {
                    open.row.open_cell();
                }
            }
            "AlternateContent" => {
                self.choices.push(false);
                return Some(Open::Alternatives);
            }
            "Choice" | "Fallback" => match self.choices.last_mut() {
                Some(taken) if !*taken => *taken = true,
                _ => return self.pass_over(),
            },
            "sectPr" => {
                let furniture = &mut self.text.furniture;
                self.tokens.each_inside(|element| note_furniture(furniture, element));
                return None;
            }
            // Deleted and moved away in tracked changes; phonetic readings; properties that print nothing.
            "del" | "moveFrom" | "rt" | "sdtPr" | "tblPr" | "tblGrid" | "trPr" | "tcPr" => return self.pass_over(),
            _ => {}
        }
        Some(Open::Other)
    }

    fn leave(&mut self, closed: Option<Open>) {
        match closed {
            Some(Open::Paragraph) => self.close_paragraph(),
            Some(Open::Row) => self.close_row(),
            Some(Open::Table) => {
                self.close_row();
                self.tables.pop();
            }
            Some(Open::Alternatives) => {
                self.choices.pop();
            }
            Some(Open::Note) => self.note = None,
            _ => {}
        }
    }

    fn pass_over(&mut self) -> Option<Open> {
        self.tokens.skip();
        None
    }

    fn characters(&mut self, text: &str) {
        match self.open.last() {
            Some(Open::Text) => self.visible(|line, style| line.push(text, style)),
            Some(Open::Instruction) => {
                if let Some(field) = self.fields.last_mut().filter(|field| field.instruction.len() < INSTRUCTION_START)
                {
                    field.instruction.push_str(text);
                }
            }
            _ => {}
        }
    }

    // Paragraphs and runs

    fn open_paragraph(&mut self) {
        let block = self.new_block();
        let mut paragraph = Paragraph {
            block,
            line: LineBuilder::default(),
            properties: ParagraphProperties::default(),
            list_style: None,
            role: Role::Body,
            base: CharacterProperties::default(),
            is_label_due: false,
            has_lines: false,
        };
        paragraph.set(ParagraphProperties::default(), &self.shared.styles);
        self.paragraphs.push(paragraph);
    }

    fn paragraph_properties(&mut self) -> Option<Open> {
        let furniture = &mut self.text.furniture;
        let own = read_paragraph_properties(&mut self.tokens, |element| note_furniture(furniture, element));
        self.page_ends |= own.page_break_before;
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.set(own, &self.shared.styles);
            self.page_ends |= paragraph.properties.page_break_before;
        }
        None
    }

    fn run_properties(&mut self) -> Option<Open> {
        let (own, style) = read_character_properties(&mut self.tokens);
        let paragraph_style = self.paragraphs.last().and_then(|paragraph| paragraph.properties.style.as_deref());
        self.run = own.over(self.shared.styles.characters(paragraph_style, style.as_deref()));
        None
    }

    /// Adds something printed to the open paragraph, after what must stand before it: a page break, a label.
    fn visible(&mut self, add: impl FnOnce(&mut LineBuilder, Style)) {
        let is_shown = self.fields.iter().all(|field| field.is_in_result && !field.is_hidden);
        if !is_shown || self.run.is_hidden() || self.paragraphs.is_empty() {
            return;
        }
        if std::mem::take(&mut self.page_ends) {
            self.turn_page();
        }
        self.print_label();
        if let Some(paragraph) = self.paragraphs.last_mut() {
            add(&mut paragraph.line, self.run.over(paragraph.base).style());
        }
    }

    fn turn_page(&mut self) {
        if let Some(outermost) = self.tables.first_mut() {
            outermost.begins_page = true;
        } else {
            self.end_line();
            self.page += 1;
        }
    }

    /// Prints the automatic number of the open paragraph, once.
    fn print_label(&mut self) {
        let Some(paragraph) = self.paragraphs.last_mut().filter(|paragraph| paragraph.is_label_due) else { return };
        paragraph.is_label_due = false;
        let ParagraphProperties { list, list_level, .. } = paragraph.properties;
        let label =
            list.and_then(|list| self.shared.numbering.next_label(list, list_level, paragraph.list_style.as_deref()));
        let Some((label, suffix)) = label else { return };
        let style = paragraph.base.style();
        paragraph.line.push(&label, style);
        match suffix {
            Suffix::Tab => paragraph.line.tab(style),
            Suffix::Space => paragraph.line.space(style),
            Suffix::Nothing => {}
        }
    }

    /// Ends the line but not the paragraph.
    fn end_line(&mut self) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let line = std::mem::take(&mut paragraph.line).finish();
        if line.text.is_empty() {
            return;
        }
        let blank_before = !std::mem::replace(&mut paragraph.has_lines, true);
        let line = Line { role: paragraph.role, block: Some(paragraph.block), blank_before, ..line };
        self.place(line);
    }

    fn close_paragraph(&mut self) {
        if self.paragraphs.last().is_some_and(|paragraph| !paragraph.properties.is_deleted) {
            self.print_label();
        }
        self.end_line();
        self.paragraphs.pop();
        // An instruction that is not ended hides the paragraph it is in, not the rest of the document.
        for field in &mut self.fields {
            field.is_in_result = true;
        }
    }

    fn symbol(&mut self, element: &Element) {
        let code = element.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok()).unwrap_or_default();
        // Symbol fonts are addressed at U+F000 and above.
        let symbol = SYMBOLS.iter().find(|(symbol, _)| *symbol == code & 0xFF).map(|(_, character)| *character);
        let character = if code >= 0xF000 { symbol } else { char::from_u32(code) };
        if let Some(character) = character {
            self.visible(|line, style| line.push(character.encode_utf8(&mut [0; 4]), style));
        }
    }

    // Fields

    fn field_mark(&mut self, kind: Option<&str>) {
        match kind {
            Some("begin") => {
                self.fields.push(Field { instruction: String::new(), is_in_result: false, is_hidden: false })
            }
            Some("separate") => {
                let is_hidden = self.fields.last().is_some_and(|field| self.hides(&field.instruction));
                if let Some(field) = self.fields.last_mut() {
                    field.is_in_result = true;
                    field.is_hidden = is_hidden;
                }
            }
            _ => {
                self.fields.pop();
            }
        }
    }

    /// Whether the result of a field is left out: the page number in a header is that of no page in particular.
    fn hides(&self, instruction: &str) -> bool {
        let name = instruction.split_whitespace().next().unwrap_or_default().to_uppercase();
        self.is_furniture && matches!(name.as_str(), "PAGE" | "NUMPAGES" | "SECTIONPAGES")
    }

    // Notes

    fn reference(&mut self, kind: NoteKind, element: &Element) {
        let note = (kind, element.attribute("id").unwrap_or_default());
        let has_own_mark = element.attribute("customMarkFollows").is_some_and(|value| value != "0" && value != "false");
        if !has_own_mark {
            let counted = self.shared.counted.entry(kind).or_default();
            let mut count = || {
                *counted = counted.saturating_add(1);
                counted.to_string()
            };
            let marker = self.shared.markers.entry(note.clone()).or_insert_with(&mut count).clone();
            self.visible(|line, style| line.push(&marker, Style { raised: true, ..style }));
        }
        self.text.references.push((note, self.page));
    }

    /// The marker at the start of a note.
    fn own_marker(&mut self) {
        let Some(marker) = self.note.as_ref().and_then(|note| self.shared.markers.get(note)).cloned() else { return };
        self.visible(|line, style| line.push(&marker, Style { raised: true, ..style }));
    }

    fn enter_note(&mut self, kind: NoteKind, element: &Element) -> Option<Open> {
        // Notes of a type are the lines that separate notes from the text.
        if element.attribute("type").is_some_and(|kind| kind != "normal") {
            return self.pass_over();
        }
        self.note = Some((kind, element.attribute("id").unwrap_or_default()));
        Some(Open::Note)
    }

    // Tables

    fn close_row(&mut self) {
        let Some(OpenRow { row, begins_page }) = self.tables.pop() else { return };
        if begins_page && self.tables.is_empty() {
            self.page += 1;
        }
        let block = self.new_block();
        for line in row.finish(block) {
            self.place(line);
        }
        self.tables.push(OpenRow::default());
    }

    fn new_block(&mut self) -> u32 {
        let block = self.shared.next_block;
        self.shared.next_block = block.saturating_add(1);
        block
    }

    /// Puts a line where it belongs: into the open cell, or on the page.
    fn place(&mut self, line: Line) {
        if let Some(open) = self.tables.last_mut() {
            open.row.place(line);
        } else {
            self.text.lines.push(PartLine { line, page: self.page, note: self.note.clone() });
            self.shared.room = self.shared.room.saturating_sub(1);
        }
    }
}

impl Paragraph {
    fn set(&mut self, own: ParagraphProperties, styles: &Styles) {
        let (properties, list_style) = styles.paragraph(own);
        self.role = styles.role(&properties);
        self.base = styles.characters(properties.style.as_deref(), None);
        self.is_label_due = properties.list.is_some_and(|list| list != 0);
        self.list_style = list_style;
        self.properties = properties;
    }
}

/// Remembers a reference to a header or a footer.
fn note_furniture(furniture: &mut Vec<(String, String)>, element: &Element) {
    if matches!(element.name(), "headerReference" | "footerReference")
        && let Some(id) = element.attribute("id")
    {
        furniture.push((element.attribute("type").unwrap_or_default(), id));
    }
}
