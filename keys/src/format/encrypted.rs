//! PKCS#8 under a password: EncryptedPrivateKeyInfo (RFC 5958 section 3) with PBES2 (RFC 8018
//! section 6.2): PBKDF2 with HMAC, and AES in CBC or GCM mode (RFC 5084 section 3.2).
//!
//! The derivation and the ciphers are services of the module. That a file is protected so is no
//! service of it: no indicator says that it is approved.

use super::write::{self, encoded};
use super::{FileBytes, malformed};
use crate::{Error, Result};
use alloc::vec::Vec;
use core::fmt;
use der::asn1::{AnyRef, ObjectIdentifier, OctetStringRef};
use der::{Decode, Reader, SliceReader};
use qila::aead::AesGcmKey;
use qila::cipher::AesKey;
use qila::hash::HashAlgorithm;
use qila::kdf::Pbkdf2;
use qila::random::Rng;
use spki::AlgorithmIdentifierRef;
use zeroize::Zeroizing;

const PBES2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.13");
const PBKDF2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.12");

/// The pseudorandom functions of PBKDF2: HMAC with these (RFC 8018 appendix B.1).
const FUNCTIONS: [(&str, HashAlgorithm); 7] = [
    ("1.2.840.113549.2.7", HashAlgorithm::Sha1),
    ("1.2.840.113549.2.8", HashAlgorithm::Sha224),
    ("1.2.840.113549.2.9", HashAlgorithm::Sha256),
    ("1.2.840.113549.2.10", HashAlgorithm::Sha384),
    ("1.2.840.113549.2.11", HashAlgorithm::Sha512),
    ("1.2.840.113549.2.12", HashAlgorithm::Sha512_224),
    ("1.2.840.113549.2.13", HashAlgorithm::Sha512_256),
];

/// The ciphers, with the bytes of their keys.
const CIPHERS: [(&str, Encryption, usize); 6] = [
    ("2.16.840.1.101.3.4.1.2", Encryption::Cbc, 16),
    ("2.16.840.1.101.3.4.1.22", Encryption::Cbc, 24),
    ("2.16.840.1.101.3.4.1.42", Encryption::Cbc, 32),
    ("2.16.840.1.101.3.4.1.6", Encryption::Gcm, 16),
    ("2.16.840.1.101.3.4.1.26", Encryption::Gcm, 24),
    ("2.16.840.1.101.3.4.1.46", Encryption::Gcm, 32),
];

/// The most iterations that a file may ask of its reader: some seconds.
const MAX_ITERATIONS: u32 = 10_000_000;
const SALT_SIZE: usize = 16;
const BLOCK_SIZE: usize = 16;
const NONCE_SIZE: usize = 12;
const TAG_SIZE: usize = 16;
const MAX_KEY_SIZE: usize = 32;

/// How a file of a private key is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encryption {
    /// AES in CBC mode, which every reader knows. It does not notice changes.
    Cbc,
    /// AES in GCM mode. Few readers know it.
    Gcm,
}

/// What protects the file of a private key: a password, with what slows down those who guess it.
///
/// ```
/// use qila_keys::{AnySigningKey, Encoding, Protection, SignatureAlgorithm};
///
/// let mut rng = qila::random::Rng::new()?;
/// let key = AnySigningKey::generate(SignatureAlgorithm::MlDsa44, &mut rng)?;
/// let password = b"correct horse battery staple";
/// let mut protection = Protection::new(password, &mut rng).iterations(2_000);
/// let file = key.to_encrypted_file(Encoding::Pem, &mut protection)?;
/// assert!(file.starts_with(b"-----BEGIN ENCRYPTED PRIVATE KEY-----"));
/// let read = AnySigningKey::from_file(Encoding::Pem, &file, Some(password))?;
/// assert_eq!(*read.public()?.bytes(), *key.public()?.bytes());
/// # Ok::<(), qila::Error>(())
/// ```
pub struct Protection<'a> {
    password: &'a [u8],
    rng: &'a mut Rng,
    iterations: u32,
    encryption: Encryption,
}

impl fmt::Debug for Protection<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Protection").finish_non_exhaustive()
    }
}

impl<'a> Protection<'a> {
    /// 600,000 iterations of PBKDF2 with HMAC-SHA-256, and AES-256 in CBC mode.
    pub const fn new(password: &'a [u8], rng: &'a mut Rng) -> Self {
        Self { password, rng, iterations: 600_000, encryption: Encryption::Cbc }
    }

    /// Another number of iterations.
    #[must_use]
    pub fn iterations(self, iterations: u32) -> Self {
        Self { iterations, ..self }
    }

    /// Another mode.
    #[must_use]
    pub fn encryption(self, encryption: Encryption) -> Self {
        Self { encryption, ..self }
    }
}

