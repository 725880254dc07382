//! X25519 and X448 (RFC 7748 section 5), on the Montgomery curves that the Edwards curves become.

use super::array::Array;
use super::edwards::{Ed448, Ed25519, EdwardsCurve, Point, Shown, times_base};
use super::field::Residue;
use crate::base::error::{Error, Result};
use crate::base::secret::no_padding;
use crate::kernels::eight::{Eight, EightWork, LANES};
use crate::kernels::element::{Element, Ring, Words};
use crate::kernels::f25519;
use crate::kernels::four::{Four, Work, ladder_step};
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use subtle::Choice;
use zeroize::ZeroizeOnDrop;

/// The function of an agreement: [`X25519`] or [`X448`]. No other crate can make one.
pub trait Curve: MontgomeryCurve {
    /// The same function as a value.
    const VALUE: XdhCurve;
}

/// A function of RFC 7748.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum XdhCurve {
    /// X25519, with a strength of 128 bits.
    X25519,
    /// X448, with a strength of 224 bits.
    X448,
}

impl XdhCurve {
    /// The name that RFC 7748 uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::X25519 => "X25519",
            Self::X448 => "X448",
        }
    }
}

impl Curve for X25519 {
    const VALUE: XdhCurve = XdhCurve::X25519;
}

impl Curve for X448 {
    const VALUE: XdhCurve = XdhCurve::X448;
}

/// The function of a Montgomery curve v^2 = u^3 + A u^2 + u.
pub trait MontgomeryCurve: Copy + Send + Sync + 'static {
    /// The curve in its Edwards form, with the same base point.
    type Edwards: EdwardsCurve;
    /// The u of a base point's multiple, from its Edwards form.
    type U: Shown<1>;
    /// A scalar or a u in bytes.
    type Encoding: Array<u8>;

    /// The bits of p.
    const BITS: usize;
    /// (A - 2) / 4.
    const A24: u32;

    /// The scalar of bytes (decodeScalar25519, decodeScalar448).
    fn clamp(scalar: &mut Self::Encoding);
    /// What is ignored of a u from outside.
    fn mask(u: &mut Self::Encoding);
}

/// The function X25519.
#[derive(Clone, Copy, Debug)]
pub enum X25519 {}

impl MontgomeryCurve for X25519 {
    type Edwards = Ed25519;
    type U = UOfTwisted;
    type Encoding = [u8; 32];

    const BITS: usize = 255;
    const A24: u32 = 121_665;

    fn clamp(scalar: &mut [u8; 32]) {
        scalar[0] &= 0b1111_1000;
        scalar[31] = scalar[31] & 0b0111_1111 | 0b0100_0000;
    }

    fn mask(u: &mut [u8; 32]) {
        u[31] &= 0b0111_1111;
    }
}

/// The function X448.
#[derive(Clone, Copy, Debug)]
pub enum X448 {}

impl MontgomeryCurve for X448 {
    type Edwards = Ed448;
    type U = UOfIsogenous;
    type Encoding = [u8; 56];

    const BITS: usize = 448;
    const A24: u32 = 39_081;

    fn clamp(scalar: &mut [u8; 56]) {
        scalar[0] &= 0b1111_1100;
        scalar[55] |= 0b1000_0000;
    }

    fn mask(_u: &mut [u8; 56]) {}
}

/// (1 + y) / (1 - y), of edwards25519 (section 4.1).
#[derive(Clone, Copy, Debug)]
pub enum UOfTwisted {}

impl Shown<1> for UOfTwisted {
    #[inline(always)]
    fn of<F: Four>(point: &Point<F>) -> [F::Words; 1] {
        let [_, y, z] = point.coordinates();
        [((z + y) * (z - y).invert()).words()]
    }
}

/// y^2 / x^2, of edwards448 (section 4.2).
#[derive(Clone, Copy, Debug)]
pub enum UOfIsogenous {}

impl Shown<1> for UOfIsogenous {
    #[inline(always)]
    fn of<F: Four>(point: &Point<F>) -> [F::Words; 1] {
        let [x, y, _] = point.coordinates();
        [(y * x.invert()).square().words()]
    }
}

type WordsOf<C> = <<C as MontgomeryCurve>::Edwards as EdwardsCurve>::Words;

