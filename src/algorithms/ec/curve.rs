//! What a curve is.

use crate::algorithms::array::Array;
use crate::algorithms::field::{Prime, Residue};

/// A curve of SP 800-186 section 3.2.1. No other crate can make one.
#[allow(private_interfaces, private_bounds)] // what it rests on has no name outside
pub trait Curve: Copy + Send + Sync + 'static {
    /// The name that SP 800-186 and ACVP use.
    const NAME: &'static str;
    /// The same curve as a value.
    const VALUE: NistCurve;
    /// The bytes of a coordinate.
    const COORDINATE_SIZE: usize;
    /// The bytes of a scalar, as many as the order has.
    const SCALAR_SIZE: usize;
    /// The bits of the order.
    const ORDER_BITS: usize;
    /// The strength in bits (SP 800-57 part 1 r5 table 2).
    const STRENGTH: usize;

    /// A scalar in bytes.
    type ScalarBytes: Array<u8>;
    /// A coordinate in bytes: the shared secret of a key agreement.
    type Coordinate: Array<u8>;
    /// A point without compression: 04, x, y.
    type Uncompressed: Array<u8>;
    /// A compressed point: 02 or 03, x.
    type Compressed: Array<u8>;
    /// A signature: r, s.
    type Signature: Array<u8>;

    /// The field of the coordinates.
    #[doc(hidden)]
    type Field: Prime;
    /// The order of the generator, which is prime.
    #[doc(hidden)]
    type Order: Prime;
    /// The number b of the equation, as it is kept.
    #[doc(hidden)]
    const B: <Self::Field as Prime>::Limbs;
    /// The generator's coordinates, as they are kept.
    #[doc(hidden)]
    const GENERATOR: [<Self::Field as Prime>::Limbs; 2];

    /// The bits of a window of a multiple of the generator.
    #[doc(hidden)]
    const WINDOW: usize;
    /// How many times the tables are gone through, with doublings between.
    #[doc(hidden)]
    const PASSES: usize;
    /// The odd multiples 1, 3, ... 2^`WINDOW` - 1 of the generator, times 2^(`WINDOW` `PASSES` j),
    /// for each j.
    #[doc(hidden)]
    fn tables() -> impl Iterator<Item = &'static [Entry<Self>]> + Clone;
}

/// A point of a table: its coordinates as they are kept.
pub(crate) type Entry<C> = [<<C as Curve>::Field as Prime>::Limbs; 2];
/// A coordinate.
pub(crate) type Coordinate<C> = Residue<<C as Curve>::Field>;
/// A scalar.
pub(crate) type Scalar<C> = Residue<<C as Curve>::Order>;

/// The windows of a scalar.
pub(crate) const fn windows(bits: usize, window: usize) -> usize {
    bits.div_ceil(window)
}

/// The number b.
#[inline(always)]
pub(crate) const fn b<C: Curve>() -> Coordinate<C> {
    Residue::kept(C::B)
}

/// The most bytes of a coordinate.
pub(crate) const MAX_SIZE: usize = 66;

