//! The ring with AVX2: sixteen coefficients in a vector, in the order of the standard.
//!
//! In the first three layers of the transform a vector meets another one, eight vectors at a time.
//! The last four layers lie within 32 coefficients: two vectors exchange halves, quarters and
//! eighths, and go back into order at the end. A pair of coefficients lies in one lane of 32 bits,
//! so `vpmaddwd` gives a coefficient of a product of pairs.

use super::constants::{INVERSE_OF_128, LAST_ROOT, Q_INVERSE, R_SQUARED, RECIPROCAL, compression};
use super::wide::{Multiplier, WIDE_FIRST, WIDE_FIRST_INVERSE, WIDE_LAST, WIDE_LAST_INVERSE, WIDE_PAIRS};
use super::{Factor, Poly, Q, portable};
use crate::machine::cpu::Avx2;
use core::arch::x86_64::*;

/// The coefficients in a vector.
const LANES: usize = 16;

#[target_feature(enable = "avx2")]
pub(super) fn ntt(_cpu: Avx2, f: &mut Poly) {
    let v = f.0.as_chunks_mut::<LANES>().0;
    for first in [0, 1] {
        let mut a = [_mm256_setzero_si256(); 8];
        for i in 0..8 {
            a[i] = load(&v[2 * i + first]);
        }
        for (root, [i, j]) in FIRST_LAYERS {
            (a[i], a[j]) = butterfly(a[i], a[j], &WIDE_FIRST[root]);
        }
        for i in 0..8 {
            store(&mut v[2 * i + first], a[i]);
        }
    }
    for (pair, roots) in v.as_chunks_mut::<2>().0.iter_mut().zip(&WIDE_LAST) {
        let (a, b) = butterfly(load(&pair[0]), load(&pair[1]), &roots[0]);
        let (a, b) = halves(a, b);
        let (a, b) = butterfly(a, b, &roots[1]);
        let (a, b) = quarters(a, b);
        let (a, b) = butterfly(a, b, &roots[2]);
        let (a, b) = eighths(a, b);
        let (a, b) = butterfly(a, b, &roots[3]);
        let (a, b) = from_eighths(a, b);
        let (a, b) = quarters(a, b);
        let (a, b) = halves(a, b);
        store(&mut pair[0], a);
        store(&mut pair[1], b);
    }
}

#[target_feature(enable = "avx2")]
pub(super) fn inverse_ntt(_cpu: Avx2, f: &mut Poly) {
    let v = f.0.as_chunks_mut::<LANES>().0;
    for (pair, roots) in v.as_chunks_mut::<2>().0.iter_mut().zip(&WIDE_LAST_INVERSE) {
        let (a, b) = halves(load(&pair[0]), load(&pair[1]));
        let (a, b) = quarters(a, b);
        let (a, b) = eighths(a, b);
        let (a, b) = inverse_butterfly(a, b, &roots[3]);
        let (a, b) = from_eighths(a, b);
        let (a, b) = inverse_butterfly(a, b, &roots[2]);
        let (a, b) = quarters(a, b);
        let (a, b) = inverse_butterfly(a, b, &roots[1]);
        let (a, b) = halves(reduce(a), b);
        let (a, b) = inverse_butterfly(a, b, &roots[0]);
        store(&mut pair[0], a);
        store(&mut pair[1], b);
    }
    for first in [0, 1] {
        let mut a = [_mm256_setzero_si256(); 8];
        for i in 0..8 {
            a[i] = load(&v[2 * i + first]);
        }
        for (root, [i, j]) in FIRST_LAYERS.into_iter().skip(4).rev() {
            (a[i], a[j]) = inverse_butterfly(a[i], a[j], &WIDE_FIRST_INVERSE[root]);
        }
        for (i, j) in [(0, 4), (1, 5), (2, 6), (3, 7)] {
            let (sum, difference) = (_mm256_add_epi16(a[i], a[j]), _mm256_sub_epi16(a[i], a[j]));
            (a[i], a[j]) =
                (product(sum, &Multiplier::of(INVERSE_OF_128)), product(difference, &Multiplier::of(LAST_ROOT)));
        }
        for i in 0..8 {
            store(&mut v[2 * i + first], a[i]);
        }
    }
}

