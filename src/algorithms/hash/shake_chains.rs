//! Hash chains of SHAKE256, side by side in states of Keccak: a value is hashed again and again
//! behind a head whose last byte counts the steps. Head and value fit into one block.

use super::sponge::Rate;
use crate::kernels::keccak::{Kernel, States};
use crate::machine::wipe::Wiped;

/// The longest head in bytes.
pub(crate) const MAX_HEAD: usize = 64;
/// The longest value; shorter ones stand at the beginning.
pub(crate) type Value = [u8; 32];

/// The words of a block.
const RATE: usize = Rate::OF_256.bytes() / 8;
/// The suffix 1111 of SHAKE, and the first bit of the padding.
const SUFFIX: u64 = 0x1f;
/// The most words of a value.
const MAX: usize = size_of::<Value>() / 8;

/// What is the same for all chains.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    /// The bytes of a head, not zero.
    pub(crate) head: usize,
    /// The bytes of a value, whole words.
    pub(crate) value: usize,
    /// How many steps there are.
    pub(crate) steps: u32,
}

/// Goes along chains of these heads and values. Where one has its stop, the value is kept, too.
///
/// Time: depends on the shape and on the number of chains.
pub(crate) fn run(shape: Shape, heads: &[[u8; MAX_HEAD]], values: &mut [Value], stops: &[u32], kept: &mut [Value]) {
    let groups = heads.chunks(8).zip(values.chunks_mut(8)).zip(stops.chunks(8).zip(kept.chunks_mut(8)));
    for ((heads, values), (stops, kept)) in groups {
        match heads.len() {
            1 => group(permute_one, shape, heads, values, stops, kept),
            2..=4 => group(permute_four, shape, heads, values, stops, kept),
            _ => group(permute_eight, shape, heads, values, stops, kept),
        }
    }
}

/// As [`run`] for at most `L` chains.
#[inline(always)]
fn group<const L: usize>(
    permute: impl Fn(&mut States<L>),
    shape: Shape,
    heads: &[[u8; MAX_HEAD]],
    values: &mut [Value],
    stops: &[u32],
    kept: &mut [Value],
) {
    let (words, first, shift) = (shape.value / 8, shape.head / 8, 8 * (shape.head % 8));
    let (counter, one) = ((shape.head - 1) / 8, 1 << (8 * ((shape.head - 1) % 8)));
    // The block without the value, and the state, which begins with a value.
    let (mut block, mut states) = ([[0; L]; RATE], Wiped::new([[0; L]; 25]));
    for (lane, (head, value)) in heads.iter().zip(&*values).enumerate() {
        put_words(&mut block, lane, head);
        put_words(&mut *states, lane, &value[..shape.value]);
    }
    block[first + words] = [SUFFIX << shift; L];
    block[RATE - 1] = [1 << 63; L];
    for step in 1..=shape.steps {
        let mut value = Wiped::new([[0; L]; MAX + 1]);
        value[..words].copy_from_slice(&states[..words]);
        *states = [[0; L]; 25];
        states[..RATE].copy_from_slice(&block);
        for lane in 0..L {
            let mut carry = 0;
            for (state, value) in states[first..].iter_mut().zip(&value[..=words]) {
                state[lane] |= value[lane] << shift | carry;
                carry = value[lane].checked_shr(64 - shift as u32).unwrap_or_default();
            }
        }
        permute(&mut states);
        block[counter].iter_mut().for_each(|word| *word = word.wrapping_add(one));
        for (lane, (stop, kept)) in stops.iter().zip(&mut *kept).enumerate() {
            if *stop == step {
                take_words(&*states, lane, &mut kept[..shape.value]);
            }
        }
    }
    for (lane, value) in values.iter_mut().enumerate() {
        take_words(&*states, lane, &mut value[..shape.value]);
    }
}

/// Puts bytes into the words of a lane.
#[inline(always)]
pub(crate) fn put_words<const L: usize>(words: &mut [[u64; L]], lane: usize, bytes: &[u8]) {
    for (words, bytes) in words.iter_mut().zip(bytes.as_chunks().0) {
        words[lane] = u64::from_le_bytes(*bytes);
    }
}

/// The other way.
#[inline(always)]
pub(crate) fn take_words<const L: usize>(words: &[[u64; L]], lane: usize, bytes: &mut [u8]) {
    for (bytes, words) in bytes.as_chunks_mut().0.iter_mut().zip(words) {
        *bytes = words[lane].to_le_bytes();
    }
}

/// Permutes one state, which has its words one by one.
pub(crate) fn permute_one(states: &mut States<1>) {
    if let Some(state) = states.as_flattened_mut().as_mut_array() {
        Kernel::choose().permute(state);
    }
}

/// Permutes four states.
pub(crate) fn permute_four(states: &mut States<4>) {
    Kernel::choose().permute_four(states);
}

/// Permutes eight states.
pub(crate) fn permute_eight(states: &mut States<8>) {
    Kernel::choose().permute_eight(states);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::algorithms::hash::shake::shake;
    use std::vec::Vec;

    /// Step by step what SHAKE256 gives, for heads that end in a word and between words.
    #[test]
    fn as_step_by_step() {
        for (head, value) in [(23, 24), (23, 32), (48, 16), (56, 24), (64, 32), (1, 8), (40, 32)] {
            for count in 1..=9 {
                let heads: Vec<[u8; MAX_HEAD]> = (0..count).map(|i| [3 * i as u8 + 1; MAX_HEAD]).collect();
                let heads: Vec<_> = heads
                    .into_iter()
                    .map(|mut bytes| {
                        bytes[head..].fill(0);
                        bytes
                    })
                    .collect();
                let mut values: Vec<Value> = (0..count).map(|i| [7 * i as u8 + 2; 32]).collect();
                let mut kept = values.clone();
                let stops: Vec<u32> = (0..count as u32).collect();
                let (mut expected, mut stopped) = (values.clone(), values.clone());
                for i in 0..count {
                    let mut own = heads[i];
                    for step in 1..=5 {
                        let input = expected[i];
                        shake(Rate::OF_256, &[&own[..head], &input[..value]], &mut expected[i][..value]);
                        own[head - 1] += 1;
                        if stops[i] == step {
                            stopped[i] = expected[i];
                        }
                    }
                }
                run(Shape { head, value, steps: 5 }, &heads, &mut values, &stops, &mut kept);
                assert_eq!((&values, &kept), (&expected, &stopped), "{head} {value} {count}");
            }
        }
    }
}
