//! SHA-2: SHA-224, SHA-256, SHA-384, SHA-512, SHA-512/224, SHA-512/256 (FIPS 180-4).
//!
//! Two engines, one of 32-bit words and one of 64-bit words; the six functions differ in initial value and truncation.

use super::{Hash, HashAlgorithm, HashOutput};
use crate::kernels::{sha2_256, sha2_512};
use core::marker::PhantomData;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// SHA-224 (FIPS 180-4 section 6.3), 28 bytes.
pub type Sha224 = Sha2<Params224>;
/// SHA-256 (FIPS 180-4 section 6.2), 32 bytes.
pub type Sha256 = Sha2<Params256>;
/// SHA-384 (FIPS 180-4 section 6.5), 48 bytes.
pub type Sha384 = Sha2<Params384>;
/// SHA-512 (FIPS 180-4 section 6.4), 64 bytes.
pub type Sha512 = Sha2<Params512>;
/// SHA-512/224 (FIPS 180-4 section 6.6), 28 bytes.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha512_224 = Sha2<Params512_224>;
/// SHA-512/256 (FIPS 180-4 section 6.7), 32 bytes.
#[allow(non_camel_case_types)] // the standard's name
pub type Sha512_256 = Sha2<Params512_256>;

/// A running SHA-2. It holds no pointer, so it can be moved and cloned, and wipes itself on drop.
#[derive(Clone)]
pub struct Sha2<P: Params> {
    state: <P::Engine as Engine>::State,
    block: <P::Engine as Engine>::Block,
    engine: P::Engine,
    /// How many bytes of `block` are taken, always less than the size of a block.
    taken: usize,
    /// The length of the message so far, in bytes. 2^64 bytes are not reached by any caller; the limit of FIPS 180-4
    /// is 2^61 for the 32-bit engine, which takes decades.
    length: u64,
    params: PhantomData<P>,
}

impl<P: Params> Zeroize for Sha2<P> {
    fn zeroize(&mut self) {
        self.state.zeroize();
        self.block.zeroize();
        self.taken.zeroize();
        self.length.zeroize();
    }
}

impl<P: Params> Drop for Sha2<P> {
    fn drop(&mut self) {
        self.zeroize();
    }
}

impl<P: Params> ZeroizeOnDrop for Sha2<P> {}

impl<P: Params> Hash for Sha2<P> {
    const ALGORITHM: HashAlgorithm = P::ALGORITHM;
    type Output = P::Output;

    #[inline]
    fn new() -> Self {
        Self {
            state: P::INITIAL,
            block: P::Engine::ZERO_BLOCK,
            engine: P::Engine::choose(),
            taken: 0,
            length: 0,
            params: PhantomData,
        }
    }

    #[inline]
    fn update(&mut self, mut data: &[u8]) {
        self.length = self.length.wrapping_add(data.len() as u64);
        if self.taken > 0 {
            data = self.fill_block(data);
            if data.is_empty() {
                return;
            }
        }
        let (blocks, rest) = P::Engine::blocks(data);
        if !blocks.is_empty() {
            self.engine.compress(&mut self.state, blocks);
        }
        if let Some(place) = self.block.as_mut().get_mut(..rest.len()) {
            place.copy_from_slice(rest);
            self.taken = rest.len();
        }
    }

    #[inline]
    fn finalize(self) -> P::Output {
        self.finalize_bits(0, 0)
    }

    fn finalize_bits(mut self, last: u8, bits: u32) -> P::Output {
        let bits = bits.min(7);
        // FIPS 180-4 section 5.1: the message, a one, zeros, the length in bits as a big-endian integer of two words.
        let one = 0x80 >> bits;
        let last = (last & !(0xff >> bits)) | one;
        let length = u128::from(self.length) * 8 + u128::from(bits);

        let size = self.block.as_ref().len();
        let length_at = size - P::Engine::LENGTH_SIZE;
        let taken = self.taken;
        let (_, free) = self.block.as_mut().split_at_mut(taken);
        if let Some((first, rest)) = free.split_first_mut() {
            *first = last;
            rest.fill(0);
        }
        if taken >= length_at {
            self.compress_own_block();
            self.block.as_mut().fill(0);
        }
        let field = &mut self.block.as_mut()[length_at..];
        let encoded = length.to_be_bytes();
        let (_, encoded) = encoded.split_at(encoded.len() - field.len());
        field.copy_from_slice(encoded);
        self.compress_own_block();

        let mut output = P::Output::ZERO;
        P::Engine::write(&self.state, output.as_mut());
        output
    }
}

impl<P: Params> Sha2<P> {
    /// Fills the block that is begun, compresses it if it gets full, and gives what is left of `data`.
    fn fill_block<'a>(&mut self, data: &'a [u8]) -> &'a [u8] {
        let (_, free) = self.block.as_mut().split_at_mut(self.taken);
        let (now, later) = data.split_at(free.len().min(data.len()));
        let full = now.len() == free.len();
        let (place, _) = free.split_at_mut(now.len());
        place.copy_from_slice(now);
        self.taken += now.len();
        if full {
            self.compress_own_block();
            self.taken = 0;
        }
        later
    }

    fn compress_own_block(&mut self) {
        self.engine.compress(&mut self.state, core::slice::from_ref(&self.block));
    }
}

