//! `cnd bench`: figures of indexing and answers, beside tantivy alone.

use std::{env, fs, process};

use cnd::Result;
use cnd::bench::{self, BenchRequest};
use cnd::present::json;
use cnd::tag::Vocabulary;

use super::Outcome;
use super::args::{Bench, Global};
use super::output::print;

/// Measures and prints the figures.
pub(super) fn run(args: &Bench, global: &Global) -> Result<Outcome> {
    let vocabulary = Vocabulary::load(global.vocabulary.as_deref())?;
    let temporary = env::temp_dir().join(format!("cnd-bench-{}", process::id()));
    let folder = args.folder.as_deref().unwrap_or(&temporary);
    let request = BenchRequest {
        passages: args.passages,
        seed: args.seed,
        folder,
        queries: args.queries.as_deref(),
        rounds: args.rounds,
        program: env::current_exe().ok(),
        vocabulary: &vocabulary,
        vocabulary_folder: global.vocabulary.as_deref(),
    };
    let figures = bench::run(&request, &|doing| {
        if !global.quiet {
            eprintln!("cnd: {doing} …");
        }
    });
    if args.folder.is_none() {
        // What cannot be removed lies where the system clears up.
        let _ = fs::remove_dir_all(&temporary);
    }
    let figures = figures?;
    if args.json {
        print(|out| json::write_line(out, &figures))?;
    } else {
        print(|out| figures.write(out))?;
    }
    Ok(Outcome::Found)
}
