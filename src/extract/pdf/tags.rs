//! What a tagged PDF says of its marked content: roles and paragraphs.
//!
//! Input: the structure tree of a document. Output: for a marked-content id the [`Role`] of its element and the id of the
//! paragraph that it belongs to. Where the tree is missing or absurd the answer is an ordinary line.

use std::collections::HashMap;

use hayro_syntax::Pdf;
use hayro_syntax::object::dict::keys::STRUCT_TREE_ROOT;
use hayro_syntax::object::{Dict, MaybeRef, Name, ObjRef, Object};

use crate::extract::Role;

use super::content::Mark;
use super::limits::MAX_TREE_DEPTH;
use super::number_tree;

/// The structure tree of a document, read as far as asked.
pub(super) struct Tags<'a> {
    pdf: &'a Pdf,
    /// For each `/StructParents` key the elements of its marked-content ids.
    parents: HashMap<i64, Vec<Option<ObjRef>>>,
    tree: Option<HashMap<i64, Object<'a>>>,
    roles: Dict<'a>,
    elements: HashMap<u32, Element>,
    found: HashMap<u32, Tag>,
}

/// What the tags say of a marked-content sequence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tag {
    pub role: Role,
    /// The paragraph it belongs to.
    pub block: Option<u32>,
}

/// A structure element: its standard type and the element above it.
#[derive(Debug, Clone, Copy)]
struct Element {
    kind: Kind,
    parent: Option<ObjRef>,
}

/// The standard structure types that matter here (ISO 32000-1, 14.8.4), by example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `P`
    Paragraph,
    /// `H`, `H1` … `H6`
    Heading(u8),
    /// `LI`
    ListItem,
    /// `Lbl`
    Label,
    /// `LBody`
    ListBody,
    /// `TOCI`
    ContentsEntry,
    /// `TR`
    Row,
    /// `TD`, `TH`
    Cell,
    /// `Note`, and the word processors' own names for it
    Note,
    /// `Artifact`, as PDF 2.0 has it in the tree
    Artifact,
    /// `Span`, `Sect`, `Document` …
    Other,
}

