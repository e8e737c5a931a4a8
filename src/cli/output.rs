//! Standard output as the commands see it: buffered, with its width and whether it takes colours.

use std::env;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::Path;

use clap::ValueEnum;
use cnd::present::Screen;
use cnd::{Error, Result};

/// Columns of output that does not go to a terminal.
const DEFAULT_WIDTH: usize = 100;
/// Columns at most: longer lines are hard to read.
const MAX_WIDTH: usize = 120;
/// Columns at least: narrower terminals wrap by themselves.
const MIN_WIDTH: usize = 40;

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`
    #[default]
    Auto,
    /// Always, also into a pipe
    Always,
    /// Never
    Never,
}

/// What standard output can show.
pub(crate) fn screen(choice: ColorChoice) -> Screen {
    let terminal = io::stdout().is_terminal();
    let color = match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => terminal && !is_set("NO_COLOR") && env::var_os("TERM").is_none_or(|term| term != "dumb"),
    };
    let width = if terminal { terminal_width().unwrap_or(DEFAULT_WIDTH) } else { DEFAULT_WIDTH };
    Screen { width: width.clamp(MIN_WIDTH, MAX_WIDTH), color }
}

fn terminal_width() -> Option<usize> {
    let (terminal_size::Width(columns), _) = terminal_size::terminal_size()?;
    Some(usize::from(columns))
}

/// Whether an environment variable is set and not empty, as the NO_COLOR convention has it.
fn is_set(variable: &str) -> bool {
    env::var_os(variable).is_some_and(|value| !value.is_empty())
}

/// Writes to standard output through a buffer; a failure to write names standard output.
pub(crate) fn print(write: impl FnOnce(&mut BufWriter<StdoutLock<'_>>) -> io::Result<()>) -> Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    write(&mut out).and_then(|()| out.flush()).map_err(|source| Error::io(Path::new("standard output"), source))
}
