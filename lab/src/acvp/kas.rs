//! Key agreement schemes as a whole (SP 800-56A r3): agreement, derivation, confirmation.

use super::case::{Case, Object, inner, inner_hex, inner_text, map_hex, number, output_in_bytes};
use super::ecdsa::with_curve;
use super::key_confirmation::{self, confirm, party};
use super::{Fields, NotOffered, compare, decision, ecdh, ffdh, hash, hex_value, kda, one_step, two_step, xof};
use anyhow::{Result, bail};
use qila::ecdh::{Curve, EphemeralPublicKey, P224, P256, P384, P521};
use qila::kas::{Agreed, Ffdh, Primitive, Source};
use qila::key_confirmation::{ConfirmationKey, Party};
use qila::random::Rng;
use qila::{Error, lab};

/// The bytes of a nonce of the module's.
const NONCE: usize = 32;

/// Answers one case on a curve.
pub fn answer_ecc(case: &Case) -> Result<Fields> {
    with_curve!(case.text("domainParameterGenerationMode")?, C => answer::<C>(case))
}

/// Answers one case in a group.
pub fn answer_ffc(case: &Case) -> Result<Fields> {
    answer::<Ffdh>(case)
}

/// The keys of a case, by the beginning of the names of their fields.
trait Keys: Primitive {
    /// The bytes of a new private key.
    fn fresh(case: &Case) -> Result<Vec<u8>>;
    fn private(case: &Case, bytes: &[u8]) -> Result<Self::PrivateKey>;
    fn ephemeral(case: &Case, bytes: &[u8]) -> Result<Self::EphemeralKey>;
    fn public(case: &Case, name: &str) -> Result<Self::PublicKey>;
    fn ephemeral_public(case: &Case, name: &str) -> Result<Self::EphemeralPublicKey>;
    /// The fields of the public half of a private key.
    fn public_fields(case: &Case, name: &str, private: &[u8]) -> Result<Fields>;
    /// A public key as fixed information and tags have it, from such fields.
    fn public_bytes(fields: &Object, name: &str) -> Result<Vec<u8>>;
}

macro_rules! on_curves {
    ($($C:ident)+) => {$(
        impl Keys for $C {
            fn fresh(_: &Case) -> Result<Vec<u8>> {
                Ok(qila::ecdh::PrivateKey::<$C>::generate(&mut Rng::new()?)?.as_bytes().to_vec())
            }
            fn private(_: &Case, bytes: &[u8]) -> Result<Self::PrivateKey> {
                Ok(qila::ecdh::PrivateKey::from_scalar(&ecdh::fitted::<$C>(bytes).ok_or(Error::InvalidKey)?)?)
            }
            fn ephemeral(_: &Case, bytes: &[u8]) -> Result<Self::EphemeralKey> {
                Ok(lab::ecdh::ephemeral_key(&ecdh::fitted::<$C>(bytes).ok_or(Error::InvalidKey)?)?)
            }
            fn public(case: &Case, name: &str) -> Result<Self::PublicKey> {
                Ok(qila::ecdh::PublicKey::new(&ecdh::point::<$C>(case, [&format!("{name}X"), &format!("{name}Y")])?)?)
            }
            fn ephemeral_public(case: &Case, name: &str) -> Result<Self::EphemeralPublicKey> {
                Ok(EphemeralPublicKey::new(&ecdh::point::<$C>(case, [&format!("{name}X"), &format!("{name}Y")])?)?)
            }
            fn public_fields(case: &Case, name: &str, private: &[u8]) -> Result<Fields> {
                let public = Self::private(case, private)?.public_key()?;
                let (x, y) = public.as_bytes()[1..].split_at($C::COORDINATE_SIZE);
                Ok(Fields::from_iter([(format!("{name}X"), hex_value(x)), (format!("{name}Y"), hex_value(y))]))
            }
            fn public_bytes(fields: &Object, name: &str) -> Result<Vec<u8>> {
                let mut bytes = Vec::new();
                for end in ["X", "Y"] {
                    bytes.extend(map_hex(fields, &format!("{name}{end}"))?);
                }
                Ok(bytes)
            }
        }
    )+};
}

on_curves! { P224 P256 P384 P521 }

impl Keys for Ffdh {
    fn fresh(case: &Case) -> Result<Vec<u8>> {
        let group = ffdh::group(case, "domainParameterGenerationMode")?;
        let mut x = vec![0; group.size()];
        qila::ffdh::PrivateKey::generate(group, &mut Rng::new()?)?.export(&mut x)?;
        Ok(x)
    }
    fn private(case: &Case, bytes: &[u8]) -> Result<Self::PrivateKey> {
        Ok(qila::ffdh::PrivateKey::from_bytes(ffdh::group(case, "domainParameterGenerationMode")?, bytes)?)
    }
    fn ephemeral(case: &Case, bytes: &[u8]) -> Result<Self::EphemeralKey> {
        Self::private(case, bytes)
    }
    fn public(case: &Case, name: &str) -> Result<Self::PublicKey> {
        let group = ffdh::group(case, "domainParameterGenerationMode")?;
        Ok(qila::ffdh::PublicKey::new(group, &ffdh::fitted(group, &case.hex(name)?))?)
    }
    fn ephemeral_public(case: &Case, name: &str) -> Result<Self::EphemeralPublicKey> {
        let group = ffdh::group(case, "domainParameterGenerationMode")?;
        Ok(qila::ffdh::PublicKey::new_ephemeral(group, &ffdh::fitted(group, &case.hex(name)?))?)
    }
    fn public_fields(case: &Case, name: &str, private: &[u8]) -> Result<Fields> {
        let public = Self::private(case, private)?.public_key()?;
        Ok(Fields::from_iter([(name.to_owned(), hex_value(public.as_bytes()))]))
    }
    fn public_bytes(fields: &Object, name: &str) -> Result<Vec<u8>> {
        map_hex(fields, name)
    }
}

