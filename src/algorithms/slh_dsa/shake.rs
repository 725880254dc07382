//! The functions with SHAKE256 (FIPS 205 section 11.1). A state of Keccak has a word of several
//! inputs in each vector, and stays as it is from step to step.

use super::address::Address;
use super::functions::{Functions, Lanes, MAX_N, Value};
use crate::algorithms::hash::shake::Shake;
use crate::algorithms::hash::sponge::Rate;
use crate::kernels::keccak::{Kernel, States};
use crate::machine::wipe::Wiped;

/// The words of a block.
const RATE: usize = Rate::OF_256.bytes() / 8;
/// The suffix 1111 of SHAKE, and the first bit of the padding.
const SUFFIX: u64 = 0x1f;
/// The words of an address.
const ADDRESS: usize = 4;
/// The most words of a value.
const MAX: usize = MAX_N / 8;
/// As many go side by side as the widest kernel takes.
const GROUP: usize = 8;

/// The functions with one PK.seed.
pub struct Shake256 {
    n: usize,
    seed: [u64; MAX],
}

impl Functions for Shake256 {
    fn new(pk_seed: &[u8]) -> Self {
        let mut seed = [0; MAX];
        for (word, bytes) in seed.iter_mut().zip(pk_seed.as_chunks().0) {
            *word = u64::from_le_bytes(*bytes);
        }
        Self { n: pk_seed.len(), seed }
    }

    fn n(&self) -> usize {
        self.n
    }

    #[inline(never)] // its frame is large
    fn chain(&self, lanes: &mut Lanes, steps: u32) {
        for first in (0..lanes.count).step_by(GROUP) {
            match lanes.count - first {
                1 => self.chain_group(permute_one, lanes, first, steps),
                2..=4 => self.chain_group(permute_four, lanes, first, steps),
                _ => self.chain_group(permute_eight, lanes, first, steps),
            }
        }
    }

    #[inline(never)] // its frame is large
    fn hash(&self, addresses: &[Address], inputs: &mut [&mut [u8]], values: &mut [Value]) {
        for (input, address) in inputs.iter_mut().zip(addresses) {
            let bytes = address.bytes();
            input[..bytes.len()].copy_from_slice(&bytes);
        }
        for (inputs, values) in inputs.chunks(GROUP).zip(values.chunks_mut(GROUP)) {
            match inputs.len() {
                1 => self.hash_group(permute_one, inputs, values),
                2..=4 => self.hash_group(permute_four, inputs, values),
                _ => self.hash_group(permute_eight, inputs, values),
            }
        }
    }

    fn prf_msg(&self, sk_prf: &[u8], opt_rand: &[u8], message: &[&[u8]], r: &mut [u8]) {
        shake([sk_prf, opt_rand].iter().chain(message), r);
    }

    fn h_msg(&self, r: &[u8], pk_seed: &[u8], pk_root: &[u8], message: &[&[u8]], digest: &mut [u8]) {
        shake([r, pk_seed, pk_root].iter().chain(message), digest);
    }
}

impl Shake256 {
    /// Goes along up to `L` chains from the one at `first` on.
    #[inline(always)]
    fn chain_group<const L: usize>(
        &self,
        permute: impl Fn(&mut States<L>),
        lanes: &mut Lanes,
        first: usize,
        steps: u32,
    ) {
        let (words, count) = (self.n / 8, L.min(lanes.count - first));
        let (mut places, mut states) = ([[0; L]; ADDRESS], Wiped::new([[0; L]; 25]));
        for lane in 0..count {
            put_words(&mut places, lane, &lanes.addresses[first + lane].bytes());
            put_words(&mut *states, lane, &lanes.values[first + lane][..self.n]);
        }
        for step in 1..=steps {
            let mut value = Wiped::new([[0; L]; MAX]);
            value.copy_from_slice(&states[..MAX]);
            *states = [[0; L]; 25];
            for (state, seed) in states.iter_mut().zip(&self.seed[..words]) {
                *state = [*seed; L];
            }
            states[words..][..ADDRESS].copy_from_slice(&places);
            states[words + ADDRESS..][..words].copy_from_slice(&value[..words]);
            states[2 * words + ADDRESS] = [SUFFIX; L];
            states[RATE - 1] = [1 << 63; L];
            permute(&mut states);
            for (lane, place) in places[ADDRESS - 1].iter_mut().enumerate().take(count) {
                // The last byte of the address counts the steps, of which there are fewer than 16.
                *place = place.wrapping_add(1 << 56);
                if lanes.stops[first + lane] == step {
                    take_words(&*states, lane, &mut lanes.kept[first + lane][..self.n]);
                }
            }
        }
        for lane in 0..count {
            take_words(&*states, lane, &mut lanes.values[first + lane][..self.n]);
        }
    }

    /// The values of up to `L` inputs, which begin with their addresses.
    #[inline(always)]
    fn hash_group<const L: usize>(
        &self,
        permute: impl Fn(&mut States<L>),
        inputs: &[&mut [u8]],
        values: &mut [Value],
    ) {
        let (words, mut states) = (self.n / 8, Wiped::new([[0; L]; 25]));
        for (state, seed) in states.iter_mut().zip(&self.seed[..words]) {
            *state = [*seed; L];
        }
        let mut place = words;
        for number in 0..inputs.first().map_or(0, |input| input.len() / 8) {
            for (lane, input) in inputs.iter().enumerate() {
                if let Some(word) = input.as_chunks().0.get(number) {
                    states[place][lane] ^= u64::from_le_bytes(*word);
                }
            }
            place += 1;
            if place == RATE {
                permute(&mut states);
                place = 0;
            }
        }
        states[place].iter_mut().for_each(|word| *word ^= SUFFIX);
        states[RATE - 1].iter_mut().for_each(|word| *word ^= 1 << 63);
        permute(&mut states);
        for (lane, value) in values.iter_mut().enumerate() {
            take_words(&*states, lane, &mut value[..self.n]);
        }
    }
}

/// Puts bytes into the words of a lane.
#[inline(always)]
fn put_words<const L: usize>(words: &mut [[u64; L]], lane: usize, bytes: &[u8]) {
    for (words, bytes) in words.iter_mut().zip(bytes.as_chunks().0) {
        words[lane] = u64::from_le_bytes(*bytes);
    }
}

/// The other way.
#[inline(always)]
fn take_words<const L: usize>(words: &[[u64; L]], lane: usize, bytes: &mut [u8]) {
    for (bytes, words) in bytes.as_chunks_mut().0.iter_mut().zip(words) {
        *bytes = words[lane].to_le_bytes();
    }
}

fn permute_one(states: &mut States<1>) {
    if let Some(state) = states.as_flattened_mut().as_mut_array() {
        Kernel::choose().permute(state);
    }
}

fn permute_four(states: &mut States<4>) {
    Kernel::choose().permute_four(states);
}

fn permute_eight(states: &mut States<8>) {
    Kernel::choose().permute_eight(states);
}

/// SHAKE256 of parts, one after the other.
fn shake<'a>(parts: impl Iterator<Item = &'a &'a [u8]>, out: &mut [u8]) {
    let mut message = Shake::new(Rate::OF_256);
    parts.for_each(|part| message.update(part));
    message.finalize_bits(0, 0).read(out);
}
