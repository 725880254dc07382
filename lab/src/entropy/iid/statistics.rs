//! The statistics that shuffled samples are compared by (SP 800-90B section 5.1).

use bzip2::Compression;
use bzip2::write::BzEncoder;
use std::io::Write;

/// The lags of periodicity and covariance.
const LAGS: [usize; 5] = [1, 2, 8, 16, 32];

/// How many there are.
pub const COUNT: usize = 19;

/// What each is called, with its section.
pub const NAMES: [(&str, &str); COUNT] = [
    ("excursion", "5.1.1"),
    ("number of directional runs", "5.1.2"),
    ("length of directional runs", "5.1.3"),
    ("number of increases and decreases", "5.1.4"),
    ("number of runs based on the median", "5.1.5"),
    ("length of runs based on the median", "5.1.6"),
    ("average collision", "5.1.7"),
    ("maximum collision", "5.1.8"),
    ("periodicity, lag 1", "5.1.9"),
    ("periodicity, lag 2", "5.1.9"),
    ("periodicity, lag 8", "5.1.9"),
    ("periodicity, lag 16", "5.1.9"),
    ("periodicity, lag 32", "5.1.9"),
    ("covariance, lag 1", "5.1.10"),
    ("covariance, lag 2", "5.1.10"),
    ("covariance, lag 8", "5.1.10"),
    ("covariance, lag 16", "5.1.10"),
    ("covariance, lag 32", "5.1.10"),
    ("compression", "5.1.11"),
];

/// What no shuffle changes.
pub struct Fixed {
    mean: f64,
    median: f64,
    is_binary: bool,
}

impl Fixed {
    pub fn of(samples: &[u8], is_binary: bool) -> Self {
        let mut sorted = samples.to_vec();
        sorted.sort_unstable();
        let [low, high] = [(sorted.len() - 1) / 2, sorted.len() / 2].map(|i| f64::from(sorted[i]));
        let sum: f64 = samples.iter().map(|sample| f64::from(*sample)).sum();
        let median = if is_binary { 0.5 } else { f64::midpoint(low, high) };
        Self { mean: sum / samples.len() as f64, median, is_binary }
    }

    /// All statistics but the compression.
    pub fn quick(&self, samples: &[u8]) -> [f64; COUNT - 1] {
        // Bits are first put together: counted in eights, or read as bytes (section 5.1).
        let (counted, read): (Vec<u8>, Vec<u8>);
        let (summed, whole) = if self.is_binary {
            let ones = |bits: &[u8]| bits.iter().sum();
            // A byte that the end cuts short has zeros behind it.
            let byte = |bits: &[u8]| (0..8).fold(0, |byte, i| byte << 1 | bits.get(i).copied().unwrap_or(0));
            counted = samples.chunks(8).map(ones).collect();
            read = samples.chunks(8).map(byte).collect();
            (&counted[..], &read[..])
        } else {
            (samples, samples)
        };
        let mut all = [0.0; COUNT - 1];
        all[0] = self.excursion(samples);
        let rises = summed.array_windows().map(|[before, after]| before <= after);
        (all[1], all[2]) = runs(rises.clone());
        let up = rises.filter(|rise| *rise).count();
        all[3] = up.max(summed.len().saturating_sub(1 + up)) as f64;
        (all[4], all[5]) = runs(samples.iter().map(|sample| f64::from(*sample) >= self.median));
        (all[6], all[7]) = collisions(whole);
        for (i, lag) in LAGS.into_iter().enumerate() {
            let pairs = summed.iter().zip(summed.get(lag..).unwrap_or(&[]));
            all[8 + i] = pairs.clone().filter(|(a, b)| a == b).count() as f64;
            all[13 + i] = pairs.map(|(a, b)| u64::from(*a) * u64::from(*b)).sum::<u64>() as f64;
        }
        all
    }

