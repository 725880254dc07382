//! Integers as slices of limbs, the lowest first. What a shorter one has no limb for is zero.
//!
//! Time: constant for the lengths, but where a function says so.

use crate::kernels::limbs::words;

/// Every bit of a mask is `bit`, 0 or 1.
#[inline(always)]
pub(crate) fn mask_of(bit: u64) -> u64 {
    // The compiler cannot know that it is one of two, and make a branch of it.
    core::hint::black_box(bit).wrapping_neg()
}

/// All ones if `a` is zero, else zero.
#[inline(always)]
pub(crate) fn is_zero_limb(a: u64) -> u64 {
    mask_of((!a & a.wrapping_sub(1)) >> 63)
}

/// All ones if the number is zero, else zero.
pub(crate) fn is_zero(a: &[u64]) -> u64 {
    is_zero_limb(a.iter().fold(0, |all, limb| all | limb))
}

/// All ones if both are the same, else zero.
pub(crate) fn equal(a: &[u64], b: &[u64]) -> u64 {
    let len = a.len().max(b.len());
    let limb = |x: &[u64], i: usize| x.get(i).copied().unwrap_or(0);
    is_zero_limb((0..len).fold(0, |all, i| all | (limb(a, i) ^ limb(b, i))))
}

/// All ones if `a` is less than `b`, else zero.
pub(crate) fn less(a: &[u64], b: &[u64]) -> u64 {
    let len = a.len().max(b.len());
    let limb = |x: &[u64], i: usize| x.get(i).copied().unwrap_or(0);
    mask_of((0..len).fold(0, |borrow, i| words::subtract(limb(a, i), limb(b, i), borrow).1))
}

/// Adds `b` where `mask` is all ones, and gives the carry. `b` is not longer than `a`.
pub(crate) fn add_masked(a: &mut [u64], b: &[u64], mask: u64) -> u64 {
    let mut carry = 0;
    for (i, limb) in a.iter_mut().enumerate() {
        (*limb, carry) = words::add(*limb, b.get(i).copied().unwrap_or(0) & mask, carry);
    }
    carry
}

/// Adds `b`, and gives the carry.
pub(crate) fn add(a: &mut [u64], b: &[u64]) -> u64 {
    add_masked(a, b, u64::MAX)
}

/// Subtracts `b` where `mask` is all ones, and gives the borrow. `b` is not longer than `a`.
pub(crate) fn subtract_masked(a: &mut [u64], b: &[u64], mask: u64) -> u64 {
    let mut borrow = 0;
    for (i, limb) in a.iter_mut().enumerate() {
        (*limb, borrow) = words::subtract(*limb, b.get(i).copied().unwrap_or(0) & mask, borrow);
    }
    borrow
}

/// Subtracts `b`, and gives the borrow.
pub(crate) fn subtract(a: &mut [u64], b: &[u64]) -> u64 {
    subtract_masked(a, b, u64::MAX)
}

/// Subtracts `m` once if `a`, with `above` as one more limb, is not below it.
pub(crate) fn reduce_once(a: &mut [u64], above: u64, m: &[u64]) {
    let is_below = less(a, m) & is_zero_limb(above);
    subtract_masked(a, m, !is_below);
}

/// `to` becomes `from` where `mask` is all ones. `from` is not longer.
pub(crate) fn copy_masked(to: &mut [u64], from: &[u64], mask: u64) {
    for (to, from) in to.iter_mut().zip(from) {
        *to ^= (*to ^ *from) & mask;
    }
}

/// Both change places where `mask` is all ones.
pub(crate) fn swap_masked(a: &mut [u64], b: &mut [u64], mask: u64) {
    for (a, b) in a.iter_mut().zip(b) {
        let both = (*a ^ *b) & mask;
        *a ^= both;
        *b ^= both;
    }
}

/// Half the number where `mask` is all ones; `top` comes in from above.
pub(crate) fn halve_masked(a: &mut [u64], top: u64, mask: u64) {
    let mut above = top;
    for limb in a.iter_mut().rev() {
        let half = *limb >> 1 | above << 63;
        above = *limb & 1;
        *limb ^= (*limb ^ half) & mask;
    }
}

/// Twice the number and `bit`; gives what goes out above.
pub(crate) fn double(a: &mut [u64], bit: u64) -> u64 {
    let mut bit = bit;
    for limb in a {
        (*limb, bit) = (*limb << 1 | bit, *limb >> 63);
    }
    bit
}

/// The product, whose limbs are those of both.
pub(crate) fn multiply(a: &[u64], b: &[u64], product: &mut [u64]) {
    product.fill(0);
    for (i, a) in a.iter().enumerate() {
        let mut carry = 0;
        let Some(places) = product.get_mut(i..=i + b.len()) else { return };
        for (place, b) in places.iter_mut().zip(b.iter().chain([&0])) {
            (*place, carry) = words::multiply_add(*place, *a, *b, carry);
        }
    }
}

/// Bit `i`.
pub(crate) fn bit(a: &[u64], i: usize) -> u64 {
    a.get(i / 64).map_or(0, |limb| limb >> (i % 64) & 1)
}

/// How many bits the number has. Time: depends on it.
pub(crate) fn bits(a: &[u64]) -> usize {
    let top = a.iter().rposition(|limb| *limb != 0);
    top.map_or(0, |top| 64 * (top + 1) - a[top].leading_zeros() as usize)
}

/// The number that bytes are, the highest first; `false` if it has bits above the limbs. Time:
/// constant for the lengths, but for the answer.
pub(crate) fn from_bytes(bytes: &[u8], limbs: &mut [u64]) -> bool {
    limbs.fill(0);
    let mut above = 0;
    for (i, byte) in bytes.iter().rev().enumerate() {
        match limbs.get_mut(i / 8) {
            Some(limb) => *limb |= u64::from(*byte) << (8 * (i % 8)),
            None => above |= *byte,
        }
    }
    crate::machine::taint::declassify(above, "whether a number has the size of its key is public") == 0
}

/// How many bits a number has in bytes, the highest first, of which zeros in front do not count.
/// Time: depends on it.
pub(crate) fn bits_of_bytes(bytes: &[u8]) -> usize {
    let first = bytes.iter().position(|byte| *byte != 0);
    first.map_or(0, |first| 8 * (bytes.len() - first) - bytes[first].leading_zeros() as usize)
}

/// Writes the number, the highest byte first; what there is no byte for is left out.
pub(crate) fn to_bytes(limbs: &[u64], bytes: &mut [u8]) {
    for (i, byte) in bytes.iter_mut().rev().enumerate() {
        *byte = (limbs.get(i / 8).copied().unwrap_or(0) >> (8 * (i % 8))) as u8;
    }
}
