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
use crate::module::notice::{self, Notice};
use crate::module::standing::State;
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

/// Why the root gave nothing. A handler of notices may call the module, so it is told when the lock
/// of the root is open again.
struct Trouble {
    error: Error,
    /// The line of the log about a health test, and whether it has changed the state.
    health: Option<(log::Entry, bool)>,
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self { error, health: None }
    }
}

impl Trouble {
    #[cold]
    fn tell(self) -> Error {
        if let Some((entry, has_failed)) = self.health {
            notice::tell(Notice::Logged(entry));
            if has_failed {
                notice::tell(Notice::State(State::Error));
            }
        }
        if self.error == Error::EntropyUnavailable {
            notice::tell(Notice::NoEntropy);
        }
        self.error
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
    fn entropy(&mut self, seed: &mut [u8]) -> core::result::Result<(), Trouble> {
        // The epoch first: it changes after the source, so a source that is read too early is asked
        // for again.
        let epoch = state::epoch();
        let source = source();
        if self.epoch != epoch || self.collector.source() != source {
            self.collector.set_source(source);
            self.epoch = epoch;
        }
        if source == Source::Loaded {
            return self.loaded.fill(seed).map_err(|failure| Error::from(failure).into());
        }
        let started = log::Stopwatch::start();
        let run = state::now().run();
        self.collector.fill(seed).map_err(|failure| {
            let health = match failure {
                Failure::Health(HealthTest::RepetitionCount) => Some(log::Event::RepetitionCount),
                Failure::Health(HealthTest::AdaptiveProportion) => Some(log::Event::AdaptiveProportion),
                Failure::Unavailable => None,
            };
            let failed = |event| (log::write(event, false, started), state::has_failed(run, event));
            Trouble { error: failure.into(), health: health.map(failed) }
        })
    }

    /// A seed for a child, from a generator that was seeded under the present stamp.
    fn seed(&mut self, seed: &mut [u8], fresh: bool) -> core::result::Result<(), Trouble> {
        let now = Stamp::now();
        if self.generator.as_ref().is_some_and(|(_, stamp)| *stamp != now) {
            self.generator = None;
        }
        if fresh || self.generator.is_none() || self.served >= RESEED_AFTER {
            self.take_entropy(now)?;
        }
        self.served += 1;
        match &mut self.generator {
            Some((generator, _)) => Ok(generator.generate(&[], seed)?),
            None => Err(Error::EntropyUnavailable.into()),
        }
    }

    /// Instantiates the generator, or reseeds it. What is not credited goes in where it needs no
    /// entropy: as personalization string or additional input.
    fn take_entropy(&mut self, now: Stamp) -> core::result::Result<(), Trouble> {
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

/// Works with the root under its lock, and tells of trouble after it.
fn unlocked(work: impl FnOnce(&mut Root) -> core::result::Result<(), Trouble>) -> Result<()> {
    let done = work(&mut ROOT.lock());
    done.map_err(Trouble::tell)
}

/// Randomness for a child of the root; if it is to be `fresh`, the root reseeds from the source
/// first.
///
/// # Errors
/// [`Error::EntropyUnavailable`]; [`Error::ModuleInErrorState`] if a health test fails.
pub(super) fn seed(seed: &mut [u8], fresh: bool) -> Result<()> {
    unlocked(|root| root.seed(seed, fresh))
}

/// Fresh entropy, straight from the conditioned source.
///
/// # Errors
/// As [`seed`].
pub(super) fn entropy(seed: &mut [u8]) -> Result<()> {
    unlocked(|root| root.entropy(seed))
}

/// Keeps entropy that the caller hands in until a seed needs it.
///
/// # Errors
/// As [`Loaded::load`].
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
    notice::tell(Notice::Source(source));
}

/// Runs the start-up test of the source anew, on demand (SP 800-90B section 4.3, requirement 3),
/// and reseeds the root.
///
/// # Errors
/// As [`seed`].
pub(super) fn test_source() -> Result<()> {
    unlocked(|root| {
        root.collector.forget();
        root.seed(&mut *Wiped::new([0; SEED_SIZE]), true)
    })
}

/// Wipes the root and makes the start-up test of the source due again.
pub(super) fn zeroize() {
    let mut root = ROOT.lock();
    root.collector.forget();
    root.loaded.zeroize();
    root.generator = None;
}
