//! Numbers: how organs number the resolutions and decisions that they adopt.
//!
//! Input: a line. Output: the number that it opens with, as it is cited. Source of the forms: Editorial Manual, resolutions
//! and decisions. Until the end of the 1970s numbers ran on from session to session, which stands behind them in roman
//! numerals; collections put the year before them (`1966/1104(XL)`), which is no part of the number.

use std::sync::LazyLock;

use regex::Regex;

use super::super::pattern::pattern;

/// `51/13`, `2024/12`; of special sessions `S-20/2`; of the sessions before them `1104 (XL)`, `689 J (XXVI)`, `1 (XXXVIII)`.
pub(super) const NUMBER_FORMS: &str = r"[0-9]{1,4}/[0-9]{1,3}|E?S-[0-9]{1,2}/[0-9]{1,3}|(?:19[0-9]{2}/)?[0-9]{1,4}(?: [A-Z])?\s?\((?:E?S-)?[A-Z0-9]{1,9}\)";

/// A number that a line opens with.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TextNumber {
    /// As it is cited: `1104 (XL)`, also where `1966/1104(XL)` is printed.
    pub cited: String,
    /// A title stands behind it.
    pub has_title: bool,
    /// It says the session, so that it can be nothing but the number of a text.
    pub has_session: bool,
}

/// The number that is all of a line, or stands before a title.
pub(super) fn text_number(line: &str) -> Option<TextNumber> {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"^(?P<number>{NUMBER_FORMS})(?:\.?$|\.(?P<gap>\s*)\p{{Lu}})")));
    let found = NUMBER.captures(line)?;
    let number = found.name("number")?.as_str();
    let has_session = number.ends_with(')');
    let has_title = found.name("gap").is_some();
    let is_glued = found.name("gap").is_some_and(|gap| gap.as_str().is_empty());
    let stands = has_session || !is_glued && (has_title || !counts_pages(number));
    stands.then(|| TextNumber { cited: cited(number), has_title, has_session })
}

/// Whether a number that stands alone may be that of a page, as `4/21` is: organs have numbered their texts so since their
/// thirtieth sessions or later.
fn counts_pages(number: &str) -> bool {
    /// The first number of a text that no page has.
    const FIRST_SESSION: u32 = 30;
    number.split_once('/').and_then(|(first, _)| first.parse::<u32>().ok()).is_some_and(|first| first < FIRST_SESSION)
}

/// Whether a line can open with such a number: most are told by their first letters.
pub(super) fn may_open(line: &str) -> bool {
    line.starts_with(|first: char| first.is_ascii_digit()) || line.starts_with("S-") || line.starts_with("ES-")
}

/// The title behind the number of a resolution or decision: `79/191. Addressing and countering the world drug problem`.
pub(in super::super) fn numbered_title(line: &str) -> Option<&str> {
    let number = may_open(line).then(|| text_number(line)).flatten().filter(|number| number.has_title)?;
    let from = if number.has_session { line.find(')') } else { Some(0) }?;
    let stop = line.get(from..)?.find('.')?;
    line.get(from + stop + 1..).map(str::trim_start)
}

/// What a heading over the line of an organ says of the resolution below it, by the name of the organ if it gives one:
/// `CND Resolution 53/4`, `General Assembly resolution 64/182: …`, `2005/26 Demand for and supply of opiates`.
pub(in super::super) fn headed_number(line: &str) -> Option<(Option<&str>, String)> {
    static HEADED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^(?:(?:(?:UN )?(?P<organ>\p{{Lu}}[\p{{L}} ]{{1,40}}?) )?(?i:resolution) (?:No\.? ?)?)?(?P<number>{NUMBER_FORMS})(?:[\s.:,–—-].*)?$"
        ))
    });
    let found = HEADED.captures(line)?;
    let organ = found.name("organ").map(|organ| organ.as_str());
    let number = found.name("number")?;
    // `4/21` alone on its line may be that of a page.
    let is_alone = number.as_str().len() == line.len() && counts_pages(line);
    (!is_alone).then(|| (organ, cited(number.as_str())))
}

/// A number as it is cited: without the year that a collection put before it, and with a space before the session.
pub(super) fn cited(printed: &str) -> String {
    let Some((number, session)) = printed.split_once('(') else { return printed.to_owned() };
    let number = number.trim_end();
    let number = number.split_once('/').map_or(number, |(_, number)| number);
    format!("{number} ({session}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_period_are_read_as_they_are_cited() {
        for (line, cited) in [
            ("51/13", "51/13"),
            ("2024/12. Fighting against counterfeit medicines", "2024/12"),
            ("S-20/2. Political Declaration", "S-20/2"),
            ("1966/1104(XL).Report of the Commission", "1104 (XL)"),
            ("3014(XXVII). A programme", "3014 (XXVII)"),
            ("1 (XXXVIII). Strategies", "1 (XXXVIII)"),
            ("689 J (XXVI). A conference", "689 J (XXVI)"),
        ] {
            assert_eq!(text_number(line).map(|number| number.cited).as_deref(), Some(cited), "{line}");
        }
    }

    #[test]
    fn other_lines_have_none() {
        for line in
            ["4/21", "12. The Commission", "3.5 (a) Tables", "1988 (in thousands)", "2024/12.Title", "12 (a) of the"]
        {
            assert_eq!(text_number(line), None, "{line}");
        }
    }
}
