//! Number: what the numbers of resolutions and decisions look like, and which organ uses which form.
//!
//! Input: a text, or a number and an organ. Output: the number in one form, or whether it can be the organ's. It does not look at
//! the words around a number.

use std::sync::LazyLock;

use regex::Regex;

use super::super::vocabulary::Body;

/// A number of a resolution or decision: `53/115`, `2231 (2015)`, `1514 (XV)`, `2200 A (XXI)`, `S-20/4 A`, `1987/34`.
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?:S-|ES-)?[0-9]{1,4}\s?/\s?(?:[0-9]{1,3}|INF/[0-9]+|(?:COP|CP|CMP|CMA)\.[0-9]{1,2})(?:\s?[A-Z](?-u:\b))?|[0-9]{1,4}(?:\s[A-Z])?\s?\((?:[IVXLC]{1,8}|S-[IVX]+|ES-[IVX]+|[0-9]{4})\))",
    )
    .ok()
});

/// Organs that number by session, with a session that they have not reached yet: a higher number is the General Assembly's.
const SESSIONS: [(&str, u32); 8] =
    [("CND", 76), ("CCPCJ", 45), ("CSW", 80), ("StatCom", 66), ("CPD", 66), ("CSTD", 38), ("UNFF", 30), ("HRC", 76)];

/// A number at the beginning of a text, in one form, and where it ends.
pub(super) fn number_at(text: &str) -> Option<(String, usize)> {
    let number = NUMBER.as_ref()?.find(text)?;
    let words: Vec<&str> = number.as_str().split_whitespace().collect();
    let joined = words.join(" ").replace(" /", "/").replace("/ ", "/").replace('(', " (").replace("  ", " ");
    Some((joined, number.end()))
}

/// Bodies that adopt resolutions and decisions under numbers of their own.
pub(super) const ADOPTING: [&str; 16] = [
    "GA",
    "ECOSOC",
    "SC",
    "HRC",
    "CND",
    "CCPCJ",
    "CSW",
    "CHR",
    "StatCom",
    "CPD",
    "CSTD",
    "UNFF",
    "UNICEF",
    "UNDP",
    "UNCCD-COP",
    "UNFCCC",
];

/// Whether a body adopts resolutions and decisions under numbers of its own.
pub(super) fn adopts(body: &Body) -> bool {
    ADOPTING.contains(&body.acronym.as_str())
}

/// The form of a number, which tells organs apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `2231 (2015)`: the Security Council.
    YearInBrackets,
    /// `1987/34`: the Economic and Social Council, and formerly the Commission on Human Rights.
    YearFirst,
    /// `53/115`: organs that number by session, with the session.
    Session(u32),
    /// `3/COP.8`: conferences of the parties.
    OfConference,
    /// `1514 (XV)`: organs before 1976, with the session.
    RomanSession(u32),
}

impl Form {
    pub(super) fn of(number: &str) -> Option<Self> {
        if number.starts_with("S-") || number.starts_with("ES-") {
            return Some(Self::Session(0));
        }
        if number.contains("/C") {
            return Some(Self::OfConference);
        }
        let first: String = number.chars().take_while(char::is_ascii_digit).collect();
        let value: u32 = first.parse().ok()?;
        if number.contains('/') {
            return Some(if first.len() == 4 { Self::YearFirst } else { Self::Session(value) });
        }
        let bracket = number.split_once('(').map_or("", |(_, rest)| rest);
        let is_year = bracket.starts_with(|c: char| c.is_ascii_digit());
        Some(if is_year { Self::YearInBrackets } else { Self::RomanSession(roman(bracket)) })
    }
}

/// The last session of the General Assembly whose resolutions have roman numerals, in 1975.
pub(super) const LAST_ROMAN_SESSION_OF_ASSEMBLY: u32 = 30;

/// The value of the roman numeral at the beginning of a text (`XV)`).
fn roman(text: &str) -> u32 {
    let value = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        'C' => Some(100),
        _ => None,
    };
    let values: Vec<u32> = text.chars().map_while(value).collect();
    let next = values.iter().skip(1).chain(std::iter::once(&0));
    let (less, more) =
        values.iter().zip(next).fold(
            (0, 0),
            |(less, more), (value, next)| {
                if value < next { (less + value, more) } else { (less, more + value) }
            },
        );
    more.saturating_sub(less)
}

/// Whether an organ uses numbers of this form.
pub(super) fn fits(number: &str, body: &Body) -> bool {
    match (Form::of(number), body.acronym.as_str()) {
        (Some(Form::YearInBrackets), acronym) => acronym == "SC",
        (Some(Form::YearFirst), acronym) => matches!(acronym, "ECOSOC" | "CHR" | "UNICEF" | "UNDP"),
        (Some(Form::OfConference), acronym) => matches!(acronym, "UNCCD-COP" | "UNFCCC"),
        (Some(_), "UNICEF" | "UNDP" | "UNCCD-COP" | "UNFCCC") => false,
        (Some(Form::Session(session)), acronym) => match acronym {
            "GA" => session == 0 || session > 30,
            "SC" | "ECOSOC" | "CHR" => false,
            _ => SESSIONS.iter().find(|(organ, _)| *organ == acronym).is_none_or(|(_, last)| session < *last),
        },
        (Some(Form::RomanSession(session)), acronym) => match acronym {
            "GA" => session <= LAST_ROMAN_SESSION_OF_ASSEMBLY,
            "ECOSOC" => true,
            "SC" => false,
            // Commissions had few resolutions a session: `resolution 6 (XXV)`.
            _ => number.chars().take_while(char::is_ascii_digit).count() < 3,
        },
        (None, _) => false,
    }
}
