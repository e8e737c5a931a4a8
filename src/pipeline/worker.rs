//! Worker: files are read in a process of their own, so that one that breaks its reader costs that file alone.
//!
//! Formats are read by libraries, and a stack that overflows, a loop that never ends or memory that runs out cannot
//! be caught inside a process. A worker is this program again, asked over a pipe for one file after another. It watches
//! its own time and memory and ends itself when a file passes them; when it dies in another way the pipe breaks. Whoever
//! asked then takes another worker for the next file.
//!
//! The pipe carries the [`Limits`], then for each file a `Question` and the bytes of the file; back comes an `Answer`. Each of
//! them is a message: its length in bytes as eight of them, the lowest first, and the value as postcard writes it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{FileReading, Isolation, Reading, STACK_BYTES, read};
use crate::error::{Error, NotRead, Result};
use crate::limits::Limits;
use crate::tag::Vocabulary;

/// The command of this program that serves as a worker.
pub const COMMAND: &str = "worker";

/// How often a worker looks at its time and memory. A process takes about a gigabyte a second at most.
const WATCH: Duration = Duration::from_millis(20);

/// What a pipe holds on Linux: no read from it gives more.
const PIPE_BYTES: usize = 64 << 10;

/// A file to read; its bytes follow.
#[derive(Serialize, Deserialize)]
struct Question {
    /// The file's path, for its extension.
    path: String,
    bytes: u64,
}

/// What became of it.
#[derive(Serialize, Deserialize)]
enum Answer {
    Read(Box<Reading>),
    NotRead(NotRead),
}

impl From<Result<Reading>> for Answer {
    fn from(read: Result<Reading>) -> Self {
        match read {
            Ok(reading) => Self::Read(Box::new(reading)),
            Err(Error::NotRead { reason, .. }) => Self::NotRead(reason),
            Err(other) => Self::NotRead(NotRead::Damaged(other.to_string())),
        }
    }
}

/// Reads files for another process until it closes the pipe.
///
/// # Errors
/// Where the pipe breaks, or carries something else.
pub fn serve(mut input: impl BufRead + Send, output: impl Write + Send, vocabulary: &Vocabulary) -> io::Result<()> {
    let mut message = Vec::new();
    let Some(limits) = receive::<Limits>(&mut input, &mut message)? else { return Ok(()) };
    // Since when a file is being read. Whoever holds it may answer.
    let busy = Mutex::new(None);
    let output = Mutex::new(output);
    let watch = thread::current();
    thread::scope(|scope| {
        let answering = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, || {
            let served = answer_all(&mut input, &output, vocabulary, &limits, &busy);
            watch.unpark();
            served
        })?;
        while !answering.is_finished() {
            thread::park_timeout(WATCH);
            let since = busy.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(reason) = since.and_then(|since| passed(since, &limits)) {
                send(&mut *output.lock().unwrap_or_else(PoisonError::into_inner), &Answer::NotRead(reason))?;
                // The thread that reads the file cannot be stopped, but the process can.
                std::process::exit(0);
            }
        }
        answering.join().unwrap_or_else(|_| Err(io::Error::other("the reader of files failed")))
    })
}

fn answer_all(
    input: &mut impl BufRead,
    output: &Mutex<impl Write>,
    vocabulary: &Vocabulary,
    limits: &Limits,
    busy: &Mutex<Option<Instant>>,
) -> io::Result<()> {
    let mut message = Vec::new();
    while let Some(question) = receive::<Question>(input, &mut message)? {
        let since = Instant::now();
        *busy.lock().unwrap_or_else(PoisonError::into_inner) = Some(since);
        let mut bytes = Vec::new();
        input.by_ref().take(question.bytes).read_to_end(&mut bytes)?;
        let read = read(Path::new(&question.path), &bytes, vocabulary, limits, false).map(Reading::from);
        let answer = passed_after(since, limits).map_or_else(|| Answer::from(read), Answer::NotRead);
        *busy.lock().unwrap_or_else(PoisonError::into_inner) = None;
        send(&mut *output.lock().unwrap_or_else(PoisonError::into_inner), &answer)?;
    }
    Ok(())
}

/// Bytes that say how long a message is.
const LENGTH_BYTES: usize = 8;

/// Sends a message.
fn send(output: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    let mut message = postcard::to_extend(value, vec![0; LENGTH_BYTES]).map_err(io::Error::other)?;
    if let Some((length, value)) = message.split_first_chunk_mut::<LENGTH_BYTES>() {
        *length = (value.len() as u64).to_le_bytes();
    }
    output.write_all(&message)?;
    output.flush()
}

/// Receives a message into `message`, whose memory serves one after the other; `None` where the pipe was closed before it.
fn receive<T: DeserializeOwned>(input: &mut impl BufRead, message: &mut Vec<u8>) -> io::Result<Option<T>> {
    if input.fill_buf()?.is_empty() {
        return Ok(None);
    }
    let mut length = [0; LENGTH_BYTES];
    input.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    message.clear();
    if input.by_ref().take(length).read_to_end(message)? as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    postcard::from_bytes(message).map(Some).map_err(io::Error::other)
}

