//! The sponge construction with Keccak-f[1600] (FIPS 202 sections 4 and 5.2), the ground of SHA-3,
//! SHAKE and what SP 800-185 derives from them.

use crate::base::secret::no_padding;
use crate::kernels::keccak::{Kernel, State, States};
use crate::machine::wipe::{Wiped, wipe_value};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The bits that follow a message and tell the functions apart, and the first bit of the padding
/// (FIPS 202 section 6, SP 800-185 section 3.3). The first bit is the lowest.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Suffix {
    bits: u16,
    len: u16,
}

impl Suffix {
    /// 01: SHA-3.
    pub(crate) const SHA3: Self = Self { bits: 0b1_10, len: 3 };
    /// 1111: SHAKE.
    pub(crate) const SHAKE: Self = Self { bits: 0b1_1111, len: 5 };
    /// 00: cSHAKE.
    pub(crate) const CSHAKE: Self = Self { bits: 0b1_00, len: 3 };
}

/// The bits of a message after its last whole byte, 0 to 7 of them; the first is the lowest (FIPS
/// 202 appendix B.1).
#[derive(Clone, Copy)]
pub(crate) struct LastBits {
    value: u8,
    len: u32,
}

impl LastBits {
    /// The message ends with a whole byte.
    pub(crate) const NONE: Self = Self { value: 0, len: 0 };

    /// The `len` most significant bits of `byte`, modulo 8.
    #[inline]
    pub(crate) const fn top_of(byte: u8, len: u32) -> Self {
        let len = len % 8;
        Self { value: ((byte as u16) >> (8 - len)) as u8, len }
    }

    /// Whether there are none.
    pub(crate) const fn is_empty(self) -> bool {
        self.len == 0
    }

    /// What becomes of them when whole `bytes` follow: full bytes, which `each` is given, and as
    /// many bits as before.
    pub(crate) fn push(self, bytes: &[u8], mut each: impl FnMut(u8)) -> Self {
        let mut value = self.value;
        for byte in bytes {
            let [full, rest] = (u16::from(value) | u16::from(*byte) << self.len).to_le_bytes();
            each(full);
            value = rest;
        }
        Self { value, ..self }
    }
}

/// As many bytes are added one by one; more, as a block.
const FEW: usize = 8;

/// How many bytes of the state a sponge absorbs or squeezes between two permutations; the rest is
/// its capacity, half of which is its strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rate(usize);

impl Rate {
    /// 1600 - 256 bits, for 128 bits of strength.
    pub(crate) const OF_128: Self = Self::of_capacity(32);
    /// 1600 - 512 bits, for 256 bits of strength.
    pub(crate) const OF_256: Self = Self::of_capacity(64);

    /// The rate that leaves a capacity of so many bytes.
    pub(crate) const fn of_capacity(capacity: usize) -> Self {
        assert!(capacity.is_multiple_of(8) && capacity >= 32 && capacity <= 128);
        Self(size_of::<State>() - capacity)
    }

    /// In bytes.
    #[inline]
    pub(crate) const fn bytes(self) -> usize {
        self.0
    }

    /// The capacity in bytes.
    pub(crate) const fn capacity(self) -> usize {
        size_of::<State>() - self.0
    }
}

/// A sponge. First it absorbs, then it is padded, then it is squeezed. Wipes itself on drop.
#[derive(Clone)]
pub(crate) struct Sponge {
    state: State,
    rate: Rate,
    /// The bytes of the block that have been absorbed, or squeezed.
    position: usize,
}

impl Zeroize for Sponge {
    #[inline]
    fn zeroize(&mut self) {
        wipe_value(&mut self.state);
        wipe_value(&mut self.position);
    }
}

impl Drop for Sponge {
    #[inline]
    fn drop(&mut self) {
        self.zeroize();
    }
}

impl ZeroizeOnDrop for Sponge {}
no_padding!(Sponge { state, rate, position });