/// The butterflies of the first three layers on eight vectors that lie 32 coefficients apart: root
/// and places.
const FIRST_LAYERS: [(usize, [usize; 2]); 12] = [
    (1, [0, 4]),
    (1, [1, 5]),
    (1, [2, 6]),
    (1, [3, 7]),
    (2, [0, 2]),
    (2, [1, 3]),
    (3, [4, 6]),
    (3, [5, 7]),
    (4, [0, 1]),
    (5, [2, 3]),
    (6, [4, 5]),
    (7, [6, 7]),
];

#[target_feature(enable = "avx2")]
pub(super) fn prepare(_cpu: Avx2, f: &Poly, factor: &mut Factor) {
    let [straight, crossed] = factor;
    let places = straight.0.as_chunks_mut::<LANES>().0.iter_mut().zip(crossed.0.as_chunks_mut::<LANES>().0);
    for ((f, pairs), (straight, crossed)) in f.0.as_chunks::<LANES>().0.iter().zip(&WIDE_PAIRS).zip(places) {
        let f = load(f);
        let swapped = _mm256_or_si256(_mm256_slli_epi32::<16>(f), _mm256_srli_epi32::<16>(f));
        store(straight, product(f, pairs));
        store(crossed, product(swapped, &Multiplier::of(R_SQUARED)));
    }
}

#[target_feature(enable = "avx2")]
pub(super) fn multiply(_cpu: Avx2, a: &[Poly], b: &[Factor], sum: &mut Poly) {
    let zero = _mm256_setzero_si256();
    for (i, sum) in sum.0.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
        let (mut even, mut odd) = (zero, zero);
        for (a, [straight, crossed]) in a.iter().zip(b) {
            let a = load(&a.0.as_chunks::<LANES>().0[i]);
            let by = |b: &Poly| _mm256_madd_epi16(a, load(&b.0.as_chunks::<LANES>().0[i]));
            (even, odd) = (_mm256_add_epi32(even, by(straight)), _mm256_add_epi32(odd, by(crossed)));
        }
        // The reduction of both at once: their low halves, and their high halves, side by side.
        let low = _mm256_blend_epi16::<0xaa>(even, _mm256_slli_epi32::<16>(odd));
        let high = _mm256_blend_epi16::<0xaa>(_mm256_srli_epi32::<16>(even), odd);
        let multiple = _mm256_mulhi_epi16(_mm256_mullo_epi16(low, all(Q_INVERSE)), all(Q));
        store(sum, _mm256_sub_epi16(high, multiple));
    }
}

#[target_feature(enable = "avx2")]
pub(super) fn add(_cpu: Avx2, f: &mut Poly, g: &Poly) {
    for (f, g) in f.0.as_chunks_mut::<LANES>().0.iter_mut().zip(g.0.as_chunks::<LANES>().0) {
        store(f, canonical(_mm256_add_epi16(load(f), load(g))));
    }
}

#[target_feature(enable = "avx2")]
pub(super) fn subtract(_cpu: Avx2, f: &mut Poly, g: &Poly) {
    for (f, g) in f.0.as_chunks_mut::<LANES>().0.iter_mut().zip(g.0.as_chunks::<LANES>().0) {
        store(f, canonical(_mm256_sub_epi16(load(f), load(g))));
    }
}

#[target_feature(enable = "avx2")]
pub(super) fn encode(_cpu: Avx2, d: usize, f: &Poly, bytes: &mut [u8]) {
    match d {
        1 => encode_of::<1>(f, bytes),
        4 => encode_of::<4>(f, bytes),
        5 => encode_of::<5>(f, bytes),
        10 => encode_of::<10>(f, bytes),
        11 => encode_of::<11>(f, bytes),
        12 => encode_of::<12>(f, bytes),
        _ => {}
    }
}