impl<'a> Tags<'a> {
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        let root = catalog(pdf).and_then(|catalog| catalog.get::<Dict<'a>>(STRUCT_TREE_ROOT));
        let tree = root.as_ref().and_then(|root| root.get::<Dict<'a>>(b"ParentTree")).map(number_tree::read);
        let roles = root.and_then(|root| root.get::<Dict<'a>>(b"RoleMap")).unwrap_or_default();
        Self { pdf, parents: HashMap::new(), tree, roles, elements: HashMap::new(), found: HashMap::new() }
    }

    /// What the tags say of a mark.
    pub(super) fn of(&mut self, mark: &Mark) -> Tag {
        match mark {
            Mark { artifact: true, .. } => Tag { role: Role::Artifact, block: None },
            Mark { tagged: Some((parents, mcid)), .. } => self.find(*parents, *mcid),
            _ => Tag::default(),
        }
    }

    /// The role and paragraph of marked content `mcid` in a page or form known by `parents`.
    fn find(&mut self, parents: i64, mcid: u32) -> Tag {
        let Some(element) = self.element_of(parents, mcid) else { return Tag::default() };
        if let Some(known) = self.found.get(&element.obj_number) {
            return *known;
        }
        let answer = self.climb(element);
        self.found.insert(element.obj_number, answer);
        answer
    }

    fn element_of(&mut self, parents: i64, mcid: u32) -> Option<ObjRef> {
        let tree = self.tree.as_ref()?;
        let list = self.parents.entry(parents).or_insert_with(|| match tree.get(&parents) {
            Some(Object::Array(list)) => list.raw_iter().map(|item| item.as_obj_ref()).collect(),
            _ => Vec::new(),
        });
        list.get(mcid as usize).copied().flatten()
    }

    /// Walks from an element to the root: the innermost paragraph names the block, the outermost meaning the role.
    fn climb(&mut self, from: ObjRef) -> Tag {
        let mut block = None;
        let mut role = Role::Body;
        let mut at = Some(from);
        let mut labelled = false;
        for _ in 0..MAX_TREE_DEPTH {
            let Some(reference) = at else { break };
            let Some(element) = self.element(reference) else { break };
            match element.kind {
                Kind::Paragraph | Kind::Heading(_) | Kind::ContentsEntry | Kind::Cell | Kind::Note => {
                    block = block.or(Some(reference.obj_number));
                }
                Kind::ListItem if labelled => block = Some(reference.obj_number),
                Kind::ListItem => block = block.or(Some(reference.obj_number)),
                _ => {}
            }
            labelled = match element.kind {
                Kind::Label => true,
                Kind::ListBody => self.begins_with(reference, block),
                _ => false,
            };
            role = match element.kind {
                Kind::Artifact => Role::Artifact,
                Kind::Note => Role::Note,
                Kind::ContentsEntry if role != Role::Note => Role::ContentsEntry,
                Kind::Row if !matches!(role, Role::Note | Role::ContentsEntry) => Role::TableRow,
                Kind::Heading(level) if role == Role::Body => Role::Heading(level),
                _ => role,
            };
            at = element.parent;
        }
        Tag { role, block }
    }

    /// Whether the block is the first child of a list body, so that its label belongs to it.
    fn begins_with(&self, body: ObjRef, block: Option<u32>) -> bool {
        let Some(block) = block else { return true };
        let first = self.dict(body).and_then(|body| match body.get_raw::<Object<'_>>(b"K")? {
            MaybeRef::Ref(only) => Some(only),
            MaybeRef::NotRef(Object::Array(kids)) => kids.raw_iter().next()?.as_obj_ref(),
            MaybeRef::NotRef(_) => None,
        });
        first.is_some_and(|first| first.obj_number == block)
    }

    fn element(&mut self, reference: ObjRef) -> Option<Element> {
        if let Some(known) = self.elements.get(&reference.obj_number) {
            return Some(*known);
        }
        let dict = self.dict(reference)?;
        let element = Element {
            kind: dict.get::<Name<'_>>(b"S").map_or(Kind::Other, |name| self.kind(name)),
            parent: dict.get_ref(b"P"),
        };
        self.elements.insert(reference.obj_number, element);
        Some(element)
    }

    fn dict(&self, reference: ObjRef) -> Option<Dict<'a>> {
        self.pdf.xref().get::<Dict<'a>>(reference.into())
    }

    /// The standard type of an element, through the role map where the producer used names of its own.
    fn kind(&self, name: Name<'_>) -> Kind {
        /// Names that map to names that map to names.
        const MAX_ROLE_STEPS: usize = 8;
        let mut name = String::from_utf8_lossy(name.as_ref()).into_owned();
        for _ in 0..MAX_ROLE_STEPS {
            if let Some(kind) = standard(&name) {
                return kind;
            }
            match self.roles.get::<Name<'_>>(name.as_bytes()) {
                Some(next) => name = String::from_utf8_lossy(next.as_ref()).into_owned(),
                None => break,
            }
        }
        Kind::Other
    }
}

fn standard(name: &str) -> Option<Kind> {
    Some(match name {
        "P" => Kind::Paragraph,
        "H" | "H1" | "Title" => Kind::Heading(1),
        "H2" => Kind::Heading(2),
        "H3" => Kind::Heading(3),
        "H4" => Kind::Heading(4),
        "H5" => Kind::Heading(5),
        "H6" => Kind::Heading(6),
        "LI" => Kind::ListItem,
        "Lbl" => Kind::Label,
        "LBody" => Kind::ListBody,
        "TOCI" => Kind::ContentsEntry,
        "TR" => Kind::Row,
        "TD" | "TH" => Kind::Cell,
        "Note" | "FENote" | "Footnote" | "Endnote" => Kind::Note,
        "Artifact" => Kind::Artifact,
        "Document" | "Part" | "Sect" | "Div" | "Span" | "L" | "Table" | "TOC" | "Link" | "Reference" | "Figure" => {
            Kind::Other
        }
        _ => return None,
    })
}

/// The document catalog.
pub(super) fn catalog(pdf: &Pdf) -> Option<Dict<'_>> {
    pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())
}
