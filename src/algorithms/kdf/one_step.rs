//! One-step key derivation (SP 800-56C r2 section 4) with a hash function, HMAC or KMAC. The secret
//! is in two parts, Z and T, of which the second may be empty (section 2: Z' = Z || T).

use super::hash_counter;
use crate::algorithms::hash::sponge::{LastBits, Rate};
use crate::algorithms::hash::{Hash, HashOutput};
use crate::algorithms::mac::hmac::HmacKey;
use crate::algorithms::mac::kmac::KmacKey;
use crate::base::bytes::bits_of;
use crate::base::error::{Error, Result};
use crate::machine::wipe::Wiped;

/// With a hash function (option 1). Without `counted`, at most one hash value, which no counter
/// stands before.
///
/// Time: depends on the lengths.
///
/// Errors: [`Error::OutputTooLong`]; `out` is unchanged.
pub(crate) fn hash<H: Hash>([z, t]: [&[u8]; 2], fixed_info: &[u8], counted: bool, out: &mut [u8]) -> Result<()> {
    if counted {
        return hash_counter::fill::<H>(&[], &[z, t, fixed_info], out);
    }
    first(H::OUTPUT_SIZE, out, || H::digest(&[z, t, fixed_info]))
}

/// With HMAC under a salt (option 2).
///
/// Time: depends on the lengths.
///
/// Errors: [`Error::OutputTooLong`]; `out` is unchanged.
pub(crate) fn hmac<H: Hash>(
    salt: &[u8],
    [z, t]: [&[u8]; 2],
    fixed_info: &[u8],
    counted: bool,
    out: &mut [u8],
) -> Result<()> {
    let key = HmacKey::<H>::new(salt);
    if !counted {
        return first(H::OUTPUT_SIZE, out, || key.mac(&[z, t, fixed_info]));
    }
    if u32::try_from(out.len().div_ceil(H::OUTPUT_SIZE)).is_err() {
        return Err(Error::OutputTooLong);
    }
    let mut value = Wiped::new(H::Output::ZERO);
    for (counter, chunk) in (1..=u32::MAX).zip(out.chunks_mut(H::OUTPUT_SIZE)) {
        *value = key.mac(&[&counter.to_be_bytes(), z, t, fixed_info]);
        chunk.copy_from_slice(&(*value).as_ref()[..chunk.len()]);
    }
    Ok(())
}

/// With KMAC under a salt (option 3), whose one output is as long as `out`. An empty salt stands
/// for zeros in the length of the standard's default: 164 bytes for KMAC128, 132 for KMAC256.
///
/// Time: depends on the lengths.
pub(crate) fn kmac(rate: Rate, salt: &[u8], [z, t]: [&[u8]; 2], fixed_info: &[u8], counted: bool, out: &mut [u8]) {
    const ZEROS: [u8; 164] = [0; 164];
    // So many bytes fill, with the encodings before them, one block.
    let salt = if salt.is_empty() { &ZEROS[..rate.bytes() - 4] } else { salt };
    let mut message = KmacKey::new(rate, salt, bits_of(salt.len()), b"KDF").begin();
    if counted {
        message.update(&1_u32.to_be_bytes());
    }
    message.update(z);
    message.update(t);
    message.update(fixed_info);
    message.finalize(LastBits::NONE, Some(bits_of(out.len()))).read(out);
}

/// The beginning of the one output there is.
fn first<T: HashOutput>(size: usize, out: &mut [u8], compute: impl FnOnce() -> T) -> Result<()> {
    if out.len() > size {
        return Err(Error::OutputTooLong);
    }
    let value = Wiped::new(compute());
    out.copy_from_slice(&(*value).as_ref()[..out.len()]);
    Ok(())
}
