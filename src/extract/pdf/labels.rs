//! Page labels (ISO 32000-1, 12.4.2): `i, ii, iii, 1, 2 …` as the file itself carries them.
//!
//! Input: the catalog. Output: one label per page, or none. Numbers that are only printed are not found here.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name, Object};

use super::number_tree;
use super::tags::catalog;
use super::text_string;

/// The labels of the first `count` pages; `None` for a page without one.
pub(super) fn read(pdf: &Pdf, count: usize) -> Vec<Option<String>> {
    let mut labels = vec![None; count];
    let Some(tree) = catalog(pdf).and_then(|catalog| catalog.get::<Dict<'_>>(b"PageLabels")) else {
        return labels;
    };
    let mut ranges: Vec<(usize, Dict<'_>)> = number_tree::read(tree)
        .into_iter()
        .filter_map(|(start, value)| match value {
            Object::Dict(range) => Some((usize::try_from(start).ok()?, range)),
            _ => None,
        })
        .collect();
    ranges.sort_by_key(|(start, _)| *start);
    for (position, (start, range)) in ranges.iter().enumerate() {
        let end = ranges.get(position + 1).map_or(count, |(next, _)| *next).min(count);
        let style = range.get::<Name<'_>>(b"S");
        let prefix = text_string::read(range, b"P").unwrap_or_default();
        let first = range.get::<u32>(b"St").unwrap_or(1);
        for (number, label) in (first..).zip(labels.iter_mut().take(end).skip(*start)) {
            let number = style.as_ref().map(|style| numeral(number, style.as_ref())).unwrap_or_default();
            *label = Some(format!("{prefix}{number}")).filter(|label| !label.is_empty());
        }
    }
    labels
}

/// A page number in one of the numbering styles.
fn numeral(number: u32, style: &[u8]) -> String {
    match style {
        b"r" => roman(number).to_lowercase(),
        b"R" => roman(number),
        b"a" => letters(number).to_lowercase(),
        b"A" => letters(number),
        _ => number.to_string(),
    }
}

fn roman(mut number: u32) -> String {
    /// Beyond this a roman numeral is a row of Ms.
    const MAX_ROMAN: u32 = 5_000;
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > MAX_ROMAN {
        return number.to_string();
    }
    let mut numeral = String::new();
    for (value, part) in PARTS {
        while number >= value {
            numeral.push_str(part);
            number -= value;
        }
    }
    numeral
}

/// `A` … `Z`, then `AA`, `BB` …
fn letters(number: u32) -> String {
    /// Beyond this a label is a row of one letter longer than a line.
    const MAX_REPEAT: u32 = 40;
    let index = number.saturating_sub(1);
    let letter = char::from(b'A' + (index % 26) as u8);
    std::iter::repeat_n(letter, (index / 26 + 1).min(MAX_REPEAT) as usize).collect()
}
