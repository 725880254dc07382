//! Provoked faults, for a laboratory that wants to see every self-test fail. Not in a product
//! build.
//!
//! A fault is named in the environment (`QILA_FAIL_CAST=NAME`, `NAME:2` for the second input only)
//! or, without an environment, by `lab::provoke`.

use crate::machine::process_lock::ProcessLock;
use core::sync::atomic::{AtomicU32, Ordering};

/// The longest name of a fault.
const MAX_NAME: usize = 64;

static PROVOKED: ProcessLock<([u8; MAX_NAME], usize)> = ProcessLock::new(NOTHING, || NOTHING);
const NOTHING: ([u8; MAX_NAME], usize) = ([0; MAX_NAME], 0);

/// Asks for the fault `name` from now on; an empty name ends it. A name of more than 64 bytes asks
/// for nothing.
pub(crate) fn provoke(name: &str) {
    let mut slot = PROVOKED.lock();
    slot.1 = 0;
    if let Some(place) = slot.0.get_mut(..name.len()) {
        place.copy_from_slice(name.as_bytes());
        slot.1 = name.len();
    }
}

/// Whether the next self-test waits with its result: nothing asked for, asked for, or one waits.
static RESULT: AtomicU32 = AtomicU32::new(AT_ONCE);
const AT_ONCE: u32 = 0;
const ASKED: u32 = 1;
const WAITS: u32 = 2;

/// Makes the next self-test wait between its end and the record of its result, so that a restart
/// can come between.
pub(crate) fn hold_result() {
    RESULT.store(ASKED, Ordering::SeqCst);
}

/// Whether a self-test waits.
pub(crate) fn holds_result() -> bool {
    RESULT.load(Ordering::SeqCst) == WAITS
}

/// Lets it go on.
pub(crate) fn let_result_go() {
    RESULT.store(AT_ONCE, Ordering::SeqCst);
}

/// Where a self-test waits, if that was asked for.
pub(crate) fn wait_with_result() {
    if RESULT.compare_exchange(ASKED, WAITS, Ordering::SeqCst, Ordering::SeqCst).is_ok() {
        while holds_result() {
            core::hint::spin_loop();
        }
    }
}

/// What to spoil in one self-test.
pub(crate) struct Fault {
    /// Spoil this input, counted from one; zero: every input. `None`: nothing is asked for.
    target: Option<usize>,
    inputs: usize,
}

impl Fault {
    /// The fault asked for under `name`, or none.
    pub(crate) fn of(name: &str) -> Self {
        let asked = *PROVOKED.lock();
        let target = match asked.0.get(..asked.1) {
            // A name given to `provoke`, also one that no test has, overrides the environment.
            Some(asked) if !asked.is_empty() => parse(asked, name.as_bytes()),
            _ => from_environment(name),
        };
        Self { target, inputs: 0 }
    }

    /// Flips one bit of the input, if it is the one asked for.
    pub(crate) fn spoil(&mut self, bytes: &mut [u8]) {
        self.inputs += 1;
        let is_meant = self.target == Some(0) || self.target == Some(self.inputs);
        if is_meant && let Some(first) = bytes.first_mut() {
            *first ^= 1;
        }
    }

    /// Whether anything is asked for.
    pub(crate) fn is_asked(&self) -> bool {
        self.target.is_some()
    }

    /// How many inputs were taken so far.
    pub(crate) fn inputs(&self) -> usize {
        self.inputs
    }
}

/// `NAME` gives zero, `NAME:2` two, anything else nothing.
fn parse(asked: &[u8], name: &[u8]) -> Option<usize> {
    match asked.strip_prefix(name)? {
        [] => Some(0),
        [b':', digits @ ..] => core::str::from_utf8(digits).ok()?.parse().ok().filter(|&number| number > 0),
        _ => None,
    }
}

#[cfg(feature = "std")]
fn from_environment(name: &str) -> Option<usize> {
    std::env::var("QILA_FAIL_CAST").ok().and_then(|asked| parse(asked.as_bytes(), name.as_bytes()))
}

#[cfg(not(feature = "std"))]
fn from_environment(_name: &str) -> Option<usize> {
    None
}
