//! The run: the number of the power cycle. A result of one run says nothing in another.

/// The low bits of a word of [`Run`]: a state, or the result of a self-test. Of all these values
/// only [`PASSED`] is both, and a self-test that was not run has none: zero.
pub(super) const LOW_BITS: u32 = 3;
/// The low bits of a self-test that passed, and of the state in which services are given. They are
/// the same, so that the gate compares one word with another.
pub(super) const PASSED: u8 = 3;
/// The low bits of a self-test that failed.
pub(super) const FAILED: u8 = 5;

/// A power cycle, from one restart to the next. The number comes again after 2^29 of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run(u32);

impl Run {
    /// The first.
    pub(super) const FIRST: Self = Self(0);

    /// The word that holds the run, and below it `low`, three bits.
    #[inline]
    pub(crate) const fn word(self, low: u8) -> u32 {
        self.0 << LOW_BITS | low as u32
    }

    /// The run of a word.
    #[inline]
    pub(crate) const fn of(word: u32) -> Self {
        Self(word >> LOW_BITS)
    }

    /// The number.
    pub(super) const fn number(self) -> u32 {
        self.0
    }

    /// The run after this one.
    pub(super) const fn next(self) -> Self {
        Self::of(self.word(0).wrapping_add(1 << LOW_BITS))
    }

    /// Whether it came after `other`.
    pub(crate) const fn is_after(self, other: Self) -> bool {
        // The numbers have 29 bits: shifted to the top, their difference has its sign.
        (self.word(0).wrapping_sub(other.word(0)) as i32) > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_ordered_also_where_they_wrap() {
        let last = Run(u32::MAX >> LOW_BITS);
        let first = last.next();
        assert_eq!(first, Run::FIRST);
        assert!(first.is_after(last) && !last.is_after(first) && !first.is_after(first));
    }
}
