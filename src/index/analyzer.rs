//! Analyzer: text becomes terms.
//!
//! Input: any text. Output: [`Term`]s with their place in it. The same analysis serves the index, the query and
//! the highlights, so that what is marked is what matched. It knows nothing of queries or fields.
//!
//! * Words are folded: case, accents, and British spelling to American (`harmonisation`, `centre`).
//! * A stemmed analysis reduces a word by the Snowball English stemmer; a surface analysis keeps it.
//! * A compound gives its parts and, at the place of the first part, its joined form: `money-laundering` gives
//!   `money`, `launder`, `moneylaund`; `E/CN.7/2025/L.9` gives its parts and `e/cn.7/2025/l.9`.

use std::collections::HashMap;
use std::ops::Range;

use frostem::{Algorithm, Stemmer};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest term in bytes; the rest of a longer word is left out. No word or document symbol comes near it.
const MAX_TERM_BYTES: usize = 96;
/// Stems remembered by one analyzer before it starts afresh; the vocabulary of a large corpus fits.
const STEM_CACHE: usize = 100_000;

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
    let mut analyzer = Analyzer::new(reduction);
    analyzer.analyze(text);
    analyzer.terms
}

/// Analyses texts, reusing its buffers and remembering stems.
pub struct Analyzer {
    reduction: Reduction,
    stemmer: Stemmer,
    stems: HashMap<String, String>,
    folded: String,
    terms: Vec<Term>,
}

impl Clone for Analyzer {
    /// A fresh analyzer of the same kind: buffers and remembered stems are not shared between threads.
    fn clone(&self) -> Self {
        Self::new(self.reduction)
    }
}

impl Analyzer {
    /// An analyzer of one kind.
    pub fn new(reduction: Reduction) -> Self {
        Self {
            reduction,
            stemmer: Stemmer::new(Algorithm::English),
            stems: HashMap::new(),
            folded: String::new(),
            terms: Vec::new(),
        }
    }

    /// The terms of `text`, in order, held until the next call.
    pub fn analyze(&mut self, text: &str) -> &[Term] {
        self.terms.clear();
        let mut position = 0;
        for chunk in Chunks::new(text) {
            position += self.chunk(text, chunk, position);
        }
        &self.terms
    }

    /// Adds the terms of one chunk and returns how many words it has.
    fn chunk(&mut self, text: &str, chunk: Range<usize>, position: usize) -> usize {
        let Some(printed) = text.get(chunk.clone()) else { return 0 };
        if printed.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            let term = self.word(printed);
            self.terms.push(Term { text: term, range: chunk, position, words: 1 });
            return 1;
        }
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
                    let term = self.word(part);
                    let range = chunk.start + from..chunk.start + at;
                    self.terms.push(Term { text: term, range, position: position + words, words: 1 });
                    words += 1;
                }
            }
            after_apostrophe = matches!(c, '\'' | '’');
            apostrophes += usize::from(after_apostrophe);
        }
        if words > 1 && apostrophes == 0 {
            let joined = self.joined(printed);
            self.terms.insert(first, Term { text: joined, range: chunk, position, words });
        }
        words
    }

    /// The joined form of a compound: letters run together and stemmed, anything with digits or slashes as printed.
    fn joined(&mut self, printed: &str) -> String {
        if printed.chars().all(|c| c.is_alphabetic() || is_hyphen(c)) {
            let together: String = printed.chars().filter(|c| !is_hyphen(*c)).collect();
            return self.word(&together);
        }
        let hyphens: String = printed.chars().map(|c| if is_hyphen(c) { '-' } else { c }).collect();
        fold(&hyphens, &mut self.folded);
        truncated(&self.folded).to_owned()
    }

    /// The folded and reduced form of one word.
    fn word(&mut self, printed: &str) -> String {
        fold(printed, &mut self.folded);
        if self.reduction == Reduction::Surface || !self.folded.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return truncated(&self.folded).to_owned();
        }
        if let Some(stem) = self.stems.get(&self.folded) {
            return stem.clone();
        }
        let spelling = american(&self.folded);
        let stem = truncated(&self.stemmer.stem(&spelling)).to_owned();
        if self.stems.len() >= STEM_CACHE {
            self.stems.clear();
        }
        self.stems.insert(self.folded.clone(), stem.clone());
        stem
    }
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

