//! Patterns: regular expressions of line shapes that more than one pass needs.
//!
//! Input: patterns written in this program. Output: compiled [`Regex`]es, each compiled once. It reads nothing that
//! comes from users.

use std::sync::LazyLock;

use regex::Regex;

/// Compiles a pattern of this program.
#[expect(clippy::expect_used, reason = "the patterns are constants; a test of the pass compiles each")]
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern compiles")
}

/// One document symbol: an organ's letters and elements divided by `/`, such as `A/ES-10/1043`, `ICCD/COP(8)/CST/8`,
/// `S/RES/2768 (2025)` or `E/ICEF/672(Part I)`. That an element holds a digit is left to [`symbols`].
const SYMBOL: &str = r"[A-Z]{1,8}(?:/(?:ES-\d+|S-\d+|[A-Z0-9][A-Za-z0-9.]*)(?:\(\d{1,3}\))?)+(?: ?\((?:\d{4}|(?:E?S-)?[IVXLC]{1,9}|[Pp]arts? [^()]{1,12}|Vol\. ?[^()]{1,8}|[^()\d]{1,12} partie)\))?\*{0,3}";

static ONE_SYMBOL: LazyLock<Regex> = LazyLock::new(|| pattern(SYMBOL));
static ONLY_SYMBOLS: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"^{SYMBOL}(?:[\s,;–-]+(?:and )?{SYMBOL})*\s*[.,;–-]?$")));

/// The symbols of a text that is nothing but symbols, in order: `E/2025/26-E/CN.5/2025/6` gives two. None where
/// the text holds anything else.
pub(super) fn symbols(text: &str) -> Vec<&str> {
    let text = text.trim();
    if text.len() > 120 || !text.contains('/') || !ONLY_SYMBOLS.is_match(text) {
        return Vec::new();
    }
    let found: Vec<&str> =
        ONE_SYMBOL.find_iter(text).map(|found| found.as_str().trim_end_matches(['.', '*', ' '])).collect();
    if found.iter().all(|symbol| is_symbol(symbol)) { found } else { Vec::new() }
}

/// Symbols have a number in them; `AND/OR` has none.
fn is_symbol(text: &str) -> bool {
    text.contains(|character: char| character.is_ascii_digit())
}

/// Whether a line begins with the label of a numbered paragraph or of a heading: `12. The`, `IV. Conclusions`, `B. Africa`.
pub(super) fn begins_with_label(text: &str) -> bool {
    let is_before_text = |rest: &str| rest.starts_with(char::is_whitespace) && !rest.trim_start().is_empty();
    if let Some(bracketed) = text.strip_prefix('(') {
        let width = width_of(bracketed, |c| c.is_ascii_lowercase() || c.is_ascii_digit());
        let rest = bracketed.get(width..).and_then(|rest| rest.strip_prefix(')'));
        let mut rest = rest.unwrap_or_default().chars().map(char::is_whitespace);
        return (1..=4).contains(&width) && rest.next() == Some(true) && rest.next() == Some(false);
    }
    let text = text.strip_prefix("- ").or(text.strip_prefix("– ")).unwrap_or(text);
    let digits = width_of(text, |c| c.is_ascii_digit());
    let roman = width_of(text, |c| matches!(c, 'I' | 'V' | 'X'));
    let letter =
        text.chars().next().filter(|c| c.is_ascii_uppercase() || "АВСЕ".contains(*c)).map_or(0, char::len_utf8);
    [(digits, 3), (roman, 5), (letter, 2)].iter().any(|&(width, most)| {
        let rest = text.get(width..).and_then(|rest| rest.strip_prefix(['.', ',']));
        (1..=most).contains(&width) && rest.is_some_and(is_before_text)
    })
}

/// Bytes of the letters at the beginning of a text that are of a kind.
fn width_of(text: &str, is_of_kind: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is_of_kind(c)).unwrap_or(text.len())
}

/// Whether a text begins with one of these words, in capitals or small letters.
pub(super) fn begins_with(text: &str, words: &[&str]) -> bool {
    let text = text.as_bytes();
    let begins = |word: &[u8]| text.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    // Nearly all texts and words differ in the first letter.
    let first = |text: &[u8]| text.first().map(u8::to_ascii_lowercase);
    let own = first(text);
    words.iter().map(|word| word.as_bytes()).any(|word| first(word) == own && begins(word))
}

/// A label in Latin letters, where character recognition took them for Cyrillic: `В` is `B`.
pub(super) fn in_latin(label: &str) -> String {
    const LOOK_ALIKES: [(char, char); 12] = [
        ('А', 'A'),
        ('В', 'B'),
        ('С', 'C'),
        ('Е', 'E'),
        ('Н', 'H'),
        ('І', 'I'),
        ('К', 'K'),
        ('М', 'M'),
        ('О', 'O'),
        ('Р', 'P'),
        ('Т', 'T'),
        ('Х', 'X'),
    ];
    let latin = |letter: char| LOOK_ALIKES.iter().find(|(look, _)| *look == letter).map_or(letter, |(_, latin)| *latin);
    label.chars().map(latin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_of_every_organ_are_read() {
        for symbol in [
            "A/79/7/Add.13",
            "A/ES-10/1043",
            "A/80/15 (Part I)",
            "S/RES/2768 (2025)",
            "E/ICEF/672(Part I)",
            "E/ICEF/672(Première partie)",
            "ICCD/COP(8)/CST/8",
            "CCPR/C/121/D/2025/2011",
            "DP/2025/14/Corr.1",
            "UNDCP/HONLAF/2002/5",
            "E/AC.51/2025/L.4/Add.10",
            "TD/B/43/6",
            "A/HRC/S-36/1",
            "A/RES/3014(XXVII)",
            "E/RES/1779 (LIV)",
        ] {
            assert_eq!(symbols(symbol), [symbol]);
        }
    }

    #[test]
    fn a_double_symbol_is_two() {
        assert_eq!(symbols("E/2025/26-E/CN.5/2025/6"), ["E/2025/26", "E/CN.5/2025/6"]);
        assert_eq!(symbols("A/ES-10/1043-S/2025/529"), ["A/ES-10/1043", "S/2025/529"]);
        assert_eq!(symbols("A/79/843*-S/2025/201*"), ["A/79/843", "S/2025/201"]);
        assert_eq!(
            symbols("E/2025/34 (Part II)-E/ICEF/2025/7 (Part II)"),
            ["E/2025/34 (Part II)", "E/ICEF/2025/7 (Part II)"]
        );
    }

    #[test]
    fn a_sentence_with_a_symbol_is_no_symbol() {
        assert!(symbols("See A/36/33, para. 7.").is_empty());
        assert!(symbols("and/or").is_empty());
    }
}
