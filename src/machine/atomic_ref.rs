//! A place for a reference that threads share without a lock.

use core::sync::atomic::{AtomicPtr, Ordering};

/// Holds nothing or a reference to a `static` object. A read is one load.
pub(crate) struct AtomicRef<T: 'static>(AtomicPtr<T>);

impl<T: Sync> AtomicRef<T> {
    /// Holds nothing.
    pub(crate) const fn new() -> Self {
        Self(AtomicPtr::new(core::ptr::null_mut()))
    }

    /// What it holds.
    pub(crate) fn get(&self) -> Option<&'static T> {
        Self::of(self.0.load(Ordering::Acquire))
    }

    /// Holds `value` from now on.
    pub(crate) fn set(&self, value: Option<&'static T>) {
        self.0.store(
            value.map_or(core::ptr::null_mut(), |value| core::ptr::from_ref(value).cast_mut()),
            Ordering::Release,
        );
    }

    /// Holds `value` from now on if `is_due` says so of what it holds.
    pub(crate) fn set_if(&self, value: &'static T, is_due: impl Fn(Option<&'static T>) -> bool) {
        let new = core::ptr::from_ref(value).cast_mut();
        let _ =
            self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, |known| is_due(Self::of(known)).then_some(new));
    }

    fn of(pointer: *mut T) -> Option<&'static T> {
        // SAFETY: the pointer is null or comes from a `&'static T` of `set` or `set_if`; nobody
        // writes through it, and `T: Sync` lets any thread read.
        unsafe { pointer.as_ref() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_it_was_given() {
        static NUMBERS: [u32; 2] = [1, 2];
        let place = AtomicRef::new();
        assert_eq!(place.get(), None);
        place.set(Some(&NUMBERS[0]));
        place.set_if(&NUMBERS[1], |known| known.is_none());
        assert_eq!(place.get(), Some(&1));
        place.set_if(&NUMBERS[1], |known| known == Some(&1));
        assert_eq!(place.get(), Some(&2));
        place.set(None);
        assert_eq!(place.get(), None);
    }
}
