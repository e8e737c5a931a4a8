//! What a terminal shows: styles, wrapping by columns, and nothing that a document could use to control it.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The citation above a passage, and what it is called elsewhere.
pub(super) const CITATION: Style = AnsiColor::Cyan.on_default().bold();
/// Words that matched.
pub(super) const MATCH: Style = AnsiColor::Red.on_default().bold();
/// Section paths, addresses, labels: what surrounds the text.
pub(super) const FAINT: Style = Style::new().dimmed();
/// Headings of a view.
pub(super) const HEADING: Style = Style::new().bold();
/// What the reader should beware of.
pub(super) const WARNING: Style = AnsiColor::Yellow.on_default();

/// The terminal, or file, that output goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Columns to wrap to.
    pub width: usize,
    /// Whether escape sequences for colour are understood.
    pub color: bool,
}

impl Screen {
    /// `text` in `style`, or as it is where there is no colour.
    pub(super) fn paint(&self, style: Style, text: &str) -> String {
        if self.color && !text.is_empty() {
            format!("{}{text}{}", style.render(), style.render_reset())
        } else {
            text.to_owned()
        }
    }

    /// Writes `text`, wrapped, every line indented by `indent` columns, with the `marked` ranges (characters,
    /// sorted, half-open) in the style of matches.
    pub(super) fn write_wrapped(
        &self,
        out: &mut dyn Write,
        text: &str,
        indent: usize,
        marked: &[(usize, usize)],
    ) -> io::Result<()> {
        let room = self.width.saturating_sub(indent).max(1);
        for line in wrap(&printable(text), room) {
            writeln!(out, "{:indent$}{}", "", self.marked(&line, marked))?;
        }
        Ok(())
    }

    /// Writes `text`, wrapped, every line indented by `indent` columns, all of it in `style`.
    pub(super) fn write_styled(&self, out: &mut dyn Write, style: Style, text: &str, indent: usize) -> io::Result<()> {
        let room = self.width.saturating_sub(indent).max(1);
        for line in wrap(&printable(text), room) {
            writeln!(out, "{:indent$}{}", "", self.paint(style, line.text.trim_end()))?;
        }
        Ok(())
    }

    /// As much of `text` as fits on one line beside `margin` columns, with `…` where something was cut.
    pub(super) fn cut(&self, text: &str, margin: usize) -> String {
        cut(text, self.width.saturating_sub(margin))
    }

    /// A line with the marked characters in colour. Trailing spaces are not printed.
    fn marked(&self, line: &WrappedLine, marked: &[(usize, usize)]) -> String {
        let text = line.text.trim_end();
        if !self.color || marked.is_empty() {
            return text.to_owned();
        }
        let mut painted = String::new();
        let mut on = false;
        for (at, c) in text.chars().enumerate() {
            let at = line.start + at;
            let hit = marked.iter().any(|(start, end)| (*start..*end).contains(&at));
            match (on, hit) {
                (false, true) => painted.push_str(&MATCH.render().to_string()),
                (true, false) => painted.push_str(&MATCH.render_reset().to_string()),
                _ => {}
            }
            on = hit;
            painted.push(c);
        }
        if on {
            painted.push_str(&MATCH.render_reset().to_string());
        }
        painted
    }
}

/// As much of `text` as fits into `room` columns, with `…` where something was cut.
pub(super) fn cut(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let first = wrap(text, room.max(2) - 1).into_iter().next().map(|line| line.text).unwrap_or_default();
    format!("{}…", first.trim_end())
}

/// One line of a wrapped text, and the number of characters of the text that stand before it.
struct WrappedLine {
    start: usize,
    text: String,
}

/// Breaks `text` where Unicode allows words to end, so that no line is wider than `room` columns; a word that is
/// wider than that (an address) is broken anywhere.
fn wrap(text: &str, room: usize) -> Vec<WrappedLine> {
    let mut lines = Vec::new();
    let mut line = WrappedLine { start: 0, text: String::new() };
    let (mut columns, mut characters) = (0, 0);
    for word in text.split_inclusive(' ') {
        let wide = word.trim_end().width();
        if columns > 0 && columns + wide > room {
            let text = std::mem::take(&mut line.text);
            lines.push(WrappedLine { start: line.start, text });
            (line.start, columns) = (characters, 0);
        }
        for cluster in word.graphemes(true) {
            let wide = cluster.width();
            if cluster != " " && columns > 0 && columns + wide > room {
                let text = std::mem::take(&mut line.text);
                lines.push(WrappedLine { start: line.start, text });
                (line.start, columns) = (characters, 0);
            }
            line.text.push_str(cluster);
            columns += wide;
            characters += cluster.chars().count();
        }
    }
    if !line.text.is_empty() {
        lines.push(line);
    }
    lines
}

/// `text` with every character that could control a terminal made harmless, one for one so that offsets stay: white
/// space becomes a space, other control characters and the overrides of writing direction become U+FFFD.
pub fn printable(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_in_a_document_does_not_reach_the_terminal() {
        assert_eq!(printable("red \u{1b}[31mink\u{9b}2J\tand\u{7}"), "red \u{fffd}[31mink\u{fffd}2J and\u{fffd}");
    }

    #[test]
    fn a_long_text_is_wrapped_at_words_and_a_long_word_anywhere() {
        let lines: Vec<String> =
            wrap("to a https://docs.un.org/en/E/2025/28 now", 12).into_iter().map(|l| l.text).collect();
        assert_eq!(lines, ["to a ", "https://docs", ".un.org/en/E", "/2025/28 now"]);
    }

    #[test]
    fn wide_characters_count_two_columns() {
        let lines: Vec<String> = wrap("麻醉药品委员会", 8).into_iter().map(|l| l.text).collect();
        assert_eq!(lines, ["麻醉药品", "委员会"]);
    }

    #[test]
    fn a_match_that_runs_over_two_lines_is_marked_on_both() {
        let screen = Screen { width: 10, color: true };
        let mut out = Vec::new();
        screen.write_wrapped(&mut out, "an acetic anhydride", 0, &[(3, 19)]).unwrap();
        let on = MATCH.render().to_string();
        let off = MATCH.render_reset().to_string();
        assert_eq!(String::from_utf8(out).unwrap(), format!("an {on}acetic{off}\n{on}anhydride{off}\n"));
    }
}
