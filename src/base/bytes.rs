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

/// Adds one to `block` as a 128-bit big-endian integer, modulo 2^128.
#[inline]
pub(crate) fn inc128(block: &mut [u8; 16]) {
    *block = u128::from_be_bytes(*block).wrapping_add(1).to_be_bytes();
}
