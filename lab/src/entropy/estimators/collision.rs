//! SP 800-90B section 6.3.2: how long it takes until a value comes again, in samples of one bit.

use super::{Estimate, Z_ALPHA};
use crate::entropy::samples::Samples;
use serde_json::json;

/// A collision of bits takes two samples or three. Three come with the chance 2pq, so the mean is
/// 2 + 2pq, and the p of a mean follows from a square root.
pub fn estimate(samples: &Samples) -> Estimate {
    let mut rest = samples.symbols();
    let (mut twos, mut threes) = (0_usize, 0_usize);
    loop {
        match rest {
            [a, b, after @ ..] if a == b => (twos, rest) = (twos + 1, after),
            [_, _, _, after @ ..] => (threes, rest) = (threes + 1, after),
            _ => break,
        }
    }
    let v = (twos + threes) as f64;
    let sum = 2 * twos + 3 * threes;
    let mean = sum as f64 / v;
    let squares = (4 * twos + 9 * threes) as f64;
    let deviation = ((squares - v * mean * mean) / (v - 1.0)).sqrt();
    let lowest = (mean - Z_ALPHA * deviation / v.sqrt()).max(2.0);
    let p = if lowest < 2.5 { 0.5 + (1.25 - 0.5 * lowest).sqrt() } else { 0.5 };
    Estimate::new("Collision", "6.3.2", -p.log2()).with_all([
        ("v", json!(twos + threes)),
        ("sum", json!(sum)),
        ("X-bar", json!(mean)),
        ("sigma-hat", json!(deviation)),
        ("X-bar'", json!(lowest)),
        ("p", json!(p)),
    ])
}
