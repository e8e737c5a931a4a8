//! Syntax: what a query says, as a tree.
//!
//! Input: nothing but the tree itself. Output: its canonical printed form, which parses to the same tree. It knows
//! nothing of the index.

use std::fmt;

/// A query, by example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// `precursor`
    Word(String),
    /// `"acetic anhydride"`, or `"border control"~5` where up to five other words may stand between.
    Phrase {
        /// The words between the quotes.
        text: String,
        /// Other words allowed between them.
        slop: u32,
    },
    /// `traffick*`
    Prefix(String),
    /// `region:africa`, `title:"annual report"`
    Field(FieldName, String),
    /// `date:2002..2005`, `year:2002`
    Date(DateRange),
    /// `NOT x`, as the operand of an operator
    Not(Box<Node>),
    /// `a AND b`
    All(Vec<Node>),
    /// `a OR b`
    Any(Vec<Node>),
    /// `a +b -c`: clauses side by side.
    Sequence(Vec<Clause>),
}

/// One clause of a sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Whether a passage has to match it.
    pub occur: Occur,
    /// What it says.
    pub node: Node,
}

/// Whether a passage has to match a clause, by example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occur {
    /// `border`: raises the passages that match.
    Should,
    /// `+border`: only passages that match.
    Must,
    /// `-border`: only passages that do not match.
    MustNot,
}

/// The fields that a query can name, by example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldName {
    /// `title:"annual report"`
    Title,
    /// `section:recommendations`
    Section,
    /// `symbol:E/CN.7/2003/7`
    Symbol,
    /// `body:HONLAF`
    Body,
    /// `region:africa`
    Region,
    /// `country:Argentina`
    Country,
    /// `topic:precursors`
    Topic,
    /// `substance:heroin`
    Substance,
    /// `kind:recommendation`
    Kind,
    /// `addressee:INCB`
    Addressee,
    /// `action:urges`
    Action,
    /// `cites:"resolution 45/15"`
    Cites,
    /// `session:68`
    Session,
    /// `meeting:"Twelfth Meeting of Heads"`
    Meeting,
}

impl FieldName {
    /// All fields but the dates, in the order of the help.
    pub const ALL: [Self; 14] = [
        Self::Title,
        Self::Section,
        Self::Symbol,
        Self::Body,
        Self::Region,
        Self::Country,
        Self::Topic,
        Self::Substance,
        Self::Kind,
        Self::Addressee,
        Self::Action,
        Self::Cites,
        Self::Session,
        Self::Meeting,
    ];

    /// The name as typed before the colon.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Section => "section",
            Self::Symbol => "symbol",
            Self::Body => "body",
            Self::Region => "region",
            Self::Country => "country",
            Self::Topic => "topic",
            Self::Substance => "substance",
            Self::Kind => "kind",
            Self::Addressee => "addressee",
            Self::Action => "action",
            Self::Cites => "cites",
            Self::Session => "session",
            Self::Meeting => "meeting",
        }
    }
}

/// Days from and to, both included and both optional, as numbers `yyyymmdd`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DateRange {
    /// First day.
    pub from: Option<u32>,
    /// Last day.
    pub to: Option<u32>,
}

impl DateRange {
    /// Reads `2002`, `2002-03`, `2002-03-15` and ranges of them with `..`; either end of a range may be left open.
    pub fn parse(typed: &str) -> Option<Self> {
        match typed.split_once("..") {
            Some((from, to)) => {
                let first = if from.is_empty() { None } else { Some(day_bounds(from)?.0) };
                let last = if to.is_empty() { None } else { Some(day_bounds(to)?.1) };
                (first.is_some() || last.is_some()).then_some(Self { from: first, to: last })
            }
            None => day_bounds(typed).map(|(first, last)| Self { from: Some(first), to: Some(last) }),
        }
    }

    /// Whether a day lies within.
    pub fn contains(self, day: u32) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// First and last day of a year, month or day as typed.
fn day_bounds(typed: &str) -> Option<(u32, u32)> {
    let mut parts = typed.splitn(3, ['-', '/']);
    let year = number(parts.next()?, 4).filter(|year| *year >= 1000)?;
    let Some(month) = parts.next() else { return Some((year * 10_000 + 101, year * 10_000 + 1231)) };
    let month = number(month, 2).filter(|month| (1..=12).contains(month))?;
    let start = year * 10_000 + month * 100;
    let Some(day) = parts.next() else { return Some((start + 1, start + 31)) };
    let day = number(day, 2).filter(|day| (1..=31).contains(day))?;
    Some((start + day, start + day))
}

fn number(digits: &str, longest: usize) -> Option<u32> {
    (digits.len() <= longest && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
}

/// A day `yyyymmdd` as `yyyy-mm-dd`.
pub fn print_day(day: u32) -> String {
    format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100)
}

impl fmt::Display for DateRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |day: Option<u32>| day.map(print_day).unwrap_or_default();
        write!(f, "{}..{}", day(self.from), day(self.to))
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Phrase { text, slop: 0 } => write!(f, "\"{text}\""),
            Self::Phrase { text, slop } => write!(f, "\"{text}\"~{slop}"),
            Self::Prefix(word) => write!(f, "{word}*"),
            Self::Field(field, value) => write!(f, "{}:\"{value}\"", field.as_str()),
            Self::Date(range) => write!(f, "date:{range}"),
            Self::Not(node) => write!(f, "NOT {}", Inside(node, Binding::Not)),
            Self::All(nodes) => joined(f, nodes, " AND ", Binding::And),
            Self::Any(nodes) => joined(f, nodes, " OR ", Binding::Or),
            Self::Sequence(clauses) => {
                for (count, clause) in clauses.iter().enumerate() {
                    let space = if count > 0 { " " } else { "" };
                    let sign = match clause.occur {
                        Occur::Should => "",
                        Occur::Must => "+",
                        Occur::MustNot => "-",
                    };
                    let printed = Inside(&clause.node, Binding::Sequence).to_string();
                    // Behind a sign, NOT would be read as a word.
                    if !sign.is_empty() && printed.starts_with("NOT ") {
                        write!(f, "{space}{sign}({printed})")?;
                    } else {
                        write!(f, "{space}{sign}{printed}")?;
                    }
                }
                Ok(())
            }
        }
    }
}

/// How tightly a construct holds its parts, loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sequence,
    Or,
    And,
    Not,
    Leaf,
}

fn joined(f: &mut fmt::Formatter<'_>, nodes: &[Node], operator: &str, binding: Binding) -> fmt::Result {
    for (count, node) in nodes.iter().enumerate() {
        if count > 0 {
            f.write_str(operator)?;
        }
        write!(f, "{}", Inside(node, binding))?;
    }
    Ok(())
}

/// A node inside another construct: in parentheses unless it binds more tightly.
struct Inside<'a>(&'a Node, Binding);

impl fmt::Display for Inside<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = match self.0 {
            Node::Sequence(_) => Binding::Sequence,
            Node::Any(_) => Binding::Or,
            Node::All(_) => Binding::And,
            Node::Not(_) => Binding::Not,
            _ => Binding::Leaf,
        };
        if own > self.1 { self.0.fmt(f) } else { write!(f, "({})", self.0) }
    }
}
