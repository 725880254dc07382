//! What SHA-256 and SHA-512 have in common: where their constants come from, and the compression
//! function of FIPS 180-4 (sections 6.2.2 and 6.4.2), written once for both word sizes.

/// The first 80 primes, of whose roots the constants are made.
const PRIMES: [u64; 80] = {
    let mut primes = [0; 80];
    let mut found = 0;
    let mut candidate = 2;
    while found < primes.len() {
        let mut divisor = 2;
        while divisor * divisor <= candidate && candidate % divisor != 0 {
            divisor += 1;
        }
        if divisor * divisor > candidate {
            primes[found] = candidate;
            found += 1;
        }
        candidate += 1;
    }
    primes
};

/// The first 64 bits of the fractional part of the root of `n` of this `degree`, 2 or 3.
///
/// The root times 2^64, rounded down, is the greatest x whose power is at most n 2^(64 degree). It
/// is found bit by bit; with n below 512 it has at most 69 bits.
const fn root_fraction(n: u64, degree: usize) -> u64 {
    let mut root = 0_u128;
    let mut bit = 69;
    while bit > 0 {
        bit -= 1;
        if power_is_at_most(root | 1 << bit, degree, n) {
            root |= 1 << bit;
        }
    }
    root as u64
}

/// Whether x^degree <= n 2^(64 degree), in limbs of 32 bits, for x below 2^96.
const fn power_is_at_most(x: u128, degree: usize, n: u64) -> bool {
    let mut power = [1_u64, 0, 0, 0, 0, 0, 0, 0, 0];
    let mut factor = 0;
    while factor < degree {
        power = times(&power, x);
        factor += 1;
    }
    let mut limb = power.len();
    while limb > 0 {
        limb -= 1;
        let bound = if limb == 2 * degree { n } else { 0 };
        if power[limb] != bound {
            return power[limb] < bound;
        }
    }
    true
}

/// `power` times x, in limbs of 32 bits; what would not fit is known to be zero.
const fn times(power: &[u64; 9], x: u128) -> [u64; 9] {
    let mut product = [0; 9];
    let mut shift = 0;
    while shift < 3 {
        let digit = (x >> (32 * shift)) as u32 as u64;
        let mut carry = 0;
        let mut limb = 0;
        while limb + shift < 9 {
            let sum = product[limb + shift] + power[limb] * digit + carry;
            product[limb + shift] = sum & 0xffff_ffff;
            carry = sum >> 32;
            limb += 1;
        }
        shift += 1;
    }
    product
}

/// The constants of SHA-512 (FIPS 180-4 section 4.2.3): cube roots of the first 80 primes.
pub(super) const K_512: [u64; 80] = {
    let mut k = [0; 80];
    let mut t = 0;
    while t < k.len() {
        k[t] = root_fraction(PRIMES[t], 3);
        t += 1;
    }
    k
};

/// The constants of SHA-256 (section 4.2.2): 32 bits of the cube roots of the first 64 primes.
pub(super) const K_256: [u32; 64] = {
    let mut k = [0; 64];
    let mut t = 0;
    while t < k.len() {
        k[t] = (K_512[t] >> 32) as u32;
        t += 1;
    }
    k
};

/// 64 bits of the square roots of the eight primes from the one at `first`: the initial values of
/// SHA-512 (section 5.3.5) and SHA-384 (section 5.3.4). Halves of the same words are those of
/// SHA-256 and SHA-224.
pub(super) const fn square_roots(first: usize) -> [u64; 8] {
    let mut words = [0; 8];
    let mut i = 0;
    while i < words.len() {
        words[i] = root_fraction(PRIMES[first + i], 2);
        i += 1;
    }
    words
}

