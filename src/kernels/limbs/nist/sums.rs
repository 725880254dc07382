//! Sums and differences modulo the primes, of numbers below them. The compiler makes longer code of
//! the definition, so that on x86-64 they are written down.

#[cfg(not(all(target_arch = "x86_64", not(qila_taint = "msan"))))]
pub(crate) use definition::*;
#[cfg(all(target_arch = "x86_64", not(qila_taint = "msan")))]
pub(crate) use instructions::*;

/// By [`arrays`](super::super::arrays).
#[cfg(any(test, not(all(target_arch = "x86_64", not(qila_taint = "msan")))))]
pub(super) mod definition {
    use super::super::super::arrays::{add_modulo, subtract_modulo};
    use super::super::portable::{P256, P384, P521};

    /// The two functions of a prime.
    macro_rules! sums {
        ($limbs:literal limbs, $modulus:ident: $add:ident, $subtract:ident) => {
            #[inline]
            pub(crate) fn $add(a: &[u64; $limbs], b: &[u64; $limbs]) -> [u64; $limbs] {
                add_modulo(a, b, &$modulus.limbs)
            }

            #[inline]
            pub(crate) fn $subtract(a: &[u64; $limbs], b: &[u64; $limbs]) -> [u64; $limbs] {
                subtract_modulo(a, b, &$modulus.limbs)
            }
        };
    }

    sums! { 4 limbs, P256: add_256, subtract_256 }
    sums! { 6 limbs, P384: add_384, subtract_384 }
    sums! { 9 limbs, P521: add_521, subtract_521 }
}

#[cfg(all(target_arch = "x86_64", not(qila_taint = "msan")))]
mod instructions {
    use core::arch::asm;
    use core::hint::black_box;

    #[inline(always)]
    pub(crate) fn add_256(a: &[u64; 4], b: &[u64; 4]) -> [u64; 4] {
        let ([mut a0, mut a1, mut a2, mut a3], [b0, b1, b2, b3]) = (*a, *b);
        // SAFETY: these are sums and differences in registers.
        unsafe {
            asm!(
                "add {a0}, {b0}",
                "adc {a1}, {b1}",
                "adc {a2}, {b2}",
                "adc {a3}, {b3}",
                "sbb {c}, {c}",
                // Less p, where that is not negative.
                "mov {p1:e}, -1",
                "mov {p3}, -0xffffffff",
                "mov {b0}, {a0}",
                "mov {b1}, {a1}",
                "mov {b2}, {a2}",
                "mov {b3}, {a3}",
                "sub {b0}, -1",
                "sbb {b1}, {p1}",
                "sbb {b2}, 0",
                "sbb {b3}, {p3}",
                "sbb {c}, 0",
                "cmovnc {a0}, {b0}",
                "cmovnc {a1}, {b1}",
                "cmovnc {a2}, {b2}",
                "cmovnc {a3}, {b3}",
                a0 = inout(reg) a0, a1 = inout(reg) a1, a2 = inout(reg) a2, a3 = inout(reg) a3,
                b0 = inout(reg) b0 => _, b1 = inout(reg) b1 => _, b2 = inout(reg) b2 => _, b3 = inout(reg) b3 => _,
                c = out(reg) _, p1 = out(reg) _, p3 = out(reg) _,
                options(pure, nomem, nostack),
            );
        }
        [a0, a1, a2, a3]
    }

    #[inline(always)]
    pub(crate) fn subtract_256(a: &[u64; 4], b: &[u64; 4]) -> [u64; 4] {
        let ([mut a0, mut a1, mut a2, mut a3], [b0, b1, b2, b3]) = (*a, *b);
        // SAFETY: these are sums and differences in registers.
        unsafe {
            asm!(
                "sub {a0}, {b0}",
                "sbb {a1}, {b1}",
                "sbb {a2}, {b2}",
                "sbb {a3}, {b3}",
                "sbb {c}, {c}",
                // And p, where it is negative.
                "mov {p1:e}, {c:e}",
                "mov {p3}, -0xffffffff",
                "and {p3}, {c}",
                "add {a0}, {c}",
                "adc {a1}, {p1}",
                "adc {a2}, 0",
                "adc {a3}, {p3}",
                a0 = inout(reg) a0, a1 = inout(reg) a1, a2 = inout(reg) a2, a3 = inout(reg) a3,
                b0 = in(reg) b0, b1 = in(reg) b1, b2 = in(reg) b2, b3 = in(reg) b3,
                c = out(reg) _, p1 = out(reg) _, p3 = out(reg) _,
                options(pure, nomem, nostack),
            );
        }
        [a0, a1, a2, a3]
    }

