//! AES (FIPS 197) in the modes ECB, CBC and CTR (SP 800-38A): confidentiality without authentication.
//!
//! All lengths are in bytes. Data is worked on in place unless the function says otherwise. On every error the data
//! is unchanged or zero. Initialization vectors and counter blocks come from the caller, whose duty their rules are:
//! an IV of CBC must be unpredictable, a counter block must never come twice under a key (SP 800-38A appendices B, C).

use crate::algorithms::aes::{self, Block, DecryptionKey, Key, cbc, ctr, ecb};
use crate::base::error::Result;
use crate::kernels::wipe::Wiped;
use crate::module::cast::Cast;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::random::Rng;

/// The bytes of a block, an IV and a counter block.
pub const BLOCK_SIZE: usize = aes::BLOCK_SIZE;

/// The bytes of the longest key.
pub const MAX_KEY_SIZE: usize = 32;

/// The three key lengths of FIPS 197.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeySize {
    /// 16 bytes.
    Aes128,
    /// 24 bytes.
    Aes192,
    /// 32 bytes.
    Aes256,
}

impl KeySize {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Aes128, Self::Aes192, Self::Aes256];

    /// The length of such a key in bytes.
    #[must_use]
    pub const fn bytes(self) -> usize {
        match self {
            Self::Aes128 => 16,
            Self::Aes192 => 24,
            Self::Aes256 => 32,
        }
    }

    /// The length of such a key in bits, which is its strength (SP 800-57 part 1, table 2).
    #[must_use]
    pub const fn bits(self) -> usize {
        8 * self.bytes()
    }

    /// The size of a key that has been accepted.
    pub(crate) const fn of_bytes(bytes: usize) -> Self {
        match bytes {
            16 => Self::Aes128,
            24 => Self::Aes192,
            _ => Self::Aes256,
        }
    }
}

/// An AES key for ECB, CBC and CTR. Wiped on drop.
#[derive(Clone)]
pub struct AesKey {
    encryption: Key,
    decryption: DecryptionKey,
}

impl AesKey {
    /// Takes a key of 16, 24 or 32 bytes.
    ///
    /// Errors: [`InvalidKeyLength`](crate::Error::InvalidKeyLength), [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState). Time: depends on the length.
    pub fn new(key: &[u8]) -> Result<Self> {
        let _entry = gate::enter(Cast::Aes)?;
        let encryption = Key::new(key)?;
        policy::permit_rule(|| rule(&encryption))?;
        let decryption = DecryptionKey::of(&encryption);
        Ok(Self { encryption, decryption })
    }

