//! The seam to C's memory: pointers become slices here, and nowhere else.

use crate::status::{Answer, Failure, operational};
use core::ptr;
use qila::{Error, Indicator};

/// `len` bytes that the caller gives.
///
/// # Safety
/// `start` must be NULL or point to `len` bytes that nobody changes for `'a`.
pub(crate) unsafe fn bytes<'a>(start: *const u8, len: usize) -> Result<&'a [u8], Failure> {
    if len == 0 {
        return Ok(&[]);
    }
    if start.is_null() {
        return Err(Failure::Null);
    }
    if len > isize::MAX as usize {
        return Err(Error::InputTooLong.into());
    }
    // SAFETY: not NULL, not too long; the caller answers for the rest.
    Ok(unsafe { core::slice::from_raw_parts(start, len) })
}

/// `len` bytes that the caller lends to be written.
///
/// # Safety
/// `start` must be NULL or point to `len` bytes that nobody else reads or changes for `'a`.
pub(crate) unsafe fn bytes_mut<'a>(start: *mut u8, len: usize) -> Result<&'a mut [u8], Failure> {
    if len == 0 {
        return Ok(&mut []);
    }
    if start.is_null() {
        return Err(Failure::Null);
    }
    if len > isize::MAX as usize {
        return Err(Error::OutputTooLong.into());
    }
    // SAFETY: not NULL, not too long; the caller answers for the rest.
    Ok(unsafe { core::slice::from_raw_parts_mut(start, len) })
}

/// A copy of an array that the caller gives.
///
/// # Safety
/// `start` must be NULL or point to `N` readable bytes.
pub(crate) unsafe fn array<const N: usize>(start: *const u8) -> Result<[u8; N], Failure> {
    if start.is_null() {
        return Err(Failure::Null);
    }
    // SAFETY: not NULL; the caller answers for the rest. Arrays of bytes need no alignment.
    Ok(unsafe { start.cast::<[u8; N]>().read() })
}

/// Refuses an output that overlaps one of the other arguments.
pub(crate) fn apart(output: (*const u8, usize), others: &[(*const u8, usize)]) -> Result<(), Failure> {
    let (start, len) = (output.0 as usize, output.1);
    for &(other, other_len) in others {
        let other = other as usize;
        let overlaps =
            len > 0 && other_len > 0 && start < other.saturating_add(other_len) && other < start.saturating_add(len);
        if overlaps {
            return Err(Failure::Overlap);
        }
    }
    Ok(())
}

/// A handle that the caller gives.
///
/// # Safety
/// `handle` must be NULL or a handle of this type that is not freed yet and that nobody changes for `'a`.
pub(crate) unsafe fn borrow<'a, T>(handle: *const T) -> Result<&'a T, Failure> {
    // SAFETY: the caller answers for it.
    unsafe { handle.as_ref() }.ok_or(Failure::Null)
}

/// A handle that the caller lends to be changed.
///
/// # Safety
/// `handle` must be NULL or a handle of this type that is not freed yet and that nobody else uses for `'a`.
pub(crate) unsafe fn borrow_mut<'a, T>(handle: *mut T) -> Result<&'a mut T, Failure> {
    // SAFETY: the caller answers for it.
    unsafe { handle.as_mut() }.ok_or(Failure::Null)
}

/// Makes a handle at `place`, which is NULL if nothing was made.
///
/// # Safety
/// `place` must be NULL or point to a writable pointer.
pub(crate) unsafe fn give<T>(place: *mut *mut T, make: impl FnOnce() -> Result<(T, Indicator), Failure>) -> Answer {
    if place.is_null() {
        return Err(Failure::Null);
    }
    // SAFETY: not NULL; the caller answers for the rest.
    unsafe { place.write(ptr::null_mut()) };
    operational()?;
    let (value, indicator) = make()?;
    // SAFETY: as above.
    unsafe { place.write(Box::into_raw(Box::new(value))) };
    Ok(indicator)
}

/// Drops a handle, which wipes what it holds.
///
/// # Safety
/// `handle` must be NULL or a handle of this type that is not freed yet; nobody may use it afterwards.
pub(crate) unsafe fn release<T>(handle: *mut T) {
    if !handle.is_null() {
        // SAFETY: it came from `Box::into_raw` in `give`, and is given back once.
        drop(unsafe { Box::from_raw(handle) });
    }
}

/// Ends the message of a context that serves many: `finish` gets a copy, and the context begins the next message only when that
/// one is done with. Any other error leaves the message as it was, so that the call can come again; a context that were empty by
/// then would give the right tag of the empty message.
pub(crate) fn end<T: Clone>(
    running: &mut T,
    fresh: &T,
    finish: impl FnOnce(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let ended = finish(running.clone());
    // A wrong tag is an answer, too.
    if matches!(ended, Ok(()) | Err(Failure::Module(Error::TagMismatch))) {
        running.clone_from(fresh);
    }
    ended
}

/// Writes an output of `size` bytes at most to `out`, whose room stands in `*out_len`, where the length is left. With
/// `out` NULL only the length is said. If the room is too small, so is the error, and the length is said, too.
///
/// # Safety
/// `out_len` must be NULL or point to a length, and `out` be NULL or point to that many bytes, none of them shared.
pub(crate) unsafe fn deliver(
    out: *mut u8,
    out_len: *mut usize,
    size: usize,
    indicator: Indicator,
    others: &[(*const u8, usize)],
    write: impl FnOnce(&mut [u8]) -> Result<usize, Failure>,
) -> Answer {
    operational()?;
    // SAFETY: the caller answers for it.
    unsafe { deliver_always(out, out_len, size, indicator, others, write) }
}

/// As [`deliver`], in the error state, too: for what the module says of itself.
///
/// # Safety
/// As [`deliver`].
pub(crate) unsafe fn deliver_always(
    out: *mut u8,
    out_len: *mut usize,
    size: usize,
    indicator: Indicator,
    others: &[(*const u8, usize)],
    write: impl FnOnce(&mut [u8]) -> Result<usize, Failure>,
) -> Answer {
    // SAFETY: the caller answers for it.
    let room = unsafe { borrow_mut(out_len) }?;
    if out.is_null() {
        *room = size;
        return Ok(indicator);
    }
    if *room < size {
        *room = size;
        return Err(Error::BufferTooSmall.into());
    }
    apart((out, size), others)?;
    // SAFETY: there is room for `size` bytes, none of them shared; the caller answers for the rest.
    *room = write(unsafe { bytes_mut(out, size) }?)?;
    Ok(indicator)
}
