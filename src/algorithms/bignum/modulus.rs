//! Arithmetic modulo an odd number, in the words of the kernel that fits it (Montgomery's form).

use super::limbs;
use crate::base::secret::{Rest, no_padding, wipe_on_drop};
use crate::kernels::limbs::slices::{BLOCK, Block, Kernel, Odd};
use crate::kernels::limbs::words::negated_inverse;
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;

/// A number modulo a [`Modulus`] of at most `B` blocks, times R.
pub(crate) type Residue<const B: usize> = [Block; B];

/// A residue that wipes itself.
pub(crate) type Secret<const B: usize> = Wiped<Residue<B>>;

/// Zero.
pub(crate) const fn zero<const B: usize>() -> Residue<B> {
    [[0; BLOCK]; B]
}

/// An odd modulus. Wiped on drop.
#[derive(Clone)]
pub(crate) struct Modulus<const B: usize> {
    limbs: [Block; B],
    words: Residue<B>,
    /// R^2, by which a number comes in.
    square: Residue<B>,
    /// -1 divided by it, modulo 2^64.
    inverse: u64,
    /// Its limbs, and its blocks in words.
    len: u32,
    blocks: u32,
    kernel: Kernel,
    /// What would be padding.
    _rest: Rest<{ crate::base::secret::rest_of::<u64>(size_of::<Kernel>()) }>,
}

wipe_on_drop!([const B: usize] Modulus<B> { limbs, words, square, inverse });
no_padding!([const B: usize] Modulus<B> { limbs, words, square, inverse, len, blocks, kernel, _rest });

impl<const B: usize> Modulus<B> {
    /// The modulus of these limbs, which has so many bits: odd, above one, not longer than there is
    /// room for.
    ///
    /// Time: depends on the lengths, and on whether it is odd.
    pub(crate) fn new(modulus: &[u64], bits: usize) -> Option<Self> {
        let () = Self::NO_PADDING;
        let kernel = Kernel::fitting(modulus.len());
        let (blocks, r_bits) = kernel.shape(modulus.len());
        let lowest = *modulus.first()?;
        if blocks > B || modulus.len() > BLOCK * B || bits < 2 || bits > 64 * modulus.len() {
            return None;
        }
        if declassify(lowest & 1 == 0, "whether a modulus can be one is the answer") {
            return None;
        }
        let mut made = Self {
            limbs: zero(),
            words: zero(),
            square: zero(),
            inverse: negated_inverse(lowest),
            len: modulus.len() as u32,
            blocks: blocks as u32,
            kernel,
            _rest: Rest::ZERO,
        };
        made.limbs.as_flattened_mut()[..modulus.len()].copy_from_slice(modulus);
        kernel.split(modulus, &mut made.words[..blocks]);
        made.find_square(bits, r_bits);
        Some(made)
    }

    /// Finds R^2. Twice R modulo the modulus is two in the form; its power of the bits of R is R.
    fn find_square(&mut self, bits: usize, r_bits: usize) {
        let len = self.len();
        // From the greatest power of two below the modulus on, doubled as often as is missing.
        let mut two = Wiped::new(zero::<B>());
        let top = bits - 1;
        two.as_flattened_mut()[top / 64] = 1 << (top % 64);
        for _ in top..=r_bits {
            let above = limbs::double(&mut two.as_flattened_mut()[..len], 0);
            limbs::reduce_once(&mut two.as_flattened_mut()[..len], above, self.limbs());
        }
        let mut words = Wiped::new(zero::<B>());
        self.kernel.split(&two.as_flattened()[..len], &mut words[..self.blocks()]);
        self.square = *self.power_public(&words, &[r_bits as u64]);
    }

    /// The modulus.
    pub(crate) fn limbs(&self) -> &[u64] {
        &self.limbs.as_flattened()[..self.len()]
    }

    /// How many limbs it has.
    pub(crate) const fn len(&self) -> usize {
        self.len as usize
    }

    pub(super) const fn blocks(&self) -> usize {
        self.blocks as usize
    }

    pub(super) const fn kernel(&self) -> Kernel {
        self.kernel
    }

    pub(super) fn odd(&self) -> Odd<'_> {
        Odd { blocks: &self.words[..self.blocks()], inverse: self.inverse }
    }

    /// A number of as many limbs, which need not be below the modulus, as a residue.
    pub(crate) fn enter(&self, number: &[u64]) -> Secret<B> {
        let mut words = Wiped::new(zero::<B>());
        self.kernel.split(number, &mut words[..self.blocks()]);
        self.multiply(&mut words, &self.square);
        words
    }

    /// The residue as a number below the modulus.
    pub(crate) fn leave(&self, residue: &Residue<B>, number: &mut [u64]) {
        let mut words = Wiped::new(*residue);
        self.multiply(&mut words, &self.plain_one());
        self.kernel.join(&words[..self.blocks()], number);
        // At most the modulus.
        limbs::subtract_masked(number, self.limbs(), limbs::equal(number, self.limbs()));
    }

    /// One, not times R.
    fn plain_one(&self) -> Residue<B> {
        let mut one = zero::<B>();
        one[0][0] = 1;
        one
    }

    /// `a` becomes the product.
    pub(crate) fn multiply(&self, a: &mut Residue<B>, b: &Residue<B>) {
        let blocks = self.blocks();
        self.kernel.multiply(self.odd(), &mut a[..blocks], &b[..blocks]);
    }

    /// `a` becomes its square, so many times.
    pub(crate) fn square(&self, a: &mut Residue<B>, times: usize) {
        self.kernel.square(self.odd(), &mut a[..self.blocks()], times);
    }

    /// A power whose exponent is public and not zero.
    ///
    /// Time: depends on the exponent.
    pub(crate) fn power_public(&self, x: &Residue<B>, exponent: &[u64]) -> Secret<B> {
        let mut power = Wiped::new(*x);
        for i in (0..limbs::bits(exponent).saturating_sub(1)).rev() {
            self.square(&mut power, 1);
            if limbs::bit(exponent, i) == 1 {
                self.multiply(&mut power, x);
            }
        }
        power
    }

    /// 2 to a public power that is not zero.
    pub(crate) fn power_of_two(&self, exponent: usize) -> Secret<B> {
        self.power_public(&self.enter(&[2]), &[exponent as u64])
    }

    /// A number of any length, modulo the modulus. `shift` is 2 to the bits of its limbs.
    pub(crate) fn remainder_by(&self, shift: &Residue<B>, number: &[u64], rest: &mut [u64]) {
        let mut chunk = Wiped::new(zero::<B>());
        rest.fill(0);
        for limbs in number.chunks(self.len()).rev() {
            // The chunk is reduced by coming in and out.
            let mut upper = self.enter(rest);
            self.multiply(&mut upper, shift);
            self.leave(&upper, rest);
            self.leave(&self.enter(limbs), &mut chunk.as_flattened_mut()[..self.len()]);
            let above = limbs::add(rest, &chunk.as_flattened()[..self.len()]);
            limbs::reduce_once(rest, above, self.limbs());
        }
    }
}
