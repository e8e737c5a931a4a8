//! Quotation: how many quotations a text opens and closes.
//!
//! Input: the text of a block. Output: counts of its quotation marks, of each kind by what it can tell.

/// Straight quotes that open or close something: beside a letter, a figure or the mark that ends a clause. Others are
/// specks of a scan.
pub(super) fn straight_quotes(text: &str) -> usize {
    let near = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || ".,;:)(?'[]/".contains(c));
    let is_quote = |at: usize| {
        near(text.get(..at).and_then(|before| before.chars().next_back()))
            || near(text.get(at + 1..).and_then(|after| after.chars().next()))
    };
    text.match_indices('"').filter(|(at, _)| is_quote(*at)).count()
}

/// Quotations opened minus quotations closed, by curly quotes, which say which they are.
pub(in super::super) fn quotes(text: &str) -> i32 {
    // Most lines have none.
    if text.is_ascii() {
        return 0;
    }
    text.matches('“').count() as i32 - text.matches('”').count() as i32
}
