//! The tokens of a web page become lines.
//!
//! Input: tags and characters in the order of the page. Output: [`PlacedLine`]s. It keeps one flat stack of the
//! elements that are open, so that a page nested ten thousand deep costs no more than its length; where tags do not
//! match, what is inside the outer element ends with it.

use std::cell::RefCell;

use html5ever::LocalName;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};

use super::element::{
    self, Kind, attribute, begins_page, is_link_away, is_placed_line, kind, list_format, raw_content,
};
use crate::extract::line::{LineBuilder, Style};
use crate::extract::numeral::{letters, roman};
use crate::extract::row::Row;
use crate::extract::{Line, Role};

/// Tables inside tables that are read as such; a deeper one is read as paragraphs.
const MAX_TABLE_NESTING: usize = 16;

/// Lines of a paragraph that is broken with `<br>` at most: more of them are lines of a page, or paragraphs.
const MOST_BROKEN_LINES: usize = 4;

/// Items of a list of links at least, for it to be a menu.
const FEWEST_MENU_ITEMS: usize = 4;

/// A line with the page of paper it is on, counted from 0.
#[derive(Debug)]
pub(super) struct PlacedLine {
    pub line: Line,
    pub page: usize,
    /// It is inside `<main>` or `<article>`.
    pub is_main: bool,
    /// How a converter from PDF set it.
    pub print: Option<Print>,
}

/// How a converter from PDF set a line of print.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Print {
    /// In its place on the page, with the first line of its element: pixels from the left and from the top.
    At { left: f32, top: f32 },
    /// In the page itself, with `<br>` at its end.
    Broken {
        /// An empty line stands before it.
        is_apart: bool,
        /// A rule stands before it, as between pages of paper.
        is_ruled: bool,
    },
}

/// An element that is open.
struct Open {
    name: LocalName,
    kind: Kind,
    style: Style,
    is_link: bool,
    /// Its lines are lines of print, not paragraphs.
    is_placed: bool,
    /// See [`element::position`].
    position: Option<(f32, f32)>,
    /// Lines and characters before it.
    first_line: usize,
    before: Characters,
}

/// How many characters were read, and how many of them in links that lead away.
#[derive(Debug, Clone, Copy, Default)]
struct Characters {
    all: usize,
    linked: usize,
}

/// The printed number of a list item.
struct Label {
    text: String,
    /// It is the marker of a note.
    is_marker: bool,
}

/// A list that is open.
struct List {
    /// `1`, `a`, `A`, `i`, `I`, ` ` for none, `•` for one without order.
    format: char,
    next: u32,
    items: usize,
}

/// Takes the tokens of a page.
pub(super) struct PageReader {
    state: RefCell<State>,
}

impl PageReader {
    /// A reader that takes at most `room` lines. Of elements inside one another it knows `nesting`; what is nested
    /// deeper is read as text of the innermost of them.
    pub(super) fn new(room: usize, nesting: usize) -> Self {
        Self { state: RefCell::new(State { room, nesting, ..State::default() }) }
    }

    /// The lines, what stood in `<pre>` as it came, and whether there was room for all of them.
    pub(super) fn finish(self) -> (Vec<PlacedLine>, String, bool) {
        let mut state = self.state.into_inner();
        while !state.open.is_empty() {
            state.close_last();
        }
        state.end_block();
        (state.lines, state.preformatted, state.room > 0)
    }
}

