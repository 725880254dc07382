//! Raw samples of the noise sources, before any conditioning, as an assessment by SP 800-90B needs
//! them.

use crate::base::error::Result;
use crate::base::secret::opaque;
use crate::entropy::{self, Collector};
use crate::module::gate;
use crate::services::random::{MinEntropy, Source};

pub use crate::entropy::Model;

/// A noise source outside the generators, read for assessment. What it gives is used for nothing
/// else.
pub struct Samples(Collector);

opaque!(Samples);

impl Samples {
    /// Opens `source`. A new one is a restart in the sense of SP 800-90B section 3.1.4.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn new(source: Source) -> Result<Self> {
        let _entry = gate::operational()?;
        Ok(Self(Collector::new(source)))
    }

    /// Fills `samples` with the next raw samples, one byte each, in the way in which seeds are
    /// collected. Health tests are not run, so that an assessment also sees a broken source.
    ///
    /// # Errors
    /// [`EntropyUnavailable`](crate::Error::EntropyUnavailable),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn read(&mut self, samples: &mut [u8]) -> Result<()> {
        let entry = gate::operational()?;
        self.0.raw(samples)?;
        entry.release(samples)
    }
}

/// The cut-offs of the repetition count test and of the adaptive proportion test for a claim of
/// min-entropy.
#[must_use]
pub fn cutoffs(claim: MinEntropy) -> (u32, u32) {
    entropy::cutoffs(claim)
}

/// What the module does with the samples of a source until they are a seed.
#[must_use]
pub const fn model(source: Source) -> Model {
    entropy::model(source)
}
