//! The lines of a document as they came out of the file, for finding out why it was read as it was.

use std::io::{self, Write};

use super::screen::printable;
use crate::extract::{ExtractedDocument, Line, Role, Run};
use crate::structure::Placement;

/// Writes one row for each line: number in the document, left and right edge and baseline in points, largest size,
/// style, role, block, what became of the line, and its text with tabs as `→`. The style is `B`, `I`, `R` where all of
/// the line is bold, italic or raised, and `b`, `i`, `r` where a part of it is; `+` after the block marks space before it.
pub fn write(out: &mut dyn Write, document: &ExtractedDocument, placements: &[Placement]) -> io::Result<()> {
    writeln!(out, "line     x0     x1      y  size style role     block  became       text")?;
    let mut placements = placements.iter();
    let mut number = 0;
    for (index, page) in document.pages.iter().enumerate() {
        let label = page.label.as_deref().unwrap_or("-");
        writeln!(out, "---- page {}, label {label}, {} × {} pt", index + 1, page.width, page.height)?;
        for line in &page.lines {
            let became = placements.next().map_or("-", |placement| name_of(*placement));
            writeln!(out, "{number:>4} {} {became:<12} {}", described(line), printable(&line.text.replace('\t', "→")))?;
            number += 1;
        }
    }
    Ok(())
}

/// Where a line stands and how it is set.
fn described(line: &Line) -> String {
    let place = line.geometry.map_or_else(
        || format!("{:>6} {:>6} {:>6}", "-", "-", "-"),
        |at| format!("{:>6.1} {:>6.1} {:>6.1}", at.x0, at.x1, at.y),
    );
    let size = line.runs.iter().map(|run| run.size).fold(0.0, f32::max);
    let block = line.block.map_or_else(|| "-".to_owned(), |block| block.to_string());
    let space = if line.blank_before { '+' } else { ' ' };
    let (style, role) = (style_of(line), role_of(line.role));
    format!("{place} {size:>5.1} {style:<5} {role:<8} {block:>5}{space}")
}

/// The styles of a line's runs: a capital where all of the line has it, a small letter where a part has.
fn style_of(line: &Line) -> String {
    let sign = |has: fn(&Run) -> bool, all: char, some: char| match line.runs.iter().filter(|run| has(run)).count() {
        0 => '-',
        count if count == line.runs.len() => all,
        _ => some,
    };
    [sign(|run| run.bold, 'B', 'b'), sign(|run| run.italic, 'I', 'i'), sign(|run| run.raised, 'R', 'r')]
        .iter()
        .collect()
}

fn role_of(role: Role) -> String {
    match role {
        Role::Body => "body".to_owned(),
        Role::RunTogether => "run-together".to_owned(),
        Role::Artifact => "artifact".to_owned(),
        Role::Heading(level) => format!("heading{level}"),
        Role::Note => "note".to_owned(),
        Role::TableRow => "row".to_owned(),
        Role::ContentsEntry => "contents".to_owned(),
    }
}

fn name_of(placement: Placement) -> &'static str {
    match placement {
        Placement::Passage => "passage",
        Placement::Heading => "heading",
        Placement::Agenda => "agenda",
        Placement::FrontMatter => "front matter",
        Placement::Contents => "contents",
        Placement::Footnote => "footnote",
        Placement::Furniture => "furniture",
        Placement::Closing => "closing",
        Placement::Unplaced => "unplaced",
    }
}
