//! VAES and VPCLMULQDQ on 512-bit registers. A group is 32 blocks in eight vectors; while two
//! rounds of AES run on the counters of one group, two vectors of another group are multiplied into
//! the hash. The tail, down to a part of a block, is done under masks in one straight line. J0,
//! additional data and lengths take lanes beside the data. So a short message costs little more
//! than the latency of AES and one multiplication.

use super::wides::wides;
use super::xmm::multiply;
use super::zmm::{self as wide, GROUP, Product, VECTOR, Wide, power, reverse};
use super::{Direction, GROUP_BLOCKS, POWERS, Powers, lengths};
use crate::kernels::aes::{self, Schedule};
use crate::machine::cpu::Vaes512;
use core::arch::x86_64::*;

/// The lowest word of each lane, where inc_32 (section 6.2) counts in a block that is an integer.
const LOWEST_WORDS: __mmask16 = 0x1111;

/// The powers of H from the first to the last.
#[target_feature(enable = "vaes,vpclmulqdq,avx512f,avx512bw,avx512dq,avx512vl,aes,pclmulqdq")]
pub(super) fn powers(_cpu: Vaes512, h: u128, powers: &mut Powers) {
    let h1 = from_u128(h);
    let mut last = h1;
    powers.of_h[Powers::place(1)] = h;
    for exponent in 2..=POWERS {
        last = multiply(last, h1);
        powers.of_h[Powers::place(exponent)] = to_u128(last);
    }
    // Four entries for the first vector of a pair in the low halves, and for the second in the high
    // halves.
    for (i, halves) in powers.halves.iter_mut().enumerate() {
        let exponent = GROUP_BLOCKS - 8 * (i / 4) - i % 4;
        let [first, second] = [exponent, exponent - 4].map(|exponent| powers.of_h[Powers::place(exponent)]);
        let sum = |power: u128| u128::from((power >> 64) as u64 ^ power as u64);
        *halves = sum(second) << 64 | sum(first);
    }
}

/// GHASH (SP 800-38D section 6.4).
#[target_feature(enable = "vaes,vpclmulqdq,avx512f,avx512bw,avx512dq,avx512vl,aes,pclmulqdq")]
pub(super) fn ghash(_cpu: Vaes512, powers: &Powers, y: u128, data: &[u8]) -> u128 {
    to_u128(hash(powers, from_u128(y), data))
}

/// A whole message.
#[target_feature(enable = "vaes,vpclmulqdq,avx512f,avx512bw,avx512dq,avx512vl,aes,pclmulqdq")]
pub(super) fn crypt(
    _cpu: Vaes512,
    aes: &aes::Key,
    powers: &Powers,
    direction: Direction,
    j0: u128,
    aad: &[u8],
    data: &mut [u8],
) -> u128 {
    let schedule = aes.schedule();
    let message = Message { schedule, powers, j0, aad };
    match (direction, schedule.rounds) {
        (Direction::Seal, 10) => message.crypt::<true, 10>(data),
        (Direction::Seal, 12) => message.crypt::<true, 12>(data),
        (Direction::Seal, _) => message.crypt::<true, 14>(data),
        (Direction::Open, 10) => message.crypt::<false, 10>(data),
        (Direction::Open, 12) => message.crypt::<false, 12>(data),
        (Direction::Open, _) => message.crypt::<false, 14>(data),
    }
}

wides!("vaes,vpclmulqdq,avx512f,avx512bw,avx512dq,avx512vl,aes,pclmulqdq");

/// What belongs to a message besides its data.
struct Message<'a> {
    schedule: &'a Schedule,
    powers: &'a Powers,
    j0: u128,
    aad: &'a [u8],
}

