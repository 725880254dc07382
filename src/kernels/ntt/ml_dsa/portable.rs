//! The ring on words, for any processor: the definition that the other kernels are compared with,
//! number for number.

use super::constants::{INVERSE_ROOTS, LAST_ROOT, Q_INVERSE, R_BY_256, ROOTS};
use super::{DROPPED, GAMMA_2_LARGE, GAMMA_2_SMALL, N, Poly, Q};
use crate::machine::taint::declassify;

/// `a / 2^32` modulo q: `a` less the multiple of q that has its low half.
#[inline(always)]
pub(super) const fn montgomery(a: i64) -> i32 {
    let multiple = (a as i32).wrapping_mul(Q_INVERSE) as i64 * Q as i64;
    ((a - multiple) >> 32) as i32
}

/// The Montgomery product.
#[inline(always)]
pub(super) const fn product(a: i32, b: i32) -> i32 {
    montgomery(a as i64 * b as i64)
}

/// `a` less a multiple of q: within 0.75 q, for every `a` below 2^31 - 2^22.
#[inline(always)]
pub(super) const fn reduce(a: i32) -> i32 {
    a - ((a + (1 << 22)) >> 23) * Q
}

/// The canonical representative, for every `a` that [`reduce`] takes.
#[inline(always)]
pub(super) const fn canonical_of(a: i32) -> i32 {
    let a = reduce(a);
    a + (Q & (a >> 31))
}

/// The representative nearest to zero, for every `a` that [`reduce`] takes.
#[inline(always)]
pub(super) const fn centred(a: i32) -> i32 {
    let a = canonical_of(a);
    a - (Q & ((Q / 2 - a) >> 31))
}

/// Power2Round of a canonical number: the high bits and the low ones.
#[inline(always)]
pub(super) const fn halves(a: i32) -> (i32, i32) {
    let high = (a + (1 << (DROPPED - 1)) - 1) >> DROPPED;
    (high, a - (high << DROPPED))
}

/// Decompose of a canonical number: the high part and the low one. The quotient is a product with a
/// reciprocal; the last one, (q - 1) / (2 gamma_2), becomes zero: from 44 on a sum reaches 64. A
/// comparison with 43 would be a jump where the compiler saves bytes.
#[inline(always)]
pub(super) const fn parts<const GAMMA_2: i32>(a: i32) -> (i32, i32) {
    let part = (a + 127) >> 7;
    let high = if GAMMA_2 == GAMMA_2_LARGE {
        ((part * 1025 + (1 << 21)) >> 22) & 15
    } else {
        let high = (part * 11275 + (1 << 23)) >> 24;
        high - 44 * ((high + 20) >> 6)
    };
    let low = a - high * 2 * GAMMA_2;
    (high, low - (Q & ((Q / 2 - low) >> 31)))
}

/// MakeHint, 0 or 1: whether the sum of `2 gamma_2 high` and `low` has another high part. It has if
/// `low` leaves its range, of which the lower end belongs to the next part, but for the part zero.
#[inline(always)]
pub(super) const fn hint<const GAMMA_2: i32>(low: i32, high: i32) -> i32 {
    let above = (GAMMA_2 - low) >> 31;
    let below = (low + GAMMA_2) >> 31;
    // Minus one if `low` is at the lower end, and if `high` is not zero.
    let difference = low + GAMMA_2;
    let at_end = !((difference | -difference) >> 31);
    let not_zero = -high >> 31;
    (above | below | at_end & not_zero) & 1
}

/// UseHint of a canonical number.
#[inline(always)]
pub(super) const fn corrected<const GAMMA_2: i32>(a: i32, hint: i32) -> i32 {
    let last = (Q - 1) / (2 * GAMMA_2) - 1;
    let (high, low) = parts::<GAMMA_2>(a);
    // One up where the low part is above zero, else one down.
    let step = 2 * (-low >> 31 & 1) - 1;
    let high = high + (step & -hint);
    let high = high & !((last - high) >> 31);
    high + ((last + 1) & (high >> 31))
}

