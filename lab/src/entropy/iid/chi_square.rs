//! The chi-square tests (SP 800-90B sections 5.2.1 to 5.2.4).

use super::ALPHA;
use crate::entropy::samples::{Samples, counts};
use serde::Serialize;

/// How many parts the goodness of fit compares.
const PARTS: usize = 10;
/// What a bin is expected to hold at least.
const FULL: f64 = 5.0;
/// The longest tuple of bits.
const LONGEST: usize = 11;

/// A test, with what it found.
#[derive(Serialize)]
pub struct Test {
    pub name: &'static str,
    pub section: &'static str,
    pub statistic: f64,
    pub degrees: usize,
    /// The chance of such a statistic, or a greater one.
    pub p: f64,
}

impl Test {
    fn new(name: &'static str, section: &'static str, statistic: f64, degrees: usize) -> Self {
        Self { name, section, statistic, degrees, p: upper_tail(statistic, degrees) }
    }

    pub fn is_passed(&self) -> bool {
        self.p >= ALPHA
    }
}

/// Independence and goodness of fit, as the alphabet asks for.
pub fn tests(samples: &Samples) -> Vec<Test> {
    if samples.alphabet() == 2 {
        vec![independence_of_bits(samples), fit_of_bits(samples)]
    } else {
        vec![independence(samples), fit(samples)]
    }
}

/// What each value is expected to come, put together into bins that are full: for each value its
/// bin, and what the bins expect.
fn bins(expected: &[f64]) -> (Vec<usize>, Vec<f64>) {
    let mut order: Vec<usize> = (0..expected.len()).collect();
    order.sort_by(|a, b| expected[*a].total_cmp(&expected[*b]));
    let (mut bin_of, mut bins) = (vec![0; expected.len()], vec![0.0]);
    for value in order {
        if bins.last().is_some_and(|held| *held >= FULL) {
            bins.push(0.0);
        }
        let last = bins.len() - 1;
        bins[last] += expected[value];
        bin_of[value] = last;
    }
    // What is left at the end joins the bin before.
    if let [.., _, left] = bins[..]
        && left < FULL
    {
        bins.pop();
        let last = bins.len() - 1;
        bins[last] += left;
        bin_of.iter_mut().for_each(|bin| *bin = (*bin).min(last));
    }
    (bin_of, bins)
}

fn distance(observed: impl IntoIterator<Item = usize>, expected: &[f64]) -> f64 {
    observed.into_iter().zip(expected).map(|(seen, expected)| (seen as f64 - expected).powi(2) / expected).sum()
}

/// Section 5.2.1: pairs that do not overlap.
fn independence(samples: &Samples) -> Test {
    let k = samples.alphabet();
    let pairs = samples.len() / 2;
    let share = samples.counts().map(|count| count as f64 / samples.len() as f64);
    let expected: Vec<f64> = (0..k * k).map(|pair| share[pair / k] * share[pair % k] * pairs as f64).collect();
    let (bin_of, bins) = bins(&expected);
    let mut seen = vec![0; bins.len()];
    for [first, second] in samples.symbols().as_chunks().0 {
        seen[bin_of[usize::from(*first) * k + usize::from(*second)]] += 1;
    }
    Test::new("independence", "5.2.1", distance(seen, &bins), bins.len().saturating_sub(k))
}

/// Section 5.2.2: ten parts beside the whole.
fn fit(samples: &Samples) -> Test {
    let expected: Vec<f64> =
        samples.counts()[..samples.alphabet()].iter().map(|count| *count as f64 / PARTS as f64).collect();
    let (bin_of, bins) = bins(&expected);
    let of_part = |part: &[u8]| {
        let mut seen = vec![0; bins.len()];
        part.iter().for_each(|sample| seen[bin_of[usize::from(*sample)]] += 1);
        distance(seen, &bins)
    };
    let statistic = samples.symbols().chunks_exact((samples.len() / PARTS).max(1)).take(PARTS).map(of_part).sum();
    Test::new("goodness of fit", "5.2.2", statistic, (PARTS - 1) * (bins.len() - 1))
}

