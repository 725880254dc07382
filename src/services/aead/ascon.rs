//! Ascon-AEAD128 (SP 800-232 section 4).

use super::tag::Tag;
use crate::algorithms::ascon::aead::AsconKey;
use crate::algorithms::ascon::{KEY_SIZE, NONCE_SIZE, TAG_SIZE};
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, secret};
use crate::machine::wipe::Wiped;
use crate::module::cast::ascon::ASCON_AEAD;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::key_wrap::wrappable::{self, KeyBytes, LONGEST_KEY};
use crate::services::random::Rng;

/// The tags that SP 800-232 section 4.2.1 allows, in bits.
const TAG_BITS: core::ops::RangeInclusive<usize> = 32..=8 * TAG_SIZE;

/// A key of Ascon-AEAD128 with the length of its tags. Nonces come from the caller and must never
/// come twice under a key (section 4.3); a key is for 2^54 bytes at most. Wiped on drop.
///
/// ```
/// use qila::aead::AsconAead128Key;
///
/// let key = AsconAead128Key::new(&[7; 16])?;
/// let nonce = [0; 16]; // never twice under a key
/// let mut data = *b"a reading";
/// let tag = key.seal_in_place(&nonce, b"sensor 7", &mut data)?;
/// key.open_in_place(&nonce, b"sensor 7", &mut data, &tag)?;
/// assert_eq!(&data, b"a reading");
/// # Ok::<(), qila::Error>(())
/// ```
pub struct AsconAead128Key {
    key: AsconKey,
    tag_bits: usize,
    _traces: gate::Traces,
}

secret!(AsconAead128Key);

no_padding!(AsconAead128Key { key, tag_bits, _traces });

gate::clean_clone!(AsconAead128Key { key, tag_bits, _traces });

impl KeyBytes for AsconAead128Key {
    fn put(&self, out: &mut [u8; LONGEST_KEY]) -> Result<usize> {
        if self.tag_bits != 8 * TAG_SIZE {
            return Err(Error::InvalidTagLength);
        }
        if !self.key.is_unmasked() {
            return Err(Error::InvalidParameter);
        }
        Ok(wrappable::put(self.key.bytes(), out))
    }

    fn of(bytes: &[u8]) -> Result<Self> {
        Self::new(bytes)
    }
}

/// A string of bits: its bytes, and how many bits they hold. The first bit of a byte is the lowest.
type Bits<'a> = (&'a [u8], usize);

impl AsconAead128Key {
    /// The bytes of a key.
    pub const KEY_SIZE: usize = KEY_SIZE;
    /// The bytes of a nonce.
    pub const NONCE_SIZE: usize = NONCE_SIZE;

    /// Takes a key of 16 bytes, for tags of 16 bytes.
    ///
    /// # Errors
    /// [`Error::InvalidKeyLength`], [`Error::NotApproved`], [`Error::ModuleInErrorState`].
    pub fn new(key: &[u8]) -> Result<Self> {
        Self::with_tag_bits(key, 8 * TAG_SIZE)
    }

