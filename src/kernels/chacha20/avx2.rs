//! ChaCha20 with eight blocks in flight: a vector holds one word of each. In the rounds each vector
//! waits for the one before, so the multiplier has time to authenticate the ciphertext beside them.

use super::definition::{twenty_rounds, twenty_rounds_of_rows};
use super::{BLOCK_SIZE, COUNTER, Direction, Input};
use crate::base::bytes::xor_in_place;
use crate::kernels::poly1305::{self, Poly1305};
use crate::kernels::transpose;
use crate::machine::cpu::Avx2;
use crate::machine::wipe::Wiped;
use core::arch::x86_64::*;

const LANES: usize = 8;
/// The blocks of which a vector holds a row. Rows are faster for a few blocks.
const ROWS: usize = 2;
const GROUP: usize = LANES * BLOCK_SIZE;

/// The blocks of Poly1305 in a group.
const AUTHENTICATED: usize = GROUP / poly1305::BLOCK_SIZE;
/// How many of them are added beside two rounds.
const STEP: usize = AUTHENTICATED.div_ceil(10);

#[target_feature(enable = "avx2")]
pub(super) fn xor(_cpu: Avx2, input: &Input, data: &mut [u8]) {
    match data.len().div_ceil(ROWS * BLOCK_SIZE) {
        0 => return,
        1 => return few::<1>(input, data),
        2 => return few::<2>(input, data),
        _ => {}
    }
    let mut words = spread(input);
    let (groups, rest) = data.as_chunks_mut::<GROUP>();
    for group in groups {
        apply(group, &stream(&words, || ()));
        count(&mut words);
    }
    if !rest.is_empty() {
        apply_part(rest, &stream(&words, || ()));
    }
}

/// As [`super::Kernel::crypt`], for data longer than `first`. What is encrypted waits until the
/// rounds of the next group.
#[target_feature(enable = "avx2,bmi1,bmi2")]
pub(super) fn crypt(
    _cpu: Avx2,
    direction: Direction,
    first: &[u8],
    input: &Input,
    data: &mut [u8],
    authenticator: &mut Poly1305,
) {
    let mut words = spread(input);
    let (head, data) = data.split_at_mut(first.len());
    if direction == Direction::Decrypt {
        authenticator.update_padded(head);
    }
    xor_in_place(head, first);
    let mut before = waiting(direction, head);
    let (groups, rest) = data.as_chunks_mut::<GROUP>();
    for group in groups {
        let ciphertext = if direction == Direction::Encrypt { before } else { group.as_chunks().0 };
        let stream = authenticator.beside(ciphertext, |steps| stream(&words, || steps.step(STEP)));
        apply(group, &stream);
        count(&mut words);
        before = waiting(direction, group);
    }
    if rest.is_empty() {
        return authenticator.beside(before, |_| ());
    }
    let stream = authenticator.beside(before, |steps| stream(&words, || steps.step(STEP)));
    if direction == Direction::Decrypt {
        authenticator.update_padded(rest);
    }
    apply_part(rest, &stream);
    if direction == Direction::Encrypt {
        authenticator.update_padded(rest);
    }
}

/// What waits to be authenticated: the ciphertext, if it is not what came.
fn waiting(direction: Direction, ciphertext: &[u8]) -> &[[u8; poly1305::BLOCK_SIZE]] {
    if direction == Direction::Encrypt { ciphertext.as_chunks().0 } else { &[] }
}

/// At most `2 SETS` blocks, by rows.
#[inline]
#[target_feature(enable = "avx2")]
fn few<const SETS: usize>(input: &Input, data: &mut [u8]) {
    let (rows, _) = input.as_chunks::<4>();
    // SAFETY: reads the 16 bytes of the array, at any alignment.
    let row = |i: usize| _mm256_broadcastsi128_si256(unsafe { _mm_loadu_si128(rows[i].as_ptr().cast()) });
    let mut before = Wiped::new([[row(0), row(1), row(2), row(3)]; SETS]);
    for (set, [.., row]) in before.iter_mut().enumerate() {
        let first = (ROWS * set) as i32;
        *row = add(*row, _mm256_set_epi32(0, 0, 0, first + 1, 0, 0, 0, first));
    }
    let after = twenty_rounds_of_rows!(*before; turn add exclusive_or rotate);
    let mut buffer = Wiped::new([[[0; 32]; 4]; SETS]);
    for ((after, before), two) in after.iter().zip(*before).zip(buffer.iter_mut()) {
        let [a, b, c, d] = [0, 1, 2, 3].map(|i| add(after[i], before[i]));
        // Half i of each row belongs to block i.
        store(&mut two[0], _mm256_permute2x128_si256::<0x20>(a, b));
        store(&mut two[1], _mm256_permute2x128_si256::<0x20>(c, d));
        store(&mut two[2], _mm256_permute2x128_si256::<0x31>(a, b));
        store(&mut two[3], _mm256_permute2x128_si256::<0x31>(c, d));
    }
    xor_in_place(data, buffer.as_flattened().as_flattened());
}

