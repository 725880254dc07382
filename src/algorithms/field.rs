//! Numbers modulo a prime that the compiler knows: coordinates of curves, and scalars.

pub use crate::kernels::limbs::Modulus;
use crate::kernels::limbs::arrays;
use crate::kernels::limbs::inverse;
use crate::kernels::limbs::tables;
use crate::machine::taint::declassify;
use crate::machine::wipe::Plain;
use core::marker::PhantomData;
use core::ops::{Add, Mul, Neg, Sub};

/// An array of limbs, the least significant first.
pub trait Limbs: Plain {
    /// The number zero.
    const ZERO: Self;
    /// The number one.
    const ONE: Self;
    /// The bytes of the limbs.
    const SIZE: usize;

    fn from_be_bytes(bytes: &[u8]) -> Self;
    fn from_le_bytes(bytes: &[u8]) -> Self;
    fn to_be_bytes(&self, bytes: &mut [u8]);
    fn to_le_bytes(&self, bytes: &mut [u8]);
    fn add(&self, other: &Self, modulus: &Modulus<Self>) -> Self;
    fn subtract(&self, other: &Self, modulus: &Modulus<Self>) -> Self;
    fn halve(&self, modulus: &Modulus<Self>) -> Self;
    fn montgomery_multiply(&self, other: &Self, modulus: &Modulus<Self>) -> Self;
    fn invert(&self, modulus: &Modulus<Self>) -> Self;
    fn select(mask: u64, a: &Self, b: &Self) -> Self;
    fn mask_of_less(&self, other: &Self) -> u64;
    fn mask_of_equal(&self, other: &Self) -> u64;
    /// The limb of that number; zero above the last.
    fn limb(&self, index: usize) -> u64;
    /// The difference; who asks knows that it is not negative.
    fn minus(&self, other: &Self) -> Self;
    /// Shifts by less than 64 bits.
    fn shift_right(&self, bits: usize) -> Self;
    /// The entry of that number of a table, all of which is read.
    fn lookup<const C: usize>(table: &[[Self; C]], index: u64) -> [Self; C];
}

impl<const N: usize> Limbs for [u64; N] {
    const ZERO: Self = [0; N];
    const ONE: Self = arrays::small(1);
    const SIZE: usize = 8 * N;

    fn from_be_bytes(bytes: &[u8]) -> Self {
        arrays::from_be_bytes(bytes)
    }

    fn from_le_bytes(bytes: &[u8]) -> Self {
        arrays::from_le_bytes(bytes)
    }

    fn to_be_bytes(&self, bytes: &mut [u8]) {
        arrays::to_be_bytes(self, bytes);
    }

    fn to_le_bytes(&self, bytes: &mut [u8]) {
        arrays::to_le_bytes(self, bytes);
    }

    #[inline(always)]
    fn add(&self, other: &Self, modulus: &Modulus<Self>) -> Self {
        arrays::add_modulo(self, other, &modulus.limbs)
    }

    #[inline(always)]
    fn subtract(&self, other: &Self, modulus: &Modulus<Self>) -> Self {
        arrays::subtract_modulo(self, other, &modulus.limbs)
    }

    #[inline(always)]
    fn halve(&self, modulus: &Modulus<Self>) -> Self {
        arrays::halve_modulo(self, &modulus.limbs)
    }

    #[inline(never)] // many places want it
    fn montgomery_multiply(&self, other: &Self, modulus: &Modulus<Self>) -> Self {
        arrays::montgomery_multiply(self, other, modulus)
    }

    fn invert(&self, modulus: &Modulus<Self>) -> Self {
        inverse::invert(self, modulus)
    }

    #[inline(always)]
    fn select(mask: u64, a: &Self, b: &Self) -> Self {
        arrays::select(mask, a, b)
    }

    fn mask_of_less(&self, other: &Self) -> u64 {
        arrays::mask_of_less(self, other)
    }

    #[inline(always)]
    fn mask_of_equal(&self, other: &Self) -> u64 {
        arrays::mask_of_zero(&arrays::exclusive_or(self, other))
    }

    fn limb(&self, index: usize) -> u64 {
        self.get(index).copied().unwrap_or(0)
    }

