//! SP 800-90B section 6.3.8: the sample comes again that was so many places before.

use super::Estimate;
use super::prediction::Score;
use crate::entropy::samples::Samples;

/// The farthest place before.
const DEPTH: usize = 128;

pub fn estimate(samples: &Samples) -> Estimate {
    let symbols = samples.symbols();
    let mut scores = [0_u32; DEPTH];
    let mut winner = 0;
    let mut score = Score::default();
    for i in 1..symbols.len() {
        let sample = symbols[i];
        // The first guesses look back behind the beginning: they say nothing.
        score.add(i > winner && symbols[i - 1 - winner] == sample);
        for (lag, before) in symbols[i.saturating_sub(DEPTH)..i].iter().rev().enumerate() {
            if *before == sample {
                scores[lag] += 1;
                if scores[lag] >= scores[winner] {
                    winner = lag;
                }
            }
        }
    }
    score.estimate("Lag prediction", "6.3.8", samples.alphabet())
}
