//! Analyzer: text becomes terms.
//!
//! Input: any text. Output: [`Term`]s with their place in it. The same analysis serves the index, the query and
//! the highlights, so that what is marked is what matched. It knows nothing of queries or fields.
//!
//! * Words are folded: case, accents, and British spelling to American (`harmonisation`, `centre`).
//! * A stemmed analysis reduces a word by the Snowball English stemmer; a surface analysis keeps it.
//! * A compound gives its parts and, at the place of the first part, its joined form: `money-laundering` gives
//!   `money`, `launder`, `moneylaund`; `E/CN.7/2025/L.9` gives its parts and `e/cn.7/2025/l.9`.

mod american;
mod memory;

use std::ops::Range;

use frostem::{Algorithm, Stemmer};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use american::american;
use memory::{Memory, Packed, Seen, packed};

/// Longest term in bytes; the rest of a longer word is left out. No word or document symbol comes near it.
const MAX_TERM_BYTES: usize = 96;
/// Bytes of terms remembered by one analyzer before it starts afresh; the vocabulary of a large corpus fits.
const MEMORY_BYTES: usize = 4 << 20;

/// How far a word is reduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reduction {
    /// `recommendations` becomes `recommend`.
    Stem,
    /// `Recommendations` becomes `recommendations`.
    Surface,
}

/// One term of an analysed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The folded and reduced word.
    pub text: String,
    /// Bytes of the analysed text that it stands for.
    pub range: Range<usize>,
    /// Place among the words of the text, counted from 0.
    pub position: usize,
    /// How many words it covers: 1, or the number of parts of a joined compound.
    pub words: usize,
}

/// The terms of `text`, in order.
pub fn terms(text: &str, reduction: Reduction) -> Vec<Term> {
    Analyzer::new(reduction).analyze(text)
}

/// A term without its text, which stands in a buffer.
#[derive(Debug, Clone)]
struct Place {
    text: Range<usize>,
    range: Range<usize>,
    position: usize,
    words: usize,
}

/// Analyses texts, reusing its buffers and remembering the terms of words.
pub struct Analyzer {
    reduction: Reduction,
    /// The words of the text, where one that comes again gives no further term.
    seen: Option<Seen>,
    stemmer: Stemmer,
    memory: Memory,
    folded: String,
    /// The texts of the terms, one after the other; those of remembered words stay from one analysis to the next.
    texts: String,
    terms: Vec<Place>,
    /// Places among the terms that have no text yet, with their words.
    awaited: Vec<(usize, Option<Packed>)>,
    /// Initials of the words to reduce; all where there are none.
    initials: Option<Initials>,
}

impl Clone for Analyzer {
    /// A fresh analyzer of the same kind: buffers and remembered terms are not shared between threads.
    fn clone(&self) -> Self {
        Self { seen: self.seen.as_ref().map(|_| Seen::default()), ..Self::new(self.reduction) }
    }
}

impl Analyzer {
    /// An analyzer of one kind.
    pub fn new(reduction: Reduction) -> Self {
        Self {
            reduction,
            seen: None,
            stemmer: Stemmer::new(Algorithm::English),
            memory: Memory::default(),
            folded: String::new(),
            texts: String::new(),
            terms: Vec::new(),
            awaited: Vec::new(),
            initials: None,
        }
    }

    /// An analyzer of one kind that gives the term of a word once for a text, however often the word stands there: for a field
    /// that records neither frequencies nor positions.
    pub(super) fn each_once(reduction: Reduction) -> Self {
        Self { seen: Some(Seen::default()), ..Self::new(reduction) }
    }

