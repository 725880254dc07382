//! The permutation Keccak-f[1600] (FIPS 202 section 3), and the loop around it that absorbs a
//! message.

#[cfg(target_arch = "aarch64")]
mod armv8;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod avx2;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod avx512;
mod definition;
mod portable;
#[cfg(test)]
mod tests;

use super::choice::kernels;
#[cfg(any(all(target_arch = "x86_64", target_feature = "sse2"), target_arch = "aarch64"))]
use crate::machine::wipe::Wiped;

pub(crate) use definition::permute_constant;

/// The state as lanes: lane (x, y) is x + 5y, its bit z is bit z of the word (section 3.1.2).
pub(crate) type State = [u64; 25];
/// Several states, the same lane of each side by side.
pub(crate) type States<const N: usize> = [[u64; N]; 25];

kernels! {
    {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] Avx512 avx512 "avx512";
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))] Avx2 avx2 "avx2";
        #[cfg(target_arch = "aarch64")] ArmSha3 armv8 "armv8";
    }

    /// Permutes the state. Time: constant.
    fn permute(state: &mut State);
    /// Absorbs blocks of `rate` bytes, whole lanes and not zero; what is left after the last whole
    /// block is not looked at.
    fn absorb_blocks(state: &mut State, rate: usize, blocks: &[u8]);
    /// Permutes four states. Time: constant.
    fn permute_four(states: &mut States<4>);
    /// Permutes eight states. Time: constant.
    fn permute_eight(states: &mut States<8>);
    /// As `absorb_blocks` for eight states and messages; the shortest says how many blocks are
    /// absorbed.
    fn absorb_blocks_of_eight(states: &mut States<8>, rate: usize, messages: [&[u8]; 8]);
}

impl Kernel {
    /// Absorbs blocks of `rate` bytes, which are whole lanes; what is left after the last whole
    /// block is not looked at.
    ///
    /// Time: depends on the number and the size of the blocks.
    #[inline]
    pub(crate) fn absorb(self, state: &mut State, rate: usize, blocks: &[u8]) {
        if rate > 0 {
            self.absorb_blocks(state, rate, blocks);
        }
    }

    /// As [`Kernel::absorb`] for eight states and messages; the shortest says how many blocks are
    /// absorbed.
    ///
    /// Time: depends on the number and the size of the blocks.
    pub(crate) fn absorb_eight(self, states: &mut States<8>, rate: usize, messages: [&[u8]; 8]) {
        if rate > 0 {
            self.absorb_blocks_of_eight(states, rate, messages);
        }
    }
}

/// Absorbs whole blocks, with a state in memory between the permutations.
fn absorb_with(permute: impl Fn(&mut State), state: &mut State, rate: usize, blocks: &[u8]) {
    for block in blocks.chunks_exact(rate) {
        for (lane, word) in state.iter_mut().zip(block.as_chunks().0) {
            *lane ^= u64::from_le_bytes(*word);
        }
        permute(state);
    }
}

/// As [`absorb_with`] for eight states and messages.
fn absorb_eight_with(permute: impl Fn(&mut States<8>), states: &mut States<8>, rate: usize, messages: [&[u8]; 8]) {
    let mut blocks = messages.map(|message| message.chunks_exact(rate));
    while let [Some(b0), Some(b1), Some(b2), Some(b3), Some(b4), Some(b5), Some(b6), Some(b7)] =
        blocks.each_mut().map(Iterator::next)
    {
        for (i, block) in [b0, b1, b2, b3, b4, b5, b6, b7].into_iter().enumerate() {
            for (lanes, word) in states.iter_mut().zip(block.as_chunks().0) {
                lanes[i] ^= u64::from_le_bytes(*word);
            }
        }
        permute(states);
    }
}

/// `M` of the states after the other, side by side.
#[cfg(any(all(target_arch = "x86_64", target_feature = "sse2"), target_arch = "aarch64"))]
fn in_parts<const N: usize, const M: usize>(states: &mut States<N>, permute: impl Fn(&mut States<M>)) {
    for first in (0..N).step_by(M) {
        let mut part = Wiped::new(states.map(|lanes| core::array::from_fn(|i| lanes[first + i])));
        permute(&mut part);
        for (lanes, part) in states.iter_mut().zip(part.iter()) {
            lanes[first..][..M].copy_from_slice(part);
        }
    }
}