impl Message<'_> {
    #[inline]
    #[target_feature(enable = "vaes,vpclmulqdq,avx512f,avx512bw,avx512dq,avx512vl,aes,pclmulqdq")]
    fn crypt<const SEAL: bool, const ROUNDS: usize>(&self, data: &mut [u8]) -> u128 {
        let all = lengths(self.aad.len(), data.len());
        let j0 = _mm512_broadcast_i32x4(from_u128(self.j0));
        let mut counters = _mm512_add_epi32(j0, _mm512_set_epi64(0, 4, 0, 3, 0, 2, 0, 1));

        let (groups, rest) = data.as_chunks_mut::<GROUP>();
        let (mut y, mut aad) = (_mm_setzero_si128(), _mm_setzero_si128());
        if groups.is_empty() && self.aad.len() <= 16 {
            aad = load_block(self.aad);
        } else {
            y = hash(self.powers, y, self.aad);
            let keys = Keys { schedule: self.schedule, powers: self.powers };
            (counters, y) = crypt_groups::<SEAL, ROUNDS>(&keys, groups, counters, y);
        }
        self.finish::<SEAL, ROUNDS>(counters, aad, y, all, rest)
    }

    /// The last 0 to 511 bytes, the block of lengths and the tag. `aad` is a block that comes
    /// before the data and is not in `y` yet, or zero.
    #[inline]
    #[target_feature(enable = "vaes,vpclmulqdq,avx512f,avx512bw,avx512dq,avx512vl,aes,pclmulqdq")]
    fn finish<const SEAL: bool, const ROUNDS: usize>(
        &self,
        counters: __m512i,
        aad: __m128i,
        y: __m128i,
        lengths: u128,
        rest: &mut [u8],
    ) -> u128 {
        /// As many vectors as the blocks and two more fill.
        macro_rules! finish {
            ($($vectors:literal)+) => {
                match (rest.len().div_ceil(16) + 2).div_ceil(4) {
                    $($vectors => self.finish_with::<SEAL, ROUNDS, $vectors>(counters, aad, y, lengths, rest),)+
                    _ => self.finish_with::<SEAL, ROUNDS, 9>(counters, aad, y, lengths, rest),
                }
            };
        }
        finish!(1 2 3 4 5 6 7 8)
    }

    /// `N` vectors, in whose lanes one thing lies beside the other. To AES they are J0, then the
    /// counters; to the hash the additional data, then the blocks of `rest`, then the lengths,
    /// multiplied by powers of H down to the first.
    #[inline]
    #[target_feature(enable = "vaes,vpclmulqdq,avx512f,avx512bw,avx512dq,avx512vl,aes,pclmulqdq")]
    fn finish_with<const SEAL: bool, const ROUNDS: usize, const N: usize>(
        &self,
        counters: __m512i,
        aad: __m128i,
        y: __m128i,
        lengths: u128,
        rest: &mut [u8],
    ) -> u128 {
        let blocks = rest.len().div_ceil(16);
        let (first, others) = rest.split_at_mut(rest.len().min(VECTOR - 16));
        let mut text = [_mm512_setzero_si512(); N];
        text[0] = _mm512_alignr_epi64::<6>(load_part(first), _mm512_setzero_si512());
        for (i, vector) in text[1..].iter_mut().enumerate() {
            *vector = load_part(&others[others.len().min(VECTOR * i)..]);
        }

        let mut state = [counters; N];
        for (i, s) in state.iter_mut().enumerate() {
            // One counter less in each lane, because that of J0 comes first.
            let step = 4 * i as i32 - 1;
            *s = _mm512_add_epi32(*s, _mm512_maskz_set1_epi32(LOWEST_WORDS, step));
        }
        state[0] = _mm512_inserti32x4::<0>(state[0], from_u128(self.j0));
        // Not by `map`, here and below: a call of it may stay a call, through memory.
        for s in &mut state {
            *s = reverse(*s);
        }
        let stream = encrypt::<ROUNDS, N>(self.schedule, state);
        let mask = _mm512_castsi512_si128(stream[0]);

        let mut hashed = text;
        for (vector, stream) in text.iter_mut().zip(stream) {
            *vector = _mm512_xor_si512(*vector, stream);
        }
        text[0] = _mm512_maskz_mov_epi8(byte_mask(first.len()) << 16, text[0]);
        store_part(first, _mm512_alignr_epi64::<2>(_mm512_setzero_si512(), text[0]));
        for (i, vector) in text[1..].iter_mut().enumerate() {
            let (_, bytes) = others.split_at_mut(others.len().min(VECTOR * i));
            *vector = _mm512_maskz_mov_epi8(byte_mask(bytes.len()), *vector);
            store_part(bytes, *vector);
        }
        if SEAL {
            hashed = text;
        }

        for vector in &mut hashed {
            *vector = reverse(*vector);
        }
        hashed[0] = _mm512_xor_si512(hashed[0], _mm512_zextsi256_si512(_mm256_set_m128i(y, aad)));
        let lane_of_lengths = 0b11 << (2 * ((blocks + 1) % 4));
        let lengths = _mm512_broadcast_i32x4(from_u128(lengths));
        hashed[N - 1] = _mm512_mask_xor_epi64(hashed[N - 1], lane_of_lengths, hashed[N - 1], lengths);
        let mut sum = Product::zero();
        for (i, vector) in hashed.into_iter().enumerate() {
            sum.add(vector, power(self.powers, blocks + 2 - 4 * i));
        }
        to_u128(_mm_xor_si128(sum.reduce(), reverse_block(mask)))
    }
}

