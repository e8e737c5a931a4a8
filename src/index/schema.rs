//! Schema: the fields of the index.
//!
//! Two kinds of record share one index, so that one commit covers both: a *passage*, and a *report*, which holds
//! what all passages of a file have in common and is the manifest's entry for that file.

use tantivy::Index;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TextAnalyzer;

use super::analyzer::{Analyzer, KeyAnalyzer, Reduction};

/// Version of what is on the disk: the fields, their analysis and the stored records. An index of another version
/// has to be rebuilt.
pub const INDEX_FORMAT_VERSION: u32 = 1;

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
    /// The symbol that the passage is cited by, or the file's name: first key of the document order.
    pub document: Field,
    /// Place of the passage in its report, from 0: second key of the document order.
    pub position: Field,
    /// The document's date as the number `yyyymmdd`; absent where unknown.
    pub date: Field,
    /// A digest of the folded text: passages that say the same share it.
    pub fingerprint: Field,
    /// The record itself, as JSON.
    pub stored: Field,
}

/// The controlled values of a passage; each can be filtered by, and counted.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    /// Who said it, such as `HONLAF`.
    pub body: Field,
    /// Regions, such as `Africa`.
    pub region: Field,
    /// Countries named.
    pub country: Field,
    /// Topics, by id.
    pub topic: Field,
    /// Substances named.
    pub substance: Field,
    /// The kind of passage, such as `recommendation`.
    pub kind: Field,
    /// Who is asked.
    pub addressee: Field,
    /// Instruments and documents cited.
    pub cites: Field,
    /// The document's symbols.
    pub symbol: Field,
    /// The year of the document.
    pub year: Field,
    /// Language of the text.
    pub language: Field,
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
        columns: Columns {
            body: schema.add_text_field("body", column.clone()),
            region: schema.add_text_field("region", column.clone()),
            country: schema.add_text_field("country", column.clone()),
            topic: schema.add_text_field("topic", column.clone()),
            substance: schema.add_text_field("substance", column.clone()),
            kind: schema.add_text_field("kind", column.clone()),
            addressee: schema.add_text_field("addressee", column.clone()),
            cites: schema.add_text_field("cites", column.clone()),
            symbol: schema.add_text_field("symbol", column.clone()),
            year: schema.add_text_field("year", column.clone()),
            language: schema.add_text_field("language", column),
        },
        document: schema.add_text_field("document", STRING | FAST),
        position: schema.add_u64_field("position", number.clone()),
        date: schema.add_u64_field("date", number.clone()),
        fingerprint: schema.add_u64_field("fingerprint", number),
        stored: schema.add_text_field("stored", STORED),
    };
    (schema.build(), fields)
}

/// Tells `index` the analyzers that the schema names.
pub fn register_analyzers(index: &Index) {
    let manager = index.tokenizers();
    manager.register(TEXT, TextAnalyzer::from(Analyzer::new(Reduction::Stem)));
    manager.register(WORDS, TextAnalyzer::from(Analyzer::new(Reduction::Surface)));
    manager.register(KEY, TextAnalyzer::from(KeyAnalyzer::default()));
}
