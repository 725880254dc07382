//! ChaCha20-Poly1305 (RFC 8439).

use super::tag::Tag;
use crate::algorithms::chacha20_poly1305::{ChaChaKey, KEY_SIZE, NONCE_SIZE, TAG_SIZE};
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, secret};
use crate::machine::wipe::Wiped;
use crate::module::cast::chacha20_poly1305::CHACHA20_POLY1305;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::key_wrap::wrappable::{KeyBytes, LONGEST_KEY};
use crate::services::random::Rng;

/// A key of ChaCha20-Poly1305, which is not approved: protocols have it beside what is. Nonces come
/// from the caller and must never come twice under a key. Wiped on drop.
///
/// ```
/// use qila::aead::ChaCha20Poly1305Key;
///
/// let key = ChaCha20Poly1305Key::new(&[7; 32])?;
/// assert!(!key.indicator().is_approved());
/// let mut data = *b"a secret";
/// let tag = key.seal_in_place(&[0; 12], b"header", &mut data)?;
/// key.open_in_place(&[0; 12], b"header", &mut data, &tag)?;
/// assert_eq!(&data, b"a secret");
/// # Ok::<(), qila::Error>(())
/// ```
pub struct ChaCha20Poly1305Key(ChaChaKey, gate::Traces);

secret!(ChaCha20Poly1305Key);

no_padding!(ChaCha20Poly1305Key { 0, 1 });

gate::clean_clone!(ChaCha20Poly1305Key { 0, 1 });

impl KeyBytes for ChaCha20Poly1305Key {
    fn put(&self, out: &mut [u8; LONGEST_KEY]) -> Result<usize> {
        self.0.put(out);
        Ok(KEY_SIZE)
    }

    fn of(bytes: &[u8]) -> Result<Self> {
        Self::new(bytes)
    }
}

impl ChaCha20Poly1305Key {
    /// The bytes of a key.
    pub const KEY_SIZE: usize = KEY_SIZE;
    /// The bytes of a nonce.
    pub const NONCE_SIZE: usize = NONCE_SIZE;

    /// Takes a key of 32 bytes.
    ///
    /// # Errors
    /// [`Error::InvalidKeyLength`], [`Error::NotApproved`], [`Error::ModuleInErrorState`].
    pub fn new(key: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&CHACHA20_POLY1305)?;
            policy::permit_rule(policy::not_approved_algorithm)?;
            Ok(Self(ChaChaKey::new(key.try_into().map_err(|_| Error::InvalidKeyLength)?), gate::Traces))
        })
    }

    /// Makes a key of random bits.
    ///
    /// It is gone when it is dropped, unless it is
    /// [wrapped](crate::key_wrap::KeyWrapKey::wrap_key) before.
    ///
    /// # Errors
    /// [`Error::EntropyUnavailable`], [`Error::NotApproved`], [`Error::ModuleInErrorState`].
    pub fn generate(rng: &mut Rng) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&CHACHA20_POLY1305)?;
            let mut bytes = Wiped::new([0; KEY_SIZE]);
            rng.fill(&mut *bytes)?;
            Self::new(&*bytes)
        })
    }

    /// Encrypts `data` in place and gives the tag of 16 bytes of it and of `aad` (section 2.8).
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`Error::InvalidIvLength`] unless `nonce` has 12 bytes, [`Error::InputTooLong`] from 2^38 -
    /// 63 bytes on, [`Error::NotApproved`], [`Error::ModuleInErrorState`]; `data` is unchanged.
    pub fn seal_in_place(&self, nonce: &[u8], aad: &[u8], data: &mut [u8]) -> Result<Tag> {
        let entry = gate::enter(&CHACHA20_POLY1305)?;
        policy::permit_rule(policy::not_approved_algorithm)?;
        let nonce = nonce.try_into().map_err(|_| Error::InvalidIvLength)?;
        let tag = Tag::truncated(self.0.seal(nonce, aad, data)?, TAG_SIZE);
        entry.release(data)?;
        Ok(tag)
    }

    /// Decrypts `data` in place.
    ///
    /// Time: depends on the lengths and on whether the tag is right.
    ///
    /// # Errors
    /// As [`ChaCha20Poly1305Key::seal_in_place`], [`Error::InvalidTagLength`] unless `tag` has 16
    /// bytes, and [`Error::TagMismatch`], which leaves `data` zero.
    pub fn open_in_place(&self, nonce: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> Result<()> {
        let entry = gate::enter(&CHACHA20_POLY1305)?;
        policy::permit_rule(policy::not_approved_algorithm)?;
        let nonce = nonce.try_into().map_err(|_| Error::InvalidIvLength)?;
        let said = self.0.open(nonce, aad, data, tag.try_into().map_err(|_| Error::InvalidTagLength)?);
        entry.release(data)?;
        said
    }

    /// Not approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(policy::not_approved_algorithm())
    }
}
