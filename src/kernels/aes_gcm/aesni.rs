//! AES-NI and PCLMULQDQ on 128-bit registers. A group is eight blocks: their counters go through AES together, and
//! their products with eight powers of H are summed before one reduction. Sealing hashes the group before, so that
//! the processor can run both side by side.

use super::{Direction, POWERS, Powers, lengths};
use crate::kernels::aes::{self, Block, Schedule, xmm};
use crate::kernels::cpu::AesNi;
use core::arch::x86_64::*;

/// Blocks in a group.
const GROUP: usize = 8;
const _: () = assert!(GROUP < POWERS);

/// The powers of H from the first to the eighth.
#[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
pub(super) fn powers(_cpu: AesNi, h: u128, powers: &mut Powers) {
    let h1 = from_u128(h);
    let mut last = h1;
    powers.of_h[Powers::place(1)] = h;
    for exponent in 2..=GROUP {
        let mut sum = Product::zero();
        sum.add(last, h1);
        last = sum.reduce();
        powers.of_h[Powers::place(exponent)] = to_u128(last);
    }
}

/// GHASH (SP 800-38D section 6.4).
#[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
pub(super) fn ghash(_cpu: AesNi, powers: &Powers, y: u128, data: &[u8]) -> u128 {
    to_u128(hash(powers, from_u128(y), data))
}

/// A whole message.
#[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
pub(super) fn crypt(
    _cpu: AesNi,
    aes: &aes::Key,
    powers: &Powers,
    direction: Direction,
    j0: u128,
    aad: &[u8],
    data: &mut [u8],
) -> u128 {
    let schedule = aes.schedule();
    let sealing = direction == Direction::Seal;
    let all = lengths(aad.len(), data.len());
    let mut y = hash(powers, _mm_setzero_si128(), aad);
    let mut counter = _mm_add_epi32(from_u128(j0), _mm_set_epi32(0, 0, 0, 1));

    let (blocks, partial) = data.as_chunks_mut::<16>();
    let (groups, blocks) = blocks.as_chunks_mut::<GROUP>();
    let mut waiting = None;
    for group in groups {
        let stream = stream::<GROUP>(schedule, &mut counter);
        let before = group.each_ref().map(xmm::load);
        if let Some(hashed) = waiting {
            y = hash_group(powers, y, &hashed);
        }
        let mut after = before;
        for (block, stream) in after.iter_mut().zip(stream) {
            *block = _mm_xor_si128(*block, stream);
        }
        for (to, block) in group.iter_mut().zip(after) {
            xmm::store(to, block);
        }
        waiting = Some(if sealing { after } else { before });
    }
    if let Some(hashed) = waiting {
        y = hash_group(powers, y, &hashed);
    }
    for block in blocks {
        y = finish_block(schedule, powers, sealing, &mut counter, y, block);
    }
    if !partial.is_empty() {
        y = finish_block(schedule, powers, sealing, &mut counter, y, partial);
    }
    let mut sum = Product::zero();
    sum.add(_mm_xor_si128(y, from_u128(all)), power(powers, 1));
    let [mask] = xmm::encrypt(schedule, [reverse(from_u128(j0))]);
    to_u128(_mm_xor_si128(sum.reduce(), reverse(mask)))
}

/// One block of 1 to 16 bytes, encrypted or decrypted and hashed.
#[inline]
#[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
fn finish_block(
    schedule: &Schedule,
    powers: &Powers,
    sealing: bool,
    counter: &mut __m128i,
    y: __m128i,
    data: &mut [u8],
) -> __m128i {
    let [stream] = stream::<1>(schedule, counter);
    let mut bytes = [0; 16];
    xmm::store(&mut bytes, stream);
    let before = if sealing { y } else { hash(powers, y, data) };
    for (byte, stream) in data.iter_mut().zip(bytes) {
        *byte ^= stream;
    }
    if sealing { hash(powers, y, data) } else { before }
}

/// The stream of the next `N` blocks.
#[inline]
#[target_feature(enable = "aes,ssse3,sse4.1")]
fn stream<const N: usize>(schedule: &Schedule, counter: &mut __m128i) -> [__m128i; N] {
    let mut state = [*counter; N];
    for s in &mut state {
        *s = reverse(*counter);
        // inc_32 (section 6.2) counts in the lowest word of the integer.
        *counter = _mm_add_epi32(*counter, _mm_set_epi32(0, 0, 0, 1));
    }
    xmm::encrypt(schedule, state)
}

