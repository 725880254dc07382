//! Groups of safe primes, and agreement in them (SP 800-56A r3).

use super::case::Case;
use super::{Fields, NotOffered, compare, decision, hash, hex_value, several};
use anyhow::{Result, bail};
use qila::Error;
use qila::ffdh::{Group, PrivateKey, PublicKey};
use qila::random::Rng;

/// The group of a case.
pub(super) fn group(case: &Case, field: &str) -> Result<Group> {
    let name = case.text(field)?;
    Group::by_name(name).ok_or_else(|| NotOffered(format!("domain parameters {name}")).into())
}

/// Answers one case of key generation.
pub fn answer_key_gen(case: &Case) -> Result<Fields> {
    let group = group(case, "safePrimeGroup")?;
    let (key, x) = match case.chosen("x")? {
        Some(x) => (PrivateKey::from_bytes(group, &x)?, x),
        None => {
            let (key, mut x) = (PrivateKey::generate(group, &mut Rng::new()?)?, vec![0; group.size()]);
            key.export(&mut x)?;
            (key, x)
        }
    };
    Ok(several([("x", &x), ("y", key.public_key()?.as_bytes())]))
}

/// Answers one case of the validation of a pair.
pub fn answer_key_ver(case: &Case) -> Result<Fields> {
    let group = group(case, "safePrimeGroup")?;
    let (x, y) = (case.hex("x")?, fitted(group, &case.hex("y")?));
    let is_pair = || {
        let public = PublicKey::new(group, &y)?;
        Ok(PrivateKey::from_bytes(group, &x)?.public_key()?.as_bytes() == public.as_bytes())
    };
    Ok(decision(or_refused(is_pair())?))
}

/// What is no key is refused.
fn or_refused(is_right: Result<bool, Error>) -> Result<bool> {
    match is_right {
        Err(Error::InvalidKey | Error::InvalidKeyLength) => Ok(false),
        other => Ok(other?),
    }
}

/// A number with as many bytes as p has, unless it is longer.
pub(super) fn fitted(group: Group, bytes: &[u8]) -> Vec<u8> {
    let number: Vec<u8> = bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
    [vec![0; group.size().saturating_sub(number.len())], number].concat()
}

/// Which of the own keys meets which of the other side's, in the order in which their secrets stand
/// (SP 800-56A r3 section 6).
type Pairs = &'static [(&'static str, &'static str)];

/// The pairs of a scheme. The initiator of a scheme with one ephemeral key has it.
fn pairs(scheme: &str, role: &str) -> Result<Pairs> {
    const E: &str = "ephemeral";
    const S: &str = "static";
    Ok(match (scheme, role) {
        ("dhEphem", "initiator" | "responder") => &[(E, E)],
        ("dhHybrid1", "initiator" | "responder") => &[(E, E), (S, S)],
        ("dhHybridOneFlow", "initiator") => &[(E, S), (S, S)],
        ("dhHybridOneFlow", "responder") => &[(S, E), (S, S)],
        ("dhOneFlow", "initiator") => &[(E, S)],
        ("dhOneFlow", "responder") => &[(S, E)],
        ("dhStatic", "initiator" | "responder") => &[(S, S)],
        ("mqv1" | "mqv2", _) => return Err(NotOffered("MQV".to_owned()).into()),
        _ => bail!("{role} in {scheme}"),
    })
}

/// Answers one case of a scheme: computes the secret, and in a validation test says whether that of
/// the question is right.
pub fn answer_ssc(case: &Case) -> Result<Fields> {
    let pairs = pairs(case.text("scheme")?, case.text("kasRole")?)?;
    let group = group(case, "domainParameterGenerationMode")?;
    let mut fields = Fields::new();
    let mut kinds: Vec<_> = pairs.iter().map(|(own, _)| *own).collect();
    kinds.dedup();
    let own = kinds.iter().map(|kind| own(case, group, kind));
    let own = own.collect::<Result<Vec<_>>>()?;
    let is_asked = case.text("testType")? == "VAL";
    let computed = (|| {
        let mut z = Vec::new();
        for (kind, other) in pairs {
            let y = fitted(group, &case.hex(&format!("{other}PublicServer"))?);
            let public = if *other == "static" { PublicKey::new } else { PublicKey::new_ephemeral }(group, &y)?;
            let Some(at) = kinds.iter().position(|known| known == kind) else { bail!("no {kind} key") };
            let mut secret = vec![0; group.size()];
            own[at].agree(&public, &mut secret)?;
            z.extend(secret);
        }
        Ok(z)
    })();
    if !is_asked {
        for (kind, key) in kinds.iter().zip(&own) {
            fields.insert(format!("{kind}PublicIut"), hex_value(key.public_key()?.as_bytes()));
        }
        let (name, value) = shown(case, &computed?)?;
        fields.insert(name.to_owned(), hex_value(&value));
        return Ok(fields);
    }
    let mut is_right = true;
    for (kind, key) in kinds.iter().zip(&own) {
        let y = case.hex(&format!("{kind}PublicIut"))?;
        is_right &= fitted(group, &y) == key.public_key()?.as_bytes();
    }
    Ok(decision(match computed {
        Ok(z) => {
            let (name, value) = shown(case, &z)?;
            is_right && case.find(name).is_some_and(|given| compare::equal(given, &hex_value(&value)))
        }
        Err(error) if error.downcast_ref() == Some(&Error::InvalidKey) => false,
        Err(error) => return Err(error),
    }))
}

/// The secret, or its hash value, with the name of the field.
pub(super) fn shown(case: &Case, z: &[u8]) -> Result<(&'static str, Vec<u8>)> {
    match case.text_or_empty("hashFunctionZ")? {
        "" | "none" => Ok(("z", z.to_vec())),
        name => {
            let function = hash::named(name)?;
            let mut value = vec![0; function.output_size()];
            qila::hash::digest_into(function, z, &mut value)?;
            Ok(("hashZ", value))
        }
    }
}

/// The own key of a kind: that of the answer or of the question, or a new one.
fn own(case: &Case, group: Group, kind: &str) -> Result<PrivateKey> {
    let name = format!("{kind}PrivateIut");
    Ok(match (case.chosen(&name)?, case.find(&name)) {
        (Some(x), _) => PrivateKey::from_bytes(group, &x)?,
        (None, Some(_)) => PrivateKey::from_bytes(group, &case.hex(&name)?)?,
        (None, None) => PrivateKey::generate(group, &mut Rng::new()?)?,
    })
}
