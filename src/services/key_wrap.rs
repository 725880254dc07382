//! Key wrapping (SP 800-38F): KW for whole semiblocks (RFC 3394), KWP for any bytes (RFC 5649).
//!
//! All lengths are in bytes. What was wrapped is found out to be right or wrong as a whole; on a
//! wrong value the output is zero.
//!
//! ```
//! use qila::key_wrap::KeyWrapKey;
//!
//! let key = KeyWrapKey::new(&[7; 32])?;
//! let mut wrapped = [0; 40];
//! key.wrap(&[1; 32], &mut wrapped)?;
//! # Ok::<(), qila::Error>(())
//! ```

pub(super) mod wrappable;

use crate::algorithms::aes::key_wrap::{self, Form, WrapKey};
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, secret};
use crate::machine::wipe::Wiped;
use crate::module::cast::key_wrap::AES_KW;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::cipher::{KeySize, MAX_KEY_SIZE};
use crate::services::random::Rng;

pub use wrappable::WrappableKey;

use wrappable::{LONGEST_KEY, wrappable};

/// The bytes of a semiblock, and how much longer a wrapped key is.
pub const SEMIBLOCK_SIZE: usize = key_wrap::SEMIBLOCK;

/// A key-encryption key. Wiped on drop.
///
/// ```
/// use qila::key_wrap::KeyWrapKey;
///
/// let key = KeyWrapKey::new(&[7; 32])?;
/// let secret = b"of any length from 1 byte";
/// let mut wrapped = [0; 64];
/// let n = key.wrap_padded(secret, &mut wrapped)?;
/// let mut out = [0; 64];
/// let n = key.unwrap_padded(&wrapped[..n], &mut out)?;
/// assert_eq!(&out[..n], secret);
/// # Ok::<(), qila::Error>(())
/// ```
pub struct KeyWrapKey(WrapKey, gate::Traces);

secret!(KeyWrapKey);

no_padding!(KeyWrapKey { 0, 1 });

gate::clean_clone!(KeyWrapKey { 0, 1 });

wrappable!(KeyWrapKey, |key| key.0.bytes(), if key.0.is_usual(), else InvalidParameter);

