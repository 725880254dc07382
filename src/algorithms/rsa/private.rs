//! The private half of a key: what belongs together, and the one exit of its operation.

use super::blinding::{Blinding, Factors, USES};
use super::components::{Components, Parts};
use super::digest::Digest;
use super::oaep::Oaep;
use super::prime::{IMPORT_TAIL, fill, is_far, number, rounds};
use super::pss::Pss;
use super::public::PublicKey;
use super::{MAX_LIMBS, MAX_PRIME, MAX_SIZE, P_BLOCKS, Random, factor, pkcs1};
use crate::algorithms::bignum::divide::{EXPONENT, common_multiple, invert_exponent, remainder};
use crate::algorithms::bignum::limbs::{
    self, add, add_masked, equal, from_bytes, less, mask_of, multiply, reduce_once, subtract, to_bytes,
};
use crate::algorithms::bignum::modulus::{Modulus, Residue, zero};
use crate::algorithms::bignum::power::power_both;
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, wipe_on_drop};
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use zeroize::Zeroize;

/// The fewest bits of a modulus that private operations are done with.
pub(crate) const MIN_BITS: usize = 2048;
/// The rounds of a primality test of primes that come from outside: an error below 2^-64 whatever
/// they are, and below 2^-100 for random ones.
const IMPORT_ROUNDS: usize = 32;

/// What is known modulo one prime. Wiped on drop.
struct Half {
    prime: Modulus<P_BLOCKS>,
    /// 2 to the bits of the limbs, to reduce numbers of both primes' length.
    shift: Residue<P_BLOCKS>,
    /// d modulo the prime less one.
    exponent: [u64; MAX_PRIME],
}

wipe_on_drop!(Half { shift, exponent });
no_padding!(Half { prime, shift, exponent });

/// A private key that is consistent. Wipes itself on drop.
pub(crate) struct PrivateKey {
    public: PublicKey,
    p: Half,
    q: Half,
    /// 1/q modulo p.
    inverse: Wiped<Residue<P_BLOCKS>>,
    d: Wiped<[u64; MAX_LIMBS]>,
}

no_padding!(PrivateKey { public, p, q, inverse, d });

/// Where a fault can be provoked.
#[cfg(feature = "lab")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Fault {
    /// None.
    None,
    /// In the power modulo p.
    First,
    /// In the power modulo q.
    Second,
    /// In the inverse of q.
    Inverse,
    /// In what is made of both halves.
    Recombination,
    /// After the blinding was taken away.
    Unblinded,
}

#[cfg(feature = "lab")]
static FAULT: core::sync::atomic::AtomicU8 = core::sync::atomic::AtomicU8::new(0);

/// Provokes a fault in every private operation from now on, for a laboratory.
#[cfg(feature = "lab")]
pub fn provoke(fault: Fault) {
    FAULT.store(fault as u8, core::sync::atomic::Ordering::SeqCst);
}

/// Flips a bit if a fault is asked for in this place.
macro_rules! strike {
    ($fault:ident, $number:expr) => {
        #[cfg(feature = "lab")]
        if FAULT.load(core::sync::atomic::Ordering::SeqCst) == Fault::$fault as u8 {
            $number[0] ^= 2;
        }
    };
}

impl Half {
    /// Finds the exponent.
    ///
    /// Errors: [`Error::InvalidKey`] for an even number, and where e has no inverse.
    fn new(prime: &[u64], bits: usize, e: &[u64]) -> Result<Self> {
        let modulus = Modulus::new(prime, bits).ok_or(Error::InvalidKey)?;
        let mut half = Self { prime: modulus, shift: zero(), exponent: [0; MAX_PRIME] };
        half.shift = *half.prime.power_of_two(64 * prime.len());
        let exists = invert_exponent(e, &half.less(1)[..prime.len()], &mut half.exponent[..prime.len()]);
        let exists = declassify(exists, "whether numbers can be a key is the answer");
        if exists == 0 { Err(Error::InvalidKey) } else { Ok(half) }
    }

    /// The prime less a small number.
    fn less(&self, number: u64) -> super::prime::Prime {
        let mut less = self::number();
        less[..self.prime.len()].copy_from_slice(self.prime.limbs());
        subtract(&mut less[..self.prime.len()], &[number]);
        less
    }

