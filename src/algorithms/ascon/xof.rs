//! Ascon-Hash256, Ascon-XOF128 and Ascon-CXOF128 (SP 800-232 section 5): one sponge with 64 bits of
//! rate.

use super::low_bits;
use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, rest_of, wipe_on_drop};
use crate::kernels::ascon::{State, permute_12};
use crate::machine::wipe::Wiped;

/// The bytes of a hash value.
pub const HASH_SIZE: usize = 32;
/// The bytes of the longest customization string.
pub const MAX_CUSTOMIZATION: usize = 256;

/// The bytes of a block.
const RATE: usize = 8;

/// A message on its way through the sponge. Wiped on drop.
#[derive(Clone)]
pub(crate) struct AsconSponge {
    state: State,
    /// How many bytes of the block that was begun are in the state.
    filled: usize,
    _rest: Rest<{ rest_of::<State>(size_of::<usize>()) }>,
}

wipe_on_drop!(AsconSponge { state, filled });
no_padding!(AsconSponge { state, filled, _rest });

/// The state after an initialization vector.
const fn initialized(iv: u64) -> AsconSponge {
    let mut state = [iv, 0, 0, 0, 0];
    permute_12(&mut state);
    AsconSponge { state, filled: 0, _rest: Rest::ZERO }
}

impl AsconSponge {
    /// An empty message for Ascon-Hash256.
    pub(crate) const fn hash256() -> Self {
        const { initialized(0x0000_0801_00cc_0002) }
    }

    /// An empty message for Ascon-XOF128.
    pub(crate) const fn xof128() -> Self {
        const { initialized(0x0000_0800_00cc_0003) }
    }

    /// An empty message for Ascon-CXOF128 with a customization string of `bits`.
    ///
    /// Errors: [`Error::InvalidInputLength`] unless `customization` has as many bytes as `bits`
    /// need; [`Error::InputTooLong`] above 2048 bits.
    pub(crate) fn cxof128(customization: &[u8], bits: usize) -> Result<Self> {
        if customization.len() != bits.div_ceil(8) {
            return Err(Error::InvalidInputLength);
        }
        if bits > 8 * MAX_CUSTOMIZATION {
            return Err(Error::InputTooLong);
        }
        let mut sponge = const { initialized(0x0000_0800_00cc_0004) };
        sponge.update(&(bits as u64).to_le_bytes());
        let (whole, last) = customization.split_at(bits / 8);
        sponge.update(whole);
        sponge.pad(last.first().copied().unwrap_or(0), bits as u32 % 8);
        Ok(sponge)
    }

    /// Appends `data` to the message. Time: depends on the length of `data`.
    pub(crate) fn update(&mut self, data: &[u8]) {
        let (head, data) = data.split_at((RATE - self.filled).min(data.len()));
        self.add(head);
        if self.filled < RATE {
            return;
        }
        permute_12(&mut self.state);
        let (blocks, tail) = data.as_chunks::<RATE>();
        let mut state = Wiped::new(self.state);
        for block in blocks {
            state[0] ^= u64::from_le_bytes(*block);
            permute_12(&mut state);
        }
        self.state = *state;
        self.filled = 0;
        self.add(tail);
    }

    /// Adds bytes to the block that was begun.
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.state[0] ^= u64::from(*byte) << (8 * self.filled);
            self.filled += 1;
        }
    }

    /// Ends a string with the low `bits` of a byte, 0 to 7.
    fn pad(&mut self, last: u8, bits: u32) {
        let end = u64::from(low_bits(last, bits) | 1 << bits);
        self.state[0] ^= end << (8 * self.filled);
        self.filled = 0;
        permute_12(&mut self.state);
    }

    /// Ends the message with the low `bits` of a byte, 0 to 7.
    pub(crate) fn finalize_bits(mut self, last: u8, bits: u32) -> AsconReader {
        self.pad(last, bits);
        AsconReader { state: self.state, used: 0, _rest: Rest::ZERO }
    }
}

/// The output of the sponge. Wiped on drop.
#[derive(Clone)]
pub(crate) struct AsconReader {
    state: State,
    /// How many bytes of the block are read.
    used: usize,
    _rest: Rest<{ rest_of::<State>(size_of::<usize>()) }>,
}

wipe_on_drop!(AsconReader { state, used });
no_padding!(AsconReader { state, used, _rest });

impl AsconReader {
    /// Fills `out` with the next bytes. Time: depends on the length of `out`.
    pub(crate) fn read(&mut self, mut out: &mut [u8]) {
        while !out.is_empty() {
            if self.used == RATE {
                permute_12(&mut self.state);
                self.used = 0;
            }
            let block = Wiped::new(self.state[0].to_le_bytes());
            let rest = &block[self.used..];
            let (now, later) = out.split_at_mut(rest.len().min(out.len()));
            now.copy_from_slice(&rest[..now.len()]);
            self.used += now.len();
            out = later;
        }
    }

    /// Fills `out` with the next `bits`; the rest of the last byte becomes zero. The next read
    /// begins with the next byte.
    ///
    /// Errors: [`Error::InvalidParameter`] unless `out` has as many bytes as `bits` need.
    pub(crate) fn read_bits(&mut self, out: &mut [u8], bits: usize) -> Result<()> {
        if out.len() != bits.div_ceil(8) {
            return Err(Error::InvalidParameter);
        }
        self.read(out);
        if let (Some(last), partial @ 1..) = (out.last_mut(), bits % 8) {
            *last = low_bits(*last, partial as u32);
        }
        Ok(())
    }
}
