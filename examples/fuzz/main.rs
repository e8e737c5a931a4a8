//! Damages reports at random and reads them, for as long as it is told: no panic, no hang, no broken promise.
//!
//! Usage: `cargo run --release --example fuzz -- [--seconds N] [--seed N] [--only EXT,…] [--keep FOLDER] [FILES]`
//!
//! It begins from small specimens in every format, from the shipped report and from `FILES`, and keeps every damaged copy
//! that makes the program do something new (other warnings, other kinds of passages) to damage it further. `--only` takes
//! `pdf`, `docx`, `html`, `txt` and `structure`. What fails is written to the folder of `--keep` (`fuzz-failures`), with
//! the reason as its name; a file that overflows the stack or exhausts the memory (`ulimit -v 2000000` gives it a bound) ends
//! the program and is left there as `running-*`. Prints executions, time and failures; exits 1 where there was one.
#![allow(
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a harness for developers stops at the first surprise"
)]

mod check;
mod mutate;
mod specimens;

use std::any::Any;
use std::collections::{BTreeMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use cnd::extract::{self, ExtractedDocument};
use cnd::tag::Vocabulary;
use mutate::Random;

/// A damaged file (at most 4 MB) that takes more processor time than this hangs.
const HANG: Duration = Duration::from_secs(20);

/// A damaged file that takes more processor time than this is noted as slow.
const SLOW: Duration = Duration::from_secs(3);

/// Bytes of the largest file that is made.
const MAX_BYTES: usize = 4 << 20;

/// Copies kept of one format to damage further.
const POOL: usize = 2_000;

/// Bytes of the largest file in a pool, so that executions stay many.
const MAX_SEED: usize = 64 << 10;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// What is asked for on the command line.
struct Options {
    seconds: u64,
    seed: u64,
    only: Vec<String>,
    keep: PathBuf,
    files: Vec<PathBuf>,
}

impl Options {
    fn parse() -> Result<Self> {
        let mut options =
            Self { seconds: 60, seed: 1, only: Vec::new(), keep: "fuzz-failures".into(), files: Vec::new() };
        let mut args = std::env::args().skip(1);
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or(format!("{arg} needs a value"));
            match arg.as_str() {
                "--seconds" => options.seconds = value()?.parse()?,
                "--seed" => options.seed = value()?.parse()?,
                "--only" => options.only = value()?.split(',').map(str::to_owned).collect(),
                "--keep" => options.keep = value()?.into(),
                file => options.files.push(file.into()),
            }
        }
        Ok(options)
    }
}

/// What has been made of one format so far.
#[derive(Default)]
struct Pool {
    files: Vec<Vec<u8>>,
    documents: Vec<ExtractedDocument>,
    seen: HashSet<String>,
    executions: u64,
    failures: u64,
    slowest: Duration,
}

/// The file that is being read, and since when.
type Running = Arc<Mutex<Option<(Duration, PathBuf)>>>;

fn main() -> Result<()> {
    let options = Options::parse()?;
    std::fs::create_dir_all(&options.keep)?;
    std::panic::set_hook(Box::new(|_| ()));
    let vocabulary = Vocabulary::load(None)?;
    let mut pools = pools(&options)?;
    let names: Vec<String> = pools.keys().cloned().collect();
    let running = watch();
    let place = options.keep.join(format!("running-{}", options.seed));
    let (mut random, started) = (Random(options.seed), Instant::now());
    while started.elapsed() < Duration::from_secs(options.seconds) {
        let name = random.pick(&names).clone();
        let Some(pool) = pools.get_mut(&name) else { continue };
        pool.run(&name, &mut random, &vocabulary, &options.keep, (&running, &place))?;
    }
    let _ = std::fs::remove_file(&place);
    let mut failures = 0;
    for (name, pool) in &pools {
        failures += pool.failures;
        let Pool { executions, seen, slowest, .. } = pool;
        println!(
            "{name:<10} {executions:>9} executions, {:>5} behaviours, {} failures, slowest {slowest:.2?}",
            seen.len(),
            pool.failures
        );
    }
    println!(
        "{} executions in {:.0?}, seed {}, {failures} failures",
        pools.values().map(|pool| pool.executions).sum::<u64>(),
        started.elapsed(),
        options.seed
    );
    std::process::exit(i32::from(failures > 0));
}

