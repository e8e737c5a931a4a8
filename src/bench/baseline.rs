//! Baseline: tantivy alone, on the same passages.
//!
//! Input: the passages of an index, once more. Output: an index with the same fields and the same stored text, made and
//! searched by the shortest way that tantivy's own documentation shows: its tokenizer and stemmer, its query parser,
//! `TopDocs`, `FacetCollector` and `SnippetGenerator`. It shares no code with `crate::index` and `crate::query` beyond the
//! values of the columns, so that what is compared with them is tantivy and not their own work.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use tantivy::collector::{Count, FacetCollector, TopDocs};
use tantivy::query::QueryParser;
use tantivy::schema::{
    FAST, FacetOptions, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TEXT, TextFieldIndexing,
    TextOptions, Value,
};
use tantivy::snippet::SnippetGenerator;
use tantivy::{Index, IndexReader, TantivyDocument, TantivyError};

use crate::error::{Error, Result};
use crate::index::schema::Column;
use crate::index::{PassageIndex, column_values};
use crate::query::FACETS;

/// Memory for building segments, in bytes: that of the published figure for tantivy alone that the bench stands beside.
const HEAP_BYTES: usize = 200 << 20;
/// Threads that build segments: as many as [`PassageIndex`] takes.
const THREADS: usize = 2;
/// Separates the fields of a passage in the file of passages.
const FIELD: char = '\u{1f}';
/// Separates the values of a field.
const VALUE: char = '\u{1e}';
/// Hits of an answer.
const HITS: usize = 10;

/// Writes the passages of an index into a file, one a line, for [`Baseline::index`] to read; returns how many.
///
/// # Errors
/// Where the index cannot be read or the file not be written.
pub(super) fn write_passages(index: &PassageIndex, file: &Path) -> Result<u64> {
    let failed = |source| Error::io(file, source);
    let mut out = BufWriter::new(File::create(file).map_err(failed)?);
    let snapshot = index.snapshot()?;
    let mut count = 0;
    for report in snapshot.files()? {
        let title = report.report().and_then(|report| report.front.title.clone()).unwrap_or_default();
        for record in snapshot.passages_of(&report.path)? {
            let passage = &record.passage.passage;
            let joined = |values: &[String]| values.join(&VALUE.to_string());
            let mut fields = vec![
                record.path.clone(),
                record.position.to_string(),
                passage.text.clone(),
                joined(&passage.section),
                joined(&passage.context),
                title.clone(),
                passage.citation.to_string(),
                report.document().to_owned(),
                record.passage.tags.date.map(|date| date.year().to_string()).unwrap_or_default(),
            ];
            fields.extend(
                Column::ALL.map(|column| column_values(column, &report, &record.passage).join(&VALUE.to_string())),
            );
            let line = fields.join(&FIELD.to_string()).replace('\n', " ");
            writeln!(out, "{line}").map_err(failed)?;
            count += 1;
        }
    }
    out.flush().map_err(failed)?;
    Ok(count)
}

/// An index that tantivy alone made.
pub(super) struct Baseline {
    index: Index,
    reader: IndexReader,
    fields: Fields,
}

/// The fields: those of `crate::index::schema`, the five facets in one field of tantivy's own kind.
struct Fields {
    path: Field,
    position: Field,
    text: Field,
    words: Field,
    section: Field,
    context: Field,
    title: Field,
    citation: Field,
    address: Field,
    document: Field,
    date: Field,
    facet: Field,
    columns: Vec<(Column, Option<Field>)>,
}