/// What a file says of its encryption.
struct Scheme<'a> {
    function: HashAlgorithm,
    salt: &'a [u8],
    iterations: u32,
    encryption: Encryption,
    key_size: usize,
    /// The IV or the nonce.
    iv: &'a [u8],
}

/// Encrypts DER.
///
/// Errors: those of the generator, the derivation and the cipher.
pub(super) fn encrypt(der: &[u8], protection: &mut Protection<'_>) -> Result<FileBytes> {
    let (mut salt, mut iv) = ([0; SALT_SIZE], [0; BLOCK_SIZE]);
    protection.rng.fill(&mut salt)?;
    protection.rng.fill(&mut iv)?;
    let encryption = protection.encryption;
    let iv = match encryption {
        Encryption::Cbc => &iv[..],
        Encryption::Gcm => &iv[..NONCE_SIZE],
    };
    let iterations = protection.iterations;
    let scheme =
        Scheme { function: HashAlgorithm::Sha256, salt: &salt, iterations, encryption, key_size: MAX_KEY_SIZE, iv };
    let data = scheme.encrypt(der, protection.password)?;
    write::sequence(&[&scheme.write()?, &write::octets(&data)?])
}

/// Decrypts an EncryptedPrivateKeyInfo.
///
/// Errors: [`Error::InvalidKey`], also for another password; [`Error::InvalidParameter`] for an
/// encryption that is not known, and for more iterations than ten million.
pub(super) fn decrypt(der: &[u8], password: &[u8]) -> Result<FileBytes> {
    let parse = || {
        let mut reader = SliceReader::new(der)?;
        let parts = reader.sequence(|inner| {
            let algorithm = AlgorithmIdentifierRef::decode(inner)?;
            der::Result::Ok((algorithm, <&OctetStringRef>::decode(inner)?.as_bytes()))
        })?;
        reader.finish()?;
        der::Result::Ok(parts)
    };
    let (algorithm, data) = parse().map_err(malformed)?;
    if algorithm.oid != PBES2 {
        return Err(Error::InvalidParameter);
    }
    Scheme::read(algorithm.parameters)?.decrypt(data, password)
}

impl<'a> Scheme<'a> {
    fn read(parameters: Option<AnyRef<'a>>) -> Result<Self> {
        let parameters = parameters.ok_or(Error::InvalidKey)?;
        let pair = |inner: &mut SliceReader<'a>| {
            der::Result::Ok((AlgorithmIdentifierRef::decode(inner)?, AlgorithmIdentifierRef::decode(inner)?))
        };
        let (derivation, cipher) = parameters.sequence(pair).map_err(malformed)?;
        let (_, encryption, key_size) =
            *CIPHERS.iter().find(|(oid, ..)| is(&cipher.oid, oid)).ok_or(Error::InvalidParameter)?;
        let iv = iv_of(encryption, cipher.parameters.ok_or(Error::InvalidKey)?)?;
        if derivation.oid != PBKDF2 {
            return Err(Error::InvalidParameter);
        }
        let fields = |inner: &mut SliceReader<'a>| {
            let salt = <&OctetStringRef>::decode(inner)?.as_bytes();
            let iterations = u32::decode(inner)?;
            let length = Option::<u16>::decode(inner)?;
            der::Result::Ok((salt, iterations, length, Option::<AlgorithmIdentifierRef<'a>>::decode(inner)?))
        };
        let (salt, iterations, length, function) =
            derivation.parameters.ok_or(Error::InvalidKey)?.sequence(fields).map_err(malformed)?;
        let function = match function {
            None => HashAlgorithm::Sha1,
            Some(named) => FUNCTIONS.iter().find(|(oid, _)| is(&named.oid, oid)).ok_or(Error::InvalidParameter)?.1,
        };
        if length.is_some_and(|length| usize::from(length) != key_size) {
            return Err(Error::InvalidKey);
        }
        if iterations > MAX_ITERATIONS {
            return Err(Error::InvalidParameter);
        }
        Ok(Self { function, salt, iterations, encryption, key_size, iv })
    }

