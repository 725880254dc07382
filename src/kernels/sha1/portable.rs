//! SHA-1's compression function for any processor: the definition that the other kernels are
//! compared with.

use super::{Block, K, State};

/// Adds blocks to the state, first those of one run and then those of another.
pub(super) fn compress(state: &mut State, blocks: &[Block], more: &[Block]) {
    blocks.iter().chain(more).for_each(|block| compress_block(state, block));
}

/// Adds a block to each of two states.
pub(super) fn compress_each(states: &mut [State; 2], blocks: [&Block; 2]) {
    states.iter_mut().zip(blocks).for_each(|(state, block)| compress_block(state, block));
}

/// Adds one block to the state (FIPS 180-4 section 6.1.2).
///
/// Time: constant.
fn compress_block(state: &mut State, block: &Block) {
    let mut w = words(block);
    let [mut a, mut b, mut c, mut d, mut e] = *state;

    // The function f of section 4.1.1, and twenty rounds with it. The schedule is kept in a ring of
    // sixteen words.
    macro_rules! rounds {
        ($from:literal, $x:ident $y:ident $z:ident => $f:expr) => {
            for t in $from..$from + 20 {
                if t >= 16 {
                    w[t % 16] = (w[(t + 13) % 16] ^ w[(t + 8) % 16] ^ w[(t + 2) % 16] ^ w[t % 16]).rotate_left(1);
                }
                let ($x, $y, $z) = (b, c, d);
                let sum = a
                    .rotate_left(5)
                    .wrapping_add($f)
                    .wrapping_add(e)
                    .wrapping_add(K[$from / 20])
                    .wrapping_add(w[t % 16]);
                (a, b, c, d, e) = (sum, a, b.rotate_left(30), c, d);
            }
        };
    }
    rounds!(0, x y z => x & y ^ !x & z);
    rounds!(20, x y z => x ^ y ^ z);
    rounds!(40, x y z => x & y ^ x & z ^ y & z);
    rounds!(60, x y z => x ^ y ^ z);

    for (word, end) in state.iter_mut().zip([a, b, c, d, e]) {
        *word = word.wrapping_add(end);
    }
}

/// The block as big-endian words (section 5.2.1).
fn words(block: &Block) -> [u32; 16] {
    let (chunks, _) = block.as_chunks::<4>();
    core::array::from_fn(|t| u32::from_be_bytes(chunks[t]))
}
