//! The keyed hash functions F, H, H_msg and PRF (RFC 8391 section 5.1, SP 800-208 section 5): a
//! number that tells them apart, a key, and the input. Inputs of one length go side by side.

use super::address::Address;
use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::hash::shake::shake;
use crate::algorithms::hash::shake_chains::{permute_eight, permute_four, permute_one, put_words, take_words};
use crate::algorithms::hash::sponge::Rate;
use crate::base::bytes::xor_in_place;
use crate::kernels::groups::MOST;
use crate::kernels::keccak::States;
use crate::kernels::sha2_256::State;
use core::iter;

/// The longest value of n bytes; shorter ones stand at the beginning.
pub(super) const MAX_N: usize = 32;
pub(crate) type Value = [u8; MAX_N];

/// How many inputs go side by side at most.
pub(super) const LANES: usize = MOST;

/// The longest padded number, key and input, and a block of SHAKE256.
const MAX_INPUT: usize = 136;

// The numbers of the functions.
const F: u8 = 0;
const H: u8 = 1;
const H_MSG: u8 = 2;
const PRF: u8 = 3;

/// A hash function, and how many bytes of its value count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Function {
    pub(super) is_sha2: bool,
    pub(super) n: usize,
}

/// The functions with the public seed of a key.
pub(super) struct Seeded<'a> {
    pub(super) function: Function,
    seed: &'a [u8],
    /// What SHA-256 has made of PRF's number and the seed, where both are just a block.
    begun: Option<State>,
}

/// Inputs behind their numbers and keys.
struct Inputs {
    count: usize,
    len: usize,
    bytes: [[u8; MAX_INPUT]; LANES],
}

impl Function {
    /// The bytes of a number: those of a value, but 4 where that has 24.
    const fn number_size(self) -> usize {
        if self.n == 24 { 4 } else { self.n }
    }

    /// Inputs behind the number of a function and a key each.
    fn inputs<'k, 'i>(self, number: u8, parts: impl Iterator<Item = (&'k [u8], &'i [u8])>) -> Inputs {
        let mut inputs = Inputs { count: 0, len: 0, bytes: [[0; MAX_INPUT]; LANES] };
        for (bytes, (key, input)) in inputs.bytes.iter_mut().zip(parts) {
            let (head, rest) = bytes.split_at_mut(self.number_size());
            head[self.number_size() - 1] = number;
            rest[..self.n].copy_from_slice(&key[..self.n]);
            rest[self.n..][..input.len()].copy_from_slice(input);
            inputs.len = self.number_size() + self.n + input.len();
            inputs.count += 1;
        }
        inputs
    }

    /// Their hash values.
    fn digests(self, mut inputs: Inputs) -> [Value; LANES] {
        let mut values = [[0; MAX_N]; LANES];
        if self.is_sha2 {
            let messages = inputs.bytes.each_ref().map(|bytes| &bytes[..inputs.len]);
            Sha256::digest_many(&messages[..inputs.count], &mut values[..inputs.count]);
            return values;
        }
        for bytes in &mut inputs.bytes {
            bytes[inputs.len] = 0x1f;
            bytes[MAX_INPUT - 1] |= 0x80;
        }
        for (blocks, values) in inputs.bytes[..inputs.count].chunks(8).zip(values.chunks_mut(8)) {
            match blocks.len() {
                1 => shake_blocks(permute_one, blocks, values),
                2..=4 => shake_blocks(permute_four, blocks, values),
                _ => shake_blocks(permute_eight, blocks, values),
            }
        }
        values
    }

    /// H_msg of a message: with the randomness of the signature, the root, and its number.
    ///
    /// Time: depends on the lengths.
    pub(super) fn h_msg(self, r: &[u8], root: &[u8], number: u64, message: &[u8]) -> Value {
        let (mut kind, mut index) = ([0; MAX_N], [0; MAX_N]);
        kind[self.number_size() - 1] = H_MSG;
        index[self.n - 8..self.n].copy_from_slice(&number.to_be_bytes());
        let parts = [&kind[..self.number_size()], r, root, &index[..self.n], message];
        if self.is_sha2 {
            return Sha256::digest(&parts);
        }
        let mut value = [0; MAX_N];
        shake(Rate::OF_256, &parts, &mut value);
        value
    }
}

