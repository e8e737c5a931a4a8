//! `cnd inspect FILE`: how one file was read.

use std::fs;

use cnd::present::{json, lines, report};
use cnd::tag::Vocabulary;
use cnd::{Error, Result, Warned, extract, pipeline, structure};

use super::Outcome;
use super::args::{Global, Inspect};
use super::output::{print, screen};

/// Reads the file and shows it in the view that was asked for.
pub(super) fn run(args: &Inspect, global: &Global) -> Result<Outcome> {
    let screen = screen(global.color);
    let vocabulary = Vocabulary::load(global.vocabulary.as_deref())?;
    let bytes = fs::read(&args.file).map_err(|source| Error::io(&args.file, source))?;
    let document = extract::extract(&args.file, &bytes)?;
    let report = structure::read(&document.value);
    if args.lines {
        print(|out| lines::write(out, &document.value, &report.value.placements))?;
        return Ok(Outcome::Found);
    }
    let name = args.file.display().to_string();
    let warnings = document.warnings.into_iter().chain(report.warnings).collect();
    let read = Warned { value: pipeline::tagged(report.value, &vocabulary, args.explain), warnings };
    if let Some(asked) = &args.open {
        let found = report::find(&read.value, asked);
        if found.is_empty() {
            eprintln!("cnd: {name}: no paragraph \"{asked}\"");
            return Ok(Outcome::Nothing);
        }
        for passage in found {
            print(|out| report::write_beside_source(out, &screen, &document.value, passage))?;
        }
    } else if args.json {
        print(|out| json::write_report(out, &name, document.value.format, &read))?;
    } else {
        print(|out| report::write(out, &screen, &name, document.value.format, &read))?;
    }
    Ok(Outcome::Found)
}
