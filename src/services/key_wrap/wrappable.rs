//! What a key must be to leave the module wrapped under another one, and to come back.

use crate::base::error::Result;

/// The bytes of the longest key that can be wrapped: two of AES-256 for XTS.
pub(in crate::services) const LONGEST_KEY: usize = 64;

/// A symmetric key that [`KeyWrapKey::wrap_key`](crate::key_wrap::KeyWrapKey::wrap_key) takes: one
/// that still has its bytes. Every key of AES, ChaCha20-Poly1305 and Ascon-AEAD128 does.
///
/// Keys of HMAC and KMAC keep two hash states or a sponge instead, from which the bytes do not come
/// back: they cannot leave the module. For one that is to stay, fill bytes with
/// [`Rng::fill`](crate::random::Rng::fill), wrap them with
/// [`KeyWrapKey::wrap_padded`](crate::key_wrap::KeyWrapKey::wrap_padded), and make the key of them.
///
/// The key is wrapped, and nothing else of the object: what comes back makes and takes full tags,
/// and its counts begin anew. Whoever unwraps a key of AES-GCM answers for the limits and the IVs
/// that all its objects share, as for any key that comes from outside.
pub trait WrappableKey: KeyBytes {}

impl<K: KeyBytes> WrappableKey for K {}

/// The bytes of a key. Only this crate can name it.
pub trait KeyBytes: Sized {
    /// Writes the key into the start of `out` and gives its length.
    ///
    /// # Errors
    /// [`Error::InvalidTagLength`](crate::Error::InvalidTagLength),
    /// [`Error::InvalidParameter`](crate::Error::InvalidParameter): the object is more than its
    /// key, and would come back as another one.
    #[doc(hidden)]
    fn put(&self, out: &mut [u8; LONGEST_KEY]) -> Result<usize>;

    /// The key of these bytes.
    ///
    /// # Errors
    /// those of its `new`.
    #[doc(hidden)]
    fn of(bytes: &[u8]) -> Result<Self>;
}

/// Copies a key to the start of `out`.
pub(in crate::services) fn put(key: &[u8], out: &mut [u8; LONGEST_KEY]) -> usize {
    out.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    key.len()
}

/// `wrappable!(Type, |key| bytes)`: what its bytes are; and where an object can be more than its
/// key, `if condition else error`.
macro_rules! wrappable {
    ($type:ty, |$key:ident| $bytes:expr $(, if $whole:expr, else $error:ident)?) => {
        impl $crate::services::key_wrap::wrappable::KeyBytes for $type {
            fn put(&self, out: &mut [u8; $crate::services::key_wrap::wrappable::LONGEST_KEY]) -> Result<usize> {
                let $key = self;
                $(if !$whole {
                    return Err($crate::base::error::Error::$error);
                })?
                Ok($crate::services::key_wrap::wrappable::put($bytes, out))
            }

            fn of(bytes: &[u8]) -> Result<Self> {
                Self::new(bytes)
            }
        }
    };
}
pub(in crate::services) use wrappable;