/// The ladder (section 5): the u of `scalar` times a point with the given u.
struct Ladder<'a, C: MontgomeryCurve> {
    scalar: &'a C::Encoding,
    u: WordsOf<C>,
}

impl<C: MontgomeryCurve> Work<WordsOf<C>> for Ladder<'_, C> {
    type Output = WordsOf<C>;

    #[inline(always)]
    fn run<F: Four<Words = WordsOf<C>>>(self, cpu: F::Cpu) -> WordsOf<C> {
        let number = |small: u64| {
            let mut words = WordsOf::<C>::ZERO;
            words.as_mut()[0] = small;
            words
        };
        let (zero, one, a24) = (number(0), number(1), number(C::A24.into()));
        let constants = F::of(cpu, &[zero, a24, one, self.u]);
        // Their coordinates are x2, z2, x3 and z3.
        let (mut points, mut before) = (F::of(cpu, &[one, zero, self.u, one]), 0);
        for bit in (0..C::BITS).rev() {
            let now = self.scalar.as_ref()[bit / 8] >> (bit % 8) & 1;
            points = points.exchanged(Choice::from(now ^ before)).ladder_step(constants, C::A24);
            before = now;
        }
        let [x2, z2, ..] = points.exchanged(Choice::from(before)).elements();
        (x2 * z2.invert()).words()
    }
}

/// Eight ladders side by side. What a lane computes depends on no other one.
// Elsewhere no kernel has the lanes.
#[cfg_attr(not(all(target_arch = "x86_64", target_feature = "sse2")), allow(dead_code))]
struct Ladders<'a>(&'a [Term<'a>; LANES]);

/// A scalar, and the u of the point that it multiplies.
type Term<'a> = (&'a Wiped<[u8; 32]>, [u64; 4]);

impl EightWork<[u64; 4]> for Ladders<'_> {
    type Output = [[u64; 4]; LANES];

    #[inline(always)]
    fn run<E: Eight<Words = [u64; 4]>>(self, cpu: E::Cpu) -> [[u64; 4]; LANES] {
        let (zero, one, u) = (E::small(cpu, 0), E::small(cpu, 1), E::of(cpu, &self.0.map(|(_, u)| u)));
        let ([mut x2, mut z2, mut x3, mut z3], mut before) = ([one, zero, u, one], 0);
        for bit in (0..X25519::BITS).rev() {
            let now = self.0.iter().rev().fold(0, |lanes, (scalar, _)| lanes << 1 | scalar[bit / 8] >> (bit % 8) & 1);
            let other = now ^ before;
            let points = [x2.or(x3, other), z2.or(z3, other), x3.or(x2, other), z3.or(z2, other)];
            [x2, z2, x3, z3] = ladder_step(points, u, X25519::A24);
            before = now;
        }
        (x2.or(x3, before) * z2.or(z3, before).invert()).numbers()
    }
}

/// The two keys of an agreement.
type Keys<'a> = (&'a PrivateKey<X25519>, &'a PublicKey<X25519>);

/// The shared secrets of pairs, each as [`PrivateKey::agree`] gives it, one after the other to
/// `put`. Eight at a time are computed side by side, where a kernel has as many lanes.
///
/// Time: depends on the number, and on which secrets there are.
pub(crate) fn agree_many<P>(
    pairs: &[P],
    keys: impl Fn(&P) -> Keys<'_>,
    mut put: impl FnMut(Result<Wiped<[u8; 32]>>),
) {
    for group in pairs.chunks(LANES) {
        match side_by_side(group, &keys) {
            Some(secrets) => secrets.iter().take(group.len()).for_each(|u| put(shared_secret::<X25519>(u))),
            None => group.iter().map(&keys).for_each(|(own, public)| put(own.agree(public))),
        }
    }
}

/// How many pairs take less time side by side than one by one.
const WORTH: usize = 4;

/// The u of at most eight secrets. The lanes that are left repeat the first one.
fn side_by_side<P>(group: &[P], keys: impl Fn(&P) -> Keys<'_>) -> Option<Wiped<[[u64; 4]; LANES]>> {
    let first = group.first().filter(|_| group.len() >= WORTH)?;
    let keys = |lane: usize| keys(group.get(lane).unwrap_or(first));
    let scalars: [_; LANES] = core::array::from_fn(|lane| keys(lane).0.scalar());
    let terms = core::array::from_fn(|lane| (&scalars[lane], keys(lane).1.u()));
    f25519::Kernel::choose().run_eight(Ladders(&terms)).map(Wiped::new)
}