/// The pools to begin with.
fn pools(options: &Options) -> Result<BTreeMap<String, Pool>> {
    let mut seeds: Vec<(String, Vec<u8>)> =
        specimens::all().into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/E_CN.7_2003_7.txt");
    for path in std::iter::once(&shipped).chain(&options.files) {
        let extension =
            path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
        seeds.push((extension.replace("htm", "html").replace("htmll", "html"), std::fs::read(path)?));
    }
    let mut pools: BTreeMap<String, Pool> = BTreeMap::new();
    for (extension, bytes) in seeds {
        if let Ok(read) = extract::extract(Path::new(&format!("seed.{extension}")), &bytes) {
            pools.entry("structure".to_owned()).or_default().documents.push(read.value);
        }
        if bytes.len() <= MAX_SEED {
            pools.entry(extension).or_default().files.push(bytes);
        }
    }
    pools.retain(|name, _| options.only.is_empty() || options.only.contains(name));
    Ok(pools)
}

/// Starts the thread that ends the program when one file takes too long.
fn watch() -> Running {
    let running = Running::default();
    let watched = Arc::clone(&running);
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_millis(200));
            let now = watched.lock().unwrap_or_else(PoisonError::into_inner).clone();
            if let Some((since, place)) = now.filter(|(since, _)| processor_time().saturating_sub(*since) > HANG) {
                println!("hang: {} runs for {:.0?}", place.display(), processor_time().saturating_sub(since));
                std::process::exit(1);
            }
        }
    });
    running
}

impl Pool {
    /// Damages one file or document of the pool and reads it.
    fn run(
        &mut self,
        name: &str,
        random: &mut Random,
        vocabulary: &Vocabulary,
        keep: &Path,
        (running, place): (&Running, &Path),
    ) -> Result<()> {
        let seed = random.0;
        let (outcome, bytes, took);
        if name == "structure" {
            let damaged = mutate::document(random, random_of::<ExtractedDocument>(&self.documents, seed));
            bytes = printed(&damaged).into_bytes();
            std::fs::write(place, &bytes)?;
            (outcome, took) = timed(running, place, || check::document(&damaged, vocabulary));
            if self.keeps(&outcome) {
                self.documents.push(damaged);
            }
        } else {
            bytes = {
                let (one, other) =
                    (random_of::<Vec<u8>>(&self.files, seed), random_of::<Vec<u8>>(&self.files, seed.rotate_left(32)));
                mutate::file(random, name, one, other, MAX_BYTES)
            };
            std::fs::write(place, &bytes)?;
            let path = PathBuf::from(format!("damaged.{name}"));
            (outcome, took) = timed(running, place, || check::file(&path, &bytes, vocabulary));
            if bytes.len() <= MAX_SEED && self.keeps(&outcome) {
                self.files.push(bytes.clone());
            }
        }
        self.executions += 1;
        self.slowest = self.slowest.max(took);
        let failure = match outcome {
            Ok(_) if took > SLOW => Some(format!("slow {took:.1?}")),
            Ok(_) => None,
            Err(failure) => {
                self.failures += 1;
                Some(failure)
            }
        };
        if let Some(failure) = failure {
            println!("{name} (seed {seed}): {failure}");
            let title: String = failure.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(60).collect();
            std::fs::write(keep.join(format!("{title}-{seed}.{name}")), &bytes)?;
        }
        Ok(())
    }

    /// Whether a behaviour is new, and there is room for what showed it.
    fn keeps(&mut self, outcome: &std::result::Result<String, String>) -> bool {
        let new = outcome.as_ref().is_ok_and(|behaviour| self.seen.insert(behaviour.clone()));
        new && self.files.len() + self.documents.len() < POOL
    }
}

/// One of several, without drawing on the source of random numbers.
fn random_of<T>(of: &[T], seed: u64) -> &T {
    Random(seed ^ 0x5EED).pick(of)
}

/// The lines of a document, for a person who looks at what failed.
fn printed(document: &ExtractedDocument) -> String {
    document.pages.iter().flat_map(|page| &page.lines).map(|line| format!("{:?}\n", line)).collect()
}

/// Runs one execution under the eye of the watch; a panic is a failure.
fn timed(
    running: &Running,
    place: &Path,
    run: impl FnOnce() -> std::result::Result<String, String>,
) -> (std::result::Result<String, String>, Duration) {
    let started = processor_time();
    *running.lock().unwrap_or_else(PoisonError::into_inner) = Some((started, place.to_owned()));
    let outcome = catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|cause| Err(format!("panic: {}", said(&*cause))));
    *running.lock().unwrap_or_else(PoisonError::into_inner) = None;
    (outcome, processor_time().saturating_sub(started))
}

/// Processor time of the main thread, on which everything runs, where the system tells it; else the time of day.
fn processor_time() -> Duration {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default(), Duration::from_nanos)
}

fn said(cause: &(dyn Any + Send)) -> &str {
    cnd::pipeline::panic_message(cause)
}
