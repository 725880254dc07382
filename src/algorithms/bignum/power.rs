//! Powers with secret exponents: fixed windows, and a table of which every entry is read.

use super::modulus::{Modulus, Residue, Secret, zero};
use crate::kernels::limbs::slices::BLOCK;
use crate::machine::wipe::Wiped;

/// The bits of a window, at most.
const WINDOW: usize = 5;
/// The blocks of both tables: 20 KiB. Windows of five bits serve primes of 2048 bits, and those of
/// four bits primes of 4096.
const TABLES: usize = 320;

/// The `bits` of a number from `start` on.
fn window(number: &[u64], start: usize, bits: usize) -> u64 {
    let limb = |i: usize| u128::from(number.get(i).copied().unwrap_or(0));
    let both = limb(start / 64) | limb(start / 64 + 1) << 64;
    (both >> (start % 64)) as u64 & ((1 << bits) - 1)
}

/// The powers of `x[0]` and `x[1]` modulo two numbers of the same length. The exponents have the
/// same number of limbs.
///
/// Time: constant for the lengths.
#[inline(never)] // its frame is large
pub(crate) fn power_both<const B: usize>(
    m: [&Modulus<B>; 2],
    x: [&Residue<B>; 2],
    exponents: [&[u64]; 2],
) -> [Secret<B>; 2] {
    let (blocks, kernel, odd) = (m[0].blocks(), m[0].kernel(), [m[0].odd(), m[1].odd()]);
    let bits = (1..=WINDOW).rev().find(|bits| (2 * blocks) << bits <= TABLES).unwrap_or(1);
    let mut powers = [Wiped::new(zero::<B>()), Wiped::new(zero::<B>())];
    let mut tables = Wiped::new([[0; BLOCK]; TABLES]);
    let (first, second) = tables[..(2 * blocks) << bits].split_at_mut(blocks << bits);
    for ((m, x), (table, power)) in m.iter().zip(x).zip([&mut *first, &mut *second].into_iter().zip(&mut powers)) {
        **power = *m.one();
        table[..blocks].copy_from_slice(&power[..blocks]);
        **power = *x;
    }
    for entry in 1..1 << bits {
        let place = entry * blocks..(entry + 1) * blocks;
        first[place.clone()].copy_from_slice(&powers[0][..blocks]);
        second[place].copy_from_slice(&powers[1][..blocks]);
        let [a, b] = &mut powers;
        kernel.multiply_both(odd, [&mut a[..blocks], &mut b[..blocks]], x.map(|x| &x[..blocks]));
    }
    let mut chosen = [Wiped::new(zero::<B>()), Wiped::new(zero::<B>())];
    let windows = (64 * exponents[0].len()).div_ceil(bits);
    for i in (0..windows).rev() {
        for (table, (chosen, exponent)) in [&*first, &*second].into_iter().zip(chosen.iter_mut().zip(exponents)) {
            kernel.select(table, window(exponent, i * bits, bits), &mut chosen[..blocks]);
        }
        let ([a, b], [c, d]) = (&mut powers, &chosen);
        if i + 1 == windows {
            (**a, **b) = (**c, **d);
            continue;
        }
        kernel.square_both(odd, [&mut a[..blocks], &mut b[..blocks]], bits);
        kernel.multiply_both(odd, [&mut a[..blocks], &mut b[..blocks]], [&c[..blocks], &d[..blocks]]);
    }
    powers
}

/// The power of `x`.
///
/// Time: constant for the lengths.
#[inline(never)] // its frame is large
pub(crate) fn power<const B: usize>(m: &Modulus<B>, x: &Residue<B>, exponent: &[u64]) -> Secret<B> {
    let (blocks, kernel, odd) = (m.blocks(), m.kernel(), m.odd());
    let bits = (1..=WINDOW).rev().find(|bits| blocks << bits <= TABLES).unwrap_or(1);
    let mut table = Wiped::new([[0; BLOCK]; TABLES]);
    let table = &mut table[..blocks << bits];
    let mut power = m.one();
    table[..blocks].copy_from_slice(&power[..blocks]);
    *power = *x;
    for entry in table[blocks..].chunks_exact_mut(blocks) {
        entry.copy_from_slice(&power[..blocks]);
        kernel.multiply(odd, &mut power[..blocks], &x[..blocks]);
    }
    let mut chosen = Wiped::new(zero::<B>());
    *power = *m.one();
    for i in (0..(64 * exponent.len()).div_ceil(bits)).rev() {
        kernel.square(odd, &mut power[..blocks], bits);
        kernel.select(table, window(exponent, i * bits, bits), &mut chosen[..blocks]);
        kernel.multiply(odd, &mut power[..blocks], &chosen[..blocks]);
    }
    power
}

impl<const B: usize> Modulus<B> {
    /// One as a residue.
    pub(crate) fn one(&self) -> Secret<B> {
        let mut one = [0; BLOCK];
        one[0] = 1;
        self.enter(&one[..self.len().min(BLOCK)])
    }
}