/// The secret of a u, which is none where it is zero.
fn shared_secret<C: MontgomeryCurve>(u: &WordsOf<C>) -> Result<Wiped<C::Encoding>> {
    let is_zero = declassify(u.is_zero().unwrap_u8(), "whether the result is zero is told");
    if is_zero == 1 { Err(Error::InvalidKey) } else { Ok(Wiped::new(bytes_of::<C>(u))) }
}

/// The bytes of a number.
fn bytes_of<C: MontgomeryCurve>(words: &WordsOf<C>) -> C::Encoding {
    let mut bytes = C::Encoding::ZERO;
    words.to_bytes(bytes.as_mut());
    bytes
}

/// A private key: 32 or 56 bytes as they came. Wipes itself on drop.
pub(crate) struct PrivateKey<C: MontgomeryCurve>(Wiped<C::Encoding>);

// Its field wipes itself.
impl<C: MontgomeryCurve> ZeroizeOnDrop for PrivateKey<C> {}
no_padding!([C: MontgomeryCurve] PrivateKey<C> { 0 });

impl<C: MontgomeryCurve> PrivateKey<C> {
    /// Takes a private key. Every string of the right length is one.
    ///
    /// Errors: [`Error::InvalidKeyLength`].
    pub(crate) fn new(bytes: &[u8]) -> Result<Self> {
        let () = Self::NO_PADDING;
        let mut key = Wiped::new(C::Encoding::ZERO);
        if bytes.len() != size_of::<C::Encoding>() {
            return Err(Error::InvalidKeyLength);
        }
        key.as_mut().copy_from_slice(bytes);
        Ok(Self(key))
    }

    /// The key as it came.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_ref()
    }

    fn scalar(&self) -> Wiped<C::Encoding> {
        let mut scalar = self.0.clone();
        C::clamp(&mut scalar);
        scalar
    }

    /// The public key, by the table of the Edwards curve: multiples of the base point, whose order
    /// is L, are those of the remainder.
    ///
    /// Time: constant.
    pub(crate) fn public_key(&self) -> PublicKey<C> {
        let scalar = Residue::<<C::Edwards as EdwardsCurve>::Order>::reduced_le_bytes(self.scalar().as_ref());
        let [u] = times_base::<C::Edwards, C::U, 1>(&scalar.canonical());
        PublicKey(declassify(bytes_of::<C>(&u), "a public key is public"))
    }

    /// The shared secret with the holder of `public`: 32 or 56 bytes.
    ///
    /// Time: depends on whether there is one.
    ///
    /// Errors: [`Error::InvalidKey`] where it would be zero, which a point of small order makes it
    /// (sections 6.1 and 6.2).
    pub(crate) fn agree(&self, public: &PublicKey<C>) -> Result<Wiped<C::Encoding>> {
        let work = Ladder::<C> { scalar: &self.scalar(), u: public.u() };
        shared_secret::<C>(&Wiped::new(<C::Edwards as EdwardsCurve>::run(work)))
    }
}

/// A public key: 32 or 56 bytes as they came.
#[derive(Clone)]
pub(crate) struct PublicKey<C: MontgomeryCurve>(C::Encoding);

impl<C: MontgomeryCurve> PublicKey<C> {
    /// Takes a public key. Every string of the right length is one: numbers of p and more stand for
    /// their remainder.
    ///
    /// Errors: [`Error::InvalidKeyLength`].
    pub(crate) fn new(bytes: &[u8]) -> Result<Self> {
        let mut key = C::Encoding::ZERO;
        if bytes.len() != size_of::<C::Encoding>() {
            return Err(Error::InvalidKeyLength);
        }
        key.as_mut().copy_from_slice(bytes);
        Ok(Self(key))
    }

    /// The key as it came.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_ref()
    }

    /// The u that it stands for.
    fn u(&self) -> WordsOf<C> {
        let mut u = self.0;
        C::mask(&mut u);
        WordsOf::<C>::of_bytes(u.as_ref())
    }
}
