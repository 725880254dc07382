//! The kinds of argument that a row of the interface may have: what each is in C, the bytes it
//! names, and what the row sees of it.

use crate::handle::{Handle, Place};
use crate::memory::Region;
use crate::status::{Answer, Failure, operational};
use core::ffi::{CStr, c_char};
use qila::cipher::KeySize;
use qila::{Error, Indicator};

/// A kind of argument. One that is written `pointer/length` in the row has two words in C, every
/// other one.
pub(crate) trait Argument: Sized {
    /// The type of its first word in C.
    type First;
    /// The type of its second word, if it has one.
    type Second;
    /// The type of its third word, if it has one.
    type Third;
    /// Its words.
    type Words;
    /// What the row sees.
    type Value;
    /// What the header and the tests need to know.
    #[cfg(test)]
    const FORM: crate::table::Form;

    /// What is done before any check: a place for a handle becomes NULL.
    ///
    /// # Safety
    /// As [`value`](Self::value).
    #[inline(always)]
    unsafe fn prepare(_: &Self::Words) {}

    /// The bytes that it names.
    ///
    /// # Safety
    /// A length behind a pointer must be NULL or readable.
    unsafe fn regions(words: &Self::Words) -> [Region; 2];

    /// The value, after its regions were checked.
    ///
    /// # Safety Pointers that are not NULL must point to what the header says. Nobody else may
    /// change it during the call, or use what the call writes.
    unsafe fn value(words: Self::Words) -> Result<Self::Value, Failure>;
}

/// Implements [`Argument`]: the words, the regions and the value of each kind.
macro_rules! argument {
    ($(impl[$($generics:tt)*] $type:ty => $value:ty, $form:expr, ($($name:ident: $word:ty),+) {
        regions $regions:expr; value $make:expr;
    })+) => {$(
        impl<$($generics)*> $crate::arguments::Argument for $type {
            type First = $crate::arguments::argument!(@first $($word),+);
            type Second = $crate::arguments::argument!(@second $($word),+);
            type Third = $crate::arguments::argument!(@third $($word),+);
            type Words = ($($word,)+);
            type Value = $value;
            #[cfg(test)]
            const FORM: crate::table::Form = $form;

            #[inline(always)]
            #[allow(unused_unsafe, unused_variables, unused_mut)] // not every kind reads or changes
            unsafe fn regions(&($($name,)+): &Self::Words) -> [$crate::memory::Region; 2] {
                // SAFETY: the caller answers for the pointers.
                unsafe { $regions }
            }

            #[inline(always)]
            #[allow(unused_unsafe)] // a number needs none
            unsafe fn value(($($name,)+): Self::Words) -> Result<$value, $crate::status::Failure> {
                // SAFETY: the caller answers for the pointers; the regions were checked: not NULL,
                // not too long, alone if written.
                unsafe { $make }
            }
        }
    )+};
    (@first $first:ty $(, $more:ty)*) => { $first };
    (@second $first:ty) => { () };
    (@second $first:ty, $second:ty $(, $more:ty)*) => { $second };
    (@third $first:ty $(, $second:ty)?) => { () };
    (@third $first:ty, $second:ty, $third:ty) => { $third };
}

/// Data that are worked on in place.
pub(crate) struct InPlace<'a>(core::marker::PhantomData<&'a mut [u8]>);

/// Messages of `len` bytes each, one after the other.
pub(crate) struct Batch<'a> {
    /// The messages.
    pub(crate) bytes: &'a [u8],
    /// How many there are.
    pub(crate) count: usize,
    /// The bytes of each.
    pub(crate) len: usize,
}

/// Numerals of format-preserving encryption, in place.
pub(crate) struct Numerals<'a>(core::marker::PhantomData<&'a mut [u16]>);

/// An output that says how long it is: `out` and `out_len`, which holds the room before the call
/// and the length after it.
pub(crate) struct Room<'a> {
    out: *mut u8,
    len: &'a mut usize,
}

