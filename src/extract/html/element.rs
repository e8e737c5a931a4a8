//! What an element of HTML is, by its name and its attributes.
//!
//! Input: a start tag. Output: its [`Kind`] and what it says of the style of its text. CSS outside the tag is not
//! read.

use html5ever::tokenizer::Tag;
use html5ever::tokenizer::states::RawKind;

use crate::extract::line::Style;

/// What an element does to the lines, by example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `<p>`, `<div>`: begins and ends a paragraph.
    Block,
    /// `<h2>`.
    Heading(u8),
    /// `<ul>`, `<ol>`.
    List,
    /// `<li>`.
    Item,
    /// `<table>`.
    Table,
    /// `<tr>`.
    Row,
    /// `<td>`, `<th>`.
    Cell,
    /// `<br>`.
    LineBreak,
    /// `<hr>`, `<img>`: nothing inside, nothing printed.
    Void,
    /// `<pre>`: lines as they come.
    Preformatted,
    /// `<main>`, `<article>`: what the page is about.
    Main,
    /// `<header>`, `<footer>`, `<aside>`: beside what the page is about, if it is made of links.
    Aside,
    /// A footnote: `<div id="ftn3">`, `<section class="footnotes">`.
    Notes,
    /// `<script>`, `<nav>`, or hidden: not read.
    Dropped,
    /// `<span>`, `<em>`: part of the line.
    Inline,
}

/// Ids and classes of footnotes, as Word, LibreOffice, pandoc and web publishers write them, without the number.
const NOTE_NAMES: [&str; 12] = [
    "ftn",
    "_ftn",
    "edn",
    "_edn",
    "fn",
    "fn:",
    "sdfootnote",
    "sdendnote",
    "footnote",
    "footnotes",
    "endnotes",
    "msofootnotetext",
];

/// Values of `role` that say that an element is not text to read.
const DROPPED_ROLES: [&str; 5] = ["navigation", "search", "menu", "menubar", "dialog"];

/// What an element is.
pub(super) fn kind(tag: &Tag) -> Kind {
    let name: &str = &tag.name;
    if is_hidden(tag) {
        return Kind::Dropped;
    }
    let kind = match name {
        "h1" => Kind::Heading(1),
        "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" => Kind::Heading(4),
        "h5" => Kind::Heading(5),
        "h6" => Kind::Heading(6),
        "ul" | "ol" | "menu" | "dir" => Kind::List,
        "li" => Kind::Item,
        "table" => Kind::Table,
        "tr" => Kind::Row,
        "td" | "th" => Kind::Cell,
        "br" => Kind::LineBreak,
        "area" | "base" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "param" | "source" | "track"
        | "wbr" => Kind::Void,
        "pre" | "listing" | "xmp" | "plaintext" => Kind::Preformatted,
        "main" | "article" => Kind::Main,
        "header" | "footer" | "aside" => Kind::Aside,
        "script" | "style" | "template" | "nav" | "noscript" | "noframes" | "iframe" | "title" | "textarea"
        | "select" | "button" | "svg" | "object" | "audio" | "video" | "canvas" | "dialog" | "datalist" => {
            Kind::Dropped
        }
        "address" | "blockquote" | "body" | "caption" | "center" | "dd" | "details" | "div" | "dl" | "dt"
        | "fieldset" | "figcaption" | "figure" | "form" | "head" | "hgroup" | "html" | "legend" | "p" | "search"
        | "section" | "summary" | "tbody" | "tfoot" | "thead" => Kind::Block,
        _ => Kind::Inline,
    };
    match kind {
        Kind::Block if attribute(tag, "role").is_some_and(|role| role == "main") => Kind::Main,
        Kind::Block | Kind::Aside if is_note(tag) => Kind::Notes,
        kind => kind,
    }
}

/// How the characters up to the end tag must be read, where they are not HTML.
pub(super) fn raw_content(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
        "title" | "textarea" => Some(RawKind::Rcdata),
        _ => None,
    }
}

/// The style of text inside an element, given that around it.
pub(super) fn style(tag: &Tag, around: Style) -> Style {
    let mut style = around;
    match &*tag.name {
        "b" | "strong" | "th" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => style.bold = true,
        "i" | "em" | "cite" | "var" | "dfn" => style.italic = true,
        "sup" => style.raised = true,
        "a" if is_note_link(tag) => style.raised = true,
        _ => {}
    }
    if attribute(tag, "class").is_some_and(|class| class.contains("FootnoteReference")) {
        style.raised = true;
    }
    let Some(css) = attribute(tag, "style") else { return style };
    for (property, value) in declarations(css) {
        match (property, value) {
            ("font-weight", "normal" | "400") => style.bold = false,
            ("font-weight", value) => {
                style.bold = value.starts_with("bold") || value.parse().is_ok_and(|weight: u32| weight >= 600)
            }
            ("font-style", value) => style.italic = matches!(value, "italic" | "oblique"),
            ("vertical-align", value) => style.raised = value == "super",
            ("font-size", value) => style.size = points(value).unwrap_or(style.size),
            _ => {}
        }
    }
    style
}

