//! Poly1305 for every processor, in words of 64 bits.

use super::{Block, R, Sum};

/// Takes no blocks side by side: gives all of them back.
#[inline(always)]
pub(super) fn blocks<'a>(_r: R, _sum: &mut Sum, blocks: &'a [Block]) -> &'a [Block] {
    blocks
}

/// Adds a block with its end marker and multiplies by `r`.
#[inline(always)]
pub(super) fn block(r: R, sum: &mut Sum, block: &Block) {
    let m = u128::from_le_bytes(*block);
    let (low, carry) = sum.low.overflowing_add(m);
    let top = sum.top + u64::from(carry) + 1;
    let (h0, h1) = (low as u64, (low >> 64) as u64);
    let (r0, r1) = (r as u64, (r >> 64) as u64);
    // r1 is a multiple of 4, and 2^130 is 5, so that 2^128 r1 is 5 r1 / 4.
    let s1 = r1 + (r1 >> 2);
    let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
    // The factors of r have 60 bits and top has three, so that nothing here is longer than 128 bits
    // or 64.
    let d0 = product(h0, r0) + product(h1, s1);
    let d1 = product(h0, r1) + product(h1, r0) + u128::from(top * s1) + (d0 >> 64);
    *sum = Sum::new(d1 << 64 | u128::from(d0 as u64), top * r0 + (d1 >> 64) as u64).folded();
}

impl Sum {
    /// The same number modulo 2^130 - 5, with what is above 2^130 taken down.
    #[inline(always)]
    pub(super) fn folded(self) -> Self {
        let (low, carry) = self.low.overflowing_add(u128::from((self.top & !3) + (self.top >> 2)));
        Self::new(low, (self.top & 3) + u64::from(carry))
    }

    /// The smallest number that is the same modulo 2^130 - 5, modulo 2^128.
    pub(super) fn reduced(self) -> u128 {
        // Folded twice it is below 2^130 and a little; then it is at least the modulus if and only
        // if 5 more reach 2^130.
        let Self { low, top, .. } = self.folded().folded();
        let (less, carry) = low.overflowing_add(5);
        let mask = u128::from((top + u64::from(carry)) >> 2).wrapping_neg();
        low & !mask | less & mask
    }
}