    /// Takes a key for truncated tags (section 4.2.1) of 32 to 128 bits. Tags of less than 64 are
    /// for those who have weighed their risk.
    ///
    /// # Errors
    /// As [`AsconAead128Key::new`], and [`Error::InvalidTagLength`].
    pub fn with_tag_bits(key: &[u8], tag_bits: usize) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&ASCON_AEAD)?;
            let key = key.try_into().map_err(|_| Error::InvalidKeyLength)?;
            Self::made(AsconKey::new(key, &[0; NONCE_SIZE]), tag_bits)
        })
    }

    /// Takes a key of 32 bytes, of which the second half masks the nonces (section 4.2.2): so a key
    /// is safe among many that meet the same nonces.
    ///
    /// # Errors
    /// As [`AsconAead128Key::with_tag_bits`].
    pub fn with_nonce_mask(keys: &[u8], tag_bits: usize) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&ASCON_AEAD)?;
            let (key, rest) = keys.split_first_chunk().ok_or(Error::InvalidKeyLength)?;
            let mask = rest.try_into().map_err(|_| Error::InvalidKeyLength)?;
            Self::made(AsconKey::new(key, mask), tag_bits)
        })
    }

    fn made(key: AsconKey, tag_bits: usize) -> Result<Self> {
        if !TAG_BITS.contains(&tag_bits) {
            return Err(Error::InvalidTagLength);
        }
        let this = Self { key, tag_bits, _traces: gate::Traces };
        policy::permit_rule(|| this.rule())?;
        Ok(this)
    }

    /// Makes a key of random bits, for tags of 16 bytes (SP 800-133 r2 section 6.1).
    ///
    /// It is gone when it is dropped, unless it is
    /// [wrapped](crate::key_wrap::KeyWrapKey::wrap_key) before.
    ///
    /// # Errors
    /// [`Error::EntropyUnavailable`], [`Error::NotApproved`], [`Error::ModuleInErrorState`].
    pub fn generate(rng: &mut Rng) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&ASCON_AEAD)?;
            let mut bytes = Wiped::new([0; KEY_SIZE]);
            rng.fill(&mut *bytes)?;
            Self::new(&*bytes)
        })
    }

    /// Encrypts `data` in place and gives the tag of it and of `aad`.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`Error::InvalidIvLength`] unless `nonce` has 16 bytes, [`Error::NotApproved`],
    /// [`Error::ModuleInErrorState`]; `data` is unchanged.
    pub fn seal_in_place(&self, nonce: &[u8], aad: &[u8], data: &mut [u8]) -> Result<Tag> {
        gate::clean_within::<1024, _>(|| {
            let entry = gate::enter(&ASCON_AEAD)?;
            let bits = data.len().saturating_mul(8);
            let tag = self.seal_bits_in_place(nonce, (aad, aad.len().saturating_mul(8)), data, bits)?;
            entry.release(data)?;
            Ok(tag)
        })
    }

    /// Decrypts `data` in place, with a tag of the length that the key has.
    ///
    /// Time: depends on the lengths and on whether the tag is right.
    ///
    /// # Errors
    /// As [`AsconAead128Key::seal_in_place`], [`Error::InvalidTagLength`], and
    /// [`Error::TagMismatch`], which leaves `data` zero.
    pub fn open_in_place(&self, nonce: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> Result<()> {
        gate::clean_within::<1024, _>(|| {
            let entry = gate::enter(&ASCON_AEAD)?;
            let bits = data.len().saturating_mul(8);
            let said = self.open_bits_in_place(nonce, (aad, aad.len().saturating_mul(8)), data, bits, tag);
            entry.release(data)?;
            said
        })
    }

    /// As [`AsconAead128Key::seal_in_place`] for strings of bits; the rest of the last byte of
    /// `data` becomes zero.
    ///
    /// # Errors
    /// Also [`Error::InvalidInputLength`] unless `data` and `aad` have as many bytes as their bits
    /// need.
    pub fn seal_bits_in_place(&self, nonce: &[u8], aad: Bits<'_>, data: &mut [u8], bits: usize) -> Result<Tag> {
        let entry = gate::enter(&ASCON_AEAD)?;
        policy::permit_rule(|| self.rule())?;
        let nonce = nonce.try_into().map_err(|_| Error::InvalidIvLength)?;
        let mut tag = self.key.seal(nonce, aad, data, bits)?;
        let size = self.tag_size();
        tag[size - 1] &= 0xff >> (8 * size - self.tag_bits);
        let tag = Tag::truncated(tag, size);
        entry.release(data)?;
        Ok(tag)
    }

    /// As [`AsconAead128Key::open_in_place`] for strings of bits; the rest of the last byte of
    /// `data` becomes zero, and that of the tag does not count.
    ///
    /// # Errors
    /// Also [`Error::InvalidInputLength`] unless `data` and `aad` have as many bytes as their bits
    /// need.
    pub fn open_bits_in_place(
        &self,
        nonce: &[u8],
        aad: Bits<'_>,
        data: &mut [u8],
        bits: usize,
        tag: &[u8],
    ) -> Result<()> {
        let entry = gate::enter(&ASCON_AEAD)?;
        policy::permit_rule(|| self.rule())?;
        let nonce = nonce.try_into().map_err(|_| Error::InvalidIvLength)?;
        let said = self.key.open(nonce, aad, data, bits, (tag, self.tag_bits));
        entry.release(data)?;
        said
    }

    /// The length of its tags in bytes.
    #[must_use]
    pub const fn tag_size(&self) -> usize {
        self.tag_bits.div_ceil(8)
    }

    /// Whether the services with this key are approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rule())
    }

    fn rule(&self) -> Indicator {
        policy::ascon().weaker(policy::mac_tag(self.tag_bits as u64))
    }
}
