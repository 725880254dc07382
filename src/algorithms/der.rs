//! Signatures in DER: SEQUENCE { r INTEGER, s INTEGER } (RFC 3279 section 2.2.3). One encoding of
//! each: what differs from it in a byte is none.

use crate::base::error::{Error, Result};

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
/// From this length on, a byte says how many there are of it.
const LONG: u8 = 0x80;

/// The longest signature in DER: two integers of 67 bytes.
const MAX_SIZE: usize = 3 + 2 * (3 + 66);

/// A signature in DER.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DerSignature {
    bytes: [u8; MAX_SIZE],
    size: usize,
}

impl AsRef<[u8]> for DerSignature {
    fn as_ref(&self) -> &[u8] {
        &self.bytes[..self.size]
    }
}

impl DerSignature {
    fn append(&mut self, bytes: &[u8]) {
        for (place, byte) in self.bytes[self.size..].iter_mut().zip(bytes) {
            *place = *byte;
            self.size += 1;
        }
    }
}

/// Writes a signature: r and s of the same size, 66 bytes at most.
pub(crate) fn encode(signature: &[u8]) -> DerSignature {
    let halves = signature.split_at(signature.len() / 2);
    let [(r, r_size), (s, s_size)] = [halves.0, halves.1].map(integer);
    let size = 4 + r_size + s_size;
    let mut der = DerSignature { bytes: [0; MAX_SIZE], size: 0 };
    der.append(&[SEQUENCE]);
    if size >= usize::from(LONG) {
        der.append(&[LONG | 1]);
    }
    for part in [&[size as u8][..], &[INTEGER, r_size as u8], &[0][..r_size - r.len()], r] {
        der.append(part);
    }
    for part in [&[INTEGER, s_size as u8][..], &[0][..s_size - s.len()], s] {
        der.append(part);
    }
    der
}

/// A number without the zeros before it, and how many bytes its integer has: one more than the
/// number where that would look negative.
fn integer(number: &[u8]) -> (&[u8], usize) {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    let number = &number[zeros.min(number.len() - 1)..];
    (number, number.len() + usize::from(number[0] >> 7))
}

/// Reads a signature: r and s, half of the room each.
///
/// Errors: [`Error::SignatureMismatch`] for everything that [`encode`] does not give.
pub(crate) fn decode(der: &[u8], signature: &mut [u8]) -> Result<()> {
    let (rest, body) = value(SEQUENCE, der)?;
    let (body, r) = value(INTEGER, body)?;
    let (end, s) = value(INTEGER, body)?;
    let (first, second) = signature.split_at_mut(signature.len() / 2);
    place(r, first)?;
    place(s, second)?;
    // The one encoding of these numbers is what was read.
    if rest.is_empty() && end.is_empty() && encode(signature).as_ref() == der {
        Ok(())
    } else {
        Err(Error::SignatureMismatch)
    }
}

/// What follows a value with that tag, and its bytes.
fn value(tag: u8, der: &[u8]) -> Result<(&[u8], &[u8])> {
    let (size, rest) = match der {
        [first, size, rest @ ..] if *first == tag && *size < LONG => (size, rest),
        [first, 0x81, size, rest @ ..] if *first == tag && *size >= LONG => (size, rest),
        _ => return Err(Error::SignatureMismatch),
    };
    let (value, rest) = rest.split_at_checked(usize::from(*size)).ok_or(Error::SignatureMismatch)?;
    Ok((rest, value))
}

/// Puts an integer where a number lies.
fn place(integer: &[u8], number: &mut [u8]) -> Result<()> {
    let integer = match integer {
        [0, rest @ ..] => rest,
        all => all,
    };
    let start = number.len().checked_sub(integer.len()).ok_or(Error::SignatureMismatch)?;
    number[start..].copy_from_slice(integer);
    Ok(())
}
