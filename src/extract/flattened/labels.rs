//! The labels of paragraphs, items and headings among the words of a flattened line: `12.`, `(b)`, `IV.`

use std::collections::BTreeSet;

use super::PARAGRAPH_BYTES;
use super::words::{ABBREVIATED, WITHOUT_LIGATURE, Words, is_fraction, is_header_symbol, opens_sentence};

impl Words<'_> {
    /// Whether two numbers of paragraphs follow on each other, or two letters of items. In a short line the first of the
    /// numbers begins it.
    pub(super) fn has_run(&self) -> bool {
        let is_long = self.0.last().is_some_and(|(at, word)| at + word.len() >= PARAGRAPH_BYTES);
        let (mut number, mut letter) = (None, None);
        // The title of an agenda item, with its letters, is part of the sentence that quotes it.
        let mut quotes_item = false;
        (0..self.0.len()).any(|at| {
            quotes_item |= matches!(self.word(at), "item" | "items") && self.before(at) != "Agenda";
            let (next_number, next_letter) =
                (self.paragraph_number(at), self.item_letter(at).filter(|_| is_long && !quotes_item));
            let follows = |before: Option<u32>, next: Option<u32>| before.is_some() && before.map(|n| n + 1) == next;
            let is_behind_sentence = is_long || self.before(at).ends_with(['.', ';', ':']);
            let found = follows(number, next_number) && is_behind_sentence || follows(letter, next_letter);
            (number, letter) = (next_number.or(number), next_letter.or(letter));
            found
        })
    }

    /// The items of lists inside a sentence: where one goes on in small letters, so do those before it although names in them
    /// may open with capitals: `(a) Economic Survey, 2024; (b) Fiscal Panorama, 2024; and (c) the new Yearbook`.
    pub(super) fn run_in_items(&self) -> BTreeSet<usize> {
        let mut run_in = BTreeSet::new();
        let mut items: Vec<usize> = Vec::new();
        for at in 0..self.0.len() {
            if self.paragraph_number(at).is_some() {
                items.clear();
            }
            let letter = self.word(at).strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
            let Some([letter @ b'a'..=b'z']) = letter.map(str::as_bytes) else { continue };
            let ordinal = usize::from(letter - b'a');
            if ordinal == 0 {
                items.clear();
            }
            if ordinal == items.len() {
                items.push(at);
            }
            let is_next = ordinal + 1 == items.len() && ordinal > 0;
            if is_next && matches!(self.before(at), "and" | "or") && self.word(at + 1).starts_with(char::is_lowercase) {
                run_in.extend(items.drain(..));
            }
        }
        run_in
    }

    /// The place in the alphabet of the letter before an item that opens with a capital: 2 for `(b) Governments …`.
    pub(super) fn item_letter(&self, at: usize) -> Option<u32> {
        let letter = self.word(at).strip_prefix('(')?.strip_suffix(')')?;
        let [letter @ b'a'..=b'z'] = letter.as_bytes() else { return None };
        self.is_label(at).then(|| u32::from(letter - b'a') + 1)
    }

    /// Whether this word is a label before a capital: `12.`, `(b)`, `B.`, `IV.`
    pub(super) fn is_label(&self, at: usize) -> bool {
        let word = self.word(at);
        if self.paragraph_number(at).is_some() {
            return true;
        }
        let next = self.word(at + 1);
        let opens = opens_sentence(next) || self.opens_with_figure(at) || self.is_before_folio(at);
        if ABBREVIATED.contains(&self.before(at)) || !opens || is_header_symbol(next) {
            return false;
        }
        // `Agenda item 12 (b)`
        let is_in_item = at >= 2
            && self.word(at - 2).eq_ignore_ascii_case("item")
            && self.before(at).chars().all(|c| c.is_ascii_digit());
        let item = word.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|_| !is_in_item);
        let is_item =
            item.is_some_and(|item| (1..=4).contains(&item.len()) && item.chars().all(|c| c.is_ascii_lowercase()));
        let stop = word.strip_suffix('.').unwrap_or_default();
        let is_letter = matches!(stop.as_bytes(), [b'A'..=b'H']);
        let is_roman = (1..=4).contains(&stop.len()) && stop.chars().all(|c| "IVX".contains(c));
        is_item || is_letter || is_roman
    }

    /// Whether the number of the page stands between the label at this word and its text, where a converter set it:
    /// `76. 14/36 At its 10th meeting`, `(b) 18 The Chairs`.
    pub(super) fn is_before_folio(&self, at: usize) -> bool {
        let (word, folio) = (self.word(at), self.word(at + 1));
        let is_bare = word.starts_with('(') && folio.len() <= 2 && folio.bytes().all(|byte| byte.is_ascii_digit());
        word.ends_with(['.', ')']) && (is_bare || is_fraction(folio)) && opens_sentence(self.word(at + 2))
    }

    /// The number before a paragraph: `12.`, also damaged `12,`.
    pub(super) fn paragraph_number(&self, at: usize) -> Option<u32> {
        let number = self.word(at).strip_suffix(['.', ',']).filter(|digits| digits.len() <= 3)?;
        let next = self.word(at + 1);
        let opens = opens_sentence(next) || WITHOUT_LIGATURE.contains(&next);
        let opens = opens || self.opens_with_figure(at) || self.is_before_folio(at);
        let stands = !ABBREVIATED.contains(&self.before(at)) && opens;
        number.parse().ok().filter(|_| stands)
    }

    /// Whether the text behind this number or letter opens with a year behind the end of another: `4. 2024 was`.
    pub(super) fn opens_with_figure(&self, at: usize) -> bool {
        let next = self.word(at + 1);
        let is_year = next.len() == 4 && (next.starts_with("19") || next.starts_with("20"));
        // The marker of a note may stand behind the sentence.
        let is_marker = |word: &str| word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
        let is_behind_marker = || at > 0 && is_marker(self.before(at)) && self.is_behind_sentence(at - 1);
        (self.is_behind_sentence(at) || is_behind_marker())
            && is_year
            && next.chars().all(|c| c.is_ascii_digit())
            && self.word(at + 2).starts_with(char::is_lowercase)
    }

    /// Whether the words before a number say what it counts: `in paragraph 8. The`.
    pub(super) fn names_number(&self, at: usize) -> bool {
        const COUNTED: [&str; 16] = [
            "Annex",
            "Article",
            "annex",
            "article",
            "articles",
            "chapter",
            "item",
            "items",
            "number",
            "page",
            "paragraph",
            "paragraphs",
            "recommendation",
            "resolution",
            "section",
            "to",
        ];
        COUNTED.contains(&self.before(at))
    }
}
