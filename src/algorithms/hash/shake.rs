//! SHAKE (FIPS 202 section 6.2) and cSHAKE (SP 800-185 section 3): functions with an output of any
//! length.

use super::encoding::absorb_padded;
use super::sponge::{LastBits, Rate, Sponge, Suffix};
use crate::base::bytes::bits_of;
use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, rest_of};
use crate::kernels::keccak::{State, permute_constant};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A message on its way through SHAKE or cSHAKE. Wipes itself on drop.
#[derive(Clone)]
pub(crate) struct Shake {
    sponge: Sponge,
    suffix: Suffix,
    /// What would be padding.
    _rest: Rest<{ rest_of::<u64>(size_of::<Suffix>()) }>,
}

// The sponge wipes itself, and the suffix is no secret.
impl ZeroizeOnDrop for Shake {}
no_padding!(Shake { sponge, suffix, _rest });

impl Shake {
    /// An empty message for SHAKE.
    #[inline]
    pub(crate) const fn new(rate: Rate) -> Self {
        Self { sponge: Sponge::new(rate), suffix: Suffix::SHAKE, _rest: Rest::ZERO }
    }

    /// An empty message for cSHAKE with a function name, which NIST gives, and a customization
    /// string. With neither it is SHAKE (section 3.3).
    ///
    /// Time: depends on the lengths.
    pub(crate) fn customized(rate: Rate, name: &[u8], customization: &[u8]) -> Self {
        if name.is_empty() && customization.is_empty() {
            return Self::new(rate);
        }
        Self { sponge: customized(rate, name, customization), suffix: Suffix::CSHAKE, _rest: Rest::ZERO }
    }

    /// Appends `data` to the message.
    ///
    /// Time: depends on the length of `data`.
    #[inline]
    pub(crate) fn update(&mut self, data: &[u8]) {
        self.sponge.absorb(data);
    }

    /// Ends the message with the `bits` most significant bits of `last`, 0 to 7 of them; more are
    /// taken modulo 8.
    #[inline]
    pub(crate) fn finalize_bits(mut self, last: u8, bits: u32) -> Reader {
        self.sponge.pad(LastBits::top_of(last, bits), self.suffix);
        Reader::of(self.sponge)
    }
}

/// Fills `out` with SHAKE of `message`. The sponge stays in its place: each move would be a copy of
/// the state.
///
/// Time: depends on the lengths.
#[inline]
pub(crate) fn digest(rate: Rate, message: &[u8], out: &mut [u8]) {
    let mut sponge = Sponge::new(rate);
    sponge.absorb(message);
    sponge.pad(LastBits::NONE, Suffix::SHAKE);
    sponge.squeeze(out);
}

/// The name of a function that rests on cSHAKE, with the states after it alone: most users have no
/// customization string, and are spared a permutation.
///
/// It holds no pointer: the loader writes pointers, so the linker would put the states in writable
/// memory with them.
pub(crate) struct Name {
    alone: [State; 2],
    name: [u8; Self::MAX],
    len: usize,
}

impl Name {
    /// The longest name in bytes.
    const MAX: usize = 24;

    /// A name of at most 24 bytes.
    pub(crate) const fn new(name: &[u8]) -> Self {
        let mut place = [0; Self::MAX];
        place.split_at_mut(name.len()).0.copy_from_slice(name);
        Self {
            alone: [Self::alone(Rate::OF_128, name), Self::alone(Rate::OF_256, name)],
            name: place,
            len: name.len(),
        }
    }

    /// A sponge that begins with the name and a customization string.
    ///
    /// Time: depends on the length of the string.
    #[inline]
    pub(crate) fn begin(&self, rate: Rate, customization: &[u8]) -> Sponge {
        match customization {
            [] if rate == Rate::OF_128 => Sponge::resume(rate, self.alone[0]),
            [] if rate == Rate::OF_256 => Sponge::resume(rate, self.alone[1]),
            _ => customized(rate, &self.name[..self.len], customization),
        }
    }

