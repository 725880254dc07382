//! Parameter sets, by their identifiers (SP 800-208 section 5). Those of RFC 8391 with SHA-512 and
//! SHAKE128 are not among them.

use super::function::Function;

/// A parameter set of XMSS or XMSS^MT.
#[derive(Clone, Copy)]
pub(super) struct Set {
    pub(super) function: Function,
    /// The height of all trees together, h.
    pub(super) height: usize,
    /// The layers of trees, d.
    pub(super) layers: usize,
}

const SHA_256: Function = Function { is_sha2: true, n: 32 };
const SHA_192: Function = Function { is_sha2: true, n: 24 };
const SHAKE_256: Function = Function { is_sha2: false, n: 32 };
const SHAKE_192: Function = Function { is_sha2: false, n: 24 };

/// The heights of XMSS.
const HEIGHTS: [usize; 3] = [10, 16, 20];
/// Where the identifiers of a function begin in XMSS.
const SINGLE: [(u32, Function); 4] = [(0x01, SHA_256), (0x0d, SHA_192), (0x10, SHAKE_256), (0x13, SHAKE_192)];
/// The heights and layers of XMSS^MT.
const LAYERED: [(usize, usize); 8] = [(20, 2), (20, 4), (40, 2), (40, 4), (40, 8), (60, 3), (60, 6), (60, 12)];
/// Where the identifiers of a function begin in XMSS^MT.
const MULTI: [(u32, Function); 4] = [(0x01, SHA_256), (0x21, SHA_192), (0x29, SHAKE_256), (0x31, SHAKE_192)];

impl Set {
    /// The set of XMSS with an identifier.
    pub(super) fn single(identifier: u32) -> Option<Self> {
        let (function, index) = find(&SINGLE, identifier, HEIGHTS.len())?;
        Some(Self { function, height: *HEIGHTS.get(index)?, layers: 1 })
    }

    /// The set of XMSS^MT with an identifier.
    pub(super) fn multi(identifier: u32) -> Option<Self> {
        let (function, index) = find(&MULTI, identifier, LAYERED.len())?;
        let (height, layers) = *LAYERED.get(index)?;
        Some(Self { function, height, layers })
    }

    /// The height of one tree.
    pub(super) const fn tree_height(self) -> usize {
        self.height / self.layers
    }

    /// The bytes of a number of a signature: 4 in XMSS, as many as it needs in XMSS^MT.
    pub(super) const fn number_size(self) -> usize {
        if self.layers == 1 { 4 } else { self.height.div_ceil(8) }
    }
}

fn find(table: &[(u32, Function)], identifier: u32, count: usize) -> Option<(Function, usize)> {
    table.iter().find_map(|(first, function)| {
        let index = identifier.checked_sub(*first)? as usize;
        (index < count).then_some((*function, index))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tables 10 to 17 of SP 800-208: XMSS-SHA2_10_256 is 1, XMSS-SHA2_20_192 is 0x0f,
    /// XMSSMT-SHAKE256_60/12_192 is 0x38; what is between with SHA-512 or SHAKE128 is not known.
    #[test]
    fn identifiers() {
        let known = |of: fn(u32) -> Option<Set>| (0..0x100).filter(|id| of(*id).is_some()).count();
        assert_eq!((known(Set::single), known(Set::multi)), (4 * 3, 4 * 8));
        let read = |set: Option<Set>| {
            set.map(|set| (set.function.is_sha2, set.function.n, set.height, set.layers, set.number_size()))
        };
        assert_eq!(read(Set::single(1)), Some((true, 32, 10, 1, 4)));
        assert_eq!(read(Set::single(0x0f)), Some((true, 24, 20, 1, 4)));
        assert_eq!(read(Set::single(0x11)), Some((false, 32, 16, 1, 4)));
        assert_eq!(read(Set::single(0x15)), Some((false, 24, 20, 1, 4)));
        assert_eq!(read(Set::multi(8)), Some((true, 32, 60, 12, 8)));
        assert_eq!(read(Set::multi(0x21)), Some((true, 24, 20, 2, 3)));
        assert_eq!(read(Set::multi(0x2d)), Some((false, 32, 40, 8, 5)));
        assert_eq!(read(Set::multi(0x38)), Some((false, 24, 60, 12, 8)));
        for identifier in [0, 4, 0x0a, 0x0c, 0x16] {
            assert!(Set::single(identifier).is_none());
        }
        for identifier in [0, 9, 0x10, 0x20, 0x39] {
            assert!(Set::multi(identifier).is_none());
        }
    }
}
