//! The ring on words, for any processor: the definition that the other kernels are compared with,
//! number for number.

use super::constants::{
    INVERSE_OF_128, INVERSE_ROOTS, LAST_ROOT, PAIRS, Q_INVERSE, R_SQUARED, RECIPROCAL, ROOTS, compression,
};
use super::{Factor, N, Poly, Q};

/// `a / 2^16` modulo q: `a` less the multiple of q that has its low half.
#[inline(always)]
pub(super) const fn montgomery(a: i32) -> i16 {
    let multiple = (a as i16).wrapping_mul(Q_INVERSE) as i32 * Q as i32;
    ((a - multiple) >> 16) as i16
}

/// The Montgomery product.
#[inline(always)]
pub(super) const fn product(a: i16, b: i16) -> i16 {
    montgomery(a as i32 * b as i32)
}

/// `a` less a multiple of q: within 0.66 q, for every `a`.
#[inline(always)]
pub(super) const fn reduce(a: i16) -> i16 {
    let quotient = (a as i32 * RECIPROCAL as i32 + (1 << 14)) >> 15;
    (a as i32 - quotient * Q as i32) as i16
}

/// The canonical representative, for every `a`.
#[inline(always)]
pub(super) const fn canonical(a: i16) -> i16 {
    let a = reduce(a);
    a + (Q & (a >> 15))
}

/// Compress_d of a canonical number: a quotient of one multiplication is right or one too low,
/// which its remainder tells.
#[inline(always)]
pub(super) const fn compress(d: usize, x: i16) -> i16 {
    let x = x as i32;
    let quotient = (x * compression(d) as i32 + (1 << 14)) >> 15;
    let remainder = (x << d) - quotient * Q as i32;
    let quotient = quotient - ((Q as i32 / 2 - remainder) >> 31);
    (quotient & ((1 << d) - 1)) as i16
}

/// Decompress_d of `d` bits.
#[inline(always)]
pub(super) const fn decompress(d: usize, y: i16) -> i16 {
    ((y as i32 * Q as i32 + (1 << (d - 1))) >> d) as i16
}

pub(super) fn ntt(f: &mut Poly) {
    let (mut len, mut root) = (N / 2, 1);
    while len >= 2 {
        for (block, root) in f.0.chunks_exact_mut(2 * len).zip(&ROOTS[root..]) {
            let (low, high) = block.split_at_mut(len);
            for (a, b) in low.iter_mut().zip(high) {
                let t = product(*b, *root);
                (*a, *b) = (*a + t, *a - t);
            }
        }
        (len, root) = (len / 2, 2 * root);
    }
}

pub(super) fn inverse_ntt(f: &mut Poly) {
    let (mut len, mut root) = (2, N / 4);
    while len < N / 2 {
        for (block, root) in f.0.chunks_exact_mut(2 * len).zip(&INVERSE_ROOTS[root..]) {
            let (low, high) = block.split_at_mut(len);
            for (a, b) in low.iter_mut().zip(high) {
                // After three layers of sums, there is room for four more.
                let sum = if len == 8 { reduce(*a + *b) } else { *a + *b };
                (*a, *b) = (sum, product(*a - *b, *root));
            }
        }
        (len, root) = (2 * len, root / 2);
    }
    let (low, high) = f.0.split_at_mut(N / 2);
    for (a, b) in low.iter_mut().zip(high) {
        (*a, *b) = (product(*a + *b, INVERSE_OF_128), product(*a - *b, LAST_ROOT));
    }
}

pub(super) fn prepare(f: &Poly, factor: &mut Factor) {
    let [straight, crossed] = factor;
    for (i, pair) in f.0.as_chunks::<2>().0.iter().enumerate() {
        straight.0[2 * i] = product(pair[0], PAIRS[2 * i]);
        straight.0[2 * i + 1] = product(pair[1], PAIRS[2 * i + 1]);
        crossed.0[2 * i] = product(pair[1], R_SQUARED);
        crossed.0[2 * i + 1] = product(pair[0], R_SQUARED);
    }
}

