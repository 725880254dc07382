//! The constants of the transforms, as vectors of eight and of sixteen coefficients take them.

use super::N;
use super::constants::{INVERSE_ROOTS_CONST, Q_INVERSE, ROOTS_CONST};

/// A factor of Montgomery products, for all coefficients of a vector: the factor, and its product
/// with q^-1 modulo 2^32.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
pub(super) struct Multiplier<const LANES: usize> {
    pub(super) by: [i32; LANES],
    pub(super) by_inverse: [i32; LANES],
}

impl<const LANES: usize> Multiplier<LANES> {
    const fn new(by: [i32; LANES]) -> Self {
        let mut by_inverse = by;
        let mut i = 0;
        while i < by.len() {
            by_inverse[i] = by[i].wrapping_mul(Q_INVERSE);
            i += 1;
        }
        Self { by, by_inverse }
    }

    /// The same factor for all.
    pub(super) const fn of(by: i32) -> Self {
        Self::new([by; LANES])
    }
}

/// The roots of the first layers, in which a vector of eight meets another with one root.
pub(super) static FIRST_256: [Multiplier<8>; 32] = first(&ROOTS_CONST);
/// Their inverses.
pub(super) static FIRST_256_INVERSE: [Multiplier<8>; 32] = first(&INVERSE_ROOTS_CONST);
/// The roots of the last three layers for each 16 coefficients, two vectors, in the order of the
/// lanes that `avx2` makes.
pub(super) static LAST_256: [[Multiplier<8>; 3]; N / 16] = last(&ROOTS_CONST, &BLOCKS_256);
/// Their inverses.
pub(super) static LAST_256_INVERSE: [[Multiplier<8>; 3]; N / 16] = last(&INVERSE_ROOTS_CONST, &BLOCKS_256);

/// The same for vectors of sixteen.
pub(super) static FIRST_512: [Multiplier<16>; 16] = first(&ROOTS_CONST);
/// Their inverses.
pub(super) static FIRST_512_INVERSE: [Multiplier<16>; 16] = first(&INVERSE_ROOTS_CONST);
/// The roots of the last four layers for each 32 coefficients, two vectors, in the order of the
/// lanes that `avx512` makes.
pub(super) static LAST_512: [[Multiplier<16>; 4]; N / 32] = last(&ROOTS_CONST, &BLOCKS_512);
/// Their inverses.
pub(super) static LAST_512_INVERSE: [[Multiplier<16>; 4]; N / 32] = last(&INVERSE_ROOTS_CONST, &BLOCKS_512);

/// Of the blocks of a layer that two vectors hold, the one of each lane.
const BLOCKS_256: [[usize; 8]; 3] = [[0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 1, 1, 2, 2, 3, 3], [0, 2, 1, 3, 4, 6, 5, 7]];
const BLOCKS_512: [[usize; 16]; 4] = [
    [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1],
    [0, 0, 0, 0, 2, 2, 2, 2, 1, 1, 1, 1, 3, 3, 3, 3],
    [0, 0, 1, 1, 4, 4, 5, 5, 2, 2, 3, 3, 6, 6, 7, 7],
    [0, 2, 1, 3, 8, 10, 9, 11, 4, 6, 5, 7, 12, 14, 13, 15],
];

const fn first<const LANES: usize, const ROOTS: usize>(roots: &[i32; 256]) -> [Multiplier<LANES>; ROOTS] {
    let mut wide = [Multiplier::of(0); ROOTS];
    let mut i = 1;
    while i < wide.len() {
        wide[i] = Multiplier::of(roots[i]);
        i += 1;
    }
    wide
}

/// The first of these layers has as many blocks as there are vectors.
const fn last<const LANES: usize, const LAYERS: usize, const PAIRS: usize>(
    roots: &[i32; 256],
    blocks: &[[usize; LANES]; LAYERS],
) -> [[Multiplier<LANES>; LAYERS]; PAIRS] {
    let mut wide = [[Multiplier::of(0); LAYERS]; PAIRS];
    let mut i = 0;
    while i < PAIRS {
        let mut layer = 0;
        while layer < LAYERS {
            let mut by = [0; LANES];
            let mut lane = 0;
            while lane < LANES {
                by[lane] = roots[((PAIRS + i) << (layer + 1)) + blocks[layer][lane]];
                lane += 1;
            }
            wide[i][layer] = Multiplier::new(by);
            layer += 1;
        }
        i += 1;
    }
    wide
}
