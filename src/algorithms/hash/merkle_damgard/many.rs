//! Several messages of the same length side by side.

use super::{BlockOf, Compression, MerkleDamgard, StateOf, Variant, put_length};
use crate::kernels::groups::MOST as GROUP;
use crate::machine::wipe::Wiped;

/// The hash values of messages that all have the same length, behind `before` bytes, whole blocks,
/// which have become `begun`.
pub(super) fn digests<V: Variant>(begun: &StateOf<V>, before: usize, messages: &[&[u8]], values: &mut [V::Output]) {
    for (messages, values) in messages.chunks(GROUP).zip(values.chunks_mut(GROUP)) {
        group::<V>(begun, before, messages, values);
    }
}

/// Those of a group, block by block of all.
fn group<V: Variant>(begun: &StateOf<V>, before: usize, messages: &[&[u8]], values: &mut [V::Output]) {
    let (kernel, size) = (V::Compression::choose(), size_of::<BlockOf<V>>());
    let Some(len) = messages.first().map(|message| message.len()) else { return };
    let mut states = Wiped::new([*begun; GROUP]);
    let states = &mut states[..messages.len()];
    let zero = V::Compression::ZERO;
    for number in 0..len / size {
        let mut blocks = [&zero; GROUP];
        for (block, message) in blocks.iter_mut().zip(messages) {
            if let Some(next) = V::Compression::blocks(message).0.get(number) {
                *block = next;
            }
        }
        kernel.compress_many(states, &blocks[..messages.len()]);
    }
    // Section 5.1: the rest, a one, zeros, and the length in bits fill one block or two.
    let mut rests = [&[][..]; GROUP];
    for (rest, message) in rests.iter_mut().zip(messages) {
        *rest = V::Compression::blocks(message).1;
    }
    let mut padding = zero;
    padding.as_mut()[len % size] = 0x80;
    if len % size + 1 + V::Compression::LENGTH_SIZE > size {
        kernel.compress_ends(states, &rests[..messages.len()], &padding);
        (rests, padding) = ([&[][..]; GROUP], zero);
    }
    put_length::<V>(&mut padding, (before + len) as u128);
    kernel.compress_ends(states, &rests[..messages.len()], &padding);
    for (value, state) in values.iter_mut().zip(states.iter()) {
        *value = MerkleDamgard::<V>::truncate(state);
    }
}
