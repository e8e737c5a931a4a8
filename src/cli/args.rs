//! Every command and flag, with its help, in one place. Completions and manual pages are made from this too.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{ArgAction, Args as ClapArgs, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;
use cnd::limits::{self, Limits};
use cnd::query::Sort;

use cnd::index::Column;

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
    /// Folder of the reports
    #[arg(long, global = true, env = "CND_CORPUS", value_name = "FOLDER", default_value = "corpus")]
    #[arg(value_hint = ValueHint::DirPath)]
    pub(super) corpus: PathBuf,
    /// Folder of the index
    #[arg(long, global = true, env = "CND_INDEX", value_name = "FOLDER", default_value = "index")]
    #[arg(value_hint = ValueHint::DirPath)]
    pub(super) index: PathBuf,
    /// Folder with vocabulary tables that add to the built-in ones of the same name, or replace them (first line "# replace")
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
    /// Find passages
    #[command(visible_alias = "find")]
    Search(Box<Search>),
    /// Count what a search finds, by body, region, topic and so on
    Facets(Box<Facets>),
    /// Find what other documents say that is nearly the same, to follow a recommendation through time
    Similar(Box<Similar>),
    /// Count by year and body what a search finds
    Timeline(Box<Timeline>),
    /// Show a report's outline, or a paragraph with its neighbours
    Show(Show),
    /// Read reports into the index
    ///
    /// The index then mirrors the folders: new and changed files are read, files that are gone leave it, all in one
    /// commit. A file that cannot be read is named in the summary and stops nothing.
    Index(Index),
    /// Show how a file was read: front matter, outline, passages, warnings
    Inspect(Inspect),
    /// Say what the index holds, from when, and what has changed in the corpus since
    Status(Status),
    /// Check that the index is what was written: checksums, records, facets, manifest
    Check(Check),
    /// Measure indexing and answers on synthetic reports, beside tantivy alone
    ///
    /// Writes reports of a seed, indexes them, asks queries of every kind, and does the same with tantivy alone. What the
    /// figures mean is told in benches/README.md.
    Bench(Bench),
    /// Explain by example what a query can say
    #[command(long_about = include_str!("query.txt"))]
    Query,
    /// Read files for another process of this program, which asks over a pipe
    #[command(name = cnd::pipeline::worker::COMMAND, hide = true)]
    Worker,
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page, or write one for each command into a folder
    Man {
        /// Folder for `cnd.1`, `cnd-search.1` and so on
        #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
        into: Option<PathBuf>,
    },
}

/// Flags of `cnd search`.
#[derive(Debug, ClapArgs)]
pub(super) struct Search {
    #[command(flatten)]
    pub(super) question: Question,
    #[command(flatten)]
    pub(super) listing: Listing,
    /// Find the words as typed: no synonyms, no correction of spelling
    #[arg(long)]
    pub(super) exact: bool,
    /// Show so many paragraphs before and after each hit (in text)
    #[arg(long, short = 'C', default_value_t = 0, value_name = "N")]
    pub(super) context: usize,
    /// Say how the query was read, and what each part gave to the score of each hit
    #[arg(long)]
    pub(super) explain: bool,
}

/// Flags of `cnd similar`.
#[derive(Debug, ClapArgs)]
pub(super) struct Similar {
    /// A citation, such as "E/CN.7/2003/7, para. 12"
    #[arg(num_args = 1.., required = true, value_name = "CITATION")]
    pub(super) citation: Vec<String>,
    #[command(flatten)]
    pub(super) filters: Filters,
    #[command(flatten)]
    pub(super) listing: Listing,
}

/// How many hits are shown, in what order and form: what every command that lists passages takes.
#[derive(Debug, ClapArgs)]
pub(super) struct Listing {
    /// Number of hits to show
    #[arg(long, short = 'n', default_value_t = 10, value_name = "N")]
    pub(super) limit: usize,
    /// Number of hits to leave out first
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub(super) offset: usize,
    /// Order of the hits
    #[arg(long, value_enum, default_value_t, value_name = "ORDER")]
    pub(super) sort: SortOrder,
    /// Show passages whole, not their best part
    #[arg(long)]
    pub(super) full: bool,
    /// What to print
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: OutputFormat,
    /// Print one JSON object; short for `--format json`
    #[arg(long, conflicts_with = "format")]
    pub(super) json: bool,
}

impl Listing {
    /// The format asked for, in either way.
    pub(super) fn format(&self) -> OutputFormat {
        if self.json { OutputFormat::Json } else { self.format }
    }
}

