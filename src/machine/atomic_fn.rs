//! A place for a function that threads share without a lock.

use core::marker::PhantomData;
use core::sync::atomic::{AtomicPtr, Ordering};

/// Holds nothing or a function that looks at a `T`. A read is one load.
pub(crate) struct AtomicFn<T>(AtomicPtr<()>, PhantomData<fn(&T)>);

impl<T> AtomicFn<T> {
    /// Holds nothing.
    pub(crate) const fn new() -> Self {
        Self(AtomicPtr::new(core::ptr::null_mut()), PhantomData)
    }

    /// What it holds.
    pub(crate) fn get(&self) -> Option<fn(&T)> {
        let pointer = self.0.load(Ordering::Acquire);
        // SAFETY: the pointer is null, which is `None`, or a `fn(&T)` of this `T`, from `set`. A
        // function and a pointer have one size on every target with atomics, or this fails to
        // build.
        unsafe { core::mem::transmute::<*mut (), Option<fn(&T)>>(pointer) }
    }

    /// Holds `function` from now on.
    pub(crate) fn set(&self, function: Option<fn(&T)>) {
        self.0.store(function.map_or(core::ptr::null_mut(), |function| function as *mut ()), Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::sync::atomic::AtomicU32;

    #[test]
    fn holds_what_it_was_given() {
        static SEEN: AtomicU32 = AtomicU32::new(0);
        let place: AtomicFn<u32> = AtomicFn::new();
        assert!(place.get().is_none());
        place.set(Some(|number| SEEN.store(*number, Ordering::SeqCst)));
        place.get().unwrap()(&7);
        assert_eq!(SEEN.load(Ordering::SeqCst), 7);
        place.set(None);
        assert!(place.get().is_none());
    }
}
