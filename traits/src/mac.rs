//! Message authentication behind the traits of `digest`: `Mac` and `KeyInit`.
//!
//! ```
//! use qila_rustcrypto::digest_traits::{KeyInit, Mac};
//! use qila_rustcrypto::mac::HmacSha256;
//!
//! /// Written for any message authentication code.
//! fn check<M: Mac + KeyInit>(key: &[u8], data: &[u8], tag: &[u8]) -> bool {
//!     M::new_from_slice(key).is_ok_and(|mac| mac.chain_update(data).verify_slice(tag).is_ok())
//! }
//! let key = [7; 32];
//! let tag = HmacSha256::try_new(&key)?.chain_update(b"data").try_finalize()?;
//! assert!(check::<HmacSha256>(&key, b"data", &tag));
//! # Ok::<(), qila_rustcrypto::Error>(())
//! ```

use crate::hash::Function as HashFunction;
use crate::stop::{opaque_debug, refuse};
use crate::{Error, Indicator, Result};
use core::marker::PhantomData;
use digest::array::ArraySize;
use digest::common::{BlockSizeUser, InvalidKey, KeySizeUser, TryKeyInit};
use digest::consts::{U16, U24, U32, U64, U136, U168};
use digest::typenum::Unsigned;
use digest::{
    CtOutput, FixedOutput, FixedOutputReset, InvalidLength, Key, KeyInit, Mac, MacError, Output, OutputSizeUser,
    Reset, Update,
};
use qila::xof::XofAlgorithm;
use qila::{admin, hash, mac};

/// A key of Qila for message authentication, with its lengths as types.
pub trait Function: Clone {
    /// A message under the key.
    type Message: Clone;
    /// Bytes of a key of `KeyInit::new`.
    type Key: ArraySize;
    /// Bytes of a full tag.
    type Output: ArraySize;
    /// Bytes of a block.
    type Block: ArraySize;

    /// Takes a key, after the gate.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::InvalidKeyLength`].
    fn key(bytes: &[u8]) -> Result<Self>;

    /// Begins a message.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    fn begin(&self) -> Result<Self::Message>;

    /// Appends `data`.
    fn append(message: &mut Self::Message, data: &[u8]);

    /// Fills `out`, as long as a full tag.
    ///
    /// # Errors
    /// As [`Function::begin`], and [`Error::InputTooLong`].
    fn end(message: Self::Message, out: &mut [u8]) -> Result<()>;

    /// Checks a full tag.
    ///
    /// # Errors
    /// As [`Function::end`], and [`Error::TagMismatch`].
    fn check(message: Self::Message, tag: &[u8]) -> Result<()>;

    /// Whether tags of so many bytes are approved.
    fn approval(&self, tag_len: usize) -> Indicator;
}

impl<H> Function for mac::HmacKey<H>
where
    H: hash::HashFunction + HashFunction,
{
    type Message = mac::Hmac<H>;
    type Key = <H as HashFunction>::Block;
    type Output = <H as HashFunction>::Output;
    type Block = <H as HashFunction>::Block;

    fn key(bytes: &[u8]) -> Result<Self> {
        Self::new(bytes)
    }

    fn begin(&self) -> Result<Self::Message> {
        self.begin()
    }

    fn append(message: &mut Self::Message, data: &[u8]) {
        message.update(data);
    }

    fn end(message: Self::Message, out: &mut [u8]) -> Result<()> {
        out.copy_from_slice(message.finalize()?.as_ref());
        Ok(())
    }

    fn check(message: Self::Message, tag: &[u8]) -> Result<()> {
        message.verify(tag)
    }

    fn approval(&self, tag_len: usize) -> Indicator {
        self.tag_indicator(tag_len)
    }
}

/// The key of CMAC with AES, of so many bytes.
#[derive(Clone)]
pub struct CmacFunction<K>(mac::CmacKey, PhantomData<K>);

/// The key of KMAC with 128 or 256 bits of strength.
#[derive(Clone)]
pub struct KmacFunction<const STRENGTH: usize>(mac::KmacKey);

opaque_debug!([K] CmacFunction<K>, "CmacFunction");
opaque_debug!([const STRENGTH: usize] KmacFunction<STRENGTH>, "KmacFunction");

