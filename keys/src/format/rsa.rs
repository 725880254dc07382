//! Keys of RSA: RSAPrivateKey and RSAPublicKey (RFC 8017 appendix A.1).

use super::number::{self, write as integer};
use super::{FileBytes, malformed, write};
use crate::{Error, Result};
use der::Decode;
use der::asn1::AnyRef;
use qila::random::Rng;
use qila::rsa::{Components, Parts};
use spki::AlgorithmIdentifierRef;
use zeroize::Zeroizing;

/// What files of PKCS#1, which name no algorithm, hold keys of: rsaEncryption.
pub(super) const ALGORITHM: AlgorithmIdentifierRef<'static> =
    AlgorithmIdentifierRef { oid: super::identifier::RSA_ENCRYPTION, parameters: Some(AnyRef::NULL) };

/// The bits of a key for which nobody asks for a size: 128 bits of strength.
pub(crate) const USUAL_BITS: usize = 3072;
/// The bytes of the longest modulus.
const MAX_SIZE: usize = 1024;

/// The private half of any capability.
pub(crate) trait Private: Sized {
    /// Takes a key, of which everything is checked.
    fn from_components(components: &Components<'_>, rng: &mut Rng) -> Result<Self>;

    /// The bytes of n.
    fn size(&self) -> usize;

    /// Writes the private parts.
    fn export(&self, parts: &mut Parts<'_>) -> Result<()>;
}

/// The numbers of a sequence.
fn numbers<const N: usize>(der: &[u8]) -> Result<[&[u8]; N]> {
    number::sequence(AnyRef::from_der(der).map_err(malformed)?)
}

/// Takes an RSAPrivateKey of two primes.
///
/// Errors: [`Error::InvalidKey`]; those of the service.
#[inline(never)] // its frame is large
pub(crate) fn read<K: Private>(der: &[u8]) -> Result<K> {
    let [version, n, e, d, p, q, dp, dq, inverse] = numbers::<9>(der)?;
    if version != [0] {
        return Err(Error::InvalidKey);
    }
    K::from_components(&Components { n, e, d, p, q, crt: Some([dp, dq, inverse]) }, &mut Rng::new()?)
}

/// Writes an RSAPrivateKey.
///
/// Errors: those of the service.
pub(crate) fn write(key: &impl Private, public: &Held) -> Result<FileBytes> {
    let mut room = Zeroizing::new([0; 2 * MAX_SIZE + 3 * MAX_SIZE / 2]);
    let (mut rest, half) = (&mut room[..], key.size().div_ceil(2));
    let mut next = |len| {
        let (part, after) = core::mem::take(&mut rest).split_at_mut_checked(len).ok_or(Error::InvalidKeyLength)?;
        rest = after;
        Ok::<_, Error>(part)
    };
    let d = next(key.size())?;
    let mut parts =
        Parts { d, p: next(half)?, q: next(half)?, dp: next(half)?, dq: next(half)?, inverse: next(half)? };
    key.export(&mut parts)?;
    let (n, e) = public.numbers()?;
    let version: &[u8] = &[0];
    let numbers = [version, n, e, parts.d, parts.p, parts.q, parts.dp, parts.dq, parts.inverse];
    let mut integers = numbers.map(|_| FileBytes::default());
    for (place, number) in integers.iter_mut().zip(numbers) {
        *place = integer(number)?;
    }
    write::sequence(&integers.each_ref().map(|integer| &integer[..]))
}

/// An RSAPublicKey, which has one spelling.
#[derive(Clone)]
pub(crate) struct Held(FileBytes);

impl Held {
    /// Takes the octets.
    ///
    /// Errors: [`Error::InvalidKey`].
    pub(crate) fn read(der: &[u8]) -> Result<Self> {
        numbers::<2>(der)?;
        write::copied(der).map(Self)
    }

    /// The octets of n, which is written by a service, and e.
    ///
    /// Errors: those of the service.
    pub(crate) fn of(size: usize, modulus: impl FnOnce(&mut [u8]) -> Result<()>, e: &[u8]) -> Result<Self> {
        let mut n = [0; MAX_SIZE];
        let n = n.get_mut(..size).ok_or(Error::InvalidKeyLength)?;
        modulus(n)?;
        write::sequence(&[&integer(n)?, &integer(e)?]).map(Self)
    }

    /// The octets.
    pub(crate) fn octets(&self) -> &[u8] {
        &self.0
    }

    /// n and e.
    pub(crate) fn numbers(&self) -> Result<(&[u8], &[u8])> {
        let [n, e] = numbers(&self.0)?;
        Ok((n, e))
    }
}

/// The keys of a capability: `Private` called so, whose half `public()` gives; `Public`, called so,
/// with its octets; and what says whether they are approved. All of RSA's are kept and written in
/// one way.
macro_rules! keys {
    (
        $private:ident $name:literal, $half:ident;
        $(#[$doc:meta])* $public:ident of $key:ident $shown:literal;
        $indicator:ident($options:expr)
    ) => {
        impl $crate::format::rsa::Private for $private {
            fn from_components(components: &qila::rsa::Components<'_>, rng: &mut qila::random::Rng) -> qila::Result<Self> {
                Self::from_components(components, rng)
            }

            fn size(&self) -> usize {
                self.size()
            }

            fn export(&self, parts: &mut qila::rsa::Parts<'_>) -> qila::Result<()> {
                self.export(parts)
            }
        }

        impl $crate::key::PrivateKey for $private {
            type Public = $public;
            const NAME: &'static str = $name;
            const IDENTIFIER: $crate::format::identifier::Identifier = $crate::format::identifier::Identifier::RSA;

            fn generate(rng: &mut qila::random::Rng) -> qila::Result<Self> {
                Self::generate($crate::format::rsa::USUAL_BITS, rng)
            }

            fn generate_of_size(bits: usize, rng: &mut qila::random::Rng) -> qila::Result<Self> {
                Self::generate(bits, rng)
            }

            fn from_expanded(expanded: &[u8]) -> qila::Result<Self> {
                $crate::format::rsa::read(expanded)
            }

            fn expanded(&self) -> Option<$crate::key::Bytes<'_>> {
                $crate::key::PrivateKey::octets(self).ok().map($crate::key::Bytes::Made)
            }

            fn from_octets(octets: &[u8]) -> qila::Result<Self> {
                $crate::format::rsa::read(octets)
            }

            fn octets(&self) -> qila::Result<$crate::format::FileBytes> {
                $crate::format::rsa::write(self, &self.public()?.0)
            }

            fn public(&self) -> qila::Result<$public> {
                let key = self.$half()?;
                let held = $crate::format::rsa::Held::of(key.size(), |n| key.modulus(n), &key.exponent())?;
                Ok($public(held, key))
            }

            fn indicator(&self) -> qila::Indicator {
                self.$indicator($options)
            }
        }

        $(#[$doc])*
        #[derive(Clone)]
        pub struct $public($crate::format::rsa::Held, $key);

        impl core::fmt::Debug for $public {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_tuple($shown).finish_non_exhaustive()
            }
        }

        impl $crate::key::PublicKey for $public {
            fn new(bytes: &[u8]) -> qila::Result<Self> {
                let held = $crate::format::rsa::Held::read(bytes)?;
                let (n, e) = held.numbers()?;
                let key = $key::new(n, e)?;
                Ok(Self(held, key))
            }

            fn bytes(&self) -> $crate::key::Bytes<'_> {
                $crate::key::Bytes::Lent(self.0.octets())
            }

            fn bits(&self) -> Option<usize> {
                Some(self.1.bits())
            }

            fn indicator(&self) -> qila::Indicator {
                self.1.$indicator($options)
            }
        }
    };
}
pub(crate) use keys;
