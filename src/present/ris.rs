//! RIS, for Zotero, EndNote and Mendeley: tagged lines, one record for each passage.

use std::io::{self, Write};

use super::reference::{PUBLISHER, Reference};
use super::screen::printable;

/// Writes one record of type `RPRT` for each passage; the paragraph is the note, after its citation.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write(out: &mut dyn Write, references: &[Reference]) -> io::Result<()> {
    for reference in references {
        let date = reference.date.map(|date| format!("{:04}/{:02}/{:02}/", date.year(), date.month(), date.day()));
        let year = reference.date.map(|date| format!("{:04}", date.year()));
        let note = reference.note();
        let rows = [
            ("TY", Some("RPRT")),
            ("TI", Some(reference.title.as_str())),
            ("AU", reference.author.as_deref()),
            ("PB", Some(PUBLISHER)),
            ("SN", Some(reference.symbol.as_str())),
            ("PY", year.as_deref()),
            ("DA", date.as_deref()),
            ("SP", reference.page.as_deref()),
            ("UR", reference.url.as_deref()),
            ("LA", Some(reference.language.as_str())),
            ("N1", Some(note.as_str())),
        ];
        for (tag, value) in rows {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                write!(out, "{tag}  - {}\r\n", printable(value))?;
            }
        }
        write!(out, "ER  - \r\n\r\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::reference::tests::specimen;

    #[test]
    fn a_passage_is_a_report_with_the_paragraph_as_its_note() {
        let mut out = Vec::new();
        super::write(&mut out, &[specimen()]).unwrap();
        let expected = "TY  - RPRT\r\n\
            TI  - Borders & \"controls\"\r\n\
            AU  - Security Council\r\n\
            PB  - United Nations\r\n\
            SN  - S/RES/2771 (2025)\r\n\
            PY  - 2025\r\n\
            DA  - 2025/01/09/\r\n\
            SP  - 2\r\n\
            UR  - https://docs.un.org/en/S/RES/2771%20%282025%29\r\n\
            LA  - en\r\n\
            N1  - S/RES/2771 (2025), para. 3: Requests 50% of {it}, a_b\r\n\
            ER  - \r\n\r\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
