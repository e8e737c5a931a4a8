//! Layout: what the geometry of a document says about where a paragraph begins.
//!
//! Input: all [`Lines`]. Output: the measures of the text (margins, leading, body size) and the answer whether one line
//! begins a new block. It knows nothing of numbers beyond whether a line opens with a label.

use std::collections::BTreeMap;

use super::contents::Contents;
use super::cue;
use super::division::Divisions;
use super::flush;
use super::label;
use super::lines::{LineClass, Lines, PlacedLine, usual_size};
use super::measure::Measure;
use crate::extract::Run;

/// The measures of a document's text, in points.
#[derive(Debug, Clone, Default)]
pub(super) struct Layout {
    /// Left and right edge of the text on each page, by position of the page.
    margins: Vec<Option<(f32, f32)>>,
    /// Font size of most letters.
    pub body_size: f32,
    /// The source says which lines make a paragraph, and says so credibly.
    pub tagged: bool,
    /// Headings can be told by their type: some of the text is bold, and most is not. Typewritten pages have one type.
    pub typeset: bool,
    /// A text file with one paragraph on each line.
    pub long_lines: bool,
    /// Ids of lines that stand behind a blank line or more than the usual leading.
    spaced: Vec<bool>,
    /// Which hyphens at line ends are no part of a word.
    pub divisions: Divisions,
    /// How far lines reach where letters have no size.
    measure: Measure,
}

/// A line is indented when it begins this far right of the margin, in points: less than the smallest indent in use
/// (about 14 points), more than the raggedness of scanned pages.
const INDENT: f32 = 7.0;
/// A gap this many times the usual leading separates blocks.
const WIDE_LEADING: f32 = 1.3;
/// A heading between the margins takes less than this share of the text width; the first line of a paragraph takes more.
const NARROW: f32 = 0.6;
/// The usual leading in font sizes.
const LEADING_OF_SIZE: f32 = 1.15;
/// A line that ends this share of the text width before the right margin ended its paragraph.
const SHORT_LINE: f32 = 0.12;
/// Text files whose lines are longer than this (in bytes) on average of the long half have a paragraph on each line.
const PARAGRAPH_LINE_BYTES: usize = 160;
/// Share of tagged boundaries that fall inside a sentence above which the tags are not believed.
const ABSURD_TAGS: f32 = 0.25;

impl Layout {
    /// Measures the unclaimed lines of a document.
    pub(super) fn measure(lines: &Lines) -> Self {
        let body: Vec<&PlacedLine> = lines
            .lines
            .iter()
            .filter(|placed| lines.classes.get(placed.id as usize) == Some(&LineClass::Body))
            .collect();
        let body_size = usual_size(body.iter().flat_map(|placed| &placed.line.runs), 4.0);
        let mut layout = Self {
            margins: margins(&body, lines.page_labels.len(), body_size),
            body_size,
            tagged: credible_tags(&body),
            typeset: typeset(&body),
            long_lines: long_lines(&body),
            spaced: Vec::new(),
            divisions: Divisions::of(lines),
            measure: Measure::default(),
        };
        // Where all lines have a place and a size, nothing else is asked for how far they reach.
        if body_size == 0.0 || body.iter().any(|placed| placed.line.geometry.is_none()) {
            layout.measure = Measure::of(&body, |placed| layout.indent(placed));
        }
        layout.spaced = spaced(&lines.lines, leading(&body, body_size));
        layout
    }

    /// Left edge of a line against the left edge of its page's text, in points.
    pub(super) fn indent(&self, placed: &PlacedLine) -> Option<f32> {
        let (left, _) = self.margin(placed)?;
        Some(placed.line.geometry?.x0 - left)
    }

    /// Whether a blank line or clearly more than the usual leading stands before a line.
    pub(super) fn space_before(&self, placed: &PlacedLine) -> bool {
        self.spaced.get(placed.id as usize).copied().unwrap_or(false)
    }

    /// Whether a line stands midway between the margins, clearly off both.
    pub(super) fn centred(&self, placed: &PlacedLine) -> bool {
        let (Some((left, right)), Some(geometry)) = (self.margin(placed), placed.line.geometry) else { return false };
        let (before, after) = (geometry.x0 - left, right - geometry.x1);
        before > 3.0 * INDENT && after > 3.0 * INDENT && (before - after).abs() < 0.1 * (right - left)
    }

