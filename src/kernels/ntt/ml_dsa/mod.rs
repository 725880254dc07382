//! ML-DSA's ring: polynomials of 256 coefficients modulo q = 8380417 and X^256 + 1 (FIPS 204
//! section 2.3).
//!
//! This file is the contract: what each function computes, and between which bounds. The names of
//! the bounds:
//!
//! | name         | every coefficient c has | |
//! |--------------|-------------------------|-|
//! | canonical    | 0 <= c < q              | what is divided into high and low bits |
//! | centred      | -q / 2 < c < q / 2      | what sums give, and what norms are measured of |
//! | small        | -q < c < q              | what the transforms take |
//! | [`SPREAD`]   | -`SPREAD` <= c <= `SPREAD` | what `ntt` gives |
//!
//! Products are Montgomery's: `a b / r` modulo q with r = 2^32. `multiply` divides by r, and
//! `inverse_ntt` multiplies by it. The constants at the end follow the bounds through every layer
//! when the module is compiled.

#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod avx2;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod avx512;
mod constants;
mod portable;
#[cfg(test)]
mod tests;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod wide;

use super::super::choice::kernels;
use crate::machine::wipe::Plain;

/// The modulus.
pub(crate) const Q: i32 = 8_380_417;
/// The coefficients of a polynomial.
pub(crate) const N: usize = 256;
/// The bits that a key drops of t, d.
pub(crate) const DROPPED: usize = 13;
/// gamma_2 of ML-DSA-44.
pub(crate) const GAMMA_2_SMALL: i32 = (Q - 1) / 88;
/// gamma_2 of the other sets.
pub(crate) const GAMMA_2_LARGE: i32 = (Q - 1) / 32;

/// A polynomial, or its transform, in the order of the standard.
#[derive(Clone, Copy)]
#[repr(C, align(32))]
pub struct Poly(pub(crate) [i32; N]);

// SAFETY: nothing but its 256 integers; the alignment divides the size, so there is no padding.
unsafe impl Plain for Poly {}

impl Poly {
    /// The polynomial zero.
    pub(crate) const ZERO: Self = Self([0; N]);
}

kernels! {
    {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] Avx512 avx512 "avx512";
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] Avx2 avx2 "avx2";
    }

    /// The transform (algorithm 41). Takes a small polynomial, gives one within [`SPREAD`]. Time:
    /// constant.
    fn ntt(f: &mut Poly);
    /// r times the polynomial of a transform (algorithm 42). Takes one within [`PRODUCT`], gives a
    /// small one. Time: constant.
    fn inverse_ntt(f: &mut Poly);
    /// The sum of the products of transforms within [`SPREAD`], at most [`MAX_TERMS`] of them,
    /// divided by r (algorithms 45 and 48). What the longer of the two has more is not looked at.
    /// Gives one within [`PRODUCT`]. Time: constant.
    fn multiply(a: &[Poly], b: &[Poly], sum: &mut Poly);
    /// The canonical polynomial of one within [`SPREAD`]. Time: constant.
    fn canonical(f: &mut Poly);
    /// Adds `g`, and gives the centred sum. Takes small ones. Time: constant.
    fn add(f: &mut Poly, g: &Poly);
    /// The centred difference. Takes small ones. Time: constant.
    fn subtract(f: &mut Poly, g: &Poly);
    /// Whether a coefficient of a centred polynomial is `bound` or more, or `-bound` or less: a
    /// number that is then below zero. Time: constant.
    fn exceeds(f: &Poly, bound: i32) -> i32;
    /// Power2Round of a canonical polynomial (algorithm 35): `f` keeps the low bits, at most 2^12;
    /// `high` gets the high ones. Time: constant.
    fn power2_round(f: &mut Poly, high: &mut Poly);
    /// Decompose of a canonical polynomial (algorithm 36): `f` keeps the low part, at most
    /// `gamma_2`; `high` gets the high one. `gamma_2` is one of the two. Time: constant for
    /// `gamma_2`.
    fn decompose(gamma_2: i32, f: &mut Poly, high: &mut Poly);
    /// MakeHint (algorithm 39), by the low parts from which c s_2 is subtracted and to which c t_0
    /// is added, within 2 `gamma_2`, and by the high parts, which become the hint: 0 or 1. Gives
    /// the number of ones. Time: constant.
    fn make_hint(gamma_2: i32, low: &Poly, high: &mut Poly) -> i32;
    /// UseHint (algorithm 40): the high part of a canonical polynomial, corrected where the hint is
    /// 1. Time: constant for `gamma_2`.
    fn use_hint(gamma_2: i32, f: &mut Poly, hint: &Poly);
    /// BitPack (algorithm 17): `d` bits of each `top - c`, and for a `top` of 0, of each c
    /// (algorithm 16), into `32 d` bytes. `d` is 3, 4, 6, 10, 13, 18 or 20. Time: constant for `d`
    /// and whether `top` is 0.
    fn encode(d: usize, top: i32, f: &Poly, bytes: &mut [u8]);
    /// BitUnpack (algorithms 18 and 19), the way of `encode` back. Time: as that.
    fn decode(d: usize, top: i32, bytes: &[u8], f: &mut Poly);
    /// The numbers below q among the 23 lower bits of whole groups of three bytes, in their order
    /// (algorithm 30): fills `out` from its beginning and says how many there were. Time: depends
    /// on the bytes, which are public.
    fn sample_uniform(bytes: &[u8], out: &mut [i32]) -> usize;
    /// The numbers from `-eta` to `eta` of half bytes that give one, in their order (algorithm 31);
    /// `eta` is 2 or 4. Fills `out` from its beginning and says how many there were. Time: depends
    /// on which half bytes give none.
    fn sample_bounded(eta: i32, bytes: &[u8], out: &mut [i32]) -> usize;
}

/// The most products that `multiply` adds.
pub(crate) const MAX_TERMS: usize = 8;

/// The bound after the product of a number of at most `a` and a constant of at most `b` (the two
/// halves of a reduction).
const fn after_product(a: i64, b: i64) -> i64 {
    ((a * b) >> 32) + 1 + (Q as i64 + 1) / 2
}

/// Constants are centred: at most (q - 1) / 2.
const CENTRED: i64 = (Q as i64 - 1) / 2;

/// The bound of what `ntt` gives: every layer adds a product.
pub(crate) const SPREAD: i64 = {
    let mut bound = Q as i64 - 1;
    let mut layer = 0;
    while layer < 8 {
        bound += after_product(bound, CENTRED);
        layer += 1;
    }
    bound
};

/// The bound of what `multiply` gives, and `inverse_ntt` takes.
pub(crate) const PRODUCT: i64 = {
    let sum = MAX_TERMS as i64 * SPREAD * SPREAD;
    (sum >> 32) + 1 + (Q as i64 + 1) / 2
};

const _: () = {
    let limit = i32::MAX as i64;
    assert!(SPREAD <= limit - (1 << 22));
    // The difference of a sum of products and a multiple of q has 64 bits.
    assert!(MAX_TERMS as i64 * SPREAD * SPREAD < (Q as i64) << 31);
    // `inverse_ntt`: eight layers of sums, and differences of the same size.
    assert!(PRODUCT < Q as i64 && 256 * PRODUCT <= limit);
    assert!(after_product(limit, CENTRED) < Q as i64);
    // A high part times 2^d, as verification takes it, is small.
    assert!((1023_i64 << DROPPED) < Q as i64);
};
