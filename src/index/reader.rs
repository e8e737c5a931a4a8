//! Reader: the state of one commit.
//!
//! Input: an open index. Output: records, by address, path, citation or place. It does not rank.

use std::path::PathBuf;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use tantivy::collector::DocSetCollector;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, TantivyDocument, Term};

use crate::error::{Error, Result};

use super::analyzer::key;
use super::damaged;
use super::record::{FileContent, FileRecord, PassageRecord, opened};
use super::schema::{Column, Fields, PASSAGE, REPORT};
use super::tally::Legend;

/// What the index held at one commit; later commits do not change it.
#[derive(Clone)]
pub struct Snapshot {
    pub(super) path: PathBuf,
    pub(crate) searcher: Searcher,
    pub(crate) fields: Fields,
    pub(crate) legend: Arc<Legend>,
}

impl Snapshot {
    /// How many passages it holds.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub fn passage_count(&self) -> Result<u64> {
        let query = self.record_query(PASSAGE);
        self.searcher.search(&query, &tantivy::collector::Count).map(|count| count as u64).map_err(|e| self.damaged(&e))
    }

    /// Whether it holds nothing at all: no file was read into it.
    pub fn is_empty(&self) -> bool {
        self.searcher.num_docs() == 0
    }

    /// The manifest: every file that the index knows, by path.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub fn files(&self) -> Result<Vec<FileRecord>> {
        let mut files = Vec::new();
        for address in self.matching(&self.record_query(REPORT))? {
            files.push(self.stored::<FileRecord>(address)?);
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }

    /// The manifest's entry for one file, with its outline.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub fn file(&self, path: &str) -> Result<Option<FileRecord>> {
        let own = self.with_term(&Term::from_field_text(self.fields.path, path))?;
        let Some(address) = own.into_iter().next() else { return Ok(None) };
        let mut record: FileRecord = self.stored(address)?;
        if let FileContent::Report(report) = &mut record.content {
            report.outline = self.parsed(address, self.fields.outline)?;
        }
        Ok(Some(record))
    }

    /// The manifest's entry for the file of the passage at an address, without its outline. It is not looked up: a file and
    /// its passages are added in one piece, the record of the file first and the passages in order.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub fn file_of(&self, address: DocAddress, passage: &PassageRecord) -> Result<FileRecord> {
        let before = u32::try_from(passage.position).ok().and_then(|position| address.doc_id.checked_sub(position + 1));
        let file: FileRecord = self.stored(DocAddress::new(address.segment_ord, before.unwrap_or_default()))?;
        if file.path == passage.path { Ok(file) } else { Err(self.altered()) }
    }

    /// All passages of one file, in order.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub fn passages_of(&self, path: &str) -> Result<Vec<PassageRecord>> {
        let own = self.with_term(&Term::from_field_text(self.fields.path, path))?;
        let mut passages: Vec<PassageRecord> =
            own.into_iter().skip(1).map(|address| self.stored(address)).collect::<Result<_>>()?;
        passages.sort_by_key(|passage| passage.position);
        Ok(passages)
    }

    /// The passages with exactly this citation, whatever its case and spacing, by path and place.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub fn cited_as(&self, citation: &str) -> Result<Vec<PassageRecord>> {
        self.passages(&self.term(self.fields.address, &key(citation)))
    }

    /// The passages of a document or instrument, whatever the case and spacing of its symbol, by path and place.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub fn under_symbol(&self, symbol: &str) -> Result<Vec<PassageRecord>> {
        self.passages(&self.key_term(self.fields.columns.field(Column::Symbol), symbol))
    }

    /// The passages that cite one of these resolutions, decisions, treaty articles or documents, by path and place.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub fn citing(&self, references: &[String]) -> Result<Vec<PassageRecord>> {
        let field = self.fields.columns.field(Column::Cites);
        let any = references.iter().map(|reference| Box::new(self.key_term(field, reference)) as Box<dyn Query>);
        self.passages(&BooleanQuery::union(any.collect()))
    }

    /// The passages that match, by path and place.
    fn passages(&self, query: &dyn Query) -> Result<Vec<PassageRecord>> {
        let mut passages: Vec<PassageRecord> =
            self.matching(query)?.into_iter().map(|address| self.stored(address)).collect::<Result<_>>()?;
        passages.sort_by(|a, b| (&a.path, a.position).cmp(&(&b.path, b.position)));
        Ok(passages)
    }

    /// The passage at an address.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub fn passage(&self, address: DocAddress) -> Result<PassageRecord> {
        self.stored(address)
    }

    /// A query for the records of one kind.
    pub(crate) fn record_query(&self, kind: &str) -> TermQuery {
        self.term(self.fields.record, kind)
    }

    /// A query for one exact value of a field.
    pub(crate) fn term(&self, field: tantivy::schema::Field, value: &str) -> TermQuery {
        TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic)
    }

    /// A query for one value of a column, whatever its case, accents and spacing.
    pub(crate) fn key_term(&self, field: tantivy::schema::Field, value: &str) -> TermQuery {
        self.term(field, &key(value))
    }

    /// The addresses of the records with a term, in order.
    pub(crate) fn with_term(&self, term: &Term) -> Result<Vec<DocAddress>> {
        let mut addresses = Vec::new();
        let mut read = || -> tantivy::Result<()> {
            for (ordinal, segment) in (0..).zip(self.searcher.segment_readers()) {
                let inverted = segment.inverted_index(term.field())?;
                let Some(mut postings) = inverted.read_postings(term, IndexRecordOption::Basic)? else { continue };
                while postings.doc() != TERMINATED {
                    if !segment.is_deleted(postings.doc()) {
                        addresses.push(DocAddress::new(ordinal, postings.doc()));
                    }
                    postings.advance();
                }
            }
            Ok(())
        };
        read().map_err(|error| self.damaged(&error))?;
        Ok(addresses)
    }

    /// The addresses that match, in order.
    pub(crate) fn matching(&self, query: &dyn Query) -> Result<Vec<DocAddress>> {
        let found = self.searcher.search(query, &DocSetCollector).map_err(|error| self.damaged(&error))?;
        let mut addresses: Vec<DocAddress> = found.into_iter().collect();
        addresses.sort_unstable();
        Ok(addresses)
    }

    /// The error of a failed read.
    pub(crate) fn damaged(&self, error: &tantivy::TantivyError) -> Error {
        damaged(&self.path, error)
    }

    fn stored<T: DeserializeOwned>(&self, address: DocAddress) -> Result<T> {
        self.parsed(address, self.fields.stored)
    }

    /// The value of a stored field.
    fn parsed<T: DeserializeOwned>(&self, address: DocAddress, field: Field) -> Result<T> {
        let document: TantivyDocument = self.searcher.doc(address).map_err(|error| self.damaged(&error))?;
        let stored = document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
        opened(stored).ok_or_else(|| self.altered())
    }

    /// The error where what is read was never written.
    fn altered(&self) -> Error {
        Error::index(&self.path, "is damaged (a record is not what was written); run `cnd index --rebuild`")
    }
}
