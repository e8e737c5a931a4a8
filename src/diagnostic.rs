//! What a stage noticed while it read a file: data beside the result, never a failure.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A value together with what was noticed while it was made.
#[derive(Debug, Clone, Default)]
pub struct Warned<T> {
    /// The result, as good as the input allowed.
    pub value: T,
    /// What the reader of the result should know, in the order of the input.
    pub warnings: Vec<Diagnostic>,
}

/// One thing noticed at one place of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What kind of thing, for counting and filtering.
    pub code: DiagnosticCode,
    /// One sentence for a person: what was found and what was made of it.
    pub message: String,
    /// 1-based index of the page it was seen on, where the format has pages.
    pub page: Option<u32>,
}

impl Diagnostic {
    /// A diagnostic about the file as a whole.
    pub fn new(code: DiagnosticCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), page: None }
    }

    /// A diagnostic about one page (1-based index).
    pub fn on_page(code: DiagnosticCode, message: impl Into<String>, page: u32) -> Self {
        Self { code, message: message.into(), page: Some(page) }
    }
}

/// The kinds of diagnostic, by example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DiagnosticCode {
    /// A file or folder of the corpus that could not be listed: permission denied, a symbolic-link loop.
    UnreadablePath,
    /// A page whose fonts carry no map to letters, so that its text may be wrong.
    UnmappedGlyphs,
    /// A page of a PDF that could not be read, in a file whose other pages could.
    UnreadablePage,
    /// A part of a Word document that breaks off: the archive or its XML is damaged.
    DamagedPart,
    /// A limit was reached (pages, decompressed bytes, nesting) and the rest of the file left out.
    LimitReached,
    /// Bytes that are not of the encoding the file seems to have; each became U+FFFD.
    UndecodableBytes,
    /// A masthead without a document symbol; the citation falls back on the file name.
    NoSymbol,
    /// A paragraph whose printed number was lost and was inferred from its neighbours.
    NumberInferred,
    /// Numbers that do not run on: 12 is followed by 14.
    NumberingGap,
    /// A line inside a passage that begins with a number as paragraphs do; it may be one that was not recognised.
    LabelInside,
    /// A number that came twice where it should come once.
    NumberRepeated,
    /// Text that has no place in the outline; kept, searchable, cited by page.
    Unrecognized,
    /// The contents page and the body disagree on a title or a range of paragraphs.
    ContentsDisagree,
    /// The document is in a language whose numbering conventions are only partly known.
    LanguagePartlySupported,
}

impl fmt::Display for DiagnosticCode {
    /// The kebab-case name that JSON carries, such as `numbering-gap`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnreadablePath => "unreadable-path",
            Self::UnmappedGlyphs => "unmapped-glyphs",
            Self::UnreadablePage => "unreadable-page",
            Self::DamagedPart => "damaged-part",
            Self::LimitReached => "limit-reached",
            Self::UndecodableBytes => "undecodable-bytes",
            Self::NoSymbol => "no-symbol",
            Self::NumberInferred => "number-inferred",
            Self::NumberingGap => "numbering-gap",
            Self::LabelInside => "label-inside",
            Self::NumberRepeated => "number-repeated",
            Self::Unrecognized => "unrecognized",
            Self::ContentsDisagree => "contents-disagree",
            Self::LanguagePartlySupported => "language-partly-supported",
        })
    }
}