/// The sum of products before reduction.
struct Product {
    low: __m128i,
    middle: __m128i,
    high: __m128i,
}

impl Product {
    #[inline(always)]
    fn zero() -> Self {
        let zero = from_u128(0);
        Self { low: zero, middle: zero, high: zero }
    }

    #[inline]
    #[target_feature(enable = "pclmulqdq")]
    fn add(&mut self, a: __m128i, b: __m128i) {
        self.low = _mm_xor_si128(self.low, _mm_clmulepi64_si128::<0x00>(a, b));
        self.high = _mm_xor_si128(self.high, _mm_clmulepi64_si128::<0x11>(a, b));
        let cross = _mm_xor_si128(_mm_clmulepi64_si128::<0x01>(a, b), _mm_clmulepi64_si128::<0x10>(a, b));
        self.middle = _mm_xor_si128(self.middle, cross);
    }

    /// Folds the low half of the sum into the high half; see `ghash::reduce`.
    #[inline]
    #[target_feature(enable = "pclmulqdq")]
    fn reduce(self) -> __m128i {
        let low = _mm_xor_si128(self.low, _mm_bslli_si128::<8>(self.middle));
        let high = _mm_xor_si128(self.high, _mm_bsrli_si128::<8>(self.middle));
        // x^63 + x^62 + x^57.
        let polynomial = _mm_set_epi64x(0, 0xc200_0000_0000_0000_u64.cast_signed());
        let once = _mm_xor_si128(_mm_shuffle_epi32::<0x4e>(low), _mm_clmulepi64_si128::<0x00>(low, polynomial));
        let twice = _mm_xor_si128(_mm_shuffle_epi32::<0x4e>(once), _mm_clmulepi64_si128::<0x00>(once, polynomial));
        _mm_xor_si128(high, twice)
    }
}

/// GHASH from `y` over `data`, whose last block is filled up with zeros.
#[inline]
#[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
fn hash(powers: &Powers, mut y: __m128i, data: &[u8]) -> __m128i {
    let (blocks, partial) = data.as_chunks::<16>();
    let (groups, blocks) = blocks.as_chunks::<GROUP>();
    for group in groups {
        y = hash_group(powers, y, &group.each_ref().map(xmm::load));
    }
    for block in blocks {
        y = hash_block(powers, y, block);
    }
    if !partial.is_empty() {
        let mut block = [0; 16];
        let (place, _) = block.split_at_mut(partial.len());
        place.copy_from_slice(partial);
        y = hash_block(powers, y, &block);
    }
    y
}

#[inline]
#[target_feature(enable = "pclmulqdq,ssse3")]
fn hash_block(powers: &Powers, y: __m128i, block: &Block) -> __m128i {
    let mut sum = Product::zero();
    sum.add(_mm_xor_si128(y, reverse(xmm::load(block))), power(powers, 1));
    sum.reduce()
}

/// GHASH over a whole group.
#[inline]
#[target_feature(enable = "pclmulqdq,ssse3")]
fn hash_group(powers: &Powers, y: __m128i, blocks: &[__m128i; GROUP]) -> __m128i {
    let mut sum = Product::zero();
    for (i, &block) in blocks.iter().enumerate().rev() {
        let mut block = reverse(block);
        if i == 0 {
            block = _mm_xor_si128(block, y);
        }
        sum.add(block, power(powers, GROUP - i));
    }
    sum.reduce()
}

#[inline(always)]
fn power(powers: &Powers, exponent: usize) -> __m128i {
    from_u128(powers.of_h[Powers::place(exponent)])
}

/// End for end: a block to an integer and back.
#[inline]
#[target_feature(enable = "ssse3")]
fn reverse(v: __m128i) -> __m128i {
    _mm_shuffle_epi8(v, _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
}

#[inline(always)]
fn from_u128(value: u128) -> __m128i {
    xmm::load(&value.to_le_bytes())
}

#[inline(always)]
fn to_u128(value: __m128i) -> u128 {
    let mut bytes = [0; 16];
    xmm::store(&mut bytes, value);
    u128::from_le_bytes(bytes)
}
