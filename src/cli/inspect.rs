//! `cnd inspect FILE`: how one file was read.

use cnd::pipeline::{FileReading, worker};
use cnd::present::{json, lines, printable, report};
use cnd::tag::Vocabulary;
use cnd::walk;
use cnd::{Error, Limits, Result};

use super::Outcome;
use super::args::{Global, Inspect};
use super::output::{print, screen};

/// Reads the file and shows it in the view that was asked for.
pub(super) fn run(args: &Inspect, global: &Global) -> Result<Outcome> {
    let screen = screen(global.color);
    let vocabulary = Vocabulary::load(global.vocabulary.as_deref())?;
    let name = args.file.display().to_string();
    let files = walk::walk(std::slice::from_ref(&args.file))?.value;
    let [file] = files.as_slice() else {
        return Err(Error::usage(name, "is a folder; name one file of it"));
    };
    let limits = Limits::from(args.limits);
    let bytes = file.read(limits.file_bytes)?;
    let reading = worker::read_watched(&file.path, bytes, vocabulary, limits, args.explain)?;
    let FileReading { document, placements, report, warnings } = &reading;
    if args.lines {
        print(|out| lines::write(out, document, placements))?;
    } else if let Some(asked) = &args.open {
        let found = report::find(report, asked);
        if found.is_empty() {
            let near = report::near(report, asked).join("; ");
            let nearest = if near.is_empty() { String::new() } else { format!("; nearest: {near}") };
            let (name, asked) = (printable(&name), printable(asked));
            eprintln!("cnd: {name} has no paragraph \"{asked}\"{}", printable(&nearest));
            return Ok(Outcome::Nothing);
        }
        for passage in found {
            print(|out| report::write_beside_source(out, &screen, document, report, passage))?;
        }
    } else if args.json {
        print(|out| json::write_report(out, &name, document.format, report, warnings))?;
    } else {
        print(|out| report::write(out, &screen, &name, document.format, report, warnings))?;
    }
    Ok(Outcome::Found)
}
