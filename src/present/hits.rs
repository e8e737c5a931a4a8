//! What a search found, for a person at a terminal.

use std::io::{self, Write};
use std::ops::Range;
use std::time::Duration;

use unicode_width::UnicodeWidthStr;

use super::Screen;
use super::breadcrumb::breadcrumb;
use super::facets;
use super::reference::Reference;
use super::screen::{CITATION, FAINT, WARNING, printable};
use crate::index::PassageRecord;
use crate::query::{Hit, SearchResults, window};
use crate::structure::Confidence;
use crate::tag::{Kind, Tags};

/// Lines of a passage that are shown; the best part of a longer one.
const LINES_SHOWN: usize = 5;
/// Columns before all that belongs to a hit.
const INDENT: usize = 4;

/// How to show hits.
#[derive(Debug, Clone, Copy, Default)]
pub struct Detail {
    /// Show passages whole.
    pub full: bool,
    /// Say what each part gave to the score.
    pub explain: bool,
}

/// The paragraphs around a hit.
#[derive(Debug, Clone, Default)]
pub struct Neighbours {
    /// Those before it, in order.
    pub before: Vec<PassageRecord>,
    /// Those after it, in order.
    pub after: Vec<PassageRecord>,
}

/// Writes the hits, then total, time and facets. `neighbours` has one entry for each hit, or none at all.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write(
    out: &mut dyn Write,
    screen: &Screen,
    results: &SearchResults,
    neighbours: &[Neighbours],
    detail: Detail,
) -> io::Result<()> {
    if detail.explain {
        screen.write_styled(out, FAINT, &format!("understood as: {}", results.understood), 0)?;
    }
    screen.write_styled(out, FAINT, &results.notes.join("; "), 0)?;
    if detail.explain || !results.notes.is_empty() {
        writeln!(out)?;
    }
    let mut neighbours = neighbours.iter();
    for hit in &results.hits {
        let around = neighbours.next();
        for record in around.iter().flat_map(|around| &around.before) {
            write_neighbour(out, screen, record)?;
        }
        write_hit(out, screen, hit, detail)?;
        for record in around.iter().flat_map(|around| &around.after) {
            write_neighbour(out, screen, record)?;
        }
        writeln!(out)?;
    }
    if let Some(suggestion) = &results.suggestion {
        screen.write_styled(out, WARNING, &format!("Did you mean: {suggestion}"), 0)?;
    }
    let total = if results.total == 1 { "1 passage".to_owned() } else { format!("{} passages", results.total) };
    writeln!(out, "{total} in {}", milliseconds(results.took))?;
    // Facets leave the filter of their own field aside.
    if results.total == 0 && results.facets.iter().any(|facet| !facet.values.is_empty()) {
        screen.write_styled(out, WARNING, "The filters leave nothing. Without one of them there would be:", 0)?;
    }
    facets::write_lines(out, screen, &results.facets)
}

fn write_hit(out: &mut dyn Write, screen: &Screen, hit: &Hit, detail: Detail) -> io::Result<()> {
    let passage = &hit.record.passage.passage;
    let reference = Reference::new(&hit.record, &hit.file);
    let citation = screen.paint(CITATION, &printable(&reference.citation));
    let beware = match hit.record.passage.tags.kind {
        _ if passage.number_inferred => "  (number inferred)",
        _ if passage.confidence() == Confidence::Low => "  (see the page: confidence low)",
        Kind::Unrecognized => "  (without a number: cited by page)",
        _ => "",
    };
    let summary = printable(&summary(&hit.record.passage.tags));
    let rank = format!("{:>2}. ", hit.rank);
    let head = rank.width() + printable(&reference.citation).width() + beware.width();
    let beside = head + 2 + summary.width() <= screen.width;
    let right = if beside { format!("  {}", screen.paint(FAINT, &summary)) } else { String::new() };
    writeln!(out, "{rank}{citation}{}{right}", screen.paint(WARNING, beware))?;
    if !beside {
        screen.write_styled(out, FAINT, &summary, INDENT)?;
    }
    if !passage.section.is_empty() {
        let path = breadcrumb(&passage.section, screen.width.saturating_sub(INDENT));
        screen.write_styled(out, FAINT, &path, INDENT)?;
    }
    let part = if detail.full { None } else { Some(screen.width.saturating_sub(INDENT) * LINES_SHOWN) };
    let (text, marked) = excerpt(&passage.text, &hit.highlights, part);
    screen.write_wrapped(out, &text, INDENT, &marked)?;
    let link = reference.url.unwrap_or_else(|| hit.record.path.clone());
    let page = reference.page.map(|page| format!(" · p. {page}")).unwrap_or_default();
    screen.write_styled(out, FAINT, &format!("{link}{page}"), INDENT)?;
    if !hit.also_in.is_empty() {
        let others: Vec<String> = hit.also_in.iter().map(ToString::to_string).collect();
        screen.write_styled(out, FAINT, &format!("also in {}", others.join("; ")), INDENT)?;
    }
    if detail.explain {
        let parts: Vec<String> = hit.parts.iter().map(|part| format!("{} {:.2}", part.name, part.score)).collect();
        screen.write_styled(out, FAINT, &format!("score {:.2} = {}", hit.score, parts.join(" + ")), INDENT)?;
    }
    Ok(())
}

fn write_neighbour(out: &mut dyn Write, screen: &Screen, record: &PassageRecord) -> io::Result<()> {
    let passage = &record.passage.passage;
    screen.write_styled(out, FAINT, &format!("{}: {}", passage.citation, passage.text), INDENT)
}

/// Who, where, when, what kind: `HONLAF · Africa · 2002-12-30 · recommendation`.
fn summary(tags: &Tags) -> String {
    let date = tags.date.map(|date| date.to_string());
    let kind = tags.kind.to_string();
    let parts = [tags.body.as_deref(), tags.region.as_deref(), date.as_deref(), Some(kind.as_str())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The best part of a text of about `longest` characters, with `…` where something was left out, and the marked
/// characters in it; all of it where `longest` is `None`.
fn excerpt(text: &str, marked: &[(usize, usize)], longest: Option<usize>) -> (String, Vec<(usize, usize)>) {
    let length = text.chars().count();
    let Range { start, end } = longest.map_or(0..length, |longest| window(text, marked, longest));
    let start = start + text.chars().skip(start).take_while(|c| c.is_whitespace()).count();
    let part: String = text.chars().skip(start).take(end.saturating_sub(start)).collect();
    let lead = if start > 0 { "…" } else { "" };
    let tail = if end < length { "…" } else { "" };
    let shift = lead.chars().count();
    let inside = marked.iter().filter(|(from, to)| *from < end && *to > start);
    let moved = inside.map(|(from, to)| (from.max(&start) - start + shift, to.min(&end) - start + shift));
    (format!("{lead}{}{tail}", part.trim_end()), moved.collect())
}

/// `3.2 ms`
fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_of_an_excerpt_stand_on_the_words_they_stood_on() {
        let text = "One sentence. Acetic anhydride is one. A last sentence.";
        let (part, marked) = excerpt(text, &[(14, 30)], Some(26));
        assert_eq!(part, "…Acetic anhydride is one.…");
        assert_eq!(marked, [(1, 17)]);
    }

    #[test]
    fn a_text_that_fits_is_shown_whole() {
        assert_eq!(excerpt("Short.", &[(0, 5)], Some(20)), ("Short.".to_owned(), vec![(0, 5)]));
    }
}
