//! Keys that are one number: an INTEGER.

use super::{FileBytes, malformed, write};
use crate::{Error, Result};
use der::Decode;
use der::asn1::UintRef;

/// The number in so many bytes.
///
/// Errors: [`Error::InvalidKey`].
pub(crate) fn read(der: &[u8], size: usize) -> Result<FileBytes> {
    let number = UintRef::from_der(der).map_err(malformed)?;
    let missing = size.checked_sub(number.as_bytes().len()).ok_or(Error::InvalidKey)?;
    let mut bytes = FileBytes::default();
    bytes.try_reserve_exact(size).map_err(|_| Error::NoMemory)?;
    bytes.resize(missing, 0);
    bytes.extend_from_slice(number.as_bytes());
    Ok(bytes)
}

/// A positive number, of which zeros in front do not count.
pub(crate) fn write(bytes: &[u8]) -> Result<FileBytes> {
    write::encoded(&UintRef::new(bytes).map_err(malformed)?)
}
