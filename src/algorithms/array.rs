//! Arrays whose length belongs to a parameter set.

use crate::machine::wipe::Plain;

/// An array whose length belongs to a parameter set.
pub trait Array<T>: Plain + AsRef<[T]> + AsMut<[T]> + Send + Sync + 'static {
    /// As many zeros.
    const ZERO: Self;
}

impl<const N: usize> Array<u8> for [u8; N] {
    const ZERO: Self = [0; N];
}
