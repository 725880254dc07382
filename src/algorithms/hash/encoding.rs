//! How SP 800-185 writes lengths and strings into a sponge (section 2.3).

use super::sponge::Sponge;

/// A number with the length of its encoding before or after it.
pub(crate) struct Encoded {
    bytes: [u8; size_of::<u64>() + 1],
    start: usize,
}

impl Encoded {
    /// left_encode (section 2.3.1): the number of bytes, and then the number in as few bytes as it
    /// takes, one at least.
    pub(crate) fn left(value: u64) -> Self {
        let mut bytes = [0; 9];
        bytes[1..].copy_from_slice(&value.to_be_bytes());
        let len = Self::len(value);
        bytes[8 - len] = len as u8;
        Self { bytes, start: 8 - len }
    }

    /// right_encode (section 2.3.1): the number of bytes comes last.
    pub(crate) fn right(value: u64) -> Self {
        let mut bytes = [0; 9];
        bytes[..8].copy_from_slice(&value.to_be_bytes());
        let len = Self::len(value);
        bytes[8] = len as u8;
        Self { bytes, start: 8 - len }
    }

    const fn len(value: u64) -> usize {
        let bits = (u64::BITS - value.leading_zeros()) as usize;
        if bits == 0 { 1 } else { bits.div_ceil(8) }
    }

    /// The encoding.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[self.start..]
    }
}

/// Absorbs encode_string (section 2.3.2) of a string of `bits` bits, whose bytes go in whole.
pub(crate) fn absorb_string(sponge: &mut Sponge, string: &[u8], bits: u64) {
    sponge.absorb(Encoded::left(bits).as_bytes());
    sponge.absorb(string);
}

/// Absorbs bytepad (section 2.3.3) of strings of bytes: the rate, the strings, and zeros up to the
/// end of a block.
pub(crate) fn absorb_padded(sponge: &mut Sponge, strings: &[(&[u8], u64)]) {
    sponge.absorb(Encoded::left(sponge.rate().bytes() as u64).as_bytes());
    for (string, bits) in strings {
        absorb_string(sponge, string, *bits);
    }
    sponge.fill_block();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of section 2.3.1, and the ends of the lengths.
    #[test]
    fn encodings() {
        assert_eq!(Encoded::left(0).as_bytes(), [1, 0]);
        assert_eq!(Encoded::right(0).as_bytes(), [0, 1]);
        assert_eq!(Encoded::left(255).as_bytes(), [1, 255]);
        assert_eq!(Encoded::left(256).as_bytes(), [2, 1, 0]);
        assert_eq!(Encoded::right(256).as_bytes(), [1, 0, 2]);
        assert_eq!(Encoded::left(u64::MAX).as_bytes(), [8, 255, 255, 255, 255, 255, 255, 255, 255]);
        assert_eq!(Encoded::right(u64::MAX).as_bytes(), [255, 255, 255, 255, 255, 255, 255, 255, 8]);
    }
}
