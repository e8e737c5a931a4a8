//! Text that runs from right to left.
//!
//! Input: the characters of a line in the order they stand, left to right. Output: the order in which they are read.
//! This is the reverse of what a typesetter does: a line of Arabic or Hebrew is turned around, with the numbers and
//! Latin words in it turned back.

/// Whether most letters of a line are read from right to left.
pub(super) fn is_rtl(chars: impl Iterator<Item = char>) -> bool {
    let (mut rtl, mut ltr) = (0usize, 0usize);
    for c in chars {
        if is_rtl_letter(c) {
            rtl += 1;
        } else if c.is_alphabetic() {
            ltr += 1;
        }
    }
    rtl > ltr
}

/// Hebrew, Arabic and their neighbours, and the forms that fonts have of them.
fn is_rtl_letter(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}') && !c.is_numeric()
}

/// Turns a line around. `char_of` gives the character at a place.
pub(super) fn reorder<T>(line: &mut [T], char_of: impl Fn(&T) -> char) {
    line.reverse();
    let mut rest = line;
    while let Some(start) = rest.iter().position(|item| is_ltr(char_of(item))) {
        let (_, tail) = rest.split_at_mut(start);
        let stretch = tail.iter().take_while(|item| !is_rtl_letter(char_of(item))).count();
        let ltr = tail.iter().take(stretch).rposition(|item| is_ltr(char_of(item)));
        let (run, after) = tail.split_at_mut(ltr.unwrap_or(0) + 1);
        run.reverse();
        rest = after;
    }
}

/// A digit or a letter that is read from left to right.
fn is_ltr(c: char) -> bool {
    c.is_alphanumeric() && !is_rtl_letter(c)
}

/// The bracket as it stands when the line runs the other way.
pub(super) fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '«' => '»',
        '»' => '«',
        c => c,
    }
}
