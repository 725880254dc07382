//! The key derivations of ANS X9.42 (SP 800-135 r1 section 5.1): with other information as it is,
//! and in ASN.1.

use super::hash_counter;
use crate::algorithms::hash::{Hash, HashOutput};
use crate::base::error::{Error, Result};
use crate::base::secret::opaque;
use crate::machine::wipe::Wiped;

/// What the parties agree on beside the secret; an empty string is left out.
#[derive(Clone, Copy, Default)]
pub struct OtherInfo<'a> {
    /// The content of the object identifier of the algorithm that the key is for, without its tag
    /// and length.
    pub oid: &'a [u8],
    /// partyUInfo.
    pub party_u: &'a [u8],
    /// partyVInfo.
    pub party_v: &'a [u8],
    /// suppPubInfo.
    pub supp_pub: &'a [u8],
    /// suppPrivInfo.
    pub supp_priv: &'a [u8],
}

opaque!(['a] OtherInfo<'a>);

/// Fills `out` with the hash values of `zz || counter || other_info`.
///
/// Time: depends on the lengths.
///
/// Errors: [`Error::OutputTooLong`] beyond 2^32 - 1 hash values; `out` is unchanged.
pub(crate) fn concatenation<H: Hash>(zz: &[u8], other_info: &[u8], out: &mut [u8]) -> Result<()> {
    hash_counter::fill::<H>(&[zz], &[other_info], out)
}

/// Fills `out` with the hash values of `zz || OtherInfo`, where OtherInfo is in DER and holds the
/// counter:
///
/// ```text
/// SEQUENCE { SEQUENCE { OID, OCTET STRING counter },
///            [0] partyUInfo, [1] partyVInfo, [2] suppPubInfo, [3] suppPrivInfo }
/// ```
///
/// As ACVP has it, the tags of the fields stand before the strings themselves.
///
/// Time: depends on the lengths.
///
/// Errors: [`Error::OutputTooLong`] beyond 2^32 - 1 hash values, [`Error::InputTooLong`] if the
/// fields have 2^31 bytes or more, [`Error::InvalidParameter`] for an object identifier that is
/// empty or longer than 100 bytes; `out` is unchanged.
pub(crate) fn der<H: Hash>(zz: &[u8], info: &OtherInfo<'_>, out: &mut [u8]) -> Result<()> {
    if info.oid.is_empty() || info.oid.len() > 100 {
        return Err(Error::InvalidParameter);
    }
    if u32::try_from(out.len().div_ceil(H::OUTPUT_SIZE)).is_err() {
        return Err(Error::OutputTooLong);
    }
    let fields = [info.party_u, info.party_v, info.supp_pub, info.supp_priv];
    if fields.iter().try_fold(0_usize, |sum, field| sum.checked_add(field.len())).is_none_or(|sum| sum >> 31 != 0) {
        return Err(Error::InputTooLong);
    }
    let heads = [0, 1, 2, 3].map(|i| Head::of_field(i as u8, fields[i].len()));
    // KeySpecificInfo: the object identifier and the counter in four bytes.
    let oid = Head::new(0x06, info.oid.len());
    let specific = oid.len() + info.oid.len() + 2 + 4;
    let specific_head = Head::new(0x30, specific);
    let all = (0..4).map(|i| heads[i].len() + fields[i].len()).sum::<usize>() + specific_head.len() + specific;
    let sequence = Head::new(0x30, all);
    let mut value = Wiped::new(H::Output::ZERO);
    for (counter, chunk) in (1..=u32::MAX).zip(out.chunks_mut(H::OUTPUT_SIZE)) {
        let mut message = H::new();
        for part in [zz, sequence.as_bytes(), specific_head.as_bytes(), oid.as_bytes(), info.oid, &[0x04, 4]] {
            message.update(part);
        }
        message.update(&counter.to_be_bytes());
        for (head, field) in heads.iter().zip(fields) {
            message.update(head.as_bytes());
            message.update(field);
        }
        *value = message.finalize();
        chunk.copy_from_slice(&(*value).as_ref()[..chunk.len()]);
    }
    Ok(())
}

/// A tag and a length in DER (X.690 section 8.1).
struct Head {
    bytes: [u8; 6],
    len: usize,
}

impl Head {
    fn new(tag: u8, content: usize) -> Self {
        let mut bytes = [0; 6];
        bytes[0] = tag;
        let length = (content as u32).to_be_bytes();
        let needed = content.checked_ilog2().map_or(1, |bit| bit as usize / 8 + 1);
        let len = if content < 0x80 {
            bytes[1] = content as u8;
            2
        } else {
            bytes[1] = 0x80 | needed as u8;
            bytes[2..2 + needed].copy_from_slice(&length[4 - needed..]);
            2 + needed
        };
        Self { bytes, len }
    }

    /// The head of a field, nothing for an empty one.
    fn of_field(number: u8, content: usize) -> Self {
        if content == 0 { Self { bytes: [0; 6], len: 0 } } else { Self::new(0xa0 | number, content) }
    }

    const fn len(&self) -> usize {
        self.len
    }

    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_in_der() {
        assert_eq!(Head::new(0x30, 0).as_bytes(), [0x30, 0]);
        assert_eq!(Head::new(0x30, 127).as_bytes(), [0x30, 127]);
        assert_eq!(Head::new(0x30, 128).as_bytes(), [0x30, 0x81, 128]);
        assert_eq!(Head::new(0x30, 255).as_bytes(), [0x30, 0x81, 255]);
        assert_eq!(Head::new(0x30, 256).as_bytes(), [0x30, 0x82, 1, 0]);
        assert_eq!(Head::new(0x30, 65536).as_bytes(), [0x30, 0x83, 1, 0, 0]);
        assert_eq!(Head::new(0x30, 1 << 24).as_bytes(), [0x30, 0x84, 1, 0, 0, 0]);
        assert_eq!(Head::of_field(2, 0).as_bytes(), []);
        assert_eq!(Head::of_field(2, 1).as_bytes(), [0xa2, 1]);
    }
}
