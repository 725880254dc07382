//! Secrets that wipe themselves.

/// Wipes the named fields of a type when it is zeroized and when it is dropped.
///
/// `wipe_on_drop!(Type { a, b })`, or with generics `wipe_on_drop!([H: Hash] Type<H> { a, b })`.
/// The crate `zeroize` has a derive for this, but it would bring a parser of Rust into the build.
macro_rules! wipe_on_drop {
    ([$($generics:tt)*] $type:ty { $($field:tt),+ $(,)? }) => {
        impl<$($generics)*> ::zeroize::Zeroize for $type {
            fn zeroize(&mut self) {
                $(::zeroize::Zeroize::zeroize(&mut self.$field);)+
            }
        }

        impl<$($generics)*> Drop for $type {
            fn drop(&mut self) {
                ::zeroize::Zeroize::zeroize(self);
            }
        }

        impl<$($generics)*> ::zeroize::ZeroizeOnDrop for $type {}
    };
    ($type:ty { $($field:tt),+ $(,)? }) => {
        crate::base::secret::wipe_on_drop!([] $type { $($field),+ });
    };
}
pub(crate) use wipe_on_drop;
