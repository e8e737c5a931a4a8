//! Decompression with a bound.
//!
//! Input: a stream object. Output: its bytes, or nothing where it is damaged or would pass
//! [`MAX_STREAM_BYTES`]. Images are not decoded.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
use hayro_syntax::object::dict::keys::{DECODE_PARMS, DP};

use super::limits::{MAX_EXPANSION, MAX_STREAM_BYTES};

/// The decompressed bytes of `stream`.
pub(super) fn decode<'a>(stream: &Stream<'a>) -> Option<Cow<'a, [u8]>> {
    let dict = stream.dict();
    let plain_flate = matches!(stream.filters().as_slice(), [Filter::FlateDecode])
        && !dict.contains_key(DECODE_PARMS)
        && !dict.contains_key(DP);
    if plain_flate {
        let raw = stream.raw_data();
        return inflate(&raw).map(Cow::Owned).or_else(|| decode_small(stream));
    }
    decode_small(stream)
}

/// Decodes through any chain of filters, where even the worst expansion stays within the bound.
fn decode_small<'a>(stream: &Stream<'a>) -> Option<Cow<'a, [u8]>> {
    let expanding = stream
        .filters()
        .iter()
        .filter(|filter| matches!(filter, Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode))
        .count() as u32;
    let worst = stream.raw_data().len().saturating_mul(MAX_EXPANSION.saturating_pow(expanding));
    // A chain is not streamed, so its worst case must fit; four bounds leave room for real pages of 250 kB.
    if worst > MAX_STREAM_BYTES * 4 {
        return None;
    }
    stream.decoded_data().ok()
}

/// Inflates zlib data, or bare DEFLATE data as some producers write. `None` where it is damaged or too large.
fn inflate(data: &[u8]) -> Option<Vec<u8>> {
    read_bounded(ZlibDecoder::new(data), data.len()).or_else(|| read_bounded(DeflateDecoder::new(data), data.len()))
}

fn read_bounded(reader: impl Read, compressed: usize) -> Option<Vec<u8>> {
    // Page content compresses about five to one.
    let mut out = Vec::with_capacity(compressed.saturating_mul(5).min(MAX_STREAM_BYTES));
    reader.take(MAX_STREAM_BYTES as u64 + 1).read_to_end(&mut out).ok()?;
    (out.len() <= MAX_STREAM_BYTES).then_some(out)
}
