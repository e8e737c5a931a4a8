//! Announcement: what the end of a text says will follow it.
//!
//! Input: a text. Output: whether texts with numbers of their own, a declaration or an agenda stand below. Whether they do is
//! the business of [`spine`](crate::structure::spine).

/// Bytes from the end of a text in which an announcement is looked for.
const ANNOUNCEMENT_BYTES: usize = 160;

/// Whether the end of a text announces texts with numbers of their own.
pub(super) fn announces_text(end: &str) -> bool {
    end.split_once("following").is_some_and(|(_, announced)| {
        ["resolution", "decision", "declaration", "statement"].iter().any(|kind| announced.contains(kind))
    })
}

/// Whether the end of a text announces a declaration: `The following ministerial declaration …`.
pub(super) fn announces_declaration(end: &str) -> bool {
    end.split_once("following").is_some_and(|(_, announced)| {
        ["declaration", "ministerial statement"].iter().any(|kind| announced.contains(kind))
    })
}

/// Whether the end of a text announces an agenda.
pub(in super::super) fn announces_agenda(text: &str) -> bool {
    let end = end_of(text).to_ascii_lowercase();
    end.contains("agenda") || end.contains("programme of work") || end.contains("timetable")
}

/// Whether the title of a document is that of an agenda: `Annotated provisional agenda`, and no report on one.
pub(in super::super) fn names_agenda(title: &str) -> bool {
    let title = title.to_lowercase();
    ["agenda", "annotated", "provisional agenda", "proposed agenda"].iter().any(|words| title.starts_with(words))
        && title.contains("agenda")
}

/// The end of a text, where an announcement stands.
pub(super) fn end_of(text: &str) -> &str {
    let from = text.floor_char_boundary(text.len().saturating_sub(ANNOUNCEMENT_BYTES));
    text.get(from..).unwrap_or_default()
}
