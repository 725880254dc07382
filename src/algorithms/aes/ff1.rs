//! Format-preserving encryption, FF1 (SP 800-38G): numerals of a radix to as many numerals.
//!
//! No number is ever divided by another that is large: of `y` of the standard only as many numerals
//! count as are added to, and they come one by one, lowest first, by division by the radix.

use super::{BLOCK_SIZE, Block, Key};
use crate::base::error::{Error, Result};
use crate::machine::wipe::Wiped;

/// The rounds.
const ROUNDS: u8 = 10;
/// The bytes of the longest half of a string as an integer: `b` of the standard.
const MAX_BYTES: usize = 1024;
/// The bytes of the longest `S`.
const MAX_S: usize = MAX_BYTES + 4;
/// The least number of strings of a length that are enough to hide one among them (SP 800-38G r1
/// section 5.2).
const MIN_DOMAIN: u64 = 1_000_000;

/// Which way a string goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Encrypt,
    Decrypt,
}

/// The lengths of a string and its halves, named as in the standard.
struct Lengths {
    radix: Radix,
    /// Numerals of the first half.
    u: usize,
    /// Bytes of the integer of a half.
    b: usize,
    /// Bytes of `S`.
    d: usize,
}

/// Encrypts or decrypts numerals in place (algorithms 7 and 8).
///
/// Errors: [`Error::InvalidParameter`] for a radix that is not from 2 to 2^16, and for a numeral
/// that is not below it; [`Error::InvalidInputLength`] for fewer than two numerals or than a
/// million strings of that length; [`Error::InputTooLong`] for halves of more than 8192 bits, or a
/// tweak of 2^32 bytes or more. Time: depends on the radix, the lengths, and whether the numerals
/// are below the radix.
pub(crate) fn crypt(direction: Direction, key: &Key, radix: u32, tweak: &[u8], numerals: &mut [u16]) -> Result<()> {
    let lengths = Lengths::new(radix, tweak, numerals)?;
    let (chain, tail) = begin(key, &lengths, tweak, numerals.len());
    let (first, second) = numerals.split_at_mut(lengths.u);
    let tail_len = (tail.len() + 1 + lengths.b).next_multiple_of(BLOCK_SIZE);
    let mut q = Wiped::new([0; MAX_BYTES + 2 * BLOCK_SIZE]);
    let mut s = Wiped::new([[0; BLOCK_SIZE]; MAX_S.div_ceil(BLOCK_SIZE)]);
    for round in 0..ROUNDS {
        let i = if direction == Direction::Encrypt { round } else { ROUNDS - 1 - round };
        let (target, source) = if i % 2 == 0 { (&mut *first, &*second) } else { (&mut *second, &*first) };
        // Q without what `chain` has of it: the end of the tweak, zeros, the round, the integer.
        let q = &mut q[..tail_len];
        q.fill(0);
        q[..tail.len()].copy_from_slice(tail);
        let (head, integer) = q.split_at_mut(tail_len - lengths.b);
        if let Some(last) = head.last_mut() {
            *last = i;
        }
        lengths.radix.integer(source, integer);
        let mut r = Wiped::new(*chain);
        key.cbc_mac(&mut r, q.as_chunks().0);
        let blocks = &mut s[..lengths.d.div_ceil(BLOCK_SIZE)];
        for (j, block) in (0..=u128::MAX).zip(blocks.iter_mut()) {
            *block = (u128::from_be_bytes(*r) ^ j).to_be_bytes();
        }
        if let Some((first, others)) = blocks.split_first_mut() {
            *first = *r;
            key.encrypt_blocks(others);
        }
        lengths.radix.add(direction, target, &mut blocks.as_flattened_mut()[..lengths.d]);
    }
    Ok(())
}

/// The state of the PRF after P and the whole blocks of the tweak, and the rest of the tweak. Every
/// round begins with it.
fn begin<'t>(key: &Key, lengths: &Lengths, tweak: &'t [u8], n: usize) -> (Wiped<Block>, &'t [u8]) {
    let mut p = [1, 2, 1, 0, 0, 0, ROUNDS, lengths.u as u8, 0, 0, 0, 0, 0, 0, 0, 0];
    p[3..6].copy_from_slice(&lengths.radix.value.to_be_bytes()[1..]);
    p[8..12].copy_from_slice(&(n as u32).to_be_bytes());
    p[12..].copy_from_slice(&(tweak.len() as u32).to_be_bytes());
    let mut chain = Wiped::new([0; BLOCK_SIZE]);
    let (blocks, tail) = tweak.as_chunks();
    key.cbc_mac(&mut chain, &[p]);
    key.cbc_mac(&mut chain, blocks);
    (chain, tail)
}

