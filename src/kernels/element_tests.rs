//! What the kernels of the special fields compute, beside the definition: numbers of any length,
//! and the remainder bit by bit.

use super::eight::{Eight, EightWork, LANES};
use super::element::{Element, Ring, Words};
use super::four::{Four, Work};
use std::vec::Vec;
use subtle::Choice;

/// The remainder of a number, bit by bit.
fn remainder(number: &[u64], p: &[u64]) -> Vec<u64> {
    let mut rest = std::vec![0; p.len() + 1];
    for bit in (0..64 * number.len()).rev() {
        let mut carry = number[bit / 64] >> (bit % 64) & 1;
        for word in &mut rest {
            (*word, carry) = (*word << 1 | carry, *word >> 63);
        }
        let (mut less, mut borrow) = (rest.clone(), false);
        for (i, word) in less.iter_mut().enumerate() {
            let (difference, one) = word.overflowing_sub(p.get(i).copied().unwrap_or(0));
            let (difference, other) = difference.overflowing_sub(u64::from(borrow));
            (*word, borrow) = (difference, one || other);
        }
        if !borrow {
            rest = less;
        }
    }
    rest[..p.len()].to_vec()
}

fn sum(a: &[u64], b: &[u64]) -> Vec<u64> {
    let mut carry = 0;
    let mut words: Vec<u64> = (0..a.len().max(b.len()))
        .map(|i| {
            let word = |of: &[u64]| u128::from(of.get(i).copied().unwrap_or(0));
            let sum = word(a) + word(b) + carry;
            carry = sum >> 64;
            sum as u64
        })
        .collect();
    words.push(carry as u64);
    words
}

fn product(a: &[u64], b: &[u64]) -> Vec<u64> {
    let mut words = std::vec![0; a.len() + b.len()];
    for (i, a) in a.iter().enumerate() {
        let mut carry = 0;
        for (j, b) in b.iter().enumerate() {
            let sum = u128::from(*a) * u128::from(*b) + u128::from(words[i + j]) + carry;
            (words[i + j], carry) = (sum as u64, sum >> 64);
        }
        words[i + b.len()] = carry as u64;
    }
    words
}

/// p - a, for a below p.
fn negative(a: &[u64], p: &[u64]) -> Vec<u64> {
    let ones: Vec<u64> = a.iter().map(|word| !word).collect();
    let mut sum = sum(&sum(&ones, &[1])[..p.len()], p);
    sum.truncate(p.len());
    remainder(&sum, p)
}

/// Numbers at the edges of words, of limbs of 51, 52 and 56 bits, and of the field.
fn structured(p: &[u64]) -> Vec<Vec<u64>> {
    let zero = std::vec![0; p.len()];
    let mut all = std::vec![zero.clone(), std::vec![u64::MAX; p.len()], p.to_vec()];
    for small in [1_u64, 2, 18, 19, 20, 37, 38, 39, 1 << 51, u64::MAX] {
        all.push(sum(&zero, &[small])[..p.len()].to_vec());
        all.push(sum(p, &[small])[..p.len()].to_vec());
        all.push(negative(&sum(&zero, &[small])[..p.len()], p));
    }
    for bit in (0..64 * p.len()).filter(|bit| bit % 51 < 2 || bit % 56 < 2 || bit % 64 < 2 || bit % 64 == 63) {
        let mut one_hot = zero.clone();
        one_hot[bit / 64] |= 1 << (bit % 64);
        all.push(one_hot.iter().map(|word| !word).collect());
        all.push(negative(&remainder(&one_hot, p), p));
        all.push(one_hot);
    }
    all
}