/// Sixteen numbers at a time: two come together in 32 bits, four in 64, eight in `D` bytes.
#[inline]
#[target_feature(enable = "avx2")]
fn encode_of<const D: usize>(f: &Poly, bytes: &mut [u8]) {
    let gap = _mm_cvtsi32_si128(32 - 2 * D as i32);
    for (f, bytes) in f.0.as_chunks::<LANES>().0.iter().zip(bytes.chunks_exact_mut(2 * D)) {
        let x = if D < 12 { compress::<D>(load(f)) } else { load(f) };
        let twos = _mm256_madd_epi16(x, _mm256_set1_epi32(1 | 1 << (16 + D)));
        let high = _mm256_blend_epi32::<0xaa>(_mm256_sll_epi32(twos, gap), twos);
        let mut fours = [0_u64; 4];
        // SAFETY: writes the 32 bytes of the array, at any alignment.
        unsafe { _mm256_storeu_si256(fours.as_mut_ptr().cast(), _mm256_srl_epi64(high, gap)) };
        for (fours, bytes) in fours.as_chunks::<2>().0.iter().zip(bytes.as_chunks_mut::<D>().0) {
            let eight = u128::from(fours[0]) | u128::from(fours[1]) << (4 * D);
            bytes.copy_from_slice(&eight.to_le_bytes()[..D]);
        }
    }
}

#[target_feature(enable = "avx2")]
pub(super) fn decode(_cpu: Avx2, d: usize, bytes: &[u8], f: &mut Poly) {
    match d {
        1 => decode_of::<1>(bytes, f),
        4 => decode_of::<4>(bytes, f),
        5 => decode_of::<5>(bytes, f),
        10 => decode_of::<10>(bytes, f),
        11 => decode_of::<11>(bytes, f),
        12 => decode_of::<12>(bytes, f),
        _ => {}
    }
}

/// The way of [`encode_of`] back.
#[inline]
#[target_feature(enable = "avx2")]
fn decode_of<const D: usize>(bytes: &[u8], f: &mut Poly) {
    let by = |n: usize| _mm_cvtsi32_si128(n as i32);
    for (f, bytes) in f.0.as_chunks_mut::<LANES>().0.iter_mut().zip(bytes.chunks_exact(2 * D)) {
        let mut fours = [0_u64; 4];
        for (fours, bytes) in fours.as_chunks_mut::<2>().0.iter_mut().zip(bytes.as_chunks::<D>().0) {
            let mut eight = [0; 16];
            eight[..D].copy_from_slice(bytes);
            let eight = u128::from_le_bytes(eight);
            *fours = [eight as u64, (eight >> (4 * D)) as u64];
        }
        // SAFETY: reads the 32 bytes of the array, at any alignment.
        let fours = unsafe { _mm256_loadu_si256(fours.as_ptr().cast()) };
        let twos = _mm256_blend_epi32::<0xaa>(fours, _mm256_sll_epi64(fours, by(32 - 2 * D)));
        let ones = _mm256_blend_epi16::<0xaa>(twos, _mm256_sll_epi32(clear_above::<D>(twos), by(16 - D)));
        let number = _mm256_and_si256(ones, all((1 << D) - 1));
        // (2^(15 - D) y q + 2^14) / 2^15.
        let decompressed = _mm256_mulhrs_epi16(_mm256_sll_epi16(number, by(15_usize.saturating_sub(D))), all(Q));
        store(f, if D < 12 { decompressed } else { number });
    }
}

/// The lowest `2 D` bits of each 32.
#[inline]
#[target_feature(enable = "avx2")]
fn clear_above<const D: usize>(twos: __m256i) -> __m256i {
    _mm256_and_si256(twos, _mm256_set1_epi32((1 << (2 * D)) - 1))
}

#[target_feature(enable = "avx2")]
pub(super) fn sample_noise(_cpu: Avx2, eta: usize, bytes: &[u8], f: &mut Poly) {
    match eta {
        2 => noise_of_2(bytes, f),
        3 => noise_of_3(bytes, f),
        _ => {}
    }
}

