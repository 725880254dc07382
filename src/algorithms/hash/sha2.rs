//! SHA-2 (FIPS 180-4): two compression functions, six hash functions.

use super::{Hash, HashAlgorithm, HashOutput};
use crate::kernels::wipe::{Plain, Wiped, wipe_value};
use crate::kernels::{sha2_256, sha2_512};
use core::marker::PhantomData;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// SHA-224.
pub type Sha224 = Sha2<Is224>;
/// SHA-256.
pub type Sha256 = Sha2<Is256>;
/// SHA-384.
pub type Sha384 = Sha2<Is384>;
/// SHA-512.
pub type Sha512 = Sha2<Is512>;
/// SHA-512/224.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha512_224 = Sha2<Is512_224>;
/// SHA-512/256.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha512_256 = Sha2<Is512_256>;

/// What makes one of the six: a compression function, an initial value, a truncation.
pub trait Variant {
    /// The compression function.
    type Compression: Compression;
    /// The hash value, the leftmost bytes of the last chaining value.
    type Output: HashOutput;
    /// Its name as a value.
    const ALGORITHM: HashAlgorithm;
    /// The initial value (section 5.3).
    const IV: <Self::Compression as Compression>::State;
}

/// One of the two compression functions, by its kernel.
pub trait Compression: Copy {
    /// The chaining value.
    type State: Plain;
    /// A block of the message.
    type Block: Plain + AsRef<[u8]> + AsMut<[u8]>;
    /// A block of zeros.
    const ZERO: Self::Block;
    /// The size of the field that holds the length of the message, in bytes (section 5.1).
    const LENGTH_SIZE: usize;

    /// The kernel that is best here.
    fn choose() -> Self;
    /// Adds blocks to the state, first those of one run and then those of another.
    fn compress(self, state: &mut Self::State, blocks: &[Self::Block], more: &[Self::Block]);
    /// Adds a block to each of two states.
    fn compress_each(self, states: &mut [Self::State; 2], blocks: [&Self::Block; 2]);
    /// Adds a block to each of eight states.
    fn compress_eight(self, states: &mut [Self::State; 8], blocks: &[Self::Block; 8]);
    /// The whole blocks of `data`, and the rest.
    fn blocks(data: &[u8]) -> (&[Self::Block], &[u8]);
    /// The leftmost bytes of the chaining value, as many as `out` takes.
    fn truncate(state: &Self::State, out: &mut [u8]);
}

macro_rules! compression {
    ($kernel:ident, $length_size:literal) => {
        impl Compression for $kernel::Kernel {
            type State = $kernel::State;
            type Block = $kernel::Block;
            const ZERO: Self::Block = [0; size_of::<$kernel::Block>()];
            const LENGTH_SIZE: usize = $length_size;

            #[inline]
            fn choose() -> Self {
                Self::choose()
            }

            #[inline]
            fn compress(self, state: &mut Self::State, blocks: &[Self::Block], more: &[Self::Block]) {
                self.compress(state, blocks, more);
            }

            #[inline]
            fn compress_each(self, states: &mut [Self::State; 2], blocks: [&Self::Block; 2]) {
                self.compress_each(states, blocks);
            }

            #[inline]
            fn compress_eight(self, states: &mut [Self::State; 8], blocks: &[Self::Block; 8]) {
                self.compress_eight(states, blocks);
            }

            #[inline]
            fn blocks(data: &[u8]) -> (&[Self::Block], &[u8]) {
                data.as_chunks()
            }

            #[inline]
            fn truncate(state: &Self::State, out: &mut [u8]) {
                // All words at once, so that the compiler uses vectors: whoever reads the value next reads it in vectors,
                // and would wait for words that were written one by one.
                let bytes = Wiped::new(state.map(|word| word.to_be_bytes()));
                out.copy_from_slice(&bytes.as_flattened()[..out.len()]);
            }
        }
    };
}

compression!(sha2_256, 8);
compression!(sha2_512, 16);

macro_rules! variants {
    ($($name:ident = $algorithm:ident, $kernel:ident, $iv:expr;)+) => {$(
        #[doc = concat!("The parameters of ", stringify!($algorithm), ".")]
        #[derive(Clone, Copy)]
        #[allow(non_camel_case_types)] // the standard's name
        pub enum $name {}

        impl Variant for $name {
            type Compression = $kernel::Kernel;
            type Output = [u8; HashAlgorithm::$algorithm.output_size()];
            const ALGORITHM: HashAlgorithm = HashAlgorithm::$algorithm;
            const IV: $kernel::State = $iv;
        }
    )+};
}

variants! {
    Is224 = Sha224, sha2_256, sha2_256::IV_224;
    Is256 = Sha256, sha2_256, sha2_256::IV_256;
    Is384 = Sha384, sha2_512, sha2_512::IV_384;
    Is512 = Sha512, sha2_512, sha2_512::IV_512;
    Is512_224 = Sha512_224, sha2_512, sha2_512::truncation_iv(b"SHA-512/224");
    Is512_256 = Sha512_256, sha2_512, sha2_512::truncation_iv(b"SHA-512/256");
}

