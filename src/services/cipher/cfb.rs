//! CFB (SP 800-38A section 6.3): in one call, and in parts.

use super::aes::{bits_of, rule};
use super::{AesKey, BLOCK_SIZE, CfbSegment};
use crate::algorithms::aes::cfb::{self, Direction};
use crate::algorithms::aes::{Block, Key};
use crate::base::error::Result;
use crate::base::secret::{Rest, no_padding, rest_of, secret};
use crate::machine::fork::Life;
use crate::module::cast::cfb::AES_CFB;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};

impl AesKey {
    /// Encrypts `data`, of any length, in the mode CFB1, CFB8 or CFB128 (SP 800-38A section 6.3).
    /// CFB1 and CFB8 call the block function for every bit or byte and are for formats that ask for
    /// them.
    ///
    /// The standard has whole segments only, and leaves to the caller how a message becomes that
    /// (appendix A). A last part of CFB128 that is shorter than a block is encrypted as if padded,
    /// without the ciphertext of the padding. OpenSSL and others do the same. No bit of the
    /// approved function changes by that, so it has the same indicator; the tests of NIST have
    /// whole blocks only.
    ///
    /// Time: depends on the lengths of key and data.
    ///
    /// # Errors
    /// [`InputTooLong`](crate::Error::InputTooLong) from 2^61 bytes on,
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn cfb_encrypt(&self, segment: CfbSegment, iv: &[u8; BLOCK_SIZE], data: &mut [u8]) -> Result<()> {
        gate::clean_briefly::<5120, _>(|| {
            let entry = gate::enter(&AES_CFB)?;
            policy::permit_rule(|| rule(&self.encryption))?;
            cfb::finish(Direction::Encrypt, segment, &self.encryption, &mut { *iv }, data)?;
            entry.release(data)
        })
    }

    /// Decrypts what [`AesKey::cfb_encrypt`] has encrypted.
    ///
    /// Time: as [`AesKey::cfb_encrypt`].
    ///
    /// # Errors
    /// As [`AesKey::cfb_encrypt`].
    pub fn cfb_decrypt(&self, segment: CfbSegment, iv: &[u8; BLOCK_SIZE], data: &mut [u8]) -> Result<()> {
        let entry = gate::enter(&AES_CFB)?;
        policy::permit_rule(|| rule(&self.encryption))?;
        cfb::finish(Direction::Decrypt, segment, &self.encryption, &mut { *iv }, data)?;
        entry.release(data)
    }

    /// Begins a message in CFB that is encrypted in parts.
    ///
    /// # Errors
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn cfb_encryptor(&self, segment: CfbSegment, iv: &[u8; BLOCK_SIZE]) -> Result<Cfb> {
        gate::clean(|| {
            let _entry = gate::enter(&AES_CFB)?;
            policy::permit_rule(|| rule(&self.encryption))?;
            Ok(self.cfb(Direction::Encrypt, segment, iv))
        })
    }

    /// Begins a message in CFB that is decrypted in parts.
    ///
    /// # Errors
    /// As [`AesKey::cfb_encryptor`].
    pub fn cfb_decryptor(&self, segment: CfbSegment, iv: &[u8; BLOCK_SIZE]) -> Result<Cfb> {
        gate::clean(|| {
            let _entry = gate::enter(&AES_CFB)?;
            policy::permit_rule(|| rule(&self.encryption))?;
            Ok(self.cfb(Direction::Decrypt, segment, iv))
        })
    }

    fn cfb(&self, direction: Direction, segment: CfbSegment, iv: &Block) -> Cfb {
        Cfb {
            key: self.encryption.clone(),
            segment,
            direction,
            register: *iv,
            life: Life::now(),
            _rest: Rest::ZERO,
            _traces: gate::Traces,
        }
    }
}

