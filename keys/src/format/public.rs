//! Public keys: SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7).

use super::identifier::Identifier;
use super::{Encoding, FileBytes, closed, malformed, opened, write};
use crate::{Error, Result};
use der::Decode;
use spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};

/// Its label in PEM.
const LABEL: &str = "PUBLIC KEY";

/// Reads a file: `make` gets the algorithm, and the octets of the key.
///
/// Errors: [`Error::InvalidKey`]; those of `make`.
pub(crate) fn read<K>(
    encoding: Encoding,
    file: &[u8],
    make: impl FnOnce(&AlgorithmIdentifierRef<'_>, &[u8]) -> Result<K>,
) -> Result<K> {
    let (label, der) = opened(encoding, file)?;
    if label.is_some_and(|label| label != LABEL) {
        return Err(Error::InvalidKey);
    }
    let info = SubjectPublicKeyInfoRef::from_der(&der).map_err(malformed)?;
    make(&info.algorithm, info.subject_public_key.as_bytes().ok_or(Error::InvalidKey)?)
}

/// Writes a file.
pub(crate) fn write(encoding: Encoding, identifier: Identifier, octets: &[u8]) -> Result<FileBytes> {
    closed(encoding, LABEL, write::sequence(&[&identifier.to_der()?, &write::bits(octets)?])?)
}
