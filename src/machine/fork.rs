//! Notices a `fork`: parent and child have the same memory, so the child must not go on with the parent's generators.
//!
//! On Linux a page of its own is marked `MADV_WIPEONFORK`: the kernel gives the child zeros there (Linux 4.14). The
//! page holds the number of the process generation, so the check is one load. Where the kernel cannot do it, and on
//! other systems with processes, the process identifier is asked for each time. No libc is needed on Linux.

/// A number that differs between a process and its forks. Never zero.
#[inline]
pub(crate) fn generation() -> u32 {
    platform::generation()
}

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod platform {
    use crate::machine::system_call::{number, system_call};
    use core::ptr::null_mut;
    use core::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

    const PAGE: usize = 4096; // larger pages round it up
    const PROT_READ_WRITE: usize = 1 | 2;
    const MAP_PRIVATE_ANONYMOUS: usize = 2 | 0x20;
    const MADV_WIPEONFORK: usize = 18;

    /// The page, once it is mapped.
    static MARK: AtomicPtr<AtomicU32> = AtomicPtr::new(null_mut());
    /// The highest number ever given out, in this process or one it was forked from.
    static LAST: AtomicU32 = AtomicU32::new(0);
    /// Stands in the place of the page when the kernel has no such thing.
    static NO_PAGE: AtomicU32 = AtomicU32::new(0);

    #[inline]
    pub(super) fn generation() -> u32 {
        let mark = MARK.load(Ordering::Acquire);
        if !mark.is_null() && !core::ptr::eq(mark, &NO_PAGE) {
            // SAFETY: a pointer other than null and `NO_PAGE` is the page that `map` made; it is never unmapped.
            let number = unsafe { (*mark).load(Ordering::Acquire) };
            if number != 0 {
                return number;
            }
        }
        generation_slow()
    }

    #[cold]
    fn generation_slow() -> u32 {
        let mut mark = MARK.load(Ordering::Acquire);
        if mark.is_null() {
            let mapped = map().unwrap_or((&raw const NO_PAGE).cast_mut());
            // Of two threads that meet here, one page stays; the other is lost, once in the life of a process.
            mark = match MARK.compare_exchange(null_mut(), mapped, Ordering::AcqRel, Ordering::Acquire) {
                Ok(_) => mapped,
                Err(first) => first,
            };
        }
        if core::ptr::eq(mark, &NO_PAGE) {
            return process_id();
        }
        // The number is reserved before it is shown, so that a fork at any moment leads to a higher one.
        let new = LAST.fetch_add(1, Ordering::AcqRel).wrapping_add(1);
        // SAFETY: as in `generation`.
        match unsafe { (*mark).compare_exchange(0, new, Ordering::AcqRel, Ordering::Acquire) } {
            Ok(_) => new,
            Err(first) => first,
        }
    }

    fn process_id() -> u32 {
        // SAFETY: getpid takes nothing and touches no memory.
        unsafe { system_call(number::GETPID, [0; 6]) as u32 }
    }

    /// A fresh page of zeros that a fork wipes.
    fn map() -> Option<*mut AtomicU32> {
        let arguments = [0, PAGE, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, usize::MAX, 0];
        // SAFETY: an anonymous mapping at an address of the kernel's choice changes no memory that exists.
        let address = unsafe { system_call(number::MMAP, arguments) };
        if !(1..=isize::MAX).contains(&address) {
            return None;
        }
        // SAFETY: the range was mapped above and holds nothing yet.
        let advised = unsafe { system_call(number::MADVISE, [address as usize, PAGE, MADV_WIPEONFORK, 0, 0, 0]) };
        if advised != 0 {
            // SAFETY: the range was mapped above and nobody else knows of it.
            unsafe { system_call(number::MUNMAP, [address as usize, PAGE, 0, 0, 0, 0]) };
            return None;
        }
        Some(core::ptr::with_exposed_provenance_mut(address as usize))
    }
}

/// Other systems with processes, asked each time.
#[cfg(all(
    feature = "std",
    any(unix, windows),
    not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))
))]
mod platform {
    pub(super) fn generation() -> u32 {
        std::process::id().max(1)
    }
}

/// No processes, or nobody to ask: no fork.
#[cfg(not(any(
    all(feature = "std", any(unix, windows)),
    all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))
)))]
mod platform {
    pub(super) fn generation() -> u32 {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::generation;

    #[test]
    fn the_generation_of_a_process_does_not_change() {
        let first = generation();
        assert_ne!(first, 0);
        assert!((0..1000).all(|_| generation() == first));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| assert_eq!(generation(), first));
            }
        });
    }
}