/// What a scheme asks of both parties.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Full,
    Ephemeral,
    OnePass,
    OnePassDh,
    Static,
}

impl Scheme {
    fn of(name: &str) -> Result<Self> {
        Ok(match name {
            "fullUnified" | "dhHybrid1" => Self::Full,
            "ephemeralUnified" | "dhEphem" => Self::Ephemeral,
            "onePassUnified" | "dhHybridOneFlow" => Self::OnePass,
            "onePassDh" | "dhOneFlow" => Self::OnePassDh,
            "staticUnified" | "dhStatic" => Self::Static,
            "fullMqv" | "onePassMqv" | "mqv1" | "mqv2" => return Err(NotOffered("MQV".to_owned()).into()),
            other => bail!("scheme {other}"),
        })
    }

    /// Whether a party has a static key, and an ephemeral one.
    fn kinds(self, party: Party) -> [bool; 2] {
        match self {
            Self::Full => [true, true],
            Self::Ephemeral => [false, true],
            Self::OnePass => [true, party == Party::U],
            Self::OnePassDh => [party == Party::V, party == Party::U],
            Self::Static => [true, false],
        }
    }
}

/// The private keys and nonces of the module in a case.
struct Own {
    static_key: Option<Vec<u8>>,
    ephemeral_key: Option<Vec<u8>>,
    /// Public keys and nonces, as the answer has them.
    fields: Fields,
}

impl Own {
    fn of<P: Keys>(case: &Case, scheme: Scheme, party: Party) -> Result<Self> {
        let mut fields = Fields::new();
        let [has_static, has_ephemeral] = scheme.kinds(party);
        let mut key = |kind: &str| -> Result<_> {
            let name = format!("{kind}PrivateIut");
            let private = match (case.chosen(&name)?, case.find(&name)) {
                (Some(private), _) => private,
                (None, Some(_)) => case.hex(&name)?,
                (None, None) => P::fresh(case)?,
            };
            fields.extend(P::public_fields(case, &format!("{kind}PublicIut"), &private)?);
            Ok(private)
        };
        let static_key = has_static.then(|| key("static")).transpose()?;
        let ephemeral_key = has_ephemeral.then(|| key("ephemeral")).transpose()?;
        // The nonce of party U where all keys are static; that of party V, who has no ephemeral
        // key, where it is shown something.
        let is_shown = case.text_or_empty("keyConfirmationDirection")? == "bilateral"
            || case.text_or_empty("keyConfirmationRole")? == "recipient";
        let nonce = match party {
            Party::U if scheme == Scheme::Static => Some("dkmNonceIut"),
            Party::V if !has_ephemeral && is_shown => Some("ephemeralNonceIut"),
            _ => None,
        };
        if let Some(name) = nonce {
            let nonce = match (case.chosen(name)?, case.find(name)) {
                (Some(nonce), _) => nonce,
                (None, Some(_)) => case.hex(name)?,
                (None, None) => {
                    let mut nonce = vec![0; NONCE];
                    Rng::new()?.fill(&mut nonce)?;
                    nonce
                }
            };
            fields.insert(name.to_owned(), hex_value(&nonce));
        }
        Ok(Self { static_key, ephemeral_key, fields })
    }

    /// The shared secret.
    fn agree<P: Keys>(&self, case: &Case, scheme: Scheme, party: Party) -> Result<Agreed<P>> {
        let own = || P::private(case, self.static_key.as_deref().unwrap_or_default());
        let ephemeral = || P::ephemeral(case, self.ephemeral_key.as_deref().unwrap_or_default());
        let theirs = || P::public(case, "staticPublicServer");
        let their_ephemeral = || P::ephemeral_public(case, "ephemeralPublicServer");
        Ok(match (scheme, party) {
            (Scheme::Full, _) => Agreed::full(ephemeral()?, &own()?, &their_ephemeral()?, &theirs()?),
            (Scheme::Ephemeral, _) => Agreed::ephemeral(ephemeral()?, &their_ephemeral()?),
            (Scheme::OnePass, Party::U) => Agreed::one_pass_u(ephemeral()?, &own()?, &theirs()?),
            (Scheme::OnePass, Party::V) => Agreed::one_pass_v(&own()?, &their_ephemeral()?, &theirs()?),
            (Scheme::OnePassDh, Party::U) => Agreed::one_pass_dh_u(ephemeral()?, &theirs()?),
            (Scheme::OnePassDh, Party::V) => Agreed::one_pass_dh_v(&own()?, &their_ephemeral()?),
            (Scheme::Static, _) => Agreed::of_static(&own()?, &theirs()?),
        }?)
    }
}

