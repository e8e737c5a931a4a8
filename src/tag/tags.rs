//! Tags: what is said of a passage beyond its text and its place.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::evidence::Evidence;
use crate::structure::{FrontMatter, OutlineEntry, Passage, PassageKind};

/// A report with the tags of each passage.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct TaggedReport {
    /// What the masthead says.
    pub front: FrontMatter,
    /// The headings with the passages under them, in order.
    pub outline: Vec<OutlineEntry>,
    /// The body whose document it is, such as `CND`.
    pub body: Option<String>,
    /// The date of the document.
    pub date: Option<Date>,
    /// The passages with their tags, in the order of the page.
    pub passages: Vec<TaggedPassage>,
}

/// A passage with its tags.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaggedPassage {
    /// The passage.
    pub passage: Passage,
    /// Its tags.
    pub tags: Tags,
    /// Why each tag was set; empty unless asked for with [`super::explain`].
    pub evidence: Vec<Evidence>,
}

/// What is said of a passage. Values are those of the vocabulary's tables; lists have no value twice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tags {
    /// Who says it: the short form of the body that speaks in this passage, such as `HONLAF`.
    pub body: Option<String>,
    /// The bodies from the top down to it, such as `/UN/ECOSOC/CND/HONLAF`.
    pub body_path: Option<String>,
    /// The one region it is about, by its label: that of the body that speaks, or the only one that the text names.
    pub region: Option<String>,
    /// All regions it is about, by label, in the vocabulary's order: that of the body, those named, and those of the States named.
    pub regions: Vec<String>,
    /// The States named, by the short form of the United Nations, in the order of the text.
    pub countries: Vec<String>,
    /// One to four topics by id, the weightiest first; none where the text shows none.
    pub topics: Vec<String>,
    /// Drugs and precursors named, by their preferred names, in the order of the text.
    pub substances: Vec<String>,
    /// The date of the document.
    pub date: Option<Date>,
    /// The session, as printed on the masthead.
    pub session: Option<String>,
    /// The meeting whose words these are.
    pub meeting: Option<Meeting>,
    /// What kind of passage it is.
    pub kind: Kind,
    /// Who is asked to do something, in the order of the text.
    pub addressees: Vec<String>,
    /// How strongly something is asked.
    pub action: Option<Action>,
    /// Resolutions, decisions, treaty articles and documents that it cites, in the order of the text, such as
    /// `CND resolution 45/15`, `1988 Convention, article 7`, `A/79/345`.
    pub references: Vec<String>,
    /// Language of the text, as an ISO 639-1 code.
    pub language: String,
}

/// A meeting of a body.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Its name, such as `Twelfth Meeting of Heads of National Drug Law Enforcement Agencies, Africa`.
    pub name: String,
    /// Short form of the body that met.
    pub body: String,
    /// The town, such as `Nairobi`.
    pub place: Option<String>,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// Symbol of its report, such as `UNDCP/HONLAF/2002/5`.
    pub report: Option<String>,
}

/// What kind of passage it is, by example.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// `12. Governments should consider the following options: …`
    Recommendation,
    /// `1. Requests the Secretary-General …` in a resolution or draft.
    Operative,
    /// `Recalling its resolution 1988/15 …`
    Preambular,
    /// The text of a decision.
    Decision,
    /// `3. The session was opened by the Chair.`
    #[default]
    Paragraph,
    /// `(b) The provision of protective equipment;` that recommends nothing.
    Subparagraph,
    /// A paragraph of a summary.
    Summary,
    /// A paragraph of an annex.
    Annex,
    /// Text without a place in the outline.
    Unrecognized,
}

impl Kind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 9] = [
        Self::Recommendation,
        Self::Operative,
        Self::Preambular,
        Self::Decision,
        Self::Paragraph,
        Self::Subparagraph,
        Self::Summary,
        Self::Annex,
        Self::Unrecognized,
    ];

    /// The name that JSON, facets and filters use, such as `recommendation`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Recommendation => "recommendation",
            Self::Operative => "operative",
            Self::Preambular => "preambular",
            Self::Decision => "decision",
            Self::Paragraph => "paragraph",
            Self::Subparagraph => "subparagraph",
            Self::Summary => "summary",
            Self::Annex => "annex",
            Self::Unrecognized => "unrecognized",
        }
    }

    /// The kind of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name.trim()))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl From<PassageKind> for Kind {
    /// The kind by the place in the document alone.
    fn from(kind: PassageKind) -> Self {
        match kind {
            PassageKind::Paragraph => Self::Paragraph,
            PassageKind::Subparagraph => Self::Subparagraph,
            PassageKind::Operative => Self::Operative,
            PassageKind::Recommendation => Self::Recommendation,
            PassageKind::Preambular => Self::Preambular,
            PassageKind::Decision => Self::Decision,
            PassageKind::Summary => Self::Summary,
            PassageKind::Annex => Self::Annex,
            PassageKind::Unrecognized => Self::Unrecognized,
        }
    }
}

/// How strongly something is asked, by example, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// `Decides to remain seized of the matter`
    Decides,
    /// `Demands that the parties …`
    Demands,
    /// `Requests the Executive Director to report …`
    Requests,
    /// `Urges Member States …`
    Urges,
    /// `Calls upon Governments …`
    Calls,
    /// `Governments should review …`, `Recommends that …`
    Recommends,
    /// `Invites Member States to consider …`
    Invites,
    /// `Encourages Member States …`, `are encouraged to`
    Encourages,
    /// `Takes note of the report …`, `Welcomes …`, `Reaffirms …`
    Notes,
}

impl Action {
    /// All, strongest first.
    pub const ALL: [Self; 9] = [
        Self::Decides,
        Self::Demands,
        Self::Requests,
        Self::Urges,
        Self::Calls,
        Self::Recommends,
        Self::Invites,
        Self::Encourages,
        Self::Notes,
    ];

    /// The name that JSON, facets and filters use, such as `requests`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Decides => "decides",
            Self::Demands => "demands",
            Self::Requests => "requests",
            Self::Urges => "urges",
            Self::Calls => "calls",
            Self::Recommends => "recommends",
            Self::Invites => "invites",
            Self::Encourages => "encourages",
            Self::Notes => "notes",
        }
    }

    /// The action of this name, with or without its ending: `urges`, `urge`.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        Self::ALL.into_iter().find(|action| action.name().trim_end_matches('s') == name.trim_end_matches('s'))
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A calendar date, written `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

impl Date {
    /// The day, where there is one: year, month from 1, day from 1.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = time::Month::try_from(month).ok()?;
        time::Date::from_calendar_date(year, month, day).ok().map(Self)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, from 1.
    pub fn month(self) -> u8 {
        self.0.month().into()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.0.day()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl std::str::FromStr for Date {
    type Err = ();

    /// A date written `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(3, '-');
        let (year, month, day) = (parts.next(), parts.next(), parts.next());
        let (Some(year), Some(month), Some(day)) = (year, month, day) else { return Err(()) };
        match (year.parse(), month.parse(), day.parse()) {
            (Ok(year), Ok(month), Ok(day)) => Self::new(year, month, day).ok_or(()),
            _ => Err(()),
        }
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|()| serde::de::Error::custom("a date is written YYYY-MM-DD"))
    }
}
