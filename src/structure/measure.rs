//! Measure: how far lines reach whose letters have no known size.
//!
//! Input: the unclaimed lines of a text. Output: whether the first word of a line would have found room at the end of the
//! line before it. Where it would, the line was not broken for want of room: a paragraph or a heading ended there. This
//! tells paragraphs apart in text that kept its line breaks and nothing else.

use super::lines::PlacedLine;

/// Widths of letters in Times, in thousandths of the font size: the face of nearly all United Nations documents. What is
/// not listed is taken for [`USUAL_WIDTH`].
const WIDTHS: [(&str, u16); 12] = [
    ("ijlt;:/", 278),
    ("frI-()'’", 333),
    ("sJ", 389),
    ("acez“”", 444),
    (" .,", 250),
    ("FPS", 556),
    ("ELTZ", 611),
    ("BCR", 667),
    ("wADGHKNOQUVXY", 722),
    ("m", 778),
    ("MW", 917),
    ("—", 1_000),
];
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
        let measures = [Face::Proportional, Face::Typewriter].map(|face| {
            let measure = Self::in_face(face, body, &pairs, &indent);
            let broken = pairs.iter().filter(|(line, next)| measure.has_room(line, indent(line), next)).count();
            (measure, broken)
        });
        // The face in which fewer lines end where they need not; letters differ in width unless it is clear that they do not.
        let [(printed, broken_in_print), (typed, broken_in_type)] = measures;
        if broken_in_type * 2 < broken_in_print { typed } else { printed }
    }

    fn in_face(
        face: Face,
        body: &[&PlacedLine],
        pairs: &[(&PlacedLine, &PlacedLine)],
        indent: impl Fn(&PlacedLine) -> Option<f32>,
    ) -> Self {
        let (mut ems, mut points) = (0.0, 0.0);
        for placed in body {
            if let Some(place) = placed.line.geometry {
                ems += width(&placed.line.text, face);
                points += place.x1 - place.x0;
            }
        }
        let mut measure = Self { face, margin: 0.0, ems_per_point: if points > 0.0 { ems / points } else { 0.0 } };
        let mut edges: Vec<f32> = pairs.iter().map(|(line, _)| measure.edge(line, indent(line))).collect();
        if edges.len() >= TELLING_LINES {
            edges.sort_by(f32::total_cmp);
            measure.margin = edges.get((edges.len() as f32 * MARGIN_SHARE) as usize).copied().unwrap_or(0.0);
        }
        measure
    }

    /// Whether the first word of `next` would have found room at the end of `line`, whose left edge is at `indent`.
    pub(super) fn has_room(&self, line: &PlacedLine, indent: Option<f32>, next: &PlacedLine) -> bool {
        let word = next.line.text.split([' ', '\t', '-', '—', '/']).next().unwrap_or_default();
        self.edge(line, indent) + SPACE + width(word, self.face) < FILLED * self.margin
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
    let of = |letter: char| match face {
        Face::Proportional => {
            WIDTHS.iter().find(|(letters, _)| letters.contains(letter)).map_or(USUAL_WIDTH, |(_, width)| *width)
        }
        Face::Typewriter => USUAL_WIDTH,
    };
    text.chars().map(|letter| f32::from(of(letter))).sum::<f32>() / 1_000.0
}
