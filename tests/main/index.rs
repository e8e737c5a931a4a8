//! The index: what is committed is found, whole; what is not is absent; what is wrong is said.

use std::fs;
use std::time::Duration;

use cnd::index::{INDEX_FORMAT_VERSION, PassageIndex};

use crate::specimen::{Specimen, file, paragraph};

fn count(index: &PassageIndex) -> u64 {
    index.snapshot().unwrap().passage_count().unwrap()
}

fn message<T>(result: cnd::Result<T>) -> String {
    match result {
        Ok(_) => panic!("an error was expected"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_file_added_again_replaces_its_passages() {
    let specimen = Specimen::of(&["Precursors.", "Acetic anhydride."]);
    let writer = specimen.index.writer().unwrap();
    writer.add(&file("E/CN.7/2003/7"), vec![paragraph("E/CN.7/2003/7", 1, "Ephedrine.")]).unwrap();
    assert_eq!(count(&specimen.index), 2, "nothing shows before the commit");
    writer.commit().unwrap();
    assert_eq!(count(&specimen.index), 1);
    assert!(specimen.ranked("acetic").is_empty());
    assert_eq!(specimen.ranked("ephedrine"), ["para. 1"]);
}

#[test]
fn an_index_that_grows_by_one_file_a_run_stays_in_few_pieces() {
    let specimen = Specimen::of(&["Precursors."]);
    for number in 1..=24 {
        let symbol = format!("E/CN.7/2004/{number}");
        let writer = specimen.index.writer().unwrap();
        writer.add(&file(&symbol), vec![paragraph(&symbol, 1, "Ephedrine.")]).unwrap();
        writer.commit().unwrap();
    }
    assert_eq!(count(&specimen.index), 25);
    let files = fs::read_dir(specimen.folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let segments = files.filter(|file| file.extension().is_some_and(|extension| extension == "store")).count();
    assert!(segments <= 8, "{segments} segments");
}

#[test]
fn a_removed_file_loses_its_passages_and_its_place_in_the_manifest() {
    let specimen = Specimen::of(&["Precursors."]);
    let writer = specimen.index.writer().unwrap();
    writer.remove("E_CN.7_2003_7.txt");
    writer.commit().unwrap();
    assert_eq!(count(&specimen.index), 0);
    assert!(specimen.index.snapshot().unwrap().files().unwrap().is_empty());
}

#[test]
fn the_manifest_gives_back_what_was_put_in() {
    let specimen = Specimen::of_reports(vec![(file("E/2025/28"), Vec::new()), (file("A/80/75"), Vec::new())]);
    let files = specimen.index.snapshot().unwrap().files().unwrap();
    assert_eq!(files, [file("A/80/75"), file("E/2025/28")]);
}

#[test]
fn an_interrupted_run_leaves_the_previous_commit_whole() {
    let specimen = Specimen::of(&["Precursors.", "Heroin."]);
    let writer = specimen.index.writer().unwrap();
    writer.clear().unwrap();
    writer.add(&file("A/80/75"), vec![paragraph("A/80/75", 1, "Cannabis.")]).unwrap();
    drop(writer);
    let reopened = PassageIndex::open(specimen.folder.path()).unwrap();
    assert_eq!(count(&reopened), 2);
    assert_eq!(specimen.ranked("heroin"), ["para. 2"]);
}

#[test]
fn readers_keep_their_state_through_a_write() {
    let specimen = Specimen::of(&["Precursors."]);
    let before = specimen.index.snapshot().unwrap();
    let writer = specimen.index.writer().unwrap();
    writer.clear().unwrap();
    writer.commit().unwrap();
    assert_eq!(before.passage_count().unwrap(), 1);
    assert_eq!(count(&specimen.index), 0);
}

#[test]
fn a_second_writer_is_told_who_writes_and_since_when() {
    let specimen = Specimen::of(&["Precursors."]);
    let writer = specimen.index.writer().unwrap();
    let refused = message(specimen.index.writer());
    assert!(refused.contains(&format!("process {} since 20", std::process::id())), "{refused}");
    drop(writer);
    specimen.index.writer().unwrap();
}

#[test]
fn a_path_without_an_index_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    assert!(message(PassageIndex::open(folder.path())).contains("cnd index"));
    assert!(message(PassageIndex::open(&folder.path().join("nowhere"))).contains("cnd index"));
    let path = folder.path().join("file");
    fs::write(&path, "text").unwrap();
    for refused in [message(PassageIndex::open(&path)), message(PassageIndex::open_or_create(&path))] {
        assert!(refused.contains("is a file, not a folder"), "{refused}");
    }
    let refused = message(PassageIndex::open_or_create(folder.path()));
    assert!(refused.contains("is not empty and holds no index"), "{refused}");
    assert!(path.exists());
}

#[test]
fn a_folder_with_hidden_files_alone_can_hold_an_index() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(".gitignore"), "*").unwrap();
    assert_eq!(count(&PassageIndex::open_or_create(folder.path()).unwrap()), 0);
    assert_eq!(count(&PassageIndex::recreate(folder.path(), Duration::ZERO).unwrap()), 0);
    assert!(folder.path().join(".gitignore").exists());
}

#[test]
fn an_index_of_another_version_names_both_versions_and_can_be_made_anew() {
    let specimen = Specimen::of(&["Precursors."]);
    let meta = specimen.folder.path().join("meta.json");
    let held = fs::read_to_string(&meta).unwrap();
    let own = format!("format\\\":{INDEX_FORMAT_VERSION}");
    assert!(held.contains(&own), "{held}");
    fs::write(&meta, held.replace(&own, "format\\\":999")).unwrap();
    let refused = message(PassageIndex::open(specimen.folder.path()));
    assert!(refused.contains("version 999") && refused.contains("--rebuild"), "{refused}");
    assert_eq!(count(&PassageIndex::recreate(specimen.folder.path(), Duration::ZERO).unwrap()), 0);
}

#[test]
fn damage_is_named_with_the_way_out() {
    let specimen = Specimen::of(&["Precursors and acetic anhydride."]);
    specimen.index.verify_checksums().unwrap();
    let mut files: Vec<_> = fs::read_dir(specimen.folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "store"));
    let mut bytes = fs::read(&files[0]).unwrap();
    bytes[0] ^= 0x20;
    // A new file, as the old one is mapped into memory.
    fs::remove_file(&files[0]).unwrap();
    fs::write(&files[0], bytes).unwrap();
    let index = PassageIndex::open(specimen.folder.path()).unwrap();
    let refused = message(index.verify_checksums());
    assert!(refused.contains("is damaged") && refused.contains("--rebuild"), "{refused}");
}
