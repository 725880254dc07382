//! K-PKE (FIPS 203 section 5): the encryption inside ML-KEM. It is no encryption scheme of its own.
//!
//! The standard's letters: `rho`, `sigma` are the seeds of matrix and noise, `t_hat` = A s + e, `y`
//! the secret of an encryption, `u`, `v` the parts of a ciphertext, `mu` the message as a
//! polynomial. A hat says: a transform.

use super::parameters::ParameterSet;
use super::sample;
use crate::algorithms::array::Array;
use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha3::Sha3_512;
use crate::base::error::Result;
use crate::kernels::ntt::ml_kem::{Kernel, Poly};
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;

/// The bytes of a polynomial of 12 bits for each coefficient.
pub(super) const POLY_SIZE: usize = 384;
/// eta_2 of every parameter set.
const ETA_2: usize = 2;

/// The first 32 bytes, and the other 32.
pub(super) fn in_two(bytes: &[u8; 64]) -> (&[u8; 32], &[u8; 32]) {
    let [first, second] = bytes.as_chunks::<32>().0 else { return (&[0; 32], &[0; 32]) };
    (first, second)
}

/// K-PKE.KeyGen (algorithm 13): `ek` takes 384 k + 32 bytes, `dk` 384 k.
///
/// Time: depends on rho, which is public.
///
/// Errors: [`Error::InvalidParameter`](crate::base::error::Error::InvalidParameter) for a seed
/// without a matrix, see [`sample`].
pub(super) fn key_gen<P: ParameterSet>(d: &[u8; 32], ek: &mut [u8], dk: &mut [u8]) -> Result<()> {
    let kernel = Kernel::choose();
    let seeds = Wiped::new(Sha3_512::digest(&[d, &[P::K as u8]]));
    let (rho, sigma) = in_two(&seeds);
    let rho = declassify(*rho, "rho is part of the public key");

    let mut noise = Wiped::new(P::Noise::ZERO);
    let (s, e) = noise.as_mut().split_at_mut(P::K);
    let e = &mut e[..P::K];
    sample_both::<P>(sigma, s, e);
    let mut s_factors = Wiped::new(P::Factors::ZERO);
    for ((s, factor), dk) in s.iter_mut().zip(s_factors.as_mut()).zip(dk.chunks_exact_mut(POLY_SIZE)) {
        kernel.ntt(s);
        kernel.prepare(s, factor);
        kernel.add(s, &Poly::ZERO);
        kernel.encode(12, s, dk);
    }

    let mut rows = P::Rows::ZERO;
    let (t_bytes, rho_bytes) = ek.split_at_mut(POLY_SIZE * P::K);
    let mut entries = e.iter_mut().zip(t_bytes.chunks_exact_mut(POLY_SIZE));
    for first in (0..P::K).step_by(P::ROWS) {
        sample::matrix(&rho, false, P::K, first, rows.as_mut())?;
        for (row, (e, t_bytes)) in rows.as_ref().chunks_exact(P::K).zip(&mut entries) {
            let mut t = Wiped::new(Poly::ZERO);
            kernel.ntt(e);
            kernel.multiply(row, s_factors.as_ref(), &mut t);
            kernel.add(&mut t, e);
            kernel.encode(12, &t, t_bytes);
        }
    }
    rho_bytes.copy_from_slice(&rho);
    Ok(())
}

/// s and e: one after the other in the nonces, too.
fn sample_both<P: ParameterSet>(sigma: &[u8; 32], s: &mut [Poly], e: &mut [Poly]) {
    sample::noise(P::ETA_1, sigma, 0, s);
    sample::noise(P::ETA_1, sigma, P::K, e);
}

