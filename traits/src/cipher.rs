//! AES behind the traits of `cipher`: `BlockCipherEncrypt` and `BlockCipherDecrypt` for modes of
//! operation that are built on a block cipher, and `StreamCipher` for counter mode.
//!
//! ```
//! use qila_rustcrypto::cipher::Aes256Ctr;
//! use qila_rustcrypto::cipher_traits::{KeyIvInit, StreamCipher};
//!
//! /// Written for any stream cipher.
//! fn apply<C: StreamCipher + KeyIvInit>(key: &[u8], iv: &[u8], data: &mut [u8]) -> Option<()> {
//!     C::new_from_slices(key, iv).ok()?.try_apply_keystream(data).ok()
//! }
//! let (key, counter) = ([7; 32], [0; 16]);
//! let mut data = *b"attack at dawn";
//! apply::<Aes256Ctr>(&key, &counter, &mut data).unwrap();
//! apply::<Aes256Ctr>(&key, &counter, &mut data).unwrap();
//! assert_eq!(&data, b"attack at dawn");
//! ```

use crate::stop::{opaque_debug, refuse};
use crate::{Error, Indicator, Result};
use ::cipher::array::{Array, ArraySize};
use ::cipher::common::{InvalidKey, ParBlocksSizeUser, TryKeyInit};
use ::cipher::consts::{U16, U24, U32};
use ::cipher::inout::{InOut, InOutBuf};
use ::cipher::{
    Block, BlockCipherDecBackend, BlockCipherDecClosure, BlockCipherDecrypt, BlockCipherEncBackend,
    BlockCipherEncClosure, BlockCipherEncrypt, BlockSizeUser, InvalidLength, Iv, IvSizeUser, Key, KeyInit, KeyIvInit,
    KeySizeUser, ParBlocks, StreamCipher, StreamCipherError,
};
use core::marker::PhantomData;
use qila::cipher::{AesKey, Ctr as Stream};
use zeroize::Zeroize;

/// AES (FIPS 197) with keys of so many bytes, for single blocks and for modes. Wiped on drop.
///
/// Blocks by themselves are ECB: [`Aes::indicator`] says what the policy thinks of it. A mode that
/// is built on it outside the module is not a service of the module and not approved.
///
/// [`Aes::try_new`], [`Aes::try_encrypt`] and [`Aes::try_decrypt`] answer every refusal with an
/// error. `KeyInit::new` never fails; where the gate was closed, the methods of the traits panic.
#[derive(Clone)]
pub struct Aes<K: ArraySize>(Result<AesKey>, PhantomData<K>);

opaque_debug!([K: ArraySize] Aes<K>, "Aes");

/// AES with keys of 16 bytes.
pub type Aes128 = Aes<U16>;
/// AES with keys of 24 bytes.
pub type Aes192 = Aes<U24>;
/// AES with keys of 32 bytes.
pub type Aes256 = Aes<U32>;

impl<K: ArraySize> Aes<K> {
    /// Takes a key, after the gate.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::InvalidKeyLength`].
    pub fn try_new(key: &[u8]) -> Result<Self> {
        Ok(Self(Ok(key_of::<K>(key)?), PhantomData))
    }

    /// Encrypts each block of `data` by itself, in place.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::InvalidInputLength`] unless
    /// `data` is a whole number of blocks; it is then unchanged or zero.
    pub fn try_encrypt(&self, data: &mut [u8]) -> Result<()> {
        self.key()?.ecb_encrypt(data)
    }

    /// Decrypts each block of `data` by itself, in place.
    ///
    /// # Errors
    /// As [`Aes::try_encrypt`].
    pub fn try_decrypt(&self, data: &mut [u8]) -> Result<()> {
        self.key()?.ecb_decrypt(data)
    }

    /// Whether encryption of single blocks is approved.
    ///
    /// # Errors
    /// Why the gate was closed when the key was taken.
    pub fn indicator(&self) -> Result<Indicator> {
        Ok(self.key()?.ecb_encrypt_indicator())
    }

