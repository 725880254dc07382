//! The constants of the transforms, as vectors of sixteen coefficients take them.

use super::N;
use super::constants::{INVERSE_ROOTS_CONST, PAIRS_CONST, Q_INVERSE, ROOTS_CONST};

/// A factor of Montgomery products, for sixteen coefficients: the factor, and its product with q^-1
/// modulo 2^16.
#[derive(Clone, Copy)]
#[repr(C, align(32))]
pub(super) struct Multiplier {
    pub(super) by: [i16; 16],
    pub(super) by_inverse: [i16; 16],
}

impl Multiplier {
    const fn new(by: [i16; 16]) -> Self {
        let mut by_inverse = by;
        let mut i = 0;
        while i < by.len() {
            by_inverse[i] = by[i].wrapping_mul(Q_INVERSE);
            i += 1;
        }
        Self { by, by_inverse }
    }

    /// The same factor for all.
    pub(super) const fn of(by: i16) -> Self {
        Self::new([by; 16])
    }
}

/// The same for sixteen coefficients after the other.
pub(super) static WIDE_PAIRS: [Multiplier; N / 16] = {
    let mut wide = [Multiplier::of(0); N / 16];
    let mut i = 0;
    while i < wide.len() {
        let mut by = [0; 16];
        let mut lane = 0;
        while lane < by.len() {
            by[lane] = PAIRS_CONST[16 * i + lane];
            lane += 1;
        }
        wide[i] = Multiplier::new(by);
        i += 1;
    }
    wide
};

/// The roots of the first three layers, in which a vector meets another with one root.
pub(super) static WIDE_FIRST: [Multiplier; 8] = first(&ROOTS_CONST);
/// Their inverses.
pub(super) static WIDE_FIRST_INVERSE: [Multiplier; 8] = first(&INVERSE_ROOTS_CONST);
/// The roots of the last four layers for each 32 coefficients, two vectors, in the order of the
/// lanes that `avx2` makes.
pub(super) static WIDE_LAST: [[Multiplier; 4]; N / 32] = last(&ROOTS_CONST);
/// Their inverses.
pub(super) static WIDE_LAST_INVERSE: [[Multiplier; 4]; N / 32] = last(&INVERSE_ROOTS_CONST);

const fn first(roots: &[i16; 128]) -> [Multiplier; 8] {
    let mut wide = [Multiplier::of(0); 8];
    let mut i = 1;
    while i < wide.len() {
        wide[i] = Multiplier::of(roots[i]);
        i += 1;
    }
    wide
}

/// Of the blocks of a layer that 32 coefficients hold, the one of each lane.
const BLOCK_OF_LANE: [[usize; 16]; 4] = [
    [0; 16],
    [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1],
    [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3],
    [0, 0, 2, 2, 1, 1, 3, 3, 4, 4, 6, 6, 5, 5, 7, 7],
];

const fn last(roots: &[i16; 128]) -> [[Multiplier; 4]; N / 32] {
    let mut wide = [[Multiplier::of(0); 4]; N / 32];
    let mut i = 0;
    while i < wide.len() {
        let mut layer = 0;
        while layer < 4 {
            let mut by = [0; 16];
            let mut lane = 0;
            while lane < by.len() {
                by[lane] = roots[((8 + i) << layer) + BLOCK_OF_LANE[layer][lane]];
                lane += 1;
            }
            wide[i][layer] = Multiplier::new(by);
            layer += 1;
        }
        i += 1;
    }
    wide
}