/// K-PKE.Encrypt (algorithm 14) of the message `m` with the randomness `r`, into `c`.
///
/// Time: depends on rho, which is public.
///
/// Errors: as [`key_gen`]; `c` is then incomplete.
pub(super) fn encrypt<P: ParameterSet>(ek: &[u8], m: &[u8; 32], r: &[u8; 32], c: &mut P::Ciphertext) -> Result<()> {
    let kernel = Kernel::choose();
    let (t_bytes, rho) = ek.split_at(POLY_SIZE * P::K);
    let rho = rho.first_chunk().map_or([0; 32], |rho| declassify(*rho, "rho is part of the public key"));
    let (c_u, c_v) = c.as_mut().split_at_mut(32 * P::D_U * P::K);

    let mut noise = Wiped::new(P::Noise::ZERO);
    let (y, rest) = noise.as_mut().split_at_mut(P::K);
    sample::noise(P::ETA_1, r, 0, y);
    sample::noise(ETA_2, r, P::K, rest);
    let (e1, e2) = rest.split_at(P::K);
    let mut y_factors = Wiped::new(P::Factors::ZERO);
    for (y, factor) in y.iter_mut().zip(y_factors.as_mut()) {
        kernel.ntt(y);
        kernel.prepare(y, factor);
    }

    let mut sum = Wiped::new(Poly::ZERO);
    let mut rows = P::Rows::ZERO;
    let mut entries = e1.iter().zip(c_u.chunks_exact_mut(32 * P::D_U));
    for first in (0..P::K).step_by(P::ROWS) {
        sample::matrix(&rho, true, P::K, first, rows.as_mut())?;
        for (row, (e1, c_u)) in rows.as_ref().chunks_exact(P::K).zip(&mut entries) {
            kernel.multiply(row, y_factors.as_ref(), &mut sum);
            kernel.inverse_ntt(&mut sum);
            kernel.add(&mut sum, e1);
            kernel.encode(P::D_U, &sum, c_u);
        }
    }

    let mut t_hat = P::Vector::ZERO;
    for (t_hat, bytes) in t_hat.as_mut().iter_mut().zip(t_bytes.chunks_exact(POLY_SIZE)) {
        kernel.decode(12, bytes, t_hat);
    }
    let mut mu = Wiped::new(Poly::ZERO);
    kernel.decode(1, m, &mut mu);
    kernel.multiply(t_hat.as_ref(), y_factors.as_ref(), &mut sum);
    kernel.inverse_ntt(&mut sum);
    e2.iter().for_each(|e2| kernel.add(&mut sum, e2));
    kernel.add(&mut sum, &mu);
    kernel.encode(P::D_V, &sum, c_v);
    Ok(())
}

/// K-PKE.Decrypt (algorithm 15): the message of `c`. `dk` is 384 k bytes.
///
/// Time: constant.
pub(super) fn decrypt<P: ParameterSet>(dk: &[u8], c: &P::Ciphertext) -> Wiped<[u8; 32]> {
    let kernel = Kernel::choose();
    let (c_u, c_v) = c.as_ref().split_at(32 * P::D_U * P::K);
    let mut u_factors = P::Factors::ZERO;
    for (c_u, factor) in c_u.chunks_exact(32 * P::D_U).zip(u_factors.as_mut()) {
        let mut u = Poly::ZERO;
        kernel.decode(P::D_U, c_u, &mut u);
        kernel.ntt(&mut u);
        kernel.prepare(&u, factor);
    }
    let mut s_hat = Wiped::new(P::Vector::ZERO);
    for (s_hat, bytes) in s_hat.as_mut().iter_mut().zip(dk.chunks_exact(POLY_SIZE)) {
        kernel.decode(12, bytes, s_hat);
    }
    let (mut w, mut product) = (Wiped::new(Poly::ZERO), Wiped::new(Poly::ZERO));
    kernel.multiply(s_hat.as_ref(), u_factors.as_ref(), &mut product);
    kernel.inverse_ntt(&mut product);
    kernel.decode(P::D_V, c_v, &mut w);
    kernel.subtract(&mut w, &product);
    let mut m = Wiped::new([0; 32]);
    kernel.encode(1, &w, &mut *m);
    m
}
