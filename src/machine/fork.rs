//! Notices a `fork`: parent and child have the same memory, so the child must not go on with what
//! the parent counts.
//!
//! Some state must never repeat: a generator's, a count, a sequence of IVs, a key stream. Its
//! holder keeps the [`Life`] in which it was made and asks before each use. On Linux that is a load
//! from a page that the kernel wipes in the child, and a comparison; `fork/linux.rs` says what
//! happens where the kernel does not wipe it. Decision 0008 tells the rest.

use crate::base::error::{Error, Result};

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
#[path = "fork/linux.rs"]
mod platform;
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
#[path = "fork/witness.rs"]
mod witness;

/// A stretch of a process's life in which nobody else goes on from the same memory: it ends in the
/// child of a fork, and where the process says that its memory was copied ([`begin_life`]).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Life(u32);

impl Life {
    /// The present one.
    #[inline]
    pub(crate) fn now() -> Self {
        Self(platform::life())
    }

    /// Whether what was made in this life may go on.
    ///
    /// Errors: [`Error::KeyExhausted`] in a copy, because the original goes on.
    #[inline]
    pub(crate) fn check(self) -> Result<()> {
        // One comparison decides: what is known without asking is zero where it must be asked for,
        // and no life is zero.
        if platform::known_life() == self.0 { Ok(()) } else { self.ask() }
    }

    #[cold]
    fn ask(self) -> Result<()> {
        if self == Self::now() { Ok(()) } else { Err(Error::KeyExhausted) }
    }
}

/// Ends the present life of this process: what was made in it does not go on.
pub(crate) fn begin_life() {
    platform::begin_life();
}

/// A number that differs between a process and its forks, and never changes within a process. Never
/// zero.
#[inline]
pub(crate) fn generation() -> u32 {
    platform::generation()
}

/// Systems whose memory is not marked: the process identifier is asked each time, where there is
/// one.
#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
mod platform {
    use core::sync::atomic::{AtomicU32, Ordering};

    /// How many lives this process has begun.
    static LIVES: AtomicU32 = AtomicU32::new(0);

    pub(super) fn generation() -> u32 {
        #[cfg(all(feature = "std", any(unix, windows)))]
        return std::process::id().max(1);
        #[cfg(not(all(feature = "std", any(unix, windows))))]
        1
    }

    pub(super) fn life() -> u32 {
        super::asked_life(generation(), LIVES.load(Ordering::Acquire))
    }

    pub(super) fn known_life() -> u32 {
        life()
    }

    pub(super) fn begin_life() {
        LIVES.fetch_add(1, Ordering::AcqRel);
    }
}

/// A life where only the process identifier is known, which has 22 bits on the systems that count
/// high.
const fn asked_life(process: u32, lives: u32) -> u32 {
    process.wrapping_add(lives << 22)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_life_of_a_process_does_not_change() {
        let (first, life) = (generation(), Life::now());
        assert_ne!(first, 0);
        assert!((0..1000).all(|_| generation() == first));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| assert_eq!(generation(), first));
            }
        });
        assert!((0..1000).all(|_| life.check().is_ok()));
    }
}
