//! Each function beside its definition: repeated addition, and the bits one by one.

use super::arrays::*;
use super::{Modulus, inverse, tables, words};
use proptest::prelude::*;

/// 2^255 - 19, the order of its curve, the prime and the order of P-384 in part, and moduli whose
/// limbs are extreme.
const FOUR: &[[u64; 4]] = &[
    [0xffff_ffff_ffff_ffed, u64::MAX, u64::MAX, 0x7fff_ffff_ffff_ffff],
    [0x5812_631a_5cf5_d3ed, 0x14de_f9de_a2f7_9cd6, 0, 0x1000_0000_0000_0000],
    [u64::MAX, 0xffff_ffff, 0, 0xffff_ffff_0000_0001],
    [0xffff_ffff_ffff_ff43, u64::MAX, u64::MAX, u64::MAX],
    [3, 0, 0, 0],
    [0x11, 0, 0, 1 << 63],
];

/// What the definition gives: the sum of the doubled `a` for the bits of `b`.
fn product<const N: usize>(a: &[u64; N], b: &[u64; N], modulus: &[u64; N]) -> [u64; N] {
    (0..64 * N).rev().fold([0; N], |sum, bit| {
        let sum = add_modulo(&sum, &sum, modulus);
        if b[bit / 64] >> (bit % 64) & 1 == 1 { add_modulo(&sum, a, modulus) } else { sum }
    })
}

/// A number below the modulus, by the definition.
fn below<const N: usize>(a: &[u64; N], modulus: &[u64; N]) -> [u64; N] {
    product(&small(1), a, modulus)
}

/// Limbs that are extreme more often than not.
fn limb() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), Just(1), Just(u64::MAX), Just(1 << 63), any::<u64>(), any::<u64>()]
}

fn limbs<const N: usize>() -> impl Strategy<Value = [u64; N]> {
    prop::collection::vec(limb(), N).prop_map(|limbs| limbs.try_into().unwrap())
}

fn agrees<const N: usize>(a: &[u64; N], b: &[u64; N], modulus: [u64; N]) {
    let m = Modulus::new(modulus);
    let (x, y) = (below(a, &modulus), below(b, &modulus));
    // r r^2 / r and r / r.
    assert_eq!(montgomery_multiply(&m.one, &m.r_squared, &m), m.r_squared);
    assert_eq!(montgomery_multiply(&m.one, &small(1), &m), below(&small(1), &modulus));
    let kept = montgomery_multiply(&x, &m.r_squared, &m);
    assert_eq!(montgomery_multiply(&kept, &y, &m), product(&x, &y, &modulus));
    assert_eq!(montgomery_multiply(a, &m.r_squared, &m), kept, "of a number that is not below");
    let (sum, difference) = (add_modulo(&x, &y, &modulus), subtract_modulo(&x, &y, &modulus));
    assert_eq!(subtract_modulo(&sum, &y, &modulus), x);
    assert_eq!(add_modulo(&difference, &y, &modulus), x);
    let half = halve_modulo(&x, &modulus);
    assert_eq!(add_modulo(&half, &half, &modulus), x);
}

/// `a`, made prime to the modulus, times its inverse is 1.
fn inverts<const N: usize>(a: &[u64; N], modulus: [u64; N]) {
    let (m, a) = (Modulus::new(modulus), below(a, &modulus));
    let inverse = inverse::invert(&a, &m);
    let expected = if mask_of_zero(&a) == 0 { small(1) } else { [0; N] };
    assert_eq!(product(&a, &inverse, &modulus), expected);
    assert_eq!(mask_of_less(&inverse, &modulus), u64::MAX);
}

