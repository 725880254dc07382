//! Poly1305 for every processor.

use super::{Block, Limbs, MASK_42, MASK_44, limbs};

/// Adds a block with its end marker and multiplies by `r`.
#[inline(always)]
pub(super) fn block(r: &Limbs, sum: &mut Limbs, block: &Block) {
    let m = limbs(u128::from_le_bytes(*block));
    *sum = multiply(&[sum[0] + m[0], sum[1] + m[1], sum[2] + m[2] + (1 << 40)], r);
}

/// The product, with limbs of little more than 44, 44 and 42 bits.
#[inline(always)]
pub(super) fn multiply(a: &Limbs, b: &Limbs) -> Limbs {
    // 2^132 is 4 times 2^130, which is 5.
    let (b1, b2) = (20 * b[1], 20 * b[2]);
    let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
    let p0 = product(a[0], b[0]) + product(a[1], b2) + product(a[2], b1);
    let p1 = product(a[0], b[1]) + product(a[1], b[0]) + product(a[2], b2) + (p0 >> 44);
    let p2 = product(a[0], b[2]) + product(a[1], b[1]) + product(a[2], b[0]) + (p1 >> 44);
    let p0 = (p0 as u64 & MASK_44) + 5 * (p2 >> 42) as u64;
    [p0 & MASK_44, (p1 as u64 & MASK_44) + (p0 >> 44), p2 as u64 & MASK_42]
}

/// The smallest number that is the same modulo 2^130 - 5, modulo 2^128.
pub(super) fn reduced(sum: Limbs) -> u128 {
    let carried = |[h0, h1, h2]: Limbs| {
        let h1 = h1 + (h0 >> 44);
        let h2 = h2 + (h1 >> 44);
        ([h0 & MASK_44, h1 & MASK_44, h2 & MASK_42], h2 >> 42)
    };
    let (mut h, mut above) = carried(sum);
    for _ in 0..2 {
        h[0] += 5 * above;
        (h, above) = carried(h);
    }
    // At least 2^130 - 5 if and only if 5 more reach 2^130.
    let (less, carry) = carried([h[0] + 5, h[1], h[2]]);
    let mask = carry.wrapping_neg();
    let pick = |i: usize| u128::from(h[i] & !mask | less[i] & mask);
    pick(0) | pick(1) << 44 | pick(2) << 88
}
