//! Key confirmation (SP 800-56A r3 section 5.9, SP 800-56B r2 section 5.6).

use super::case::{Case, inner_hex, output_in_bytes};
use super::{Fields, NotOffered, hash, one};
use anyhow::{Result, bail};
use qila::key_confirmation::{ConfirmationKey, Contribution, Direction, Exchange, MacFunction, Party};

/// Answers one case: the tag that the module sends, or that it expects.
pub fn answer(case: &Case) -> Result<Fields> {
    let key = ConfirmationKey::new(named(case.text("keyAgreementMacType")?)?, &case.hex("macKey")?)?;
    let mut tag = output_in_bytes(case.number("macLen")?)?;
    let [own, other] = ["macDataIut", "macDataServer"].map(|name| -> Result<_> {
        let data = case.get(name)?;
        Ok((inner_hex(data, "partyId")?, inner_hex(data, "ephemeralData")?))
    });
    let (own, other) = (own?, other?);
    confirm(case, &key, [(&own.0, &own.1), (&other.0, &other.1)], &mut tag)?;
    Ok(one("tag", &tag))
}

/// The MAC of that name.
pub fn named(name: &str) -> Result<MacFunction> {
    Ok(match name {
        "CMAC" => MacFunction::Cmac,
        "KMAC-128" => MacFunction::Kmac128,
        "KMAC-256" => MacFunction::Kmac256,
        _ => match name.strip_prefix("HMAC-") {
            Some(function) => MacFunction::Hmac(hash::named(function)?),
            None => return Err(NotOffered(name.to_owned()).into()),
        },
    })
}

/// The party that the module is.
pub fn party(case: &Case) -> Result<Party> {
    match case.text("kasRole")? {
        "initiator" => Ok(Party::U),
        "responder" => Ok(Party::V),
        other => bail!("role {other}"),
    }
}

/// The tag of a case, from the identifier and the ephemeral data of the module and of the other
/// side. It must pass the check of the other one.
pub fn confirm(case: &Case, key: &ConfirmationKey, sides: [(&[u8], &[u8]); 2], tag: &mut [u8]) -> Result<()> {
    let party = party(case)?;
    let [own, other] = sides.map(|(id, ephemeral)| Contribution { id, ephemeral });
    let (u, v) = if party == Party::U { (own, other) } else { (other, own) };
    let direction = match case.text("keyConfirmationDirection")? {
        "unilateral" => Direction::Unilateral,
        "bilateral" => Direction::Bilateral,
        other => bail!("direction {other}"),
    };
    let provider = match case.text("keyConfirmationRole")? {
        "provider" => party,
        "recipient" => party.other(),
        other => bail!("role {other} in the confirmation"),
    };
    let exchange = Exchange { direction, u, v };
    key.provide(&exchange, provider, b"", tag)?;
    Ok(key.verify(&exchange, provider, b"", tag)?)
}