impl Fields {
    fn build() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let stemmed = TextFieldIndexing::default()
            .set_tokenizer("en_stem")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let running = TextOptions::default().set_indexing_options(stemmed);
        let words = TextFieldIndexing::default().set_tokenizer("default").set_index_option(IndexRecordOption::Basic);
        let fields = Self {
            path: schema.add_text_field("path", STRING | STORED),
            position: schema.add_u64_field("position", FAST),
            text: schema.add_text_field("text", running.clone() | STORED),
            words: schema.add_text_field("words", TextOptions::default().set_indexing_options(words)),
            section: schema.add_text_field("section", running.clone() | STORED),
            context: schema.add_text_field("context", running.clone() | STORED),
            title: schema.add_text_field("title", running),
            citation: schema.add_text_field("citation", TEXT | STORED),
            address: schema.add_text_field("address", STRING),
            document: schema.add_text_field("document", STRING | FAST),
            date: schema.add_u64_field("date", FAST | INDEXED),
            facet: schema.add_facet_field("facet", FacetOptions::default().set_stored()),
            columns: Column::ALL
                .map(|column| {
                    let field = !FACETS.contains(&column);
                    (column, field.then(|| schema.add_text_field(column.as_str(), STRING | FAST | STORED)))
                })
                .to_vec(),
        };
        (schema.build(), fields)
    }

    /// The document of one line of the file of passages.
    fn document(&self, line: &str) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        let mut parts = line.split(FIELD);
        let mut next = || parts.next().unwrap_or_default();
        let values =
            |values: &'_ str| values.split(VALUE).filter(|value| !value.is_empty()).map(str::to_owned).collect();
        document.add_text(self.path, next());
        document.add_u64(self.position, next().parse().unwrap_or_default());
        let text = next();
        document.add_text(self.text, text);
        document.add_text(self.words, text);
        let headings: Vec<String> = values(next());
        for heading in headings {
            document.add_text(self.words, &heading);
            document.add_text(self.section, heading);
        }
        let above: Vec<String> = values(next());
        for context in above {
            document.add_text(self.context, context);
        }
        document.add_text(self.title, next());
        let citation = next();
        document.add_text(self.citation, citation);
        document.add_text(self.address, citation);
        document.add_text(self.document, next());
        document.add_u64(self.date, next().parse().unwrap_or_default());
        for (column, field) in &self.columns {
            let held: Vec<String> = values(next());
            for value in held {
                match field {
                    Some(field) => document.add_text(*field, value),
                    None => {
                        document.add_facet(self.facet, tantivy::schema::Facet::from_path([column.as_str(), &value]))
                    }
                }
            }
        }
        document
    }
}

/// What a query came to, so that no part of the work can be left out.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Answer {
    /// Passages that match.
    pub total: usize,
    /// Bytes of the hits and their snippets.
    pub bytes: usize,
    /// Values of the facets.
    pub values: usize,
}

impl Baseline {
    /// Makes the index of a file of passages.
    ///
    /// # Errors
    /// Where the file cannot be read or the folder not be written.
    pub(super) fn index(folder: &Path, passages: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(|source| Error::io(folder, source))?;
        let (schema, fields) = Fields::build();
        let file = File::open(passages).map_err(|source| Error::io(passages, source))?;
        let made = || -> tantivy::Result<Index> {
            let index = Index::create_in_dir(folder, schema)?;
            let mut writer = index.writer_with_num_threads(THREADS, HEAP_BYTES)?;
            for line in BufReader::new(file).lines() {
                writer.add_document(fields.document(&line?))?;
            }
            writer.commit()?;
            writer.wait_merging_threads()?;
            Ok(index)
        };
        let index = made().map_err(|error| failed(folder, &error))?;
        let reader = index.reader().map_err(|error| failed(folder, &error))?;
        Ok(Self { index, reader, fields })
    }

    /// A full answer: the ten best with their stored text and a snippet, and five facets.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub(super) fn answer(&self, query: &str) -> Result<Answer> {
        self.search(query).map_err(|error| failed(Path::new("the index of tantivy alone"), &error))
    }

    fn search(&self, query: &str) -> tantivy::Result<Answer> {
        let searcher = self.reader.searcher();
        let parser =
            QueryParser::for_index(&self.index, vec![self.fields.text, self.fields.section, self.fields.citation]);
        let (query, _) = parser.parse_query_lenient(&in_its_syntax(query));
        let mut facets = FacetCollector::for_field("facet");
        for column in FACETS {
            facets.add_facet(&format!("/{}", column.as_str()));
        }
        let top = TopDocs::with_limit(HITS).order_by_score();
        let (best, counts, total) = searcher.search(&query, &(top, facets, Count))?;
        let mut answer = Answer { total, ..Answer::default() };
        for column in FACETS {
            answer.values += counts.get(&format!("/{}", column.as_str())).count();
        }
        let snippets = SnippetGenerator::create(&searcher, &*query, self.fields.text)?;
        for (_, address) in best {
            let document: TantivyDocument = searcher.doc(address)?;
            let text = document.get_first(self.fields.text).and_then(|value| value.as_str()).unwrap_or_default();
            answer.bytes += text.len() + snippets.snippet(text).to_html().len();
        }
        Ok(answer)
    }
}

/// A query with its filters in the syntax of tantivy's facets: `region:africa` becomes `facet:/region/Africa`.
fn in_its_syntax(query: &str) -> String {
    let word = |word: &str| match word.split_once(':') {
        Some((column, value)) if FACETS.iter().any(|facet| facet.as_str() == column) => {
            let mut letters = value.chars();
            let first = letters.next().map(|c| if column == "region" { c.to_ascii_uppercase() } else { c });
            format!("+facet:/{column}/{}{}", first.map(String::from).unwrap_or_default(), letters.as_str())
        }
        _ => word.to_owned(),
    };
    query.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn failed(folder: &Path, error: &TantivyError) -> Error {
    Error::index(folder, error.to_string())
}
