//! CSV, for spreadsheets: one row for each hit, by RFC 4180.

use std::io::{self, Write};

use super::reference::Reference;
use super::screen::printable;
use crate::query::Hit;

/// Names of the columns.
const COLUMNS: [&str; 15] = [
    "rank", "score", "citation", "symbol", "title", "section", "page", "kind", "body", "region", "topics", "date",
    "url", "file", "text",
];

/// Writes a row of names and a row for each hit. Sections are joined with ` › `, topics with `; `.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write(out: &mut dyn Write, hits: &[Hit]) -> io::Result<()> {
    write!(out, "{}\r\n", COLUMNS.join(","))?;
    for hit in hits {
        let reference = Reference::new(&hit.record, &hit.file);
        let tags = &hit.record.passage.tags;
        let cells: [String; COLUMNS.len()] = [
            hit.rank.to_string(),
            format!("{:.4}", hit.score),
            reference.citation,
            reference.symbol,
            reference.title,
            hit.record.passage.passage.section.join(" › "),
            reference.page.unwrap_or_default(),
            tags.kind.to_string(),
            tags.body.clone().unwrap_or_default(),
            tags.region.clone().unwrap_or_default(),
            tags.topics.join("; "),
            tags.date.map(|date| date.to_string()).unwrap_or_default(),
            reference.url.unwrap_or_default(),
            hit.record.path.clone(),
            reference.text,
        ];
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        write!(out, "{}\r\n", cells.join(","))?;
    }
    Ok(())
}

/// A cell, quoted where it holds what separates cells.
fn quoted(cell: &str) -> String {
    let cell = printable(cell);
    if cell.contains([',', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_with_a_comma_or_a_quote_is_quoted() {
        assert_eq!(quoted("plain"), "plain");
        assert_eq!(quoted("one, \"two\"\nthree"), "\"one, \"\"two\"\" three\"");
    }
}
