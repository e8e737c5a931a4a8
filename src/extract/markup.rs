//! Markup: the inline marks that converters to text and Markdown leave in a line.
//!
//! Input: the text of one line. Output: its characters in a [`LineBuilder`], with the marks turned into style. It
//! does not look at how a line begins: headings, tables and notes are told apart in [`super::text`].
//!
//! Always read, since no report means them literally: raised text (`^{*}`, `$^{4}$`, `<sup>4</sup>`) and anchors
//! (`<span id="page-3-0"></span>`, `<br>`). Read in Markdown only: emphasis, links, images, escapes, references to
//! notes (`[^4]`) and the common character entities.

use super::line::{LineBuilder, Style};

/// Bytes within which a mark must be closed, so that a line of marks alone costs no more than its length.
const MARK_WINDOW: usize = 2_000;

/// Bytes of the longest text that is raised: several markers in one, such as `4, 5, 6`.
const LONGEST_RAISED: usize = 32;

/// Closing marks tried before an opening one is taken for a plain character.
const CLOSERS_TRIED: usize = 8;

/// Entities that converters to Markdown write for characters with a meaning in it.
const ENTITIES: [(&str, &str); 6] =
    [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " ")];

/// Adds `text` to `line` without its marks, each piece in the style that the marks give it.
pub(super) fn push(line: &mut LineBuilder, text: &str, markdown: bool) {
    let is_special = |byte: u8| {
        matches!(byte, b'^' | b'$' | b'<') || markdown && matches!(byte, b'*' | b'_' | b'[' | b'!' | b'\\' | b'&')
    };
    let mut emphasis = Emphasis::default();
    let mut rest = text;
    let mut before = None;
    while let Some((plain, special)) = rest.bytes().position(is_special).and_then(|at| rest.split_at_checked(at)) {
        line.push(plain, emphasis.style());
        before = plain.chars().next_back().or(before);
        let read = raised(line, special, emphasis.style()).or_else(|| tag(line, special, emphasis.style()));
        let read = read.or_else(|| if markdown { markdown_mark(line, special, before, &mut emphasis) } else { None });
        let taken = read.unwrap_or_else(|| {
            let width = special.chars().next().map_or(1, char::len_utf8);
            line.push(special.get(..width).unwrap_or_default(), emphasis.style());
            width
        });
        before = special.get(..taken).and_then(|taken| taken.chars().next_back());
        rest = special.get(taken..).unwrap_or_default();
    }
    line.push(rest, emphasis.style());
}

/// `^{*}`, `$^{4}$`, `$^4$`, `<sup>4</sup>`. Gives the bytes it took.
fn raised(line: &mut LineBuilder, text: &str, style: Style) -> Option<usize> {
    const FORMS: [(&str, &str); 5] =
        [("^{", "}"), ("$^{", "}$"), ("$^", "$"), ("<sup>", "</sup>"), ("<SUP>", "</SUP>")];
    FORMS.iter().find_map(|(open, close)| {
        let rest = text.strip_prefix(open)?;
        let end = start_of(rest, LONGEST_RAISED).find(close)?;
        let content = rest.get(..end)?;
        // A marker inside emphasis is still a marker, but `$^{…}$` around a whole formula is none.
        let content = content.trim().trim_matches(|mark| matches!(mark, '\\' | '{' | '}'));
        (!content.contains(['{', '^', '<'])).then(|| {
            line.push(content, Style { raised: true, ..style });
            open.len() + end + close.len()
        })
    })
}

/// An anchor or a break. Gives the bytes it took.
fn tag(line: &mut LineBuilder, text: &str, style: Style) -> Option<usize> {
    const ANCHORS: [&str; 6] = ["<span", "</span", "<a id", "<a name", "</a", "<!--"];
    const BREAKS: [&str; 2] = ["<br", "<BR"];
    let is = |names: &[&str]| names.iter().any(|name| text.starts_with(name));
    if !is(&ANCHORS) && !is(&BREAKS) {
        return None;
    }
    let end = start_of(text, MARK_WINDOW).find('>')?;
    if is(&BREAKS) {
        line.space(style);
    }
    Some(end + 1)
}

