//! What a citation is made of. Source of the rules: United Nations Editorial Manual, "cite paragraph
//! numbers, not page numbers"; the forms are those of the table in [`Citation`].

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// The symbol of a United Nations document, such as `E/CN.7/2003/7` or `S/RES/2771 (2025)`.
///
/// Held as printed but for white space, which is normalised, and reissue asterisks, which are dropped
/// (`A/56/385*` and `A/56/385` are one document).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentSymbol(String);

impl DocumentSymbol {
    /// A symbol from its printed form.
    pub fn new(printed: &str) -> Self {
        let words: Vec<&str> = printed.split_whitespace().collect();
        Self(words.join(" ").trim_end_matches('*').trim_end().to_owned())
    }

    /// The symbol as it is cited.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The permanent address of the document in English, spaces and brackets percent-encoded.
    pub fn url(&self) -> String {
        let mut url = String::from("https://docs.un.org/en/");
        for byte in self.0.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => url.push(byte as char),
                _ => url.push_str(&format!("%{byte:02X}")),
            }
        }
        url
    }
}

impl fmt::Display for DocumentSymbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How one passage is cited: what is cited, and where in it.
///
/// | what | citation |
/// |---|---|
/// | numbered paragraph, subparagraph | `E/CN.7/2003/7, para. 12`; `E/2025/28, para. 47 (b) (ii)` |
/// | resolution or decision printed in a report | `CND resolution 68/1, preambular para. 4`; `CND decision 68/1` |
/// | annex to it | `CND resolution 68/3, annex, para. 5` |
/// | document that is itself a resolution or draft | `S/RES/2771 (2025), para. 3` |
/// | numbered draft in a report | `E/2025/28, draft decision I (a)`; `E/2025/28, draft resolution I, para. 3` |
/// | unnumbered draft under a paragraph | `E/CN.7/2003/7, para. 5, draft resolution, para. 1` |
/// | adopted before sessions were numbered in figures | `ECOSOC resolution 1104 (XL), para. 3`; `GA resolution S-20/2` |
/// | unnumbered draft under a heading | `E/2025/9, draft decision, para. (a)` |
/// | unnumbered summary | `E/2025/28, executive summary, para. 1` |
/// | annex with numbering of its own | `A/80/75, annex II, para. 5` |
/// | recommendation with a number of its own | `UNODC/HONLAP/33/5, recommendation 2 (a)` |
/// | text without an official number | `A/47/466, p. 3` |
/// | document that bears no symbol | `policy-brief.pdf, para. 2` |
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Citation {
    /// The document or instrument cited.
    pub source: CitedSource,
    /// Where in it, outermost first; empty for the whole of a decision.
    pub locator: Locator,
}

/// The thing that a citation names first, by example.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CitedSource {
    /// `E/CN.7/2003/7`
    Document(DocumentSymbol),
    /// `policy-brief.pdf`: a document that bears no symbol, by the name of its file.
    File(String),
    /// `CND resolution 68/1`: adopted by an organ and printed in its report.
    Instrument(Instrument),
}

/// A resolution or decision named by organ and number, such as `CND decision 68/1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Instrument {
    /// Short form of the organ, such as `CND` or `ECOSOC`.
    pub organ: String,
    /// Resolution or decision.
    pub kind: InstrumentKind,
    /// The number as printed, such as `68/1` or `2025/12`.
    pub number: String,
}

/// What an organ adopts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InstrumentKind {
    /// `resolution 68/1`
    Resolution,
    /// `decision 68/1`
    Decision,
}

impl fmt::Display for InstrumentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Resolution => "resolution",
            Self::Decision => "decision",
        })
    }
}

/// Where in a document or instrument a passage stands: its parts, outermost first.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Locator(pub Vec<LocatorPart>);

