//! Four elements side by side: the coordinates of a point, or of the two points of a ladder.
//!
//! A kernel with vectors computes with all four at once; without, one follows the other. What is
//! here are the steps of the laws of a twisted Edwards curve and of a Montgomery ladder.

use super::element::{Element, Ring, Words};
use subtle::Choice;

/// Four elements a, b, c and d. Whatever is here gives what the other functions take.
pub trait Four: Copy {
    /// The proof of the processor features that the kernel is compiled for.
    type Cpu: Copy;
    /// A number in words of 64 bits, the least significant first.
    type Words: Words;
    /// One of the four.
    type Element: Element<Words = Self::Words>;

    /// The proof that an element holds.
    fn one(cpu: Self::Cpu) -> <Self::Element as Element>::Cpu;
    /// The elements of four numbers, which need not be below p.
    fn of(cpu: Self::Cpu, numbers: &[Self::Words; 4]) -> Self;
    /// Others in their place, each of them reduced.
    fn with(self, elements: [Self::Element; 4]) -> Self;
    /// Each by itself, reduced.
    fn elements(self) -> [Self::Element; 4];
    /// `self`, or `other` by choice.
    fn or(self, other: Self, choice: Choice) -> Self;
    /// a, b, c and d, or c, d, a and b by choice.
    fn exchanged(self, choice: Choice) -> Self;
    /// The four products.
    fn multiply(self, other: Self) -> Self;
    /// The products, where the third of `other` is 2.
    fn multiply_by_two(self, other: Self) -> Self;
    /// a + b, a - b, c and d.
    fn first_sums(self) -> Self;
    /// a + b, a - b, c + d and c - d.
    fn sums(self) -> Self;
    /// The elements of small numbers.
    #[inline(always)]
    fn small(cpu: Self::Cpu, numbers: [u64; 4]) -> Self {
        let mut all = [Self::Words::ZERO; 4];
        for (words, number) in all.iter_mut().zip(numbers) {
            words.as_mut()[0] = number;
        }
        Self::of(cpu, &all)
    }

    /// b, a, c and -d.
    fn opposite(self) -> Self;
    /// a c, b d, c d and a b.
    fn neighbours(self) -> Self;
    /// As `neighbours`; the last one may be anything.
    fn three_neighbours(self) -> Self;
    /// With the squares of a, b, c and a + b, which are A, B, C and D: A + B, A + B - D, B - A and
    /// B - A + 2 C.
    fn doubled(self) -> Self;

    /// A step of a ladder on v^2 = u^3 + A u^2 + u, from a point a / b and a point c / d, whose
    /// difference is `u`: twice the first one, and the sum of both (RFC 7748 section 5).
    ///
    /// `constants` are 0, `a24` = (A - 2) / 4, 1 and `u`.
    fn ladder_step(self, constants: Self, a24: u32) -> Self;

    /// The powers on which roots rest, as [`Element::root_power`] gives them.
    fn root_powers(self) -> Self;
}

/// Work that is done with the elements of whichever kernel serves.
pub trait Work<W> {
    /// What it gives.
    type Output;

    /// Does it. Whatever it calls with elements must be `inline(always)`, as it must be: a kernel
    /// compiles it for its processor features.
    fn run<F: Four<Words = W>>(self, cpu: F::Cpu) -> Self::Output;
}

/// Does work that needs no processor features of its own.
#[inline(never)]
pub(super) fn run<F: Four, W: Work<F::Words>>(work: W, cpu: F::Cpu) -> W::Output {
    work.run::<F>(cpu)
}

/// A step of a ladder, as [`Four::ladder_step`].
#[inline(always)]
pub fn ladder_step<R: Ring>([x2, z2, x3, z3]: [R; 4], u: R, a24: u32) -> [R; 4] {
    let (a, b, c, d) = (x2 + z2, x2 - z2, x3 + z3, x3 - z3);
    let (aa, bb, da, cb) = (a.square(), b.square(), d * a, c * b);
    let e = aa - bb;
    [aa * bb, e * (aa + e.times(a24)), (da + cb).square(), u * (da - cb).square()]
}

impl<E: Element> Four for [E; 4] {
    type Cpu = E::Cpu;
    type Words = E::Words;
    type Element = E;

    #[inline(always)]
    fn one(cpu: E::Cpu) -> E::Cpu {
        cpu
    }

    #[inline(always)]
    fn of(cpu: E::Cpu, [a, b, c, d]: &[E::Words; 4]) -> Self {
        [E::of(cpu, a), E::of(cpu, b), E::of(cpu, c), E::of(cpu, d)]
    }

    #[inline(always)]
    fn with(self, elements: [E; 4]) -> Self {
        elements
    }

    #[inline(always)]
    fn elements(self) -> [E; 4] {
        self
    }

    #[inline(always)]
    fn or(self, [e, f, g, h]: Self, choice: Choice) -> Self {
        let [a, b, c, d] = self;
        [a.or(e, choice), b.or(f, choice), c.or(g, choice), d.or(h, choice)]
    }

    #[inline(always)]
    fn exchanged(self, choice: Choice) -> Self {
        let [a, b, c, d] = self;
        [a.or(c, choice), b.or(d, choice), c.or(a, choice), d.or(b, choice)]
    }

    #[inline(always)]
    fn multiply(self, [e, f, g, h]: Self) -> Self {
        let [a, b, c, d] = self;
        [a * e, b * f, c * g, d * h]
    }

    #[inline(always)]
    fn multiply_by_two(self, [e, f, _, h]: Self) -> Self {
        let [a, b, c, d] = self;
        [a * e, b * f, c + c, d * h]
    }

    #[inline(always)]
    fn first_sums(self) -> Self {
        let [a, b, c, d] = self;
        [a + b, a - b, c, d]
    }

    #[inline(always)]
    fn sums(self) -> Self {
        let [a, b, c, d] = self;
        [a + b, a - b, c + d, c - d]
    }

    #[inline(always)]
    fn opposite(self) -> Self {
        let [a, b, c, d] = self;
        [b, a, c, -d]
    }

    #[inline(always)]
    fn neighbours(self) -> Self {
        let [a, b, c, d] = self;
        [a * c, b * d, c * d, a * b]
    }

    #[inline(always)]
    fn three_neighbours(self) -> Self {
        let [a, b, c, d] = self;
        [a * c, b * d, c * d, d]
    }

    #[inline(always)]
    fn doubled(self) -> Self {
        let [a, b, c, _] = self;
        let (aa, bb, cc) = (a.square(), b.square(), c.square());
        let (sum, difference) = (aa + bb, bb - aa);
        [sum, sum - (a + b).square(), difference, difference + cc + cc]
    }

    #[inline(always)]
    fn ladder_step(self, [.., u]: Self, a24: u32) -> Self {
        ladder_step(self, u, a24)
    }

    #[inline(always)]
    fn root_powers(self) -> Self {
        let [a, b, c, d] = self;
        [a.root_power(), b.root_power(), c.root_power(), d.root_power()]
    }
}