/// Numbers of a generator that needs no seed of quality.
fn random(len: usize, state: &mut u64) -> Vec<u64> {
    let mut word = || {
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (*state ^ *state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    };
    (0..len).map(|_| word()).collect()
}

fn words_of<W: Words>(words: &[u64]) -> W {
    let mut number = W::ZERO;
    number.as_mut().copy_from_slice(words);
    number
}

fn of<E: Element>(cpu: E::Cpu, words: &[u64]) -> E {
    E::of(cpu, &words_of(words))
}

fn agree<E: Element>(cpu: E::Cpu, p: &[u64], a: &[u64], b: &[u64]) {
    let (x, y) = (of::<E>(cpu, a), of::<E>(cpu, b));
    let is = |element: E, number: &[u64], what: &str| {
        assert_eq!(element.words().as_ref(), remainder(number, p), "{what} of {a:x?} and {b:x?}");
    };
    let minus_b = negative(&remainder(b, p), p);
    is(x, a, "number");
    is(x + y, &sum(a, b), "sum");
    is(x - y, &sum(a, &minus_b), "difference");
    is(-y, &minus_b, "negative");
    is(x * y, &product(a, b), "product");
    is(x.square(), &product(a, a), "square");
    is(x.times(121_666), &product(a, &[121_666]), "multiple");
    // The widest that may go in: sums of three.
    let (three_x, three_y) = (x + x + x, y + y + y);
    let (three_a, three_b) = (product(a, &[3]), product(b, &[3]));
    is(three_x * three_y, &product(&three_a, &three_b), "product of sums");
    is(three_x.square(), &product(&three_a, &three_a), "square of a sum");
    is(three_x.times(u32::MAX), &product(&three_a, &[u64::from(u32::MAX)]), "multiple of a sum");
    is(three_x - three_y, &sum(&three_a, &product(&minus_b, &[3])), "difference of sums");
    is(x.or(y, Choice::from(0)), a, "choice of the first");
    is(x.or(y, Choice::from(1)), b, "choice of the second");
}

/// Everything that an element can, for numbers with structure and for `count` random pairs.
pub(super) fn check<E: Element>(cpu: E::Cpu, p: &[u64], count: u64) {
    let numbers = structured(p);
    for (i, a) in numbers.iter().enumerate() {
        for step in [0, 1, 7] {
            agree::<E>(cpu, p, a, &numbers[(i + step) % numbers.len()]);
        }
    }
    let mut state = 0;
    for _ in 0..count {
        let (a, b) = (random(p.len(), &mut state), random(p.len(), &mut state));
        agree::<E>(cpu, p, &a, &b);
    }
    let one = of::<E>(cpu, &sum(&std::vec![0; p.len()], &[1])[..p.len()]);
    for a in numbers.iter().step_by(5).chain([&random(p.len(), &mut state)]) {
        let x = of::<E>(cpu, a);
        let is_zero = remainder(a, p).iter().all(|word| *word == 0);
        assert_eq!(bool::from(x.is_zero()), is_zero, "{a:x?}");
        assert!(bool::from((x * x.invert()).is(if is_zero { x } else { one })), "{a:x?}");
        assert_eq!(bool::from(x.is_odd()), remainder(a, p)[0] & 1 == 1);
    }
}

/// A product of random elements, of a product, and so on, is that of another kernel.
pub(super) fn chain<E: Element>(cpu: E::Cpu, steps: u32) -> E::Words {
    let mut words = E::Words::ZERO;
    words.as_mut().fill(0x0123_4567_89ab_cdef);
    let (mut x, mut y) = (E::of(cpu, &words), E::bit(cpu, 1) + E::bit(cpu, 1));
    for _ in 0..steps {
        (x, y) = ((x + y).square() - y * x, (x - y) * (x + x) + y.square());
    }
    (x * y).words()
}

/// What four elements give for numbers with structure, random ones, and a long chain.
pub(super) struct Fours<const N: usize>(pub(super) [u64; N]);

impl<const N: usize> Work<[u64; N]> for Fours<N> {
    type Output = Vec<[u64; N]>;

    #[inline(always)]
    fn run<F: Four<Words = [u64; N]>>(self, cpu: F::Cpu) -> Vec<[u64; N]> {
        let (mut numbers, mut state) = (structured(&self.0), 5);
        numbers.extend((0..100).map(|_| random(N, &mut state)));
        let number = |i: usize| <[u64; N]>::try_from(&numbers[i % numbers.len()][..]).unwrap_or([0; N]);
        let small = |number: u64| {
            let mut words = [0; N];
            words[0] = number;
            words
        };
        let mut all = Vec::new();
        let mut chain = F::small(cpu, [1, 2, 3, 4]);
        for i in 0..numbers.len() {
            let a = F::of(cpu, &[number(i), number(i + 1), number(3 * i), number(i + 7)]);
            let b = F::of(cpu, &[number(i), number(5 * i + 2), small(2), number(i + 11)]);
            let constants = F::of(cpu, &[small(0), small(121_665), small(1), number(i + 2)]);
            let (product, sums) = (a.multiply(b), a.sums());
            chain = chain.multiply(a).doubled().neighbours().ladder_step(constants, 121_665);
            let results = [
                a,
                product,
                a.multiply_by_two(b),
                a.first_sums(),
                sums,
                a.opposite(),
                a.neighbours(),
                a.doubled(),
                a.ladder_step(constants, 121_665),
                a.or(b, Choice::from(0)),
                a.or(b, Choice::from(1)),
                a.exchanged(Choice::from(0)),
                a.exchanged(Choice::from(1)),
                // The widest that may go in.
                product.sums().multiply(product.doubled()),
                product.doubled().neighbours(),
                product.first_sums().multiply(sums),
                product.opposite().multiply(b.opposite()),
                product.ladder_step(constants, 121_665),
                product.sums().neighbours(),
                product.root_powers(),
                chain,
            ];
            for four in results {
                all.extend(four.elements().map(Element::words));
            }
            // The last one may be anything.
            all.extend(sums.three_neighbours().elements().map(Element::words).iter().take(3));
        }
        all
    }
}

/// What eight elements side by side give, beside the elements `E` of another kernel: every pair of
/// numbers with structure, and of twice as many random ones.
pub(super) struct Eights<E>(pub(super) &'static [u64], pub(super) core::marker::PhantomData<E>);

/// What is computed of two elements, and of the widest that may go in.
#[inline(always)]
fn results<R: Ring>(x: R, y: R) -> [R; 11] {
    let (three_x, three_y) = (x + x + x, y + y + y);
    [
        y,
        x + y,
        x - y,
        y - x,
        x * y,
        y.square(),
        y.times(121_665),
        three_x * three_y,
        three_y.square(),
        three_y.times(u32::MAX),
        three_x - three_y,
    ]
}

impl<E: Element<Cpu = ()>> EightWork<E::Words> for Eights<E> {
    type Output = ();

    #[inline(always)]
    fn run<V: Eight<Words = E::Words>>(self, cpu: V::Cpu) {
        let mut numbers = structured(self.0);
        let mut state = 7;
        numbers.extend((0..2 * numbers.len()).map(|_| random(self.0.len(), &mut state)));
        let words: Vec<E::Words> = numbers.iter().map(|number| words_of(number)).collect();
        let inverses: Vec<E::Words> = words.iter().map(|number| E::of((), number).invert().words()).collect();
        for (i, a) in words.iter().enumerate() {
            let x = V::of(cpu, &[*a; LANES]);
            for (group, b) in words.chunks(LANES).enumerate() {
                // The lanes differ, and the last group begins again.
                let b: [E::Words; LANES] = core::array::from_fn(|lane| b.get(lane).copied().unwrap_or(words[lane]));
                let y = V::of(cpu, &b);
                let results = results(x, y).map(V::numbers);
                let chosen = x.or(y, 0b0110_1001).numbers();
                for lane in 0..LANES {
                    let (x, y) = (E::of((), a), E::of((), &b[lane]));
                    for (which, (found, expected)) in results.iter().zip(self::results(x, y)).enumerate() {
                        assert!(found[lane] == expected.words(), "{which} of {i}, {group}, {lane}");
                    }
                    let expected = if 0b0110_1001 >> lane & 1 == 1 { y } else { x };
                    assert!(chosen[lane] == expected.words(), "choice of {i}, {group}, {lane}");
                }
            }
        }
        for (numbers, inverses) in words.chunks_exact(LANES).zip(inverses.chunks_exact(LANES)) {
            let numbers = core::array::from_fn(|lane| numbers[lane]);
            assert!(V::of(cpu, &numbers).invert().numbers()[..] == *inverses);
        }
    }
}
