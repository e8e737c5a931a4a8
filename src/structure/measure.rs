//! Measure: how far lines reach whose letters have no known size.
//!
//! Input: the unclaimed lines of a text. Output: whether the first word of a line would have found room at the end of the
//! line before it. Where it would, the line was not broken for want of room: a paragraph or a heading ended there. This
//! tells paragraphs apart in text that kept its line breaks and nothing else.

use super::lines::PlacedLine;

/// The width of a letter that [`letter_width`] does not list, and of all letters of a typewriter.
const USUAL_WIDTH: u16 = 500;
const SPACE: f32 = 0.25;

/// Shortest line, in characters, that tells the measure.
const TELLING_LINE: usize = 30;
/// Fewest such lines.
const TELLING_LINES: usize = 5;
/// Of the right edges of lines that go on, the one at this share counts as the margin: some lines are set in larger type.
const MARGIN_SHARE: f32 = 0.9;
/// Share of the measure up to which a line is filled where its break was not for want of room. Word spaces are stretched
/// by less than that in justified text; 95 of 100 lines that go on would have passed the margin by the next word.
const FILLED: f32 = 0.94;

/// The face that a text was set in, as far as its lines tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Face {
    /// Letters of different widths, as in print.
    #[default]
    Proportional,
    /// Letters of one width, as typewriters have.
    Typewriter,
}

/// How far the lines of a text reach.
#[derive(Debug, Clone, Default)]
pub(super) struct Measure {
    face: Face,
    /// The right margin in ems from the left one; zero where too few lines tell it.
    margin: f32,
    /// Ems in a point of the geometry, where the text has one.
    ems_per_point: f32,
}

impl Measure {
    /// Measures the text; `indent` gives the left edge of a line against the margin, in points.
    pub(super) fn of(body: &[&PlacedLine], indent: impl Fn(&PlacedLine) -> Option<f32>) -> Self {
        let pairs: Vec<(&PlacedLine, &PlacedLine)> = body
            .windows(2)
            .filter_map(|pair| match pair {
                [line, next] if goes_on(line, next) => Some((*line, *next)),
                _ => None,
            })
            .collect();
        // The face in which fewer lines end where they need not; letters differ in width unless it is clear that they do not.
        let [(printed, broken_in_print), (typed, broken_in_type)] =
            [Face::Proportional, Face::Typewriter].map(|face| Self::in_face(face, body, &pairs, &indent));
        if broken_in_type * 2 < broken_in_print { typed } else { printed }
    }

    /// The measure of a text set in a face, and how many of its lines end where they need not.
    fn in_face(
        face: Face,
        body: &[&PlacedLine],
        pairs: &[(&PlacedLine, &PlacedLine)],
        indent: impl Fn(&PlacedLine) -> Option<f32>,
    ) -> (Self, usize) {
        let (mut ems, mut points) = (0.0, 0.0);
        for placed in body {
            if let Some(place) = placed.line.geometry {
                ems += width(&placed.line.text, face);
                points += place.x1 - place.x0;
            }
        }
        let mut measure = Self { face, margin: 0.0, ems_per_point: if points > 0.0 { ems / points } else { 0.0 } };
        let edges: Vec<f32> = pairs.iter().map(|(line, _)| measure.edge(line, indent(line))).collect();
        if edges.len() >= TELLING_LINES {
            let mut sorted = edges.clone();
            sorted.sort_by(f32::total_cmp);
            measure.margin = sorted.get((edges.len() as f32 * MARGIN_SHARE) as usize).copied().unwrap_or(0.0);
        }
        let broken = pairs.iter().zip(edges).filter(|((_, next), edge)| measure.leaves_room(*edge, next)).count();
        (measure, broken)
    }

    /// Whether the first word of `next` would have found room at the end of `line`, whose left edge is at `indent`.
    pub(super) fn has_room(&self, line: &PlacedLine, indent: Option<f32>, next: &PlacedLine) -> bool {
        self.leaves_room(self.edge(line, indent), next)
    }

    /// The same behind a line that ends at `edge`.
    fn leaves_room(&self, edge: f32, next: &PlacedLine) -> bool {
        let word = next.line.text.split([' ', '\t', '—']).next().unwrap_or_default();
        edge + SPACE + width(word, self.face) < FILLED * self.margin
    }

    /// The share of the measure that a line takes; zero where the measure is not known.
    pub(super) fn share(&self, line: &PlacedLine) -> f32 {
        if self.margin > 0.0 { self.edge(line, None) / self.margin } else { 0.0 }
    }

    /// The right edge of a line in ems.
    fn edge(&self, line: &PlacedLine, indent: Option<f32>) -> f32 {
        indent.unwrap_or(0.0).max(0.0) * self.ems_per_point + width(&line.line.text, self.face)
    }
}

/// Whether a sentence that a line ends amid goes on in the next.
fn goes_on(line: &PlacedLine, next: &PlacedLine) -> bool {
    line.line.text.chars().count() > TELLING_LINE
        && next.line.text.starts_with(char::is_lowercase)
        && line.line.text.ends_with(char::is_alphabetic)
}

/// The width of a text in ems.
fn width(text: &str, face: Face) -> f32 {
    let thousandths = match face {
        Face::Proportional => text.chars().map(|letter| u64::from(letter_width(letter))).sum(),
        Face::Typewriter => u64::from(USUAL_WIDTH) * text.chars().count() as u64,
    };
    thousandths as f32 / 1_000.0
}

/// The width of a letter in Times, in thousandths of the font size: the face of nearly all United Nations documents.
fn letter_width(letter: char) -> u16 {
    match letter {
        ' ' | '.' | ',' => 250,
        'i' | 'j' | 'l' | 't' | ';' | ':' | '/' => 278,
        'f' | 'r' | 'I' | '-' | '(' | ')' | '\'' | '’' => 333,
        's' | 'J' => 389,
        'a' | 'c' | 'e' | 'z' | '“' | '”' => 444,
        'F' | 'P' | 'S' => 556,
        'E' | 'L' | 'T' | 'Z' => 611,
        'B' | 'C' | 'R' => 667,
        'w' | 'A' | 'D' | 'G' | 'H' | 'K' | 'N' | 'O' | 'Q' | 'U' | 'V' | 'X' | 'Y' => 722,
        'm' => 778,
        'M' | 'W' => 917,
        '—' => 1_000,
        _ => USUAL_WIDTH,
    }
}
