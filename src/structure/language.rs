//! Language: in which of the six official languages a document is written.
//!
//! Input: all [`Lines`]. Output: an ISO 639-1 code. It counts letters of each script and a few words that every page
//! has; it does not tell documents that print two languages side by side.

use super::lines::Lines;
use crate::diagnostic::{Diagnostic, DiagnosticCode};

/// Words looked at: the masthead and some paragraphs. Annexes in another language come later.
const SAMPLE_WORDS: usize = 150;

/// Words that no page is without, by language: articles and prepositions that the other two do not share.
const COMMON_WORDS: [(&str, &[&str]); 3] = [
    ("en", &["the", "of", "and", "to", "that", "with", "for", "by", "its", "was"]),
    ("fr", &["les", "des", "du", "dans", "pour", "sur", "une", "aux", "par", "est"]),
    ("es", &["los", "las", "del", "para", "con", "por", "una", "que", "y", "el"]),
];

/// The language of most of the text: `en`, `fr`, `es`, `ru`, `ar` or `zh`; English where nothing tells.
pub(super) fn detect(lines: &Lines) -> &'static str {
    let mut scripts = [("ru", 0_usize), ("ar", 0), ("zh", 0)];
    let mut words = COMMON_WORDS.map(|(language, _)| (language, 0_usize));
    let (mut latin, mut seen) = (0_usize, 0_usize);
    'text: for placed in &lines.lines {
        for word in placed.line.text.split_whitespace() {
            for character in word.chars() {
                match character {
                    '\u{400}'..='\u{4FF}' => scripts[0].1 += 1,
                    '\u{600}'..='\u{6FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => scripts[1].1 += 1,
                    // An ideograph stands for about three letters.
                    '\u{3400}'..='\u{9FFF}' => scripts[2].1 += 3,
                    letter if letter.is_alphabetic() => latin += 1,
                    _ => {}
                }
            }
            let word = word.trim_matches(|character: char| !character.is_alphanumeric());
            for ((_, count), (_, common)) in words.iter_mut().zip(COMMON_WORDS) {
                *count += usize::from(common.iter().any(|known| known.eq_ignore_ascii_case(word)));
            }
            seen += 1;
            if seen == SAMPLE_WORDS {
                break 'text;
            }
        }
    }
    let script = most(&scripts);
    if script.1 > latin { script.0 } else { most(&words).0 }
}

/// Whether a document prints its text in two languages, as its masthead does: `United Nations`, `Nations Unies`.
pub(super) fn is_bilingual(lines: &Lines) -> bool {
    /// Lines of the masthead at most.
    const MASTHEAD: usize = 40;
    let in_french = |text: &str| text.contains("Nations Unies") || text.contains("NATIONS UNIES");
    lines.lines.iter().take(MASTHEAD).any(|placed| in_french(&placed.line.text))
}

/// Whether a text is French, by the words that no French page is without and English has not.
pub(super) fn is_french(text: &str) -> bool {
    /// Words from which a text can be told.
    const FEWEST_WORDS: usize = 6;
    /// One in so many is a common word.
    const COMMON_ONE_IN: usize = 6;
    const FRENCH: [&str; 20] = [
        "de", "la", "le", "l", "d", "et", "à", "les", "des", "du", "une", "un", "où", "au", "que", "sa", "son", "dans",
        "qui", "par",
    ];
    let (mut count, mut french, mut english) = (0, 0, 0);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let is_one_of = |words: &[&str]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
        count += 1;
        french += usize::from(is_one_of(&FRENCH));
        english += usize::from(is_one_of(&["the", "of", "and", "to", "in", "that", "for"]));
    }
    count >= FEWEST_WORDS && french * COMMON_ONE_IN >= count && english * COMMON_ONE_IN < french
}

/// What a reader should know of a document in this language; nothing where it is English.
pub(super) fn warning(language: &str) -> Option<Diagnostic> {
    let name = match language {
        "en" => return None,
        "fr" => "French",
        "es" => "Spanish",
        "ru" => "Russian",
        "ar" => "Arabic",
        _ => "Chinese",
    };
    let message = format!(
        "the document is in {name}: its numbered paragraphs, items, annexes and numbered resolutions are found; drafts, \
         preambles and summaries are known by their English words only"
    );
    Some(Diagnostic::new(DiagnosticCode::LanguagePartlySupported, message))
}

/// The entry with the highest count, the first of equals.
fn most(counts: &[(&'static str, usize)]) -> (&'static str, usize) {
    counts.iter().copied().fold(("en", 0), |best, next| if next.1 > best.1 { next } else { best })
}
