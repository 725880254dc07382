//! Encryption of short messages: keys that are transported.

mod rsa;

use crate::key::{PrivateKey, PublicKey};
use crate::options::Hash;
use qila::hash::HashAlgorithm;
use qila::random::Rng;
use qila::{Error, Indicator, Result};
use zeroize::Zeroize;

/// The table of algorithms.
macro_rules! rows {
    ($make:ident $what:tt) => {
        $make! {
            $what
            /// RSA-OAEP of 2048 to 8192 bits (RFC 8017 section 7.1). Keys are made with 3072 bits
            /// unless another size is asked for.
            RsaOaep = 1 => qila::rsa::DecryptionKey, rsa::Encrypting;
        }
    };
}

/// How to encrypt, and how something was encrypted: SHA-256 without a label unless more is said.
///
/// ```
/// use qila::hash::HashAlgorithm;
/// use qila_keys::{AnyDecryptionKey, EncryptionAlgorithm, EncryptOptions};
///
/// let mut rng = qila::random::Rng::new()?;
/// let key = AnyDecryptionKey::generate_of_size(EncryptionAlgorithm::RsaOaep, 2048, &mut rng)?;
/// let how = EncryptOptions::new().hash(HashAlgorithm::Sha384).label(b"session");
/// let (mut ciphertext, mut message) = ([0; 256], [0; 256]);
/// let len = key.public()?.encrypt(&how, b"a key", &mut ciphertext, &mut rng)?;
/// let len = key.decrypt(&how, &ciphertext[..len], &mut message, &mut rng)?;
/// assert_eq!(message[..len], *b"a key");
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct EncryptOptions<'a> {
    pub(crate) hash: Hash,
    pub(crate) mask: Hash,
    pub(crate) label: &'a [u8],
}

impl Default for EncryptOptions<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a> EncryptOptions<'a> {
    /// SHA-256 for the label, which is empty, and for the masks.
    pub const fn new() -> Self {
        let sha256 = Hash::Fixed(HashAlgorithm::Sha256);
        Self { hash: sha256, mask: sha256, label: &[] }
    }

    /// The hash function of the label and of the masks.
    pub fn hash(self, hash: impl Into<Hash>) -> Self {
        let hash = hash.into();
        Self { hash, mask: hash, ..self }
    }

    /// The hash function of the masks (MGF1), where it is another one.
    pub fn mask(self, mask: impl Into<Hash>) -> Self {
        Self { mask: mask.into(), ..self }
    }

    /// The label, which belongs to the ciphertext and is not in it.
    pub const fn label(self, label: &'a [u8]) -> Self {
        Self { label, ..self }
    }
}

/// What a decryption key does.
pub(crate) trait Decrypt: PrivateKey {
    /// Decrypts into the beginning of `message`, and says how long it is.
    fn decrypt(
        &self,
        how: &EncryptOptions<'_>,
        ciphertext: &[u8],
        message: &mut [u8],
        rng: &mut Rng,
    ) -> Result<usize>;

    /// The bytes of the longest message; `None` where there is room for none.
    fn message_size(&self, how: &EncryptOptions<'_>) -> Option<usize>;

    /// Whether it is approved so.
    fn indicator_of(&self, how: &EncryptOptions<'_>) -> Indicator;
}

/// What an encryption key does.
pub(crate) trait Encrypt: PublicKey {
    /// Encrypts into a ciphertext of exactly its size.
    fn encrypt(&self, how: &EncryptOptions<'_>, message: &[u8], ciphertext: &mut [u8], rng: &mut Rng) -> Result<()>;

    /// The bytes of a ciphertext.
    fn ciphertext_size(&self) -> usize;

    /// Whether it is approved so.
    fn indicator_of(&self, how: &EncryptOptions<'_>) -> Indicator;
}

rows! { any_keys {
    /// An algorithm of encryption.
    EncryptionAlgorithm
    /// A decryption key of any algorithm, the private half. Wiped on drop.
    AnyDecryptionKey
    /// An encryption key of any algorithm, the public half.
    AnyEncryptionKey
} }

impl AnyDecryptionKey {
    /// Decrypts into the beginning of `message`, which becomes zero behind it, and says how long it
    /// is. There must be room for the longest, [`message_size`](Self::message_size) bytes.
    ///
    /// # Errors
    /// [`InvalidPadding`](Error::InvalidPadding), whatever is wrong with the ciphertext;
    /// [`InvalidParameter`](Error::InvalidParameter), the key has no room for the hash function;
    /// [`BufferTooSmall`](Error::BufferTooSmall),
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState). The room is then unchanged or zero.
    pub fn decrypt(
        &self,
        options: &EncryptOptions<'_>,
        ciphertext: &[u8],
        message: &mut [u8],
        rng: &mut Rng,
    ) -> Result<usize> {
        let size = self.message_size(options).ok_or(Error::InvalidParameter)?;
        let room = message.get_mut(..size).ok_or(Error::BufferTooSmall)?;
        let made = rows!(each { Self, self, key => Decrypt::decrypt(&**key, options, ciphertext, room, rng) });
        made.inspect_err(|_| room.zeroize())
    }

    /// The bytes of the longest message; `None` where there is room for none.
    #[must_use]
    pub fn message_size(&self, options: &EncryptOptions<'_>) -> Option<usize> {
        rows!(each { Self, self, key => Decrypt::message_size(&**key, options) })
    }

    /// Whether decryption so is approved.
    #[must_use]
    pub fn indicator_of(&self, options: &EncryptOptions<'_>) -> Indicator {
        rows!(each { Self, self, key => Decrypt::indicator_of(&**key, options) })
    }
}

impl AnyEncryptionKey {
    /// Encrypts a message into the beginning of `ciphertext`, and says how long that is.
    ///
    /// # Errors
    /// [`InputTooLong`](Error::InputTooLong), the message;
    /// [`BufferTooSmall`](Error::BufferTooSmall), fewer than
    /// [`ciphertext_size`](Self::ciphertext_size) bytes of room;
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState). The room is then unchanged or zero.
    pub fn encrypt(
        &self,
        options: &EncryptOptions<'_>,
        message: &[u8],
        ciphertext: &mut [u8],
        rng: &mut Rng,
    ) -> Result<usize> {
        let size = self.ciphertext_size();
        let room = ciphertext.get_mut(..size).ok_or(Error::BufferTooSmall)?;
        rows!(each { Self, self, key => Encrypt::encrypt(key, options, message, room, rng) })?;
        Ok(size)
    }

    /// The bytes of a ciphertext.
    #[must_use]
    pub fn ciphertext_size(&self) -> usize {
        rows!(each { Self, self, key => Encrypt::ciphertext_size(key) })
    }

    /// Whether encryption so is approved.
    #[must_use]
    pub fn indicator_of(&self, options: &EncryptOptions<'_>) -> Indicator {
        rows!(each { Self, self, key => Encrypt::indicator_of(key, options) })
    }
}
