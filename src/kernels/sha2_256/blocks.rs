//! SHA-256 with the message schedules of one or two blocks in vectors, each of which holds four
//! words of every block (FIPS 180-4 section 6.2.2).
//!
//! The rounds of the first block run in general registers. Meanwhile the vector units make the
//! schedules of all blocks, constants added, so the rounds of the second only read them. Where
//! there is no second block, the first stands in for it, for nothing.

use super::State;

/// Adds the working variables at the end of a block to the state.
#[inline(always)]
pub(super) fn add_to(state: &mut State, end: State) {
    for (word, end) in state.iter_mut().zip(end) {
        *word = word.wrapping_add(end);
    }
}

/// Makes the functions of a kernel for a set of processor features and their token.
///
/// In scope are `Vector` and how many `BLOCKS` it has words of; the functions `load`, `splat_four`,
/// `store`, `add`, `xor`, `one_word_on`, and the shifts `left`, `right` and `right_of_pairs`;
/// `doubled` of the low or the high two words of four, and `gathered`, its other way, with zeros
/// for the other two; and `step`, a round with the word of its number and of a block.
macro_rules! compression {
    ($token:ident, $features:literal) => {
        use super::blocks::add_to;
        use super::{Block, State, portable};
        use crate::kernels::sha2_definition::K_256;
        use crate::kernels::sha2_rounds::{nothing, sixteen_rounds};
        use crate::machine::cpu::$token;
        use crate::machine::wipe::Wiped;

        /// Words of the schedule plus constants: for each four rounds, those of the first block and
        /// then those of the second.
        type Words = [[[u32; 4 * BLOCKS]; 4]; GROUPS];

        /// Groups of sixteen rounds.
        const GROUPS: usize = 4;
        const _: () = assert!(K_256.len() == 16 * GROUPS);

        /// Adds blocks to the state, first those of one run and then those of another.
        ///
        /// Time: depends on the number of blocks.
        #[target_feature(enable = $features)]
        pub(super) fn compress(_cpu: $token, state: &mut State, blocks: &[Block], more: &[Block]) {
            let mut words = Wiped::new([[[0; 4 * BLOCKS]; 4]; GROUPS]); // the message may be a key
            let mut blocks = blocks.iter().chain(more);
            while let Some(first) = blocks.next() {
                let second = if BLOCKS == 2 { blocks.next() } else { None };
                let schedule = schedule([first, second.unwrap_or(first)], &mut words[0]);
                first_block(state, schedule, &mut words);
                if second.is_some() {
                    other_block(state, &words);
                }
            }
        }

        /// Adds a block to each of two states.
        #[target_feature(enable = $features)]
        pub(super) fn compress_each(cpu: $token, states: &mut [State; 2], blocks: [&Block; 2]) {
            let [first, second] = states;
            if BLOCKS == 1 {
                compress(cpu, first, core::slice::from_ref(blocks[0]), &[]);
                compress(cpu, second, core::slice::from_ref(blocks[1]), &[]);
                return;
            }
            let mut words = Wiped::new([[[0; 4 * BLOCKS]; 4]; GROUPS]);
            let schedule = schedule(blocks, &mut words[0]);
            first_block(first, schedule, &mut words);
            other_block(second, &words);
        }

        /// HMAC from the states after both padded keys.
        #[target_feature(enable = $features)]
        pub(super) fn mac(cpu: $token, begun: [&State; 2], blocks: &[Block], more: &[Block]) -> State {
            portable::mac_by(|state, blocks, more| compress(cpu, state, blocks, more), begun, blocks, more)
        }

        /// HMAC of a value over and over.
        #[target_feature(enable = $features)]
        pub(super) fn iterate_mac(
            cpu: $token,
            begun: [&State; 2],
            value: &mut [u8; 32],
            sum: &mut [u8; 32],
            times: u32,
        ) {
            let compress = |state: &mut State, block: &Block| compress(cpu, state, core::slice::from_ref(block), &[]);
            portable::iterate_mac_by(compress, begun, value, sum, times);
        }

        /// The first sixteen words of the schedule, which are those of the blocks; `words` gets
        /// them with their constants.
        #[inline]
        #[target_feature(enable = $features)]
        fn schedule(blocks: [&Block; 2], words: &mut [[u32; 4 * BLOCKS]; 4]) -> [Vector; 4] {
            let w = load(blocks);
            for (i, words) in words.iter_mut().enumerate() {
                store(words, add(w[i], constants(i)));
            }
            w
        }

        /// The constants of four rounds.
        #[inline]
        #[target_feature(enable = $features)]
        fn constants(four: usize) -> Vector {
            splat_four(&K_256.as_chunks::<4>().0[four])
        }

        /// The rounds of the first block, with the schedules of all made on the way.
        #[inline]
        #[target_feature(enable = $features)]
        #[allow(unused_assignments)] // b ^ c of a round after the last
        fn first_block(state: &mut State, mut w: [Vector; 4], words: &mut Words) {
            let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
            let (mut bc, mut ab) = (b ^ c, 0_u32);
            for group in 0..GROUPS {
                macro_rules! extend {
                    ($pair:literal) => {
                        if $pair % 2 == 1 {
                            const I: usize = $pair / 2;
                            w[I] = next(w[I], w[(I + 1) % 4], w[(I + 2) % 4], w[(I + 3) % 4]);
                            store(&mut words[group + 1][I], add(w[I], constants(4 * (group + 1) + I)));
                        }
                    };
                }
                if group + 1 < GROUPS {
                    sixteen_rounds!(step (&words[group], 0), a b c d e f g h, bc, ab, extend);
                } else {
                    sixteen_rounds!(step (&words[group], 0), a b c d e f g h, bc, ab, nothing);
                }
            }
            add_to(state, [a, b, c, d, e, f, g, h]);
        }

        /// The rounds of the second block.
        #[inline]
        #[target_feature(enable = $features)]
        #[allow(unused_assignments)] // as above
        fn other_block(state: &mut State, words: &Words) {
            let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
            let (mut bc, mut ab) = (b ^ c, 0_u32);
            for words in words {
                sixteen_rounds!(step (words, BLOCKS - 1), a b c d e f g h, bc, ab, nothing);
            }
            add_to(state, [a, b, c, d, e, f, g, h]);
        }

        /// Where the word of a round of a group lies, for one of the blocks, in bytes.
        const fn place(round: usize, block: usize) -> usize {
            16 * (BLOCKS * (round / 4) + block) + 4 * (round % 4)
        }

        /// The four words of the schedule sixteen after those in `w0`; the others follow on it.
        #[inline]
        #[target_feature(enable = $features)]
        fn next(w0: Vector, w1: Vector, w2: Vector, w3: Vector) -> Vector {
            let (second, tenth) = (one_word_on(w0, w1), one_word_on(w2, w3));
            let rotations = xor(
                xor(right::<7>(second), left::<25>(second)),
                xor(right::<18>(second), left::<14>(second)),
            );
            let sum = add(add(w0, tenth), xor(rotations, right::<3>(second)));
            // The last two words need the first two.
            let sum = add(sum, gathered::<false>(sigma1(doubled::<true>(w3))));
            add(sum, gathered::<true>(sigma1(doubled::<false>(sum))))
        }

        /// Sigma1 of section 4.1.2 of words that stand twice in their pair, in which a shift is a
        /// rotation.
        #[inline]
        #[target_feature(enable = $features)]
        fn sigma1(doubled: Vector) -> Vector {
            xor(xor(right_of_pairs::<17>(doubled), right_of_pairs::<19>(doubled)), right::<10>(doubled))
        }
    };
}
pub(super) use compression;
