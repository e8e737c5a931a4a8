//! Building a [`Line`] from pieces of text: white space, forbidden characters and style runs in one place.
//!
//! Input: text as a format hands it over, piece by piece, each with its style. Output: a line that keeps the
//! promises of [`Line::text`]. It does not decide where a line begins or ends.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::{Line, Run};

/// How a piece of text is set.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Style {
    /// See [`Run::size`].
    pub size: f32,
    /// See [`Run::bold`].
    pub bold: bool,
    /// See [`Run::italic`].
    pub italic: bool,
    /// See [`Run::raised`].
    pub raised: bool,
}

/// White space that is written only when more text follows it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Gap {
    Space,
    Tab,
}

/// Collects the text and the runs of one line.
#[derive(Debug, Default)]
pub(super) struct LineBuilder {
    text: String,
    runs: Vec<Run>,
    gap: Option<(Gap, Style)>,
}

impl LineBuilder {
    /// Adds `text`. White space collapses to one space, or to one tab where it holds a tab; soft hyphens and
    /// control characters are left out; a no-break hyphen is a hyphen, and the asterisk of formulas an asterisk.
    pub(super) fn push(&mut self, text: &str, style: Style) {
        let composed: String;
        let mut rest = text;
        if !text.is_ascii() && is_nfc_quick(text.chars()) != IsNormalized::Yes {
            composed = text.nfc().collect();
            rest = &composed;
        }
        while let Some((at, odd)) = rest.char_indices().find(|(_, character)| !is_plain(*character)) {
            self.put(rest.get(..at).unwrap_or_default(), style);
            match odd {
                '\t' => self.tab(style),
                // The rarer white space of Unicode (no-break, thin, em …) and line breaks.
                space if space.is_whitespace() => self.space(style),
                '\u{2011}' => self.put("-", style),
                ASTERISK_OPERATOR => self.put("*", style),
                _ => {}
            }
            rest = rest.get(at + odd.len_utf8()..).unwrap_or_default();
        }
        self.put(rest, style);
    }

    /// Adds a gap of one tab.
    pub(super) fn tab(&mut self, style: Style) {
        match &mut self.gap {
            Some((gap, _)) => *gap = Gap::Tab,
            None => self.gap = Some((Gap::Tab, style)),
        }
    }

    /// Adds a gap of one space, unless there is a gap already.
    pub(super) fn space(&mut self, style: Style) {
        if self.gap.is_none() {
            self.gap = Some((Gap::Space, style));
        }
    }

    /// Adds the text of a finished line in its styles.
    pub(super) fn push_line(&mut self, line: &Line) {
        if line.runs.is_empty() {
            self.push(&line.text, Style::default());
        }
        for Run { range, size, bold, italic, raised } in &line.runs {
            let style = Style { size: *size, bold: *bold, italic: *italic, raised: *raised };
            self.push(line.text.get(range.clone()).unwrap_or_default(), style);
        }
    }

    /// The finished line; its role, place and block are the caller's to set. Runs are left empty where nothing
    /// was styled.
    pub(super) fn finish(self) -> Line {
        let plain = |run: &Run| run.size == 0.0 && !run.bold && !run.italic && !run.raised;
        let runs = if self.runs.iter().all(plain) { Vec::new() } else { self.runs };
        Line { text: self.text, runs, ..Line::default() }
    }

    /// Adds characters that are taken as they are.
    fn put(&mut self, plain: &str, style: Style) {
        if plain.is_empty() {
            return;
        }
        // A gap at the start of the line is dropped; elsewhere it is set like the text before it.
        if let Some((gap, gap_style)) = self.gap.take().filter(|_| !self.text.is_empty()) {
            self.append(if gap == Gap::Tab { "\t" } else { " " }, gap_style);
        }
        self.append(plain, style);
    }

    fn append(&mut self, text: &str, style: Style) {
        let start = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        let Style { size, bold, italic, raised } = style;
        match self.runs.last_mut() {
            Some(run) if run.size == size && run.bold == bold && run.italic == italic && run.raised == raised => {
                run.range.end = end;
            }
            _ => self.runs.push(Run { range: start..end, size, bold, italic, raised }),
        }
    }
}

/// Characters that are taken as they are.
fn is_plain(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_graphic();
    }
    !character.is_whitespace() && !is_invisible(character) && !matches!(character, '\u{2011}' | ASTERISK_OPERATOR)
}

/// Some fonts of the reports have it for the asterisk that calls a note.
const ASTERISK_OPERATOR: char = '\u{2217}';

/// Characters that leave no mark on paper: controls, soft hyphens, zero-width spaces, direction marks, byte-order marks.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Style = Style { size: 0.0, bold: false, italic: false, raised: false };
    const RAISED: Style = Style { raised: true, ..PLAIN };

    #[test]
    fn white_space_collapses_and_never_ends_a_line() {
        let mut line = LineBuilder::default();
        line.push(" 1.\u{a0}\t The\u{ad} Com\u{ad}mission\u{0}\r\n", PLAIN);
        assert_eq!(line.finish().text, "1.\tThe Commission");
    }

    #[test]
    fn a_gap_belongs_to_the_text_before_it() {
        let mut line = LineBuilder::default();
        line.push("Protocol", PLAIN);
        line.push("4", RAISED);
        line.push(" the ", PLAIN);
        line.push("5", RAISED);
        let line = line.finish();
        let raised: Vec<&str> =
            line.runs.iter().filter(|run| run.raised).map(|run| line.text.get(run.range.clone()).unwrap()).collect();
        assert_eq!((line.text.as_str(), raised), ("Protocol4 the 5", vec!["4", "5"]));
    }

    #[test]
    fn letters_and_their_accents_are_one_character() {
        let mut line = LineBuilder::default();
        line.push("re\u{301}solution", PLAIN);
        assert_eq!(line.finish().text, "résolution");
    }
}
