//! ML-KEM (FIPS 203 sections 6 and 7): a key-encapsulation mechanism on module lattices.
//!
//! The constructors of keys make the checks of sections 7.2 and 7.3, and more: a key that exists
//! has passed them.

mod parameters;
mod pke;
mod sample;
#[cfg(test)]
mod tests;

pub use parameters::{MlKem512, MlKem768, MlKem1024, MlKemSet, ParameterSet};

use crate::algorithms::array::Array;
use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha3::{Sha3_256, Sha3_512};
use crate::algorithms::hash::shake::Shake;
use crate::algorithms::hash::sponge::Rate;
use crate::base::error::{Error, Result};
use crate::base::secret::no_padding;
use crate::kernels::ntt::ml_kem::{Kernel, Poly, Q};
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use core::hint::black_box;
use pke::{POLY_SIZE, in_two};
use zeroize::ZeroizeOnDrop;

/// A shared secret in bytes.
pub(crate) const SECRET_SIZE: usize = 32;
/// The seed of a key pair, d and z, in bytes.
pub(crate) const SEED_SIZE: usize = 64;

/// An encapsulation key that has passed the checks of section 7.2, with its hash value.
#[derive(Clone)]
pub(crate) struct EncapsulationKey<P: ParameterSet> {
    bytes: P::EncapsulationKey,
    hash: [u8; 32],
}

impl<P: ParameterSet> EncapsulationKey<P> {
    /// Takes an encapsulation key.
    ///
    /// Time: depends on the key, which is public.
    ///
    /// Errors: [`Error::InvalidKeyLength`]; [`Error::InvalidKey`] where a coefficient is not below
    /// q.
    pub(crate) fn new(bytes: &[u8]) -> Result<Self> {
        let bytes = copied::<P::EncapsulationKey>(bytes)?;
        if !is_canonical(&bytes.as_ref()[..POLY_SIZE * P::K]) {
            return Err(Error::InvalidKey);
        }
        Ok(Self::canonical(bytes))
    }

    /// Takes one whose coefficients are below q.
    fn canonical(bytes: P::EncapsulationKey) -> Self {
        Self { bytes, hash: Sha3_256::digest(&[bytes.as_ref()]) }
    }

    /// The key, 384 k + 32 bytes.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.as_ref()
    }

    /// Its SHA3-256.
    pub(crate) const fn hash(&self) -> &[u8; 32] {
        &self.hash
    }

    /// ML-KEM.Encaps_internal (algorithm 17): a shared secret of the randomness `m`, and the
    /// ciphertext that carries it.
    ///
    /// Time: depends on the key, which is public.
    ///
    /// Errors: [`Error::InvalidParameter`] for a key whose seed gives no matrix; fewer than one in
    /// 2^261 exist.
    pub(crate) fn encapsulate(&self, m: &[u8; 32], c: &mut P::Ciphertext) -> Result<Wiped<[u8; SECRET_SIZE]>> {
        let key_and_r = Wiped::new(Sha3_512::digest(&[m, &self.hash]));
        let (key, r) = in_two(&key_and_r);
        pke::encrypt::<P>(self.as_bytes(), m, r, c)?;
        Ok(Wiped::new(*key))
    }
}

/// A decapsulation key that has passed the checks of section 7.3, with the seed it came from, if it
/// is known. Wipes itself on drop.
pub(crate) struct DecapsulationKey<P: ParameterSet> {
    /// The key of K-PKE, 384 k bytes; the encapsulation key; its hash value; z.
    bytes: Wiped<P::DecapsulationKey>,
    seed: Wiped<[u8; SEED_SIZE]>,
    /// Whether the seed is known: 1 or 0. A byte, so that there is no padding.
    has_seed: Wiped<u8>,
}

// Every field wipes itself.
impl<P: ParameterSet> ZeroizeOnDrop for DecapsulationKey<P> {}
no_padding!([P: ParameterSet] DecapsulationKey<P> { bytes, seed, has_seed });

