//! Highlight: which characters of a passage to mark, and which part of it to show.
//!
//! Input: the places found in a text. Output: ranges of Unicode scalars, and the best window on sentence bounds. It
//! does not colour or wrap.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::matcher::Found;

/// The found places as half-open ranges of Unicode scalars, in order, those that touch or overlap made one.
pub(super) fn highlights(text: &str, found: &[Found]) -> Vec<(usize, usize)> {
    let mut places: Vec<Range<usize>> = found.iter().map(|found| found.bytes.clone()).collect();
    places.sort_by_key(|bytes| (bytes.start, bytes.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for place in places {
        match merged.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => merged.push(place),
        }
    }
    let mut scalars = 0;
    let mut bytes = 0;
    let mut count_to = |to: usize| {
        scalars += text.get(bytes..to).map_or(0, |between| between.chars().count());
        bytes = to;
        scalars
    };
    merged.into_iter().map(|place| (count_to(place.start), count_to(place.end))).collect()
}

/// The run of whole sentences of at most about `longest` scalars that holds most highlights, as a range of scalars.
/// A single longer sentence is cut on word bounds around its highlights.
pub fn window(text: &str, highlights: &[(usize, usize)], longest: usize) -> Range<usize> {
    let length = text.chars().count();
    if length <= longest {
        return 0..length;
    }
    let mut start = 0;
    let sentences: Vec<Range<usize>> = text
        .split_sentence_bounds()
        .map(|sentence| {
            let from = start;
            start += sentence.chars().count();
            from..start
        })
        .collect();
    let mut best = (0, 0..0);
    for (first, sentence) in sentences.iter().enumerate() {
        let mut end = sentence.start;
        for next in sentences.iter().skip(first).take_while(|next| next.end - sentence.start <= longest) {
            end = next.end;
        }
        let held = highlights.iter().filter(|(from, to)| sentence.start <= *from && *to <= end).count();
        if end > sentence.start && held > best.0 {
            best = (held, sentence.start..end);
        }
    }
    if best.0 > 0 {
        return best.1;
    }
    cut(text, highlights, longest, length)
}

/// A window inside a sentence that is longer than the window: from a little before the first highlight.
fn cut(text: &str, highlights: &[(usize, usize)], longest: usize, length: usize) -> Range<usize> {
    let first = highlights.first().map_or(0, |(from, _)| *from);
    let lead = longest / 4;
    let from = if first + longest / 2 < longest { 0 } else { first.saturating_sub(lead) };
    let from = from.min(length.saturating_sub(longest));
    let mut place = 0;
    let words: Vec<Range<usize>> = text
        .split_word_bounds()
        .map(|word| {
            let start = place;
            place += word.chars().count();
            start..place
        })
        .collect();
    let start = words.iter().map(|word| word.start).find(|start| *start >= from).unwrap_or(0);
    let end = words.iter().map(|word| word.end).take_while(|end| *end <= start + longest).last().unwrap_or(length);
    start..end.max(start)
}
