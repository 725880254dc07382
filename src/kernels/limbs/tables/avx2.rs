//! Four limbs at a time. The last vector begins before the one before it ends, where an entry is no
//! whole number of vectors.

use super::portable;
use crate::machine::cpu::Avx2;
use core::arch::x86_64::{
    _mm256_add_epi64, _mm256_and_si256, _mm256_cmpeq_epi64, _mm256_loadu_si256, _mm256_or_si256, _mm256_set1_epi64x,
    _mm256_setzero_si256, _mm256_storeu_si256,
};
use core::hint::black_box;

/// The most vectors of an entry: three numbers of nine limbs.
const MOST: usize = 7;

#[inline(never)]
#[target_feature(enable = "avx2")]
pub(super) fn lookup<const N: usize, const C: usize>(
    _cpu: Avx2,
    table: &[[[u64; N]; C]],
    index: u64,
) -> [[u64; N]; C] {
    let limbs = N * C;
    if !(4..=4 * MOST).contains(&limbs) {
        return portable::lookup(table, index);
    }
    // Hidden, because the compiler would rather compare one number, and jump, than four.
    let (index, one) = (black_box(_mm256_set1_epi64x(index as i64)), _mm256_set1_epi64x(1));
    let (mut number, mut sums) = (_mm256_setzero_si256(), [_mm256_setzero_si256(); MOST]);
    for entry in table {
        let mask = _mm256_cmpeq_epi64(index, number);
        number = _mm256_add_epi64(number, one);
        for (i, sum) in sums.iter_mut().enumerate().take(limbs.div_ceil(4)) {
            let at = (4 * i).min(limbs - 4);
            // SAFETY: the slice has four limbs.
            let limbs = unsafe { _mm256_loadu_si256(entry.as_flattened()[at..at + 4].as_ptr().cast()) };
            *sum = _mm256_or_si256(*sum, _mm256_and_si256(mask, limbs));
        }
    }
    let mut found = [[0; N]; C];
    for (i, sum) in sums.iter().enumerate().take(limbs.div_ceil(4)) {
        let at = (4 * i).min(limbs - 4);
        // SAFETY: the slice has four limbs.
        unsafe { _mm256_storeu_si256(found.as_flattened_mut()[at..at + 4].as_mut_ptr().cast(), *sum) };
    }
    found
}