impl Sponge {
    /// A sponge that has absorbed nothing.
    #[inline]
    pub(crate) const fn new(rate: Rate) -> Self {
        Self::resume(rate, [0; 25])
    }

    /// A sponge that has absorbed whole blocks and is at this state.
    #[inline]
    pub(crate) const fn resume(rate: Rate, state: State) -> Self {
        Self { state, rate, position: 0 }
    }

    /// The state after whole blocks.
    #[inline]
    pub(crate) const fn state(&self) -> &State {
        &self.state
    }

    /// Its rate.
    #[inline]
    pub(crate) const fn rate(&self) -> Rate {
        self.rate
    }

    /// Absorbs `data`.
    ///
    /// Time: depends on the length of `data`.
    #[inline]
    pub(crate) fn absorb(&mut self, mut data: &[u8]) {
        let rate = self.rate.bytes();
        if self.position > 0 {
            let (now, later) = data.split_at(data.len().min(rate - self.position));
            self.add(now);
            if self.position < rate {
                return;
            }
            self.permute();
            data = later;
        }
        if data.len() >= rate {
            let (blocks, rest) = data.split_at(data.len() - data.len() % rate);
            Kernel::choose().absorb(&mut self.state, rate, blocks);
            data = rest;
        }
        self.add(data);
    }

    /// Absorbs zeros up to the end of the block, if it is begun.
    pub(crate) fn fill_block(&mut self) {
        if self.position > 0 {
            self.permute();
        }
    }

    /// Ends the message with its `last` bits, the suffix, and the padding pad10*1 (section 5.1).
    /// From now on the sponge is squeezed.
    ///
    /// Time: depends on the length of the message.
    #[inline]
    pub(crate) fn pad(&mut self, last: LastBits, suffix: Suffix) {
        let [low, high] = (u16::from(last.value) | suffix.bits << last.len).to_le_bytes();
        let mut len = last.len + u32::from(suffix.len);
        self.add(&[low]);
        if len > 8 {
            if self.position == self.rate.bytes() {
                self.permute();
            }
            self.add(&[high]);
            len -= 8;
        }
        if self.position == self.rate.bytes() && len == 8 {
            // No bit is free for the last one of the padding.
            self.permute();
        }
        self.state[self.rate.bytes() / 8 - 1] ^= 1 << 63;
        self.permute();
    }

    /// Squeezes `out`.
    ///
    /// Time: depends on the length of `out`.
    #[inline]
    pub(crate) fn squeeze(&mut self, mut out: &mut [u8]) {
        while !out.is_empty() {
            if self.position == self.rate.bytes() {
                self.permute();
            }
            let bytes = Wiped::new(self.state.map(u64::to_le_bytes));
            let block = &bytes.as_flattened()[self.position..self.rate.bytes()];
            let (now, later) = out.split_at_mut(out.len().min(block.len()));
            now.copy_from_slice(&block[..now.len()]);
            self.position += now.len();
            out = later;
        }
    }

    /// Adds bytes to the block, for which it has room.
    #[inline]
    fn add(&mut self, bytes: &[u8]) {
        let end = self.position + bytes.len();
        if bytes.len() <= FEW {
            for (byte, position) in bytes.iter().zip(self.position..) {
                self.state[position / 8] ^= u64::from(*byte) << (8 * (position % 8));
            }
        } else {
            let mut block = Wiped::new([0; size_of::<State>()]);
            block[self.position..end].copy_from_slice(bytes);
            for (lane, word) in self.state.iter_mut().zip(block.as_chunks().0) {
                *lane ^= u64::from_le_bytes(*word);
            }
        }
        self.position = end;
    }

    /// Permutes, and begins a block.
    #[inline]
    fn permute(&mut self) {
        Kernel::choose().permute(&mut self.state);
        self.position = 0;
    }
}

