//! RSA (FIPS 186-5): messages after a hash function, padded as PSS or as PKCS#1 v1.5.

use super::{Sign, Verify};
use crate::format::rsa;
use crate::options::{Abilities, Content, Hash, How, Padding};
use qila::hash::HashAlgorithm;
use qila::random::Rng;
use qila::rsa::{Digest, Pss, SigningKey, VerifyingKey};
use qila::{Error, Indicator, Result};

/// The usual hash function.
const USUAL: Content = Content::Hashed(Hash::Fixed(HashAlgorithm::Sha256));
/// The bytes of the longest modulus.
const MAX_SIZE: usize = 1024;

rsa::keys! {
    SigningKey "RSA", verifying_key;
    /// A verifying key, with its octets.
    Verifying of VerifyingKey "VerifyingKey";
    pss_indicator(Pss::new(HashAlgorithm::Sha256))
}

impl Sign for SigningKey {
    const ABILITIES: Abilities = Abilities {
        usual: USUAL,
        contents: |content| digest(content).is_ok(),
        is_legacy: |content| matches!(content, Content::Hashed(Hash::Fixed(HashAlgorithm::Sha1))),
        paddings: |content, padding| match padding {
            Padding::Usual | Padding::Pss(_) => true,
            Padding::Pkcs1 => matches!(content, Content::Hashed(Hash::Fixed(_))),
        },
        // Without randomness there is no salt.
        is_deterministic: |_, padding| matches!(padding, Padding::Pkcs1 | Padding::Pss(0)),
        ..Abilities::NONE
    };
    const SIGNATURE_SIZE: usize = MAX_SIZE;

    fn signature_size(&self, _how: &How<'_>) -> usize {
        self.size()
    }

    #[inline(never)] // its frame is large
    fn sign(&self, how: &How<'_>, message: &[u8], signature: &mut [u8], rng: &mut Rng) -> Result<usize> {
        match Scheme::of(how)? {
            Scheme::Pkcs1(digest) => self.sign_pkcs1(digest, message, rng, signature)?,
            Scheme::Pss(pss) => self.sign_pss(pss, message, rng, signature)?,
        }
        Ok(self.size())
    }

    fn indicator_of(&self, how: &How<'_>) -> Indicator {
        match Scheme::of(how) {
            Ok(Scheme::Pkcs1(digest)) => self.pkcs1_indicator(digest),
            Ok(Scheme::Pss(pss)) => self.pss_indicator(pss),
            Err(_) => self.indicator(),
        }
    }
}

impl Verify for Verifying {
    #[inline(never)] // its frame is large
    fn verify(&self, how: &How<'_>, message: &[u8], signature: &[u8]) -> Result<()> {
        match Scheme::of(how)? {
            Scheme::Pkcs1(digest) => self.1.verify_pkcs1(digest, message, signature),
            Scheme::Pss(pss) => self.1.verify_pss(pss, message, signature),
        }
    }

    fn indicator_of(&self, how: &How<'_>) -> Indicator {
        match Scheme::of(how) {
            Ok(Scheme::Pkcs1(digest)) => self.1.pkcs1_indicator(digest),
            Ok(Scheme::Pss(pss)) => self.1.pss_indicator(pss),
            Err(_) => self.1.indicator(),
        }
    }
}

/// What options mean for RSA.
enum Scheme {
    Pkcs1(Digest),
    Pss(Pss),
}

impl Scheme {
    fn of(how: &How<'_>) -> Result<Self> {
        let digest = digest(how.content)?;
        Ok(match how.padding {
            Padding::Pkcs1 => Self::Pkcs1(digest),
            Padding::Usual => Self::Pss(Pss::new(digest)),
            Padding::Pss(salt) => Self::Pss(Pss::new(digest).with_salt(salt)),
        })
    }
}

/// The function that a message goes through.
const fn digest(content: Content) -> Result<Digest> {
    match content {
        Content::Hashed(hash) => Ok(hash.digest()),
        _ => Err(Error::InvalidParameter),
    }
}
