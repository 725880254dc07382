//! The gate: the first line of every service, and the last.
//!
//! Each service asks twice whether the module works: before it begins, and again before output
//! leaves, because a test may have failed meanwhile in another thread. One word holds the state and
//! the run, so the second look is one load.

use super::cast::{self, SelfTest};
use super::integrity;
use super::run::Run;
use super::state::{self, Moment, State};
use crate::base::error::{Error, Result};
use crate::machine::{registers, wipe};
use zeroize::Zeroize;

/// The permission to work, for the length of one service call. Its drop clears the vector
/// registers.
#[must_use = "the entry must live as long as the service runs"]
pub(crate) struct Entry(Moment);

impl Drop for Entry {
    #[inline]
    fn drop(&mut self) {
        registers::clear();
    }
}

impl Entry {
    /// Lets `out` leave the module: what the service wrote for its caller, where it wrote it.
    ///
    /// Errors: [`Error::ModuleInErrorState`] if the module has failed or was restarted since the
    /// service began; `out` is then zero.
    #[inline]
    pub(crate) fn release<T: Zeroize + ?Sized>(&self, out: &mut T) -> Result<()> {
        if self.is_open() {
            return Ok(());
        }
        refuse(out)
    }

    /// As [`Entry::release`] for several values.
    ///
    /// Errors: as [`Entry::release`].
    pub(crate) fn release_all<T: Zeroize>(&self, out: &mut [T]) -> Result<()> {
        if self.is_open() {
            return Ok(());
        }
        out.iter_mut().for_each(Zeroize::zeroize);
        Err(Error::ModuleInErrorState)
    }

    /// Lets a value leave that wipes itself or that is no secret: an answer, a public tag, a key
    /// that the caller can read.
    ///
    /// Errors: as [`Entry::release`]; the value is dropped.
    #[inline]
    pub(crate) fn release_value<T>(&self, value: T) -> Result<T> {
        if self.is_open() { Ok(value) } else { Err(Error::ModuleInErrorState) }
    }

    #[inline]
    fn is_open(&self) -> bool {
        #[cfg(feature = "lab")]
        super::provoked::strike_before_exit(self.0.run());
        self.0.lasts()
    }
}

/// The stack that [`clean`] wipes, in bytes. `tests/residue.rs` shows that no service needs more.
const STACK: usize = if cfg!(target_os = "none") { 4 << 10 } else { 10 << 10 };

/// The same for lattices and trees of hash values, which work in more: arrays of polynomials, or
/// the ends of chains, lie on the stack.
const LARGE_STACK: usize = 44 << 10;

/// The same for making a pair of ML-DSA, whose halves are moved whole where they are not inlined.
const PAIR_STACK: usize = if cfg!(target_os = "none") { LARGE_STACK } else { 96 << 10 };

/// The same for curves: tables of multiples, and many coordinates; and for public keys of RSA.
const CURVE_STACK: usize = if cfg!(target_os = "none") { 14 << 10 } else { 20 << 10 };

/// The last field of a key or context whose calls are hot: its drop wipes the stack below whoever
/// drops it, and the registers. So what those calls left there goes with the key.
#[derive(Clone)]
pub(crate) struct Traces;

impl Drop for Traces {
    #[inline]
    fn drop(&mut self) {
        wipe::forget::<STACK>();
    }
}

/// As [`Traces`] for a key that is made for a single short message as often as not, with `FEW`
/// bytes where vector kernels serve.
#[inline]
pub(crate) fn forget_briefly<const FEW: usize>() {
    wipe::forget_briefly::<FEW, { 4 << 10 }>();
}

/// Runs a service that is not hot in frames of its own, and wipes them and the registers: nothing
/// of a secret stays behind but the result. Decision 0011 says what is hot.
///
/// Time: that of the service, and about 100 ns.
#[inline(always)] // a frame between would keep a copy of the result, as in the others
pub(crate) fn clean<R>(service: impl FnOnce() -> R) -> R {
    wipe::on_clean_stack::<STACK, R>(service)
}

/// As [`clean`] for a service that takes some 300 ns or more where vector kernels serve and spills
/// little there, for which `FEW` bytes are enough. Portable kernels spill more, and take longer.
///
/// Time: that of the service and 5 ns for each KiB of `FEW`; elsewhere as [`clean`].
#[inline(always)]
pub(crate) fn clean_briefly<const FEW: usize, R>(service: impl FnOnce() -> R) -> R {
    wipe::on_briefly_clean_stack::<FEW, STACK, R>(service)
}

/// As [`clean`] for a service that is over in some 200 ns, of which `N` bytes are enough on every
/// tier.
///
/// Time: that of the service and 5 ns for each KiB of `N`.
#[inline(always)]
pub(crate) fn clean_within<const N: usize, R>(service: impl FnOnce() -> R) -> R {
    wipe::on_clean_stack::<N, R>(service)
}

/// As [`clean`] for a service on lattices, or on trees of hash values.
///
/// Time: that of the service, and about 1 µs.
#[inline(always)]
pub(crate) fn clean_large<R>(service: impl FnOnce() -> R) -> R {
    wipe::on_clean_stack::<LARGE_STACK, R>(service)
}

/// As [`clean_large`] for making a pair of ML-DSA.
///
/// Time: that of the service, and about 2 µs.
#[inline(always)]
pub(crate) fn clean_pair<R>(service: impl FnOnce() -> R) -> R {
    wipe::on_clean_stack::<PAIR_STACK, R>(service)
}

/// The same for keys of RSA, which are moved whole, and work in tables of their powers.
const HUGE_STACK: usize = 128 << 10;

