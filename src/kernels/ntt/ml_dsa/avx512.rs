//! The ring with AVX-512: sixteen coefficients in a vector, in the order of the standard.
//!
//! All sixteen vectors are in registers for the first four layers of the transform, in which a
//! vector meets another one. The last four layers lie within 32 coefficients: two vectors exchange
//! halves, quarters, eighths and sixteenths, and go back into order at the end.

use super::constants::{LAST_ROOT, Q_INVERSE, R_BY_256};
use super::wide::{FIRST_512, FIRST_512_INVERSE, LAST_512, LAST_512_INVERSE, Multiplier};
use super::{Poly, Q, avx2, portable};
use crate::machine::cpu::Avx512;
use crate::machine::taint::declassify;
use core::arch::x86_64::*;

/// The coefficients in a vector.
const LANES: usize = 16;

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2")]
pub(super) fn ntt(_cpu: Avx512, f: &mut Poly) {
    let v = f.0.as_chunks_mut::<LANES>().0;
    let mut a = [_mm512_setzero_si512(); 16];
    for (a, v) in a.iter_mut().zip(&*v) {
        *a = load(v);
    }
    for len in [8, 4, 2, 1] {
        for i in (0..16).filter(|i| i & len == 0) {
            let root = &FIRST_512[8 / len + i / (2 * len)];
            (a[i], a[i + len]) = butterfly(a[i], a[i + len], root);
        }
    }
    for (i, roots) in LAST_512.iter().enumerate() {
        let (a, b) = halves(a[2 * i], a[2 * i + 1]);
        let (a, b) = butterfly(a, b, &roots[0]);
        let (a, b) = quarters(a, b);
        let (a, b) = butterfly(a, b, &roots[1]);
        let (a, b) = eighths(a, b);
        let (a, b) = butterfly(a, b, &roots[2]);
        let (a, b) = sixteenths(a, b);
        let (a, b) = butterfly(a, b, &roots[3]);
        let (a, b) = from_sixteenths(a, b);
        let (a, b) = eighths(a, b);
        let (a, b) = crossed(a, b);
        store(&mut v[2 * i], a);
        store(&mut v[2 * i + 1], b);
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2")]
pub(super) fn inverse_ntt(_cpu: Avx512, f: &mut Poly) {
    let v = f.0.as_chunks_mut::<LANES>().0;
    let mut all = [_mm512_setzero_si512(); 16];
    for (i, roots) in LAST_512_INVERSE.iter().enumerate() {
        let (a, b) = crossed(load(&v[2 * i]), load(&v[2 * i + 1]));
        let (a, b) = eighths(a, b);
        let (a, b) = sixteenths(a, b);
        let (a, b) = inverse_butterfly(a, b, &roots[3]);
        let (a, b) = from_sixteenths(a, b);
        let (a, b) = inverse_butterfly(a, b, &roots[2]);
        let (a, b) = eighths(a, b);
        let (a, b) = inverse_butterfly(a, b, &roots[1]);
        let (a, b) = from_quarters(a, b);
        let (a, b) = inverse_butterfly(a, b, &roots[0]);
        (all[2 * i], all[2 * i + 1]) = halves(a, b);
    }
    for len in [1, 2, 4] {
        for i in (0..16).filter(|i| i & len == 0) {
            let root = &FIRST_512_INVERSE[8 / len + i / (2 * len)];
            (all[i], all[i + len]) = inverse_butterfly(all[i], all[i + len], root);
        }
    }
    for i in 0..8 {
        let (sum, difference) = (_mm512_add_epi32(all[i], all[i + 8]), _mm512_sub_epi32(all[i], all[i + 8]));
        store(&mut v[i], product(sum, &Multiplier::of(R_BY_256)));
        store(&mut v[i + 8], product(difference, &Multiplier::of(LAST_ROOT)));
    }
}

/// The products of the even lanes and of the odd ones are added in 64 bits each.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2")]
pub(super) fn multiply(_cpu: Avx512, a: &[Poly], b: &[Poly], sum: &mut Poly) {
    let zero = _mm512_setzero_si512();
    for (i, sum) in sum.0.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
        let (mut even, mut odd) = (zero, zero);
        for (a, b) in a.iter().zip(b) {
            let (a, b) = (load(&a.0.as_chunks::<LANES>().0[i]), load(&b.0.as_chunks::<LANES>().0[i]));
            even = _mm512_add_epi64(even, _mm512_mul_epi32(a, b));
            odd = _mm512_add_epi64(odd, _mm512_mul_epi32(odd_lanes(a), odd_lanes(b)));
        }
        let inverse = all(Q_INVERSE);
        store(sum, reduced(even, odd, _mm512_mul_epi32(even, inverse), _mm512_mul_epi32(odd, inverse)));
    }
}

/// Functions of single coefficients: the compiler makes vectors of their definition.
macro_rules! as_defined {
    ($(fn $name:ident($($argument:ident: $type:ty),*) $(-> $output:ty)?;)+) => {$(
        #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2")]
        pub(super) fn $name(_cpu: Avx512, $($argument: $type),*) $(-> $output)? {
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
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2")]
pub(super) fn decode(_cpu: Avx512, d: usize, top: i32, bytes: &[u8], f: &mut Poly) {
    match d {
        18 => avx2::decode_of::<18>(top, bytes, f),
        20 => avx2::decode_of::<20>(top, bytes, f),
        _ => portable::decode(d, top, bytes, f),
    }
}

/// Sixteen numbers of 23 bits at a time; those below q are moved together.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2")]
pub(super) fn sample_uniform(_cpu: Avx512, bytes: &[u8], out: &mut [i32]) -> usize {
    // Twelve bytes for each quarter, of which three for each lane.
    let quarters = _mm512_setr_epi32(0, 1, 2, 0, 3, 4, 5, 0, 6, 7, 8, 0, 9, 10, 11, 0);
    let places = _mm512_broadcast_i32x4(_mm_setr_epi8(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1));
    let (mut written, mut taken) = (0, 0);
    for bytes in bytes.as_chunks::<48>().0 {
        let Some(place) = out.get_mut(written..).and_then(<[i32]>::first_chunk_mut::<LANES>) else { break };
        // SAFETY: reads the 48 bytes of the array, at any alignment.
        let words = unsafe { _mm512_maskz_loadu_epi32(0xfff, bytes.as_ptr().cast()) };
        let numbers = _mm512_shuffle_epi8(_mm512_permutexvar_epi32(quarters, words), places);
        let numbers = _mm512_and_si512(numbers, all(0x7f_ffff));
        let below = _mm512_cmplt_epi32_mask(numbers, all(Q));
        store(place, together(below, numbers));
        written += below.count_ones() as usize;
        taken += bytes.len();
    }
    let (Some(rest), Some(out)) = (bytes.get(taken..), out.get_mut(written..)) else { return written };
    written + portable::sample_uniform(rest, out)
}

/// Sixteen half bytes at a time; those that give a number are moved together.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2")]
pub(super) fn sample_bounded(_cpu: Avx512, eta: i32, bytes: &[u8], out: &mut [i32]) -> usize {
    let (mut written, mut taken) = (0, 0);
    for eight in bytes.as_chunks::<8>().0 {
        let Some(place) = out.get_mut(written..).and_then(<[i32]>::first_chunk_mut::<LANES>) else { break };
        let eight = _mm_cvtsi64_si128(i64::from_le_bytes(*eight));
        let low = _mm_and_si128(eight, _mm_set1_epi8(15));
        let high = _mm_and_si128(_mm_srli_epi16::<4>(eight), _mm_set1_epi8(15));
        let halves = _mm512_cvtepu8_epi32(_mm_unpacklo_epi8(low, high));
        let limit = all(if eta == 2 { 15 } else { 9 });
        let why = "which half bytes give none tells nothing about the others";
        let is_taken = declassify(_mm512_cmplt_epi32_mask(halves, limit), why);
        let rest = if eta == 2 {
            let fifth = _mm512_srli_epi32::<10>(_mm512_mullo_epi32(halves, all(205)));
            _mm512_sub_epi32(halves, _mm512_mullo_epi32(fifth, all(5)))
        } else {
            halves
        };
        store(place, together(is_taken, _mm512_sub_epi32(all(eta), rest)));
        written += is_taken.count_ones() as usize;
        taken += 8;
    }
    let (Some(rest), Some(out)) = (bytes.get(taken..), out.get_mut(written..)) else { return written };
    written + portable::sample_bounded(eta, rest, out)
}

/// The numbers whose bits are set, one beside the other.
#[inline]
#[target_feature(enable = "avx512f")]
fn together(mask: __mmask16, numbers: __m512i) -> __m512i {
    #[cfg(not(qila_taint = "msan"))]
    return _mm512_maskz_compress_epi32(mask, numbers);
    // MemorySanitizer has no rule for the instruction, and would take it for a branch.
    #[cfg(qila_taint = "msan")]
    {
        let (mut from, mut to) = ([0; LANES], [0; LANES]);
        store(&mut from, numbers);
        let taken = from.iter().enumerate().filter(|(lane, _)| mask >> lane & 1 == 1);
        to.iter_mut().zip(taken).for_each(|(to, (_, from))| *to = *from);
        // SAFETY: reads the 64 bytes of the array, at any alignment.
        unsafe { _mm512_loadu_si512(to.as_ptr().cast()) }
    }
}

/// (a + z b, a - z b).
#[inline]
#[target_feature(enable = "avx512f")]
fn butterfly(a: __m512i, b: __m512i, z: &Multiplier<LANES>) -> (__m512i, __m512i) {
    let t = product(b, z);
    (_mm512_add_epi32(a, t), _mm512_sub_epi32(a, t))
}

/// (a + b, z (a - b)).
#[inline]
#[target_feature(enable = "avx512f")]
fn inverse_butterfly(a: __m512i, b: __m512i, z: &Multiplier<LANES>) -> (__m512i, __m512i) {
    (_mm512_add_epi32(a, b), product(_mm512_sub_epi32(a, b), z))
}

/// The Montgomery products.
#[inline]
#[target_feature(enable = "avx512f")]
fn product(a: __m512i, z: &Multiplier<LANES>) -> __m512i {
    let (by, by_inverse, odd) = (load(&z.by), load(&z.by_inverse), odd_lanes(a));
    reduced(
        _mm512_mul_epi32(a, by),
        _mm512_mul_epi32(odd, odd_lanes(by)),
        _mm512_mul_epi32(a, by_inverse),
        _mm512_mul_epi32(odd, odd_lanes(by_inverse)),
    )
}

/// The reduction of products of the even and of the odd lanes, given their products with q^-1: that
/// of `portable`, whose two low halves are equal and cancel.
#[inline]
#[target_feature(enable = "avx512f")]
fn reduced(even: __m512i, odd: __m512i, even_quotient: __m512i, odd_quotient: __m512i) -> __m512i {
    let even = _mm512_sub_epi32(even, _mm512_mul_epi32(even_quotient, all(Q)));
    let odd = _mm512_sub_epi32(odd, _mm512_mul_epi32(odd_quotient, all(Q)));
    _mm512_mask_blend_epi32(0xaaaa, odd_lanes(even), odd)
}

/// The odd lanes where the even ones are.
#[inline]
#[target_feature(enable = "avx512f")]
fn odd_lanes(a: __m512i) -> __m512i {
    _mm512_srli_epi64::<32>(a)
}

/// The first halves of two vectors, and the second halves. Twice is the identity.
#[inline]
#[target_feature(enable = "avx512f")]
fn halves(a: __m512i, b: __m512i) -> (__m512i, __m512i) {
    (_mm512_shuffle_i64x2::<0x44>(a, b), _mm512_shuffle_i64x2::<0xee>(a, b))
}

/// The first and third quarters of two vectors, and the second and fourth.
#[inline]
#[target_feature(enable = "avx512f")]
fn quarters(a: __m512i, b: __m512i) -> (__m512i, __m512i) {
    (_mm512_shuffle_i64x2::<0x88>(a, b), _mm512_shuffle_i64x2::<0xdd>(a, b))
}

/// Undoes [`quarters`].
#[inline]
#[target_feature(enable = "avx512f")]
fn from_quarters(a: __m512i, b: __m512i) -> (__m512i, __m512i) {
    let first = _mm512_setr_epi64(0, 1, 8, 9, 2, 3, 10, 11);
    let second = _mm512_setr_epi64(4, 5, 12, 13, 6, 7, 14, 15);
    (_mm512_permutex2var_epi64(a, first, b), _mm512_permutex2var_epi64(a, second, b))
}

/// Undoes [`halves`] and then [`quarters`] in one step, and does both: twice is the identity.
#[inline]
#[target_feature(enable = "avx512f")]
fn crossed(a: __m512i, b: __m512i) -> (__m512i, __m512i) {
    let first = _mm512_setr_epi64(0, 1, 8, 9, 4, 5, 12, 13);
    let second = _mm512_setr_epi64(2, 3, 10, 11, 6, 7, 14, 15);
    (_mm512_permutex2var_epi64(a, first, b), _mm512_permutex2var_epi64(a, second, b))
}

/// The halves of each quarter of two vectors. Twice is the identity.
#[inline]
#[target_feature(enable = "avx512f")]
fn eighths(a: __m512i, b: __m512i) -> (__m512i, __m512i) {
    (_mm512_unpacklo_epi64(a, b), _mm512_unpackhi_epi64(a, b))
}

/// The first and third lanes of each quarter of two vectors, and the second and fourth.
#[inline]
#[target_feature(enable = "avx512f")]
fn sixteenths(a: __m512i, b: __m512i) -> (__m512i, __m512i) {
    let (a, b) = (_mm512_castsi512_ps(a), _mm512_castsi512_ps(b));
    (_mm512_castps_si512(_mm512_shuffle_ps::<0x88>(a, b)), _mm512_castps_si512(_mm512_shuffle_ps::<0xdd>(a, b)))
}

/// Undoes [`sixteenths`].
#[inline]
#[target_feature(enable = "avx512f")]
fn from_sixteenths(a: __m512i, b: __m512i) -> (__m512i, __m512i) {
    (_mm512_unpacklo_epi32(a, b), _mm512_unpackhi_epi32(a, b))
}

#[inline]
#[target_feature(enable = "avx512f")]
fn all(x: i32) -> __m512i {
    _mm512_set1_epi32(x)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load(lanes: &[i32; LANES]) -> __m512i {
    // SAFETY: reads the 64 bytes of the array, at any alignment.
    unsafe { _mm512_loadu_si512(lanes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn store(lanes: &mut [i32; LANES], value: __m512i) {
    // SAFETY: writes the 64 bytes of the array, at any alignment.
    unsafe { _mm512_storeu_si512(lanes.as_mut_ptr().cast(), value) };
}
