//! RDSEED and RDRAND: words from the processor's own generator.
//!
//! Only the 64-bit forms are used. On some processors the 16-bit and 32-bit forms of RDSEED return
//! zero as a success (AMD bulletin SB-7055). After a resume from suspend some RDRAND return all
//! ones for ever; so those two words are never taken, which costs one word in 2^63.

/// How often an instruction is tried before it counts as out of breath. RDRAND needs ten at most by
/// Intel's manual; RDSEED may be starved for longer by other processors.
const TRIES: u32 = 1000;

/// A word from RDSEED; `None` if there is no such instruction or it stays out of breath.
pub(crate) fn seed() -> Option<u64> {
    #[cfg(target_arch = "x86_64")]
    {
        let cpu = crate::machine::cpu::RdSeed::detect()?;
        // SAFETY: the token proves the processor feature.
        retry(|| unsafe { x86_64::rdseed(cpu) })
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        None
    }
}

/// A word from RDRAND; `None` if there is no such instruction or it stays out of breath. Never
/// credited.
#[inline]
pub(crate) fn uncredited() -> Option<u64> {
    #[cfg(target_arch = "x86_64")]
    {
        let cpu = crate::machine::cpu::RdRand::detect()?;
        // SAFETY: the token proves the processor feature.
        retry(|| unsafe { x86_64::rdrand(cpu) })
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        None
    }
}

/// The first word of [`TRIES`] attempts that is there and is neither all zeros nor all ones.
#[cfg_attr(not(target_arch = "x86_64"), allow(dead_code))]
#[inline]
fn retry(mut attempt: impl FnMut() -> Option<u64>) -> Option<u64> {
    for _ in 0..TRIES {
        match attempt() {
            Some(word) if word != 0 && word != u64::MAX => return Some(word),
            _ => core::hint::spin_loop(),
        }
    }
    None
}

#[cfg(target_arch = "x86_64")]
mod x86_64 {
    use crate::machine::cpu;

    #[target_feature(enable = "rdseed")]
    pub(super) fn rdseed(_cpu: cpu::RdSeed) -> Option<u64> {
        let mut word = 0;
        let valid = core::arch::x86_64::_rdseed64_step(&mut word);
        (valid == 1).then_some(word)
    }

    #[inline]
    #[target_feature(enable = "rdrand")]
    pub(super) fn rdrand(_cpu: cpu::RdRand) -> Option<u64> {
        let mut word = 0;
        let valid = core::arch::x86_64::_rdrand64_step(&mut word);
        (valid == 1).then_some(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instruction_out_of_breath_is_tried_again_and_then_given_up() {
        let mut calls = 0;
        let third = retry(|| {
            calls += 1;
            (calls == 3).then_some(7)
        });
        assert_eq!((third, calls), (Some(7), 3));
        let mut calls = 0;
        let never = retry(|| {
            calls += 1;
            None
        });
        assert_eq!((never, calls), (None, TRIES));
    }

    #[test]
    fn the_words_of_broken_generators_are_not_taken() {
        assert_eq!(retry(|| Some(u64::MAX)), None);
        assert_eq!(retry(|| Some(0)), None);
        let mut words = [0, u64::MAX, 5].into_iter();
        assert_eq!(retry(|| words.next()), Some(5));
    }
}
