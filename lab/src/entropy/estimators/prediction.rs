//! What the four predictors have in common: the score of their guesses, and what the score says
//! (SP 800-90B sections 6.3.7 to 6.3.10, the last steps of each).

use super::{Estimate, bisect, upper_bound};
use serde_json::json;

/// How a predictor has done so far.
#[derive(Default)]
pub struct Score {
    made: usize,
    right: usize,
    run: usize,
    longest: usize,
}

impl Score {
    /// Takes a guess.
    pub fn add(&mut self, is_right: bool) {
        self.made += 1;
        self.right += usize::from(is_right);
        self.run = if is_right { self.run + 1 } else { 0 };
        self.longest = self.longest.max(self.run);
    }

    /// The min-entropy of samples of `alphabet` values that were guessed so well.
    pub fn estimate(&self, name: &'static str, section: &'static str, alphabet: usize) -> Estimate {
        // Who never guessed did no better than chance.
        if self.made < 2 {
            return Estimate::new(name, section, (alphabet as f64).log2()).with("N", self.made);
        }
        let n = self.made as f64;
        let global = self.right as f64 / n;
        let bound = if self.right == 0 { -(0.01_f64.ln() / n).exp_m1() } else { upper_bound(global, self.made) };
        let r = self.longest + 1;
        let local = local(r, self.made);
        let p = bound.max(local).max(1.0 / alphabet as f64);
        Estimate::new(name, section, -p.log2()).with_all([
            ("C", json!(self.right)),
            ("r", json!(r)),
            ("N", json!(self.made)),
            ("P_global", json!(global)),
            ("P_global'", json!(bound)),
            ("P_local", json!(local)),
        ])
    }
}

/// The chance p of a right guess for which a run of `r` in `n` guesses has the chance 0.01.
fn local(r: usize, n: usize) -> f64 {
    bisect(0.0, 1.0, |p| without_a_run(p, r as f64, n as f64) > 0.99_f64.ln())
}

/// The logarithm of the chance that no run of `r` is among `n` guesses (Feller, volume 1, equation
/// XIII.7.11). The root x lies so close to 1 that x - 1 is what is reckoned with.
fn without_a_run(p: f64, r: f64, n: f64) -> f64 {
    // Beyond this, the root that is sought is not the one next to 1; runs are certain there.
    if p >= r / (r + 1.0) {
        return f64::NEG_INFINITY;
    }
    let q = 1.0 - p;
    let mut y = 0.0_f64;
    for _ in 0..1000 {
        let next = q * p.powf(r) * ((r + 1.0) * y.ln_1p()).exp();
        if next <= y {
            break;
        }
        y = next;
    }
    ((q - p * y) / ((1.0 - r * y) * q)).ln() - (n + 1.0) * y.ln_1p()
}
