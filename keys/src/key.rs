//! What every key does, whatever it is for.

use crate::format::forms::Form;
use crate::format::identifier::Identifier;
use crate::format::{FileBytes, write};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Deref;
use qila::random::Rng;
use qila::{Error, Indicator, Result, admin};
use spki::AlgorithmIdentifierRef;
use zeroize::Zeroizing;

/// The private half of a pair. The bodies here are those of an algorithm that cannot do it.
pub(crate) trait PrivateKey: Sized {
    /// The public half.
    type Public: PublicKey;
    /// The name of the algorithm, that of its standard and of ACVP.
    const NAME: &'static str;
    /// What names the algorithm in files.
    const IDENTIFIER: Identifier;

    /// Makes a key pair.
    fn generate(rng: &mut Rng) -> Result<Self>;

    /// Makes a key pair of so many bits.
    fn generate_of_size(_bits: usize, _rng: &mut Rng) -> Result<Self> {
        Err(Error::InvalidParameter)
    }

    /// Makes the key pair of a seed.
    fn from_seed(_seed: &[u8]) -> Result<Self> {
        Err(Error::InvalidParameter)
    }

    /// Takes a key in the form in which its standard uses it.
    fn from_expanded(_expanded: &[u8]) -> Result<Self> {
        Err(Error::InvalidParameter)
    }

    /// Takes both forms, which must agree.
    fn from_both(_seed: &[u8], _expanded: &[u8]) -> Result<Self> {
        Err(Error::InvalidParameter)
    }

    /// The seed, if there is one and it is known.
    fn seed(&self) -> Option<Bytes<'_>> {
        None
    }

    /// The key in the form in which its standard uses it.
    fn expanded(&self) -> Option<Bytes<'_>> {
        None
    }

    /// Takes the key as PKCS#8 holds it: in one of the three forms, unless the algorithm has its
    /// own.
    fn from_octets(octets: &[u8]) -> Result<Self> {
        match Form::read(octets)? {
            Form::Seed(seed) => Self::from_seed(seed),
            Form::Expanded(expanded) => Self::from_expanded(expanded),
            Form::Both(seed, expanded) => Self::from_both(seed, expanded),
        }
    }

    /// The key as PKCS#8 holds it.
    fn octets(&self) -> Result<FileBytes> {
        match (self.seed(), self.expanded()) {
            (Some(seed), _) => Form::Seed(&seed).write(),
            (None, Some(expanded)) => Form::Expanded(&expanded).write(),
            (None, None) => Err(Error::InvalidParameter),
        }
    }

    /// Makes the public half.
    fn public(&self) -> Result<Self::Public>;

    /// Whether the services with this key are approved.
    fn indicator(&self) -> Indicator;
}

/// The public half of a pair.
pub(crate) trait PublicKey: Sized {
    /// Takes a key and makes the checks of its standard.
    fn new(bytes: &[u8]) -> Result<Self>;

    /// The key.
    fn bytes(&self) -> Bytes<'_>;

    /// Takes the key as SubjectPublicKeyInfo holds it.
    fn from_octets(octets: &[u8]) -> Result<Self> {
        Self::new(octets)
    }

    /// The key as SubjectPublicKeyInfo holds it.
    fn octets(&self) -> Result<FileBytes> {
        write::copied(&self.bytes())
    }

    /// Takes the key with the algorithm beside it, which may hold parameters of the key.
    fn from_info(_algorithm: &AlgorithmIdentifierRef<'_>, octets: &[u8]) -> Result<Self> {
        Self::from_octets(octets)
    }

    /// SubjectPublicKeyInfo.
    fn info(&self, identifier: Identifier) -> Result<FileBytes> {
        write::sequence(&[&identifier.to_der()?, &write::bits(&self.octets()?)?])
    }

    /// The bits of the key, where keys of the algorithm can have several sizes.
    fn bits(&self) -> Option<usize> {
        None
    }

    /// Whether the services with this key are approved.
    fn indicator(&self) -> Indicator;
}

/// The stack that moves of a new key use: the longest has 12 KiB.
const MOVES: usize = 40 << 10;

/// A key of a known algorithm on the heap, in memory of its own.
pub struct Kept<K>(Box<[K; 1]>);

impl<K> Kept<K> {
    /// Makes the key. The memory comes first, and the stack over which the key came is wiped.
    ///
    /// Errors: those of `make`; [`Error::NoMemory`].
    #[inline(never)] // its frame holds the key
    pub(crate) fn new(make: impl FnOnce() -> Result<K>) -> Result<Self> {
        admin::clean_stack_of::<MOVES, _>(|| {
            // A vector can say that there is no memory, and a box cannot.
            let mut place = Vec::new();
            place.try_reserve_exact(1).map_err(|_| Error::NoMemory)?;
            place.push(make()?);
            place.into_boxed_slice().try_into().map(Self).map_err(|_| Error::NoMemory)
        })
    }
}

impl<K> Deref for Kept<K> {
    type Target = K;

    fn deref(&self) -> &K {
        let [key] = &*self.0;
        key
    }
}

impl<K: fmt::Debug> fmt::Debug for Kept<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// Bytes of a key: lent by it, or encoded for the reader and wiped after use.
pub enum Bytes<'a> {
    /// The key holds them so.
    Lent(&'a [u8]),
    /// They were encoded.
    Made(Zeroizing<Vec<u8>>),
}

impl Deref for Bytes<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Lent(bytes) => bytes,
            Self::Made(bytes) => bytes,
        }
    }
}

impl fmt::Debug for Bytes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bytes").finish_non_exhaustive()
    }
}
