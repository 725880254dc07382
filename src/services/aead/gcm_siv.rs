//! AES-GCM-SIV (RFC 8452).

use super::tag::Tag;
use crate::algorithms::aes::gcm_siv::{GcmSivKey, NONCE_SIZE, TAG_SIZE};
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, secret};
use crate::machine::wipe::Wiped;
use crate::module::cast::gcm_siv::AES_GCM_SIV;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::cipher::{KeySize, MAX_KEY_SIZE};
use crate::services::key_wrap::wrappable::wrappable;
use crate::services::random::Rng;

/// A key of AES-GCM-SIV, which is not approved. Nonces come from the caller; where one comes twice
/// under a key, it shows no more than that the same was sealed twice. Wiped on drop.
///
/// ```
/// use qila::aead::AesGcmSivKey;
///
/// let key = AesGcmSivKey::new(&[7; 32])?;
/// assert!(!key.indicator().is_approved());
/// let mut data = *b"a secret";
/// let tag = key.seal_in_place(&[0; 12], b"header", &mut data)?;
/// key.open_in_place(&[0; 12], b"header", &mut data, &tag)?;
/// assert_eq!(&data, b"a secret");
/// # Ok::<(), qila::Error>(())
/// ```
pub struct AesGcmSivKey(GcmSivKey, gate::Traces);

secret!(AesGcmSivKey);

no_padding!(AesGcmSivKey { 0, 1 });

gate::clean_clone!(AesGcmSivKey { 0, 1 });

wrappable!(AesGcmSivKey, |key| key.0.bytes());

impl AesGcmSivKey {
    /// The bytes of a nonce.
    pub const NONCE_SIZE: usize = NONCE_SIZE;

    /// Takes a key of 16 or 32 bytes.
    ///
    /// # Errors
    /// [`Error::InvalidKeyLength`], [`Error::NotApproved`], [`Error::ModuleInErrorState`].
    pub fn new(key: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&AES_GCM_SIV)?;
            policy::permit_rule(policy::not_approved_algorithm)?;
            Ok(Self(GcmSivKey::new(key)?, gate::Traces))
        })
    }

    /// Makes a key of random bits, of 16 or 32 bytes.
    ///
    /// It is gone when it is dropped, unless it is
    /// [wrapped](crate::key_wrap::KeyWrapKey::wrap_key) before.
    ///
    /// # Errors
    /// [`Error::InvalidKeyLength`], [`Error::EntropyUnavailable`], [`Error::NotApproved`],
    /// [`Error::ModuleInErrorState`].
    pub fn generate(size: KeySize, rng: &mut Rng) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&AES_GCM_SIV)?;
            let mut bytes = Wiped::new([0; MAX_KEY_SIZE]);
            let bytes = &mut bytes[..size.bytes()];
            rng.fill(bytes)?;
            Self::new(bytes)
        })
    }

    /// Encrypts `data` in place and gives the tag of 16 bytes of it and of `aad` (section 4).
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`Error::InvalidIvLength`] unless `nonce` has 12 bytes, [`Error::InputTooLong`] above 2^36
    /// bytes, [`Error::NotApproved`], [`Error::ModuleInErrorState`]; `data` is unchanged.
    pub fn seal_in_place(&self, nonce: &[u8], aad: &[u8], data: &mut [u8]) -> Result<Tag> {
        gate::clean_briefly::<6656, _>(|| {
            let entry = gate::enter(&AES_GCM_SIV)?;
            policy::permit_rule(policy::not_approved_algorithm)?;
            let nonce = nonce.try_into().map_err(|_| Error::InvalidIvLength)?;
            let tag = Tag::truncated(self.0.seal(nonce, aad, data)?, TAG_SIZE);
            entry.release(data)?;
            Ok(tag)
        })
    }

    /// Decrypts `data` in place.
    ///
    /// Time: depends on the lengths and on whether the tag is right.
    ///
    /// # Errors
    /// As [`AesGcmSivKey::seal_in_place`], [`Error::InvalidTagLength`] unless `tag` has 16 bytes,
    /// and [`Error::TagMismatch`], which leaves `data` zero.
    pub fn open_in_place(&self, nonce: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> Result<()> {
        gate::clean_briefly::<6656, _>(|| {
            let entry = gate::enter(&AES_GCM_SIV)?;
            policy::permit_rule(policy::not_approved_algorithm)?;
            let nonce = nonce.try_into().map_err(|_| Error::InvalidIvLength)?;
            let said = self.0.open(nonce, aad, data, tag.try_into().map_err(|_| Error::InvalidTagLength)?);
            entry.release(data)?;
            said
        })
    }

    /// The length of the key.
    #[must_use]
    pub fn key_size(&self) -> KeySize {
        KeySize::of_bytes(self.0.len())
    }

    /// Not approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(policy::not_approved_algorithm())
    }
}
