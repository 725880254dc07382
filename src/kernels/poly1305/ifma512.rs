//! Poly1305 with AVX-512 IFMA: eight blocks in a vector, in limbs of 44, 44 and 42 bits.
//!
//! Lane i has a sum of its own, of every eighth block, in powers of `r^8`; at the end each is
//! multiplied by the power of `r` that is still missing. Four vectors are taken at once where there
//! are so many: their products with four powers are added before anything is carried.

use super::limbs::{Limbs, MASK_42, MASK_44, limbs, multiply};
use super::{BLOCK_SIZE, Block, R, Sum};
use crate::machine::cpu::Ifma512;
use crate::machine::wipe::Wiped;
use core::arch::x86_64::*;

const LANES: usize = 8;
/// From how many blocks on the powers of `r` are worth it.
const MIN_BLOCKS: usize = 3 * LANES;
/// From how many vectors on it is worth it to take four at once.
const MIN_VECTORS: usize = 12;

/// Eight numbers, limb by limb.
type Vectors = [__m512i; 3];

/// Takes whole vectors and gives back the blocks that are left.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512ifma")]
pub(super) fn blocks<'a>(_cpu: Ifma512, r: R, sum: &mut Sum, blocks: &'a [Block]) -> &'a [Block] {
    if blocks.len() < MIN_BLOCKS {
        return blocks;
    }
    let (vectors, rest) = blocks.as_chunks::<LANES>();
    let Some((first, vectors)) = vectors.split_first() else { return blocks };
    let mut powers = Wiped::new([limbs(r, 0); LANES + 1]);
    for i in 2..=LANES {
        powers[i] = multiply(&powers[i / 2], &powers[i - i / 2]);
    }
    let eighth = Factor::all(&powers[LANES]);

    let mut sums = load(first);
    for (limb, sum) in sums.iter_mut().zip(limbs(sum.low, sum.top)) {
        *limb = _mm512_add_epi64(*limb, _mm512_zextsi128_si512(_mm_cvtsi64_si128(sum as i64)));
    }
    let (fours, others) = if vectors.len() < MIN_VECTORS { (&[][..], vectors) } else { vectors.as_chunks::<4>() };
    if !fours.is_empty() {
        let sixteenth = Wiped::new(multiply(&powers[LANES], &powers[LANES]));
        let more = [multiply(&sixteenth, &powers[LANES]), multiply(&sixteenth, &sixteenth)];
        let more = Wiped::new(more);
        let [f16, f24, f32] = [&*sixteenth, &more[0], &more[1]].map(|power| Factor::all(power));
        for [a, b, c, d] in fours {
            let products = Products::of(sums, &f32).plus(load(a), &f24).plus(load(b), &f16).plus(load(c), &eighth);
            sums = add(products.carried(), load(d));
        }
    }
    for vector in others {
        sums = add(Products::of(sums, &eighth).carried(), load(vector));
    }
    let lanes = [0, 1, 2].map(|limb| {
        let power = |block: usize| powers[LANES - block][limb] as i64;
        _mm512_set_epi64(power(7), power(3), power(6), power(2), power(5), power(1), power(4), power(0))
    });
    let [h0, h1, h2] =
        Products::of(sums, &Factor::new(lanes)).carried().map(|limb| _mm512_reduce_add_epi64(limb) as u64);
    // Eight limbs of each, of at most 46 bits.
    let middle = u128::from(h1) + (u128::from(h0) >> 44);
    let top = u128::from(h2) + (middle >> 44);
    let low = u128::from(h0 & MASK_44) | (middle & u128::from(MASK_44)) << 44 | top << 88;
    *sum = Sum::new(low, (top >> 40) as u64).folded();
    rest
}

