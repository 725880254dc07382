//! The gate: the first line of every service.

use super::cast::{self, Cast};
use super::integrity;
use super::state::{self, State};
use crate::base::error::{Error, Result};
use crate::machine::registers;

/// The permission to work, for the length of one service call. Its drop clears the vector registers.
#[must_use = "the entry must live as long as the service runs"]
pub(crate) struct Entry(#[allow(dead_code)] Intake); // held for its drop

/// What an `update` holds while it takes data. Its drop clears the vector registers.
#[must_use = "the intake must live as long as data are taken"]
pub(crate) struct Intake(());

impl Drop for Intake {
    #[inline]
    fn drop(&mut self) {
        registers::clear();
    }
}

/// Lets a context that was made after the gate take data. It asks for no state and cannot fail, so that `update` can serve
/// the infallible traits of other crates: in the error state the data go into the context, and the gate stands before
/// everything that would let something out of it. The C interface, where every function has a status, refuses to take them.
#[inline]
pub(crate) const fn take_data() -> Intake {
    Intake(())
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
    Ok(Entry(Intake(())))
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
