//! The one integration binary: a suite of named cases for each stage.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)]

#[path = "main/architecture.rs"]
mod architecture;
#[path = "main/citation.rs"]
mod citation;
#[path = "main/cli.rs"]
mod cli;
#[path = "main/documentation.rs"]
mod documentation;
#[path = "main/durability.rs"]
mod durability;
#[path = "main/exports.rs"]
mod exports;
#[path = "main/extract_docx.rs"]
mod extract_docx;
#[path = "main/extract_html.rs"]
mod extract_html;
#[path = "main/extract_pdf.rs"]
mod extract_pdf;
#[path = "main/extract_text.rs"]
mod extract_text;
#[path = "main/facets.rs"]
mod facets;
#[path = "main/flattened.rs"]
mod flattened;
#[path = "main/formats.rs"]
mod formats;
#[path = "main/front_matter.rs"]
mod front_matter;
#[path = "main/gold.rs"]
mod gold;
#[path = "harness/mod.rs"]
mod harness;
#[path = "main/headings.rs"]
mod headings;
#[path = "main/index.rs"]
mod index;
#[path = "main/label_lines.rs"]
mod label_lines;
#[path = "main/labels.rs"]
mod labels;
#[path = "main/odd_queries.rs"]
mod odd_queries;
#[path = "main/page_parts.rs"]
mod page_parts;
#[path = "main/plain_text.rs"]
mod plain_text;
#[path = "main/program.rs"]
mod program;
#[path = "main/query_language.rs"]
mod query_language;
#[path = "main/ranking.rs"]
mod ranking;
#[path = "main/real_reports.rs"]
mod real_reports;
#[path = "main/specimen.rs"]
mod specimen;
#[path = "main/structure.rs"]
mod structure;
#[path = "main/support.rs"]
mod support;
#[path = "main/survey.rs"]
mod survey;
#[path = "main/tagging.rs"]
mod tagging;
#[path = "main/text_tables.rs"]
mod text_tables;
#[path = "main/typewritten.rs"]
mod typewritten;
#[path = "main/untrusted.rs"]
mod untrusted;
#[path = "main/walk.rs"]
mod walk;
#[path = "main/web_pages.rs"]
mod web_pages;
