//! The program in a folder of its own, for the suites of the command line.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use serde_json::Value;
use tempfile::TempDir;

/// A folder of its own with a corpus and a place for an index.
pub(crate) struct Place {
    pub(crate) folder: TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("corpus")).unwrap();
        Self { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a file into the corpus.
    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path("corpus").join(name), content).unwrap();
    }

    /// Runs the program with this corpus and index.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        run(self.folder.path(), arguments)
    }
}

/// What a run printed, and its exit code.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{}", self.err);
        serde_json::from_str(&self.out).unwrap()
    }

    /// Asserts an error: exit code 2 and one line on standard error that says all of `parts`.
    pub(crate) fn fails_with(&self, parts: &[&str]) {
        assert_eq!(self.code, 2, "{} {}", self.out, self.err);
        assert_eq!(self.err.lines().count(), 1, "{}", self.err);
        for part in parts {
            assert!(self.err.contains(part), "\"{part}\" is not in: {}", self.err);
        }
    }
}

/// The program, in `folder`, free of the caller's settings.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cnd"));
    command.current_dir(folder).stdin(Stdio::null());
    for variable in ["CND_CORPUS", "CND_INDEX", "CND_VOCABULARY", "NO_COLOR"] {
        command.env_remove(variable);
    }
    command
}

pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Ran {
    Ran::of(&program(folder).args(arguments).output().unwrap())
}

/// A short report: a masthead and two numbered paragraphs.
pub(crate) fn report(symbol: &str, second: &str) -> String {
    format!(
        "United Nations {symbol}\n\nEconomic and Social Council\n\nDistr.: General 3 March 2004\n\nOriginal: English\n\n\
         Commission on Narcotic Drugs\n\nBorder control\n\nReport of the Secretariat\n\nI. Introduction\n\n\
         1. The Commission considered the control of land borders.\n\n2. {second}\n"
    )
}

/// A place with the shipped report, indexed once for all tests that only read.
pub(crate) static SHIPPED: LazyLock<Place> = LazyLock::new(|| {
    let place = Place::new();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/E_CN.7_2003_7.txt");
    place.put("E_CN.7_2003_7.txt", fs::read(shipped).unwrap());
    let indexed = place.run(&["index"]);
    assert_eq!(indexed.code, 0, "{}", indexed.err);
    place
});

impl Ran {
    /// Asserts exit code 2 with an error about `part` as the last line.
    pub(crate) fn lines_end_with_error(&self, part: &str) {
        assert_eq!(self.code, 2, "{}", self.err);
        assert!(self.err.lines().last().unwrap().contains(part), "{}", self.err);
    }
}