    /// The exponent plus a random multiple, of 64 bits, of the prime less one.
    fn blinded_exponent(&self, random: Random<'_>) -> Result<Wiped<[u64; MAX_PRIME + 1]>> {
        let (len, mut factor) = (self.prime.len(), Wiped::new([0; 1]));
        fill(&mut *factor, random)?;
        let mut blinded = Wiped::new([0; MAX_PRIME + 1]);
        multiply(&self.less(1)[..len], &*factor, &mut blinded[..=len]);
        // The sum of the product and what is below the prime has no carry.
        add(&mut blinded[..=len], &self.exponent[..len]);
        Ok(blinded)
    }
}

impl PrivateKey {
    /// A key of its primes, whose product has `bits`; d is the inverse of e modulo the least common
    /// multiple of the primes less one.
    ///
    /// Time: constant for the lengths.
    ///
    /// Errors: [`Error::InvalidKey`].
    #[inline(never)] // its frame is large
    pub(super) fn of_primes(bits: usize, e: &[u64; EXPONENT], [p, q]: [&[u64]; 2]) -> Result<Self> {
        let mut n = Wiped::new([0; MAX_LIMBS]);
        multiply(p, q, &mut n[..2 * p.len()]);
        *n = declassify(*n, "n is public");
        let public = PublicKey::of(&n[..bits.div_ceil(64)], e, bits)?;
        let mut key = Self::of_halves(public, [p, q])?;
        let mut multiple = Wiped::new([0; MAX_LIMBS]);
        let multiple = &mut multiple[..2 * p.len()];
        common_multiple(&key.p.less(1)[..p.len()], &key.q.less(1)[..p.len()], multiple);
        let exists = invert_exponent(key.public.e(), multiple, &mut key.d[..2 * p.len()]);
        let suits = exists & is_large(&key.d[..], bits);
        if declassify(suits != 0, "a key that is refused is forgotten") { Ok(key) } else { Err(Error::InvalidKey) }
    }

    /// A key of two primes of the same size in bytes, for the self-test.
    ///
    /// Errors: [`Error::InvalidKey`]; [`Error::InvalidKeyLength`].
    pub(crate) fn of_prime_bytes(e: &[u8], p: &[u8], q: &[u8]) -> Result<Self> {
        let (mut first, mut second, len) = (number(), number(), p.len() / 8);
        let mut exponent = [0; EXPONENT];
        if len > MAX_PRIME
            || !from_bytes(e, &mut exponent)
            || !from_bytes(p, &mut first[..len])
            || !from_bytes(q, &mut second[..len])
        {
            return Err(Error::InvalidKeyLength);
        }
        Self::of_primes(16 * p.len(), &exponent, [&first[..len], &second[..len]])
    }

    /// What follows from the primes, without d.
    fn of_halves(public: PublicKey, [p, q]: [&[u64]; 2]) -> Result<Self> {
        let half_bits = public.bits() / 2;
        let halves = [Half::new(p, half_bits, public.e())?, Half::new(q, half_bits, public.e())?];
        let [p, q] = halves;
        let mut key = Self { public, p, q, inverse: Wiped::new(zero()), d: Wiped::new([0; MAX_LIMBS]) };
        // q is below twice p. By Fermat's theorem its power of p - 2 is the inverse.
        let (len, mut rest) = (key.p.prime.len(), number());
        rest[..len].copy_from_slice(key.q.prime.limbs());
        reduce_once(&mut rest[..len], 0, key.p.prime.limbs());
        let (base, exponent) = (key.p.prime.enter(&rest[..len]), key.p.less(2));
        let [inverse, _] = power_both([&key.p.prime; 2], [&base; 2], [&exponent[..len]; 2]);
        key.inverse = inverse;
        Ok(key)
    }

