//! What the parts of a PDF may cost, beside the [`Limits`](crate::limits::Limits) on every file.
//!
//! Each limit is far above anything a real report needs (the largest measured has a few hundred pages and a
//! few thousand characters on each) and low enough that a hostile file ends within seconds.

/// Bytes that one stream (a page's content, a character map) may decompress to.
pub(super) const MAX_STREAM_BYTES: usize = 64 << 20;

/// The most that one byte can grow to in any of the lossless filters (DEFLATE: 258 bytes from 2 bits).
pub(super) const MAX_EXPANSION: usize = 1_032;

/// Operators interpreted of one page, forms included.
pub(super) const MAX_OPERATORS: usize = 5_000_000;

/// Characters taken from one page.
pub(super) const MAX_GLYPHS: usize = 1_000_000;

/// Form XObjects inside form XObjects.
pub(super) const MAX_FORM_DEPTH: usize = 16;

/// Form XObjects drawn on one page: a form that draws itself twice would be drawn 2^16 times.
pub(super) const MAX_FORMS: usize = 10_000;

/// Steps from a structure element to the root of the tree; a longer way is a loop.
pub(super) const MAX_TREE_DEPTH: usize = 64;

/// Nodes visited of a number tree (page labels, structure parents).
pub(super) const MAX_TREE_NODES: usize = 200_000;
