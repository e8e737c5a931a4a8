//! Schema: the fields of the index.
//!
//! Two kinds of record share one index, so that one commit covers both: a *passage*, and a *report*, which holds
//! what all passages of a file have in common and is the manifest's entry for that file.

use serde::{Deserialize, Serialize};
use tantivy::Index;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TextAnalyzer;

use super::analyzer::{Analyzer, KeyAnalyzer, Reduction};

/// Version of what is on the disk: the fields, their analysis and the stored records. An index of another version
/// has to be rebuilt.
pub const INDEX_FORMAT_VERSION: u32 = 6;

/// Name of the analyzer of running text.
const TEXT: &str = "cnd_text";
/// Name of the analyzer of words as printed.
const WORDS: &str = "cnd_words";
/// Name of the analyzer of whole values.
const KEY: &str = "cnd_key";

/// Value of [`Fields::record`] for a passage.
pub const PASSAGE: &str = "passage";
/// Value of [`Fields::record`] for a report.
pub const REPORT: &str = "report";

/// Name of [`Fields::issue`].
pub(crate) const ISSUE: &str = "issue";
/// Name of [`Fields::subjects`].
pub(crate) const SUBJECTS: &str = "subjects";

/// The fields, by role.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// [`PASSAGE`] or [`REPORT`].
    pub record: Field,
    /// The file that a record came from, for replacing and for neighbours.
    pub path: Field,
    /// The text of a passage, stemmed, with positions.
    pub text: Field,
    /// The text and headings of a passage as printed but for case and accents: for prefixes and spelling.
    pub words: Field,
    /// The headings above a passage.
    pub section: Field,
    /// The chapeau and other paragraphs that a passage hangs under.
    pub context: Field,
    /// The title of the document.
    pub title: Field,
    /// The citation, as words (`cnd`, `resolut`, `68/4`, `para`, `7`).
    pub citation: Field,
    /// The citation, as one value.
    pub address: Field,
    /// The columns that filters and facets read.
    pub columns: Columns,
    /// The body, kind and year of a passage as one number, which every answer counts.
    pub issue: Field,
    /// The regions and topics of a passage as the bits of one number, which every answer counts.
    pub subjects: Field,
    /// The symbol that the passage is cited by, or the file's name: first key of the document order.
    pub document: Field,
    /// Place of the passage in its report, from 0: second key of the document order.
    pub position: Field,
    /// The document's date as the number `yyyymmdd`; absent where unknown.
    pub date: Field,
    /// A digest of the folded text: passages that say the same share it. Short ones have none.
    pub fingerprint: Field,
    /// The record itself.
    pub stored: Field,
    /// The outline of a report, beside the record: it is the most of it, and only shown with the report.
    pub outline: Field,
}

/// The controlled values of a passage: each can be filtered by, counted, and named in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Column {
    /// Who said it, such as `HONLAF`.
    Body,
    /// All regions that it is about, such as `Africa`.
    Region,
    /// Countries named.
    Country,
    /// Topics, by id.
    Topic,
    /// Substances named.
    Substance,
    /// The kind of passage, such as `recommendation`.
    Kind,
    /// Who is asked, such as `INCB`.
    Addressee,
    /// How strongly something is asked, such as `urges`.
    Action,
    /// Instruments and documents cited, such as `CND resolution 45/15`.
    Cites,
    /// The document's symbols.
    Symbol,
    /// The session of the document, as on its masthead.
    Session,
    /// The name of the meeting whose words it is.
    Meeting,
    /// The year of the document, `2002`.
    Year,
    /// Its month, `2002-09`.
    Month,
    /// Its day, `2002-09-13`.
    Day,
    /// Language of the text, as an ISO 639-1 code.
    Language,
}

