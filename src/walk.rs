//! Walk: folders become a sorted list of the files that may be reports.
//!
//! Input: folders and files. Output: [`SourceFile`]s in the order of their paths, with a warning for each
//! place that could not be listed. It looks at names and sizes only: what a file holds is decided by
//! [`crate::extract`].
//!
//! Left out, because they are never reports: names that begin with a dot; backups and unfinished downloads
//! (`report.txt~`, `#report.txt#`, `~$report.docx`, `report.bak`, `report.part`); a `README` at any level, which
//! describes its folder; and whatever is neither a file nor a folder (sockets, devices). A file that is named
//! itself is taken whatever its name. Symbolic links are followed, but every folder is walked once.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::{Diagnostic, DiagnosticCode, Warned};
use crate::error::{Error, NotRead, Result};

/// Extensions of backups and unfinished downloads.
const TEMPORARY_EXTENSIONS: [&str; 6] = ["bak", "crdownload", "orig", "part", "swp", "tmp"];

/// A file that may be a report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceFile {
    /// Where it is, as the walk reached it.
    pub path: PathBuf,
    /// Its path below the folder that was walked, with `/` between the parts; bytes that are not UTF-8 appear as
    /// `\xE9`, so that different files keep different names.
    pub name: String,
    /// Bytes it had when it was listed.
    pub size: u64,
    /// When it was last changed, where the file system says so.
    pub modified: Option<SystemTime>,
}

impl SourceFile {
    /// Reads the whole file, at most `limit` bytes of it (see [`Limits::file_bytes`](crate::limits::Limits)).
    ///
    /// # Errors
    /// [`Error::Io`] when the file vanished or may not be read, [`Error::NotRead`] when it is larger than `limit`,
    /// also when it grew since it was listed.
    pub fn read(&self, limit: u64) -> Result<Vec<u8>> {
        let failed = |source| Error::io(&self.path, source);
        let file = File::open(&self.path).map_err(failed)?;
        let mut bytes = Vec::with_capacity(usize::try_from(self.size.min(limit)).unwrap_or(0));
        if self.size <= limit {
            file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
        }
        if self.size > limit || bytes.len() as u64 > limit {
            let reason = NotRead::OverLimit(format!("the file is larger than {} MB", limit >> 20));
            return Err(Error::NotRead { path: self.path.clone(), reason });
        }
        Ok(bytes)
    }
}

/// The content digest by which a file is recognised: 64 hexadecimal digits of BLAKE3.
pub fn digest(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// Lists the files under `roots`, each of which is a folder or a file.
///
/// # Errors
/// [`Error::Io`] for a root that does not exist or may not be read. Anything below a root that cannot be listed is
/// a warning.
pub fn walk(roots: &[PathBuf]) -> Result<Warned<Vec<SourceFile>>> {
    let mut walk = Walk::default();
    for root in roots {
        let canonical = fs::canonicalize(root).map_err(|source| Error::io(root, source))?;
        walk.covered.push(canonical);
    }
    for root in roots {
        walk.add_root(root)?;
    }
    walk.files.value.sort();
    walk.files.value.dedup_by(|a, b| a.path == b.path);
    Ok(walk.files)
}

/// The state of a walk over all roots.
#[derive(Default)]
struct Walk {
    /// Real paths of the folders that are walked anyway: the roots, and what links have led to so far.
    covered: Vec<PathBuf>,
    files: Warned<Vec<SourceFile>>,
}

impl Walk {
    fn add_root(&mut self, root: &Path) -> Result<()> {
        let metadata = fs::metadata(root).map_err(|source| Error::io(root, source))?;
        if metadata.is_file() {
            let name = Path::new(root.file_name().unwrap_or(root.as_os_str()));
            self.files.value.push(source_file(root, name, &metadata));
            return Ok(());
        }
        // Opened once more only for the error: a root that may not be listed is no warning.
        fs::read_dir(root).map_err(|source| Error::io(root, source))?;
        let mut entries = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) => {
                    let unwanted = entry.depth() > 0 && is_never_a_report(entry.file_name());
                    let wanted = !unwanted && (!entry.path_is_symlink() || self.leads_elsewhere(&entry));
                    if entry.file_type().is_dir() {
                        if !wanted {
                            entries.skip_current_dir();
                        }
                    } else if wanted && entry.file_type().is_file() {
                        self.add_file(root, &entry);
                    }
                }
                Err(error) if error.path().and_then(Path::file_name).is_some_and(is_never_a_report) => {}
                Err(error) => self.warn_of(root, error),
            }
        }
        Ok(())
    }

    fn add_file(&mut self, root: &Path, entry: &DirEntry) {
        match entry.metadata() {
            Ok(metadata) => {
                let name = entry.path().strip_prefix(root).unwrap_or(entry.path());
                self.files.value.push(source_file(entry.path(), name, &metadata));
            }
            Err(error) => self.warn_of(entry.path(), error),
        }
    }

    /// Whether a link leads to something that the walk does not reach without it. A target inside a walked folder
    /// is reached there, unless a name on the way hides it. Remembers a folder that it lets pass.
    fn leads_elsewhere(&mut self, link: &DirEntry) -> bool {
        let Ok(target) = fs::canonicalize(link.path()) else { return true };
        let reached =
            |folder: &PathBuf| target.strip_prefix(folder).is_ok_and(|below| !below.iter().any(is_never_a_report));
        // A root is itself a link often enough (`corpus -> /data/reports`): it leads to what it covers.
        if link.depth() > 0 && self.covered.iter().any(reached) {
            return false;
        }
        if link.file_type().is_dir() {
            self.covered.push(target);
        }
        true
    }

    fn warn_of(&mut self, place: &Path, error: walkdir::Error) {
        let path = error.path().unwrap_or(place).to_owned();
        let kind = error.io_error().map(io::Error::kind);
        // walkdir puts the path into the text of its errors too; here it is said once.
        let cause = match (error.loop_ancestor(), kind) {
            (Some(_), _) => "a link to a folder that it stands in".to_owned(),
            (_, Some(io::ErrorKind::PermissionDenied)) => "permission denied".to_owned(),
            (_, Some(io::ErrorKind::NotFound)) => "a link to nothing, or gone since it was listed".to_owned(),
            _ => io::Error::from(error).to_string(),
        };
        let message = format!("{}: left out: {cause}", path.display());
        self.files.warnings.push(Diagnostic::new(DiagnosticCode::UnreadablePath, message));
    }
}

fn source_file(path: &Path, name: &Path, metadata: &fs::Metadata) -> SourceFile {
    SourceFile {
        path: path.to_owned(),
        name: printable_name(name),
        size: metadata.len(),
        modified: metadata.modified().ok(),
    }
}

/// Whether a name says that the file or folder is no report (see the head of this module).
fn is_never_a_report(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_lowercase();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || TEMPORARY_EXTENSIONS.contains(&extension)
        || (stem == "readme" && ["", "md", "markdown", "txt", "html"].contains(&extension))
        || name == "readme"
}

/// A path as a name: `/` between the parts, and every byte that is not UTF-8 spelt out.
fn printable_name(path: &Path) -> String {
    let parts: Vec<String> = path.iter().map(printable_part).collect();
    parts.join("/")
}

fn printable_part(part: &OsStr) -> String {
    let mut name = String::new();
    for chunk in part.as_encoded_bytes().utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            name.push_str(&format!("\\x{byte:02X}"));
        }
    }
    name
}
