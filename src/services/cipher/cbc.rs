//! CBC (SP 800-38A section 6.2): alone, with padding, and in parts.

use super::aes::rule;
use super::{AesKey, BLOCK_SIZE, KeySize};
use crate::algorithms::aes::{Block, DecryptionKey, Key, cbc};
use crate::base::error::Result;
use crate::base::secret::{Rest, no_padding, rest_of, secret};
use crate::machine::fork::Life;
use crate::machine::wipe::Wiped;
use crate::module::cast::aes::AES;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};

impl AesKey {
    /// Encrypts `data` with the initialization vector `iv` (SP 800-38A section 6.2).
    ///
    /// Time: as [`AesKey::ecb_encrypt`].
    ///
    /// # Errors
    /// As [`AesKey::ecb_encrypt`].
    pub fn cbc_encrypt(&self, iv: &[u8; BLOCK_SIZE], data: &mut [u8]) -> Result<()> {
        gate::clean_briefly::<512, _>(|| {
            let entry = gate::enter(&AES)?;
            policy::permit_rule(|| rule(&self.encryption))?;
            cbc::encrypt(&self.encryption, &mut { *iv }, data)?;
            entry.release(data)
        })
    }

    /// Decrypts `data` with the initialization vector `iv` (SP 800-38A section 6.2).
    ///
    /// Time: as [`AesKey::ecb_encrypt`].
    ///
    /// # Errors
    /// As [`AesKey::ecb_encrypt`].
    pub fn cbc_decrypt(&self, iv: &[u8; BLOCK_SIZE], data: &mut [u8]) -> Result<()> {
        let entry = gate::enter(&AES)?;
        policy::permit_rule(|| rule(&self.encryption))?;
        cbc::decrypt(&self.decryption, &mut { *iv }, data)?;
        entry.release(data)
    }

    /// The length of what [`AesKey::cbc_encrypt_padded`] makes of `len` bytes: the next multiple of
    /// 16 above it.
    ///
    /// # Errors
    /// [`InputTooLong`](crate::Error::InputTooLong) (within 16 bytes of the address space).
    pub fn cbc_padded_size(len: usize) -> Result<usize> {
        cbc::padded_len(len)
    }

    /// Encrypts `plaintext` of any length with the padding of PKCS #7 (RFC 5652 section 6.3) into
    /// the start of `out` and gives the length of the ciphertext, which is
    /// [`AesKey::cbc_padded_size`].
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`BufferTooSmall`](crate::Error::BufferTooSmall),
    /// [`InputTooLong`](crate::Error::InputTooLong) (within 16 bytes of the address space),
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn cbc_encrypt_padded(&self, iv: &[u8; BLOCK_SIZE], plaintext: &[u8], out: &mut [u8]) -> Result<usize> {
        gate::clean(|| {
            let entry = gate::enter(&AES)?;
            policy::permit_rule(|| rule(&self.encryption))?;
            let size = cbc::encrypt_padded(&self.encryption, iv, plaintext, out)?;
            entry.release(&mut out[..size])?;
            Ok(size)
        })
    }

    /// Decrypts `ciphertext` into the start of `out`, which must be as long, takes the padding of
    /// PKCS #7 off and gives the length of the plaintext. The bytes of `out` in place of the
    /// padding are zero.
    ///
    /// Whether the padding is right is found without a branch, but the answer tells it: to give
    /// that answer to somebody who can change the ciphertext is to decrypt for him. Authenticate
    /// first, or use AES-GCM.
    ///
    /// Time: depends on the lengths of key and ciphertext and, once it is known, of the plaintext.
    ///
    /// # Errors
    /// [`InvalidInputLength`](crate::Error::InvalidInputLength) unless `ciphertext` is one or more
    /// whole blocks; [`BufferTooSmall`](crate::Error::BufferTooSmall);
    /// [`InvalidPadding`](crate::Error::InvalidPadding), which leaves zeros;
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn cbc_decrypt_padded(&self, iv: &[u8; BLOCK_SIZE], ciphertext: &[u8], out: &mut [u8]) -> Result<usize> {
        gate::clean(|| {
            let entry = gate::enter(&AES)?;
            policy::permit_rule(|| rule(&self.encryption))?;
            let said = cbc::decrypt_padded(&self.decryption, iv, ciphertext, out);
            entry.release(out)?;
            said
        })
    }

    /// Begins a message in CBC that is encrypted in parts.
    ///
    /// # Errors
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn cbc_encryptor(&self, iv: &[u8; BLOCK_SIZE]) -> Result<CbcEncryptor> {
        gate::clean(|| {
            let _entry = gate::enter(&AES)?;
            policy::permit_rule(|| rule(&self.encryption))?;
            Ok(CbcEncryptor {
                key: self.encryption.clone(),
                iv: *iv,
                life: Life::now(),
                _rest: Rest::ZERO,
                _traces: gate::Traces,
            })
        })
    }

    /// Begins a message in CBC that is decrypted in parts.
    ///
    /// # Errors
    /// As [`AesKey::cbc_encryptor`].
    pub fn cbc_decryptor(&self, iv: &[u8; BLOCK_SIZE]) -> Result<CbcDecryptor> {
        gate::clean(|| {
            let _entry = gate::enter(&AES)?;
            policy::permit_rule(|| rule(&self.encryption))?;
            let key_size = self.key_size();
            Ok(CbcDecryptor {
                key: self.decryption.clone(),
                key_size,
                iv: Wiped::new(*iv),
                _rest: Rest::ZERO,
                _traces: gate::Traces,
            })
        })
    }
}

