//! What is done where a trait has no way to say no.

use crate::Error;

/// Stops the caller instead of giving it bytes: whatever bytes came out would pass for a hash
/// value, a tag or a ciphertext. The README tells where that can happen.
#[cold]
#[inline(never)]
#[track_caller]
#[allow(clippy::panic)] // the only one of this crate
pub(crate) fn refuse(error: Error) -> ! {
    panic!("Qila gives no output: {error}")
}

/// Shows the name of a type and nothing of what it holds.
macro_rules! opaque_debug {
    ([$($generics:tt)*] $type:ty, $name:literal) => {
        impl<$($generics)*> core::fmt::Debug for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(concat!($name, " { .. }"))
            }
        }
    };
}
pub(crate) use opaque_debug;
