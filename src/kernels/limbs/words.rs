//! Single limbs.

/// `a + b + carry`, and the carry out: 0 or 1, as the one in.
#[inline(always)]
pub(crate) const fn add(a: u64, b: u64, carry: u64) -> (u64, u64) {
    let sum = a as u128 + b as u128 + carry as u128;
    (sum as u64, (sum >> 64) as u64)
}

/// `a - b - borrow`, and the borrow out: 0 or 1, as the one in.
#[inline(always)]
pub(crate) const fn subtract(a: u64, b: u64, borrow: u64) -> (u64, u64) {
    let difference = (a as u128).wrapping_sub(b as u128).wrapping_sub(borrow as u128);
    (difference as u64, (difference >> 64) as u64 & 1)
}

/// `sum + a b + carry`, and the limb above, which nothing overflows.
#[inline(always)]
pub(crate) const fn multiply_add(sum: u64, a: u64, b: u64, carry: u64) -> (u64, u64) {
    let product = a as u128 * b as u128 + sum as u128 + carry as u128;
    (product as u64, (product >> 64) as u64)
}

/// All ones for a `bit` of 1, zero for one of 0.
#[inline(always)]
pub(crate) const fn mask(bit: u64) -> u64 {
    bit.wrapping_neg()
}

/// All ones if `limb` is zero, else zero.
#[inline(always)]
pub(crate) const fn mask_of_zero(limb: u64) -> u64 {
    mask((!limb & limb.wrapping_sub(1)) >> 63)
}

/// `a` where `mask` is all ones, `b` where it is zero.
#[inline(always)]
pub(crate) const fn select(mask: u64, a: u64, b: u64) -> u64 {
    b ^ mask & (a ^ b)
}

/// The inverse of `-limb` modulo 2^64; `limb` is odd.
pub(crate) const fn negated_inverse(limb: u64) -> u64 {
    // An inverse modulo 2^3, whose bits Newton's step doubles.
    let (mut inverse, mut bits) = (limb, 3);
    while bits < 64 {
        inverse = inverse.wrapping_mul(2_u64.wrapping_sub(limb.wrapping_mul(inverse)));
        bits *= 2;
    }
    inverse.wrapping_neg()
}
