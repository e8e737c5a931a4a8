//! Parallel: one piece of work after another, on all cores.
//!
//! Input: items and what to do with each. Output: the results in the order of the items. It holds no threads between calls:
//! starting one takes some ten microseconds.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::{self, Builder};

/// Threads of an answer at most: what cannot be divided soon takes longer than what can.
const MOST_THREADS: usize = 4;

/// How many threads work at a time.
pub(super) fn threads() -> usize {
    static THREADS: OnceLock<usize> = OnceLock::new();
    *THREADS.get_or_init(|| thread::available_parallelism().map_or(1, NonZeroUsize::get).min(MOST_THREADS))
}

/// The results of `work` for each item, in order. Whichever thread is free takes the next item.
pub(super) fn map<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let helpers = threads().min(items.len()).saturating_sub(1);
    if helpers == 0 {
        return items.into_iter().map(work).collect();
    }
    let queue = Mutex::new(items.into_iter().enumerate());
    let run = || {
        let mut done = Vec::new();
        loop {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((place, item)) = next else { return done };
            done.push((place, work(item)));
        }
    };
    let mut done = thread::scope(|scope| {
        // Where no more threads are to be had, this one does it all.
        let helpers: Vec<_> = (0..helpers).filter_map(|_| Builder::new().spawn_scoped(scope, run).ok()).collect();
        let mut done = run();
        for helper in helpers {
            done.extend(helper.join().unwrap_or_else(|cause| resume_unwind(cause)));
        }
        done
    });
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let squares: Vec<usize> = (0..100).map(|n| n * n).collect();
        assert_eq!(map((0..100).collect(), |n: usize| n * n), squares);
        assert_eq!(map(Vec::new(), |n: usize| n), Vec::<usize>::new());
    }
}
