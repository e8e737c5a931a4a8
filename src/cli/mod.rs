//! The command line: raw arguments become calls of the library, its results become output.
//!
//! Input: the arguments and the environment. Output: text on standard output and an [`Outcome`]. `args` holds every
//! flag with its help, once; each subcommand has one file. Nothing is computed here that a library user would miss.

mod args;
mod inspect;
mod output;
mod usage;

use cnd::Result;

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
    let Args { command, global } = args;
    match command {
        Command::Inspect(inspect) => inspect::run(&inspect, &global),
    }
}
