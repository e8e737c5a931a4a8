//! Markdown, for notes: a list of citations with links, each with its passage as a quotation.

use std::io::{self, Write};

use super::reference::Reference;
use super::screen::printable;
use crate::query::Hit;

/// Writes a numbered list.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write(out: &mut dyn Write, hits: &[Hit]) -> io::Result<()> {
    for hit in hits {
        let reference = Reference::new(&hit.record, &hit.file);
        let citation = escaped(&reference.citation);
        let cited = match &reference.url {
            Some(url) => format!("[{citation}]({url})"),
            None => citation,
        };
        let date = reference.date.map(|date| format!(", {date}")).unwrap_or_default();
        writeln!(out, "{}. {cited}: {}{date}\n", hit.rank, escaped(&reference.title))?;
        writeln!(out, "   > {}\n", escaped(&reference.text))?;
    }
    Ok(())
}

/// Text in which nothing is taken for markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in printable(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_not_taken_for_markup() {
        assert_eq!(escaped("a *b* [c] <d>"), "a \\*b\\* \\[c\\] \\<d\\>");
    }
}
