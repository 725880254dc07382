//! Entropy: noise sources with their health tests (SP 800-90B), and the conditioning that makes
//! seeds of them.
//!
//! It has a version of its own, so that an entropy assessment names what it assessed.
#![forbid(unsafe_code)]

mod health;
mod jitter;
mod loaded;
mod source;

pub use source::{GivenSource, GivenSourceOfC, MinEntropy, Source};

use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha2::Sha512;
use crate::base::error::Error;
use crate::machine::wipe::Wiped;
use crate::machine::{hardware_random, timestamp};
use health::Health;
pub(crate) use health::Test as HealthTest;
pub(crate) use loaded::Loaded;
use zeroize::Zeroize;

/// The version of the entropy part.
pub const VERSION: &str = "0.1.0";

/// Why no seed was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// A health test failed: the source is broken, and the module with it.
    Health(HealthTest),
    /// The source has nothing at the moment, or does not exist here.
    Unavailable,
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Health(_) => Self::ModuleInErrorState,
            Failure::Unavailable => Self::EntropyUnavailable,
        }
    }
}

/// What stirs into the root generator without any credit, so that it cannot be what a wrong claim
/// rests on: the operating system, RDRAND (a generator that its maker seeds, and no noise source),
/// and the time. Each may be missing.
pub(crate) fn uncredited(credited: Source, out: &mut [u8; 48]) {
    let mut system = Wiped::new([0; 32]);
    if credited != Source::OperatingSystem {
        source::operating_system(&mut *system);
    }
    let words = Wiped::new([(); 4].map(|()| hardware_random::uncredited().unwrap_or(0).to_ne_bytes()));
    let time = timestamp::now().to_ne_bytes();
    let digest =
        Wiped::new(Sha512::digest(&[b"Qila root ", VERSION.as_bytes(), &*system, words.as_flattened(), &time]));
    out.copy_from_slice(&digest[..48]);
}

/// How often a source may say that it has nothing before that is the answer.
const ATTEMPTS: usize = 3;
/// The samples of the start-up test (SP 800-90B section 4.3, requirement 10: at least 1024).
const STARTUP_SAMPLES: usize = 1024;
/// The entropy in bits that one conditioned block takes: its 512 bits and 64 more, so that its
/// output has full entropy (SP 800-90C section 3.2.2).
const BLOCK_ENTROPY: usize = 8 * Sha512::OUTPUT_SIZE + 64;
/// How many samples are taken from the source at a time.
const PORTION: usize = 1024;

/// The cut-offs of the health tests, repetition count and adaptive proportion, that belong to a
/// claim.
#[cfg(feature = "lab")]
pub(crate) const fn cutoffs(claim: MinEntropy) -> (u32, u32) {
    let health::Cutoffs { repetition, proportion } = health::Cutoffs::of(claim);
    (repetition, proportion)
}

/// What an assessment has to know of the way from a source to a seed.
#[cfg(feature = "lab")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Model {
    /// What the health tests and the conditioning reckon with for a sample of eight bits.
    pub claim: MinEntropy,
    /// The samples of the start-up test (SP 800-90B section 4.3).
    pub startup_samples: usize,
    /// The window of the adaptive proportion test (SP 800-90B section 4.4.2).
    pub window: u32,
    /// How many samples the conditioning component takes for one output.
    pub samples: usize,
    /// Its name, by ACVP.
    pub conditioning: &'static str,
    /// The bits of its narrowest width, and of its output.
    pub output: usize,
}

/// What is done with the samples of a source.
#[cfg(feature = "lab")]
pub(crate) const fn model(source: Source) -> Model {
    let claim = source.min_entropy();
    Model {
        claim,
        startup_samples: STARTUP_SAMPLES,
        window: health::WINDOW,
        samples: claim.samples_for(BLOCK_ENTROPY),
        conditioning: "SHA2-512",
        output: 8 * Sha512::OUTPUT_SIZE,
    }
}

/// A noise source at work, with its health tests.
pub(crate) struct Collector {
    source: Source,
    jitter: jitter::Jitter,
    health: Option<Health>,
}

