//! What breaks an index from outside: processes that are killed, bytes that change, disks that are full.
//!
//! Measure: how often something was lost, or a wrong text shown, over random points; the same seed gives the same points.
//! A few points of each run among the tests; `cargo run --release --example durability` runs them by the hundred.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use cnd::bench::Generator;
use cnd::index::PassageIndex;

/// Reports of the corpus that is indexed again and again.
const REPORTS: usize = 12;
/// Reports that change between two runs.
const CHANGED: usize = 4;
/// Queries whose answers are compared, each on another part of the index.
const QUERIES: [&str; 3] = ["heroin", "\"money laundering\"", "region:africa control"];

/// Numbers that look random (xorshift).
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound.max(1)
    }
}

/// A corpus and its index in a folder, and the program.
pub(crate) struct Place<'a> {
    pub(crate) program: &'a Path,
    pub(crate) folder: &'a Path,
    generator: Generator,
}

impl<'a> Place<'a> {
    /// A folder with a corpus of reports.
    pub(crate) fn new(program: &'a Path, folder: &'a Path) -> Self {
        let place = Self { program, folder, generator: Generator::new(11) };
        for number in 0..REPORTS {
            place.write(number, number);
        }
        place
    }

    /// Puts the report of a number into the place of another.
    fn write(&self, place: usize, number: usize) {
        let corpus = self.folder.join("corpus");
        fs::create_dir_all(&corpus).unwrap();
        fs::write(corpus.join(format!("{place}.txt")), self.generator.report(number).bytes).unwrap();
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.folder.join("index")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.program);
        command.args(arguments).env("CND_CORPUS", self.folder.join("corpus")).env("CND_INDEX", self.index());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Indexes to the end.
    fn update(&self) {
        let output = self.run(&["index"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Every passage of the index with its citation, in order.
    fn passages(&self) -> Vec<(String, String)> {
        let snapshot = PassageIndex::open(&self.index()).unwrap().snapshot().unwrap();
        let mut passages = Vec::new();
        for file in snapshot.files().unwrap() {
            for record in snapshot.passages_of(&file.path).unwrap() {
                let passage = record.passage.passage;
                passages.push((passage.citation.to_string(), passage.text));
            }
        }
        passages
    }
}

/// Kills `cnd index` at random points; returns how many of the runs had committed before they were killed.
pub(crate) fn kills(place: &Place<'_>, points: usize, seed: u64) -> usize {
    let mut numbers = Numbers::new(seed);
    place.update();
    let started = Instant::now();
    assert!(place.run(&["index", "--rebuild"]).status.success());
    let mut whole = started.elapsed();
    let mut before = place.passages();
    let mut committed = 0;
    for point in 0..points {
        for changed in 0..CHANGED {
            place.write((point + changed * 3) % REPORTS, 1000 + point * CHANGED + changed);
        }
        let mut child = place.command(&["index"]).spawn().unwrap();
        let delay = numbers.below(whole.as_micros() as u64 + 1);
        std::thread::sleep(Duration::from_micros(delay));
        let _ = child.kill();
        child.wait().unwrap();
        let left = place.passages();
        let checked = place.run(&["check"]);
        assert!(checked.status.success(), "point {point}: {}", String::from_utf8_lossy(&checked.stderr));
        let started = Instant::now();
        place.update();
        whole = whole.max(started.elapsed());
        let after = place.passages();
        assert!(left == before || left == after, "point {point}: neither the old state nor the new one");
        committed += usize::from(left == after);
        before = after;
    }
    committed
}

/// What a changed byte did, counted.
#[derive(Debug, Default)]
pub(crate) struct Flipped {
    /// `cnd check` named the damage.
    pub(crate) named: usize,
    /// The byte matters to nothing that is shown, such as one of a lock file.
    pub(crate) harmless: usize,
    /// Searches that answered as if nothing had happened.
    pub(crate) answered: usize,
    /// Searches that named the damage.
    pub(crate) refused: usize,
}

/// Changes one bit at random places of the index, each time of a fresh copy.
pub(crate) fn flips(place: &Place<'_>, places: usize, seed: u64) -> Flipped {
    let mut numbers = Numbers::new(seed);
    place.update();
    let known: BTreeSet<(String, String)> = place.passages().into_iter().collect();
    let sound = place.folder.join("sound");
    copy(&place.index(), &sound);
    let mut files: Vec<PathBuf> = fs::read_dir(&sound).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| fs::metadata(file).unwrap().len() > 0);
    files.sort();
    let mut flipped = Flipped::default();
    for number in 0..places {
        let index = place.index();
        fs::remove_dir_all(&index).unwrap();
        copy(&sound, &index);
        let file = &files[numbers.below(files.len() as u64) as usize];
        let mut bytes = fs::read(file).unwrap();
        let at = numbers.below(bytes.len() as u64) as usize;
        bytes[at] ^= 1 << numbers.below(8);
        let name = file.file_name().unwrap();
        fs::write(index.join(name), bytes).unwrap();
        let what = format!("flip {number}: byte {at} of {}", name.display());

        let checked = place.run(&["check"]);
        let said = String::from_utf8_lossy(&checked.stderr).into_owned();
        assert!(!said.contains("mistake in the program"), "{what}: {said}");
        let named = checked.status.code() == Some(2) && said.contains("--rebuild") && said.lines().count() == 1;
        for query in QUERIES {
            let answer = place.run(&["search", "--json", query]);
            let said = String::from_utf8_lossy(&answer.stderr).into_owned();
            assert!(!said.contains("mistake in the program"), "{what}: {said}");
            match answer.status.code() {
                Some(2) => {
                    assert!(said.contains("index"), "{what}: {said}");
                    flipped.refused += 1;
                }
                Some(0 | 1) => {
                    let answer: serde_json::Value = serde_json::from_slice(&answer.stdout).unwrap();
                    for hit in answer["hits"].as_array().unwrap() {
                        let text = |name: &str| hit[name].as_str().unwrap().to_owned();
                        let shown = (text("citation"), text("text"));
                        assert!(known.contains(&shown), "{what}: shows {shown:?}, which nobody wrote");
                    }
                    flipped.answered += 1;
                }
                code => panic!("{what}: exit {code:?} {said}"),
            }
        }
        if named {
            flipped.named += 1;
        } else {
            assert!(checked.status.success(), "{what}: {said}");
            assert_eq!(place.passages().into_iter().collect::<BTreeSet<_>>(), known, "{what}");
            flipped.harmless += 1;
        }
    }
    flipped
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let file = entry.unwrap().path();
        fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
    }
}

/// Indexes onto a file system that has no room for it: the old index stays, the message says why. The folder is a small file
/// system of its own that holds a corpus of reports beside little else.
#[allow(dead_code, reason = "a small disk is not to be had in every test run")]
pub(crate) fn full_disk(place: &Place<'_>, room: u64) {
    place.update();
    let before = place.passages();
    for number in 0..REPORTS {
        place.write(number, 5000 + number);
    }
    let filler = place.folder.join("filler");
    let mut size = room;
    while size > 4096 && fs::write(&filler, vec![1; size as usize]).is_err() {
        size = size * 9 / 10;
    }
    let output = place.run(&["index"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("space") && said.lines().count() == 1, "{said}");
    assert_eq!(place.passages(), before, "the old index stays");
    fs::remove_file(&filler).unwrap();
    place.update();
    assert_ne!(place.passages(), before, "the next run completes it");
}
