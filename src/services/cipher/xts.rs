//! XTS (SP 800-38E, IEEE 1619) for data on storage devices.

use super::aes::bits_of;
use super::{BLOCK_SIZE, KeySize};
use crate::algorithms::aes::xts::XtsKey;
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, secret};
use crate::machine::wipe::Wiped;
use crate::module::cast::xts::AES_XTS;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::key_wrap::wrappable::{KeyBytes, LONGEST_KEY};
use crate::services::random::Rng;

/// The two key lengths of SP 800-38E.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum XtsKeySize {
    /// 32 bytes: two keys of AES-128.
    Aes128,
    /// 64 bytes: two keys of AES-256.
    Aes256,
}

impl XtsKeySize {
    /// The length of such a key in bytes.
    #[must_use]
    pub const fn bytes(self) -> usize {
        match self {
            Self::Aes128 => 32,
            Self::Aes256 => 64,
        }
    }
}

/// A key of XTS: one of AES for the data and one for the tweaks. Wiped on drop.
///
/// A data unit is what is written as a whole, such as a sector; its tweak says which one it is.
/// Approved for storage only (SP 800-38E section 5): who can choose what is written in one place
/// over and over learns of repetitions.
///
/// ```
/// use qila::cipher::{AesXtsKey, XtsKeySize};
///
/// let key = AesXtsKey::generate(XtsKeySize::Aes256, &mut qila::random::Rng::new()?)?;
/// let mut sectors = [0x41; 4 * 512];
/// key.encrypt_units(100, 512, &mut sectors)?; // from sector 100
/// key.decrypt(&AesXtsKey::tweak(101), &mut sectors[512..1024])?; // one of them alone
/// assert_eq!(sectors[512..1024], [0x41; 512]);
/// # Ok::<(), qila::Error>(())
/// ```
pub struct AesXtsKey(XtsKey, gate::Traces);

secret!(AesXtsKey);

no_padding!(AesXtsKey { 0, 1 });

gate::clean_clone!(AesXtsKey { 0, 1 });

impl KeyBytes for AesXtsKey {
    fn put(&self, out: &mut [u8; LONGEST_KEY]) -> Result<usize> {
        let [data, tweak] = self.0.halves();
        out.iter_mut().zip(data.iter().chain(tweak)).for_each(|(to, from)| *to = *from);
        Ok(data.len() + tweak.len())
    }

    fn of(bytes: &[u8]) -> Result<Self> {
        Self::new(bytes)
    }
}

