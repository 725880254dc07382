//! LMS and HSS (RFC 8554, SP 800-208): signatures that rest on hash functions, and whose signers
//! have a state.

mod function;
mod ots;
mod parameters;
mod reader;
pub(crate) mod sign;
mod state;
mod tree;
mod walk;

use crate::base::error::{Error, Result};
use core::marker::PhantomData;
use reader::Reader;
pub(crate) use state::MAX_STATE;
use tree::TreeKey;

/// The most levels of a hierarchy (RFC 8554 section 6).
const MAX_LEVELS: u32 = 8;
/// The longest verifying key in bytes.
const MAX_KEY: usize = 4 + 24 + function::MAX_N;

/// [`Lms`] or [`Hss`]. No other crate can make one.
pub trait Scheme: sealed::Sealed + Copy + Send + Sync + 'static {
    /// The same scheme as a value.
    const VALUE: LmsScheme;
}

/// What is said of the levels of a hierarchy.
pub(crate) const fn count_size(scheme: LmsScheme) -> usize {
    match scheme {
        LmsScheme::Lms => 0,
        LmsScheme::Hss => 4,
    }
}

mod sealed {
    pub trait Sealed {}
}

/// A scheme of RFC 8554.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LmsScheme {
    /// One tree.
    Lms,
    /// A hierarchy of trees.
    Hss,
}

/// One tree of one-time keys.
#[derive(Clone, Copy, Debug)]
pub struct Lms;

/// A hierarchy of one to eight levels of trees, each of which signs the key of a tree below.
#[derive(Clone, Copy, Debug)]
pub struct Hss;

impl sealed::Sealed for Lms {}
impl sealed::Sealed for Hss {}

impl Scheme for Lms {
    const VALUE: LmsScheme = LmsScheme::Lms;
}

impl Scheme for Hss {
    const VALUE: LmsScheme = LmsScheme::Hss;
}

/// A verifying key. All trees have one hash function.
#[derive(Clone)]
pub struct VerifyingKey<S: Scheme> {
    bytes: [u8; MAX_KEY],
    len: usize,
    scheme: PhantomData<S>,
}

impl<S: Scheme> VerifyingKey<S> {
    /// Takes a verifying key: for HSS the number of levels; type codes, identifier and root of the
    /// top tree (RFC 8554 sections 5.3 and 6.1). 48 or 56 bytes, and 4 more for HSS.
    ///
    /// Errors: [`Error::InvalidKeyLength`]; [`Error::InvalidKey`] for another number of levels,
    /// unknown type codes, and those of different hash functions.
    pub(crate) fn new(bytes: &[u8]) -> Result<Self> {
        let (_, _, rest) = Self::read(bytes)?;
        let mut key = Self { bytes: [0; MAX_KEY], len: bytes.len(), scheme: PhantomData };
        match key.bytes.get_mut(..bytes.len()) {
            Some(place) if rest.is_empty() => place.copy_from_slice(bytes),
            _ => return Err(Error::InvalidKeyLength),
        }
        Ok(key)
    }

    /// The key.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// Whether the hash function is SHA-256, and not SHAKE256.
    pub(crate) fn is_sha2(&self) -> bool {
        Self::read(self.as_bytes()).is_ok_and(|(_, top, _)| top.set.function.is_sha2)
    }

    /// Verifies a signature (RFC 8554 sections 5.4.2 and 6.3).
    ///
    /// Time: depends on everything, which is public.
    ///
    /// Errors: [`Error::SignatureMismatch`], also for another length.
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<()> {
        let is_right = self.is_right(message, Reader(signature));
        if is_right == Some(true) { Ok(()) } else { Err(Error::SignatureMismatch) }
    }

    /// Whether a signature is one; nothing where it cannot be read.
    fn is_right(&self, message: &[u8], mut signature: Reader<'_>) -> Option<bool> {
        let (levels, mut key, _) = Self::read(self.as_bytes()).ok()?;
        if S::VALUE == LmsScheme::Hss && signature.number()? != levels - 1 {
            return Some(false);
        }
        for _ in 1..levels {
            let own = signature.signature(&key)?;
            let (next, bytes) = signature.next_key(&key)?;
            if !key.verifies(bytes, &own) {
                return Some(false);
            }
            key = next;
        }
        let own = signature.signature(&key)?;
        Some(signature.0.is_empty() && key.verifies(message, &own))
    }

    /// The number of levels, the key of the top tree, and what stands behind.
    fn read(bytes: &[u8]) -> Result<(u32, TreeKey<'_>, &[u8])> {
        let mut reader = Reader(bytes);
        let levels = match S::VALUE {
            LmsScheme::Lms => 1,
            LmsScheme::Hss => reader.number().ok_or(Error::InvalidKeyLength)?,
        };
        if !(1..=MAX_LEVELS).contains(&levels) {
            return Err(Error::InvalidKey);
        }
        let top = reader.key(None)?;
        Ok((levels, top, reader.0))
    }
}
