//! How a file was read, for a person: front matter, outline with paragraph ranges, passages, warnings; or one
//! passage beside the lines it came from.

use std::io::{self, Write};

use super::screen::{CITATION, FAINT, HEADING, WARNING, printable};
use super::{Screen, outline};
use crate::citation::CitedSource;
use crate::diagnostic::Diagnostic;
use crate::extract::{ExtractedDocument, Format};
use crate::index::{FileRecord, PassageRecord};
use crate::structure::{Confidence, FrontMatter};
use crate::tag::{Date, Kind, TaggedPassage, TaggedReport, Tags};

/// Lines of the page shown before and after those of a passage.
const LINES_AROUND: u32 = 2;

/// Pieces left out of a passage that are worth a line; more are the rest of a page that came on one line.
const MOST_LEFT_OUT: usize = 12;

/// Citations near the one asked for that are named where there is none such.
const NEAR_CITATIONS: usize = 3;

/// Columns that the number of a source line and the bar after it take.
const SOURCE_MARGIN: usize = 10;

/// Columns that the names of front matter take.
const NAME_COLUMNS: usize = 15;

/// Writes all of a report.
pub fn write(
    out: &mut dyn Write,
    screen: &Screen,
    file: &str,
    format: Format,
    report: &TaggedReport,
    warnings: &[Diagnostic],
) -> io::Result<()> {
    writeln!(out, "{}", screen.paint(HEADING, &printable(file)))?;
    write_front_matter(out, screen, &report.front, report.date, Some(format))?;
    writeln!(out, "\n{}", screen.paint(HEADING, "Outline"))?;
    let citations: Vec<_> = report.passages.iter().map(|tagged| &tagged.passage.citation).collect();
    outline::write(out, screen, &report.outline, &citations)?;
    let (unplaced, placed): (Vec<_>, Vec<_>) =
        report.passages.iter().partition(|tagged| tagged.tags.kind == Kind::Unrecognized);
    for (name, passages) in [("Passages", placed), ("Text without an official address", unplaced)] {
        writeln!(out, "\n{}", screen.paint(HEADING, &format!("{name}: {}", passages.len())))?;
        if !passages.is_empty() {
            writeln!(out)?;
        }
        write_passages(out, screen, passages)?;
    }
    writeln!(out, "\n{}", screen.paint(HEADING, &format!("Warnings: {}", warnings.len())))?;
    for warning in warnings {
        let page = warning.page.map(|page| format!(" (page {page})")).unwrap_or_default();
        writeln!(out, "  {}: {}{page}", screen.paint(WARNING, &warning.code.to_string()), printable(&warning.message))?;
    }
    Ok(())
}

fn write_front_matter(
    out: &mut dyn Write,
    screen: &Screen,
    front: &FrontMatter,
    date: Option<Date>,
    format: Option<Format>,
) -> io::Result<()> {
    let symbols: Vec<&str> = front.symbols.iter().map(|symbol| symbol.as_str()).collect();
    let date = date.map(|date| date.to_string());
    let format = format.map(|format| format!("{format:?}").to_lowercase());
    let symbols = (!symbols.is_empty()).then(|| symbols.join(", "));
    let rows: [(&str, Option<&str>); 13] = [
        ("symbols", symbols.as_deref()),
        ("title", front.title.as_deref()),
        ("author", front.author.as_deref()),
        ("organ", front.organ.as_deref()),
        ("body", front.body.as_deref()),
        ("session", front.session.as_deref()),
        ("session place", front.session_place.as_deref()),
        ("session dates", front.session_dates.as_deref()),
        ("agenda item", front.agenda_item.as_deref()),
        ("date", date.as_deref().or(front.date.as_deref())),
        ("language", Some(front.language.as_str())),
        ("job number", front.job_number.as_deref()),
        ("format", format.as_deref()),
    ];
    for (name, value) in rows {
        let Some(value) = value else { continue };
        let name = screen.paint(FAINT, &format!("{name:<NAME_COLUMNS$}"));
        writeln!(out, "  {name}{}", printable(value))?;
    }
    Ok(())
}

/// Writes what the index holds of a report: masthead and outline.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_indexed(
    out: &mut dyn Write,
    screen: &Screen,
    file: &FileRecord,
    passages: &[PassageRecord],
) -> io::Result<()> {
    writeln!(out, "{}", screen.paint(CITATION, &printable(file.document())))?;
    let Some(report) = file.report() else { return Ok(()) };
    write_front_matter(out, screen, &report.front, report.date, None)?;
    writeln!(out, "\n{}", screen.paint(HEADING, "Outline"))?;
    let citations: Vec<_> = passages.iter().map(|record| &record.passage.passage.citation).collect();
    outline::write(out, screen, &report.outline, &citations)
}