/// 32 bytes are 64 coefficients: a nibble for each, of which each half holds two bits to count.
#[inline]
#[target_feature(enable = "avx2")]
fn noise_of_2(bytes: &[u8], f: &mut Poly) {
    let (pairs, halves) = (_mm256_set1_epi8(0x55), _mm256_set1_epi8(0x33));
    for (f, bytes) in f.0.as_chunks_mut::<64>().0.iter_mut().zip(bytes.as_chunks::<32>().0) {
        // SAFETY: reads the 32 bytes of the array, at any alignment.
        let bits = unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) };
        let ones =
            _mm256_add_epi8(_mm256_and_si256(bits, pairs), _mm256_and_si256(_mm256_srli_epi16::<1>(bits), pairs));
        // Never below zero: 4 more than the coefficient.
        let plus = _mm256_add_epi8(_mm256_and_si256(ones, halves), _mm256_set1_epi8(0x44));
        let nibbles = _mm256_sub_epi8(plus, _mm256_and_si256(_mm256_srli_epi16::<2>(ones), halves));
        let mask = _mm256_set1_epi8(15);
        let (even, odd) = (_mm256_and_si256(nibbles, mask), _mm256_and_si256(_mm256_srli_epi16::<4>(nibbles), mask));
        let four = _mm256_set1_epi8(4);
        let (even, odd) = (_mm256_sub_epi8(even, four), _mm256_sub_epi8(odd, four));
        // The coefficients of bytes 0 to 7 and 16 to 23, and of the others.
        let (low, high) = (_mm256_unpacklo_epi8(even, odd), _mm256_unpackhi_epi8(even, odd));
        let places = f.as_chunks_mut::<LANES>().0;
        store(&mut places[0], _mm256_cvtepi8_epi16(_mm256_castsi256_si128(low)));
        store(&mut places[1], _mm256_cvtepi8_epi16(_mm256_castsi256_si128(high)));
        store(&mut places[2], _mm256_cvtepi8_epi16(_mm256_extracti128_si256::<1>(low)));
        store(&mut places[3], _mm256_cvtepi8_epi16(_mm256_extracti128_si256::<1>(high)));
    }
}

/// 24 bytes are 32 coefficients: three bytes come into each 32 bits, and hold four coefficients of
/// six bits, of which each half holds three bits to count.
#[inline]
#[target_feature(enable = "avx2")]
fn noise_of_3(bytes: &[u8], f: &mut Poly) {
    let (lowest, halves) = (_mm256_set1_epi32(0x24_9249), _mm256_set1_epi32(0x1c_71c7));
    for (f, bytes) in f.0.as_chunks_mut::<32>().0.iter_mut().zip(bytes.as_chunks::<24>().0) {
        let bits = spread(bytes, [0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1]);
        let third = |bits| _mm256_and_si256(bits, lowest);
        let ones = _mm256_add_epi32(
            third(bits),
            _mm256_add_epi32(third(_mm256_srli_epi32::<1>(bits)), third(_mm256_srli_epi32::<2>(bits))),
        );
        // Never below zero: 4 more than the coefficient.
        let plus = _mm256_add_epi32(_mm256_and_si256(ones, halves), _mm256_set1_epi32(0x10_4104));
        let sixes = _mm256_sub_epi32(plus, _mm256_and_si256(_mm256_srli_epi32::<3>(ones), halves));
        let mask = all(63);
        let two = |sixes| _mm256_and_si256(_mm256_blend_epi16::<0xaa>(sixes, _mm256_slli_epi32::<10>(sixes)), mask);
        let (first, second) = (two(sixes), two(_mm256_srli_epi32::<12>(sixes)));
        // The coefficients of the first six bytes of each half, and of the others.
        let (low, high) = (_mm256_unpacklo_epi32(first, second), _mm256_unpackhi_epi32(first, second));
        let places = f.as_chunks_mut::<LANES>().0;
        let (low, high) = (_mm256_sub_epi16(low, all(4)), _mm256_sub_epi16(high, all(4)));
        store(&mut places[0], _mm256_permute2x128_si256::<0x20>(low, high));
        store(&mut places[1], _mm256_permute2x128_si256::<0x31>(low, high));
    }
}

