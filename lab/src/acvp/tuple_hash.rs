//! TupleHash: functional and Monte Carlo tests.

use super::Fields;
use super::case::{Case, bytes, number, output_in_bytes};
use super::sp800_185::{Lengths, customization, ground, last_two_bytes, letters, rounds};
use super::xof::with_length;
use anyhow::{Context, Result, bail, ensure};
use qila::xof::TupleHash;

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let list = |name: &str| case.get(name)?.as_array().with_context(|| format!("{name} is no list"));
    let elements = list("tuple")?.iter().map(|element| bytes("tuple", element)).collect::<Result<Vec<_>>>()?;
    for (element, bits) in elements.iter().zip(list("len")?) {
        ensure!(8 * element.len() == number("len", bits)?, "an element that is not whole bytes");
    }
    match case.text("testType")? {
        "AFT" => {
            let bits = case.number("outLen")?;
            Ok(with_length(&value_of(case, &customization(case)?, &elements, bits)?, bits))
        }
        "MCT" => monte_carlo(case, elements.concat()),
        other => bail!("test type {other}"),
    }
}

fn value_of(case: &Case, customization: &[u8], elements: &[impl AsRef<[u8]>], bits: usize) -> Result<Vec<u8>> {
    let mut hash = TupleHash::customized(ground(case)?, customization)?;
    elements.iter().for_each(|element| hash.add(element.as_ref()));
    let mut out = output_in_bytes(bits)?;
    if case.flag("xof") {
        hash.finalize_xof()?.read(&mut out)?
    } else {
        hash.finalize_into(&mut out)?
    }
    Ok(out)
}

/// The Monte Carlo test of TupleHash: each list is the beginning of the last output in one to four
/// equal parts.
fn monte_carlo(case: &Case, mut value: Vec<u8>) -> Result<Fields> {
    let mut lengths = Lengths::new(case)?;
    let mut customization = Vec::new();
    rounds(case, || {
        value.resize(36, 0);
        let parts = usize::from(value.first().copied().unwrap_or(0) >> 5) % 4 + 1;
        let elements: Vec<&[u8]> = value.chunks(value.len() / parts).collect();
        let next = value_of(case, &customization, &elements, lengths.bits)?;
        let end = last_two_bytes(&next, lengths.bits)?;
        customization = letters(&[elements.first().copied().unwrap_or_default(), &end]);
        value = next;
        Ok((value.clone(), lengths.step(end)))
    })
}
