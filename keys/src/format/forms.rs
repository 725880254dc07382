//! The three forms of a private key that has a seed: CHOICE of seed, expanded key and both (RFC
//! 9881 section 6 for ML-DSA, RFC 9935 section 6 for ML-KEM).

use super::{FileBytes, malformed, write};
use crate::Result;
use der::asn1::{ContextSpecific, OctetStringRef};
use der::{Decode, Reader, SliceReader, Tag, TagNumber};

/// A private key in one of its forms.
pub(crate) enum Form<'a> {
    Seed(&'a [u8]),
    Expanded(&'a [u8]),
    Both(&'a [u8], &'a [u8]),
}

/// The tag of the seed, which is implicit.
const SEED: TagNumber = TagNumber(0);

impl<'a> Form<'a> {
    /// The form in the field privateKey of PKCS#8.
    ///
    /// Errors: [`Error::InvalidKey`](crate::Error::InvalidKey).
    pub(crate) fn read(der: &'a [u8]) -> Result<Self> {
        let read = || {
            let mut reader = SliceReader::new(der)?;
            let form = match Tag::peek(&reader)? {
                Tag::OctetString => Self::Expanded(octets(&mut reader)?),
                Tag::Sequence => reader.sequence(|both| der::Result::Ok(Self::Both(octets(both)?, octets(both)?)))?,
                _ => {
                    let seed = ContextSpecific::<&OctetStringRef>::decode_implicit(&mut reader, SEED)?;
                    Self::Seed(seed.ok_or(der::ErrorKind::Failed)?.value.as_bytes())
                }
            };
            reader.finish()?;
            der::Result::Ok(form)
        };
        read().map_err(malformed)
    }

    /// The field privateKey of PKCS#8. The standards recommend the seed, where it is known.
    pub(crate) fn write(&self) -> Result<FileBytes> {
        match self {
            Self::Seed(seed) => write::octets_in_context(SEED.0, seed),
            Self::Expanded(expanded) => write::octets(expanded),
            Self::Both(seed, expanded) => write::sequence(&[&write::octets(seed)?, &write::octets(expanded)?]),
        }
    }
}

fn octets<'a>(reader: &mut SliceReader<'a>) -> der::Result<&'a [u8]> {
    Ok(<&OctetStringRef>::decode(reader)?.as_bytes())
}
