//! Authenticated encryption behind the traits of `aead`: `AeadInOut`, and `Aead` with the feature
//! `std`. None of their methods panics: all of them can say no.
//!
//! The trait takes each nonce from its caller. For AES-GCM that is not approved (IG C.H), and after
//! its first message the key is not approved for anything. With the policy `ApprovedOnly` sealing
//! is an error, and opening goes on. The approved ways to seal with GCM make the IV inside the
//! module: see [`qila::aead`].
//!
//! ```
//! use qila_rustcrypto::aead::Aes256Gcm;
//! use qila_rustcrypto::aead_traits::{AeadInOut, Error, KeyInit, Nonce};
//!
//! /// Written for any AEAD.
//! fn seal<A>(key: &[u8], nonce: &Nonce<A>, message: &mut Vec<u8>) -> Result<(), Error>
//! where
//!     A: AeadInOut + KeyInit,
//! {
//!     let key = A::new_from_slice(key).map_err(|_| Error)?;
//!     key.encrypt_in_place(nonce, b"header", message)
//! }
//! let mut message = b"a secret".to_vec();
//! seal::<Aes256Gcm>(&[7; 32], &[0; 12].into(), &mut message)?;
//! assert_eq!(message.len(), 8 + 16);
//! # Ok::<(), Error>(())
//! ```

use crate::stop::opaque_debug;
use crate::{Error, Indicator, Result};
use ::aead::array::ArraySize;
use ::aead::common::{InvalidKey, InvalidLength, TryKeyInit};
use ::aead::consts::{U12, U16, U24, U32};
use ::aead::inout::InOutBuf;
use ::aead::{AeadCore, AeadInOut, Key, KeyInit, KeySizeUser, Nonce, Tag, TagPosition};
use core::marker::PhantomData;
use qila::aead as service;
use zeroize::Zeroize;

/// A key of Qila for authenticated encryption with tags of 16 bytes.
pub trait Function: Sized {
    /// Bytes of a nonce.
    type Nonce: ArraySize;

    /// Takes a key, after the gate.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::InvalidKeyLength`].
    fn key(bytes: &[u8]) -> Result<Self>;

    /// Encrypts `data` in place and gives the tag.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::InputTooLong`],
    /// [`Error::InvalidIvLength`], [`Error::KeyExhausted`].
    fn seal(&self, nonce: &[u8], aad: &[u8], data: &mut [u8]) -> Result<service::Tag>;