type StateOf<V> = <<V as Variant>::Compression as Compression>::State;
type BlockOf<V> = <<V as Variant>::Compression as Compression>::Block;

/// A message on its way through one of the six functions.
pub struct Sha2<V: Variant> {
    state: StateOf<V>,
    /// The begun block; only its first [`Self::buffered`] bytes mean something.
    buffer: BlockOf<V>,
    /// The bytes of the message so far. It stands still at its maximum, far beyond every limit of the standard.
    length: u128,
    variant: PhantomData<V>,
}

impl<V: Variant> Clone for Sha2<V> {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<V: Variant> Zeroize for Sha2<V> {
    #[inline]
    fn zeroize(&mut self) {
        wipe_value(&mut self.state);
        wipe_value(&mut self.buffer);
        wipe_value(&mut self.length);
    }
}

impl<V: Variant> Drop for Sha2<V> {
    #[inline]
    fn drop(&mut self) {
        self.zeroize();
    }
}

impl<V: Variant> ZeroizeOnDrop for Sha2<V> {}

impl<V: Variant> Hash for Sha2<V> {
    const ALGORITHM: HashAlgorithm = V::ALGORITHM;
    type Output = V::Output;
    type Begun = StateOf<V>;

    #[inline]
    fn new() -> Self {
        Self::after(V::IV, 0)
    }

    fn digest_eight(messages: [&[u8]; 8]) -> [Self::Output; 8] {
        let field = size_of::<BlockOf<V>>() - V::Compression::LENGTH_SIZE;
        if messages.iter().any(|message| message.len() >= field) {
            return messages.map(|message| Self::digest(&[message]));
        }
        // Each is one block (section 5.1).
        let mut blocks = Wiped::new([V::Compression::ZERO; 8]);
        for (block, message) in blocks.iter_mut().zip(messages) {
            let block = block.as_mut();
            block[..message.len()].copy_from_slice(message);
            block[message.len()] = 0x80;
            let bits = (8 * message.len() as u128).to_be_bytes();
            block[field..].copy_from_slice(&bits[16 - V::Compression::LENGTH_SIZE..]);
        }
        let mut states = Wiped::new([V::IV; 8]);
        V::Compression::choose().compress_eight(&mut states, &blocks);
        states.each_ref().map(Self::truncate)
    }

    #[inline]
    fn begin_two(blocks: [&[u8]; 2]) -> [Self::Begun; 2] {
        let mut states = [V::IV; 2];
        if let [([first, ..], _), ([second, ..], _)] = blocks.map(V::Compression::blocks) {
            V::Compression::choose().compress_each(&mut states, [first, second]);
        }
        states
    }

    #[inline]
    fn resume(begun: &Self::Begun) -> Self {
        Self::after(*begun, size_of::<BlockOf<V>>() as u128)
    }

    #[inline]
    fn digest(parts: &[&[u8]]) -> Self::Output {
        Self::digest_from(V::IV, 0, parts)
    }

    #[inline]
    fn digest_resumed(begun: &Self::Begun, parts: &[&[u8]]) -> Self::Output {
        Self::digest_from(*begun, size_of::<BlockOf<V>>() as u128, parts)
    }

    #[inline]
    fn update(&mut self, mut data: &[u8]) {
        let buffered = self.buffered();
        self.length = self.length.saturating_add(data.len() as u128);
        if buffered > 0 {
            let free = &mut self.buffer.as_mut()[buffered..];
            let (now, later) = data.split_at(data.len().min(free.len()));
            let is_full = now.len() == free.len();
            free[..now.len()].copy_from_slice(now);
            if !is_full {
                return;
            }
            V::Compression::choose().compress(&mut self.state, core::slice::from_ref(&self.buffer), &[]);
            data = later;
        }
        let (blocks, rest) = V::Compression::blocks(data);
        if !blocks.is_empty() {
            V::Compression::choose().compress(&mut self.state, blocks, &[]);
        }
        self.buffer.as_mut()[..rest.len()].copy_from_slice(rest);
    }

    #[inline]
    fn finalize_bits(mut self, last: u8, bits: u32) -> Self::Output {
        self.pad(last, bits % 8);
        Self::truncate(&self.state)
    }

    fn is_too_long(&self) -> bool {
        self.length >> (8 * V::Compression::LENGTH_SIZE - 3) != 0
    }
}

impl<V: Variant> Sha2<V> {
    /// A message whose first `length` bytes, whole blocks, have become `state`.
    #[inline]
    fn after(state: StateOf<V>, length: u128) -> Self {
        Self { state, buffer: V::Compression::ZERO, length, variant: PhantomData }
    }

    /// The bytes in the begun block.
    #[inline]
    fn buffered(&self) -> usize {
        self.length as usize % size_of::<BlockOf<V>>()
    }