impl Room<'_> {
    /// Writes an output of `size` bytes at most. With `out` NULL only the length is said. If the
    /// room is too small, so is the error, and the length is said, too.
    #[inline]
    pub(crate) fn fill(
        self,
        size: usize,
        indicator: Indicator,
        write: impl FnOnce(&mut [u8]) -> Result<usize, Failure>,
    ) -> Answer {
        operational()?;
        self.fill_always(size, indicator, write)
    }

    /// Writes bytes as they are.
    pub(crate) fn copy(self, indicator: Indicator, bytes: &[u8]) -> Answer {
        self.fill(bytes.len(), indicator, |out| {
            out.copy_from_slice(bytes);
            Ok(bytes.len())
        })
    }

    /// As [`fill`](Self::fill), in the error state, too: for what the module says of itself.
    #[inline]
    pub(crate) fn fill_always(
        self,
        size: usize,
        indicator: Indicator,
        write: impl FnOnce(&mut [u8]) -> Result<usize, Failure>,
    ) -> Answer {
        if self.out.is_null() {
            *self.len = size;
            return Ok(indicator);
        }
        if *self.len < size {
            *self.len = size;
            return Err(Error::BufferTooSmall.into());
        }
        // SAFETY: not NULL; `size` bytes are not more than the room, which was checked when the
        // argument was taken.
        *self.len = write(unsafe { core::slice::from_raw_parts_mut(self.out, size) })?;
        Ok(indicator)
    }
}

/// A slice; C may say NULL where there are no bytes.
///
/// # Safety
/// As [`core::slice::from_raw_parts`], but `start` may be NULL if `len` is 0.
#[inline(always)]
unsafe fn slice<'a, T>(start: *const T, len: usize) -> &'a [T] {
    // SAFETY: the caller answers for it.
    if len == 0 { &[] } else { unsafe { core::slice::from_raw_parts(start, len) } }
}

/// As [`slice`], to be changed.
///
/// # Safety
/// As [`core::slice::from_raw_parts_mut`], but `start` may be NULL if `len` is 0.
#[inline(always)]
unsafe fn slice_mut<'a, T>(start: *mut T, len: usize) -> &'a mut [T] {
    // SAFETY: the caller answers for it.
    if len == 0 { &mut [] } else { unsafe { core::slice::from_raw_parts_mut(start, len) } }
}

/// An integrator's source of entropy, as C has it.
pub(crate) type EntropyFunction = extern "C" fn(samples: *mut u8, len: usize) -> i32;

