//! The definition: AES on bit planes, without a table.
//!
//! Four blocks at a time stand in eight words of 64 bits. Word `i` holds bit `i` of each of the 64
//! bytes, and byte (row `r`, column `c`) of block `b` is bit `16 r + 4 c + b` of each word. So
//! SubBytes is a Boolean circuit over the words, ShiftRows turns the 16-bit groups, and the next
//! row is a rotation by 16. Time: depends on the key length and on the number of blocks.

mod modes;

pub(super) use modes::{cbc_mac, cfb_decrypt, cfb_encrypt, ctr_and_mac, unwrap, wrap, xts};

use super::{Block, CounterWidth, Schedule};
use crate::base::bytes::xor_in_place;
use crate::machine::wipe::Wiped;

/// Bit planes of four blocks.
type Planes = [u64; 8];

/// All round keys, each on four blocks at once.
type SlicedKeys = Wiped<[Planes; 15]>;

/// KEYEXPANSION (FIPS 197 section 5.2). `schedule.rounds` is set, and `key` has `4 * (rounds - 6)`
/// bytes.
pub(super) fn expand(key: &[u8], schedule: &mut Schedule) {
    expand_with(sub_word, key, schedule);
}

/// The same with any way to compute SUBWORD. Inlined, so that it may be an instruction of the
/// caller's.
#[inline(always)]
pub(super) fn expand_with(sub_word: impl Fn(&mut [u8; 4]), key: &[u8], schedule: &mut Schedule) {
    let words_in_key = key.len() / 4;
    let words_in_all = 4 * (schedule.rounds + 1);
    let (words, _) = schedule.keys.as_flattened_mut().as_chunks_mut::<4>();
    for (word, given) in words.iter_mut().zip(key.as_chunks::<4>().0) {
        *word = *given;
    }
    let mut round_constant = 1_u8;
    for i in words_in_key..words_in_all {
        let mut word = Wiped::new(words[i - 1]);
        if i % words_in_key == 0 {
            word.rotate_left(1);
            sub_word(&mut word);
            word[0] ^= round_constant;
            round_constant = (round_constant << 1) ^ ((round_constant >> 7) * 0x1b);
        } else if words_in_key == 8 && i % 8 == 4 {
            sub_word(&mut word);
        }
        xor_in_place(&mut *word, &words[i - words_in_key]);
        words[i] = *word;
    }
}

/// SUBWORD (FIPS 197 section 5.2).
fn sub_word(word: &mut [u8; 4]) {
    let mut blocks = Wiped::new([[0; 16]; 4]);
    blocks[0][..4].copy_from_slice(word);
    let mut planes = Wiped::new(slice(&blocks));
    sub_bytes(&mut planes);
    unslice(&planes, &mut blocks);
    word.copy_from_slice(&blocks[0][..4]);
}

/// The inverse cipher is computed as FIPS 197 section 5.3 has it, from the same round keys.
pub(super) fn invert(encryption: &Schedule, decryption: &mut Schedule) {
    decryption.keys = encryption.keys;
}

pub(super) fn encrypt_block(schedule: &Schedule, block: &mut Block) {
    encrypt_blocks(schedule, core::slice::from_mut(block));
}

pub(super) fn decrypt_block(schedule: &Schedule, block: &mut Block) {
    decrypt_blocks(schedule, core::slice::from_mut(block));
}

pub(super) fn encrypt_blocks(schedule: &Schedule, blocks: &mut [Block]) {
    let keys = slice_keys(schedule);
    by_four(blocks, |four| encrypt(&keys, schedule.rounds, four));
}

pub(super) fn decrypt_blocks(schedule: &Schedule, blocks: &mut [Block]) {
    let keys = slice_keys(schedule);
    by_four(blocks, |four| decrypt(&keys, schedule.rounds, four));
}

pub(super) fn cbc_encrypt(schedule: &Schedule, iv: &mut Block, blocks: &mut [Block]) {
    let keys = slice_keys(schedule);
    let mut four = Wiped::new([[0; 16]; 4]);
    for block in blocks {
        xor_in_place(block, iv);
        four[0] = *block;
        encrypt(&keys, schedule.rounds, &mut four);
        *block = four[0];
        *iv = *block;
    }
}

pub(super) fn cbc_decrypt(schedule: &Schedule, iv: &Block, blocks: &mut [Block]) {
    let keys = slice_keys(schedule);
    let mut previous = *iv;
    by_four(blocks, |four| {
        let ciphertext = *four;
        decrypt(&keys, schedule.rounds, four);
        for (block, next) in four.iter_mut().zip(ciphertext) {
            xor_in_place(block, &previous);
            previous = next;
        }
    });
}

