//! Parser: what a person typed becomes a [`Node`].
//!
//! Input: any string. Output: a tree, with notes on what was not read as syntax. It never fails, never panics and
//! reads every string in time linear in its length; it knows nothing of the index.
//!
//! ```text
//! sequence := clause*                    clause  := ("+" | "-")? choice
//! choice   := both ("OR" both)*          both    := operand ("AND" operand)*
//! operand  := "NOT" operand | "(" sequence ")" | FIELD ":" operand | PHRASE | PREFIX | WORD
//! ```

use super::syntax::{Clause, DateRange, FieldName, Node, Occur};

/// Words and phrases read; what follows is left out with a note. Nobody types more, and each costs a look-up.
pub const MAX_TERMS: usize = 128;
/// Parentheses inside parentheses that are read as such.
const MAX_DEPTH: usize = 16;
/// Words allowed between those of a `"near phrase"~n`.
const MAX_SLOP: u32 = 100;

/// A query as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// What it says; an empty sequence where nothing can be searched.
    pub node: Node,
    /// What was not read as syntax, and what was made of it; one sentence each.
    pub notes: Vec<String>,
}

/// Reads a query.
pub fn parse(typed: &str) -> Parsed {
    let mut notes = Vec::new();
    let tokens = lex(typed, &mut notes);
    let mut parser = Parser { tokens: &tokens, at: 0, notes };
    let node = grouped(parser.sequence(None));
    let mut notes = parser.notes;
    notes.dedup();
    Parsed { node, notes }
}

/// The node of some clauses: one clause alone is asked for, whatever its sign, unless the sign excludes it.
fn grouped(mut clauses: Vec<Clause>) -> Node {
    match clauses.pop() {
        Some(Clause { occur: Occur::Should | Occur::Must, node }) if clauses.is_empty() => node,
        last => {
            clauses.extend(last);
            Node::Sequence(clauses)
        }
    }
}

/// A mark or a leaf of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    Plus,
    Minus,
    And,
    Or,
    Not,
    Field(ScopeName),
    Leaf(Node),
}

/// What stands before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ScopeName {
    Field(FieldName),
    Date,
}

impl ScopeName {
    fn as_str(self) -> &'static str {
        match self {
            Self::Field(field) => field.as_str(),
            Self::Date => "date",
        }
    }
}