/// Flags of `cnd timeline`.
#[derive(Debug, ClapArgs)]
pub(super) struct Timeline {
    #[command(flatten)]
    pub(super) question: Question,
    /// Find the words as typed: no synonyms, no correction of spelling
    #[arg(long)]
    pub(super) exact: bool,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

/// What is asked: a query and filters. A filter that is repeated means "any of".
#[derive(Debug, ClapArgs)]
pub(super) struct Question {
    /// Words, "phrases", prefix*, AND OR NOT, +must -not, field:value; `cnd help query` tells all
    #[arg(num_args = 0.., value_name = "QUERY")]
    pub(super) query: Vec<String>,
    #[command(flatten)]
    pub(super) filters: Filters,
}

/// The filters.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Filters (a repeated one means \"any of\")")]
pub(super) struct Filters {
    /// Who said it, such as HONLAF or CND
    #[arg(long, value_name = "BODY", action = ArgAction::Append)]
    pub(super) body: Vec<String>,
    /// Where, such as Africa or "Latin America and the Caribbean"; subregions count
    #[arg(long, value_name = "REGION", action = ArgAction::Append)]
    pub(super) region: Vec<String>,
    /// A State that is named, such as Peru
    #[arg(long, value_name = "STATE", action = ArgAction::Append)]
    pub(super) country: Vec<String>,
    /// On what, such as precursors
    #[arg(long, value_name = "TOPIC", action = ArgAction::Append)]
    pub(super) topic: Vec<String>,
    /// A drug or precursor that is named, such as heroin
    #[arg(long, value_name = "SUBSTANCE", action = ArgAction::Append)]
    pub(super) substance: Vec<String>,
    /// What kind of passage, such as recommendation or operative
    #[arg(long, value_name = "KIND", action = ArgAction::Append)]
    pub(super) kind: Vec<String>,
    /// Who is asked, such as Governments or INCB
    #[arg(long, value_name = "WHOM", action = ArgAction::Append)]
    pub(super) addressee: Vec<String>,
    /// How strongly something is asked: decides, demands, requests, urges, calls, recommends, invites, encourages, notes
    #[arg(long, value_name = "ACTION", action = ArgAction::Append)]
    pub(super) action: Vec<String>,
    /// A resolution, decision, treaty article or document that is cited: "CND 45/15", 53/115, "1988 Convention", A/79/345
    #[arg(long, value_name = "REFERENCE", action = ArgAction::Append)]
    pub(super) cites: Vec<String>,
    /// In this document, such as E/CN.7/2003/7
    #[arg(long, value_name = "SYMBOL", action = ArgAction::Append)]
    pub(super) symbol: Vec<String>,
    /// In documents of this session, such as "sixty-eighth"
    #[arg(long, value_name = "SESSION", action = ArgAction::Append)]
    pub(super) session: Vec<String>,
    /// Words of this meeting, such as "Twelfth Meeting of Heads"
    #[arg(long, value_name = "MEETING", action = ArgAction::Append)]
    pub(super) meeting: Vec<String>,
    /// In documents of this day or later: 2002, 2002-09 or 2002-09-13
    #[arg(long, value_name = "DATE")]
    pub(super) from: Option<String>,
    /// In documents of this day or earlier: 2005, 2005-12 or 2005-12-31
    #[arg(long, value_name = "DATE")]
    pub(super) to: Option<String>,
}

/// Order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum SortOrder {
    /// The best first
    #[default]
    Relevance,
    /// The newest document first
    Date,
}

impl From<SortOrder> for Sort {
    fn from(order: SortOrder) -> Self {
        match order {
            SortOrder::Relevance => Self::Relevance,
            SortOrder::Date => Self::Date,
        }
    }
}

/// What `cnd search` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum OutputFormat {
    /// For reading
    #[default]
    Text,
    /// One object with hits and facets
    Json,
    /// One object for each hit, a line each
    Jsonl,
    /// For a spreadsheet
    Csv,
    /// A list with links, for notes
    Markdown,
    /// For Zotero, EndNote and other reference managers
    Ris,
    /// For LaTeX
    Bibtex,
    /// For citation processors
    CslJson,
}

