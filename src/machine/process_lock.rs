//! A lock that a fork cannot leave closed.
//!
//! If one thread forks while another holds a lock, the child has the closed lock but not the thread
//! that would open it. This lock remembers the process generation of its holder; in a later
//! generation it is taken over, and the value, which may be half written, is replaced.
//!
//! Who waits sleeps, so that a real-time thread does not keep the processor from the holder it
//! waits for. The holder inherits no priority: the futex that does this for it names a thread in
//! its word, where the process stands here. A thread with deadlines makes its generators before,
//! and comes here only when one of them is seeded again.

use core::cell::UnsafeCell;
use core::ops::{Deref, DerefMut};
use core::sync::atomic::{AtomicU32, Ordering};

use super::{fork, wait};

/// Who holds a lock.
struct Holder {
    /// Zero: nobody. Otherwise the generation of the process whose thread holds it.
    word: AtomicU32,
    /// How many threads wait. A child of a fork may have some of its parent's in it, which costs a
    /// needless call at each release and nothing else.
    waiting: AtomicU32,
}

impl Holder {
    const fn nobody() -> Self {
        Self { word: AtomicU32::new(0), waiting: AtomicU32::new(0) }
    }

    /// Waits for the lock. `true`: a thread of the parent process held it at the fork. That thread
    /// does not exist here and may have left its work half done.
    fn acquire(&self) -> bool {
        let generation = fork::generation();
        let mut is_counted = false;
        let is_taken_over = loop {
            match self.word.compare_exchange(0, generation, Ordering::SeqCst, Ordering::SeqCst) {
                Ok(_) => break false,
                Err(holder) if holder != generation => {
                    if self.word.compare_exchange(holder, generation, Ordering::SeqCst, Ordering::SeqCst).is_ok() {
                        break true;
                    }
                }
                // No wake-up is lost: a release clears the word, then reads the count. A waiter
                // counts itself, then reads the word, and the kernel compares it once more.
                Err(_) if !is_counted => {
                    self.waiting.fetch_add(1, Ordering::SeqCst);
                    is_counted = true;
                }
                Err(holder) => wait::wait(&self.word, holder),
            }
        };
        if is_counted {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
        }
        is_taken_over
    }

    fn release(&self) {
        self.word.store(0, Ordering::SeqCst);
        if self.waiting.load(Ordering::SeqCst) != 0 {
            wait::wake_one(&self.word);
        }
    }
}

/// Mutual exclusion with a value that can be made anew.
pub(crate) struct ProcessLock<T> {
    holder: Holder,
    value: UnsafeCell<T>,
    fresh: fn() -> T,
}

// SAFETY: `holder` lets at most one guard exist in a process, and only a guard gives access to the
// value.
unsafe impl<T: Send> Sync for ProcessLock<T> {}

impl<T> ProcessLock<T> {
    /// A lock around `value`; `fresh` makes another one for a process that cannot trust it.
    pub(crate) const fn new(value: T, fresh: fn() -> T) -> Self {
        Self { holder: Holder::nobody(), value: UnsafeCell::new(value), fresh }
    }

    /// Waits for the lock. `fresh` runs under it and must not lock it again.
    pub(crate) fn lock(&self) -> ProcessGuard<'_, T> {
        if self.holder.acquire() {
            // SAFETY: this thread holds the lock. The old value may be half written, so it is
            // neither read nor dropped, only overwritten.
            unsafe { self.value.get().write((self.fresh)()) };
        }
        ProcessGuard { lock: self }
    }
}

/// A small value that is set as a whole and outlives a fork at any moment: a process forked while
/// another thread was setting it has the old value or the new one, never a third.
pub(crate) struct Setting<T: Copy> {
    holder: Holder,
    /// Which of the two values counts: 0 or 1. The other one is where the next is written.
    current: AtomicU32,
    values: [UnsafeCell<T>; 2],
}

// SAFETY: `holder` lets at most one thread of a process touch the values.
unsafe impl<T: Copy + Send> Sync for Setting<T> {}

