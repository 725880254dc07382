//! ECDSA (FIPS 186-5): of messages after a hash function, and of hash values. Signatures are r and
//! s, or their DER.

use super::{Sign, Verify};
use crate::format::FileBytes;
use crate::format::ec::EcPrivateKey;
use crate::format::identifier::Identifier;
use crate::key::{Bytes, PrivateKey, PublicKey};
use crate::options::{Abilities, Content, Hash, How};
use qila::ecdsa::{Curve, EcdsaCurve, NistCurve, PreHash, SigningKey, VerifyingKey, from_der, to_der};
use qila::hash::HashAlgorithm;
use qila::random::Rng;
use qila::{Error, Indicator, Result};

/// The hash function of the curve's strength.
const fn usual<C: Curve>() -> (Hash, PreHash) {
    match C::VALUE {
        NistCurve::P224 => (Hash::Fixed(HashAlgorithm::Sha224), PreHash::Sha224),
        NistCurve::P256 => (Hash::Fixed(HashAlgorithm::Sha256), PreHash::Sha256),
        NistCurve::P384 => (Hash::Fixed(HashAlgorithm::Sha384), PreHash::Sha384),
        NistCurve::P521 => (Hash::Fixed(HashAlgorithm::Sha512), PreHash::Sha512),
    }
}

impl<C: EcdsaCurve> PrivateKey for SigningKey<C> {
    type Public = VerifyingKey<C>;
    const NAME: &'static str = match C::VALUE {
        NistCurve::P224 => "ECDSA-P224",
        NistCurve::P256 => "ECDSA-P256",
        NistCurve::P384 => "ECDSA-P384",
        NistCurve::P521 => "ECDSA-P521",
    };
    const IDENTIFIER: Identifier = Identifier::of_curve(C::VALUE);

    fn generate(rng: &mut Rng) -> Result<Self> {
        Self::generate(rng)
    }

    fn from_expanded(expanded: &[u8]) -> Result<Self> {
        Self::from_scalar(expanded)
    }

    fn expanded(&self) -> Option<Bytes<'_>> {
        Some(Bytes::Lent(self.as_bytes()))
    }

    fn from_octets(octets: &[u8]) -> Result<Self> {
        let EcPrivateKey { scalar, point } = EcPrivateKey::read(octets, Self::IDENTIFIER)?;
        point.map_or_else(|| Self::from_scalar(scalar), |point| Self::from_both(scalar, point))
    }

    fn octets(&self) -> Result<FileBytes> {
        let vk = self.verifying_key()?;
        EcPrivateKey { scalar: self.as_bytes(), point: Some(vk.as_bytes()) }.write()
    }

    fn public(&self) -> Result<Self::Public> {
        self.verifying_key()
    }

    fn indicator(&self) -> Indicator {
        self.indicator(usual::<C>().1)
    }
}

impl<C: EcdsaCurve> PublicKey for VerifyingKey<C> {
    fn new(bytes: &[u8]) -> Result<Self> {
        Self::new(bytes)
    }

    fn bytes(&self) -> Bytes<'_> {
        Bytes::Lent(self.as_bytes())
    }

    fn indicator(&self) -> Indicator {
        self.indicator(usual::<C>().1)
    }
}

impl<C: EcdsaCurve> Sign for SigningKey<C> {
    const ABILITIES: Abilities = Abilities {
        usual: Content::Hashed(usual::<C>().0),
        contents: |content| pre_hash(content).is_ok(),
        is_deterministic: |content, _| !is_shake(content),
        is_der: |_| true,
        ..Abilities::NONE
    };
    const SIGNATURE_SIZE: usize = size_of::<C::Signature>();

    fn signature_size(&self, how: &How<'_>) -> usize {
        if how.is_der { der_size::<C>() } else { Self::SIGNATURE_SIZE }
    }

    fn sign(&self, how: &How<'_>, message: &[u8], signature: &mut [u8], rng: &mut Rng) -> Result<usize> {
        let hash = pre_hash(how.content)?;
        let made = match (how.content, how.is_deterministic) {
            (Content::Digest(_), false) => self.sign_digest(hash, message, rng),
            (Content::Digest(_), true) => self.sign_digest_deterministic(hash, message),
            (_, false) => self.sign(hash, message, rng),
            (_, true) => self.sign_deterministic(hash, message),
        }?;
        let der = how.is_der.then(|| to_der::<C>(&made));
        let made = der.as_ref().map_or(made.as_ref(), AsRef::as_ref);
        signature.get_mut(..made.len()).ok_or(Error::BufferTooSmall)?.copy_from_slice(made);
        Ok(made.len())
    }

    fn indicator_of(&self, how: &How<'_>) -> Indicator {
        self.indicator(pre_hash(how.content).unwrap_or(usual::<C>().1))
    }
}

impl<C: EcdsaCurve> Verify for VerifyingKey<C> {
    fn verify(&self, how: &How<'_>, message: &[u8], signature: &[u8]) -> Result<()> {
        let hash = pre_hash(how.content)?;
        let inner = if how.is_der { Some(from_der::<C>(signature)?) } else { None };
        let signature = inner.as_ref().map_or(signature, AsRef::as_ref);
        match how.content {
            Content::Digest(_) => self.verify_digest(hash, message, signature),
            _ => self.verify(hash, message, signature),
        }
    }

    fn indicator_of(&self, how: &How<'_>) -> Indicator {
        self.indicator(pre_hash(how.content).unwrap_or(usual::<C>().1))
    }
}

/// The most bytes of a signature in DER: two numbers with their heads, and a zero before those that
/// have the top bit of their first byte; and the head of both.
const fn der_size<C: Curve>() -> usize {
    let numbers = 2 * (2 + C::ORDER_BITS / 8 + 1);
    if numbers < 128 { 2 + numbers } else { 3 + numbers }
}

/// The function that a message goes through.
fn pre_hash(content: Content) -> Result<PreHash> {
    match content {
        Content::Hashed(hash) | Content::Digest(hash) => PreHash::by_name(hash.name()).ok_or(Error::InvalidParameter),
        Content::Pure | Content::Mu => Err(Error::InvalidParameter),
    }
}

/// Whether it is SHAKE, with which there is no HMAC and so no deterministic form.
const fn is_shake(content: Content) -> bool {
    matches!(
        content,
        Content::Hashed(Hash::Shake128 | Hash::Shake256) | Content::Digest(Hash::Shake128 | Hash::Shake256)
    )
}
