//! Poly1305 with AVX-512 IFMA: sixteen blocks in two vectors, each lane a sum of its own, in powers of `r` that are sixteen apart.

use super::portable::multiply;
use super::{BLOCK_SIZE, Block, Limbs, MASK_42, MASK_44};
use crate::kernels::cpu::{Avx512, Ifma512};
use crate::kernels::wipe::wipe_value;
use core::arch::x86_64::*;

const LANES: usize = 8;
/// The blocks of one step.
const STEP: usize = 2 * LANES;
/// From how many steps on the powers of `r` are worth it.
const MIN_STEPS: usize = 2;

/// Eight numbers, limb by limb.
type Vectors = [__m512i; 3];

/// Takes whole steps and gives back the blocks that are left.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512ifma")]
pub(super) fn blocks<'a>(
    _cpu: Avx512,
    _ifma: Ifma512,
    r: &Limbs,
    sum: &mut Limbs,
    blocks: &'a [Block],
) -> &'a [Block] {
    let (steps, rest) = blocks.as_chunks::<STEP>();
    let Some((first, steps)) = steps.split_first().filter(|(_, more)| more.len() + 1 >= MIN_STEPS) else {
        return blocks;
    };
    let mut powers = [*r; STEP + 1];
    for i in 2..=STEP {
        powers[i] = multiply(&powers[i / 2], &powers[i - i / 2]);
    }
    let [mut low, mut high] = load(first);
    for (limb, sum) in low.iter_mut().zip(sum.iter()) {
        *limb = _mm512_add_epi64(*limb, _mm512_zextsi128_si512(_mm_cvtsi64_si128(*sum as i64)));
    }
    let stride = powers[STEP].map(|limb| _mm512_set1_epi64(limb as i64));
    for step in steps {
        let [more_low, more_high] = load(step);
        low = plus(times(low, stride), more_low);
        high = plus(times(high, stride), more_high);
    }
    low = times(low, lanes(&powers, STEP));
    high = times(high, lanes(&powers, LANES));
    *sum = plus(low, high).map(|limb| _mm512_reduce_add_epi64(limb) as u64);
    wipe_value(&mut powers);
    rest
}

/// The blocks of a step, with their end markers.
#[inline]
#[target_feature(enable = "avx512f")]
fn load(step: &[Block; STEP]) -> [Vectors; 2] {
    let vector = |i: usize| {
        let at = step[i..i + 4].as_ptr();
        // SAFETY: four blocks of 16 readable bytes; the load asks for no alignment.
        unsafe { _mm512_loadu_si512(at.cast()) }
    };
    const { assert!(4 * BLOCK_SIZE == 64) };
    let mask = _mm512_set1_epi64(MASK_44 as i64);
    [0, LANES].map(|i| {
        let (a, b) = (vector(i), vector(i + 4));
        let (low, high) = (_mm512_unpacklo_epi64(a, b), _mm512_unpackhi_epi64(a, b));
        let middle = _mm512_or_si512(_mm512_srli_epi64::<44>(low), _mm512_slli_epi64::<20>(high));
        let top = _mm512_or_si512(_mm512_srli_epi64::<24>(high), _mm512_set1_epi64(1 << 40));
        [_mm512_and_si512(low, mask), _mm512_and_si512(middle, mask), top]
    })
}

/// The powers from `first` down, in the order in which [`load`] puts blocks.
#[inline]
#[target_feature(enable = "avx512f")]
fn lanes(powers: &[Limbs; STEP + 1], first: usize) -> Vectors {
    [0, 1, 2].map(|limb| {
        let power = |block: usize| powers[first - block][limb] as i64;
        _mm512_set_epi64(power(7), power(3), power(6), power(2), power(5), power(1), power(4), power(0))
    })
}

#[inline]
#[target_feature(enable = "avx512f")]
fn plus(a: Vectors, b: Vectors) -> Vectors {
    [0, 1, 2].map(|i| _mm512_add_epi64(a[i], b[i]))
}

/// As [`multiply`], in each lane. Of a product of two limbs the low 52 bits belong to one limb, and what is above, 8 bits higher, to
/// the next.
#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn times(a: Vectors, b: Vectors) -> Vectors {
    let twenty = |v| _mm512_add_epi64(_mm512_slli_epi64::<4>(v), _mm512_slli_epi64::<2>(v));
    let (b1, b2) = (twenty(b[1]), twenty(b[2]));
    let zero = _mm512_setzero_si512();
    let sum = |pairs: [(__m512i, __m512i); 3]| {
        let low = pairs.iter().fold(zero, |sum, (a, b)| _mm512_madd52lo_epu64(sum, *a, *b));
        let high = pairs.iter().fold(zero, |sum, (a, b)| _mm512_madd52hi_epu64(sum, *a, *b));
        (low, high)
    };
    let (low0, high0) = sum([(a[0], b[0]), (a[1], b2), (a[2], b1)]);
    let (low1, high1) = sum([(a[0], b[1]), (a[1], b[0]), (a[2], b2)]);
    let (low2, high2) = sum([(a[0], b[2]), (a[1], b[1]), (a[2], b[0])]);
    let (mask_44, mask_42) = (_mm512_set1_epi64(MASK_44 as i64), _mm512_set1_epi64(MASK_42 as i64));
    let p1 = _mm512_add_epi64(low1, _mm512_add_epi64(_mm512_slli_epi64::<8>(high0), _mm512_srli_epi64::<44>(low0)));
    let p2 = _mm512_add_epi64(low2, _mm512_add_epi64(_mm512_slli_epi64::<8>(high1), _mm512_srli_epi64::<44>(p1)));
    let above = _mm512_add_epi64(_mm512_slli_epi64::<10>(high2), _mm512_srli_epi64::<42>(p2));
    let five = _mm512_add_epi64(above, _mm512_slli_epi64::<2>(above));
    let p0 = _mm512_add_epi64(_mm512_and_si512(low0, mask_44), five);
    [
        _mm512_and_si512(p0, mask_44),
        _mm512_add_epi64(_mm512_and_si512(p1, mask_44), _mm512_srli_epi64::<44>(p0)),
        _mm512_and_si512(p2, mask_42),
    ]
}