/// The ephemeral data of a side: its ephemeral public key and its nonce, of which it has one at
/// most.
fn ephemeral_data<P: Keys>(fields: &Object, has_key: bool, side: &str) -> Result<Vec<u8>> {
    let mut data = if has_key { P::public_bytes(fields, &format!("ephemeralPublic{side}"))? } else { Vec::new() };
    for nonce in ["ephemeralNonce", "dkmNonce"] {
        let name = format!("{nonce}{side}");
        if fields.contains_key(&name) {
            data.extend(map_hex(fields, &name)?);
        }
    }
    Ok(data)
}

fn answer<P: Keys>(case: &Case) -> Result<Fields> {
    let (scheme, party) = (Scheme::of(case.text("scheme")?)?, party(case)?);
    let own = Own::of::<P>(case, scheme, party)?;
    let mut fields = own.fields.clone();
    let computed = own.agree::<P>(case, scheme, party).and_then(|agreed| {
        let sides = [
            (case.hex("iutId")?, ephemeral_data::<P>(&own.fields, scheme.kinds(party)[1], "Iut")?),
            (case.hex("serverId")?, ephemeral_data::<P>(case.test, scheme.kinds(party.other())[1], "Server")?),
        ];
        derive(case, &agreed, party, &sides, &mut fields)
    });
    match (case.text("testType")?, computed) {
        ("AFT", computed) => computed.map(|()| fields),
        ("VAL", Ok(())) => Ok(decision(
            fields.iter().all(|(name, value)| case.find(name).is_some_and(|is| compare::equal(is, value))),
        )),
        ("VAL", Err(error)) if error.downcast_ref() == Some(&Error::InvalidKey) => Ok(decision(false)),
        ("VAL", Err(error)) => Err(error),
        (other, _) => bail!("test type {other}"),
    }
}

/// The derived key, and the tag under the MAC key in front of it.
pub(super) fn derive<S: Source>(
    case: &Case,
    agreed: &Agreed<S>,
    party: Party,
    sides: &[(Vec<u8>, Vec<u8>); 2],
    fields: &mut Fields,
) -> Result<()> {
    let (configuration, parameter, bits) =
        (case.get("kdfConfiguration")?, case.get("kdfParameter")?, case.number("l")?);
    let information = kda::fixed_information(parameter, configuration, bits, |of| {
        let (id, ephemeral) = &sides[usize::from(of != party)];
        Ok([id.as_slice(), ephemeral].concat())
    })?;
    let mut key = output_in_bytes(bits)?;
    let salt = inner_hex(parameter, "salt")?;
    match inner_text(configuration, "kdfType")? {
        kind @ ("oneStep" | "oneStepNoCounter") => {
            let name = inner_text(configuration, "auxFunction")?;
            let derivation = if let Some(strength) = name.strip_prefix("KMAC-") {
                agreed.one_step_kmac(xof::named(&format!("SHAKE-{strength}"))?, &salt)?
            } else if let Some(function) = name.strip_prefix("HMAC-") {
                agreed.one_step_hmac(hash::named(function)?, &salt)?
            } else {
                agreed.one_step_hash(hash::named(name)?)?
            };
            one_step::fill(&derivation, kind == "oneStep", &information, &mut key)?;
        }
        "hkdf" => {
            agreed
                .hkdf(hash::named(inner_text(configuration, "hmacAlg")?)?, &salt)?
                .expand(&information, &mut key)?;
        }
        "twoStep" => {
            let mac = inner_text(configuration, "macMode")?;
            let prk = match mac.strip_prefix("HMAC-") {
                Some(function) => agreed.extract_hmac(hash::named(function)?, &salt)?,
                None => agreed.extract_cmac(&salt)?,
            };
            two_step::form(configuration, parameter)?.derive(&prk, &information, &mut key)?;
        }
        other => return Err(NotOffered(format!("derivation {other}")).into()),
    }
    fields.insert("dkm".to_owned(), hex_value(&key));
    let Some(configuration) = case.find("macConfiguration") else { return Ok(()) };
    let length = |name: &str| number(name, inner(configuration, name)?);
    let mac_key = key.get(..length("keyLen")? / 8).ok_or(Error::InvalidKeyLength)?;
    let function = key_confirmation::named(inner_text(configuration, "macType")?)?;
    let mut tag = output_in_bytes(length("macLen")?)?;
    let sides = [(sides[0].0.as_slice(), sides[0].1.as_slice()), (&sides[1].0, &sides[1].1)];
    confirm(case, &ConfirmationKey::new(function, mac_key)?, sides, &mut tag)?;
    fields.insert("tag".to_owned(), hex_value(&tag));
    Ok(())
}
