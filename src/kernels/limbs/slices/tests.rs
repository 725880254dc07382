//! Every kernel beside a definition of its own: long division of the whole product.

use super::{BLOCK, Block, Kernel, Odd};
use std::vec::Vec;

/// The sizes in limbs: those of the vectors, the smallest, odd ones, the largest.
const SIZES: [usize; 9] = [8, 16, 24, 32, 40, 48, 64, 96, 128];

/// A modulus as a kernel has it, with what a test needs.
struct Modulus {
    kernel: Kernel,
    limbs: Vec<u64>,
    words: Vec<Block>,
    inverse: u64,
    r_bits: usize,
}

impl Modulus {
    fn new(kernel: Kernel, limbs: &[u64]) -> Self {
        let (blocks, r_bits) = kernel.shape(limbs.len());
        let mut words = std::vec![[0; BLOCK]; blocks];
        kernel.split(limbs, &mut words);
        let inverse = (0..6).fold(1_u64, |x, _| x.wrapping_mul(2_u64.wrapping_sub(limbs[0].wrapping_mul(x))));
        Self { kernel, limbs: limbs.to_vec(), words, inverse: inverse.wrapping_neg(), r_bits }
    }

    fn odd(&self) -> Odd<'_> {
        Odd { blocks: &self.words, inverse: self.inverse }
    }

    fn split(&self, limbs: &[u64]) -> Vec<Block> {
        let mut words = std::vec![[0; BLOCK]; self.words.len()];
        self.kernel.split(limbs, &mut words);
        words
    }

    /// Less than R, and not more limbs than the modulus but for digits.
    fn join(&self, words: &[Block]) -> Vec<u64> {
        let mut limbs = std::vec![0; self.limbs.len() + 1];
        self.kernel.join(words, &mut limbs);
        limbs
    }
}

/// `x` modulo `m`, bit by bit.
fn remainder(x: &[u64], m: &[u64]) -> Vec<u64> {
    let mut rest = std::vec![0; m.len() + 1];
    for i in (0..64 * x.len()).rev() {
        let mut bit = x[i / 64] >> (i % 64) & 1;
        for limb in &mut rest {
            (*limb, bit) = (*limb << 1 | bit, *limb >> 63);
        }
        let mut less = rest.clone();
        let mut borrow = false;
        for (k, limb) in less.iter_mut().enumerate() {
            let (value, first) = limb.overflowing_sub(m.get(k).copied().unwrap_or(0));
            let (value, second) = value.overflowing_sub(u64::from(borrow));
            (*limb, borrow) = (value, first | second);
        }
        if !borrow {
            rest = less;
        }
    }
    rest
}

fn product(a: &[u64], b: &[u64]) -> Vec<u64> {
    let mut product = std::vec![0; a.len() + b.len()];
    for (i, a) in a.iter().enumerate() {
        let mut carry = 0;
        for (k, b) in b.iter().enumerate() {
            let sum = u128::from(*a) * u128::from(*b) + u128::from(product[i + k]) + carry;
            (product[i + k], carry) = (sum as u64, sum >> 64);
        }
        product[i + b.len()] = carry as u64;
    }
    product
}

/// Whether `x` is `a b / R` modulo the modulus: `x R` is `a b`.
fn is_product(m: &Modulus, x: &[Block], a: &[Block], b: &[Block]) -> bool {
    let mut r = std::vec![0; m.r_bits / 64 + 1];
    r[m.r_bits / 64] = 1 << (m.r_bits % 64);
    remainder(&product(&m.join(x), &r), &m.limbs) == remainder(&product(&m.join(a), &m.join(b)), &m.limbs)
}

/// Numbers by a simple generator, and those at which carries go wrong.
fn numbers(limbs: usize, seed: u64) -> Vec<Vec<u64>> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        state ^ state >> 29
    };
    let one_hot = |place: usize| (0..limbs).map(|i| u64::from(i == place)).collect::<Vec<_>>();
    let mut found = std::vec![
        std::vec![0; limbs],
        one_hot(0),
        one_hot(limbs - 1),
        std::vec![u64::MAX; limbs],
        (0..limbs).map(|i| if i % 2 == 0 { u64::MAX } else { 0 }).collect(),
    ];
    found.push((0..limbs).map(|_| next()).collect());
    found.push((0..limbs).map(|_| if next() & 1 == 0 { u64::MAX } else { next() }).collect());
    found
}

