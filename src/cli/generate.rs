//! `cnd completions`, `cnd man` and `cnd query`: help in other forms, made from the definitions in `args`, so that they cannot differ from it.

use std::fs;
use std::io::Write;
use std::path::Path;

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;
use cnd::{Error, Result};

use super::Outcome;
use super::args::Args;
use super::output::print;

/// Prints what `cnd help query` prints.
pub(super) fn query_help() -> Result<Outcome> {
    print(|out| out.write_all(include_bytes!("query.txt")))?;
    Ok(Outcome::Found)
}

/// Prints the completion script of a shell.
pub(super) fn completions(shell: Shell) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "cnd", &mut script);
    print(|out| out.write_all(&script))?;
    Ok(Outcome::Found)
}

/// Prints the manual page of the program, or writes one page for each command into a folder.
pub(super) fn man(folder: Option<&Path>) -> Result<Outcome> {
    let Some(folder) = folder else {
        print(|out| Man::new(Args::command()).render(out))?;
        return Ok(Outcome::Found);
    };
    fs::create_dir_all(folder).map_err(|source| Error::io(folder, source))?;
    clap_mangen::generate_to(Args::command(), folder).map_err(|source| Error::io(folder, source))?;
    Ok(Outcome::Found)
}