/// Defines the prime of a field, or of a group, as one that multiplies in Montgomery's way, by
/// functions of its own where they are named.
macro_rules! prime {
    ($(#[$doc:meta])* $name:ident, $limbs:literal limbs $(by $multiply:ident, $square:ident, $add:ident, $subtract:ident)?: $($digits:literal),+) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name;

        impl $crate::algorithms::field::Prime for $name {
            type Limbs = [u64; $limbs];
            const MODULUS: $crate::algorithms::field::Modulus<Self::Limbs> =
                $crate::algorithms::field::Modulus::from_be_bytes(&$crate::base::hex::hex!($($digits),+));

            $(
                #[inline(always)]
                fn multiply(a: &Self::Limbs, b: &Self::Limbs) -> Self::Limbs {
                    $crate::kernels::limbs::nist::Kernel::choose().$multiply(a, b)
                }

                #[inline(always)]
                fn square(a: &Self::Limbs) -> Self::Limbs {
                    $crate::kernels::limbs::nist::Kernel::choose().$square(a)
                }

                #[inline(always)]
                fn add(a: &Self::Limbs, b: &Self::Limbs) -> Self::Limbs {
                    $crate::kernels::limbs::nist::sums::$add(a, b)
                }

                #[inline(always)]
                fn subtract(a: &Self::Limbs, b: &Self::Limbs) -> Self::Limbs {
                    $crate::kernels::limbs::nist::sums::$subtract(a, b)
                }
            )?
        }
    };
}
pub(super) use prime;

/// Defines a curve by its numbers.
macro_rules! curve {
    (
        $(#[$doc:meta])*
        $curve:ident $name:literal: $field:ident, $order:ident, $limbs:literal limbs, $bits:literal bits,
        strength $strength:literal, window $window:literal, passes $passes:literal;
        b $($b:literal)+;
        x $($x:literal)+;
        y $($y:literal)+;
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $curve(());

        const SIZE: usize = usize::div_ceil($bits, 8);
        const ENTRIES: usize = 1 << ($window - 1);
        const TABLES: usize =
            $crate::algorithms::ec::curve::windows($bits, $window).div_ceil($passes);

        /// 64 KiB at most.
        /// Computed by `build/main.rs`, 64 KiB at most.
        static TABLE: [[[[u64; $limbs]; 2]; ENTRIES]; TABLES] =
            include!(concat!(env!("OUT_DIR"), "/", stringify!($curve), ".rs"));
        const _: () = assert!(size_of_val(&TABLE) <= 64 << 10);

        #[allow(private_interfaces)] // as the trait
        impl $crate::algorithms::ec::Curve for $curve {
            const NAME: &'static str = $name;
            const VALUE: $crate::algorithms::ec::NistCurve = $crate::algorithms::ec::NistCurve::$curve;
            const COORDINATE_SIZE: usize = SIZE;
            const SCALAR_SIZE: usize = SIZE;
            const ORDER_BITS: usize = $bits;
            const STRENGTH: usize = $strength;
            type ScalarBytes = [u8; SIZE];
            type Coordinate = [u8; SIZE];
            type Uncompressed = [u8; 1 + 2 * SIZE];
            type Compressed = [u8; 1 + SIZE];
            type Signature = [u8; 2 * SIZE];
            type Field = $field;
            type Order = $order;
            const B: [u64; $limbs] = <$field as $crate::algorithms::field::Prime>::MODULUS.keep(&$crate::base::hex::hex!($($b),+));
            const GENERATOR: [[u64; $limbs]; 2] = [
                <$field as $crate::algorithms::field::Prime>::MODULUS.keep(&$crate::base::hex::hex!($($x),+)),
                <$field as $crate::algorithms::field::Prime>::MODULUS.keep(&$crate::base::hex::hex!($($y),+)),
            ];
            const WINDOW: usize = $window;
            const PASSES: usize = $passes;

            fn tables() -> impl Iterator<Item = &'static [[[u64; $limbs]; 2]]> + Clone {
                TABLE.iter().map(|table| &table[..])
            }
        }
    };
}
pub(super) use curve;

/// A curve chosen at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NistCurve {
    /// P-224, strength 112.
    P224,
    /// P-256, strength 128.
    P256,
    /// P-384, strength 192.
    P384,
    /// P-521, strength 256.
    P521,
}

impl NistCurve {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::P224, Self::P256, Self::P384, Self::P521];

    /// The name that SP 800-186 and ACVP use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::P224 => "P-224",
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
        }
    }

    /// The strength in bits (SP 800-57 part 1 r5 table 2).
    #[must_use]
    pub const fn strength(self) -> usize {
        match self {
            Self::P224 => 112,
            Self::P256 => 128,
            Self::P384 => 192,
            Self::P521 => 256,
        }
    }
}
