//! From a hash function chosen at run time to its type. A new function is one line in the table.

/// `with_hash!(algorithm, H => expression)`: the expression with `H` as the type of the function.
macro_rules! with_hash {
    ($algorithm:expr, $H:ident => $body:expr) => {
        $crate::algorithms::hash::dispatch::hash_functions! { by_type [$algorithm, $H, $body] }
    };
}

/// `any_hash!(enum Any of Object)`: a private enum `Any` with a variant `Object<H>` for every
/// function `H`, and its `algorithm()`. An object becomes a `Whole<Any>`: the variants differ in
/// size, so what lies behind a smaller one must be wiped, too.
macro_rules! any_hash {
    (enum $name:ident of $object:ident) => {
        $crate::algorithms::hash::dispatch::hash_functions! { make_enum [$name, $object] }
    };
}

/// `with_any!(Any, value, object => expression)`: the expression with the object inside the enum.
macro_rules! with_any {
    ($name:ident, $value:expr, $object:ident => $body:expr) => {
        $crate::algorithms::hash::dispatch::hash_functions! { by_variant [$name, $value, $object, $body] }
    };
}

/// The table, and what is made of it: called with a rule and its arguments, it hands both and the
/// table to itself.
macro_rules! hash_functions {
    ($rule:ident $arguments:tt) => {
        $crate::algorithms::hash::dispatch::hash_functions! {
            @$rule $arguments
            Sha1 = sha1::Sha1,
            Sha224 = sha2::Sha224,
            Sha256 = sha2::Sha256,
            Sha384 = sha2::Sha384,
            Sha512 = sha2::Sha512,
            Sha512_224 = sha2::Sha512_224,
            Sha512_256 = sha2::Sha512_256,
            Sha3_224 = sha3::Sha3_224,
            Sha3_256 = sha3::Sha3_256,
            Sha3_384 = sha3::Sha3_384,
            Sha3_512 = sha3::Sha3_512,
        }
    };
    (@by_type [$algorithm:expr, $H:ident, $body:expr] $($variant:ident = $module:ident::$type:ident,)+) => {
        match $algorithm {
            $($crate::algorithms::hash::HashAlgorithm::$variant => {
                type $H = $crate::algorithms::hash::$module::$type;
                $body
            })+
        }
    };
    (@by_variant [$name:ident, $value:expr, $object:ident, $body:expr]
        $($variant:ident = $module:ident::$type:ident,)+) => {
        match $value {
            $($name::$variant($object) => $body,)+
        }
    };
    (@make_enum [$name:ident, $object:ident] $($variant:ident = $module:ident::$type:ident,)+) => {
        #[derive(Clone)]
        #[allow(non_camel_case_types)] // the names of the functions
        #[repr(u64)] // no padding between the tag and the object
        enum $name {
            $($variant($object<$crate::algorithms::hash::$module::$type>),)+
        }

        impl $name {
            const fn algorithm(&self) -> $crate::algorithms::hash::HashAlgorithm {
                match self {
                    $(Self::$variant(_) => $crate::algorithms::hash::HashAlgorithm::$variant,)+
                }
            }
        }

        $(impl From<$object<$crate::algorithms::hash::$module::$type>> for $crate::machine::wipe::Whole<$name> {
            fn from(object: $object<$crate::algorithms::hash::$module::$type>) -> Self {
                Self::new($name::$variant(object))
            }
        })+
    };
}

pub(crate) use {any_hash, hash_functions, with_any, with_hash};