argument! {
    impl['a] &'a [u8] => &'a [u8], crate::table::Form::Input, (start: *const u8, len: usize) {
        regions [Region::read(start, len), Region::NONE];
        value Ok(slice(start, len));
    }
    impl['a] Batch<'a> => Batch<'a>, crate::table::Form::Batch, (start: *const u8, count: usize, len: usize) {
        regions [Region::read(start, count.saturating_mul(len)), Region::NONE];
        value Ok(Batch { bytes: slice(start, count.saturating_mul(len)), count, len });
    }
    impl['a] &'a mut [u8] => &'a mut [u8], crate::table::Form::Output, (start: *mut u8, len: usize) {
        regions [Region::written(start, len), Region::NONE];
        value Ok(slice_mut(start, len));
    }
    impl['a] InPlace<'a> => &'a mut [u8], crate::table::Form::InPlace, (start: *mut u8, len: usize) {
        regions [Region::written(start, len), Region::NONE];
        value Ok(slice_mut(start, len));
    }
    impl['a] Numerals<'a> => &'a mut [u16], crate::table::Form::Numerals, (start: *mut u16, len: usize) {
        regions [Region::written(start, len.saturating_mul(2)), Region::NONE];
        value if start.is_aligned() { Ok(slice_mut(start, len)) } else { Err(Error::InvalidParameter.into()) };
    }
    impl['a] Room<'a> => Room<'a>, crate::table::Form::Room, (out: *mut u8, out_len: *mut usize) {
        regions {
            let room = out_len.as_ref().map_or(0, |room| (*room).min(isize::MAX as usize));
            [Region::written(out, room).or_null(), Region::written(out_len, size_of::<usize>())]
        };
        value out_len.as_mut().map(|len| Room { out, len }).ok_or(Failure::Null);
    }
    impl['a, const N: usize] &'a [u8; N] => &'a [u8; N], crate::table::Form::Array(N), (start: *const u8) {
        regions [Region::read(start, N), Region::NONE];
        value start.cast::<[u8; N]>().as_ref().ok_or(Failure::Null);
    }
    impl['a] &'a mut u64 => &'a mut u64, crate::table::Form::Number, (number: *mut u64) {
        regions [Region::written(number, size_of::<u64>()), Region::NONE];
        value number.as_mut().ok_or(Failure::Null);
    }
    impl['a, T: Handle + Sync] &'a T => &'a T, crate::table::Form::Handle(T::NAME, size_of::<T>()), (handle: *const T) {
        regions [Region::read(handle, size_of::<T>()), Region::NONE];
        value handle.as_ref().ok_or(Failure::Null);
    }
    impl['a, T: Handle] &'a mut T => &'a mut T, crate::table::Form::ChangedHandle(T::NAME, size_of::<T>()), (handle: *mut T) {
        regions [Region::written(handle, size_of::<T>()), Region::NONE];
        value handle.as_mut().ok_or(Failure::Null);
    }
    impl['a] &'a CStr => &'a CStr, crate::table::Form::Text, (text: *const c_char) {
        regions [Region::read(text, 1), Region::NONE];
        value Ok(CStr::from_ptr(text));
    }
    impl[] EntropyFunction => EntropyFunction, crate::table::Form::Plain("qila_entropy_function"),
        (function: Option<EntropyFunction>) {
        regions [Region::NONE; 2];
        value function.ok_or(Failure::Null);
    }
}

impl<T: Handle> Argument for Place<T> {
    type First = *mut *mut T;
    type Second = ();
    type Third = ();
    type Words = (*mut *mut T,);
    type Value = Self;
    #[cfg(test)]
    const FORM: crate::table::Form = crate::table::Form::Place(T::NAME);

    #[inline(always)]
    unsafe fn prepare(&(place,): &Self::Words) {
        // SAFETY: the caller answers for the pointer.
        if let Some(place) = unsafe { place.as_mut() } {
            *place = core::ptr::null_mut();
        }
    }

    #[inline(always)]
    unsafe fn regions(&(place,): &Self::Words) -> [Region; 2] {
        [Region::written(place, size_of::<*mut T>()), Region::NONE]
    }

    #[inline(always)]
    unsafe fn value((place,): Self::Words) -> Result<Self, Failure> {
        // SAFETY: the caller answers for the pointer, which was checked.
        Ok(unsafe { Self::at(place) })
    }
}

/// A `uint32_t` of C that stands for a value of the type.
macro_rules! number_of {
    ($type:ty, |$number:ident| $value:expr) => {
        $crate::arguments::argument! {
            impl[] $type => $type, $crate::table::Form::Plain("uint32_t"), ($number: u32) {
                regions [$crate::memory::Region::NONE; 2];
                value $value;
            }
        }
    };
}

number_of! { KeySize, |bits| {
    KeySize::ALL.iter().copied().find(|size| size.bits() == bits as usize).ok_or(Error::InvalidKeyLength.into())
} }

macro_rules! numbers {
    ($($type:ty => $c:literal),+ $(,)?) => { argument! {$(
        impl[] $type => $type, crate::table::Form::Plain($c), (number: $type) {
            regions [Region::NONE; 2];
            value Ok(number);
        }
    )+} };
}

numbers! { u8 => "uint8_t", u32 => "uint32_t", u64 => "uint64_t", i32 => "int32_t", usize => "size_t" }

pub(crate) use {argument, number_of};
