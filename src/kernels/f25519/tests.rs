//! The kernels beside the definition, and beside each other.

use super::portable::Element;
use super::{Choice, Kernel, P};
use crate::kernels::element_tests::{Eights, Fours, chain, check};
use core::marker::PhantomData;

#[test]
fn kernels_compute_what_the_definition_does() {
    for kernel in Kernel::all() {
        match kernel.0 {
            Choice::Portable => check::<Element>((), &P, 300),
            #[cfg(all(target_arch = "x86_64", not(qila_taint = "msan")))]
            Choice::Adx(cpu) => check::<super::adx::Element>(cpu, &P, 300),
            #[cfg(all(target_arch = "x86_64", target_feature = "sse2", not(qila_taint = "msan")))]
            Choice::Ifma512(_) => {} // Its elements are those of the definition.
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
            #[cfg(all(target_arch = "x86_64", target_feature = "sse2", not(qila_taint = "msan")))]
            Choice::Ifma512(_) => continue,
        };
        #[allow(irrefutable_let_patterns)] // where no other kernel is compiled
        let Choice::Portable = Kernel::PORTABLE.0 else { continue };
        assert_eq!(words, chain::<Element>((), 20_000), "{}", kernel.name());
    }
}

/// Four elements side by side are what four elements are, one after the other.
#[test]
fn fours_agree() {
    let expected = Kernel::PORTABLE.run(Fours(P));
    for kernel in Kernel::all() {
        let found = kernel.run(Fours(P));
        assert_eq!(found.len(), expected.len());
        for (i, (found, expected)) in found.iter().zip(&expected).enumerate() {
            assert_eq!(found, expected, "{}: {} of {}", kernel.name(), i % 87, i / 87);
        }
    }
}

/// Eight elements side by side are what eight elements are, one after the other.
#[test]
fn eights_agree() {
    for kernel in Kernel::all() {
        let ran = kernel.run_eight(Eights::<Element>(&P, PhantomData)).is_some();
        assert_eq!(ran, kernel.name() == "ifma512");
    }
}
