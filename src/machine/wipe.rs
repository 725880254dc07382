//! Wiping on the hot path. The crate `zeroize` writes byte by byte; this writes whole vectors and
//! then shows the memory to an empty piece of assembly, so that the compiler cannot leave the
//! stores out.

use super::{cpu, registers};
use core::mem::{ManuallyDrop, MaybeUninit};
use core::ops::{Deref, DerefMut};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Values that are nothing but their bytes, of which zero is a valid one.
///
/// # Safety
/// No padding, no pointers, no invalid bit patterns, no drop.
pub unsafe trait Plain: Copy {}

macro_rules! plain {
    ($($word:ty)+) => {$(
        // SAFETY: an integer, or a vector of integers.
        unsafe impl Plain for $word {}
    )+};
}

plain! { i8 i16 u8 u16 u32 u64 u128 usize }
#[cfg(target_arch = "x86_64")]
plain! { core::arch::x86_64::__m256i core::arch::x86_64::__m512i }

// SAFETY: nothing but its elements.
unsafe impl<T: Plain, const N: usize> Plain for [T; N] {}

/// Overwrites `bytes` with zeros.
///
/// Time: depends on the length.
#[inline(always)]
pub(crate) fn wipe(bytes: &mut [u8]) {
    #[cfg(any(target_arch = "x86_64", target_arch = "x86", target_arch = "aarch64", target_arch = "arm"))]
    {
        bytes.fill(0);
        // SAFETY: no instruction at all; without `nomem` the compiler has to take it that the bytes
        // are read.
        unsafe { core::arch::asm!("/* {0} */", in(reg) bytes.as_mut_ptr(), options(nostack, preserves_flags)) };
    }
    #[cfg(not(any(target_arch = "x86_64", target_arch = "x86", target_arch = "aarch64", target_arch = "arm")))]
    bytes.zeroize();
}

/// Overwrites a value with zeros.
///
/// Time: depends on its size.
#[inline(always)]
pub(crate) fn wipe_value<T: Plain>(value: &mut T) {
    // SAFETY: the value's own bytes, all of them initialized, and none of which zero would make
    // invalid.
    wipe(unsafe { core::slice::from_raw_parts_mut(core::ptr::from_mut(value).cast(), size_of::<T>()) });
}

/// Does `work` in frames of its own, and then overwrites the `N` bytes of stack from those frames
/// on, and the registers.
///
/// What the compiler spilled, what moves left behind, and what a panic-free early return did not
/// wipe lies there. The result is written where the caller wants it; only its last resting place is
/// above the wiped part.
///
/// Time: that of `work`, and about 10 ns for each KiB of `N`.
#[inline(always)]
pub(crate) fn on_clean_stack<const N: usize, R>(work: impl FnOnce() -> R) -> R {
    on_clean_stack_with::<N, (), R>((), |()| work())
}

/// As [`on_clean_stack`] with a value that `work` consumes. It stays where the caller has it: a
/// closure that owned it would be a copy in the caller's frame.
///
/// Time: as [`on_clean_stack`].
#[inline(always)]
pub(crate) fn on_clean_stack_with<const N: usize, T, R>(value: T, work: impl FnOnce(T) -> R) -> R {
    // Not `let result = ...`: that would be a copy in the caller's frame.
    let _forget = Forget(forget::<N>);
    apart(value, work)
}

/// As [`on_clean_stack`], where vector kernels leave so little that `FEW` bytes are enough. Where
/// the portable ones work, which spill more and take longer, it overwrites `N`.
///
/// Time: as [`on_clean_stack`].
#[inline(always)]
pub(crate) fn on_briefly_clean_stack<const FEW: usize, const N: usize, R>(work: impl FnOnce() -> R) -> R {
    let _forget = Forget(if cpu::has_wide_vectors() { forget::<FEW> } else { forget::<N> });
    apart((), |()| work())
}

/// Forgets when it goes out of scope, and so when the result is where it stays.
struct Forget(fn());

impl Drop for Forget {
    #[inline]
    fn drop(&mut self) {
        self.0();
    }
}