/// A compression function on words of one size, by the kernel that this processor has.
pub trait Engine: Copy {
    /// The chaining value.
    type State: Copy + Zeroize;
    /// A message block.
    type Block: Copy + AsRef<[u8]> + AsMut<[u8]> + Zeroize;
    /// A block of zeros.
    const ZERO_BLOCK: Self::Block;
    /// The size of the length field at the end of the padding: two words.
    const LENGTH_SIZE: usize;

    /// The kernel for this processor.
    fn choose() -> Self;
    /// Feeds whole blocks into the state.
    fn compress(self, state: &mut Self::State, blocks: &[Self::Block]);
    /// The whole blocks of `data`, and the rest.
    fn blocks(data: &[u8]) -> (&[Self::Block], &[u8]);
    /// Writes the leftmost bytes of the state.
    fn write(state: &Self::State, out: &mut [u8]);
}

/// Makes an engine of a kernel.
macro_rules! engine {
    ($kernel:ident, $word:ty) => {
        impl Engine for $kernel::Kernel {
            type State = $kernel::State;
            type Block = $kernel::Block;
            const ZERO_BLOCK: Self::Block = [0; size_of::<Self::Block>()];
            const LENGTH_SIZE: usize = 2 * size_of::<$word>();

            #[inline]
            fn choose() -> Self {
                Self::choose()
            }

            #[inline]
            fn compress(self, state: &mut Self::State, blocks: &[Self::Block]) {
                Self::compress(self, state, blocks);
            }

            #[inline]
            fn blocks(data: &[u8]) -> (&[Self::Block], &[u8]) {
                data.as_chunks()
            }

            #[inline]
            fn write(state: &Self::State, out: &mut [u8]) {
                for (bytes, word) in out.chunks_mut(size_of::<$word>()).zip(state) {
                    let word = word.to_be_bytes();
                    bytes.copy_from_slice(word.split_at(bytes.len()).0);
                }
            }
        }
    };
}
engine!(sha2_256, u32);
engine!(sha2_512, u64);

/// What tells one of the six functions from another.
pub trait Params: Copy {
    /// Words of 32 or of 64 bits.
    type Engine: Engine;
    /// The output.
    type Output: HashOutput;
    /// Which function.
    const ALGORITHM: HashAlgorithm;
    /// The initial hash value.
    const INITIAL: <Self::Engine as Engine>::State;
}

/// Makes the parameters of one function.
macro_rules! params {
    ($(#[doc = $doc:literal] $name:ident, $engine:ident, $algorithm:ident, [$($word:literal),+];)+) => {$(
        #[doc = $doc]
        #[derive(Clone, Copy)]
        #[allow(non_camel_case_types)] // the standard's name
        pub struct $name;

        impl Params for $name {
            type Engine = $engine::Kernel;
            type Output = [u8; HashAlgorithm::$algorithm.output_size()];
            const ALGORITHM: HashAlgorithm = HashAlgorithm::$algorithm;
            const INITIAL: $engine::State = [$($word),+];
        }
    )+};
}

params! {
    /// FIPS 180-4 section 5.3.2: the second 32 bits of the fractional parts of the square roots of the 9th to 16th primes.
    Params224, sha2_256, Sha224, [
        0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4
    ];
    /// FIPS 180-4 section 5.3.3: the first 32 bits of the fractional parts of the square roots of the first eight primes.
    Params256, sha2_256, Sha256, [
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    ];
    /// FIPS 180-4 section 5.3.4: the first 64 bits of the fractional parts of the square roots of the 9th to 16th primes.
    Params384, sha2_512, Sha384, [
        0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
        0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4
    ];
    /// FIPS 180-4 section 5.3.5: the first 64 bits of the fractional parts of the square roots of the first eight primes.
    Params512, sha2_512, Sha512, [
        0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179
    ];
    /// FIPS 180-4 section 5.3.6.1: made by the generation function for SHA-512/t with t = 224.
    Params512_224, sha2_512, Sha512_224, [
        0x8c3d37c819544da2, 0x73e1996689dcd4d6, 0x1dfab7ae32ff9c82, 0x679dd514582f9fcf,
        0x0f6d2b697bd44da8, 0x77e36f7304c48942, 0x3f9d85a86a1d36c8, 0x1112e6ad91d692a1
    ];
    /// FIPS 180-4 section 5.3.6.2: made by the generation function for SHA-512/t with t = 256.
    Params512_256, sha2_512, Sha512_256, [
        0x22312194fc2bf72c, 0x9f555fa3c84c64c2, 0x2393b86b6f53b151, 0x963877195940eabd,
        0x96283ee2a88effe3, 0xbe5e1e2553863992, 0x2b0199fc2c85b8aa, 0x0eb72ddc81c52ca2
    ];
}