    /// AlgorithmIdentifier of PBES2.
    fn write(&self) -> Result<FileBytes> {
        let oid = |oid: &str| encoded(&ObjectIdentifier::new(oid).map_err(malformed)?);
        let (function, _) =
            FUNCTIONS.iter().find(|(_, hash)| *hash == self.function).ok_or(Error::InvalidParameter)?;
        let (cipher, ..) = CIPHERS
            .iter()
            .find(|(_, encryption, size)| (*encryption, *size) == (self.encryption, self.key_size))
            .ok_or(Error::InvalidParameter)?;
        let function = write::sequence(&[&oid(function)?, &encoded(&AnyRef::NULL)?])?;
        let derivation = write::sequence(&[&write::octets(self.salt)?, &encoded(&self.iterations)?, &function])?;
        let derivation = write::sequence(&[&encoded(&PBKDF2)?, &derivation])?;
        let iv = write::octets(self.iv)?;
        let iv = match self.encryption {
            Encryption::Cbc => iv,
            // The length of the tag, because the standard's own is twelve.
            Encryption::Gcm => write::sequence(&[&iv, &encoded(&(TAG_SIZE as u8))?])?,
        };
        let cipher = write::sequence(&[&oid(cipher)?, &iv])?;
        write::sequence(&[&encoded(&PBES2)?, &write::sequence(&[&derivation, &cipher])?])
    }

    fn key(&self, password: &[u8]) -> Result<Zeroizing<[u8; MAX_KEY_SIZE]>> {
        let mut key = Zeroizing::new([0; MAX_KEY_SIZE]);
        let part = key.get_mut(..self.key_size).ok_or(Error::InvalidParameter)?;
        Pbkdf2::new(self.function, password, self.salt, self.iterations)?.derive(part)?;
        Ok(key)
    }

    fn encrypt(&self, der: &[u8], password: &[u8]) -> Result<FileBytes> {
        let key = self.key(password)?;
        let key = &key[..self.key_size];
        match self.encryption {
            Encryption::Cbc => {
                let mut data = room(AesKey::cbc_padded_size(der.len())?)?;
                let iv = self.iv.try_into().map_err(malformed)?;
                AesKey::new(key)?.cbc_encrypt_padded(iv, der, &mut data)?;
                Ok(data)
            }
            Encryption::Gcm => {
                let mut data = room(der.len() + TAG_SIZE)?;
                let (text, tag) = data.split_at_mut(der.len());
                text.copy_from_slice(der);
                // The key is new with its salt, so that no IV is its second.
                let made = AesGcmKey::new(key)?.caller_iv_sealer()?.seal_in_place(self.iv, &[], text)?;
                tag.copy_from_slice(made.as_bytes());
                Ok(data)
            }
        }
    }

    fn decrypt(&self, data: &[u8], password: &[u8]) -> Result<FileBytes> {
        let key = self.key(password)?;
        let key = &key[..self.key_size];
        let mut der = room(data.len())?;
        let len = match self.encryption {
            Encryption::Cbc => {
                let iv = self.iv.try_into().map_err(malformed)?;
                AesKey::new(key)?.cbc_decrypt_padded(iv, data, &mut der).map_err(another_password)?
            }
            Encryption::Gcm => {
                let len = data.len().checked_sub(TAG_SIZE).ok_or(Error::InvalidKey)?;
                let (text, tag) = data.split_at(len);
                der[..len].copy_from_slice(text);
                let key = AesGcmKey::new(key)?;
                key.open_in_place(self.iv, &[], &mut der[..len], tag).map_err(another_password)?;
                len
            }
        };
        der.truncate(len);
        Ok(der)
    }
}

/// What an attempt says of a password: one answer for whatever was wrong.
fn another_password(error: Error) -> Error {
    match error {
        Error::InvalidPadding | Error::InvalidInputLength | Error::TagMismatch => Error::InvalidKey,
        other => other,
    }
}

/// The IV of CBC is 16 bytes; for GCM, a nonce of 12 with a tag of 16.
fn iv_of<'a>(encryption: Encryption, parameters: AnyRef<'a>) -> Result<&'a [u8]> {
    match encryption {
        Encryption::Cbc => {
            let iv = parameters.decode_as::<&OctetStringRef>().map_err(malformed)?.as_bytes();
            if iv.len() == BLOCK_SIZE { Ok(iv) } else { Err(Error::InvalidKey) }
        }
        Encryption::Gcm => {
            let fields = |inner: &mut SliceReader<'a>| {
                der::Result::Ok((<&OctetStringRef>::decode(inner)?.as_bytes(), u8::decode(inner)?))
            };
            let (nonce, tag) = parameters.sequence(fields).map_err(malformed)?;
            let is_ours = nonce.len() == NONCE_SIZE && usize::from(tag) == TAG_SIZE;
            if is_ours { Ok(nonce) } else { Err(Error::InvalidParameter) }
        }
    }
}

fn is(oid: &ObjectIdentifier, text: &str) -> bool {
    ObjectIdentifier::new(text).is_ok_and(|known| known == *oid)
}

fn room(len: usize) -> Result<FileBytes> {
    let mut room = Zeroizing::new(Vec::new());
    room.try_reserve_exact(len).map_err(|_| Error::NoMemory)?;
    room.resize(len, 0);
    Ok(room)
}
