//! CPU jitter: how long the processor takes for the same work, in ticks of its finest counter.
//!
//! One sample is the time of 512 dependent reads and writes in a buffer of 4 KiB, which caches, refresh of memory,
//! interrupts and clock domains make uncertain. The claim of 1/8 bit for each sample is a guess on the careful side, not
//! an assessment: on one server with a counter that steps by 26, the most frequent value given the one before came
//! in 68 % of the samples, which would be 0.56 bit.

use crate::kernels::timestamp;
use zeroize::Zeroize;

const BUFFER: usize = 4096;
const STEPS: u32 = 512;

/// The buffer that is walked, and where the walk stands.
pub(super) struct Jitter {
    buffer: [u8; BUFFER],
    place: u32,
    last: u64,
}

impl Zeroize for Jitter {
    fn zeroize(&mut self) {
        self.buffer.zeroize();
        self.place.zeroize();
        self.last.zeroize();
    }
}

impl Jitter {
    pub(super) const fn new() -> Self {
        Self { buffer: [0; BUFFER], place: 0, last: 0 }
    }

    /// Fills `samples` with raw samples; `false` if the platform has no counter to measure with.
    pub(super) fn sample(&mut self, samples: &mut [u8]) -> bool {
        for sample in samples {
            self.walk();
            let now = timestamp::now();
            let elapsed = now.wrapping_sub(core::mem::replace(&mut self.last, now));
            if now == 0 {
                return false;
            }
            // Bit 0 of a counter that steps by an even number says nothing; folding keeps it and loses no other.
            *sample = (elapsed ^ elapsed >> 8) as u8;
            self.place = self.place.wrapping_add(elapsed as u32);
        }
        true
    }

    /// Reads and writes at places that depend on each other. They depend on the samples before, too, and a spy on the
    /// caches may learn them: what he learns of a sample is what the claim leaves out.
    fn walk(&mut self) {
        for step in 0..STEPS {
            // A linear congruential generator (Numerical Recipes); its high bits choose the place.
            self.place = self.place.wrapping_mul(1_664_525).wrapping_add(1_013_904_223 ^ step);
            let byte = &mut self.buffer[(self.place >> 20) as usize % BUFFER];
            *byte = byte.wrapping_add(self.place as u8);
            self.place ^= u32::from(core::hint::black_box(*byte));
        }
    }
}