/// A mark of Markdown. Gives the bytes it took.
fn markdown_mark(line: &mut LineBuilder, text: &str, before: Option<char>, emphasis: &mut Emphasis) -> Option<usize> {
    let style = emphasis.style();
    match text.chars().next()? {
        '\\' => {
            let escaped = text.chars().nth(1).filter(char::is_ascii_punctuation)?;
            line.push(escaped.encode_utf8(&mut [0; 4]), style);
            Some(2)
        }
        '&' => {
            let (entity, character) = ENTITIES.iter().find(|(entity, _)| text.starts_with(entity))?;
            line.push(character, style);
            Some(entity.len())
        }
        '!' => link(text.strip_prefix('!')?).map(|(_, taken)| taken + 1),
        '[' => {
            if let Some(rest) = text.strip_prefix("[^") {
                let end = start_of(rest, LONGEST_RAISED).find(']')?;
                line.push(rest.get(..end)?, Style { raised: true, ..style });
                return Some("[^".len() + end + 1);
            }
            let (content, taken) = link(text)?;
            line.push(content, style);
            Some(taken)
        }
        mark @ ('*' | '_') => emphasis.read(text, mark, before),
        _ => None,
    }
}

/// `[text](address)`: the text, and the bytes taken by all of it.
fn link(text: &str) -> Option<(&str, usize)> {
    let rest = text.strip_prefix('[')?;
    let end = start_of(rest, MARK_WINDOW).find(['[', ']'])?;
    let (content, rest) = rest.split_at_checked(end)?;
    let address = start_of(rest.strip_prefix("](")?, MARK_WINDOW).find(')')?;
    Some((content, "[](".len() + content.len() + address + 1))
}

/// The emphasis that is open at a place of a line.
#[derive(Debug, Default)]
struct Emphasis {
    /// Opening marks, outermost first: the character and how often it stands.
    open: Vec<(char, usize)>,
}

impl Emphasis {
    fn style(&self) -> Style {
        Style {
            italic: self.open.iter().any(|(_, count)| count % 2 == 1),
            bold: self.open.iter().any(|(_, count)| *count >= 2),
            ..Style::default()
        }
    }

    /// Opens or closes emphasis at the marks that `text` begins with. A lone asterisk after a word is a footnote marker
    /// and an underscore inside a word is part of it, so a mark opens only before a word that does not follow on
    /// another, and only where it is closed again. Gives the bytes it took.
    fn read(&mut self, text: &str, mark: char, before: Option<char>) -> Option<usize> {
        let count = text.chars().take_while(|character| *character == mark).count();
        let after = text.chars().nth(count);
        let continues_word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        let is_space = |side: Option<char>| side.is_none_or(char::is_whitespace);
        if self.open.last() == Some(&(mark, count)) && !is_space(before) {
            self.open.pop();
            return Some(count);
        }
        let opens = count <= 3 && !is_space(after) && !continues_word(before);
        (opens && is_closed(text.get(count..)?, mark, count)).then(|| {
            self.open.push((mark, count));
            count
        })
    }
}

/// Whether `text` holds a closing mark: as many of the character as opened, after a word and not before one.
fn is_closed(text: &str, mark: char, count: usize) -> bool {
    let window = start_of(text, MARK_WINDOW);
    let mut from = 0;
    for _ in 0..CLOSERS_TRIED {
        let Some(at) = window.get(from..).and_then(|rest| rest.find(mark)).map(|at| from + at) else { return false };
        let length = window.get(at..).map_or(0, |rest| rest.chars().take_while(|character| *character == mark).count());
        let before = window.get(..at).and_then(|text| text.chars().next_back());
        let after = window.get(at + length..).and_then(|text| text.chars().next());
        let closes = before.is_some_and(|side| !side.is_whitespace()) && !after.is_some_and(char::is_alphanumeric);
        if length == count && closes {
            return true;
        }
        from = at + length;
    }
    false
}

/// The first `bytes` of `text`, or a little less so as not to cut a character.
fn start_of(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}