impl Collector {
    /// A collector that has not begun.
    pub(crate) const fn new(source: Source) -> Self {
        Self { source, jitter: jitter::Jitter::new(), health: None }
    }

    /// The source.
    pub(crate) const fn source(&self) -> Source {
        self.source
    }

    /// Takes another source, whose start-up test comes with its first use.
    pub(crate) fn set_source(&mut self, source: Source) {
        self.source = source;
        self.forget();
    }

    /// Makes the start-up test due again.
    pub(crate) fn forget(&mut self) {
        self.health = None;
        self.jitter.zeroize();
    }

    /// Fills `seed` with bits of full entropy: for each 64 bytes SHA-512, a vetted conditioning
    /// component (SP 800-90B section 3.1.5.1.1), of as many samples as hold 576 bits of entropy.
    ///
    /// Every raw sample passes the health tests. Before the first, 1024 samples pass them and are
    /// thrown away.
    ///
    /// # Errors
    /// [`Failure`]; `seed` is then zero.
    pub(crate) fn fill(&mut self, seed: &mut [u8]) -> Result<(), Failure> {
        let filled = self.start().and_then(|()| {
            let (blocks, rest) = seed.as_chunks_mut();
            for block in blocks {
                self.block(block)?;
            }
            if !rest.is_empty() {
                let mut block = Wiped::new([0; Sha512::OUTPUT_SIZE]);
                self.block(&mut block)?;
                rest.copy_from_slice(&block[..rest.len()]);
            }
            Ok(())
        });
        if filled.is_err() {
            seed.zeroize();
        }
        if self.source == Source::Jitter {
            // Where the walk ended tells of the samples.
            self.jitter.zeroize();
        }
        filled
    }

    /// The start-up test (SP 800-90B section 4.3), unless it has been done.
    fn start(&mut self) -> Result<(), Failure> {
        if self.health.is_some() {
            return Ok(());
        }
        self.health = Some(Health::new(self.source.min_entropy()));
        let started = self.samples(STARTUP_SAMPLES, |_| ());
        if started.is_err() {
            self.health = None;
        }
        started
    }

    /// A conditioned block.
    fn block(&mut self, block: &mut [u8; Sha512::OUTPUT_SIZE]) -> Result<(), Failure> {
        let mut conditioner = Sha512::new();
        let count = self.source.min_entropy().samples_for(BLOCK_ENTROPY);
        self.samples(count, |samples| conditioner.update(samples))?;
        *block = conditioner.finalize();
        Ok(())
    }

    /// Raw samples for an assessment.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    #[cfg(feature = "lab")]
    pub(crate) fn raw(&mut self, samples: &mut [u8]) -> Result<(), Failure> {
        samples.chunks_mut(PORTION).try_for_each(|portion| self.sample(portion))
    }

    /// Raw samples. A source out of breath is asked again, a few times. The buffer is empty each
    /// time: where a source fills only a part, the health tests see zeros, and no old sample counts
    /// again.
    fn sample(&mut self, samples: &mut [u8]) -> Result<(), Failure> {
        let mut said = Err(Failure::Unavailable);
        for _ in 0..ATTEMPTS {
            said = said.or_else(|_| {
                samples.fill(0);
                self.source.sample(&mut self.jitter, samples)
            });
        }
        said
    }

