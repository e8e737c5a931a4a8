//! Folders become a sorted list of files, whatever lies in them.

use std::fs;
use std::path::PathBuf;

use cnd::walk::{digest, walk};
use cnd::{DiagnosticCode, Error};

/// The names that a walk over `roots` gives, and its warnings.
fn names(roots: &[PathBuf]) -> (Vec<String>, Vec<String>) {
    let found = walk(roots).unwrap();
    let warnings = found.warnings.iter().map(|warning| {
        assert_eq!(warning.code, DiagnosticCode::UnreadablePath);
        warning.message.clone()
    });
    (found.value.iter().map(|file| file.name.clone()).collect(), warnings.collect())
}

/// A folder with empty files of these names in it.
fn folder(names: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
    }
    folder
}

#[test]
fn files_come_in_the_order_of_their_paths() {
    let folder = folder(&["b.txt", "a/z.pdf", "a/b/c.docx", "c.html"]);
    assert_eq!(names(&[folder.path().into()]).0, ["a/b/c.docx", "a/z.pdf", "b.txt", "c.html"]);
}

#[test]
fn hidden_files_backups_and_readmes_are_no_reports() {
    let folder = folder(&[
        "report.txt",
        "report.txt~",
        "#report.txt#",
        ".hidden.txt",
        ".git/notes.txt",
        "~$report.docx",
        "old.bak",
        "half.pdf.part",
        "README.md",
        "sub/readme",
        "sub/kept.txt",
    ]);
    assert_eq!(names(&[folder.path().into()]).0, ["report.txt", "sub/kept.txt"]);
}

#[test]
fn a_file_named_itself_is_taken_whatever_its_name() {
    let folder = folder(&["README.md", "other.txt"]);
    assert_eq!(names(&[folder.path().join("README.md")]).0, ["README.md"]);
}

#[test]
fn the_same_file_under_two_roots_is_listed_once() {
    let folder = folder(&["sub/a.txt", "b.txt"]);
    let roots = [folder.path().to_owned(), folder.path().join("sub"), folder.path().join("b.txt")];
    assert_eq!(walk(&roots).unwrap().value.len(), 2);
}

#[test]
fn a_folder_that_does_not_exist_is_an_error_that_names_it() {
    let folder = folder(&[]);
    let error = walk(&[folder.path().join("nowhere")]).unwrap_err();
    assert!(error.to_string().contains("nowhere"), "{error}");
}

#[test]
fn a_file_over_the_limit_is_refused_and_one_at_the_limit_is_read() {
    let folder = folder(&[]);
    fs::write(folder.path().join("five.txt"), "12345").unwrap();
    let file = walk(&[folder.path().into()]).unwrap().value.remove(0);
    assert_eq!(file.read(5).unwrap(), b"12345");
    assert!(matches!(file.read(4), Err(Error::NotRead { .. })));
    fs::write(&file.path, "123456789").unwrap();
    assert!(matches!(file.read(5), Err(Error::NotRead { .. })), "it grew since it was listed");
    fs::remove_file(&file.path).unwrap();
    assert!(matches!(file.read(5), Err(Error::Io { .. })), "it vanished since it was listed");
}

#[test]
fn the_digest_tells_contents_apart() {
    assert_eq!(digest(b""), "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262");
    assert_ne!(digest(b"a"), digest(b"b"));
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn links_are_followed_but_a_loop_ends() {
        let elsewhere = folder(&["linked/far.txt"]);
        let folder = folder(&["near.txt", "sub/deep.txt"]);
        symlink(elsewhere.path().join("linked"), folder.path().join("link")).unwrap();
        symlink("..", folder.path().join("sub/up")).unwrap();
        symlink("self", folder.path().join("self")).unwrap();
        let (names, warnings) = names(&[folder.path().into()]);
        assert_eq!(names, ["link/far.txt", "near.txt", "sub/deep.txt"]);
        assert_eq!(warnings.len(), 2, "{warnings:?}");
        assert!(
            warnings.iter().any(|warning| warning.contains("sub/up: left out: a link to a folder that it stands in"))
        );
    }

    #[test]
    fn links_to_folders_that_link_to_each_other_cost_no_more_than_the_folders() {
        let folder = folder(&["a/one.txt", "b/two.txt"]);
        for (from, to) in [("a/b", "../b"), ("b/a", "../a"), ("a/b2", "../b"), ("b/a2", "../a")] {
            symlink(to, folder.path().join(from)).unwrap();
        }
        assert_eq!(names(&[folder.path().into()]).0, ["a/one.txt", "b/two.txt"]);
    }

    #[test]
    fn a_link_into_a_hidden_store_is_followed() {
        let folder = folder(&[".store/0a1b", "plain.txt"]);
        symlink(".store/0a1b", folder.path().join("report.pdf")).unwrap();
        symlink("plain.txt", folder.path().join("twice.txt")).unwrap();
        assert_eq!(names(&[folder.path().into()]).0, ["plain.txt", "report.pdf"]);
    }

    #[test]
    fn a_link_to_nothing_is_a_warning() {
        let folder = folder(&["a.txt"]);
        symlink("gone.pdf", folder.path().join("b.pdf")).unwrap();
        let (names, warnings) = names(&[folder.path().into()]);
        assert_eq!(names, ["a.txt"]);
        assert!(
            matches!(&warnings[..], [warning] if warning.ends_with("b.pdf: left out: a link to nothing, or gone since it was listed"))
        );
    }

    #[test]
    fn a_folder_reached_through_a_link_is_walked() {
        let folder = folder(&["data/a.txt"]);
        symlink("data", folder.path().join("corpus")).unwrap();
        assert_eq!(names(&[folder.path().join("corpus")]).0, ["a.txt"]);
    }

    #[test]
    fn names_that_are_not_utf8_are_read_and_told_apart() {
        let folder = folder(&[]);
        for name in [&b"caf\xe9.txt"[..], b"caf\xe8.txt"] {
            fs::write(folder.path().join(OsStr::from_bytes(name)), "text").unwrap();
        }
        let files = walk(&[folder.path().into()]).unwrap().value;
        assert_eq!(files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["caf\\xE8.txt", "caf\\xE9.txt"]);
        assert_eq!(files[0].read(100).unwrap(), b"text");
    }

    #[test]
    fn a_folder_that_may_not_be_listed_is_a_warning() {
        let folder = folder(&["open/a.txt", "shut/b.txt"]);
        let shut = folder.path().join("shut");
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o000)).unwrap();
        let listable = fs::read_dir(&shut).is_ok();
        let (names, warnings) = names(&[folder.path().into()]);
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o755)).unwrap();
        if listable {
            eprintln!("skipped: this user may list every folder");
            assert_eq!(names.len(), 2);
            return;
        }
        assert_eq!(names, ["open/a.txt"]);
        assert!(matches!(&warnings[..], [warning] if warning.ends_with("shut: left out: permission denied")));
    }
}
