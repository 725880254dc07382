//! One block in a 128-bit register: what `wides!` is made of where there are no wider ones for AES.
//!
//! Time: constant, but for the length of a part of a block.

use super::Block;
use crate::machine::wipe::Wiped;
use core::arch::x86_64::*;

pub(super) use super::xmm::{load, store, xor};

/// One block.
pub(super) type Wide = __m128i;

/// The blocks of a vector, and its bytes.
pub(super) const BLOCKS: usize = 1;
pub(super) const VECTOR: usize = 16;

/// A number below 2^64, in the low half, or one for both halves.
#[repr(C, align(16))]
pub(super) struct Steps(pub(super) [u64; 2 * BLOCKS]);

#[inline]
#[target_feature(enable = "sse2")]
pub(super) fn zero() -> __m128i {
    _mm_setzero_si128()
}

#[inline]
#[target_feature(enable = "sse2")]
pub(super) fn load_steps(steps: &Steps) -> __m128i {
    // SAFETY: 16 readable bytes, aligned to 16.
    unsafe { _mm_load_si128((&raw const steps.0).cast()) }
}

/// The block.
#[inline]
#[target_feature(enable = "sse2")]
pub(super) fn broadcast(block: &Block) -> __m128i {
    load(block)
}

/// Fewer than 16 bytes; zero where there are none.
#[inline]
#[target_feature(enable = "sse2")]
pub(super) fn load_partial(bytes: &[u8]) -> __m128i {
    let mut block = Wiped::new([0; 16]);
    block.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    load(&block)
}

/// As many of the first bytes of `value` as there is room for, fewer than 16.
#[inline]
#[target_feature(enable = "sse2")]
pub(super) fn store_partial(bytes: &mut [u8], value: __m128i) {
    let mut block = Wiped::new([0; 16]);
    store(&mut block, value);
    bytes.iter_mut().zip(block.iter()).for_each(|(to, from)| *to = *from);
}

#[inline]
#[target_feature(enable = "aes")]
pub(super) fn encrypt_round(state: __m128i, key: __m128i) -> __m128i {
    _mm_aesenc_si128(state, key)
}

#[inline]
#[target_feature(enable = "aes")]
pub(super) fn encrypt_last(state: __m128i, key: __m128i) -> __m128i {
    _mm_aesenclast_si128(state, key)
}

#[inline]
#[target_feature(enable = "aes")]
pub(super) fn decrypt_round(state: __m128i, key: __m128i) -> __m128i {
    _mm_aesdec_si128(state, key)
}

#[inline]
#[target_feature(enable = "aes")]
pub(super) fn decrypt_last(state: __m128i, key: __m128i) -> __m128i {
    _mm_aesdeclast_si128(state, key)
}

/// The last block of `before`, which is all that there is room for.
#[inline]
#[target_feature(enable = "sse2")]
pub(super) fn one_block_on(before: __m128i, _blocks: __m128i) -> __m128i {
    before
}

/// End for end: a little-endian integer to a block.
#[inline]
#[target_feature(enable = "ssse3")]
pub(super) fn reverse_bytes(block: __m128i) -> __m128i {
    _mm_shuffle_epi8(block, _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
}

/// Adds modulo 2^32, word by word.
#[inline]
#[target_feature(enable = "sse2")]
pub(super) fn add_32(a: __m128i, b: __m128i) -> __m128i {
    _mm_add_epi32(a, b)
}

/// Adds modulo 2^64, half by half.
#[inline]
#[target_feature(enable = "sse2")]
pub(super) fn add_64(a: __m128i, b: __m128i) -> __m128i {
    _mm_add_epi64(a, b)
}

/// Adds modulo 2^128. The high half of `b` is zero, so only the low half wraps, which is where a
/// highest bit goes from one to zero.
#[inline]
#[target_feature(enable = "sse2")]
pub(super) fn add_128(a: __m128i, b: __m128i) -> __m128i {
    let sum = _mm_add_epi64(a, b);
    let wrapped = _mm_srli_epi64::<63>(_mm_andnot_si128(sum, a));
    _mm_add_epi64(sum, _mm_bslli_si128::<8>(wrapped))
}

/// A tweak times a power of alpha, at most the eighth (IEEE 1619 section 5.2: a little-endian
/// polynomial modulo x^128 + x^7 + x^2 + x + 1): a shift to the left, and what falls out of the
/// high half comes back in the low one, times 0x87.
#[inline]
#[target_feature(enable = "sse2")]
pub(super) fn times_alpha(tweak: __m128i, power: &Steps) -> __m128i {
    let power = load_steps(power);
    // A shift by 64 leaves nothing, as it should where the power is 0.
    let out = _mm_srl_epi64(tweak, _mm_sub_epi64(_mm_set1_epi64x(64), power));
    let carried = _mm_shuffle_epi32::<0b01_00_11_10>(out);
    let reduced = _mm_xor_si128(
        _mm_xor_si128(_mm_slli_epi64::<1>(carried), _mm_slli_epi64::<2>(carried)),
        _mm_slli_epi64::<7>(carried),
    );
    let reduced = _mm_move_epi64(reduced); // the low half
    _mm_xor_si128(_mm_sll_epi64(tweak, power), _mm_xor_si128(carried, reduced))
}

/// A tweak times the eighth power of alpha, for the next group: whole bytes move, and what falls
/// out at the top comes back times 0x87.
#[inline]
#[target_feature(enable = "pclmulqdq,sse2")]
pub(super) fn times_alpha_of_group(tweak: __m128i) -> __m128i {
    let carried = _mm_clmulepi64_si128::<0>(_mm_bsrli_si128::<15>(tweak), _mm_set_epi64x(0, 0x87));
    _mm_xor_si128(_mm_bslli_si128::<1>(tweak), carried)
}
