//! Flattened text: a page, or a whole report, on one line.
//!
//! Input: the text of one line. Output: where paragraphs, items and headings begin in it. Copying from a viewer loses the
//! line breaks; what is left to go by is a label behind a sentence end and before a capital. A list inside a sentence
//! (`(a) removing impediments; (b) …`) goes on in small letters and is not divided.

use std::sync::LazyLock;

use regex::Regex;

/// A line shorter than this (bytes) is a paragraph, not a flattened page.
const FLATTENED_BYTES: usize = 600;

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::unwrap_used, reason = "a constant pattern, compiled by every test")]
    Regex::new(r#"[\s](?:([0-9]{1,3})[.,]|\((?:[a-z]{1,2}|[ivx]{1,4})\)|[A-H]\.|[IVX]{1,4}\.)\s+[“"]?\p{Lu}[\p{L}’'-]"#)
        .unwrap()
});

/// The bytes of `text` at which a new block begins, where `text` is a flattened page; else nothing.
pub(super) fn starts(text: &str) -> Vec<usize> {
    if text.len() < FLATTENED_BYTES {
        return Vec::new();
    }
    let mut starts = Vec::new();
    let mut numbers: Vec<u32> = super::label::opening(text).printed.parse().into_iter().collect();
    for found in LABEL.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        numbers.extend(found.get(1).and_then(|number| number.as_str().parse::<u32>().ok()));
        starts.push(whole.start() + 1);
    }
    // One number may stand in any sentence; two that follow each other are paragraphs.
    let runs_on = numbers.windows(2).any(|pair| matches!(pair, [first, second] if *second == first + 1));
    if runs_on { starts } else { Vec::new() }
}
