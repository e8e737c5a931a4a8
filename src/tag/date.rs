//! Date: dates and ranges of dates as reports print them.
//!
//! Input: text such as `[3 April 2025]`, `from 9 to 13 September 2002`, `28 July-1 August 1986`, `6 December 2024 and
//! 10–14 March 2025`, `December 30, 2002`, `23 mai 1980`, `2002-12-30`. Output: the days it names. A day without a month
//! takes that of the next date, a month without a year its year. What is no day of the calendar is left out.

use super::fold::Folded;
use super::tags::Date;

/// Names of the months in the languages of reports, January first. A name may be cut to three letters or more, with a stop.
const MONTHS: [[&str; 3]; 12] = [
    ["january", "janvier", "enero"],
    ["february", "fevrier", "febrero"],
    ["march", "mars", "marzo"],
    ["april", "avril", "abril"],
    ["may", "mai", "mayo"],
    ["june", "juin", "junio"],
    ["july", "juillet", "julio"],
    ["august", "aout", "agosto"],
    ["september", "septembre", "septiembre"],
    ["october", "octobre", "octubre"],
    ["november", "novembre", "noviembre"],
    ["december", "decembre", "diciembre"],
];

/// Years that a report can name.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// A word of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Day(u8),
    Month(u8),
    Year(i32),
    /// `from`, `to`, `and`, `of`, `de`, `le`: may stand within a date or range.
    Glue,
    /// Anything else: ends a run of dates.
    Other,
}

/// The first day that a text names.
pub(super) fn first(text: &str) -> Option<Date> {
    days(text).first().copied()
}

/// The first and last day of the first date or range that a text names.
pub(super) fn range(text: &str) -> Option<(Date, Date)> {
    let days = days(text);
    Some((*days.first()?, *days.last()?))
}

/// The days of the first unbroken run of dates in a text.
fn days(text: &str) -> Vec<Date> {
    let words: Vec<Word> = words(text);
    words.split(|word| *word == Word::Other).map(days_of_run).find(|days| !days.is_empty()).unwrap_or_default()
}

/// The days of a run of date words: read backwards, so that each day finds its month and year.
fn days_of_run(run: &[Word]) -> Vec<Date> {
    let mut days = Vec::new();
    let (mut month, mut year) = (None, None);
    let mut words: Vec<Word> = run.iter().copied().filter(|word| *word != Word::Glue).collect();
    put_day_before_month(&mut words);
    for word in words.into_iter().rev() {
        match word {
            Word::Year(value) => year = Some(value),
            Word::Month(value) => month = Some(value),
            Word::Day(day) => days.extend(year.zip(month).and_then(|(year, month)| Date::new(year, month, day))),
            Word::Glue | Word::Other => {}
        }
    }
    days.reverse();
    days
}

/// `December 30, 2002` becomes `30 December 2002`.
fn put_day_before_month(words: &mut [Word]) {
    for start in 0..words.len() {
        if let Some([month @ Word::Month(_), day @ Word::Day(_), Word::Year(_)]) = words.get_mut(start..start + 3) {
            std::mem::swap(month, day);
        }
    }
}

/// The words of a text as far as dates are concerned.
fn words(text: &str) -> Vec<Word> {
    if let Some(date) = numeric(text) {
        return vec![Word::Day(date.day()), Word::Month(date.month()), Word::Year(date.year())];
    }
    let folded = Folded::new(text);
    folded.text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(word).collect()
}

fn word(word: &str) -> Word {
    if let Ok(number) = word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h', 'e']).parse::<i32>() {
        return match (u8::try_from(number), YEARS.contains(&number)) {
            (Ok(day @ 1..=31), _) => Word::Day(day),
            (_, true) if word.len() == 4 => Word::Year(number),
            _ => Word::Other,
        };
    }
    let is_month = |names: &[&str; 3]| {
        names.iter().any(|name| *name == word || (word.len() >= 3 && word.len() < 5 && name.starts_with(word)))
    };
    if let Some(month) = MONTHS.iter().position(is_month) {
        return u8::try_from(month + 1).map_or(Word::Other, Word::Month);
    }
    match word {
        "from" | "to" | "and" | "until" | "through" | "of" | "the" | "de" | "del" | "al" | "a" | "au" | "du" | "le"
        | "el" | "et" | "y" | "between" | "1er" => Word::Glue,
        _ => Word::Other,
    }
}

/// A date written in figures: `2002-12-30`, `30.12.2002`, `30/12/2002`.
fn numeric(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.trim().trim_matches(['[', ']']).split(['-', '.', '/']).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    if first.len() == 4 {
        return Date::new(first.parse().ok()?, second.parse().ok()?, third.parse().ok()?);
    }
    (third.len() == 4).then_some(())?;
    Date::new(third.parse().ok()?, second.parse().ok()?, first.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::{first, range};

    fn shown(text: &str) -> Option<String> {
        range(text).map(|(start, end)| format!("{start} {end}"))
    }

    #[test]
    fn a_date_is_read_in_every_printed_form() {
        for text in [
            "30 December 2002",
            "[30 December 2002]",
            "December 30, 2002",
            "2002-12-30",
            "30 décembre 2002",
            "30 de diciembre de 2002",
            "30 Dec. 2002",
        ] {
            assert_eq!(first(text).map(|date| date.to_string()).as_deref(), Some("2002-12-30"), "{text}");
        }
        assert_eq!(first("31 February 2002"), None);
        assert_eq!(first("the year 2002"), None);
    }

    #[test]
    fn a_range_is_read_within_and_across_months_and_years() {
        assert_eq!(shown("8-17 April 2003").as_deref(), Some("2003-04-08 2003-04-17"));
        assert_eq!(shown("was held in Lima from 15 to 18 October 2002;").as_deref(), Some("2002-10-15 2002-10-18"));
        assert_eq!(shown("28 July–1 August 1986").as_deref(), Some("1986-07-28 1986-08-01"));
        assert_eq!(shown("28 December 2009 to 4 January 2010").as_deref(), Some("2009-12-28 2010-01-04"));
        assert_eq!(shown("6 December 2024 and 10–14 March 2025").as_deref(), Some("2024-12-06 2025-03-14"));
    }
}
