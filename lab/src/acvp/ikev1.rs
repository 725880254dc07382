//! The key derivation of IKE version 1.

use super::case::Case;
use super::ike::{self, eight, named};
use super::{Fields, hash};
use anyhow::{Result, bail};
use qila::kdf::{Authentication, Exchange, IkeV1};

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let algorithm = hash::named(case.text("hashAlg")?)?;
    let names = ["sKeyId", "sKeyIdD", "sKeyIdA", "sKeyIdE"];
    if ike::are_needed(case)? {
        return Ok(named(names, &ike::version1(algorithm, case)?));
    }
    let psk = case.hex_or_empty("preSharedKey")?;
    let authentication = match case.text("authenticationMethod")? {
        "dsa" => Authentication::Signature,
        "pke" => Authentication::PublicKeyEncryption,
        "psk" => Authentication::PresharedKey(&psk),
        other => bail!("authentication {other}"),
    };
    let keys = IkeV1::derive(
        algorithm,
        authentication,
        &Exchange {
            initiator_nonce: &case.hex("nInit")?,
            responder_nonce: &case.hex("nResp")?,
            initiator_cookie: &eight("ckyInit", case)?,
            responder_cookie: &eight("ckyResp", case)?,
            shared_secret: &case.hex("gxy")?,
        },
    )?;
    Ok(named(names, &[keys.skeyid(), keys.skeyid_d(), keys.skeyid_a(), keys.skeyid_e()]))
}
