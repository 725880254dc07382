//! Digits of 52 bits with AVX-512 IFMA: a vector is a block.
//!
//! A step takes one digit of `b` and adds as many multiples of `m` as make the lowest digit zero.
//! It then moves everything down by a digit. What of the next digit does not wait for these
//! multiples is computed beside. A step is a chain of a few instructions that wait for each other;
//! the steps of two moduli side by side fill its gaps.

use super::{Block, Odd};
use crate::machine::cpu::Ifma512;
use core::arch::x86_64::*;

/// The bits of a digit.
pub(super) const DIGIT_BITS: usize = 52;
const MASK: u64 = (1 << DIGIT_BITS) - 1;

/// A number of so many blocks.
type Vectors<const V: usize> = [__m512i; V];

/// The digits of a modulus of so many limbs, if it is of a size that is served. They have two bits
/// more than the limbs, so that twice the modulus is at most half of R.
pub(super) const fn digits(limbs: usize) -> Option<usize> {
    Some(match limbs {
        16 => 20,
        24 => 30,
        32 => 40,
        48 => 60,
        64 => 80,
        _ => return None,
    })
}

const _: () = {
    let sizes = [16, 24, 32, 48, 64];
    let mut i = 0;
    while i < sizes.len() {
        match digits(sizes[i]) {
            Some(digits) => assert!(digits * DIGIT_BITS >= 64 * sizes[i] + 2),
            None => panic!("a size is served"),
        }
        i += 1;
    }
};

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
pub(super) fn split(_cpu: Ifma512, limbs: &[u64], words: &mut [Block]) {
    for (i, word) in words.as_flattened_mut().iter_mut().enumerate() {
        let (limb, bit) = (i * DIGIT_BITS / 64, i * DIGIT_BITS % 64);
        let at = |i: usize| u128::from(limbs.get(i).copied().unwrap_or(0));
        *word = (at(limb) >> bit | at(limb + 1) << (64 - bit)) as u64 & MASK;
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
pub(super) fn join(_cpu: Ifma512, words: &[Block], limbs: &mut [u64]) {
    let words = words.as_flattened();
    for (i, limb) in limbs.iter_mut().enumerate() {
        let (digit, bit) = (i * 64 / DIGIT_BITS, i * 64 % DIGIT_BITS);
        let at = |i: usize| u128::from(words.get(i).copied().unwrap_or(0));
        *limb =
            (at(digit) >> bit | at(digit + 1) << (DIGIT_BITS - bit) | at(digit + 2) << (2 * DIGIT_BITS - bit)) as u64;
    }
}

/// Calls a macro with the number of vectors and of digits of a modulus.
macro_rules! sized {
    ($m:expr, $call:ident) => {
        match $m.blocks.len() {
            3 => $call!(3, 20),
            4 => $call!(4, 30),
            5 => $call!(5, 40),
            8 => $call!(8, 60),
            10 => $call!(10, 80),
            _ => {}
        }
    };
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512ifma")]
pub(super) fn multiply(_cpu: Ifma512, m: Odd<'_>, a: &mut [Block], b: &[Block]) {
    macro_rules! call {
        ($v:literal, $d:literal) => {{
            let (Some(m), Ok(a), Ok(b)) = (Modulus::<$v>::of(m), a.try_into(), b.try_into()) else { return };
            multiply_sized::<$v, $d, 1>(&[m], [a], [b]);
        }};
    }
    sized!(m, call);
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512ifma")]
pub(super) fn square(_cpu: Ifma512, m: Odd<'_>, a: &mut [Block], times: usize) {
    macro_rules! call {
        ($v:literal, $d:literal) => {{
            let (Some(m), Ok(a)) = (Modulus::<$v>::of(m), a.try_into()) else { return };
            square_sized::<$v, $d, 1>(&[m], [a], times);
        }};
    }
    sized!(m, call);
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512ifma")]
pub(super) fn multiply_both(_cpu: Ifma512, [m, n]: [Odd<'_>; 2], [a, c]: [&mut [Block]; 2], [b, d]: [&[Block]; 2]) {
    macro_rules! call {
        ($v:literal, $d:literal) => {{
            let (Some(m), Ok(a), Ok(b)) = (Modulus::<$v>::of(m), a.try_into(), b.try_into()) else { return };
            let (Some(n), Ok(c), Ok(d)) = (Modulus::<$v>::of(n), c.try_into(), d.try_into()) else { return };
            multiply_sized::<$v, $d, 2>(&[m, n], [a, c], [b, d]);
        }};
    }
    sized!(m, call);
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512ifma")]
pub(super) fn square_both(_cpu: Ifma512, [m, n]: [Odd<'_>; 2], [a, b]: [&mut [Block]; 2], times: usize) {
    macro_rules! call {
        ($v:literal, $d:literal) => {{
            let (Some(m), Ok(a)) = (Modulus::<$v>::of(m), a.try_into()) else { return };
            let (Some(n), Ok(b)) = (Modulus::<$v>::of(n), b.try_into()) else { return };
            square_sized::<$v, $d, 2>(&[m, n], [a, b], times);
        }};
    }
    sized!(m, call);
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512ifma")]
pub(super) fn select(_cpu: Ifma512, table: &[Block], index: u64, out: &mut [Block]) {
    let blocks = out.len();
    let index = _mm512_set1_epi64(index as i64);
    for (k, out) in out.iter_mut().enumerate() {
        let mut chosen = _mm512_setzero_si512();
        for (i, entry) in table.chunks_exact(blocks).enumerate() {
            let is_it = _mm512_cmpeq_epu64_mask(index, _mm512_set1_epi64(i as i64));
            // SAFETY: reads the 64 bytes of a block; the load asks for no alignment.
            let entry = unsafe { _mm512_loadu_si512((&raw const entry[k]).cast()) };
            chosen = _mm512_mask_mov_epi64(chosen, is_it, entry);
        }
        // SAFETY: writes the 64 bytes of a block; the store asks for no alignment.
        unsafe { _mm512_storeu_si512((&raw mut *out).cast(), chosen) };
    }
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512ifma")]
fn multiply_sized<const V: usize, const D: usize, const N: usize>(
    m: &[Modulus<V>; N],
    a: [&mut [Block; V]; N],
    b: [&[Block; V]; N],
) {
    let products = montgomery::<V, D, N>(m, core::array::from_fn(|i| load(a[i])), b);
    for (a, product) in a.into_iter().zip(products) {
        store(a, product);
    }
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512ifma")]
fn square_sized<const V: usize, const D: usize, const N: usize>(
    m: &[Modulus<V>; N],
    mut a: [&mut [Block; V]; N],
    times: usize,
) {
    for _ in 0..times {
        let b = a.each_ref().map(|a| &**a);
        let squares = montgomery::<V, D, N>(m, b.map(|a| load(a)), b);
        for (a, square) in a.iter_mut().zip(squares) {
            store(a, square);
        }
    }
}

/// A modulus and, in each lane, what makes a digit of it zero.
struct Modulus<const V: usize> {
    digits: Vectors<V>,
    inverse: __m512i,
}

impl<const V: usize> Modulus<V> {
    #[inline]
    #[target_feature(enable = "avx512f")]
    fn of(m: Odd<'_>) -> Option<Self> {
        let inverse = _mm512_set1_epi64((m.inverse & MASK) as i64);
        m.blocks.try_into().ok().map(|blocks| Self { digits: load(blocks), inverse })
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load<const V: usize>(blocks: &[Block; V]) -> Vectors<V> {
    // SAFETY: reads the 64 bytes of a block; the load asks for no alignment.
    core::array::from_fn(|k| unsafe { _mm512_loadu_si512((&raw const blocks[k]).cast()) })
}

#[inline]
#[target_feature(enable = "avx512f")]
fn store<const V: usize>(blocks: &mut [Block; V], vectors: Vectors<V>) {
    for (block, vector) in blocks.iter_mut().zip(vectors) {
        // SAFETY: writes the 64 bytes of a block; the store asks for no alignment.
        unsafe { _mm512_storeu_si512((&raw mut *block).cast(), vector) };
    }
}

/// `a b / R` for each modulus, below twice the modulus.
///
/// A lane takes four products of less than 2^52 in each of the steps: less than 2^62 in all.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512ifma")]
fn montgomery<const V: usize, const D: usize, const N: usize>(
    m: &[Modulus<V>; N],
    a: [Vectors<V>; N],
    b: [&[Block; V]; N],
) -> [Vectors<V>; N] {
    let zero = _mm512_setzero_si512();
    let digit = |n: usize, i: usize| {
        let digit = b[n].as_flattened().get(i).copied().unwrap_or(0);
        _mm512_set1_epi64(digit as i64)
    };
    let mut digits: [__m512i; N] = core::array::from_fn(|n| digit(n, 0));
    let mut sums: [Vectors<V>; N] = core::array::from_fn(|n| a[n].map(|a| _mm512_madd52lo_epu64(zero, a, digits[n])));
    for i in 1..=D {
        for n in 0..N {
            let next = digit(n, i);
            let above: Vectors<V> = core::array::from_fn(|k| {
                _mm512_madd52lo_epu64(_mm512_madd52hi_epu64(zero, a[n][k], digits[n]), a[n][k], next)
            });
            digits[n] = next;
            step(&m[n], &mut sums[n], above);
        }
    }
    sums.map(|sum| carried(sum))
}

/// Makes the lowest digit zero, moves everything down by a digit, and adds `above`.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512ifma")]
fn step<const V: usize>(m: &Modulus<V>, sum: &mut Vectors<V>, above: Vectors<V>) {
    let zero = _mm512_setzero_si512();
    let factor = _mm512_madd52lo_epu64(zero, sum[0], m.inverse);
    let factor = _mm512_broadcastq_epi64(_mm512_castsi512_si128(factor));
    let low: Vectors<V> = core::array::from_fn(|k| _mm512_madd52lo_epu64(sum[k], m.digits[k], factor));
    let high: Vectors<V> = core::array::from_fn(|k| _mm512_madd52hi_epu64(above[k], m.digits[k], factor));
    let carry = _mm512_maskz_srli_epi64::<{ DIGIT_BITS as u32 }>(1, low[0]);
    *sum = core::array::from_fn(|k| {
        let upper = if k + 1 < V { low[k + 1] } else { zero };
        _mm512_add_epi64(_mm512_alignr_epi64::<1>(upper, low[k]), high[k])
    });
    sum[0] = _mm512_add_epi64(sum[0], carry);
}

/// Digits of 52 bits: what is above them is carried, first by a digit, then as far as it goes.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512ifma")]
fn carried<const V: usize>(sum: Vectors<V>) -> Vectors<V> {
    let (zero, one, mask) = (_mm512_setzero_si512(), _mm512_set1_epi64(1), _mm512_set1_epi64(MASK as i64));
    let above = sum.map(|sum| _mm512_srli_epi64::<{ DIGIT_BITS as u32 }>(sum));
    let sum: Vectors<V> = core::array::from_fn(|k| {
        let lower = if k > 0 { above[k - 1] } else { zero };
        _mm512_add_epi64(_mm512_and_si512(sum[k], mask), _mm512_alignr_epi64::<7>(above[k], lower))
    });
    // A bit for each lane: an addition carries one through lanes that are full.
    let mut carry = 0;
    sum.map(|sum| {
        let over = u32::from(_mm512_cmpgt_epu64_mask(sum, mask));
        let full = u32::from(_mm512_cmpeq_epu64_mask(sum, mask));
        let through = (over << 1 | carry) + full;
        carry = through >> 8;
        _mm512_and_si512(_mm512_mask_add_epi64(sum, (through ^ full) as u8, sum, one), mask)
    })
}