impl<T: Copy> Setting<T> {
    pub(crate) const fn new(value: T) -> Self {
        let values = [UnsafeCell::new(value), UnsafeCell::new(value)];
        Self { holder: Holder::nobody(), current: AtomicU32::new(0), values }
    }

    /// The value.
    pub(crate) fn get(&self) -> T {
        self.holder.acquire();
        let [first, second] = &self.values;
        let place = if self.current.load(Ordering::Acquire) == 0 { first } else { second };
        // SAFETY: this thread holds the lock, and the value that counts is never half written, see
        // `set`.
        let value = unsafe { *place.get() };
        self.holder.release();
        value
    }

    /// Sets it.
    pub(crate) fn set(&self, value: T) {
        self.holder.acquire();
        let next = 1 - self.current.load(Ordering::Acquire).min(1);
        let [first, second] = &self.values;
        let place = if next == 0 { first } else { second };
        // SAFETY: this thread holds the lock; a half-written value from before a fork is
        // overwritten, not read.
        unsafe { place.get().write(value) };
        self.current.store(next, Ordering::Release);
        self.holder.release();
    }
}

/// Access to the value; the lock is released when it goes out of scope.
pub(crate) struct ProcessGuard<'a, T> {
    lock: &'a ProcessLock<T>,
}

impl<T> Deref for ProcessGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this guard is the only one in the process, so no `&mut` to the value exists
        // elsewhere.
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
        self.lock.holder.release();
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

    /// While the lock is held elsewhere, a thread that wants it uses no processor, which the holder
    /// may need.
    #[test]
    #[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
    fn who_waits_sleeps() {
        use crate::machine::system_call::{number, system_call};
        use std::time::Duration;
        const THREAD_CPU_TIME: usize = 3;
        static VALUE: ProcessLock<u64> = ProcessLock::new(0, || 0);
        let used = || {
            let mut time = [0_i64; 2];
            // SAFETY: the kernel writes the two words of a `timespec`.
            let said = unsafe {
                let place = (&raw mut time).expose_provenance();
                system_call(number::CLOCK_GETTIME, [THREAD_CPU_TIME, place, 0, 0, 0, 0])
            };
            assert_eq!(said, 0);
            Duration::new(time[0] as u64, time[1] as u32)
        };
        let guard = VALUE.lock();
        std::thread::scope(|scope| {
            let waiter = scope.spawn(|| {
                let before = used();
                *VALUE.lock() += 1;
                used() - before
            });
            std::thread::sleep(Duration::from_millis(300));
            drop(guard);
            let used = waiter.join().expect("the waiter ends");
            assert!(used < Duration::from_millis(20), "{used:?} of 300 ms");
        });
        assert_eq!(*VALUE.lock(), 1);
    }

    #[test]
    fn a_lock_held_in_another_generation_is_taken_over_with_a_fresh_value() {
        static VALUE: ProcessLock<u64> = ProcessLock::new(5, || 9);
        VALUE.holder.word.store(fork::generation().wrapping_add(1), Ordering::SeqCst);
        assert_eq!(*VALUE.lock(), 9);
        assert_eq!(VALUE.holder.word.load(Ordering::SeqCst), 0);
    }

    #[test]
    fn a_setting_locked_in_another_generation_keeps_its_value() {
        static VALUE: Setting<(u64, u64)> = Setting::new((1, 2));
        VALUE.set((3, 4));
        VALUE.holder.word.store(fork::generation().wrapping_add(1), Ordering::SeqCst);
        assert_eq!(VALUE.get(), (3, 4));
        VALUE.holder.word.store(fork::generation().wrapping_add(1), Ordering::SeqCst);
        VALUE.set((5, 6));
        assert_eq!(VALUE.get(), (5, 6));
    }

    #[test]
    fn a_setting_is_never_seen_half_set() {
        static VALUE: Setting<[u64; 8]> = Setting::new([0; 8]);
        std::thread::scope(|scope| {
            for seed in 0..2 {
                scope.spawn(move || (0..1000).for_each(|i| VALUE.set([2 * i + seed; 8])));
            }
            for _ in 0..2000 {
                let value = VALUE.get();
                assert_eq!(value, [value[0]; 8]);
            }
        });
    }
}