impl AesXtsKey {
    /// Takes a key of 32 or 64 bytes.
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](crate::Error::InvalidKeyLength);
    /// [`InvalidParameter`](crate::Error::InvalidParameter) if its halves are equal (FIPS 140-3 IG
    /// C.I); [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn new(key: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&AES_XTS)?;
            let key = Self(XtsKey::new(key)?, gate::Traces);
            key.permit()?;
            Ok(key)
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
    pub fn generate(size: XtsKeySize, rng: &mut Rng) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&AES_XTS)?;
            let mut bytes = Wiped::new([0; XtsKeySize::Aes256.bytes()]);
            let bytes = &mut bytes[..size.bytes()];
            rng.fill(bytes)?;
            Self::new(bytes)
        })
    }

    /// The tweak of the data unit of that number (IEEE 1619 section 5.1).
    #[must_use]
    pub const fn tweak(unit: u128) -> [u8; BLOCK_SIZE] {
        unit.to_le_bytes()
    }

    /// Encrypts `data`, one data unit of 16 bytes to 16 MiB, in place.
    ///
    /// Time: depends on the lengths of key and data.
    ///
    /// # Errors
    /// [`InvalidInputLength`](crate::Error::InvalidInputLength) below 16 bytes,
    /// [`InputTooLong`](crate::Error::InputTooLong) above 2^20 blocks,
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn encrypt(&self, tweak: &[u8; BLOCK_SIZE], data: &mut [u8]) -> Result<()> {
        let entry = gate::enter(&AES_XTS)?;
        self.permit()?;
        let bits = bits_of(data)?;
        self.0.encrypt(tweak, data, bits)?;
        entry.release(data)
    }

    /// Decrypts what [`AesXtsKey::encrypt`] has encrypted.
    ///
    /// Time: as [`AesXtsKey::encrypt`].
    ///
    /// # Errors
    /// As [`AesXtsKey::encrypt`].
    pub fn decrypt(&self, tweak: &[u8; BLOCK_SIZE], data: &mut [u8]) -> Result<()> {
        let entry = gate::enter(&AES_XTS)?;
        self.permit()?;
        let bits = bits_of(data)?;
        self.0.decrypt(tweak, data, bits)?;
        entry.release(data)
    }

    /// As [`AesXtsKey::encrypt`] for a data unit of `bits` bits, 128 or more; the rest of the last
    /// byte becomes zero.
    ///
    /// # Errors
    /// [`InvalidInputLength`](crate::Error::InvalidInputLength) also unless `data` has as many
    /// bytes as `bits` need.
    pub fn encrypt_bits(&self, tweak: &[u8; BLOCK_SIZE], data: &mut [u8], bits: usize) -> Result<()> {
        let entry = gate::enter(&AES_XTS)?;
        self.permit()?;
        self.0.encrypt(tweak, data, bits)?;
        entry.release(data)
    }

    /// Decrypts what [`AesXtsKey::encrypt_bits`] has encrypted.
    ///
    /// Time: as [`AesXtsKey::encrypt_bits`].
    ///
    /// # Errors
    /// As [`AesXtsKey::encrypt_bits`].
    pub fn decrypt_bits(&self, tweak: &[u8; BLOCK_SIZE], data: &mut [u8], bits: usize) -> Result<()> {
        let entry = gate::enter(&AES_XTS)?;
        self.permit()?;
        self.0.decrypt(tweak, data, bits)?;
        entry.release(data)
    }

    /// Encrypts successive data units of `unit_len` bytes in place, the first of which has the
    /// number `first`; the last may be shorter, down to 16 bytes.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`AesXtsKey::encrypt`], before any unit is encrypted.
    pub fn encrypt_units(&self, first: u128, unit_len: usize, data: &mut [u8]) -> Result<()> {
        let entry = gate::enter(&AES_XTS)?;
        self.permit()?;
        each_unit(first, unit_len, data, |tweak, unit, bits| self.0.encrypt(tweak, unit, bits))?;
        entry.release(data)
    }

    /// Decrypts what [`AesXtsKey::encrypt_units`] has encrypted.
    ///
    /// Time: as [`AesXtsKey::encrypt_units`].
    ///
    /// # Errors
    /// As [`AesXtsKey::encrypt_units`].
    pub fn decrypt_units(&self, first: u128, unit_len: usize, data: &mut [u8]) -> Result<()> {
        let entry = gate::enter(&AES_XTS)?;
        self.permit()?;
        each_unit(first, unit_len, data, |tweak, unit, bits| self.0.decrypt(tweak, unit, bits))?;
        entry.release(data)
    }

    /// Whether services with this key are approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rule())
    }

    /// The size of the key of AES.
    #[must_use]
    pub fn key_size(&self) -> KeySize {
        KeySize::of_bytes(self.0.len())
    }

    fn rule(&self) -> Indicator {
        policy::aes_key(8 * self.0.len())
    }

    fn permit(&self) -> Result<()> {
        policy::permit_rule(|| self.rule())
    }
}

/// Does `work` with each unit, if every one has a length that can be encrypted.
fn each_unit(
    first: u128,
    unit_len: usize,
    data: &mut [u8],
    work: impl Fn(&[u8; BLOCK_SIZE], &mut [u8], usize) -> Result<()>,
) -> Result<()> {
    if unit_len < BLOCK_SIZE || (1..BLOCK_SIZE).contains(&(data.len() % unit_len)) {
        return Err(Error::InvalidInputLength);
    }
    if unit_len > crate::algorithms::aes::xts::MAX_BLOCKS * BLOCK_SIZE {
        return Err(Error::InputTooLong);
    }
    (0..=u128::MAX).zip(data.chunks_mut(unit_len)).try_for_each(|(i, unit)| {
        let bits = bits_of(unit)?;
        work(&AesXtsKey::tweak(first.wrapping_add(i)), unit, bits)
    })
}
