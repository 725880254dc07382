//! Wycheproof's cases of agreement on curves: points, and keys in DER and PEM.

use crate::acvp::NotOffered;
use crate::acvp::case::{Object, bytes};
use crate::acvp::ecdsa::with_curve;
use anyhow::{Context, Result, bail};
use qila::ecdh::{Curve, EcdhCurve, EphemeralPublicKey, P224, P256, P384, P521, PrivateKey, PublicKey};
use qila_keys::{AgreementAlgorithm, AnyAgreementKey, AnyPublicAgreementKey, Encoding};

fn text<'a>(object: &'a Object, name: &str) -> Result<&'a str> {
    object.get(name).and_then(|text| text.as_str()).with_context(|| format!("no {name}"))
}

fn field(test: &Object, name: &str) -> Result<Vec<u8>> {
    bytes(name, test.get(name).with_context(|| format!("a case has no {name}"))?)
}

/// Whether the services give the shared secret.
pub(super) fn check(group: &Object, test: &Object) -> Result<bool> {
    let (curve, shared) = (text(group, "curve")?, field(test, "shared")?);
    match text(group, "encoding")? {
        "ecpoint" => with_curve!(curve, C => agrees::<C>(&scalar::<C>(test)?, &field(test, "public")?, &shared)),
        "asn" => with_curve!(curve, C => {
            let own = AnyAgreementKey::from_expanded(algorithm(C::NAME)?, &scalar::<C>(test)?)?;
            gives(&own, Encoding::Der, &field(test, "public")?, &shared)
        }),
        "pem" => {
            let own = AnyAgreementKey::from_file(Encoding::Pem, text(test, "private")?.as_bytes(), None)?;
            gives(&own, Encoding::Pem, text(test, "public")?.as_bytes(), &shared)
        }
        other => Err(NotOffered(format!("keys as {other}")).into()),
    }
}

/// Both kinds of public keys, which take the same points.
fn agrees<C: EcdhCurve>(scalar: &[u8], public: &[u8], shared: &[u8]) -> Result<bool> {
    let own = PrivateKey::<C>::from_scalar(scalar)?;
    let (validated, partially) = (PublicKey::<C>::new(public), EphemeralPublicKey::<C>::new(public));
    if validated.as_ref().err() != partially.as_ref().err() {
        bail!("{validated:?} in full, {partially:?} in part");
    }
    let [one, other] = [own.agree(&validated?)?, own.agree(&partially?)?];
    Ok(one == other && one.as_bytes() == shared)
}

fn gives(own: &AnyAgreementKey, encoding: Encoding, public: &[u8], shared: &[u8]) -> Result<bool> {
    let public = AnyPublicAgreementKey::from_file(encoding, public)?;
    let mut secret = vec![0; own.algorithm().secret_size()];
    own.agree(&public, &mut secret)?;
    Ok(secret == shared)
}

/// The private key, which these files write as an integer: without its zeros, or with a zero of the
/// sign.
fn scalar<C: EcdhCurve>(test: &Object) -> Result<Vec<u8>> {
    let number = field(test, "private")?;
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    let missing = C::SCALAR_SIZE.checked_sub(number.len() - zeros).context("a long private key")?;
    Ok([&vec![0; missing], &number[zeros..]].concat())
}

fn algorithm(curve: &str) -> Result<AgreementAlgorithm> {
    let name = format!("ECDH-{}", curve.replace('-', ""));
    AgreementAlgorithm::by_name(&name).with_context(|| format!("no algorithm {name}"))
}
