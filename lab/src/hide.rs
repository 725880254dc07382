//! Hiding processor features, so that every kernel can be tried on one machine.

use anyhow::{Context, Result, anyhow};
use qila::admin::Feature;
use qila::lab;

/// Hides the features named in `list`, separated by commas, and restarts the module. Gives their
/// bits.
pub fn hide(list: &str) -> Result<u32> {
    let mut bits = 0;
    for name in list.split(',').filter(|name| !name.is_empty()) {
        let feature = Feature::ALL.iter().find(|feature| feature.name() == name);
        bits |= *feature.ok_or_else(|| anyhow!("no feature is called {name}; there are {}", names()))? as u32;
    }
    lab::hide_features(bits).context("the module did not restart with the features hidden")?;
    Ok(bits)
}

fn names() -> String {
    Feature::ALL.iter().map(|feature| feature.name()).collect::<Vec<_>>().join(", ")
}
