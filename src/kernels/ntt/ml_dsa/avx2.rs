//! The ring with AVX2: eight coefficients in a vector, in the order of the standard.
//!
//! In the first five layers of the transform a vector meets another one: eight vectors at a time
//! for three layers, four for two. The last three layers lie within 16 coefficients: two vectors
//! exchange halves, quarters and eighths, and go back into order at the end.

use super::constants::{LAST_ROOT, Q_INVERSE, R_BY_256};
use super::wide::{FIRST_256, FIRST_256_INVERSE, LAST_256, LAST_256_INVERSE, Multiplier};
use super::{Poly, Q, portable};
use crate::machine::cpu::Avx2;
use core::arch::x86_64::*;

/// The coefficients in a vector.
const LANES: usize = 8;
/// The vectors between two that meet in the third layer.
const STEP: usize = 4;

#[target_feature(enable = "avx2")]
pub(super) fn ntt(_cpu: Avx2, f: &mut Poly) {
    let v = f.0.as_chunks_mut::<LANES>().0;
    for first in 0..STEP {
        let mut a = [_mm256_setzero_si256(); 8];
        for i in 0..8 {
            a[i] = load(&v[STEP * i + first]);
        }
        for (root, [i, j]) in FIRST_LAYERS {
            (a[i], a[j]) = butterfly(a[i], a[j], &FIRST_256[root]);
        }
        for i in 0..8 {
            store(&mut v[STEP * i + first], a[i]);
        }
    }
    for (i, (four, roots)) in v.as_chunks_mut::<4>().0.iter_mut().zip(LAST_256.as_chunks::<2>().0).enumerate() {
        let [a, b, c, d] = [load(&four[0]), load(&four[1]), load(&four[2]), load(&four[3])];
        let (a, c) = butterfly(a, c, &FIRST_256[8 + i]);
        let (b, d) = butterfly(b, d, &FIRST_256[8 + i]);
        for (pair, (a, b), first, roots) in
            [(0, (a, b), &FIRST_256[16 + 2 * i], &roots[0]), (2, (c, d), &FIRST_256[17 + 2 * i], &roots[1])]
        {
            let (a, b) = butterfly(a, b, first);
            let (a, b) = halves(a, b);
            let (a, b) = butterfly(a, b, &roots[0]);
            let (a, b) = quarters(a, b);
            let (a, b) = butterfly(a, b, &roots[1]);
            let (a, b) = eighths(a, b);
            let (a, b) = butterfly(a, b, &roots[2]);
            let (a, b) = from_eighths(a, b);
            let (a, b) = quarters(a, b);
            let (a, b) = halves(a, b);
            store(&mut four[pair], a);
            store(&mut four[pair + 1], b);
        }
    }
}

