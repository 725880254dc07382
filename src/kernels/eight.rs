//! Eight elements side by side, one of each of eight operations of the same kind.

use super::element::{Ring, Words};

/// How many operations go side by side.
pub(crate) const LANES: usize = 8;

/// Eight elements, each in a lane of its own.
// Elsewhere no kernel has the lanes.
#[cfg_attr(not(all(target_arch = "x86_64", target_feature = "sse2")), allow(dead_code))]
pub trait Eight: Ring {
    /// The proof of the processor features that the kernel is compiled for.
    type Cpu: Copy;
    /// A number in words of 64 bits, the least significant first.
    type Words: Words;

    /// The elements of numbers, which need not be below p.
    fn of(cpu: Self::Cpu, numbers: &[Self::Words; LANES]) -> Self;
    /// The numbers, below p.
    fn numbers(self) -> [Self::Words; LANES];
    /// `self`, and `other` in the lanes whose bits are set.
    fn or(self, other: Self, lanes: u8) -> Self;
    /// The inverses, and 0 of 0.
    fn invert(self) -> Self;

    /// The same small number in every lane.
    #[inline(always)]
    fn small(cpu: Self::Cpu, number: u64) -> Self {
        let mut words = Self::Words::ZERO;
        words.as_mut()[0] = number;
        Self::of(cpu, &[words; LANES])
    }
}

/// Work that is done with eight elements of whichever kernel serves.
// Elsewhere no kernel has the lanes.
#[cfg_attr(not(all(target_arch = "x86_64", target_feature = "sse2")), allow(dead_code))]
pub trait EightWork<W> {
    /// What it gives.
    type Output;

    /// Does it. Whatever it calls with elements must be `inline(always)`, as it must be: a kernel
    /// compiles it for its processor features.
    fn run<E: Eight<Words = W>>(self, cpu: E::Cpu) -> Self::Output;
}