/// As [`clean`] for a service with a private key of RSA, and for many signatures at once.
///
/// Time: that of the service, and about 3 µs.
#[inline]
pub(crate) fn clean_huge<R>(service: impl FnOnce() -> R) -> R {
    wipe::on_clean_stack::<HUGE_STACK, R>(service)
}

/// As [`clean`] for a service on curves, and for verification with RSA.
///
/// Time: that of the service, and about 300 ns.
#[inline]
pub(crate) fn clean_curve<R>(service: impl FnOnce() -> R) -> R {
    wipe::on_clean_stack::<CURVE_STACK, R>(service)
}

/// As [`clean`] for a service that consumes its context.
///
/// Time: as [`clean`].
#[inline(always)]
pub(crate) fn clean_of<T, R>(context: T, service: impl FnOnce(T) -> R) -> R {
    wipe::on_clean_stack_with::<STACK, T, R>(context, service)
}

/// As [`clean_huge`] for a service that consumes its context.
///
/// Time: as [`clean_huge`].
#[inline(always)]
pub(crate) fn clean_huge_of<T, R>(context: T, service: impl FnOnce(T) -> R) -> R {
    wipe::on_clean_stack_with::<HUGE_STACK, T, R>(context, service)
}

/// `clean_clone!(Type { fields })`, or with generics `clean_clone!([H: Hash] Type<H> { fields })`:
/// a copy is made as a service is done that is not hot.
macro_rules! clean_clone {
    ([$($generics:tt)*] $type:ty { $($field:tt),+ $(,)? }) => {
        impl<$($generics)*> Clone for $type {
            fn clone(&self) -> Self {
                $crate::module::gate::clean(|| Self { $($field: self.$field.clone()),+ })
            }
        }
    };
    ($type:ty { $($field:tt),+ $(,)? }) => {
        $crate::module::gate::clean_clone!([] $type { $($field),+ });
    };
}
pub(crate) use clean_clone;

#[cold]
#[inline(never)]
fn refuse<T: Zeroize + ?Sized>(out: &mut T) -> Result<()> {
    out.zeroize();
    Err(Error::ModuleInErrorState)
}

/// Lets a context that was made after the gate take data, as [`clean_within`]. It asks for no state
/// and cannot fail, so that `update` can serve the infallible traits of other crates: in the error
/// state the data go into the context, and the gate stands before everything that would let
/// something out of it. The C interface, where every function has a status, refuses to take them.
#[inline(always)]
pub(crate) fn take_data<const N: usize>(take: impl FnOnce()) {
    wipe::on_clean_stack::<N, ()>(take);
}

/// Lets a service begin that rests on the algorithm of `test`.
///
/// Powers the module on at the very first call and runs the self-test before the first use (IG
/// 10.3.A), after those that it requires. A pass implies theirs, so a hot call loads the state and
/// one result.
///
/// Errors: [`Error::ModuleInErrorState`].
#[inline]
pub(crate) fn enter(test: &'static SelfTest) -> Result<Entry> {
    let moment = state::now();
    if moment.admits(test) {
        return Ok(Entry(moment));
    }
    make_ready(&[test]).map(Entry)
}

/// As [`enter`], for a service whose caller chose two algorithms that do not require each other.
#[inline]
pub(crate) fn enter_all(tests: &[&'static SelfTest]) -> Result<Entry> {
    let moment = state::now();
    if moment.is_operational() && tests.iter().all(|test| moment.admits(test)) {
        return Ok(Entry(moment));
    }
    make_ready(tests).map(Entry)
}

/// Lets a service begin that rests on no self-tested algorithm.
#[cfg(feature = "lab")]
#[inline]
pub(crate) fn operational() -> Result<Entry> {
    enter_all(&[])
}

/// Powers the module on and runs what of `tests` has not passed; once more where the module is
/// restarted meanwhile.
#[cold]
#[inline(never)]
fn make_ready(tests: &[&'static SelfTest]) -> Result<Moment> {
    loop {
        let moment = power_on()?;
        let run = moment.run();
        for test in tests.iter().filter(|test| !test.passed(run)) {
            cast::run_now(test, run);
        }
        // A failure is the error state, which power-on reports.
        if moment.lasts() && tests.iter().all(|test| test.passed(run)) {
            return Ok(moment);
        }
    }
}

/// Runs the pre-operational tests if they have not been run, and gives the moment in which the
/// module worked. Where it is restarted meanwhile, the tests of the new run decide, never those
/// that began before.
///
/// Errors: [`Error::ModuleInErrorState`].
#[cold]
pub(crate) fn power_on() -> Result<Moment> {
    loop {
        let moment = state::now();
        let run = moment.run();
        match moment.state() {
            State::Operational => return Ok(moment),
            State::Error => return Err(Error::ModuleInErrorState),
            State::PowerOff | State::SelfTest => state::rise(run, State::SelfTest),
        }
        match integrity::test(run) {
            Ok(()) => state::rise(run, State::Operational),
            Err(what) => state::fail(run, what),
        }
    }
}

/// Runs the integrity test. A failure is the error state.
pub(crate) fn test_integrity(run: Run) -> bool {
    integrity::test(run).map_err(|what| state::fail(run, what)).is_ok()
}

/// Runs `test` in a working module, and in the next run where the module is restarted meanwhile. A
/// failure is the error state, which `test` enters.
///
/// Errors: [`Error::ModuleInErrorState`].
pub(crate) fn test_again(test: impl Fn(Run) -> bool) -> Result<()> {
    loop {
        let moment = power_on()?;
        if test(moment.run()) && moment.lasts() {
            return Ok(());
        }
    }
}
