//! Labels: the number, letter or roman numeral that a block opens with.
//!
//! Input: the text of a block. Output: the labels it may open with and where the text proper begins. A label is a
//! reading, not a decision: `(i)` is the ninth letter and the first roman numeral until [`super::spine`] decides.
//! Source of the shapes: Editorial Manual, paragraphs and subparagraphs (`1.`, `(a)`, `(i)`, `a.`; French and
//! Spanish `a)`) and headings (`I.`, `A.`, `1.`, `(a)`).

use std::borrow::Cow;

/// How a label is written, by example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum LabelStyle {
    /// `12.`
    Arabic,
    /// `XII.`
    UpperRoman,
    /// `B.`
    UpperLetter,
    /// `(b)`, also `b)`
    LowerLetter,
    /// `(ii)`, also `ii)`
    LowerRoman,
    /// `(2)`, also `2)`
    BracketedArabic,
    /// `b.`
    DottedLetter,
    /// `ii.`
    DottedRoman,
    /// `(B)`
    BracketedUpper,
}

/// One label as it may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    /// How it is written.
    pub style: LabelStyle,
    /// Its place in the sequence, counted from 1: `(c)` is 3, `(aa)` is 27, `IV.` is 4.
    pub ordinal: u32,
}

/// The labels that a text opens with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Opening {
    /// What the first label may be read as; empty where there is none.
    pub first: Vec<Label>,
    /// What a second label right behind the first may be read as: the `(i)` of `(h) (i) …`.
    pub second: Vec<Label>,
    /// The printed form of the first label without brackets and stop, such as `12 bis` or `aa`.
    pub printed: String,
    /// The printed form of the second label.
    pub printed_second: String,
    /// Bytes of the text that the labels and the white space behind them take.
    pub width: usize,
    /// Bytes up to the end of the first label and the white space behind it.
    pub first_width: usize,
    /// A wide gap (a tab) stands behind the label, as printers set it behind a number.
    pub gap: bool,
    /// The label is damaged: `1,` for `1.`, a Cyrillic look-alike for a letter, a hyphen or bullet before it.
    pub damaged: bool,
}

/// Longest run of digits that a paragraph number has; longer ones are years, amounts or codes.
const MAX_DIGITS: usize = 4;
/// Letters of the longest label, `xxxviii`, and one more that tells it from a longer word.
const LONGEST_CORE: usize = 8;
/// Highest value read as a roman numeral; reports have fewer chapters.
const MAX_ROMAN: u32 = 60;

/// Reads the labels at the beginning of `text`.
pub(super) fn opening(text: &str) -> Opening {
    let mut opening = Opening::default();
    // A paragraph not yet agreed stands in square brackets, number and all: `[15. At its 314th meeting …]`.
    let bracket = usize::from(
        text.starts_with('[') && text.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())),
    );
    let bullet = bullet_width(text) + bracket;
    let Some(rest) = text.get(bullet..) else { return opening };
    let Some(first) = one_label(rest) else { return opening };
    opening.damaged = first.damaged;
    opening.gap = first.gap;
    opening.first_width = bullet + first.width;
    opening.width = opening.first_width;
    opening.first = first.readings;
    opening.printed = first.printed;
    if let Some(second) = rest.get(first.width..).and_then(one_label)
        && second.readings.iter().all(|label| is_item(label.style))
        && !second.readings.is_empty()
    {
        opening.width += second.width;
        opening.second = second.readings;
        opening.printed_second = second.printed;
    }
    opening
}

/// Whether a label of this style marks an item under a paragraph.
pub(super) fn is_item(style: LabelStyle) -> bool {
    use LabelStyle::*;
    matches!(style, LowerLetter | LowerRoman | BracketedArabic | DottedLetter | DottedRoman | BracketedUpper)
}

/// Bytes of a list bullet that a converter put before a label (`- 1. Confirms`), with the space behind it.
pub(super) fn bullet_width(text: &str) -> usize {
    ["- ", "* ", "• ", "+ ", "-\t", "•\t", "·\t", "· "]
        .iter()
        .find(|bullet| text.starts_with(**bullet))
        .map_or(0, |bullet| {
            bullet.len() + text.get(bullet.len()..).map_or(0, |rest| rest.len() - rest.trim_start().len())
        })
}

