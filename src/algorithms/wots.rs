//! Digits of WOTS+, which are the same for SLH-DSA (FIPS 205 section 5) and XMSS (RFC 8391 section
//! 3.1), with w = 16.

/// The steps of a whole chain: w - 1.
pub(crate) const STEPS: u32 = 15;
/// The longest value in bytes.
const MAX_N: usize = 32;
/// The most chains of a key.
pub(crate) const MAX_LEN: usize = len(MAX_N);

/// The chains of a key, len: two for each byte, and three for the checksum.
pub(crate) const fn len(n: usize) -> usize {
    2 * n + 3
}

/// The digits of a value to the base w, and those of their checksum (FIPS 205 algorithm 7 steps 1
/// to 7, RFC 8391 algorithm 5).
pub(crate) fn digits(value: &[u8]) -> [u8; MAX_LEN] {
    let mut digits = [0; MAX_LEN];
    for (pair, byte) in digits.as_chunks_mut::<2>().0.iter_mut().zip(value) {
        *pair = [byte >> 4, byte & 15];
    }
    let front = 2 * value.len();
    let sum = digits[..front].iter().fold(0, |sum, digit| sum + u16::from(STEPS as u8 - digit));
    for (digit, shift) in digits[front..].iter_mut().zip([8, 4, 0]) {
        *digit = (sum >> shift) as u8 & 15;
    }
    digits
}

/// The numbers of the chains in the order of their digits.
pub(crate) fn by_digit(digits: &[u8]) -> [u8; MAX_LEN] {
    let (mut order, mut count) = ([0; MAX_LEN], 0);
    for wanted in 0..=STEPS as u8 {
        for (chain, _) in (0..=u8::MAX).zip(digits).filter(|(_, digit)| **digit == wanted) {
            order[count] = chain;
            count += 1;
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The checksum of a value of zeros is the greatest, 15 for each digit; that of a value of ones
    /// is zero.
    #[test]
    fn digits_have_a_checksum() {
        assert_eq!(digits(&[0xff; 16])[..35], [[15; 32].as_slice(), &[0; 3]].concat());
        // 32 * 15 = 0x1e0, 48 * 15 = 0x2d0, 64 * 15 = 0x3c0.
        for (n, sum) in [(16, [1, 14, 0]), (24, [2, 13, 0]), (32, [3, 12, 0])] {
            assert_eq!(digits(&[0; 32][..n])[2 * n..2 * n + 3], sum);
        }
        assert_eq!(digits(&[0x4b; 16])[..2], [4, 11]);
    }

    #[test]
    fn chains_are_in_order() {
        let order = by_digit(&[3, 0, 15, 0]);
        assert_eq!(order[..4], [1, 3, 0, 2]);
    }
}
