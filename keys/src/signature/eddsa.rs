//! EdDSA (FIPS 186-5): pure, with a context, and of the hash value of a message.

use super::{Sign, Verify};
use crate::format::FileBytes;
use crate::format::forms::Form;
use crate::format::identifier::Identifier;
use crate::key::{Bytes, PrivateKey, PublicKey};
use crate::options::{Abilities, Content, Hash, How};
use qila::eddsa::{Curve, Ed448, Ed25519, EddsaCurve, PREHASH_SIZE, SigningKey, VerifyingKey};
use qila::hash::HashAlgorithm;
use qila::random::Rng;
use qila::{Error, Indicator, Result};

impl<C: Curve> PrivateKey for SigningKey<C> {
    type Public = VerifyingKey<C>;
    const NAME: &'static str = C::VALUE.name();
    const IDENTIFIER: Identifier = Identifier::new(match C::VALUE {
        EddsaCurve::Ed448 => "1.3.101.113",
        _ => "1.3.101.112",
    });

    fn generate(rng: &mut Rng) -> Result<Self> {
        Self::generate(rng)
    }

    fn from_seed(seed: &[u8]) -> Result<Self> {
        Self::from_seed(seed)
    }

    /// What goes with the seed is the verifying key.
    fn from_both(seed: &[u8], verifying: &[u8]) -> Result<Self> {
        Self::from_both(seed, verifying)
    }

    fn seed(&self) -> Option<Bytes<'_>> {
        Some(Bytes::Lent(self.seed()))
    }

    /// The seed as an octet string (RFC 8410 section 7).
    fn from_octets(octets: &[u8]) -> Result<Self> {
        match Form::read(octets)? {
            Form::Expanded(seed) => Self::from_seed(seed),
            _ => Err(Error::InvalidKey),
        }
    }

    fn octets(&self) -> Result<FileBytes> {
        Form::Expanded(self.seed()).write()
    }

    fn public(&self) -> Result<Self::Public> {
        self.verifying_key()
    }

    fn indicator(&self) -> Indicator {
        self.indicator()
    }
}

impl<C: Curve> PublicKey for VerifyingKey<C> {
    fn new(bytes: &[u8]) -> Result<Self> {
        Self::new(bytes)
    }

    fn bytes(&self) -> Bytes<'_> {
        Bytes::Lent(self.as_bytes())
    }

    fn indicator(&self) -> Indicator {
        self.indicator()
    }
}

/// The doors that differ between the curves.
pub(crate) trait Pure: Curve {
    fn sign(key: &SigningKey<Self>, message: &[u8], context: &[u8]) -> Result<Self::Signature>;
    fn verify(key: &VerifyingKey<Self>, message: &[u8], context: &[u8], signature: &[u8]) -> Result<()>;
}

/// Ed25519 without a context, Ed25519ctx with one.
impl Pure for Ed25519 {
    fn sign(key: &SigningKey<Self>, message: &[u8], context: &[u8]) -> Result<Self::Signature> {
        if context.is_empty() { key.sign(message) } else { key.sign_ctx(message, context) }
    }

    fn verify(key: &VerifyingKey<Self>, message: &[u8], context: &[u8], signature: &[u8]) -> Result<()> {
        if context.is_empty() { key.verify(message, signature) } else { key.verify_ctx(message, context, signature) }
    }
}

impl Pure for Ed448 {
    fn sign(key: &SigningKey<Self>, message: &[u8], context: &[u8]) -> Result<Self::Signature> {
        key.sign(message, context)
    }

    fn verify(key: &VerifyingKey<Self>, message: &[u8], context: &[u8], signature: &[u8]) -> Result<()> {
        key.verify(message, context, signature)
    }
}

/// The hash function of a curve.
const fn hash_of<C: Curve>() -> Hash {
    match C::VALUE {
        EddsaCurve::Ed448 => Hash::Shake256,
        _ => Hash::Fixed(HashAlgorithm::Sha512),
    }
}

impl<C: Pure> Sign for SigningKey<C> {
    const ABILITIES: Abilities = Abilities {
        contents: |content| match content {
            Content::Pure => true,
            Content::Hashed(hash) | Content::Digest(hash) => hash == hash_of::<C>(),
            Content::Mu => false,
        },
        contexts: |_| true,
        is_deterministic: |_, _| true,
        ..Abilities::NONE
    };
    const SIGNATURE_SIZE: usize = size_of::<C::Signature>();

    fn sign(&self, how: &How<'_>, message: &[u8], signature: &mut [u8], _rng: &mut Rng) -> Result<usize> {
        let made = match how.content {
            Content::Pure => C::sign(self, message, how.context),
            Content::Hashed(_) => self.sign_ph(message, how.context),
            Content::Digest(_) => self.sign_prehash(value_of(message)?, how.context),
            Content::Mu => Err(Error::InvalidParameter),
        }?;
        signature.copy_from_slice(made.as_ref());
        Ok(Self::SIGNATURE_SIZE)
    }

    fn indicator_of(&self, _how: &How<'_>) -> Indicator {
        self.indicator()
    }
}

impl<C: Pure> Verify for VerifyingKey<C> {
    fn verify(&self, how: &How<'_>, message: &[u8], signature: &[u8]) -> Result<()> {
        match how.content {
            Content::Pure => C::verify(self, message, how.context, signature),
            Content::Hashed(_) => self.verify_ph(message, how.context, signature),
            Content::Digest(_) => self.verify_prehash(value_of(message)?, how.context, signature),
            Content::Mu => Err(Error::InvalidParameter),
        }
    }

    fn indicator_of(&self, _how: &How<'_>) -> Indicator {
        self.indicator()
    }
}

fn value_of(message: &[u8]) -> Result<&[u8; PREHASH_SIZE]> {
    message.try_into().map_err(|_| Error::InvalidInputLength)
}
