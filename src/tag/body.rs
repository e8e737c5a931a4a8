//! Body: who speaks.

use super::vocabulary::{Body, Vocabulary};
use crate::structure::FrontMatter;

/// The body whose document it is: the most specific of those that the symbols and the masthead name.
pub(super) fn of_document<'a>(front: &FrontMatter, vocabulary: &'a Vocabulary) -> Option<&'a Body> {
    let by_symbol = front.symbols.iter().filter_map(|symbol| vocabulary.body_of_symbol(symbol));
    let by_name = [&front.body, &front.organ].into_iter().flatten().filter_map(|name| vocabulary.body(name));
    let depth = |body: &&Body| vocabulary.body_path(&body.acronym).matches('/').count();
    let mut bodies: Vec<&Body> = by_symbol.chain(by_name).collect();
    bodies.sort_by_key(|body| std::cmp::Reverse(depth(body)));
    bodies.first().copied()
}
