//! The mode of counter and CBC-MAC (SP 800-38C).

use super::{BLOCK_SIZE, Block, Key};
use crate::base::bytes::xor_in_place;
use crate::base::error::{Error, Result};
use crate::kernels::aes::CounterWidth;
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use core::slice::from_ref;
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// The shortest and the longest nonce in bytes (appendix A.1: q is 15 less its length).
pub const NONCE_SIZES: core::ops::RangeInclusive<usize> = 7..=13;

/// Whether a tag may have so many bytes (appendix A.1).
pub(crate) const fn is_tag_size(len: usize) -> bool {
    len >= 4 && len <= 16 && len.is_multiple_of(2)
}

/// Generation-encryption (section 6.1) of `data` in place; gives the tag, of which `tag_size` bytes
/// count.
///
/// Errors: [`Error::InvalidIvLength`], [`Error::InvalidTagLength`], [`Error::InputTooLong`] for
/// data whose length has no place beside the nonce; `data` is unchanged. Time: depends on the
/// lengths.
pub(crate) fn seal(key: &Key, nonce: &[u8], aad: &[u8], data: &mut [u8], tag_size: usize) -> Result<Block> {
    run(key, nonce, aad, data, tag_size, false)
}

/// Decryption-verification (section 6.2) of `data` in place.
///
/// Errors: as [`seal`], and [`Error::TagMismatch`], which leaves `data` zero. Time: depends on the
/// lengths and on whether the tag is right.
pub(crate) fn open(key: &Key, nonce: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> Result<()> {
    let full = Wiped::new(run(key, nonce, aad, data, tag.len(), true)?);
    let right = full[..tag.len()].ct_eq(tag);
    if declassify(right.unwrap_u8(), "whether the tag is right is the answer") == 1 {
        return Ok(());
    }
    data.zeroize();
    Err(Error::TagMismatch)
}

fn run(key: &Key, nonce: &[u8], aad: &[u8], data: &mut [u8], tag_size: usize, opens: bool) -> Result<Block> {
    if !NONCE_SIZES.contains(&nonce.len()) {
        return Err(Error::InvalidIvLength);
    }
    if !is_tag_size(tag_size) {
        return Err(Error::InvalidTagLength);
    }
    let q = BLOCK_SIZE - 1 - nonce.len();
    let len = data.len() as u64;
    if q < 8 && len >> (8 * q) != 0 {
        return Err(Error::InputTooLong);
    }
    // B_0 (appendix A.2.1) and Ctr_0 (appendix A.3) differ in the flags and in what follows the
    // nonce.
    let mut counter = [0; BLOCK_SIZE];
    counter[0] = (q - 1) as u8;
    counter[1..=nonce.len()].copy_from_slice(nonce);
    let mut b0 = u128::from_be_bytes(counter) | u128::from(len);
    b0 |= u128::from(!aad.is_empty()) << (120 + 6) | (((tag_size - 2) / 2) as u128) << (120 + 3);
    let mut chain = Wiped::new([0; BLOCK_SIZE]);
    if aad.is_empty() {
        key.cbc_mac(&mut chain, &[b0.to_be_bytes()]);
    } else {
        let (head, head_len) = encoded_length(aad.len() as u64);
        mac_padded(key, &mut chain, b0.to_be_bytes(), &head[..head_len], aad);
    }
    let mut s0 = Wiped::new(counter);
    key.encrypt_block(&mut s0);
    let mut counter = (u128::from_be_bytes(counter) + 1).to_be_bytes();
    let (blocks, rest) = data.as_chunks_mut();
    if !blocks.is_empty() {
        key.ctr_and_mac(opens, &mut counter, &mut chain, blocks);
    }
    if !rest.is_empty() {
        let mut plaintext = Wiped::new([0; BLOCK_SIZE]);
        if !opens {
            plaintext[..rest.len()].copy_from_slice(rest);
        }
        key.ctr_xor(&mut counter, CounterWidth::Bits128, rest);
        if opens {
            plaintext[..rest.len()].copy_from_slice(rest);
        }
        key.cbc_mac(&mut chain, from_ref(&*plaintext));
    }
    xor_in_place(&mut *chain, &*s0);
    Ok(*chain)
}

/// The length of additional data before them (appendix A.2.2), and how many bytes it has.
fn encoded_length(len: u64) -> ([u8; 10], usize) {
    let mut bytes = [0; 10];
    let (prefix, size): (u8, usize) = match len {
        0..0xff00 => return ([(len >> 8) as u8, len as u8, 0, 0, 0, 0, 0, 0, 0, 0], 2),
        0xff00..=0xffff_ffff => (0xfe, 4),
        _ => (0xff, 8),
    };
    (bytes[0], bytes[1]) = (0xff, prefix);
    bytes[2..2 + size].copy_from_slice(&len.to_be_bytes()[8 - size..]);
    (bytes, 2 + size)
}

/// Adds `first` and then `head || data`, with zeros up to a whole block, to the chain.
fn mac_padded(key: &Key, chain: &mut Block, first: Block, head: &[u8], data: &[u8]) {
    let mut both = Wiped::new([first, [0; BLOCK_SIZE]]);
    let [_, block] = &mut *both;
    let (now, later) = data.split_at(data.len().min(BLOCK_SIZE - head.len()));
    block[..head.len()].copy_from_slice(head);
    block[head.len()..][..now.len()].copy_from_slice(now);
    key.cbc_mac(chain, &*both);
    let (blocks, rest) = later.as_chunks();
    if !blocks.is_empty() {
        key.cbc_mac(chain, blocks);
    }
    if !rest.is_empty() {
        let [_, block] = &mut *both;
        *block = [0; BLOCK_SIZE];
        block[..rest.len()].copy_from_slice(rest);
        key.cbc_mac(chain, from_ref(block));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of appendix A.2.2, and the ends of the forms.
    #[test]
    fn lengths() {
        for (len, expected) in [
            (1, &[0, 1][..]),
            (0xfeff, &[0xfe, 0xff]),
            (0xff00, &[0xff, 0xfe, 0, 0, 0xff, 0]),
            (65536, &[0xff, 0xfe, 0, 1, 0, 0]),
            (0xffff_ffff, &[0xff, 0xfe, 0xff, 0xff, 0xff, 0xff]),
            (1 << 32, &[0xff, 0xff, 0, 0, 0, 1, 0, 0, 0, 0]),
        ] {
            let (bytes, size) = encoded_length(len);
            assert_eq!(bytes[..size], *expected);
        }
    }
}
