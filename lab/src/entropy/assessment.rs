//! The non-IID track (SP 800-90B section 3.1.3): all estimators over the samples and over their
//! bits, and the least of what they say.

use super::estimators::{self, Estimate, Estimator};
use super::samples::{Raw, Samples};
use serde::Serialize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What came out.
#[derive(Serialize)]
pub struct Assessment {
    /// Of the samples as they are.
    pub literal: Vec<Estimate>,
    /// Of their bits; none where a sample is one bit.
    pub bitstring: Vec<Estimate>,
}

impl Assessment {
    /// Runs all estimators, on so many threads. Samples of one value have no entropy: there is
    /// nothing to estimate.
    pub fn of(raw: &Raw, threads: usize) -> Self {
        let symbols = raw.symbols();
        let bits = (symbols.alphabet() > 2).then(|| raw.bits());
        let [literal, bitstring] = run([Some(&symbols), bits.as_ref()], threads);
        Self { literal, bitstring }
    }

    /// As [`Assessment::of`], over the samples only, as the restart tests have it.
    pub fn of_symbols(raw: &Raw, threads: usize) -> Self {
        let [literal, bitstring] = run([Some(&raw.symbols()), None], threads);
        Self { literal, bitstring }
    }

    /// H_original.
    pub fn of_samples(&self) -> f64 {
        least(&self.literal).unwrap_or(0.0)
    }

    /// H_bitstring.
    pub fn of_a_bit(&self) -> Option<f64> {
        least(&self.bitstring)
    }

    /// The initial estimate without what the submitter claims: min(H_original, n H_bitstring).
    pub fn initial(&self, width: u32) -> f64 {
        self.of_a_bit().map_or(self.of_samples(), |bit| self.of_samples().min(f64::from(width) * bit))
    }
}

fn least(estimates: &[Estimate]) -> Option<f64> {
    estimates.iter().map(|estimate| estimate.min_entropy).reduce(f64::min)
}

/// The estimates of each data set, in the order of the standard.
fn run(sets: [Option<&Samples>; 2], threads: usize) -> [Vec<Estimate>; 2] {
    // Those of the bits first: there are more of them.
    let mut jobs: Vec<(usize, &Samples, &Estimator)> = Vec::new();
    for (set, samples) in sets.into_iter().enumerate().rev() {
        let Some(samples) = samples.filter(|samples| samples.alphabet() > 1) else { continue };
        let fitting = estimators::ALL.iter().filter(|estimator| !estimator.binary_only || samples.alphabet() == 2);
        jobs.extend(fitting.map(|estimator| (set, samples, estimator)));
    }
    let (next, found) = (AtomicUsize::new(0), Mutex::new([Vec::new(), Vec::new()]));
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                while let Some((set, samples, estimator)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let estimates = (estimator.run)(samples);
                    // A thread that panicked would end the program with the scope.
                    found.lock().unwrap_or_else(std::sync::PoisonError::into_inner)[*set].extend(estimates);
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let number = |estimate: &Estimate| {
        estimate.section.rsplit('.').next().and_then(|number| number.parse().ok()).unwrap_or(0_u32)
    };
    found.iter_mut().for_each(|estimates| estimates.sort_by_key(number));
    found
}
