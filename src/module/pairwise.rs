//! Pairwise consistency tests (ISO/IEC 19790 7.10.3.3): a new key pair is a type of its own until
//! it has passed.

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

    /// As [`Untested::consistent`] for a key pair that is large: it is made where it lies, because
    /// each move would be a copy on the stack.
    ///
    /// Errors: as `make`; [`Error::ModuleInErrorState`].
    #[inline(always)]
    pub(crate) fn made(empty: K, make: impl FnOnce(&mut K) -> Result<()>) -> Result<K> {
        let mut key = Self(empty);
        make(&mut key.0)?;
        key.test()?;
        Ok(key.0)
    }

    /// Gives the key if the test passes. If not, the key is dropped, which wipes it, and the module
    /// enters its error state.
    ///
    /// Errors: [`Error::ModuleInErrorState`].
    pub(crate) fn consistent(self) -> Result<K> {
        self.test()?;
        Ok(self.0)
    }

    fn test(&self) -> Result<()> {
        let started = log::Stopwatch::start();
        let run = state::now().run();
        if self.0.is_consistent() && !is_failure_asked() {
            return Ok(());
        }
        log::record(log::Event::Pairwise, false, started);
        state::fail(run, log::Event::Pairwise);
        Err(Error::ModuleInErrorState)
    }
}

/// Whether a laboratory wants the test to fail, under the name of its event.
#[cfg(feature = "lab")]
fn is_failure_asked() -> bool {
    super::fault::Fault::of(log::Event::Pairwise.name()).is_asked()
}

/// Nobody can in a product.
#[cfg(not(feature = "lab"))]
const fn is_failure_asked() -> bool {
    false
}

/// Enters the error state after a private operation whose result, seen from the public half, does
/// not give its input back: a fault.
#[cold]
pub(crate) fn found_fault() -> Error {
    let started = log::Stopwatch::start();
    log::record(log::Event::PrivateOperation, false, started);
    state::fail(state::now().run(), log::Event::PrivateOperation);
    Error::ModuleInErrorState
}

#[cfg(test)]
#[allow(dead_code, clippy::expect_used)] // a test fails by panicking
#[path = "../../tests/common/child.rs"]
mod child;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::module::state::State;

    struct Pair(bool);

    impl PairTest for Pair {
        fn is_consistent(&self) -> bool {
            self.0
        }
    }

    /// In a process of its own, because the error state is that of the process.
    #[test]
    fn an_inconsistent_pair_is_the_error_state() {
        const NAME: &str = "module::pairwise::tests::an_inconsistent_pair_is_the_error_state";
        if !child::is(NAME) {
            return child::run(NAME, &[]);
        }
        assert!(Untested::new(Pair(true)).consistent().is_ok());
        assert_ne!(state::now().state(), State::Error);
        assert_eq!(Untested::new(Pair(false)).consistent().err(), Some(Error::ModuleInErrorState));
        assert_eq!(state::now().state(), State::Error);
        assert_eq!(state::failure(), Some(log::Event::Pairwise));
        assert!(log::entries().any(|entry| entry.event == log::Event::Pairwise && !entry.passed));
    }
}
