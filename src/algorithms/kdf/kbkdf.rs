//! Key derivation from a key (SP 800-108 r1): the counter, feedback and double-pipeline modes with
//! any pseudorandom function, and KMAC.

use super::prf::Prf;
use crate::algorithms::hash::HashOutput;
use crate::algorithms::hash::sponge::{LastBits, Rate};
use crate::algorithms::mac::kmac::KmacKey;
use crate::base::bytes::bits_of;
use crate::base::error::{Error, Result};
use crate::machine::wipe::Wiped;

/// The length of the counter, r in the standard (section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CounterSize {
    /// One byte, for at most 255 outputs of the pseudorandom function.
    Bits8 = 1,
    /// Two bytes.
    Bits16 = 2,
    /// Three bytes.
    Bits24 = 3,
    /// Four bytes.
    Bits32 = 4,
}

impl CounterSize {
    /// The counter `i` in as many bytes, big-endian.
    ///
    /// Errors: [`Error::OutputTooLong`] if it does not fit.
    fn encode(self, i: u64, bytes: &mut [u8; 4]) -> Result<&[u8]> {
        let len = self as usize;
        if i >> (8 * len) != 0 {
            return Err(Error::OutputTooLong);
        }
        *bytes = (i as u32).to_be_bytes();
        Ok(&bytes[4 - len..])
    }
}

/// Where the counter stands in what the pseudorandom function is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CounterLocation {
    /// There is none: feedback and double-pipeline modes only.
    None,
    /// Before everything else: feedback and double-pipeline modes only, where the last output, or
    /// A(i), comes next.
    BeforeIterator,
    /// Before the fixed data.
    BeforeFixedData,
    /// After the fixed data.
    AfterFixedData,
    /// After so many bits of the fixed data: counter mode only.
    MiddleFixedData(usize),
}

/// The mode.
#[derive(Clone, Copy)]
pub(crate) enum Mode<'a> {
    /// Section 4.1.
    Counter,
    /// Section 4.2, with an initial value.
    Feedback(&'a [u8]),
    /// Section 4.3.
    DoublePipeline,
}

/// Fills `out`. The fixed data come in parts.
///
/// Time: depends on the lengths.
///
/// Errors: [`Error::OutputTooLong`] if the counter cannot count so far, [`Error::InvalidParameter`]
/// for a location that the mode does not have, or beyond the fixed data; `out` is unchanged.
pub(crate) fn derive<P: Prf>(
    prf: &P,
    mode: Mode<'_>,
    location: CounterLocation,
    size: CounterSize,
    fixed: [&[u8]; 4],
    out: &mut [u8],
) -> Result<()> {
    let blocks = out.len().div_ceil(size_of::<P::Output>()) as u64;
    size.encode(blocks, &mut [0; 4])?;
    let mut counter = [0; 4];
    let mut last = Wiped::new(P::Output::ZERO);
    // A(i) of the double pipeline, or K(i - 1); neither at the beginning.
    let mut iterator = match mode {
        Mode::Counter => &[][..],
        Mode::Feedback(iv) => iv,
        Mode::DoublePipeline => {
            *last = prf.compute(&fixed);
            (*last).as_ref()
        }
    };
    // Checked before anything is written.
    arrange(mode, location, &[], iterator, &fixed, |_| ())?;
    let mut a = Wiped::new(P::Output::ZERO);
    let mut k = Wiped::new(P::Output::ZERO);
    for (i, chunk) in (1..=u64::MAX).zip(out.chunks_mut(size_of::<P::Output>())) {
        let counter = size.encode(i, &mut counter)?;
        *k = arrange(mode, location, counter, iterator, &fixed, |parts| prf.compute(parts))?;
        chunk.copy_from_slice(&(*k).as_ref()[..chunk.len()]);
        iterator = match mode {
            Mode::Counter => &[],
            Mode::Feedback(_) => {
                *a = *k;
                (*a).as_ref()
            }
            Mode::DoublePipeline => {
                *a = prf.compute(&[iterator]);
                (*a).as_ref()
            }
        };
    }
    Ok(())
}

/// Gives `work` what stands in the pseudorandom function, in order.
///
/// Errors: [`Error::InvalidParameter`].
fn arrange<T>(
    mode: Mode<'_>,
    location: CounterLocation,
    counter: &[u8],
    iterator: &[u8],
    fixed: &[&[u8]; 4],
    work: impl FnOnce(&[&[u8]]) -> T,
) -> Result<T> {
    use CounterLocation::*;
    let [f0, f1, f2, f3] = *fixed;
    match (mode, location) {
        (Mode::Counter, None | BeforeIterator) => Err(Error::InvalidParameter),
        (Mode::Counter, MiddleFixedData(bits)) => split(counter, fixed, bits, work),
        (_, MiddleFixedData(_)) => Err(Error::InvalidParameter),
        (_, None) => Ok(work(&[iterator, f0, f1, f2, f3])),
        (_, BeforeIterator) => Ok(work(&[counter, iterator, f0, f1, f2, f3])),
        (_, BeforeFixedData) => Ok(work(&[iterator, counter, f0, f1, f2, f3])),
        (_, AfterFixedData) => Ok(work(&[iterator, f0, f1, f2, f3, counter])),
    }
}

/// The counter after `bits` bits of the fixed data, which come in one part.
fn split<T>(counter: &[u8], fixed: &[&[u8]; 4], bits: usize, work: impl FnOnce(&[&[u8]]) -> T) -> Result<T> {
    let [data, [], [], []] = *fixed else { return Err(Error::InvalidParameter) };
    let (before, after) = data.split_at_checked(bits / 8).ok_or(Error::InvalidParameter)?;
    if bits.is_multiple_of(8) {
        return Ok(work(&[before, counter, after]));
    }
    // The byte that the counter divides, with the counter in it, is one byte longer than the
    // counter.
    let (divided, after) = after.split_first().ok_or(Error::InvalidParameter)?;
    let rest = 8 - bits % 8;
    let low = u64::from(*divided) & ((1 << rest) - 1);
    let value = counter.iter().fold(u64::from(*divided) >> rest, |value, byte| value << 8 | u64::from(*byte));
    let joined = (value << rest | low).to_be_bytes();
    let joined = Wiped::new(joined);
    Ok(work(&[before, &joined[7 - counter.len()..], after]))
}

/// KDF KMAC (section 4.4): KMAC of the context under the key, with the label as customization
/// string.
///
/// Time: depends on the lengths.
pub(crate) fn kmac(rate: Rate, key: &[u8], label: &[u8], context: &[u8], out: &mut [u8]) {
    let mut message = KmacKey::new(rate, key, bits_of(key.len()), label).begin();
    message.update(context);
    message.finalize(LastBits::NONE, Some(bits_of(out.len()))).read(out);
}
