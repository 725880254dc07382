//! One entry after the other, by masks.

use super::super::words;
use core::hint::black_box;

#[inline(always)]
pub(super) fn lookup<const N: usize, const C: usize>(table: &[[[u64; N]; C]], index: u64) -> [[u64; N]; C] {
    let mut found = [[0; N]; C];
    for (i, entry) in (0..=u64::MAX).zip(table) {
        // Hidden, because the compiler would rather jump over an entry than mask it.
        let mask = black_box(words::mask_of_zero(index ^ i));
        for (found, limb) in found.as_flattened_mut().iter_mut().zip(entry.as_flattened()) {
            *found |= mask & limb;
        }
    }
    found
}