pub(super) fn ntt(f: &mut Poly) {
    let (mut len, mut root) = (N / 2, 1);
    while len >= 1 {
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
    let (mut len, mut root) = (1, N / 2);
    while len < N / 2 {
        for (block, root) in f.0.chunks_exact_mut(2 * len).zip(&INVERSE_ROOTS[root..]) {
            let (low, high) = block.split_at_mut(len);
            for (a, b) in low.iter_mut().zip(high) {
                (*a, *b) = (*a + *b, product(*a - *b, *root));
            }
        }
        (len, root) = (2 * len, root / 2);
    }
    let (low, high) = f.0.split_at_mut(N / 2);
    for (a, b) in low.iter_mut().zip(high) {
        (*a, *b) = (product(*a + *b, R_BY_256), product(*a - *b, LAST_ROOT));
    }
}

pub(super) fn multiply(a: &[Poly], b: &[Poly], sum: &mut Poly) {
    for (i, sum) in sum.0.iter_mut().enumerate() {
        *sum = montgomery(a.iter().zip(b).map(|(a, b)| i64::from(a.0[i]) * i64::from(b.0[i])).sum());
    }
}

#[inline(always)]
pub(super) fn canonical(f: &mut Poly) {
    f.0.iter_mut().for_each(|x| *x = canonical_of(*x));
}

#[inline(always)]
pub(super) fn add(f: &mut Poly, g: &Poly) {
    f.0.iter_mut().zip(&g.0).for_each(|(f, g)| *f = centred(*f + *g));
}

#[inline(always)]
pub(super) fn subtract(f: &mut Poly, g: &Poly) {
    f.0.iter_mut().zip(&g.0).for_each(|(f, g)| *f = centred(*f - *g));
}

#[inline(always)]
pub(super) fn exceeds(f: &Poly, bound: i32) -> i32 {
    // The sign of bound - 1 - |x| is that of no x within the bound.
    f.0.iter().fold(0, |above, x| above | (bound - 1 - ((x ^ (x >> 31)) - (x >> 31))))
}

#[inline(always)]
pub(super) fn power2_round(f: &mut Poly, high: &mut Poly) {
    f.0.iter_mut().zip(&mut high.0).for_each(|(f, high)| (*high, *f) = halves(*f));
}

#[inline(always)]
pub(super) fn decompose(gamma_2: i32, f: &mut Poly, high: &mut Poly) {
    let both = f.0.iter_mut().zip(&mut high.0);
    if gamma_2 == GAMMA_2_LARGE {
        both.for_each(|(f, high)| (*high, *f) = parts::<GAMMA_2_LARGE>(*f));
    } else {
        both.for_each(|(f, high)| (*high, *f) = parts::<GAMMA_2_SMALL>(*f));
    }
}

#[inline(always)]
pub(super) fn make_hint(gamma_2: i32, low: &Poly, high: &mut Poly) -> i32 {
    let both = low.0.iter().zip(&mut high.0);
    if gamma_2 == GAMMA_2_LARGE {
        both.for_each(|(low, high)| *high = hint::<GAMMA_2_LARGE>(*low, *high));
    } else {
        both.for_each(|(low, high)| *high = hint::<GAMMA_2_SMALL>(*low, *high));
    }
    high.0.iter().sum()
}

#[inline(always)]
pub(super) fn use_hint(gamma_2: i32, f: &mut Poly, hint: &Poly) {
    let both = f.0.iter_mut().zip(&hint.0);
    if gamma_2 == GAMMA_2_LARGE {
        both.for_each(|(f, hint)| *f = corrected::<GAMMA_2_LARGE>(*f, *hint));
    } else {
        both.for_each(|(f, hint)| *f = corrected::<GAMMA_2_SMALL>(*f, *hint));
    }
}

pub(super) fn encode(d: usize, top: i32, f: &Poly, bytes: &mut [u8]) {
    match d {
        3 => encode_of::<3, 8>(top, f, bytes),
        4 => encode_of::<4, 8>(top, f, bytes),
        6 => encode_of::<6, 8>(top, f, bytes),
        10 => encode_of::<10, 4>(top, f, bytes),
        13 => encode_of::<13, 8>(top, f, bytes),
        18 => encode_of::<18, 4>(top, f, bytes),
        20 => encode_of::<20, 4>(top, f, bytes),
        _ => {}
    }
}

/// `GROUP` numbers of `D` bits are whole bytes, and no more than 16.
#[inline(always)]
fn encode_of<const D: usize, const GROUP: usize>(top: i32, f: &Poly, bytes: &mut [u8]) {
    const { assert!((GROUP * D).is_multiple_of(8) && GROUP * D <= 128) };
    for (numbers, bytes) in f.0.as_chunks::<GROUP>().0.iter().zip(bytes.chunks_exact_mut(GROUP * D / 8)) {
        let number = |x: i32| if top == 0 { x } else { top - x };
        let bits = numbers.iter().rev().fold(0_u128, |bits, x| bits << D | u128::from(number(*x) as u32));
        bytes.copy_from_slice(&bits.to_le_bytes()[..GROUP * D / 8]);
    }
}

pub(super) fn decode(d: usize, top: i32, bytes: &[u8], f: &mut Poly) {
    match d {
        3 => decode_of::<3, 8>(top, bytes, f),
        4 => decode_of::<4, 8>(top, bytes, f),
        6 => decode_of::<6, 8>(top, bytes, f),
        10 => decode_of::<10, 4>(top, bytes, f),
        13 => decode_of::<13, 8>(top, bytes, f),
        18 => decode_of::<18, 4>(top, bytes, f),
        20 => decode_of::<20, 4>(top, bytes, f),
        _ => {}
    }
}

/// The way of [`encode_of`] back.
#[inline(always)]
fn decode_of<const D: usize, const GROUP: usize>(top: i32, bytes: &[u8], f: &mut Poly) {
    for (numbers, bytes) in f.0.as_chunks_mut::<GROUP>().0.iter_mut().zip(bytes.chunks_exact(GROUP * D / 8)) {
        let mut padded = [0; 16];
        padded[..GROUP * D / 8].copy_from_slice(bytes);
        let bits = u128::from_le_bytes(padded);
        for (i, x) in numbers.iter_mut().enumerate() {
            let number = ((bits >> (i * D)) as u32 & ((1 << D) - 1)) as i32;
            *x = if top == 0 { number } else { top - number };
        }
    }
}

pub(super) fn sample_uniform(bytes: &[u8], out: &mut [i32]) -> usize {
    let mut written = 0;
    for &[b0, b1, b2] in bytes.as_chunks::<3>().0 {
        let Some(place) = out.get_mut(written) else { return written };
        // Written in any case; the next one takes the place of one that is not below q.
        let number = i32::from_le_bytes([b0, b1, b2 & 127, 0]);
        *place = number;
        written += usize::from(number < Q);
    }
    written
}

pub(super) fn sample_bounded(eta: i32, bytes: &[u8], out: &mut [i32]) -> usize {
    let mut written = 0;
    for byte in bytes {
        for half in [i32::from(byte & 15), i32::from(byte >> 4)] {
            let Some(place) = out.get_mut(written) else { return written };
            let (number, is_taken) = bounded(eta, half);
            *place = number;
            // Each number that is taken is as likely whatever was refused before it.
            written += usize::from(declassify(is_taken, "which half bytes give none tells nothing about the others"));
        }
    }
    written
}

/// CoeffFromHalfByte (algorithm 15): the number, and whether there is one. Modulo 5 by a product
/// with a reciprocal.
#[inline(always)]
pub(super) const fn bounded(eta: i32, half: i32) -> (i32, bool) {
    if eta == 2 { (2 - (half - ((half * 205) >> 10) * 5), half < 15) } else { (4 - half, half < 9) }
}