/// Citations that are listed before the rest is counted.
const CITATIONS_LISTED: usize = 12;

/// Writes which passages cite a document or resolution.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_cited_by(out: &mut dyn Write, screen: &Screen, cited: &str, cited_by: &[String]) -> io::Result<()> {
    let counted = if cited_by.len() == 1 { "passage" } else { "passages" };
    let heading = format!("{} is cited by {} {counted}", printable(cited), cited_by.len());
    writeln!(out, "{}", screen.paint(HEADING, &heading))?;
    for citation in cited_by.iter().take(CITATIONS_LISTED) {
        writeln!(out, "  {}", screen.paint(CITATION, &printable(citation)))?;
    }
    let more = cited_by.len().saturating_sub(CITATIONS_LISTED);
    if more > 0 {
        let command = format!("… {more} more: cnd search --cites \"{}\"", printable(cited));
        writeln!(out, "  {}", screen.paint(FAINT, &command))?;
    }
    Ok(())
}

/// Writes passages with all that is known of them, an empty line between two.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_passages<'a>(
    out: &mut dyn Write,
    screen: &Screen,
    passages: impl IntoIterator<Item = &'a TaggedPassage>,
) -> io::Result<()> {
    for (place, passage) in passages.into_iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        write_passage(out, screen, passage)?;
    }
    Ok(())
}

fn write_passage(out: &mut dyn Write, screen: &Screen, tagged: &TaggedPassage) -> io::Result<()> {
    let TaggedPassage { passage, tags, evidence } = tagged;
    let mut about = vec![tags.kind.to_string()];
    about.extend(passage.span.page_label.as_ref().map(|page| format!("p. {page}")));
    if passage.number_inferred {
        about.push("number inferred".to_owned());
    }
    if passage.confidence() != Confidence::High {
        about.push(format!("confidence {}", passage.confidence().name()));
    }
    let citation = screen.paint(CITATION, &printable(&passage.citation.to_string()));
    writeln!(out, "{citation}  {}", screen.paint(FAINT, &printable(&about.join(" · "))))?;
    if !passage.section.is_empty() {
        screen.write_styled(out, FAINT, &passage.section.join(" › "), 2)?;
    }
    for context in &passage.context {
        screen.write_styled(out, FAINT, &format!("[{context}]"), 2)?;
    }
    for (name, value) in described(tags) {
        screen.write_styled(out, FAINT, &format!("{name}: {value}"), 2)?;
    }
    for why in evidence {
        let name = format!("{:?}", why.tag).to_lowercase();
        screen.write_styled(out, FAINT, &format!("? {name} {}: {} “{}”", why.value, why.rule, why.phrase), 2)?;
    }
    screen.write_wrapped(out, &passage.text, 4, &[])
}

/// The tags that are set, by name.
fn described(tags: &Tags) -> Vec<(&'static str, String)> {
    let meeting = tags.meeting.as_ref().map(|meeting| {
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let (start, end) = (day(meeting.start), day(meeting.end));
        let parts = [Some(meeting.name.clone()), meeting.place.clone(), start, end, meeting.report.clone()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    });
    let rows = [
        ("body", tags.body.clone().unwrap_or_default()),
        ("meeting", meeting.unwrap_or_default()),
        ("regions", tags.regions.join(", ")),
        ("countries", tags.countries.join(", ")),
        ("topics", tags.topics.join(", ")),
        ("substances", tags.substances.join(", ")),
        ("addressees", tags.addressees.join(", ")),
        ("action", tags.action.map(|action| action.to_string()).unwrap_or_default()),
        ("references", tags.references.join(", ")),
    ];
    rows.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// The passages of `report` that `asked` names: a whole citation, or its end such as `para. 12`, `12` or `47 (b)`.
pub fn find<'a>(report: &'a TaggedReport, asked: &str) -> Vec<&'a TaggedPassage> {
    report.passages.iter().filter(|tagged| tagged.passage.citation.is_named(asked)).collect()
}

