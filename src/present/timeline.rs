//! Counts by year and body, as bars.

use std::io::{self, Write};

use super::Screen;
use super::facets::bar;
use super::screen::{FAINT, MATCH, printable};
use crate::query::TimelineYear;

/// Columns of the longest bar.
const BAR_COLUMNS: u64 = 24;

/// Writes a line for each year: its count, a bar, and the bodies that speak, the most frequent first; then how many of
/// `total` passages are of no known year.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write(out: &mut dyn Write, screen: &Screen, total: u64, years: &[TimelineYear]) -> io::Result<()> {
    let most = years.iter().map(|year| year.total).max().unwrap_or(1);
    for TimelineYear { year, total, bodies } in years {
        let bar = bar(*total, most, BAR_COLUMNS);
        let gap = BAR_COLUMNS as usize - bar.chars().count();
        let lead = format!("{year} {total:>7} ");
        let bodies: Vec<String> = bodies.iter().map(|body| format!("{} {}", body.value, body.count)).collect();
        let margin = lead.len() + BAR_COLUMNS as usize + 2;
        let bodies = screen.cut(&printable(&bodies.join(" · ")), margin);
        let line = format!("{lead}{}{:gap$}  {}", screen.paint(MATCH, &bar), "", screen.paint(FAINT, &bodies));
        writeln!(out, "{}", line.trim_end())?;
    }
    let undated = total - years.iter().map(|year| year.total).sum::<u64>().min(total);
    if undated > 0 {
        writeln!(out, "without a date: {undated}")?;
    }
    writeln!(out, "{total} passage{}", if total == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::FacetValue;

    #[test]
    fn a_year_shows_its_count_a_bar_and_who_speaks() {
        let value = |value: &str, count| FacetValue { value: value.to_owned(), count };
        let years = [
            TimelineYear { year: "1999".to_owned(), total: 1, bodies: vec![] },
            TimelineYear { year: "2002".to_owned(), total: 4, bodies: vec![value("HONLAF", 3), value("CND", 1)] },
        ];
        let mut out = Vec::new();
        write(&mut out, &Screen { width: 80, color: false }, 6, &years).unwrap();
        let (short, long) = ("█".repeat(6), "█".repeat(24));
        let expected =
            format!("1999       1 {short}\n2002       4 {long}  HONLAF 3 · CND 1\nwithout a date: 1\n6 passages\n");
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
