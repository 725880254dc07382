//! SP 800-90B section 6.3.1: the most common value.

use super::{Estimate, bounded};
use crate::entropy::samples::Samples;
use serde_json::json;

pub fn estimate(samples: &Samples) -> Estimate {
    let mode = samples.counts().into_iter().max().unwrap_or(0);
    let p = mode as f64 / samples.len() as f64;
    bounded("Most common value", "6.3.1", p, samples.len()).with("mode", json!(mode))
}
