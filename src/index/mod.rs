//! Index.
pub mod analyzer;
pub mod schema;