#[target_feature(enable = "avx2")]
pub(super) fn inverse_ntt(_cpu: Avx2, f: &mut Poly) {
    let v = f.0.as_chunks_mut::<LANES>().0;
    let groups = v.as_chunks_mut::<4>().0.iter_mut().zip(LAST_256_INVERSE.as_chunks::<2>().0);
    for (i, (four, roots)) in groups.enumerate() {
        let mut pairs = [_mm256_setzero_si256(); 4];
        for (pair, roots) in roots.iter().enumerate() {
            let (a, b) = halves(load(&four[2 * pair]), load(&four[2 * pair + 1]));
            let (a, b) = quarters(a, b);
            let (a, b) = eighths(a, b);
            let (a, b) = inverse_butterfly(a, b, &roots[2]);
            let (a, b) = from_eighths(a, b);
            let (a, b) = inverse_butterfly(a, b, &roots[1]);
            let (a, b) = quarters(a, b);
            let (a, b) = inverse_butterfly(a, b, &roots[0]);
            let (a, b) = halves(a, b);
            let first = &FIRST_256_INVERSE[16 + 2 * i + pair];
            (pairs[2 * pair], pairs[2 * pair + 1]) = inverse_butterfly(a, b, first);
        }
        let [a, b, c, d] = pairs;
        let (a, c) = inverse_butterfly(a, c, &FIRST_256_INVERSE[8 + i]);
        let (b, d) = inverse_butterfly(b, d, &FIRST_256_INVERSE[8 + i]);
        for (place, value) in four.iter_mut().zip([a, b, c, d]) {
            store(place, value);
        }
    }
    for first in 0..STEP {
        let mut a = [_mm256_setzero_si256(); 8];
        for i in 0..8 {
            a[i] = load(&v[STEP * i + first]);
        }
        for (root, [i, j]) in FIRST_LAYERS.into_iter().skip(4).rev() {
            (a[i], a[j]) = inverse_butterfly(a[i], a[j], &FIRST_256_INVERSE[root]);
        }
        for (i, j) in [(0, 4), (1, 5), (2, 6), (3, 7)] {
            let (sum, difference) = (_mm256_add_epi32(a[i], a[j]), _mm256_sub_epi32(a[i], a[j]));
            (a[i], a[j]) = (product(sum, &Multiplier::of(R_BY_256)), product(difference, &Multiplier::of(LAST_ROOT)));
        }
        for i in 0..8 {
            store(&mut v[STEP * i + first], a[i]);
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

/// The products of the even lanes and of the odd ones are added in 64 bits each.
#[target_feature(enable = "avx2")]
pub(super) fn multiply(_cpu: Avx2, a: &[Poly], b: &[Poly], sum: &mut Poly) {
    let zero = _mm256_setzero_si256();
    for (i, sum) in sum.0.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
        let (mut even, mut odd) = (zero, zero);
        for (a, b) in a.iter().zip(b) {
            let (a, b) = (load(&a.0.as_chunks::<LANES>().0[i]), load(&b.0.as_chunks::<LANES>().0[i]));
            even = _mm256_add_epi64(even, _mm256_mul_epi32(a, b));
            odd = _mm256_add_epi64(odd, _mm256_mul_epi32(odd_lanes(a), odd_lanes(b)));
        }
        let inverse = all(Q_INVERSE);
        store(sum, reduced(even, odd, _mm256_mul_epi32(even, inverse), _mm256_mul_epi32(odd, inverse)));
    }
}

/// Functions of single coefficients: the compiler makes vectors of their definition.
macro_rules! as_defined {
    ($(fn $name:ident($($argument:ident: $type:ty),*) $(-> $output:ty)?;)+) => {$(
        #[target_feature(enable = "avx2")]
        pub(super) fn $name(_cpu: Avx2, $($argument: $type),*) $(-> $output)? {
            portable::$name($($argument),*)
        }
    )+};
}

as_defined! {
    fn canonical(f: &mut Poly);
    fn add(f: &mut Poly, g: &Poly);
    fn subtract(f: &mut Poly, g: &Poly);
    fn exceeds(f: &Poly, bound: i32) -> i32;
    fn power2_round(f: &mut Poly, high: &mut Poly);
    fn decompose(gamma_2: i32, f: &mut Poly, high: &mut Poly);
    fn make_hint(gamma_2: i32, low: &Poly, high: &mut Poly) -> i32;
    fn use_hint(gamma_2: i32, f: &mut Poly, hint: &Poly);
    fn encode(d: usize, top: i32, f: &Poly, bytes: &mut [u8]);
    fn sample_bounded(eta: i32, bytes: &[u8], out: &mut [i32]) -> usize;
}

#[target_feature(enable = "avx2")]
pub(super) fn decode(_cpu: Avx2, d: usize, top: i32, bytes: &[u8], f: &mut Poly) {
    match d {
        18 => decode_of::<18>(top, bytes, f),
        20 => decode_of::<20>(top, bytes, f),
        _ => portable::decode(d, top, bytes, f),
    }
}

/// Eight numbers are `D` bytes. Each lane takes the three bytes that hold its number.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn decode_of<const D: usize>(top: i32, bytes: &[u8], f: &mut Poly) {
    // Where the number of a lane begins in the 16 bytes of its half. The second half is the last 16
    // bytes, and its numbers begin after half of all.
    const fn byte<const D: usize>(lane: usize) -> i8 {
        (D * (lane % 4) / 8 + if lane < 4 { 0 } else { 16 - D / 2 }) as i8
    }
    let place = |lane: usize| {
        let first = i32::from(byte::<D>(lane));
        first | (first + 1) << 8 | (first + 2) << 16 | 0x80 << 24
    };
    let places = _mm256_setr_epi32(place(0), place(1), place(2), place(3), place(4), place(5), place(6), place(7));
    let bit = |lane: usize| (D * (lane % 4) % 8) as i32;
    let bits = _mm256_setr_epi32(bit(0), bit(1), bit(2), bit(3), bit(0), bit(1), bit(2), bit(3));
    for (f, bytes) in f.0.as_chunks_mut::<LANES>().0.iter_mut().zip(bytes.as_chunks::<D>().0) {
        // SAFETY: reads the first and the last 16 of `D` bytes, at any alignment.
        let (low, high) =
            unsafe { (_mm_loadu_si128(bytes.as_ptr().cast()), _mm_loadu_si128(bytes.as_ptr().add(D - 16).cast())) };
        let spread = _mm256_srlv_epi32(_mm256_shuffle_epi8(_mm256_set_m128i(high, low), places), bits);
        let number = _mm256_and_si256(spread, all((1 << D) - 1));
        store(f, if top == 0 { number } else { _mm256_sub_epi32(all(top), number) });
    }
}

/// Eight numbers of 23 bits at a time; those below q are moved together by a table of places.
#[target_feature(enable = "avx2")]
pub(super) fn sample_uniform(_cpu: Avx2, bytes: &[u8], out: &mut [i32]) -> usize {
    let places = _mm256_setr_epi8(
        0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1, 4, 5, 6, -1, 7, 8, 9, -1, 10, 11, 12, -1, 13, 14, 15,
        -1,
    );
    let (mut written, mut taken) = (0, 0);
    for bytes in bytes.as_chunks::<24>().0 {
        let Some(place) = out.get_mut(written..).and_then(<[i32]>::first_chunk_mut::<LANES>) else { break };
        // SAFETY: reads bytes 0 to 15 and 8 to 23 of the array, at any alignment.
        let (low, high) =
            unsafe { (_mm_loadu_si128(bytes.as_ptr().cast()), _mm_loadu_si128(bytes.as_ptr().add(8).cast())) };
        let numbers = _mm256_shuffle_epi8(_mm256_set_m128i(high, low), places);
        let numbers = _mm256_and_si256(numbers, all(0x7f_ffff));
        let below = _mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpgt_epi32(all(Q), numbers))) as u8;
        // SAFETY: reads the 8 bytes of the entry.
        let together = unsafe { _mm_loadl_epi64((&raw const TOGETHER[usize::from(below)]).cast()) };
        store(place, _mm256_permutevar8x32_epi32(numbers, _mm256_cvtepu8_epi32(together)));
        written += below.count_ones() as usize;
        taken += bytes.len();
    }
    let (Some(rest), Some(out)) = (bytes.get(taken..), out.get_mut(written..)) else { return written };
    written + portable::sample_uniform(rest, out)
}

