//! Reads the arguments; a mistake in them is one line that names it and the nearest right word.

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use super::args::Args;

/// Exit code of a mistake in the arguments.
const BAD_USAGE: u8 = 2;

/// The arguments of the process, or the exit code after help, version or the mistake have been printed.
pub(crate) fn parse() -> Result<Args, ExitCode> {
    Args::try_parse().map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A reader that closes the pipe has seen enough of the help.
            let _ = error.print();
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            ExitCode::from(BAD_USAGE)
        }
        _ => {
            eprintln!("cnd: {}", one_line(&error.to_string()));
            ExitCode::from(BAD_USAGE)
        }
    })
}

/// clap's message on one line: the mistake and the tip; the usage summary is left to `--help`.
fn one_line(message: &str) -> String {
    let told = message.split("\nUsage:").next().unwrap_or(message);
    let told = told.split("\nFor more information").next().unwrap_or(told);
    let lines = told.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut line = String::new();
    for part in lines {
        let part = part.strip_prefix("error: ").or_else(|| part.strip_prefix("tip: ")).unwrap_or(part);
        let separator = match line.chars().last() {
            None => "",
            Some(':') => " ",
            Some(_) => "; ",
        };
        line.push_str(separator);
        line.push_str(part);
    }
    line.push_str(" (see `cnd --help`)");
    line
}
