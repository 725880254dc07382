//! SP 800-90B section 6.3.4: how far blocks of bits compress (Maurer's statistic).

use super::{Estimate, Sum, Z_ALPHA, bisect};
use crate::entropy::samples::Samples;
use serde_json::json;

/// The bits of a block.
const BLOCK: usize = 6;
/// How many blocks fill the dictionary first.
const DICTIONARY: usize = 1000;
/// How much smaller the deviation is, since the distances depend on each other.
const DEPENDENCE: f64 = 0.5907;

pub fn estimate(samples: &Samples) -> Estimate {
    let blocks: Vec<usize> = samples.symbols().chunks_exact(BLOCK).map(value).collect();
    let Some(tested) = blocks.len().checked_sub(DICTIONARY).filter(|tested| *tested > 1) else {
        return Estimate::new("Compression", "6.3.4", 1.0).with("blocks", blocks.len());
    };
    let v = tested as f64;
    let (mean, deviation) = distances(&blocks);
    let lowest = mean - Z_ALPHA * deviation / v.sqrt();
    // Over p from 2^-6 to 1 the expectation falls from that of the uniform distribution to zero.
    let even = (-(BLOCK as f64)).exp2();
    let logs: Vec<f64> = (1..=blocks.len()).map(|u| (u as f64).log2()).collect();
    let expected = |p: f64| {
        let others = (BLOCK as f64).exp2() - 1.0;
        term(p, &logs) + others * term((1.0 - p) / others, &logs)
    };
    let is_found = lowest < expected(even);
    let p = if is_found { bisect(even, 1.0, |p| expected(p) > lowest) } else { even };
    Estimate::new("Compression", "6.3.4", -p.log2() / BLOCK as f64).with_all([
        ("X-bar", json!(mean)),
        ("sigma-hat", json!(deviation)),
        ("X-bar'", json!(lowest)),
        ("p", json!(p)),
    ])
}

/// The number that the bits of a block are.
fn value(bits: &[u8]) -> usize {
    bits.iter().fold(0, |value, bit| value << 1 | usize::from(*bit))
}

/// Mean and deviation of the logarithms of how long ago each block came before.
fn distances(blocks: &[usize]) -> (f64, f64) {
    let mut last = [0; 1 << BLOCK];
    let (mut sum, mut squares) = (Sum::default(), Sum::default());
    for (i, block) in (1..=usize::MAX).zip(blocks) {
        let before = std::mem::replace(&mut last[*block], i);
        if i > DICTIONARY {
            // A block that never came before was last at place zero.
            let log = ((i - before) as f64).log2();
            sum.add(log);
            squares.add(log * log);
        }
    }
    let v = (blocks.len() - DICTIONARY) as f64;
    let mean = sum.total() / v;
    (mean, DEPENDENCE * (squares.total() / (v - 1.0) - mean * mean).sqrt())
}

/// G(z) of step 7: the part of the expectation that a block of probability `z` has. The sum over
/// t and u is taken once over u, which comes in as many t as are greater than both u and d.
fn term(z: f64, logs: &[f64]) -> f64 {
    let blocks = logs.len();
    let mut power = 1.0;
    let (mut seen, mut new) = (Sum::default(), Sum::default());
    for (u, log) in (1..=usize::MAX).zip(logs) {
        seen.add(log * power * (blocks - u.max(DICTIONARY)) as f64);
        if u > DICTIONARY {
            new.add(log * power);
        }
        power *= 1.0 - z;
        // What is left would change no digit.
        if power < 1e-60 {
            break;
        }
    }
    z * (z * seen.total() + new.total()) / (blocks - DICTIONARY) as f64
}
