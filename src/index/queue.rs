//! Queue: what waits for the threads that build segments is bounded.
//!
//! Input: documents with their size. Output: documents that give their room back when they have been indexed. Tantivy's own
//! queue counts batches, here one for each file, and lets ten thousand of them wait: gigabytes, where files are read faster
//! than they are indexed.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use tantivy::TantivyDocument;
use tantivy::schema::document::Document;

/// Bytes of documents that may wait: some seven thousand passages, so that no thread is without work while another reads a
/// long report.
const QUEUE_BYTES: usize = 24 << 20;

/// How long to wait for room. A thread that failed, because the disk is full, takes nothing more out of the queue, and whoever
/// goes on is told so.
const PATIENCE: Duration = Duration::from_secs(2);

/// How much more may wait.
#[derive(Clone)]
pub(super) struct Queue(Arc<Room>);

struct Room {
    bytes: Mutex<usize>,
    freed: Condvar,
}

impl Default for Queue {
    fn default() -> Self {
        Self(Arc::new(Room { bytes: Mutex::new(QUEUE_BYTES), freed: Condvar::new() }))
    }
}

impl Queue {
    /// Waits until there is room for so many bytes, or for as many as can wait at all.
    pub(super) fn enter(&self, bytes: usize) -> Arc<Place> {
        let bytes = bytes.min(QUEUE_BYTES);
        let room = self.0.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.0.freed.wait_timeout_while(room, PATIENCE, |room| *room < bytes);
        let (mut room, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let taken = bytes.min(*room);
        *room -= taken;
        Arc::new(Place { room: Arc::clone(&self.0), bytes: taken })
    }
}

/// The room that the documents of one file take together.
pub(super) struct Place {
    room: Arc<Room>,
    bytes: usize,
}

impl Drop for Place {
    fn drop(&mut self) {
        *self.room.bytes.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.room.freed.notify_all();
    }
}

/// A document in the queue.
pub(super) struct Waiting {
    document: TantivyDocument,
    _place: Arc<Place>,
}

impl Waiting {
    /// A document of the file that has this room.
    pub(super) fn new(document: TantivyDocument, place: &Arc<Place>) -> Self {
        Self { document, _place: Arc::clone(place) }
    }
}

impl Document for Waiting {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_larger_than_the_queue_waits_alone_and_gives_its_room_back() {
        let queue = Queue::default();
        let place = queue.enter(usize::MAX);
        assert_eq!(*queue.0.bytes.lock().unwrap(), 0);
        let documents = [(); 2].map(|()| Waiting::new(TantivyDocument::new(), &place));
        drop(place);
        assert_eq!(*queue.0.bytes.lock().unwrap(), 0, "its documents still wait");
        drop(documents);
        assert_eq!(*queue.0.bytes.lock().unwrap(), QUEUE_BYTES);
    }
}
