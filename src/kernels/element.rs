//! What every kernel of a special field gives: its elements, and what is computed with them.

use super::limbs::tables::Kernel;
use crate::machine::wipe::Plain;
use core::ops::{Add, Mul, Neg, Sub};
use subtle::Choice;

/// What adds, subtracts and multiplies modulo p: an element, or several side by side.
///
/// Products, squares and differences are *reduced*; a sum is not carried. Whatever takes elements
/// takes sums of up to three reduced ones. Time is constant.
pub trait Ring: Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> {
    /// The product with itself.
    fn square(self) -> Self;
    /// The product with a small number.
    fn times(self, number: u32) -> Self;

    /// Squares `times` times.
    #[inline(always)]
    fn squares(self, times: u32) -> Self {
        let mut power = self;
        for _ in 0..times {
            power = power.square();
        }
        power
    }
}

/// An element of a field, in the limbs of one kernel.
pub trait Element: Ring + Neg<Output = Self> {
    /// The proof of the processor features that the kernel is compiled for. Each element holds it.
    type Cpu: Copy;
    /// A number in words of 64 bits, the least significant first.
    type Words: Words;

    /// The element of a number, which need not be below p.
    fn of(cpu: Self::Cpu, words: &Self::Words) -> Self;
    /// The number, below p.
    fn words(self) -> Self::Words;
    /// `self`, or `other` by choice.
    fn or(self, other: Self, choice: Choice) -> Self;
    /// The power on which inversion and roots rest: (p - 5) / 8, or (p - 3) / 4.
    fn root_power(self) -> Self;
    /// The inverse, and 0 of 0.
    fn invert(self) -> Self;

    /// 0 or 1.
    #[inline(always)]
    fn bit(cpu: Self::Cpu, bit: u64) -> Self {
        let mut words = Self::Words::ZERO;
        words.as_mut()[0] = bit;
        Self::of(cpu, &words)
    }

    /// Whether it is 0.
    #[inline(always)]
    fn is_zero(self) -> Choice {
        self.words().is_zero()
    }

    /// Whether both are the same element.
    #[inline(always)]
    fn is(self, other: Self) -> Choice {
        (self - other).is_zero()
    }

    /// The lowest bit of the number.
    #[inline(always)]
    fn is_odd(self) -> Choice {
        Choice::from((self.words().as_ref()[0] & 1) as u8)
    }
}

/// A number in words of 64 bits, the least significant first.
pub trait Words: Plain + AsRef<[u64]> + AsMut<[u64]> + PartialEq + Send + Sync + 'static {
    /// As many zeros.
    const ZERO: Self;

    /// Whether it is 0, in constant time.
    #[inline(always)]
    fn is_zero(&self) -> Choice {
        let any = self.as_ref().iter().fold(0, |any, word| any | word);
        Choice::from(((any | any.wrapping_neg()) >> 63) as u8 ^ 1)
    }

    /// The entry of that number of a table, all of which is read; zero if there is none.
    fn lookup<const C: usize>(table: &[[Self; C]], index: u64) -> [Self; C];

    /// From bytes in little-endian order; what is missing is 0.
    #[inline(always)]
    fn of_bytes(bytes: &[u8]) -> Self {
        let mut words = Self::ZERO;
        for (word, bytes) in words.as_mut().iter_mut().zip(bytes.chunks(8)) {
            let mut whole = [0; 8];
            whole[..bytes.len()].copy_from_slice(bytes);
            *word = u64::from_le_bytes(whole);
        }
        words
    }

    /// To bytes in little-endian order, as many as there is room for.
    #[inline(always)]
    fn to_bytes(&self, bytes: &mut [u8]) {
        for (bytes, word) in bytes.chunks_mut(8).zip(self.as_ref()) {
            bytes.copy_from_slice(&word.to_le_bytes()[..bytes.len()]);
        }
    }
}

impl<const N: usize> Words for [u64; N] {
    const ZERO: Self = [0; N];

    #[inline(always)]
    fn lookup<const C: usize>(table: &[[Self; C]], index: u64) -> [Self; C] {
        Kernel::choose().lookup(table, index)
    }
}

/// All ones or none.
#[inline(always)]
pub(crate) fn mask_of(choice: Choice) -> u64 {
    u64::from(choice.unwrap_u8()).wrapping_neg()
}

/// The operators of an element, from its functions of the same names.
macro_rules! operators {
    ($element:ident) => {
        impl core::ops::Add for $element {
            type Output = Self;

            #[inline(always)]
            fn add(self, other: Self) -> Self {
                $element::add(self, other)
            }
        }

        impl core::ops::Sub for $element {
            type Output = Self;

            #[inline(always)]
            fn sub(self, other: Self) -> Self {
                $element::sub(self, other)
            }
        }

        impl core::ops::Mul for $element {
            type Output = Self;

            #[inline(always)]
            fn mul(self, other: Self) -> Self {
                $element::mul(self, other)
            }
        }

        impl core::ops::Neg for $element {
            type Output = Self;

            #[inline(always)]
            fn neg(self) -> Self {
                $element::neg(self)
            }
        }
    };
}
pub(super) use operators;
