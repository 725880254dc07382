//! Random bits behind the traits of `rand_core`.
//!
//! [`qila::random::Rng`] implements `TryRng` and `TryCryptoRng` itself. [`ThreadRng`] is the
//! generator of the calling thread, which needs no place; [`Generator`] is a generator whose
//! mechanism was chosen. All of them can fail, and [`UnwrapErr`] is for traits that cannot.
//!
//! ```
//! # #[cfg(feature = "std")] {
//! use qila_rustcrypto::rand_core::{CryptoRng, UnwrapErr};
//! use qila_rustcrypto::random::ThreadRng;
//!
//! /// Written for any generator.
//! fn token(rng: &mut impl CryptoRng) -> u64 {
//!     rng.next_u64()
//! }
//! assert_ne!(token(&mut UnwrapErr(ThreadRng)), token(&mut UnwrapErr(ThreadRng)));
//! # }
//! ```

use crate::stop::opaque_debug;
use crate::{Error, Indicator, Result};
pub use qila::random::Rng;
use qila::random::{Drbg, MAX_REQUEST};
pub use rand_core::UnwrapErr;
use rand_core::{TryCryptoRng, TryRng};

/// The generator of the calling thread ([`qila::random::fill`]).
#[cfg(feature = "std")]
#[derive(Clone, Copy, Debug, Default)]
pub struct ThreadRng;

#[cfg(feature = "std")]
impl ThreadRng {
    /// Whether its output is from an approved generator.
    #[must_use]
    pub fn indicator(self) -> Indicator {
        qila::random::indicator()
    }
}

/// A generator of SP 800-90A whose mechanism the caller chose.
pub struct Generator(Drbg);

opaque_debug!([] Generator, "Generator");

impl Generator {
    /// Takes a generator.
    #[must_use]
    pub const fn new(drbg: Drbg) -> Self {
        Self(drbg)
    }

    /// Whether its output is from an approved generator.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        self.0.indicator()
    }

    /// Gives the generator back.
    #[must_use]
    pub fn into_inner(self) -> Drbg {
        self.0
    }
}

macro_rules! generators {
    ($($(#[$attribute:meta])* $type:ty: |$rng:ident, $out:ident| $fill:expr;)+) => {$(
        $(#[$attribute])*
        impl TryRng for $type {
            type Error = Error;

            fn try_next_u32(&mut self) -> Result<u32> {
                let mut word = [0; 4];
                self.try_fill_bytes(&mut word)?;
                Ok(u32::from_ne_bytes(word))
            }

            fn try_next_u64(&mut self) -> Result<u64> {
                let mut word = [0; 8];
                self.try_fill_bytes(&mut word)?;
                Ok(u64::from_ne_bytes(word))
            }

            fn try_fill_bytes(&mut self, $out: &mut [u8]) -> Result<()> {
                let $rng = self;
                $fill
            }
        }

        $(#[$attribute])*
        impl TryCryptoRng for $type {}
    )+};
}

generators! {
    #[cfg(feature = "std")]
    ThreadRng: |_rng, out| qila::random::fill(out);
    Generator: |rng, out| out.chunks_mut(MAX_REQUEST).try_for_each(|out| rng.0.generate(&[], out));
}
