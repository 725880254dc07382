//! The kernels beside the definition, with limbs that are extreme more often than not.

use super::super::arrays::{mask_of_less, subtract};
use super::sums::{self, definition};
use super::{Kernel, portable};
use proptest::prelude::*;

fn limb() -> impl Strategy<Value = u64> {
    const FEW: &[u64] =
        &[0, 1, 2, 0x1ff, 0xffff_ffff, 0xffff_ffff_0000_0000, 0xffff_ffff_0000_0001, u64::MAX - 1, u64::MAX];
    prop_oneof![prop::sample::select(FEW), any::<u64>()]
}

fn limbs<const N: usize>() -> impl Strategy<Value = [u64; N]> {
    prop::collection::vec(limb(), N).prop_map(|limbs| limbs.try_into().unwrap())
}

/// Below the prime, of whose limbs the lowest `bits` of the highest one count.
fn below<const N: usize>(mut a: [u64; N], prime: &[u64; N]) -> [u64; N] {
    a[N - 1] &= u64::MAX >> prime[N - 1].leading_zeros();
    if mask_of_less(&a, prime) != 0 { a } else { subtract(&a, prime).0 }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn kernels_agree_on_p256(any in limbs::<4>(), b in limbs::<4>()) {
        let (a, b) = (below(any, &portable::P256.limbs), below(b, &portable::P256.limbs));
        prop_assert_eq!(sums::add_256(&a, &b), definition::add_256(&a, &b));
        prop_assert_eq!(sums::subtract_256(&a, &b), definition::subtract_256(&a, &b));
        let negative = definition::subtract_256(&[0; 4], &b);
        prop_assert_eq!(sums::add_256(&negative, &b), [0; 4]);
        for kernel in Kernel::all() {
            prop_assert_eq!(kernel.multiply_256(&any, &b), portable::multiply_256(&any, &b), "{}", kernel.name());
            prop_assert_eq!(kernel.multiply_256(&b, &any), portable::multiply_256(&any, &b), "{}", kernel.name());
            prop_assert_eq!(kernel.square_256(&b), portable::square_256(&b), "{}", kernel.name());
        }
    }

    #[test]
    fn kernels_agree_on_p384(any in limbs::<6>(), b in limbs::<6>()) {
        let (a, b) = (below(any, &portable::P384.limbs), below(b, &portable::P384.limbs));
        prop_assert_eq!(sums::add_384(&a, &b), definition::add_384(&a, &b));
        prop_assert_eq!(sums::subtract_384(&a, &b), definition::subtract_384(&a, &b));
        let negative = definition::subtract_384(&[0; 6], &b);
        prop_assert_eq!(sums::add_384(&negative, &b), [0; 6]);
        for kernel in Kernel::all() {
            prop_assert_eq!(kernel.multiply_384(&any, &b), portable::multiply_384(&any, &b), "{}", kernel.name());
            prop_assert_eq!(kernel.multiply_384(&b, &any), portable::multiply_384(&any, &b), "{}", kernel.name());
            prop_assert_eq!(kernel.square_384(&b), portable::square_384(&b), "{}", kernel.name());
        }
    }

    #[test]
    fn kernels_agree_on_p521(any in limbs::<9>(), b in limbs::<9>()) {
        let (a, b) = (below(any, &portable::P521.limbs), below(b, &portable::P521.limbs));
        prop_assert_eq!(sums::add_521(&a, &b), definition::add_521(&a, &b));
        prop_assert_eq!(sums::subtract_521(&a, &b), definition::subtract_521(&a, &b));
        let negative = definition::subtract_521(&[0; 9], &b);
        prop_assert_eq!(sums::add_521(&negative, &b), [0; 9]);
        for kernel in Kernel::all() {
            prop_assert_eq!(kernel.multiply_521(&any, &b), portable::multiply_521(&any, &b), "{}", kernel.name());
            prop_assert_eq!(kernel.multiply_521(&b, &any), portable::multiply_521(&any, &b), "{}", kernel.name());
            prop_assert_eq!(kernel.square_521(&b), portable::square_521(&b), "{}", kernel.name());
        }
    }
}
