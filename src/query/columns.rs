//! Columns: what an index holds by passage, each column of a segment opened when it is first asked for and then kept.
//!
//! Input: a segment and a name. Output: numbers, or texts by their ordinals. It does not count.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use tantivy::columnar::{Column as Numbers, StrColumn};
use tantivy::{SegmentOrdinal, SegmentReader};

/// The columns of one state of the index that were asked for.
#[derive(Default)]
pub(super) struct Columns {
    texts: Kept<Option<Texts>>,
    numbers: Kept<Numbers<u64>>,
}

/// What was opened, by segment and name.
type Kept<T> = RwLock<BTreeMap<(SegmentOrdinal, &'static str), T>>;

/// A column of texts.
#[derive(Clone)]
pub(super) struct Texts {
    column: StrColumn,
    values: Arc<OnceLock<Vec<String>>>,
}

impl Columns {
    /// A column of texts; `None` where no passage of the segment has one.
    pub(super) fn texts(
        &self,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
        name: &'static str,
    ) -> tantivy::Result<Option<Texts>> {
        kept(&self.texts, (ordinal, name), || {
            Ok(segment.fast_fields().str(name)?.map(|column| Texts { column, values: Arc::default() }))
        })
    }

    /// A column of numbers.
    pub(super) fn numbers(
        &self,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
        name: &'static str,
    ) -> tantivy::Result<Numbers<u64>> {
        kept(&self.numbers, (ordinal, name), || segment.fast_fields().u64(name))
    }
}

fn kept<T: Clone>(
    kept: &Kept<T>,
    key: (SegmentOrdinal, &'static str),
    open: impl FnOnce() -> tantivy::Result<T>,
) -> tantivy::Result<T> {
    if let Some(known) = kept.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Ok(known.clone());
    }
    let opened = open()?;
    kept.write().unwrap_or_else(PoisonError::into_inner).insert(key, opened.clone());
    Ok(opened)
}

impl Texts {
    /// The ordinals of the texts of each passage.
    pub(super) fn ords(&self) -> &Numbers<u64> {
        self.column.ords()
    }

    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.column.num_terms()
    }

    /// The ordinal of a text.
    pub(super) fn ordinal(&self, text: &str) -> tantivy::Result<Option<u64>> {
        Ok(self.column.dictionary().term_ord(text)?)
    }

    /// All texts, in the order of their ordinals.
    pub(super) fn values(&self) -> tantivy::Result<&[String]> {
        if let Some(values) = self.values.get() {
            return Ok(values);
        }
        let all: Vec<u64> = (0..self.len() as u64).collect();
        let read = self.some(&all)?;
        Ok(self.values.get_or_init(|| read))
    }

    /// The texts with some ordinals, which are in order.
    pub(super) fn some(&self, ordinals: &[u64]) -> tantivy::Result<Vec<String>> {
        let mut texts = Vec::with_capacity(ordinals.len());
        self.column.dictionary().sorted_ords_to_term_cb(ordinals, |text| {
            texts.push(String::from_utf8_lossy(text).into_owned());
        })?;
        Ok(texts)
    }
}