/// CBC encryption of a message in parts. Holds a copy of its key. Wiped on drop.
///
/// After a `fork` the copy in the child refuses: of two messages that go on from one block, it
/// shows how far they are equal. The same holds for a clone, which is for trying the end of a
/// message again.
///
/// ```
/// use qila::cipher::AesKey;
///
/// let mut encryptor = AesKey::new(&[7; 16])?.cbc_encryptor(&[1; 16])?;
/// let mut blocks = [0x41; 32]; // parts are whole blocks
/// encryptor.update(&mut blocks)?;
/// let mut last = [0; 16];
/// assert_eq!(encryptor.finalize_padded(b"the rest", &mut last)?, 16);
/// # Ok::<(), qila::Error>(())
/// ```
pub struct CbcEncryptor {
    key: Key,
    iv: Block,
    life: Life,
    /// What would be padding.
    _rest: Rest<{ rest_of::<Key>(size_of::<Block>() + size_of::<Life>()) }>,
    _traces: gate::Traces,
}

secret!(CbcEncryptor);

gate::clean_clone!(CbcEncryptor { key, iv, life, _rest, _traces });
no_padding!(CbcEncryptor { key, iv, life, _rest, _traces });

impl CbcEncryptor {
    /// Encrypts the next part in place.
    ///
    /// Time: as there; a part that was refused may be given again.
    ///
    /// # Errors
    /// As [`AesKey::ecb_encrypt`], and [`KeyExhausted`](crate::Error::KeyExhausted) in a copy that
    /// a `fork` made.
    pub fn update(&mut self, data: &mut [u8]) -> Result<()> {
        gate::clean_briefly::<512, _>(|| {
            let entry = gate::enter(&AES)?;
            policy::permit_rule(|| rule(&self.key))?;
            self.life.check()?;
            cbc::encrypt(&self.key, &mut self.iv, data)?;
            entry.release(data)
        })
    }

    /// Ends the message with its last part, of any length, and the padding of PKCS #7 (RFC 5652
    /// section 6.3), encrypted into the start of `out`; gives the length, which is
    /// [`AesKey::cbc_padded_size`].
    ///
    /// Time: as there.
    ///
    /// # Errors
    /// As [`AesKey::cbc_encrypt_padded`] and [`CbcEncryptor::update`]; `out` is then unchanged.
    pub fn finalize_padded(self, last: &[u8], out: &mut [u8]) -> Result<usize> {
        gate::clean_of(self, |this| {
            let entry = gate::enter(&AES)?;
            policy::permit_rule(|| rule(&this.key))?;
            this.life.check()?;
            let size = cbc::encrypt_padded(&this.key, &this.iv, last, out)?;
            entry.release(&mut out[..size])?;
            Ok(size)
        })
    }

    /// Whether this service is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule(&self.key))
    }
}

/// CBC decryption of a message in parts. Holds a copy of its key. Wiped on drop.
///
/// ```
/// use qila::cipher::AesKey;
///
/// let key = AesKey::new(&[7; 16])?;
/// let mut data = [0x41; 48];
/// key.cbc_encrypt(&[1; 16], &mut data)?;
/// let mut decryptor = key.cbc_decryptor(&[1; 16])?;
/// for part in data.chunks_mut(16) {
///     decryptor.update(part)?;
/// }
/// assert_eq!(data, [0x41; 48]);
/// # Ok::<(), qila::Error>(())
/// ```
pub struct CbcDecryptor {
    key: DecryptionKey,
    key_size: KeySize,
    iv: Wiped<Block>,
    /// What would be padding.
    _rest: Rest<{ rest_of::<DecryptionKey>(size_of::<KeySize>() + size_of::<Block>()) }>,
    _traces: gate::Traces,
}

secret!(CbcDecryptor);

gate::clean_clone!(CbcDecryptor { key, key_size, iv, _rest, _traces });
no_padding!(CbcDecryptor { key, key_size, iv, _rest, _traces });

impl CbcDecryptor {
    /// Decrypts the next part in place.
    ///
    /// Time: as [`AesKey::ecb_encrypt`]; a part that was refused may be given again.
    ///
    /// # Errors
    /// As [`AesKey::ecb_encrypt`]; a part that was refused may be given again.
    pub fn update(&mut self, data: &mut [u8]) -> Result<()> {
        gate::clean_briefly::<3328, _>(|| {
            let entry = gate::enter(&AES)?;
            policy::permit_rule(|| policy::aes_key(self.key_size.bits()))?;
            cbc::decrypt(&self.key, &mut self.iv, data)?;
            entry.release(data)
        })
    }

    /// Ends the message with its last part, one or more whole blocks that must be kept back from
    /// [`CbcDecryptor::update`]: decrypts it into the start of `out`, which must be as long,
    /// removes the padding of PKCS #7 and gives the length of the rest. The bytes of `out` in place
    /// of the padding are zero.
    ///
    /// The warning of [`AesKey::cbc_decrypt_padded`] holds here, too, and more so: the parts before
    /// have been given out already.
    ///
    /// Time: as [`AesKey::cbc_decrypt_padded`].
    ///
    /// # Errors
    /// As [`AesKey::cbc_decrypt_padded`].
    pub fn finalize_padded(self, last: &[u8], out: &mut [u8]) -> Result<usize> {
        gate::clean_of(self, |this| {
            let entry = gate::enter(&AES)?;
            policy::permit_rule(|| policy::aes_key(this.key_size.bits()))?;
            let said = cbc::decrypt_padded(&this.key, &this.iv, last, out);
            entry.release(out)?;
            said
        })
    }

    /// Whether this service is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(policy::aes_key(self.key_size.bits()))
    }
}
