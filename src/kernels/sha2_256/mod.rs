//! The compression function of SHA-224 and SHA-256 (FIPS 180-4 section 6.2).

#[cfg(target_arch = "aarch64")]
mod armv8;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod avx2;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod blocks;
pub(crate) mod chains;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod lanes;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod lanes256;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod lanes512;
mod portable;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod sha_ni;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod ssse3;
#[cfg(test)]
mod tests;

use super::sha2_definition::square_roots;
use crate::kernels::choice::kernels;
use crate::kernels::groups::{in_groups, with_copies};
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
use crate::machine::cpu;
use chains::{Chains, Shape};

/// A block.
pub(crate) type Block = [u8; 64];
/// The chaining value H(0) to H(7).
pub(crate) type State = [u32; 8];

/// H(0) of SHA-256 (section 5.3.3): 32 bits of the square roots of the first eight primes.
pub(crate) const IV_256: State = {
    let roots = square_roots(0);
    let mut iv = [0; 8];
    let mut i = 0;
    while i < iv.len() {
        iv[i] = (roots[i] >> 32) as u32;
        i += 1;
    }
    iv
};

/// H(0) of SHA-224 (section 5.3.2): the second 32 bits of the square roots of the ninth to the
/// sixteenth prime.
pub(crate) const IV_224: State = {
    let roots = square_roots(8);
    let mut iv = [0; 8];
    let mut i = 0;
    while i < iv.len() {
        iv[i] = roots[i] as u32;
        i += 1;
    }
    iv
};

/// From how many states on the lanes of a vector are worth it, full or not.
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
const MIN_512: usize = 6;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
const MIN_256: usize = 3;

kernels! {
    {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] ShaNi sha_ni "sha-ni";
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] Avx2 avx2 "avx2";
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
    /// HMAC from the states after both padded keys, of blocks of which the last holds the padding.
    ///
    /// Time: depends on the number of blocks.
    fn mac(begun: [&State; 2], blocks: &[Block], more: &[Block]) -> State;
    /// HMAC of a hash value over and over, from the states after both padded keys: `value` is
    /// hashed with the first and then with the second, `times` times, each time added to `sum`.
    ///
    /// Time: depends on `times`.
    fn iterate_mac(begun: [&State; 2], value: &mut [u8; 32], sum: &mut [u8; 32], times: u32);
}

impl Kernel {
    /// Adds a block to each of some states: `rests`, of one length below a block, and after them
    /// the bytes of `padding`, which begins with as many zeros.
    ///
    /// Time: depends on the number and on the length of the rests.
    pub(crate) fn compress_ends(self, states: &mut [State], rests: &[&[u8]], padding: &Block) {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
        if let (Some(cpu), true) = (cpu::Avx512::detect(), states.len() >= MIN_512) {
            return in_groups(states, rests, |states: &mut [State; lanes512::LANES], rests| {
                // SAFETY: `cpu` proves the processor features that the function is compiled for.
                unsafe { lanes512::compress_ends(cpu, states, rests, padding) };
            });
        }
        with_copies(states, rests, padding, |states, blocks| self.compress_many(states, blocks));
    }

    /// Adds a block to each of some states, which may be faster together.
    ///
    /// Time: depends on their number.
    pub(crate) fn compress_many(self, states: &mut [State], blocks: &[&Block]) {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
        if let (Some(cpu), true) = (cpu::Avx512::detect(), states.len() >= MIN_512) {
            return in_groups(states, blocks, |states: &mut [State; lanes512::LANES], blocks| {
                // SAFETY: `cpu` proves the processor features that the function is compiled for.
                unsafe { lanes512::compress(cpu, states, blocks) };
            });
        }
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
        if let (Choice::Avx2(cpu), true) = (self.0, states.len() >= MIN_256) {
            return in_groups(states, blocks, |states: &mut [State; lanes256::LANES], blocks| {
                // SAFETY: `cpu` proves the processor features that the function is compiled for.
                unsafe { lanes256::compress(cpu, states, blocks) };
            });
        }
        in_groups(states, blocks, |states, blocks| self.compress_each(states, *blocks));
    }

    /// Goes along the first `count` chains, 16 at most. What stands before their blocks has become
    /// `begun`.
    ///
    /// Time: depends on the shape and on the count.
    pub(crate) fn run_chains(self, begun: &State, shape: Shape, count: usize, chains: &mut Chains) {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
        if let (Some(cpu), true) = (cpu::Avx512::detect(), count >= MIN_512) {
            // SAFETY: `cpu` proves the processor features that the function is compiled for.
            return unsafe { lanes512::chains(cpu, begun, shape, chains) };
        }
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
        if let (Choice::Avx2(cpu), true) = (self.0, count >= MIN_256) {
            for first in (0..count).step_by(lanes256::LANES) {
                // SAFETY: as above.
                unsafe { lanes256::chains(cpu, begun, shape, first, chains) };
            }
            return;
        }
        let each = |states: &mut [State; 2], blocks: [&Block; 2]| self.compress_each(states, blocks);
        chains::in_pairs(each, begun, shape, count, chains);
    }
}