    /// An analyzer of one kind that leaves the terms of words empty that can be none of `wanted`: no reduction changes the
    /// first letter of a word.
    pub fn looking_for<'a>(reduction: Reduction, wanted: impl Iterator<Item = &'a str>) -> Self {
        let initials = Initials::of(wanted);
        Self { initials: Some(initials), ..Self::new(reduction) }
    }

    /// The terms of `text`, in order.
    pub fn analyze(&mut self, text: &str) -> Vec<Term> {
        self.run(text);
        let term = |place: &Place| Term {
            text: self.texts.get(place.text.clone()).unwrap_or_default().to_owned(),
            range: place.range.clone(),
            position: place.position,
            words: place.words,
        };
        self.terms.iter().map(term).collect()
    }

    /// Takes the terms of `text` into the buffers.
    fn run(&mut self, text: &str) {
        self.terms.clear();
        if self.texts.len() > MEMORY_BYTES {
            self.texts.clear();
            self.memory.clear();
        }
        if let Some(seen) = &mut self.seen {
            seen.forget();
        }
        let mut position = 0;
        for Chunk { range, plain } in Chunks::new(text) {
            let Some(printed) = text.get(range.clone()) else { continue };
            if !plain {
                position += self.compound(printed, range, position);
                continue;
            }
            let wanted = self.initials.as_ref().is_none_or(|initials| initials.begin(printed));
            let word = if wanted { packed(printed) } else { None };
            if !self.comes_again(word) {
                if wanted {
                    self.awaited.push((self.terms.len(), word));
                }
                self.terms.push(Place { text: 0..0, range, position, words: 1 });
            }
            position += 1;
        }
        self.look_up(text);
    }

    /// Gives the awaited terms their texts. All at once, as the processor waits for several places of its memory together where
    /// nothing else comes between them.
    fn look_up(&mut self, text: &str) {
        let awaited = std::mem::take(&mut self.awaited);
        for (at, word) in &awaited {
            let known = word.and_then(|word| self.memory.get(word));
            let term = known.unwrap_or_else(|| {
                let printed = self.terms.get(*at).and_then(|place| text.get(place.range.clone()));
                self.reduced(printed.unwrap_or_default(), *word)
            });
            if let Some(place) = self.terms.get_mut(*at) {
                place.text = term;
            }
        }
        self.awaited = awaited;
        self.awaited.clear();
    }

    /// Adds the terms of one chunk that may be a compound and returns how many words it has.
    fn compound(&mut self, printed: &str, chunk: Range<usize>, position: usize) -> usize {
        let first = self.terms.len();
        let mut after_apostrophe = false;
        let mut apostrophes = 0;
        let mut start = None;
        let mut words = 0;
        let ends = printed.char_indices().chain(std::iter::once((printed.len(), ' ')));
        for (at, c) in ends {
            if is_word(c) {
                start.get_or_insert(at);
                continue;
            }
            if let Some(from) = start.take()
                && let Some(part) = printed.get(from..at)
            {
                // `women's` is a form of `women`.
                if !(after_apostrophe && part.eq_ignore_ascii_case("s")) {
                    if let Some(text) = self.word(part) {
                        let range = chunk.start + from..chunk.start + at;
                        self.terms.push(Place { text, range, position: position + words, words: 1 });
                    }
                    words += 1;
                }
            }
            after_apostrophe = matches!(c, '\'' | '’');
            apostrophes += usize::from(after_apostrophe);
        }
        if words > 1
            && apostrophes == 0
            && let Some(text) = self.joined(printed)
        {
            self.terms.insert(first, Place { text, range: chunk, position, words });
        }
        words
    }

    /// The joined form of a compound: letters run together and stemmed, anything with digits or slashes as printed.
    fn joined(&mut self, printed: &str) -> Option<Range<usize>> {
        if printed.chars().all(|c| c.is_alphabetic() || is_hyphen(c)) {
            let together: String = printed.chars().filter(|c| !is_hyphen(*c)).collect();
            return self.word(&together);
        }
        let hyphens: String = printed.chars().map(|c| if is_hyphen(c) { '-' } else { c }).collect();
        fold(&hyphens, &mut self.folded);
        Some(push(&mut self.texts, truncated(&self.folded)))
    }

    /// The place in the texts of the term of one word; `None` where the word gives no further term.
    fn word(&mut self, printed: &str) -> Option<Range<usize>> {
        let word = packed(printed);
        if self.comes_again(word) {
            return None;
        }
        Some(word.and_then(|word| self.memory.get(word)).unwrap_or_else(|| self.reduced(printed, word)))
    }

    /// Whether a word has been met in this text and is wanted once.
    fn comes_again(&mut self, word: Option<Packed>) -> bool {
        self.seen.as_mut().zip(word).is_some_and(|(seen, word)| seen.again(word))
    }

    /// The folded and reduced form of one word, put at the end of the texts and remembered.
    fn reduced(&mut self, printed: &str, word: Option<Packed>) -> Range<usize> {
        let Self { reduction, stemmer, memory, folded, texts, initials, .. } = self;
        fold(printed, folded);
        if initials.as_ref().is_some_and(|initials| !initials.begin(folded)) {
            return 0..0;
        }
        if *reduction == Reduction::Surface || !folded.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return push(texts, truncated(folded));
        }
        let term = push(texts, truncated(&stemmer.stem(&american(folded))));
        if let Some(word) = word {
            memory.insert(word, &term);
        }
        term
    }
}

