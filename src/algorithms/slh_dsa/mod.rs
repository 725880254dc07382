//! SLH-DSA (FIPS 205): signatures that rest on hash functions alone, without a state.
//!
//! A signing key that exists is consistent: its root, computed anew, is the one that it was made
//! with.

mod address;
mod fors;
mod functions;
mod hypertree;
mod message;
mod parameters;
mod sha2;
mod shake;
#[cfg(test)]
mod tests;
mod tree;
mod wots;

pub(crate) use message::{MAX_CONTEXT, Message};
pub use parameters::{
    ParameterSet, SlhDsaSet, SlhDsaSha2_128f, SlhDsaSha2_128s, SlhDsaSha2_192f, SlhDsaSha2_192s, SlhDsaSha2_256f,
    SlhDsaSha2_256s, SlhDsaShake128f, SlhDsaShake128s, SlhDsaShake192f, SlhDsaShake192s, SlhDsaShake256f,
    SlhDsaShake256s,
};

use crate::algorithms::array::Array;
use crate::base::error::{Error, Result};
use crate::base::secret::no_padding;
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use address::Address;
pub(crate) use functions::MAX_N;
use functions::{Functions, Value};
use hypertree::Place;
use parameters::Parameters;
use subtle::ConstantTimeEq;
use zeroize::ZeroizeOnDrop;

/// The longest digest of a message, that of 256f: 40 + 8 + 1 bytes.
const MAX_DIGEST: usize = 49;
/// The longest signature with one tree, that of 256s.
const MAX_LAYER: usize = (wots::len(MAX_N) + 8) * MAX_N;

/// A verifying key.
#[derive(Clone)]
pub(crate) struct VerifyingKey<P: ParameterSet>(P::VerifyingKey);

impl<P: ParameterSet> VerifyingKey<P> {
    /// Takes a verifying key. Every string of the right length is one.
    ///
    /// Errors: [`Error::InvalidKeyLength`].
    pub(crate) fn new(bytes: &[u8]) -> Result<Self> {
        let mut key = P::VerifyingKey::ZERO;
        if bytes.len() != P::VERIFYING_KEY_SIZE {
            return Err(Error::InvalidKeyLength);
        }
        key.as_mut().copy_from_slice(bytes);
        Ok(Self(key))
    }

    /// The key: PK.seed and PK.root, 2 n bytes.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_ref()
    }

    /// slh_verify_internal (algorithm 20).
    ///
    /// Time: depends on everything, which is public.
    ///
    /// Errors: [`Error::SignatureMismatch`], also for another length; as [`Message::encode`].
    #[inline(never)] // its frame is large
    pub(crate) fn verify(&self, message: Message<'_>, signature: &[u8]) -> Result<()> {
        let set = &P::PARAMETERS;
        let (pk_seed, pk_root) = self.as_bytes().split_at(set.n);
        let functions = P::Functions::new(pk_seed);
        message.encode(|message| {
            if signature.len() != P::SIGNATURE_SIZE {
                return Err(Error::SignatureMismatch);
            }
            let (r, rest) = signature.split_at(set.n);
            let (forest, rest) = rest.split_at(set.forest_size());
            let mut digest = [0; MAX_DIGEST];
            let (digest, place) = digest_of(&functions, set, [r, pk_seed, pk_root], message, &mut digest);
            let key = fors::public_key_of(&functions, set, (place.address(), place.leaf), digest, forest);
            let root = hypertree::root_of(&functions, set, place, &key, rest);
            if root[..set.n] == *pk_root { Ok(()) } else { Err(Error::SignatureMismatch) }
        })?
    }
}

/// A signing key that is consistent: SK.seed, SK.prf, PK.seed and PK.root. Wipes itself on drop.
pub(crate) struct SigningKey<P: ParameterSet>(Wiped<P::SigningKey>);

// The field wipes itself.
impl<P: ParameterSet> ZeroizeOnDrop for SigningKey<P> {}
no_padding!([P: ParameterSet] SigningKey<P> { 0 });

impl<P: ParameterSet> SigningKey<P> {
    /// No key as yet: what a key is made in.
    pub(crate) const EMPTY: Self = {
        let () = Self::NO_PADDING;
        Self(Wiped::new(P::SigningKey::ZERO))
    };

