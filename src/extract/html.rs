//! HTML: not read yet.

use super::{ExtractedDocument, Format, Limits};
use crate::diagnostic::Warned;

/// Reads a web page.
pub(super) fn extract(_bytes: &[u8], _limits: &Limits) -> Warned<ExtractedDocument> {
    Warned { value: ExtractedDocument { format: Format::Html, pages: Vec::new() }, warnings: Vec::new() }
}
