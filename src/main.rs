//! Parse, dispatch, exit code; nothing else.

mod cli;

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use cnd::Error;
use cnd::pipeline::panic_message;
use cnd::present::printable;

use cli::Outcome;

/// Exit code when nothing was found.
const NOTHING: u8 = 1;
/// Exit code of an error, also of one in the arguments.
const FAILED: u8 = 2;

/// It gives the memory of building segments back before they are merged; that of the C library keeps it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = match cli::parse() {
        Ok(args) => args,
        Err(exit) => return exit,
    };
    // Whoever catches a panic tells of it: the reader of a file as a reason, this function as an error.
    panic::set_hook(Box::new(|_| ()));
    match panic::catch_unwind(AssertUnwindSafe(|| cli::run(args))) {
        Ok(Ok(Outcome::Found)) => ExitCode::SUCCESS,
        Ok(Ok(Outcome::Nothing)) => ExitCode::from(NOTHING),
        // Whoever read the output has seen enough: `cnd search opium | head`.
        Ok(Err(Error::Io { source, .. })) if source.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Ok(Err(error)) => {
            eprintln!("cnd: {}", printable(&error.to_string()));
            ExitCode::from(FAILED)
        }
        Err(cause) => {
            eprintln!("cnd: a mistake in the program: {}; please report it", printable(panic_message(&*cause)));
            ExitCode::from(FAILED)
        }
    }
}
