//! The permutation tests (SP 800-90B section 5.1): shuffled samples beside those that were taken.

use super::statistics::{COUNT, Fixed, NAMES, compressed};
use crate::entropy::samples::Raw;
use serde::Serialize;

/// How many shuffles the standard asks for.
pub const SHUFFLES: u32 = 10_000;
/// A statistic that has so many shuffles or fewer on one of its sides is not that of IID samples.
const RARE: u32 = 5;

/// What came out.
#[derive(Serialize)]
pub struct Permutation {
    /// With this the shuffles are the same again.
    pub seed: u64,
    /// How many were made: no more than every statistic needed to pass.
    pub shuffles: u32,
    pub statistics: Vec<Statistic>,
}

/// A statistic of the samples, and how those of the shuffles were beside it.
#[derive(Clone, Copy, Serialize)]
pub struct Statistic {
    pub name: &'static str,
    pub section: &'static str,
    pub value: f64,
    pub greater: u32,
    pub equal: u32,
    pub less: u32,
}

impl Statistic {
    fn take(&mut self, shuffled: f64) {
        let side = match shuffled.total_cmp(&self.value) {
            std::cmp::Ordering::Less => &mut self.less,
            std::cmp::Ordering::Equal => &mut self.equal,
            std::cmp::Ordering::Greater => &mut self.greater,
        };
        *side += 1;
    }

    /// Whether neither side is rare. More shuffles cannot change that.
    pub fn is_passed(&self) -> bool {
        self.greater + self.equal > RARE && self.equal + self.less > RARE
    }
}

impl Permutation {
    /// Shuffles until every statistic has passed, `most` times at most, on so many threads.
    pub fn of(raw: &Raw, most: u32, seed: u64, threads: usize) -> Self {
        let samples = raw.bytes();
        let fixed = Fixed::of(samples, raw.width == 1);
        let values = fixed.quick(samples).into_iter().chain([compressed(samples)]);
        let statistic = |((name, section), value)| Statistic { name, section, value, greater: 0, equal: 0, less: 0 };
        let mut statistics: Vec<Statistic> = NAMES.into_iter().zip(values).map(statistic).collect();
        let mut shuffles = 0;
        while shuffles < most && !statistics.iter().all(Statistic::is_passed) {
            // The compression takes longest, and is left out once it has passed.
            let compress = !statistics[COUNT - 1].is_passed();
            let numbers = shuffles..most.min(shuffles + threads.max(1) as u32);
            shuffles = numbers.end;
            for found in batch(samples, &fixed, seed, numbers, compress) {
                statistics.iter_mut().zip(found).for_each(|(statistic, value)| statistic.take(value));
            }
        }
        Self { seed, shuffles, statistics }
    }

    pub fn is_passed(&self) -> bool {
        self.statistics.iter().all(Statistic::is_passed)
    }
}

/// The statistics of the shuffles with these numbers, each on a thread of its own.
fn batch(samples: &[u8], fixed: &Fixed, seed: u64, numbers: std::ops::Range<u32>, compress: bool) -> Vec<Vec<f64>> {
    let of_shuffle = |number: u32| {
        let mut shuffled = samples.to_vec();
        fastrand::Rng::with_seed(seed ^ u64::from(number) << 32).shuffle(&mut shuffled);
        let mut found = fixed.quick(&shuffled).to_vec();
        found.extend(compress.then(|| compressed(&shuffled)));
        found
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = numbers.map(|number| scope.spawn(move || of_shuffle(number))).collect();
        let found = |thread: std::thread::ScopedJoinHandle<Vec<f64>>| {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        threads.into_iter().map(found).collect()
    })
}