    fn key(&self) -> Result<&AesKey> {
        self.0.as_ref().map_err(|error| *error)
    }
}

fn key_of<K: ArraySize>(key: &[u8]) -> Result<AesKey> {
    if key.len() == K::USIZE { AesKey::new(key) } else { Err(Error::InvalidKeyLength) }
}

impl<K: ArraySize> KeySizeUser for Aes<K> {
    type KeySize = K;
}

impl<K: ArraySize> BlockSizeUser for Aes<K> {
    type BlockSize = U16;
}

impl<K: ArraySize> ParBlocksSizeUser for Aes<K> {
    type ParBlocksSize = U16;
}

impl<K: ArraySize> KeyInit for Aes<K> {
    fn new(key: &Key<Self>) -> Self {
        Self(AesKey::new(key), PhantomData)
    }

    /// # Errors
    /// `InvalidLength` for every refusal, a closed gate among them.
    fn new_from_slice(key: &[u8]) -> core::result::Result<Self, InvalidLength> {
        Self::try_new(key).map_err(|_| InvalidLength)
    }
}

impl<K: ArraySize> TryKeyInit for Aes<K> {
    fn new(key: &Key<Self>) -> core::result::Result<Self, InvalidKey> {
        Self::try_new(key).map_err(|_| InvalidKey)
    }
}

/// The two directions of a block cipher, whose traits are alike.
macro_rules! direction {
    ($cipher:ident, $backend:ident, $closure:ident, $with:ident, $block:ident, $par:ident, $tail:ident, $do:ident) => {
        impl<K: ArraySize> $cipher for Aes<K> {
            /// # Panics
            /// Where the gate is closed.
            #[track_caller]
            fn $with(&self, f: impl $closure<BlockSize = U16>) {
                f.call(self);
            }
        }

        impl<K: ArraySize> $backend for Aes<K> {
            #[track_caller]
            fn $block(&self, block: InOut<'_, '_, Block<Self>>) {
                self.$do(block.into_out_with_copied_in()).unwrap_or_else(|error| refuse(error));
            }

            #[track_caller]
            fn $par(&self, blocks: InOut<'_, '_, ParBlocks<Self>>) {
                let blocks = Array::slice_as_flattened_mut(blocks.into_out_with_copied_in().as_mut_slice());
                self.$do(blocks).unwrap_or_else(|error| refuse(error));
            }

            #[track_caller]
            fn $tail(&self, blocks: InOutBuf<'_, '_, Block<Self>>) {
                let blocks = Array::slice_as_flattened_mut(blocks.into_out_with_copied_in());
                self.$do(blocks).unwrap_or_else(|error| refuse(error));
            }
        }
    };
}

direction!(
    BlockCipherEncrypt,
    BlockCipherEncBackend,
    BlockCipherEncClosure,
    encrypt_with_backend,
    encrypt_block,
    encrypt_par_blocks,
    encrypt_tail_blocks,
    try_encrypt
);
direction!(
    BlockCipherDecrypt,
    BlockCipherDecBackend,
    BlockCipherDecClosure,
    decrypt_with_backend,
    decrypt_block,
    decrypt_par_blocks,
    decrypt_tail_blocks,
    try_decrypt
);

/// AES in counter mode (SP 800-38A section 6.5) with keys of so many bytes; all 128 bits of the
/// first counter block count, big-endian. Wiped on drop. It has no `Clone`, as Qila's has none.
///
/// [`AesCtr::try_new`] and [`AesCtr::try_apply`] answer every refusal with an error, the `try_`
/// methods of `StreamCipher` with `StreamCipherError`; the others panic.
pub struct AesCtr<K: ArraySize>(Result<Stream>, PhantomData<K>);

opaque_debug!([K: ArraySize] AesCtr<K>, "AesCtr");