/// Flags of `cnd facets`.
#[derive(Debug, ClapArgs)]
pub(super) struct Facets {
    #[command(flatten)]
    pub(super) question: Question,
    /// Find the words as typed: no synonyms, no correction of spelling
    #[arg(long)]
    pub(super) exact: bool,
    /// Count by this alone, such as country, addressee, month or cites; repeat it for more (without it: those that fit a
    /// screen, and with --json all)
    #[arg(long, value_name = "FACET", action = ArgAction::Append)]
    #[arg(value_parser = PossibleValuesParser::new(Column::ALL.map(Column::as_str)))]
    pub(super) by: Vec<String>,
    /// Show bodies, regions and topics under those they belong to; a count then takes in what is below
    #[arg(long)]
    pub(super) tree: bool,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

/// Flags of `cnd show`.
#[derive(Debug, ClapArgs)]
pub(super) struct Show {
    /// Symbol of the report, such as E/CN.7/2003/7, or a whole citation in quotes
    pub(super) symbol: String,
    /// The paragraph, such as `12` or `47 (b)`; without it, the outline
    #[arg(num_args = 0..)]
    pub(super) paragraph: Vec<String>,
    /// Show so many paragraphs before and after it
    #[arg(long, short = 'C', default_value_t = 1, value_name = "N")]
    pub(super) context: usize,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

/// Flags of `cnd index`.
#[derive(Debug, ClapArgs)]
pub(super) struct Index {
    /// Folders of reports, or single files; without them, the corpus
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(super) folders: Vec<PathBuf>,
    /// Start over: read every file again
    #[arg(long)]
    pub(super) rebuild: bool,
    /// Wait so long for another process that writes to the index
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    pub(super) wait: u64,
    #[command(flatten)]
    pub(super) limits: LimitFlags,
}

/// What one file may cost. A file that passes a limit is named, and left out from there on.
#[derive(Debug, Clone, Copy, ClapArgs)]
#[command(next_help_heading = "Limits on one file (what passes one is left out, with a line that says so)")]
pub(super) struct LimitFlags {
    /// Size of the file, in MB
    #[arg(long, value_name = "MB", default_value_t = limits::FILE_BYTES >> 20)]
    max_file: u64,
    /// What its text unpacks to, in MB
    #[arg(long, value_name = "MB", default_value_t = limits::UNPACKED_BYTES >> 20)]
    max_unpacked: u64,
    /// Pages
    #[arg(long, value_name = "N", default_value_t = limits::PAGES)]
    max_pages: usize,
    /// Lines
    #[arg(long, value_name = "N", default_value_t = limits::LINES)]
    max_lines: usize,
    /// Elements or graphics states inside one another
    #[arg(long, value_name = "N", default_value_t = limits::NESTING)]
    max_nesting: usize,
    /// Time that reading it takes, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = limits::SECONDS)]
    max_seconds: u64,
    /// Memory that reading it takes, in MB (on Linux)
    #[arg(long, value_name = "MB", default_value_t = limits::MEMORY_BYTES >> 20)]
    max_memory: u64,
}

impl From<LimitFlags> for Limits {
    fn from(flags: LimitFlags) -> Self {
        let bytes = |megabytes: u64| megabytes.saturating_mul(1 << 20);
        Self {
            file_bytes: bytes(flags.max_file),
            unpacked_bytes: bytes(flags.max_unpacked),
            pages: flags.max_pages,
            lines: flags.max_lines,
            nesting: flags.max_nesting,
            seconds: flags.max_seconds,
            memory_bytes: bytes(flags.max_memory),
        }
    }
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
    #[command(flatten)]
    pub(super) limits: LimitFlags,
}

/// Flags of `cnd status`.
#[derive(Debug, ClapArgs)]
pub(super) struct Status {
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

/// Flags of `cnd check`.
#[derive(Debug, ClapArgs)]
pub(super) struct Check {
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

/// Flags of `cnd bench`.
#[derive(Debug, ClapArgs)]
pub(super) struct Bench {
    /// About so many passages, 85 a report
    #[arg(long, default_value_t = 100_000, value_name = "N")]
    pub(super) passages: usize,
    /// Seed of the reports and queries
    #[arg(long, default_value_t = 1, value_name = "SEED")]
    pub(super) seed: u64,
    /// Times that each query is asked; the best of them counts
    #[arg(long, default_value_t = 5, value_name = "N")]
    pub(super) rounds: usize,
    /// Queries to ask, one a line after its kind and a tab, in place of the seeded ones
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) queries: Option<PathBuf>,
    /// Empty folder for reports and indexes, which stay there; without it, a temporary one that is removed
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(super) folder: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}
