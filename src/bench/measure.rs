//! Measure: time, CPU time and memory of a piece of work, and how times are spread.
//!
//! Input: work to run, or durations. Output: [`Usage`] and [`Latency`]. CPU time and memory come from `/proc` and are left out
//! where there is none.

use std::fs;
use std::time::{Duration, Instant};

use serde::Serialize;

/// Steps of CPU time in a second, as `/proc` counts them on every architecture of Linux.
const TICKS_PER_SECOND: f64 = 100.0;

/// What a piece of work took.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Usage {
    /// Time by the clock, in seconds.
    pub seconds: f64,
    /// Time of all cores, in seconds.
    pub cpu_seconds: Option<f64>,
    /// The most memory that the process held meanwhile, mapped files included, workers not, in bytes.
    pub peak_memory: Option<u64>,
}

/// Runs a piece of work and says what it took.
pub(super) fn measure<T>(work: impl FnOnce() -> T) -> (T, Usage) {
    // Writing 5 makes the kernel forget the peak so far; where it may not be written, the peak is that of the process.
    let _ = fs::write("/proc/self/clear_refs", "5");
    let before = cpu_seconds();
    let started = Instant::now();
    let result = work();
    let seconds = started.elapsed().as_secs_f64();
    let cpu_seconds = cpu_seconds().zip(before).map(|(after, before)| after - before);
    (result, Usage { seconds, cpu_seconds, peak_memory: peak_memory() })
}

/// CPU time of this process and of its workers so far.
fn cpu_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in parentheses, may hold anything.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    // User and system time of the process, then of those that it started and that have ended.
    let ticks: f64 = fields.by_ref().take(4).map_while(|ticks| ticks.parse::<f64>().ok()).sum();
    Some(ticks / TICKS_PER_SECOND)
}

fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
}

/// How the times of many runs are spread, in milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Latency {
    /// Half of the runs took no longer.
    pub p50: f64,
    /// Nineteen of twenty runs took no longer.
    pub p95: f64,
    /// Ninety-nine of a hundred runs took no longer.
    pub p99: f64,
    /// The arithmetic mean.
    pub mean: f64,
}

impl Latency {
    /// The spread of some times.
    pub(super) fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let milliseconds = |time: &Duration| time.as_secs_f64() * 1000.0;
        let rank = |share: f64| {
            let place = (times.len() as f64 * share).ceil() as usize;
            times.get(place.saturating_sub(1)).map_or(0.0, milliseconds)
        };
        let mean = times.iter().map(milliseconds).sum::<f64>() / times.len().max(1) as f64;
        Self { p50: rank(0.50), p95: rank(0.95), p99: rank(0.99), mean }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_the_nearest_rank() {
        let latency = Latency::of((1..=200).rev().map(Duration::from_millis).collect());
        assert_eq!((latency.p50, latency.p95, latency.p99, latency.mean), (100.0, 190.0, 198.0, 100.5));
        assert_eq!(Latency::of(Vec::new()), Latency::default());
    }
}