impl TokenSink for PageReader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::TagToken(tag) if state.room > 0 => {
                if tag.kind == TagKind::EndTag {
                    state.end_tag(&tag.name);
                } else {
                    state.start_tag(&tag);
                    if let Some(raw) = raw_content(&tag.name) {
                        return TokenSinkResult::RawData(raw);
                    }
                    if &*tag.name == "plaintext" {
                        return TokenSinkResult::Plaintext;
                    }
                }
            }
            Token::CharacterTokens(text) if state.room > 0 => state.characters(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[derive(Default)]
struct State {
    lines: Vec<PlacedLine>,
    room: usize,
    nesting: usize,
    open: Vec<Open>,
    lists: Vec<List>,
    tables: Vec<Row>,
    /// The element that is passed over, and how many of its name are open inside.
    dropped: Option<(LocalName, usize)>,
    line: LineBuilder,
    /// Lines of the paragraph that have ended with `<br>`, kept until it is known how many there are.
    broken: Vec<Line>,
    /// The last `<br>` ended an empty line.
    was_empty: bool,
    /// What stands in `<pre>`.
    preformatted: String,
    /// The number of a list item, until its text comes: `<li><p>` begins two blocks.
    label: Option<Label>,
    /// No-break spaces since the last visible character.
    hard_spaces: usize,
    page: usize,
    page_ends: bool,
    /// A rule stands behind the last line.
    rule: bool,
    next_block: u32,
    characters: Characters,
}

impl State {
    fn start_tag(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        if let Some((dropped, depth)) = &mut self.dropped {
            *depth += usize::from(*dropped == tag.name && !tag.self_closing);
            return;
        }
        let kind = match kind(tag) {
            // A table too deep to be read as one is a paragraph, and its rows are too.
            Kind::Table if self.tables.len() >= MAX_TABLE_NESTING => Kind::Block,
            kind => kind,
        };
        if begins_page(tag) {
            self.end_block();
            self.page_ends = !self.lines.is_empty();
        }
        match kind {
            Kind::Inline => {}
            Kind::LineBreak => return self.break_line(),
            Kind::Void => {
                if name == "hr" {
                    self.end_block();
                    self.rule = true;
                }
                return;
            }
            Kind::Dropped => {
                if !tag.self_closing {
                    self.dropped = Some((tag.name.clone(), 1));
                }
                return;
            }
            _ => {
                self.close_implied(name, kind);
                self.end_block();
            }
        }
        if self.open.len() >= self.nesting {
            return;
        }
        match kind {
            Kind::List => {
                let format = if name == "ol" { list_format(tag) } else { '•' };
                let next = attribute(tag, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
                self.lists.push(List { format, next, items: 0 });
            }
            Kind::Item => self.label(attribute(tag, "value").and_then(|value| value.parse().ok())),
            Kind::Table => self.tables.push(Row::default()),
            Kind::Cell => {
                if let Some(row) = self.tables.last_mut() {
                    row.open_cell();
                }
            }
            _ => {}
        }
        self.push_open(tag, kind);
    }

    fn push_open(&mut self, tag: &Tag, kind: Kind) {
        let around = self.open.last();
        let is_placed = is_placed_line(tag) || around.is_some_and(|open| open.is_placed);
        let is_link = is_link_away(tag) || around.is_some_and(|open| open.is_link);
        let style = element::style(tag, self.style());
        let position = element::position(tag).or(around.and_then(|open| open.position));
        self.open.push(Open {
            position,
            name: tag.name.clone(),
            kind,
            style,
            is_link,
            is_placed,
            first_line: self.lines.len(),
            before: self.characters,
        });
    }

    fn end_tag(&mut self, name: &LocalName) {
        if let Some((dropped, depth)) = &mut self.dropped {
            if dropped == name {
                *depth -= 1;
                if *depth == 0 {
                    self.dropped = None;
                }
            }
            return;
        }
        if &**name == "br" {
            return self.break_line();
        }
        if self.is_open_nearby(name) {
            while self.close_last().is_some_and(|closed| closed != *name) {}
        }
    }

    /// Whether an element of this name is open, looking outwards as far as the nearest table cell: an end tag inside
    /// a cell ends nothing outside of it, unless it ends the row or the table.
    fn is_open_nearby(&self, name: &LocalName) -> bool {
        let ends_table =
            matches!(&**name, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "table" | "body" | "html");
        self.open.iter().rev().take_while(|open| ends_table || open.kind != Kind::Cell).any(|open| open.name == *name)
    }

    /// Closes what may go without an end tag before an element of this kind: a paragraph before any block, an item
    /// before the next one, a cell before the next.
    fn close_implied(&mut self, name: &str, kind: Kind) {
        let (ended, kept): (&[&str], &[&str]) = match kind {
            Kind::Item => (&["li"], &["ul", "ol", "menu", "dir"]),
            Kind::Cell => (&["td", "th"], &["tr", "table"]),
            Kind::Row => (&["tr"], &["table"]),
            _ if matches!(name, "dt" | "dd") => (&["dt", "dd"], &["dl"]),
            _ => (&["p"], &["td", "th", "li", "div", "table"]),
        };
        let found = self.open.iter().rev().map(|open| &*open.name);
        let found = found.take_while(|name| !kept.contains(name)).position(|name| ended.contains(&name));
        for _ in 0..found.map_or(0, |depth| depth + 1) {
            self.close_last();
        }
    }

    /// Closes the innermost element that is open and gives its name.
    fn close_last(&mut self) -> Option<LocalName> {
        let closed = self.open.last()?;
        if closed.kind != Kind::Inline {
            self.end_block();
        }
        let closed = self.open.pop()?;
        let read = self.characters.all - closed.before.all;
        let linked = self.characters.linked - closed.before.linked;
        let is_menu = read > 0 && linked * 2 > read;
        match closed.kind {
            Kind::Row => self.close_row(),
            Kind::Table => {
                self.close_row();
                self.tables.pop();
            }
            Kind::List => {
                let items = self.lists.pop().map_or(0, |list| list.items);
                if is_menu && items >= FEWEST_MENU_ITEMS && linked * 10 > read * 9 {
                    self.set_role(closed.first_line, Role::Artifact);
                }
            }
            Kind::Aside if is_menu || &*closed.name == "footer" => self.set_role(closed.first_line, Role::Artifact),
            Kind::Aside if &*closed.name == "aside" => self.set_role(closed.first_line, Role::Note),
            _ => {}
        }
        Some(closed.name)
    }

    /// Adds characters to the line.
    fn characters(&mut self, text: &str) {
        if self.dropped.is_some() {
            return;
        }
        let style = self.style();
        let visible = text.chars().filter(|character| !character.is_whitespace()).count();
        self.characters.all += visible;
        if self.open.last().is_some_and(|open| open.is_link) {
            self.characters.linked += visible;
        }
        if self.open.iter().rev().any(|open| open.kind == Kind::Preformatted) {
            self.preformatted.push_str(text);
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    self.break_line();
                }
                self.line.push(&line.replace("   ", "\t"), style);
            }
            return;
        }
        // Word writes the brackets of a marker inside its link: `[3]`. Converters put an arrow into the link back.
        let text = if style.raised { text.trim_matches(['[', ']', '↩', '\u{fe0e}']) } else { text };
        for (index, piece) in text.split('\u{a0}').enumerate() {
            // Two no-break spaces or more stand for a tab. Each may come as a piece of its own.
            self.hard_spaces += usize::from(index > 0);
            if index > 0 && self.hard_spaces > 1 {
                self.line.tab(style);
            } else if index > 0 {
                self.line.space(style);
            }
            if !piece.trim().is_empty() {
                self.hard_spaces = 0;
            }
            self.push(piece, style);
        }
    }

    /// Adds characters in which a tab is a space like any other.
    fn push(&mut self, text: &str, style: Style) {
        if let Some(label) = self.label.take_if(|_| !text.trim().is_empty()) {
            self.print(&label, Style { raised: label.is_marker, ..style });
        }
        for (index, piece) in text.split('\t').enumerate() {
            if index > 0 {
                self.line.space(style);
            }
            self.line.push(piece, style);
        }
    }

    fn print(&mut self, label: &Label, style: Style) {
        self.line.push(&label.text, style);
        if label.is_marker { self.line.space(style) } else { self.line.tab(style) }
    }

    /// Counts an item of the innermost list; its number or bullet is printed with its text.
    fn label(&mut self, value: Option<u32>) {
        let is_marker = self.open.iter().rev().any(|open| open.kind == Kind::Notes);
        let Some(list) = self.lists.last_mut() else { return };
        list.items += 1;
        let number = value.unwrap_or(list.next);
        list.next = number.saturating_add(1);
        // HTML cannot say whether a letter stands in brackets; in reports it does.
        let text = match list.format {
            ' ' => return,
            '•' => "•".to_owned(),
            'a' => format!("({})", letters(number)),
            'A' => format!("{}.", letters(number).to_uppercase()),
            'i' => format!("({})", roman(number)),
            'I' => format!("{}.", roman(number).to_uppercase()),
            _ if is_marker => number.to_string(),
            _ => format!("{number}."),
        };
        self.label = Some(Label { text, is_marker });
    }

    /// Ends the line but not the paragraph; two breaks in a row end the paragraph.
    fn break_line(&mut self) {
        let line = std::mem::take(&mut self.line).finish();
        if !line.text.is_empty() {
            return self.broken.push(line);
        }
        if !self.broken.is_empty() {
            self.end_block();
        }
        self.was_empty = true;
    }

    /// Ends the paragraph and places its lines.
    fn end_block(&mut self) {
        let last = std::mem::take(&mut self.line).finish();
        let mut lines = std::mem::take(&mut self.broken);
        lines.extend(Some(last).filter(|line| !line.text.is_empty()));
        if lines.is_empty() {
            return;
        }
        let (role, is_placed) = self.role();
        let is_paragraph = lines.len() <= MOST_BROKEN_LINES && !is_placed;
        let block = is_paragraph.then(|| self.new_block());
        for (index, line) in lines.into_iter().enumerate() {
            let print = self.print_of_line();
            self.place(Line { role, block, blank_before: index == 0 && !is_placed, ..line }, print);
        }
    }

    /// How the line that is placed next was set, where a converter from PDF set it.
    fn print_of_line(&mut self) -> Option<Print> {
        let (is_apart, is_ruled) = (std::mem::take(&mut self.was_empty), std::mem::take(&mut self.rule));
        if let Some((left, top)) = self.open.last().and_then(|open| open.position) {
            return Some(Print::At { left, top });
        }
        let is_in_page = |open: &Open| open.kind == Kind::Inline || matches!(&*open.name, "html" | "body");
        self.open.iter().all(is_in_page).then_some(Print::Broken { is_apart, is_ruled })
    }

    fn new_block(&mut self) -> u32 {
        let block = self.next_block;
        self.next_block = block.saturating_add(1);
        block
    }

    /// What the open elements say of a paragraph, and whether it is a line of print.
    fn role(&self) -> (Role, bool) {
        let role = self.open.iter().rev().find_map(|open| match open.kind {
            Kind::Heading(level) => Some(Role::Heading(level)),
            Kind::Notes => Some(Role::Note),
            _ => None,
        });
        (role.unwrap_or_default(), self.open.last().is_some_and(|open| open.is_placed))
    }

    fn style(&self) -> Style {
        self.open.last().map_or_else(Style::default, |open| open.style)
    }

    fn close_row(&mut self) {
        let Some(row) = self.tables.pop() else { return };
        let block = self.new_block();
        for line in row.finish(block) {
            self.place(line, None);
        }
        self.tables.push(Row::default());
    }

    /// Puts a line where it belongs: into the open cell, or on the page.
    fn place(&mut self, line: Line, print: Option<Print>) {
        if let Some(row) = self.tables.last_mut() {
            row.place(line);
            return;
        }
        self.page += usize::from(std::mem::take(&mut self.page_ends));
        let is_main = self.open.iter().any(|open| open.kind == Kind::Main);
        self.lines.push(PlacedLine { line, page: self.page, is_main, print });
        self.room = self.room.saturating_sub(1);
    }

    /// Gives all lines from this one on a role, notes excepted.
    fn set_role(&mut self, first: usize, role: Role) {
        for placed in self.lines.iter_mut().skip(first).filter(|placed| placed.line.role != Role::Note) {
            placed.line.role = role;
        }
    }
}
