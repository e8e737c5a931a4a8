//! `cnd check`: whether the index is what was written, and agrees with itself.

use std::io::Write;
use std::panic::{self, AssertUnwindSafe};

use cnd::index::{Checked, INDEX_FORMAT_VERSION, PassageIndex};
use cnd::present::json;
use cnd::{Error, Result};
use serde_json::json;

use super::Outcome;
use super::args::{Check, Global};
use super::output::print;

/// Checks the index and says what it holds; damage is an error that names it.
pub(super) fn run(args: &Check, global: &Global) -> Result<Outcome> {
    let check = || PassageIndex::open(&global.index)?.check();
    // What is damaged beyond what the index library looks for ends its reading, not the program.
    let checked = panic::catch_unwind(AssertUnwindSafe(check)).unwrap_or_else(|_| {
        Err(Error::index(&global.index, "is damaged (it cannot be read through); run `cnd index --rebuild`"))
    })?;
    let Checked { files, reports, passages } = checked;
    if args.json {
        let held = json!({ "sound": true, "format_version": INDEX_FORMAT_VERSION, "files": files, "reports": reports,
            "passages": passages });
        print(|out| json::write_line(out, &held))?;
    } else {
        let index = global.index.display();
        print(|out| {
            writeln!(out, "index {index}: sound; {files} files, {reports} reports, {passages} passages agree")
        })?;
    }
    Ok(Outcome::Found)
}
