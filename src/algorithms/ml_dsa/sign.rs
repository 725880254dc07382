//! ML-DSA.Sign_internal (FIPS 204 algorithm 7).
//!
//! The standard's letters: `y` is the mask, `w` the commitment, `c` the challenge, `z` the
//! response. A candidate that would tell something of the key is rejected. Time tells how many
//! were: all checks of a candidate are made, and one answer comes of them.

use super::hint;
use super::key::Parts;
use super::message::MU_SIZE;
use super::parameters::ParameterSet;
use super::sample;
#[cfg(feature = "std")]
use super::work::heap;
use super::work::on_stack;
use crate::algorithms::array::Array;
use crate::algorithms::hash::shake::{Shake, shake};
use crate::algorithms::hash::sponge::Rate;
use crate::base::error::{Error, Result};
use crate::kernels::ntt::ml_dsa::{Kernel, Poly};
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;

/// Candidates before signing gives up. Appendix C asks for 814 or more, of which one key and
/// message in 2^256 need more.
const MAX_ROUNDS: u16 = 4096;

/// The most bytes of a polynomial of high parts: six bits for each.
const MAX_W1_SIZE: usize = 32 * 6;

/// The bits of a high part: bitlen((q - 1) / (2 gamma_2) - 1).
pub(super) const fn w1_bits<P: ParameterSet>() -> usize {
    if P::GAMMA_2 == crate::kernels::ntt::ml_dsa::GAMMA_2_LARGE { 4 } else { 6 }
}

/// Appends high parts to the message that the challenge is the hash value of (algorithm 28).
pub(super) fn absorb_high<P: ParameterSet>(message: &mut Shake, high: &Poly) {
    let mut bytes = Wiped::new([0; MAX_W1_SIZE]);
    let bytes = &mut bytes[..32 * w1_bits::<P>()];
    Kernel::choose().encode(w1_bits::<P>(), 0, high, bytes);
    message.update(bytes);
}

/// The rows of the matrix: all of them ready, or sampled in every round anew.
pub(super) enum Matrix<'a> {
    #[cfg_attr(not(feature = "std"), allow(dead_code))] // there it is never kept
    Ready(&'a [Poly]),
    Sampled([u8; 32]),
}

impl Matrix<'_> {
    /// Does `work` with each row.
    ///
    /// Errors: as [`sample::matrix`].
    pub(super) fn each_row<P: ParameterSet>(&self, mut work: impl FnMut(usize, &[Poly])) -> Result<()> {
        match self {
            Self::Ready(all) => {
                all.chunks_exact(P::L).enumerate().for_each(|(i, row)| work(i, row));
                Ok(())
            }
            Self::Sampled(rho) => {
                let mut rows = P::Rows::ZERO;
                for first in (0..P::K).step_by(P::ROWS) {
                    sample::matrix(rho, P::L, first, rows.as_mut())?;
                    rows.as_ref().chunks_exact(P::L).enumerate().for_each(|(i, row)| work(first + i, row));
                }
                Ok(())
            }
        }
    }
}

/// What signing works with: transforms of the secrets of a key, and the vectors of a candidate.
struct Signer<'a, P: ParameterSet> {
    matrix: Matrix<'a>,
    s1: &'a mut [Poly],
    s2: &'a mut [Poly],
    t0: &'a mut [Poly],
    /// y, then z.
    z: &'a mut [Poly],
    /// w, then its low parts, then what the hint corrects.
    low: &'a mut [Poly],
    /// The transform of y, then the high parts of w, then the hint.
    high: &'a mut [Poly],
    challenge: P::Challenge,
}

impl<'a, P: ParameterSet> Signer<'a, P> {
    /// `work` is as long as a [`ParameterSet::Work`].
    fn new(parts: &Parts<'_>, matrix: Matrix<'a>, work: &'a mut [Poly]) -> Self {
        let (s1, work) = work.split_at_mut(P::L);
        let (z, work) = work.split_at_mut(P::L);
        let (s2, work) = work.split_at_mut(P::K);
        let (t0, work) = work.split_at_mut(P::K);
        let (low, high) = work.split_at_mut(P::K);
        parts.s1::<P>(s1);
        parts.s2::<P>(s2);
        parts.t0(t0);
        for secrets in [&mut *s1, &mut *s2, &mut *t0] {
            secrets.iter_mut().for_each(|poly| Kernel::choose().ntt(poly));
        }
        Self { matrix, s1, s2, t0, z, low, high, challenge: P::Challenge::ZERO }
    }

    /// Steps 8 to 33. `signature` is written when nothing can fail any more.
    fn sign(&mut self, seed: &[u8; 64], mu: &[u8; MU_SIZE], signature: &mut P::Signature) -> Result<()> {
        const { assert!(MAX_ROUNDS >= 814 && (MAX_ROUNDS as usize * P::L) < 1 << 16) };
        for round in 0..MAX_ROUNDS {
            self.commit(seed, round * P::L as u16, mu)?;
            if self.respond()? {
                self.write(signature);
                return Ok(());
            }
        }
        Err(Error::InvalidParameter)
    }

