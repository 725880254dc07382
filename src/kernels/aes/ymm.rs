//! Two blocks in a 256-bit register: what `wides!` is made of.
//!
//! Time: constant, but for the length of a part of a vector.

use super::{Block, xmm};
use crate::machine::wipe::Wiped;
use core::arch::x86_64::*;

/// Two blocks.
pub(in crate::kernels) type Wide = __m256i;

/// The blocks of a vector, and its bytes.
pub(in crate::kernels) const BLOCKS: usize = 2;
pub(in crate::kernels) const VECTOR: usize = 32;

/// A number below 2^64 for each lane, in its low half, or one for each half.
#[repr(C, align(32))]
pub(in crate::kernels) struct Steps(pub(in crate::kernels) [u64; 2 * BLOCKS]);

#[inline]
#[target_feature(enable = "avx2")]
pub(in crate::kernels) fn zero() -> __m256i {
    _mm256_setzero_si256()
}

#[inline]
#[target_feature(enable = "avx2")]
pub(in crate::kernels) fn load_steps(steps: &Steps) -> __m256i {
    // SAFETY: 32 readable bytes, aligned to 32.
    unsafe { _mm256_load_si256((&raw const steps.0).cast()) }
}

/// The block in both lanes.
#[inline]
#[target_feature(enable = "avx2")]
pub(in crate::kernels) fn broadcast(block: &Block) -> __m256i {
    _mm256_broadcastsi128_si256(xmm::load(block))
}

