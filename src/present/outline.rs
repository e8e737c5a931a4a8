//! The outline of a report: its headings, each with its page and the paragraphs under it.

use std::io::{self, Write};

use super::Screen;
use super::screen::{FAINT, printable};
use crate::citation::{Citation, CitedSource};
use crate::structure::OutlineEntry;

/// Writes one line for each heading; `citations` are those of all passages of the report, in order.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write(
    out: &mut dyn Write,
    screen: &Screen,
    outline: &[OutlineEntry],
    citations: &[&Citation],
) -> io::Result<()> {
    for entry in outline {
        let indent = 2 + 2 * entry.depth;
        let page = entry.page.as_deref().map(|page| format!("p. {page}"));
        let range = citations.get(entry.passages.clone()).and_then(range_of);
        let place: Vec<String> = [range, page].into_iter().flatten().collect();
        let place = screen.paint(FAINT, &printable(&place.join(", ")));
        writeln!(out, "{:indent$}{}  {place}", "", printable(&entry.heading))?;
    }
    Ok(())
}

/// `para. 5 – para. 6, draft resolution, para. 3`: the first and last passage under a heading.
fn range_of(citations: &[&Citation]) -> Option<String> {
    let (first, last) = (place_of(citations.first()?), place_of(citations.last()?));
    Some(if citations.len() == 1 { first } else { format!("{first} – {last}") })
}

/// Where a passage is, without the symbol that all passages of the report share.
fn place_of(citation: &Citation) -> String {
    match &citation.source {
        CitedSource::Document(_) | CitedSource::File(_) => citation.locator.to_string(),
        CitedSource::Instrument(_) => citation.to_string(),
    }
}