    /// Whether the first of the lines `rest` begins a new block after those of `group`, which are the block under way.
    pub(super) fn starts_block(&self, group: &[&PlacedLine], rest: &[&PlacedLine], contents: &Contents) -> bool {
        let (Some(previous), Some(line)) = (group.last(), rest.first()) else { return true };
        if self.tagged
            && let (Some(before), Some(here)) = (previous.line.block, line.line.block)
        {
            return before != here;
        }
        if self.long_lines {
            return true;
        }
        let alone = |placed: &PlacedLine| {
            let text = placed.line.text.as_str();
            cue::stands_alone(text) || placed.is_bold() && cue::is_number(text)
        };
        if alone(previous) || alone(line) {
            return true;
        }
        let opening = label::opening(&line.line.text);
        // A number that a scan garbled is set like one.
        let garbled_gap = opening.first.is_empty().then(|| label::garbled_gap(&line.line.text)).flatten();
        // A converter to text keeps no gap behind `St. Helena` that would tell it from one.
        let is_coarse = self.body_size == 0.0;
        let is_garbled = if is_coarse { garbled_gap == Some(true) } else { garbled_gap.is_some() };
        let labelled = !opening.first.is_empty() || is_garbled;
        if !labelled
            && previous.page == line.page
            && self.centred(previous)
            && self.centred(line)
            && !self.space_before(line)
            && !differs_in_style(previous, line, true)
        {
            return false;
        }
        if self.space_before(line) && previous.page == line.page {
            return true;
        }
        let (Some(before), Some(here)) = (previous.line.geometry, line.line.geometry) else {
            return flush::starts(group, rest, &self.measure, contents);
        };
        if is_coarse && flush::begins_or_follows_form(group, &line.line.text) {
            return true;
        }
        // No sentence goes on with `Noting with concern` behind a semicolon, nor with `Recommendation 2.` behind a full stop.
        if previous.line.text.ends_with(';') && cue::opens_preambular(&line.line.text)
            || previous.line.text.ends_with(['.', ';']) && cue::opens_recommendation(&line.line.text)
        {
            return true;
        }
        let short = if is_coarse {
            self.measure.has_room(previous, self.indent(previous), line)
        } else {
            self.margin(previous).is_some_and(|(left, right)| right - before.x1 > SHORT_LINE * (right - left))
        };
        let is_sentence = previous.line.text.ends_with(['.', ';', ':']);
        if differs_in_style(previous, line, short || is_sentence) {
            return true;
        }
        let (before_indent, here_indent) =
            (self.indent(previous).unwrap_or(before.x0), self.indent(line).unwrap_or(here.x0));
        // Against the margin of its own page, which may not be that of the next.
        let hang = group.get(1).and_then(|second| self.indent(second)).unwrap_or(before_indent);
        let shifted = here_indent - hang > INDENT;
        if labelled {
            let set_off = opening.gap
                || garbled_gap == Some(true)
                || short
                || shifted
                || (here_indent - before_indent).abs() > INDENT;
            let runs_in =
                || flush::runs_in(group, rest, &opening) || flush::is_year(&previous.line.text, &line.line.text);
            if is_coarse && !opening.gap && !shifted && runs_in() {
                return false;
            }
            // Where a column is as fine as places get, a number may stand under the text before it.
            return set_off || is_coarse && !flush::is_inside_sentence(&previous.line.text, &line.line.text, &opening);
        }
        // Behind a label (or `Against:`) the second line may hang under the text of the first, so that a comma ends
        // nothing there.
        let hanging = label::is_named(&previous.line.text) || !label::opening(&previous.line.text).first.is_empty();
        let before_text = flush::without_marker(&previous.line.text);
        let ended = before_text.ends_with(['.', ';', ':', '”', '"']) || !hanging && before_text.ends_with(',');
        // Names in a list run on behind a comma; a preambular paragraph ends with one.
        let runs_on = before_text.ends_with(',') && !cue::opens_preambular(&line.line.text);
        if previous.page != line.page {
            let is_heading = if is_coarse { flush::is_heading(rest) } else { self.is_set_off(rest) };
            // Names in a list run on over the page too.
            let may_end = ended || short && !before_text.ends_with(',');
            // Paragraphs of one line have no second that tells where the text begins.
            let is_preambular =
                here_indent > INDENT && before_text.ends_with([',', ';']) && cue::opens_preambular(&line.line.text);
            let begins = shifted || is_preambular || is_coarse && short && !runs_on;
            // A heading at the foot of the page, the line of an organ at the head of the next.
            let is_narrow = || {
                let (left, right) = self.margin(previous).unwrap_or_default();
                before.x1 - before.x0 < NARROW * (right - left)
            };
            let heads = !is_coarse && here_indent + INDENT < before_indent && is_narrow() && self.centred(previous);
            return ended && begins || may_end && is_heading || heads || cue::is_organ_line(&line.line.text);
        }
        // A preambular paragraph of one line, where each is indented alike.
        if group.len() == 1
            && before_indent > INDENT
            && (here_indent - before_indent).abs() < INDENT
            && before_text.ends_with(',')
            && cue::opens_preambular(&line.line.text)
        {
            return true;
        }
        // The second line of a heading hangs under the first word of its title, however short the first line is.
        if shifted && hanging && !ended && previous.is_bold() && line.is_bold() {
            return false;
        }
        shifted && (ended || short)
            || short && ended && !runs_on && here_indent - before_indent < INDENT && before_indent > hang - 1.0
    }

