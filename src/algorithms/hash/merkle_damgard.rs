//! The hash functions of FIPS 180-4: one construction, three compression functions, seven
//! functions.

mod many;

use super::{Hash, HashAlgorithm, HashOutput};
use crate::base::bytes::xor_in_place;
use crate::base::secret::no_padding;
use crate::kernels::groups::with_copies;
use crate::kernels::{sha1, sha2_256, sha2_512};
use crate::machine::wipe::{Plain, Wiped, wipe_value};
use core::marker::PhantomData;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// What makes one of the seven: a compression function, an initial value, a truncation.
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

/// One of the three compression functions, by its kernel.
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
    /// Adds a block to each of some states.
    fn compress_many(self, states: &mut [Self::State], blocks: &[&Self::Block]);
    /// Adds a block to each of some states: `rests`, of one length below a block, and after them
    /// the bytes of `padding`, which begins with as many zeros.
    fn compress_ends(self, states: &mut [Self::State], rests: &[&[u8]], padding: &Self::Block) {
        with_copies(states, rests, padding, |states, blocks| self.compress_many(states, blocks));
    }
    /// As [`Hash::mac`] for whole, padded blocks, where the hash value is as long as the state.
    #[inline]
    fn mac(self, begun: [&Self::State; 2], blocks: &[Self::Block], more: &[Self::Block]) -> Self::State {
        let (mut inner, mut outer) = (Wiped::new(*begun[0]), *begun[1]);
        self.compress(&mut inner, blocks, more);
        let mut block = Wiped::new(value_block::<Self>(size_of::<Self::State>()));
        Self::truncate(&inner, &mut block.as_mut()[..size_of::<Self::State>()]);
        self.compress(&mut outer, core::slice::from_ref(&*block), &[]);
        outer
    }
    /// As [`Hash::iterate_mac`].
    fn iterate_mac(self, begun: [&Self::State; 2], value: &mut [u8], sum: &mut [u8], times: u32) {
        iterate_mac(self, begun, value, sum, times);
    }
    /// The whole blocks of `data`, and the rest.
    fn blocks(data: &[u8]) -> (&[Self::Block], &[u8]);
    /// The leftmost bytes of the chaining value, as many as `out` takes.
    fn truncate(state: &Self::State, out: &mut [u8]);
}

macro_rules! compression {
    ($kernel:ident, $length_size:literal $($more:item)*) => {
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
            fn compress_many(self, states: &mut [Self::State], blocks: &[&Self::Block]) {
                self.compress_many(states, blocks);
            }

            $($more)*

            #[inline]
            fn blocks(data: &[u8]) -> (&[Self::Block], &[u8]) {
                data.as_chunks()
            }

            #[inline]
            fn truncate(state: &Self::State, out: &mut [u8]) {
                // All words at once, so that the compiler uses vectors: whoever reads the value
                // next reads it in vectors, and would wait for words that were written one by one.
                let bytes = Wiped::new(state.map(|word| word.to_be_bytes()));
                out.copy_from_slice(&bytes.as_flattened()[..out.len()]);
            }
        }
    };
}

compression!(sha1, 8);
compression! {
    sha2_256, 8
    fn compress_ends(self, states: &mut [sha2_256::State], rests: &[&[u8]], padding: &sha2_256::Block) {
        self.compress_ends(states, rests, padding);
    }
    #[inline]
    fn mac(self, begun: [&sha2_256::State; 2], blocks: &[sha2_256::Block], more: &[sha2_256::Block]) -> sha2_256::State {
        self.mac(begun, blocks, more)
    }
    fn iterate_mac(self, begun: [&sha2_256::State; 2], value: &mut [u8], sum: &mut [u8], times: u32) {
        match (value.as_mut_array(), sum.as_mut_array()) {
            (Some(value), Some(sum)) => self.iterate_mac(begun, value, sum, times),
            // That of SHA-224, which is shorter than the state.
            _ => iterate_mac(self, begun, value, sum, times),
        }
    }
}
compression! {
    sha2_512, 16
    fn compress_ends(self, states: &mut [sha2_512::State], rests: &[&[u8]], padding: &sha2_512::Block) {
        self.compress_ends(states, rests, padding);
    }
}

/// The block that follows on one of a key and holds a value of `len` bytes, without the value
/// (section 5.1).
#[inline(always)]
fn value_block<C: Compression>(len: usize) -> C::Block {
    let (size, mut block) = (size_of::<C::Block>(), C::ZERO);
    block.as_mut()[len] = 0x80;
    let bits = (8 * (size + len) as u128).to_be_bytes();
    block.as_mut()[size - C::LENGTH_SIZE..].copy_from_slice(&bits[16 - C::LENGTH_SIZE..]);
    block
}

