//! The field of GHASH (SP 800-38D section 6.3) on 128-bit integers, without tables.
//!
//! A block is read as a big-endian integer; its most significant bit is the coefficient of x^0. The
//! carry-less product of two such integers is the product of the polynomials, off by one position.
//! So one factor, always a power of H, is kept multiplied by x: see [`twist`]. Constant time:
//! shifts, masks and multiplications of whole words.

/// x^128 = x^7 + x^2 + x + 1 in this reading, for an integer that was shifted left by one.
const TWIST: u128 = 0xc2000000_00000000_00000000_00000001;

/// Multiplies by x what is to be a factor of [`multiply`].
pub(super) const fn twist(h: u128) -> u128 {
    // All ones if the bit that falls out was one.
    let carry = (h >> 127).wrapping_neg();
    (h << 1) ^ (carry & TWIST)
}

/// The product of `a` and the element whose twisted form is `b`.
pub(super) fn multiply(a: u128, b: u128) -> u128 {
    let (a1, a0) = ((a >> 64) as u64, a as u64);
    let (b1, b0) = ((b >> 64) as u64, b as u64);
    // Karatsuba: three products instead of four.
    let high = carryless(a1, b1);
    let low = carryless(a0, b0);
    let middle = carryless(a1 ^ a0, b1 ^ b0) ^ high ^ low;
    reduce(high ^ (middle >> 64), low ^ (middle << 64))
}

/// Folds the low half of a product into the high half, 64 bits at a time:
/// x^128 = x^7 + x^2 + x + 1.
fn reduce(high: u128, low: u128) -> u128 {
    high ^ fold(fold(low))
}

/// Moves the lower word to the top and adds its multiple by x^63 + x^62 + x^57.
fn fold(low: u128) -> u128 {
    let word = low & u128::from(u64::MAX);
    low.rotate_left(64) ^ (word << 63) ^ (word << 62) ^ (word << 57)
}

/// The carry-less product of two words.
fn carryless(a: u64, b: u64) -> u128 {
    let low = carryless_low(a, b);
    let high = carryless_low(a.reverse_bits(), b.reverse_bits()).reverse_bits() >> 1;
    u128::from(high) << 64 | u128::from(low)
}

/// The low word of the carry-less product. Each factor is cut into four with only every fourth bit,
/// so that at most sixteen ones meet in a column: a carry reaches three bits up and is masked away
/// before it reaches the fourth.
fn carryless_low(a: u64, b: u64) -> u64 {
    const EVERY_FOURTH: u64 = 0x1111_1111_1111_1111;
    let cut = |word: u64| -> [u64; 4] { core::array::from_fn(|i| word & (EVERY_FOURTH << i)) };
    let (a, b) = (cut(a), cut(b));
    let mut product = 0;
    for column in 0..4 {
        let mut sum = 0;
        for i in 0..4 {
            sum ^= a[i].wrapping_mul(b[(4 + column - i) % 4]);
        }
        product |= sum & (EVERY_FOURTH << column);
    }
    product
}

#[cfg(test)]
mod tests {
    use super::{multiply, twist};

    /// SP 800-38D section 6.3, algorithm 1, bit by bit.
    fn multiply_by_the_standard(x: u128, y: u128) -> u128 {
        const R: u128 = 0xe1 << 120;
        let (mut z, mut v) = (0, y);
        for i in 0..128 {
            if x >> (127 - i) & 1 == 1 {
                z ^= v;
            }
            v = if v & 1 == 1 { (v >> 1) ^ R } else { v >> 1 };
        }
        z
    }

    #[test]
    fn agrees_with_the_standard() {
        let mut x = 0x0123_4567_89ab_cdef_0f1e_2d3c_4b5a_6978_u128;
        let mut y = u128::MAX;
        for _ in 0..500 {
            let expected = multiply_by_the_standard(x, y);
            assert_eq!(multiply(x, twist(y)), expected);
            (x, y) = (expected.rotate_left(5) ^ 0x55, x);
        }
        for edge in [0, 1, 1 << 127, u128::MAX] {
            assert_eq!(multiply(x, twist(edge)), multiply_by_the_standard(x, edge));
            assert_eq!(multiply(edge, twist(x)), multiply_by_the_standard(edge, x));
        }
    }
}