    /// The hash value of a message of which the first `length` bytes, whole blocks, have become `state`, and the others are
    /// in `parts`. A single part, or a few short ones, need no message with a buffer, which is what a hash of a short
    /// message, HMAC and the generators do all the time.
    #[inline]
    fn digest_from(state: StateOf<V>, length: u128, parts: &[&[u8]]) -> V::Output {
        let size = size_of::<BlockOf<V>>();
        let kernel = V::Compression::choose();
        let mut state = Wiped::new(state);
        let mut tail = Wiped::new(V::Compression::ZERO);
        let (mut blocks, mut rest_len): (&[BlockOf<V>], usize) = (&[], 0);
        if let [part] = parts {
            let rest;
            (blocks, rest) = V::Compression::blocks(part);
            rest_len = rest.len();
            if !rest.is_empty() {
                tail.as_mut()[..rest.len()].copy_from_slice(rest);
            }
        } else {
            let total = parts.iter().fold(0_usize, |total, part| total.saturating_add(part.len()));
            if total >= size {
                let mut message = Self::after(*state, length);
                parts.iter().for_each(|part| message.update(part));
                return message.finalize();
            }
            for part in parts {
                tail.as_mut()[rest_len..][..part.len()].copy_from_slice(part);
                rest_len += part.len();
            }
        }
        let bits = (length.saturating_add((size_of_val(blocks) + rest_len) as u128) << 3).to_be_bytes();
        // Section 5.1: the rest, a one, zeros, and the length in bits fill one block or two.
        tail.as_mut()[rest_len] = 0x80;
        if rest_len + 1 + V::Compression::LENGTH_SIZE > size {
            kernel.compress(&mut state, blocks, core::slice::from_ref(&*tail));
            (*tail, blocks) = (V::Compression::ZERO, &[]);
        }
        tail.as_mut()[size - V::Compression::LENGTH_SIZE..]
            .copy_from_slice(&bits[16 - V::Compression::LENGTH_SIZE..]);
        kernel.compress(&mut state, blocks, core::slice::from_ref(&*tail));
        Self::truncate(&state)
    }

    /// The hash value of a last chaining value.
    #[inline]
    fn truncate(state: &StateOf<V>) -> V::Output {
        let mut output = V::Output::ZERO;
        V::Compression::truncate(state, output.as_mut());
        output
    }

    /// Appends the last bits, a one, zeros, and the length in bits (section 5.1), and compresses what there is.
    #[inline]
    fn pad(&mut self, last: u8, bits: u32) {
        let buffered = self.buffered();
        let length = (self.length << 3 | u128::from(bits)).to_be_bytes();
        let (begun, free) = self.buffer.as_mut().split_at_mut(buffered);
        free.fill(0);
        free[0] = last & !(0xff >> bits) | 0x80 >> bits;
        if begun.len() + 1 + V::Compression::LENGTH_SIZE > size_of::<BlockOf<V>>() {
            V::Compression::choose().compress(&mut self.state, core::slice::from_ref(&self.buffer), &[]);
            self.buffer = V::Compression::ZERO;
        }
        let block = self.buffer.as_mut();
        let field = block.len() - V::Compression::LENGTH_SIZE;
        block[field..].copy_from_slice(&length[16 - V::Compression::LENGTH_SIZE..]);
        V::Compression::choose().compress(&mut self.state, core::slice::from_ref(&self.buffer), &[]);
    }
}

#[cfg(test)]
mod tests {
    use super::{Hash, Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};
    use std::vec::Vec;

    /// The examples of "abc" that NIST gives with FIPS 180-4.
    #[test]
    fn abc() {
        fn check<H: Hash>(expected: &str) {
            assert_eq!(hex::encode(H::digest(&[b"a", b"", b"bc"])), expected);
        }
        check::<Sha224>("23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
        check::<Sha256>("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        check::<Sha384>(
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
        );
        check::<Sha512>(
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
             2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        );
        check::<Sha512_224>("4634270f707b6a54daae7530460842e20e37ed265ceee9a43e8924aa");
        check::<Sha512_256>("53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23");
    }

    /// A message of 5 bits, from NIST's SHA test vectors for bit-oriented messages (SHAVS, SHA256ShortMsg, Len = 5).
    #[test]
    fn bits() {
        let mut message = Sha256::new();
        message.update(b"");
        assert_eq!(
            hex::encode(message.finalize_bits(0x68, 5)),
            "d6d3e02a31a84a8caa9718ed6c2057be09db45e7823eb5079ce7a573a3760f95"
        );
    }

    #[test]
    fn limits() {
        let mut message = Sha256::new();
        message.length = (1 << 61) - 1;
        assert!(!message.is_too_long());
        message.update(&[0]);
        assert!(message.is_too_long());
        message.length = u128::MAX - 1;
        message.update(&Vec::from([0; 8]));
        assert_eq!(message.length, u128::MAX);
        let mut message = Sha512::new();
        message.length = (1 << 125) - 1;
        assert!(!message.is_too_long());
        message.length += 1;
        assert!(message.is_too_long());
    }
}
