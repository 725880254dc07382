//! Powers of `r`, in limbs of 44, 44 and 42 bits.

/// The bits of a lower limb.
pub(super) const MASK_44: u64 = (1 << 44) - 1;
/// The bits of the top limb.
pub(super) const MASK_42: u64 = (1 << 42) - 1;

/// A number modulo 2^130 - 5, with limbs of little more than 44, 44 and 42 bits.
pub(super) type Limbs = [u64; 3];

/// A number below 2^131, with limbs of 44, 44 and at most 43 bits.
#[inline(always)]
pub(super) fn limbs(low: u128, top: u64) -> Limbs {
    [low as u64 & MASK_44, (low >> 44) as u64 & MASK_44, (low >> 88) as u64 | top << 40]
}

/// The product.
#[inline(always)]
pub(super) fn multiply(a: &Limbs, b: &Limbs) -> Limbs {
    // 2^132 is 4 times 2^130, which is 5.
    let (b1, b2) = (20 * b[1], 20 * b[2]);
    let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
    let p0 = product(a[0], b[0]) + product(a[1], b2) + product(a[2], b1);
    let p1 = product(a[0], b[1]) + product(a[1], b[0]) + product(a[2], b2) + (p0 >> 44);
    let p2 = product(a[0], b[2]) + product(a[1], b[1]) + product(a[2], b[0]) + (p1 >> 44);
    let p0 = (p0 as u64 & MASK_44) + 5 * (p2 >> 42) as u64;
    [p0 & MASK_44, (p1 as u64 & MASK_44) + (p0 >> 44), p2 as u64 & MASK_42]
}
