//! DSA (FIPS 186-4), which only verifies: messages after a hash function, and hash values.
//! Signatures are r and s, or their DER. A key is its SubjectPublicKeyInfo (RFC 3279 section
//! 2.3.2), which holds the domain parameters.

use super::Verify;
use super::verify_only::VerifyOnly;
use crate::format::identifier::Identifier;
use crate::format::{FileBytes, number, public, write};
use crate::key::{Bytes, PublicKey};
use crate::options::{Abilities, Content, Hash, How};
use core::fmt;
use qila::dsa::{Domain, VerifyingKey};
use qila::hash::HashAlgorithm;
use qila::random::Rng;
use qila::{Error, Indicator, Result};
use spki::AlgorithmIdentifierRef;

/// A verifying key, with its octets.
#[derive(Clone)]
pub struct Verifying(FileBytes, VerifyingKey);

impl fmt::Debug for Verifying {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VerifyingKey").finish_non_exhaustive()
    }
}

impl PublicKey for Verifying {
    fn new(bytes: &[u8]) -> Result<Self> {
        public::of_info(bytes, |algorithm, octets| {
            let is_dsa = Self::IDENTIFIER.is(algorithm);
            if is_dsa { Self::from_info(algorithm, octets) } else { Err(Error::InvalidKey) }
        })
    }

    fn bytes(&self) -> Bytes<'_> {
        Bytes::Lent(&self.0)
    }

    fn from_info(algorithm: &AlgorithmIdentifierRef<'_>, octets: &[u8]) -> Result<Self> {
        let [p, q, g] = number::sequence(algorithm.parameters.ok_or(Error::InvalidKey)?)?;
        let y = number::one(octets)?;
        let key = VerifyingKey::new(&Domain::new(p, q, g, &mut Rng::new()?)?, y)?;
        Ok(Self(public::info(algorithm, octets)?, key))
    }

    fn info(&self, _: Identifier) -> Result<FileBytes> {
        write::copied(&self.0)
    }

    fn bits(&self) -> Option<usize> {
        Some(self.1.bits())
    }

    fn indicator(&self) -> Indicator {
        self.1.indicator()
    }
}

impl Verify for Verifying {
    fn verify(&self, how: &How<'_>, message: &[u8], signature: &[u8]) -> Result<()> {
        match how.content {
            Content::Hashed(Hash::Fixed(hash)) if how.is_der => self.1.verify_der(hash, message, signature),
            Content::Hashed(Hash::Fixed(hash)) => self.1.verify(hash, message, signature),
            Content::Digest(Hash::Fixed(hash)) => self.1.verify_digest(hash, message, signature),
            _ => Err(Error::InvalidParameter),
        }
    }

    fn indicator_of(&self, how: &How<'_>) -> Indicator {
        match how.content {
            Content::Hashed(Hash::Fixed(hash)) | Content::Digest(Hash::Fixed(hash)) => self.1.hash_indicator(hash),
            _ => self.1.indicator(),
        }
    }
}

impl VerifyOnly for Verifying {
    const NAME: &'static str = "DSA";
    const IDENTIFIER: Identifier = Identifier::DSA;
    const ABILITIES: Abilities = Abilities {
        usual: Content::Hashed(Hash::Fixed(HashAlgorithm::Sha256)),
        contents: |content| matches!(content, Content::Hashed(Hash::Fixed(_)) | Content::Digest(Hash::Fixed(_))),
        is_der: |content| matches!(content, Content::Hashed(_)),
        ..Abilities::NONE
    };
}
