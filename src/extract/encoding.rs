//! Encoding: bytes of a text become Unicode.
//!
//! Input: the bytes of a text file or a web page, and the encoding that it declares, if any. Output: its
//! characters, and whether some could not be made out. Encodings that need a language model to be told apart
//! (KOI8, Shift JIS without a declaration) are not guessed.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::diagnostic::{Diagnostic, DiagnosticCode};

/// Bytes that are not UTF-8 are taken for damage to a UTF-8 text, and not for another encoding, where the text has
/// at least so many good multi-byte characters for each of them.
const GOOD_PER_BAD: usize = 4;

/// The characters of `bytes`, with a warning where some of them were replaced by U+FFFD or belong to no encoding.
///
/// A byte-order mark decides, then the encoding that is `declared`, then whether the bytes are UTF-8; what is left
/// is read as Windows-1252, which older reports in English, French and Spanish are in.
pub(super) fn decode<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> (Cow<'a, str>, Option<Diagnostic>) {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding =
        marked.or_else(|| declared.filter(|_| std::str::from_utf8(bytes).is_err())).unwrap_or_else(|| guess(bytes));
    let (text, _, replaced) = encoding.decode(bytes);
    // Windows-1252 leaves five bytes without a letter; they come out as C1 controls.
    let undefined = encoding == WINDOWS_1252 && text.chars().any(|character| matches!(character, '\u{80}'..='\u{9f}'));
    let warning = (replaced || undefined).then(|| {
        let message = format!("some bytes are not {}; the characters they stood for are lost", encoding.name());
        Diagnostic::new(DiagnosticCode::UndecodableBytes, message)
    });
    (text, warning)
}

/// UTF-8, also when a little of it is damaged, or else Windows-1252.
fn guess(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if bad == 0 || good >= bad.saturating_mul(GOOD_PER_BAD) { UTF_8 } else { WINDOWS_1252 }
}
