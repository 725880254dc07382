//! Private keys of curves: ECPrivateKey (RFC 5915 section 3).

use super::identifier::Identifier;
use super::{FileBytes, malformed, write};
use crate::{Error, Result};
use der::asn1::{BitStringRef, ObjectIdentifier, OctetStringRef};
use der::{Decode, Reader, SliceReader, TagMode, TagNumber};

/// A scalar, and the point that belongs to it, if it is there.
pub(crate) struct EcPrivateKey<'a> {
    pub(crate) scalar: &'a [u8],
    pub(crate) point: Option<&'a [u8]>,
}

impl<'a> EcPrivateKey<'a> {
    /// The key in the field privateKey of PKCS#8. A curve that it names must be that of the file.
    ///
    /// Errors: [`Error::InvalidKey`].
    pub(crate) fn read(der: &'a [u8], identifier: Identifier) -> Result<Self> {
        let read = || {
            let mut reader = SliceReader::new(der)?;
            let parts = reader.sequence(|inner| {
                let version = u8::decode(inner)?;
                let scalar = <&OctetStringRef>::decode(inner)?.as_bytes();
                let curve = inner.context_specific::<ObjectIdentifier>(TagNumber(0), TagMode::Explicit)?;
                let point = inner.context_specific::<BitStringRef<'_>>(TagNumber(1), TagMode::Explicit)?;
                let point = point.map(|bits| bits.as_bytes().ok_or(der::ErrorKind::Failed)).transpose()?;
                der::Result::Ok((version, curve, Self { scalar, point }))
            })?;
            reader.finish()?;
            der::Result::Ok(parts)
        };
        let (version, curve, key) = read().map_err(malformed)?;
        let is_same = curve.is_none_or(|curve| identifier.curve() == Some(curve));
        if version == 1 && is_same { Ok(key) } else { Err(Error::InvalidKey) }
    }

    /// The field privateKey of PKCS#8, which names the curve itself.
    pub(crate) fn write(&self) -> Result<FileBytes> {
        let scalar = write::octets(self.scalar)?;
        match self.point {
            None => write::sequence(&[&[2, 1, 1], &scalar]),
            Some(point) => write::sequence(&[&[2, 1, 1], &scalar, &write::in_context(1, &write::bits(point)?)?]),
        }
    }
}
