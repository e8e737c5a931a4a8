//! CSL-JSON, for citation processors (Pandoc, citeproc) and Zotero: one item of type `report` for each passage.

use std::io::{self, Write};

use serde::Serialize;

use super::json::Escaping;
use super::reference::{PUBLISHER, Reference, keys};

/// An item, by the names of the CSL 1.0.2 schema.
#[derive(Serialize)]
struct Item<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    publisher: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    number: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Issued>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<&'a str>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    language: &'a str,
    note: String,
}

/// A name that is not a person's.
#[derive(Serialize)]
struct Name<'a> {
    literal: &'a str,
}

/// A date in parts.
#[derive(Serialize)]
struct Issued {
    #[serde(rename = "date-parts")]
    date_parts: [(i32, u8, u8); 1],
}

/// Writes one array of items; the paragraph is the note, after its citation. Ids are made unique.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write(out: &mut dyn Write, references: &[Reference]) -> io::Result<()> {
    let items: Vec<Item<'_>> =
        references.iter().zip(keys(references)).map(|(reference, id)| item(id, reference)).collect();
    serde_json::to_writer_pretty(Escaping(out), &items)?;
    writeln!(out)
}

fn item(id: String, reference: &Reference) -> Item<'_> {
    Item {
        id,
        kind: "report",
        title: &reference.title,
        author: reference.author.iter().map(|literal| Name { literal }).collect(),
        publisher: PUBLISHER,
        number: &reference.symbol,
        issued: reference.date.map(|date| Issued { date_parts: [(date.year(), date.month(), date.day())] }),
        page: reference.page.as_deref(),
        url: reference.url.as_deref(),
        language: &reference.language,
        note: reference.note(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::reference::tests::specimen;

    #[test]
    fn a_body_is_a_literal_name_and_a_date_has_parts() {
        let mut out = Vec::new();
        super::write(&mut out, &[specimen()]).unwrap();
        let items: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(
            items,
            serde_json::json!([{
                "id": "S-RES-2771-2025-para.-3", "type": "report", "title": "Borders & \"controls\"",
                "author": [{"literal": "Security Council"}], "publisher": "United Nations",
                "number": "S/RES/2771 (2025)", "issued": {"date-parts": [[2025, 1, 9]]}, "page": "2",
                "URL": "https://docs.un.org/en/S/RES/2771%20%282025%29", "language": "en",
                "note": "S/RES/2771 (2025), para. 3: Requests 50% of {it}, a_b",
            }])
        );
    }
}