    /// slh_keygen_internal (algorithm 18) of SK.seed, SK.prf and PK.seed, n bytes each.
    ///
    /// Time: depends on the set.
    ///
    /// Errors: [`Error::InvalidKeyLength`].
    #[cfg(any(test, feature = "lab"))]
    pub(crate) fn from_seeds(seeds: [&[u8]; 3]) -> Result<Self> {
        let mut fresh = Fresh::EMPTY;
        for (place, seed) in fresh.seeds_mut().chunks_exact_mut(P::PARAMETERS.n).zip(seeds) {
            if place.len() != seed.len() {
                return Err(Error::InvalidKeyLength);
            }
            place.copy_from_slice(seed);
        }
        fresh.complete();
        Ok(fresh.key)
    }

    /// Takes a key of 4 n bytes, whose root is computed anew.
    ///
    /// Time: depends on the set: as long as to make a key.
    ///
    /// Errors: [`Error::InvalidKeyLength`]; [`Error::InvalidKey`] where the root is that of another
    /// key.
    #[inline(never)] // its frame is large
    pub(crate) fn new(bytes: &[u8]) -> Result<Self> {
        if bytes.len() != P::SIGNING_KEY_SIZE {
            return Err(Error::InvalidKeyLength);
        }
        let (mut fresh, (seeds, root)) = (Fresh::<P>::EMPTY, bytes.split_at(3 * P::PARAMETERS.n));
        fresh.seeds_mut().copy_from_slice(seeds);
        fresh.complete();
        let is_same = fresh.key.parts().root.ct_eq(root).into();
        if declassify(is_same, "whether the root belongs to the key is the answer") {
            Ok(fresh.key)
        } else {
            Err(Error::InvalidKey)
        }
    }

    /// The key of 4 n bytes.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_ref()
    }

    /// Its verifying key.
    pub(crate) fn verifying_key(&self) -> VerifyingKey<P> {
        let mut key = P::VerifyingKey::ZERO;
        key.as_mut().copy_from_slice(&self.as_bytes()[2 * P::PARAMETERS.n..]);
        VerifyingKey(declassify(key, "a verifying key is public"))
    }

    /// slh_sign_internal (algorithm 19) with `opt_rand`, n bytes; without it, PK.seed takes its
    /// place and the signature is always the same.
    ///
    /// The signature is verified before it is given: a fault in its making that makes it wrong is
    /// found. A fault after which a wrong tree is signed as a whole is not; only a second signature
    /// would show it.
    ///
    /// Time: depends on the set, on the lengths, and on which leaves the digest of the message
    /// chooses.
    ///
    /// Errors: [`Error::InvalidInputLength`] for another length of `opt_rand`;
    /// [`Error::BufferTooSmall`]; as [`Message::encode`]. `signature` is then unchanged.
    /// [`Error::SignatureMismatch`] after a fault; it is then zero.
    pub(crate) fn sign(&self, message: Message<'_>, opt_rand: Option<&[u8]>, signature: &mut [u8]) -> Result<()> {
        let signature = signature.get_mut(..P::SIGNATURE_SIZE).ok_or(Error::BufferTooSmall)?;
        let parts = self.parts();
        let opt_rand = opt_rand.unwrap_or(parts.seed);
        if opt_rand.len() != P::PARAMETERS.n {
            return Err(Error::InvalidInputLength);
        }
        message.encode(|message| sign::<P>(&parts, message, opt_rand, signature))?;
        for byte in &mut *signature {
            *byte = declassify(*byte, "a signature is public");
        }
        let verified = self.verifying_key().verify(message, signature);
        if verified.is_err() {
            signature.fill(0);
        }
        verified
    }

    fn parts(&self) -> Parts<'_> {
        let n = P::PARAMETERS.n;
        let (secret, rest) = self.as_bytes().split_at(n);
        let (prf, rest) = rest.split_at(n);
        let (seed, root) = rest.split_at(n);
        Parts { secret, prf, seed, root }
    }
}

/// The parts of a signing key.
struct Parts<'a> {
    secret: &'a [u8],
    prf: &'a [u8],
    seed: &'a [u8],
    root: &'a [u8],
}

/// Algorithm 19 with a message in parts.
#[inline(never)] // its frame is large
fn sign<P: ParameterSet>(parts: &Parts<'_>, message: &[&[u8]], opt_rand: &[u8], signature: &mut [u8]) {
    let (set, functions) = (&P::PARAMETERS, P::Functions::new(parts.seed));
    let (r, rest) = signature.split_at_mut(set.n);
    let (forest, rest) = rest.split_at_mut(set.forest_size());
    functions.prf_msg(parts.prf, opt_rand, message, r);
    let mut digest = [0; MAX_DIGEST];
    let (digest, place) = digest_of(&functions, set, [r, parts.seed, parts.root], message, &mut digest);
    let key = fors::sign(&functions, set, parts.secret, (place.address(), place.leaf), digest, forest);
    let key = declassify(key, "who verifies the signature computes the key of the forest");
    hypertree::sign(&functions, set, parts.secret, place, &key, rest);
}