    /// Takes a key from outside. Everything is checked: sizes, n as the product, primality, the
    /// distance of the primes, d, and what else is given. The primes have the same length, half of
    /// that of n.
    ///
    /// Time: depends on n and e, and on whether the key is taken.
    ///
    /// Errors: [`Error::InvalidKeyLength`] for a modulus of less than 2048 bits, or more than 8192;
    /// [`Error::InvalidKey`]; as `random`.
    #[inline(never)] // its frame is large
    pub(crate) fn new(given: &Components<'_>, random: Random<'_>) -> Result<Self> {
        let public = PublicKey::new(given.n, given.e)?;
        let bits = public.bits();
        if bits < MIN_BITS || !bits.is_multiple_of(2) {
            return Err(Error::InvalidKeyLength);
        }
        let len = (bits / 2).div_ceil(64);
        let (mut p, mut q, mut n) = (number(), number(), Wiped::new([0; MAX_LIMBS]));
        let mut fits = from_bytes(given.p, &mut p[..len]) & from_bytes(given.q, &mut q[..len]);
        let mut d = Wiped::new([0; MAX_LIMBS]);
        fits &= from_bytes(given.d, &mut d[..2 * len]);
        if given.p.is_empty() && given.q.is_empty() && fits {
            [p, q] = factor::factors(public.n(), public.e(), &d[..], random)?;
        }
        multiply(&p[..len], &q[..len], &mut n[..2 * len]);
        // The product of two numbers has the bits of n only if each has half of them, or one has
        // more.
        let has_size = |prime: &[u64]| {
            let top = bits / 2 - 1;
            let above = (top + 1..64 * len).fold(0, |all, i| all | limbs::bit(prime, i));
            mask_of(limbs::bit(prime, top)) & !mask_of(above)
        };
        let is_whole = has_size(&p[..len]) & has_size(&q[..len]) & equal(&n[..2 * len], public.n().limbs());
        let is_far = is_far(&p[..len], &q[..len]);
        if !fits || declassify(is_whole & is_far, "whether numbers can be a key is the answer") == 0 {
            return Err(Error::InvalidKey);
        }
        let mut key = Self::of_halves(public, [&p[..len], &q[..len]])?;
        key.d = d;
        let mut is_same = less(&key.d[..2 * len], key.public.n().limbs());
        for half in [&key.p, &key.q] {
            let (mut rest, less_one) = (number(), half.less(1));
            remainder(&key.d[..2 * len], &less_one[..len], &mut rest[..len]);
            is_same &= equal(&rest[..len], &half.exponent[..len]);
        }
        if let Some([first, second, inverse]) = given.crt {
            let mut own = number();
            key.p.prime.leave(&key.inverse, &mut own[..len]);
            for (bytes, own) in [(first, &key.p.exponent), (second, &key.q.exponent), (inverse, &*own)] {
                let mut number = number();
                is_same &= mask_of(u64::from(from_bytes(bytes, &mut number[..len])));
                is_same &= equal(&number[..len], &own[..len]);
            }
        }
        let passes = rounds([&key.p.prime, &key.q.prime], IMPORT_TAIL, IMPORT_ROUNDS, random)?;
        is_same &= passes[0] & passes[1];
        let is_same = declassify(is_same != 0, "whether numbers can be a key is the answer");
        if is_same { Ok(key) } else { Err(Error::InvalidKey) }
    }

    /// The public half.
    pub(crate) const fn public(&self) -> &PublicKey {
        &self.public
    }

    /// Writes the private parts.
    ///
    /// Errors: [`Error::BufferTooSmall`].
    pub(crate) fn export(&self, parts: &mut Parts<'_>) -> Result<()> {
        let (size, len) = (self.public.size(), self.p.prime.len());
        let mut inverse = number();
        self.p.prime.leave(&self.inverse, &mut inverse[..len]);
        let (p, q) = (self.p.prime.limbs(), self.q.prime.limbs());
        let numbers = [&self.d[..], p, q, &self.p.exponent, &self.q.exponent, &inverse[..]];
        let mut places = parts.each();
        if places[0].len() < size || places[1..].iter().any(|place| place.len() < size / 2) {
            return Err(Error::BufferTooSmall);
        }
        for (place, number) in places.iter_mut().zip(numbers) {
            to_bytes(number, place);
        }
        Ok(())
    }

