//! AES-CCM (SP 800-38C).

use super::tag::Tag;
use crate::algorithms::aes::{Key, ccm};
use crate::base::bytes::bits_of;
use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, rest_of, secret};
use crate::machine::wipe::Wiped;
use crate::module::cast::ccm::AES_CCM;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::cipher::{KeySize, MAX_KEY_SIZE};
use crate::services::key_wrap::wrappable::wrappable;
use crate::services::random::Rng;

/// An AES-CCM key with the length of its tags. Nonces come from the caller and must never come
/// twice under a key (SP 800-38C section 5.3). Wiped on drop.
///
/// ```
/// use qila::aead::AesCcmKey;
///
/// let key = AesCcmKey::with_tag_size(&[7; 16], 8)?;
/// let nonce = [0; 13]; // never twice under a key
/// let mut data = *b"a reading of a sensor";
/// let tag = key.seal_in_place(&nonce, b"sensor 7", &mut data)?;
/// key.open_in_place(&nonce, b"sensor 7", &mut data, &tag)?;
/// assert_eq!(&data, b"a reading of a sensor");
/// # Ok::<(), qila::Error>(())
/// ```
pub struct AesCcmKey {
    key: Key,
    tag_size: usize,
    /// What would be padding.
    _rest: Rest<{ rest_of::<Key>(size_of::<usize>()) }>,
    _traces: gate::Traces,
}

secret!(AesCcmKey);

gate::clean_clone!(AesCcmKey { key, tag_size, _rest, _traces });
no_padding!(AesCcmKey { key, tag_size, _rest, _traces });

wrappable!(AesCcmKey, |key| key.key.bytes(), if key.tag_size == super::TAG_SIZE, else InvalidTagLength);

impl AesCcmKey {
    /// Takes a key of 16, 24 or 32 bytes, for tags of 16 bytes.
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// [`Error::InvalidKeyLength`], [`Error::NotApproved`], [`Error::ModuleInErrorState`].
    pub fn new(key: &[u8]) -> Result<Self> {
        Self::with_tag_size(key, super::TAG_SIZE)
    }

    /// Takes a key for tags of another length: 4, 6, 8, 10, 12, 14 or 16 bytes. Tags of less than 8
    /// are for those who have weighed their risk (SP 800-38C appendix B.2), and approved by the
    /// profile `baseline112` only.
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// As [`AesCcmKey::new`], and [`Error::InvalidTagLength`].
    pub fn with_tag_size(key: &[u8], tag_size: usize) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&AES_CCM)?;
            let key = Key::new(key)?;
            if !ccm::is_tag_size(tag_size) {
                return Err(Error::InvalidTagLength);
            }
            let this = Self { key, tag_size, _rest: Rest::ZERO, _traces: gate::Traces };
            policy::permit_rule(|| this.rule())?;
            Ok(this)
        })
    }

    /// Makes a key of random bits, for tags of 16 bytes (SP 800-133 r2 section 6.1).
    ///
    /// It is gone when it is dropped, unless it is
    /// [wrapped](crate::key_wrap::KeyWrapKey::wrap_key) before.
    ///
    /// # Errors
    /// [`Error::EntropyUnavailable`], [`Error::NotApproved`], [`Error::ModuleInErrorState`].
    pub fn generate(size: KeySize, rng: &mut Rng) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&AES_CCM)?;
            let mut bytes = Wiped::new([0; MAX_KEY_SIZE]);
            let bytes = &mut bytes[..size.bytes()];
            rng.fill(bytes)?;
            Self::new(bytes)
        })
    }

    /// Encrypts `data` in place and gives the tag of it and of `aad` (section 6.1). The nonce has 7
    /// to 13 bytes and leaves 15 less that for the length of `data`: with 13 it is at most 65535
    /// bytes.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`Error::InvalidIvLength`], [`Error::InputTooLong`], [`Error::NotApproved`],
    /// [`Error::ModuleInErrorState`]; `data` is unchanged.
    pub fn seal_in_place(&self, nonce: &[u8], aad: &[u8], data: &mut [u8]) -> Result<Tag> {
        let entry = gate::enter(&AES_CCM)?;
        policy::permit_rule(|| self.rule())?;
        let tag = Tag::truncated(ccm::seal(&self.key, nonce, aad, data, self.tag_size)?, self.tag_size);
        entry.release(data)?;
        Ok(tag)
    }

    /// Decrypts `data` in place (section 6.2), with a tag of the length that the key has.
    ///
    /// Time: depends on the lengths and on whether the tag is right.
    ///
    /// # Errors
    /// As [`AesCcmKey::seal_in_place`], [`Error::InvalidTagLength`], and [`Error::TagMismatch`],
    /// which leaves `data` zero.
    pub fn open_in_place(&self, nonce: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> Result<()> {
        let entry = gate::enter(&AES_CCM)?;
        policy::permit_rule(|| self.rule())?;
        if tag.len() != self.tag_size {
            return Err(Error::InvalidTagLength);
        }
        let said = ccm::open(&self.key, nonce, aad, data, tag);
        entry.release(data)?;
        said
    }

    /// The length of the key.
    #[must_use]
    pub fn key_size(&self) -> KeySize {
        KeySize::of_bytes(self.key.len())
    }

    /// The length of its tags in bytes.
    #[must_use]
    pub const fn tag_size(&self) -> usize {
        self.tag_size
    }

    /// Whether the services with this key are approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rule())
    }

    fn rule(&self) -> Indicator {
        policy::aes_key(8 * self.key.len()).weaker(policy::mac_tag(bits_of(self.tag_size)))
    }
}
