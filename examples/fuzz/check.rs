//! What must hold of every file, however damaged: no panic, an end within the time allowed, and lines and passages that
//! keep what their types promise.

use std::path::Path;

use cnd::diagnostic::Warned;
use cnd::extract::{self, ExtractedDocument};
use cnd::structure;
use cnd::tag::{self, Vocabulary};

/// What was seen while one file was read; equal behaviours are not worth keeping twice.
pub(crate) type Behaviour = String;

/// Reads a file through all stages.
///
/// # Errors
/// A sentence that says which promise was broken.
pub(crate) fn file(path: &Path, bytes: &[u8], vocabulary: &Vocabulary) -> Result<Behaviour, String> {
    match extract::extract(path, bytes) {
        Err(error) => Ok(words_of(&error.to_string())),
        Ok(Warned { value, warnings }) => {
            lines(&value)?;
            let mut seen: Vec<String> = warnings.iter().map(|warning| warning.code.to_string()).collect();
            seen.push(document(&value, vocabulary)?);
            Ok(seen.join(" "))
        }
    }
}

/// The words of a sentence without its numbers, which differ from file to file.
fn words_of(sentence: &str) -> String {
    sentence.chars().filter(|c| !c.is_ascii_digit()).take(100).collect()
}

/// Whether the lines keep the promises of [`extract::Line`].
fn lines(document: &ExtractedDocument) -> Result<(), String> {
    for line in document.pages.iter().flat_map(|page| &page.lines) {
        let text = &line.text;
        if text.is_empty() || text.trim() != text {
            return Err(format!("a line is empty or has white space at its ends: {text:.80?}"));
        }
        if text.contains(|c: char| c.is_control() && c != '\t') || text.contains("  ") {
            return Err(format!("a line holds a control character or two spaces: {text:.80?}"));
        }
        let mut end = 0;
        for run in &line.runs {
            if run.range.start != end || text.get(run.range.clone()).is_none() {
                return Err(format!("runs do not cover a line: {text:.80?} {:?}", line.runs));
            }
            end = run.range.end;
        }
        if end != text.len() && !line.runs.is_empty() {
            return Err(format!("runs end before their line: {text:.80?} {:?}", line.runs));
        }
        if line.geometry.is_some_and(|at| !(at.x0.is_finite() && at.x1.is_finite() && at.y.is_finite())) {
            return Err(format!("a line stands nowhere: {text:.80?} {:?}", line.geometry));
        }
    }
    Ok(())
}

/// Reads the structure of a document and tags it.
///
/// # Errors
/// A sentence that says which promise was broken.
pub(crate) fn document(document: &ExtractedDocument, vocabulary: &Vocabulary) -> Result<Behaviour, String> {
    let count: usize = document.pages.iter().map(|page| page.lines.len()).sum();
    let Warned { value: report, warnings } = structure::read(document);
    if report.placements.len() != count {
        return Err(format!("{count} lines, but {} have a place", report.placements.len()));
    }
    for passage in report.passages.iter().chain(&report.unplaced) {
        let span = &passage.span;
        if span.page_index == 0 || span.page_index as usize > document.pages.len() {
            return Err(format!("{} is on page {} of {}", passage.citation, span.page_index, document.pages.len()));
        }
        if span.lines.is_empty() || span.lines.iter().any(|lines| lines.is_empty() || lines.end as usize > count) {
            return Err(format!("{} comes from lines {:?} of {count}", passage.citation, span.lines));
        }
        if passage.text.contains(|c: char| c.is_control()) || passage.text.trim() != passage.text {
            return Err(format!("{} reads {:.80?}", passage.citation, passage.text));
        }
    }
    let passages = report.passages.len() + report.unplaced.len();
    if report.outline.iter().any(|entry| entry.passages.start > entry.passages.end || entry.passages.end > passages) {
        return Err("the outline names passages that are not there".to_owned());
    }
    let mut seen: Vec<String> = warnings.iter().map(|warning| warning.code.to_string()).collect();
    let counts = [report.passages.len(), report.unplaced.len(), report.outline.len()];
    seen.extend(counts.map(|count| format!("{}", count.checked_ilog2().map_or(0, |log| log + 1))));
    seen.extend(report.passages.iter().map(|passage| format!("{:?}", passage.kind)));
    seen.sort();
    seen.dedup();
    let tagged = tag::tag(report, vocabulary);
    serde_json::to_string(&tagged.passages).map_err(|error| error.to_string())?;
    Ok(seen.join(" "))
}