    /// The state after `bytepad(encode_string(name) || encode_string(""), rate)` (section 3.3), one
    /// block.
    const fn alone(rate: Rate, name: &[u8]) -> State {
        let mut block = [0; size_of::<State>()];
        (block[0], block[1], block[2], block[3]) = (1, rate.bytes() as u8, 1, 8 * name.len() as u8);
        let mut i = 0;
        while i < name.len() {
            block[4 + i] = name[i];
            i += 1;
        }
        block[4 + i] = 1;
        let mut state = [0; 25];
        i = 0;
        while i < block.len() {
            state[i / 8] |= (block[i] as u64) << (8 * (i % 8));
            i += 1;
        }
        permute_constant(state)
    }
}

/// A sponge that begins with a function name and a customization string (section 3.3).
fn customized(rate: Rate, name: &[u8], customization: &[u8]) -> Sponge {
    let mut sponge = Sponge::new(rate);
    absorb_padded(&mut sponge, &[(name, bits_of(name.len())), (customization, bits_of(customization.len()))]);
    sponge
}

/// The output of a message, of any length. Wipes itself on drop.
#[derive(Clone)]
pub(crate) struct Reader(Sponge);

impl Zeroize for Reader {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

// The sponge wipes itself.
impl ZeroizeOnDrop for Reader {}
no_padding!(Reader { 0 });

impl Reader {
    /// The output of a sponge that has been padded.
    #[inline]
    pub(crate) const fn of(sponge: Sponge) -> Self {
        Self(sponge)
    }

    /// The next bytes of the output.
    ///
    /// Time: depends on the length of `out`.
    #[inline]
    pub(crate) fn read(&mut self, out: &mut [u8]) {
        self.0.squeeze(out);
    }

    /// The next `bits` bits of the output, which must be as many as `out` has, save some of its
    /// last byte; those are zero, and the first bit of a byte is the lowest (FIPS 202 appendix
    /// B.1).
    ///
    /// Time: depends on the length of `out`.
    ///
    /// Errors: [`Error::InvalidParameter`] where the lengths do not belong together; `out` is
    /// unchanged.
    pub(crate) fn read_bits(&mut self, out: &mut [u8], bits: u64) -> Result<()> {
        if bits.div_ceil(8) != out.len() as u64 {
            return Err(Error::InvalidParameter);
        }
        self.read(out);
        if let (Some(last), beyond @ 1..) = (out.last_mut(), bits % 8) {
            *last &= (1 << beyond) - 1;
        }
        Ok(())
    }
}

/// SHAKE of parts, one after the other.
///
/// Time: depends on the lengths.
pub(crate) fn shake(rate: Rate, parts: &[&[u8]], out: &mut [u8]) {
    let mut message = Shake::new(rate);
    parts.iter().for_each(|part| message.update(part));
    message.finalize_bits(0, 0).read(out);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The states that are computed when the module is compiled are those of the sponge.
    #[test]
    fn names_alone() {
        const NAME: Name = Name::new(b"KMAC");
        for rate in [Rate::OF_128, Rate::OF_256] {
            assert_eq!(NAME.begin(rate, b"").state(), customized(rate, b"KMAC", b"").state());
        }
    }

    /// NIST's examples: SHAKE128 of nothing, and cSHAKE128 sample 1 of SP 800-185.
    #[test]
    fn examples() {
        let mut out = [0; 32];
        Shake::new(Rate::OF_128).finalize_bits(0, 0).read(&mut out);
        assert_eq!(hex::encode(out), "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26");
        let mut message = Shake::customized(Rate::OF_128, b"", b"Email Signature");
        message.update(&[0, 1, 2, 3]);
        message.finalize_bits(0, 0).read(&mut out);
        assert_eq!(hex::encode(out), "c1c36925b6409a04f1b504fcbca9d82b4017277cb5ed2b2065fc1d3814d5aaf5");
    }
}