    #[inline(always)]
    pub(crate) fn add_384(a: &[u64; 6], b: &[u64; 6]) -> [u64; 6] {
        let ([mut a0, mut a1, mut a2, mut a3, mut a4, mut a5], [b0, b1, b2, b3, b4, b5]) = (*a, *b);
        // SAFETY: these are sums and differences in registers.
        unsafe {
            asm!(
                "add {a0}, {b0}",
                "adc {a1}, {b1}",
                "adc {a2}, {b2}",
                "adc {a3}, {b3}",
                "adc {a4}, {b4}",
                "adc {a5}, {b5}",
                "sbb {c}, {c}",
                // Less p, where that is not negative.
                "mov {p:e}, -1",
                "mov {b0}, {a0}",
                "mov {b1}, {a1}",
                "mov {b2}, {a2}",
                "mov {b3}, {a3}",
                "mov {b4}, {a4}",
                "mov {b5}, {a5}",
                "sub {b0}, {p}",
                "not {p}",
                "sbb {b1}, {p}",
                "sbb {b2}, -2",
                "sbb {b3}, -1",
                "sbb {b4}, -1",
                "sbb {b5}, -1",
                "sbb {c}, 0",
                "cmovnc {a0}, {b0}",
                "cmovnc {a1}, {b1}",
                "cmovnc {a2}, {b2}",
                "cmovnc {a3}, {b3}",
                "cmovnc {a4}, {b4}",
                "cmovnc {a5}, {b5}",
                a0 = inout(reg) a0, a1 = inout(reg) a1, a2 = inout(reg) a2,
                a3 = inout(reg) a3, a4 = inout(reg) a4, a5 = inout(reg) a5,
                b0 = inout(reg) b0 => _, b1 = inout(reg) b1 => _, b2 = inout(reg) b2 => _,
                b3 = inout(reg) b3 => _, b4 = inout(reg) b4 => _, b5 = inout(reg) b5 => _,
                c = out(reg) _, p = out(reg) _,
                options(pure, nomem, nostack),
            );
        }
        [a0, a1, a2, a3, a4, a5]
    }

    #[inline(always)]
    pub(crate) fn subtract_384(a: &[u64; 6], b: &[u64; 6]) -> [u64; 6] {
        let ([mut a0, mut a1, mut a2, mut a3, mut a4, mut a5], [b0, b1, b2, b3, b4, b5]) = (*a, *b);
        // SAFETY: these are sums and differences in registers.
        unsafe {
            asm!(
                "sub {a0}, {b0}",
                "sbb {a1}, {b1}",
                "sbb {a2}, {b2}",
                "sbb {a3}, {b3}",
                "sbb {a4}, {b4}",
                "sbb {a5}, {b5}",
                "sbb {c}, {c}",
                // And p, where it is negative.
                "mov {b0:e}, {c:e}",
                "mov {b1}, {c}",
                "xor {b1}, {b0}",
                "lea {b2}, [{c} + {c}]",
                "add {a0}, {b0}",
                "adc {a1}, {b1}",
                "adc {a2}, {b2}",
                "adc {a3}, {c}",
                "adc {a4}, {c}",
                "adc {a5}, {c}",
                a0 = inout(reg) a0, a1 = inout(reg) a1, a2 = inout(reg) a2,
                a3 = inout(reg) a3, a4 = inout(reg) a4, a5 = inout(reg) a5,
                b0 = inout(reg) b0 => _, b1 = inout(reg) b1 => _, b2 = inout(reg) b2 => _,
                b3 = in(reg) b3, b4 = in(reg) b4, b5 = in(reg) b5, c = out(reg) _,
                options(pure, nomem, nostack),
            );
        }
        [a0, a1, a2, a3, a4, a5]
    }

    /// The limbs less a borrow, modulo 2^521.
    #[inline(always)]
    fn borrowed(mut a: [u64; 9], mut borrow: bool) -> [u64; 9] {
        for limb in &mut a {
            (*limb, borrow) = limb.borrowing_sub(0, borrow);
        }
        a[8] &= 0x1ff;
        a
    }

    /// One more than the sum has bit 521 where p is to be taken off. Without the bit that is done;
    /// elsewhere the one is.
    #[inline(never)]
    pub(crate) fn add_521(a: &[u64; 9], b: &[u64; 9]) -> [u64; 9] {
        let (mut sum, mut carry) = ([0; 9], true);
        for i in 0..9 {
            (sum[i], carry) = a[i].carrying_add(b[i], carry);
        }
        let is_less = black_box(sum[8] >> 9 ^ 1);
        borrowed(sum, is_less != 0)
    }

    /// Where the difference is negative, p is 2^521 less one.
    #[inline(never)]
    pub(crate) fn subtract_521(a: &[u64; 9], b: &[u64; 9]) -> [u64; 9] {
        let (mut difference, mut borrow) = ([0; 9], false);
        for i in 0..9 {
            (difference[i], borrow) = a[i].borrowing_sub(b[i], borrow);
        }
        borrowed(difference, black_box(u64::from(borrow)) != 0)
    }
}
