//! SHAKE of several short messages of one length, side by side in states of Keccak: a seed, and a
//! few bytes that tell the messages apart.

use super::sponge::Rate;
use crate::kernels::keccak::{Kernel, States};
use crate::machine::wipe::Wiped;

/// The suffix 1111 of SHAKE, and the first bit of the padding.
const SUFFIX: u64 = 0x1f;

/// States that give the blocks of as many outputs. Wipes itself on drop.
pub(crate) struct ShakeMany<const L: usize> {
    states: Wiped<States<L>>,
}

impl<const L: usize> ShakeMany<L> {
    /// Messages of `seed`, whole words, and `len` bytes, at most 7, of what `last` gives for each.
    /// All are shorter than a block.
    pub(crate) fn new(rate: Rate, seed: &[u8], len: usize, last: impl Fn(usize) -> u64) -> Self {
        let mut states = Wiped::new([[0; L]; 25]);
        let (words, _) = seed.as_chunks::<8>();
        for (lanes, word) in states.iter_mut().zip(words) {
            *lanes = [u64::from_le_bytes(*word); L];
        }
        states[words.len()] = core::array::from_fn(|lane| last(lane) | SUFFIX << (8 * len));
        states[rate.bytes() / 8 - 1] = [1 << 63; L];
        Self { states }
    }

    /// The next block of the output of one of them, whole words.
    pub(crate) fn read(&self, lane: usize, block: &mut [u8]) {
        for (word, lanes) in block.as_chunks_mut::<8>().0.iter_mut().zip(self.states.iter()) {
            *word = lanes[lane].to_le_bytes();
        }
    }
}

/// States that are permuted together.
pub(crate) trait Permute {
    /// Goes on to the next block of each.
    ///
    /// Time: constant.
    fn next(&mut self);
}

impl Permute for ShakeMany<4> {
    fn next(&mut self) {
        Kernel::choose().permute_four(&mut self.states);
    }
}

impl Permute for ShakeMany<8> {
    fn next(&mut self) {
        Kernel::choose().permute_eight(&mut self.states);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::algorithms::hash::shake::Shake;

    /// Block for block the output of each message by itself.
    #[test]
    fn as_one_by_one() {
        fn check<const L: usize>()
        where
            ShakeMany<L>: Permute,
        {
            for (rate, seed_len, len) in [(Rate::OF_128, 32, 2), (Rate::OF_256, 64, 2), (Rate::OF_256, 32, 1)] {
                let seed: [u8; 64] = core::array::from_fn(|i| 3 * i as u8 + 1);
                let last = |lane: usize| 0x0102_u64.rotate_left(lane as u32) & 0xff;
                let mut many = ShakeMany::<L>::new(rate, &seed[..seed_len], len, last);
                let mut readers: [_; L] = core::array::from_fn(|lane| {
                    let mut message = Shake::new(rate);
                    message.update(&seed[..seed_len]);
                    message.update(&last(lane).to_le_bytes()[..len]);
                    message.finalize_bits(0, 0)
                });
                for _ in 0..3 {
                    many.next();
                    for (lane, reader) in readers.iter_mut().enumerate() {
                        let (mut block, mut expected) = ([0; 168], [0; 168]);
                        many.read(lane, &mut block[..rate.bytes()]);
                        reader.read(&mut expected[..rate.bytes()]);
                        assert_eq!(block, expected);
                    }
                }
            }
        }
        check::<4>();
        check::<8>();
    }
}
