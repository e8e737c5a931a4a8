//! Ordinal: `Twelfth`, `thirty-seventh`, `26th` to the number they mean.

const UNITS: [&str; 19] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];

/// Tens with the ordinal that they form alone and the word that they form before a unit.
const TENS: [(&str, &str); 8] = [
    ("twentieth", "twenty"),
    ("thirtieth", "thirty"),
    ("fortieth", "forty"),
    ("fiftieth", "fifty"),
    ("sixtieth", "sixty"),
    ("seventieth", "seventy"),
    ("eightieth", "eighty"),
    ("ninetieth", "ninety"),
];

/// An ordinal at the end of a text (`at the thirty-seventh`): its number and the byte where it begins.
pub(super) fn at_end(text: &str) -> Option<(u32, usize)> {
    let text = text.trim_end();
    let start = text
        .rfind(|c: char| !c.is_alphanumeric() && !is_hyphen(c))
        .map_or(0, |at| at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    number(text.get(start..)?).map(|number| (number, start))
}

/// The number of an ordinal that stands alone.
pub(crate) fn number(word: &str) -> Option<u32> {
    let word: String = word.chars().map(|c| if is_hyphen(c) { '-' } else { c }).collect::<String>().to_lowercase();
    let unit = |word: &str| UNITS.iter().position(|unit| *unit == word).and_then(|at| u32::try_from(at + 1).ok());
    let tens = |index: usize| u32::try_from((index + 2) * 10).ok();
    if let Some(figure) = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending))
        && let Ok(number) = figure.parse()
    {
        return Some(number);
    }
    if let Some(index) = TENS.iter().position(|(alone, _)| *alone == word) {
        return tens(index);
    }
    match word.split_once('-') {
        Some((ten, one)) => {
            let index = TENS.iter().position(|(_, before)| *before == ten)?;
            Some(tens(index)? + unit(one).filter(|unit| *unit < 10)?)
        }
        None => unit(&word),
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}')
}

#[cfg(test)]
mod tests {
    use super::{at_end, number};

    #[test]
    fn ordinals_in_words_and_figures_are_read() {
        assert_eq!(number("Twelfth"), Some(12));
        assert_eq!(number("thirty-seventh"), Some(37));
        assert_eq!(number("26th"), Some(26));
        assert_eq!(number("sixtieth"), Some(60));
        assert_eq!(number("month"), None);
        assert_eq!(at_end("and the Twenty-sixth "), Some((26, 8)));
    }
}