impl Lengths {
    fn new(radix: u32, tweak: &[u8], numerals: &[u16]) -> Result<Self> {
        let radix = Radix::new(radix)?;
        let n = numerals.len();
        let mut domain = 1;
        if n < 2
            || !numerals.iter().any(|_| {
                domain *= u64::from(radix.value);
                domain >= MIN_DOMAIN
            })
        {
            return Err(Error::InvalidInputLength);
        }
        let b = radix.bytes(n - n / 2).ok_or(Error::InputTooLong)?;
        if u32::try_from(tweak.len()).is_err() {
            return Err(Error::InputTooLong);
        }
        // An error says so of the whole, not which of them.
        let is_small = numerals.iter().fold(true, |is_small, numeral| is_small & (u32::from(*numeral) < radix.value));
        if !crate::machine::taint::declassify(is_small, "whether all are numerals of the radix is the answer") {
            return Err(Error::InvalidParameter);
        }
        Ok(Self { radix, u: n / 2, b, d: b.next_multiple_of(4) + 4 })
    }
}

/// A radix, and what division by it in constant time needs.
struct Radix {
    value: u32,
    /// 2^64 divided by it, rounded down, and one more.
    reciprocal: u64,
}

impl Radix {
    fn new(value: u32) -> Result<Self> {
        if !(2..=1 << 16).contains(&value) {
            return Err(Error::InvalidParameter);
        }
        // For a power of two the quotient of 2^64 - 1 is one less than that of 2^64.
        let reciprocal = u64::MAX / u64::from(value) + 1 + u64::from(value.is_power_of_two());
        Ok(Self { value, reciprocal })
    }

    /// The bytes of the largest integer of so many numerals (section 6, `b`), if they are not too
    /// many.
    fn bytes(&self, numerals: usize) -> Option<usize> {
        let mut largest = [0_u8; MAX_BYTES];
        for _ in 0..numerals {
            let carry = largest.iter_mut().rev().fold(self.value - 1, |carry, byte| {
                let sum = u32::from(*byte) * self.value + carry;
                *byte = sum as u8;
                sum >> 8
            });
            if carry > 0 {
                return None;
            }
        }
        Some(MAX_BYTES - largest.iter().take_while(|byte| **byte == 0).count())
    }

    /// The integer of numerals (algorithm 1, NUM), big-endian.
    fn integer(&self, numerals: &[u16], out: &mut [u8]) {
        for numeral in numerals {
            out.iter_mut().rev().fold(u32::from(*numeral), |carry, byte| {
                // At most 255 * 2^16 and a carry of 2^16.
                let sum = u32::from(*byte) * self.value + carry;
                *byte = sum as u8;
                sum >> 8
            });
        }
    }

    /// Adds an integer to numerals or subtracts it, modulo the number of strings of their length.
    /// The integer does not survive.
    fn add(&self, direction: Direction, numerals: &mut [u16], integer: &mut [u8]) {
        let mut carry = 0;
        for numeral in numerals.iter_mut().rev() {
            let digit = self.divide(integer) + carry;
            let value = u32::from(*numeral);
            // Without a branch: what is too large or below zero has the radix taken off or put on.
            let (sum, over) = match direction {
                Direction::Encrypt => {
                    let sum = value + digit;
                    let below = sum.wrapping_sub(self.value) >> 31;
                    (sum.wrapping_sub(self.value & below.wrapping_sub(1)), 1 - below)
                }
                Direction::Decrypt => {
                    let difference = value.wrapping_sub(digit);
                    let below = difference >> 31;
                    (difference.wrapping_add(self.value & below.wrapping_neg()), below)
                }
            };
            *numeral = sum as u16;
            carry = over;
        }
    }

    /// Divides a big-endian integer of words of 32 bits and gives the remainder.
    fn divide(&self, integer: &mut [u8]) -> u32 {
        integer.as_chunks_mut::<4>().0.iter_mut().fold(0, |remainder, word| {
            // Below 2^48, so that the error of the reciprocal, times this, is below 2^64.
            let value = u64::from(remainder) << 32 | u64::from(u32::from_be_bytes(*word));
            let quotient = ((u128::from(value) * u128::from(self.reciprocal)) >> 64) as u64;
            *word = (quotient as u32).to_be_bytes();
            (value - quotient * u64::from(self.value)) as u32
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Division by the reciprocal is division, next to every multiple that could go wrong.
    #[test]
    fn division() {
        for value in (2..=1_u32 << 16).step_by(17).chain([3, 10, 256, 65535, 65536]) {
            let radix = Radix::new(value).unwrap();
            let largest = (u64::from(value) << 32) - 1;
            for dividend in
                [0, 1, u64::from(value) - 1, u64::from(value), largest, largest / 2, largest - u64::from(value)]
            {
                let mut bytes = dividend.to_be_bytes();
                assert_eq!(u64::from(radix.divide(&mut bytes)), dividend % u64::from(value), "{dividend} {value}");
                assert_eq!(u64::from_be_bytes(bytes), dividend / u64::from(value), "{dividend} {value}");
            }
        }
    }
}
