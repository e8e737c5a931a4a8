//! The headings above a passage on one line, outermost first.
//!
//! Headings of reports run over several lines. The innermost says most of what a passage is about, and the numbers and
//! first words of the others are enough to find the place on the page.

use unicode_width::UnicodeWidthStr;

use super::screen::cut;

/// What stands between two headings.
const SEPARATOR: &str = " › ";
/// Columns that a heading above the innermost gets where there is not room for all.
const OUTER_COLUMNS: usize = 30;

/// As much of the headings as fits into `room` columns, with `…` where something was cut or left out.
pub(super) fn breadcrumb(headings: &[String], room: usize) -> String {
    let whole = headings.join(SEPARATOR);
    let (Some((innermost, outer)), true) = (headings.split_last(), whole.width() > room) else { return whole };
    let outer: Vec<String> = outer.iter().map(|heading| cut(heading, OUTER_COLUMNS)).collect();
    // The innermost keeps half of the line; for that, those in the middle go first.
    for shown in [outer.len(), 1, 0] {
        let mut lead: Vec<&str> = outer.iter().take(shown).map(String::as_str).collect();
        if shown < outer.len() {
            lead.push("…");
        }
        let lead = lead.iter().map(|heading| format!("{heading}{SEPARATOR}")).collect::<String>();
        let left = room.saturating_sub(lead.width());
        if left >= room / 2 || shown == 0 {
            return format!("{lead}{}", cut(innermost, left));
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::breadcrumb;

    fn headings(headings: &[&str]) -> Vec<String> {
        headings.iter().map(|heading| (*heading).to_owned()).collect()
    }

    #[test]
    fn headings_that_fit_are_shown_whole() {
        assert_eq!(breadcrumb(&headings(&["I. Introduction", "A. Scope"]), 40), "I. Introduction › A. Scope");
        assert_eq!(breadcrumb(&[], 40), "");
    }

    #[test]
    fn long_ones_are_cut_and_the_innermost_keeps_half_of_the_line() {
        let long = headings(&[
            "III. Recommendations of the subsidiary bodies of the Commission",
            "B. Thirty-seventh session of the Subcommission on Illicit Drug Traffic",
            "2. Strengthening land border controls in the region and beyond",
        ]);
        let line = breadcrumb(&long, 100);
        assert_eq!(
            line,
            "III. Recommendations of the… › … › 2. Strengthening land border controls in the region and beyond"
        );
        let narrow = breadcrumb(&long, 40);
        assert_eq!(narrow, "… › 2. Strengthening land border…");
    }
}
