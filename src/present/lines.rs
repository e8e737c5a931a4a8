//! The lines of a document as they came out of the file, for finding out why it was read as it was.

use std::io::{self, Write};

use super::screen::printable;
use crate::extract::{ExtractedDocument, Line, Role};

/// Writes one row for each line: number in the document, page, left and right edge and baseline in points, largest
/// size, style, role, block, and the text with tabs as `→`. The style is `B`, `I`, `R` where all of the line is bold,
/// italic or raised, and `b`, `i`, `r` where a part of it is; `+` after the block marks space before the line.
pub fn write(out: &mut dyn Write, document: &ExtractedDocument) -> io::Result<()> {
    writeln!(out, "line page     x0     x1      y  size style role      block  text")?;
    let mut number = 0;
    for (index, page) in document.pages.iter().enumerate() {
        let label = page.label.as_deref().unwrap_or("-");
        writeln!(out, "---- page {} label {label}, {} × {} pt", index + 1, page.width, page.height)?;
        for line in &page.lines {
            write_line(out, number, index + 1, line)?;
            number += 1;
        }
    }
    Ok(())
}

fn write_line(out: &mut dyn Write, number: usize, page: usize, line: &Line) -> io::Result<()> {
    let place = line.geometry.map_or_else(
        || format!("{:>6} {:>6} {:>6}", "-", "-", "-"),
        |at| format!("{:>6.1} {:>6.1} {:>6.1}", at.x0, at.x1, at.y),
    );
    let size = line.runs.iter().map(|run| run.size).fold(0.0, f32::max);
    let block = line.block.map_or_else(|| "-".to_owned(), |block| block.to_string());
    let space = if line.blank_before { '+' } else { ' ' };
    let text = line.text.replace('\t', "→");
    let (style, role) = (style(line), role(line.role));
    writeln!(
        out,
        "{number:>4} {page:>4} {place} {size:>5.1} {style:<5} {role:<9} {block:>5}{space} {}",
        printable(&text)
    )
}

/// The styles of a line's runs: a capital where all of the line has it, a small letter where a part has.
fn style(line: &Line) -> String {
    let runs = &line.runs;
    let sign = |has: fn(&crate::extract::Run) -> bool, all: char, some: char| {
        if runs.is_empty() || !runs.iter().any(has) {
            '-'
        } else if runs.iter().all(has) {
            all
        } else {
            some
        }
    };
    [sign(|run| run.bold, 'B', 'b'), sign(|run| run.italic, 'I', 'i'), sign(|run| run.raised, 'R', 'r')]
        .iter()
        .collect()
}

fn role(role: Role) -> String {
    match role {
        Role::Body => "body".to_owned(),
        Role::Artifact => "artifact".to_owned(),
        Role::Heading(level) => format!("heading{level}"),
        Role::Note => "note".to_owned(),
        Role::TableRow => "row".to_owned(),
        Role::ContentsEntry => "contents".to_owned(),
    }
}
