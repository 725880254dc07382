//! The compression function of SHA-384, SHA-512, SHA-512/224 and SHA-512/256 (FIPS 180-4 section
//! 6.4).

#[cfg(target_arch = "aarch64")]
mod armv8;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod avx2;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod avx512;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod eight_lanes;
mod portable;
#[cfg(test)]
mod tests;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod two_blocks;

use super::choice::kernels;
#[cfg(any(all(target_arch = "x86_64", target_feature = "sse2"), target_arch = "aarch64"))]
use super::groups::in_groups;
use super::groups::with_copies;
use super::sha2_definition::square_roots;

/// A block.
pub(crate) type Block = [u8; 128];
/// The chaining value H(0) to H(7).
pub(crate) type State = [u64; 8];

/// H(0) of SHA-512 (section 5.3.5): 64 bits of the square roots of the first eight primes.
pub(crate) const IV_512: State = square_roots(0);

/// H(0) of SHA-384 (section 5.3.4): the same of the ninth to the sixteenth prime.
pub(crate) const IV_384: State = square_roots(8);

/// H(0) of SHA-512/t (section 5.3.6): the hash of the name under SHA-512 with every word of its
/// initial value exclusive-ored with a5a5a5a5a5a5a5a5.
pub(crate) const fn truncation_iv(name: &[u8]) -> State {
    let mut block = [0; 128];
    let mut i = 0;
    while i < name.len() {
        block[i] = name[i];
        i += 1;
    }
    block[name.len()] = 0x80;
    block[127] = 8 * name.len() as u8;
    let mut state = IV_512;
    let mut i = 0;
    while i < state.len() {
        state[i] ^= 0xa5a5_a5a5_a5a5_a5a5;
        i += 1;
    }
    portable::compress_block(&mut state, &block);
    state
}

/// From how many states on the lanes of a vector are worth it, full or not.
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
const MIN_LANES: usize = 3;

kernels! {
    {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] Avx512 avx512 "avx512";
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] Avx2 avx2 "avx2";
        #[cfg(target_arch = "aarch64")] ArmSha3 armv8 "armv8";
    }

    /// Adds blocks to the state.
    fn compress_run(state: &mut State, blocks: &[Block]);
}

impl Kernel {
    /// Adds blocks to the state, first those of one run and then those of another.
    ///
    /// Time: depends on the number of blocks.
    #[inline]
    pub(crate) fn compress(self, state: &mut State, blocks: &[Block], more: &[Block]) {
        // One run after the other: the kernels take blocks in pairs, which a run of its own keeps
        // together.
        for blocks in [blocks, more] {
            if !blocks.is_empty() {
                self.compress_run(state, blocks);
            }
        }
    }

    /// Adds a block to each of two states, which may be faster together.
    ///
    /// Time: constant.
    #[inline]
    pub(crate) fn compress_each(self, states: &mut [State; 2], blocks: [&Block; 2]) {
        #[cfg(target_arch = "aarch64")]
        if let Choice::ArmSha3(cpu) = self.0 {
            // SAFETY: `cpu` proves the processor features that the function is compiled for.
            return unsafe { armv8::compress_each(cpu, states, blocks) };
        }
        for (state, block) in states.iter_mut().zip(blocks) {
            self.compress_run(state, core::slice::from_ref(block));
        }
    }

    /// Adds a block to each of some states: `rests`, of one length below a block, and after them
    /// the bytes of `padding`, which begins with as many zeros.
    ///
    /// Time: depends on the number and on the length of the rests.
    pub(crate) fn compress_ends(self, states: &mut [State], rests: &[&[u8]], padding: &Block) {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
        if let (Choice::Avx512(cpu), true) = (self.0, states.len() >= MIN_LANES) {
            return in_groups(states, rests, |states, rests| {
                // SAFETY: `cpu` proves the processor features that the function is compiled for.
                unsafe { eight_lanes::compress_ends(cpu, states, rests, padding) };
            });
        }
        with_copies(states, rests, padding, |states, blocks| self.compress_many(states, blocks));
    }

    /// Adds a block to each of some states, which may be faster together.
    ///
    /// Time: depends on their number.
    pub(crate) fn compress_many(self, states: &mut [State], blocks: &[&Block]) {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
        if let (Choice::Avx512(cpu), true) = (self.0, states.len() >= MIN_LANES) {
            return in_groups(states, blocks, |states, blocks| {
                // SAFETY: `cpu` proves the processor features that the function is compiled for.
                unsafe { eight_lanes::compress(cpu, states, blocks) };
            });
        }
        #[cfg(target_arch = "aarch64")]
        if let Choice::ArmSha3(_) = self.0 {
            return in_groups(states, blocks, |states, blocks| self.compress_each(states, *blocks));
        }
        for (state, block) in states.iter_mut().zip(blocks) {
            self.compress_run(state, core::slice::from_ref(*block));
        }
    }
}