impl<P: ParameterSet> DecapsulationKey<P> {
    /// ML-KEM.KeyGen_internal (algorithm 16) of the seed, d and z.
    ///
    /// Time: depends on the encapsulation key, which is public.
    ///
    /// Errors: [`Error::InvalidParameter`] for a seed that gives no matrix; fewer than one in 2^261
    /// exist.
    pub(crate) fn from_seed(seed: &[u8; SEED_SIZE]) -> Result<Self> {
        let () = Self::NO_PADDING;
        let (d, z) = in_two(seed);
        let mut key =
            Self { bytes: Wiped::new(P::DecapsulationKey::ZERO), seed: Wiped::new(*seed), has_seed: Wiped::new(1) };
        let (dk, rest) = key.bytes.as_mut().split_at_mut(POLY_SIZE * P::K);
        let (ek, rest) = rest.split_at_mut(POLY_SIZE * P::K + 32);
        let (hash, z_place) = rest.split_at_mut(32);
        pke::key_gen::<P>(d, ek, dk)?;
        hash.copy_from_slice(&Sha3_256::digest(&[ek]));
        z_place.copy_from_slice(z);
        Ok(key)
    }

    /// Takes the expanded form. Stricter than section 7.3, which asks for the hash value only: the
    /// coefficients of both keys must be below q, too, which those of every generated key are.
    ///
    /// Time: depends on the encapsulation key, and on whether the key is taken.
    ///
    /// Errors: [`Error::InvalidKeyLength`]; [`Error::InvalidKey`] where a coefficient is not below
    /// q, or the hash value is not that of the encapsulation key.
    pub(crate) fn from_expanded(bytes: &[u8]) -> Result<Self> {
        let () = Self::NO_PADDING;
        if bytes.len() != size_of::<P::DecapsulationKey>() {
            return Err(Error::InvalidKeyLength);
        }
        let mut key = Self {
            bytes: Wiped::new(P::DecapsulationKey::ZERO),
            seed: Wiped::new([0; SEED_SIZE]),
            has_seed: Wiped::new(0),
        };
        key.bytes.as_mut().copy_from_slice(bytes);
        let [dk, ek, hash, _] = key.parts();
        let is_right = is_canonical(dk)
            & is_canonical(&ek[..POLY_SIZE * P::K])
            & declassify(is_equal(&Sha3_256::digest(&[ek]), hash), "whether a key is consistent is the answer");
        if is_right { Ok(key) } else { Err(Error::InvalidKey) }
    }

    /// Takes both forms of one key, which must agree in every byte.
    ///
    /// Time: as [`DecapsulationKey::from_seed`].
    ///
    /// Errors: as [`DecapsulationKey::from_seed`]; [`Error::InvalidKeyLength`];
    /// [`Error::InvalidKey`] where the seed gives another key.
    pub(crate) fn from_both(seed: &[u8; SEED_SIZE], bytes: &[u8]) -> Result<Self> {
        if bytes.len() != size_of::<P::DecapsulationKey>() {
            return Err(Error::InvalidKeyLength);
        }
        let key = Self::from_seed(seed)?;
        let agrees = declassify(is_equal(key.as_bytes(), bytes), "whether the two forms agree is the answer");
        if agrees { Ok(key) } else { Err(Error::InvalidKey) }
    }

