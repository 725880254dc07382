//! Handles: what C holds by a pointer, made where it lives, and wiped before its memory is given
//! back.

use crate::status::{Answer, Failure, operational, permit};
use core::ptr;
use qila::{Error, Indicator};
use std::alloc::{Layout, alloc_zeroed, dealloc};
use zeroize::Zeroize;

/// What a handle points to.
pub trait Handle: Sized + Send {
    /// Its name in C.
    #[cfg(test)]
    const NAME: &'static str;

    /// Whether what it serves for is approved.
    fn indicator(&self) -> Indicator;
}

/// Where a pointer to a new handle goes. It was set to NULL before anything else was done, so that
/// it is NULL after each failure.
pub(crate) struct Place<T>(*mut *mut T);

impl<T: Handle> Place<T> {
    /// # Safety
    /// `place` must point to a writable pointer for as long as this lives.
    pub(crate) const unsafe fn at(place: *mut *mut T) -> Self {
        Self(place)
    }

    /// Makes a handle: its memory first, then the value in it.
    ///
    /// Errors: those of `make`; no memory.
    #[inline]
    pub(crate) fn make<E: Into<Failure>>(self, make: impl FnOnce() -> Result<T, E>) -> Answer {
        let memory = Memory::<T>::new()?;
        // SAFETY: the memory is that of a `T` and nobody else's.
        unsafe { memory.0.write(make().map_err(Into::into)?) };
        // SAFETY: just written.
        let indicator = unsafe { (*memory.0).indicator() };
        // SAFETY: `at` was told so.
        unsafe { self.0.write(memory.keep()) };
        Ok(indicator)
    }
}

/// Makes a value that stays to the end of the process.
///
/// Errors: no memory.
pub(crate) fn keep<T>(make: impl FnOnce() -> T) -> Result<*mut T, Failure> {
    let memory = Memory::<T>::new()?;
    // SAFETY: the memory is that of a `T` and nobody else's.
    unsafe { memory.0.write(make()) };
    Ok(memory.keep())
}

/// The memory of a value that is not there yet, or not any more. Its drop wipes it, padding and
/// all, and gives it back.
struct Memory<T>(*mut T);

impl<T> Memory<T> {
    const LAYOUT: Layout = {
        assert!(size_of::<T>() > 0);
        Layout::new::<T>()
    };

    fn new() -> Result<Self, Failure> {
        // SAFETY: the layout is not empty.
        let memory = unsafe { alloc_zeroed(Self::LAYOUT) };
        if memory.is_null() { Err(Failure::NoMemory) } else { Ok(Self(memory.cast())) }
    }

    fn keep(self) -> *mut T {
        core::mem::ManuallyDrop::new(self).0
    }
}

impl<T> Drop for Memory<T> {
    fn drop(&mut self) {
        // SAFETY: the memory is that of `new`, `size_of::<T>()` bytes, and holds no value any more.
        unsafe {
            core::slice::from_raw_parts_mut(self.0.cast::<core::mem::MaybeUninit<u8>>(), size_of::<T>()).zeroize();
            dealloc(self.0.cast(), Self::LAYOUT);
        }
    }
}

/// Drops a handle, wipes its memory and gives it back.
///
/// # Safety
/// `handle` must be NULL or a handle of this type that is not freed yet; nobody may use it
/// afterwards.
pub(crate) unsafe fn release<T: Handle>(handle: *mut T) {
    if !handle.is_null() {
        let memory = Memory(handle);
        // SAFETY: `Place::make` wrote a value there, which is dropped once.
        unsafe { ptr::drop_in_place(memory.0) };
    }
}

/// Gives data to a context, which takes nothing in the error state, and nothing that the policy
/// refuses.
///
/// Errors: the error state; the policy.
#[inline]
pub(crate) fn take<T: Handle>(context: &mut T, take: impl FnOnce(&mut T)) -> Answer {
    operational()?;
    let indicator = context.indicator();
    permit(indicator)?;
    take(context);
    Ok(indicator)
}