pub(super) fn ctr_xor(schedule: &Schedule, first: u128, width: CounterWidth, data: &mut [u8]) {
    let keys = slice_keys(schedule);
    let mut stream = Wiped::new([[0; 16]; 4]);
    let mut counter = first;
    for chunk in data.chunks_mut(64) {
        for block in stream.iter_mut() {
            *block = counter.to_be_bytes();
            counter = width.step(counter, 1);
        }
        encrypt(&keys, schedule.rounds, &mut stream);
        xor_in_place(chunk, stream.as_flattened());
    }
}

/// Gives the blocks to `work` four at a time; a last group is filled up with zeros.
fn by_four(blocks: &mut [Block], mut work: impl FnMut(&mut [Block; 4])) {
    let (fours, rest) = blocks.as_chunks_mut::<4>();
    for four in fours {
        work(four);
    }
    if !rest.is_empty() {
        let mut four = Wiped::new([[0; 16]; 4]);
        four[..rest.len()].copy_from_slice(rest);
        work(&mut four);
        rest.copy_from_slice(&four[..rest.len()]);
    }
}

fn slice_keys(schedule: &Schedule) -> SlicedKeys {
    let mut sliced = Wiped::new([[0; 8]; 15]);
    for (planes, key) in sliced.iter_mut().zip(&schedule.keys).take(schedule.rounds + 1) {
        *planes = slice(&[*key; 4]);
    }
    sliced
}

/// CIPHER (FIPS 197 section 5.1) of four blocks.
fn encrypt(keys: &SlicedKeys, rounds: usize, blocks: &mut [Block; 4]) {
    let mut state = Wiped::new(slice(blocks));
    add_round_key(&mut state, &keys[0]);
    for key in &keys[1..rounds] {
        sub_bytes(&mut state);
        shift_rows(&mut state);
        mix_columns(&mut state);
        add_round_key(&mut state, key);
    }
    sub_bytes(&mut state);
    shift_rows(&mut state);
    add_round_key(&mut state, &keys[rounds]);
    unslice(&state, blocks);
}

/// INVCIPHER (FIPS 197 section 5.3) of four blocks.
fn decrypt(keys: &SlicedKeys, rounds: usize, blocks: &mut [Block; 4]) {
    let mut state = Wiped::new(slice(blocks));
    add_round_key(&mut state, &keys[rounds]);
    for key in keys[1..rounds].iter().rev() {
        inv_shift_rows(&mut state);
        inv_sub_bytes(&mut state);
        add_round_key(&mut state, key);
        inv_mix_columns(&mut state);
    }
    inv_shift_rows(&mut state);
    inv_sub_bytes(&mut state);
    add_round_key(&mut state, &keys[0]);
    unslice(&state, blocks);
}

/// Blocks to planes. Before the transposition byte `k` of word `j` is bits `8 k + j` of the planes:
/// rows alternate between columns 0 and 2 (words 0 to 3, one for each block) or 1 and 3 (words 4 to
/// 7).
fn slice(blocks: &[Block; 4]) -> Planes {
    let mut planes = [0; 8];
    for (b, block) in blocks.iter().enumerate() {
        let (columns, _) = block.as_chunks::<4>();
        planes[b] = spread(columns[0]) | spread(columns[2]) << 8;
        planes[b + 4] = spread(columns[1]) | spread(columns[3]) << 8;
    }
    transpose(&mut planes);
    planes
}

/// Planes to blocks.
fn unslice(planes: &Planes, blocks: &mut [Block; 4]) {
    let mut words = Wiped::new(*planes);
    transpose(&mut words);
    for (b, block) in blocks.iter_mut().enumerate() {
        let (columns, _) = block.as_chunks_mut::<4>();
        columns[0] = gather(words[b]);
        columns[2] = gather(words[b] >> 8);
        columns[1] = gather(words[b + 4]);
        columns[3] = gather(words[b + 4] >> 8);
    }
}

/// Byte `i` of a column to byte `2 i` of the word.
fn spread(column: [u8; 4]) -> u64 {
    let x = u64::from(u32::from_le_bytes(column));
    let x = (x | x << 16) & 0x0000_ffff_0000_ffff;
    (x | x << 8) & 0x00ff_00ff_00ff_00ff
}

/// The inverse of [`spread`]; odd bytes are ignored.
fn gather(word: u64) -> [u8; 4] {
    let x = word & 0x00ff_00ff_00ff_00ff;
    let x = (x | x >> 8) & 0x0000_ffff_0000_ffff;
    ((x | x >> 16) as u32).to_le_bytes()
}

