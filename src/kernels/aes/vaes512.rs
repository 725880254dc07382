//! VAES on 512-bit registers: four blocks in a vector, eight vectors in flight, the end of the data
//! under a mask.
//!
//! One driver serves all modes; what a mode does with a group of vectors is [`step`].

use super::chains::chains;
use super::{Block, CounterWidth, Schedule, Semiblock, xmm as vector};
use crate::machine::cpu::Vaes512;
use core::arch::x86_64::*;

/// The bytes of a vector.
const VECTOR: usize = 64;
/// Vectors in flight: with a round every half cycle and four cycles of latency (Zen 5), eight keep
/// the units busy.
const WIDE: usize = 8;

const ECB_ENCRYPT: u8 = 0;
const ECB_DECRYPT: u8 = 1;
const CBC_DECRYPT: u8 = 2;
const CTR32: u8 = 3;
const CTR64: u8 = 4;
const CTR128: u8 = 5;
const CFB_DECRYPT: u8 = 6;
const XTS_ENCRYPT: u8 = 7;
const XTS_DECRYPT: u8 = 8;

/// CIPHER (FIPS 197 section 5.1) of `4 N` blocks, or EQINVCIPHER (section 5.3.5) with the keys of
/// `xmm::invert`: which one is said by the instructions for a round and for the last one.
///
/// A macro, because a function of this size is called, not inlined, and then all vectors go through
/// memory twice.
macro_rules! all_rounds {
    ($schedule:expr, $state:expr, $round:ident, $last:ident) => {{
        let mut state = $state;
        let first = broadcast(&$schedule.keys[0]);
        for s in &mut state {
            *s = _mm512_xor_si512(*s, first);
        }
        for key in &$schedule.keys[1..10] {
            let key = broadcast(key);
            for s in &mut state {
                *s = $round(*s, key);
            }
        }
        for (more, rounds) in [(10, 10..12), (12, 12..14)] {
            if $schedule.rounds > more {
                for key in &$schedule.keys[rounds] {
                    let key = broadcast(key);
                    for s in &mut state {
                        *s = $round(*s, key);
                    }
                }
            }
        }
        let last = broadcast($schedule.last());
        state.map(|s| $last(s, last))
    }};
}

/// A group of XTS, which leaves the tweaks of the next group in `$tweaks`: they are made between
/// the rounds, so that the next group need not wait for them. The tweak that is added to the output
/// comes with the last round key.
macro_rules! xts_group {
    ($schedule:expr, $tweaks:ident, $group:expr, $round:ident, $last:ident) => {{
        let keys = &$schedule.keys;
        let (first, last) = (broadcast(&keys[0]), broadcast($schedule.last()));
        let mut state = $group.each_ref().map(|vector| load(vector));
        let mut ends = [last; WIDE];
        for ((s, end), tweaks) in state.iter_mut().zip(&mut ends).zip(&$tweaks) {
            *s = _mm512_xor_si512(*s, _mm512_xor_si512(*tweaks, first));
            *end = _mm512_xor_si512(*tweaks, last);
        }
        for i in 1..10 {
            let key = broadcast(&keys[i]);
            for s in &mut state {
                *s = $round(*s, key);
            }
            if let Some(tweaks) = $tweaks.get_mut(i - 1) {
                *tweaks = times_alpha_32(*tweaks);
            }
        }
        for (more, rounds) in [(10, 10..12), (12, 12..14)] {
            if $schedule.rounds > more {
                for key in &keys[rounds] {
                    let key = broadcast(key);
                    for s in &mut state {
                        *s = $round(*s, key);
                    }
                }
            }
        }
        for (s, end) in state.iter_mut().zip(ends) {
            *s = $last(*s, end);
        }
        state
    }};
}

chains!(Vaes512, "vaes,avx512f,avx512bw,avx512dq,avx512vl,aes");

#[target_feature(enable = "vaes,avx512f,avx512bw,avx512dq,avx512vl,aes")]
pub(super) fn encrypt_blocks(_cpu: Vaes512, schedule: &Schedule, blocks: &mut [Block]) {
    run::<ECB_ENCRYPT>(schedule, _mm512_setzero_si512(), blocks.as_flattened_mut());
}

#[target_feature(enable = "vaes,avx512f,avx512bw,avx512dq,avx512vl,aes")]
pub(super) fn decrypt_blocks(_cpu: Vaes512, schedule: &Schedule, blocks: &mut [Block]) {
    run::<ECB_DECRYPT>(schedule, _mm512_setzero_si512(), blocks.as_flattened_mut());
}

