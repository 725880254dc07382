//! Factors that blind the base of a private operation.

use super::N_BLOCKS;
use crate::algorithms::bignum::modulus::{Residue, zero};
use crate::base::secret::{no_padding, wipe_on_drop};

/// z^e, by which an input is multiplied, and 1/z, by which its power is. Wiped on drop.
#[derive(Clone)]
pub(crate) struct Factors {
    pub(super) blind: Residue<N_BLOCKS>,
    pub(super) unblind: Residue<N_BLOCKS>,
}

wipe_on_drop!(Factors { blind, unblind });
no_padding!(Factors { blind, unblind });

/// Where factors come from: each use squares the last ones, and a new z is drawn after 32 uses.
/// Wiped on drop.
pub(crate) struct Blinding {
    pub(super) factors: Factors,
    /// How many uses are left.
    pub(super) left: u64,
}

wipe_on_drop!(Blinding { factors, left });
no_padding!(Blinding { factors, left });

/// How often a pair is used.
pub(super) const USES: u64 = 32;

impl Blinding {
    /// No factors as yet: the first use draws them.
    pub(crate) const fn new() -> Self {
        Self { factors: Factors { blind: zero(), unblind: zero() }, left: 0 }
    }
}
