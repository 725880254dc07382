//! DSA, of which signatures are verified that were made before FIPS 186-5 ended it (FIPS 186-4
//! section 4). Everything here is public.

use super::bignum::divide::{invert, remainder};
use super::bignum::limbs::{bit, bits_of_bytes, equal, from_bytes, is_zero, less, subtract};
use super::bignum::modulus::{Modulus, Residue};
use super::rsa::prime::{IMPORT_TAIL, rounds};
use super::rsa::{P_BLOCKS, Random};
use crate::base::error::{Error, Result};

/// What keys of a size have in common.
struct Size {
    /// The bits of p and of q (FIPS 186-4 section 4.2).
    p: usize,
    q: usize,
    /// The rounds of the primality test of both (table C.1).
    rounds: usize,
}

const SIZES: [Size; 4] = [
    Size { p: 1024, q: 160, rounds: 40 },
    Size { p: 2048, q: 224, rounds: 56 },
    Size { p: 2048, q: 256, rounds: 56 },
    Size { p: 3072, q: 256, rounds: 64 },
];
/// The limbs of the largest p, and of the largest q.
const P_LIMBS: usize = 48;
const Q_LIMBS: usize = 4;
/// The bytes of the longest signature.
pub(crate) const MAX_SIGNATURE: usize = 64;

/// A number modulo p, and one modulo q.
type Number = [u64; P_LIMBS];
type Scalar = [u64; Q_LIMBS];

/// Domain parameters: primes p and q of which q divides p - 1, and g of order q.
#[derive(Clone)]
pub(crate) struct Domain {
    p: Modulus<P_BLOCKS>,
    q: Modulus<P_BLOCKS>,
    g: Number,
    size: &'static Size,
}

impl Domain {
    /// Takes p, q and g, the highest byte first, and validates them (FIPS 186-4 appendices A.1.1.3
    /// and A.2.2, without a seed).
    ///
    /// Time: depends on them. Their sizes are looked at before anything is computed.
    ///
    /// Errors: [`Error::InvalidKeyLength`] for a size that section 4.2 does not have;
    /// [`Error::InvalidKey`]; as `random`.
    #[inline(never)] // its frame is large
    pub(crate) fn new(p: &[u8], q: &[u8], g: &[u8], random: Random<'_>) -> Result<Self> {
        let domain = Self::unproven(p, q, g)?;
        for number in [&domain.q, &domain.p] {
            // Two rounds in each pass.
            let passes = rounds([number; 2], IMPORT_TAIL, domain.size.rounds / 2, random)?;
            if passes[0] & passes[1] == 0 {
                return Err(Error::InvalidKey);
            }
        }
        Ok(domain)
    }

    /// As [`Domain::new`], but for the primality of p and q.
    ///
    /// Errors: as that.
    pub(crate) fn unproven(p: &[u8], q: &[u8], g: &[u8]) -> Result<Self> {
        let bits = (bits_of_bytes(p), bits_of_bytes(q));
        let size = SIZES.iter().find(|size| (size.p, size.q) == bits).ok_or(Error::InvalidKeyLength)?;
        let modulus = |bytes: &[u8], bits: usize| {
            let mut limbs = [0; P_LIMBS];
            from_bytes(bytes, &mut limbs);
            Modulus::new(&limbs[..bits.div_ceil(64)], bits).ok_or(Error::InvalidKey)
        };
        let mut domain = Self { p: modulus(p, size.p)?, q: modulus(q, size.q)?, g: [0; P_LIMBS], size };
        let mut rest = [0; Q_LIMBS];
        remainder(&domain.less_one()[..domain.p.len()], domain.q.limbs(), &mut rest[..domain.q.len()]);
        if is_zero(&rest) == 0 {
            return Err(Error::InvalidKey);
        }
        domain.g = domain.element(g)?;
        Ok(domain)
    }

    /// p - 1.
    fn less_one(&self) -> Number {
        let mut less_one = [0; P_LIMBS];
        less_one[..self.p.len()].copy_from_slice(self.p.limbs());
        subtract(&mut less_one, &[1]);
        less_one
    }