/// Bit `8 k + i` of word `j` changes places with bit `8 k + j` of word `i`. Its own inverse.
fn transpose(words: &mut Planes) {
    const MASKS: [u64; 3] = [0x5555_5555_5555_5555, 0x3333_3333_3333_3333, 0x0f0f_0f0f_0f0f_0f0f];
    for (step, mask) in MASKS.into_iter().enumerate() {
        let distance = 1 << step;
        for low in (0..8).filter(|i| i & distance == 0) {
            let high = low | distance;
            let moved = (words[low] >> distance ^ words[high]) & mask;
            words[high] ^= moved;
            words[low] ^= moved << distance;
        }
    }
}

fn add_round_key(state: &mut Planes, key: &Planes) {
    for (plane, key) in state.iter_mut().zip(key) {
        *plane ^= key;
    }
}

/// Row `r` turns left by `r` columns, each of which is four bits wide.
fn shift_rows(state: &mut Planes) {
    for plane in state {
        *plane = turn_rows(*plane, [0, 4, 8, 12]);
    }
}

fn inv_shift_rows(state: &mut Planes) {
    for plane in state {
        *plane = turn_rows(*plane, [0, 12, 8, 4]);
    }
}

fn turn_rows(plane: u64, by: [u32; 4]) -> u64 {
    let mut turned = 0;
    for (row, by) in by.into_iter().enumerate() {
        turned |= u64::from(((plane >> (16 * row)) as u16).rotate_right(by)) << (16 * row);
    }
    turned
}

/// Each byte is multiplied by `x` modulo `x^8 + x^4 + x^3 + x + 1`.
fn x_times(a: &Planes) -> Planes {
    [a[7], a[0] ^ a[7], a[1], a[2] ^ a[7], a[3] ^ a[7], a[4], a[5], a[6]]
}

/// `{02} a + {03} a1 + a2 + a3`, where `a1` is the next row, is
/// `x (a + a1) + a1 + (a + a1) two rows on`.
fn mix_columns(state: &mut Planes) {
    let sum = state.map(|a| a ^ a.rotate_right(16));
    for ((plane, sum), doubled) in state.iter_mut().zip(sum).zip(x_times(&sum)) {
        *plane = doubled ^ plane.rotate_right(16) ^ sum.rotate_right(32);
    }
}

/// The inverse matrix is the forward one times the circulant of `{05} {00} {04} {00}`, which adds
/// `{04} (a + a2)`.
fn inv_mix_columns(state: &mut Planes) {
    let sum = state.map(|a| a ^ a.rotate_right(32));
    for (plane, times_four) in state.iter_mut().zip(x_times(&x_times(&sum))) {
        *plane ^= times_four;
    }
    mix_columns(state);
}

/// SUBBYTES (FIPS 197 section 5.1.1) as the circuit of Boyar and Peralta, "A depth-16 circuit for
/// the AES S-box" (IACR ePrint 2011/332). Its bit 0 is the most significant one.
fn sub_bytes(state: &mut Planes) {
    state.reverse();
    let y = sbox_top(state);
    let z = sbox_middle(state[7], &y);
    *state = sbox_bottom(&z);
    state.reverse();
}

/// With `S(x) = A(1/x) + {63}`, the inverse is `1/B(y)` for `B(y) = A^-1 (y + {63})`, and
/// `1/x = B(S(x))`.
fn inv_sub_bytes(state: &mut Planes) {
    inv_affine(state);
    sub_bytes(state);
    inv_affine(state);
}

/// `B` above: the inverse of the affine transformation of FIPS 197 equation 5.3.
fn inv_affine(state: &mut Planes) {
    for bit in [0, 1, 5, 6] {
        state[bit] = !state[bit];
    }
    let a = *state;
    for (i, plane) in state.iter_mut().enumerate() {
        *plane = a[(i + 2) % 8] ^ a[(i + 5) % 8] ^ a[(i + 7) % 8];
    }
}

/// The linear layer above the inversion: `y[1]` to `y[21]`.
fn sbox_top(x: &Planes) -> [u64; 22] {
    let mut y = [0; 22];
    y[14] = x[3] ^ x[5];
    y[13] = x[0] ^ x[6];
    y[9] = x[0] ^ x[3];
    y[8] = x[0] ^ x[5];
    let t0 = x[1] ^ x[2];
    y[1] = t0 ^ x[7];
    y[4] = y[1] ^ x[3];
    y[12] = y[13] ^ y[14];
    y[2] = y[1] ^ x[0];
    y[5] = y[1] ^ x[6];
    y[3] = y[5] ^ y[8];
    let t1 = x[4] ^ y[12];
    y[15] = t1 ^ x[5];
    y[20] = t1 ^ x[1];
    y[6] = y[15] ^ x[7];
    y[10] = y[15] ^ t0;
    y[11] = y[20] ^ y[9];
    y[7] = x[7] ^ y[11];
    y[17] = y[10] ^ y[11];
    y[19] = y[10] ^ y[8];
    y[16] = t0 ^ y[11];
    y[21] = y[13] ^ y[16];
    y[18] = x[0] ^ y[16];
    y
}

