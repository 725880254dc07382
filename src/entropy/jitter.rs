//! CPU jitter: how long the processor takes for the same work, in ticks of its finest counter.
//!
//! A sample is the time of a walk of dependent reads and writes through a buffer. Caches, memory
//! refresh, interrupts and clock domains make it uncertain. With an operating system the buffer is
//! larger than a first level cache; on bare metal it is small and the walk longer instead.
//!
//! The claim is an eighth of a bit for each sample. It is a guess on the careful side and not an
//! assessment; figures of one server are in `docs/decisions/0004-entropy.md`. A counter too coarse
//! to see anything fails the start-up test.

use crate::machine::timestamp;
use core::hint::black_box;
use core::sync::atomic::{AtomicU8, Ordering};
use zeroize::Zeroize;

const BITS: u32 = if cfg!(feature = "std") { 16 } else { 12 };
const STEPS: u32 = if cfg!(feature = "std") { 256 } else { 2048 };

/// The buffer. Its contents only steer the walk: if another thread walks or wipes at the same time,
/// the better.
static BUFFER: [AtomicU8; 1 << BITS] = [const { AtomicU8::new(0) }; 1 << BITS];

/// Where the walk stands, and when the last sample was taken.
pub(super) struct Jitter {
    place: u32,
    last: u64,
}

impl Zeroize for Jitter {
    fn zeroize(&mut self) {
        self.place.zeroize();
        self.last.zeroize();
        BUFFER.iter().for_each(|byte| byte.store(0, Ordering::Relaxed));
    }
}

impl Jitter {
    pub(super) const fn new() -> Self {
        Self { place: 0, last: 0 }
    }

    /// Fills `samples` with raw samples; `false` if the platform has no counter to measure with.
    pub(super) fn sample(&mut self, samples: &mut [u8]) -> bool {
        for sample in samples {
            let Some(elapsed) = self.elapsed() else { return false };
            // A counter that steps by a multiple of a power of two leaves low bits empty: what is
            // above comes down.
            *sample = (elapsed ^ elapsed >> 8) as u8;
            self.place = self.place.wrapping_add(elapsed as u32);
        }
        true
    }

    /// How long a walk took; none if the platform has no counter. The first after a wipe has no
    /// beginning to measure from: its walk only gives one.
    fn elapsed(&mut self) -> Option<u64> {
        if self.last == 0 {
            self.walk();
            self.last = timestamp::now();
        }
        self.walk();
        let now = timestamp::now();
        let elapsed = now.wrapping_sub(core::mem::replace(&mut self.last, now));
        if now == 0 { None } else { Some(elapsed) }
    }

    /// Reads and writes at places that depend on each other. They depend on the samples before,
    /// too, and a spy on the caches may learn them: what he learns of a sample is what the claim
    /// leaves out.
    fn walk(&mut self) {
        for step in 0..STEPS {
            // A linear congruential generator (Numerical Recipes, second edition, section 7.1); its
            // high bits choose.
            self.place = self.place.wrapping_mul(1_664_525).wrapping_add(1_013_904_223 ^ step);
            let byte = &BUFFER[(self.place >> (32 - BITS)) as usize];
            let value = byte.load(Ordering::Relaxed).wrapping_add(self.place as u8);
            byte.store(value, Ordering::Relaxed);
            self.place ^= u32::from(black_box(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first sample is a time like the others, and not the counter since the machine was
    /// started.
    #[test]
    fn the_first_sample_is_a_difference() {
        let mut jitter = Jitter::new();
        for _ in 0..3 {
            let before = timestamp::now();
            let first = jitter.elapsed();
            let most = timestamp::now() - before;
            assert!(first.is_none_or(|first| first <= most), "{first:?} in {most} steps");
            jitter.zeroize();
        }
    }
}
