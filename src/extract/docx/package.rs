//! The container of a `.docx`: a ZIP archive of parts, and the relations between them.
//!
//! Input: the bytes of the file. Output: the text of the parts that hold the document. What a part may unpack to
//! is limited over all of them, since a small archive can hold gigabytes of nothing.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{Token, Tokens};
use crate::error::NotRead;
use crate::extract::encoding::decode;

/// Parts of the largest archive that is opened; a report with hundreds of pictures has hundreds of parts.
const MAX_PARTS: usize = 20_000;

/// An opened archive.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    budget: u64,
    limit: u64,
}

/// A relation of a part to another: the last word of its type (`styles`, `footnotes`, `header`) and the target's name.
pub(super) struct Relation {
    /// The last word of the type's address.
    pub kind: String,
    /// The name of the target in the archive.
    pub target: String,
}

/// The relations of a part, by id.
pub(super) type Relations = BTreeMap<String, Relation>;

impl<'a> Package<'a> {
    /// Opens the archive; `unpacked_limit` is in bytes.
    pub(super) fn open(bytes: &'a [u8], unpacked_limit: u64) -> Result<Self, NotRead> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged("the archive", &error))?;
        if archive.len() > MAX_PARTS {
            return Err(NotRead::OverLimit(format!("the archive has {} parts, over {MAX_PARTS}", archive.len())));
        }
        Ok(Self { archive, budget: unpacked_limit, limit: unpacked_limit })
    }

    /// The text of a part, or `None` where the archive has no part of this name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, NotRead> {
        let entry = match self.archive.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(name, &error)),
        };
        let mut bytes = Vec::new();
        let taken = entry.take(self.budget.saturating_add(1)).read_to_end(&mut bytes);
        if bytes.len() as u64 > self.budget {
            return Err(NotRead::OverLimit(format!("the archive unpacks to more than {} MB", self.limit >> 20)));
        }
        self.budget -= bytes.len() as u64;
        taken.map_err(|error| damaged(name, &error))?;
        Ok(Some(decode(&bytes, None).0.into_owned()))
    }

    /// The relations of a part; those of the whole archive are those of the part named by the empty name.
    pub(super) fn relations(&mut self, part: &str) -> Result<Relations, NotRead> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let mut relations = Relations::new();
        let Some(xml) = self.part(&within(folder, &format!("_rels/{file}.rels")))? else { return Ok(relations) };
        let mut tokens = Tokens::new(&xml);
        while let Some(token) = tokens.next() {
            let Token::Open(element) = token else { continue };
            let (Some(id), Some(kind), Some(target)) =
                (element.attribute("Id"), element.attribute("Type"), element.attribute("Target"))
            else {
                continue;
            };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            relations.insert(id, Relation { kind, target: within(folder, &target) });
        }
        Ok(relations)
    }
}

/// The name of `target` as seen from `folder`; a leading slash counts from the top.
fn within(folder: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None if folder.is_empty() => target.to_owned(),
        None => format!("{folder}/{target}"),
    }
}

fn damaged(what: &str, error: &dyn std::error::Error) -> NotRead {
    NotRead::Damaged(format!("{what} of the Word document cannot be unpacked ({error})"))
}