impl Column {
    /// All columns, in the order in which they are shown.
    pub const ALL: [Self; 16] = [
        Self::Body,
        Self::Region,
        Self::Country,
        Self::Topic,
        Self::Substance,
        Self::Kind,
        Self::Addressee,
        Self::Action,
        Self::Cites,
        Self::Symbol,
        Self::Session,
        Self::Meeting,
        Self::Year,
        Self::Month,
        Self::Day,
        Self::Language,
    ];

    /// The column of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.as_str().eq_ignore_ascii_case(name.trim()))
    }

    /// The name of the column, as in the index, in flags and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Region => "region",
            Self::Country => "country",
            Self::Topic => "topic",
            Self::Substance => "substance",
            Self::Kind => "kind",
            Self::Addressee => "addressee",
            Self::Action => "action",
            Self::Cites => "cites",
            Self::Symbol => "symbol",
            Self::Session => "session",
            Self::Meeting => "meeting",
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
            Self::Language => "language",
        }
    }
}

/// The fields of the columns.
#[derive(Debug, Clone, Copy)]
pub struct Columns([Field; Column::ALL.len()]);

impl Columns {
    /// The field of one column.
    pub fn field(&self, column: Column) -> Field {
        let [
            body,
            region,
            country,
            topic,
            substance,
            kind,
            addressee,
            action,
            cites,
            symbol,
            session,
            meeting,
            year,
            month,
            day,
            language,
        ] = self.0;
        match column {
            Column::Body => body,
            Column::Region => region,
            Column::Country => country,
            Column::Topic => topic,
            Column::Substance => substance,
            Column::Kind => kind,
            Column::Addressee => addressee,
            Column::Action => action,
            Column::Cites => cites,
            Column::Symbol => symbol,
            Column::Session => session,
            Column::Meeting => meeting,
            Column::Year => year,
            Column::Month => month,
            Column::Day => day,
            Column::Language => language,
        }
    }
}

/// The schema and its fields.
pub fn build() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let running = |record| {
        TextOptions::default()
            .set_indexing_options(TextFieldIndexing::default().set_tokenizer(TEXT).set_index_option(record))
    };
    let positions = running(IndexRecordOption::WithFreqsAndPositions);
    let words = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(WORDS)
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false),
    );
    let key = || {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(KEY)
                .set_index_option(IndexRecordOption::Basic)
                .set_fieldnorms(false),
        )
    };
    let column = key().set_fast(tantivy::tokenizer::RAW_TOKENIZER_NAME);
    let number = NumericOptions::default() | FAST;
    let fields = Fields {
        record: schema.add_text_field("record", STRING),
        path: schema.add_text_field("path", STRING),
        text: schema.add_text_field("text", positions.clone()),
        words: schema.add_text_field("words", words),
        section: schema.add_text_field("section", positions.clone()),
        context: schema.add_text_field("context", positions.clone()),
        title: schema.add_text_field("title", positions),
        citation: schema.add_text_field("citation", running(IndexRecordOption::Basic)),
        address: schema.add_text_field("address", key()),
        columns: Columns(Column::ALL.map(|name| schema.add_text_field(name.as_str(), column.clone()))),
        issue: schema.add_u64_field(ISSUE, number.clone()),
        subjects: schema.add_u64_field(SUBJECTS, number.clone()),
        document: schema.add_text_field("document", STRING | FAST),
        position: schema.add_u64_field("position", number.clone()),
        date: schema.add_u64_field("date", number.clone()),
        fingerprint: schema.add_u64_field("fingerprint", number.set_indexed()),
        stored: schema.add_text_field("stored", STORED),
        outline: schema.add_text_field("outline", STORED),
    };
    (schema.build(), fields)
}

/// Tells `index` the analyzers that the schema names.
pub fn register_analyzers(index: &Index) {
    let manager = index.tokenizers();
    manager.register(TEXT, TextAnalyzer::from(Analyzer::new(Reduction::Stem)));
    manager.register(WORDS, TextAnalyzer::from(Analyzer::each_once(Reduction::Surface)));
    manager.register(KEY, TextAnalyzer::from(KeyAnalyzer::default()));
}
