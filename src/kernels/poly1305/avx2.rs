//! Poly1305 with AVX2: four blocks in a vector, in limbs of 26 bits.
//!
//! Lane i has a sum of its own, of every fourth block, in powers of `r^4`; at the end each is
//! multiplied by the power of `r` that is still missing. Two vectors are taken at once where there
//! are so many: their products are added before anything is carried.

use super::limbs::{Limbs, limbs, multiply};
use super::{BLOCK_SIZE, Block, R, Sum};
use crate::machine::cpu::Avx2;
use crate::machine::wipe::Wiped;
use core::arch::x86_64::*;

const LANES: usize = 4;
/// From how many blocks on the powers of `r` are worth it.
const MIN_BLOCKS: usize = 3 * LANES;
/// From how many vectors on it is worth it to take two at once.
const MIN_VECTORS: usize = 8;

const MASK: u64 = (1 << 26) - 1;

/// Four numbers, limb by limb; each limb has little more than 26 bits.
type Vectors = [__m256i; 5];

/// Takes whole vectors and gives back the blocks that are left.
#[target_feature(enable = "avx2")]
pub(super) fn blocks<'a>(_cpu: Avx2, r: R, sum: &mut Sum, blocks: &'a [Block]) -> &'a [Block] {
    if blocks.len() < MIN_BLOCKS {
        return blocks;
    }
    let (vectors, rest) = blocks.as_chunks::<LANES>();
    let Some((first, vectors)) = vectors.split_first() else { return blocks };
    let r = limbs(r, 0);
    let mut powers = Wiped::new([r; LANES]); // from r on
    for i in 1..LANES {
        powers[i] = multiply(&powers[i - 1], &r);
    }
    let fourth = Factor::all(&powers[LANES - 1]);

    let mut sums = load(first);
    for (limb, sum) in sums.iter_mut().zip(split(limbs(sum.low, sum.top))) {
        *limb = _mm256_add_epi64(*limb, _mm256_set_epi64x(0, 0, 0, sum as i64));
    }
    let (twos, others) = if vectors.len() < MIN_VECTORS { (&[][..], vectors) } else { vectors.as_chunks::<2>() };
    if !twos.is_empty() {
        let eighth = Wiped::new(multiply(&powers[LANES - 1], &powers[LANES - 1]));
        let eighth = Factor::all(&eighth);
        for [a, b] in twos {
            let products = add(times(sums, &eighth), times(load(a), &fourth));
            sums = add(carried(products), load(b));
        }
    }
    for vector in others {
        sums = add(carried(times(sums, &fourth)), load(vector));
    }
    *sum = together(times(sums, &Factor::lanes(&powers)));
    rest
}

/// The number in limbs of 26 bits; the top one has 27.
#[inline(always)]
pub(super) const fn split([low, middle, top]: Limbs) -> [u64; 5] {
    // From bit 0 on, and from bit 78. The middle limb may have more than its 44 bits.
    let (low, high) = (low as u128 + ((middle as u128) << 44), (middle >> 34) + (top << 10));
    [low as u64 & MASK, (low >> 26) as u64 & MASK, (low >> 52) as u64 & MASK, high & MASK, high >> 26]
}

/// The blocks with their end markers; lanes 0 to 3 have blocks 0, 2, 1 and 3.
#[inline]
#[target_feature(enable = "avx2")]
fn load(blocks: &[Block; LANES]) -> Vectors {
    const { assert!(LANES / 2 * BLOCK_SIZE == 32) };
    // SAFETY: two blocks of 16 readable bytes; the load asks for no alignment.
    let half = |two: &[Block]| unsafe { _mm256_loadu_si256(two.as_ptr().cast()) };
    let (a, b) = (half(&blocks[..2]), half(&blocks[2..]));
    let (low, high) = (_mm256_unpacklo_epi64(a, b), _mm256_unpackhi_epi64(a, b));
    let mask = _mm256_set1_epi64x(MASK as i64);
    let middle = _mm256_or_si256(_mm256_srli_epi64::<52>(low), _mm256_slli_epi64::<12>(high));
    [
        _mm256_and_si256(low, mask),
        _mm256_and_si256(_mm256_srli_epi64::<26>(low), mask),
        _mm256_and_si256(middle, mask),
        _mm256_and_si256(_mm256_srli_epi64::<14>(high), mask),
        _mm256_or_si256(_mm256_srli_epi64::<40>(high), _mm256_set1_epi64x(1 << 24)),
    ]
}

/// Limbs to multiply by, and five times the upper ones: 2^130 is 5.
struct Factor {
    limbs: Vectors,
    five: [__m256i; 4],
}

impl Factor {
    #[inline]
    #[target_feature(enable = "avx2")]
    fn new(limbs: Vectors) -> Self {
        let [_, upper @ ..] = limbs;
        let mut five = upper;
        for limb in &mut five {
            *limb = sum(*limb, _mm256_slli_epi64::<2>(*limb));
        }
        Self { limbs, five }
    }

