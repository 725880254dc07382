//! Pairwise consistency tests (ISO/IEC 19790 7.10.3.3): a new key pair is a type of its own until it has passed.

use super::{log, state};
use crate::base::error::{Error, Result};

/// A key pair that can be tested for consistency with itself.
pub(crate) trait PairTest {
    /// Whether the two halves belong together, tried according to their use (IG 10.3.A).
    fn is_consistent(&self) -> bool;
}

/// A fresh key pair. There is no way to the key but [`Untested::consistent`].
pub(crate) struct Untested<K>(K);

impl<K: PairTest> Untested<K> {
    /// Takes a key pair that was just generated.
    pub(crate) const fn new(key: K) -> Self {
        Self(key)
    }

    /// Gives the key if the test passes. If not, the key is dropped, which wipes it, and the module enters its error
    /// state.
    ///
    /// Errors: [`Error::ModuleInErrorState`].
    pub(crate) fn consistent(self) -> Result<K> {
        let started = log::Stopwatch::start();
        if self.0.is_consistent() {
            return Ok(self.0);
        }
        log::record(log::Event::Pairwise, false, started);
        state::fail();
        Err(Error::ModuleInErrorState)
    }
}
