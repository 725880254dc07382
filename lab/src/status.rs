//! `qila status`: what the module says of itself.

use crate::{print, selftest};
use anyhow::Result;
use qila::admin::{self, SelfTest, SelfTestState, Transition, catalogue};
use qila::random;
use serde_json::{Map, Value, json};

/// Prints the status; all is well unless the module is in its error state.
pub fn run(json: bool) -> Result<bool> {
    let powered = admin::power_on().is_ok();
    if json {
        print::json(&as_json())?;
    } else {
        print::line(&admin::status().to_string())?;
    }
    Ok(powered)
}

fn transition(row: &Transition) -> Value {
    json!({ "what": row.what, "until": row.until, "clause": row.clause })
}

fn as_json() -> Value {
    let status = admin::status();
    let count = |state| SelfTest::ALL.iter().filter(|test| test.state() == state).count();
    let kernel = |(primitive, kernel): &(&str, fn() -> &'static str)| ((*primitive).to_owned(), json!(kernel()));
    json!({
        "module": admin::NAME,
        "version": admin::VERSION,
        "certificate": status.certificate.to_string(),
        "state": status.state.to_string(),
        "failure": status.failure.map(admin::Event::name),
        "image": {
            "sealed": status.seal == admin::Seal::Sealed,
            "seal": status.seal.to_string(),
            "covered": status.covered,
        },
        "entropy": {
            "version": random::ENTROPY_VERSION,
            "source": status.entropy.name(),
            "claim": status.entropy.claim(),
            "esv": status.entropy.esv(),
            "caveat": status.entropy.caveat(),
            "assessmentRequired": admin::requires_assessed_entropy(),
        },
        "policy": status.policy.to_string(),
        "profile": status.profile.name(),
        "transitions": status.profile.transitions().iter().map(transition).collect::<Value>(),
        "lab": status.lab,
        "kernels": catalogue::KERNELS.iter().map(kernel).collect::<Map<_, _>>(),
        "selfTests": {
            "passed": count(SelfTestState::Passed),
            "notYetNeeded": count(SelfTestState::NotYetNeeded),
            "failed": count(SelfTestState::Failed),
        },
        "log": selftest::log(),
    })
}
