//! The functions with SHAKE256 (FIPS 205 section 11.1). A state of Keccak has a word of several
//! inputs in each vector, and stays as it is from step to step.

use super::address::{Address, SIZE};
use super::functions::{Functions, LANES, Lanes, MAX_N, Value};
use crate::algorithms::hash::shake::Shake;
use crate::algorithms::hash::shake_chains::{
    self, MAX_HEAD, Shape, permute_eight, permute_four, permute_one, take_words,
};
use crate::algorithms::hash::sponge::Rate;
use crate::kernels::keccak::States;
use crate::machine::wipe::Wiped;

/// The words of a block.
const RATE: usize = Rate::OF_256.bytes() / 8;
/// The suffix 1111 of SHAKE, and the first bit of the padding.
const SUFFIX: u64 = 0x1f;
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
        let (n, mut heads) = (self.n, [[0; MAX_HEAD]; LANES]);
        for (head, address) in heads.iter_mut().zip(&lanes.addresses[..lanes.count]) {
            for (place, word) in head.as_chunks_mut().0.iter_mut().zip(&self.seed[..n / 8]) {
                *place = word.to_le_bytes();
            }
            head[n..][..SIZE].copy_from_slice(&address.bytes());
        }
        let (shape, all) = (Shape { head: n + SIZE, value: n, steps }, ..lanes.count);
        let (values, kept) = (&mut lanes.values[all], &mut lanes.kept[all]);
        shake_chains::run(shape, &heads[all], values, &lanes.stops[all], kept);
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

/// SHAKE256 of parts, one after the other.
fn shake<'a>(parts: impl Iterator<Item = &'a &'a [u8]>, out: &mut [u8]) {
    let mut message = Shake::new(Rate::OF_256);
    parts.for_each(|part| message.update(part));
    message.finalize_bits(0, 0).read(out);
}