#[target_feature(enable = "vaes,avx512f,avx512bw,avx512dq,avx512vl,aes")]
pub(super) fn cbc_decrypt(_cpu: Vaes512, schedule: &Schedule, iv: &Block, blocks: &mut [Block]) {
    run::<CBC_DECRYPT>(schedule, broadcast(iv), blocks.as_flattened_mut());
}

#[target_feature(enable = "vaes,avx512f,avx512bw,avx512dq,avx512vl,aes")]
pub(super) fn cfb_decrypt(_cpu: Vaes512, schedule: &Schedule, iv: &Block, blocks: &mut [Block]) {
    run::<CFB_DECRYPT>(schedule, broadcast(iv), blocks.as_flattened_mut());
}

#[target_feature(enable = "vaes,vpclmulqdq,avx512f,avx512bw,avx512dq,avx512vl,aes")]
pub(super) fn xts(_cpu: Vaes512, forward: bool, schedule: &Schedule, tweak: u128, blocks: &mut [Block]) {
    let tweaks = times_alpha(broadcast(&tweak.to_le_bytes()), &EACH);
    if forward {
        xts_groups::<XTS_ENCRYPT>(schedule, tweaks, blocks.as_flattened_mut());
    } else {
        xts_groups::<XTS_DECRYPT>(schedule, tweaks, blocks.as_flattened_mut());
    }
}

/// As [`run`]; but from one group to the next each vector has its own tweaks, which is less work
/// than to make all from one where there is more than one group.
#[inline]
#[target_feature(enable = "vaes,vpclmulqdq,avx512f,avx512bw,avx512dq,avx512vl,aes")]
fn xts_groups<const MODE: u8>(schedule: &Schedule, first: __m512i, data: &mut [u8]) {
    if data.len() <= WIDE * VECTOR {
        return run::<MODE>(schedule, first, data);
    }
    let mut tweaks = [first; WIDE];
    for (tweaks, shift) in tweaks.iter_mut().zip(&SHIFTS) {
        *tweaks = times_alpha(*tweaks, shift);
    }
    let (vectors, _) = data.as_chunks_mut::<VECTOR>();
    let (groups, _) = vectors.as_chunks_mut::<WIDE>();
    let whole = groups.len() * WIDE * VECTOR;
    for group in groups {
        let done = if MODE == XTS_ENCRYPT {
            xts_group!(schedule, tweaks, group, _mm512_aesenc_epi128, _mm512_aesenclast_epi128)
        } else {
            xts_group!(schedule, tweaks, group, _mm512_aesdec_epi128, _mm512_aesdeclast_epi128)
        };
        for (to, value) in group.iter_mut().zip(done) {
            store(to, value);
        }
    }
    run::<MODE>(schedule, tweaks[0], &mut data[whole..]);
}

#[target_feature(enable = "vaes,avx512f,avx512bw,avx512dq,avx512vl,aes")]
pub(super) fn ctr_xor(_cpu: Vaes512, schedule: &Schedule, first: u128, width: CounterWidth, data: &mut [u8]) {
    let counter = broadcast(&first.to_le_bytes());
    match width {
        CounterWidth::Bits32 => run::<CTR32>(schedule, advance::<CTR32>(counter, &LANES), data),
        CounterWidth::Bits64 => run::<CTR64>(schedule, advance::<CTR64>(counter, &LANES), data),
        CounterWidth::Bits128 => run::<CTR128>(schedule, advance::<CTR128>(counter, &LANES), data),
    }
}

/// The whole of `data` in the mode `MODE`.
///
/// `chain` is what goes from one vector to the next: in CBC decryption the last vector of
/// ciphertext, of which the last block counts, and in CFB decryption, too; in CTR the next four
/// counters as little-endian integers; in XTS the next four tweaks; in ECB nothing.
#[inline]
#[target_feature(enable = "vaes,avx512f,avx512bw,avx512dq,avx512vl,aes")]
fn run<const MODE: u8>(schedule: &Schedule, mut chain: __m512i, data: &mut [u8]) {
    let (vectors, partial) = data.as_chunks_mut::<VECTOR>();
    let (groups, vectors) = vectors.as_chunks_mut::<WIDE>();
    for group in groups {
        let done = step::<MODE, WIDE, false>(schedule, &mut chain, group.each_ref().map(|vector| load(vector)));
        for (to, value) in group.iter_mut().zip(done) {
            store(to, value);
        }
    }
    /// One group of exactly as many whole vectors as are left, and the part of a vector after them.
    macro_rules! finish {
        ($($whole:literal)+) => {
            $(if let Some(whole) = vectors.first_chunk_mut::<$whole>() {
                return finish::<MODE, $whole, { $whole + 1 }>(schedule, chain, whole, partial);
            })+
        };
    }
    finish!(7 6 5 4 3 2 1);
    if !partial.is_empty() {
        finish::<MODE, 0, 1>(schedule, chain, &mut [], partial);
    }
}

