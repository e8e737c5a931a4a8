//! Claims: which file of a corpus holds each report.
//!
//! Input: the records of files, in whatever order they were read. Output: of several files with the same report, the one that
//! is indexed, and those that repeat it. It writes nothing.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::index::{FileContent, FileRecord};

/// What makes two files the same report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Identity {
    /// The symbol that it is cited by, and its language.
    Symbol(String, String),
    /// The digest of a report that bears no symbol.
    Content(String),
}

impl Identity {
    /// The identity of a file that gave a report.
    pub(super) fn of(record: &FileRecord) -> Option<Self> {
        let front = &record.report()?.front;
        Some(match front.symbols.first() {
            Some(symbol) => Self::Symbol(symbol.as_str().to_owned(), front.language.clone()),
            None => Self::Content(record.digest.clone()),
        })
    }
}

/// A file that holds a report or repeats one: as much of its record as it takes to note that it repeats another, since every
/// file of a corpus has one.
pub(super) struct Claim {
    /// [`FileRecord::path`].
    pub(super) path: String,
    size: u64,
    modified: u64,
    digest: String,
    warnings: Vec<Diagnostic>,
    /// The file that it repeats as far as the index knows.
    pub(super) repeats: Option<String>,
}

impl Claim {
    fn of(record: &FileRecord) -> Self {
        let FileRecord { path, size, modified, digest, content, warnings } = record;
        let repeats = match content {
            FileContent::DuplicateOf(other) => Some(other.clone()),
            _ => None,
        };
        let (path, digest, warnings) = (path.clone(), digest.clone(), warnings.clone());
        Self { path, size: *size, modified: *modified, digest, warnings, repeats }
    }

    /// The record of the file where it repeats another.
    pub(super) fn repeating(&self, other: &str) -> FileRecord {
        FileRecord {
            path: self.path.clone(),
            size: self.size,
            modified: self.modified,
            digest: self.digest.clone(),
            content: FileContent::DuplicateOf(other.to_owned()),
            warnings: self.warnings.clone(),
        }
    }
}

/// Which file holds each report: of several, the first by name, in whatever order they were read.
#[derive(Default)]
pub(super) struct Claims {
    /// The file that holds each report.
    pub(super) winners: BTreeMap<Identity, Claim>,
    /// The files that repeat it.
    pub(super) losers: Vec<(Identity, Claim)>,
}

impl Claims {
    /// Enters a file for a report; whether it is the one that holds it, so far.
    pub(super) fn claim(&mut self, identity: Identity, record: &FileRecord) -> bool {
        let claim = Claim::of(record);
        match self.winners.get_mut(&identity) {
            Some(winner) if claim.repeats.is_some() || winner.path < claim.path => {
                self.losers.push((identity, claim));
                false
            }
            Some(winner) => {
                let loser = std::mem::replace(winner, claim);
                self.losers.push((identity, loser));
                true
            }
            None => {
                self.winners.insert(identity, claim);
                true
            }
        }
    }

    /// The files that repeat another, with the name of that other.
    pub(super) fn duplicates(&self) -> Vec<(String, String)> {
        let winner = |identity| self.winners.get(identity).map(|claim| claim.path.clone()).unwrap_or_default();
        let mut pairs: Vec<_> =
            self.losers.iter().map(|(identity, loser)| (loser.path.clone(), winner(identity))).collect();
        pairs.sort();
        pairs
    }
}