    fn minus(&self, other: &Self) -> Self {
        arrays::subtract(self, other).0
    }

    fn shift_right(&self, bits: usize) -> Self {
        arrays::shift_right(self, bits)
    }

    #[inline(always)]
    fn lookup<const C: usize>(table: &[[Self; C]], index: u64) -> [Self; C] {
        tables::Kernel::choose().lookup(table, index)
    }
}

/// A prime greater than 2. How it multiplies is its own; without more it is Montgomery's way.
pub trait Prime: Copy + 'static {
    /// As many limbs as the prime needs.
    type Limbs: Limbs;
    /// The prime, and what follows from it.
    const MODULUS: Modulus<Self::Limbs>;

    /// The product of two numbers as they are kept, one of which is below the prime.
    #[inline(always)]
    fn multiply(a: &Self::Limbs, b: &Self::Limbs) -> Self::Limbs {
        a.montgomery_multiply(b, &Self::MODULUS)
    }

    /// The square of a number as it is kept.
    #[inline(always)]
    fn square(a: &Self::Limbs) -> Self::Limbs {
        Self::multiply(a, a)
    }

    /// The sum.
    #[inline(always)]
    fn add(a: &Self::Limbs, b: &Self::Limbs) -> Self::Limbs {
        a.add(b, &Self::MODULUS)
    }

    /// The difference.
    #[inline(always)]
    fn subtract(a: &Self::Limbs, b: &Self::Limbs) -> Self::Limbs {
        a.subtract(b, &Self::MODULUS)
    }
}

/// A number modulo a prime, kept below it, and for Montgomery's multiplication times r.
///
/// Time: constant for the prime, unless a function says more. It is copied freely and does not wipe
/// itself: who computes with secrets wipes the stack.
#[derive(Clone, Copy)]
pub struct Residue<P: Prime>(P::Limbs, PhantomData<P>);

impl<P: Prime> Residue<P> {
    /// The number zero.
    pub(crate) const ZERO: Self = Self::kept(P::Limbs::ZERO);
    /// The number one.
    pub(crate) const ONE: Self = Self::kept(P::MODULUS.one);

    /// A number from how it is kept.
    #[inline(always)]
    pub(crate) const fn kept(limbs: P::Limbs) -> Self {
        Self(limbs, PhantomData)
    }

    /// How it is kept.
    #[inline(always)]
    pub(crate) const fn as_kept(&self) -> &P::Limbs {
        &self.0
    }

    /// The number of any limbs, modulo the prime.
    pub(crate) fn reduced(limbs: &P::Limbs) -> Self {
        Self::kept(P::multiply(limbs, &P::MODULUS.r_squared))
    }

    /// The number of limbs below the prime; nothing for others.
    ///
    /// Time: depends on whether there is one.
    pub(crate) fn new(limbs: &P::Limbs) -> Option<Self> {
        let is_below = declassify(limbs.mask_of_less(&P::MODULUS.limbs), "whether a number is below a prime is told");
        (is_below != 0).then(|| Self::reduced(limbs))
    }

    /// A small number.
    pub(crate) fn small(number: u64) -> Self {
        Self::reduced(&P::Limbs::from_le_bytes(&number.to_le_bytes()))
    }

    /// The number of bytes, the most significant first; nothing for one that is not below the
    /// prime.
    ///
    /// Time: depends on the length, and on whether there is one.
    pub(crate) fn from_be_bytes(bytes: &[u8]) -> Option<Self> {
        let (above, bytes) = bytes.split_at(bytes.len().saturating_sub(P::Limbs::SIZE));
        let any = declassify(above.iter().fold(0, |any, byte| any | byte), "whether a number is too long is told");
        if any != 0 {
            return None;
        }
        Self::new(&P::Limbs::from_be_bytes(bytes))
    }

    /// As [`Residue::from_be_bytes`], the least significant byte first.
    pub(crate) fn from_le_bytes(bytes: &[u8]) -> Option<Self> {
        let (bytes, above) = bytes.split_at(bytes.len().min(P::Limbs::SIZE));
        let any = declassify(above.iter().fold(0, |any, byte| any | byte), "whether a number is too long is told");
        if any != 0 {
            return None;
        }
        Self::new(&P::Limbs::from_le_bytes(bytes))
    }

