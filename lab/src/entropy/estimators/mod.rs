//! The estimators of SP 800-90B section 6.3: ten ways to guess, and what each says of the
//! min-entropy.

mod collision;
mod compression;
mod contexts;
mod lag;
mod markov;
mod most_common;
mod prediction;
mod suffixes;
mod tuples;
mod windows;

pub use suffixes::longest_repeat;

use super::samples::Samples;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// The quantile of the normal distribution that leaves 0.005 above it: with it a bound holds with
/// 99 percent (section 6.3).
pub const Z_ALPHA: f64 = 2.575_829_303_548_901;

/// What an estimator found.
#[derive(Clone, Debug, Serialize)]
pub struct Estimate {
    pub name: &'static str,
    pub section: &'static str,
    /// The figures on the way, under the names that the standard gives them.
    pub figures: Map<String, Value>,
    /// In bits for each sample.
    pub min_entropy: f64,
}

impl Estimate {
    fn new(name: &'static str, section: &'static str, min_entropy: f64) -> Self {
        // The logarithm of one is a zero with a sign.
        Self { name, section, figures: Map::new(), min_entropy: min_entropy + 0.0 }
    }

    /// With a figure that was found on the way.
    fn with(mut self, name: &str, figure: impl Into<Value>) -> Self {
        self.figures.insert(name.to_owned(), figure.into());
        self
    }

    /// With counts and a probability: what most estimators end with.
    fn with_all<const N: usize>(self, figures: [(&str, Value); N]) -> Self {
        figures.into_iter().fold(self, |estimate, (name, figure)| estimate.with(name, figure))
    }
}

/// An estimator: some give two answers from one pass over the samples.
#[derive(Clone, Copy)]
pub struct Estimator {
    /// Whether it is for samples of one bit only.
    pub binary_only: bool,
    pub run: fn(&Samples) -> Vec<Estimate>,
}

/// All of them, those first that take longest.
pub const ALL: [Estimator; 9] = [
    Estimator { binary_only: false, run: tuples::estimates },
    Estimator { binary_only: false, run: |samples| vec![contexts::multi_mmc(samples)] },
    Estimator { binary_only: false, run: |samples| vec![contexts::lz78y(samples)] },
    Estimator { binary_only: false, run: |samples| vec![lag::estimate(samples)] },
    Estimator { binary_only: false, run: |samples| vec![windows::estimate(samples)] },
    Estimator { binary_only: true, run: |samples| vec![compression::estimate(samples)] },
    Estimator { binary_only: true, run: |samples| vec![collision::estimate(samples)] },
    Estimator { binary_only: true, run: |samples| vec![markov::estimate(samples)] },
    Estimator { binary_only: false, run: |samples| vec![most_common::estimate(samples)] },
];

/// The upper end of the confidence interval of a probability that was seen as `p` in `n` trials.
fn upper_bound(p: f64, n: usize) -> f64 {
    (p + Z_ALPHA * (p * (1.0 - p) / (n as f64 - 1.0)).sqrt()).min(1.0)
}

/// Where a function that falls, or rises, over `low..high` takes a value: halving until the ends
/// are neighbours.
fn bisect(mut low: f64, mut high: f64, is_below: impl Fn(f64) -> bool) -> f64 {
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            return middle;
        }
        if is_below(middle) { low = middle } else { high = middle }
    }
}

/// A sum that does not lose what is small beside it (Neumaier).
#[derive(Clone, Copy, Default)]
struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    fn add(&mut self, term: f64) {
        let sum = self.sum + term;
        self.lost += if self.sum.abs() >= term.abs() { (self.sum - sum) + term } else { (term - sum) + self.sum };
        self.sum = sum;
    }

    fn total(self) -> f64 {
        self.sum + self.lost
    }
}

/// A probability in a report, with its bound and the min-entropy of the bound.
fn bounded(name: &'static str, section: &'static str, p: f64, n: usize) -> Estimate {
    let bound = upper_bound(p, n);
    Estimate::new(name, section, -bound.log2()).with_all([("p-hat", json!(p)), ("p_u", json!(bound))])
}
