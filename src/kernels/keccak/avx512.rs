//! Keccak-f[1600] with AVX-512: its 32 registers hold a whole state, its ternary logic does chi,
//! and two of the additions of theta, in one instruction. That wins with vectors of one lane
//! already: each register holds one lane of one state or of eight.

use super::definition::permute;
use super::{State, States};
use crate::machine::cpu::Avx512;
use core::arch::x86_64::*;

/// The truth tables of the three inputs of ternary logic; those of functions follow from them.
const TABLE_A: i32 = 0b1111_0000;
const TABLE_B: i32 = 0b1100_1100;
const TABLE_C: i32 = 0b1010_1010;

/// The functions of lanes in vectors of one size that `permute!` wants. MemorySanitizer does not
/// know ternary logic; the compiler, left to find it by itself, leaves a twentieth of the speed.
macro_rules! operations {
    ($vector:ty, $xor:ident, $ternary:ident, $and_not:ident, $rotate:ident, $broadcast:ident) => {
        #[inline]
        #[target_feature(enable = "avx512f,avx512vl")]
        fn xor(a: $vector, b: $vector) -> $vector {
            $xor(a, b)
        }

        #[inline]
        #[target_feature(enable = "avx512f,avx512vl")]
        fn xor3(a: $vector, b: $vector, c: $vector) -> $vector {
            if cfg!(qila_taint = "msan") {
                return $xor(a, $xor(b, c));
            }
            $ternary::<{ super::TABLE_A ^ super::TABLE_B ^ super::TABLE_C }>(a, b, c)
        }

        #[inline]
        #[target_feature(enable = "avx512f,avx512vl")]
        fn chi(a: $vector, b: $vector, c: $vector) -> $vector {
            if cfg!(qila_taint = "msan") {
                return $xor(a, $and_not(b, c));
            }
            $ternary::<{ super::TABLE_A ^ (!super::TABLE_B & super::TABLE_C) }>(a, b, c)
        }

        #[inline]
        #[target_feature(enable = "avx512f,avx512vl")]
        fn xor_rotated(a: $vector, b: $vector) -> $vector {
            $xor(a, $rotate::<1>(b))
        }

        #[inline]
        #[target_feature(enable = "avx512f,avx512vl")]
        fn rotate_sum<const LEFT: i32, const RIGHT: i32>(a: $vector, b: $vector) -> $vector {
            $rotate::<LEFT>($xor(a, b))
        }

        #[inline]
        #[target_feature(enable = "avx512f,avx512vl")]
        fn constant(round_constant: u64) -> $vector {
            $broadcast(round_constant as i64)
        }
    };
}

pub(super) use eight::{absorb_blocks_of_eight, permute_eight};
pub(super) use four::permute_four;
pub(super) use one::{absorb_blocks, permute};

/// One state: a lane in the low half of a vector of 128 bits.
mod one {
    use super::*;

    operations!(__m128i, _mm_xor_si128, _mm_ternarylogic_epi64, _mm_andnot_si128, _mm_rol_epi64, _mm_cvtsi64_si128);

    /// Permutes the state.
    ///
    /// Time: constant.
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,bmi1,bmi2")]
    pub(in super::super) fn permute(_cpu: Avx512, state: &mut State) {
        let mut a = state.map(|lane| constant(lane));
        permute!(a);
        *state = a.map(|lane| _mm_cvtsi128_si64(lane) as u64);
    }

    /// Absorbs whole blocks of `rate` bytes, with the state in registers all the time.
    ///
    /// Time: depends on the number and the size of the blocks.
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,bmi1,bmi2")]
    pub(in super::super) fn absorb_blocks(_cpu: Avx512, state: &mut State, rate: usize, blocks: &[u8]) {
        let mut a = state.map(|lane| constant(lane));
        for block in blocks.chunks_exact(rate) {
            for (lane, word) in a.iter_mut().zip(block.as_chunks().0) {
                *lane = xor(*lane, constant(u64::from_le_bytes(*word)));
            }
            permute!(a);
        }
        *state = a.map(|lane| _mm_cvtsi128_si64(lane) as u64);
    }
}

/// Four states.
mod four {
    use super::*;

    operations!(
        __m256i,
        _mm256_xor_si256,
        _mm256_ternarylogic_epi64,
        _mm256_andnot_si256,
        _mm256_rol_epi64,
        _mm256_set1_epi64x
    );

    /// Permutes four states.
    ///
    /// Time: constant.
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,bmi1,bmi2")]
    pub(in super::super) fn permute_four(_cpu: Avx512, states: &mut States<4>) {
        // SAFETY: reads the 32 bytes of each array, at any alignment.
        let mut a = states.map(|lanes| unsafe { _mm256_loadu_si256(lanes.as_ptr().cast()) });
        permute!(a);
        for (lanes, a) in states.iter_mut().zip(a) {
            // SAFETY: writes the 32 bytes of the array, at any alignment.
            unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), a) };
        }
    }
}

/// Eight states.
mod eight {
    use super::*;

    operations!(
        __m512i,
        _mm512_xor_si512,
        _mm512_ternarylogic_epi64,
        _mm512_andnot_si512,
        _mm512_rol_epi64,
        _mm512_set1_epi64
    );

    /// Permutes eight states.
    ///
    /// Time: constant.
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,bmi1,bmi2")]
    pub(in super::super) fn permute_eight(_cpu: Avx512, states: &mut States<8>) {
        let mut a = load(states);
        permute!(a);
        store(states, a);
    }

    /// Absorbs whole blocks of `rate` bytes into each of eight states, with the states in registers
    /// all the time.
    ///
    /// Time: depends on the number and the size of the blocks.
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,bmi1,bmi2")]
    pub(in super::super) fn absorb_blocks_of_eight(
        _cpu: Avx512,
        states: &mut States<8>,
        rate: usize,
        messages: [&[u8]; 8],
    ) {
        let mut a = load(states);
        let mut blocks = messages.map(|message| message.chunks_exact(rate));
        while let [Some(b0), Some(b1), Some(b2), Some(b3), Some(b4), Some(b5), Some(b6), Some(b7)] =
            blocks.each_mut().map(Iterator::next)
        {
            let words = [b0, b1, b2, b3, b4, b5, b6, b7].map(|block| block.as_chunks().0);
            for (i, lane) in a.iter_mut().enumerate().take(rate / 8) {
                let [w0, w1, w2, w3, w4, w5, w6, w7] = words.map(|words| i64::from_le_bytes(words[i]));
                *lane = xor(*lane, _mm512_set_epi64(w7, w6, w5, w4, w3, w2, w1, w0));
            }
            permute!(a);
        }
        store(states, a);
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    fn load(states: &States<8>) -> [__m512i; 25] {
        // SAFETY: reads the 64 bytes of each array, at any alignment.
        states.map(|lanes| unsafe { _mm512_loadu_si512(lanes.as_ptr().cast()) })
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    fn store(states: &mut States<8>, a: [__m512i; 25]) {
        for (lanes, a) in states.iter_mut().zip(a) {
            // SAFETY: writes the 64 bytes of the array, at any alignment.
            unsafe { _mm512_storeu_si512(lanes.as_mut_ptr().cast(), a) };
        }
    }
}
