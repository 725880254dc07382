//! The seam to C's memory: what a pointer and a length must be before either becomes a reference.
//!
//! Each argument says which bytes it names and whether the call writes them. One check over all of
//! them follows, the same in every function, so that no function can forget a pair.

use crate::status::Failure;
use qila::Error;

/// Bytes that an argument names.
#[derive(Clone, Copy)]
pub struct Region {
    start: usize,
    len: usize,
    written: bool,
}

impl Region {
    /// No bytes at all: a number, or the second half of an argument that has none.
    pub(crate) const NONE: Self = Self { start: 0, len: 0, written: false };

    /// Bytes that the call reads.
    #[inline(always)]
    pub(crate) fn read<T>(start: *const T, len: usize) -> Self {
        Self { start: start as usize, len, written: false }
    }

    /// Bytes that the call may write.
    #[inline(always)]
    pub(crate) fn written<T>(start: *mut T, len: usize) -> Self {
        Self { start: start as usize, len, written: true }
    }

    /// Where an argument may be NULL, NULL names no bytes.
    #[inline(always)]
    pub(crate) fn or_null(self) -> Self {
        Self { len: if self.start == 0 { 0 } else { self.len }, ..self }
    }

    /// No object of C is longer, and no slice of Rust may be.
    #[inline(always)]
    fn is_too_long(self) -> bool {
        self.len > isize::MAX as usize
    }

    /// Neither is too long, so that the sums hold: the wrapped distance from one to the other is
    /// less than its length.
    #[inline(always)]
    fn meets(self, other: Self) -> bool {
        let inside = |a: Self, b: Self| a.start.wrapping_sub(b.start) < b.len;
        (self.len > 0) & (other.len > 0) & (inside(self, other) | inside(other, self))
    }
}

/// All regions of a call: a list that the compiler takes apart, so that nothing but comparisons is
/// left of it.
pub(crate) trait Regions {
    fn any(&self, found: impl Fn(Region) -> bool + Copy) -> bool;
    fn overlap(&self) -> bool;

    /// Errors: NULL where there must be bytes; too long; an output that overlaps another argument.
    #[inline(always)]
    fn check(&self) -> Result<(), Failure> {
        if self.any(|region| (region.start == 0) & (region.len > 0)) {
            return Err(Failure::Null);
        }
        if self.any(|region| region.is_too_long()) {
            let is_output = self.any(|region| region.is_too_long() & region.written);
            return Err(if is_output { Error::OutputTooLong } else { Error::InputTooLong }.into());
        }
        if self.overlap() { Err(Failure::Overlap) } else { Ok(()) }
    }
}

impl Regions for () {
    #[inline(always)]
    fn any(&self, _: impl Fn(Region) -> bool + Copy) -> bool {
        false
    }

    #[inline(always)]
    fn overlap(&self) -> bool {
        false
    }
}

impl<R: Regions> Regions for (Region, R) {
    #[inline(always)]
    fn any(&self, found: impl Fn(Region) -> bool + Copy) -> bool {
        found(self.0) | self.1.any(found)
    }

    #[inline(always)]
    fn overlap(&self) -> bool {
        let one = self.0;
        self.1.any(|other| (one.written | other.written) & one.meets(other)) | self.1.overlap()
    }
}
