//! The gate: the first line of every service.

use super::cast::{self, Cast};
use super::integrity;
use super::state::{self, State};
use crate::base::error::{Error, Result};
use crate::kernels::registers;

/// The permission to work, for the length of one service call. Its drop clears the vector registers.
#[must_use = "the entry must live as long as the service runs"]
pub(crate) struct Entry(());

impl Drop for Entry {
    #[inline]
    fn drop(&mut self) {
        registers::clear();
    }
}

/// Lets a service begin that rests on the algorithm of `cast`.
///
/// Powers the module on at the very first call and runs the self-test before the first use (IG 10.3.A).
///
/// Errors: [`Error::ModuleInErrorState`].
#[inline]
pub(crate) fn enter(cast: Cast) -> Result<Entry> {
    enter_all(&[cast])
}

/// As [`enter`], for a service that rests on several algorithms.
#[inline]
pub(crate) fn enter_all(casts: &[Cast]) -> Result<Entry> {
    if state::now() != State::Operational {
        power_on()?;
    }
    for &cast in casts {
        if !cast.passed() {
            cast::run_now(cast)?;
        }
    }
    Ok(Entry(()))
}

/// Lets a service begin that rests on no self-tested algorithm.
#[inline]
pub(crate) fn operational() -> Result<Entry> {
    enter_all(&[])
}

/// Runs the pre-operational tests if they have not been run.
///
/// Errors: [`Error::ModuleInErrorState`].
#[cold]
pub(crate) fn power_on() -> Result<()> {
    match state::now() {
        State::Operational => return Ok(()),
        State::Error => return Err(Error::ModuleInErrorState),
        State::PowerOff | State::SelfTest => state::rise(State::SelfTest),
    }
    if integrity::test() {
        state::rise(State::Operational);
    } else {
        state::fail();
    }
    match state::now() {
        State::Operational => Ok(()),
        _ => Err(Error::ModuleInErrorState),
    }
}