/// Whether the first word of a numbered paragraph lost its `Th`, which some fonts have in one character that converters drop:
/// `61. e objectives of the framework`.
pub(super) fn lacks_ligature(body: &str) -> bool {
    ["e ", "is ", "ese ", "ere ", "us "].iter().any(|rest| body.starts_with(rest))
}

/// Whether a text opens with a name set off by a colon and a gap, as lists of votes do: `In favour:\tAlgeria, …`. Text
/// without columns has no gap there, but the same few names.
pub(super) fn is_named(text: &str) -> bool {
    /// Bytes of the longest such name.
    const LONGEST_NAME: usize = 40;
    const VOTES: [&str; 4] = ["In favour:", "Against:", "Abstaining:", "Abstentions:"];
    let begins_with =
        |name: &&str| text.strip_prefix(*name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if text.starts_with(['I', 'A']) && VOTES.iter().any(begins_with) {
        return true;
    }
    text.split_once('\t').is_some_and(|(name, _)| name.ends_with(':') && name.len() <= LONGEST_NAME)
}

/// Bytes of a number that character recognition garbled, with the white space behind it: `lU. ` for 14, `2k. ` for 24.
/// Zero where the text begins with anything else. `I.` and `S.` may be garbled too; what they are is for the spine.
pub(super) fn garbled_width(text: &str) -> usize {
    let Some((token, rest)) = text.split_once([' ', '\t']) else { return 0 };
    let whole = token.strip_suffix(['.', ',', '^', ':', '·']).or(token.strip_suffix(".,")).map(|core| (core, rest));
    // The stop may stand apart: `b .` for 6.
    let apart = || {
        let rest = rest.strip_prefix(['.', ','])?;
        rest.starts_with([' ', '\t']).then_some((token, rest))
    };
    let Some((core, rest)) = whole.or_else(apart) else { return 0 };
    let look_alike = |c: char| c.is_ascii_digit() || "lIiOoUuhbtckKSsBZzgqQGJ|!^°+*?".contains(c);
    let garbled =
        (1..=4).contains(&core.len()) && core.chars().all(look_alike) && !core.bytes().all(|b| b.is_ascii_digit());
    let sentence = rest.trim_start().starts_with(|c: char| c.is_uppercase() || c == '"' || c == '“');
    if garbled && sentence { text.len() - rest.trim_start().len() } else { 0 }
}

/// Whether a wide gap stands behind the garbled number that a text begins with; none where it begins with none.
pub(super) fn garbled_gap(text: &str) -> Option<bool> {
    let width = garbled_width(text);
    (width > 0).then(|| text.get(..width).is_some_and(|number| number.contains('\t')))
}

/// Whether the garbled number at the beginning of a text can be `number`: `3l+.` is 34, `IO.` is 10, `lU.` is 14.
pub(super) fn garbled_as(text: &str, number: u32) -> bool {
    let token = text.split([' ', '\t']).next().unwrap_or_default();
    let core = token.trim_end_matches(['.', ',', '^', ':', '·']);
    garbled_width(text) > 0 && spells(core, &number.to_string())
}

/// Whether `core` can be these digits as typewriters and scans garble them.
fn spells(core: &str, digits: &str) -> bool {
    let Some(digit) = digits.chars().next() else { return core.is_empty() };
    let rest = digits.get(1..).unwrap_or_default();
    let forms: &[&str] = match digit {
        '0' => &["0", "O", "o", "c", "Q", "°"],
        '1' => &["1", "l", "I", "i", "|", "!", "J", "t"],
        '2' => &["2", "Z", "z", "?"],
        '4' => &["4", "l+", "1+", "l*", "1*", "I+", "k", "K", "b", "U", "u", "h"],
        '5' => &["5", "S", "s"],
        '6' => &["6", "b", "G"],
        '7' => &["7", "?"],
        '8' => &["8", "B", "S"],
        '9' => &["9", "g", "q"],
        _ => &["3"],
    };
    forms.iter().any(|form| core.strip_prefix(form).is_some_and(|after| spells(after, rest)))
}

/// Whether character recognition may have read `number` as `printed`: one of the figures differs.
pub(super) fn misread_as(printed: u32, number: u32) -> bool {
    let (mut read, mut meant, mut others) = (printed, number, 0);
    while read > 0 && meant > 0 {
        others += u32::from(read % 10 != meant % 10);
        (read, meant) = (read / 10, meant / 10);
    }
    read == meant && number > 9 && others == 1
}

/// One label at the beginning of a text, as far as it can be read without its neighbours.
struct OneLabel {
    readings: Vec<Label>,
    printed: String,
    width: usize,
    gap: bool,
    damaged: bool,
}

fn one_label(text: &str) -> Option<OneLabel> {
    let bracketed = text.starts_with('(');
    let body = if bracketed { text.get(1..)? } else { text };
    let core_len: usize = body.chars().take_while(|c| c.is_alphanumeric()).take(LONGEST_CORE).map(char::len_utf8).sum();
    let core = body.get(..core_len).filter(|core| !core.is_empty())?;
    let mut tail = body.get(core_len..)?;
    // "12 bis." is a paragraph inserted after 12 (Editorial Manual).
    let mut inserted = "";
    if core.bytes().all(|b| b.is_ascii_digit()) {
        for insert in [" bis", " ter", " quater"] {
            if let Some(rest) = tail.strip_prefix(insert) {
                (inserted, tail) = (insert, rest);
            }
        }
    }
    // Character recognition splits the stop off: `4 . The`, `(b ) Governments`.
    let is_split = |close: &str| tail.strip_prefix(close).is_some_and(|rest| rest.starts_with([' ', '\t']));
    let split_off = if bracketed { is_split(" )") } else { is_split(" .") && is_number(core) };
    if split_off {
        tail = tail.trim_start();
    }
    // Most texts open with a word that no stop or bracket makes a label.
    let close = tail.chars().next().filter(|close| matches!(close, ')' | '.' | ',' | '^' | '·'))?;
    let (core_ascii, lookalike) = latin(core);
    let after = tail.get(close.len_utf8()..)?;
    let spaced = after.is_empty() || after.starts_with([' ', '\t']);
    let mut damaged = lookalike || split_off;
    let readings = match (bracketed, close) {
        (true, ')') => bracket_readings(&core_ascii),
        (false, ')') if spaced => bracket_readings(&core_ascii),
        (false, '.') if spaced || starts_glued(after, &core_ascii) => dotted_readings(&core_ascii),
        (false, ',' | '^' | '·') if spaced && core_ascii.bytes().all(|b| b.is_ascii_digit()) && core.len() <= 3 => {
            damaged = true;
            dotted_readings(&core_ascii)
        }
        _ => return None,
    };
    if readings.is_empty() {
        return None;
    }
    let printed = core_ascii.into_owned() + inserted;
    if let Some((last, width)) = bracketed.then(|| range_end(after, &readings)).flatten() {
        let rest = after.get(width..)?;
        let blank = rest.len() - rest.trim_start().len();
        let printed = format!("{printed})-({}", last.1);
        return Some(OneLabel {
            readings: vec![last.0],
            printed,
            width: text.len() - rest.len() + blank,
            gap: true,
            damaged,
        });
    }
    let blank = after.len() - after.trim_start().len();
    let gap = after.get(..blank).is_some_and(|blank| blank.contains('\t'));
    let width = text.len() - after.len() + blank;
    Some(OneLabel { readings, printed, width, gap, damaged })
}

/// The last label of several items that have one text, behind the first: the `-(iii)` of `(i)-(iii)`, with its bytes.
fn range_end(after: &str, first: &[Label]) -> Option<((Label, String), usize)> {
    let (joint, rest) = ["-(", "–(", "—("].iter().find_map(|joint| Some((joint, after.strip_prefix(*joint)?)))?;
    let (core, behind) = rest.split_once(')')?;
    let readings = if core.len() <= 5 && behind.starts_with([' ', '\t']) { bracket_readings(core) } else { Vec::new() };
    let follows =
        |last: &&Label| first.iter().any(|first| first.style == last.style && first.ordinal == 1 && last.ordinal > 1);
    let last = readings.iter().find(follows)?;
    Some(((*last, core.to_owned()), joint.len() + core.len() + 1))
}

fn is_number(core: &str) -> bool {
    core.len() <= 3 && core.bytes().all(|b| b.is_ascii_digit())
}

/// A number whose space was lost, as in `12.Governments`: digits before the stop and a capital behind it.
fn starts_glued(after: &str, core: &str) -> bool {
    core.len() <= 3
        && core.bytes().all(|b| b.is_ascii_digit())
        && after.chars().next().is_some_and(char::is_uppercase)
        && after.chars().nth(1).is_some_and(char::is_lowercase)
}

/// `core` with Cyrillic and Greek look-alikes replaced (OCR writes "В." for "B."), and whether there were any.
fn latin(core: &str) -> (Cow<'_, str>, bool) {
    if core.is_ascii() {
        return (Cow::Borrowed(core), false);
    }
    let mut changed = false;
    let text = core
        .chars()
        .map(|c| {
            let latin = match c {
                'А' | 'Α' => 'A',
                'В' | 'Β' => 'B',
                'С' => 'C',
                'Е' | 'Ε' => 'E',
                'Н' | 'Η' => 'H',
                'І' | 'Ι' => 'I',
                'К' | 'Κ' => 'K',
                'М' | 'Μ' => 'M',
                'О' | 'Ο' => 'O',
                'Р' | 'Ρ' => 'P',
                'Т' | 'Τ' => 'T',
                'Х' | 'Χ' => 'X',
                'З' => '3',
                'а' => 'a',
                'с' => 'c',
                'е' => 'e',
                'о' => 'o',
                'р' => 'p',
                'х' => 'x',
                'і' => 'i',
                other => other,
            };
            changed |= latin != c;
            latin
        })
        .collect();
    (Cow::Owned(text), changed)
}

fn bracket_readings(core: &str) -> Vec<Label> {
    let mut readings = Vec::new();
    if core.bytes().all(|b| b.is_ascii_digit()) {
        push(&mut readings, LabelStyle::BracketedArabic, core.parse().ok().filter(|n| core.len() <= 2 && *n > 0));
    } else if core.bytes().all(|b| b.is_ascii_lowercase()) {
        push(&mut readings, LabelStyle::LowerLetter, letter(core));
        push(&mut readings, LabelStyle::LowerRoman, roman(&core.to_ascii_uppercase()));
    } else if core.len() == 1 {
        push(&mut readings, LabelStyle::BracketedUpper, letter(&core.to_ascii_lowercase()));
    }
    readings
}

fn dotted_readings(core: &str) -> Vec<Label> {
    let mut readings = Vec::new();
    if core.bytes().all(|b| b.is_ascii_digit()) {
        let fits = core.len() <= MAX_DIGITS && !core.starts_with('0');
        push(&mut readings, LabelStyle::Arabic, core.parse().ok().filter(|_| fits));
    } else if core.bytes().all(|b| b.is_ascii_uppercase()) {
        push(&mut readings, LabelStyle::UpperRoman, roman(core));
        if core.len() == 1 {
            push(&mut readings, LabelStyle::UpperLetter, letter(&core.to_ascii_lowercase()));
        }
    } else if core.bytes().all(|b| b.is_ascii_lowercase()) {
        if core.len() == 1 {
            push(&mut readings, LabelStyle::DottedLetter, letter(core));
        }
        push(&mut readings, LabelStyle::DottedRoman, roman(&core.to_ascii_uppercase()));
    }
    readings
}

fn push(readings: &mut Vec<Label>, style: LabelStyle, ordinal: Option<u32>) {
    readings.extend(ordinal.map(|ordinal| Label { style, ordinal }));
}

/// `a` is 1, `z` is 26; past it letters double: `aa` is 27, `mm` is 39.
fn letter(core: &str) -> Option<u32> {
    let mut bytes = core.bytes();
    let first = bytes.next()?;
    let times = core.len() as u32;
    (times <= 2 && bytes.all(|b| b == first)).then(|| (times - 1) * 26 + u32::from(first - b'a') + 1)
}

/// The value of a roman numeral in its usual form, up to [`MAX_ROMAN`].
pub(super) fn roman(core: &str) -> Option<u32> {
    let value = |c| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    let digits: Vec<u32> = core.chars().map(value).collect::<Option<_>>()?;
    let mut total = 0_u32;
    for (position, digit) in digits.iter().enumerate() {
        match digits.get(position + 1) {
            Some(next) if next > digit => total = total.wrapping_sub(*digit),
            _ => total = total.wrapping_add(*digit),
        }
    }
    (total > 0 && total <= MAX_ROMAN && to_roman(total) == core).then_some(total)
}

/// The usual roman numeral of a number.
pub(super) fn to_roman(mut number: u32) -> String {
    let mut text = String::new();
    for (value, sign) in [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}
