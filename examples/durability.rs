//! Kills, changed bytes and a full disk by the hundred, against the built program.
//!
//! Usage: `cargo run --release --example durability -- PROGRAM [KILLS] [FLIPS] [FOLDER_ON_A_SMALL_DISK]`
//!
//! It stops at the first loss and says where. The small disk is a folder on a file system of some 8 MB, such as
//! `mount -t tmpfs -o size=8m tmpfs FOLDER` gives; without it the full disk is left out.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "it stops at the first surprise"
)]

#[path = "../tests/harness/mod.rs"]
mod harness;

use std::path::PathBuf;

use harness::Place;

/// Points of the usual run.
const KILLS: usize = 300;
const FLIPS: usize = 200;
/// Bytes that are more than the small disk has.
const ROOM: u64 = 64 << 20;

fn main() {
    let mut args = std::env::args().skip(1);
    let program = PathBuf::from(args.next().unwrap_or_else(|| "target/release/cnd".to_owned()));
    let mut count = |usual| args.next().map_or(usual, |count| count.parse().unwrap());
    let (kills, flips) = (count(KILLS), count(FLIPS));
    let folder = tempfile::tempdir().unwrap();
    let committed = harness::kills(&Place::new(&program, folder.path()), kills, 1);
    println!("{kills} kills: nothing lost; {committed} came after the commit");
    let folder = tempfile::tempdir().unwrap();
    let flipped = harness::flips(&Place::new(&program, folder.path()), flips, 1);
    println!("{flips} changed bytes: no panic, no text that nobody wrote; {flipped:?}");
    if let Some(disk) = args.next() {
        harness::full_disk(&Place::new(&program, disk.as_ref()), ROOM);
        println!("full disk: the old index stays, the next run completes it");
    }
}