/// First bytes of folded words.
struct Initials([bool; 256]);

impl Initials {
    /// Those of some folded words.
    fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut initials = [false; 256];
        for initial in words.filter_map(|word| word.bytes().next()) {
            if let Some(held) = initials.get_mut(usize::from(initial)) {
                *held = true;
            }
        }
        Self(initials)
    }

    /// Whether a word begins with one of them: one that is folded, or of ASCII letters and digits.
    fn begin(&self, word: &str) -> bool {
        let initial = word.bytes().next().map(|byte| usize::from(byte.to_ascii_lowercase()));
        initial.and_then(|initial| self.0.get(initial)).is_some_and(|held| *held)
    }
}

/// Puts a text at the end of a buffer and returns its place there.
fn push(texts: &mut String, text: &str) -> Range<usize> {
    let start = texts.len();
    texts.push_str(text);
    start..texts.len()
}

fn truncated(term: &str) -> &str {
    let mut end = term.len().min(MAX_TERM_BYTES);
    while !term.is_char_boundary(end) {
        end -= 1;
    }
    term.get(..end).unwrap_or(term)
}

/// Writes `printed` without case and accents into `folded`.
pub fn fold(printed: &str, folded: &mut String) {
    folded.clear();
    if printed.is_ascii() {
        folded.push_str(printed);
        folded.make_ascii_lowercase();
        return;
    }
    for c in printed.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'đ' => folded.push('d'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            '’' => folded.push('\''),
            _ => folded.push(c),
        }
    }
}

fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_combining_mark(c) }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '\u{2212}')
}

/// Scripts written without spaces, where each character is taken as a word.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// A run of letters and digits, together with the marks that hold a compound together.
struct Chunk {
    range: Range<usize>,
    /// Whether it is one word of ASCII letters and digits, which most are.
    plain: bool,
}

/// The chunks of a text, in order.
struct Chunks<'a> {
    text: &'a str,
    /// Byte of the text that comes next.
    at: usize,
}

impl<'a> Chunks<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The first character of a word that comes next, and where it stands.
    fn next_word(&self) -> Option<(usize, char)> {
        let mut at = self.at;
        loop {
            let byte = *self.text.as_bytes().get(at)?;
            let c = if byte.is_ascii() { char::from(byte) } else { self.text.get(at..)?.chars().next()? };
            if is_word(c) {
                return Some((at, c));
            }
            at += c.len_utf8();
        }
    }

    /// The end of the run of ASCII letters and digits that begins at `start`, if nothing after it can belong to it.
    fn plain_end(&self, start: usize) -> Option<usize> {
        let rest = self.text.as_bytes().get(start..)?;
        let length = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let is_apart = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric());
        let ends = match rest.get(length) {
            None | Some(b' ' | b'\n' | b';' | b':' | b')') => true,
            Some(mark) => mark.is_ascii() && is_apart(rest.get(length + 1)),
        };
        (length > 0 && ends).then_some(start + length)
    }
}

impl Iterator for Chunks<'_> {
    type Item = Chunk;

    fn next(&mut self) -> Option<Chunk> {
        let (start, first) = self.next_word()?;
        let plain = self.plain_end(start);
        let end = match plain {
            Some(end) => end,
            None if is_ideograph(first) => start + first.len_utf8(),
            None => start + self.text.get(start..).map_or(0, compound_length),
        };
        self.at = end;
        Some(Chunk { range: start..end, plain: plain.is_some() })
    }
}