/// Whether a page of paper begins with an element, as converters from PDF and Word mark it.
pub(super) fn begins_page(tag: &Tag) -> bool {
    let by_style = attribute(tag, "style").is_some_and(|css| {
        declarations(css).any(|declaration| {
            matches!(declaration, ("page-break-before" | "break-before", "always" | "page" | "left" | "right"))
        })
    });
    let by_id = attribute(tag, "id").and_then(|id| id.strip_prefix("page")?.strip_suffix("-div"));
    by_style || by_id.is_some_and(|number| number.parse::<u32>().is_ok())
}

/// Whether the paragraphs of an element are lines of print that a converter from PDF put in their places.
pub(super) fn is_placed_line(tag: &Tag) -> bool {
    attribute(tag, "style")
        .is_some_and(|css| declarations(css).any(|declaration| declaration == ("position", "absolute")))
}

/// Where a converter from PDF put an element, from the left and from the top, in pixels.
pub(super) fn position(tag: &Tag) -> Option<(f32, f32)> {
    let css = attribute(tag, "style").filter(|_| is_placed_line(tag))?;
    let length =
        |name: &str| declarations(css).find(|(property, _)| *property == name).and_then(|(_, value)| points(value));
    let pixels = |points: f32| points / POINTS_PER_PIXEL;
    Some((length("left").map(pixels)?, length("top").map(pixels)?))
}

/// The format of an ordered list's numbers: `1`, `a`, `A`, `i`, `I`, or ` ` for none.
pub(super) fn list_format(tag: &Tag) -> char {
    let by_style = attribute(tag, "style").and_then(|css| {
        declarations(css).find_map(|(property, value)| match (property, value) {
            ("list-style-type" | "list-style", "none") => Some(' '),
            ("list-style-type" | "list-style", "lower-alpha" | "lower-latin") => Some('a'),
            ("list-style-type" | "list-style", "upper-alpha" | "upper-latin") => Some('A'),
            ("list-style-type" | "list-style", "lower-roman") => Some('i'),
            ("list-style-type" | "list-style", "upper-roman") => Some('I'),
            _ => None,
        })
    });
    let by_type = || attribute(tag, "type").and_then(|format| format.chars().next());
    by_style.or_else(by_type).filter(|format| "1aAiI ".contains(*format)).unwrap_or('1')
}

/// The attribute of this name.
pub(super) fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

/// Whether a link leads away: not to another place of the page.
pub(super) fn is_link_away(tag: &Tag) -> bool {
    &*tag.name == "a" && attribute(tag, "href").is_some_and(|address| !address.starts_with('#'))
}

/// Whether a link leads to a footnote or back from it.
fn is_note_link(tag: &Tag) -> bool {
    let leads_to_note = |address: &str| {
        let name = address.rsplit_once('#').map_or("", |(_, name)| name);
        is_note_name(name.trim_end_matches("sym").trim_end_matches("anc"))
            || name.contains("ftnref")
            || name.contains("fnref")
    };
    attribute(tag, "href").is_some_and(leads_to_note)
}

fn is_note(tag: &Tag) -> bool {
    let by_role = attribute(tag, "role").is_some_and(|role| matches!(role, "doc-footnote" | "doc-endnotes" | "note"));
    let by_id = attribute(tag, "id").is_some_and(is_note_name);
    let by_class = || attribute(tag, "class").is_some_and(|class| class.split_whitespace().any(is_note_name));
    by_role || by_id || by_class()
}

/// Whether a name is that of a footnote, with or without its number.
fn is_note_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let stem = lower.trim_end_matches(|character: char| character.is_ascii_digit() || character == '-');
    // A name that is no number's stem must not be as short as `fn`.
    NOTE_NAMES.contains(&stem) && (stem.len() < lower.len() || stem.len() > 4)
}

/// Whether an element is not shown. Not for elements whose end tag may be left out: what follows would be lost.
fn is_hidden(tag: &Tag) -> bool {
    if matches!(
        &*tag.name,
        "p" | "li" | "td" | "th" | "tr" | "dd" | "dt" | "html" | "body" | "br" | "hr" | "img" | "input"
    ) {
        return false;
    }
    let by_style = attribute(tag, "style").is_some_and(|css| {
        declarations(css).any(|declaration| {
            matches!(declaration, ("display", "none") | ("visibility", "hidden") | ("mso-hide", "all"))
        })
    });
    by_style
        || attribute(tag, "hidden").is_some()
        || attribute(tag, "role").is_some_and(|role| DROPPED_ROLES.contains(&role))
}

/// The declarations of a `style` attribute.
fn declarations(css: &str) -> impl Iterator<Item = (&str, &str)> {
    css.split(';')
        .filter_map(|declaration| declaration.split_once(':'))
        .map(|(property, value)| (property.trim(), value.trim()))
}

/// Points in a pixel of CSS.
const POINTS_PER_PIXEL: f32 = 0.75;

/// A length of CSS in points.
fn points(value: &str) -> Option<f32> {
    let (number, points_per_unit) = match value.strip_suffix("pt") {
        Some(number) => (number, 1.0),
        None => (value.strip_suffix("px")?, POINTS_PER_PIXEL),
    };
    number.trim().parse::<f32>().ok().filter(|number| number.is_finite()).map(|number| number * points_per_unit)
}