/// The citations nearest to what was `asked` for, where it names none: those of the same text and of the nearest numbers.
pub fn near(report: &TaggedReport, asked: &str) -> Vec<String> {
    let wanted = numbers(asked);
    // Labels such as `(b)` are no words.
    let words = |text: &str| {
        let words = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| word.len() > 2);
        words.collect::<Vec<_>>().join(" ").to_lowercase()
    };
    let asked = words(asked);
    let mut ranked: Vec<(bool, u64, usize, String)> = report
        .passages
        .iter()
        .filter(|tagged| tagged.tags.kind != Kind::Unrecognized)
        .enumerate()
        .map(|(order, tagged)| {
            let citation = tagged.passage.citation.to_string();
            let locator = tagged.passage.citation.locator.to_string();
            let other = match asked.as_str() {
                "" => {
                    !locator.starts_with("para. ")
                        || !matches!(tagged.passage.citation.source, CitedSource::Document(_))
                }
                asked => words(&citation) != asked && words(&locator) != asked,
            };
            let own = numbers(if wanted.len() > 1 { &citation } else { &locator });
            let far = wanted.iter().rev().zip(own.iter().rev()).map(|(wanted, own)| wanted.abs_diff(*own));
            let far = far.rev().fold(0_u64, |sum, distance| sum.saturating_mul(1_000).saturating_add(distance));
            (other, if own.is_empty() { u64::MAX } else { far }, order, citation)
        })
        .collect();
    ranked.sort();
    ranked.into_iter().take(NEAR_CITATIONS).map(|(.., citation)| citation).collect()
}

/// The numbers in a text, in order.
fn numbers(text: &str) -> Vec<u64> {
    text.split(|letter: char| !letter.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// Writes a passage, then the lines of the file it was read from, those around them in grey.
pub fn write_beside_source(
    out: &mut dyn Write,
    screen: &Screen,
    document: &ExtractedDocument,
    report: &TaggedReport,
    tagged: &TaggedPassage,
) -> io::Result<()> {
    write_passage(out, screen, tagged)?;
    let passage = &tagged.passage;
    writeln!(out)?;
    let pages = document.pages.len();
    let heading = |index: usize| {
        let spans = report.passages.iter().map(|tagged| &tagged.passage.span);
        let label =
            spans.filter(|span| span.page_index as usize == index + 1).find_map(|span| span.page_label.as_deref());
        match label {
            Some(label) => format!("page {label} (page {} of {pages} in the file)", index + 1),
            None => format!("page {} of {pages} in the file", index + 1),
        }
    };
    let is_own = |line: u32| passage.span.lines.iter().any(|range| range.contains(&line));
    let is_near = |line: u32| (line.saturating_sub(LINES_AROUND)..=line.saturating_add(LINES_AROUND)).any(is_own);
    let mut number = 0;
    let mut page_shown = None;
    for (index, page) in document.pages.iter().enumerate() {
        for line in &page.lines {
            if is_near(number) {
                if page_shown.replace(index) != Some(index) {
                    writeln!(out, "  {}", screen.paint(HEADING, &printable(&heading(index))))?;
                }
                write_source_line(out, screen, number, &line.text, is_own(number))?;
            }
            number += 1;
        }
    }
    let own = document.pages.iter().flat_map(|page| &page.lines).zip(0..).filter(|(_, number)| is_own(*number));
    let printed: Vec<&str> = own.map(|(line, _)| line.text.as_str()).collect();
    let left_out = left_out(&printed.join(" "), &passage.text);
    if !left_out.is_empty() && left_out.len() <= MOST_LEFT_OUT {
        let quoted: Vec<String> = left_out.iter().map(|piece| format!("“{}”", printable(piece))).collect();
        writeln!(out, "  {}", screen.paint(FAINT, &format!("printed there, left out above: {}", quoted.join(", "))))?;
    }
    Ok(())
}

/// What the lines of the file print and the passage leaves out: its label, the markers of footnotes. Nothing where the
/// passage is not on the lines letter by letter.
fn left_out(printed: &str, passage: &str) -> Vec<String> {
    let mut wanted = passage.chars().filter(|letter| !letter.is_whitespace()).peekable();
    let mut pieces: Vec<String> = Vec::new();
    let mut inside = false;
    for letter in printed.chars() {
        if letter.is_whitespace() || wanted.next_if_eq(&letter).is_some() {
            inside = false;
        } else if inside {
            pieces.last_mut().into_iter().for_each(|piece| piece.push(letter));
        } else {
            pieces.push(letter.to_string());
            inside = true;
        }
    }
    if wanted.peek().is_some() { Vec::new() } else { pieces }
}

/// A line of the file with its number: whole if the passage was read from it, else its beginning in grey.
fn write_source_line(out: &mut dyn Write, screen: &Screen, number: u32, text: &str, own: bool) -> io::Result<()> {
    if !own {
        let beginning = screen.cut(&printable(text), SOURCE_MARGIN);
        return writeln!(out, "  {number:>5}   {}", screen.paint(FAINT, &beginning));
    }
    let mut wrapped = Vec::new();
    screen.write_wrapped(&mut wrapped, text, SOURCE_MARGIN, &[])?;
    for (row, line) in String::from_utf8_lossy(&wrapped).lines().enumerate() {
        let number = if row == 0 { number.to_string() } else { String::new() };
        writeln!(out, "  {number:>5} │ {}", line.trim_start())?;
    }
    Ok(())
}
