//! The compression function of SHA-1 (FIPS 180-4 section 6.1).

#[cfg(target_arch = "aarch64")]
mod armv8;
mod portable;
#[cfg(target_arch = "x86_64")]
mod sha_ni;
#[cfg(test)]
mod tests;

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
use crate::kernels::cpu;
use crate::kernels::groups::in_groups;

/// A block.
pub(crate) type Block = [u8; 64];
/// The chaining value H(0) to H(4).
pub(crate) type State = [u32; 5];

/// H(0) (section 5.3.1): the bytes 0x01 to 0xef and back in little-endian words, and one word more.
pub(crate) const IV: State = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];

/// The constants of the four times twenty rounds (section 4.2.1): 2^30 times the square roots of 2, 3, 5 and 10.
const K: [u32; 4] = [0x5a82_7999, 0x6ed9_eba1, 0x8f1b_bcdc, 0xca62_c1d6];
const _: () = {
    let radicands = [2, 3, 5, 10];
    let mut i = 0;
    while i < K.len() {
        let (k, square) = (K[i] as u128, radicands[i] << 60);
        assert!(k * k <= square && square < (k + 1) * (k + 1));
        i += 1;
    }
};

/// An implementation, chosen from the processor.
#[derive(Clone, Copy)]
pub struct Kernel(Choice);

#[derive(Clone, Copy)]
enum Choice {
    Portable,
    #[cfg(target_arch = "x86_64")]
    ShaNi(cpu::ShaNi),
    #[cfg(target_arch = "aarch64")]
    ArmSha2(cpu::ArmSha2),
}

impl Kernel {
    /// The best one here.
    #[inline]
    pub(crate) fn choose() -> Self {
        #[cfg(target_arch = "x86_64")]
        if let Some(cpu) = cpu::ShaNi::detect() {
            return Self(Choice::ShaNi(cpu));
        }
        #[cfg(target_arch = "aarch64")]
        if let Some(cpu) = cpu::ArmSha2::detect() {
            return Self(Choice::ArmSha2(cpu));
        }
        Self(Choice::Portable)
    }

    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self.0 {
            Choice::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Choice::ShaNi(_) => "sha-ni",
            #[cfg(target_arch = "aarch64")]
            Choice::ArmSha2(_) => "armv8",
        }
    }

    /// Adds blocks to the state, first those of one run and then those of another.
    ///
    /// Time: depends on the number of blocks.
    #[inline]
    pub(crate) fn compress(self, state: &mut State, blocks: &[Block], more: &[Block]) {
        match self.0 {
            Choice::Portable => blocks.iter().chain(more).for_each(|block| portable::compress_block(state, block)),
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `cpu` proves the processor features that the function is compiled for.
            Choice::ShaNi(cpu) => unsafe { sha_ni::compress(cpu, state, blocks, more) },
            #[cfg(target_arch = "aarch64")]
            // SAFETY: as above.
            Choice::ArmSha2(cpu) => unsafe { armv8::compress(cpu, state, blocks, more) },
        }
    }

    /// Adds a block to each of two states, which may be faster together.
    ///
    /// Time: constant.
    #[inline]
    pub(crate) fn compress_each(self, states: &mut [State; 2], blocks: [&Block; 2]) {
        match self.0 {
            Choice::Portable => {
                states.iter_mut().zip(blocks).for_each(|(state, block)| portable::compress_block(state, block));
            }
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `cpu` proves the processor features that the function is compiled for.
            Choice::ShaNi(cpu) => unsafe { sha_ni::compress_each(cpu, states, blocks) },
            #[cfg(target_arch = "aarch64")]
            // SAFETY: as above.
            Choice::ArmSha2(cpu) => unsafe { armv8::compress_each(cpu, states, blocks) },
        }
    }

    /// Adds a block to each of some states, which may be faster together.
    ///
    /// Time: depends on their number.
    pub(crate) fn compress_many(self, states: &mut [State], blocks: &[&Block]) {
        in_groups(states, blocks, |states, blocks| self.compress_each(states, *blocks));
    }
}

/// The name of the kernel that serves now.
pub(crate) fn kernel_name() -> &'static str {
    Kernel::choose().name()
}