/// Section 5.2.3: tuples of bits, as long as the rarest is still expected five times.
fn independence_of_bits(samples: &Samples) -> Test {
    let n = samples.len();
    let one = samples.counts()[1] as f64 / n as f64;
    let rarest = one.min(1.0 - one);
    let is_often = |m: &usize| rarest.powi(*m as i32) * (n / m) as f64 >= FULL;
    // A distribution that leaves no pair fails: there is no freedom, and so no chance.
    let Some(m) = (2..=LONGEST).rev().find(is_often) else {
        return Test { name: "independence of bits", section: "5.2.3", statistic: f64::INFINITY, degrees: 0, p: 0.0 };
    };
    let expected: Vec<f64> = (0..1_u32 << m)
        .map(|tuple| {
            let ones = tuple.count_ones() as i32;
            one.powi(ones) * (1.0 - one).powi(m as i32 - ones) * (n / m) as f64
        })
        .collect();
    let mut seen = vec![0; 1 << m];
    for tuple in samples.symbols().chunks_exact(m) {
        seen[tuple.iter().fold(0, |value, bit| value << 1 | usize::from(*bit))] += 1;
    }
    Test::new("independence of bits", "5.2.3", distance(seen, &expected), (1 << m) - 2)
}

/// Section 5.2.4: ten parts beside the whole.
fn fit_of_bits(samples: &Samples) -> Test {
    let one = samples.counts()[1] as f64 / samples.len() as f64;
    let part = (samples.len() / PARTS).max(1);
    let expected = [1.0 - one, one].map(|share| share * part as f64);
    let of_part = |part: &[u8]| distance(counts(part)[..2].iter().copied(), &expected);
    let statistic = samples.symbols().chunks_exact(part).take(PARTS).map(of_part).sum();
    Test::new("goodness of fit of bits", "5.2.4", statistic, PARTS - 1)
}

/// The chance that a chi-square variable is as great as `x`: the regularized incomplete gamma
/// function Q(degrees / 2, x / 2).
fn upper_tail(x: f64, degrees: usize) -> f64 {
    let (a, x) = (degrees as f64 / 2.0, x / 2.0);
    if degrees == 0 {
        return 0.0;
    }
    if x <= 0.0 {
        return 1.0;
    }
    let front = (a * x.ln() - x - log_gamma(a)).exp();
    if x < a + 1.0 {
        // The series of P = 1 - Q.
        let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
        while term > sum * f64::EPSILON {
            n += 1.0;
            term *= x / n;
            sum += term;
        }
        return 1.0 - front * sum;
    }
    // The continued fraction of Q, from the front (Lentz).
    let mut b = x + 1.0 - a;
    let (mut c, mut d) = (f64::MAX, 1.0 / b);
    let mut fraction = d;
    for i in 1..100_000 {
        let i = f64::from(i);
        let step = -i * (i - a);
        b += 2.0;
        d = 1.0 / (step * d + b);
        c = b + step / c;
        fraction *= c * d;
        if (c * d - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    front * fraction
}

/// The logarithm of the gamma function: Stirling's series, far enough out, and back by steps.
fn log_gamma(x: f64) -> f64 {
    let (mut x, mut steps) = (x, 0.0);
    while x < 20.0 {
        steps += x.ln();
        x += 1.0;
    }
    let square = x * x;
    let series = (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - 1.0 / 1680.0 / square) / square) / square) / x;
    (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + series - steps
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of tables of the chi-square distribution, and those with two degrees, which are
    /// exp(-x / 2).
    #[test]
    fn tails() {
        for (x, degrees, p) in [(27.877, 9, 0.001), (18.307, 10, 0.05), (149.449, 100, 0.001), (3.841, 1, 0.05)] {
            assert!((upper_tail(x, degrees) / p - 1.0).abs() < 2e-3, "{x} {degrees}: {}", upper_tail(x, degrees));
        }
        for x in [0.1_f64, 1.0, 5.0, 40.0, 300.0] {
            assert!((upper_tail(x, 2) / (-x / 2.0).exp() - 1.0).abs() < 1e-12);
        }
        assert!((upper_tail(65_000.0, 65_000) - 0.499).abs() < 0.003);
    }

    #[test]
    fn bins_are_full() {
        let (bin_of, held) = bins(&[1.0, 9.0, 2.0, 3.0, 1.5]);
        assert_eq!((bin_of, held), (vec![0, 1, 0, 0, 0], vec![7.5, 9.0]));
        let (bin_of, held) = bins(&[4.5, 3.0, 3.0]);
        assert_eq!((bin_of, held), (vec![0, 0, 0], vec![10.5]));
    }
}
