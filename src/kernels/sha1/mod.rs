//! The compression function of SHA-1 (FIPS 180-4 section 6.1).

#[cfg(target_arch = "aarch64")]
mod armv8;
mod portable;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod sha_ni;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod ssse3;
#[cfg(test)]
mod tests;

use crate::kernels::choice::kernels;
use crate::kernels::groups::in_groups;

/// A block.
pub(crate) type Block = [u8; 64];
/// The chaining value H(0) to H(4).
pub(crate) type State = [u32; 5];

/// H(0) (section 5.3.1): the bytes 0x01 to 0xef and back in little-endian words, and one word more.
pub(crate) const IV: State = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];

/// The constants of the four times twenty rounds (section 4.2.1): 2^30 times the square roots of 2,
/// 3, 5 and 10.
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

kernels! {
    {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] ShaNi sha_ni "sha-ni";
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] AesNi ssse3 "ssse3";
        #[cfg(target_arch = "aarch64")] ArmSha2 armv8 "armv8";
    }

    /// Adds blocks to the state, first those of one run and then those of another.
    ///
    /// Time: depends on the number of blocks.
    fn compress(state: &mut State, blocks: &[Block], more: &[Block]);
    /// Adds a block to each of two states, which may be faster together.
    ///
    /// Time: constant.
    fn compress_each(states: &mut [State; 2], blocks: [&Block; 2]);
}

impl Kernel {
    /// Adds a block to each of some states, which may be faster together.
    ///
    /// Time: depends on their number.
    pub(crate) fn compress_many(self, states: &mut [State], blocks: &[&Block]) {
        in_groups(states, blocks, |states, blocks| self.compress_each(states, *blocks));
    }
}
