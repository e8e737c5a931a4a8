//! The words of a flattened line, and what one of them can be: a symbol, a page number, a job number.

use std::collections::BTreeMap;

use super::{Kind, Part};

/// The words of a line, each with the byte it begins at.
pub(super) struct Words<'a>(pub(super) Vec<(usize, &'a str)>);

/// Words of the longest symbol: `E/2025/34 (Part II)-E/ICEF/2025/7 (Part II)`.
const LONGEST_SYMBOL: usize = 5;

impl<'a> Words<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let start = text.as_ptr().addr();
        Self(text.split_whitespace().map(|word| (word.as_ptr().addr() - start, word)).collect())
    }

    pub(super) fn word(&self, at: usize) -> &'a str {
        self.0.get(at).map_or("", |(_, word)| *word)
    }

    pub(super) fn before(&self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |before| self.word(before))
    }

    /// How many words from this one on are a symbol: two where it has a year in brackets, `S/RES/2768 (2025)`, three where it
    /// has a part, `A/80/15 (Part I)`; 0 where it is none.
    pub(super) fn symbol(&self, at: usize) -> usize {
        if !is_header_symbol(self.word(at)) {
            return 0;
        }
        let next = self.word(at + 1);
        let is_year = next.len() >= 3
            && next.strip_prefix('(').and_then(|rest| rest.strip_suffix([')'])).is_some_and(|year| {
                year.chars().all(|c| c.is_ascii_digit()) && year.len() == 4 || year.chars().all(|c| "IVXLC".contains(c))
            });
        // `E/ICEF/672(Première partie)`
        let word = self.word(at);
        if word.contains('(') && !word.contains(')') && next.ends_with(')') {
            return 2;
        }
        let part = self.word(at + 2).split_once(')');
        let is_part = matches!(next, "(Part" | "(part" | "(Parts" | "(parts" | "(Vol.") && part.is_some();
        match (is_year, is_part, part) {
            (true, ..) => 2,
            // `E/2025/34 (Part II)-E/ICEF/2025/7 (Part II)`
            (_, true, Some((_, other))) if other.starts_with('-') => {
                3 + 2 * usize::from(self.word(at + 3).starts_with("(Part"))
            }
            (_, true, _) => 3,
            _ => 1,
        }
    }

    /// Whether a symbol ends before this word.
    pub(super) fn is_behind_symbol(&self, at: usize) -> bool {
        (1..=LONGEST_SYMBOL.min(at)).any(|back| self.symbol(at - back) == back)
    }

    /// The parts that begin with the words `starts`, each up to the next.
    pub(super) fn parted(&self, text: &'a str, mut starts: BTreeMap<usize, Kind>) -> Vec<Part<'a>> {
        let mut bounds: Vec<(usize, Kind)> = vec![(0, starts.remove(&0).unwrap_or_default())];
        bounds.extend(starts.into_iter().filter_map(|(at, kind)| Some((self.0.get(at)?.0, kind))));
        let ends = bounds.iter().skip(1).map(|(from, _)| *from).chain([text.len()]);
        let part = |((from, kind), to): (&(usize, Kind), usize)| {
            text.get(*from..to).map(|text| Part { text: text.trim(), kind: *kind, label: None })
        };
        bounds.iter().zip(ends).filter_map(part).collect()
    }
}

/// `*1800770*`, the figures below the bars on a first page.
pub(super) fn is_barcode(word: &str) -> bool {
    let figures = word.trim_matches('*');
    word.starts_with('*') && (6..=8).contains(&figures.len()) && figures.chars().all(|c| c.is_ascii_digit())
}

/// `V.19-12038`
pub(super) fn is_job_number(word: &str) -> bool {
    let Some((year, number)) = word.split_once('-') else { return false };
    let year = year.rsplit('.').next().unwrap_or_default();
    let is_figure = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit())
    };
    is_figure(year, 2..=2) && is_figure(number, 4..=6)
}

/// Words that a number belongs to.
pub(super) const ABBREVIATED: [&str; 10] =
    ["No.", "Nos.", "para.", "paras.", "vol.", "Vol.", "art.", "p.", "pp.", "chap."];

/// Words that open sentences, where a font had `Th` in one character and a converter lost it: `61. e objectives`.
pub(super) const WITHOUT_LIGATURE: [&str; 5] = ["e", "is", "ese", "ere", "us"];

/// Whether a word can open a sentence: a capital, with a quotation mark before it or not.
pub(super) fn opens_sentence(word: &str) -> bool {
    word.trim_start_matches(['“', '"', '‘']).starts_with(char::is_uppercase)
}

/// `E/CN.7/2025/11`, without a mark behind it: in a running header, and often enough in a sentence.
pub(super) fn is_header_symbol(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.contains('/')
        && word.contains(|c: char| c.is_ascii_digit())
        && word.ends_with(|c: char| c.is_alphanumeric() || c == ')' || c == '*')
        && word.chars().all(|c| c.is_alphanumeric() || "/.()-*".contains(c))
}

pub(super) fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS.contains(&word)
}

/// `22`, `iv`, `4/21`
pub(super) fn is_page_number(word: &str) -> bool {
    let is_number = |part: &str| (1..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
    match word.split_once('/') {
        Some((page, of)) => is_number(page) && is_number(of),
        None => is_number(word) || word.len() <= 5 && !word.is_empty() && word.chars().all(|c| "ivxl".contains(c)),
    }
}

/// `4/21`, the number of a page and of all.
pub(super) fn is_fraction(word: &str) -> bool {
    word.contains('/') && is_page_number(word)
}
