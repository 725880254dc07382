//! Keys that are numbers: an INTEGER, or a SEQUENCE of them.

use super::{FileBytes, malformed, write};
use crate::{Error, Result};
use der::asn1::{AnyRef, UintRef};
use der::{Decode, SliceReader};

/// The number in so many bytes.
///
/// Errors: [`Error::InvalidKey`].
pub(crate) fn read(der: &[u8], size: usize) -> Result<FileBytes> {
    let number = one(der)?;
    let missing = size.checked_sub(number.len()).ok_or(Error::InvalidKey)?;
    let mut bytes = FileBytes::default();
    bytes.try_reserve_exact(size).map_err(|_| Error::NoMemory)?;
    bytes.resize(missing, 0);
    bytes.extend_from_slice(number);
    Ok(bytes)
}

/// The number without zeros in front.
///
/// Errors: [`Error::InvalidKey`].
pub(crate) fn one(der: &[u8]) -> Result<&[u8]> {
    Ok(UintRef::from_der(der).map_err(malformed)?.as_bytes())
}

/// The numbers of a sequence that holds nothing else: positive, and without zeros in front.
///
/// Errors: [`Error::InvalidKey`].
pub(crate) fn sequence<'a, const N: usize>(value: AnyRef<'a>) -> Result<[&'a [u8]; N]> {
    let read = |inner: &mut SliceReader<'a>| {
        let mut numbers: [&[u8]; N] = [&[]; N];
        for number in &mut numbers {
            *number = UintRef::decode(inner)?.as_bytes();
        }
        der::Result::Ok(numbers)
    };
    value.sequence(read).map_err(malformed)
}

/// A positive number, of which zeros in front do not count.
pub(crate) fn write(bytes: &[u8]) -> Result<FileBytes> {
    write::encoded(&UintRef::new(bytes).map_err(malformed)?)
}