    /// Whether the first of the lines `rest` is short and no sentence, with space below it: a heading at the top of a page.
    fn is_set_off(&self, rest: &[&PlacedLine]) -> bool {
        let (Some(line), Some(below)) = (rest.first(), rest.get(1)) else { return false };
        let is_short = || {
            let edges = self.margin(line).zip(line.line.geometry);
            edges.is_some_and(|((left, right), place)| right - place.x1 > SHORT_LINE * (right - left))
        };
        let text = line.line.text.as_str();
        text.starts_with(char::is_uppercase)
            && !text.ends_with(['.', ';', ':', ',', ')'])
            && below.page == line.page
            && self.space_before(below)
            && is_short()
    }

    fn margin(&self, placed: &PlacedLine) -> Option<(f32, f32)> {
        self.margins.get(placed.page).copied().flatten()
    }
}

/// Share of bold letters from which, and up to which, bold type sets headings apart.
const BOLD_SHARE: (f32, f32) = (0.003, 0.6);

/// Whether headings can be told by their type.
fn typeset(body: &[&PlacedLine]) -> bool {
    let (mut letters, mut bold) = (0usize, 0usize);
    for run in body.iter().flat_map(|placed| &placed.line.runs) {
        letters += run.range.len();
        bold += if run.bold { run.range.len() } else { 0 };
    }
    let share = bold as f32 / letters.max(1) as f32;
    (BOLD_SHARE.0..=BOLD_SHARE.1).contains(&share)
}

/// The distance between the baselines of two consecutive lines, in points: the least of the frequent ones, since a document of
/// many short paragraphs has as many spaces between them as lines in them.
fn leading(body: &[&PlacedLine], body_size: f32) -> f32 {
    /// Share of the most frequent distance that another is as frequent as, one in so many.
    const FREQUENT_ONE_IN: usize = 3;
    let mut distances: BTreeMap<u32, usize> = BTreeMap::new();
    for pair in body.windows(2) {
        let [first, second] = pair else { continue };
        if let (true, Some(above), Some(below)) = (first.page == second.page, first.line.geometry, second.line.geometry)
            && below.y > above.y + 2.0
        {
            *distances.entry(((below.y - above.y) * 2.0).round() as u32).or_default() += 1;
        }
    }
    let most = distances.values().copied().max().unwrap_or_default();
    let mut frequent = distances.into_iter().map(|(distance, count)| (distance as f32 / 2.0, count));
    // Lines of the body are not set closer than their size.
    let least = frequent.find(|(distance, count)| *distance >= body_size && count * FREQUENT_ONE_IN >= most);
    least.map_or(0.0, |(distance, _)| distance)
}

/// Left and right edge of the text of each page: the most frequent left edge among lines of the body size, and the
/// right edge that most full lines reach. A page with little text takes the edges of the page before it.
fn margins(body: &[&PlacedLine], pages: usize, body_size: f32) -> Vec<Option<(f32, f32)>> {
    let mut margins = vec![None; pages];
    let mut start = 0;
    while let Some(first) = body.get(start) {
        let count = body.iter().skip(start).take_while(|placed| placed.page == first.page).count();
        let page: Vec<&&PlacedLine> = body.iter().skip(start).take(count).collect();
        if let Some(slot) = margins.get_mut(first.page) {
            *slot = page_margin(&page, body_size);
        }
        start += count;
    }
    // A first page with little text takes those of the next.
    let mut edges = margins.iter().copied().flatten().next();
    for slot in &mut margins {
        edges = slot.or(edges);
        *slot = edges;
    }
    margins
}

