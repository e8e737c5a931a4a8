//! `cnd worker`: reads files for another process of this program, so that a file cannot break more than its reading.

use std::io::{self, BufReader};
use std::path::Path;

use cnd::pipeline::worker;
use cnd::tag::Vocabulary;
use cnd::{Error, Result};

use super::Outcome;
use super::args::Global;

/// Answers questions on standard input until it ends.
pub(super) fn run(global: &Global) -> Result<Outcome> {
    let vocabulary = Vocabulary::load(global.vocabulary.as_deref())?;
    worker::serve(BufReader::new(io::stdin()), io::stdout(), &vocabulary)
        .map_err(|source| Error::io(Path::new("standard input"), source))?;
    Ok(Outcome::Found)
}
