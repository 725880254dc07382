//! The kernel beside the definition.

use super::P;
use super::portable::Element;
use crate::kernels::element_tests::check;

#[test]
fn kernel_computes_what_the_definition_does() {
    check::<Element>((), &P, 200);
}