    /// A number from 2 to p - 2 whose power of q is one.
    ///
    /// Errors: [`Error::InvalidKey`].
    fn element(&self, bytes: &[u8]) -> Result<Number> {
        let (mut number, mut power) = ([0; P_LIMBS], [0; P_LIMBS]);
        let fits = from_bytes(bytes, &mut number);
        if !fits || less(&[1], &number) & less(&number, &self.less_one()) == 0 {
            return Err(Error::InvalidKey);
        }
        let residue = self.p.power_public(&self.p.enter(&number[..self.p.len()]), self.q.limbs());
        self.p.leave(&residue, &mut power[..self.p.len()]);
        if equal(&power, &[1]) != 0 { Ok(number) } else { Err(Error::InvalidKey) }
    }

    /// The bits of p.
    pub(crate) const fn bits(&self) -> usize {
        self.size.p
    }

    /// The bytes of r and of s.
    pub(crate) const fn half(&self) -> usize {
        self.size.q / 8
    }

    /// r or s: from 1 to q - 1 (section 4.7).
    ///
    /// Errors: [`Error::SignatureMismatch`].
    fn part(&self, bytes: &[u8]) -> Result<Scalar> {
        let mut part = [0; Q_LIMBS];
        from_bytes(bytes, &mut part);
        let suits = !is_zero(&part) & less(&part, self.q.limbs());
        if suits != 0 { Ok(part) } else { Err(Error::SignatureMismatch) }
    }
}

/// A public key: y of order q.
#[derive(Clone)]
pub(crate) struct VerifyingKey {
    domain: Domain,
    y: Number,
}

impl VerifyingKey {
    /// Takes y, the highest byte first, and validates it (SP 800-89 section 5.3.1).
    ///
    /// Time: depends on the key.
    ///
    /// Errors: [`Error::InvalidKey`].
    #[inline(never)] // its frame is large
    pub(crate) fn new(domain: &Domain, y: &[u8]) -> Result<Self> {
        Ok(Self { domain: domain.clone(), y: domain.element(y)? })
    }

    /// The domain parameters.
    pub(crate) const fn domain(&self) -> &Domain {
        &self.domain
    }

    /// Verifies a signature of a hash value: r and s, as many bytes each as q (section 4.7).
    ///
    /// Time: depends on everything.
    ///
    /// Errors: [`Error::SignatureMismatch`], also for another length.
    #[inline(never)] // its frame is large
    pub(crate) fn verify(&self, digest: &[u8], signature: &[u8]) -> Result<()> {
        let Domain { p, q, g, .. } = &self.domain;
        let half = self.domain.half();
        if signature.len() != 2 * half {
            return Err(Error::SignatureMismatch);
        }
        let (r, s) = signature.split_at(half);
        let (r, s) = (self.domain.part(r)?, self.domain.part(s)?);
        let len = q.len();
        // z is the leftmost bits of the hash value, as many as q has; they are whole bytes.
        let (mut z, mut w) = ([0; Q_LIMBS], [0; Q_LIMBS]);
        from_bytes(&digest[..digest.len().min(half)], &mut z);
        if invert(&s[..len], q.limbs(), &mut w[..len]) == 0 {
            return Err(Error::SignatureMismatch);
        }
        let w = q.enter(&w[..len]);
        let [u, v] = [z, r].map(|number| {
            let mut product = q.enter(&number[..len]);
            q.multiply(&mut product, &w);
            let mut scalar = [0; Q_LIMBS];
            q.leave(&product, &mut scalar[..len]);
            scalar
        });
        let (g, y) = (p.enter(&g[..p.len()]), p.enter(&self.y[..p.len()]));
        let (mut element, mut found) = ([0; P_LIMBS], [0; Q_LIMBS]);
        p.leave(&power_of_both(p, [&g, &y], [&u, &v], self.domain.size.q), &mut element[..p.len()]);
        remainder(&element[..p.len()], q.limbs(), &mut found[..len]);
        if equal(&found, &r) != 0 { Ok(()) } else { Err(Error::SignatureMismatch) }
    }
}

