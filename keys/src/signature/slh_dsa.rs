//! SLH-DSA (FIPS 205): pure, after a hash function, and of a hash value.

use super::{Sign, Verify};
use crate::format::FileBytes;
use crate::format::identifier::Identifier;
use crate::key::{Bytes, PrivateKey, PublicKey};
use crate::options::{Abilities, Content, Hash, How};
use alloc::vec::Vec;
use qila::random::Rng;
use qila::slh_dsa::{ParameterSet, PreHash, SigningKey, SlhDsaSet, VerifyingKey};
use qila::{Error, Indicator, Result};

impl<P: ParameterSet> PrivateKey for SigningKey<P> {
    type Public = VerifyingKey<P>;
    const NAME: &'static str = P::NAME;
    const IDENTIFIER: Identifier = Identifier::new(match P::VALUE {
        SlhDsaSet::SlhDsaSha2_128s => "2.16.840.1.101.3.4.3.20",
        SlhDsaSet::SlhDsaSha2_128f => "2.16.840.1.101.3.4.3.21",
        SlhDsaSet::SlhDsaSha2_192s => "2.16.840.1.101.3.4.3.22",
        SlhDsaSet::SlhDsaSha2_192f => "2.16.840.1.101.3.4.3.23",
        SlhDsaSet::SlhDsaSha2_256s => "2.16.840.1.101.3.4.3.24",
        SlhDsaSet::SlhDsaSha2_256f => "2.16.840.1.101.3.4.3.25",
        SlhDsaSet::SlhDsaShake128s => "2.16.840.1.101.3.4.3.26",
        SlhDsaSet::SlhDsaShake128f => "2.16.840.1.101.3.4.3.27",
        SlhDsaSet::SlhDsaShake192s => "2.16.840.1.101.3.4.3.28",
        SlhDsaSet::SlhDsaShake192f => "2.16.840.1.101.3.4.3.29",
        SlhDsaSet::SlhDsaShake256s => "2.16.840.1.101.3.4.3.30",
        SlhDsaSet::SlhDsaShake256f => "2.16.840.1.101.3.4.3.31",
    });

    fn generate(rng: &mut Rng) -> Result<Self> {
        Self::generate(rng)
    }

    fn from_expanded(expanded: &[u8]) -> Result<Self> {
        Self::new(expanded)
    }

    fn expanded(&self) -> Option<Bytes<'_>> {
        Some(Bytes::Lent(self.as_bytes()))
    }

    // As it is, without a form (RFC 9909 section 6).
    fn from_octets(octets: &[u8]) -> Result<Self> {
        Self::new(octets)
    }

    fn octets(&self) -> Result<FileBytes> {
        let mut octets = FileBytes::new(Vec::new());
        octets.try_reserve_exact(self.as_bytes().len()).map_err(|_| Error::NoMemory)?;
        octets.extend_from_slice(self.as_bytes());
        Ok(octets)
    }

    fn public(&self) -> Result<Self::Public> {
        self.verifying_key()
    }

    fn indicator(&self) -> Indicator {
        self.indicator()
    }
}

impl<P: ParameterSet> PublicKey for VerifyingKey<P> {
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

impl<P: ParameterSet> Sign for SigningKey<P> {
    const ABILITIES: Abilities = Abilities {
        contents: |content| match content {
            Content::Pure => true,
            Content::Hashed(hash) | Content::Digest(hash) => pre_hash(hash).is_ok(),
            Content::Mu => false,
        },
        contexts: |_| true,
        is_deterministic: |_, _| true,
        ..Abilities::NONE
    };
    const SIGNATURE_SIZE: usize = P::SIGNATURE_SIZE;

    fn sign(&self, how: &How<'_>, message: &[u8], signature: &mut [u8], rng: &mut Rng) -> Result<usize> {
        let context = how.context;
        match (how.content, how.is_deterministic) {
            (Content::Pure, false) => self.sign(message, context, rng, signature),
            (Content::Pure, true) => self.sign_deterministic(message, context, signature),
            (Content::Hashed(hash), false) => self.hash_sign(pre_hash(hash)?, message, context, rng, signature),
            (Content::Hashed(hash), true) => {
                self.hash_sign_deterministic(pre_hash(hash)?, message, context, signature)
            }
            (Content::Digest(hash), false) => self.digest_sign(pre_hash(hash)?, message, context, rng, signature),
            (Content::Digest(hash), true) => {
                self.digest_sign_deterministic(pre_hash(hash)?, message, context, signature)
            }
            (Content::Mu, _) => Err(Error::InvalidParameter),
        }?;
        Ok(Self::SIGNATURE_SIZE)
    }

    fn indicator_of(&self, how: &How<'_>) -> Indicator {
        hash_of(how).map_or_else(|| self.indicator(), |hash| self.hash_indicator(hash))
    }
}

impl<P: ParameterSet> Verify for VerifyingKey<P> {
    fn verify(&self, how: &How<'_>, message: &[u8], signature: &[u8]) -> Result<()> {
        match how.content {
            Content::Pure => self.verify(message, how.context, signature),
            Content::Hashed(hash) => self.hash_verify(pre_hash(hash)?, message, how.context, signature),
            Content::Digest(hash) => self.digest_verify(pre_hash(hash)?, message, how.context, signature),
            Content::Mu => Err(Error::InvalidParameter),
        }
    }

    fn indicator_of(&self, how: &How<'_>) -> Indicator {
        hash_of(how).map_or_else(|| self.indicator(), |hash| self.hash_indicator(hash))
    }
}

/// The hash function that the message goes through, if any.
fn hash_of(how: &How<'_>) -> Option<PreHash> {
    match how.content {
        Content::Hashed(hash) | Content::Digest(hash) => pre_hash(hash).ok(),
        _ => None,
    }
}

/// The function of FIPS 205 section 10.2.2: every approved one but SHA-1.
fn pre_hash(hash: Hash) -> Result<PreHash> {
    PreHash::by_name(hash.name()).ok_or(Error::InvalidParameter)
}