    /// The number of bytes modulo the prime, the most significant byte first.
    ///
    /// Time: depends on the length.
    pub(crate) fn reduced_be_bytes(bytes: &[u8]) -> Self {
        bytes
            .rchunks(P::Limbs::SIZE)
            .rev()
            .fold(Self::ZERO, |sum, chunk| sum.shifted() + Self::reduced(&P::Limbs::from_be_bytes(chunk)))
    }

    /// As [`Residue::reduced_be_bytes`], the least significant byte first.
    pub(crate) fn reduced_le_bytes(bytes: &[u8]) -> Self {
        bytes
            .chunks(P::Limbs::SIZE)
            .rev()
            .fold(Self::ZERO, |sum, chunk| sum.shifted() + Self::reduced(&P::Limbs::from_le_bytes(chunk)))
    }

    /// r times the number, for Montgomery's multiplication.
    fn shifted(self) -> Self {
        Self::reduced(&self.0)
    }

    /// The number below the prime.
    pub(crate) fn canonical(&self) -> P::Limbs {
        P::multiply(&self.0, &P::Limbs::ONE)
    }

    /// Writes the number, the most significant byte first, with as many zeros before it as there is
    /// room.
    pub(crate) fn to_be_bytes(self, bytes: &mut [u8]) {
        self.canonical().to_be_bytes(bytes);
    }

    /// As [`Residue::to_be_bytes`], the least significant byte first.
    pub(crate) fn to_le_bytes(self, bytes: &mut [u8]) {
        self.canonical().to_le_bytes(bytes);
    }

    /// The square.
    #[inline(always)]
    pub(crate) fn square(&self) -> Self {
        Self::kept(P::square(&self.0))
    }

    /// Squares `times` times over.
    pub(crate) fn squared(self, times: usize) -> Self {
        (0..times).fold(self, |power, _| power.square())
    }

    /// The product. Unlike the operators, this and the next two copy nothing, which many operations
    /// in a row feel.
    #[inline(always)]
    pub(crate) fn times(&self, other: &Self) -> Self {
        Self::kept(P::multiply(&self.0, &other.0))
    }

    /// The sum.
    #[inline(always)]
    pub(crate) fn plus(&self, other: &Self) -> Self {
        Self::kept(P::add(&self.0, &other.0))
    }

    /// The difference.
    #[inline(always)]
    pub(crate) fn minus(&self, other: &Self) -> Self {
        Self::kept(P::subtract(&self.0, &other.0))
    }

    /// Twice the number.
    #[inline(always)]
    pub(crate) fn double(&self) -> Self {
        self.plus(self)
    }

    /// Half of the number.
    #[inline(always)]
    pub(crate) fn halve(&self) -> Self {
        Self::kept(self.0.halve(&P::MODULUS))
    }

    /// The inverse; zero for zero.
    pub(crate) fn invert(&self) -> Self {
        // r a becomes 1 / (r a), which two products with r^2 make r / a.
        let inverse = Self::kept(self.0.invert(&P::MODULUS));
        inverse.shifted().shifted()
    }

    /// A power, whose exponent is public: limbs, the least significant first.
    ///
    /// Time: depends on the exponent.
    pub(crate) fn power_vartime(self, exponent: impl DoubleEndedIterator<Item = u64>) -> Self {
        exponent.rev().fold(Self::ONE, |power, limb| {
            (0..64).rev().fold(power, |power, bit| {
                let power = power.square();
                if limb >> bit & 1 == 1 { power * self } else { power }
            })
        })
    }

    /// `a` where `mask` is all ones, `b` where it is zero.
    #[inline(always)]
    pub(crate) fn select(mask: u64, a: &Self, b: &Self) -> Self {
        Self::kept(P::Limbs::select(mask, &a.0, &b.0))
    }

    /// All ones if the numbers are equal, else zero.
    #[inline(always)]
    pub(crate) fn mask_of_equal(&self, other: &Self) -> u64 {
        self.0.mask_of_equal(&other.0)
    }