    /// Makes a key of random bits (SP 800-133 r2 section 6.1).
    ///
    /// Errors: [`EntropyUnavailable`](crate::Error::EntropyUnavailable), [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn generate(size: KeySize, rng: &mut Rng) -> Result<Self> {
        let _entry = gate::enter(Cast::Aes)?;
        let mut bytes = Wiped::new([0; MAX_KEY_SIZE]);
        let bytes = &mut bytes[..size.bytes()];
        rng.fill(bytes)?;
        Self::new(bytes)
    }

    /// The length of the key.
    #[must_use]
    pub fn key_size(&self) -> KeySize {
        KeySize::of_bytes(self.encryption.len())
    }

    /// Whether services with this key are approved; for ECB encryption see [`AesKey::ecb_encrypt_indicator`].
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule(&self.encryption))
    }

    /// Whether ECB encryption with this key is approved, which stricter profiles deny.
    #[must_use]
    pub fn ecb_encrypt_indicator(&self) -> Indicator {
        indicator::of(policy::aes_ecb_encryption(self.key_size().bits()))
    }

    /// Encrypts each block of `data` by itself (SP 800-38A section 6.1). Equal blocks stay equal: this is for single
    /// blocks and for building other modes, not for messages.
    ///
    /// Errors: [`InvalidInputLength`](crate::Error::InvalidInputLength) unless `data` is a whole number of blocks,
    /// none included; [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState). Time: depends on the lengths of key and data.
    pub fn ecb_encrypt(&self, data: &mut [u8]) -> Result<()> {
        let _entry = gate::enter(Cast::Aes)?;
        policy::permit_rule(|| policy::aes_ecb_encryption(self.key_size().bits()))?;
        ecb::encrypt(&self.encryption, data)
    }

    /// Decrypts each block of `data` by itself (SP 800-38A section 6.1).
    ///
    /// Errors and time: as [`AesKey::ecb_encrypt`].
    pub fn ecb_decrypt(&self, data: &mut [u8]) -> Result<()> {
        let _entry = gate::enter(Cast::Aes)?;
        policy::permit_rule(|| rule(&self.encryption))?;
        ecb::decrypt(&self.decryption, data)
    }

    /// Encrypts `data` with the initialization vector `iv` (SP 800-38A section 6.2).
    ///
    /// Errors and time: as [`AesKey::ecb_encrypt`].
    pub fn cbc_encrypt(&self, iv: &[u8; BLOCK_SIZE], data: &mut [u8]) -> Result<()> {
        let _entry = gate::enter(Cast::Aes)?;
        policy::permit_rule(|| rule(&self.encryption))?;
        cbc::encrypt(&self.encryption, &mut { *iv }, data)
    }

    /// Decrypts `data` with the initialization vector `iv` (SP 800-38A section 6.2).
    ///
    /// Errors and time: as [`AesKey::ecb_encrypt`].
    pub fn cbc_decrypt(&self, iv: &[u8; BLOCK_SIZE], data: &mut [u8]) -> Result<()> {
        let _entry = gate::enter(Cast::Aes)?;
        policy::permit_rule(|| rule(&self.encryption))?;
        cbc::decrypt(&self.decryption, &mut { *iv }, data)
    }

    /// Encrypts `plaintext` of any length with the padding of PKCS #7 (RFC 5652 section 6.3) into the start of `out`
    /// and gives the length of the ciphertext: the next multiple of 16 above that of the plaintext.
    ///
    /// Errors: [`BufferTooSmall`](crate::Error::BufferTooSmall), [`InputTooLong`](crate::Error::InputTooLong) (within
    /// 16 bytes of the address space), [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState). Time: depends on the lengths.
    pub fn cbc_encrypt_padded(&self, iv: &[u8; BLOCK_SIZE], plaintext: &[u8], out: &mut [u8]) -> Result<usize> {
        let _entry = gate::enter(Cast::Aes)?;
        policy::permit_rule(|| rule(&self.encryption))?;
        cbc::encrypt_padded(&self.encryption, iv, plaintext, out)
    }

    /// Decrypts `ciphertext` into the start of `out`, which must be as long, takes the padding of PKCS #7 off and
    /// gives the length of the plaintext. The bytes of `out` in place of the padding are zero.
    ///
    /// Whether the padding is right is found without a branch, but the answer tells it: to give that answer to
    /// somebody who can change the ciphertext is to decrypt for him. Authenticate first, or use AES-GCM.
    ///
    /// Errors: [`InvalidInputLength`](crate::Error::InvalidInputLength) unless `ciphertext` is one or more whole
    /// blocks; [`BufferTooSmall`](crate::Error::BufferTooSmall); [`InvalidPadding`](crate::Error::InvalidPadding),
    /// which leaves zeros; [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState). Time: depends on the lengths of key and ciphertext
    /// and, once it is known, of the plaintext.
    pub fn cbc_decrypt_padded(&self, iv: &[u8; BLOCK_SIZE], ciphertext: &[u8], out: &mut [u8]) -> Result<usize> {
        let _entry = gate::enter(Cast::Aes)?;
        policy::permit_rule(|| rule(&self.encryption))?;
        cbc::decrypt_padded(&self.decryption, iv, ciphertext, out)
    }

    /// Encrypts or decrypts `data`, of any length, in counter mode (SP 800-38A section 6.5). `counter` is the first
    /// counter block; the following ones are its successors as 128-bit big-endian integers, modulo 2^128.
    ///
    /// Errors: [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState). Time: depends on the lengths of key and data.
    pub fn ctr_apply(&self, counter: &[u8; BLOCK_SIZE], data: &mut [u8]) -> Result<()> {
        let _entry = gate::enter(Cast::Aes)?;
        policy::permit_rule(|| rule(&self.encryption))?;
        ctr::apply(&self.encryption, counter, data);
        Ok(())
    }

    /// Begins a message in CBC that is encrypted in parts.
    ///
    /// Errors: [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn cbc_encryptor(&self, iv: &[u8; BLOCK_SIZE]) -> Result<CbcEncryptor> {
        let _entry = gate::enter(Cast::Aes)?;
        policy::permit_rule(|| rule(&self.encryption))?;
        Ok(CbcEncryptor { key: self.encryption.clone(), iv: *iv })
    }

    /// Begins a message in CBC that is decrypted in parts.
    ///
    /// Errors: as [`AesKey::cbc_encryptor`].
    pub fn cbc_decryptor(&self, iv: &[u8; BLOCK_SIZE]) -> Result<CbcDecryptor> {
        let _entry = gate::enter(Cast::Aes)?;
        policy::permit_rule(|| rule(&self.encryption))?;
        let key_size = self.key_size();
        Ok(CbcDecryptor { key: self.decryption.clone(), key_size, iv: *iv })
    }

    /// Begins a message in counter mode that is encrypted or decrypted in parts; for `counter` see
    /// [`AesKey::ctr_apply`].
    ///
    /// Errors: as [`AesKey::cbc_encryptor`].
    pub fn ctr(&self, counter: &[u8; BLOCK_SIZE]) -> Result<Ctr> {
        let _entry = gate::enter(Cast::Aes)?;
        policy::permit_rule(|| rule(&self.encryption))?;
        Ok(Ctr { key: self.encryption.clone(), stream: ctr::Stream::new(counter) })
    }
}

