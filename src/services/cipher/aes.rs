//! A key of AES, and ECB (SP 800-38A section 6.1), which needs nothing else.

use super::{KeySize, MAX_KEY_SIZE};
use crate::algorithms::aes::{DecryptionKey, Key, ecb};
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, secret};
use crate::machine::wipe::Wiped;
use crate::module::cast::aes::AES;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::key_wrap::wrappable::wrappable;
use crate::services::random::Rng;

/// An AES key for every mode of SP 800-38A. Wiped on drop.
///
/// ```
/// use qila::cipher::{AesKey, KeySize};
///
/// let mut key = AesKey::generate(KeySize::Aes256, &mut qila::random::Rng::new()?)?;
/// let (iv, mut out) = ([1; 16], [0; 32]);
/// let n = key.cbc_encrypt_padded(&iv, b"of any length", &mut out)?;
/// assert_eq!(n, 16);
/// let ciphertext = out;
/// let n = key.cbc_decrypt_padded(&iv, &ciphertext[..n], &mut out)?;
/// assert_eq!(&out[..n], b"of any length");
/// # Ok::<(), qila::Error>(())
/// ```
pub struct AesKey {
    pub(super) encryption: Key,
    pub(super) decryption: DecryptionKey,
    _traces: gate::Traces,
}

secret!(AesKey);

no_padding!(AesKey { encryption, decryption, _traces });

gate::clean_clone!(AesKey { encryption, decryption, _traces });

wrappable!(AesKey, |key| key.encryption.bytes());

impl AesKey {
    /// Takes a key of 16, 24 or 32 bytes.
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](crate::Error::InvalidKeyLength),
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn new(key: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&AES)?;
            let encryption = Key::new(key)?;
            policy::permit_rule(|| rule(&encryption))?;
            let decryption = DecryptionKey::of(&encryption);
            Ok(Self { encryption, decryption, _traces: gate::Traces })
        })
    }

    /// Makes a key of random bits (SP 800-133 r2 section 6.1).
    ///
    /// It is gone when it is dropped, unless it is
    /// [wrapped](crate::key_wrap::KeyWrapKey::wrap_key) before.
    ///
    /// # Errors
    /// [`EntropyUnavailable`](crate::Error::EntropyUnavailable),
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn generate(size: KeySize, rng: &mut Rng) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&AES)?;
            let mut bytes = Wiped::new([0; MAX_KEY_SIZE]);
            let bytes = &mut bytes[..size.bytes()];
            rng.fill(bytes)?;
            Self::new(bytes)
        })
    }

    /// The length of the key.
    #[must_use]
    pub fn key_size(&self) -> KeySize {
        KeySize::of_bytes(self.encryption.len())
    }

    /// Whether services with this key are approved; for ECB encryption see
    /// [`AesKey::ecb_encrypt_indicator`].
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule(&self.encryption))
    }

    /// Whether ECB encryption with this key is approved, which stricter profiles deny.
    #[must_use]
    pub fn ecb_encrypt_indicator(&self) -> Indicator {
        indicator::of(policy::aes_ecb_encryption(self.key_size().bits()))
    }

    /// Encrypts each block of `data` by itself (SP 800-38A section 6.1). Equal blocks stay equal:
    /// this is for single blocks and for building other modes, not for messages.
    ///
    /// Time: depends on the lengths of key and data.
    ///
    /// # Errors
    /// [`InvalidInputLength`](crate::Error::InvalidInputLength) unless `data` is a whole number of
    /// blocks, none included; [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn ecb_encrypt(&self, data: &mut [u8]) -> Result<()> {
        let entry = gate::enter(&AES)?;
        policy::permit_rule(|| policy::aes_ecb_encryption(self.key_size().bits()))?;
        ecb::encrypt(&self.encryption, data)?;
        entry.release(data)
    }

    /// Decrypts each block of `data` by itself (SP 800-38A section 6.1).
    ///
    /// Time: as [`AesKey::ecb_encrypt`].
    ///
    /// # Errors
    /// As [`AesKey::ecb_encrypt`].
    pub fn ecb_decrypt(&self, data: &mut [u8]) -> Result<()> {
        let entry = gate::enter(&AES)?;
        policy::permit_rule(|| rule(&self.encryption))?;
        ecb::decrypt(&self.decryption, data)?;
        entry.release(data)
    }
}

/// An AES key is judged by its length.
pub(super) fn rule(key: &Key) -> Indicator {
    policy::aes_key(8 * key.len())
}

/// The length of `data` in bits.
pub(super) fn bits_of(data: &[u8]) -> Result<usize> {
    data.len().checked_mul(8).ok_or(Error::InputTooLong)
}
