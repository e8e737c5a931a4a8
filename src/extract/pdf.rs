//! PDF: not read yet.

use super::ExtractedDocument;
use crate::diagnostic::Warned;
use crate::error::NotRead;

/// Reads a PDF.
pub(super) fn extract(_bytes: &[u8]) -> Result<Warned<ExtractedDocument>, NotRead> {
    Err(NotRead::Format("PDF".into()))
}
