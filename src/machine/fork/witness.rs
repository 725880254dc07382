//! What a process can ask the kernel to find out whether it is the one that asked before, where no
//! page is wiped.
//!
//! The process identifier alone does not tell: in nested PID namespaces parent and child may both
//! be number 1. A POSIX timer does: a child of a fork has none of its parent's (POSIX.1-2017,
//! `fork`). One is made that never notifies anybody, with a period that another timer of that
//! number would hardly have. Where none can be had, processor time tells much: it begins at zero in
//! a child, and in the same process it never falls.

use crate::machine::system_call::{number, system_call};
use crate::machine::timestamp;
use core::sync::atomic::{AtomicU64, Ordering};

const CLOCK_MONOTONIC: usize = 1;
const CLOCK_PROCESS_CPUTIME_ID: usize = 2;
const SIGEV_NONE: i32 = 1;

/// `struct timespec` of 64-bit systems.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
struct Time {
    seconds: i64,
    nanoseconds: i64,
}

/// `struct itimerspec`.
#[repr(C)]
struct Setting {
    period: Time,
    first: Time,
}

/// `struct sigevent`, of 64 bytes.
#[repr(C)]
struct Notification {
    value: u64,
    signal: i32,
    kind: i32,
    rest: [u64; 6],
}

/// What a process knew of itself.
pub(super) struct Witness {
    process_id: u32,
    timer: Option<Timer>,
    /// The most processor time seen, in nanoseconds.
    processor_time: AtomicU64,
}

impl Witness {
    pub(super) fn of_this_process() -> Self {
        Self { process_id: process_id(), timer: Timer::new(), processor_time: AtomicU64::new(processor_time()) }
    }

    /// Whether the process that made it is the one that asks.
    pub(super) fn is_of_this_process(&self) -> bool {
        if self.process_id != process_id() {
            return false;
        }
        if let Some(timer) = &self.timer {
            return timer.is_there();
        }
        // In this order: what another thread has seen before this one looks is not more than what
        // this one sees.
        let seen = self.processor_time.load(Ordering::Acquire);
        let now = processor_time();
        self.processor_time.fetch_max(now, Ordering::AcqRel);
        now >= seen
    }
}

pub(super) fn process_id() -> u32 {
    // SAFETY: getpid takes nothing and touches no memory.
    unsafe { system_call(number::GETPID, [0; 6]) as u32 }
}

/// Nanoseconds, or zero where they cannot be had.
fn processor_time() -> u64 {
    let mut time = Time { seconds: 0, nanoseconds: 0 };
    let arguments = [CLOCK_PROCESS_CPUTIME_ID, (&raw mut time).expose_provenance(), 0, 0, 0, 0];
    // SAFETY: the kernel writes into `time`, which has the form that it has here.
    unsafe { system_call(number::CLOCK_GETTIME, arguments) };
    (time.seconds as u64).wrapping_mul(1_000_000_000).wrapping_add(time.nanoseconds as u64)
}

/// A timer of this process that notifies nobody.
struct Timer {
    number: i32,
    period: Time,
}

impl Timer {
    /// None where the kernel gives none, or one that does not keep what it is set to.
    fn new() -> Option<Self> {
        let mut event = Notification { value: 0, signal: 0, kind: SIGEV_NONE, rest: [0; 6] };
        let mut number = -1_i32;
        let arguments =
            [CLOCK_MONOTONIC, (&raw mut event).expose_provenance(), (&raw mut number).expose_provenance(), 0, 0, 0];
        // SAFETY: the kernel reads `event` and writes `number`, which have the forms that they have
        // here.
        if unsafe { system_call(number::TIMER_CREATE, arguments) } != 0 {
            return None;
        }
        // Centuries, so that it never ends a period: the kernel reports periods as they were set.
        let tick = timestamp::now();
        let period =
            Time { seconds: (1 << 31) + (tick >> 32 & 0xffff) as i64, nanoseconds: (tick & 0x1fff_ffff) as i64 };
        let timer = Self { number, period };
        if timer.set() && timer.is_there() {
            return Some(timer);
        }
        // SAFETY: the timer was made above, and nobody else knows of it.
        unsafe { system_call(number::TIMER_DELETE, [number as usize, 0, 0, 0, 0, 0]) };
        None
    }

    fn set(&self) -> bool {
        let setting = Setting { period: self.period, first: self.period };
        let arguments = [self.number as usize, 0, (&raw const setting).expose_provenance(), 0, 0, 0];
        // SAFETY: the kernel reads `setting`, which has the form that it has here.
        unsafe { system_call(number::TIMER_SETTIME, arguments) == 0 }
    }

    /// Whether this process has a timer of that number with that period.
    fn is_there(&self) -> bool {
        let none = Time { seconds: 0, nanoseconds: 0 };
        let mut setting = Setting { period: none, first: none };
        let arguments = [self.number as usize, (&raw mut setting).expose_provenance(), 0, 0, 0, 0];
        // SAFETY: the kernel writes into `setting`, which has the form that it has here.
        let answer = unsafe { system_call(number::TIMER_GETTIME, arguments) };
        answer == 0 && setting.period == self.period
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_knows_itself() {
        let with_timer = Witness::of_this_process();
        assert!(with_timer.timer.is_some());
        let without = Witness { timer: None, ..Witness::of_this_process() };
        for _ in 0..1000 {
            assert!(with_timer.is_of_this_process() && without.is_of_this_process());
        }
    }

    #[test]
    fn each_sign_of_another_process_is_seen() {
        let other = Witness { process_id: process_id() + 1, ..Witness::of_this_process() };
        assert!(!other.is_of_this_process());
        let other = Witness {
            timer: Timer::new().map(|timer| Timer { number: timer.number + 1000, ..timer }),
            ..Witness::of_this_process()
        };
        assert!(!other.is_of_this_process());
        let other = Witness { timer: None, processor_time: AtomicU64::new(u64::MAX), ..Witness::of_this_process() };
        assert!(!other.is_of_this_process());
    }
}