    /// Steps 11 to 15: mask, commitment and challenge.
    fn commit(&mut self, seed: &[u8; 64], kappa: u16, mu: &[u8; MU_SIZE]) -> Result<()> {
        let kernel = Kernel::choose();
        sample::masks(P::Z_BITS, seed, kappa, self.z);
        let (low, y_hat) = (&mut *self.low, &mut self.high[..P::L]);
        y_hat.copy_from_slice(self.z);
        y_hat.iter_mut().for_each(|y| kernel.ntt(y));
        self.matrix.each_row::<P>(|i, row| kernel.multiply(row, y_hat, &mut low[i]))?;
        let mut message = Shake::new(Rate::OF_256);
        message.update(mu);
        for (low, high) in self.low.iter_mut().zip(&mut *self.high) {
            kernel.inverse_ntt(low);
            kernel.canonical(low);
            kernel.decompose(P::GAMMA_2, low, high);
            absorb_high::<P>(&mut message, high);
        }
        message.finalize_bits(0, 0).read(self.challenge.as_mut());
        // Part of the signature; of a rejected candidate, a hash value of what stays unknown.
        self.challenge = declassify(self.challenge, "a challenge is public, also of a rejected candidate");
        Ok(())
    }

    /// Steps 16 to 30: the response and the hint, and whether they may be known.
    fn respond(&mut self) -> Result<bool> {
        let kernel = Kernel::choose();
        let mut c = Poly::ZERO;
        sample::ball::<P>(&self.challenge, &mut c)?;
        kernel.ntt(&mut c);
        let times_c = |secret: &Poly, product: &mut Poly| {
            kernel.multiply(core::slice::from_ref(&c), core::slice::from_ref(secret), product);
            kernel.inverse_ntt(product);
        };
        let (mut product, mut above, mut ones) = (Wiped::new(Poly::ZERO), 0, 0);
        for (z, s1) in self.z.iter_mut().zip(&*self.s1) {
            times_c(s1, &mut product);
            kernel.add(z, &product);
            above |= kernel.exceeds(z, P::GAMMA_1 - P::BETA);
        }
        let places = self.low.iter_mut().zip(&mut *self.high);
        for ((low, high), (s2, t0)) in places.zip(self.s2.iter().zip(&*self.t0)) {
            times_c(s2, &mut product);
            kernel.subtract(low, &product);
            above |= kernel.exceeds(low, P::GAMMA_2 - P::BETA);
            times_c(t0, &mut product);
            kernel.add(&mut product, &Poly::ZERO);
            above |= kernel.exceeds(&product, P::GAMMA_2);
            kernel.add(low, &product);
            ones += kernel.make_hint(P::GAMMA_2, low, high);
        }
        above |= P::OMEGA as i32 - ones;
        Ok(declassify(above >= 0, "how many candidates are rejected is all that time tells"))
    }

    /// sigEncode (algorithm 26).
    fn write(&mut self, signature: &mut P::Signature) {
        let (challenge, rest) = signature.as_mut().split_at_mut(size_of::<P::Challenge>());
        let (z_bytes, hint_bytes) = rest.split_at_mut(32 * P::Z_BITS * P::L);
        challenge.copy_from_slice(self.challenge.as_ref());
        for z in &mut *self.z {
            *z = declassify(*z, "the response of an accepted candidate is part of the signature");
        }
        for (z, bytes) in self.z.iter().zip(z_bytes.chunks_exact_mut(32 * P::Z_BITS)) {
            Kernel::choose().encode(P::Z_BITS, P::GAMMA_1, z, bytes);
        }
        for hint in &mut *self.high {
            *hint = declassify(*hint, "the hint is part of the signature");
        }
        hint::encode(P::OMEGA, self.high, hint_bytes);
    }
}

/// Signs `mu` with the randomness `rnd`, which is zero for a deterministic signature.
///
/// The work needs 24 to 46 KiB, and the matrix 16 to 56 more. Both are had from the heap; where it
/// has no room, or there is none, the work lies on the stack and each round makes the matrix anew.
///
/// Time: depends on the verifying key, and on the number of rejected candidates.
///
/// Errors: [`Error::InvalidParameter`] where one key and message in 2^256 would need more rounds
/// than are made; as [`sample::matrix`]. `signature` is then unchanged.
#[inline(never)] // its frame is large
pub(super) fn sign<P: ParameterSet>(
    key: &P::SigningKey,
    mu: &[u8; MU_SIZE],
    rnd: &[u8; 32],
    signature: &mut P::Signature,
) -> Result<()> {
    let parts = Parts::of::<P>(key);
    let mut seed = Wiped::new([0; 64]);
    shake(Rate::OF_256, &[parts.k, rnd, mu], &mut *seed);
    #[cfg(feature = "std")]
    if let Some(mut memory) = heap::Polys::new(P::K * P::L + size_of::<P::Work>() / size_of::<Poly>()) {
        let (matrix, work) = memory.0.split_at_mut(P::K * P::L);
        sample::matrix(&parts.rho(), P::L, 0, matrix)?;
        return Signer::<P>::new(&parts, Matrix::Ready(matrix), work).sign(&seed, mu, signature);
    }
    sign_on_stack::<P>(&parts, mu, &seed, signature)
}

/// As [`sign`], without the heap.
pub(super) fn sign_on_stack<P: ParameterSet>(
    parts: &Parts<'_>,
    mu: &[u8; MU_SIZE],
    seed: &[u8; 64],
    signature: &mut P::Signature,
) -> Result<()> {
    on_stack::<P::Work, _>(|work| {
        Signer::<P>::new(parts, Matrix::Sampled(parts.rho()), work).sign(seed, mu, signature)
    })
}
