//! Keys in files: DER, and PEM around it (RFC 7468).
//!
//! | file         | holds |
//! |--------------|-------|
//! | `ec`         | private keys of curves (RFC 5915) |
//! | `rsa`        | keys of RSA: PKCS#1 (RFC 8017) |
//! | `number`     | keys that are one number: Diffie-Hellman (PKCS#3) |
//! | `identifier` | what names an algorithm in a file |
//! | `private`    | private keys: PKCS#8 (RFC 5208, RFC 5958) |
//! | `public`     | public keys: SubjectPublicKeyInfo (RFC 5280) |
//! | `encrypted`  | PKCS#8 under a password: PBES2 (RFC 8018) |
//! | `forms`      | seed, expanded key, both (RFC 9881 section 6, RFC 9935 section 6) |
//! | `write`      | sequences and octet strings, in memory that is wiped |
//!
//! What is read is DER: minimal lengths and integers, and no octet after the end at any level. What
//! is written is read by others as well: `tests/files.rs` has OpenSSL's files.

pub(crate) mod ec;
pub(crate) mod encrypted;
pub(crate) mod forms;
pub(crate) mod identifier;
pub(crate) mod number;
pub(crate) mod private;
pub(crate) mod public;
pub(crate) mod rsa;
pub(crate) mod write;

use crate::{Error, Result};
use alloc::vec::Vec;
use zeroize::Zeroizing;

pub use encrypted::{Encryption, Protection};

/// How a file holds a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// The octets of ASN.1's distinguished rules.
    Der,
    /// Text around them, with a label.
    Pem,
}

/// Octets of a file, which are wiped.
pub type FileBytes = Zeroizing<Vec<u8>>;

/// What is no key: the libraries' reasons say more than a caller may learn of a private key.
fn malformed<E>(_: E) -> Error {
    Error::InvalidKey
}

/// The DER of a file, with the label if there is one.
///
/// Errors: [`Error::InvalidKey`].
fn opened(encoding: Encoding, file: &[u8]) -> Result<(Option<&str>, FileBytes)> {
    let mut der = Zeroizing::new(Vec::new());
    der.try_reserve_exact(file.len()).map_err(|_| Error::NoMemory)?;
    match encoding {
        Encoding::Der => {
            der.extend_from_slice(file);
            Ok((None, der))
        }
        Encoding::Pem => {
            der.resize(file.len(), 0);
            let (label, len) = {
                let (label, octets) = pem_rfc7468::decode(file, &mut der).map_err(malformed)?;
                (label, octets.len())
            };
            der.truncate(len);
            Ok((Some(label), der))
        }
    }
}

/// The file of DER.
fn closed(encoding: Encoding, label: &str, der: FileBytes) -> Result<FileBytes> {
    if encoding == Encoding::Der {
        return Ok(der);
    }
    let ending = pem_rfc7468::LineEnding::LF;
    let len = pem_rfc7468::encapsulated_len(label, ending, der.len()).map_err(malformed)?;
    let mut text = Zeroizing::new(Vec::new());
    text.try_reserve_exact(len).map_err(|_| Error::NoMemory)?;
    text.resize(len, 0);
    let written = pem_rfc7468::encode(label, ending, &der, &mut text).map_err(malformed)?.len();
    text.truncate(written);
    Ok(text)
}