/// HMAC of a value over and over, block by block: what follows on the value is the same every time.
fn iterate_mac<C: Compression>(kernel: C, begun: [&C::State; 2], value: &mut [u8], sum: &mut [u8], times: u32) {
    let (mut block, mut state) = (Wiped::new(value_block::<C>(value.len())), Wiped::new(*begun[0]));
    block.as_mut()[..value.len()].copy_from_slice(value);
    for _ in 0..times {
        for begun in begun {
            *state = *begun;
            kernel.compress(&mut state, core::slice::from_ref(&*block), &[]);
            C::truncate(&state, &mut block.as_mut()[..value.len()]);
        }
        xor_in_place(sum, &block.as_mut()[..value.len()]);
    }
    value.copy_from_slice(&block.as_mut()[..value.len()]);
}

/// Makes the types that stand for the functions.
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

pub(super) use variants;

type StateOf<V> = <<V as Variant>::Compression as Compression>::State;
type BlockOf<V> = <<V as Variant>::Compression as Compression>::Block;

/// A message on its way through one of the seven functions.
pub struct MerkleDamgard<V: Variant> {
    state: StateOf<V>,
    /// The begun block; only its first [`Self::buffered`] bytes mean something.
    buffer: BlockOf<V>,
    /// The bytes of the message so far. It stands still at its maximum, far beyond every limit of
    /// the standard.
    length: [u8; 16],
    variant: PhantomData<V>,
}

no_padding!([V: Variant] MerkleDamgard<V> { state, buffer, length });

impl<V: Variant> Clone for MerkleDamgard<V> {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<V: Variant> Zeroize for MerkleDamgard<V> {
    #[inline]
    fn zeroize(&mut self) {
        let () = Self::NO_PADDING;
        wipe_value(&mut self.state);
        wipe_value(&mut self.buffer);
        wipe_value(&mut self.length);
    }
}

impl<V: Variant> Drop for MerkleDamgard<V> {
    #[inline]
    fn drop(&mut self) {
        self.zeroize();
    }
}

impl<V: Variant> ZeroizeOnDrop for MerkleDamgard<V> {}

impl<V: Variant> Hash for MerkleDamgard<V> {
    const ALGORITHM: HashAlgorithm = V::ALGORITHM;
    type Output = V::Output;
    type Begun = StateOf<V>;

    #[inline]
    fn new() -> Self {
        Self::after(V::IV, 0)
    }

    fn digest_many(messages: &[&[u8]], values: &mut [Self::Output]) {
        many::digests::<V>(&V::IV, 0, messages, values);
    }

    fn digest_many_resumed(begun: &Self::Begun, messages: &[&[u8]], values: &mut [Self::Output]) {
        many::digests::<V>(begun, size_of::<BlockOf<V>>(), messages, values);
    }

    #[inline]
    fn begin_padded(key: &[u8], pads: [u8; 2]) -> [Self::Begun; 2] {
        let mut blocks = pads.map(|_| Wiped::new(V::Compression::ZERO));
        for (block, pad) in blocks.iter_mut().zip(pads) {
            let block = block.as_mut();
            block.iter_mut().zip(key).for_each(|(byte, key)| *byte = *key);
            block.iter_mut().for_each(|byte| *byte ^= pad);
        }
        let mut states = [V::IV; 2];
        V::Compression::choose().compress_each(&mut states, [&blocks[0], &blocks[1]]);
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
    fn mac(begun: [&Self::Begun; 2], parts: &[&[u8]]) -> Self::Output {
        // In one call of the kernel, where the rest of the message is no longer than a block.
        let mut tail = Wiped::new(V::Compression::ZERO);
        if size_of::<Self::Output>() == size_of::<StateOf<V>>()
            && let Some(end) = End::<V>::of(size_of::<BlockOf<V>>() as u128, parts, &mut tail)
            && end.has_room
        {
            put_length::<V>(&mut tail, end.length);
            let tail = core::slice::from_ref(&*tail);
            return Self::truncate(&V::Compression::choose().mac(begun, end.blocks, tail));
        }
        let inner = Wiped::new(Self::digest_resumed(begun[0], parts));
        Self::digest_resumed(begun[1], &[(*inner).as_ref()])
    }

    fn iterate_mac(begun: [&Self::Begun; 2], value: &mut Self::Output, sum: &mut Self::Output, times: u32) {
        V::Compression::choose().iterate_mac(begun, value.as_mut(), sum.as_mut(), times);
    }

    #[inline]
    fn update(&mut self, mut data: &[u8]) {
        let buffered = self.buffered();
        self.length = self.length().saturating_add(data.len() as u128).to_ne_bytes();
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
        self.length() >> (8 * V::Compression::LENGTH_SIZE - 3) != 0
    }
}

impl<V: Variant> MerkleDamgard<V> {
    /// A message whose first `length` bytes, whole blocks, have become `state`.
    #[inline]
    fn after(state: StateOf<V>, length: u128) -> Self {
        Self { state, buffer: V::Compression::ZERO, length: length.to_ne_bytes(), variant: PhantomData }
    }

