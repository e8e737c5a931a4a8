//! The shape of the source itself: data flows one way, one place knows each library, files stay readable.

use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// The stages in the order of the data; a stage imports only those before it.
const STAGES: [&str; 9] = ["walk", "extract", "structure", "tag", "index", "query", "present", "pipeline", "bench"];

/// Libraries that only these parts of the source may name.
const OWNERS: [(&str, &[&str]); 15] = [
    ("walkdir", &["walk"]),
    ("blake3", &["walk", "index"]),
    ("hayro_syntax", &["extract/pdf"]),
    ("hayro_font", &["extract/pdf"]),
    ("hayro_cmap", &["extract/pdf"]),
    ("zip", &["extract/docx"]),
    ("quick_xml", &["extract/docx"]),
    ("html5ever", &["extract/html"]),
    // Records are packed as Latin-1 where they can be.
    ("encoding_rs", &["extract", "index/record"]),
    ("aho_corasick", &["tag"]),
    // What the index is measured against is tantivy alone, so the baseline has to name it.
    ("tantivy", &["index", "query", "bench/baseline"]),
    ("rayon", &["pipeline"]),
    ("clap", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("indicatif", &["cli"]),
];

/// Lines of the longest file that is still read in one go.
const MAX_LINES: usize = 650;

/// A source file: its path below the folder asked for, with `/`, and its text.
struct Source {
    name: String,
    text: String,
}

impl Source {
    /// The text without comments, which may speak of anything.
    fn code(&self) -> String {
        let code = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
        self.text.lines().map(code).collect::<Vec<_>>().join("\n")
    }

    /// The first part of the name: `tag` of `tag/body.rs`, `walk` of `walk.rs`.
    fn module(&self) -> &str {
        self.name.split(['/', '.']).next().unwrap()
    }
}

/// The Rust files below a folder of the package, sorted.
fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                found.push(Source { name, text: fs::read_to_string(&path).unwrap() });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(!found.is_empty(), "{folder} holds no source");
    found
}

#[test]
fn a_stage_imports_only_the_stages_before_it() {
    let import = Regex::new(r"\b(?:crate|super)::(\w+|\{)").unwrap();
    let mut offences = Vec::new();
    for source in sources("src") {
        let Some(own) = STAGES.iter().position(|stage| *stage == source.module()) else { continue };
        for found in import.captures_iter(&source.code()) {
            let name = &found[1];
            if found[0].starts_with("crate::{") {
                offences.push(format!("{}: one `use` for each stage, so that they can be seen", source.name));
            }
            if STAGES.iter().position(|stage| *stage == name).is_some_and(|imported| imported > own) {
                offences.push(format!("{}: imports the later stage `{name}`", source.name));
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn a_library_is_named_only_in_the_part_that_owns_it() {
    let mut offences = Vec::new();
    for source in sources("src") {
        let code = source.code();
        for (library, owners) in OWNERS {
            let named = Regex::new(&format!(r"\b{library}::")).unwrap().is_match(&code);
            if named && !owners.iter().any(|owner| is_within(&source.name, owner)) {
                offences.push(format!("{}: names {library}, which only {} may", source.name, owners.join(", ")));
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

/// Whether the file `name` is `part.rs` or stands in the folder `part`.
fn is_within(name: &str, part: &str) -> bool {
    name.strip_prefix(part).is_some_and(|rest| rest.starts_with(['/', '.']))
}

#[test]
fn every_file_says_what_it_is_and_can_be_read_in_one_go() {
    let mut offences = Vec::new();
    for folder in ["src", "tests", "benches", "examples"] {
        for source in sources(folder) {
            let lines = source.text.lines().count();
            if lines > MAX_LINES {
                offences.push(format!("{folder}/{}: {lines} lines, over {MAX_LINES}", source.name));
            }
            if !source.text.starts_with("//!") {
                offences.push(format!("{folder}/{}: does not begin with `//!`", source.name));
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}
