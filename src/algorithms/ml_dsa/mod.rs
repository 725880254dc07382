//! ML-DSA (FIPS 204): signatures on module lattices.
//!
//! A signing key that exists is consistent: its verifying key, computed anew, is the one that it
//! was made with.

mod hint;
mod key;
mod message;
mod parameters;
mod sample;
mod sign;
#[cfg(test)]
mod tests;
mod verify;
mod work;

pub(crate) use message::{MAX_CONTEXT, MU_SIZE, Message};
pub use parameters::{MlDsa44, MlDsa65, MlDsa87, MlDsaSet, ParameterSet};

use crate::algorithms::array::Array;
use crate::base::error::{Error, Result};
use crate::base::secret::no_padding;
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use key::Parts;
use subtle::ConstantTimeEq;
use zeroize::ZeroizeOnDrop;

/// The seed of a key pair, xi, in bytes.
pub(crate) const SEED_SIZE: usize = 32;
/// The randomness of a signature, rnd, in bytes.
pub(crate) const RND_SIZE: usize = 32;

/// A verifying key with its hash value.
#[derive(Clone)]
pub(crate) struct VerifyingKey<P: ParameterSet> {
    bytes: P::VerifyingKey,
    tr: [u8; 64],
}

impl<P: ParameterSet> VerifyingKey<P> {
    /// Takes a verifying key. Every string of the right length is one.
    ///
    /// Errors: [`Error::InvalidKeyLength`].
    pub(crate) fn new(bytes: &[u8]) -> Result<Self> {
        let mut key = Self { bytes: P::VerifyingKey::ZERO, tr: [0; 64] };
        if bytes.len() != size_of::<P::VerifyingKey>() {
            return Err(Error::InvalidKeyLength);
        }
        key.bytes.as_mut().copy_from_slice(bytes);
        key::hash_of::<P>(&key.bytes, &mut key.tr);
        Ok(key)
    }

    /// The key, 320 k + 32 bytes.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.as_ref()
    }

    /// Its hash value, tr, with which mu is made.
    pub(crate) const fn hash(&self) -> &[u8; 64] {
        &self.tr
    }

    /// ML-DSA.Verify_internal (algorithm 8).
    ///
    /// Time: depends on everything, which is public.
    ///
    /// Errors: [`Error::SignatureMismatch`], also for another length;
    /// [`Error::InputTooLong`] for a context of more than 255 bytes; [`Error::InvalidParameter`]
    /// for a key whose seed gives no matrix, of which fewer than one in 2^256 exist.
    pub(crate) fn verify(&self, message: Message<'_>, signature: &[u8]) -> Result<()> {
        let mu = message.mu(&self.tr)?;
        if verify::verify::<P>(&self.bytes, &mu, signature)? { Ok(()) } else { Err(Error::SignatureMismatch) }
    }
}

/// A signing key that is consistent, with the seed it came from, if it is known. Wipes itself on
/// drop.
pub(crate) struct SigningKey<P: ParameterSet> {
    bytes: Wiped<P::SigningKey>,
    /// Public, but a scan of memory for what depends on a secret cannot know that.
    verifying: Wiped<P::VerifyingKey>,
    seed: Wiped<[u8; SEED_SIZE]>,
    /// Whether the seed is known: 1 or 0. A byte, so that there is no padding.
    has_seed: Wiped<u8>,
}

// Every field wipes itself.
impl<P: ParameterSet> ZeroizeOnDrop for SigningKey<P> {}
no_padding!([P: ParameterSet] SigningKey<P> { bytes, verifying, seed, has_seed });

impl<P: ParameterSet> SigningKey<P> {
    /// No key as yet: what a key is made in.
    pub(crate) const EMPTY: Self = {
        let () = Self::NO_PADDING;
        Self {
            bytes: Wiped::new(P::SigningKey::ZERO),
            verifying: Wiped::new(P::VerifyingKey::ZERO),
            seed: Wiped::new([0; SEED_SIZE]),
            has_seed: Wiped::new(0),
        }
    };

