//! Bytes and words: byte order, exclusive or.

/// Exclusive or of `mask` into `data`, over the shorter of the two.
///
/// Time: depends on the lengths.
#[inline]
pub(crate) fn xor_in_place(data: &mut [u8], mask: &[u8]) {
    for (d, m) in data.iter_mut().zip(mask) {
        *d ^= m;
    }
}

/// Adds one to the last four bytes of `block` as a big-endian integer, modulo 2^32 (SP 800-38D section 6.2, inc_32).
#[inline]
pub(crate) fn inc32(block: &mut [u8; 16]) {
    let word = u32::from_be_bytes([block[12], block[13], block[14], block[15]]).wrapping_add(1);
    block[12..].copy_from_slice(&word.to_be_bytes());
}

/// Adds one to `block` as a 128-bit big-endian integer, modulo 2^128.
#[inline]
pub(crate) fn inc128(block: &mut [u8; 16]) {
    *block = u128::from_be_bytes(*block).wrapping_add(1).to_be_bytes();
}
