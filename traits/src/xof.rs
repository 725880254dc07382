//! Extendable-output functions behind the traits of `digest`: `ExtendableOutput`, `XofReader`, and
//! `TryCustomizedInit` for cSHAKE and Ascon-CXOF128.
//!
//! ```
//! use qila_rustcrypto::digest_traits::{ExtendableOutput, Update, XofReader};
//! use qila_rustcrypto::xof::Shake128;
//!
//! let mut shake = Shake128::try_new()?;
//! shake.update(b"message");
//! let mut out = [0; 32];
//! shake.finalize_xof().read(&mut out);
//! # let mut same = [0; 32];
//! # qila::xof::shake128(b"message", &mut same)?;
//! # assert_eq!(out, same);
//! # Ok::<(), qila_rustcrypto::Error>(())
//! ```

use crate::stop::{opaque_debug, refuse};
use crate::{Error, Indicator, Result};
use digest::array::ArraySize;
use digest::common::BlockSizeUser;
use digest::consts::{U8, U136, U168};
use digest::{ExtendableOutput, TryCustomizedInit, Update, XofReader};
use qila::xof::{self, XofAlgorithm};

/// An extendable-output function of Qila.
pub trait Function: Clone {
    /// Bytes of a block.
    type Block: ArraySize;
    /// What gives the output.
    type Reader: Read;

    /// An empty message with a customization string, which may be empty, after the gate.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::InputTooLong`].
    fn begin(customization: &[u8]) -> Result<Self>;

    /// Appends `data`.
    fn append(&mut self, data: &[u8]);

    /// Ends the message.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    fn end(self) -> Result<Self::Reader>;

    /// Whether the service is approved.
    fn approval(&self) -> Indicator;
}

/// The output of an extendable-output function of Qila.
pub trait Read: Clone {
    /// Fills `out` with the next bytes.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    fn next(&mut self, out: &mut [u8]) -> Result<()>;
}

impl Read for xof::Reader {
    fn next(&mut self, out: &mut [u8]) -> Result<()> {
        self.read(out)
    }
}

impl Read for xof::AsconReader {
    fn next(&mut self, out: &mut [u8]) -> Result<()> {
        self.read(out)
    }
}

/// SHAKE or cSHAKE with 128 or 256 bits of strength.
#[derive(Clone)]
pub struct ShakeFunction<const STRENGTH: usize>(xof::Xof);

/// Ascon-XOF128 or Ascon-CXOF128.
#[derive(Clone)]
pub struct AsconFunction(xof::AsconXof);

opaque_debug!([const STRENGTH: usize] ShakeFunction<STRENGTH>, "ShakeFunction");
opaque_debug!([] AsconFunction, "AsconFunction");

macro_rules! functions {
    ($($type:ty: $block:ident, $reader:ident, $customization:ident => $begin:expr;)+) => {$(
        impl Function for $type {
            type Block = $block;
            type Reader = xof::$reader;

            fn begin($customization: &[u8]) -> Result<Self> {
                Ok(Self($begin?))
            }

            fn append(&mut self, data: &[u8]) {
                self.0.update(data);
            }

            fn end(self) -> Result<Self::Reader> {
                self.0.finalize()
            }

            fn approval(&self) -> Indicator {
                self.0.indicator()
            }
        }
    )+};
}

functions! {
    ShakeFunction<128>: U168, Reader, it => xof::Xof::customized(XofAlgorithm::Shake128, it);
    ShakeFunction<256>: U136, Reader, it => xof::Xof::customized(XofAlgorithm::Shake256, it);
    AsconFunction: U8, AsconReader, it => if it.is_empty() { xof::AsconXof::new() } else { xof::AsconXof::customized(it) };
}

/// A message on its way through the extendable-output function `F`. Wiped on drop.
///
/// [`Xof::try_new`] and [`Xof::try_finalize`] answer every refusal with an error. Of the traits,
/// `default` never fails, nor does `finalize_xof`; where the gate was closed, `read` panics.
#[derive(Clone)]
pub struct Xof<F: Function>(Result<F>);

/// The output of [`Xof`]. Wiped on drop.
#[derive(Clone)]
pub struct Reader<R: Read>(Result<R>);

opaque_debug!([F: Function] Xof<F>, "Xof");
opaque_debug!([R: Read] Reader<R>, "Reader");

/// SHAKE128 (FIPS 202), and cSHAKE128 (SP 800-185) with a customization string.
pub type Shake128 = Xof<ShakeFunction<128>>;
/// SHAKE256 (FIPS 202), and cSHAKE256 (SP 800-185) with a customization string.
pub type Shake256 = Xof<ShakeFunction<256>>;
/// Ascon-XOF128, and Ascon-CXOF128 with a customization string (SP 800-232).
pub type AsconXof128 = Xof<AsconFunction>;

impl<F: Function> Xof<F> {
    /// An empty message, after the gate.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn try_new() -> Result<Self> {
        Self::try_new_customized(&[])
    }

    /// Ends the message.
    ///
    /// # Errors
    /// As [`Xof::try_new`].
    pub fn try_finalize(self) -> Result<Reader<F::Reader>> {
        Ok(Reader(Ok(self.0?.end()?)))
    }

    /// Whether the service is approved.
    ///
    /// # Errors
    /// Why the gate was closed when it was made.
    pub fn indicator(&self) -> Result<Indicator> {
        self.0.as_ref().map(F::approval).map_err(|error| *error)
    }
}

impl<R: Read> Reader<R> {
    /// Fills `out` with the next bytes of the output.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`]; `out` is then unchanged or zero.
    pub fn try_read(&mut self, out: &mut [u8]) -> Result<()> {
        self.0.as_mut().map_err(|error| *error)?.next(out)
    }
}

impl<F: Function> TryCustomizedInit for Xof<F> {
    type Error = Error;

    fn try_new_customized(customization: &[u8]) -> Result<Self> {
        Ok(Self(Ok(F::begin(customization)?)))
    }
}

impl<F: Function> BlockSizeUser for Xof<F> {
    type BlockSize = F::Block;
}

impl<F: Function> Default for Xof<F> {
    fn default() -> Self {
        Self(F::begin(&[]))
    }
}

impl<F: Function> Update for Xof<F> {
    fn update(&mut self, data: &[u8]) {
        if let Ok(message) = &mut self.0 {
            message.append(data);
        }
    }
}

impl<F: Function> ExtendableOutput for Xof<F> {
    type Reader = Reader<F::Reader>;

    fn finalize_xof(self) -> Self::Reader {
        Reader(self.0.and_then(F::end))
    }
}

impl<R: Read> XofReader for Reader<R> {
    /// # Panics
    /// Where [`Reader::try_read`] gives an error.
    #[track_caller]
    fn read(&mut self, out: &mut [u8]) {
        self.try_read(out).unwrap_or_else(|error| refuse(error));
    }
}
