//! The kernels beside the definition, and beside each other.

use super::portable::Element;
use super::{Choice, Kernel, P};
use crate::kernels::element_tests::{chain, check};

#[test]
fn kernels_compute_what_the_definition_does() {
    for kernel in Kernel::all() {
        match kernel.0 {
            Choice::Portable => check::<Element>((), &P, 300),
            #[cfg(all(target_arch = "x86_64", not(qila_taint = "msan")))]
            Choice::Adx(cpu) => check::<super::adx::Element>(cpu, &P, 300),
        }
    }
}

/// Long chains, whose operands no table of cases has.
#[test]
fn kernels_agree() {
    for kernel in Kernel::all() {
        let words = match kernel.0 {
            Choice::Portable => chain::<Element>((), 20_000),
            #[cfg(all(target_arch = "x86_64", not(qila_taint = "msan")))]
            Choice::Adx(cpu) => chain::<super::adx::Element>(cpu, 20_000),
        };
        #[allow(irrefutable_let_patterns)] // where no other kernel is compiled
        let Choice::Portable = Kernel::PORTABLE.0 else { continue };
        assert_eq!(words, chain::<Element>((), 20_000), "{}", kernel.name());
    }
}
