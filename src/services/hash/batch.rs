//! Several messages of one length at once, as hash-based signatures and Merkle trees have them: the
//! lanes of a vector register hash one each.

use super::{HashFunction, HashValue, rule};
use crate::algorithms::hash::dispatch::with_hash;
use crate::algorithms::hash::{Hash, HashAlgorithm, HashOutput};
use crate::base::error::{Error, Result};
use crate::machine::wipe::Wiped;
use crate::module::cast;
use crate::module::{gate, policy};

/// Hashes messages of the same length, each to the value in its place:
/// `hash::batch::<Sha256>(&messages, &mut values)`.
///
/// Time: depends on the length and the number.
///
/// # Errors
/// [`Error::InvalidInputLength`] unless all messages have the same length and there are as many
/// values; [`Error::ModuleInErrorState`], [`Error::NotApproved`]. The values are then unchanged.
pub fn batch<H: HashFunction>(messages: &[&[u8]], values: &mut [HashValue<H>]) -> Result<()> {
    gate::clean_briefly::<8704, _>(|| {
        let entry = gate::enter(const { cast::hash::of_batch(H::Algorithm::ALGORITHM) })?;
        policy::permit_rule(|| rule(H::Algorithm::ALGORITHM))?;
        let len = messages.first().map_or(0, |message| message.len());
        if messages.len() != values.len() || messages.iter().any(|message| message.len() != len) {
            return Err(Error::InvalidInputLength);
        }
        H::Algorithm::digest_many(messages, values);
        entry.release_all(values)
    })
}

/// As [`batch`] for messages of `len` bytes that stand one after the other, with the hash values
/// one after the other in `out`.
///
/// Time: depends on the lengths.
///
/// # Errors
/// [`Error::InvalidInputLength`] unless `out` holds a whole number of hash values and `data` as
/// many messages; [`Error::ModuleInErrorState`], [`Error::NotApproved`]. `out` is then unchanged.
pub fn batch_into(algorithm: HashAlgorithm, data: &[u8], len: usize, out: &mut [u8]) -> Result<()> {
    gate::clean_briefly::<4608, _>(|| {
        let entry = gate::enter(cast::hash::of_batch(algorithm))?;
        policy::permit_rule(|| rule(algorithm))?;
        let size = algorithm.output_size();
        if !out.len().is_multiple_of(size) || (out.len() / size).checked_mul(len) != Some(data.len()) {
            return Err(Error::InvalidInputLength);
        }
        with_hash!(algorithm, H => groups::<H>(data, len, out));
        entry.release(out)
    })
}

/// How many messages are given to the algorithm at a time.
const GROUP: usize = 16;

fn groups<H: Hash>(data: &[u8], len: usize, out: &mut [u8]) {
    let mut values = Wiped::new([H::Output::ZERO; GROUP]);
    for (number, out) in out.chunks_mut(GROUP * H::OUTPUT_SIZE).enumerate() {
        let count = out.len() / H::OUTPUT_SIZE;
        let message =
            |i: usize| data.get((number * GROUP + i) * len..).and_then(|data| data.get(..len)).unwrap_or(&[]);
        let messages: [&[u8]; GROUP] = core::array::from_fn(|i| if i < count { message(i) } else { &[] });
        H::digest_many(&messages[..count], &mut values[..count]);
        for (out, value) in out.chunks_mut(H::OUTPUT_SIZE).zip(values.iter()) {
            out.copy_from_slice(value.as_ref());
        }
    }
}
