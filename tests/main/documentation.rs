//! The commands that the documentation shows: each runs, read from the files that show them.

use std::fs;
use std::path::Path;

use crate::program::SHIPPED;

/// How the README runs the program before it is installed.
const FROM_SOURCE: &str = "cargo run --release -- ";

#[test]
fn every_command_of_the_query_help_and_of_the_readme_runs() {
    let help = SHIPPED.run(&["help", "query"]).out;
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let mut finding = 0;
    for line in help.lines().chain(readme.lines()).map(str::trim_start) {
        let Some(command) = line.strip_prefix(FROM_SOURCE).or_else(|| line.strip_prefix("cnd ")) else { continue };
        let ran = SHIPPED.run(&words(command).iter().map(String::as_str).collect::<Vec<_>>());
        assert!(matches!(ran.code, 0 | 1), "cnd {command}: {}", ran.err);
        finding += usize::from(ran.code == 0);
    }
    assert!(finding > 25, "only {finding} commands found something");
}

#[test]
fn the_hits_that_the_readme_shows_are_those_of_the_program() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let mut lines = readme.lines();
    let command = lines.find_map(|line| line.trim_start().strip_prefix(FROM_SOURCE)).unwrap();
    let shown = lines.skip_while(|line| *line != "```text").skip(1).take_while(|line| *line != "```");
    let printed = SHIPPED.run(&words(command).iter().map(String::as_str).collect::<Vec<_>>()).out;
    let (mut elided, mut compared) = (false, 0);
    for line in shown {
        // The time that it took differs from run to run.
        if line.contains(" passages in ") || line.trim().is_empty() {
            continue;
        }
        elided |= line.trim() == "[…]";
        if line.trim() != "[…]" {
            assert!(printed.lines().any(|other| other == line), "not printed: {line}\n{printed}");
            compared += 1;
        }
    }
    assert!(elided && compared > 10, "{compared} lines compared");
}

/// The words of a command line, with single and double quotes as in a shell; a pipe or redirection ends it.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in command.chars() {
        match (quote, c) {
            (None, '|' | '>' | '#') => break,
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, ' ') => words.push(String::new()),
            (_, c) => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
