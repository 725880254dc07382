//! Writes DER into memory that is wiped: each piece has its length from the start, so that no copy
//! stays behind.

use super::{FileBytes, malformed};
use crate::{Error, Result};
use alloc::vec::Vec;
use der::asn1::{AnyRef, BitStringRef};
use der::{Encode, Tag, TagNumber};
use zeroize::Zeroizing;

/// A value.
pub(super) fn encoded(value: &impl Encode) -> Result<FileBytes> {
    value.to_der().map(Zeroizing::new).map_err(malformed)
}

/// Octets behind their tag and length.
fn tagged(tag: Tag, value: &[u8]) -> Result<FileBytes> {
    encoded(&AnyRef::new(tag, value).map_err(malformed)?)
}

/// Octets as they are.
pub(crate) fn copied(octets: &[u8]) -> Result<FileBytes> {
    let mut copy = Zeroizing::new(Vec::new());
    copy.try_reserve_exact(octets.len()).map_err(|_| Error::NoMemory)?;
    copy.extend_from_slice(octets);
    Ok(copy)
}

/// A sequence of what is encoded already.
pub(crate) fn sequence(parts: &[&[u8]]) -> Result<FileBytes> {
    let mut value = Zeroizing::new(Vec::new());
    value.try_reserve_exact(parts.iter().map(|part| part.len()).sum()).map_err(|_| Error::NoMemory)?;
    parts.iter().for_each(|part| value.extend_from_slice(part));
    tagged(Tag::Sequence, &value)
}

/// Octets.
pub(super) fn octets(value: &[u8]) -> Result<FileBytes> {
    tagged(Tag::OctetString, value)
}

/// Octets under an implicit tag of the context.
pub(super) fn octets_in_context(number: u32, value: &[u8]) -> Result<FileBytes> {
    tagged(Tag::ContextSpecific { constructed: false, number: TagNumber(number) }, value)
}

/// What is encoded already, under an explicit tag of the context.
pub(super) fn in_context(number: u32, value: &[u8]) -> Result<FileBytes> {
    tagged(Tag::ContextSpecific { constructed: true, number: TagNumber(number) }, value)
}

/// Whole octets as bits.
pub(crate) fn bits(value: &[u8]) -> Result<FileBytes> {
    encoded(&BitStringRef::from_bytes(value).map_err(malformed)?)
}
