//! LMS and HSS with given identifiers, seeds and randomness, and with any leaf, as the tests of SP
//! 800-208 need them.

use crate::algorithms::lms::sign as algorithm;
use crate::base::error::{Error, Result};
use crate::module::cast::lms::test_for;
use crate::module::gate;
use crate::services::lms::{Nodes, Scheme, SigningKey};

/// The key of an identifier of 16 bytes and a seed, all of whose leaves are there.
///
/// # Errors
/// [`InvalidParameter`](Error::InvalidParameter) for type codes that are not known or do not belong
/// together, [`InvalidKeyLength`](Error::InvalidKeyLength),
/// [`BufferTooSmall`](Error::BufferTooSmall) for nodes of fewer levels,
/// [`ModuleInErrorState`](Error::ModuleInErrorState).
pub fn key<S: Scheme, const L: usize>(
    levels: &[[u32; 2]],
    identifier: &[u8],
    seed: &[u8],
    nodes: &mut Nodes<L>,
) -> Result<SigningKey<S>> {
    let key = algorithm::SigningKey::empty(levels);
    let test = key.as_ref().ok().map(|key| test_for(key.is_sha2()));
    let (entry, mut key) = (gate::enter_all(test.as_slice())?, key?);
    let (own, place) = key.random_mut();
    if identifier.len() != own.len() || seed.len() != place.len() {
        return Err(Error::InvalidKeyLength);
    }
    own.copy_from_slice(identifier);
    place.copy_from_slice(seed);
    key.complete(nodes.levels_mut())?;
    entry.release_value(SigningKey::of(key, 0))
}

/// A signature with leaf `q`, whatever it did before, and the randomness `c`.
///
/// # Errors
/// As [`SigningKey::sign`]; [`InvalidParameter`](Error::InvalidParameter) for a leaf that is none
/// and another length of `c`.
pub fn sign<S: Scheme, const L: usize>(
    key: &SigningKey<S>,
    q: u64,
    c: &[u8],
    message: &[u8],
    nodes: &mut Nodes<L>,
    signature: &mut [u8],
) -> Result<()> {
    let entry = gate::enter(test_for(key.is_sha2()))?;
    key.signed_with(q, c, message, nodes.levels_mut(), signature)?;
    entry.release(signature)
}