    /// The same in every lane.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn all(number: &Limbs) -> Self {
        Self::new(split(*number).map(|limb| _mm256_set1_epi64x(limb as i64)))
    }

    /// For each lane the power that its block still lacks.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn lanes(powers: &[Limbs; LANES]) -> Self {
        let [first, second, third, fourth] = powers.map(|power| split(power).map(|limb| limb as i64));
        Self::new(core::array::from_fn(|i| _mm256_set_epi64x(first[i], third[i], second[i], fourth[i])))
    }
}

/// The products, not carried: limbs of less than 2^59.
#[inline]
#[target_feature(enable = "avx2")]
fn times([a0, a1, a2, a3, a4]: Vectors, b: &Factor) -> Vectors {
    let ([b0, b1, b2, b3, b4], [f1, f2, f3, f4]) = (b.limbs, b.five);
    // Spelled out: the compiler keeps loops over columns as loops, in memory.
    macro_rules! column {
        ($b0:ident $b1:ident $b2:ident $b3:ident $b4:ident) => {{
            let (p01, p2) = (sum(product(a0, $b0), product(a1, $b1)), product(a2, $b2));
            sum(sum(p01, p2), sum(product(a3, $b3), product(a4, $b4)))
        }};
    }
    [
        column!(b0 f4 f3 f2 f1),
        column!(b1 b0 f4 f3 f2),
        column!(b2 b1 b0 f4 f3),
        column!(b3 b2 b1 b0 f4),
        column!(b4 b3 b2 b1 b0),
    ]
}

/// In assembly, because the compiler takes `_mm256_mul_epu32` for a product of 64 bits, of which it
/// then makes three.
#[inline]
#[target_feature(enable = "avx2")]
fn product(a: __m256i, b: __m256i) -> __m256i {
    // MemorySanitizer would take the assembly for a branch on its operands.
    #[cfg(qila_taint = "msan")]
    return _mm256_mul_epu32(a, b);
    #[cfg(not(qila_taint = "msan"))]
    {
        let product;
        // SAFETY: an instruction of AVX2, for which the function is compiled, on registers alone.
        unsafe {
            core::arch::asm!(
                "vpmuludq {product}, {a}, {b}",
                a = in(ymm_reg) a, b = in(ymm_reg) b, product = lateout(ymm_reg) product,
                options(pure, nomem, nostack, preserves_flags)
            );
        }
        product
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn sum(a: __m256i, b: __m256i) -> __m256i {
    _mm256_add_epi64(a, b)
}

#[inline]
#[target_feature(enable = "avx2")]
fn add([a0, a1, a2, a3, a4]: Vectors, [b0, b1, b2, b3, b4]: Vectors) -> Vectors {
    [sum(a0, b0), sum(a1, b1), sum(a2, b2), sum(a3, b3), sum(a4, b4)]
}

/// The same numbers with limbs of little more than 26 bits, for limbs below 2^60. Two chains of
/// carries run side by side.
#[inline]
#[target_feature(enable = "avx2")]
fn carried(limbs: Vectors) -> Vectors {
    let mask = _mm256_set1_epi64x(MASK as i64);
    let [mut h0, mut h1, mut h2, mut h3, mut h4] = limbs;
    macro_rules! carry {
        ($from:ident to $to:ident) => {
            $to = sum($to, _mm256_srli_epi64::<26>($from));
            $from = _mm256_and_si256($from, mask);
        };
    }
    carry!(h0 to h1);
    carry!(h3 to h4);
    carry!(h1 to h2);
    // 2^130 is 5.
    let above = _mm256_srli_epi64::<26>(h4);
    h4 = _mm256_and_si256(h4, mask);
    h0 = sum(h0, sum(above, _mm256_slli_epi64::<2>(above)));
    carry!(h2 to h3);
    carry!(h0 to h1);
    carry!(h3 to h4);
    [h0, h1, h2, h3, h4]
}

/// The sum of the four lanes.
#[inline]
#[target_feature(enable = "avx2")]
fn together(limbs: Vectors) -> Sum {
    let mut carry = 0;
    // Four limbs of each, of at most 61 bits.
    let [h0, h1, h2, h3, h4] = limbs.map(|limb| {
        let two = _mm_add_epi64(_mm256_castsi256_si128(limb), _mm256_extracti128_si256::<1>(limb));
        let one = _mm_add_epi64(two, _mm_unpackhi_epi64(two, two));
        let sum = _mm_cvtsi128_si64(one) as u64 + carry;
        carry = sum >> 26;
        sum
    });
    let lower = |limb: u64, place: u32| u128::from(limb & MASK) << (26 * place);
    let low = lower(h0, 0) | lower(h1, 1) | lower(h2, 2) | lower(h3, 3) | u128::from(h4) << 104;
    Sum::new(low, h4 >> 24).folded()
}
