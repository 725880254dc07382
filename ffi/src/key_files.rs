//! Files of keys, for every capability.

use crate::arguments::Room;
use crate::encapsulation::{qila_decapsulation_key, qila_encapsulation_key};
use crate::encryption::{qila_decryption_key, qila_encryption_key};
use crate::handle::Place;
use crate::random::qila_rng;
use crate::signature::{qila_signing_key, qila_verifying_key};
use crate::status::{Answer, Failure};
use qila::{Error, Indicator};
use qila_keys::{
    AnyDecapsulationKey, AnyDecryptionKey, AnyEncapsulationKey, AnyEncryptionKey, AnySigningKey, AnyVerifyingKey,
    Encoding, FileBytes, Protection,
};

interface! {
    //! Files of keys
    //!
    //! Private keys are PKCS#8 (RFC 5208, RFC 5958), which is encrypted where a password stands
    //! (RFC 8018: PBKDF2 and AES); public keys are SubjectPublicKeyInfo (RFC 5280). Keys of RSA are
    //! read as PKCS#1 has them, too (RFC 8017 appendix A.1). What is read has one spelling.
    //! Protection by a password is no approved service.
    choices {
        /// How a file holds a key.
        qila_encoding = Encoding {
            /// The octets of ASN.1's distinguished rules.
            QILA_DER = 1 => Encoding::Der;
            /// Text around them: -----BEGIN PRIVATE KEY-----.
            QILA_PEM = 2 => Encoding::Pem;
        }
    }
    functions {
        /// Reads a signing key from a file to `*key`. `password` is NULL where the file is not
        /// encrypted. Stack: 216 KiB.
        /// Errors: QILA_ERROR_KEY, it is none, or the password is another; QILA_ERROR_PARAMETER, a
        /// key of another capability, a password without encryption, or none with it.
        large qila_signing_key_read(key: Place<qila_signing_key>, encoding: Encoding, file/file_len,
            password/password_len) => key.make(|| AnySigningKey::from_file(encoding, file, given(password)));
        /// Writes the file of a signing key as it is: whoever has it has the key. Stack: 144 KiB.
        /// Errors: QILA_ERROR_BUFFER_TOO_SMALL.
        large qila_signing_key_write(key: &qila_signing_key, encoding: Encoding, file/file_len: Room)
            => written(file, key.indicator(), key.to_file(encoding));
        /// Writes the file of a signing key under a password: AES-256 in CBC mode, and PBKDF2 with
        /// HMAC-SHA-256. `iterations` says how often; 0 stands for 600,000. The length of the file
        /// costs as much as the file. Stack: 144 KiB.
        /// Errors: QILA_ERROR_PARAMETER, no password; QILA_ERROR_BUFFER_TOO_SMALL,
        /// QILA_ERROR_ENTROPY.
        large qila_signing_key_write_encrypted(key: &qila_signing_key, encoding: Encoding, password/password_len,
            iterations: u32, file/file_len: Room, rng: &mut qila_rng) => {
            let made = key.to_encrypted_file(encoding, &mut protection(password, iterations, rng)?);
            written(file, key.indicator(), made)
        };
        /// Reads a verifying key from a file to `*key`. Stack: 168 KiB.
        /// Errors: QILA_ERROR_KEY; QILA_ERROR_PARAMETER, a key of another capability.
        large qila_verifying_key_read(key: Place<qila_verifying_key>, encoding: Encoding, file/file_len)
            => key.make(|| AnyVerifyingKey::from_file(encoding, file));
        /// Writes the file of a verifying key.
        /// Errors: QILA_ERROR_BUFFER_TOO_SMALL.
        cold qila_verifying_key_write(key: &qila_verifying_key, encoding: Encoding, file/file_len: Room)
            => written(file, key.indicator(), key.to_file(encoding));
        /// As qila_signing_key_read(), for a decryption key. Stack: 216 KiB.
        /// Errors: QILA_ERROR_KEY, QILA_ERROR_PARAMETER.
        large qila_decryption_key_read(key: Place<qila_decryption_key>, encoding: Encoding, file/file_len,
            password/password_len) => key.make(|| AnyDecryptionKey::from_file(encoding, file, given(password)));
        /// As qila_signing_key_write(), for a decryption key. Stack: 144 KiB.
        /// Errors: QILA_ERROR_BUFFER_TOO_SMALL.
        large qila_decryption_key_write(key: &qila_decryption_key, encoding: Encoding, file/file_len: Room)
            => written(file, key.indicator(), key.to_file(encoding));
        /// As qila_signing_key_write_encrypted(), for a decryption key. Stack: 144 KiB.
        /// Errors: QILA_ERROR_PARAMETER, QILA_ERROR_BUFFER_TOO_SMALL, QILA_ERROR_ENTROPY.
        large qila_decryption_key_write_encrypted(key: &qila_decryption_key, encoding: Encoding, password/password_len,
            iterations: u32, file/file_len: Room, rng: &mut qila_rng) => {
            let made = key.to_encrypted_file(encoding, &mut protection(password, iterations, rng)?);
            written(file, key.indicator(), made)
        };
        /// As qila_verifying_key_read(), for an encryption key. Stack: 168 KiB.
        /// Errors: QILA_ERROR_KEY, QILA_ERROR_PARAMETER.
        large qila_encryption_key_read(key: Place<qila_encryption_key>, encoding: Encoding, file/file_len)
            => key.make(|| AnyEncryptionKey::from_file(encoding, file));
        /// Writes the file of an encryption key.
        /// Errors: QILA_ERROR_BUFFER_TOO_SMALL.
        cold qila_encryption_key_write(key: &qila_encryption_key, encoding: Encoding, file/file_len: Room)
            => written(file, key.indicator(), key.to_file(encoding));
        /// As qila_signing_key_read(), for a decapsulation key. Stack: 80 KiB.
        /// Errors: QILA_ERROR_KEY, QILA_ERROR_PARAMETER.
        large qila_decapsulation_key_read(key: Place<qila_decapsulation_key>, encoding: Encoding, file/file_len,
            password/password_len) => key.make(|| AnyDecapsulationKey::from_file(encoding, file, given(password)));
        /// As qila_signing_key_write(), for a decapsulation key.
        /// Errors: QILA_ERROR_BUFFER_TOO_SMALL.
        cold qila_decapsulation_key_write(key: &qila_decapsulation_key, encoding: Encoding, file/file_len: Room)
            => written(file, key.indicator(), key.to_file(encoding));
        /// As qila_signing_key_write_encrypted(), for a decapsulation key.
        /// Errors: QILA_ERROR_PARAMETER, QILA_ERROR_BUFFER_TOO_SMALL, QILA_ERROR_ENTROPY.
        cold qila_decapsulation_key_write_encrypted(key: &qila_decapsulation_key, encoding: Encoding,
            password/password_len, iterations: u32, file/file_len: Room, rng: &mut qila_rng) => {
            let made = key.to_encrypted_file(encoding, &mut protection(password, iterations, rng)?);
            written(file, key.indicator(), made)
        };
        /// As qila_verifying_key_read(), for an encapsulation key. Stack: 80 KiB.
        /// Errors: QILA_ERROR_KEY, QILA_ERROR_PARAMETER.
        large qila_encapsulation_key_read(key: Place<qila_encapsulation_key>, encoding: Encoding, file/file_len)
            => key.make(|| AnyEncapsulationKey::from_file(encoding, file));
        /// As qila_verifying_key_write(), for an encapsulation key.
        /// Errors: QILA_ERROR_BUFFER_TOO_SMALL.
        cold qila_encapsulation_key_write(key: &qila_encapsulation_key, encoding: Encoding, file/file_len: Room)
            => written(file, key.indicator(), key.to_file(encoding));
    }
}

/// A password, if there is one.
fn given(password: &[u8]) -> Option<&[u8]> {
    (!password.is_empty()).then_some(password)
}

fn protection<'a>(password: &'a [u8], iterations: u32, rng: &'a mut qila_rng) -> Result<Protection<'a>, Error> {
    let usual = Protection::new(given(password).ok_or(Error::InvalidParameter)?, rng);
    Ok(if iterations == 0 { usual } else { usual.iterations(iterations) })
}

/// Gives a file to C.
fn written(file: Room<'_>, indicator: Indicator, made: Result<FileBytes, Error>) -> Answer {
    let made = made.map_err(Failure::from)?;
    file.copy(indicator, &made)
}
