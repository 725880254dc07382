//! Limbs of 64 bits, row by row: the definition that the other kernels are compared with.

use super::{BLOCK, Block, MAX_BLOCKS, Odd};
use crate::kernels::limbs::words;
use crate::machine::wipe::Wiped;

/// The limbs of the longest product.
pub(super) const PRODUCT: usize = 2 * MAX_BLOCKS * BLOCK;

pub(super) fn split(limbs: &[u64], words: &mut [Block]) {
    let words = words.as_flattened_mut();
    words.fill(0);
    for (word, limb) in words.iter_mut().zip(limbs) {
        *word = *limb;
    }
}

pub(super) fn join(words: &[Block], limbs: &mut [u64]) {
    limbs.fill(0);
    for (limb, word) in limbs.iter_mut().zip(words.as_flattened()) {
        *limb = *word;
    }
}

pub(super) fn multiply(m: Odd<'_>, a: &mut [Block], b: &[Block]) {
    let (m_limbs, len) = (m.blocks.as_flattened(), a.as_flattened().len());
    let mut product = Wiped::new([0; PRODUCT]);
    let product = &mut product[..2 * len];
    let mut above = 0;
    for (i, b) in b.as_flattened().iter().enumerate() {
        let Some((top, sum)) = product[i..=i + len].split_last_mut() else { return };
        let first = add_row(sum, a.as_flattened(), *b);
        let second = add_row(sum, m_limbs, sum[0].wrapping_mul(m.inverse));
        // At most one is above: the sum of the rows so far is below 2 R.
        let total = u128::from(first) + u128::from(second) + u128::from(above);
        (*top, above) = (total as u64, (total >> 64) as u64);
    }
    reduced(&product[len..], above, m_limbs, a.as_flattened_mut());
}

pub(super) fn square(m: Odd<'_>, a: &mut [Block], times: usize) {
    for _ in 0..times {
        let mut b = Wiped::new([[0; BLOCK]; MAX_BLOCKS]);
        b[..a.len()].copy_from_slice(a);
        multiply(m, a, &b[..a.len()]);
    }
}

pub(super) fn multiply_both(m: [Odd<'_>; 2], [a0, a1]: [&mut [Block]; 2], b: [&[Block]; 2]) {
    multiply(m[0], a0, b[0]);
    multiply(m[1], a1, b[1]);
}

pub(super) fn square_both(m: [Odd<'_>; 2], [a0, a1]: [&mut [Block]; 2], times: usize) {
    square(m[0], a0, times);
    square(m[1], a1, times);
}

pub(super) fn select(table: &[Block], index: u64, out: &mut [Block]) {
    out.as_flattened_mut().fill(0);
    for (i, entry) in table.chunks_exact(out.len()).enumerate() {
        let other = i as u64 ^ index;
        // The compiler cannot know that it is one of two, and make a branch of it.
        let mask = core::hint::black_box((!other & other.wrapping_sub(1)) >> 63).wrapping_neg();
        for (out, word) in out.as_flattened_mut().iter_mut().zip(entry.as_flattened()) {
            *out |= word & mask;
        }
    }
}

/// Adds `a b` to `sum`, which is as long, and gives the limb above.
fn add_row(sum: &mut [u64], a: &[u64], b: u64) -> u64 {
    let mut carry = 0;
    for (sum, a) in sum.iter_mut().zip(a) {
        (*sum, carry) = words::multiply_add(*sum, *a, b, carry);
    }
    carry
}

/// `sum`, with `above` as a limb that is 0 or 1, less the modulus if it is 1.
pub(super) fn reduced(sum: &[u64], above: u64, m: &[u64], out: &mut [u64]) {
    let (mask, mut borrow) = (words::mask(above), 0);
    for ((out, sum), m) in out.iter_mut().zip(sum).zip(m) {
        (*out, borrow) = words::subtract(*sum, *m & mask, borrow);
    }
}

/// What `adx` does in assembly, through which MemorySanitizer cannot see.
#[cfg(qila_taint = "msan")]
pub(super) fn add_product(window: &mut [Block; 2], a: &Block, b: &Block, carry: u64) -> u64 {
    let window = window.as_flattened_mut();
    let mut total = carried(&mut window[BLOCK..], carry);
    for (i, b) in b.iter().enumerate() {
        let above = add_row(&mut window[i..i + BLOCK], a, *b);
        total += carried(&mut window[i + BLOCK..], above);
    }
    total
}

/// As [`add_product`].
#[cfg(qila_taint = "msan")]
pub(super) fn cancel(window: &mut [Block; 2], m: &Block, inverse: &u64) -> u64 {
    let mut factors = [0; BLOCK];
    let mut total = 0;
    for i in 0..BLOCK {
        let window = window.as_flattened_mut();
        factors[i] = window[i].wrapping_mul(*inverse);
        let above = add_row(&mut window[i..i + BLOCK], m, factors[i]);
        total += carried(&mut window[i + BLOCK..], above);
    }
    window[0] = factors;
    total
}

/// Adds a limb, and gives the carry.
#[cfg(qila_taint = "msan")]
fn carried(limbs: &mut [u64], limb: u64) -> u64 {
    limbs.iter_mut().fold(limb, |carry, limb| {
        let (sum, is_above) = limb.overflowing_add(carry);
        *limb = sum;
        u64::from(is_above)
    })
}