/// For each set of eight places, its members, those of the others behind.
static TOGETHER: [[u8; 8]; 256] = {
    let mut table = [[0; 8]; 256];
    let mut set = 0;
    while set < table.len() {
        let (mut place, mut member) = (0, 0);
        while member < 8 {
            if set >> member & 1 == 1 {
                table[set][place] = member as u8;
                place += 1;
            }
            member += 1;
        }
        set += 1;
    }
    table
};

/// (a + z b, a - z b).
#[inline]
#[target_feature(enable = "avx2")]
fn butterfly(a: __m256i, b: __m256i, z: &Multiplier<LANES>) -> (__m256i, __m256i) {
    let t = product(b, z);
    (_mm256_add_epi32(a, t), _mm256_sub_epi32(a, t))
}

/// (a + b, z (a - b)).
#[inline]
#[target_feature(enable = "avx2")]
fn inverse_butterfly(a: __m256i, b: __m256i, z: &Multiplier<LANES>) -> (__m256i, __m256i) {
    (_mm256_add_epi32(a, b), product(_mm256_sub_epi32(a, b), z))
}

/// The Montgomery products.
#[inline]
#[target_feature(enable = "avx2")]
fn product(a: __m256i, z: &Multiplier<LANES>) -> __m256i {
    let (by, by_inverse, odd) = (load(&z.by), load(&z.by_inverse), odd_lanes(a));
    reduced(
        _mm256_mul_epi32(a, by),
        _mm256_mul_epi32(odd, odd_lanes(by)),
        _mm256_mul_epi32(a, by_inverse),
        _mm256_mul_epi32(odd, odd_lanes(by_inverse)),
    )
}

/// The reduction of products of the even and of the odd lanes, given their products with q^-1: that
/// of `portable`, whose two low halves are equal and cancel.
#[inline]
#[target_feature(enable = "avx2")]
fn reduced(even: __m256i, odd: __m256i, even_quotient: __m256i, odd_quotient: __m256i) -> __m256i {
    let even = _mm256_sub_epi32(even, _mm256_mul_epi32(even_quotient, all(Q)));
    let odd = _mm256_sub_epi32(odd, _mm256_mul_epi32(odd_quotient, all(Q)));
    _mm256_blend_epi32::<0xaa>(odd_lanes(even), odd)
}

/// The odd lanes where the even ones are.
#[inline]
#[target_feature(enable = "avx2")]
fn odd_lanes(a: __m256i) -> __m256i {
    _mm256_srli_epi64::<32>(a)
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
fn all(x: i32) -> __m256i {
    _mm256_set1_epi32(x)
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(lanes: &[i32; LANES]) -> __m256i {
    // SAFETY: reads the 32 bytes of the array, at any alignment.
    unsafe { _mm256_loadu_si256(lanes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx2")]
fn store(lanes: &mut [i32; LANES], value: __m256i) {
    // SAFETY: writes the 32 bytes of the array, at any alignment.
    unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), value) };
}