/// The frame below which everything is wiped. Never inlined, so that nothing of `work` lies in the
/// frame of its caller.
#[inline(never)]
fn apart<T, R>(value: T, work: impl FnOnce(T) -> R) -> R {
    work(value)
}

/// Overwrites the `N` bytes of stack below the caller, and the registers.
#[inline]
pub(crate) fn forget<const N: usize>() {
    wipe_below::<N>();
    registers::clear_all();
}

/// Overwrites `FEW` bytes of the stack below the caller where vector kernels serve, and `MANY`
/// elsewhere. The registers stay: what was done last has cleared its own.
///
/// Time: about 5 ns for each KiB.
#[inline]
pub(crate) fn forget_briefly<const FEW: usize, const MANY: usize>() {
    if cpu::has_wide_vectors() { wipe_below::<FEW>() } else { wipe_below::<MANY>() }
}

/// Overwrites `N` bytes of the stack below the caller: an array where the frames of the calls
/// before lay.
#[inline(never)]
fn wipe_below<const N: usize>() {
    let mut below = MaybeUninit::<[u8; N]>::uninit();
    let start = below.as_mut_ptr().cast::<u8>();
    for piece in (0..N).step_by(PIECE) {
        // SAFETY: the array is this function's own, and bytes may be written into memory without a
        // value.
        unsafe { start.add(piece).write_bytes(0, PIECE.min(N - piece)) };
        core::hint::black_box(start);
    }
}

/// As much as the system's library overwrites with vectors. More at a time is a string instruction
/// to it, which takes 15 ns to begin.
const PIECE: usize = 2 << 10;

/// A value of which the whole place is wiped when it goes, after its own drop: also what lies
/// between fields, and behind the smaller variants of an enumeration. A move copies those bytes,
/// too, with whatever was on the stack before, and no field could wipe them.
#[derive(Clone)]
pub(crate) struct Whole<T>(ManuallyDrop<T>);

impl<T> Whole<T> {
    /// Takes charge of `value`.
    #[inline]
    pub(crate) const fn new(value: T) -> Self {
        Self(ManuallyDrop::new(value))
    }

    /// The value.
    #[inline]
    pub(crate) const fn get(&self) -> &T {
        // SAFETY: a `ManuallyDrop` is laid out as what is inside.
        unsafe { &*core::ptr::from_ref(&self.0).cast() }
    }

    /// Gives the value back, and wipes its place.
    #[inline]
    pub(crate) fn into_inner(mut self) -> T {
        // SAFETY: the value is taken once: below, `self` is forgotten without a drop.
        let value = unsafe { ManuallyDrop::take(&mut self.0) };
        self.wipe_place();
        _ = ManuallyDrop::new(self);
        value
    }

    /// Overwrites the place, whose value must not be used any more.
    #[inline]
    fn wipe_place(&mut self) {
        let place = core::ptr::from_mut(&mut self.0).cast::<u8>();
        // SAFETY: the bytes are the value's own, and bytes may be written into memory without a
        // value. Nothing reads them as a `T`: a `ManuallyDrop` is not dropped by itself.
        unsafe { place.write_bytes(0, size_of::<T>()) };
        core::hint::black_box(place);
    }
}

impl<T> Drop for Whole<T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: dropped once, here.
        unsafe { ManuallyDrop::drop(&mut self.0) };
        self.wipe_place();
    }
}

impl<T> Deref for Whole<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Whole<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T> ZeroizeOnDrop for Whole<T> {}

/// A value on the stack that is wiped when it goes out of scope; for intermediate secrets.
#[derive(Clone)]
pub struct Wiped<T: Plain>(T);

impl<T: Plain> Wiped<T> {
    /// Takes charge of `value`.
    #[inline(always)]
    pub const fn new(value: T) -> Self {
        Self(value)
    }
}

impl<T: Plain> Deref for Wiped<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Plain> DerefMut for Wiped<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Plain> Zeroize for Wiped<T> {
    #[inline(always)]
    fn zeroize(&mut self) {
        wipe_value(&mut self.0);
    }
}

impl<T: Plain> Drop for Wiped<T> {
    #[inline(always)]
    fn drop(&mut self) {
        self.zeroize();
    }
}

impl<T: Plain> ZeroizeOnDrop for Wiped<T> {}
