//! ECDSA (FIPS 186-5, FIPS 186-4).

use super::case::Case;
use super::{Family, Fields, NotOffered, decision, several};
use anyhow::{Context, Result};
use qila::Error;
use qila::ecdsa::{Curve, EcdsaCurve, P224, P256, P384, P521, PreHash, SigningKey, VerifyingKey};
use qila::lab::ecdsa::sign;

/// The expression with `C` as the curve of that name.
macro_rules! with_curve {
    ($name:expr, $C:ident => $body:expr) => {
        match $name {
            "P-224" | "secp224r1" => {
                type $C = P224;
                $body
            }
            "P-256" | "secp256r1" => {
                type $C = P256;
                $body
            }
            "P-384" | "secp384r1" => {
                type $C = P384;
                $body
            }
            "P-521" | "secp521r1" => {
                type $C = P521;
                $body
            }
            other => return Err($crate::acvp::NotOffered(other.to_owned()).into()),
        }
    };
}

/// The family that answers a mode.
pub(super) fn family(algorithm: &str, mode: &str, revision: &str) -> Option<Family> {
    Some(match (algorithm, mode, revision) {
        ("ECDSA", "keyGen", "FIPS186-5" | "1.0") => answer_key_gen,
        ("ECDSA", "keyVer", "FIPS186-5" | "1.0") => answer_key_ver,
        ("ECDSA", "sigGen", "FIPS186-5" | "1.0") => answer_sig_gen,
        ("ECDSA", "sigVer", "FIPS186-5" | "1.0") => answer_sig_ver,
        ("DetECDSA", "sigGen", "FIPS186-5") => answer_deterministic,
        _ => return None,
    })
}

/// Answers one case of key generation: the pair of the scalar that the answer has.
fn answer_key_gen(case: &Case) -> Result<Fields> {
    with_curve!(case.text("curve")?, C => {
        let sk = SigningKey::<C>::from_scalar(&chosen::<C>(case, "d")?)?;
        let vk = sk.verifying_key()?;
        let (x, y) = coordinates::<C>(vk.as_bytes());
        Ok(several([("d", sk.as_bytes()), ("qx", x), ("qy", y)]))
    })
}

/// Answers one case of validation.
fn answer_key_ver(case: &Case) -> Result<Fields> {
    with_curve!(case.text("curve")?, C => {
        let Some(point) = point::<C>(case)? else { return Ok(decision(false)) };
        match VerifyingKey::<C>::new(&point).and_then(|key| key.validate()) {
            Ok(()) => Ok(decision(true)),
            Err(Error::InvalidKey) => Ok(decision(false)),
            Err(error) => Err(error.into()),
        }
    })
}

/// Answers one case of signing with the per-message secret that the answer has.
fn answer_sig_gen(case: &Case) -> Result<Fields> {
    is_offered(case)?;
    with_curve!(case.text("curve")?, C => {
        let sk = SigningKey::<C>::from_scalar(&chosen::<C>(case, "d")?)?;
        let mut k = chosen::<C>(case, "k")?;
        // The interface takes the leftmost bits, of which P-521 has 521.
        shift_left(&mut k, if C::NAME == "P-521" { 7 } else { 0 });
        let message = case.hex("message")?;
        let digest = if case.flag("componentTest") { message } else { digest(hash(case)?, &message)? };
        Ok(halves::<C>(&sign(&sk, &digest, &k)?))
    })
}

/// Answers one case of deterministic signing.
fn answer_deterministic(case: &Case) -> Result<Fields> {
    is_offered(case)?;
    with_curve!(case.text("curve")?, C => {
        let sk = SigningKey::<C>::from_scalar(&chosen::<C>(case, "d")?)?;
        let (message, hash) = (case.hex("message")?, hash(case)?);
        let signature = if case.flag("componentTest") {
            sk.sign_digest_deterministic(hash, &message)?
        } else {
            sk.sign_deterministic(hash, &message)?
        };
        Ok(halves::<C>(&signature))
    })
}