/// The inversion in GF(2^8), built from GF(2^4): the only AND gates.
fn sbox_middle(x7: u64, y: &[u64; 22]) -> [u64; 18] {
    let t2 = y[12] & y[15];
    let t4 = y[3] & y[6] ^ t2;
    let t6 = y[4] & x7 ^ t2;
    let t7 = y[13] & y[16];
    let t9 = y[5] & y[1] ^ t7;
    let t11 = y[2] & y[7] ^ t7;
    let t12 = y[9] & y[11];
    let t14 = y[14] & y[17] ^ t12;
    let t16 = y[8] & y[10] ^ t12;
    let t21 = t4 ^ t14 ^ y[20];
    let t22 = t6 ^ t16 ^ y[19];
    let t23 = t9 ^ t14 ^ y[21];
    let t24 = t11 ^ t16 ^ y[18];
    let t25 = t21 ^ t22;
    let t26 = t21 & t23;
    let t27 = t24 ^ t26;
    let t29 = t25 & t27 ^ t22;
    let t33 = (t22 ^ t26) & (t23 ^ t24) ^ t24;
    let t36 = t24 & (t27 ^ t33);
    let t37 = t36 ^ t23 ^ t33;
    let t40 = t25 ^ t29 & (t27 ^ t36);
    let t41 = t40 ^ t37;
    let t42 = t29 ^ t33;
    let t43 = t29 ^ t40;
    let t44 = t33 ^ t37;
    let t45 = t42 ^ t41;
    let left = [t44, t37, t33, t43, t40, t29, t42, t45, t41];
    let first = [y[15], y[6], x7, y[16], y[1], y[7], y[11], y[17], y[10]];
    let second = [y[12], y[3], y[4], y[13], y[5], y[2], y[9], y[14], y[8]];
    core::array::from_fn(|i| left[i % 9] & if i < 9 { first[i] } else { second[i - 9] })
}

/// The linear layer below the inversion, with the constant `{63}`.
fn sbox_bottom(z: &[u64; 18]) -> Planes {
    let t46 = z[15] ^ z[16];
    let t48 = z[5] ^ z[13];
    let t53 = z[0] ^ z[3];
    let t54 = z[6] ^ z[7];
    let t57 = z[2] ^ z[12] ^ t53;
    let t58 = z[4] ^ t46;
    let t59 = z[3] ^ t54;
    let t62 = z[7] ^ z[8] ^ t58;
    let t63 = z[9] ^ z[10] ^ t58;
    let t64 = z[4] ^ t59;
    let t65 = z[14] ^ t57 ^ t62;
    let t66 = z[1] ^ t63;
    let s3 = t53 ^ t66;
    [
        t59 ^ t63,
        t64 ^ !s3,
        z[16] ^ z[17] ^ !(t64 ^ t65),
        s3,
        z[2] ^ z[5] ^ t66,
        z[10] ^ z[11] ^ t65,
        z[12] ^ t48 ^ !t62,
        t48 ^ !(t46 ^ t57),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Multiplication in GF(2^8) (FIPS 197 section 4.2).
    fn multiply(mut a: u8, mut b: u8) -> u8 {
        let mut product = 0;
        while b != 0 {
            product ^= a * (b & 1);
            a = (a << 1) ^ ((a >> 7) * 0x1b);
            b >>= 1;
        }
        product
    }

    /// The S-box by its definition: the inverse `x^254`, then the affine transformation (FIPS 197
    /// section 5.1.1).
    fn definition(x: u8) -> u8 {
        let inverse = (0..254).fold(1, |power, _| multiply(power, x));
        (0..5).fold(0x63, |sum, turn| sum ^ inverse.rotate_left(turn))
    }

    #[test]
    fn circuits_are_the_s_boxes() {
        for start in (0..=255_u8).step_by(64) {
            let blocks: [Block; 4] = core::array::from_fn(|b| core::array::from_fn(|i| start + (16 * b + i) as u8));
            let mut planes = slice(&blocks);
            sub_bytes(&mut planes);
            let mut result = [[0; 16]; 4];
            unslice(&planes, &mut result);
            assert_eq!(result, blocks.map(|block| block.map(definition)));
            inv_sub_bytes(&mut planes);
            unslice(&planes, &mut result);
            assert_eq!(result, blocks);
        }
    }
}
