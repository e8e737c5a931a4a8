//! Check: whether an index is what was written, and agrees with itself.
//!
//! Input: an open index. Output: what it holds, or an error that names the damage and the way out. First the checksums of all
//! files, as damaged ones cannot be trusted to be read; then every record against its fields and against the manifest. It
//! does not compare the index with the corpus; `cnd status` does.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use tantivy::columnar::{Column as Numbers, StrColumn};
use tantivy::index::SegmentComponent;
use tantivy::schema::Field;
use tantivy::{DocAddress, DocId, DocSet, SegmentMeta, SegmentReader, TERMINATED, Term};

use crate::error::{Error, Result};

use super::analyzer::key;
use super::record::{FileContent, FileRecord, PassageRecord};
use super::schema::{self, Column, ISSUE, PASSAGE, REPORT, SUBJECTS};
use super::tally::{Legend, Tally};
use super::writer::{column_values, day_number, fingerprint};
use super::{PassageIndex, Snapshot, damaged};

/// Faults that are named before the rest is only counted.
const FAULTS_NAMED: usize = 5;

/// What a sound index holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Checked {
    /// Files whose checksums are right.
    pub files: usize,
    /// Entries of the manifest.
    pub reports: usize,
    /// Passages, each of which agrees with its fields and with the manifest.
    pub passages: u64,
}

impl PassageIndex {
    /// Checks the whole index: checksums, records, facets, manifest.
    ///
    /// # Errors
    /// Names what is damaged or disagrees, and the way out.
    pub fn check(&self) -> Result<Checked> {
        let files = self.verify_checksums()?;
        if self.index.schema() != schema::build().0 {
            return Err(Error::index(
                &self.path,
                "is damaged (meta.json names other fields); run `cnd index --rebuild`",
            ));
        }
        let snapshot = self.snapshot()?;
        let legend = Legend::clone(&snapshot.legend);
        let mut check = Check { snapshot: &snapshot, faults: Vec::new(), counts: BTreeMap::new(), legend, passages: 0 };
        let manifest: BTreeMap<String, FileRecord> =
            snapshot.files()?.into_iter().map(|file| (file.path.clone(), file)).collect();
        for (ordinal, segment) in (0..).zip(snapshot.searcher.segment_readers()) {
            check.segment(ordinal, segment, &manifest)?;
        }
        check.manifest(&manifest);
        if check.legend != *snapshot.legend {
            check.faults.push("the legend of the facets lacks values that passages have".to_owned());
        }
        let Check { faults, passages, .. } = check;
        if faults.is_empty() {
            return Ok(Checked { files, reports: manifest.len(), passages });
        }
        let more = faults.len().saturating_sub(FAULTS_NAMED);
        let named = faults.iter().take(FAULTS_NAMED).cloned().collect::<Vec<_>>().join("; ");
        let more = if more > 0 { format!("; {more} more") } else { String::new() };
        Err(Error::index(&self.path, format!("disagrees with itself ({named}{more}); run `cnd index --rebuild`")))
    }

    /// Verifies the checksums of all files of the index; returns how many there are.
    ///
    /// # Errors
    /// Names the damaged files and the way out.
    pub fn verify_checksums(&self) -> Result<usize> {
        let segments = self.index.searchable_segment_metas().map_err(|error| damaged(&self.path, &error))?;
        let files: Vec<PathBuf> = segments.iter().flat_map(files_of).collect();
        let is_sound = |file: &&PathBuf| self.index.directory().validate_checksum(file).unwrap_or(false);
        let broken: Vec<String> =
            files.iter().filter(|file| !is_sound(file)).map(|file| file.display().to_string()).collect();
        if broken.is_empty() {
            return Ok(files.len());
        }
        Err(Error::index(&self.path, format!("is damaged ({}); run `cnd index --rebuild`", broken.join(", "))))
    }
}

/// The files of a segment: one without deletions has no list of them.
fn files_of(segment: &SegmentMeta) -> Vec<PathBuf> {
    let parts = [
        SegmentComponent::Postings,
        SegmentComponent::Positions,
        SegmentComponent::Terms,
        SegmentComponent::Store,
        SegmentComponent::FastFields,
        SegmentComponent::FieldNorms,
        SegmentComponent::Delete,
    ];
    let held = |part: &SegmentComponent| *part != SegmentComponent::Delete || segment.has_deletes();
    parts.into_iter().filter(held).map(|part| segment.relative_path(part)).collect()
}

/// A check while it runs.
struct Check<'a> {
    snapshot: &'a Snapshot,
    /// A few words on each disagreement.
    faults: Vec<String>,
    /// Places of the passages of each file.
    counts: BTreeMap<String, BTreeSet<u64>>,
    /// The legend of the tallies, and values that it lacks.
    legend: Legend,
    passages: u64,
}

/// The fast fields of a segment that a record has to agree with.
struct Fast {
    columns: Vec<(Column, Option<StrColumn>)>,
    document: Option<StrColumn>,
    position: Numbers<u64>,
    date: Numbers<u64>,
    fingerprint: Numbers<u64>,
    issue: Numbers<u64>,
    subjects: Numbers<u64>,
}

