//! Secrets as values: a buffer that wipes itself.
//!
//! ```
//! let mut typed = *b"a password of 24 letters";
//! let password = qila::Secret::take(&mut typed);
//! assert_eq!((typed, password.as_bytes()), ([0; 24], b"a password of 24 letters"));
//! ```

use crate::base::error::Result;
use crate::base::secret::{no_padding, secret};
use crate::machine::wipe::{self, Wiped};
use crate::module::gate;
use subtle::ConstantTimeEq;

/// A secret of `N` bytes: a derived key, a shared secret. Wiped on drop; compared in constant time;
/// its `Debug` shows nothing. It has no `Clone` and no `Copy`, so that there is one place to wipe.
///
/// Every derivation gives one: beside `derive`, which fills a buffer of the caller, stands
/// `derive_new`.
///
/// ```
/// use qila::Secret;
/// use qila::aead::AesGcmKey;
/// use qila::hash::Sha256;
/// use qila::kdf::Hkdf;
/// use qila::random::Rng;
///
/// let hkdf = Hkdf::<Sha256>::extract(b"salt", &[7; 32])?;
/// let key: Secret<32> = hkdf.expand_new(b"client")?;
/// assert_ne!(key, hkdf.expand_new(b"server")?);
/// AesGcmKey::new(key.as_bytes())?;
///
/// let mut rng = Rng::new()?;
/// let token = Secret::<16>::filled(|out| rng.fill(out))?; // what fills a buffer fills a secret
/// assert_eq!(format!("{token:?}"), "Secret { .. }");
/// # Ok::<(), qila::Error>(())
/// ```
pub struct Secret<const N: usize>(Wiped<[u8; N]>);

secret!([const N: usize] Secret<N>);

no_padding!([const N: usize] Secret<N> { 0 });

impl<const N: usize> Secret<N> {
    /// The secret that `fill` writes. On its error nothing is left of it.
    ///
    /// # Errors
    /// Those of `fill`.
    pub fn filled(fill: impl FnOnce(&mut [u8; N]) -> Result<()>) -> Result<Self> {
        let () = Self::NO_PADDING;
        gate::clean(|| {
            let mut secret = Self(Wiped::new([0; N]));
            fill(&mut secret.0)?;
            Ok(secret)
        })
    }

    /// Takes a secret from outside, and overwrites its source with zeros.
    #[must_use]
    pub fn take(source: &mut [u8; N]) -> Self {
        gate::clean(|| {
            let secret = Self(Wiped::new(*source));
            wipe::wipe(source);
            secret
        })
    }

    /// What a service made after its gate.
    pub(super) const fn of(bytes: Wiped<[u8; N]>) -> Self {
        Self(bytes)
    }

    /// The secret.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; N] {
        &self.0
    }
}

impl<const N: usize> AsRef<[u8]> for Secret<N> {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl<const N: usize> PartialEq for Secret<N> {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&*other.0).into()
    }
}

impl<const N: usize> Eq for Secret<N> {}

/// Beside a method that fills a buffer, one that gives a new [`Secret`]:
/// `new_secret!("Type::fill", fill => fill_new(argument: Type))`, and `, SIZE` where the buffer has
/// a size of its own.
macro_rules! new_secret {
    ($of:literal, $fill:ident => $new:ident($($argument:ident: $type:ty),*)) => {
        new_secret!(@ $of, "`N`", [<const N: usize>], N, $fill, $new, ($($argument: $type),*));
    };
    ($of:literal, $fill:ident => $new:ident($($argument:ident: $type:ty),*), $size:ident) => {
        new_secret!(@ $of, concat!("[`", stringify!($size), "`]"), [], $size, $fill, $new, ($($argument: $type),*));
    };
    (@ $of:literal, $bytes:expr, [$($generics:tt)*], $size:ident, $fill:ident, $new:ident, ($($argument:ident: $type:ty),*)) => {
        #[doc = concat!("As [`", $of, "`], into a new secret of ", $bytes, " bytes, which wipes itself.")]
        ///
        /// Time: as there.
        ///
        /// # Errors
        #[doc = concat!("As [`", $of, "`].")]
        pub fn $new $($generics)* (&self, $($argument: $type),*) -> $crate::Result<$crate::Secret<$size>> {
            $crate::Secret::filled(|out| self.$fill($($argument,)* out))
        }
    };
}
pub(super) use new_secret;