    /// How far the sum of the samples gets from that of as many means.
    fn excursion(&self, samples: &[u8]) -> f64 {
        let (mut sum, mut farthest) = (0_u64, 0.0_f64);
        for (i, sample) in (1..=u32::MAX).zip(samples) {
            sum += u64::from(*sample);
            farthest = farthest.max((sum as f64 - f64::from(i) * self.mean).abs());
        }
        farthest
    }
}

/// How many runs of the same there are, and how long the longest is.
fn runs(steps: impl Iterator<Item = bool>) -> (f64, f64) {
    let (mut count, mut longest, mut run, mut last) = (0_u32, 0_u32, 0_u32, None);
    for step in steps {
        if last == Some(step) {
            run += 1;
        } else {
            (count, run, last) = (count + 1, 1, Some(step));
        }
        longest = longest.max(run);
    }
    (f64::from(count), f64::from(longest))
}

/// How many samples it takes until one comes again: in the mean, and at most.
fn collisions(samples: &[u8]) -> (f64, f64) {
    let (mut sum, mut count, mut most) = (0, 0, 0);
    let (mut begin, mut seen) = (0, [usize::MAX; 256]);
    for (i, sample) in samples.iter().enumerate() {
        let before = std::mem::replace(&mut seen[usize::from(*sample)], i);
        if before != usize::MAX && before >= begin {
            let took = i + 1 - begin;
            (sum, count, most, begin) = (sum + took, count + 1, most.max(took), i + 1);
        }
    }
    (if count == 0 { 0.0 } else { sum as f64 / f64::from(count) }, most as f64)
}

/// How long the samples are, as decimal numbers between spaces, after bzip2.
pub fn compressed(samples: &[u8]) -> f64 {
    let numbers: Vec<String> = (0..=255).map(|value: u8| value.to_string()).collect();
    let text: Vec<&str> = samples.iter().map(|sample| numbers[usize::from(*sample)].as_str()).collect();
    let mut encoder = BzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory cannot fail.
    let written = encoder.write_all(text.join(" ").as_bytes()).and_then(|()| encoder.finish());
    written.map_or(f64::INFINITY, |bytes| bytes.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the standard, section by section.
    #[test]
    fn the_examples_of_the_standard() {
        let of = |samples: &[u8]| Fixed::of(samples, false).quick(samples);
        // 5.1.1: mean 8, and the sum 6 too small after three samples.
        assert_eq!(of(&[2, 15, 4, 10, 9])[0], 6.0);
        // 5.1.2 to 5.1.4: six steps that do not fall, two that do, two that do not.
        let [_, number, length, up, ..] = of(&[2, 2, 2, 5, 7, 7, 9, 3, 1, 4, 4]);
        assert_eq!((number, length, up), (3.0, 6.0, 8.0));
        // 5.1.5 and 5.1.6: the median is 9.
        let [_, _, _, _, number, length, ..] = of(&[5, 15, 12, 1, 13, 9, 4]);
        assert_eq!((number, length), (5.0, 2.0));
        // 5.1.7 and 5.1.8: collisions after 3, 4 and 2 samples.
        let [_, _, _, _, _, _, average, most, ..] = of(&[2, 1, 1, 2, 0, 1, 0, 1, 1, 2]);
        assert_eq!((average, most), (3.0, 4.0));
        // 5.1.9 and 5.1.10 with lag 2.
        assert_eq!(of(&[2, 1, 2, 1, 0, 1, 0, 1, 1, 2])[9], 5.0);
        assert_eq!(of(&[5, 2, 6, 10, 12, 3, 1])[14], 164.0);
    }

    /// Bits are counted in eights for one statistic and read as bytes for the other.
    #[test]
    fn bits_are_put_together() {
        let bits = [1, 0, 0, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, 1];
        let all = Fixed::of(&bits, true).quick(&bits);
        // 4, 6 and 2 ones; no two bytes alike.
        assert_eq!((all[1], all[6], all[13]), (2.0, 0.0, 36.0));
    }
}
