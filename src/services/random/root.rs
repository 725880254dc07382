//! The root generator of the process: RBG2 of SP 800-90C, CTR_DRBG with AES-256 fed by the noise
//! source.
//!
//! Children ask it for their seeds. It is seeded at its first use and after a fork, a restart and a
//! zeroization. It is reseeded every [`RESEED_AFTER`] requests and whenever a child asks for fresh
//! entropy.

use crate::algorithms::drbg::Drbg as _;
use crate::algorithms::drbg::ctr::{Ctr, FULL_COUNTER, Parameters};
use crate::base::error::{Error, Result};
use crate::entropy::{self, Collector, Failure, HealthTest, Loaded, Source};
use crate::machine::fork::Life;
use crate::machine::process_lock::{ProcessLock, Setting};
use crate::machine::wipe::Wiped;
use crate::module::log;
use crate::module::state::{self, Epoch};
use zeroize::Zeroize;

/// CTR_DRBG with AES-256, without a derivation function, because its seeds have full entropy.
pub(super) const PARAMETERS: Parameters = Parameters { key_len: 32, derivation: false, counter_bits: FULL_COUNTER };
/// The bytes of its seed: key and block.
pub(super) const SEED_SIZE: usize = 48;
/// How many seeds the root gives before it takes fresh entropy.
const RESEED_AFTER: u32 = 1 << 10;

static ROOT: ProcessLock<Root> = ProcessLock::new(Root::new(), Root::new);

/// The choice of the source is kept apart, so that a fork in the middle of the root's work never
/// changes it.
static SOURCE: Setting<Source> = Setting::new(Source::preset());

/// Marks the moment in which a generator was seeded: it changes with every fork, restart and
/// zeroization.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    epoch: Epoch,
    life: Life,
}

impl Stamp {
    #[inline]
    pub(super) fn now() -> Self {
        Self { epoch: state::epoch(), life: Life::now() }
    }
}

struct Root {
    collector: Collector,
    /// The epoch in which the collector began. In another one its start-up test is due again, also
    /// if the source seems to be the same: the integrator may have chosen it anew, and one function
    /// can stand before many.
    epoch: Epoch,
    generator: Option<(Ctr, Stamp)>,
    served: u32,
    loaded: Loaded,
}

impl Root {
    const fn new() -> Self {
        let collector = Collector::new(Source::preset());
        Self { collector, epoch: Epoch::FIRST, generator: None, served: 0, loaded: Loaded::new() }
    }

    /// Bits of full entropy from the source.
    fn entropy(&mut self, seed: &mut [u8]) -> Result<()> {
        // The epoch first: it changes after the source, so a source that is read too early is asked
        // for again.
        let epoch = state::epoch();
        let source = source();
        if self.epoch != epoch || self.collector.source() != source {
            self.collector.set_source(source);
            self.epoch = epoch;
        }
        if source == Source::Loaded {
            return Ok(self.loaded.fill(seed)?);
        }
        let started = log::Stopwatch::start();
        let run = state::now().run();
        self.collector.fill(seed).map_err(|failure| {
            if let Failure::Health(test) = failure {
                let event = match test {
                    HealthTest::RepetitionCount => log::Event::RepetitionCount,
                    HealthTest::AdaptiveProportion => log::Event::AdaptiveProportion,
                };
                log::record(event, false, started);
                state::fail(run, event);
            }
            Error::from(failure)
        })
    }

    /// A seed for a child, from a generator that was seeded under the present stamp.
    fn seed(&mut self, seed: &mut [u8], fresh: bool) -> Result<()> {
        let now = Stamp::now();
        if self.generator.as_ref().is_some_and(|(_, stamp)| *stamp != now) {
            self.generator = None;
        }
        if fresh || self.generator.is_none() || self.served >= RESEED_AFTER {
            self.take_entropy(now)?;
        }
        self.served += 1;
        match &mut self.generator {
            Some((generator, _)) => generator.generate(&[], seed),
            None => Err(Error::EntropyUnavailable),
        }
    }

    /// Instantiates the generator, or reseeds it. What is not credited goes in where it needs no
    /// entropy: as personalization string or additional input.
    fn take_entropy(&mut self, now: Stamp) -> Result<()> {
        let mut entropy = Wiped::new([0; SEED_SIZE]);
        self.entropy(&mut *entropy)?;
        let mut uncredited = Wiped::new([0; SEED_SIZE]);
        entropy::uncredited(self.collector.source(), &mut uncredited);
        match &mut self.generator {
            Some((generator, _)) => generator.reseed(&*entropy, &*uncredited)?,
            None => self.generator = Some((Ctr::instantiate(PARAMETERS, &*entropy, &[], &*uncredited)?, now)),
        }
        self.served = 0;
        Ok(())
    }
}

/// Randomness for a child of the root; if it is to be `fresh`, the root reseeds from the source
/// first.
///
/// Errors: [`Error::EntropyUnavailable`]; [`Error::ModuleInErrorState`] if a health test fails.
pub(super) fn seed(seed: &mut [u8], fresh: bool) -> Result<()> {
    ROOT.lock().seed(seed, fresh)
}

/// Fresh entropy, straight from the conditioned source.
///
/// Errors: as [`seed`].
pub(super) fn entropy(seed: &mut [u8]) -> Result<()> {
    ROOT.lock().entropy(seed)
}

/// Keeps entropy that the caller hands in until a seed needs it.
///
/// Errors: as [`Loaded::load`].
pub(super) fn load(entropy: &[u8], claimed_bits: usize) -> Result<()> {
    ROOT.lock().loaded.load(entropy, claimed_bits)
}

/// The source in use.
pub(super) fn source() -> Source {
    SOURCE.get()
}

/// Chooses a source; every generator is seeded anew, after the start-up test of the source.
pub(super) fn set_source(source: Source) {
    SOURCE.set(source);
    state::next_epoch();
}

/// Runs the start-up test of the source anew, on demand (SP 800-90B section 4.3, requirement 3),
/// and reseeds the root.
///
/// Errors: as [`seed`].
pub(super) fn test_source() -> Result<()> {
    let mut root = ROOT.lock();
    root.collector.forget();
    root.seed(&mut *Wiped::new([0; SEED_SIZE]), true)
}

/// Wipes the root and makes the start-up test of the source due again.
pub(super) fn zeroize() {
    let mut root = ROOT.lock();
    root.collector.forget();
    root.loaded.zeroize();
    root.generator = None;
}
