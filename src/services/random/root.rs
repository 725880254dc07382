//! The root generator of the process: RBG2 of SP 800-90C, CTR_DRBG with AES-256 fed by the noise source.
//!
//! Children ask it for their seeds. It is seeded when it is first needed, and again after a fork, a restart, a
//! zeroization and every [`RESEED_AFTER`] requests.

use crate::algorithms::drbg::ctr::{Ctr, FULL_COUNTER, Parameters};
use crate::base::error::{Error, Result};
use crate::base::secret::Wiped;
use crate::entropy::{Collector, Failure, Source};
use crate::kernels::fork;
use crate::kernels::process_lock::ProcessLock;
use crate::module::state;

/// CTR_DRBG with AES-256, without a derivation function, because its seeds have full entropy.
pub(super) const PARAMETERS: Parameters = Parameters { key_len: 32, derivation: false, counter_bits: FULL_COUNTER };
/// The bytes of its seed: key and block.
pub(super) const SEED_SIZE: usize = 48;
/// How many seeds the root gives before it takes fresh entropy.
const RESEED_AFTER: u32 = 1 << 10;

static ROOT: ProcessLock<Root> = ProcessLock::new(Root::new(), Root::new);

/// The choice of the source is a setting: it is kept apart, so that it outlives a root that was forked in the middle of
/// its work.
static SOURCE: ProcessLock<Source> = ProcessLock::new(Source::preset(), Source::preset);

/// Marks the moment in which a generator was seeded: it changes with every fork, restart and zeroization.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    epoch: u32,
    generation: u32,
}

impl Stamp {
    #[inline]
    pub(super) fn now() -> Self {
        Self { epoch: state::epoch(), generation: fork::generation() }
    }
}

struct Root {
    collector: Collector,
    generator: Option<(Ctr, Stamp)>,
    served: u32,
}

impl Root {
    const fn new() -> Self {
        Self { collector: Collector::new(Source::preset()), generator: None, served: 0 }
    }

    /// Bits of full entropy from the source.
    fn entropy(&mut self, seed: &mut [u8]) -> Result<()> {
        let source = source();
        if self.collector.source() != source {
            self.collector.set_source(source);
        }
        self.collector.fill(seed).map_err(|failure| {
            if failure == Failure::Health {
                state::fail();
            }
            Error::from(failure)
        })
    }

    /// A seed for a child, from a generator that is seeded under the present stamp.
    fn seed(&mut self, seed: &mut [u8]) -> Result<()> {
        let now = Stamp::now();
        if self.generator.as_ref().is_none_or(|(_, stamp)| *stamp != now) || self.served >= RESEED_AFTER {
            self.generator = None;
            let mut entropy = Wiped::new([0; SEED_SIZE]);
            self.entropy(&mut *entropy)?;
            self.generator = Some((Ctr::instantiate(PARAMETERS, &*entropy, &[], b"Qila root")?, now));
            self.served = 0;
        }
        self.served += 1;
        match &mut self.generator {
            Some((generator, _)) => generator.generate(&[], seed),
            None => Err(Error::EntropyUnavailable),
        }
    }
}

/// Randomness for a child of the root.
///
/// Errors: [`Error::EntropyUnavailable`]; [`Error::ModuleInErrorState`] if a health test fails.
pub(super) fn seed(seed: &mut [u8]) -> Result<()> {
    ROOT.lock().seed(seed)
}

/// Fresh entropy, straight from the conditioned source.
///
/// Errors: as [`seed`].
pub(super) fn entropy(seed: &mut [u8]) -> Result<()> {
    ROOT.lock().entropy(seed)
}

/// The source in use.
pub(super) fn source() -> Source {
    *SOURCE.lock()
}

/// Chooses another source; every generator is seeded anew.
pub(super) fn set_source(source: Source) {
    *SOURCE.lock() = source;
    state::next_epoch();
}

/// Wipes the root and makes the start-up test of the source due again.
pub(crate) fn zeroize() {
    let mut root = ROOT.lock();
    root.collector.forget();
    root.generator = None;
}