impl KeyWrapKey {
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
            let _entry = gate::enter(&AES_KW)?;
            Self(WrapKey::new(key, Form::Cipher)?, gate::Traces).permitted()
        })
    }

    /// Takes a key that wraps with the inverse of the cipher and unwraps with the cipher (SP
    /// 800-38F section 5.1), which few others do.
    ///
    /// Time: as [`KeyWrapKey::new`].
    ///
    /// # Errors
    /// As [`KeyWrapKey::new`].
    pub fn with_inverse_cipher(key: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&AES_KW)?;
            Self(WrapKey::new(key, Form::Inverse)?, gate::Traces).permitted()
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
            let _entry = gate::enter(&AES_KW)?;
            let mut bytes = Wiped::new([0; MAX_KEY_SIZE]);
            let bytes = &mut bytes[..size.bytes()];
            rng.fill(bytes)?;
            Self::new(bytes)
        })
    }

    fn permitted(self) -> Result<Self> {
        self.permit()?;
        Ok(self)
    }

    /// KW (section 6.2): wraps whole semiblocks, two at least, into the start of `out` and gives
    /// the length, which is that of `plaintext` and 8 more.
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// [`InvalidInputLength`](crate::Error::InvalidInputLength),
    /// [`BufferTooSmall`](crate::Error::BufferTooSmall),
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState); `out` is unchanged.
    pub fn wrap(&self, plaintext: &[u8], out: &mut [u8]) -> Result<usize> {
        gate::clean_briefly::<512, _>(|| {
            let entry = gate::enter(&AES_KW)?;
            self.permit()?;
            let size = plaintext.len().saturating_add(SEMIBLOCK_SIZE);
            self.0.wrap(plaintext, start_of(out, size))?;
            entry.release(start_of(out, size))?;
            Ok(size)
        })
    }

    /// KW: unwraps into the start of `out` and gives the length, which is that of `ciphertext` less
    /// 8.
    ///
    /// Time: depends on the length, and on whether the value is right.
    ///
    /// # Errors
    /// As [`KeyWrapKey::wrap`], and [`TagMismatch`](crate::Error::TagMismatch), which leaves that
    /// part of `out` zero.
    pub fn unwrap(&self, ciphertext: &[u8], out: &mut [u8]) -> Result<usize> {
        gate::clean_briefly::<512, _>(|| {
            let entry = gate::enter(&AES_KW)?;
            self.permit()?;
            let size = ciphertext.len().saturating_sub(SEMIBLOCK_SIZE);
            let said = self.0.unwrap(ciphertext, start_of(out, size));
            entry.release(start_of(out, size))?;
            said.map(|()| size)
        })
    }

    /// The length of so many bytes wrapped by KWP: the next multiple of 8, and 8 more.
    ///
    /// # Errors
    /// [`InvalidInputLength`](crate::Error::InvalidInputLength) for none,
    /// [`InputTooLong`](crate::Error::InputTooLong) beyond 2^32 - 1.
    pub fn padded_size(len: usize) -> Result<usize> {
        WrapKey::padded_len(len)
    }

    /// KWP (section 6.3): wraps bytes, one at least, into the start of `out` and gives the length,
    /// which is [`KeyWrapKey::padded_size`].
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// As [`KeyWrapKey::wrap`], and [`InputTooLong`](crate::Error::InputTooLong) beyond 2^32 - 1
    /// bytes.
    pub fn wrap_padded(&self, plaintext: &[u8], out: &mut [u8]) -> Result<usize> {
        gate::clean_briefly::<512, _>(|| {
            let entry = gate::enter(&AES_KW)?;
            self.permit()?;
            let size = WrapKey::padded_len(plaintext.len())?;
            self.0.wrap_padded(plaintext, start_of(out, size))?;
            entry.release(start_of(out, size))?;
            Ok(size)
        })
    }

    /// KWP: unwraps into the start of `out`, which needs 8 bytes less than `ciphertext`, and gives
    /// the length of what was wrapped. The bytes of that part of `out` behind it are zero.
    ///
    /// Time: depends on the length, on whether the value is right, and then on the length of what
    /// was wrapped.
    ///
    /// # Errors
    /// As [`KeyWrapKey::unwrap`].
    pub fn unwrap_padded(&self, ciphertext: &[u8], out: &mut [u8]) -> Result<usize> {
        gate::clean_briefly::<512, _>(|| {
            let entry = gate::enter(&AES_KW)?;
            self.permit()?;
            let size = ciphertext.len().saturating_sub(SEMIBLOCK_SIZE);
            let said = self.0.unwrap_padded(ciphertext, start_of(out, size));
            entry.release(start_of(out, size))?;
            said
        })
    }

    /// Wraps `key` by KW into the start of `out` and gives the length, which is that of the key and
    /// 8 more, 24 to 72. The key comes back by [`KeyWrapKey::unwrap_key`].
    ///
    /// ```
    /// use qila::aead::AesGcmKey;
    /// use qila::cipher::KeySize;
    /// use qila::key_wrap::KeyWrapKey;
    /// use qila::random::Rng;
    ///
    /// let mut rng = Rng::new()?;
    /// let kek = KeyWrapKey::new(b"32 bytes that the product keeps.")?;
    /// let key = AesGcmKey::generate(KeySize::Aes256, &mut rng)?;
    /// let mut wrapped = [0; 40];
    /// let len = kek.wrap_key(&key, &mut wrapped)?; // to a file, say
    /// let key: AesGcmKey = kek.unwrap_key(&wrapped[..len])?;
    /// # assert_eq!(key.key_size(), KeySize::Aes256);
    /// # Ok::<(), qila::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`BufferTooSmall`](crate::Error::BufferTooSmall);
    /// [`InvalidTagLength`](crate::Error::InvalidTagLength) for a key whose tags are not full,
    /// [`InvalidParameter`](crate::Error::InvalidParameter) for one that masks its nonces or wraps
    /// with the inverse cipher, because those would come back as others;
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState); `out` is unchanged. Time: depends
    /// on the length of the key.
    pub fn wrap_key<K: WrappableKey>(&self, key: &K, out: &mut [u8]) -> Result<usize> {
        self.wrap_bytes_of(key, out, Self::wrap)
    }

    /// As [`KeyWrapKey::wrap_key`] by KWP, for those who ask for it. The length is the same.
    ///
    /// # Errors
    /// As [`KeyWrapKey::wrap_key`].
    pub fn wrap_key_padded<K: WrappableKey>(&self, key: &K, out: &mut [u8]) -> Result<usize> {
        self.wrap_bytes_of(key, out, Self::wrap_padded)
    }

    /// The key that [`KeyWrapKey::wrap_key`] has wrapped. What kind it was is not part of it: the
    /// caller says so by the type.
    ///
    /// # Errors
    /// [`TagMismatch`](crate::Error::TagMismatch),
    /// [`InvalidInputLength`](crate::Error::InvalidInputLength),
    /// [`InputTooLong`](crate::Error::InputTooLong) above 72 bytes,
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState); those of the `new` of the key.
    /// Time: depends on the length, and on whether the value is right.
    pub fn unwrap_key<K: WrappableKey>(&self, wrapped: &[u8]) -> Result<K> {
        self.unwrap_bytes_of(wrapped, Self::unwrap)
    }

    /// The key that [`KeyWrapKey::wrap_key_padded`] has wrapped.
    ///
    /// # Errors
    /// As [`KeyWrapKey::unwrap_key`].
    pub fn unwrap_key_padded<K: WrappableKey>(&self, wrapped: &[u8]) -> Result<K> {
        self.unwrap_bytes_of(wrapped, Self::unwrap_padded)
    }

    fn wrap_bytes_of<K: WrappableKey>(&self, key: &K, out: &mut [u8], wrap: Work) -> Result<usize> {
        gate::clean(|| {
            let entry = gate::enter(&AES_KW)?;
            let mut bytes = Wiped::new([0; LONGEST_KEY]);
            let len = key.put(&mut bytes)?;
            let len = wrap(self, bytes.get(..len).unwrap_or_default(), out)?;
            entry.release(start_of(out, len))?;
            Ok(len)
        })
    }

    fn unwrap_bytes_of<K: WrappableKey>(&self, wrapped: &[u8], unwrap: Work) -> Result<K> {
        gate::clean(|| {
            let entry = gate::enter(&AES_KW)?;
            self.permit()?;
            if wrapped.len() > LONGEST_KEY + SEMIBLOCK_SIZE {
                return Err(Error::InputTooLong);
            }
            let mut bytes = Wiped::new([0; LONGEST_KEY]);
            let len = unwrap(self, wrapped, &mut *bytes)?;
            let key = K::of(bytes.get(..len).unwrap_or_default())?;
            entry.release_value(key)
        })
    }

    /// The length of the key.
    #[must_use]
    pub fn key_size(&self) -> KeySize {
        KeySize::of_bytes(self.0.len())
    }

    /// Whether the services with this key are approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rule())
    }

    fn rule(&self) -> Indicator {
        policy::aes_key(8 * self.0.len())
    }

    fn permit(&self) -> Result<()> {
        policy::permit_rule(|| self.rule())
    }
}

/// One of the functions that wrap or unwrap bytes.
type Work = fn(&KeyWrapKey, &[u8], &mut [u8]) -> Result<usize>;

/// The first `size` bytes of `out`; all of it, which is then refused, if it is shorter.
fn start_of(out: &mut [u8], size: usize) -> &mut [u8] {
    let size = size.min(out.len());
    &mut out[..size]
}
