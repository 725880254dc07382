//! Entropy that the caller hands in before it is used, for modules that cannot reach a source by
//! themselves (IG 9.3.A).

use super::health::Health;
use super::{BLOCK_ENTROPY, Failure, MinEntropy};
use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha2::Sha512;
use crate::base::error::{Error, Result};
use crate::machine::fork;
use crate::machine::wipe::Wiped;
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// How many loads are kept until they are used.
const BLOCKS: usize = 8;
const BLOCK_SIZE: usize = Sha512::OUTPUT_SIZE;

/// What was loaded: one conditioned block of full entropy for each load, which one seed uses up.
pub(crate) struct Loaded {
    blocks: [[u8; BLOCK_SIZE]; BLOCKS],
    count: usize,
    /// What the last load was conditioned to, by which the same bytes are known when they come
    /// again.
    last: [u8; BLOCK_SIZE],
    /// The process that loaded them: in a fork of it they would be used twice.
    generation: u32,
}

impl Zeroize for Loaded {
    fn zeroize(&mut self) {
        self.blocks.as_flattened_mut().zeroize();
        self.last.zeroize();
        self.count = 0;
    }
}

impl Loaded {
    pub(crate) const fn new() -> Self {
        Self { blocks: [[0; BLOCK_SIZE]; BLOCKS], count: 0, last: [0; BLOCK_SIZE], generation: 0 }
    }

    /// Takes bytes that hold `claimed_bits` of entropy by the claim of the caller: SHA-512, a
    /// vetted conditioning component, makes one block of full entropy of them (SP 800-90B section
    /// 3.1.5.1.1), however much more they hold.
    ///
    /// # Errors
    /// [`Error::InvalidInputLength`] for a claim of less than 576 bits; [`Error::InvalidParameter`]
    /// for a claim that the bytes cannot hold, by their number or by the health tests of SP 800-90B
    /// section 4.4, and for bytes that came before; [`Error::InputTooLong`] where 8 loads wait
    /// already. Nothing is then taken.
    pub(crate) fn load(&mut self, entropy: &[u8], claimed_bits: usize) -> Result<()> {
        self.notice_fork();
        if claimed_bits < BLOCK_ENTROPY {
            return Err(Error::InvalidInputLength);
        }
        let claim = MinEntropy::of_sample(claimed_bits, entropy.len()).ok_or(Error::InvalidParameter)?;
        let mut health = Health::new(claim);
        if !entropy.iter().all(|sample| health.accept(*sample).is_ok()) {
            return Err(Error::InvalidParameter);
        }
        let kept = self.blocks.get_mut(self.count).ok_or(Error::InputTooLong)?;
        let block = Wiped::new(Sha512::digest(&[b"Qila loaded ", entropy]));
        let mark = Wiped::new(Sha512::digest(&[b"Qila mark ", entropy]));
        if bool::from((*mark).ct_eq(&self.last)) {
            return Err(Error::InvalidParameter);
        }
        *kept = *block;
        self.last = *mark;
        self.count += 1;
        Ok(())
    }

    /// Fills `seed` with blocks, which are gone afterwards.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] if too little was loaded; nothing is then taken, and `seed` is
    /// zero.
    pub(crate) fn fill(&mut self, seed: &mut [u8]) -> core::result::Result<(), Failure> {
        self.notice_fork();
        if seed.len().div_ceil(BLOCK_SIZE) > self.count {
            seed.zeroize();
            return Err(Failure::Unavailable);
        }
        for part in seed.chunks_mut(BLOCK_SIZE) {
            self.count -= 1;
            let Some(block) = self.blocks.get_mut(self.count) else { return Err(Failure::Unavailable) };
            part.copy_from_slice(&block[..part.len()]);
            block.zeroize();
        }
        Ok(())
    }

    /// What the parent loaded is the parent's.
    fn notice_fork(&mut self) {
        let generation = fork::generation();
        if self.generation != generation {
            self.zeroize();
            self.generation = generation;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that differ from load to load.
    fn noise(seed: u8) -> [u8; 72] {
        core::array::from_fn(|i| (i as u8).wrapping_mul(37).wrapping_add(seed))
    }

    #[test]
    fn a_load_is_used_once_and_wiped() {
        let mut loaded = Loaded::new();
        let [mut first, mut second] = [[0; 48]; 2];
        assert_eq!(loaded.fill(&mut first), Err(Failure::Unavailable));
        loaded.load(&noise(1), 576).unwrap();
        assert_eq!(loaded.blocks[0], Sha512::digest(&[b"Qila loaded ", &noise(1)]));
        assert_eq!(loaded.fill(&mut first), Ok(()));
        assert_eq!(first, Sha512::digest(&[b"Qila loaded ", &noise(1)])[..48]);
        assert_eq!(loaded.blocks, [[0; BLOCK_SIZE]; BLOCKS]);
        let mut second_seed = [0xa5; 48];
        assert_eq!(loaded.fill(&mut second_seed), Err(Failure::Unavailable));
        assert_eq!(second_seed, [0; 48]);
        loaded.load(&noise(2), 576).unwrap();
        assert_eq!(loaded.fill(&mut second), Ok(()));
        assert_ne!(first, second);
    }

    #[test]
    fn claims_that_cannot_be_are_refused() {
        let mut loaded = Loaded::new();
        assert_eq!(loaded.load(&noise(1), 575), Err(Error::InvalidInputLength));
        assert_eq!(loaded.load(&noise(1), 577), Err(Error::InvalidParameter));
        assert_eq!(loaded.load(&[7; 72], 576), Err(Error::InvalidParameter));
        assert_eq!(loaded.load(&[7; 5000], 4000), Err(Error::InvalidParameter));
        assert_eq!(loaded.count, 0);
        for i in 0..BLOCKS {
            loaded.load(&noise(i as u8), 576).unwrap();
            assert!(loaded.load(&noise(i as u8), 576).is_err(), "the same again");
        }
        assert_eq!(loaded.load(&noise(99), 576), Err(Error::InputTooLong));
        loaded.zeroize();
        assert_eq!((loaded.count, loaded.blocks), (0, [[0; BLOCK_SIZE]; BLOCKS]));
    }

    /// In another process nothing is left of it.
    #[test]
    fn a_fork_has_loaded_nothing() {
        let mut loaded = Loaded::new();
        loaded.load(&noise(1), 576).unwrap();
        loaded.generation = loaded.generation.wrapping_add(1);
        assert_eq!(loaded.fill(&mut [0; 48]), Err(Failure::Unavailable));
        assert_eq!(loaded.blocks, [[0; BLOCK_SIZE]; BLOCKS]);
    }
}
