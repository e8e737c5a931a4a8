//! Parse, dispatch, exit code; nothing else.

mod cli;

use std::io;
use std::process::ExitCode;

use cnd::Error;

use cli::Outcome;

/// Exit code when nothing was found.
const NOTHING: u8 = 1;
/// Exit code of an error, also of one in the arguments.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let args = match cli::parse() {
        Ok(args) => args,
        Err(exit) => return exit,
    };
    match cli::run(args) {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(NOTHING),
        // Whoever read the output has seen enough: `cnd search opium | head`.
        Err(Error::Io { source, .. }) if source.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cnd: {error}");
            ExitCode::from(FAILED)
        }
    }
}