/// The blocks with their end markers; lane `2 i` has block `i`, lane `2 i + 1` block `i + 4`.
#[inline]
#[target_feature(enable = "avx512f")]
fn load(blocks: &[Block; LANES]) -> Vectors {
    const { assert!(LANES / 2 * BLOCK_SIZE == 64) };
    let (halves, _) = blocks.as_chunks::<{ LANES / 2 }>();
    // SAFETY: four blocks of 16 readable bytes; the load asks for no alignment.
    let [a, b] = [0, 1].map(|half| unsafe { _mm512_loadu_si512((&raw const halves[half]).cast()) });
    let (low, high) = (_mm512_unpacklo_epi64(a, b), _mm512_unpackhi_epi64(a, b));
    let mask = _mm512_set1_epi64(MASK_44 as i64);
    let middle = _mm512_or_si512(_mm512_srli_epi64::<44>(low), _mm512_slli_epi64::<20>(high));
    let top = _mm512_or_si512(_mm512_srli_epi64::<24>(high), _mm512_set1_epi64(1 << 40));
    [_mm512_and_si512(low, mask), _mm512_and_si512(middle, mask), top]
}

#[inline]
#[target_feature(enable = "avx512f")]
fn add(a: Vectors, b: Vectors) -> Vectors {
    [0, 1, 2].map(|i| _mm512_add_epi64(a[i], b[i]))
}

/// Limbs to multiply by, and 20 times the upper ones: 2^132 is 4 times 2^130, which is 5.
struct Factor {
    limbs: Vectors,
    twenty: [__m512i; 2],
}

impl Factor {
    #[inline]
    #[target_feature(enable = "avx512f")]
    fn new(limbs: Vectors) -> Self {
        let twenty = |v| _mm512_add_epi64(_mm512_slli_epi64::<4>(v), _mm512_slli_epi64::<2>(v));
        Self { limbs, twenty: [twenty(limbs[1]), twenty(limbs[2])] }
    }

    /// The same in every lane.
    #[inline]
    #[target_feature(enable = "avx512f")]
    fn all(limbs: &Limbs) -> Self {
        Self::new(limbs.map(|limb| _mm512_set1_epi64(limb as i64)))
    }
}

/// Sums of products of two limbs, for each limb of the result the lower 52 bits and what is above.
struct Products {
    low: Vectors,
    high: Vectors,
}

impl Products {
    #[inline]
    #[target_feature(enable = "avx512f,avx512ifma")]
    fn of(a: Vectors, b: &Factor) -> Self {
        let zero = [_mm512_setzero_si512(); 3];
        Self { low: zero, high: zero }.plus(a, b)
    }

    /// And the product of `a` and `b`.
    #[inline]
    #[target_feature(enable = "avx512f,avx512ifma")]
    fn plus(mut self, a: Vectors, b: &Factor) -> Self {
        let ([b0, b1, b2], [t1, t2]) = (b.limbs, b.twenty);
        let columns = [[b0, t2, t1], [b1, b0, t2], [b2, b1, b0]];
        for (i, column) in columns.into_iter().enumerate() {
            for (a, b) in a.into_iter().zip(column) {
                self.low[i] = _mm512_madd52lo_epu64(self.low[i], a, b);
                self.high[i] = _mm512_madd52hi_epu64(self.high[i], a, b);
            }
        }
        self
    }

    /// The sum, for at most four products. Bits from 52 up of a 44-bit limb carry into the next
    /// limb, shifted by 8. The top limb has 42 bits, so its carry shifts by 10.
    #[inline]
    #[target_feature(enable = "avx512f")]
    fn carried(self) -> Vectors {
        let ([low0, low1, low2], [high0, high1, high2]) = (self.low, self.high);
        let (mask_44, mask_42) = (_mm512_set1_epi64(MASK_44 as i64), _mm512_set1_epi64(MASK_42 as i64));
        let sum = |a, b, c| _mm512_add_epi64(a, _mm512_add_epi64(b, c));
        let p1 = sum(low1, _mm512_slli_epi64::<8>(high0), _mm512_srli_epi64::<44>(low0));
        let p2 = sum(low2, _mm512_slli_epi64::<8>(high1), _mm512_srli_epi64::<44>(p1));
        let above = _mm512_add_epi64(_mm512_slli_epi64::<10>(high2), _mm512_srli_epi64::<42>(p2));
        let p0 = sum(_mm512_and_si512(low0, mask_44), above, _mm512_slli_epi64::<2>(above));
        [
            _mm512_and_si512(p0, mask_44),
            _mm512_add_epi64(_mm512_and_si512(p1, mask_44), _mm512_srli_epi64::<44>(p0)),
            _mm512_and_si512(p2, mask_42),
        ]
    }
}
