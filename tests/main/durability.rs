//! Nothing lost: killed runs, changed bytes, a second writer, folders that cannot be written.

use std::fs;
use std::path::Path;
use std::time::Duration;

use cnd::index::{INDEX_FORMAT_VERSION, PassageIndex};

use crate::harness::{self, Place};
use crate::specimen::{Specimen, file, paragraph};

const PROGRAM: &str = env!("CARGO_BIN_EXE_cnd");

#[test]
fn a_killed_run_leaves_the_old_state_or_the_new_one_and_the_next_completes_it() {
    let folder = tempfile::tempdir().unwrap();
    harness::kills(&Place::new(Path::new(PROGRAM), folder.path()), 3, 3);
}

#[test]
fn a_changed_byte_is_named_and_never_shown() {
    let folder = tempfile::tempdir().unwrap();
    let flipped = harness::flips(&Place::new(Path::new(PROGRAM), folder.path()), 5, 5);
    assert!(flipped.named > 0, "{flipped:?}");
}

#[test]
fn a_sound_index_is_said_to_be_sound() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::new(Path::new(PROGRAM), folder.path());
    assert_eq!(place.run(&["index"]).status.code(), Some(0));
    let checked = place.run(&["check"]);
    assert_eq!(checked.status.code(), Some(0));
    let said = String::from_utf8(checked.stdout).unwrap();
    assert!(said.contains("sound") && said.contains("12 reports"), "{said}");
}

#[test]
fn a_passage_that_the_manifest_does_not_count_is_named() {
    let specimen = Specimen::of(&["Precursors."]);
    let mut report = file("A/80/75");
    if let cnd::index::FileContent::Report(report) = &mut report.content {
        report.passages = 5;
    }
    let writer = specimen.index.writer().unwrap();
    writer.add(&report, vec![paragraph("A/80/75", 1, "Cannabis.")]).unwrap();
    writer.commit().unwrap();
    let refused = specimen.index.check().unwrap_err().to_string();
    assert!(refused.contains("A_80_75.txt has 1 of its 5 passages") && refused.contains("--rebuild"), "{refused}");
}

#[test]
fn a_patient_writer_writes_when_the_other_has_ended() {
    let specimen = Specimen::of(&["Precursors."]);
    let writer = specimen.index.writer().unwrap();
    std::thread::scope(|scope| {
        let patient = scope.spawn(|| specimen.index.writer_within(Duration::from_secs(60)).map(drop));
        drop(writer);
        patient.join().unwrap().unwrap();
    });
}

#[test]
fn the_holder_noted_by_a_dead_process_blocks_nobody() {
    let specimen = Specimen::of(&["Precursors."]);
    fs::write(specimen.folder.path().join(".writer"), "process 1 since 2020-01-01 00:00:00 UTC").unwrap();
    specimen.index.writer().unwrap();
}

#[test]
fn an_index_that_the_previous_version_made_says_both_versions_and_what_to_do() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/index_format_5");
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(kept).unwrap() {
        let file = entry.unwrap().path();
        fs::copy(&file, folder.path().join(file.file_name().unwrap())).unwrap();
    }
    let refused = PassageIndex::open(folder.path()).map(drop).unwrap_err().to_string();
    for part in ["version 5", &format!("version {INDEX_FORMAT_VERSION}"), "cnd index --rebuild"] {
        assert!(refused.contains(part), "{refused}");
    }
    let made_anew = PassageIndex::recreate(folder.path(), Duration::ZERO).unwrap();
    assert_eq!(made_anew.check().unwrap().passages, 0);
}

#[test]
fn a_commit_whose_account_of_itself_is_damaged_is_called_damaged() {
    let specimen = Specimen::of(&["Precursors."]);
    let meta = specimen.folder.path().join("meta.json");
    let sound = fs::read_to_string(&meta).unwrap();
    for (from, to) in [("format\\\":", "format\\\"!"), ("legend\\\":\\\"", "legend\\\":\\\"x")] {
        fs::write(&meta, sound.replace(from, to)).unwrap();
        let refused = PassageIndex::open(specimen.folder.path()).map(drop).unwrap_err().to_string();
        assert!(refused.contains("is damaged") && refused.contains("cnd index --rebuild"), "{refused}");
    }
}
