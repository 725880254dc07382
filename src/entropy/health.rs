//! The continuous health tests of SP 800-90B section 4.4, on every raw sample.
//!
//! Both look for a sample that comes more often than the claimed min-entropy H allows. The chance
//! of a false alarm is alpha = 2^-30 (section 4.4: between 2^-20 and 2^-40).

use super::source::MinEntropy;
use crate::machine::taint::declassify;

/// The window of the adaptive proportion test for samples of more than two values (section 4.4.2).
pub(super) const WINDOW: u32 = 512;

/// The cut-offs of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cutoffs {
    /// Repetition count test: C = 1 + ceil(30 / H) (section 4.4.1).
    pub(super) repetition: u32,
    /// Adaptive proportion test: C = 1 + critbinom(512, 2^-H, 1 - 2^-30) (section 4.4.2). A test
    /// below computes it from the binomial distribution.
    pub(super) proportion: u32,
}

impl Cutoffs {
    /// Those of a claim, for alpha = 2^-30.
    pub(super) const fn of(claim: MinEntropy) -> Self {
        let (repetition, proportion) = match claim {
            MinEntropy::Eighth => (241, 502),
            MinEntropy::Quarter => (121, 477),
            MinEntropy::Half => (61, 422),
            MinEntropy::Bits1 => (31, 325),
            MinEntropy::Bits2 => (16, 190),
            MinEntropy::Bits4 => (9, 71),
            MinEntropy::Bits6 => (6, 31),
            MinEntropy::Bits8 => (5, 16),
        };
        Self { repetition, proportion }
    }
}

/// Which of the two tests failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    /// That of section 4.4.1.
    RepetitionCount,
    /// That of section 4.4.2.
    AdaptiveProportion,
}

/// Both tests at work.
pub(super) struct Health {
    cutoffs: Cutoffs,
    /// The sample before, and how often it came in a row.
    last: u8,
    run: u32,
    /// The first sample of the window, how often it came, and how many samples the window has had.
    first: u8,
    count: u32,
    seen: u32,
}

impl Health {
    pub(super) const fn new(claim: MinEntropy) -> Self {
        Self { cutoffs: Cutoffs::of(claim), last: 0, run: 0, first: 0, count: 0, seen: 0 }
    }

    /// Takes a sample after which the source still seems to work. Time: does not depend on the
    /// sample.
    ///
    /// # Errors
    /// The test that says it does not.
    pub(super) fn accept(&mut self, sample: u8) -> Result<(), Test> {
        self.run = self.run * equal(sample, self.last) + 1;
        self.last = sample;
        if self.seen == 0 {
            self.first = sample;
            self.count = 0;
        }
        self.count += equal(sample, self.first);
        self.seen = (self.seen + 1) % WINDOW;
        let [repeated, frequent] = [self.run >= self.cutoffs.repetition, self.count >= self.cutoffs.proportion];
        let alarm = u32::from(repeated) | u32::from(frequent) << 1;
        match declassify(alarm, "whether the source has failed, and how, is the answer") {
            0 => Ok(()),
            2 => Err(Test::AdaptiveProportion),
            _ => Err(Test::RepetitionCount),
        }
    }
}

/// 1 if the samples are equal, else 0, without a branch.
fn equal(a: u8, b: u8) -> u32 {
    u32::from(a ^ b).wrapping_sub(1) >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The smallest k with P(X <= k) >= 1 - 2^-30, X binomial with 512 trials: from the tail, which
    /// is exact enough.
    fn critbinom(p: f64) -> u32 {
        let mut tail = 0.0;
        for k in (0..=WINDOW).rev() {
            let choose: f64 = (0..k).map(|i| f64::from(WINDOW - i).ln() - f64::from(i + 1).ln()).sum();
            let others = if k == WINDOW { 0.0 } else { f64::from(WINDOW - k) * (1.0 - p).ln() };
            tail += (choose + f64::from(k) * p.ln() + others).exp();
            if tail > 2_f64.powi(-30) {
                return k;
            }
        }
        0
    }

    #[test]
    fn cutoffs_follow_from_the_claims() {
        for claim in MinEntropy::ALL {
            let h = f64::from(claim.eighths()) / 8.0;
            let expected =
                Cutoffs { repetition: 1 + (30.0 / h).ceil() as u32, proportion: 1 + critbinom((-h).exp2()) };
            assert_eq!(Cutoffs::of(*claim), expected, "{claim:?}");
        }
    }

    #[test]
    fn the_repetition_count_test_fires_at_its_cutoff() {
        for claim in MinEntropy::ALL {
            let mut health = Health::new(*claim);
            assert_eq!(health.accept(1), Ok(()));
            for count in 1..=Cutoffs::of(*claim).repetition {
                let said = if count < Cutoffs::of(*claim).repetition { Ok(()) } else { Err(Test::RepetitionCount) };
                assert_eq!(health.accept(9), said, "{claim:?} {count}");
            }
        }
    }

    /// The first sample of a window and others in turn, so that the repetition count test is
    /// silent.
    #[test]
    fn the_adaptive_proportion_test_fires_at_its_cutoff() {
        for claim in MinEntropy::ALL {
            let cutoffs = Cutoffs::of(*claim);
            for often in [cutoffs.proportion - 1, cutoffs.proportion] {
                let mut health = Health::new(*claim);
                let mut left = often;
                let mut run = 0;
                let accepted = (0..WINDOW).try_for_each(|i| {
                    let is_first = left > 0 && run < cutoffs.repetition - 1;
                    run = if is_first { run + 1 } else { 0 };
                    left -= u32::from(is_first);
                    health.accept(if is_first { 7 } else { 100 + (i % 2) as u8 })
                });
                assert_eq!(left, 0, "{claim:?}: the window holds them");
                let said = if often < cutoffs.proportion { Ok(()) } else { Err(Test::AdaptiveProportion) };
                assert_eq!(accepted, said, "{claim:?}");
                assert!(health.accept(7).is_ok() || accepted.is_err(), "{claim:?}: a new window begins");
            }
        }
    }
}
