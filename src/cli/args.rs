//! Every command and flag, with its help, in one place. Completions and manual pages are made from this too.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueHint};

use super::output::ColorChoice;

/// Search reports of the Commission on Narcotic Drugs and other United Nations bodies by the paragraph
///
/// Every hit carries its official citation, such as `E/CN.7/2003/7, para. 12`.
#[derive(Debug, Parser)]
#[command(name = "cnd", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "Exit codes: 0 something was found, 1 nothing was found, 2 error.")]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) global: Global,
}

/// Flags that every command takes.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Global {
    /// Folder with vocabulary tables that replace the built-in ones of the same name
    #[arg(long, global = true, env = "CND_VOCABULARY", value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(super) vocabulary: Option<PathBuf>,
    /// Say nothing on standard error but errors
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// When to use colours
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub(super) color: ColorChoice,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Show how a file was read: front matter, outline, passages, warnings
    Inspect(Inspect),
}

/// Flags of `cnd inspect`.
#[derive(Debug, ClapArgs)]
pub(super) struct Inspect {
    /// The report to read; it need not be in the corpus
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) file: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
    /// Print the lines as they came out of the file, with position, size, style, role and what became of them
    #[arg(long, conflicts_with_all = ["json", "open", "explain"])]
    pub(super) lines: bool,
    /// Say of each tag why it was set
    #[arg(long)]
    pub(super) explain: bool,
    /// Print one paragraph beside the lines it was read from, such as `12`, `47 (b)` or a whole citation
    #[arg(long, value_name = "PARA", conflicts_with = "json")]
    pub(super) open: Option<String>,
}