    /// All ones for zero, else zero.
    #[inline(always)]
    pub(crate) fn mask_of_zero(&self) -> u64 {
        self.mask_of_equal(&Self::ZERO)
    }

    /// All ones for an odd number, else zero.
    pub(crate) fn mask_of_odd(&self) -> u64 {
        (self.canonical().limb(0) & 1).wrapping_neg()
    }
}

impl<P: Prime> Add for Residue<P> {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.plus(&other)
    }
}

impl<P: Prime> Sub for Residue<P> {
    type Output = Self;

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.minus(&other)
    }
}

impl<P: Prime> Neg for Residue<P> {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Self::ZERO - self
    }
}

impl<P: Prime> Mul for Residue<P> {
    type Output = Self;

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.times(&other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::hex::hex;

    /// The prime of edwards448.
    #[derive(Clone, Copy)]
    struct P448;

    impl Prime for P448 {
        type Limbs = [u64; 7];
        const MODULUS: Modulus<Self::Limbs> = Modulus::from_be_bytes(&hex!(
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffe",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
        ));
    }

    type Number = Residue<P448>;

    fn equal(a: Number, b: Number) -> bool {
        a.canonical() == b.canonical() && a.mask_of_equal(&b) == u64::MAX
    }

    #[test]
    fn arithmetic() {
        let (three, five) = (Number::small(3), Number::small(5));
        assert!(equal(three * five, Number::small(15)) && equal(three + five, Number::small(8)));
        assert!(equal(three - five, -Number::small(2)) && equal(three - three, Number::ZERO));
        assert!(equal(three.square(), Number::small(9)) && equal(three.squared(2), Number::small(81)));
        assert!(equal(three.halve().double(), three) && equal(three * three.invert(), Number::ONE));
        assert!(equal(Number::ZERO.invert(), Number::ZERO));
        // Fermat: the power p - 2 is the inverse.
        let mut exponent = P448::MODULUS.limbs;
        exponent[0] -= 2;
        assert!(equal(three.power_vartime(exponent.into_iter()), three.invert()));
        assert_eq!([three.mask_of_odd(), Number::small(4).mask_of_odd()], [u64::MAX, 0]);
        assert_eq!([three.mask_of_zero(), Number::ZERO.mask_of_zero()], [0, u64::MAX]);
        assert!(equal(Number::select(u64::MAX, &three, &five), three));
        assert!(equal(Number::select(0, &three, &five), five));
    }

    #[test]
    fn reads_what_is_below_the_prime() {
        let mut prime = [0; 58];
        P448::MODULUS.limbs.to_be_bytes(&mut prime);
        assert!(Number::from_be_bytes(&prime).is_none());
        prime[57] -= 1;
        let less = Number::from_be_bytes(&prime).unwrap();
        assert!(equal(less, -Number::ONE));
        let mut written = [0xff; 58];
        less.to_be_bytes(&mut written);
        assert_eq!(written, prime);
        prime[0] = 1;
        assert!(Number::from_be_bytes(&prime).is_none());
        prime[0] = 0;
        prime.reverse();
        assert!(equal(Number::from_le_bytes(&prime).unwrap(), less));
        less.to_le_bytes(&mut written);
        assert_eq!(written, prime);
        prime[57] = 1;
        assert!(Number::from_le_bytes(&prime).is_none());
        assert!(equal(Number::from_be_bytes(&[]).unwrap(), Number::ZERO));
    }

    /// 2^(8 n) modulo the prime, for bytes longer than it, from both ends.
    #[test]
    fn reduces() {
        let mut bytes = [0; 141];
        bytes[0] = 1;
        let expected = Number::small(2).power_vartime([8 * 140].into_iter());
        assert!(equal(Number::reduced_be_bytes(&bytes), expected));
        bytes.reverse();
        bytes[0] = 7;
        assert!(equal(Number::reduced_le_bytes(&bytes), expected + Number::small(7)));
        assert!(equal(
            Number::reduced(&[u64::MAX; 7]),
            Number::small(2).power_vartime([448].into_iter()) - Number::ONE
        ));
    }
}
