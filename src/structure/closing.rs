//! Closing lines: what a record prints under a text to say when it was adopted, and between texts to say when the meeting
//! paused.
//!
//! Input: all [`Lines`], notes and tables claimed. Output: those lines claimed as [`LineClass::Closing`]. They stand alone
//! on their lines: a sentence that tells of a meeting is text.

use std::sync::LazyLock;

use regex::Regex;

use super::head::{self, MONTH};
use super::lines::{LineClass, Lines};
use super::pattern::{begins_with, pattern};

/// Claims the closing lines.
pub(super) fn claim(lines: &mut Lines) {
    let open: Vec<usize> = (0..lines.lines.len()).filter(|&id| lines.is_open(id)).collect();
    for (at, &id) in open.iter().enumerate() {
        let text = lines.text(id);
        if is_pause(text) || is_dated_meeting(text) {
            lines.claim(id, LineClass::Closing);
        } else if is_meeting(text) {
            let next = open.get(at + 1).copied();
            let dated = next.filter(|&next| head::date(lines.text(next).trim_end_matches('.')).is_some());
            // A conversion may have lost the date behind the comma at the end.
            if dated.is_some() || next.is_none() && text.ends_with(',') {
                lines.claim(id, LineClass::Closing);
            }
            if let Some(next) = dated {
                lines.claim(next, LineClass::Closing);
            }
        }
    }
}

/// `The meeting rose at 5.55 p.m.`, `The meeting was suspended at 4.15 p.m. and resumed at 4.40 p.m.`
fn is_pause(text: &str) -> bool {
    static PAUSE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^The (?:public |discussion covered in the summary record )?(?:meeting|session)? ?(?:rose|was (?:called to order|suspended|adjourned|resumed)|(?:began|ended)) at .{1,60}m\.?$",
        )
    });
    text.starts_with("The ") && PAUSE.is_match(text)
}

/// Bytes of the longest line that names a meeting; most lines of the text are longer.
const LONGEST_MEETING: usize = 60;

/// What the names of sessions without number begin with.
const SESSIONS: [&str; 9] =
    ["first", "second", "third", "annual", "special", "regular", "resumed", "organizational", "executive"];

/// `54th plenary meeting`, `Annual session`: the first of two lines, with the date below it.
pub(super) fn is_meeting(text: &str) -> bool {
    static MEETING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:\d{1,5}(?:st|nd|rd|th) (?:\(?(?:plenary|special|closing|resumed|public|private)\)? )*meeting|(?:(?:first|second|third) regular|annual|special|regular|resumed|organizational|executive) session(?:,? (?:of )?\d{4})?),?$",
        )
    });
    let begins_so = || text.starts_with(|first: char| first.is_ascii_digit()) || begins_with(text, &SESSIONS);
    text.len() <= LONGEST_MEETING && begins_so() && MEETING.is_match(text)
}

/// `5th plenary meeting, 14 June 1996` on one line.
fn is_dated_meeting(text: &str) -> bool {
    static DATED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"^\d{{1,5}}(?:st|nd|rd|th) (?:plenary )?meeting,?\s+\d{{1,2}} {MONTH} \d{{4}}\.?$"))
    });
    text.starts_with(|first: char| first.is_ascii_digit()) && DATED.is_match(text)
}
