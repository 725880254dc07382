//! SP 800-90B sections 6.3.5 and 6.3.6: how often tuples come, and how long those are that come
//! again.

use super::suffixes::{intervals, suffix_array};
use super::{Estimate, bounded};
use crate::entropy::samples::Samples;
use serde_json::json;

/// What comes so often is for the t-tuple estimate; what is longer, for the other.
const OFTEN: usize = 35;

/// Both estimates, from the intervals of one suffix array. A tuple that comes c times is an
/// interval of c suffixes that share as many samples.
pub fn estimates(samples: &Samples) -> Vec<Estimate> {
    let symbols = samples.symbols();
    let n = symbols.len();
    let suffixes = suffix_array(symbols);
    // For each length the count of the commonest tuple, and how many pairs of equal ones there are.
    let (mut most, mut pairs) = (vec![0_usize; n + 1], vec![0_i64; n + 2]);
    intervals(symbols, &suffixes, |shorter, length, count| {
        most[length] = most[length].max(count);
        let equal = (count * (count - 1) / 2) as i64;
        pairs[shorter + 1] += equal;
        pairs[length + 1] -= equal;
    });
    drop(suffixes);
    // Every tuple holds shorter ones that come as often.
    for length in (1..n).rev() {
        most[length] = most[length].max(most[length + 1]);
    }
    let mut sum = 0;
    for equal in &mut pairs {
        sum += *equal;
        *equal = sum;
    }
    // The suffix array counts what comes twice; a single sample comes at least once.
    let commonest = samples.counts().into_iter().max().unwrap_or(0);
    most[1] = most[1].max(commonest);
    let t = (1..=n).take_while(|length| most[*length] >= OFTEN).count();
    let v = (1..=n).take_while(|length| most[*length] > 1).count();
    // Where no tuple comes often, or none again, there is nothing to say.
    let often = (t > 0).then(|| often(&most, t, n));
    let repeated = (t < v).then(|| repeated(&pairs, t + 1, v, n));
    often.into_iter().chain(repeated).collect()
}

/// The t-tuple estimate.
fn often(most: &[usize], t: usize, n: usize) -> Estimate {
    let each = |length: usize| (most[length] as f64 / (n + 1 - length) as f64).powf(1.0 / length as f64);
    let p = (1..=t).map(each).fold(0.0, f64::max);
    bounded("t-tuple", "6.3.5", p, n).with("t", json!(t))
}

/// The estimate of the longest repeated substring.
fn repeated(pairs: &[i64], u: usize, v: usize, n: usize) -> Estimate {
    let each = |length: usize| {
        let places = (n + 1 - length) as f64;
        (pairs[length] as f64 / (places * (places - 1.0) / 2.0)).powf(1.0 / length as f64)
    };
    let p = (u..=v).map(each).fold(0.0, f64::max);
    bounded("LRS", "6.3.6", p, n).with_all([("u", json!(u)), ("v", json!(v))])
}
