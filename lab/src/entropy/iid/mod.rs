//! The IID track (SP 800-90B section 5): whether samples look independent and alike.

pub mod chi_square;
pub mod permutation;
mod statistics;

use super::estimators::longest_repeat;
use super::samples::{Raw, Samples};
use serde::Serialize;

/// What came out. One test that fails is enough against the claim.
#[derive(Serialize)]
pub struct Iid {
    pub chi_square: Vec<chi_square::Test>,
    pub longest_repeat: LongestRepeat,
    pub permutation: permutation::Permutation,
}

impl Iid {
    /// Runs all of section 5 with at most so many shuffles.
    pub fn of(raw: &Raw, shuffles: u32, seed: u64, threads: usize) -> Self {
        let symbols = raw.symbols();
        Self {
            chi_square: chi_square::tests(&symbols),
            longest_repeat: LongestRepeat::of(&symbols),
            permutation: permutation::Permutation::of(raw, shuffles, seed, threads),
        }
    }

    pub fn is_passed(&self) -> bool {
        self.chi_square.iter().all(chi_square::Test::is_passed)
            && self.longest_repeat.is_passed()
            && self.permutation.is_passed()
    }
}

/// The chance of a false alarm of each test.
const ALPHA: f64 = 0.001;

/// The length of the longest repeated substring (section 5.2.5).
#[derive(Serialize)]
pub struct LongestRepeat {
    pub length: usize,
    /// The chance that samples that are IID repeat so much.
    pub chance: f64,
}

impl LongestRepeat {
    fn of(samples: &Samples) -> Self {
        let n = samples.len() as f64;
        let collision: f64 = samples.counts().iter().map(|count| (*count as f64 / n).powi(2)).sum();
        let length = longest_repeat(samples.symbols());
        let places = n - length as f64 + 1.0;
        let pairs = places * (places - 1.0) / 2.0;
        Self { length, chance: -(pairs * (-collision.powf(length as f64)).ln_1p()).exp_m1() }
    }

    pub fn is_passed(&self) -> bool {
        self.chance >= ALPHA
    }
}
