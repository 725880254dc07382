//! CMAC with AES: tags made, and checked.

use super::case::{Case, output_in_bytes};
use super::{Fields, decision, one};
use anyhow::{Result, bail, ensure};
use qila::Error;
use qila::mac::CmacKey;

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let (key, message) = (CmacKey::new(&case.hex("key")?)?, case.hex("message")?);
    ensure!(message.len() * 8 == case.number("msgLen")?, "a message of another length than its group says");
    match case.text("direction")? {
        "gen" => {
            let mut tag = output_in_bytes(case.number("macLen")?)?;
            key.authenticate_into(&message, &mut tag)?;
            Ok(one("mac", &tag))
        }
        "ver" => match key.verify(&message, &case.hex("mac")?) {
            Ok(()) => Ok(decision(true)),
            Err(Error::TagMismatch) => Ok(decision(false)),
            Err(error) => Err(error.into()),
        },
        other => bail!("direction {other}"),
    }
}