/// Answers one case of verification.
fn answer_sig_ver(case: &Case) -> Result<Fields> {
    is_offered(case)?;
    with_curve!(case.text("curve")?, C => {
        let hash = hash(case)?;
        let (Some(point), Some(r), Some(s)) = (point::<C>(case)?, padded::<C>(case, "r")?, padded::<C>(case, "s")?)
        else {
            return Ok(decision(false));
        };
        let vk = VerifyingKey::<C>::new(&point);
        let (message, signature) = (case.hex("message")?, [r, s].concat());
        let verified = vk.and_then(|vk| match case.flag("componentTest") {
            true => vk.verify_digest(hash, &message, &signature),
            false => vk.verify(hash, &message, &signature),
        });
        match verified {
            Ok(()) => Ok(decision(true)),
            Err(Error::SignatureMismatch | Error::InvalidKey) => Ok(decision(false)),
            Err(error) => Err(error.into()),
        }
    })
}

/// Messages are randomized before they are hashed in no service.
fn is_offered(case: &Case) -> Result<()> {
    match case.text_or_empty("conformance")? {
        "" => Ok(()),
        conformance => Err(NotOffered(conformance.to_owned()).into()),
    }
}

/// The hash function of a case.
fn hash(case: &Case) -> Result<PreHash> {
    let name = case.text("hashAlg")?;
    PreHash::by_name(name).ok_or_else(|| NotOffered(format!("signatures with {name}")).into())
}

/// The hash value of a message.
pub(crate) fn digest(hash: PreHash, message: &[u8]) -> Result<Vec<u8>> {
    let mut value = vec![0; hash.output_size()];
    match hash {
        PreHash::Shake128 => qila::xof::shake128(message, &mut value)?,
        PreHash::Shake256 => qila::xof::shake256(message, &mut value)?,
        _ => _ = qila::hash::digest_into(super::hash::named(hash.name())?, message, &mut value)?,
    }
    Ok(value)
}

/// A number that the answer holds, or the question of sets with keys.
fn chosen<C: EcdsaCurve>(case: &Case, name: &str) -> Result<Vec<u8>> {
    let bytes = match case.chosen(name)? {
        Some(bytes) => bytes,
        None => case.hex(name).with_context(|| format!("nobody gives {name}; internal.json does"))?,
    };
    fitted::<C>(&bytes).with_context(|| format!("{name} is too long"))
}

/// A number with as many bytes as a scalar has, if it is not longer.
fn fitted<C: EcdsaCurve>(bytes: &[u8]) -> Option<Vec<u8>> {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let missing = C::SCALAR_SIZE.checked_sub(bytes.len() - zeros)?;
    Some([&vec![0; missing], &bytes[zeros..]].concat())
}

fn padded<C: EcdsaCurve>(case: &Case, name: &str) -> Result<Option<Vec<u8>>> {
    Ok(fitted::<C>(&case.hex(name)?))
}

/// The point of a case, if its coordinates are not too long.
fn point<C: EcdsaCurve>(case: &Case) -> Result<Option<Vec<u8>>> {
    let (x, y) = (padded::<C>(case, "qx")?, padded::<C>(case, "qy")?);
    Ok(x.zip(y).map(|(x, y)| [&[4][..], &x, &y].concat()))
}

fn coordinates<C: EcdsaCurve>(point: &[u8]) -> (&[u8], &[u8]) {
    point[1..].split_at(C::COORDINATE_SIZE)
}

fn halves<C: EcdsaCurve>(signature: &C::Signature) -> Fields {
    let (r, s) = signature.as_ref().split_at(C::SCALAR_SIZE);
    several([("r", r), ("s", s)])
}

fn shift_left(bytes: &mut [u8], bits: u32) {
    let mut carry = 0;
    for byte in bytes.iter_mut().rev() {
        let wide = u16::from(*byte) << bits | carry;
        (*byte, carry) = (wide as u8, wide >> 8);
    }
}

pub(crate) use with_curve;
