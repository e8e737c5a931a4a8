//! BibTeX, for LaTeX: one `@techreport` for each passage.

use std::io::{self, Write};

use super::reference::{PUBLISHER, Reference, keys};
use super::screen::printable;

/// The month macros that every BibTeX style defines.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Writes one entry for each passage; the paragraph is the note, after its citation. Keys are made unique.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write(out: &mut dyn Write, references: &[Reference]) -> io::Result<()> {
    for (reference, key) in references.iter().zip(keys(references)) {
        writeln!(out, "@techreport{{{key},")?;
        // Inner braces keep capitals as they are, and the name of a body in one piece.
        writeln!(out, "  title = {{{{{}}}}},", escaped(&reference.title))?;
        if let Some(author) = &reference.author {
            writeln!(out, "  author = {{{{{}}}}},", escaped(author))?;
        }
        writeln!(out, "  institution = {{{PUBLISHER}}},")?;
        if !reference.symbol.is_empty() {
            writeln!(out, "  number = {{{}}},", escaped(&reference.symbol))?;
        }
        if let Some(date) = reference.date {
            let month = MONTHS.get(usize::from(date.month()) - 1).copied().unwrap_or_default();
            writeln!(out, "  year = {{{}}},\n  month = {month},\n  day = {{{}}},", date.year(), date.day())?;
        }
        if let Some(url) = &reference.url {
            writeln!(out, "  url = {{{url}}},")?;
        }
        writeln!(out, "  note = {{{}}},\n}}\n", escaped(&reference.note()))?;
    }
    Ok(())
}

/// Text with the characters that mean something to TeX escaped.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in printable(text).chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '{' | '}' | '$' | '&' | '#' | '%' | '_' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::reference::tests::specimen;

    #[test]
    fn what_tex_would_take_for_a_command_is_escaped_and_keys_differ() {
        let mut out = Vec::new();
        super::write(&mut out, &[specimen(), specimen()]).unwrap();
        let text = String::from_utf8(out).unwrap();
        let entry = "@techreport{S-RES-2771-2025-para.-3,\n  \
              title = {{Borders \\& \"controls\"}},\n  \
              author = {{Security Council}},\n  \
              institution = {United Nations},\n  \
              number = {S/RES/2771 (2025)},\n  \
              year = {2025},\n  \
              month = jan,\n  \
              day = {9},\n  \
              url = {https://docs.un.org/en/S/RES/2771%20%282025%29},\n  \
              note = {S/RES/2771 (2025), para. 3: Requests 50\\% of \\{it\\}, a\\_b},\n}\n\n";
        assert_eq!(text, format!("{entry}{}", entry.replace("para.-3,", "para.-3-2,")));
    }
}