    /// The powers of x modulo each prime, put together (RFC 8017 section 5.1.2 step 2 (b)).
    #[inline(never)] // its frame is large
    fn power(&self, x: &[u64], exponents: [&[u64]; 2], power: &mut [u64]) {
        let (p, q, len) = (&self.p.prime, &self.q.prime, self.p.prime.len());
        let (mut first, mut second) = (number(), number());
        let (first, second) = (&mut first[..len], &mut second[..len]);
        p.remainder_by(&self.p.shift, x, first);
        q.remainder_by(&self.q.shift, x, second);
        let bases = [p.enter(first), q.enter(second)];
        let powers = power_both([p, q], [&bases[0], &bases[1]], exponents);
        p.leave(&powers[0], first);
        q.leave(&powers[1], second);
        strike!(First, first);
        strike!(Second, second);
        // h = (first - second) / q modulo p. The second power is below twice p.
        let mut rest = number();
        let rest = &mut rest[..len];
        rest.copy_from_slice(second);
        reduce_once(rest, 0, p.limbs());
        let borrow = subtract(first, rest);
        add_masked(first, p.limbs(), mask_of(borrow));
        let mut h = p.enter(first);
        p.multiply(&mut h, &self.inverse);
        p.leave(&h, first);
        strike!(Inverse, first);
        let mut sum = Wiped::new([0; MAX_LIMBS]);
        multiply(first, q.limbs(), &mut sum[..2 * len]);
        add(&mut sum[..2 * len], second);
        strike!(Recombination, sum);
        power.copy_from_slice(&sum[..power.len()]);
    }

    /// Factors for one use: the squares of the last ones, or new ones, z^e and 1/z.
    ///
    /// Time: depends on how many uses were before.
    ///
    /// Errors: as `random`.
    #[inline(never)] // its frame is large
    pub(crate) fn factors(&self, blinding: &mut Blinding, random: Random<'_>) -> Result<Factors> {
        let (n, len) = (self.public.n(), self.p.prime.len());
        if blinding.left > 0 {
            blinding.left -= 1;
            n.square(&mut blinding.factors.blind, 1);
            n.square(&mut blinding.factors.unblind, 1);
            return Ok(blinding.factors.clone());
        }
        let (mut z, mut inverse) = (Wiped::new([0; MAX_LIMBS]), Wiped::new([0; MAX_LIMBS]));
        let (z, inverse) = (&mut z[..n.len()], &mut inverse[..n.len()]);
        fill(z, random)?;
        let residue = n.enter(z);
        n.leave(&residue, z);
        blinding.factors.blind = *n.power_public(&residue, self.public.e());
        let (first, second) = (self.p.less(2), self.q.less(2));
        self.power(z, [&first[..len], &second[..len]], inverse);
        blinding.factors.unblind = *n.enter(inverse);
        blinding.left = USES - 1;
        Ok(blinding.factors.clone())
    }

    /// x^d modulo n of an x below n: RSADP and RSASP1. This is the one exit of every private
    /// operation: what leaves, raised to e, is x again. Base and exponents are blinded.
    ///
    /// Time: constant for the lengths and e.
    ///
    /// Errors: [`Error::SignatureMismatch`] where it is not, which is a fault; the power is then
    /// zero. As `random`.
    #[inline(never)] // its frame is large
    fn raise(&self, factors: &Factors, x: &[u64], random: Random<'_>, power: &mut [u64]) -> Result<()> {
        let (n, len) = (self.public.n(), self.p.prime.len());
        let mut blinded = n.enter(x);
        n.multiply(&mut blinded, &factors.blind);
        n.leave(&blinded, power);
        let exponents = [self.p.blinded_exponent(random)?, self.q.blinded_exponent(random)?];
        let mut base = Wiped::new([0; MAX_LIMBS]);
        let base = &mut base[..n.len()];
        base.copy_from_slice(power);
        self.power(base, exponents.each_ref().map(|exponent| &exponent[..=len]), power);
        let mut unblinded = n.enter(power);
        n.multiply(&mut unblinded, &factors.unblind);
        n.leave(&unblinded, power);
        strike!(Unblinded, power);
        self.public.raise(power, base);
        if declassify(equal(base, x), "whether there was a fault is the answer") == 0 {
            power.zeroize();
            return Err(Error::SignatureMismatch);
        }
        Ok(())
    }

