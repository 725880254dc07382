//! Public keys: SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7). The RSAPublicKey of PKCS#1 is read
//! where it stands alone, too.

use super::{Encoding, FileBytes, closed, malformed, opened, rsa, write};
use crate::{Error, Result};
use der::{Decode, Reader, SliceReader, Tag};
use spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};

/// Its label in PEM.
const LABEL: &str = "PUBLIC KEY";
/// That of PKCS#1.
const RSA_LABEL: &str = "RSA PUBLIC KEY";

/// Reads a file: `make` gets the algorithm, and the octets of the key.
///
/// Errors: [`Error::InvalidKey`]; those of `make`.
pub(crate) fn read<K>(
    encoding: Encoding,
    file: &[u8],
    make: impl FnOnce(&AlgorithmIdentifierRef<'_>, &[u8]) -> Result<K>,
) -> Result<K> {
    let (label, der) = opened(encoding, file)?;
    let is_rsa = starts_with_number(&der).map_err(malformed)?;
    if label.is_some_and(|label| label != if is_rsa { RSA_LABEL } else { LABEL }) {
        return Err(Error::InvalidKey);
    }
    if is_rsa {
        return make(&rsa::ALGORITHM, &der);
    }
    of_info(&der, make)
}

/// Reads a SubjectPublicKeyInfo.
///
/// Errors: as [`read`].
pub(crate) fn of_info<K>(
    der: &[u8],
    make: impl FnOnce(&AlgorithmIdentifierRef<'_>, &[u8]) -> Result<K>,
) -> Result<K> {
    let info = SubjectPublicKeyInfoRef::from_der(der).map_err(malformed)?;
    make(&info.algorithm, info.subject_public_key.as_bytes().ok_or(Error::InvalidKey)?)
}

/// Writes a SubjectPublicKeyInfo with parameters of its own.
pub(crate) fn info(algorithm: &AlgorithmIdentifierRef<'_>, octets: &[u8]) -> Result<FileBytes> {
    write::sequence(&[&write::encoded(algorithm)?, &write::bits(octets)?])
}

/// Whether a sequence begins with a number, a modulus, and not with the algorithm.
fn starts_with_number(der: &[u8]) -> der::Result<bool> {
    SliceReader::new(der)?.sequence(|inner| {
        let tag = Tag::peek(inner)?;
        inner.drain(inner.remaining_len())?;
        der::Result::Ok(tag == Tag::Integer)
    })
}

/// Writes a SubjectPublicKeyInfo to a file.
pub(crate) fn write(encoding: Encoding, info: FileBytes) -> Result<FileBytes> {
    closed(encoding, LABEL, info)
}