/// The last `WHOLE` vectors and, as vector number `ALL = WHOLE + 1`, up to 63 bytes under a mask.
#[inline]
#[target_feature(enable = "vaes,avx512f,avx512bw,avx512dq,avx512vl,aes")]
fn finish<const MODE: u8, const WHOLE: usize, const ALL: usize>(
    schedule: &Schedule,
    mut chain: __m512i,
    whole: &mut [[u8; VECTOR]; WHOLE],
    partial: &mut [u8],
) {
    let mut state = [load_partial(partial); ALL];
    for (to, from) in state.iter_mut().zip(whole.iter()) {
        *to = load(from);
    }
    let done = step::<MODE, ALL, true>(schedule, &mut chain, state);
    for (to, value) in whole.iter_mut().zip(done) {
        store(to, value);
    }
    store_partial(partial, done[WHOLE]);
}

/// `N` vectors of data, all rounds side by side. `LAST` says who calls: each has an instance of its
/// own, which the compiler then puts in the caller's place.
#[inline]
#[target_feature(enable = "vaes,avx512f,avx512bw,avx512dq,avx512vl,aes")]
fn step<const MODE: u8, const N: usize, const LAST: bool>(
    schedule: &Schedule,
    chain: &mut __m512i,
    data: [__m512i; N],
) -> [__m512i; N] {
    match MODE {
        ECB_ENCRYPT => all_rounds!(schedule, data, _mm512_aesenc_epi128, _mm512_aesenclast_epi128),
        ECB_DECRYPT => all_rounds!(schedule, data, _mm512_aesdec_epi128, _mm512_aesdeclast_epi128),
        CBC_DECRYPT => {
            let mut plaintext = all_rounds!(schedule, data, _mm512_aesdec_epi128, _mm512_aesdeclast_epi128);
            for (block, ciphertext) in plaintext.iter_mut().zip(data) {
                *block = _mm512_xor_si512(*block, _mm512_alignr_epi64::<6>(ciphertext, *chain));
                *chain = ciphertext;
            }
            plaintext
        }
        CFB_DECRYPT => {
            let mut registers = data;
            for (register, ciphertext) in registers.iter_mut().zip(data) {
                *register = _mm512_alignr_epi64::<6>(ciphertext, *chain);
                *chain = ciphertext;
            }
            let stream = all_rounds!(schedule, registers, _mm512_aesenc_epi128, _mm512_aesenclast_epi128);
            xor(stream, data)
        }
        XTS_ENCRYPT | XTS_DECRYPT => {
            let mut tweaks = [*chain; N];
            for (tweaks, shift) in tweaks.iter_mut().zip(&SHIFTS) {
                *tweaks = times_alpha(*tweaks, shift);
            }
            *chain = times_alpha(*chain, &SHIFTS[N]);
            let data = xor(data, tweaks);
            let data = if MODE == XTS_ENCRYPT {
                all_rounds!(schedule, data, _mm512_aesenc_epi128, _mm512_aesenclast_epi128)
            } else {
                all_rounds!(schedule, data, _mm512_aesdec_epi128, _mm512_aesdeclast_epi128)
            };
            xor(data, tweaks)
        }
        _ => {
            let mut stream = [*chain; N];
            for (counters, offset) in stream.iter_mut().zip(&OFFSETS) {
                *counters = reverse_bytes(advance::<MODE>(*counters, offset));
            }
            *chain = advance::<MODE>(*chain, &OFFSETS[N]);
            let stream = all_rounds!(schedule, stream, _mm512_aesenc_epi128, _mm512_aesenclast_epi128);
            xor(stream, data)
        }
    }
}

/// Exclusive or, vector by vector.
#[inline]
#[target_feature(enable = "avx512f")]
fn xor<const N: usize>(mut a: [__m512i; N], b: [__m512i; N]) -> [__m512i; N] {
    for (a, b) in a.iter_mut().zip(b) {
        *a = _mm512_xor_si512(*a, b);
    }
    a
}

