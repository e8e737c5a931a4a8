//! `cnd status`: what the index holds, from when, and how the corpus differs from it.

use cnd::Result;
use cnd::index::{FileContent, INDEX_FORMAT_VERSION, PassageIndex};
use cnd::pipeline;
use cnd::present::{json, status};

use super::Outcome;
use super::args::{Global, Status};
use super::output::print;

/// Compares the index with the corpus.
pub(super) fn run(args: &Status, global: &Global) -> Result<Outcome> {
    let index = PassageIndex::open(&global.index)?;
    let snapshot = index.snapshot()?;
    let files = snapshot.files()?;
    let changes = pipeline::changes(std::slice::from_ref(&global.corpus), &files)?;
    let mut held = status::Status {
        index: global.index.display().to_string(),
        format_version: INDEX_FORMAT_VERSION,
        committed: index.committed_at().and_then(status::timestamp),
        passages: snapshot.passage_count()?,
        corpus: global.corpus.display().to_string(),
        new: changes.new,
        changed: changes.changed,
        removed: changes.removed,
        ..status::Status::default()
    };
    for file in files {
        match file.content {
            FileContent::Report(_) => held.reports += 1,
            FileContent::NotRead(reason) => held.not_read.push((file.path, reason)),
            FileContent::DuplicateOf(other) => held.duplicates.push((file.path, other)),
        }
    }
    if args.json {
        print(|out| json::write_line(out, &held))?;
    } else {
        print(|out| status::write(out, &held))?;
    }
    Ok(Outcome::Found)
}