/// Fewest lines from which the margins of a page are measured.
const MARGIN_LINES: usize = 4;

fn page_margin(page: &[&&PlacedLine], body_size: f32) -> Option<(f32, f32)> {
    let mut lefts: BTreeMap<i32, usize> = BTreeMap::new();
    let mut rights: Vec<f32> = Vec::new();
    for placed in page {
        let Some(geometry) = placed.line.geometry else { continue };
        let size = placed.line.runs.iter().max_by_key(|run| run.range.len()).map_or(body_size, |run| run.size);
        if (size - body_size).abs() < 0.6 && geometry.x1 - geometry.x0 > 100.0 {
            *lefts.entry((geometry.x0 / 2.0).round() as i32).or_default() += 1;
            rights.push(geometry.x1);
        }
    }
    if rights.len() < MARGIN_LINES {
        return None;
    }
    rights.sort_by(f32::total_cmp);
    let right = rights.get(rights.len() * 9 / 10).copied()?;
    let (left, _) = lefts.into_iter().max_by_key(|(left, count)| (*count, -left))?;
    Some((left as f32 * 2.0, right))
}

/// Whether the source's paragraphs can be believed: most lines have one, and few of their bounds fall inside a sentence.
fn credible_tags(body: &[&PlacedLine]) -> bool {
    let tagged = body.iter().filter(|placed| placed.line.block.is_some()).count();
    if body.is_empty() || tagged * 10 < body.len() * 9 {
        return false;
    }
    let (mut bounds, mut inside) = (0usize, 0usize);
    for pair in body.windows(2) {
        let [first, second] = pair else { continue };
        if first.line.block == second.line.block {
            continue;
        }
        bounds += 1;
        let open = first.line.text.ends_with(|c: char| c.is_lowercase());
        let goes_on = second.line.text.starts_with(|c: char| c.is_lowercase());
        inside += usize::from(open && goes_on && first.line.text.len() > 40);
    }
    inside as f32 <= ABSURD_TAGS * bounds as f32
}

/// Whether a text without geometry has a paragraph on each line rather than lines of a page's width.
pub(super) fn long_lines(body: &[&PlacedLine]) -> bool {
    if body.iter().any(|placed| placed.line.geometry.is_some()) {
        return false;
    }
    let mut lengths: Vec<usize> = body.iter().map(|placed| placed.line.text.len()).collect();
    lengths.sort_unstable();
    let upper: &[usize] = lengths.get(lengths.len() / 2..).unwrap_or_default();
    !upper.is_empty() && upper.iter().sum::<usize>() / upper.len() > PARAGRAPH_LINE_BYTES
}

/// Which lines stand behind a blank line or clearly more than the usual leading.
fn spaced(lines: &[PlacedLine], leading: f32) -> Vec<bool> {
    let mut spaced = Vec::with_capacity(lines.len());
    let mut previous: Option<&PlacedLine> = None;
    for placed in lines {
        let gap = match (previous.filter(|before| before.page == placed.page), placed.line.geometry) {
            (Some(before), Some(here)) if leading > 0.0 => {
                let step = before.line.geometry.map_or(0.0, |above| here.y - above.y);
                // Lines of large type stand farther apart.
                step > WIDE_LEADING * leading
                    && step > WIDE_LEADING * LEADING_OF_SIZE * before.size().min(placed.size())
            }
            _ => false,
        };
        spaced.push(gap || placed.line.blank_before);
        previous = Some(placed);
    }
    spaced
}

/// Whether two lines are set differently as a whole: larger after smaller, or in another face where the first line ended
/// its paragraph (`ended`), since a paragraph may change face half way.
fn differs_in_style(first: &PlacedLine, second: &PlacedLine, ended: bool) -> bool {
    let set = |placed: &PlacedLine| {
        let longest = placed.line.runs.iter().filter(|run| !run.raised).max_by_key(|run| run.range.len())?;
        let all = |is_set: fn(&Run) -> bool| placed.line.runs.iter().filter(|run| run.range.len() > 2).all(is_set);
        Some((longest.size, all(|run| run.bold), all(|run| run.italic)))
    };
    match (set(first), set(second)) {
        (Some((size, bold, italic)), Some((next_size, next_bold, next_italic))) => {
            (size - next_size).abs() > 0.8 || ended && (bold != next_bold || italic != next_italic)
        }
        _ => false,
    }
}
