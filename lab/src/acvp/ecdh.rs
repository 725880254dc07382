//! Agreement on curves (SP 800-56A r3): the primitive by itself, and the shared secrets of schemes.

use super::case::Case;
use super::ecdsa::with_curve;
use super::{Family, Fields, NotOffered, compare, decision, hash, hex_value};
use anyhow::{Context, Result, bail};
use qila::Error;
use qila::ecdh::{EcdhCurve, P224, P256, P384, P521, PrivateKey, PublicKey};

/// The family that answers a mode.
pub(super) fn family(algorithm: &str, mode: &str, revision: &str) -> Option<Family> {
    Some(match (algorithm, mode, revision) {
        ("KAS-ECC", "CDH-Component", "Sp800-56Ar3" | "1.0") => answer_primitive,
        ("KAS-ECC-SSC", "", "Sp800-56Ar3") => answer_secret,
        _ => return None,
    })
}

/// Answers one case of the primitive.
fn answer_primitive(case: &Case) -> Result<Fields> {
    with_curve!(case.text("curve")?, C => {
        let own = PrivateKey::<C>::from_scalar(&private::<C>(case, "private")?)?;
        let secret = own.agree(&peer::<C>(case, "public")?)?;
        let mut fields = Fields::new();
        show::<C>(&mut fields, "public", &own)?;
        fields.insert("z".to_owned(), hex_value(secret.as_bytes()));
        Ok(fields)
    })
}

/// Answers one case of a scheme: computes the secret, and in a validation test says whether that of
/// the question is right.
fn answer_secret(case: &Case) -> Result<Fields> {
    let pairs = pairs(case.text("scheme")?, case.text("kasRole")?)?;
    with_curve!(case.text("domainParameterGenerationMode")?, C => match case.text("testType")? {
        "AFT" => {
            let mut fields = Fields::new();
            for kind in own_kinds(pairs) {
                show::<C>(&mut fields, &format!("{kind}Public"), &own::<C>(case, kind)?)?;
            }
            secret::<C>(case, pairs, &mut fields)?;
            Ok(fields)
        }
        "VAL" => {
            let mut fields = Fields::new();
            let is_right = match secret::<C>(case, pairs, &mut fields) {
                Ok(()) => fields.iter().all(|(name, value)| {
                    case.find(name).is_some_and(|given| compare::equal(given, value))
                }),
                Err(error) if error.downcast_ref() == Some(&Error::InvalidKey) => false,
                Err(error) => return Err(error),
            };
            Ok(decision(is_right))
        }
        other => bail!("test type {other}"),
    })
}

/// Which of the own keys meets which of the other side's, in the order in which their secrets stand
/// (sections 6.1.1.2, 6.1.2.2, 6.2.1.2, 6.2.2.2, 6.3.2).
type Pairs = &'static [(&'static str, &'static str)];

/// The pairs of a scheme. The initiator of a scheme with one ephemeral key has it.
fn pairs(scheme: &str, role: &str) -> Result<Pairs> {
    const E: &str = "ephemeral";
    const S: &str = "static";
    Ok(match (scheme, role) {
        ("ephemeralUnified", "initiator" | "responder") => &[(E, E)],
        ("fullUnified", "initiator" | "responder") => &[(E, E), (S, S)],
        ("onePassUnified", "initiator") => &[(E, S), (S, S)],
        ("onePassUnified", "responder") => &[(S, E), (S, S)],
        ("onePassDh", "initiator") => &[(E, S)],
        ("onePassDh", "responder") => &[(S, E)],
        ("staticUnified", "initiator" | "responder") => &[(S, S)],
        (scheme, _) if scheme.ends_with("Mqv") => return Err(NotOffered("MQV".to_owned()).into()),
        _ => bail!("{role} in {scheme}"),
    })
}

/// The kinds of the own keys, each once.
fn own_kinds(pairs: Pairs) -> Vec<&'static str> {
    let mut kinds: Vec<_> = pairs.iter().map(|(own, _)| *own).collect();
    kinds.dedup();
    kinds
}

/// The secrets of all pairs, one after the other, or their hash value.
fn secret<C: EcdhCurve>(case: &Case, pairs: Pairs, fields: &mut Fields) -> Result<()> {
    let mut z = Vec::new();
    for (kind, other) in pairs {
        let secret = own::<C>(case, kind)?.agree(&peer::<C>(case, &format!("{other}Public"))?)?;
        z.extend_from_slice(secret.as_bytes());
    }
    let (name, value) = match case.text_or_empty("hashFunctionZ")? {
        "" | "none" => ("z", z),
        hash_name => {
            let function = hash::named(hash_name)?;
            let mut value = vec![0; function.output_size()];
            qila::hash::digest_into(function, &z, &mut value)?;
            ("hashZ", value)
        }
    };
    fields.insert(name.to_owned(), hex_value(&value));
    Ok(())
}

/// The own key of a kind. Where the question has its public half, too, both must belong together.
fn own<C: EcdhCurve>(case: &Case, kind: &str) -> Result<PrivateKey<C>> {
    let scalar = private::<C>(case, &format!("{kind}Private"))?;
    let [x, y] = ["X", "Y"].map(|end| format!("{kind}PublicIut{end}"));
    if case.find(&x).is_none() {
        return Ok(PrivateKey::from_scalar(&scalar)?);
    }
    Ok(PrivateKey::from_both(&scalar, &point::<C>(case, [&x, &y])?)?)
}

/// The other side's key.
fn peer<C: EcdhCurve>(case: &Case, name: &str) -> Result<PublicKey<C>> {
    Ok(PublicKey::new(&point::<C>(case, [&format!("{name}ServerX"), &format!("{name}ServerY")])?)?)
}

/// A point by its coordinates. One that is too long is none.
pub(super) fn point<C: EcdhCurve>(case: &Case, names: [&str; 2]) -> Result<Vec<u8>> {
    let mut point = vec![4];
    for name in names {
        point.extend(fitted::<C>(&case.hex(name)?).ok_or(Error::InvalidKey)?);
    }
    Ok(point)
}

/// A private key of the answer, or of the question.
fn private<C: EcdhCurve>(case: &Case, name: &str) -> Result<Vec<u8>> {
    let name = format!("{name}Iut");
    let bytes = match (case.chosen(&name)?, case.find(&name)) {
        (Some(bytes), _) => bytes,
        (None, Some(_)) => case.hex(&name)?,
        (None, None) => {
            return Err(NotOffered("an answer without the private key that it came from".to_owned()).into());
        }
    };
    fitted::<C>(&bytes).with_context(|| format!("{name} is too long"))
}

/// A number with as many bytes as a scalar or coordinate has, if it is not longer.
pub(super) fn fitted<C: EcdhCurve>(bytes: &[u8]) -> Option<Vec<u8>> {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let missing = C::SCALAR_SIZE.checked_sub(bytes.len() - zeros)?;
    Some([&vec![0; missing], &bytes[zeros..]].concat())
}

/// Shows a public key by its coordinates.
fn show<C: EcdhCurve>(fields: &mut Fields, name: &str, key: &PrivateKey<C>) -> Result<()> {
    let public = key.public_key()?;
    let (x, y) = public.as_bytes()[1..].split_at(C::COORDINATE_SIZE);
    fields.insert(format!("{name}IutX"), hex_value(x));
    fields.insert(format!("{name}IutY"), hex_value(y));
    Ok(())
}