/// The first `SIZE` bytes, at most a block, of what sponges give for eight messages of the same
/// length, side by side.
///
/// Time: depends on the length.
pub(crate) fn eight<const SIZE: usize>(rate: Rate, messages: [&[u8]; 8], suffix: Suffix) -> [[u8; SIZE]; 8] {
    let kernel = Kernel::choose();
    let mut states = Wiped::new([[0; 8]; 25]);
    kernel.absorb_eight(&mut states, rate.bytes(), messages);
    for (i, message) in messages.into_iter().enumerate() {
        add_last(&mut states, rate.bytes(), i, message, suffix);
    }
    kernel.permute_eight(&mut states);
    let mut values = [[0; SIZE]; 8];
    for (i, value) in values.iter_mut().enumerate() {
        for (bytes, lanes) in value.chunks_mut(8).zip(states.iter()) {
            bytes.copy_from_slice(&lanes[i].to_le_bytes()[..bytes.len()]);
        }
    }
    values
}

/// Adds the last, incomplete block of a message to one of eight states, with suffix and padding.
fn add_last(states: &mut States<8>, rate: usize, i: usize, message: &[u8], suffix: Suffix) {
    let (words, rest) = message[message.len() - message.len() % rate..].as_chunks::<8>();
    for (lanes, word) in states.iter_mut().zip(words) {
        lanes[i] ^= u64::from_le_bytes(*word);
    }
    let last = rest.iter().rev().fold(u64::from(suffix.bits), |word, byte| word << 8 | u64::from(*byte));
    states[words.len()][i] ^= last;
    states[rate / 8 - 1][i] ^= 1 << 63;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The padding of FIPS 202 section 5.1, bit by bit, for every place in a block and every number
    /// of last bits.
    #[test]
    fn padding_is_that_of_the_definition() {
        const RATE: Rate = Rate::of_capacity(128);
        const BYTES: usize = RATE.bytes();
        for suffix in [Suffix::SHA3, Suffix::SHAKE, Suffix::CSHAKE] {
            for len in 0..=2 * BYTES {
                for bits in 0..8 {
                    let message: [u8; 2 * BYTES] = core::array::from_fn(|i| (7 * i + len) as u8);
                    let mut sponge = Sponge::new(RATE);
                    sponge.absorb(&message[..len]);
                    sponge.pad(LastBits::top_of(0b1101_1010, bits), suffix);

                    let mut string: std::vec::Vec<bool> = std::vec::Vec::new();
                    let mut push = |byte: u16, bits: u32| (0..bits).for_each(|i| string.push(byte >> i & 1 == 1));
                    message[..len].iter().for_each(|byte| push(u16::from(*byte), 8));
                    push(0b1101_1010 >> (8 - bits), bits);
                    push(suffix.bits, u32::from(suffix.len));
                    while string.len() % (8 * BYTES) != 8 * BYTES - 1 {
                        string.push(false);
                    }
                    string.push(true);
                    let mut state = [0; 25];
                    for block in string.chunks(8 * BYTES) {
                        block.iter().enumerate().for_each(|(i, bit)| state[i / 64] ^= u64::from(*bit) << (i % 64));
                        Kernel::choose().permute(&mut state);
                    }
                    assert_eq!(sponge.state, state, "{len} bytes and {bits} bits");
                }
            }
        }
    }

    /// Absorbed and squeezed in parts of any size, it is the same.
    #[test]
    fn parts_make_no_difference() {
        const RATE: Rate = Rate::OF_128;
        let message: [u8; 3 * RATE.bytes()] = core::array::from_fn(|i| i as u8);
        let squeezed = |part: usize| {
            let mut sponge = Sponge::new(RATE);
            message.chunks(part).for_each(|part| sponge.absorb(part));
            sponge.pad(LastBits::NONE, Suffix::SHAKE);
            let mut out = [0; 400];
            out.chunks_mut(part).for_each(|part| sponge.squeeze(part));
            out
        };
        for part in 1..=400 {
            assert_eq!(squeezed(part), squeezed(1000), "{part}");
        }
    }
}