proptest! {
    #[test]
    fn sums_and_products_of_four_limbs(a in limbs::<4>(), b in limbs::<4>()) {
        FOUR.iter().for_each(|modulus| agrees(&a, &b, *modulus));
    }

    #[test]
    fn sums_and_products_of_other_lengths(a in limbs::<9>(), b in limbs::<9>(), mut m in limbs::<9>()) {
        m[0] |= 1;
        m[5] |= 2;
        agrees(&[a[0]], &[b[0]], [m[0] | 2]);
        let six = |a: &[u64; 9]| -> [u64; 6] { a[..6].try_into().unwrap() };
        agrees(&six(&a), &six(&b), six(&m));
        agrees(&a, &b, m);
    }

    /// The whole product, limb by limb of its definition: modulo 2^(64 N) - 1 and 2^(64 N) - 3 no
    /// half can be wrong.
    #[test]
    fn whole_products(a in limbs::<4>(), b in limbs::<4>()) {
        let (low, high) = multiply(&a, &b);
        for c in [1, 3] {
            let modulus = subtract(&[0; 4], &small(c)).0;
            let r = below(&small(c), &modulus);
            let expected = product(&below(&a, &modulus), &b, &modulus);
            let whole = add_modulo(&product(&r, &high, &modulus), &below(&low, &modulus), &modulus);
            prop_assert_eq!(whole, expected);
        }
    }

    #[test]
    fn inverses(a in limbs::<9>()) {
        let four: [u64; 4] = a[..4].try_into().unwrap();
        // The primes among the moduli, and two of 448 and of 521 bits.
        [FOUR[0], FOUR[1], FOUR[2], FOUR[3], FOUR[4]].iter().for_each(|modulus| inverts(&four, *modulus));
        let mut p448 = [u64::MAX; 7];
        p448[3] = 0xffff_fffe_ffff_ffff;
        inverts(&a[..7].try_into().unwrap(), p448);
        let mut p521 = [u64::MAX; 9];
        p521[8] = 0x1ff;
        inverts(&a, p521);
    }

    #[test]
    fn bytes(a in limbs::<4>()) {
        let mut bytes = [0xff; 40];
        to_be_bytes(&a, &mut bytes);
        prop_assert_eq!(&bytes[..8], &[0; 8]);
        prop_assert_eq!(from_be_bytes(&bytes), a);
        to_le_bytes(&a, &mut bytes);
        prop_assert_eq!(from_le_bytes(&bytes), a);
        prop_assert_eq!(from_le_bytes::<1>(&bytes), [a[0]]);
        let mut few = [0; 11];
        to_be_bytes(&a, &mut few);
        let expected: std::vec::Vec<u8> = bytes[..11].iter().rev().copied().collect();
        prop_assert_eq!(&few[..], expected);
    }

    #[test]
    fn masks(a in limbs::<4>(), b in limbs::<4>()) {
        let mask = |is: bool| if is { u64::MAX } else { 0 };
        prop_assert_eq!(mask_of_zero(&a), mask(a == [0; 4]));
        prop_assert_eq!(mask_of_zero(&exclusive_or(&a, &b)), mask(a == b));
        prop_assert_eq!(mask_of_less(&a, &b), mask(a.iter().rev().lt(b.iter().rev())));
        prop_assert_eq!(words::mask_of_zero(a[0]), mask(a[0] == 0));
        prop_assert_eq!(select(u64::MAX, &a, &b), a);
        prop_assert_eq!(select(0, &a, &b), b);
    }
}

/// Every entry of tables of every shape, and what is none.
fn looks_up<const N: usize, const C: usize>(limb: u64) {
    let entry = |i: usize| -> [[u64; N]; C] {
        std::array::from_fn(|c| std::array::from_fn(|n| limb.wrapping_mul((i * 64 + c * 16 + n) as u64 | 1)))
    };
    let table: std::vec::Vec<_> = (0..9).map(entry).collect();
    for kernel in tables::Kernel::all() {
        for (i, entry) in table.iter().enumerate() {
            assert_eq!(kernel.lookup(&table, i as u64), *entry, "{} {N} {C} {i}", kernel.name());
        }
        for none in [9, 1 << 32, u64::MAX] {
            assert_eq!(kernel.lookup(&table, none), [[0; N]; C], "{} {N} {C}", kernel.name());
        }
    }
}

#[test]
fn entries_of_tables() {
    for limb in [1, 0x9e37_79b9_7f4a_7c15, u64::MAX] {
        looks_up::<1, 1>(limb);
        looks_up::<4, 1>(limb);
        looks_up::<4, 2>(limb);
        looks_up::<4, 3>(limb);
        looks_up::<6, 2>(limb);
        looks_up::<6, 3>(limb);
        looks_up::<7, 3>(limb);
        looks_up::<9, 2>(limb);
        looks_up::<9, 3>(limb);
        looks_up::<15, 2>(limb);
    }
}

/// A modulus that is even, or 1, is an error of the compiler where it is a constant.
#[test]
fn objects_to_other_moduli() {
    for modulus in [[1, 0], [4, 1], [0, 1]] {
        assert!(std::panic::catch_unwind(|| Modulus::new(modulus)).is_err());
    }
}
