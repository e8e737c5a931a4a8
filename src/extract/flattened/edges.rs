//! What is printed above and below the text of a page: symbol, page number, job number, the stamp of a library.

use super::words::{ABBREVIATED, Words, is_barcode, is_fraction, is_header_symbol, is_job_number, is_page_number};

/// The stamp of the library that scanned most of the older documents.
const LIBRARY: &str = "Digitized by Dag Hammarskjöld Library";
const LIBRARY_WORDS: usize = 5;

/// Words that a scan makes of specks beside a footer, at most.
const SPECKS: usize = 6;

/// Words of the longest header that a scan garbled, up to its page number.
const GARBLED_HEADER: usize = 9;

impl Words<'_> {
    /// The words from this one on that a running header or footer prints as one: a symbol with what it has in brackets,
    /// `Page 4`, `4/19`, a job number; 0 where it is none of these.
    pub(super) fn item(&self, at: usize) -> usize {
        let word = self.word(at);
        let is_language =
            || matches!(word, "English" | "ENGLISH") && (self.is_folio(at + 1) || is_header_symbol(self.before(at)));
        let is_plain = is_fraction(word) || is_job_number(word.trim_end_matches('*')) || is_barcode(word);
        match word {
            _ if self.is_folio(at) => 2,
            _ if is_language() || is_plain => 1,
            _ if is_turned(word) => 1,
            "Digitized" => 5,
            _ => self.symbol(at),
        }
    }

    pub(super) fn is_folio(&self, at: usize) -> bool {
        matches!(self.word(at), "Page" | "page" | "PAGE") && is_page_number(self.word(at + 1))
    }

    /// How many words at the top of a page are a running header.
    pub(super) fn header(&self) -> usize {
        let mut end = self.garbled_header();
        loop {
            let words = self.item(end);
            let is_bare = words == 0 && is_page_number(self.word(end)) && {
                let next = end + 1;
                self.item(next) > 0 || end > 0 && self.item(end - 1) == 1 || self.is_label(next)
            };
            match words + usize::from(is_bare) {
                0 => return end,
                words => end += words,
            }
        }
    }

    /// How many words are a running header of a scan up to the number of the page, where it garbled others of them:
    /// `• aa A/47/466 English Page 6`. 0 where there is no such number.
    fn garbled_header(&self) -> usize {
        let folio = (1..GARBLED_HEADER).find(|&at| self.is_folio(at)).unwrap_or(0);
        let has_symbol = || (0..folio).any(|at| self.word(at).trim_matches('/').contains('/'));
        if folio > 0 && has_symbol() { folio + 2 } else { 0 }
    }

    /// The word from which a page is a footer: page number, job number, dates behind it; the number of words where there is
    /// none.
    pub(super) fn footer(&self) -> usize {
        let mut from = self.0.len();
        let mut has_page = false;
        // What a scan made of specks may stand behind.
        let library = (from.saturating_sub(LIBRARY_WORDS + SPECKS)..from).find(|&at| self.names(at, LIBRARY));
        from = library.unwrap_or(from);
        if library.is_some() {
            from = self.behind_text(from);
        }
        while let Some(at) = from.checked_sub(1) {
            let word = self.word(at);
            let is_behind_number = |at: usize| (1..=2).any(|back| at >= back && is_job_number(self.word(at - back)));
            let is_mark = word.len() == 3 && word.starts_with('(') && word.ends_with(')') && is_behind_number(at);
            let is_item = is_barcode(word)
                || is_date(word)
                || is_mark
                || is_job_number(word.trim_end_matches('*'))
                || is_turned(word);
            // `92-45958 3565i (E) 201092`
            let is_garbled = word.len() <= 6
                && word.starts_with(|c: char| c.is_ascii_digit())
                && is_job_number(self.before(at))
                && self.word(at + 1) == "(E)";
            let is_page = !has_page && is_page_number(word) && !ABBREVIATED.contains(&self.before(at));
            let named = is_page && matches!(self.before(at), "Page" | "page" | "PAGE");
            if !is_item && !is_page && !is_garbled {
                break;
            }
            has_page |= is_page;
            from = if named { at - 1 } else { at };
        }
        from
    }

    /// The word behind the last that has letters, of those up to the stamp of a library at `stamp`: a scan makes `I . ..` of
    /// `/...`.
    fn behind_text(&self, stamp: usize) -> usize {
        let is_speck = |word: &str| word.len() <= 3 && word.chars().all(|c| !c.is_alphanumeric() || "I1l".contains(c));
        let specks = (0..stamp).rev().take(SPECKS).take_while(|&at| is_speck(self.word(at))).count();
        stamp - specks
    }

    /// The items of a header or footer, each by its first word.
    pub(super) fn items(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = usize> {
        let mut at = range.start;
        std::iter::from_fn(move || {
            let start = (at < range.end).then_some(at)?;
            // The marks and dates behind a job number stay with it.
            let is_mark = |word: &str| word.starts_with('(') || is_date(word);
            at += self.item(start).max(1);
            while at < range.end && is_mark(self.word(at)) && self.item(at) == 0 {
                at += 1;
            }
            Some(start)
        })
    }
}

/// Whether a word says at the foot of a page that the text goes on overleaf: `/...`, also where a scan lost dots of it.
fn is_turned(word: &str) -> bool {
    matches!(word, "/..." | "/…" | "/.." | "/." | "/")
}

/// Whether a word is the date behind a job number: `261197`.
fn is_date(word: &str) -> bool {
    word.len() == 6 && word.chars().all(|c| c.is_ascii_digit())
}
