//! Parameter sets, by their type codes (RFC 8554 section 3.3, SP 800-208 section 4).

/// A hash function, and how many bytes of its value count: SHA-256, SHA-256/192, SHAKE256/256 or
/// SHAKE256/192.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Function {
    pub(super) is_sha2: bool,
    pub(super) n: usize,
}

/// In the order of the type codes.
const FUNCTIONS: [Function; 4] = [
    Function { is_sha2: true, n: 32 },
    Function { is_sha2: true, n: 24 },
    Function { is_sha2: false, n: 32 },
    Function { is_sha2: false, n: 24 },
];

/// A parameter set of LM-OTS.
#[derive(Clone, Copy)]
pub(super) struct Ots {
    pub(super) function: Function,
    /// The bits of a digit, w.
    pub(super) w: usize,
}

impl Ots {
    /// The set of a type code.
    pub(super) fn of(code: u32) -> Option<Self> {
        let index = code.checked_sub(1)? as usize;
        Some(Self { function: *FUNCTIONS.get(index / 4)?, w: 1 << (index % 4) })
    }

    /// The digits of a hash value, u of RFC 8554 appendix B.
    pub(super) const fn digits(self) -> usize {
        8 * self.function.n / self.w
    }

    /// The digits of the checksum, v: as many as its greatest value has.
    const fn checksum_digits(self) -> usize {
        let greatest = ((1 << self.w) - 1) * self.digits();
        (greatest.ilog2() as usize + 1).div_ceil(self.w)
    }

    /// The chains, p.
    pub(super) const fn chains(self) -> usize {
        self.digits() + self.checksum_digits()
    }

    /// How far the checksum is shifted to the left in its 16 bits, ls.
    pub(super) const fn shift(self) -> usize {
        16 - self.w * self.checksum_digits()
    }

    /// After how many steps of verification other chains take the places of those that ended: a
    /// sixteenth of the longest, and where chains are short never before the longest has ended.
    pub(super) const fn stride(self) -> u32 {
        if self.w == 8 { 16 } else { self.steps() }
    }

    /// The steps of a whole chain.
    pub(super) const fn steps(self) -> u32 {
        (1 << self.w) - 1
    }
}

/// The height of the tallest tree.
pub(super) const MAX_HEIGHT: usize = 25;

/// A parameter set of LMS.
#[derive(Clone, Copy)]
pub(super) struct Tree {
    pub(super) function: Function,
    /// The height, h.
    pub(super) height: usize,
}

impl Tree {
    /// The set of a type code.
    pub(super) fn of(code: u32) -> Option<Self> {
        let index = code.checked_sub(5)? as usize;
        Some(Self { function: *FUNCTIONS.get(index / 5)?, height: 5 * (index % 5 + 1) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Table 1 of RFC 8554 and tables 3 and 5 of SP 800-208: n, w, p and ls of each type code.
    #[test]
    fn one_time_sets() {
        let (of_32, of_24) = ([(265, 7), (133, 6), (67, 4), (34, 0)], [(200, 8), (101, 6), (51, 4), (26, 0)]);
        for (code, (n, (p, ls))) in (1..=16).zip(
            [(32, of_32), (24, of_24), (32, of_32), (24, of_24)]
                .into_iter()
                .flat_map(|(n, rows)| rows.map(|row| (n, row))),
        ) {
            let set = Ots::of(code).unwrap();
            assert_eq!((set.function.n, set.chains(), set.shift()), (n, p, ls), "{code}");
            assert_eq!((set.w, set.function.is_sha2), (1 << ((code - 1) % 4), code <= 8));
        }
        assert!(Ots::of(0).is_none() && Ots::of(17).is_none() && Ots::of(u32::MAX).is_none());
    }

    /// The same of the trees: m and h.
    #[test]
    fn trees() {
        for code in 5..=24 {
            let set = Tree::of(code).unwrap();
            assert_eq!(set.height as u32, 5 * ((code - 5) % 5 + 1));
            assert_eq!(set.function.n, if (10..15).contains(&code) || code >= 20 { 24 } else { 32 });
            assert_eq!(set.function.is_sha2, code < 15);
        }
        assert!(Tree::of(4).is_none() && Tree::of(25).is_none() && Tree::of(u32::MAX).is_none());
    }
}
