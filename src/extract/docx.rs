//! Word: not read yet.

use super::{ExtractedDocument, Limits};
use crate::diagnostic::Warned;
use crate::error::NotRead;

/// Reads a Word document.
pub(super) fn extract(_bytes: &[u8], _limits: &Limits) -> Result<Warned<ExtractedDocument>, NotRead> {
    Err(NotRead::Format("Word (.docx)".into()))
}
