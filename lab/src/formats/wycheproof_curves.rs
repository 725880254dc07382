//! Wycheproof's cases of Ed25519, Ed448, X25519 and X448.

use crate::acvp::NotOffered;
use crate::acvp::case::{Object, bytes};
use anyhow::{Context, Result, bail};
use qila::eddsa::{Ed448, Ed25519, VerifyingKey};
use qila::xdh::{Curve, PrivateKey, PublicKey, X448, X25519};

fn field(test: &Object, name: &str) -> Result<Vec<u8>> {
    bytes(name, test.get(name).with_context(|| format!("a case has no {name}"))?)
}

/// Whether the services accept a signature.
pub(super) fn eddsa(group: &Object, test: &Object) -> Result<bool> {
    let key = group.get("publicKey").and_then(|key| key.as_object()).context("a group has no publicKey")?;
    let (pk, message, signature) = (field(key, "pk")?, field(test, "msg")?, field(test, "sig")?);
    match key.get("curve").and_then(|curve| curve.as_str()) {
        Some("edwards25519") => VerifyingKey::<Ed25519>::new(&pk)?.verify(&message, &signature)?,
        Some("edwards448") => VerifyingKey::<Ed448>::new(&pk)?.verify(&message, b"", &signature)?,
        other => bail!("curve {other:?}"),
    }
    Ok(true)
}

/// Keys that come in DER belong to who reads DER.
fn is_raw(group: &Object) -> Result<()> {
    match group.get("type").and_then(|kind| kind.as_str()) {
        Some("XdhComp") => Ok(()),
        _ => Err(NotOffered("keys in DER".to_owned()).into()),
    }
}

/// Whether the services give the shared secret. A secret of zero is none, whatever the verdict.
pub(super) fn xdh(group: &Object, test: &Object) -> Result<bool> {
    is_raw(group)?;
    match group.get("curve").and_then(|curve| curve.as_str()) {
        Some("curve25519") => agrees::<X25519>(test),
        Some("curve448") => agrees::<X448>(test),
        other => bail!("curve {other:?}"),
    }
}

fn agrees<C: Curve>(test: &Object) -> Result<bool> {
    let own = PrivateKey::<C>::from_bytes(&field(test, "private")?)?;
    let secret = own.agree(&PublicKey::new(&field(test, "public")?)?)?;
    Ok(secret.as_bytes() == field(test, "shared")?)
}
