//! The one-time authenticator Poly1305 (RFC 8439 section 2.5): a polynomial modulo 2^130 - 5.

#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod avx2;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod ifma512;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod limbs;
mod portable;
#[cfg(test)]
mod tests;

use super::choice::kernels;
use crate::base::secret::{Rest, no_padding, rest_of, wipe_on_drop};
use crate::machine::wipe::Wiped;
use zeroize::Zeroize;

/// The bytes of a block.
pub(crate) const BLOCK_SIZE: usize = 16;
type Block = [u8; BLOCK_SIZE];

/// `r` of the standard, in which section 2.5 clears bits: the low two of each word but the lowest
/// one, and the high four of each.
type R = u128;

/// A number modulo 2^130 - 5, not always the smallest: `low + 2^128 top`, of which `top` is small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sum {
    low: u128,
    top: u64,
    /// What would be padding: no [`Rest`], which could not be copied.
    _rest: [u8; rest_of::<u128>(size_of::<u64>())],
}

kernels! {
    {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] Ifma512 ifma512 "ifma512";
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] Avx2 avx2 "avx2";
    }

    /// Adds as many blocks as the kernel takes side by side, and gives the rest.
    fn blocks<'a>(r: R, sum: &mut Sum, blocks: &'a [Block]) -> &'a [Block];
}

/// The key of one message and what is computed of it. Wiped on drop.
pub(crate) struct Poly1305 {
    r: R,
    /// `s` of the standard.
    s: u128,
    sum: Sum,
    kernel: Kernel,
    /// What would be padding.
    _rest: Rest<{ rest_of::<u128>(size_of::<Kernel>()) }>,
}

wipe_on_drop!(Poly1305 { r, s, sum });
no_padding!(Poly1305 { r, s, sum, kernel, _rest });
no_padding!(Sum { low, top, _rest });

impl Poly1305 {
    /// The start of a message under a key for it alone.
    pub(crate) fn new(kernel: Kernel, key: &[u8; 32]) -> Self {
        let integer = |half: &[u8]| half.try_into().map_or(0, u128::from_le_bytes);
        let (r, s) = key.split_at(BLOCK_SIZE);
        let sum = Sum::new(0, 0);
        Self {
            r: integer(r) & 0x0fff_fffc_0fff_fffc_0fff_fffc_0fff_ffff,
            s: integer(s),
            sum,
            kernel,
            _rest: Rest::ZERO,
        }
    }

    /// Adds `data`, and zeros up to the next block (RFC 8439 section 2.8.1 pads each part so).
    ///
    /// Time: depends on the length of `data`.
    pub(crate) fn update_padded(&mut self, data: &[u8]) {
        let (blocks, tail) = data.as_chunks::<BLOCK_SIZE>();
        for block in self.kernel.blocks(self.r, &mut self.sum, blocks) {
            self.block(block);
        }
        if !tail.is_empty() {
            let mut block = Wiped::new([0; BLOCK_SIZE]);
            block[..tail.len()].copy_from_slice(tail);
            self.block(&block);
        }
    }

    #[inline(always)]
    fn block(&mut self, block: &Block) {
        portable::block(self.r, &mut self.sum, block);
    }

    /// Adds whole blocks step by step, beside other work: `work` gets what makes a step of some
    /// blocks, and the blocks that are left are added after it.
    #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
    #[inline(always)]
    pub(in crate::kernels) fn beside<T>(&mut self, blocks: &[Block], work: impl FnOnce(&mut Steps<'_>) -> T) -> T {
        // A copy, which stays in registers. It has no drop that wipes: whose bytes are wiped has a
        // place in memory, and each step would work there. What the compiler spills of it goes with
        // the traces of its key.
        let mut steps = Steps { r: self.r, sum: self.sum, blocks: blocks.iter() };
        let result = work(&mut steps);
        steps.step(usize::MAX);
        self.sum = steps.sum;
        result
    }

    /// The tag.
    pub(crate) fn finish(self) -> Block {
        self.sum.reduced().wrapping_add(self.s).to_le_bytes()
    }
}

/// Blocks that are added step by step.
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
pub(in crate::kernels) struct Steps<'a> {
    r: R,
    sum: Sum,
    blocks: core::slice::Iter<'a, Block>,
}

#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
impl Steps<'_> {
    /// Adds so many blocks, or those that are left.
    #[inline(always)]
    pub(in crate::kernels) fn step(&mut self, blocks: usize) {
        for block in self.blocks.by_ref().take(blocks) {
            portable::block(self.r, &mut self.sum, block);
        }
    }
}

impl Sum {
    #[inline(always)]
    const fn new(low: u128, top: u64) -> Self {
        Self { low, top, _rest: [0; _] }
    }
}

impl Zeroize for Sum {
    fn zeroize(&mut self) {
        self.low.zeroize();
        self.top.zeroize();
        self._rest.zeroize();
    }
}
