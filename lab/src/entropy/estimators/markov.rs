//! SP 800-90B section 6.3.3: a chain of bits, each depending on the one before.

use super::Estimate;
use crate::entropy::samples::Samples;
use serde_json::json;

/// How long the sequence is of which the likeliest is sought.
const LENGTH: f64 = 128.0;

pub fn estimate(samples: &Samples) -> Estimate {
    let symbols = samples.symbols();
    let mut pairs = [[0_usize; 2]; 2];
    symbols.array_windows().for_each(|[from, to]| pairs[usize::from(*from)][usize::from(*to)] += 1);
    let after = |from: usize, to: usize| {
        let all = pairs[from][0] + pairs[from][1];
        if all == 0 { 0.0 } else { pairs[from][to] as f64 / all as f64 }
    };
    let [zeros, ones] = [0, 1].map(|bit| samples.counts()[bit] as f64 / symbols.len() as f64);
    let ([p00, p01], [p10, p11]) = ([after(0, 0), after(0, 1)], [after(1, 0), after(1, 1)]);
    // The logarithm of a product of powers; what has the power zero does not count.
    let log = |factors: &[(f64, f64)]| -> f64 {
        factors.iter().filter(|(_, power)| *power > 0.0).map(|(p, power)| power * p.log2()).sum()
    };
    let half = LENGTH / 2.0;
    let likeliest = [
        log(&[(zeros, 1.0), (p00, LENGTH - 1.0)]),
        log(&[(zeros, 1.0), (p01, half), (p10, half - 1.0)]),
        log(&[(zeros, 1.0), (p01, 1.0), (p11, LENGTH - 2.0)]),
        log(&[(ones, 1.0), (p10, 1.0), (p00, LENGTH - 2.0)]),
        log(&[(ones, 1.0), (p10, half), (p01, half - 1.0)]),
        log(&[(ones, 1.0), (p11, LENGTH - 1.0)]),
    ]
    .into_iter()
    .fold(f64::NEG_INFINITY, f64::max);
    Estimate::new("Markov", "6.3.3", (-likeliest / LENGTH).min(1.0)).with_all([
        ("P_0", json!(zeros)),
        ("P_1", json!(ones)),
        ("P_{0,0}", json!(p00)),
        ("P_{0,1}", json!(p01)),
        ("P_{1,0}", json!(p10)),
        ("P_{1,1}", json!(p11)),
        ("p-hat_max", json!(likeliest.exp2())),
    ])
}
