//! What every citation format says of a passage, in one place.

use std::collections::BTreeMap;

use crate::citation::DocumentSymbol;
use crate::index::{FileRecord, PassageRecord};
use crate::tag::Date;

/// Who publishes every document of the United Nations.
pub(super) const PUBLISHER: &str = "United Nations";

/// A passage as a reference manager knows it: the document, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The official citation, such as `E/CN.7/2003/7, para. 12`.
    pub citation: String,
    /// The symbol that the document is cited by; empty where it bears none.
    pub symbol: String,
    /// The title of the document; its symbol or file name where it has none.
    pub title: String,
    /// The body whose document it is, by its name as printed, or else by its short form.
    pub author: Option<String>,
    /// The date of the document.
    pub date: Option<Date>,
    /// The address of the document.
    pub url: Option<String>,
    /// The printed page on which the passage begins.
    pub page: Option<String>,
    /// Language of the text, as an ISO 639-1 code.
    pub language: String,
    /// The passage.
    pub text: String,
}

impl Reference {
    /// The reference of a passage of `file`.
    pub fn new(record: &PassageRecord, file: &FileRecord) -> Self {
        let front = file.report().map(|report| &report.front);
        let symbol = front.and_then(|front| front.symbols.first());
        let passage = &record.passage.passage;
        let tags = &record.passage.tags;
        Self {
            citation: passage.citation.to_string(),
            symbol: symbol.map(|symbol| symbol.as_str().to_owned()).unwrap_or_default(),
            title: front.and_then(|front| front.title.clone()).unwrap_or_else(|| file.document().to_owned()),
            author: front.and_then(|front| front.body.clone().or(front.organ.clone())).or(tags.body.clone()),
            date: tags.date,
            url: symbol.map(DocumentSymbol::url),
            page: passage.span.page_label.clone(),
            language: tags.language.clone(),
            text: passage.text.clone(),
        }
    }

    /// The citation with the passage, for the note.
    pub(super) fn note(&self) -> String {
        format!("{}: {}", self.citation, self.text)
    }

    /// A key of letters, digits, points and hyphens, such as `E-CN.7-2003-7-para.-12`.
    fn key(&self) -> String {
        let mut key = String::new();
        for c in self.citation.chars() {
            if c.is_ascii_alphanumeric() || c == '.' {
                key.push(c);
            } else if !key.ends_with('-') {
                key.push('-');
            }
        }
        key.trim_matches('-').to_owned()
    }
}

/// A key for each reference, a number after those that came before.
pub(super) fn keys(references: &[Reference]) -> Vec<String> {
    let mut used: BTreeMap<String, usize> = BTreeMap::new();
    let unique = |reference: &Reference| {
        let key = reference.key();
        let times = used.entry(key.clone()).or_default();
        *times += 1;
        if *times == 1 { key } else { format!("{key}-{times}") }
    };
    references.iter().map(unique).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A reference whose text has what the formats must escape.
    pub(in crate::present) fn specimen() -> Reference {
        Reference {
            citation: "S/RES/2771 (2025), para. 3".into(),
            symbol: "S/RES/2771 (2025)".into(),
            title: "Borders & \"controls\"".into(),
            author: Some("Security Council".into()),
            date: Date::new(2025, 1, 9),
            url: Some("https://docs.un.org/en/S/RES/2771%20%282025%29".into()),
            page: Some("2".into()),
            language: "en".into(),
            text: "Requests 50% of {it}, a_b".into(),
        }
    }

    #[test]
    fn a_key_has_only_letters_digits_points_and_hyphens_and_none_comes_twice() {
        let keys = keys(&[specimen(), specimen()]);
        assert_eq!(keys, ["S-RES-2771-2025-para.-3", "S-RES-2771-2025-para.-3-2"]);
    }
}