/// An AES key is judged by its length.
fn rule(key: &Key) -> Indicator {
    policy::aes_key(8 * key.len())
}

/// CBC encryption of a message in parts. Holds a copy of its key. Wiped on drop.
#[derive(Clone)]
pub struct CbcEncryptor {
    key: Key,
    iv: Block,
}

impl CbcEncryptor {
    /// Encrypts the next part in place.
    ///
    /// Errors and time: as [`AesKey::ecb_encrypt`]; a part that was refused may be given again.
    pub fn update(&mut self, data: &mut [u8]) -> Result<()> {
        let _entry = gate::enter(Cast::Aes)?;
        policy::permit_rule(|| rule(&self.key))?;
        cbc::encrypt(&self.key, &mut self.iv, data)
    }

    /// Whether this service is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule(&self.key))
    }
}

/// CBC decryption of a message in parts. Holds a copy of its key. Wiped on drop.
#[derive(Clone)]
pub struct CbcDecryptor {
    key: DecryptionKey,
    key_size: KeySize,
    iv: Block,
}

impl CbcDecryptor {
    /// Decrypts the next part in place.
    ///
    /// Errors and time: as [`AesKey::ecb_encrypt`]; a part that was refused may be given again.
    pub fn update(&mut self, data: &mut [u8]) -> Result<()> {
        let _entry = gate::enter(Cast::Aes)?;
        policy::permit_rule(|| policy::aes_key(self.key_size.bits()))?;
        cbc::decrypt(&self.key, &mut self.iv, data)
    }

    /// Whether this service is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(policy::aes_key(self.key_size.bits()))
    }
}

/// Counter mode over a message in parts. Holds a copy of its key. Wiped on drop.
#[derive(Clone)]
pub struct Ctr {
    key: Key,
    stream: ctr::Stream,
}

impl Ctr {
    /// Encrypts or decrypts the next part in place; parts may have any length.
    ///
    /// Errors and time: as [`AesKey::ctr_apply`].
    pub fn apply(&mut self, data: &mut [u8]) -> Result<()> {
        let _entry = gate::enter(Cast::Aes)?;
        policy::permit_rule(|| rule(&self.key))?;
        self.stream.apply(&self.key, data);
        Ok(())
    }

    /// Whether this service is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule(&self.key))
    }
}
