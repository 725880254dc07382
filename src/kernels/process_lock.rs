//! A lock that a fork cannot leave closed.
//!
//! If one thread forks while another holds a lock, the child has the closed lock but not the thread that would open
//! it. This lock remembers the process generation of its holder; in a later generation it is taken over, and the
//! value, which may be half written, is replaced.

use core::cell::UnsafeCell;
use core::hint::spin_loop;
use core::ops::{Deref, DerefMut};
use core::sync::atomic::{AtomicU32, Ordering};

use super::fork;

/// Mutual exclusion by spinning, with a value that can be made anew.
pub(crate) struct ProcessLock<T> {
    /// Zero: open. Otherwise the generation of the process whose thread holds it.
    holder: AtomicU32,
    value: UnsafeCell<T>,
    fresh: fn() -> T,
}

// SAFETY: `holder` lets at most one guard exist in a process, and only a guard gives access to the value.
unsafe impl<T: Send> Sync for ProcessLock<T> {}

impl<T> ProcessLock<T> {
    /// A lock around `value`; `fresh` makes another one for a process that cannot trust it.
    pub(crate) const fn new(value: T, fresh: fn() -> T) -> Self {
        Self { holder: AtomicU32::new(0), value: UnsafeCell::new(value), fresh }
    }

    /// Waits for the lock. `fresh` runs under it and must not lock it again.
    pub(crate) fn lock(&self) -> ProcessGuard<'_, T> {
        let generation = fork::generation();
        loop {
            match self.holder.compare_exchange_weak(0, generation, Ordering::Acquire, Ordering::Relaxed) {
                Ok(_) => return ProcessGuard { lock: self },
                Err(holder) if holder != 0 && holder != generation => {
                    if self.take_over(holder, generation) {
                        return ProcessGuard { lock: self };
                    }
                }
                Err(_) => {
                    // On a busy machine the holder may have lost its processor: give it ours.
                    #[cfg(feature = "std")]
                    std::thread::yield_now();
                    spin_loop();
                }
            }
        }
    }

    /// Takes the lock from a thread of the process this one was forked from, which does not exist here.
    #[cold]
    fn take_over(&self, holder: u32, generation: u32) -> bool {
        if self.holder.compare_exchange(holder, generation, Ordering::Acquire, Ordering::Relaxed).is_err() {
            return false;
        }
        // SAFETY: this thread holds the lock now. The old value may be half written, so it is neither read nor
        // dropped, only overwritten.
        unsafe { self.value.get().write((self.fresh)()) };
        true
    }
}

/// Access to the value; the lock is released when it goes out of scope.
pub(crate) struct ProcessGuard<'a, T> {
    lock: &'a ProcessLock<T>,
}

impl<T> Deref for ProcessGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this guard is the only one in the process, so no `&mut` to the value exists elsewhere.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> DerefMut for ProcessGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as in `deref`; `&mut self` keeps this guard's own references apart.
        unsafe { &mut *self.lock.value.get() }
    }
}

impl<T> Drop for ProcessGuard<'_, T> {
    fn drop(&mut self) {
        self.lock.holder.store(0, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_take_turns() {
        static COUNT: ProcessLock<u64> = ProcessLock::new(0, || 0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..1000).for_each(|_| *COUNT.lock() += 1));
            }
        });
        assert_eq!(*COUNT.lock(), 4000);
    }

    #[test]
    fn a_lock_held_in_another_generation_is_taken_over_with_a_fresh_value() {
        static VALUE: ProcessLock<u64> = ProcessLock::new(5, || 9);
        VALUE.holder.store(fork::generation().wrapping_add(1), Ordering::SeqCst);
        assert_eq!(*VALUE.lock(), 9);
        assert_eq!(VALUE.holder.load(Ordering::SeqCst), 0);
    }
}
