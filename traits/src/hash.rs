//! Hash functions behind the traits of `digest`: `Digest` and all that it is made of.
//!
//! ```
//! use qila_rustcrypto::digest_traits::{Digest, Output};
//! use qila_rustcrypto::hash::Sha256;
//!
//! /// Written for any hash function.
//! fn fingerprint<D: Digest>(parts: &[&[u8]]) -> Output<D> {
//!     let mut hash = D::new();
//!     parts.iter().for_each(|part| hash.update(part));
//!     hash.finalize()
//! }
//! assert_eq!(fingerprint::<Sha256>(&[b"a", b"bc"])[..4], [0xba, 0x78, 0x16, 0xbf]);
//! ```

use crate::stop::{opaque_debug, refuse};
use crate::{Indicator, Result};
use digest::array::ArraySize;
use digest::common::BlockSizeUser;
use digest::consts::{U8, U20, U28, U32, U48, U64, U72, U104, U128, U136, U144};
use digest::{FixedOutput, FixedOutputReset, HashMarker, Output, OutputSizeUser, Reset, Update};
use qila::hash;

/// A hash function of Qila, with its lengths as types.
pub trait Function: Clone {
    /// Bytes of a hash value.
    type Output: ArraySize;
    /// Bytes of a block, which HMAC pads its key to.
    type Block: ArraySize;

    /// An empty message, after the gate.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`](crate::Error), [`Error::NotApproved`](crate::Error).
    fn begin() -> Result<Self>;

    /// Appends `data`.
    fn append(&mut self, data: &[u8]);

    /// Fills `out`, as long as a hash value.
    ///
    /// # Errors
    /// As [`Function::begin`], and [`Error::InputTooLong`](crate::Error).
    fn end(self, out: &mut [u8]) -> Result<()>;

    /// Whether the service is approved.
    fn approval(&self) -> Indicator;
}

macro_rules! functions {
    ($($hash:ident: $output:ident, $block:ident;)+) => {$(
        impl Function for hash::$hash {
            type Output = $output;
            type Block = $block;

            fn begin() -> Result<Self> {
                Self::new()
            }

            fn append(&mut self, data: &[u8]) {
                self.update(data);
            }

            fn end(self, out: &mut [u8]) -> Result<()> {
                out.copy_from_slice(self.finalize()?.as_ref());
                Ok(())
            }

            fn approval(&self) -> Indicator {
                self.indicator()
            }
        }
    )+};
}

functions! {
    Sha1: U20, U64;
    Sha224: U28, U64;
    Sha256: U32, U64;
    Sha384: U48, U128;
    Sha512: U64, U128;
    Sha512_224: U28, U128;
    Sha512_256: U32, U128;
    Sha3_224: U28, U144;
    Sha3_256: U32, U136;
    Sha3_384: U48, U104;
    Sha3_512: U64, U72;
    AsconHash256: U32, U8;
}

/// A message on its way through the hash function `F`. Wiped on drop.
///
/// [`Hash::try_new`] and [`Hash::try_finalize`] answer every refusal with an error. Of the traits,
/// `new` never fails; a hash that met a closed gate takes data, and `finalize` panics.
#[derive(Clone)]
pub struct Hash<F: Function>(Result<F>);

opaque_debug!([F: Function] Hash<F>, "Hash");

/// SHA-1 (FIPS 180-4), 20 bytes. Not for signatures.
pub type Sha1 = Hash<hash::Sha1>;
/// SHA-224 (FIPS 180-4), 28 bytes.
pub type Sha224 = Hash<hash::Sha224>;
/// SHA-256 (FIPS 180-4), 32 bytes.
pub type Sha256 = Hash<hash::Sha256>;
/// SHA-384 (FIPS 180-4), 48 bytes.
pub type Sha384 = Hash<hash::Sha384>;
/// SHA-512 (FIPS 180-4), 64 bytes.
pub type Sha512 = Hash<hash::Sha512>;
/// SHA-512/224 (FIPS 180-4), 28 bytes.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha512_224 = Hash<hash::Sha512_224>;
/// SHA-512/256 (FIPS 180-4), 32 bytes.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha512_256 = Hash<hash::Sha512_256>;
/// SHA3-224 (FIPS 202), 28 bytes.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha3_224 = Hash<hash::Sha3_224>;
/// SHA3-256 (FIPS 202), 32 bytes.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha3_256 = Hash<hash::Sha3_256>;
/// SHA3-384 (FIPS 202), 48 bytes.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha3_384 = Hash<hash::Sha3_384>;
/// SHA3-512 (FIPS 202), 64 bytes.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha3_512 = Hash<hash::Sha3_512>;
/// Ascon-Hash256 (SP 800-232), 32 bytes.
pub type AsconHash256 = Hash<hash::AsconHash256>;

impl<F: Function> Hash<F> {
    /// An empty message, after the gate.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`](crate::Error), [`Error::NotApproved`](crate::Error).
    pub fn try_new() -> Result<Self> {
        Ok(Self(Ok(F::begin()?)))
    }

    /// The hash value of the message.
    ///
    /// # Errors
    /// As [`Hash::try_new`], and [`Error::InputTooLong`](crate::Error).
    pub fn try_finalize(self) -> Result<Output<Self>> {
        let mut out = Output::<Self>::default();
        self.0?.end(&mut out)?;
        Ok(out)
    }

    /// Whether the service is approved.
    ///
    /// # Errors
    /// Why the gate was closed when the hash was made.
    pub fn indicator(&self) -> Result<Indicator> {
        self.0.as_ref().map(F::approval).map_err(|error| *error)
    }
}

impl<F: Function> HashMarker for Hash<F> {}

impl<F: Function> OutputSizeUser for Hash<F> {
    type OutputSize = F::Output;
}

impl<F: Function> BlockSizeUser for Hash<F> {
    type BlockSize = F::Block;
}

impl<F: Function> Default for Hash<F> {
    fn default() -> Self {
        Self(F::begin())
    }
}

impl<F: Function> Reset for Hash<F> {
    fn reset(&mut self) {
        *self = Self::default();
    }
}

impl<F: Function> Update for Hash<F> {
    fn update(&mut self, data: &[u8]) {
        if let Ok(message) = &mut self.0 {
            message.append(data);
        }
    }
}

impl<F: Function> FixedOutput for Hash<F> {
    /// # Panics
    /// Where [`Hash::try_finalize`] gives an error.
    #[track_caller]
    fn finalize_into(self, out: &mut Output<Self>) {
        *out = self.try_finalize().unwrap_or_else(|error| refuse(error));
    }
}

impl<F: Function> FixedOutputReset for Hash<F> {
    /// # Panics
    /// Where [`Hash::try_finalize`] gives an error.
    #[track_caller]
    fn finalize_into_reset(&mut self, out: &mut Output<Self>) {
        core::mem::take(self).finalize_into(out);
    }
}
