//! Secrets that wipe themselves, and types without padding.

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

/// Shows of a type its name and nothing that it holds.
///
/// `opaque!(Type)`, or with generics `opaque!([H: Hash] Type<H>)`.
macro_rules! opaque {
    ([$($generics:tt)*] $type:ident $(<$($argument:tt),+>)?) => {
        impl<$($generics)*> ::core::fmt::Debug for $type $(<$($argument),+>)? {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(stringify!($type)).finish_non_exhaustive()
            }
        }
    };
    ($type:ident) => {
        $crate::base::secret::opaque!([] $type);
    };
}
pub(crate) use opaque;

/// As [`opaque`] for a type whose fields wipe what is secret in them when it is dropped, and says
/// so to the outside.
macro_rules! secret {
    ([$($generics:tt)*] $type:ident $(<$($argument:tt),+>)?) => {
        $crate::base::secret::opaque!([$($generics)*] $type $(<$($argument),+>)?);

        impl<$($generics)*> ::zeroize::ZeroizeOnDrop for $type $(<$($argument),+>)? {}
    };
    ($type:ident) => {
        $crate::base::secret::secret!([] $type);
    };
}
pub(crate) use secret;

/// Asserts at compile time that no byte of a type is padding: the sizes of its fields are its size.
/// Padding is copied with a value and wiped with none; it would keep what was on the stack before.
///
/// `no_padding!(Type { a, b })`. Of a generic type, `no_padding!([H: Hash] Type<H> { a, b })` makes
/// the constant `NO_PADDING`, which the wiping of each instance names.
macro_rules! no_padding {
    ([$($generics:tt)*] $type:ty { $($field:tt),+ $(,)? }) => {
        impl<$($generics)*> $type {
            const NO_PADDING: () = $crate::base::secret::no_padding!(@assert $type { $($field),+ });
        }
    };
    (@assert $type:ty { $($field:tt),+ }) => {
        assert!(
            size_of::<$type>() == 0 $(+ $crate::base::secret::size_of_field(|value: &$type| &value.$field))+,
            concat!("there is padding in ", stringify!($type))
        )
    };
    ($type:ty { $($field:tt),+ $(,)? }) => {
        const _: () = $crate::base::secret::no_padding!(@assert $type { $($field),+ });
    };
}
pub(crate) use no_padding;

/// The size of the field that a function gives, which is not called.
pub(crate) const fn size_of_field<T, F>(_: fn(&T) -> &F) -> usize {
    size_of::<F>()
}

/// What would be padding. Nobody reads it, so the compiler may leave out the zeros of a
/// constructor: what was on the stack before stays there until the drop overwrites it.
#[derive(Clone)]
#[repr(transparent)]
pub(crate) struct Rest<const N: usize>([u8; N]);

impl<const N: usize> Rest<N> {
    pub(crate) const ZERO: Self = Self([0; N]);
}

impl<const N: usize> Drop for Rest<N> {
    #[inline]
    fn drop(&mut self) {
        self.0 = [0; N];
        core::hint::black_box(&mut self.0);
    }
}

/// The size of the [`Rest`] of a type aligned as `T` behind `used` bytes of fields.
pub(crate) const fn rest_of<T>(used: usize) -> usize {
    used.next_multiple_of(align_of::<T>()) - used
}
