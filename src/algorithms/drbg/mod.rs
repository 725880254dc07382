//! Deterministic random bit generators (SP 800-90A revision 1).
//!
//! Each mechanism is the three functions of section 9 on a state of its own; the fourth,
//! uninstantiate, is the drop of the state, which wipes it. Entropy input comes in as bytes: what
//! source it has, when to reseed and what to do with a request for prediction resistance is the
//! business of the caller.

pub mod any;
pub(crate) mod ctr;
pub(crate) mod df;
pub(crate) mod hash;
pub(crate) mod hmac;

use crate::algorithms::hash::HashAlgorithm;
use crate::base::bytes::bits_of;
use crate::base::error::{Error, Result};

/// The most bytes that one request may ask for: 2^19 bits (tables 2 and 3).
pub(crate) const MAX_REQUEST: usize = (1 << 19) / 8;
/// The most bytes of entropy input, personalization string or additional input: 2^35 bits (tables 2
/// and 3), less one byte so that the length and its bits fit where Block_Cipher_df counts them in
/// 32 bits.
pub(crate) const MAX_INPUT: u64 = (1 << 35) / 8 - 1;
/// The most requests between two reseeds (tables 2 and 3).
pub(crate) const RESEED_INTERVAL: u64 = 1 << 48;

/// A mechanism with its working state.
pub(crate) trait Drbg: Sized {
    /// What a mechanism leaves open beside its primitive.
    type Parameters: Copy;

    /// Instantiate_algorithm: makes the state. Errors: [`Error::InvalidInputLength`] for too little
    /// entropy or nonce, [`Error::InputTooLong`].
    fn instantiate(p: Self::Parameters, entropy: &[u8], nonce: &[u8], personalization: &[u8]) -> Result<Self>;

    /// Reseed_algorithm. Errors: as for `instantiate`; the state is then unchanged.
    fn reseed(&mut self, entropy: &[u8], additional: &[u8]) -> Result<()>;

    /// Generate_algorithm; `out` is filled, and the state moves on so that what was given cannot be
    /// computed from it (backtracking resistance). Errors: [`Error::OutputTooLong`],
    /// [`Error::InputTooLong`], [`Error::ReseedRequired`]; state and output are then unchanged.
    fn generate(&mut self, additional: &[u8], out: &mut [u8]) -> Result<()>;

    /// Uninstantiate, in place of the drop, so that a self-test can look. `true`: nothing is left
    /// of the state but what wipes itself.
    fn uninstantiate(&mut self) -> bool;

    /// Sets the reseed counter, so that a self-test sees its limit without 2^48 requests.
    fn set_reseed_counter(&mut self, value: u64);
}

/// The highest security strength in bits of a mechanism that rests on `hash` (table 2 with SP
/// 800-57 part 1 r5 table 3): the greatest of 128, 192 and 256 that the hash reaches.
pub(crate) const fn hash_strength(hash: HashAlgorithm) -> usize {
    match 8 * hash.output_size() {
        256.. => 256,
        192.. => 192,
        _ => 128,
    }
}

/// The lengths that every mechanism asks for at instantiation (section 8.6.7 and table 2): entropy
/// of at least the security strength, and a nonce of at least half of it, or half as much entropy
/// again instead.
fn check_instantiate(strength_bits: usize, entropy: &[u8], nonce: &[u8], personalization: &[u8]) -> Result<()> {
    check_entropy(strength_bits, entropy)?;
    let strength_bits = strength_bits as u64;
    let nonce_is_enough =
        bits_of(nonce.len()) >= strength_bits / 2 || bits_of(entropy.len()) >= strength_bits / 2 * 3;
    if !nonce_is_enough {
        return Err(Error::InvalidInputLength);
    }
    check_input(nonce)?;
    check_input(personalization)
}

fn check_entropy(strength_bits: usize, entropy: &[u8]) -> Result<()> {
    if bits_of(entropy.len()) < strength_bits as u64 {
        return Err(Error::InvalidInputLength);
    }
    check_input(entropy)
}

fn check_input(input: &[u8]) -> Result<()> {
    if input.len() as u64 > MAX_INPUT { Err(Error::InputTooLong) } else { Ok(()) }
}

/// The limits of one request: the state of the reseed counter, and two lengths in bytes.
pub(crate) fn check_generate(reseed_counter: u64, additional_len: u64, out_len: usize) -> Result<()> {
    if out_len > MAX_REQUEST {
        return Err(Error::OutputTooLong);
    }
    if additional_len > MAX_INPUT {
        return Err(Error::InputTooLong);
    }
    if reseed_counter > RESEED_INTERVAL { Err(Error::ReseedRequired) } else { Ok(()) }
}