macro_rules! functions {
    ($([$($generics:tt)*] $type:ty: $message:ident, $key:ident, $output:ident, $block:ident, $bytes:ident => $new:expr;)+) => {$(
        impl<$($generics)*> Function for $type {
            type Message = mac::$message;
            type Key = $key;
            type Output = $output;
            type Block = $block;

            fn key($bytes: &[u8]) -> Result<Self> {
                $new
            }

            fn begin(&self) -> Result<Self::Message> {
                self.0.begin()
            }

            fn append(message: &mut Self::Message, data: &[u8]) {
                message.update(data);
            }

            fn end(message: Self::Message, out: &mut [u8]) -> Result<()> {
                message.finalize_into(out)
            }

            fn check(message: Self::Message, tag: &[u8]) -> Result<()> {
                message.verify(tag)
            }

            fn approval(&self, tag_len: usize) -> Indicator {
                self.0.tag_indicator(tag_len)
            }
        }
    )+};
}

functions! {
    [K: ArraySize] CmacFunction<K>: Cmac, K, U16, U16, bytes => if bytes.len() == K::USIZE {
        Ok(Self(mac::CmacKey::new(bytes)?, PhantomData))
    } else {
        Err(Error::InvalidKeyLength)
    };
    [] KmacFunction<128>: Kmac, U16, U32, U168, bytes => Ok(Self(mac::KmacKey::new(XofAlgorithm::Shake128, bytes)?));
    [] KmacFunction<256>: Kmac, U32, U64, U136, bytes => Ok(Self(mac::KmacKey::new(XofAlgorithm::Shake256, bytes)?));
}

/// A key, and a message under it. Wiped on drop.
///
/// `verify` and its siblings answer every refusal with `MacError`, and [`Code::try_new`] and
/// [`Code::try_finalize`] with the error itself. `KeyInit::new` never fails; where the gate was
/// closed, `finalize` panics.
///
/// It is a `Mac`, but no `MacMarker`: by that, `verify` would be made of `finalize`.
#[derive(Clone)]
pub struct Code<F: Function> {
    key: Result<F>,
    message: Result<F::Message>,
}

opaque_debug!([F: Function] Code<F>, "Code");

/// HMAC (FIPS 198-1) with a hash function of [`qila::hash`]. Keys may have any length;
/// `KeyInit::new` takes one as long as a block.
pub type Hmac<H> = Code<mac::HmacKey<H>>;
/// HMAC with SHA-256.
pub type HmacSha256 = Hmac<hash::Sha256>;
/// HMAC with SHA-384.
pub type HmacSha384 = Hmac<hash::Sha384>;
/// HMAC with SHA-512.
pub type HmacSha512 = Hmac<hash::Sha512>;
/// CMAC with AES-128 (SP 800-38B).
pub type CmacAes128 = Code<CmacFunction<U16>>;
/// CMAC with AES-192 (SP 800-38B).
pub type CmacAes192 = Code<CmacFunction<U24>>;
/// CMAC with AES-256 (SP 800-38B).
pub type CmacAes256 = Code<CmacFunction<U32>>;
/// KMAC128 (SP 800-185) with tags of 32 bytes. Keys may have any length.
pub type Kmac128 = Code<KmacFunction<128>>;
/// KMAC256 (SP 800-185) with tags of 64 bytes. Keys may have any length.
pub type Kmac256 = Code<KmacFunction<256>>;

impl<F: Function> Code<F> {
    /// Takes a key, after the gate.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::InvalidKeyLength`].
    pub fn try_new(key: &[u8]) -> Result<Self> {
        let key = F::key(key)?;
        let message = key.begin()?;
        Ok(Self { key: Ok(key), message: Ok(message) })
    }

    /// The tag of the message. Compare tags with `verify`, which takes the same time for all.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::InputTooLong`].
    pub fn try_finalize(self) -> Result<Output<Self>> {
        let mut tag = Output::<Self>::default();
        F::end(self.message?, &mut tag)?;
        Ok(tag)
    }

    /// Whether full tags under this key are approved.
    ///
    /// # Errors
    /// Why the gate was closed when the key was taken.
    pub fn indicator(&self) -> Result<Indicator> {
        self.key.as_ref().map(|key| key.approval(F::Output::USIZE)).map_err(|error| *error)
    }

    fn of(key: Result<F>) -> Self {
        let message = key.as_ref().map_err(|error| *error).and_then(F::begin);
        Self { key, message }
    }

    /// The message so far; an empty one takes its place.
    fn take(&mut self) -> Self {
        let next = Self::of(self.key.clone());
        core::mem::replace(self, next)
    }