#[inline]
#[target_feature(enable = "avx2")]
pub(in crate::kernels) fn load(bytes: &[u8; VECTOR]) -> __m256i {
    // SAFETY: 32 readable bytes; the load asks for no alignment.
    unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx2")]
pub(in crate::kernels) fn store(bytes: &mut [u8; VECTOR], value: __m256i) {
    // SAFETY: 32 writable bytes; the store asks for no alignment.
    unsafe { _mm256_storeu_si256(bytes.as_mut_ptr().cast(), value) }
}

/// Fewer than 32 bytes; zero where there are none. A whole block needs no copy.
#[inline]
#[target_feature(enable = "avx2")]
pub(in crate::kernels) fn load_partial(bytes: &[u8]) -> __m256i {
    let (whole, rest) = bytes.as_chunks::<16>();
    let mut end = _mm_setzero_si128();
    if !rest.is_empty() {
        let mut block = Wiped::new([0; 16]);
        block.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        end = xmm::load(&block);
    }
    match whole {
        [block, ..] => _mm256_set_m128i(end, xmm::load(block)),
        [] => _mm256_zextsi128_si256(end),
    }
}

/// As many of the first bytes of `value` as there is room for, fewer than 32.
#[inline]
#[target_feature(enable = "avx2")]
pub(in crate::kernels) fn store_partial(bytes: &mut [u8], value: __m256i) {
    let (whole, rest) = bytes.as_chunks_mut::<16>();
    let mut end = _mm256_castsi256_si128(value);
    if let [block, ..] = whole {
        xmm::store(block, end);
        end = _mm256_extracti128_si256::<1>(value);
    }
    if !rest.is_empty() {
        let mut block = Wiped::new([0; 16]);
        xmm::store(&mut block, end);
        rest.iter_mut().zip(block.iter()).for_each(|(to, from)| *to = *from);
    }
}

#[inline]
#[target_feature(enable = "avx2")]
pub(in crate::kernels) fn xor(a: __m256i, b: __m256i) -> __m256i {
    _mm256_xor_si256(a, b)
}

#[inline]
#[target_feature(enable = "vaes,avx2")]
pub(in crate::kernels) fn encrypt_round(state: __m256i, key: __m256i) -> __m256i {
    _mm256_aesenc_epi128(state, key)
}

#[inline]
#[target_feature(enable = "vaes,avx2")]
pub(in crate::kernels) fn encrypt_last(state: __m256i, key: __m256i) -> __m256i {
    _mm256_aesenclast_epi128(state, key)
}

#[inline]
#[target_feature(enable = "vaes,avx2")]
pub(in crate::kernels) fn decrypt_round(state: __m256i, key: __m256i) -> __m256i {
    _mm256_aesdec_epi128(state, key)
}

#[inline]
#[target_feature(enable = "vaes,avx2")]
pub(in crate::kernels) fn decrypt_last(state: __m256i, key: __m256i) -> __m256i {
    _mm256_aesdeclast_epi128(state, key)
}

/// The last block of `before` and then the first one of `blocks`.
#[inline]
#[target_feature(enable = "avx2")]
pub(in crate::kernels) fn one_block_on(before: __m256i, blocks: __m256i) -> __m256i {
    _mm256_permute2x128_si256::<0x21>(before, blocks)
}

/// Turns each lane end for end: little-endian integers to blocks.
#[inline]
#[target_feature(enable = "avx2")]
pub(in crate::kernels) fn reverse_bytes(lanes: __m256i) -> __m256i {
    let order = _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    _mm256_shuffle_epi8(lanes, _mm256_broadcastsi128_si256(order))
}

/// Adds modulo 2^32, word by word.
#[inline]
#[target_feature(enable = "avx2")]
pub(in crate::kernels) fn add_32(a: __m256i, b: __m256i) -> __m256i {
    _mm256_add_epi32(a, b)
}

/// Adds modulo 2^64, half by half.
#[inline]
#[target_feature(enable = "avx2")]
pub(in crate::kernels) fn add_64(a: __m256i, b: __m256i) -> __m256i {
    _mm256_add_epi64(a, b)
}

/// Adds modulo 2^128, lane by lane. The high halves of `b` are zero, so only low halves wrap, which
/// is where a highest bit goes from one to zero.
#[inline]
#[target_feature(enable = "avx2")]
pub(in crate::kernels) fn add_128(a: __m256i, b: __m256i) -> __m256i {
    let sum = _mm256_add_epi64(a, b);
    let wrapped = _mm256_srli_epi64::<63>(_mm256_andnot_si256(sum, a));
    _mm256_add_epi64(sum, _mm256_bslli_epi128::<8>(wrapped))
}

/// Tweaks times powers of alpha, at most the 16th (IEEE 1619 section 5.2: little-endian polynomials
/// modulo x^128 + x^7 + x^2 + x + 1): a shift to the left, and what falls out of the high half
/// comes back in the low one, times 0x87.
#[inline]
#[target_feature(enable = "avx2")]
pub(in crate::kernels) fn times_alpha(tweaks: __m256i, powers: &Steps) -> __m256i {
    const LOW_HALVES: i32 = 0b0011_0011;
    let powers = load_steps(powers);
    // A shift by 64 leaves nothing, as it should where the power is 0.
    let out = _mm256_srlv_epi64(tweaks, _mm256_sub_epi64(_mm256_set1_epi64x(64), powers));
    let carried = _mm256_shuffle_epi32::<0b01_00_11_10>(out);
    let reduced = _mm256_xor_si256(
        _mm256_xor_si256(_mm256_slli_epi64::<1>(carried), _mm256_slli_epi64::<2>(carried)),
        _mm256_slli_epi64::<7>(carried),
    );
    let reduced = _mm256_blend_epi32::<LOW_HALVES>(_mm256_setzero_si256(), reduced);
    _mm256_xor_si256(_mm256_sllv_epi64(tweaks, powers), _mm256_xor_si256(carried, reduced))
}

/// Tweaks times the 16th power of alpha, for the next group: whole bytes move, and what falls out
/// at the top comes back times 0x87.
#[inline]
#[target_feature(enable = "avx2,vpclmulqdq")]
pub(in crate::kernels) fn times_alpha_of_group(tweaks: __m256i) -> __m256i {
    let carried = _mm256_clmulepi64_epi128::<0>(_mm256_bsrli_epi128::<14>(tweaks), _mm256_set1_epi64x(0x87));
    _mm256_xor_si256(_mm256_bslli_epi128::<2>(tweaks), carried)
}
