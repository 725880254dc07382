//! KMAC: functional and verification tests, to the bit.

use super::case::{Case, output, split_bits};
use super::sp800_185::{customization, ground};
use super::xof::shift;
use super::{Fields, decision, one};
use anyhow::{Result, bail, ensure};
use qila::mac::KmacKey;

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let (bits, tag_bits) = (case.number("keyLen")?, case.number("macLen")?);
    let (message, message_bits) = (case.hex("msg")?, case.number("msgLen")?);
    let key = KmacKey::of_bits(ground(case)?, &case.hex("key")?, bits, &customization(case)?)?;
    let (whole, last, further) = split_bits(&message, message_bits)?;
    let mut running = key.begin()?;
    running.update(whole);
    let mut tag = output(tag_bits)?;
    if case.flag("xof") {
        running.finalize_bits_xof(last, further)?.read_bits(&mut tag, tag_bits as u64)?;
    } else {
        running.finalize_bits_into(last, further, &mut tag, tag_bits as u64)?;
    }
    shift(&mut tag, tag_bits);
    match case.text("testType")? {
        "AFT" => Ok(one("mac", &tag)),
        "MVT" => {
            let passed = tag == case.hex("mac")?;
            if !case.flag("xof") && tag_bits % 8 == 0 && message_bits % 8 == 0 {
                ensure!(key.verify(&message, &case.hex("mac")?).is_ok() == passed, "two verdicts");
            }
            Ok(decision(passed))
        }
        other => bail!("test type {other}"),
    }
}
