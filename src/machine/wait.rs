//! Waiting for another thread: asleep, so that the one waited for gets the processor, whatever the
//! priorities are.

use core::sync::atomic::AtomicU32;

/// Sleeps while `word` holds `seen`, until [`wake_one`] or for no reason. The caller looks again.
pub(super) fn wait(word: &AtomicU32, seen: u32) {
    platform::wait(word, seen);
}

/// Wakes one thread that sleeps at `word`.
pub(super) fn wake_one(word: &AtomicU32) {
    platform::wake_one(word);
}

/// The futex of Linux, private to the process: the memory of a child is another, and so are its
/// sleepers.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod platform {
    use crate::machine::system_call::{number, system_call};
    use core::sync::atomic::AtomicU32;

    const WAIT_PRIVATE: usize = 128;
    const WAKE_PRIVATE: usize = 128 | 1;
    const EINTR: isize = -4;
    const EAGAIN: isize = -11;

    pub(super) fn wait(word: &AtomicU32, seen: u32) {
        let arguments = [word.as_ptr().expose_provenance(), WAIT_PRIVATE, seen as usize, 0, 0, 0];
        // SAFETY: the kernel reads the word, which outlives the call, and writes nothing.
        let said = unsafe { system_call(number::FUTEX, arguments) };
        if ![0, EINTR, EAGAIN].contains(&said) {
            // A sandbox without futex.
            #[cfg(feature = "std")]
            std::thread::sleep(core::time::Duration::from_micros(50));
            core::hint::spin_loop();
        }
    }

    pub(super) fn wake_one(word: &AtomicU32) {
        // SAFETY: the address is a name for sleepers; nothing is read or written.
        unsafe { system_call(number::FUTEX, [word.as_ptr().expose_provenance(), WAKE_PRIVATE, 1, 0, 0, 0]) };
    }
}

/// Other systems: short sleeps where there are threads, so nothing of the system's is left half
/// done by a fork; spinning where there are none.
#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
mod platform {
    use core::sync::atomic::AtomicU32;

    pub(super) fn wait(_word: &AtomicU32, _seen: u32) {
        #[cfg(feature = "std")]
        std::thread::sleep(core::time::Duration::from_micros(50));
        core::hint::spin_loop();
    }

    pub(super) fn wake_one(_word: &AtomicU32) {}
}
