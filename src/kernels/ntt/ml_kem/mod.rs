//! ML-KEM's ring: polynomials of 256 coefficients modulo q = 3329 and X^256 + 1 (FIPS 203 section
//! 2.4).
//!
//! This file is the contract: what each function computes, and between which bounds. The names of
//! the bounds:
//!
//! | name         | every coefficient c has | |
//! |--------------|-------------------------|-|
//! | canonical    | 0 <= c < q              | what is encoded, and what encodings give |
//! | small        | -q < c < q              | what the transforms take |
//! | [`SPREAD`]   | -`SPREAD` <= c <= `SPREAD` | what `ntt` gives |
//!
//! Products are Montgomery's: `a b / 2^16` modulo q, a result within half of q and a part of `a`.
//! The constants at the end follow the bounds through every layer when the module is compiled.

#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod avx2;
mod constants;
mod portable;
#[cfg(test)]
mod tests;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod wide;

use super::super::choice::kernels;
use crate::machine::wipe::Plain;

/// The modulus.
pub(crate) const Q: i16 = 3329;
/// The coefficients of a polynomial.
pub(crate) const N: usize = 256;

/// A polynomial, or its transform, in the order of the standard.
#[derive(Clone, Copy)]
#[repr(C, align(32))]
pub struct Poly(pub(crate) [i16; N]);

// SAFETY: nothing but its 256 integers; the alignment divides the size, so there is no padding.
unsafe impl Plain for Poly {}

impl Poly {
    /// The polynomial zero.
    pub(crate) const ZERO: Self = Self([0; N]);
}

/// A transform made ready to be the second factor of products: for each pair (b0, b1) of the
/// transform, with its root gamma and r = 2^16, `[r b0, r gamma b1]` and `[r b1, r b0]`.
pub type Factor = [Poly; 2];

kernels! {
    {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] Avx2 avx2 "avx2";
    }

    /// The transform (algorithm 9). Takes a small polynomial, gives one within [`SPREAD`]. Time:
    /// constant.
    fn ntt(f: &mut Poly);
    /// The polynomial of a transform (algorithm 10). Takes one within [`PRODUCT`], gives a small
    /// one. Time: constant.
    fn inverse_ntt(f: &mut Poly);
    /// Makes a transform within [`SPREAD`] ready to be a factor. Time: constant.
    fn prepare(f: &Poly, factor: &mut Factor);
    /// The sum of the products of canonical transforms and factors, at most [`MAX_TERMS`] of them
    /// (algorithm 11 and section 2.4.7). What the longer of the two has more is not looked at.
    /// Gives one within [`PRODUCT`]. Time: constant.
    fn multiply(a: &[Poly], b: &[Factor], sum: &mut Poly);
    /// Adds `g`, and gives the canonical sum. Takes one within [`SPREAD`] and a small one, in
    /// either order. Time: constant.
    fn add(f: &mut Poly, g: &Poly);
    /// The canonical difference. Takes small ones. Time: constant.
    fn subtract(f: &mut Poly, g: &Poly);
    /// ByteEncode_d of Compress_d of a canonical polynomial for d = 1, 4, 5, 10, 11, and
    /// ByteEncode_12 (section 4.2.1), into `32 d` bytes. Another d gives nothing. Time: constant
    /// for d.
    fn encode(d: usize, f: &Poly, bytes: &mut [u8]);
    /// Decompress_d of ByteDecode_d, which gives a canonical polynomial; for d = 12 the 12 bits as
    /// they are. Another d gives nothing. Time: constant for d.
    fn decode(d: usize, bytes: &[u8], f: &mut Poly);
    /// SamplePolyCBD for eta = 2 of 128 bytes, for eta = 3 of 192 (algorithm 8). Another eta gives
    /// nothing. Time: constant.
    fn sample_noise(eta: usize, bytes: &[u8], f: &mut Poly);
    /// The numbers below q among the numbers of 12 bits in whole groups of three bytes, in their
    /// order (algorithm 7): fills `out` from its beginning and says how many there were. Time:
    /// depends on the bytes, which are public.
    fn sample_uniform(bytes: &[u8], out: &mut [i16]) -> usize;
}

/// The most products that `multiply` adds.
pub(crate) const MAX_TERMS: usize = 4;

/// The bound after the product of a number of at most `a` and a constant of at most `b` (the two
/// halves of a reduction).
const fn after_product(a: i32, b: i32) -> i32 {
    ((a * b) >> 16) + 1 + (Q as i32 + 1) / 2
}

/// Constants are centred: at most (q - 1) / 2.
const CENTRED: i32 = (Q as i32 - 1) / 2;

/// The bound of what `ntt` gives: every layer adds a product.
pub(crate) const SPREAD: i32 = {
    let mut bound = Q as i32 - 1;
    let mut layer = 0;
    while layer < 7 {
        bound += after_product(bound, CENTRED);
        layer += 1;
    }
    bound
};

/// The bound of what `multiply` gives, and `inverse_ntt` takes.
pub(crate) const PRODUCT: i32 = {
    let factor = after_product(SPREAD, CENTRED);
    let sum = MAX_TERMS as i64 * 2 * (Q as i64 - 1) * factor as i64;
    assert!(sum < 1 << 31);
    (sum >> 16) as i32 + 1 + (Q as i32 + 1) / 2
};

/// The bound after a reduction by `reduce` of a number of at most `a`: half of q, and what the
/// quotient is wrong by.
const fn after_reduction(a: i32) -> i32 {
    (Q as i32 + 1) / 2 + ((a * (10 * Q as i32 - (1 << 15))) >> 15) + 1
}

const _: () = {
    let limit = i16::MAX as i32;
    assert!(SPREAD <= limit);
    // A product is small, and `add` can add one.
    assert!(PRODUCT < Q as i32 && SPREAD + Q as i32 <= limit);
    // `inverse_ntt`: three layers of sums, a reduction, four layers of sums, and differences of the
    // same size.
    assert!(8 * PRODUCT <= limit);
    assert!(16 * after_reduction(8 * PRODUCT) <= limit);
    assert!(after_product(limit, CENTRED) < Q as i32);
};
