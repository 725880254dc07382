//! cSHAKE: functional and Monte Carlo tests, to the bit.

use super::Fields;
use super::case::Case;
use super::sp800_185::{Lengths, customization, ground, last_two_bytes, letters, rounds};
use super::xof::{shifted, with_length};
use anyhow::{Result, bail};
use qila::lab;
use qila::xof::{Xof, XofAlgorithm};

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let algorithm = ground(case)?;
    let name = case.text_or_empty("functionName")?.as_bytes();
    match case.text("testType")? {
        "AFT" => {
            let customization = customization(case)?;
            let xof = lab::xof::named(algorithm, name, &customization)?;
            let out_bits = case.number("outLen")?;
            Ok(with_length(&shifted(xof, &case.hex("msg")?, case.number("len")?, out_bits)?, out_bits))
        }
        "MCT" => monte_carlo(algorithm, case),
        other => bail!("test type {other}"),
    }
}

/// The Monte Carlo test of cSHAKE: as that of SHAKE with lengths in bits, and each output makes the
/// next customization.
fn monte_carlo(algorithm: XofAlgorithm, case: &Case) -> Result<Fields> {
    let mut lengths = Lengths::new(case)?;
    let (mut value, mut customization) = (case.hex("msg")?, Vec::new());
    rounds(case, || {
        value.resize(16, 0);
        let next = shifted(Xof::customized(algorithm, &customization)?, &value, 128, lengths.bits)?;
        let end = last_two_bytes(&next, lengths.bits)?;
        customization = letters(&[&value, &end]);
        value = next;
        Ok((value.clone(), lengths.step(end)))
    })
}