/// The product of two powers, whose exponents have at most so many bits.
fn power_of_both(
    p: &Modulus<P_BLOCKS>,
    bases: [&Residue<P_BLOCKS>; 2],
    exponents: [&Scalar; 2],
    bits: usize,
) -> Residue<P_BLOCKS> {
    let mut power = *p.one();
    for i in (0..bits).rev() {
        p.square(&mut power, 1);
        for (base, exponent) in bases.iter().zip(exponents) {
            if bit(exponent, i) == 1 {
                p.multiply(&mut power, base);
            }
        }
    }
    power
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::algorithms::bignum::limbs;
    use crate::base::hex::hex;
    use std::vec::Vec;

    /// p, q, g and y of the module's own example (`kat-vectors/generate/dsa.py`).
    fn numbers() -> [Vec<u8>; 4] {
        let example = include_bytes!("../../tests/common/operations/dsa.bin");
        [0..128, 128..148, 148..276, 276..404].map(|place| example[place].to_vec())
    }

    /// Bases that count up.
    fn domain(p: &[u8], q: &[u8], g: &[u8]) -> Result<Domain> {
        let mut next = 1;
        Domain::new(p, q, g, &mut |bytes| {
            bytes.fill(next);
            next += 1;
            Ok(())
        })
    }

    #[test]
    fn parameters_that_are_none() {
        let [p, q, g, y] = numbers();
        let key = domain(&p, &q, &g).and_then(|domain| VerifyingKey::new(&domain, &y));
        assert!(key.is_ok());
        let zeros = [&[0; 9], &p[..]].concat();
        assert!(domain(&zeros, &q, &g).is_ok(), "zeros in front do not count");
        // Twice q more: q divides p - 1, too, but g has another order.
        let (mut other, mut twice, mut next) = ([0; P_LIMBS], [0; Q_LIMBS], p.clone());
        from_bytes(&p, &mut other);
        from_bytes(&q, &mut twice);
        limbs::double(&mut twice, 0);
        limbs::add(&mut other, &twice);
        limbs::to_bytes(&other, &mut next);
        let changed = |number: &[u8], at: usize, bit: u8| {
            let mut number = number.to_vec();
            number[at] ^= bit;
            number
        };
        for (p, q, g) in [
            (next, q.clone(), g.clone()),
            (changed(&p, 127, 1), q.clone(), g.clone()),
            (changed(&p, 64, 1), q.clone(), g.clone()),
            (p.clone(), changed(&q, 19, 2), g.clone()),
            (p.clone(), q.clone(), changed(&g, 127, 1)),
            (p.clone(), q.clone(), std::vec![1]),
            (p.clone(), q.clone(), changed(&p, 127, 1)),
            (p.clone(), q.clone(), std::vec![0xff; 129]),
        ] {
            assert_eq!(domain(&p, &q, &g).err(), Some(Error::InvalidKey));
        }
        for (p, q) in [(&p[1..], &q[..]), (&p, &q[1..]), (&[0xff; 8193], &q), (&p, &[0xff; 32]), (&[], &[])] {
            assert_eq!(domain(p, q, &g).err(), Some(Error::InvalidKeyLength));
        }
    }

    /// p is the product of two primes; all else is right (`composite` of the same script).
    #[test]
    fn a_composite_number_is_refused() {
        let [_, q, _, _] = numbers();
        assert!(Domain::unproven(&PRODUCT, &q, &ELEMENT).is_ok());
        assert_eq!(domain(&PRODUCT, &q, &ELEMENT).err(), Some(Error::InvalidKey));
    }

    const PRODUCT: [u8; 128] = hex!(
        "b7242691e7488cce1a906884ab22fb1dc984c2444aa21adb6da3dfb520313437",
        "e3bcb1be76b8bcbd03f251af673132b3789b8b2ead46f4bf38280fad38089475",
        "533461f0c3fac9ed3174f0362829fad84b86c8118bfdd7788e1cbefa85de04a5",
        "a58c21c629ba2f508a30ef1858c7b850c8643949a92db15e68901092c4e0865b",
    );
    const ELEMENT: [u8; 128] = hex!(
        "77ea53d3ac0572b47a9951c5e539b295e9175118cbd9271d880eaf21355d670d",
        "f08a14607871438c92b170ad61f785667452c153fdb711fc66e34db4402e4037",
        "2eae19cbab3fd13fa20c139f4841c32d6647a07c71db73cd5ea70e26adc53d54",
        "55af2cde3d627e6d5b2be29e67657f723a25a3a03e0c282678dabc5c5c2acfec",
    );

    #[test]
    fn keys_that_are_none() {
        let [p, q, g, y] = numbers();
        let domain = domain(&p, &q, &g).ok();
        let key = |y: &[u8]| domain.as_ref().map(|domain| VerifyingKey::new(domain, y).err());
        assert_eq!(key(&y), Some(None));
        let mut above = p.clone();
        above[127] ^= 3;
        for wrong in [&[][..], &[0], &[1], &[2], &p, &above, &[0xff; 128], &[0xff; 2000]] {
            assert_eq!(key(wrong), Some(Some(Error::InvalidKey)));
        }
    }
}
