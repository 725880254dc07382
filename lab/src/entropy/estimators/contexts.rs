//! SP 800-90B sections 6.3.9 and 6.3.10: what came most often after the samples before.

use super::Estimate;
use super::prediction::Score;
use crate::entropy::samples::Samples;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

/// The longest context: 16 samples are 128 bits at most.
const DEPTH: usize = 16;
/// How many pairs of context and sample MultiMMC remembers for each length.
const PAIRS: usize = 100_000;
/// How many contexts LZ78Y remembers.
const CONTEXTS: usize = 65_536;

/// What came after one context.
#[derive(Default)]
struct After {
    counts: Vec<(u8, u32)>,
    /// The most frequent; of several the greatest.
    best: (u32, u8),
}

impl After {
    fn count(&mut self, sample: u8) -> Option<&mut u32> {
        self.counts.iter_mut().find(|(value, _)| *value == sample).map(|(_, count)| count)
    }

    /// Counts a sample; one that never came here before only where there is room. Whether it took
    /// some.
    fn take(&mut self, sample: u8, is_room: bool) -> bool {
        let (count, is_new) = match self.count(sample) {
            Some(count) => {
                *count += 1;
                (*count, false)
            }
            None if is_room => {
                self.counts.push((sample, 1));
                (1, true)
            }
            None => return false,
        };
        self.best = self.best.max((count, sample));
        is_new
    }
}

/// A hash of what needs no protection from those who choose it.
#[derive(Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn write(&mut self, _: &[u8]) {}

    fn write_u128(&mut self, value: u128) {
        // An odd number near 2^64 over the golden ratio.
        const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
        let folded = (value as u64).wrapping_mul(FACTOR).rotate_left(29) ^ (value >> 64) as u64;
        self.0 = folded.wrapping_mul(FACTOR);
        self.0 ^= self.0 >> 32;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The contexts of one length.
#[derive(Default)]
struct Model {
    places: HashMap<u128, usize, BuildHasherDefault<Mixed>>,
    after: Vec<After>,
}

impl Model {
    /// What came after a context that may not be there yet.
    fn entry(&mut self, context: u128, is_room: bool) -> Option<&mut After> {
        let place = match self.places.entry(context) {
            Entry::Occupied(place) => *place.get(),
            Entry::Vacant(place) if is_room => {
                self.after.push(After::default());
                *place.insert(self.after.len() - 1)
            }
            Entry::Vacant(_) => return None,
        };
        self.after.get_mut(place)
    }

    fn best(&self, context: u128) -> Option<(u32, u8)> {
        Some(self.after[*self.places.get(&context)?].best)
    }
}

/// The samples up to a place, as numbers: of the last d of them for each d.
struct History(u128);

impl History {
    /// The last `length` samples but one, which come before the newest.
    const fn of(&self, length: usize) -> u128 {
        self.0 & (u128::MAX >> (128 - 8 * length))
    }

    fn take(&mut self, sample: u8) {
        self.0 = self.0 << 8 | u128::from(sample);
    }
}

/// Multi Markov model with counting: a model for each length, and the one that guessed best so far
/// guesses.
pub fn multi_mmc(samples: &Samples) -> Estimate {
    let symbols = samples.symbols();
    let mut models: [Model; DEPTH] = std::array::from_fn(|_| Model::default());
    let (mut pairs, mut scores) = ([0; DEPTH], [0_u32; DEPTH]);
    let (mut winner, mut score) = (0, Score::default());
    let mut history = History(0);
    history.take(symbols[0]);
    for i in 2..symbols.len() {
        let (before, sample) = (symbols[i - 1], symbols[i]);
        for length in 1..=DEPTH.min(i - 1) {
            let is_room = pairs[length - 1] < PAIRS;
            if let Some(after) = models[length - 1].entry(history.of(length), is_room) {
                pairs[length - 1] += usize::from(after.take(before, is_room));
            }
        }
        history.take(before);
        let mut is_right = [false; DEPTH];
        for length in 1..=DEPTH.min(i) {
            let best = models[length - 1].best(history.of(length));
            is_right[length - 1] = best.is_some_and(|(_, guess)| guess == sample);
        }
        score.add(is_right[winner]);
        for j in (0..DEPTH).filter(|j| is_right[*j]) {
            scores[j] += 1;
            if scores[j] >= scores[winner] {
                winner = j;
            }
        }
    }
    score.estimate("MultiMMC prediction", "6.3.9", samples.alphabet())
}

/// LZ78Y: one dictionary of contexts of every length, and the context that was followed most often
/// by one sample guesses.
pub fn lz78y(samples: &Samples) -> Estimate {
    let symbols = samples.symbols();
    let mut models: [Model; DEPTH] = std::array::from_fn(|_| Model::default());
    let mut contexts = 0;
    let mut score = Score::default();
    let mut history = History(0);
    symbols[..DEPTH.min(symbols.len())].iter().for_each(|sample| history.take(*sample));
    for i in DEPTH + 1..symbols.len() {
        let (before, sample) = (symbols[i - 1], symbols[i]);
        for length in (1..=DEPTH).rev() {
            let model = &mut models[length - 1];
            let known = model.after.len();
            if let Some(after) = model.entry(history.of(length), contexts < CONTEXTS) {
                after.take(before, true);
            }
            contexts += model.after.len() - known;
        }
        history.take(before);
        // The longest context comes first; a shorter one must have been followed more often.
        let guesses = (1..=DEPTH).rev().filter_map(|length| models[length - 1].best(history.of(length)));
        let best =
            guesses.fold((0, None), |best, (count, guess)| if count > best.0 { (count, Some(guess)) } else { best });
        score.add(best.1 == Some(sample));
    }
    score.estimate("LZ78Y prediction", "6.3.10", samples.alphabet())
}