    /// Gives `count` samples to `take`, each tested.
    fn samples(&mut self, count: usize, mut take: impl FnMut(&[u8])) -> Result<(), Failure> {
        let mut portion = Wiped::new([0; PORTION]);
        let mut left = count;
        while left > 0 {
            let samples = &mut portion[..left.min(PORTION)];
            self.sample(samples)?;
            let health = self.health.as_mut().ok_or(Failure::Unavailable)?;
            samples.iter().try_for_each(|sample| health.accept(*sample)).map_err(Failure::Health)?;
            take(samples);
            left -= samples.len();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::sync::atomic::{AtomicUsize, Ordering};

    fn given(fill: fn(&mut [u8]) -> bool) -> Collector {
        Collector::new(Source::Given(GivenSource { name: "test", min_entropy: MinEntropy::Bits8, esv: None, fill }))
    }

    /// A source that counts gives SHA-512 of the 72 bytes after the 1024 of the start-up test.
    #[test]
    fn seeds_are_conditioned_samples_after_the_start_up_test() {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let mut collector = given(|samples| {
            samples.iter_mut().for_each(|sample| *sample = NEXT.fetch_add(1, Ordering::Relaxed) as u8);
            true
        });
        let mut seed = [0; 80];
        assert_eq!(collector.fill(&mut seed), Ok(()));
        let samples: [u8; 144] = core::array::from_fn(|i| (STARTUP_SAMPLES + i) as u8);
        assert_eq!(seed[..64], Sha512::digest(&[&samples[..72]]));
        assert_eq!(seed[64..], Sha512::digest(&[&samples[72..]])[..16]);
        assert_eq!(NEXT.load(Ordering::Relaxed), STARTUP_SAMPLES + 144);
    }

    #[test]
    fn a_stuck_source_is_a_failure_of_health_and_one_out_of_breath_is_not() {
        let mut seed = [0xa5; 48];
        assert_eq!(given(|_| true).fill(&mut seed), Err(Failure::Health(HealthTest::RepetitionCount)));
        assert_eq!(seed, [0; 48]);
        let mut seed = [0xa5; 48];
        assert_eq!(given(|_| false).fill(&mut seed), Err(Failure::Unavailable));
        assert_eq!(seed, [0; 48]);
    }

    /// A source that gives the first half of what it is asked for, and says that it gave all. What
    /// it gave before must not stand for the other half: however little it is asked for, the health
    /// tests see that there is nothing.
    #[test]
    fn a_source_that_fills_half_is_seen() {
        fn half(samples: &mut [u8]) -> bool {
            static NEXT: AtomicUsize = AtomicUsize::new(1);
            let filled = samples.len().div_ceil(2);
            samples[..filled].iter_mut().for_each(|sample| *sample = NEXT.fetch_add(37, Ordering::Relaxed) as u8);
            true
        }
        assert_eq!(given(half).fill(&mut [0; 48]), Err(Failure::Health(HealthTest::RepetitionCount)));
        // As with a buffer that a generous first answer has filled: from the start-up test on it
        // falls behind.
        static ASKED: AtomicUsize = AtomicUsize::new(0);
        let mut collector = given(|samples| {
            let whole = ASKED.fetch_add(1, Ordering::Relaxed) == 0;
            let filled = if whole { samples.len() } else { samples.len() / 2 };
            samples[..filled].iter_mut().enumerate().for_each(|(i, sample)| *sample = (i * 37 + 1) as u8);
            true
        });
        assert_eq!(collector.start(), Ok(()));
        let mut portion = [0xa5; 100];
        collector.sample(&mut portion).unwrap();
        assert_eq!(portion[50..], [0; 50], "old samples are not new ones");
        assert_eq!(collector.fill(&mut [0; 48]), Err(Failure::Health(HealthTest::RepetitionCount)));
    }

    /// A source that has nothing twice in a row is asked a third time.
    #[test]
    fn a_source_out_of_breath_is_asked_again() {
        static ASKED: AtomicUsize = AtomicUsize::new(0);
        let mut collector = given(|samples| {
            samples.iter_mut().enumerate().for_each(|(i, sample)| *sample = i as u8);
            ASKED.fetch_add(1, Ordering::Relaxed) % 3 == 2
        });
        assert_eq!(collector.fill(&mut [0; 48]), Ok(()));
        assert_eq!(ASKED.load(Ordering::Relaxed) % 3, 0);
    }

    /// Every source that is here works, and gives different seeds.
    #[test]
    fn the_sources_of_this_machine() {
        for source in [Source::OperatingSystem, Source::Rdseed, Source::Jitter] {
            let mut collector = Collector::new(source);
            let [mut first, mut second] = [[0; 48]; 2];
            match collector.fill(&mut first) {
                Ok(()) => {
                    assert_eq!(collector.fill(&mut second), Ok(()));
                    assert_ne!(first, second);
                }
                Err(failure) => assert_eq!((source, failure), (Source::Rdseed, Failure::Unavailable)),
            }
        }
    }
}