/// Makes `compress` for one word size: FIPS 180-4 section 6.2.2 or 6.4.2, with the functions of
/// section 4.1.
///
/// The schedule is kept in the sixteen words of a ring. `rounds!` renames the working variables
/// from round to round instead of moving them.
macro_rules! compression {
    ($word:ty, $k:path, Sigma0: $S0:expr, Sigma1: $S1:expr, sigma0: $s0:expr, sigma1: $s1:expr) => {
        /// Adds one block to the state.
        ///
        /// Time: constant.
        pub(crate) const fn compress_block(state: &mut [$word; 8], block: &[u8; 2 * <$word>::BITS as usize]) {
            let mut w = words(block);
            let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
            let mut bc = b ^ c;

            // Ch and Maj of section 4.1, shorter: a ^ b of a round is b ^ c of the next.
            macro_rules! round {
                ($a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident, $first:expr, $i:expr) => {
                    let t1 = $h
                        .wrapping_add(big_sigma($e, $S1))
                        .wrapping_add($e & ($f ^ $g) ^ $g)
                        .wrapping_add($k[$first + $i])
                        .wrapping_add(w[$i]);
                    let ab = $a ^ $b;
                    let t2 = big_sigma($a, $S0).wrapping_add(ab & bc ^ $b);
                    bc = ab;
                    $d = $d.wrapping_add(t1);
                    $h = t1.wrapping_add(t2);
                };
            }
            macro_rules! rounds {
                ($first:expr) => {
                    round!(a b c d e f g h, $first, 0);
                    round!(h a b c d e f g, $first, 1);
                    round!(g h a b c d e f, $first, 2);
                    round!(f g h a b c d e, $first, 3);
                    round!(e f g h a b c d, $first, 4);
                    round!(d e f g h a b c, $first, 5);
                    round!(c d e f g h a b, $first, 6);
                    round!(b c d e f g h a, $first, 7);
                    round!(a b c d e f g h, $first, 8);
                    round!(h a b c d e f g, $first, 9);
                    round!(g h a b c d e f, $first, 10);
                    round!(f g h a b c d e, $first, 11);
                    round!(e f g h a b c d, $first, 12);
                    round!(d e f g h a b c, $first, 13);
                    round!(c d e f g h a b, $first, 14);
                    round!(b c d e f g h a, $first, 15);
                };
            }

            // Sixteen rounds once: twice would take 4 KiB more of a Cortex-M4.
            let mut first = 0;
            loop {
                rounds!(first);
                first += 16;
                if first == $k.len() {
                    break;
                }
                extend(&mut w);
            }
            let end = [a, b, c, d, e, f, g, h];
            let mut i = 0;
            while i < end.len() {
                state[i] = state[i].wrapping_add(end[i]);
                i += 1;
            }
        }

        /// Turns the sixteen words of the schedule into the next sixteen. In each of the loops no
        /// index wraps, so that they are unrolled where speed counts.
        #[inline(always)]
        const fn extend(w: &mut [$word; 16]) {
            let mut t = 0;
            while t < 2 {
                w[t] = next(w[t], w[t + 1], w[t + 9], w[t + 14]);
                t += 1;
            }
            while t < 7 {
                w[t] = next(w[t], w[t + 1], w[t + 9], w[t - 2]);
                t += 1;
            }
            while t < 15 {
                w[t] = next(w[t], w[t + 1], w[t - 7], w[t - 2]);
                t += 1;
            }
            w[15] = next(w[15], w[0], w[8], w[13]);
        }

        /// The word of the schedule 16 after `w0`; the others follow it by 1, 9 and 14.
        #[inline(always)]
        const fn next(w0: $word, w1: $word, w9: $word, w14: $word) -> $word {
            w0.wrapping_add(small_sigma(w1, $s0)).wrapping_add(w9).wrapping_add(small_sigma(w14, $s1))
        }

        /// Three rotations to the right, by numbers in rising order. One within the other, they
        /// need one register.
        #[inline(always)]
        pub(super) const fn big_sigma(x: $word, by: [u32; 3]) -> $word {
            ((x.rotate_right(by[2] - by[1]) ^ x).rotate_right(by[1] - by[0]) ^ x).rotate_right(by[0])
        }

        /// Two rotations and a shift to the right.
        #[inline(always)]
        const fn small_sigma(x: $word, by: [u32; 3]) -> $word {
            x.rotate_right(by[0]) ^ x.rotate_right(by[1]) ^ x >> by[2]
        }

        /// The block as big-endian words (section 5.2).
        #[inline(always)]
        const fn words(block: &[u8; 2 * <$word>::BITS as usize]) -> [$word; 16] {
            let (chunks, _) = block.as_chunks::<{ size_of::<$word>() }>();
            let mut w = [0; 16];
            let mut t = 0;
            while t < 16 {
                w[t] = <$word>::from_be_bytes(chunks[t]);
                t += 1;
            }
            w
        }
    };
}
pub(super) use compression;