pub(super) fn multiply(a: &[Poly], b: &[Factor], sum: &mut Poly) {
    for i in (0..N).step_by(2) {
        let mut pair = [0; 2];
        for (a, b) in a.iter().zip(b) {
            for (sum, b) in pair.iter_mut().zip(b) {
                *sum += i32::from(a.0[i]) * i32::from(b.0[i]) + i32::from(a.0[i + 1]) * i32::from(b.0[i + 1]);
            }
        }
        (sum.0[i], sum.0[i + 1]) = (montgomery(pair[0]), montgomery(pair[1]));
    }
}

pub(super) fn add(f: &mut Poly, g: &Poly) {
    for (f, g) in f.0.iter_mut().zip(&g.0) {
        *f = canonical(*f + *g);
    }
}

pub(super) fn subtract(f: &mut Poly, g: &Poly) {
    for (f, g) in f.0.iter_mut().zip(&g.0) {
        *f = canonical(*f - *g);
    }
}

/// Out of line with `d` unknown, so that the compiler finds no branch in a bit that it knows to be
/// zero or one.
#[inline(never)]
pub(super) fn encode(d: usize, f: &Poly, bytes: &mut [u8]) {
    if !(1..=12).contains(&d) {
        return;
    }
    for (eight, bytes) in f.0.as_chunks::<8>().0.iter().zip(bytes.chunks_exact_mut(d)) {
        let number = |x: i16| if d < 12 { compress(d, x) } else { x };
        let bits = eight.iter().rev().fold(0_u128, |bits, x| bits << d | number(*x) as u128);
        bytes.copy_from_slice(&bits.to_le_bytes()[..d]);
    }
}

/// As for [`encode`].
#[inline(never)]
pub(super) fn decode(d: usize, bytes: &[u8], f: &mut Poly) {
    if !(1..=12).contains(&d) {
        return;
    }
    for (eight, bytes) in f.0.as_chunks_mut::<8>().0.iter_mut().zip(bytes.chunks_exact(d)) {
        let mut bits = bytes.iter().rev().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        for x in eight {
            let number = (bits as u16 & ((1 << d) - 1)) as i16;
            *x = if d < 12 { decompress(d, number) } else { number };
            bits >>= d;
        }
    }
}

pub(super) fn sample_noise(eta: usize, bytes: &[u8], f: &mut Poly) {
    match eta {
        2 => noise_of::<2>(bytes, f),
        3 => noise_of::<3>(bytes, f),
        _ => {}
    }
}

/// Each coefficient is the number of ones in `ETA` bits less that in the next `ETA`; four
/// coefficients are `ETA` bytes.
#[inline(always)]
fn noise_of<const ETA: usize>(bytes: &[u8], f: &mut Poly) {
    for (four, bytes) in f.0.as_chunks_mut::<4>().0.iter_mut().zip(bytes.as_chunks::<ETA>().0) {
        let bits = bytes.iter().rev().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        // The lowest bit of each group of ETA.
        let lowest = (0..8).fold(0, |mask, group| mask | 1 << (group * ETA));
        let ones = (0..ETA).fold(0, |ones, i| ones + (bits >> i & lowest));
        for (i, x) in four.iter_mut().enumerate() {
            let number = |group: usize| (ones >> (group * ETA) & ((1 << ETA) - 1)) as i16;
            *x = number(2 * i) - number(2 * i + 1);
        }
    }
}

pub(super) fn sample_uniform(bytes: &[u8], out: &mut [i16]) -> usize {
    let mut written = 0;
    for &[b0, b1, b2] in bytes.as_chunks::<3>().0 {
        for number in [u16::from(b0) | u16::from(b1 & 15) << 8, u16::from(b1 >> 4) | u16::from(b2) << 4] {
            let Some(place) = out.get_mut(written) else { return written };
            // Written in any case; the next one takes the place of one that is not below q.
            *place = number as i16;
            written += usize::from(number < Q as u16);
        }
    }
    written
}
