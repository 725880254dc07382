//! HMAC: the revision 1.0 with lengths for a group, and 2.0 with lengths for a case.

use super::case::{Case, output};
use super::{Fields, NotOffered, hash, one};
use anyhow::{Context, Result, bail, ensure};
use qila::mac::DynHmacKey;

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let algorithm = hash::named(case.algorithm.strip_prefix("HMAC-").context("not an HMAC")?)?;
    let (key, message) = (case.hex("key")?, case.hex("msg")?);
    let bits = [case.number("keyLen")?, case.number("msgLen")?, case.number("macLen")?];
    if bits.iter().any(|bits| bits % 8 != 0) {
        return Err(NotOffered("a length that is not whole bytes".to_owned()).into());
    }
    ensure!([8 * key.len(), 8 * message.len()] == bits[..2], "key or message has another length than it says");
    let mut mac = output(bits[2])?;
    let key = DynHmacKey::new(algorithm, &key)?;
    match case.text("testType")? {
        "AFT" => key.authenticate_into(&message, &mut mac)?,
        other => bail!("test type {other}"),
    }
    Ok(one("mac", &mac))
}
