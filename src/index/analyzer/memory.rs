//! Memory: what an analyzer has met before.
//!
//! Input: words. Output: the place of the term that a word gave the last time, and whether a word comes again in a text. It is
//! asked for every word of a corpus, so all of it is small: what does not fit the caches of the processor takes longer to
//! reach than the rest of the analysis takes.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};
use std::ops::Range;

/// Slots for the words of a text: it has a hundred words on average, and a table of this size stays in the first cache.
const SEEN_SLOTS: usize = 512;

/// A word of at most 16 ASCII letters and digits, without case, as one number: what most words are. Numbers are compared and
/// hashed in a few instructions, where texts need a call for each.
pub(super) type Packed = u128;

/// The word as a number, where it is short and plain enough.
pub(super) fn packed(word: &str) -> Option<Packed> {
    if word.len() > size_of::<Packed>() {
        return None;
    }
    // The bit that tells small letters from capitals is set in digits anyway.
    let append = |number, byte: u8| byte.is_ascii_alphanumeric().then(|| number << 8 | Packed::from(byte | 0x20));
    word.bytes().try_fold(0, append)
}

/// Hashes a [`Packed`] word by multiplying its halves. Words come from documents that gain nothing by collisions but their
/// own slowness, which the size of the memory bounds.
#[derive(Default)]
struct PackedHasher(u64);

impl Hasher for PackedHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn write_u128(&mut self, word: u128) {
        let (high, low) = ((word >> 64) as u64, word as u64);
        let product = u128::from(high ^ 0x9e37_79b9_7f4a_7c15) * u128::from(low ^ 0xd1b5_4a32_d192_ed03);
        self.0 = (product >> 64) as u64 ^ product as u64;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Where the terms of words stand in the analyzer's texts.
#[derive(Default)]
pub(super) struct Memory(HashMap<Packed, (u32, u8), BuildHasherDefault<PackedHasher>>);

impl Memory {
    /// The place of the term of a word.
    pub(super) fn get(&self, word: Packed) -> Option<Range<usize>> {
        let (start, length) = self.0.get(&word)?;
        Some(*start as usize..*start as usize + usize::from(*length))
    }

    /// Remembers the place of the term of a word.
    pub(super) fn insert(&mut self, word: Packed, term: &Range<usize>) {
        if let (Ok(start), Ok(length)) = (u32::try_from(term.start), u8::try_from(term.len())) {
            self.0.insert(word, (start, length));
        }
    }

    /// Forgets all words.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

/// The words of one text, to leave out those that come again. Of two words that want the same slot the later one takes it, so
/// one of them may be taken for new again.
pub(super) struct Seen {
    slots: Box<[(Packed, u32); SEEN_SLOTS]>,
    /// Number of the text.
    text: u32,
}

impl Default for Seen {
    fn default() -> Self {
        Self { slots: Box::new([(0, 0); SEEN_SLOTS]), text: 0 }
    }
}

impl Seen {
    /// Begins another text.
    pub(super) fn forget(&mut self) {
        self.text = self.text.wrapping_add(1);
    }

    /// Whether the word has been met in this text; notes that it has.
    pub(super) fn again(&mut self, word: Packed) -> bool {
        let hash = BuildHasherDefault::<PackedHasher>::default().hash_one(word);
        let slot = self.slots.get_mut(hash as usize % SEEN_SLOTS);
        slot.is_some_and(|slot| std::mem::replace(slot, (word, self.text)) == (word, self.text))
    }
}