/// The bytes of the compound that a text begins with.
fn compound_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let Some((_, first)) = chars.next() else { return 0 };
    let (mut end, mut before, mut part) = (first.len_utf8(), first, 1);
    while let Some(&(at, c)) = chars.peek() {
        if is_word(c) && !is_ideograph(c) {
            part += 1;
        } else {
            let mut ahead = chars.clone();
            ahead.next();
            if !ahead.peek().is_some_and(|(_, next)| joins(before, part, c, *next)) {
                break;
            }
            part = 0;
        }
        before = c;
        end = at + c.len_utf8();
        chars.next();
    }
    end
}

/// Whether a mark holds two parts of a compound together: `before` and `after` are its neighbours and `part` is the
/// length of the part before it.
fn joins(before: char, part: usize, mark: char, after: char) -> bool {
    if part == 0 || !is_word(after) || is_ideograph(after) {
        return false;
    }
    match mark {
        '-' | '\u{2010}' | '\u{2011}' | '/' | '_' | '\'' | '’' => true,
        // A range of years or paragraphs.
        '\u{2013}' | '\u{2212}' => before.is_numeric() && after.is_numeric(),
        // `CN.7`, `L.9`, `U.S.A`, but not the stop between two sentences.
        '.' => after.is_numeric() || before.is_numeric() || part == 1,
        // `1,000` and `3,4-MDP-2-P`.
        ',' => before.is_numeric() && after.is_numeric(),
        _ => false,
    }
}

/// The stream that the index reads.
pub struct Terms<'a> {
    texts: &'a str,
    terms: std::slice::Iter<'a, Place>,
    token: Token,
}

impl Tokenizer for Analyzer {
    type TokenStream<'a> = Terms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms<'a> {
        self.run(text);
        Terms { texts: &self.texts, terms: self.terms.iter(), token: Token::default() }
    }
}

impl TokenStream for Terms<'_> {
    fn advance(&mut self) -> bool {
        let Some(term) = self.terms.next() else { return false };
        self.token.offset_from = term.range.start;
        self.token.offset_to = term.range.end;
        self.token.position = term.position;
        self.token.position_length = term.words;
        self.token.text.clear();
        self.token.text.push_str(self.texts.get(term.text.clone()).unwrap_or_default());
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// A whole value as one term, an empty one as none, without case and accents and with white space normalised: `E/2025/28`, `Latin America`.
#[derive(Clone, Default)]
pub struct KeyAnalyzer {
    text: String,
    terms: Vec<Place>,
}

/// The term that [`KeyAnalyzer`] makes of a value.
pub fn key(value: &str) -> String {
    let mut spaced = String::with_capacity(value.len());
    for word in value.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    let mut folded = String::with_capacity(value.len());
    fold(&spaced, &mut folded);
    folded
}

impl Tokenizer for KeyAnalyzer {
    type TokenStream<'a> = Terms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms<'a> {
        self.terms.clear();
        if !text.is_empty() {
            self.text = key(text);
            self.terms.push(Place { text: 0..self.text.len(), range: 0..text.len(), position: 0, words: 1 });
        }
        Terms { texts: &self.text, terms: self.terms.iter(), token: Token::default() }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const TEXT: &str =
        "The Programme, the programmes and the PROGRAMME of 1988: Länder, E/CN.7/2025/L.9, drug-control drug.";

    #[test]
    fn a_word_met_again_gives_the_term_that_it_gave_first() {
        let mut analyzer = Analyzer::new(Reduction::Stem);
        let first = analyzer.analyze(TEXT);
        assert_eq!(analyzer.analyze(TEXT), first);
        let programs = first.iter().filter(|term| term.text == "program").count();
        assert_eq!(programs, 3);
    }

    #[test]
    fn a_field_without_positions_gets_the_terms_of_a_text_once() {
        let mut once: Vec<String> = Vec::new();
        let mut analyzer = Analyzer::each_once(Reduction::Surface);
        for _ in 0..2 {
            once = analyzer.analyze(TEXT).into_iter().map(|term| term.text).collect();
        }
        let all: BTreeSet<String> = terms(TEXT, Reduction::Surface).into_iter().map(|term| term.text).collect();
        assert_eq!(once.len(), all.len(), "{once:?}");
        assert_eq!(once.into_iter().collect::<BTreeSet<_>>(), all);
    }
}