    /// Compares a part of the tag, from `start`, in the same time for all.
    fn check_part(self, start: usize, part: &[u8]) -> Result<()> {
        if part.len() < mac::MIN_TAG_SIZE {
            return Err(Error::InvalidTagLength);
        }
        admin::permit(self.key.as_ref().map_err(|error| *error)?.approval(part.len()))?;
        let tag = self.try_finalize()?;
        let mut expected = tag.clone();
        let place = expected.get_mut(start..).and_then(|rest| rest.get_mut(..part.len()));
        place.ok_or(Error::InvalidTagLength)?.copy_from_slice(part);
        if CtOutput::<Self>::new(tag) == CtOutput::new(expected) { Ok(()) } else { Err(Error::TagMismatch) }
    }
}

impl<F: Function> KeySizeUser for Code<F> {
    type KeySize = F::Key;
}

impl<F: Function> OutputSizeUser for Code<F> {
    type OutputSize = F::Output;
}

impl<F: Function> BlockSizeUser for Code<F> {
    type BlockSize = F::Block;
}

impl<F: Function> KeyInit for Code<F> {
    fn new(key: &Key<Self>) -> Self {
        Self::of(F::key(key))
    }

    /// Takes a key of any length that the algorithm takes.
    ///
    /// # Errors
    /// `InvalidLength` for every refusal, a closed gate among them.
    fn new_from_slice(key: &[u8]) -> core::result::Result<Self, InvalidLength> {
        Self::try_new(key).map_err(|_| InvalidLength)
    }
}

impl<F: Function> TryKeyInit for Code<F> {
    fn new(key: &Key<Self>) -> core::result::Result<Self, InvalidKey> {
        Self::try_new(key).map_err(|_| InvalidKey)
    }
}

impl<F: Function> Update for Code<F> {
    fn update(&mut self, data: &[u8]) {
        if let Ok(message) = &mut self.message {
            F::append(message, data);
        }
    }
}

impl<F: Function> Reset for Code<F> {
    fn reset(&mut self) {
        self.take();
    }
}

impl<F: Function> FixedOutput for Code<F> {
    /// # Panics
    /// Where [`Code::try_finalize`] gives an error.
    #[track_caller]
    fn finalize_into(self, out: &mut Output<Self>) {
        *out = self.try_finalize().unwrap_or_else(|error| refuse(error));
    }
}

impl<F: Function> FixedOutputReset for Code<F> {
    /// # Panics
    /// Where [`Code::try_finalize`] gives an error.
    #[track_caller]
    fn finalize_into_reset(&mut self, out: &mut Output<Self>) {
        self.take().finalize_into(out);
    }
}

impl<F: Function> Mac for Code<F> {
    fn update(&mut self, data: &[u8]) {
        Update::update(self, data);
    }

    fn chain_update(mut self, data: impl AsRef<[u8]>) -> Self {
        Update::update(&mut self, data.as_ref());
        self
    }

    /// # Panics
    /// Where [`Code::try_finalize`] gives an error.
    #[track_caller]
    fn finalize(self) -> CtOutput<Self> {
        CtOutput::new(self.finalize_fixed())
    }

    /// # Panics
    /// Where [`Code::try_finalize`] gives an error.
    #[track_caller]
    fn finalize_reset(&mut self) -> CtOutput<Self> {
        CtOutput::new(self.finalize_fixed_reset())
    }

    fn reset(&mut self) {
        Reset::reset(self);
    }

    fn verify(self, tag: &Output<Self>) -> core::result::Result<(), MacError> {
        self.verify_slice(tag)
    }

    fn verify_reset(&mut self, tag: &Output<Self>) -> core::result::Result<(), MacError> {
        self.take().verify_slice(tag)
    }

    fn verify_slice(self, tag: &[u8]) -> core::result::Result<(), MacError> {
        if tag.len() != F::Output::USIZE {
            return Err(MacError);
        }
        self.message.and_then(|message| F::check(message, tag)).map_err(|_| MacError)
    }

    fn verify_slice_reset(&mut self, tag: &[u8]) -> core::result::Result<(), MacError> {
        self.take().verify_slice(tag)
    }

    /// Checks the leftmost bytes, 4 at least.
    fn verify_truncated_left(self, tag: &[u8]) -> core::result::Result<(), MacError> {
        self.check_part(0, tag).map_err(|_| MacError)
    }

    /// Checks the rightmost bytes, 4 at least.
    fn verify_truncated_right(self, tag: &[u8]) -> core::result::Result<(), MacError> {
        let start = F::Output::USIZE.checked_sub(tag.len()).ok_or(MacError)?;
        self.check_part(start, tag).map_err(|_| MacError)
    }
}
