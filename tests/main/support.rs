//! What the suites share.

use std::path::PathBuf;

/// The path of a shared test file (`reports/E_2025_28.en.pdf`) below the folder that `CND_SHARED` names.
///
/// Where the variable is not set the caller has nothing to test: `None`, with a line on stderr. Where it is
/// set a missing file is a failure.
#[allow(dead_code)]
pub(crate) fn shared(relative: &str) -> Option<PathBuf> {
    let Some(folder) = std::env::var_os("CND_SHARED") else {
        eprintln!("skipped: {relative} (CND_SHARED is not set)");
        return None;
    };
    let path = PathBuf::from(folder).join(relative);
    assert!(path.exists(), "CND_SHARED is set, but {} is missing", path.display());
    Some(path)
}

/// A document of plain lines, one list of lines for each page.
#[allow(dead_code)]
pub(crate) fn document(pages: &[&[&str]]) -> cnd::extract::ExtractedDocument {
    let pages = pages.iter().map(|lines| cnd::extract::Page {
        lines: lines
            .iter()
            .map(|text| cnd::extract::Line { text: (*text).to_owned(), blank_before: true, ..Default::default() })
            .collect(),
        ..Default::default()
    });
    cnd::extract::ExtractedDocument {
        name: "specimen.txt".to_owned(),
        format: cnd::extract::Format::Text,
        pages: pages.collect(),
    }
}
