//! Four blocks in a 512-bit register: what `wides!` is made of.
//!
//! Time: constant, but for the length of a part of a vector.

use super::{Block, xmm};
use core::arch::x86_64::*;

/// Four blocks.
pub(in crate::kernels) type Wide = __m512i;

/// The blocks of a vector, and its bytes.
pub(in crate::kernels) const BLOCKS: usize = 4;
pub(in crate::kernels) const VECTOR: usize = 64;

/// A number below 2^64 for each lane, in its low half, or one for each half.
#[repr(C, align(64))]
pub(in crate::kernels) struct Steps(pub(in crate::kernels) [u64; 2 * BLOCKS]);

#[inline]
#[target_feature(enable = "avx512f")]
pub(in crate::kernels) fn zero() -> __m512i {
    _mm512_setzero_si512()
}

#[inline]
#[target_feature(enable = "avx512f")]
pub(in crate::kernels) fn load_steps(steps: &Steps) -> __m512i {
    // SAFETY: 64 readable bytes, aligned to 64.
    unsafe { _mm512_load_si512((&raw const steps.0).cast()) }
}

/// The block in all lanes.
#[inline]
#[target_feature(enable = "avx512f")]
pub(in crate::kernels) fn broadcast(block: &Block) -> __m512i {
    _mm512_broadcast_i32x4(xmm::load(block))
}

#[inline]
#[target_feature(enable = "avx512f")]
pub(in crate::kernels) fn load(bytes: &[u8; VECTOR]) -> __m512i {
    // SAFETY: 64 readable bytes; the load asks for no alignment.
    unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
pub(in crate::kernels) fn store(bytes: &mut [u8; VECTOR], value: __m512i) {
    // SAFETY: 64 writable bytes; the store asks for no alignment.
    unsafe { _mm512_storeu_si512(bytes.as_mut_ptr().cast(), value) }
}

/// One bit for each byte, of which there are at most 64.
#[inline]
fn mask(len: usize) -> u64 {
    if len < VECTOR { (1 << len) - 1 } else { u64::MAX }
}

/// The first 64 bytes at most; zero where there are none.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
pub(in crate::kernels) fn load_partial(bytes: &[u8]) -> __m512i {
    // SAFETY: the mask names bytes of the slice only; what it does not name is not read.
    unsafe { _mm512_maskz_loadu_epi8(mask(bytes.len()), bytes.as_ptr().cast()) }
}

/// As many of the first bytes of `value` as there is room for.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
pub(in crate::kernels) fn store_partial(bytes: &mut [u8], value: __m512i) {
    // SAFETY: the mask names bytes of the slice only; what it does not name is not written.
    unsafe { _mm512_mask_storeu_epi8(bytes.as_mut_ptr().cast(), mask(bytes.len()), value) }
}

#[inline]
#[target_feature(enable = "avx512f")]
pub(in crate::kernels) fn xor(a: __m512i, b: __m512i) -> __m512i {
    _mm512_xor_si512(a, b)
}

#[inline]
#[target_feature(enable = "vaes,avx512f")]
pub(in crate::kernels) fn encrypt_round(state: __m512i, key: __m512i) -> __m512i {
    _mm512_aesenc_epi128(state, key)
}

#[inline]
#[target_feature(enable = "vaes,avx512f")]
pub(in crate::kernels) fn encrypt_last(state: __m512i, key: __m512i) -> __m512i {
    _mm512_aesenclast_epi128(state, key)
}

#[inline]
#[target_feature(enable = "vaes,avx512f")]
pub(in crate::kernels) fn decrypt_round(state: __m512i, key: __m512i) -> __m512i {
    _mm512_aesdec_epi128(state, key)
}

#[inline]
#[target_feature(enable = "vaes,avx512f")]
pub(in crate::kernels) fn decrypt_last(state: __m512i, key: __m512i) -> __m512i {
    _mm512_aesdeclast_epi128(state, key)
}

/// The last block of `before` and then `blocks` without its last one.
#[inline]
#[target_feature(enable = "avx512f")]
pub(in crate::kernels) fn one_block_on(before: __m512i, blocks: __m512i) -> __m512i {
    _mm512_alignr_epi64::<6>(blocks, before)
}

/// Turns each lane end for end: little-endian integers to blocks.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
pub(in crate::kernels) fn reverse_bytes(lanes: __m512i) -> __m512i {
    let order = _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    _mm512_shuffle_epi8(lanes, _mm512_broadcast_i32x4(order))
}

/// Adds modulo 2^32, word by word.
#[inline]
#[target_feature(enable = "avx512f")]
pub(in crate::kernels) fn add_32(a: __m512i, b: __m512i) -> __m512i {
    _mm512_add_epi32(a, b)
}

/// Adds modulo 2^64, half by half.
#[inline]
#[target_feature(enable = "avx512f")]
pub(in crate::kernels) fn add_64(a: __m512i, b: __m512i) -> __m512i {
    _mm512_add_epi64(a, b)
}

/// Adds modulo 2^128, lane by lane. The high halves of `b` are zero, so only low halves wrap, which
/// is where a highest bit goes from one to zero.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
pub(in crate::kernels) fn add_128(a: __m512i, b: __m512i) -> __m512i {
    let sum = _mm512_add_epi64(a, b);
    let wrapped = _mm512_srli_epi64::<63>(_mm512_andnot_si512(sum, a));
    _mm512_add_epi64(sum, _mm512_bslli_epi128::<8>(wrapped))
}

/// Tweaks times powers of alpha, at most the 32nd (IEEE 1619 section 5.2: little-endian polynomials
/// modulo x^128 + x^7 + x^2 + x + 1): a shift to the left, and what falls out of the high half
/// comes back in the low one, times 0x87.
#[inline]
#[target_feature(enable = "avx512f")]
pub(in crate::kernels) fn times_alpha(tweaks: __m512i, powers: &Steps) -> __m512i {
    const LOW_HALVES: __mmask8 = 0b0101_0101;
    let powers = load_steps(powers);
    // A shift by 64 leaves nothing, as it should where the power is 0.
    let out = _mm512_srlv_epi64(tweaks, _mm512_sub_epi64(_mm512_set1_epi64(64), powers));
    let carried = _mm512_shuffle_epi32::<0b01_00_11_10>(out);
    let reduced = _mm512_xor_si512(
        _mm512_xor_si512(_mm512_slli_epi64::<1>(carried), _mm512_slli_epi64::<2>(carried)),
        _mm512_slli_epi64::<7>(carried),
    );
    let carried = _mm512_mask_xor_epi64(carried, LOW_HALVES, carried, reduced);
    _mm512_xor_si512(_mm512_sllv_epi64(tweaks, powers), carried)
}

/// Tweaks times the 32nd power of alpha, for the next group: whole words move, and what falls out
/// at the top comes back times 0x87.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,vpclmulqdq")]
pub(in crate::kernels) fn times_alpha_of_group(tweaks: __m512i) -> __m512i {
    let carried = _mm512_clmulepi64_epi128::<0>(_mm512_bsrli_epi128::<12>(tweaks), _mm512_set1_epi64(0x87));
    _mm512_xor_si512(_mm512_bslli_epi128::<4>(tweaks), carried)
}