/// Each word in all lanes, and the counter of each block. The key, too, lies in memory: there are
/// not as many registers.
#[inline]
#[target_feature(enable = "avx2")]
fn spread(input: &Input) -> Wiped<[__m256i; 16]> {
    let mut words = Wiped::new(input.map(|word| _mm256_set1_epi32(word as i32)));
    words[COUNTER] = add(words[COUNTER], _mm256_set_epi32(7, 6, 5, 4, 3, 2, 1, 0));
    words
}

/// The counters of the next group.
#[inline]
#[target_feature(enable = "avx2")]
fn count(words: &mut [__m256i; 16]) {
    words[COUNTER] = add(words[COUNTER], _mm256_set1_epi32(LANES as i32));
}

/// Exclusive or of a group with its key stream.
#[inline]
#[target_feature(enable = "avx2")]
fn apply(group: &mut [u8; GROUP], stream: &[__m256i; 16]) {
    for (half, stream) in group.as_chunks_mut::<32>().0.iter_mut().zip(stream) {
        store(half, _mm256_xor_si256(load(half), *stream));
    }
}

/// As [`apply`] for less than a group.
#[inline]
#[target_feature(enable = "avx2")]
fn apply_part(data: &mut [u8], stream: &[__m256i; 16]) {
    let mut buffer = Wiped::new([[0; 32]; 2 * LANES]);
    for (half, stream) in buffer.iter_mut().zip(stream) {
        store(half, *stream);
    }
    xor_in_place(data, buffer.as_flattened());
}

/// Eight blocks of key stream, each in two vectors; `beside` is done ten times meanwhile.
#[inline]
#[target_feature(enable = "avx2")]
fn stream(input: &[__m256i; 16], mut beside: impl FnMut()) -> [__m256i; 16] {
    let mut words = twenty_rounds!(*input; add exclusive_or rotate; beside());
    for (word, input) in words.iter_mut().zip(input) {
        *word = add(*word, *input);
    }
    // The first and the second eight words of each block.
    let [first, second] = [0, 8].map(|i| transpose::eight(core::array::from_fn(|row| words[i + row])));
    core::array::from_fn(|i| if i % 2 == 0 { first[i / 2] } else { second[i / 2] })
}

#[inline]
#[target_feature(enable = "avx2")]
fn add(a: __m256i, b: __m256i) -> __m256i {
    _mm256_add_epi32(a, b)
}

#[inline]
#[target_feature(enable = "avx2")]
fn exclusive_or(a: __m256i, b: __m256i) -> __m256i {
    _mm256_xor_si256(a, b)
}

#[inline]
#[target_feature(enable = "avx2")]
fn rotate<const LEFT: i32, const RIGHT: i32>(a: __m256i) -> __m256i {
    _mm256_or_si256(_mm256_slli_epi32::<LEFT>(a), _mm256_srli_epi32::<RIGHT>(a))
}

#[inline]
#[target_feature(enable = "avx2")]
fn turn<const ORDER: i32>(row: __m256i) -> __m256i {
    _mm256_shuffle_epi32::<ORDER>(row)
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(bytes: &[u8; 32]) -> __m256i {
    // SAFETY: 32 readable bytes; the load asks for no alignment.
    unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx2")]
fn store(bytes: &mut [u8; 32], value: __m256i) {
    // SAFETY: 32 writable bytes; the store asks for no alignment.
    unsafe { _mm256_storeu_si256(bytes.as_mut_ptr().cast(), value) }
}
