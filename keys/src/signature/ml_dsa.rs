//! ML-DSA (FIPS 204): pure, after a hash function, and of mu.

use super::{Sign, Verify};
use crate::format::identifier::Identifier;
use crate::key::{Bytes, PrivateKey, PublicKey};
use crate::options::{Abilities, Content, Hash, How};
use qila::ml_dsa::{MU_SIZE, MlDsaSet, ParameterSet, PreHash, SigningKey, VerifyingKey};
use qila::random::Rng;
use qila::{Error, Indicator, Result};

impl<P: ParameterSet> PrivateKey for SigningKey<P> {
    type Public = VerifyingKey<P>;
    const NAME: &'static str = P::NAME;
    const IDENTIFIER: Identifier = Identifier::new(match P::VALUE {
        MlDsaSet::MlDsa44 => "2.16.840.1.101.3.4.3.17",
        MlDsaSet::MlDsa65 => "2.16.840.1.101.3.4.3.18",
        MlDsaSet::MlDsa87 => "2.16.840.1.101.3.4.3.19",
    });

    fn generate(rng: &mut Rng) -> Result<Self> {
        Self::generate(rng)
    }

    fn from_seed(seed: &[u8]) -> Result<Self> {
        Self::from_seed(seed)
    }

    fn from_expanded(expanded: &[u8]) -> Result<Self> {
        Self::from_expanded(expanded)
    }

    fn from_both(seed: &[u8], expanded: &[u8]) -> Result<Self> {
        Self::from_both(seed, expanded)
    }

    fn seed(&self) -> Option<Bytes<'_>> {
        self.seed().map(|seed| Bytes::Lent(seed))
    }

    fn expanded(&self) -> Option<Bytes<'_>> {
        Some(Bytes::Lent(self.as_bytes()))
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
            Content::Pure | Content::Mu => true,
            Content::Hashed(hash) => pre_hash(hash).is_ok(),
            Content::Digest(_) => false,
        },
        contexts: |content| content != Content::Mu,
        is_deterministic: |_, _| true,
        ..Abilities::NONE
    };
    const SIGNATURE_SIZE: usize = size_of::<P::Signature>();

    #[inline(never)] // its frame holds a signature
    fn sign(&self, how: &How<'_>, message: &[u8], signature: &mut [u8], rng: &mut Rng) -> Result<usize> {
        let made = match (how.content, how.is_deterministic) {
            (Content::Pure, false) => self.sign(message, how.context, rng),
            (Content::Pure, true) => self.sign_deterministic(message, how.context),
            (Content::Hashed(hash), false) => self.hash_sign(pre_hash(hash)?, message, how.context, rng),
            (Content::Hashed(hash), true) => self.hash_sign_deterministic(pre_hash(hash)?, message, how.context),
            (Content::Mu, false) => self.sign_mu(mu_of(message)?, rng),
            (Content::Mu, true) => self.sign_mu_deterministic(mu_of(message)?),
            (Content::Digest(_), _) => Err(Error::InvalidParameter),
        }?;
        signature.copy_from_slice(made.as_ref());
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
            Content::Mu => self.verify_mu(mu_of(message)?, signature),
            Content::Digest(_) => Err(Error::InvalidParameter),
        }
    }

    fn indicator_of(&self, how: &How<'_>) -> Indicator {
        hash_of(how).map_or_else(|| self.indicator(), |hash| self.hash_indicator(hash))
    }

    fn mu(&self, message: &[u8], context: &[u8]) -> Result<[u8; MU_SIZE]> {
        self.mu(message, context)
    }
}

/// The hash function that the message goes through, if any.
fn hash_of(how: &How<'_>) -> Option<PreHash> {
    match how.content {
        Content::Hashed(hash) => pre_hash(hash).ok(),
        _ => None,
    }
}

/// The function of FIPS 204 section 5.4: every approved one but SHA-1.
fn pre_hash(hash: Hash) -> Result<PreHash> {
    PreHash::by_name(hash.name()).ok_or(Error::InvalidParameter)
}

fn mu_of(message: &[u8]) -> Result<&[u8; MU_SIZE]> {
    message.try_into().map_err(|_| Error::InvalidInputLength)
}