    /// ML-DSA.KeyGen_internal (algorithm 6) of the seed, xi.
    ///
    /// Time: depends on the verifying key, and on which half bytes of the seed of the secrets give
    /// no number.
    ///
    /// Errors: [`Error::InvalidParameter`] for a seed that gives no matrix or no secrets; fewer
    /// than one in 2^256 exist.
    pub(crate) fn fill_from_seed(&mut self, seed: &[u8; SEED_SIZE]) -> Result<()> {
        self.seed.copy_from_slice(seed);
        *self.has_seed = 1;
        key::generate::<P>(seed, &mut self.bytes, &mut self.verifying)
    }

    /// Takes the expanded form. The secrets must be within their bound, and t0 and tr those that
    /// belong to them; the verifying key is computed. K is random, and nothing can be said of it.
    ///
    /// Time: depends on the verifying key, and on whether the key is taken.
    ///
    /// Errors: [`Error::InvalidKeyLength`]; [`Error::InvalidKey`] where the parts do not belong
    /// together; as [`SigningKey::fill_from_seed`].
    pub(crate) fn fill_from_expanded(&mut self, bytes: &[u8]) -> Result<()> {
        if bytes.len() != size_of::<P::SigningKey>() {
            return Err(Error::InvalidKeyLength);
        }
        self.bytes.as_mut().copy_from_slice(bytes);
        if key::check::<P>(&self.bytes, &mut self.verifying)? { Ok(()) } else { Err(Error::InvalidKey) }
    }

    /// Takes both forms of one key, which must agree in every byte.
    ///
    /// Time: as [`SigningKey::fill_from_seed`].
    ///
    /// Errors: as [`SigningKey::fill_from_seed`]; [`Error::InvalidKeyLength`];
    /// [`Error::InvalidKey`] where the seed gives another key.
    pub(crate) fn fill_from_both(&mut self, seed: &[u8; SEED_SIZE], bytes: &[u8]) -> Result<()> {
        if bytes.len() != size_of::<P::SigningKey>() {
            return Err(Error::InvalidKeyLength);
        }
        self.fill_from_seed(seed)?;
        let agrees = declassify(self.as_bytes().ct_eq(bytes).into(), "whether the two forms agree is the answer");
        if agrees { Ok(()) } else { Err(Error::InvalidKey) }
    }

    /// The key of a seed, see [`SigningKey::fill_from_seed`].
    pub(crate) fn from_seed(seed: &[u8; SEED_SIZE]) -> Result<Self> {
        let mut key = Self::EMPTY;
        key.fill_from_seed(seed)?;
        Ok(key)
    }

    /// The expanded form: 2,560, 4,032 or 4,896 bytes.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.as_ref()
    }

    /// The seed, xi, of a key that came from one.
    pub(crate) fn seed(&self) -> Option<&[u8; SEED_SIZE]> {
        (*self.has_seed == 1).then_some(&*self.seed)
    }

    /// Its verifying key.
    pub(crate) fn verifying_key(&self) -> VerifyingKey<P> {
        let mut key = VerifyingKey::<P> { bytes: *self.verifying, tr: [0; 64] };
        key.tr.copy_from_slice(Parts::of::<P>(&self.bytes).tr);
        key.tr = declassify(key.tr, "the hash value of a verifying key is public");
        key
    }

    /// This key with the verifying key of another one, and with its hash value.
    #[cfg(test)]
    pub(crate) fn with_verifying_key_of(&self, other: &Self) -> Self {
        let mut mixed = Self { bytes: self.bytes.clone(), verifying: other.verifying.clone(), ..Self::EMPTY };
        mixed.bytes.as_mut()[64..128].copy_from_slice(Parts::of::<P>(&other.bytes).tr);
        mixed
    }

    /// ML-DSA.Sign_internal (algorithm 7) with the randomness `rnd`, which is zero for a
    /// deterministic signature.
    ///
    /// Time: depends on the verifying key, on the lengths, and on the number of candidates that
    /// were rejected.
    ///
    /// Errors: [`Error::InputTooLong`] for a context of more than 255 bytes;
    /// [`Error::InvalidParameter`] for one key and message in 2^256. `signature` is then unchanged.
    pub(crate) fn sign(
        &self,
        message: Message<'_>,
        rnd: &[u8; RND_SIZE],
        signature: &mut P::Signature,
    ) -> Result<()> {
        let mu = Wiped::new(message.mu(Parts::of::<P>(&self.bytes).tr)?);
        sign::sign::<P>(&self.bytes, &mu, rnd, signature)
    }
}