/// Sixteen numbers of 12 bits at a time; those below q are moved together by a table of shuffles.
#[target_feature(enable = "avx2")]
pub(super) fn sample_uniform(_cpu: Avx2, bytes: &[u8], out: &mut [i16]) -> usize {
    let (mut written, mut taken) = (0, 0);
    for bytes in bytes.as_chunks::<24>().0 {
        let Some(place) = out.get_mut(written..).and_then(<[i16]>::first_chunk_mut::<16>) else { break };
        let pairs = spread(bytes, [0, 1, 1, 2, 3, 4, 4, 5, 6, 7, 7, 8, 9, 10, 10, 11]);
        let numbers = _mm256_and_si256(_mm256_blend_epi16::<0xaa>(pairs, _mm256_srli_epi16::<4>(pairs)), all(0xfff));
        let below = _mm256_cmpgt_epi16(all(Q), numbers);
        let below = _mm256_movemask_epi8(_mm256_packs_epi16(below, below));
        let (low, high) = ((below & 0xff) as u8, (below >> 16 & 0xff) as u8);
        let first = low.count_ones() as usize;
        let together = |numbers, below: u8| {
            // SAFETY: reads the 8 bytes of the entry.
            let places = unsafe { _mm_loadl_epi64((&raw const TOGETHER[usize::from(below)]).cast()) };
            let places = _mm_unpacklo_epi8(places, _mm_add_epi8(places, _mm_set1_epi8(1)));
            _mm_shuffle_epi8(numbers, places)
        };
        let (low, high) =
            (together(_mm256_castsi256_si128(numbers), low), together(_mm256_extracti128_si256::<1>(numbers), high));
        // SAFETY: `place` has 32 bytes. Both writes are of 16 bytes, and the second begins at most
        // 16 bytes after the first.
        unsafe {
            _mm_storeu_si128(place.as_mut_ptr().cast(), low);
            _mm_storeu_si128(place.as_mut_ptr().add(first).cast(), high);
        }
        written += (below & 0xff_00ff).count_ones() as usize;
        taken += 24;
    }
    let (Some(rest), Some(out)) = (bytes.get(taken..), out.get_mut(written..)) else { return written };
    written + portable::sample_uniform(rest, out)
}

/// For each set of eight places, the places of its members in bytes, those of the others behind.
static TOGETHER: [[u8; 8]; 256] = {
    let mut table = [[0; 8]; 256];
    let mut set = 0;
    while set < table.len() {
        let (mut place, mut member) = (0, 0);
        while member < 8 {
            if set >> member & 1 == 1 {
                table[set][place] = 2 * member as u8;
                place += 1;
            }
            member += 1;
        }
        set += 1;
    }
    table
};

/// Twelve bytes for each half, shuffled.
#[inline]
#[target_feature(enable = "avx2")]
fn spread(bytes: &[u8; 24], [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]: [i8; 16]) -> __m256i {
    // SAFETY: reads bytes 0 to 15 and 8 to 23 of the array, at any alignment.
    let (low, high) =
        unsafe { (_mm_loadu_si128(bytes.as_ptr().cast()), _mm_loadu_si128(bytes.as_ptr().add(8).cast())) };
    // The second twelve begin four bytes into their load.
    let places = _mm256_set_m128i(
        _mm_add_epi8(_mm_setr_epi8(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p), {
            let four = |x: i8| if x < 0 { 0 } else { 4 };
            _mm_setr_epi8(
                four(a),
                four(b),
                four(c),
                four(d),
                four(e),
                four(f),
                four(g),
                four(h),
                four(i),
                four(j),
                four(k),
                four(l),
                four(m),
                four(n),
                four(o),
                four(p),
            )
        }),
        _mm_setr_epi8(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p),
    );
    _mm256_shuffle_epi8(_mm256_set_m128i(high, low), places)
}

/// (a + z b, a - z b).
#[inline]
#[target_feature(enable = "avx2")]
fn butterfly(a: __m256i, b: __m256i, z: &Multiplier) -> (__m256i, __m256i) {
    let t = product(b, z);
    (_mm256_add_epi16(a, t), _mm256_sub_epi16(a, t))
}

