//! What a PDF may cost. Reports come from the open web, and a file that passes a limit costs that file alone.
//!
//! Each limit is far above anything a real report needs (the largest measured has a few hundred pages and a
//! few thousand characters on each) and low enough that a hostile file ends within seconds.

/// Pages read of one file; the rest is left out with a warning.
pub(super) const MAX_PAGES: usize = 10_000;

/// Bytes that one stream (a page's content, a character map) may decompress to.
pub(super) const MAX_STREAM_BYTES: usize = 64 << 20;

/// Decompressed page content of one file, over all pages.
pub(super) const MAX_CONTENT_BYTES: usize = 1 << 30;

/// The most that one byte can grow to in any of the lossless filters (DEFLATE: 258 bytes from 2 bits).
pub(super) const MAX_EXPANSION: usize = 1_032;

/// Operators interpreted of one page, forms included.
pub(super) const MAX_OPERATORS: usize = 5_000_000;

/// Characters taken from one page.
pub(super) const MAX_GLYPHS: usize = 1_000_000;

/// Form XObjects inside form XObjects.
pub(super) const MAX_FORM_DEPTH: usize = 16;

/// Graphics states saved at once, and marked-content sequences open at once.
pub(super) const MAX_NESTING: usize = 512;

/// Steps from a structure element to the root of the tree; a longer way is a loop.
pub(super) const MAX_TREE_DEPTH: usize = 64;

/// Nodes visited of a number tree (page labels, structure parents).
pub(super) const MAX_TREE_NODES: usize = 200_000;
