//! The hand through which a self-test takes its inputs, so that a laboratory can see every test
//! fail.
//!
//! With a provoked fault (`QILA_FAIL_CAST=NAME`, feature `lab`) one bit of an input is flipped: the
//! algorithm then really computes something else and the comparison with the known answer has to
//! notice. `NAME` alone spoils every input of the test, `NAME:2` only the second one. A product
//! build holds none of this.

/// Given to a self-test by the dispatcher.
pub(crate) struct Probe {
    #[cfg(feature = "lab")]
    fault: super::super::fault::Fault,
}

impl Probe {
    pub(super) fn of(_name: &str) -> Self {
        Self {
            #[cfg(feature = "lab")]
            fault: super::super::fault::Fault::of(_name),
        }
    }

    /// An input of the test.
    #[inline]
    #[cfg_attr(not(feature = "lab"), allow(unused_mut, clippy::unused_self))]
    pub(crate) fn input<const N: usize>(&mut self, mut bytes: [u8; N]) -> [u8; N] {
        #[cfg(feature = "lab")]
        self.fault.spoil(&mut bytes);
        bytes
    }

    /// How many inputs the test has taken.
    #[cfg(feature = "lab")]
    pub(super) fn inputs(&self) -> usize {
        self.fault.inputs()
    }
}