fn scope_name(typed: &str) -> Option<ScopeName> {
    let name = typed.to_ascii_lowercase();
    if matches!(name.as_str(), "date" | "year") {
        return Some(ScopeName::Date);
    }
    FieldName::ALL.into_iter().find(|field| field.as_str() == name).map(ScopeName::Field)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Cuts the typed characters into tokens; parentheses that do not match are left out.
fn lex(typed: &str, notes: &mut Vec<String>) -> Vec<Token> {
    let chars: Vec<char> = typed.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut tokens = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut unmatched = Vec::new();
    let mut terms = 0;
    let mut at = 0;
    // Positions of quotes that close nothing, so that an unbalanced quote is looked for once.
    let mut last_quote = chars.iter().rposition(|c| is_quote(*c));
    while let Some(&c) = chars.get(at) {
        if terms >= MAX_TERMS {
            notes.push(format!("only the first {MAX_TERMS} words were searched"));
            break;
        }
        if c.is_whitespace() {
            at += 1;
        } else if is_quote(c) {
            let close = chars.iter().skip(at + 1).position(|c| is_quote(*c)).map(|length| at + 1 + length);
            match close.filter(|_| last_quote.is_some_and(|last| last > at)) {
                Some(close) => {
                    let inside: String = chars.iter().take(close).skip(at + 1).collect();
                    at = close + 1;
                    let slop = slop(&chars, &mut at);
                    let text = inside.split_whitespace().take(MAX_TERMS).collect::<Vec<_>>().join(" ");
                    if text.chars().any(char::is_alphanumeric) {
                        tokens.push(Token::Leaf(Node::Phrase { text, slop }));
                        terms += 1;
                    }
                }
                None => {
                    notes.push("a quotation mark without its partner was ignored".to_owned());
                    last_quote = None;
                    at += 1;
                }
            }
        } else if c == '(' {
            if open.len() >= MAX_DEPTH {
                notes.push("parentheses nested too deeply were ignored".to_owned());
                unmatched.push(tokens.len());
            }
            open.push(tokens.len());
            tokens.push(Token::Open);
            at += 1;
        } else if c == ')' {
            match open.pop() {
                Some(_) => {
                    if open.len() >= MAX_DEPTH {
                        unmatched.push(tokens.len());
                    }
                    tokens.push(Token::Close);
                }
                None => notes.push("a parenthesis without its partner was ignored".to_owned()),
            }
            at += 1;
        } else {
            let run = run(&chars, &mut at);
            terms += word(&run, &mut tokens);
        }
    }
    if !open.is_empty() {
        notes.push("a parenthesis without its partner was ignored".to_owned());
    }
    unmatched.extend(open);
    unmatched.sort_unstable();
    let mut place = 0;
    tokens.retain(|_| {
        place += 1;
        unmatched.binary_search(&(place - 1)).is_err()
    });
    tokens
}

/// The `~5` after a phrase.
fn slop(chars: &[char], at: &mut usize) -> u32 {
    if chars.get(*at) != Some(&'~') {
        return 0;
    }
    let digits: String = chars.iter().skip(*at + 1).take_while(|c| c.is_ascii_digit()).collect();
    if digits.is_empty() {
        return 0;
    }
    *at += 1 + digits.len();
    digits.parse().unwrap_or(MAX_SLOP).min(MAX_SLOP)
}

/// A run of characters up to a space, quote or parenthesis. A parenthesis that closes within the run
/// (`COP(8)/CST/8`) is a part of it.
fn run(chars: &[char], at: &mut usize) -> String {
    let mut run = String::new();
    while let Some(&c) = chars.get(*at) {
        if c.is_whitespace() || is_quote(c) || c == ')' {
            break;
        }
        if c == '(' {
            let inside: String = chars.iter().skip(*at + 1).take(8).take_while(|c| c.is_alphanumeric()).collect();
            let closes = chars.get(*at + 1 + inside.chars().count()) == Some(&')');
            if inside.is_empty() || !closes || !run.ends_with(char::is_alphanumeric) {
                break;
            }
            run.push('(');
            run.push_str(&inside);
            run.push(')');
            *at += inside.chars().count() + 2;
            continue;
        }
        run.push(c);
        *at += 1;
        // What follows the colon of a field is its operand: `region:"south asia"`, `body:(a OR b)`.
        if c == ':' && scope_name(run.trim_end_matches(':').trim_start_matches(['+', '-'])).is_some() {
            break;
        }
    }
    run
}

/// Turns a run into tokens and returns how many words it gave.
fn word(run: &str, tokens: &mut Vec<Token>) -> usize {
    match run {
        "AND" | "&&" => tokens.push(Token::And),
        "OR" | "||" => tokens.push(Token::Or),
        "NOT" => tokens.push(Token::Not),
        _ => return signed_word(run, tokens),
    }
    0
}

fn signed_word(run: &str, tokens: &mut Vec<Token>) -> usize {
    let bare = run.trim_start_matches(['+', '-']);
    match run.chars().next() {
        Some('+') => tokens.push(Token::Plus),
        Some('-') => tokens.push(Token::Minus),
        _ => {}
    }
    if let Some(name) = bare.strip_suffix(':').and_then(scope_name) {
        tokens.push(Token::Field(name));
        return 0;
    }
    let bare = bare.trim_end_matches([':', ',', ';']);
    let stem = bare.trim_end_matches('*');
    if !stem.chars().any(char::is_alphanumeric) {
        return 0;
    }
    // An operator with a sign before it is a word, in lower case lest it be read as an operator.
    let text = match stem {
        "AND" | "OR" | "NOT" => stem.to_ascii_lowercase(),
        _ => stem.to_owned(),
    };
    tokens.push(Token::Leaf(if stem.len() < bare.len() { Node::Prefix(text) } else { Node::Word(text) }));
    1
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    notes: Vec<String>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn accept(&mut self, token: &Token) -> bool {
        let found = self.peek() == Some(token);
        self.at += usize::from(found);
        found
    }

    /// Clauses up to a closing parenthesis or the end.
    fn sequence(&mut self, scope: Option<ScopeName>) -> Vec<Clause> {
        let mut clauses = Vec::new();
        while let Some(token) = self.peek() {
            let occur = match token {
                Token::Close => break,
                Token::Plus => Occur::Must,
                Token::Minus => Occur::MustNot,
                _ => Occur::Should,
            };
            let before = self.at;
            self.at += usize::from(occur != Occur::Should);
            match self.choice(scope) {
                Some(Node::Not(node)) => {
                    let occur = if occur == Occur::MustNot { Occur::Must } else { Occur::MustNot };
                    clauses.push(Clause { occur, node: *node });
                }
                // `AND` asks for what it joins.
                Some(node @ Node::All(_)) if occur == Occur::Should => {
                    clauses.push(Clause { occur: Occur::Must, node });
                }
                Some(node) => clauses.push(Clause { occur, node }),
                None if self.at == before => self.at += 1,
                None => {}
            }
        }
        clauses
    }

    fn choice(&mut self, scope: Option<ScopeName>) -> Option<Node> {
        self.joined(&Token::Or, Node::Any, scope, |parser, scope| {
            parser.joined(&Token::And, Node::All, scope, Self::operand)
        })
    }

    /// Operands joined by one operator; an operator without an operand on each side is ignored.
    fn joined(
        &mut self,
        operator: &Token,
        join: fn(Vec<Node>) -> Node,
        scope: Option<ScopeName>,
        operand: fn(&mut Self, Option<ScopeName>) -> Option<Node>,
    ) -> Option<Node> {
        let mut nodes: Vec<Node> = operand(self, scope).into_iter().collect();
        while self.accept(operator) {
            match operand(self, scope) {
                Some(node) => nodes.push(node),
                None => self.notes.push("an operator without words on both sides was ignored".to_owned()),
            }
        }
        if nodes.len() > 1 { Some(join(nodes)) } else { nodes.pop() }
    }

    fn operand(&mut self, scope: Option<ScopeName>) -> Option<Node> {
        let mut negated = false;
        let mut scope = scope;
        let mut field = None;
        loop {
            match self.peek() {
                Some(Token::Not) => {
                    negated = !negated;
                    self.at += 1;
                }
                Some(Token::Field(name)) => {
                    scope = Some(*name);
                    field = Some(*name);
                    self.at += 1;
                }
                _ => break,
            }
        }
        let node = match self.peek().cloned() {
            Some(Token::Open) => {
                self.at += 1;
                let clauses = self.sequence(scope);
                self.accept(&Token::Close);
                (!clauses.is_empty()).then(|| grouped(clauses))
            }
            Some(Token::Leaf(leaf)) => {
                self.at += 1;
                Some(self.scoped(leaf, scope))
            }
            _ => field.map(|field| Node::Word(field.as_str().to_owned())),
        }?;
        Some(match (negated, node) {
            (false, node) => node,
            (true, Node::Not(node)) => *node,
            (true, node) => Node::Not(Box::new(node)),
        })
    }

    /// A leaf inside a field.
    fn scoped(&mut self, leaf: Node, scope: Option<ScopeName>) -> Node {
        let Some(scope) = scope else { return leaf };
        let value = match &leaf {
            Node::Word(text) | Node::Prefix(text) | Node::Phrase { text, .. } => text.clone(),
            _ => return leaf,
        };
        match scope {
            ScopeName::Field(field) => Node::Field(field, value),
            ScopeName::Date => match DateRange::parse(&value) {
                Some(range) => Node::Date(range),
                None => {
                    self.notes.push(format!("\"{value}\" is not a date or range of dates and was searched as words"));
                    leaf
                }
            },
        }
    }
}
