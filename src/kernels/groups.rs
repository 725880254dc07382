//! Many states and blocks, a group at a time.

use crate::machine::wipe::{Plain, Wiped};

/// How many states go side by side at most: as many as the widest kernel has lanes.
pub(crate) const MOST: usize = 16;

/// Gives each state a block of its own: one of `rests` and after it the bytes of `padding`, which
/// begins with as many zeros.
pub(crate) fn with_copies<S, B: Plain + AsMut<[u8]>>(
    states: &mut [S],
    rests: &[&[u8]],
    padding: &B,
    compress: impl Fn(&mut [S], &[&B]),
) {
    for (states, rests) in states.chunks_mut(MOST).zip(rests.chunks(MOST)) {
        let mut ends = Wiped::new([*padding; MOST]);
        for (end, rest) in ends.iter_mut().zip(rests) {
            end.as_mut()[..rest.len()].copy_from_slice(rest);
        }
        compress(states, &ends.each_ref()[..rests.len()]);
    }
}

/// Gives states and their blocks to `compress` in groups of `N`. Where there are fewer at the end,
/// others take the places that are left, and are thrown away.
pub(super) fn in_groups<const N: usize, S: Plain, B: ?Sized>(
    states: &mut [S],
    blocks: &[&B],
    compress: impl Fn(&mut [S; N], &[&B; N]),
) {
    let ((groups, rest), (group_blocks, rest_blocks)) = (states.as_chunks_mut(), blocks.as_chunks());
    for (states, blocks) in groups.iter_mut().zip(group_blocks) {
        compress(states, blocks);
    }
    if let (Some(state), Some(block)) = (rest.first(), rest_blocks.first()) {
        let (mut states, mut blocks) = (Wiped::new([*state; N]), [*block; N]);
        states[..rest.len()].copy_from_slice(rest);
        blocks[..rest.len()].copy_from_slice(rest_blocks);
        compress(&mut states, &blocks);
        rest.copy_from_slice(&states[..rest.len()]);
    }
}