/// The digest of a message under R, PK.seed and PK.root: what the forest signs, and its place
/// (algorithm 19 steps 5 to 10).
fn digest_of<'a, F: Functions>(
    functions: &F,
    set: &Parameters,
    [r, pk_seed, pk_root]: [&[u8]; 3],
    message: &[&[u8]],
    digest: &'a mut [u8; MAX_DIGEST],
) -> (&'a [u8], Place) {
    let [forest, tree, leaf] = set.digest_parts();
    functions.h_msg(r, pk_seed, pk_root, message, &mut digest[..forest + tree + leaf]);
    *digest = declassify(*digest, "the signature shows which leaves the digest chooses");
    let (front, rest) = digest.split_at(forest);
    let number = |bytes: &[u8], bits: usize| {
        let value = bytes.iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
        // 64 bits are all taken.
        value & (u64::MAX >> (64 - bits))
    };
    let height = set.tree_height();
    let place =
        Place { tree: number(&rest[..tree], set.h - height), leaf: number(&rest[tree..tree + leaf], height) as u32 };
    (front, place)
}

/// A key pair as it is made, with the path from the first leaf of the top tree to the root. Wipes
/// itself on drop.
pub(crate) struct Fresh<P: ParameterSet> {
    key: SigningKey<P>,
    layer: Wiped<[u8; MAX_LAYER]>,
}

impl<P: ParameterSet> Fresh<P> {
    /// No key as yet.
    pub(crate) const EMPTY: Self = Self { key: SigningKey::EMPTY, layer: Wiped::new([0; MAX_LAYER]) };

    /// The place of SK.seed, SK.prf and PK.seed, 3 n bytes.
    pub(crate) fn seeds_mut(&mut self) -> &mut [u8] {
        &mut self.key.0.as_mut()[..3 * P::PARAMETERS.n]
    }

    /// Computes the root of the seeds (algorithm 18).
    ///
    /// Time: depends on the set.
    #[inline(never)] // its frame is large
    pub(crate) fn complete(&mut self) {
        let (set, n) = (&P::PARAMETERS, P::PARAMETERS.n);
        let (seeds, root) = self.key.0.as_mut().split_at_mut(3 * n);
        let path = &mut self.layer[wots::len(n) * n..][..set.tree_height() * n];
        let functions = P::Functions::new(&seeds[2 * n..]);
        root.copy_from_slice(&hypertree::root(&functions, set, &seeds[..n], path)[..n]);
    }

    /// Whether the first one-time key of the top tree signs what the root verifies. The signature
    /// goes nowhere.
    ///
    /// Time: depends on the set.
    #[inline(never)] // its frame is large
    pub(crate) fn is_consistent(&self) -> bool {
        let (set, n, parts) = (&P::PARAMETERS, P::PARAMETERS.n, self.key.parts());
        let (tree, functions) = (Address::tree(set.d as u8 - 1, 0), P::Functions::new(parts.seed));
        let mut value: Value = [0; MAX_N];
        value[..n].copy_from_slice(parts.root);
        let (mut layer, mut key) = (self.layer.clone(), [[0; MAX_N]]);
        let signature = &mut layer[..wots::len(n) * n];
        let mut signing = wots::Signing { key_pair: 0, digits: wots::digits(&value[..n]), signature };
        wots::public_keys(&functions, parts.secret, tree, 0, Some(&mut signing), &mut key);
        let root = hypertree::root_of_tree(&functions, set, (tree, 0), &value, &layer[..set.layer_size()]);
        declassify(root[..n].ct_eq(parts.root).into(), "whether a pair is consistent is the answer")
    }

    /// This pair with the root of another one.
    #[cfg(test)]
    pub(crate) fn with_root_of(mut self, other: &Self) -> Self {
        let n = P::PARAMETERS.n;
        self.key.0.as_mut()[3 * n..].copy_from_slice(other.key.parts().root);
        self
    }

    /// The key.
    pub(crate) fn into_key(self) -> SigningKey<P> {
        self.key
    }
}