    /// The expanded form, 768 k + 96 bytes.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.as_ref()
    }

    /// The seed, d and z, of a key that came from one.
    pub(crate) fn seed(&self) -> Option<&[u8; SEED_SIZE]> {
        (*self.has_seed == 1).then_some(&*self.seed)
    }

    /// Its encapsulation key.
    pub(crate) fn encapsulation_key(&self) -> EncapsulationKey<P> {
        let [_, ek, hash, _] = self.parts();
        let mut key = EncapsulationKey::<P> { bytes: P::EncapsulationKey::ZERO, hash: [0; 32] };
        key.bytes.as_mut().copy_from_slice(ek);
        key.hash.copy_from_slice(hash);
        key
    }

    /// ML-KEM.Decaps_internal (algorithm 18): the shared secret of a ciphertext. One that no
    /// encapsulation makes gives another secret, which nobody else knows (implicit rejection), and
    /// nothing tells which it was.
    ///
    /// Time: depends on the encapsulation key, which is public.
    ///
    /// Errors: as [`EncapsulationKey::encapsulate`].
    pub(crate) fn decapsulate(&self, c: &P::Ciphertext) -> Result<Wiped<[u8; SECRET_SIZE]>> {
        let [dk, ek, hash, z] = self.parts();
        let m = pke::decrypt::<P>(dk, c);
        let key_and_r = Wiped::new(Sha3_512::digest(&[&*m, hash]));
        let (key, r) = in_two(&key_and_r);
        let mut secret = Wiped::new([0; SECRET_SIZE]);
        let mut rejection = Shake::new(Rate::OF_256);
        rejection.update(z);
        rejection.update(c.as_ref());
        rejection.finalize_bits(0, 0).read(&mut *secret);
        let mut again = Wiped::new(P::Ciphertext::ZERO);
        pke::encrypt::<P>(ek, &m, r, &mut again)?;
        select(&mut secret, key, mask_of_equal(c.as_ref(), (*again).as_ref()));
        Ok(secret)
    }

    /// The key of K-PKE, the encapsulation key, its hash value, and z.
    fn parts(&self) -> [&[u8]; 4] {
        let (dk, rest) = self.bytes.as_ref().split_at(POLY_SIZE * P::K);
        let (ek, rest) = rest.split_at(POLY_SIZE * P::K + 32);
        let (hash, z) = rest.split_at(32);
        [dk, ek, hash, z]
    }
}

/// An array of bytes from a slice of its length.
fn copied<A: Array<u8>>(bytes: &[u8]) -> Result<A> {
    let mut array = A::ZERO;
    if bytes.len() != size_of::<A>() {
        return Err(Error::InvalidKeyLength);
    }
    array.as_mut().copy_from_slice(bytes);
    Ok(array)
}

/// Whether every number of 12 bits in whole polynomials is below q.
///
/// Time: constant for the length.
fn is_canonical(bytes: &[u8]) -> bool {
    let mut above = 0;
    for bytes in bytes.chunks_exact(POLY_SIZE) {
        let mut poly = Wiped::new(Poly::ZERO);
        Kernel::choose().decode(12, bytes, &mut poly);
        // The sign of q - 1 - x is that of no canonical x.
        above = poly.0.iter().fold(above, |above, x| above | (Q - 1 - x));
    }
    declassify(above >= 0, "whether a key can be is the answer")
}

/// All ones if two byte strings of one length are equal, else zero. Every byte is looked at.
///
/// Time: constant for the length.
fn mask_of_equal(a: &[u8], b: &[u8]) -> u8 {
    let difference = a.iter().zip(b).fold(u8::from(a.len() != b.len()), |difference, (a, b)| difference | (a ^ b));
    // The compiler must not know what values these can have, or it would make a branch of them.
    let difference = u32::from(black_box(difference));
    black_box((difference.wrapping_sub(1) >> 8) as u8)
}

/// Whether two byte strings of one length are equal. The answer is a secret until it is
/// declassified.
pub(crate) fn is_equal(a: &[u8], b: &[u8]) -> bool {
    mask_of_equal(a, b) != 0
}

/// Takes `other` where the mask is ones.
fn select(value: &mut [u8; SECRET_SIZE], other: &[u8; SECRET_SIZE], mask: u8) {
    for (value, other) in value.iter_mut().zip(other) {
        *value ^= mask & (*value ^ other);
    }
}