/// Odd moduli: random, full, sparse, of half the size.
fn moduli(limbs: usize, seed: u64) -> Vec<Vec<u64>> {
    let mut found = numbers(limbs, seed);
    found.remove(0);
    found.push(found[4].iter().enumerate().map(|(i, limb)| if i < limbs / 2 { *limb } else { 0 }).collect());
    found.iter_mut().for_each(|m| m[0] |= 1);
    found.remove(0); // one
    found
}

/// The operands of a modulus: those of its size, and itself less one, two and nothing.
fn operands(m: &[u64], seed: u64) -> Vec<Vec<u64>> {
    let mut found = numbers(m.len(), seed);
    for less in [0, 1, 2] {
        let mut near = m.to_vec();
        if near[0] >= less {
            near[0] -= less;
            found.push(near);
        }
    }
    found
}

fn check(sizes: &[usize], seeds: core::ops::Range<u64>) {
    for &limbs in sizes {
        for kernel in Kernel::all().into_iter().map(|kernel| kernel.serving(limbs)) {
            for seed in seeds.clone() {
                for m in moduli(limbs, seed) {
                    let m = Modulus::new(kernel, &m);
                    let operands: Vec<_> = operands(&m.limbs, seed + 1).iter().map(|x| m.split(x)).collect();
                    for (i, a) in operands.iter().enumerate() {
                        let b = &operands[(i * 5 + 3) % operands.len()];
                        check_one(&m, a, b);
                    }
                }
            }
        }
    }
}

fn check_one(m: &Modulus, a: &[Block], b: &[Block]) {
    let (name, limbs) = (m.kernel.name(), m.limbs.len());
    let mut x = a.to_vec();
    m.kernel.multiply(m.odd(), &mut x, b);
    assert!(is_product(m, &x, a, b), "{name} {limbs}: {a:x?} {b:x?} modulo {:x?}", m.limbs);
    let mut y = a.to_vec();
    m.kernel.square(m.odd(), &mut y, 1);
    assert!(is_product(m, &y, a, a), "{name} {limbs}: square of {a:x?} modulo {:x?}", m.limbs);
    // Both at once are each by itself.
    let (mut both, mut squares) = ([a.to_vec(), b.to_vec()], [a.to_vec(), y.clone()]);
    let [first, second] = &mut both;
    m.kernel.multiply_both([m.odd(); 2], [first, second], [b, b]);
    assert_eq!(both[0], x, "{name} {limbs}");
    assert!(is_product(m, &both[1], b, b), "{name} {limbs}");
    let [first, second] = &mut squares;
    m.kernel.square_both([m.odd(); 2], [first, second], 2);
    let mut twice = y.clone();
    m.kernel.square(m.odd(), &mut twice, 1);
    assert_eq!(squares[0], twice, "{name} {limbs}");
    // The product with one is at most the modulus.
    let mut one = std::vec![0; limbs];
    one[0] = 1;
    m.kernel.multiply(m.odd(), &mut x, &m.split(&one));
    let out = m.join(&x);
    assert!(out.iter().rev().le(std::iter::once(&0).chain(m.limbs.iter().rev())), "{name} {limbs}");
}

impl Kernel {
    /// This one, or what serves in its place where the size is none of its own.
    fn serving(self, limbs: usize) -> Self {
        if self.name() == "ifma512" { Self::fitting(limbs) } else { self }
    }
}

#[test]
fn kernels_agree_with_long_division() {
    check(&SIZES[..4], 0..1);
}

/// By command, for a change of a kernel: more than 10^6 multiplications.
#[test]
#[ignore = "takes minutes"]
fn kernels_agree_with_long_division_at_length() {
    check(&SIZES, 0..40);
}

/// What is split is joined again.
#[test]
fn words_hold_their_limbs() {
    for limbs in SIZES {
        for kernel in Kernel::all().into_iter().map(|kernel| kernel.serving(limbs)) {
            for number in numbers(limbs, 5) {
                let mut words = std::vec![[0; BLOCK]; kernel.shape(limbs).0];
                kernel.split(&number, &mut words);
                let mut again = std::vec![0; limbs];
                kernel.join(&words, &mut again);
                assert_eq!(again, number, "{} {limbs}", kernel.name());
            }
        }
    }
}

/// The usual sizes have vectors where the processor has them, and the others do not.
#[test]
fn sizes_have_their_kernels() {
    let best = Kernel::choose().name();
    for limbs in [16, 24, 32, 48, 64] {
        assert_eq!(Kernel::fitting(limbs).name(), best);
    }
    for limbs in [8, 17, 40, 128] {
        assert_ne!(Kernel::fitting(limbs).name(), "ifma512");
    }
}