/// By how many powers of alpha the tweaks of one vector differ.
static EACH: Steps = Steps([0, 0, 1, 1, 2, 2, 3, 3]);

/// By how many those of vector `i` differ from those of the first one.
static SHIFTS: [Steps; WIDE + 1] = {
    let mut shifts = [const { Steps([0; 8]) }; WIDE + 1];
    let mut i = 0;
    while i <= WIDE {
        shifts[i] = Steps([4 * i as u64; 8]);
        i += 1;
    }
    shifts
};

/// Tweaks times powers of alpha, at most the 32nd (IEEE 1619 section 5.2: little-endian polynomials
/// modulo x^128 + x^7 + x^2 + x + 1): a shift to the left, and what falls out of the high half
/// comes back in the low one, times 0x87.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
fn times_alpha(tweaks: __m512i, powers: &Steps) -> __m512i {
    const LOW_HALVES: __mmask8 = 0b0101_0101;
    // SAFETY: 64 readable bytes, aligned to 64.
    let powers = unsafe { _mm512_load_si512((&raw const powers.0).cast()) };
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

/// Tweaks times the 32nd power of alpha: whole words move, and what falls out at the top comes back
/// times 0x87.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,vpclmulqdq")]
fn times_alpha_32(tweaks: __m512i) -> __m512i {
    let carried = _mm512_clmulepi64_epi128::<0>(_mm512_bsrli_epi128::<12>(tweaks), _mm512_set1_epi64(0x87));
    _mm512_xor_si512(_mm512_bslli_epi128::<4>(tweaks), carried)
}

/// What is added to four counters: to each 128-bit lane a number below 2^64.
#[repr(C, align(64))]
struct Steps([u64; 8]);

/// The counters of one vector.
static LANES: Steps = Steps([0, 0, 1, 0, 2, 0, 3, 0]);

/// The distance of vector `i` from the first one.
static OFFSETS: [Steps; WIDE + 1] = {
    let mut offsets = [const { Steps([0; 8]) }; WIDE + 1];
    let mut i = 0;
    while i <= WIDE {
        let blocks = 4 * i as u64;
        offsets[i] = Steps([blocks, 0, blocks, 0, blocks, 0, blocks, 0]);
        i += 1;
    }
    offsets
};

/// Adds to each lane, modulo 2^32 in its lowest word, modulo 2^64 in its low half or modulo 2^128,
/// without a branch: the counter of a generator is secret.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
fn advance<const MODE: u8>(counters: __m512i, steps: &Steps) -> __m512i {
    // SAFETY: 64 readable bytes, aligned to 64.
    let steps = unsafe { _mm512_load_si512((&raw const steps.0).cast()) };
    if MODE == CTR32 {
        return _mm512_add_epi32(counters, steps);
    }
    let sum = _mm512_add_epi64(counters, steps);
    if MODE == CTR64 {
        return sum;
    }
    // The high halves have no step, so only low halves wrap, which is where a highest bit goes from
    // one to zero.
    let wrapped = _mm512_srli_epi64::<63>(_mm512_andnot_si512(sum, counters));
    _mm512_add_epi64(sum, _mm512_bslli_epi128::<8>(wrapped))
}

/// Turns each lane end for end: little-endian integers to blocks.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn reverse_bytes(lanes: __m512i) -> __m512i {
    let order = _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    _mm512_shuffle_epi8(lanes, _mm512_broadcast_i32x4(order))
}

/// The block in all four lanes.
#[inline]
#[target_feature(enable = "avx512f")]
fn broadcast(block: &Block) -> __m512i {
    _mm512_broadcast_i32x4(vector::load(block))
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load(bytes: &[u8; VECTOR]) -> __m512i {
    // SAFETY: 64 readable bytes; the load asks for no alignment.
    unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn store(bytes: &mut [u8; VECTOR], value: __m512i) {
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
fn load_partial(bytes: &[u8]) -> __m512i {
    // SAFETY: the mask names bytes of the slice only; what it does not name is not read.
    unsafe { _mm512_maskz_loadu_epi8(mask(bytes.len()), bytes.as_ptr().cast()) }
}

/// As many of the first bytes of `value` as there is room for.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn store_partial(bytes: &mut [u8], value: __m512i) {
    // SAFETY: the mask names bytes of the slice only; what it does not name is not written.
    unsafe { _mm512_mask_storeu_epi8(bytes.as_mut_ptr().cast(), mask(bytes.len()), value) }
}
