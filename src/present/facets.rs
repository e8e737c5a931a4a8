//! Facet counts for a person: a line below the hits, or bars.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::Screen;
use super::screen::{FAINT, HEADING, MATCH, printable};
use crate::query::{Facet, FacetValue};

/// Values that a line below the hits names before it counts the rest.
const VALUES_IN_LINE: usize = 5;
/// Columns of the name of a facet in a line.
const NAME_COLUMNS: usize = 8;
/// Columns of the longest bar.
const BAR_COLUMNS: u64 = 30;

/// Writes one line for each facet: its first values with their counts.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_lines(out: &mut dyn Write, screen: &Screen, facets: &[Facet]) -> io::Result<()> {
    for facet in facets.iter().filter(|facet| !facet.values.is_empty()) {
        let counted = |value: &FacetValue| format!("{} {}", value.value, value.count);
        let mut values: Vec<String> = facet.values.iter().take(VALUES_IN_LINE).map(counted).collect();
        let more = facet.values.len().saturating_sub(VALUES_IN_LINE);
        if more > 0 {
            values.push(format!("{more} more"));
        }
        let name = screen.paint(FAINT, &format!("{:<NAME_COLUMNS$}", facet.column.as_str()));
        writeln!(out, "{name}{}", screen.cut(&printable(&values.join(" · ")), NAME_COLUMNS))?;
    }
    Ok(())
}

/// Writes a bar for each of the first `most` values of each facet, and how many more there are.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_bars(out: &mut dyn Write, screen: &Screen, facets: &[Facet], most: usize) -> io::Result<()> {
    for (place, facet) in facets.iter().filter(|facet| !facet.values.is_empty()).enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", screen.paint(HEADING, facet.column.as_str()))?;
        let highest = facet.values.iter().map(|value| value.count).max().unwrap_or(1).max(1);
        let wide = facet.values.iter().take(most).map(|value| printable(&value.value).width()).max().unwrap_or(0);
        for value in facet.values.iter().take(most) {
            let name = printable(&value.value);
            let gap = wide - name.width();
            let bar = bar(value.count, highest, BAR_COLUMNS);
            writeln!(out, "  {name}{:gap$} {:>7} {}", "", value.count, screen.paint(MATCH, &bar))?;
        }
        let more = facet.values.len().saturating_sub(most);
        if more > 0 {
            let command = format!("… {more} more (--by {})", facet.column.as_str());
            writeln!(out, "  {}", screen.paint(FAINT, &command))?;
        }
    }
    Ok(())
}

/// Writes the places of each hierarchy under those they belong to, from facets counted so
/// ([`SearchRequest::hierarchy`](crate::query::SearchRequest::hierarchy)); values of other facets stand alone.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_tree(out: &mut dyn Write, screen: &Screen, facets: &[Facet]) -> io::Result<()> {
    for (place, facet) in facets.iter().filter(|facet| !facet.values.is_empty()).enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", screen.paint(HEADING, facet.column.as_str()))?;
        for FacetValue { value, count } in &facet.values {
            let (depth, name) = match value.strip_prefix('/') {
                Some(path) => (path.split('/').count(), path.rsplit('/').next().unwrap_or(path)),
                None => (1, value.as_str()),
            };
            writeln!(out, "{:indent$}{}  {count}", "", printable(name), indent = 2 * depth)?;
        }
    }
    Ok(())
}

/// A bar of at most `columns` for a count beside the highest: at least one column for a count that is not nothing.
pub(super) fn bar(count: u64, highest: u64, columns: u64) -> String {
    "█".repeat(usize::try_from(count.saturating_mul(columns).div_ceil(highest.max(1))).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Column;

    fn facet() -> Facet {
        let value = |value: &str, count| FacetValue { value: value.to_owned(), count };
        Facet { column: Column::Body, values: vec![value("HONLAF", 60), value("CND", 1)] }
    }

    #[test]
    fn the_longest_bar_is_the_most_frequent_value_and_the_rarest_still_shows() {
        let mut out = Vec::new();
        write_bars(&mut out, &Screen { width: 80, color: false }, &[facet()], 2).unwrap();
        let bar = "█".repeat(30);
        assert_eq!(String::from_utf8(out).unwrap(), format!("body\n  HONLAF      60 {bar}\n  CND          1 █\n"));
    }

    #[test]
    fn a_tree_shows_a_value_under_those_it_belongs_to() {
        let value = |value: &str, count| FacetValue { value: value.to_owned(), count };
        let values = vec![value("/UN", 61), value("/UN/CND", 61), value("/UN/CND/HONLAF", 60)];
        let mut out = Vec::new();
        write_tree(&mut out, &Screen { width: 80, color: false }, &[Facet { column: Column::Body, values }]).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "body\n  UN  61\n    CND  61\n      HONLAF  60\n");
    }

    #[test]
    fn a_line_names_the_first_values() {
        let mut out = Vec::new();
        write_lines(&mut out, &Screen { width: 80, color: false }, &[facet()]).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "body    HONLAF 60 · CND 1\n");
    }
}
