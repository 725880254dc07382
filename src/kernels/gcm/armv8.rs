//! The AES instructions and carry-less products of Armv8 (FEAT_AES, FEAT_PMULL).

use super::eights::eights;
use crate::kernels::aes::neon::{self as vector, Vector, from_u128, to_u128, xor};
use crate::machine::cpu::ArmAes;
use core::arch::aarch64::*;

eights!(ArmAes, "neon,aes");

#[inline]
#[target_feature(enable = "neon,aes")]
fn low_product(a: uint8x16_t, b: uint8x16_t) -> uint8x16_t {
    let (a, b) = (vreinterpretq_u64_u8(a), vreinterpretq_u64_u8(b));
    vreinterpretq_u8_p128(vmull_p64(vgetq_lane_u64::<0>(a), vgetq_lane_u64::<0>(b)))
}

#[inline]
#[target_feature(enable = "neon,aes")]
fn high_product(a: uint8x16_t, b: uint8x16_t) -> uint8x16_t {
    vreinterpretq_u8_p128(vmull_high_p64(vreinterpretq_p64_u8(a), vreinterpretq_p64_u8(b)))
}

#[inline]
#[target_feature(enable = "neon,aes")]
fn cross_products(a: uint8x16_t, b: uint8x16_t) -> uint8x16_t {
    let b = swap_halves(b);
    veorq_u8(low_product(a, b), high_product(a, b))
}

#[inline]
#[target_feature(enable = "neon")]
fn half_up(v: uint8x16_t) -> uint8x16_t {
    vextq_u8::<8>(vdupq_n_u8(0), v)
}

#[inline]
#[target_feature(enable = "neon")]
fn half_down(v: uint8x16_t) -> uint8x16_t {
    vextq_u8::<8>(v, vdupq_n_u8(0))
}

#[inline]
#[target_feature(enable = "neon")]
fn swap_halves(v: uint8x16_t) -> uint8x16_t {
    vextq_u8::<8>(v, v)
}

/// End for end: a block to an integer and back.
#[inline]
#[target_feature(enable = "neon")]
fn reverse(v: uint8x16_t) -> uint8x16_t {
    swap_halves(vrev64q_u8(v))
}

/// inc_32 (SP 800-38D section 6.2) of a counter block as an integer.
#[inline]
#[target_feature(enable = "neon")]
fn increment(counter: uint8x16_t) -> uint8x16_t {
    let one = vsetq_lane_u32::<0>(1, vdupq_n_u32(0));
    vreinterpretq_u8_u32(vaddq_u32(vreinterpretq_u32_u8(counter), one))
}
