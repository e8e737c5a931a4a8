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

/// A line as it is set on a page: left edge and baseline in points, font size, bold or not, text.
#[allow(dead_code)]
pub(crate) type Set<'a> = (f32, f32, f32, bool, &'a str);

/// A document of set lines, one list of lines for each page of 612 by 792 points.
#[allow(dead_code)]
pub(crate) fn set_document(pages: &[&[Set]]) -> cnd::extract::ExtractedDocument {
    use cnd::extract::{Geometry, Line, Page, Run};
    let line = |&(x0, y, size, bold, text): &Set| Line {
        text: text.to_owned(),
        geometry: Some(Geometry { x0, x1: x0 + text.chars().count() as f32 * size * 0.5, y }),
        runs: vec![Run { range: 0..text.len(), size, bold, italic: false, raised: false }],
        ..Line::default()
    };
    let pages = pages.iter().map(|lines| Page {
        width: 612.0,
        height: 792.0,
        lines: lines.iter().map(line).collect(),
        ..Page::default()
    });
    cnd::extract::ExtractedDocument { format: cnd::extract::Format::Pdf, pages: pages.collect(), name: String::new() }
}
