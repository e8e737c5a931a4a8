//! Numerals: the letters and Roman numbers that lists are counted with.
//!
//! Input: a number from 1. Output: how a list prints it, in lower case. Reading such numerals is the business of the
//! structure stage.

/// The largest number that has a customary Roman form.
const LARGEST_ROMAN: u32 = 3_999;

/// Letters that stand together at most; a list that goes on is printed in digits.
const MOST_LETTERS: usize = 8;

/// `a` … `z`, `aa`, `bb` …, as lists in reports go on.
pub(super) fn letters(number: u32) -> String {
    let Some(index) = number.checked_sub(1) else { return number.to_string() };
    let letter = char::from(b'a' + u8::try_from(index % 26).unwrap_or_default());
    let repeated = usize::try_from(index / 26).unwrap_or(usize::MAX).saturating_add(1);
    if repeated > MOST_LETTERS { number.to_string() } else { letter.to_string().repeat(repeated) }
}

/// `i`, `ii`, `iii`, `iv` …
pub(super) fn roman(number: u32) -> String {
    const VALUES: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number == 0 || number > LARGEST_ROMAN {
        return number.to_string();
    }
    let mut rest = number;
    let mut roman = String::new();
    for (value, letters) in VALUES {
        while rest >= value {
            rest -= value;
            roman.push_str(letters);
        }
    }
    roman
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_go_on_after_z_and_after_the_largest_roman_number() {
        assert_eq!([1, 26, 27, 39, 300].map(letters), ["a", "z", "aa", "mm", "300"]);
        assert_eq!([1, 4, 9, 14, 49, 4_000].map(roman), ["i", "iv", "ix", "xiv", "xlix", "4000"]);
    }
}