    /// Decrypts `data` in place.
    ///
    /// # Errors
    /// As [`Function::seal`], and [`Error::TagMismatch`], which leaves zeros.
    fn open(&self, nonce: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> Result<()>;

    /// Whether opening is approved.
    fn approval(&self) -> Indicator;
}

macro_rules! functions {
    ($($key:ident: $nonce:ident;)+) => {$(
        impl Function for service::$key {
            type Nonce = $nonce;

            fn key(bytes: &[u8]) -> Result<Self> {
                Self::new(bytes)
            }

            fn seal(&self, nonce: &[u8], aad: &[u8], data: &mut [u8]) -> Result<service::Tag> {
                self.seal_in_place(nonce, aad, data)
            }

            fn open(&self, nonce: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> Result<()> {
                self.open_in_place(nonce, aad, data, tag)
            }

            fn approval(&self) -> Indicator {
                self.indicator()
            }
        }
    )+};
}

functions! {
    AesCcmKey: U12;
    AesGcmSivKey: U12;
    AsconAead128Key: U16;
    ChaCha20Poly1305Key: U12;
}

impl Function for service::AesGcmKey {
    type Nonce = U12;

    fn key(bytes: &[u8]) -> Result<Self> {
        Self::new(bytes)
    }

    fn seal(&self, nonce: &[u8], aad: &[u8], data: &mut [u8]) -> Result<service::Tag> {
        self.caller_iv_sealer()?.seal_in_place(nonce, aad, data)
    }

    fn open(&self, nonce: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> Result<()> {
        self.open_in_place(nonce, aad, data, tag)
    }

    fn approval(&self) -> Indicator {
        self.indicator()
    }
}

/// The key of the AEAD `F`, of `K` bytes. Wiped on drop.
///
/// [`Sealer::try_new`] answers a refusal with an error. `KeyInit::new` never fails; where the gate
/// was closed, every method of the traits gives `aead::Error`.
pub struct Sealer<F: Function, K: ArraySize>(Result<F>, PhantomData<K>);

opaque_debug!([F: Function, K: ArraySize] Sealer<F, K>, "Sealer");

/// AES-GCM (SP 800-38D) with keys of 16 bytes; nonces from outside, so sealing is not approved.
pub type Aes128Gcm = Sealer<service::AesGcmKey, U16>;
/// AES-GCM (SP 800-38D) with keys of 24 bytes; nonces from outside, so sealing is not approved.
pub type Aes192Gcm = Sealer<service::AesGcmKey, U24>;
/// AES-GCM (SP 800-38D) with keys of 32 bytes; nonces from outside, so sealing is not approved.
pub type Aes256Gcm = Sealer<service::AesGcmKey, U32>;
/// AES-CCM (SP 800-38C) with keys of 16 bytes and nonces of 12.
pub type Aes128Ccm = Sealer<service::AesCcmKey, U16>;
/// AES-CCM (SP 800-38C) with keys of 24 bytes and nonces of 12.
pub type Aes192Ccm = Sealer<service::AesCcmKey, U24>;
/// AES-CCM (SP 800-38C) with keys of 32 bytes and nonces of 12.
pub type Aes256Ccm = Sealer<service::AesCcmKey, U32>;
/// Ascon-AEAD128 (SP 800-232).
pub type AsconAead128 = Sealer<service::AsconAead128Key, U16>;
/// AES-GCM-SIV (RFC 8452) with keys of 16 bytes. Not approved.
pub type Aes128GcmSiv = Sealer<service::AesGcmSivKey, U16>;
/// AES-GCM-SIV (RFC 8452) with keys of 32 bytes. Not approved.
pub type Aes256GcmSiv = Sealer<service::AesGcmSivKey, U32>;
/// ChaCha20-Poly1305 (RFC 8439). Not approved.
pub type ChaCha20Poly1305 = Sealer<service::ChaCha20Poly1305Key, U32>;

impl<F: Function, K: ArraySize> Sealer<F, K> {
    /// Takes a key, after the gate.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::InvalidKeyLength`].
    pub fn try_new(key: &[u8]) -> Result<Self> {
        if key.len() != K::USIZE {
            return Err(Error::InvalidKeyLength);
        }
        Ok(Self(Ok(F::key(key)?), PhantomData))
    }

    /// Whether opening with this key is approved. Sealing with GCM is not: see [the
    /// module](self).
    ///
    /// # Errors
    /// Why the gate was closed when the key was taken.
    pub fn indicator(&self) -> Result<Indicator> {
        Ok(self.key()?.approval())
    }

    fn key(&self) -> Result<&F> {
        self.0.as_ref().map_err(|error| *error)
    }
}

impl<F: Function, K: ArraySize> KeySizeUser for Sealer<F, K> {
    type KeySize = K;
}

impl<F: Function, K: ArraySize> KeyInit for Sealer<F, K> {
    fn new(key: &Key<Self>) -> Self {
        Self(F::key(key), PhantomData)
    }

    /// # Errors
    /// `InvalidLength` for every refusal, a closed gate among them.
    fn new_from_slice(key: &[u8]) -> core::result::Result<Self, InvalidLength> {
        Self::try_new(key).map_err(|_| InvalidLength)
    }
}

impl<F: Function, K: ArraySize> TryKeyInit for Sealer<F, K> {
    fn new(key: &Key<Self>) -> core::result::Result<Self, InvalidKey> {
        Self::try_new(key).map_err(|_| InvalidKey)
    }
}

impl<F: Function, K: ArraySize> AeadCore for Sealer<F, K> {
    type NonceSize = F::Nonce;
    type TagSize = U16;
    const TAG_POSITION: TagPosition = TagPosition::Postfix;
}

impl<F: Function, K: ArraySize> AeadInOut for Sealer<F, K> {
    fn encrypt_inout_detached(
        &self,
        nonce: &Nonce<Self>,
        aad: &[u8],
        buffer: InOutBuf<'_, '_, u8>,
    ) -> ::aead::Result<Tag<Self>> {
        let sealed = in_place(buffer, |data| self.key()?.seal(nonce, aad, data));
        Tag::<Self>::try_from(sealed.map_err(|_| ::aead::Error)?.as_ref()).map_err(|_| ::aead::Error)
    }

    fn decrypt_inout_detached(
        &self,
        nonce: &Nonce<Self>,
        aad: &[u8],
        buffer: InOutBuf<'_, '_, u8>,
        tag: &Tag<Self>,
    ) -> ::aead::Result<()> {
        in_place(buffer, |data| self.key()?.open(nonce, aad, data, tag)).map_err(|_| ::aead::Error)
    }
}

/// Does `work` in the second place after copying the first there. Where it is refused, a second
/// place holds zeros, never the input.
fn in_place<T>(buffer: InOutBuf<'_, '_, u8>, work: impl FnOnce(&mut [u8]) -> Result<T>) -> Result<T> {
    let from = buffer.get_in().as_ptr();
    let out = buffer.into_out_with_copied_in();
    let done = work(out);
    if done.is_err() && out.as_ptr() != from {
        out.zeroize();
    }
    done
}
