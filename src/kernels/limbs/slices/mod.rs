//! Montgomery multiplication modulo an odd number whose size is known at run time.
//!
//! A number is a row of blocks of eight words. What the words are is the kernel's own affair:
//! `portable` and `adx` have limbs of 64 bits, `ifma512` has digits of 52. So a number comes in by
//! [`Kernel::split`], and leaves by [`Kernel::join`].
//!
//! R is 2^64 to the number of limbs, or 2^52 to that of digits. Numbers are below R, not always
//! below the modulus: digits below twice the modulus, which is at most a quarter of R. The product
//! with one is at most the modulus.

#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod adx;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod ifma512;
mod portable;
#[cfg(test)]
mod tests;

use super::super::choice::kernels;

/// The words of a block.
pub(crate) const BLOCK: usize = 8;
/// Eight words: 512 bits as limbs, 416 as digits.
pub(crate) type Block = [u64; BLOCK];
/// The most blocks of a number: 8192 bits as limbs.
pub(crate) const MAX_BLOCKS: usize = 16;

/// An odd modulus in the words of a kernel.
#[derive(Clone, Copy)]
pub(crate) struct Odd<'a> {
    /// At most [`MAX_BLOCKS`].
    pub(crate) blocks: &'a [Block],
    /// -1 divided by it, modulo 2^64.
    pub(crate) inverse: u64,
}

kernels! {
    {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] Ifma512 ifma512 "ifma512";
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] Adx adx "adx";
    }

    /// Words of limbs; what there is no limb for is zero. Time: constant for the lengths.
    fn split(limbs: &[u64], words: &mut [Block]);
    /// Limbs of words, the way of `split` back. Time: constant for the lengths.
    fn join(words: &[Block], limbs: &mut [u64]);
    /// `a` becomes `a b / R` modulo `m`. All have as many blocks as `m`. Time: constant for the
    /// length.
    fn multiply(m: Odd<'_>, a: &mut [Block], b: &[Block]);
    /// `a` becomes its square divided by R, so many times. Time: constant for the length and the
    /// number.
    fn square(m: Odd<'_>, a: &mut [Block], times: usize);
    /// As `multiply` for two moduli of the same length.
    fn multiply_both(m: [Odd<'_>; 2], a: [&mut [Block]; 2], b: [&[Block]; 2]);
    /// As `square` for two moduli of the same length.
    fn square_both(m: [Odd<'_>; 2], a: [&mut [Block]; 2], times: usize);
    /// The entry of a table that has this number, each as long as `out`. Every one is read. Time:
    /// constant for the lengths.
    fn select(table: &[Block], index: u64, out: &mut [Block]);
}

impl Kernel {
    /// The best one for a modulus of so many limbs: vectors serve the usual sizes alone.
    pub(crate) fn fitting(limbs: usize) -> Self {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
        {
            let chosen = Self::choose();
            if matches!(chosen.0, Choice::Ifma512(_)) && ifma512::digits(limbs).is_none() {
                let adx = crate::machine::cpu::Adx::detect();
                return Self(adx.map_or(Choice::Portable, Choice::Adx));
            }
            chosen
        }
        #[cfg(not(all(target_arch = "x86_64", target_feature = "sse2")))]
        {
            _ = limbs;
            Self::choose()
        }
    }

    /// The blocks of a modulus of so many limbs, and the bits of its R.
    pub(crate) fn shape(self, limbs: usize) -> (usize, usize) {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
        if let (Choice::Ifma512(_), Some(digits)) = (self.0, ifma512::digits(limbs)) {
            return (digits.div_ceil(BLOCK), digits * ifma512::DIGIT_BITS);
        }
        let blocks = limbs.div_ceil(BLOCK);
        (blocks, blocks * BLOCK * 64)
    }
}
