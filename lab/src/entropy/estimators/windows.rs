//! SP 800-90B section 6.3.7: the sample is the most common one of the last few.

use super::Estimate;
use super::prediction::Score;
use crate::entropy::samples::Samples;

const LENGTHS: [usize; 4] = [63, 255, 1023, 4095];

/// The last samples, and the most common of them; of several the one that came last.
struct Window {
    length: usize,
    counts: [u32; 256],
    /// Where each value came last.
    last: [usize; 256],
    mode: u8,
}

impl Window {
    const fn new(length: usize) -> Self {
        Self { length, counts: [0; 256], last: [0; 256], mode: 0 }
    }

    /// Takes the sample at a place, and drops the one that is too old by it.
    fn take(&mut self, symbols: &[u8], place: usize) {
        let new = symbols[place];
        self.counts[usize::from(new)] += 1;
        self.last[usize::from(new)] = place;
        if let Some(old) = place.checked_sub(self.length).map(|old| symbols[old]) {
            self.counts[usize::from(old)] -= 1;
            if old == self.mode {
                self.mode = self.most_common();
            }
        }
        if self.counts[usize::from(new)] >= self.counts[usize::from(self.mode)] {
            self.mode = new;
        }
    }

    fn most_common(&self) -> u8 {
        (0..=255).max_by_key(|value| (self.counts[usize::from(*value)], self.last[usize::from(*value)])).unwrap_or(0)
    }
}

pub fn estimate(samples: &Samples) -> Estimate {
    let symbols = samples.symbols();
    let mut windows = LENGTHS.map(Window::new);
    let mut scores = [0_u32; LENGTHS.len()];
    let mut winner = 0;
    let mut score = Score::default();
    for i in 0..symbols.len() {
        let is_right = [0, 1, 2, 3].map(|j| i >= LENGTHS[j] && windows[j].mode == symbols[i]);
        if i >= LENGTHS[0] {
            score.add(is_right[winner]);
        }
        for j in (0..LENGTHS.len()).filter(|j| is_right[*j]) {
            scores[j] += 1;
            if scores[j] >= scores[winner] {
                winner = j;
            }
        }
        windows.iter_mut().for_each(|window| window.take(symbols, i));
    }
    score.estimate("MultiMCW prediction", "6.3.7", samples.alphabet())
}