/// A message in CFB, encrypted or decrypted in parts. Holds a copy of its key. Wiped on drop.
///
/// After a `fork` the copy in the child decrypts and refuses to encrypt: two messages that go on
/// from one register give their next segments away. The same holds for a clone, which is for trying
/// the end of a message again.
///
/// ```
/// use qila::cipher::{AesKey, CfbSegment};
///
/// let key = AesKey::new(&[7; 16])?;
/// let mut data = *b"byte after byte";
/// let mut cfb = key.cfb_encryptor(CfbSegment::Bits8, &[1; 16])?;
/// for part in data.chunks_mut(4) {
///     cfb.apply(part)?;
/// }
/// key.cfb_decrypt(CfbSegment::Bits8, &[1; 16], &mut data)?;
/// assert_eq!(&data, b"byte after byte");
/// # Ok::<(), qila::Error>(())
/// ```
pub struct Cfb {
    key: Key,
    segment: CfbSegment,
    direction: Direction,
    /// The last block of ciphertext, or the initialization vector: not secret.
    register: Block,
    life: Life,
    /// What would be padding.
    _rest: Rest<{ rest_of::<Key>(2 + size_of::<Block>() + size_of::<Life>()) }>,
    _traces: gate::Traces,
}

secret!(Cfb);

gate::clean_clone!(Cfb { key, segment, direction, register, life, _rest, _traces });
no_padding!(Cfb { key, segment, direction, register, life, _rest, _traces });

impl Cfb {
    /// # Errors
    /// [`NotApproved`](crate::Error::NotApproved); [`KeyExhausted`](crate::Error::KeyExhausted) in
    /// a copy that would encrypt.
    fn permit(&self) -> Result<()> {
        policy::permit_rule(|| rule(&self.key))?;
        if self.direction == Direction::Encrypt { self.life.check() } else { Ok(()) }
    }

    /// Encrypts or decrypts the next part, whole segments, in place.
    ///
    /// Time: depends on the lengths of key and data.
    ///
    /// # Errors
    /// [`InvalidInputLength`](crate::Error::InvalidInputLength) unless `data` is a whole number of
    /// segments, none included, [`KeyExhausted`](crate::Error::KeyExhausted) if a copy that a
    /// `fork` made is to encrypt, and as [`AesKey::cfb_encrypt`]; a part that was refused may be
    /// given again.
    pub fn apply(&mut self, data: &mut [u8]) -> Result<()> {
        gate::clean_briefly::<5120, _>(|| {
            let entry = gate::enter(&AES_CFB)?;
            self.permit()?;
            let bits = bits_of(data)?;
            cfb::apply(self.direction, self.segment, &self.key, &mut self.register, data, bits)?;
            entry.release(data)
        })
    }

    /// Encrypts or decrypts the last part, of any length, in place: for a message of CFB128 that
    /// does not end with a block, of which [`AesKey::cfb_encrypt`] tells more.
    ///
    /// Time: as [`Cfb::apply`], but for the length.
    ///
    /// # Errors
    /// As [`Cfb::apply`], but for the length.
    pub fn finalize(self, data: &mut [u8]) -> Result<()> {
        gate::clean_of(self, |mut this| {
            let entry = gate::enter(&AES_CFB)?;
            this.permit()?;
            cfb::finish(this.direction, this.segment, &this.key, &mut this.register, data)?;
            entry.release(data)
        })
    }

    /// As [`Cfb::apply`] for `bits` bits, whole segments, which in CFB1 may be any number; the rest
    /// of the last byte becomes zero.
    ///
    /// # Errors
    /// [`InvalidInputLength`](crate::Error::InvalidInputLength) also unless `data` has as many
    /// bytes as `bits` need.
    pub fn apply_bits(&mut self, data: &mut [u8], bits: usize) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter(&AES_CFB)?;
            self.permit()?;
            cfb::apply(self.direction, self.segment, &self.key, &mut self.register, data, bits)?;
            entry.release(data)
        })
    }

    /// Whether this service is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule(&self.key))
    }
}
