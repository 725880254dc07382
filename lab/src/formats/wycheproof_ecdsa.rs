//! Wycheproof's cases of ECDSA: signatures in DER and as r and s.

use crate::acvp::NotOffered;
use crate::acvp::case::{Object, bytes};
use crate::acvp::ecdsa::with_curve;
use anyhow::{Context, Result, bail};
use qila::ecdsa::{P224, P256, P384, P521, PreHash, VerifyingKey, from_der};

/// Whether the services accept a case.
pub(super) fn check(group: &Object, test: &Object) -> Result<bool> {
    let text = |object: &Object, name: &str| {
        object.get(name).and_then(|text| text.as_str()).map(str::to_owned).with_context(|| format!("no {name}"))
    };
    let field = |name: &str| bytes(name, test.get(name).with_context(|| format!("a case has no {name}"))?);
    let (message, signature) = (field("msg")?, field("sig")?);
    let key = group.get("publicKey").and_then(|key| key.as_object()).context("a group has no publicKey")?;
    let point = bytes("uncompressed", key.get("uncompressed").context("a key has no point")?)?;
    let name = text(group, "sha")?;
    let hash = hash_of(&name).ok_or(NotOffered(name))?;
    with_curve!(text(key, "curve")?.as_str(), C => {
        let vk = VerifyingKey::<C>::new(&point)?;
        match text(group, "type")?.as_str() {
            "EcdsaVerify" => vk.verify(hash, &message, &from_der::<C>(&signature)?)?,
            "EcdsaP1363Verify" => vk.verify(hash, &message, &signature)?,
            other => bail!("a group of type {other}"),
        }
        Ok(true)
    })
}

/// The function that is SHA-256, SHA3-256, SHA-512/256 or SHAKE128 in a name.
fn hash_of(name: &str) -> Option<PreHash> {
    PreHash::by_name(&match name {
        "SHAKE128" => "SHAKE-128".to_owned(),
        "SHAKE256" => "SHAKE-256".to_owned(),
        name => name.replace("SHA-", "SHA2-"),
    })
}