/// Counter mode with keys of 16 bytes.
pub type Aes128Ctr = AesCtr<U16>;
/// Counter mode with keys of 24 bytes.
pub type Aes192Ctr = AesCtr<U24>;
/// Counter mode with keys of 32 bytes.
pub type Aes256Ctr = AesCtr<U32>;

impl<K: ArraySize> AesCtr<K> {
    /// Takes a key and the first counter block, after the gate.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::InvalidKeyLength`].
    pub fn try_new(key: &[u8], counter: &[u8; 16]) -> Result<Self> {
        Ok(Self(Ok(key_of::<K>(key)?.ctr(counter)?), PhantomData))
    }

    /// Encrypts or decrypts the next part of the message in place.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], and [`Error::KeyExhausted`] in a copy
    /// that a `fork` made; `data` is then unchanged or zero.
    pub fn try_apply(&mut self, data: &mut [u8]) -> Result<()> {
        self.0.as_mut().map_err(|error| *error)?.apply(data)
    }

    /// Whether the service is approved.
    ///
    /// # Errors
    /// Why the gate was closed when the key was taken.
    pub fn indicator(&self) -> Result<Indicator> {
        self.0.as_ref().map(Stream::indicator).map_err(|error| *error)
    }

    /// Applies the key stream to what may lie in two places. Where that is refused, a second place
    /// holds zeros, never the input.
    fn try_apply_inout(&mut self, buffer: InOutBuf<'_, '_, u8>) -> Result<()> {
        let from = buffer.get_in().as_ptr();
        let out = buffer.into_out_with_copied_in();
        let done = self.try_apply(out);
        if done.is_err() && out.as_ptr() != from {
            out.zeroize();
        }
        done
    }
}

impl<K: ArraySize> KeySizeUser for AesCtr<K> {
    type KeySize = K;
}

impl<K: ArraySize> IvSizeUser for AesCtr<K> {
    type IvSize = U16;
}

impl<K: ArraySize> KeyIvInit for AesCtr<K> {
    fn new(key: &Key<Self>, iv: &Iv<Self>) -> Self {
        Self(AesKey::new(key).and_then(|key| key.ctr(iv.as_ref())), PhantomData)
    }

    /// # Errors
    /// `InvalidLength` for every refusal, a closed gate among them.
    fn new_from_slices(key: &[u8], iv: &[u8]) -> core::result::Result<Self, InvalidLength> {
        let counter = iv.try_into().map_err(|_| InvalidLength)?;
        Self::try_new(key, counter).map_err(|_| InvalidLength)
    }
}

impl<K: ArraySize> StreamCipher for AesCtr<K> {
    /// The counter goes round; its key stream has no end.
    fn check_remaining(&self, _: usize) -> core::result::Result<(), StreamCipherError> {
        self.0.as_ref().map(drop).map_err(|_| StreamCipherError)
    }

    /// # Panics
    /// Where [`AesCtr::try_apply`] gives an error.
    #[track_caller]
    fn unchecked_apply_keystream_inout(&mut self, buffer: InOutBuf<'_, '_, u8>) {
        self.try_apply_inout(buffer).unwrap_or_else(|error| refuse(error));
    }

    /// # Panics
    /// Where [`AesCtr::try_apply`] gives an error.
    #[track_caller]
    fn unchecked_write_keystream(&mut self, out: &mut [u8]) {
        out.fill(0);
        self.try_apply(out).unwrap_or_else(|error| refuse(error));
    }

    fn try_apply_keystream_inout(
        &mut self,
        buffer: InOutBuf<'_, '_, u8>,
    ) -> core::result::Result<(), StreamCipherError> {
        self.try_apply_inout(buffer).map_err(|_| StreamCipherError)
    }

    fn try_write_keystream(&mut self, out: &mut [u8]) -> core::result::Result<(), StreamCipherError> {
        out.fill(0);
        self.try_apply(out).map_err(|_| StreamCipherError)
    }
}
