//! Algorithms that only verify: the signing keys of SP 800-208 count their signatures, and live in
//! hardware; those of DSA sign no more.

use super::{Sign, Verify};
use crate::format::identifier::Identifier;
use crate::key::PrivateKey;
use crate::options::{Abilities, Content, How};
use core::marker::PhantomData;
use qila::random::Rng;
use qila::{Error, Indicator, Result};

/// The signing key that belongs to keys of this kind: there is none.
#[derive(Debug)]
pub struct NoSigningKey<K>(Never, PhantomData<K>);

#[derive(Debug)]
enum Never {}

/// A verifying key of an algorithm that only verifies.
pub(crate) trait VerifyOnly: Verify {
    /// As [`PrivateKey::NAME`].
    const NAME: &'static str;
    /// As [`PrivateKey::IDENTIFIER`].
    const IDENTIFIER: Identifier;
    /// As [`Sign::ABILITIES`].
    const ABILITIES: Abilities =
        Abilities { contents: |content| matches!(content, Content::Pure), ..Abilities::NONE };
}

impl<K: VerifyOnly> PrivateKey for NoSigningKey<K> {
    type Public = K;
    const NAME: &'static str = K::NAME;
    const IDENTIFIER: Identifier = K::IDENTIFIER;

    fn generate(_rng: &mut Rng) -> Result<Self> {
        Err(Error::InvalidParameter)
    }

    fn from_octets(_octets: &[u8]) -> Result<Self> {
        Err(Error::InvalidParameter)
    }

    fn public(&self) -> Result<K> {
        match self.0 {}
    }

    fn indicator(&self) -> Indicator {
        match self.0 {}
    }
}

impl<K: VerifyOnly> Sign for NoSigningKey<K> {
    const ABILITIES: Abilities = K::ABILITIES;
    const SIGNATURE_SIZE: usize = 0;

    fn sign(&self, _how: &How<'_>, _message: &[u8], _signature: &mut [u8], _rng: &mut Rng) -> Result<usize> {
        match self.0 {}
    }

    fn indicator_of(&self, _how: &How<'_>) -> Indicator {
        match self.0 {}
    }
}

/// The traits of verifying keys, with the name and the identifier of RFC 9802.
macro_rules! verify_only {
    ($($key:ty, $name:literal, $identifier:literal;)*) => {$(
        impl $crate::key::PublicKey for $key {
            fn new(bytes: &[u8]) -> qila::Result<Self> {
                Self::new(bytes)
            }

            fn bytes(&self) -> $crate::key::Bytes<'_> {
                $crate::key::Bytes::Lent(self.as_bytes())
            }

            fn indicator(&self) -> qila::Indicator {
                self.indicator()
            }
        }

        impl $crate::signature::Verify for $key {
            fn verify(&self, _how: &$crate::options::How<'_>, message: &[u8], signature: &[u8]) -> qila::Result<()> {
                self.verify(message, signature)
            }

            fn indicator_of(&self, _how: &$crate::options::How<'_>) -> qila::Indicator {
                self.indicator()
            }
        }

        impl $crate::signature::verify_only::VerifyOnly for $key {
            const NAME: &'static str = $name;
            const IDENTIFIER: $crate::format::identifier::Identifier =
                $crate::format::identifier::Identifier::new($identifier);
        }
    )*};
}
pub(super) use verify_only;
