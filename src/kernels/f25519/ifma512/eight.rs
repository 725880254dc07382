//! Eight elements in vectors of 512 bits.

use super::Limbs;
use crate::kernels::eight::{Eight, LANES};
use crate::kernels::element::Ring;
use crate::kernels::f25519::portable::Element;
use crate::kernels::f25519::root_power;
use crate::kernels::lanes::each;
use crate::machine::cpu::Ifma512;
use core::arch::x86_64::*;

impl Eight for Limbs<__m512i> {
    type Cpu = Ifma512;
    type Words = [u64; 4];

    #[inline(always)]
    fn of(cpu: Ifma512, numbers: &[[u64; 4]; LANES]) -> Self {
        let word = |i: usize| {
            let lanes = numbers.map(|number| number[i]);
            // SAFETY: there is a word for each lane.
            unsafe { _mm512_loadu_si512(lanes.as_ptr().cast()) }
        };
        Self::of_words(cpu, [word(0), word(1), word(2), word(3)])
    }

    #[inline(always)]
    fn numbers(self) -> [[u64; 4]; LANES] {
        let limbs = self.carried().0.map(|vector| {
            let mut lanes = [0; LANES];
            // SAFETY: there is a limb for each lane.
            unsafe { _mm512_storeu_si512(lanes.as_mut_ptr().cast(), vector) };
            lanes
        });
        core::array::from_fn(|lane| Element(limbs.map(|limb| limb[lane])).number())
    }

    #[inline(always)]
    fn or(self, other: Self, lanes: u8) -> Self {
        // SAFETY: whoever has limbs has their token, which proves the features.
        self.vectors(each!(I => unsafe { _mm512_mask_blend_epi64(lanes, self.0[I], other.0[I]) }))
    }

    /// The power p - 2, which is 3 more than 8 times that of roots.
    #[inline(always)]
    fn invert(self) -> Self {
        root_power(self).squares(3) * self.square() * self
    }
}
