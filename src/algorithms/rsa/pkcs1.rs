//! EMSA-PKCS1-v1_5 (RFC 8017 section 9.2): the one encoding of a message, which is built and
//! compared and never parsed. A DigestInfo without NULL is another encoding, and is refused.

use super::digest::{Digest, MAX_DIGEST};
use crate::algorithms::hash::HashAlgorithm;
use crate::base::error::{Error, Result};

/// DER of the object identifiers 2.16.840.1.101.3.4.2, without their last number.
const NIST: [u8; 10] = [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02];
/// DER of the object identifier 1.3.14.3.2.26.
const SHA1: [u8; 7] = [0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a];
/// The longest object identifier.
const MAX_OID: usize = 11;

/// The object identifier of a hash function, and its length.
fn oid(hash: HashAlgorithm) -> ([u8; MAX_OID], usize) {
    let mut oid = [0; MAX_OID];
    let last = match hash {
        HashAlgorithm::Sha1 => {
            oid[..SHA1.len()].copy_from_slice(&SHA1);
            return (oid, SHA1.len());
        }
        HashAlgorithm::Sha256 => 1,
        HashAlgorithm::Sha384 => 2,
        HashAlgorithm::Sha512 => 3,
        HashAlgorithm::Sha224 => 4,
        HashAlgorithm::Sha512_224 => 5,
        HashAlgorithm::Sha512_256 => 6,
        HashAlgorithm::Sha3_224 => 7,
        HashAlgorithm::Sha3_256 => 8,
        HashAlgorithm::Sha3_384 => 9,
        HashAlgorithm::Sha3_512 => 10,
    };
    oid[..NIST.len()].copy_from_slice(&NIST);
    oid[NIST.len()] = last;
    (oid, MAX_OID)
}

/// EM of `message`, as long as `encoded`: 00 01 FF .. FF 00, DigestInfo.
///
/// Errors: [`Error::InvalidParameter`] for SHAKE, for which no DigestInfo is approved;
/// [`Error::InvalidKeyLength`] where there is no room for eight bytes FF.
pub(super) fn encode(digest: Digest, message: &[u8], encoded: &mut [u8]) -> Result<()> {
    let Digest::Hash(hash) = digest else { return Err(Error::InvalidParameter) };
    let mut value = [0; MAX_DIGEST];
    digest.of(&[message], &mut value);
    let (oid, oid_len) = oid(hash);
    let (oid, value) = (&oid[..oid_len], &value[..digest.output_size()]);
    // SEQUENCE { SEQUENCE { OBJECT IDENTIFIER, NULL }, OCTET STRING }, each shorter than 128 bytes.
    let heads: [&[u8]; 5] = [
        &[0x30, (oid.len() + value.len() + 6) as u8, 0x30, (oid.len() + 2) as u8],
        oid,
        &[0x05, 0x00],
        &[0x04, value.len() as u8],
        value,
    ];
    let len: usize = heads.iter().map(|head| head.len()).sum();
    let padding =
        encoded.len().checked_sub(len + 3).filter(|padding| *padding >= 8).ok_or(Error::InvalidKeyLength)?;
    encoded.fill(0xff);
    (encoded[0], encoded[1], encoded[2 + padding]) = (0, 1, 0);
    let mut at = 3 + padding;
    for head in heads {
        encoded[at..at + head.len()].copy_from_slice(head);
        at += head.len();
    }
    Ok(())
}