/// British beginnings of words and their American forms. United Nations usage is British with `-ize`.
const SPELLINGS: &[(&str, &str)] = &[
    ("anaesthe", "anesthe"),
    ("ageing", "aging"),
    ("behaviour", "behavior"),
    ("catalogue", "catalog"),
    ("centre", "center"),
    ("cheque", "check"),
    ("colour", "color"),
    ("counsell", "counsel"),
    ("defence", "defense"),
    ("endeavour", "endeavor"),
    ("enrol", "enroll"),
    ("favour", "favor"),
    ("foetal", "fetal"),
    ("fulfil", "fulfill"),
    ("haemo", "hemo"),
    ("harbour", "harbor"),
    ("honour", "honor"),
    ("judgement", "judgment"),
    ("labour", "labor"),
    ("licence", "license"),
    ("manoeuvre", "maneuver"),
    ("metre", "meter"),
    ("mould", "mold"),
    ("neighbour", "neighbor"),
    ("offence", "offense"),
    ("orthopaed", "orthoped"),
    ("paediatric", "pediatric"),
    ("plough", "plow"),
    ("practis", "practic"),
    ("pretence", "pretense"),
    ("programme", "program"),
    ("rigour", "rigor"),
    ("sceptic", "skeptic"),
    ("sulph", "sulf"),
    ("theatre", "theater"),
    ("travell", "travel"),
    ("tumour", "tumor"),
    ("vigour", "vigor"),
];

/// British endings and their American forms, longest first.
const ENDINGS: &[(&str, &str)] = &[
    ("isations", "izations"),
    ("isation", "ization"),
    ("ising", "izing"),
    ("isers", "izers"),
    ("ised", "ized"),
    ("iser", "izer"),
    ("ises", "izes"),
    ("ise", "ize"),
    ("ysed", "yzed"),
    ("ysing", "yzing"),
    ("yse", "yze"),
];

/// One spelling for both sides of the Atlantic. `word` is folded. Words such as `exercise` change too; as they
/// change everywhere alike, nothing is lost.
fn american(word: &str) -> String {
    for (british, us) in SPELLINGS {
        if let Some(rest) = word.strip_prefix(british) {
            // `enrolled` and `fulfilled` double the letter already.
            let doubled = us.ends_with("ll") && rest.starts_with('l');
            return format!("{}{rest}", if doubled { british } else { us });
        }
    }
    for (british, us) in ENDINGS {
        if let Some(stem) = word.strip_suffix(british)
            && stem.len() > 2
        {
            return format!("{stem}{us}");
        }
    }
    word.to_owned()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '\u{2212}')
}

/// Scripts written without spaces, where each character is taken as a word.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Runs of letters and digits, together with the marks that hold a compound together.
struct Chunks<'a> {
    chars: std::iter::Peekable<std::str::CharIndices<'a>>,
    length: usize,
}

impl<'a> Chunks<'a> {
    fn new(text: &'a str) -> Self {
        Self { chars: text.char_indices().peekable(), length: text.len() }
    }
}

impl Iterator for Chunks<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let (start, first) = self.chars.by_ref().find(|(_, c)| is_word(*c))?;
        let mut end = start + first.len_utf8();
        if is_ideograph(first) {
            return Some(start..end);
        }
        let (mut before, mut part) = (first, 1);
        while let Some(&(at, c)) = self.chars.peek() {
            if is_word(c) && !is_ideograph(c) {
                part += 1;
            } else {
                let mut ahead = self.chars.clone();
                ahead.next();
                let joins = ahead.peek().is_some_and(|(_, next)| joins(before, part, c, *next));
                if !joins {
                    break;
                }
                part = 0;
            }
            before = c;
            end = at + c.len_utf8();
            self.chars.next();
        }
        Some(start..end.min(self.length))
    }
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
    terms: std::slice::Iter<'a, Term>,
    token: Token,
}

impl Tokenizer for Analyzer {
    type TokenStream<'a> = Terms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms<'a> {
        Terms { terms: self.analyze(text).iter(), token: Token::default() }
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
        self.token.text.push_str(&term.text);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// A whole value as one term, without case and accents and with white space normalised: `E/2025/28`, `Latin America`.
#[derive(Clone, Default)]
pub struct KeyAnalyzer {
    terms: Vec<Term>,
}

/// The term that [`KeyAnalyzer`] makes of a value.
pub fn key(value: &str) -> String {
    let words: Vec<&str> = value.split_whitespace().collect();
    let mut folded = String::new();
    fold(&words.join(" "), &mut folded);
    folded
}

impl Tokenizer for KeyAnalyzer {
    type TokenStream<'a> = Terms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms<'a> {
        self.terms.clear();
        self.terms.push(Term { text: key(text), range: 0..text.len(), position: 0, words: 1 });
        Terms { terms: self.terms.iter(), token: Token::default() }
    }
}
