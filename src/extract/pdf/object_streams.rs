//! Object streams that are bombs.
//!
//! Input: the bytes of a file. Output: whether one of its object or cross-reference streams would unpack to more than any
//! report needs. The parser unpacks these by itself and without a bound, so they are looked at before it starts.

use flate2::read::ZlibDecoder;
use std::io::Read;

use super::limits::{MAX_EXPANSION, MAX_STREAM_BYTES};

/// How far the `stream` keyword stands from the type in its dictionary, at most: the dictionaries have a dozen entries.
const DICTIONARY: usize = 2_048;

/// Whether the file holds an object stream larger than [`MAX_STREAM_BYTES`].
pub(super) fn over_limit(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == b'/') {
        let name = rest.get(at..).unwrap_or_default();
        if (name.starts_with(b"/ObjStm") || name.starts_with(b"/XRef")) && is_bomb(name) {
            return true;
        }
        rest = name.get(1..).unwrap_or_default();
    }
    false
}

/// Whether the stream whose type stands at the start of `from` unpacks to too much.
fn is_bomb(from: &[u8]) -> bool {
    let searched = from.get(..DICTIONARY).unwrap_or(from);
    let Some(at) = find(searched, b"stream") else { return false };
    let (dictionary, data) = (searched.get(..at).unwrap_or_default(), from.get(at + b"stream".len()..));
    let data = data.unwrap_or_default().trim_ascii_start();
    // What is small enough packed is small enough unpacked, unless it was packed twice.
    let packings = [b"FlateDecode".as_slice(), b"LZWDecode"].map(|name| count(dictionary, name));
    let packed_twice = packings.iter().sum::<usize>() > 1;
    let small = data.get(..MAX_STREAM_BYTES / MAX_EXPANSION).unwrap_or(data);
    if find(small, b"endstream").is_some() || small.len() == data.len() {
        return packed_twice;
    }
    let mut unpacked = ZlibDecoder::new(data).take(MAX_STREAM_BYTES as u64 + 1);
    let length = std::io::copy(&mut unpacked, &mut std::io::sink()).unwrap_or(0);
    length > MAX_STREAM_BYTES as u64
}

fn count(bytes: &[u8], word: &[u8]) -> usize {
    bytes.windows(word.len()).filter(|window| *window == word).count()
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}