    #[inline]
    fn length(&self) -> u128 {
        u128::from_ne_bytes(self.length)
    }

    /// The bytes in the begun block.
    #[inline]
    fn buffered(&self) -> usize {
        self.length() as usize % size_of::<BlockOf<V>>()
    }

    /// The hash value of a message of which the first `length` bytes, whole blocks, have become
    /// `state`, and the others are in `parts`.
    #[inline(always)]
    fn digest_from(state: StateOf<V>, length: u128, parts: &[&[u8]]) -> V::Output {
        let (kernel, mut tail) = (V::Compression::choose(), Wiped::new(V::Compression::ZERO));
        let Some(mut end) = End::<V>::of(length, parts, &mut tail) else {
            return Self::digest_parts(state, length, parts);
        };
        let mut state = Wiped::new(state);
        if !end.has_room {
            kernel.compress(&mut state, end.blocks, core::slice::from_ref(&*tail));
            (*tail, end.blocks) = (V::Compression::ZERO, &[]);
        }
        put_length::<V>(&mut tail, end.length);
        kernel.compress(&mut state, end.blocks, core::slice::from_ref(&*tail));
        Self::truncate(&state)
    }

    /// The same part by part.
    #[inline(never)]
    fn digest_parts(state: StateOf<V>, length: u128, parts: &[&[u8]]) -> V::Output {
        let mut message = Self::after(state, length);
        parts.iter().for_each(|part| message.update(part));
        message.finalize()
    }

    /// The hash value of a last chaining value.
    #[inline]
    fn truncate(state: &StateOf<V>) -> V::Output {
        let mut output = V::Output::ZERO;
        V::Compression::truncate(state, output.as_mut());
        output
    }

    /// Appends the last bits, a one, zeros, and the length in bits (section 5.1), and compresses
    /// what there is.
    #[inline]
    fn pad(&mut self, last: u8, bits: u32) {
        let buffered = self.buffered();
        let length = (self.length() << 3 | u128::from(bits)).to_be_bytes();
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

/// The end of a message that needs no buffer, which a single part needs not, nor a few short ones:
/// it is what a hash of a short message, HMAC and the generators do all the time.
struct End<'a, V: Variant> {
    /// The whole blocks; what follows on them is in the tail.
    blocks: &'a [BlockOf<V>],
    /// Whether the tail has room for the length, too.
    has_room: bool,
    /// The length of the message in bytes.
    length: u128,
}

impl<'a, V: Variant> End<'a, V> {
    /// Of a message of which `length` bytes went before. Into `tail`, which is zero, goes what
    /// follows on the whole blocks, and a one (section 5.1).
    #[inline(always)]
    fn of(length: u128, parts: &[&'a [u8]], tail: &mut BlockOf<V>) -> Option<Self> {
        let tail = tail.as_mut();
        let (blocks, rest_len) = if let [part] = parts {
            let (blocks, rest) = V::Compression::blocks(part);
            if !rest.is_empty() {
                tail[..rest.len()].copy_from_slice(rest);
            }
            (blocks, rest.len())
        } else {
            (&[][..], gather(parts, tail)?)
        };
        tail[rest_len] = 0x80;
        let has_room = rest_len + 1 + V::Compression::LENGTH_SIZE <= tail.len();
        Some(Self { blocks, has_room, length: length.saturating_add((size_of_val(blocks) + rest_len) as u128) })
    }
}

/// Ends the last block of a message with its length in bits (section 5.1).
#[inline(always)]
fn put_length<V: Variant>(block: &mut BlockOf<V>, length: u128) {
    let (size, field) = (size_of::<BlockOf<V>>(), V::Compression::LENGTH_SIZE);
    block.as_mut()[size - field..].copy_from_slice(&(length << 3).to_be_bytes()[16 - field..]);
}

/// Puts short parts one after the other into a block, and gives their length; nothing if they fill
/// it.
#[inline(never)]
fn gather(parts: &[&[u8]], block: &mut [u8]) -> Option<usize> {
    let total = parts.iter().fold(0_usize, |total, part| total.saturating_add(part.len()));
    if total >= block.len() {
        return None;
    }
    let mut free = &mut block[..total];
    for part in parts {
        let (place, rest) = free.split_at_mut(part.len());
        place.copy_from_slice(part);
        free = rest;
    }
    Some(total)
}

#[cfg(test)]
mod tests;