/// Reads one file in this process, on a thread of its own that is left behind when the file passes a limit: whoever asks should
/// end soon. A stack that overflows still ends the process.
///
/// # Errors
/// [`Error::NotRead`] with the reason; no thread to read on.
pub fn read_watched(
    path: &Path,
    bytes: Vec<u8>,
    vocabulary: Vocabulary,
    limits: Limits,
    explained: bool,
) -> Result<FileReading> {
    let since = Instant::now();
    let (sender, receiver) = mpsc::channel();
    let own = path.to_owned();
    let reading = move || {
        let reading = read(&own, &bytes, &vocabulary, &limits, explained);
        // Nobody listens any more once a limit is passed.
        let _ = sender.send(reading);
    };
    thread::Builder::new().stack_size(STACK_BYTES).spawn(reading).map_err(|error| Error::io(path, error))?;
    let not_read = |reason| Err(Error::NotRead { path: path.to_owned(), reason });
    loop {
        match receiver.recv_timeout(WATCH) {
            Ok(reading) => return passed_after(since, &limits).map_or(reading, not_read),
            Err(RecvTimeoutError::Disconnected) => return not_read(NotRead::Crashed("the thread ended".to_owned())),
            Err(RecvTimeoutError::Timeout) => {
                if let Some(reason) = passed(since, &limits) {
                    return not_read(reason);
                }
            }
        }
    }
}

/// The limit that a file has passed which has been read since then, between two looks.
fn passed_after(since: Instant, limits: &Limits) -> Option<NotRead> {
    let is_long = since.elapsed() > WATCH.min(Duration::from_secs(limits.seconds));
    if is_long { passed(since, limits) } else { None }
}

/// The limit that a file has passed which is being read since then.
fn passed(since: Instant, limits: &Limits) -> Option<NotRead> {
    if since.elapsed() > Duration::from_secs(limits.seconds) {
        return Some(NotRead::OverLimit(format!("reading it takes longer than {} s", limits.seconds)));
    }
    if memory_bytes().is_some_and(|bytes| bytes > limits.memory_bytes) {
        return Some(NotRead::OverLimit(format!(
            "reading it takes more than {} MB of memory",
            limits.memory_bytes >> 20
        )));
    }
    None
}

/// Memory that this process takes, where the system says so (`VmRSS:     3456 kB`).
fn memory_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(kilobytes.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? << 10)
}

/// Reads files in the way that was asked for; workers that are idle wait for the next file.
pub(super) struct Readers<'a> {
    isolation: Isolation<'a>,
    vocabulary: &'a Vocabulary,
    limits: Limits,
    idle: Mutex<Vec<Worker>>,
}

impl<'a> Readers<'a> {
    pub(super) fn new(isolation: Isolation<'a>, vocabulary: &'a Vocabulary, limits: Limits) -> Self {
        Self { isolation, vocabulary, limits, idle: Mutex::new(Vec::new()) }
    }

    /// Reads one file.
    ///
    /// # Errors
    /// [`Error::NotRead`] with the reason, also where the worker died of the file; [`Error::Io`] where no worker
    /// can be started.
    pub(super) fn read(&self, path: &Path, bytes: &[u8]) -> Result<Reading> {
        let Isolation::Process { program, vocabulary } = self.isolation else {
            return read(path, bytes, self.vocabulary, &self.limits, false).map(Reading::from);
        };
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut worker = match idle {
            Some(worker) => worker,
            None => Worker::start(program, vocabulary, &self.limits).map_err(|source| Error::io(program, source))?,
        };
        let reason = match worker.ask(path, bytes) {
            Some(Answer::Read(reading)) => {
                self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
                return Ok(*reading);
            }
            // After a limit on time or memory it has ended, or is not worth keeping.
            Some(Answer::NotRead(reason @ NotRead::OverLimit(_))) => reason,
            Some(Answer::NotRead(reason)) => {
                self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
                reason
            }
            None => NotRead::Crashed(worker.end()),
        };
        Err(Error::NotRead { path: path.to_owned(), reason })
    }
}

/// A process that reads files.
struct Worker {
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    /// The last answer; kept so that the next needs no memory of its own.
    message: Vec<u8>,
}

impl Worker {
    fn start(program: &Path, vocabulary: Option<&Path>, limits: &Limits) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.arg(COMMAND);
        if let Some(folder) = vocabulary {
            command.arg("--vocabulary").arg(folder);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let Some((mut questions, answers)) = pipes else { return Err(io::Error::other("it has no pipes")) };
        // A process that has ended already says so when it is asked.
        let _ = send(&mut questions, limits);
        Ok(Self {
            child,
            questions: Some(questions),
            answers: BufReader::with_capacity(PIPE_BYTES, answers),
            message: Vec::new(),
        })
    }

    /// Has a file read; `None` where the worker died of it.
    fn ask(&mut self, path: &Path, bytes: &[u8]) -> Option<Answer> {
        let question = Question { path: path.to_string_lossy().into_owned(), bytes: bytes.len() as u64 };
        let questions = self.questions.as_mut()?;
        // Where the pipe breaks here there may still be an answer: that the file passed a limit.
        let _ = send(questions, &question).and_then(|()| questions.write_all(bytes)).and_then(|()| questions.flush());
        receive(&mut self.answers, &mut self.message).ok().flatten()
    }

    /// How the process ended, in words such as `signal: 6 (SIGABRT)`.
    fn end(mut self) -> String {
        drop(self.questions.take());
        self.child.wait().map_or_else(|error| error.to_string(), |status| status.to_string())
    }
}

impl Drop for Worker {
    /// Lets the process end, which it does when nothing more can be asked.
    fn drop(&mut self) {
        drop(self.questions.take());
        let _ = self.child.wait();
    }
}
