//! Facet counts for a person: a line below the hits, or bars.

use std::collections::BTreeMap;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::Screen;
use super::screen::{FAINT, HEADING, MATCH, printable};
use crate::index::Column;
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

/// Writes a bar for each value of each facet.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_bars(out: &mut dyn Write, screen: &Screen, facets: &[Facet]) -> io::Result<()> {
    for (place, facet) in facets.iter().filter(|facet| !facet.values.is_empty()).enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", screen.paint(HEADING, facet.column.as_str()))?;
        let most = facet.values.iter().map(|value| value.count).max().unwrap_or(1).max(1);
        let wide = facet.values.iter().map(|value| printable(&value.value).width()).max().unwrap_or(0);
        for value in &facet.values {
            let name = printable(&value.value);
            let gap = wide - name.width();
            let bar = "█".repeat(bar_length(value.count, most));
            writeln!(out, "  {name}{:gap$} {:>7} {}", "", value.count, screen.paint(MATCH, &bar))?;
        }
    }
    Ok(())
}

/// Writes the values of each facet under those they belong to. `path_of` gives the values from the top down to one,
/// such as `/UN/ECOSOC/CND`; a value without a path stands alone. Counts are those of the values themselves.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_tree(
    out: &mut dyn Write,
    screen: &Screen,
    facets: &[Facet],
    path_of: &dyn Fn(Column, &str) -> Option<String>,
) -> io::Result<()> {
    for (place, facet) in facets.iter().filter(|facet| !facet.values.is_empty()).enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", screen.paint(HEADING, facet.column.as_str()))?;
        let mut counts: BTreeMap<Vec<String>, u64> = BTreeMap::new();
        for value in &facet.values {
            let path = path_of(facet.column, &value.value).unwrap_or_else(|| value.value.clone());
            let names: Vec<String> = path.split('/').filter(|name| !name.is_empty()).map(str::to_owned).collect();
            for depth in 1..names.len() {
                counts.entry(names.iter().take(depth).cloned().collect()).or_default();
            }
            *counts.entry(names).or_default() += value.count;
        }
        for (names, count) in counts {
            let indent = 2 * names.len();
            let name = printable(names.last().map(String::as_str).unwrap_or_default());
            let count = if count > 0 { format!("  {count}") } else { String::new() };
            writeln!(out, "{:indent$}{name}{count}", "")?;
        }
    }
    Ok(())
}

/// Columns of a bar: at least one for a count that is not nothing.
fn bar_length(count: u64, most: u64) -> usize {
    usize::try_from((count.saturating_mul(BAR_COLUMNS)).div_ceil(most)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facet() -> Facet {
        let value = |value: &str, count| FacetValue { value: value.to_owned(), count };
        Facet { column: Column::Body, values: vec![value("HONLAF", 60), value("CND", 1)] }
    }

    #[test]
    fn the_longest_bar_is_the_most_frequent_value_and_the_rarest_still_shows() {
        let mut out = Vec::new();
        write_bars(&mut out, &Screen { width: 80, color: false }, &[facet()]).unwrap();
        let bar = "█".repeat(30);
        assert_eq!(String::from_utf8(out).unwrap(), format!("body\n  HONLAF      60 {bar}\n  CND          1 █\n"));
    }

    #[test]
    fn a_tree_shows_a_value_under_those_it_belongs_to() {
        let path = |_: Column, value: &str| Some(if value == "CND" { "/UN/CND" } else { "/UN/CND/HONLAF" }.to_owned());
        let mut out = Vec::new();
        write_tree(&mut out, &Screen { width: 80, color: false }, &[facet()], &path).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "body\n  UN\n    CND  1\n      HONLAF  60\n");
    }

    #[test]
    fn a_line_names_the_first_values() {
        let mut out = Vec::new();
        write_lines(&mut out, &Screen { width: 80, color: false }, &[facet()]).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "body    HONLAF 60 · CND 1\n");
    }
}