/// (a + b, z (a - b)).
#[inline]
#[target_feature(enable = "avx2")]
fn inverse_butterfly(a: __m256i, b: __m256i, z: &Multiplier) -> (__m256i, __m256i) {
    (_mm256_add_epi16(a, b), product(_mm256_sub_epi16(a, b), z))
}

/// The Montgomery products: those of `portable`, whose two low halves are equal and cancel.
#[inline]
#[target_feature(enable = "avx2")]
fn product(a: __m256i, z: &Multiplier) -> __m256i {
    let multiple = _mm256_mulhi_epi16(_mm256_mullo_epi16(a, load(&z.by_inverse)), all(Q));
    _mm256_sub_epi16(_mm256_mulhi_epi16(a, load(&z.by)), multiple)
}

#[inline]
#[target_feature(enable = "avx2")]
fn reduce(a: __m256i) -> __m256i {
    let quotient = _mm256_mulhrs_epi16(a, all(RECIPROCAL));
    _mm256_sub_epi16(a, _mm256_mullo_epi16(quotient, all(Q)))
}

#[inline]
#[target_feature(enable = "avx2")]
fn canonical(a: __m256i) -> __m256i {
    let a = reduce(a);
    _mm256_add_epi16(a, _mm256_and_si256(all(Q), _mm256_srai_epi16::<15>(a)))
}

/// As in `portable`; the remainder has 16 bits.
#[inline]
#[target_feature(enable = "avx2")]
fn compress<const D: usize>(x: __m256i) -> __m256i {
    let quotient = _mm256_mulhrs_epi16(x, all(compression(D)));
    let shifted = _mm256_sll_epi16(x, _mm_cvtsi32_si128(D as i32));
    let remainder = _mm256_sub_epi16(shifted, _mm256_mullo_epi16(quotient, all(Q)));
    let quotient = _mm256_sub_epi16(quotient, _mm256_cmpgt_epi16(remainder, all(Q / 2)));
    _mm256_and_si256(quotient, all((1 << D) - 1))
}

/// The first halves of two vectors, and the second halves. Twice is the identity.
#[inline]
#[target_feature(enable = "avx2")]
fn halves(a: __m256i, b: __m256i) -> (__m256i, __m256i) {
    (_mm256_permute2x128_si256::<0x20>(a, b), _mm256_permute2x128_si256::<0x31>(a, b))
}

/// The same with quarters, within each half. Twice is the identity.
#[inline]
#[target_feature(enable = "avx2")]
fn quarters(a: __m256i, b: __m256i) -> (__m256i, __m256i) {
    (_mm256_unpacklo_epi64(a, b), _mm256_unpackhi_epi64(a, b))
}

/// The first and third eighths of each half of two vectors, and the second and fourth.
#[inline]
#[target_feature(enable = "avx2")]
fn eighths(a: __m256i, b: __m256i) -> (__m256i, __m256i) {
    let (a, b) = (_mm256_castsi256_ps(a), _mm256_castsi256_ps(b));
    (_mm256_castps_si256(_mm256_shuffle_ps::<0x88>(a, b)), _mm256_castps_si256(_mm256_shuffle_ps::<0xdd>(a, b)))
}

/// Undoes [`eighths`].
#[inline]
#[target_feature(enable = "avx2")]
fn from_eighths(a: __m256i, b: __m256i) -> (__m256i, __m256i) {
    (_mm256_unpacklo_epi32(a, b), _mm256_unpackhi_epi32(a, b))
}

#[inline]
#[target_feature(enable = "avx2")]
fn all(x: i16) -> __m256i {
    _mm256_set1_epi16(x)
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(lanes: &[i16; LANES]) -> __m256i {
    // SAFETY: reads the 32 bytes of the array, at any alignment.
    unsafe { _mm256_loadu_si256(lanes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx2")]
fn store(lanes: &mut [i16; LANES], value: __m256i) {
    // SAFETY: writes the 32 bytes of the array, at any alignment.
    unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), value) };
}
