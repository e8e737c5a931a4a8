//! Word: the paragraphs of a `.docx` (ISO/IEC 29500, transitional and strict) as lines.
//!
//! Input: the bytes of the file. Output: one [`Line`] for each paragraph, or several of one block where it has line
//! breaks or runs over a page; one for each row of a table; automatic numbers as Word prints them; notes at the end
//! of the page that refers to them; headers and footers once, on the first page, as [`Role::Artifact`]. Pages are
//! those that Word remembers of its last layout. Pictures, charts and comments are not read.

mod numbering;
mod package;
mod part;
mod style;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

use self::numbering::Numbering;
use self::package::{Package, Relations};
use self::part::{NoteId, NoteKind, PartText, Shared, read_part};
use self::style::Styles;
use super::{Limits, Line, Page, Role};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Warned};
use crate::error::NotRead;

/// Where Word puts the text of a document; used where the archive does not say.
const USUAL_BODY: &str = "word/document.xml";

/// Lays a Word document out.
pub(super) fn extract(bytes: &[u8], limits: &Limits) -> Result<Warned<Vec<Page>>, NotRead> {
    let mut package = Package::open(bytes, limits.unpacked_bytes)?;
    let body_name = target_of(&package.relations("")?, "officeDocument").unwrap_or_else(|| USUAL_BODY.to_owned());
    let body_xml = package
        .part(&body_name)?
        .ok_or_else(|| NotRead::Damaged(format!("the Word document has no text ({body_name} is missing)")))?;
    let mut document = Document { relations: package.relations(&body_name)?, package, warnings: Vec::new() };
    let mut shared = Shared {
        styles: document.part("styles")?.map(|xml| Styles::read(&xml)).unwrap_or_default(),
        numbering: document.part("numbering")?.map(|xml| Numbering::read(&xml)).unwrap_or_default(),
        next_block: 0,
        room: limits.lines,
        markers: BTreeMap::new(),
        counted: BTreeMap::new(),
    };

    let mut body = document.read(&body_name, &body_xml, &mut shared, false);
    let mut pages = vec![Page::default(); body.lines.last().map_or(0, |last| last.page) + 1];
    for placed in body.lines.drain(..) {
        if let Some(page) = pages.get_mut(placed.page) {
            page.lines.push(placed.line);
        }
    }
    document.add_notes(&body, &mut shared, &mut pages)?;
    document.add_furniture(&body, &mut shared, &mut pages)?;
    for first in pages.iter_mut().filter_map(|page| page.lines.first_mut()) {
        first.blank_before = false;
    }
    if shared.room == 0 {
        let message = format!("the document has over {} lines; the rest is left out", limits.lines);
        document.warnings.push(Diagnostic::new(DiagnosticCode::LimitReached, message));
    }
    Ok(Warned { value: pages, warnings: document.warnings })
}

/// The opened archive and what its body refers to.
struct Document<'a> {
    package: Package<'a>,
    relations: Relations,
    warnings: Vec<Diagnostic>,
}

impl Document<'_> {
    /// The XML of the part that the body relates to in this way.
    fn part(&mut self, kind: &str) -> Result<Option<String>, NotRead> {
        match target_of(&self.relations, kind) {
            Some(name) => self.package.part(&name),
            None => Ok(None),
        }
    }

    fn read(&mut self, name: &str, xml: &str, shared: &mut Shared, is_furniture: bool) -> PartText {
        let text = read_part(xml, shared, is_furniture);
        if let Some(damage) = &text.damage {
            let message = format!("{name} breaks off, the rest of it is lost: {damage}");
            self.warnings.push(Diagnostic::new(DiagnosticCode::DamagedPart, message));
        }
        text
    }

    /// Puts footnotes at the end of the page that refers to them, and endnotes at the end of the document.
    fn add_notes(&mut self, body: &PartText, shared: &mut Shared, pages: &mut [Page]) -> Result<(), NotRead> {
        let mut notes: BTreeMap<NoteId, Vec<Line>> = BTreeMap::new();
        for kind in ["footnotes", "endnotes"] {
            let Some(xml) = self.part(kind)? else { continue };
            for placed in self.read(kind, &xml, shared, false).lines {
                let Some(note) = placed.note else { continue };
                notes.entry(note).or_default().push(Line { role: Role::Note, ..placed.line });
            }
        }
        let last = pages.len().saturating_sub(1);
        let (footnotes, endnotes): (Vec<_>, Vec<_>) =
            body.references.iter().partition(|((kind, _), _)| *kind == NoteKind::Footnote);
        let placed = footnotes.into_iter().map(|(note, page)| (note, *page));
        // A note that is referred to twice is printed at the first place.
        for (note, page) in placed.chain(endnotes.into_iter().map(|(note, _)| (note, last))) {
            if let (Some(lines), Some(page)) = (notes.remove(note), pages.get_mut(page)) {
                page.lines.extend(lines);
            }
        }
        Ok(())
    }

    /// Puts the headers at the start of the first page and the footers at its end, each text once.
    fn add_furniture(&mut self, body: &PartText, shared: &mut Shared, pages: &mut [Page]) -> Result<(), NotRead> {
        let mut seen = BTreeSet::new();
        let (mut headers, mut footers) = (Vec::new(), Vec::new());
        // `first` comes before `default` and `even`: it is what stands on the first page.
        let mut references: Vec<_> = body.furniture.iter().collect();
        references.sort_by_key(|(kind, _)| kind != "first");
        for (_, id) in references {
            let Some(relation) = self.relations.get(id) else { continue };
            let (name, is_header) = (relation.target.clone(), relation.kind == "header");
            if !seen.insert(name.clone()) {
                continue;
            }
            let Some(xml) = self.package.part(&name)? else { continue };
            for placed in self.read(&name, &xml, shared, true).lines {
                if seen.insert(placed.line.text.clone()) {
                    let line = Line { role: Role::Artifact, ..placed.line };
                    if is_header { headers.push(line) } else { footers.push(line) }
                }
            }
        }
        if let Some(first) = pages.first_mut() {
            first.lines.splice(0..0, headers);
            first.lines.extend(footers);
        }
        Ok(())
    }
}

/// The part that a relation of this kind leads to.
fn target_of(relations: &Relations, kind: &str) -> Option<String> {
    relations.values().find(|relation| relation.kind == kind).map(|relation| relation.target.clone())
}