/// One step of a locator, by example.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LocatorPart {
    /// `para. 47`, or `para. 12 bis`: the number as printed, without its full stop.
    Paragraph(String),
    /// ` (b)` after a paragraph, draft or item; `para. (b)` where no numbered paragraph holds it. Without brackets here: `b`, `ii`.
    Item(String),
    /// `preambular para. 4`, counted from 1 after the line that names the organ.
    Preambular(u32),
    /// `draft resolution I`, `draft decision`: a text put forward for adoption, with its number where it has one.
    Draft(InstrumentKind, Option<String>),
    /// `resolution`: a text without a number, of which nothing says that it is a draft.
    Quoted(InstrumentKind),
    /// `decision 2025/8`: adopted by an organ that the document does not name.
    Adopted(InstrumentKind, String),
    /// `ministerial declaration`: brought to attention under a paragraph, with numbers of its own.
    Declaration(String),
    /// `recommendation 4`: put forward under a number of its own, between paragraphs that have theirs.
    Recommendation(String),
    /// `summary`
    Summary,
    /// `executive summary`
    ExecutiveSummary,
    /// `introduction`, where its paragraphs have no numbers.
    Introduction,
    /// `chap. II`, where paragraphs are numbered anew in each chapter.
    Chapter(String),
    /// `sect. A`: a part of a resolution with paragraphs of its own numbers.
    Section(String),
    /// `annex`, `annex II`
    Annex(Option<String>),
    /// `appendix`, `appendix I`
    Appendix(Option<String>),
    /// `enclosure`, `enclosure II`: what a letter transmits.
    Enclosure(Option<String>),
    /// `p. 3`: text without an official number, by printed page label or else 1-based page index.
    Page(String),
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before: Option<&LocatorPart> = None;
        for part in &self.0 {
            if let LocatorPart::Item(label) = part {
                let run_on = matches!(
                    before,
                    Some(
                        LocatorPart::Paragraph(_)
                            | LocatorPart::Item(_)
                            | LocatorPart::Preambular(_)
                            | LocatorPart::Draft(_, Some(_))
                            | LocatorPart::Adopted(..)
                            | LocatorPart::Recommendation(_)
                    )
                );
                match (run_on, before) {
                    (true, _) => write!(f, " ({label})")?,
                    (false, None) => write!(f, "para. ({label})")?,
                    (false, Some(_)) => write!(f, ", para. ({label})")?,
                }
            } else {
                if before.is_some() {
                    f.write_str(", ")?;
                }
                part.fmt(f)?;
            }
            before = Some(part);
        }
        Ok(())
    }
}

impl fmt::Display for LocatorPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = |f: &mut fmt::Formatter<'_>, name: &str, number: &Option<String>| match number {
            Some(number) => write!(f, "{name} {number}"),
            None => f.write_str(name),
        };
        match self {
            Self::Paragraph(number) => write!(f, "para. {number}"),
            Self::Item(label) => write!(f, "({label})"),
            Self::Preambular(count) => write!(f, "preambular para. {count}"),
            Self::Draft(kind, number) => named(f, &format!("draft {kind}"), number),
            Self::Quoted(kind) => write!(f, "{kind}"),
            Self::Adopted(kind, number) => write!(f, "{kind} {number}"),
            Self::Declaration(name) => f.write_str(name),
            Self::Summary => f.write_str("summary"),
            Self::ExecutiveSummary => f.write_str("executive summary"),
            Self::Introduction => f.write_str("introduction"),
            Self::Recommendation(number) => write!(f, "recommendation {number}"),
            Self::Chapter(number) => write!(f, "chap. {number}"),
            Self::Section(number) => write!(f, "sect. {number}"),
            Self::Annex(number) => named(f, "annex", number),
            Self::Appendix(number) => named(f, "appendix", number),
            Self::Enclosure(number) => named(f, "enclosure", number),
            Self::Page(label) => write!(f, "p. {label}"),
        }
    }
}

impl fmt::Display for CitedSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(symbol) => symbol.fmt(f),
            Self::File(name) => f.write_str(name),
            Self::Instrument(instrument) => instrument.fmt(f),
        }
    }
}

impl fmt::Display for Instrument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.organ, self.kind, self.number)
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)?;
        if !self.locator.0.is_empty() {
            write!(f, ", {}", self.locator)?;
        }
        Ok(())
    }
}

impl Citation {
    /// Whether `asked` names this passage: the whole citation, or where it stands in its document, with `para.`
    /// or without (`E/2025/28, para. 47 (b)`, `para. 47 (b)`, `47 (b)`, `47(b)`). Case and spaces do not matter.
    pub fn is_named(&self, asked: &str) -> bool {
        let key = |text: &str| -> String {
            text.chars().filter(|c| !c.is_whitespace() && *c != ',').flat_map(char::to_lowercase).collect()
        };
        let (asked, locator) = (key(asked), key(&self.locator.to_string()));
        let asked = asked.as_str();
        !asked.is_empty()
            && (asked == key(&self.to_string()) || asked == locator || Some(asked) == locator.strip_prefix("para."))
    }
}

/// Where in a file a passage came from: what a reader opens to check it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceSpan {
    /// 1-based index of the page on which the passage begins.
    pub page_index: u32,
    /// The label printed on that page, such as `22`, `iv` or `4/21`; `None` where none was found.
    pub page_label: Option<String>,
    /// Lines of the file (0-based, counted over all pages of the [`crate::extract::ExtractedDocument`]), in reading
    /// order; more than one range where page furniture or a footnote interrupts the passage.
    pub lines: Vec<Range<u32>>,
}