impl Check<'_> {
    fn segment(
        &mut self,
        ordinal: u32,
        segment: &SegmentReader,
        manifest: &BTreeMap<String, FileRecord>,
    ) -> Result<()> {
        let snapshot = self.snapshot;
        let failed = |error: tantivy::TantivyError| snapshot.damaged(&error);
        let fields = segment.fast_fields();
        let mut columns = Vec::new();
        for column in Column::ALL {
            columns.push((column, fields.str(column.as_str()).map_err(failed)?));
        }
        let fast = Fast {
            columns,
            document: fields.str("document").map_err(failed)?,
            position: fields.u64("position").map_err(failed)?,
            date: fields.u64("date").map_err(failed)?,
            fingerprint: fields.u64("fingerprint").map_err(failed)?,
            issue: fields.u64(ISSUE).map_err(failed)?,
            subjects: fields.u64(SUBJECTS).map_err(failed)?,
        };
        let passages = docs_with(segment, snapshot.fields.record, PASSAGE).map_err(failed)?;
        let reports = docs_with(segment, snapshot.fields.record, REPORT).map_err(failed)?;
        for doc in segment.doc_ids_alive() {
            match (passages.contains(&doc), reports.contains(&doc)) {
                (true, false) => self.passage(DocAddress::new(ordinal, doc), &fast, manifest)?,
                (false, true) => {}
                _ => self.faults.push(format!("record {doc} of a segment is neither passage nor report")),
            }
        }
        Ok(())
    }

    /// Checks one passage against its fields and its file.
    fn passage(&mut self, address: DocAddress, fast: &Fast, manifest: &BTreeMap<String, FileRecord>) -> Result<()> {
        self.passages += 1;
        let record: PassageRecord = self.snapshot.passage(address)?;
        let citation = &record.passage.passage.citation;
        let Some(file) = manifest.get(&record.path) else {
            self.faults.push(format!("{citation} is of {}, which the manifest does not have", record.path));
            return Ok(());
        };
        let doc = address.doc_id;
        let value = |column: &Option<StrColumn>| values(column.as_ref(), doc).into_iter().next().unwrap_or_default();
        let tags = &record.passage.tags;
        let mut wrong: Vec<&str> = Vec::new();
        for (column, held) in &fast.columns {
            let expected = column_values(*column, file, &record.passage).into_iter().map(Cow::into_owned).collect();
            let held: BTreeSet<String> = values(held.as_ref(), doc).into_iter().collect();
            if held != expected {
                wrong.push(column.as_str());
            }
        }
        let tally = self.legend.tally(|column| column_values(column, file, &record.passage));
        let held = Tally {
            issue: fast.issue.first(doc).unwrap_or_default(),
            subjects: fast.subjects.first(doc).unwrap_or_default(),
        };
        let singles = [
            ("tally", tally == held),
            ("document", value(&fast.document) == file.document()),
            ("position", fast.position.first(doc) == Some(record.position)),
            ("date", fast.date.first(doc) == tags.date.map(day_number)),
            ("fingerprint", fast.fingerprint.first(doc) == fingerprint(&record.passage.passage.text)),
        ];
        wrong.extend(singles.iter().filter(|(_, agrees)| !agrees).map(|(name, _)| *name));
        if !wrong.is_empty() {
            self.faults.push(format!("{citation}: {} of the record and of its fields differ", wrong.join(", ")));
        }
        if !self.counts.entry(record.path.clone()).or_default().insert(record.position) {
            self.faults.push(format!("{citation}: its place in {} is taken twice", record.path));
        }
        Ok(())
    }

    /// Checks the manifest against the passages.
    fn manifest(&mut self, manifest: &BTreeMap<String, FileRecord>) {
        for (path, file) in manifest {
            let held = self.counts.get(path).map_or(0, BTreeSet::len) as u64;
            let expected = file.report().map_or(0, |report| report.passages);
            if held != expected {
                self.faults.push(format!("{path} has {held} of its {expected} passages"));
            }
            if let FileContent::DuplicateOf(other) = &file.content
                && manifest.get(other).is_none_or(|other| other.report().is_none())
            {
                self.faults.push(format!("{path} repeats {other}, which is no report of the index"));
            }
        }
    }
}

/// The values of a record in a column.
fn values(column: Option<&StrColumn>, doc: DocId) -> Vec<String> {
    let Some(column) = column else { return Vec::new() };
    let value = |ordinal| {
        let mut value = String::new();
        column.ord_to_str(ordinal, &mut value).ok().map(|_| value)
    };
    column.ords().values_for_doc(doc).filter_map(value).collect()
}

/// The records of a segment with a term.
fn docs_with(segment: &SegmentReader, field: Field, value: &str) -> tantivy::Result<BTreeSet<DocId>> {
    let term = Term::from_field_text(field, &key(value));
    let option = tantivy::schema::IndexRecordOption::Basic;
    let Some(mut postings) = segment.inverted_index(field)?.read_postings(&term, option)? else {
        return Ok(BTreeSet::new());
    };
    let mut docs = BTreeSet::new();
    while postings.doc() != TERMINATED {
        docs.insert(postings.doc());
        postings.advance();
    }
    Ok(docs)
}
