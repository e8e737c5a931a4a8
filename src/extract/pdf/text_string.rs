//! Text strings (ISO 32000-1, 7.9.2.2): strings of a PDF that are meant for people.
//!
//! Input: an entry of a dictionary. Output: its characters.

use hayro_syntax::object::{Dict, String as PdfString};

/// The text string that `dict` holds under `key`.
pub(super) fn read(dict: &Dict<'_>, key: &[u8]) -> Option<String> {
    dict.get::<PdfString<'_>>(key).map(|string| decode(string.as_bytes()))
}

/// UTF-16 or UTF-8 with its mark, or else one byte a character, nearly as in Windows-1252.
fn decode(bytes: &[u8]) -> String {
    let (encoding, rest) = match bytes {
        [0xFE, 0xFF, rest @ ..] => (encoding_rs::UTF_16BE, rest),
        [0xEF, 0xBB, 0xBF, rest @ ..] => (encoding_rs::UTF_8, rest),
        _ => (encoding_rs::WINDOWS_1252, bytes),
    };
    encoding.decode_without_bom_handling(rest).0.into_owned()
}