/// A context that serves many messages, one after the other.
#[derive(Clone)]
pub struct Renewed<T> {
    pub(crate) running: T,
    pub(crate) fresh: T,
}

impl<T: Clone> From<T> for Renewed<T> {
    fn from(fresh: T) -> Self {
        Self { running: fresh.clone(), fresh }
    }
}

/// What stands in a [`Renewed`] or [`Once`].
pub trait Inner: Clone {
    /// Whether what it serves for is approved.
    fn indicator(&self) -> Indicator;
}

/// Implements [`Inner`] by the method of the same name.
macro_rules! inner {
    ($($type:ty),+) => {$(
        impl $crate::handle::Inner for $type {
            #[inline]
            fn indicator(&self) -> qila::Indicator {
                self.indicator()
            }
        }
    )+};
}

pub(crate) use inner;

impl<T: Inner> Renewed<T> {
    /// That of the message.
    #[inline]
    pub(crate) fn indicator(&self) -> Indicator {
        self.running.indicator()
    }

    /// Ends the message: `finish` gets a copy, and the next message begins only when that one is
    /// done with. Any other error leaves the message as it was, so that the call can come again; a
    /// context that were empty by then would give the tag of the empty message.
    #[inline]
    pub(crate) fn end<R>(&mut self, finish: impl FnOnce(T) -> Result<R, Failure>) -> Result<R, Failure> {
        let ended = finish(self.running.clone());
        // A wrong tag is an answer, too.
        if matches!(ended, Ok(_) | Err(Failure::Module(Error::TagMismatch))) {
            self.running.clone_from(&self.fresh);
        }
        ended
    }
}

impl<T: Inner> Renewed<T> {
    /// Ends the message as [`end`](Self::end).
    #[inline]
    pub(crate) fn finish(&mut self, finish: impl FnOnce(T) -> Result<(), Error>) -> Answer {
        self.end(|message| Ok(finish(message)?))?;
        Ok(self.indicator())
    }
}

/// A message that ends with a tag.
pub(crate) trait Tagged: Inner {
    /// Whether making or checking a tag of that length is approved.
    fn tag_indicator(&self, tag_len: usize) -> Indicator;
}

/// Implements [`Inner`] and [`Tagged`] by the methods of the same names.
macro_rules! tagged {
    ($type:ty) => {
        $crate::handle::inner! { $type }

        impl $crate::handle::Tagged for $type {
            fn tag_indicator(&self, tag_len: usize) -> qila::Indicator {
                self.tag_indicator(tag_len)
            }
        }
    };
}

pub(crate) use tagged;

impl<T: Tagged> Renewed<T> {
    /// Ends the message with a tag, as [`end`](Self::end).
    #[inline]
    pub(crate) fn tagged(&mut self, tag_len: usize, finish: impl FnOnce(T) -> Result<(), Error>) -> Answer {
        let indicator = self.running.tag_indicator(tag_len);
        self.end(|message| Ok(finish(message)?))?;
        Ok(indicator)
    }
}

/// A message that ends once. After its end every call but the freeing one is refused.
pub struct Once<T>(Option<T>);

impl<T> From<T> for Once<T> {
    fn from(message: T) -> Self {
        Self(Some(message))
    }
}

impl<T: Inner> Once<T> {
    /// That of the message; after its end nobody asks.
    pub(crate) fn indicator(&self) -> Indicator {
        self.0.as_ref().map_or(Indicator::Approved, Inner::indicator)
    }

    /// The message.
    ///
    /// Errors: it has ended.
    #[inline]
    pub(crate) fn running(&mut self) -> Result<&mut T, Failure> {
        self.0.as_mut().ok_or(Failure::Module(Error::InvalidParameter))
    }

    /// Ends the message, if `finish` succeeds with a copy of it.
    pub(crate) fn end<R>(&mut self, finish: impl FnOnce(T) -> Result<R, Error>) -> Result<R, Failure> {
        let ended = finish(self.running()?.clone())?;
        self.0 = None;
        Ok(ended)
    }
}
