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

/// The length in bits of `len` bytes. In 64 bits also where a length has 32, of which 512 MiB have
/// too many bits; it saturates from 2^61 bytes on, which no memory holds.
#[inline]
pub(crate) const fn bits_of(len: usize) -> u64 {
    (len as u64).saturating_mul(8)
}

/// Adds one to `block` as a 128-bit big-endian integer, modulo 2^128.
#[inline]
pub(crate) fn inc128(block: &mut [u8; 16]) {
    *block = u128::from_be_bytes(*block).wrapping_add(1).to_be_bytes();
}

#[cfg(test)]
mod tests {
    use super::bits_of;

    /// Lengths whose bits have no place in 32 bits, and in 64.
    #[test]
    fn bits_of_long_strings() {
        assert_eq!([0, 1, 1 << 29].map(bits_of), [0, 8, 1 << 32]);
        assert_eq!(bits_of(u32::MAX as usize), 8 * u64::from(u32::MAX));
        #[cfg(target_pointer_width = "64")]
        assert_eq!([1 << 61, usize::MAX].map(bits_of), [u64::MAX; 2]);
    }
}
