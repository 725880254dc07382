//! ML-DSA.Verify_internal (FIPS 204 algorithm 8). Nothing here is a secret.

use super::hint::Hint;
use super::key::T1_SIZE;
use super::message::MU_SIZE;
use super::parameters::ParameterSet;
use super::sample;
use super::sign::absorb_high;
use super::work::with_polys;
use crate::algorithms::array::Array;
use crate::algorithms::hash::shake::Shake;
use crate::algorithms::hash::sponge::Rate;
use crate::base::error::Result;
use crate::kernels::ntt::ml_dsa::{DROPPED, Kernel, Poly};
use core::slice;

/// Whether the signature of `mu` is that of the key's holder. Of another length it is not.
///
/// Time: depends on everything, which is public.
///
/// Errors: as [`sample::matrix`].
pub(super) fn verify<P: ParameterSet>(key: &P::VerifyingKey, mu: &[u8; MU_SIZE], signature: &[u8]) -> Result<bool> {
    if signature.len() != size_of::<P::Signature>() {
        return Ok(false);
    }
    with_polys::<P::VerifyWork, _>(|work| verify_with::<P>(work, key, mu, signature))
}

fn verify_with<P: ParameterSet>(
    work: &mut [Poly],
    key: &P::VerifyingKey,
    mu: &[u8; MU_SIZE],
    signature: &[u8],
) -> Result<bool> {
    let kernel = Kernel::choose();
    let (rows, work) = work.split_at_mut(P::ROWS * P::L);
    let (z_hat, work) = work.split_at_mut(P::L);
    let [c_hat, t1, w, product] = work else { return Ok(false) };
    let (challenge_bytes, rest) = signature.split_at(size_of::<P::Challenge>());
    let (z_bytes, hint_bytes) = rest.split_at(32 * P::Z_BITS * P::L);
    let Some(hint) = Hint::decode(P::OMEGA, hint_bytes) else { return Ok(false) };
    for (z, bytes) in z_hat.iter_mut().zip(z_bytes.chunks_exact(32 * P::Z_BITS)) {
        kernel.decode(P::Z_BITS, P::GAMMA_1, bytes, z);
        if kernel.exceeds(z, P::GAMMA_1 - P::BETA) < 0 {
            return Ok(false);
        }
        kernel.ntt(z);
    }
    let mut challenge = P::Challenge::ZERO;
    challenge.as_mut().copy_from_slice(challenge_bytes);
    sample::ball::<P>(&challenge, c_hat)?;
    kernel.ntt(c_hat);

    let (rho, t1_bytes) = key.as_ref().split_at(32);
    let rho = rho.first_chunk().copied().unwrap_or_default();
    let mut message = Shake::new(Rate::OF_256);
    message.update(mu);
    let mut entries = t1_bytes.chunks_exact(T1_SIZE).enumerate();
    for first in (0..P::K).step_by(P::ROWS) {
        sample::matrix(&rho, P::L, first, rows)?;
        for (row, (i, t1_bytes)) in rows.chunks_exact(P::L).zip(&mut entries) {
            kernel.decode(T1_SIZE / 32, 0, t1_bytes, t1);
            t1.0.iter_mut().for_each(|t1| *t1 <<= DROPPED);
            kernel.ntt(t1);
            kernel.multiply(slice::from_ref(c_hat), slice::from_ref(t1), product);
            kernel.multiply(row, z_hat, w);
            kernel.subtract(w, product);
            kernel.inverse_ntt(w);
            kernel.canonical(w);
            hint.poly(i, product);
            kernel.use_hint(P::GAMMA_2, w, product);
            absorb_high::<P>(&mut message, w);
        }
    }
    let mut again = P::Challenge::ZERO;
    message.finalize_bits(0, 0).read(again.as_mut());
    Ok(again.as_ref() == challenge.as_ref())
}
