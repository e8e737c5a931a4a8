//! The command line: raw arguments become calls of the library, its results become output.
//!
//! Input: the arguments and the environment. Output: text on standard output and an [`Outcome`]. `args` holds every
//! flag with its help, once; each subcommand has one file. Nothing is computed here that a library user would miss.

mod args;
mod bench;
mod check;
mod generate;
mod index;
mod inspect;
mod output;
mod search;
mod show;
mod similar;
mod status;
mod timeline;
mod usage;
mod worker;

use std::panic::{self, AssertUnwindSafe};

use cnd::index::PassageIndex;
use cnd::{Error, Result};

pub(crate) use args::Args;
use args::Command;
pub(crate) use usage::parse;

/// What a command came to, for the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// There was something to show, or the work was done.
    Found,
    /// The question was answered with nothing: no passage, no such paragraph.
    Nothing,
}

/// Runs the command that was asked for.
pub(crate) fn run(args: Args) -> Result<Outcome> {
    let index = args.global.index.clone();
    panic::catch_unwind(AssertUnwindSafe(|| dispatch(args))).unwrap_or_else(|cause| {
        // The index library trusts what it reads; where that is damaged, the damage is what to tell of.
        if PassageIndex::exists(&index) {
            let sound = panic::catch_unwind(|| PassageIndex::open(&index)?.verify_checksums());
            sound.unwrap_or_else(|_| Err(Error::index(&index, "is damaged; run `cnd index --rebuild`")))?;
        }
        panic::resume_unwind(cause)
    })
}

fn dispatch(args: Args) -> Result<Outcome> {
    let Args { command, global } = args;
    match command {
        Command::Search(search) => search::run(&search, &global),
        Command::Facets(facets) => search::count(&facets, &global),
        Command::Similar(similar) => similar::run(&similar, &global),
        Command::Timeline(timeline) => timeline::run(&timeline, &global),
        Command::Show(show) => show::run(&show, &global),
        Command::Index(index) => index::run(&index, &global),
        Command::Inspect(inspect) => inspect::run(&inspect, &global),
        Command::Status(status) => status::run(&status, &global),
        Command::Check(check) => check::run(&check, &global),
        Command::Bench(bench) => bench::run(&bench, &global),
        Command::Worker => worker::run(&global),
        Command::Query => generate::query_help(),
        Command::Completions { shell } => generate::completions(shell),
        Command::Man { into } => generate::man(into.as_deref()),
    }
}