/// GHASH from `y` over `data`, whose last block is filled up with zeros.
#[inline]
#[target_feature(enable = "vaes,vpclmulqdq,avx512f,avx512bw,avx512dq,avx512vl,aes,pclmulqdq")]
fn hash(powers: &Powers, mut y: __m128i, data: &[u8]) -> __m128i {
    if data.len() <= 16 {
        return if data.is_empty() { y } else { hash_block(powers, y, data) };
    }
    let (groups, rest) = data.as_chunks::<GROUP>();
    for group in groups {
        y = hash_group(powers, y, group);
    }
    if rest.is_empty() {
        return y;
    }
    let blocks = rest.len().div_ceil(16);
    let mut sum = Product::zero();
    for (i, bytes) in rest.chunks(VECTOR).enumerate() {
        let mut hashed = reverse(load_part(bytes));
        if i == 0 {
            hashed = _mm512_xor_si512(hashed, _mm512_zextsi128_si512(y));
        }
        sum.add(hashed, power(powers, blocks - 4 * i));
    }
    sum.reduce()
}

/// GHASH over one block of 1 to 16 bytes.
#[inline]
#[target_feature(enable = "pclmulqdq,avx512f,avx512bw,avx512vl")]
fn hash_block(powers: &Powers, y: __m128i, data: &[u8]) -> __m128i {
    multiply(_mm_xor_si128(load_block(data), y), from_u128(powers.of_h[Powers::place(1)]))
}

/// At most 16 bytes as an integer, with zeros after them.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl")]
fn load_block(data: &[u8]) -> __m128i {
    // SAFETY: the mask names bytes of the slice only; what it does not name is not read.
    let block = unsafe { _mm_maskz_loadu_epi8(byte_mask(data.len()) as u16, data.as_ptr().cast()) };
    reverse_block(block)
}

/// One bit for each of at most 64 bytes.
#[inline(always)]
fn byte_mask(len: usize) -> u64 {
    if len >= VECTOR { u64::MAX } else { (1 << len) - 1 }
}

/// The first 64 bytes at most; zero where there are none.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn load_part(bytes: &[u8]) -> __m512i {
    // SAFETY: the mask names bytes of the slice only; what it does not name is not read.
    unsafe { _mm512_maskz_loadu_epi8(byte_mask(bytes.len()), bytes.as_ptr().cast()) }
}

/// As many of the first bytes of `vector` as there is room for.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn store_part(bytes: &mut [u8], vector: __m512i) {
    // SAFETY: the mask names bytes of the slice only; what it does not name is not written.
    unsafe { _mm512_mask_storeu_epi8(bytes.as_mut_ptr().cast(), byte_mask(bytes.len()), vector) }
}

#[inline]
#[target_feature(enable = "avx512f,avx512vl,avx512bw")]
fn reverse_block(v: __m128i) -> __m128i {
    _mm_shuffle_epi8(v, _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
}

#[inline(always)]
fn from_u128(value: u128) -> __m128i {
    aes::xmm::load(&value.to_le_bytes())
}

#[inline(always)]
fn to_u128(value: __m128i) -> u128 {
    let mut bytes = [0; 16];
    aes::xmm::store(&mut bytes, value);
    u128::from_le_bytes(bytes)
}