    /// As [`PrivateKey::raise`] in bytes, as many as n has. The input may be the output, too.
    ///
    /// Errors: as that; [`Error::InvalidParameter`] for an x that is not below n;
    /// [`Error::InvalidInputLength`].
    #[inline(never)] // its frame is large
    pub(crate) fn raise_bytes(&self, factors: &Factors, random: Random<'_>, bytes: &mut [u8]) -> Result<()> {
        let (mut x, mut power) = (Wiped::new([0; MAX_LIMBS]), Wiped::new([0; MAX_LIMBS]));
        let n = self.public.n();
        let (x, power) = (&mut x[..n.len()], &mut power[..n.len()]);
        if bytes.len() != self.public.size() {
            return Err(Error::InvalidInputLength);
        }
        from_bytes(bytes, x);
        if declassify(less(x, n.limbs()), "whether a number can be one of a key is the answer") == 0 {
            return Err(Error::InvalidParameter);
        }
        let done = self.raise(factors, x, random, power);
        to_bytes(power, bytes);
        done.inspect_err(|_| bytes.zeroize())
    }

    /// RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2.1): as many bytes as n has.
    ///
    /// Errors: [`Error::InvalidParameter`] for SHAKE; as [`PrivateKey::raise_bytes`]. The signature
    /// is then zero.
    pub(crate) fn sign_pkcs1(
        &self,
        digest: Digest,
        message: &[u8],
        factors: &Factors,
        random: Random<'_>,
        signature: &mut [u8],
    ) -> Result<()> {
        let encoded = pkcs1::encode(digest, message, signature);
        self.finish(encoded, factors, random, signature)
    }

    /// RSASSA-PSS (RFC 8017 section 8.1.1): as many bytes as n has.
    ///
    /// Errors: [`Error::InvalidParameter`] where there is no room for the salt; as
    /// [`PrivateKey::raise_bytes`]. The signature is then zero.
    pub(crate) fn sign_pss(
        &self,
        pss: Pss,
        message: &[u8],
        factors: &Factors,
        random: Random<'_>,
        signature: &mut [u8],
    ) -> Result<()> {
        let encoded = pss.encode_fresh(message, random, self.public.bits(), signature);
        self.finish(encoded, factors, random, signature)
    }

    fn finish(&self, encoded: Result<()>, factors: &Factors, random: Random<'_>, signature: &mut [u8]) -> Result<()> {
        let done = encoded.and_then(|()| self.raise_bytes(factors, random, signature));
        done.inspect_err(|_| signature.zeroize())
    }

    /// RSAES-OAEP decryption (RFC 8017 section 7.1.2). Puts the message at the beginning of
    /// `message` and gives its length.
    ///
    /// Time: constant for the lengths, whatever is wrong with the ciphertext.
    ///
    /// Errors: [`Error::InvalidPadding`], also for a ciphertext of another length, or not below n;
    /// [`Error::BufferTooSmall`] for less room than the longest message takes; as
    /// [`PrivateKey::raise_bytes`].
    #[inline(never)] // its frame is large
    pub(crate) fn decrypt(
        &self,
        oaep: Oaep,
        (ciphertext, label): (&[u8], &[u8]),
        factors: &Factors,
        random: Random<'_>,
        message: &mut [u8],
    ) -> Result<usize> {
        let mut encoded = Wiped::new([0; MAX_SIZE]);
        let encoded = &mut encoded[..self.public.size()];
        if ciphertext.len() != encoded.len() {
            return Err(Error::InvalidPadding);
        }
        if oaep.max_message(encoded.len()).is_none_or(|max| message.len() < max) {
            return Err(Error::BufferTooSmall);
        }
        encoded.copy_from_slice(ciphertext);
        self.raise_bytes(factors, random, encoded).map_err(|error| match error {
            Error::InvalidParameter => Error::InvalidPadding,
            other => other,
        })?;
        oaep.decode(encoded, label, message)
    }
}

/// All ones if d is large enough (appendix A.1.1 criterion 3): of more bits than half of n; else
/// zero.
fn is_large(d: &[u64], bits: usize) -> u64 {
    let half = bits / 2;
    let top = (half..bits).fold(0, |all, i| all | limbs::bit(d, i));
    mask_of(top)
}