/// SHAKE256 of padded blocks.
#[inline(always)]
fn shake_blocks<const L: usize>(permute: impl Fn(&mut States<L>), blocks: &[[u8; MAX_INPUT]], values: &mut [Value]) {
    let mut states = [[0; L]; 25];
    for (lane, block) in blocks.iter().enumerate() {
        put_words(&mut states, lane, block);
    }
    permute(&mut states);
    for (lane, value) in values.iter_mut().enumerate().take(blocks.len()) {
        take_words(&states, lane, value);
    }
}

impl<'a> Seeded<'a> {
    /// With a seed of n bytes.
    pub(super) fn new(function: Function, seed: &'a [u8]) -> Self {
        let inputs = function.inputs(PRF, iter::once((seed, &[][..])));
        // The padded key of HMAC is just that block, with a pad of nothing.
        let begun = (function.is_sha2 && inputs.len == Sha256::BLOCK_SIZE)
            .then(|| Sha256::begin_padded(&inputs.bytes[0][..inputs.len], [0; 2])[0]);
        Self { function, seed, begun }
    }

    /// PRF of addresses, `K` values of each: a key, and one or two masks.
    fn prf<const K: usize>(&self, addresses: &[Address]) -> [[Value; LANES]; K] {
        let mut values = [[[0; MAX_N]; LANES]; K];
        let mut places = (0..K).flat_map(|last| (0..addresses.len()).map(move |lane| (last, lane)));
        loop {
            let (mut own, mut inputs, mut count) = ([(0, 0); LANES], [[0; 32]; LANES], 0);
            for (last, lane) in places.by_ref().take(LANES) {
                own[count] = (last, lane);
                inputs[count] = addresses[lane].bytes(last as u8);
                count += 1;
            }
            if count == 0 {
                return values;
            }
            let made = self.prf_of(&inputs[..count]);
            for ((last, lane), value) in own[..count].iter().zip(made) {
                values[*last][*lane] = value;
            }
        }
    }

    /// PRF of inputs.
    fn prf_of(&self, inputs: &[[u8; 32]]) -> [Value; LANES] {
        let Some(begun) = &self.begun else {
            let parts = inputs.iter().map(|input| (self.seed, &input[..]));
            return self.function.digests(self.function.inputs(PRF, parts));
        };
        let (mut messages, mut values) = ([&[][..]; LANES], [[0; MAX_N]; LANES]);
        for (message, input) in messages.iter_mut().zip(inputs) {
            *message = input;
        }
        Sha256::digest_many_resumed(begun, &messages[..inputs.len()], &mut values[..inputs.len()]);
        values
    }

    /// A step along as many chains: F with keys and masks of their addresses (algorithm 2).
    ///
    /// Time: depends on the number.
    pub(super) fn steps(&self, addresses: &[Address], values: &mut [Value]) {
        let [keys, masks] = self.prf(addresses);
        for (value, mask) in values.iter_mut().zip(&masks) {
            xor_in_place(value, mask);
        }
        let inputs = keys.iter().zip(&*values).map(|(key, value)| (&key[..], &value[..self.function.n]));
        let made = self.function.digests(self.function.inputs(F, inputs));
        values.copy_from_slice(&made[..values.len()]);
    }

    /// As many nodes of their two children (RAND_HASH, algorithm 7), at the addresses of the pairs.
    ///
    /// Time: depends on the number.
    pub(super) fn nodes(&self, addresses: &[Address], pairs: &[[Value; 2]]) -> [Value; LANES] {
        let n = self.function.n;
        let [keys, left, right] = self.prf(addresses);
        let (masks, mut both) = ([left, right], [[0; 2 * MAX_N]; LANES]);
        for (i, (both, pair)) in both.iter_mut().zip(pairs).enumerate() {
            for (half, place) in both[..2 * n].chunks_exact_mut(n).enumerate() {
                place.copy_from_slice(&pair[half][..n]);
                xor_in_place(place, &masks[half][i][..n]);
            }
        }
        let inputs = keys.iter().zip(&both).take(pairs.len()).map(|(key, both)| (&key[..], &both[..2 * n]));
        self.function.digests(self.function.inputs(H, inputs))
    }
}
