//! Reports come from the open web: a hostile or broken file costs that file, in bounded time and memory, with one line.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cnd::limits::Limits;
use cnd::pipeline::{self, Isolation, Request};
use cnd::tag::Vocabulary;
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

#[path = "../../examples/fuzz/check.rs"]
mod check;
#[path = "../../examples/fuzz/mutate.rs"]
mod mutate;
#[path = "../../examples/fuzz/specimens.rs"]
mod specimens;

use mutate::Random;

const REPORT: &str = "United Nations E/CN.7/2004/3\n\nDistr.: General 3 March 2004\n\nCommission on Narcotic Drugs\n\n\
    I. Introduction\n\n1. The Commission considered the control of land borders.\n";

/// A folder of its own with a corpus of these files.
fn place(files: &[(&str, &[u8])]) -> TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir(place.path().join("corpus")).unwrap();
    for (name, content) in files {
        fs::write(place.path().join("corpus").join(name), content).unwrap();
    }
    place
}

/// The exit code of the program in a folder, and what it printed on both streams.
fn run(place: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    printed(Command::new(env!("CARGO_BIN_EXE_cnd")).args(arguments).current_dir(place))
}

fn printed(command: &mut Command) -> (Option<i32>, String) {
    let output = command.stdin(Stdio::null()).env_remove("CND_CORPUS").env_remove("CND_INDEX").output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

/// A report that takes longer to read than a worker waits between two looks at its time and memory.
fn bulky() -> String {
    let paragraphs: String =
        (2..5_000).map(|number| format!("{number}. States should control precursors of heroin.\n\n")).collect();
    format!("{REPORT}\n{paragraphs}")
}

#[test]
fn damage_at_random_never_panics_and_breaks_no_promise() {
    const COPIES: usize = 60;
    const MOST_BYTES: usize = 20_000;
    let vocabulary = Vocabulary::load(None).unwrap();
    let mut random = Random(7);
    for (extension, bytes) in specimens::all() {
        let path = PathBuf::from(format!("damaged.{extension}"));
        for copy in 0..COPIES {
            let damaged = mutate::file(&mut random, extension, &bytes, &bytes, MOST_BYTES);
            let checked = check::file(&path, &damaged, &vocabulary);
            assert!(checked.is_ok(), "copy {copy} of {extension}: {checked:?}");
        }
        let document = cnd::extract::extract(&path, &bytes).unwrap().value;
        for copy in 0..COPIES {
            let checked = check::document(&mutate::document(&mut random, &document), &vocabulary);
            assert!(checked.is_ok(), "copy {copy} of the lines of {extension}: {checked:?}");
        }
    }
}

#[test]
fn endless_nesting_lines_and_paragraphs_end() {
    let vocabulary = Vocabulary::load(None).unwrap();
    let size = if cfg!(debug_assertions) { 200_000 } else { 10_000_000 };
    let parentheses = format!("1. {} text {}", "(".repeat(10_000), ")".repeat(10_000));
    let cases = [
        ("nest.txt", parentheses.clone()),
        ("nest.html", format!("<p>{parentheses}")),
        ("letters.txt", "a\n".repeat(100_000)),
        ("letters.html", "<p>a".repeat(100_000)),
        (
            "notes.txt",
            format!("1. Noted.\n{}", (0..20_000).map(|n| format!("{}/ See {n}.\n", n % 900)).collect::<String>()),
        ),
        (
            "letter_notes.txt",
            format!("{}{}\n{}", "1. Noted by many.\n\n".repeat(20_000), "_".repeat(12), "a See here\n".repeat(20_000)),
        ),
        ("labels.txt", format!("1. {}", "(a) (i) ".repeat(5_000))),
        ("line.txt", format!("1. {}", "The Commission took note of heroin in Asia. ".repeat(size / 44))),
        ("word.txt", "x".repeat(size)),
        ("numbers.txt", "12. At its (a) ".repeat(size / 15)),
    ];
    for (name, content) in cases {
        let read = pipeline::read(Path::new(name), content.as_bytes(), &vocabulary, &Limits::default(), false);
        assert!(!read.unwrap_or_else(|error| panic!("{name}: {error}")).report.passages.is_empty(), "{name}");
    }
}

#[test]
fn a_file_over_a_limit_costs_that_file_and_is_read_once_the_limit_is_raised() {
    let bulky = bulky();
    for (flag, limit, raised, reason) in [
        ("--max-seconds", "0", "600", "over the limit: reading it takes longer than 0 s"),
        ("--max-memory", "1", "4000", "over the limit: reading it takes more than 1 MB of memory"),
        ("--max-file", "0", "200", "over the limit: the file is larger than 0 MB"),
    ] {
        if flag == "--max-memory" && !cfg!(target_os = "linux") {
            eprintln!("skipped: {flag} (memory is only known on Linux)");
            continue;
        }
        let place = place(&[("bulky.txt", bulky.as_bytes())]);
        let (code, printed) = run(place.path(), &["index", flag, limit]);
        assert_eq!(code, Some(0), "{printed}");
        assert!(printed.contains(&format!("not read: bulky.txt: {reason}")), "{printed}");
        assert!(run(place.path(), &["index"]).1.contains("unchanged: 1 file"));
        let (_, printed) = run(place.path(), &["index", flag, raised]);
        assert!(printed.contains("read 1 report"), "{printed}");
        let (code, printed) = run(place.path(), &["inspect", "corpus/bulky.txt", flag, limit]);
        assert!(code == Some(2) && printed.contains(reason), "{printed}");
    }
}

#[test]
fn a_control_character_of_a_terminal_is_escaped_in_json() {
    let place = place(&[(
        "a\u{9b}2Jb.txt",
        "REPORT\n\n1. The Meeting agreed \u{9b}31m that controls should be kept.\n".as_bytes(),
    )]);
    let (code, printed) = run(place.path(), &["inspect", "corpus/a\u{9b}2Jb.txt", "--json"]);
    assert_eq!(code, Some(0), "{printed}");
    assert!(printed.contains("a\\u009b2Jb.txt") && !printed.contains('\u{9b}'), "{printed}");
}

#[test]
fn lines_over_the_limit_are_left_out_with_a_warning() {
    let place = place(&[("report.txt", REPORT.as_bytes())]);
    let (_, printed) = run(place.path(), &["inspect", "corpus/report.txt", "--max-lines", "3"]);
    assert!(printed.contains("limit-reached: the text has over 3 lines; the rest is left out"), "{printed}");
}

#[test]
fn the_limits_and_how_to_raise_them_are_in_the_help() {
    let (_, help) = run(Path::new("."), &["index", "--help"]);
    for flag in ["file", "unpacked", "pages", "lines", "nesting", "seconds", "memory"] {
        assert!(help.contains(&format!("--max-{flag} <")), "{flag} is not in: {help}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_crashes_costs_the_file_it_read() {
    let place = place(&[("a.txt", REPORT.as_bytes()), ("b.txt", b"1. Another.")]);
    let request = Request {
        roots: &[place.path().join("corpus")],
        index: &place.path().join("index"),
        rebuild: false,
        patience: std::time::Duration::ZERO,
        vocabulary: &Vocabulary::load(None).unwrap(),
        limits: Limits::default(),
        // Whatever it is asked, it ends.
        isolation: Isolation::Process { program: Path::new("false"), vocabulary: None },
    };
    let summary = pipeline::update(&request, &|_| ()).unwrap();
    let crashed = "the reader crashed on it (exit status: 1)".to_owned();
    assert_eq!(summary.not_read, [("a.txt".to_owned(), crashed.clone()), ("b.txt".to_owned(), crashed)]);
}

#[test]
fn a_file_of_a_gigabyte_is_one_line_and_the_others_are_read() {
    let place = place(&[("report.txt", REPORT.as_bytes())]);
    File::create(place.path().join("corpus/huge.pdf")).unwrap().set_len(1 << 30).unwrap();
    let (code, printed) = run(place.path(), &["index"]);
    assert_eq!(code, Some(0), "{printed}");
    assert!(printed.contains("not read: huge.pdf: over the limit: the file is larger than 256 MB"), "{printed}");
    assert!(printed.contains("read 1 report"), "{printed}");
}

#[test]
fn nothing_is_written_outside_of_the_index() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["../../evil.txt", "/evil.txt", "word/document.xml"] {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive
            .write_all(b"<w:document><w:body><w:p><w:r><w:t>1. Text.</w:t></w:r></w:p></w:body></w:document>")
            .unwrap();
    }
    let evil = archive.finish().unwrap().into_inner();
    let place = place(&[("evil.docx", &evil), ("..html", b"<p>1. Text."), ("a%2F..%2Fb.txt", REPORT.as_bytes())]);
    let before = everything_below(place.path());
    assert_eq!(run(place.path(), &["index"]).0, Some(0));
    let new: Vec<PathBuf> = everything_below(place.path()).difference(&before).cloned().collect();
    assert!(!new.is_empty() && new.iter().all(|path| path.starts_with(place.path().join("index"))), "{new:?}");
}

fn everything_below(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(everything_below(&path));
        }
        found.insert(path);
    }
    found
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_file_name_cannot_control_the_terminal() {
        let place = place(&[("\u{1b}[31mred.txt", REPORT.as_bytes()), ("\u{9b}2J.pdf", b"no PDF"), ("\u{7}.txt", b"")]);
        let inspected = ["inspect", "corpus/\u{9b}2J.pdf"];
        let open = ["inspect", "corpus/\u{1b}[31mred.txt", "--open", "9"];
        for arguments in [&["search", "borders"][..], &["index", "--rebuild"], &["status"], &inspected, &open] {
            let (_, printed) = run(place.path(), arguments);
            assert!(
                !printed.is_empty() && !printed.contains(['\u{1b}', '\u{9b}', '\u{7}']),
                "{arguments:?}: {printed:?}"
            );
        }
    }

    #[test]
    fn a_corpus_on_a_path_that_is_not_utf8_is_read() {
        let place = place(&[]);
        let corpus = place.path().join(OsStr::from_bytes(b"corp\xe9"));
        fs::create_dir(&corpus).unwrap();
        fs::write(corpus.join(OsStr::from_bytes(b"caf\xe9.txt")), REPORT).unwrap();
        let mut program = Command::new(env!("CARGO_BIN_EXE_cnd"));
        let (code, printed) =
            printed(program.args(["search", "borders", "--corpus"]).arg(&corpus).current_dir(place.path()));
        assert_eq!(code, Some(0), "{printed}");
        assert!(printed.contains("E/CN.7/2004/3, para. 1"), "{printed}");
    }

    #[test]
    fn a_file_that_may_not_be_read_is_one_line_and_the_others_are_read() {
        let place = place(&[("open.txt", REPORT.as_bytes()), ("shut.txt", b"1. Secret.")]);
        let shut = place.path().join("corpus/shut.txt");
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o000)).unwrap();
        fs::set_permissions(place.path(), fs::Permissions::from_mode(0o777)).unwrap();
        let mut program = Command::new(env!("CARGO_BIN_EXE_cnd"));
        if fs::read(&shut).is_ok() {
            // Root may read everything, so the program runs as nobody.
            program = Command::new("setpriv");
            program.args(["--reuid=65534", "--regid=65534", "--clear-groups", env!("CARGO_BIN_EXE_cnd")]);
            let can = program.arg("--version").current_dir("/").output().is_ok_and(|output| output.status.success());
            if !can {
                eprintln!("skipped: this user may read every file, and cannot run the program as another");
                return;
            }
            program = Command::new("setpriv");
            program.args(["--reuid=65534", "--regid=65534", "--clear-groups", env!("CARGO_BIN_EXE_cnd")]);
        }
        let (code, printed) = printed(program.arg("index").current_dir(place.path()));
        assert_eq!(code, Some(0), "{printed}");
        assert!(printed.contains("read 1 report"), "{printed}");
        let named: Vec<&str> = printed.lines().filter(|line| line.contains("shut.txt")).collect();
        assert!(matches!(&named[..], [line] if line.contains("Permission denied")), "{printed}");
    }
}
