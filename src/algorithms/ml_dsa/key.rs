//! Keys (FIPS 204 sections 6.1 and 7.2): what the bytes of a signing key hold, and the verifying
//! key that belongs to it.

use super::parameters::{ParameterSet, secret_bits};
use super::sample;
use super::work::with_polys;
use crate::algorithms::array::Array;
use crate::algorithms::hash::shake::shake;
use crate::algorithms::hash::sponge::Rate;
use crate::base::error::{Error, Result};
use crate::kernels::ntt::ml_dsa::{DROPPED, Kernel, Poly};
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use subtle::ConstantTimeEq;

/// The bytes of a polynomial of t1: ten bits for each coefficient.
pub(super) const T1_SIZE: usize = 320;
/// The bytes of a polynomial of t0: 13 bits for each coefficient.
const T0_SIZE: usize = 32 * DROPPED;
/// A low part is encoded as 2^(d - 1) less it.
const T0_TOP: i32 = 1 << (DROPPED - 1);

/// The parts of a signing key in bytes (algorithm 24).
pub(super) struct Parts<'a> {
    pub(super) rho: &'a [u8],
    pub(super) k: &'a [u8],
    pub(super) tr: &'a [u8],
    s1: &'a [u8],
    s2: &'a [u8],
    t0: &'a [u8],
}

/// The bytes of a polynomial of a secret.
const fn secret_size<P: ParameterSet>() -> usize {
    32 * secret_bits(P::ETA)
}

impl<'a> Parts<'a> {
    pub(super) fn of<P: ParameterSet>(bytes: &'a P::SigningKey) -> Self {
        let (rho, rest) = bytes.as_ref().split_at(32);
        let (k, rest) = rest.split_at(32);
        let (tr, rest) = rest.split_at(64);
        let (s1, rest) = rest.split_at(secret_size::<P>() * P::L);
        let (s2, t0) = rest.split_at(secret_size::<P>() * P::K);
        Self { rho, k, tr, s1, s2, t0 }
    }

    /// The seed of the matrix.
    pub(super) fn rho(&self) -> [u8; 32] {
        let rho = self.rho.first_chunk().copied().unwrap_or_default();
        declassify(rho, "rho is part of the verifying key")
    }

    pub(super) fn s1<P: ParameterSet>(&self, s1: &mut [Poly]) {
        decode_all(secret_bits(P::ETA), P::ETA, self.s1, s1);
    }

    pub(super) fn s2<P: ParameterSet>(&self, s2: &mut [Poly]) {
        decode_all(secret_bits(P::ETA), P::ETA, self.s2, s2);
    }

    pub(super) fn t0(&self, t0: &mut [Poly]) {
        decode_all(DROPPED, T0_TOP, self.t0, t0);
    }
}

fn decode_all(bits: usize, top: i32, bytes: &[u8], polys: &mut [Poly]) {
    for (poly, bytes) in polys.iter_mut().zip(bytes.chunks_exact(32 * bits)) {
        Kernel::choose().decode(bits, top, bytes, poly);
    }
}

fn encode_all(bits: usize, top: i32, polys: &[Poly], bytes: &mut [u8]) {
    for (poly, bytes) in polys.iter().zip(bytes.chunks_exact_mut(32 * bits)) {
        Kernel::choose().encode(bits, top, poly, bytes);
    }
}

/// ML-DSA.KeyGen_internal (algorithm 6) of the seed xi: the signing key and the verifying key.
///
/// Time: depends on the verifying key, and on which half bytes of the seed of the secrets give no
/// number.
///
/// Errors: as [`sample::matrix`] and [`sample::secrets`]; the keys are then incomplete.
#[inline(never)] // its frame is large
pub(super) fn generate<P: ParameterSet>(
    xi: &[u8; 32],
    signing: &mut P::SigningKey,
    verifying: &mut P::VerifyingKey,
) -> Result<()> {
    let mut seeds = Wiped::new([0; 128]);
    shake(Rate::OF_256, &[xi, &[P::K as u8, P::L as u8]], &mut *seeds);
    let (rho, rest) = seeds.split_at(32);
    let (secrets, k) = rest.split_at(64);
    let secrets = secrets.first_chunk().unwrap_or(&[0; 64]);
    let rho = declassify(rho.first_chunk().copied().unwrap_or_default(), "rho is part of the verifying key");

    let (front, rest) = signing.as_mut().split_at_mut(128);
    let (s1_bytes, rest) = rest.split_at_mut(secret_size::<P>() * P::L);
    let (s2_bytes, t0_bytes) = rest.split_at_mut(secret_size::<P>() * P::K);
    front[..32].copy_from_slice(&rho);
    front[32..64].copy_from_slice(k);
    with_polys::<P::KeyWork, _>(|work| {
        let (s1, rest) = work.split_at_mut(P::L);
        let (s2, rest) = rest.split_at_mut(P::K);
        sample::secrets(P::ETA, secrets, 0, s1)?;
        sample::secrets(P::ETA, secrets, P::L, s2)?;
        encode_all(secret_bits(P::ETA), P::ETA, s1, s1_bytes);
        encode_all(secret_bits(P::ETA), P::ETA, s2, s2_bytes);
        publish::<P>(&rho, [s1, s2, rest], verifying, t0_bytes)
    })?;
    hash_of::<P>(verifying, &mut front[64..]);
    Ok(())
}

/// The verifying key of the secrets s1 and s2, and t0 in bytes. The third part is for rows and two
/// polynomials.
///
/// Time: depends on the verifying key.
///
/// Errors: as [`sample::matrix`].
#[inline(never)] // its frame is large
pub(super) fn publish<P: ParameterSet>(
    rho: &[u8; 32],
    [s1, s2, rest]: [&mut [Poly]; 3],
    verifying: &mut P::VerifyingKey,
    t0_bytes: &mut [u8],
) -> Result<()> {
    let kernel = Kernel::choose();
    let (rows, rest) = rest.split_at_mut(P::ROWS * P::L);
    let [t, high] = rest else { return Err(Error::InvalidParameter) };
    s1.iter_mut().for_each(|s1| kernel.ntt(s1));
    let (rho_bytes, t1_bytes) = verifying.as_mut().split_at_mut(32);
    rho_bytes.copy_from_slice(rho);
    let places = t1_bytes.chunks_exact_mut(T1_SIZE).zip(t0_bytes.chunks_exact_mut(T0_SIZE));
    let mut places = s2.iter().zip(places);
    for first in (0..P::K).step_by(P::ROWS) {
        sample::matrix(rho, P::L, first, rows)?;
        for (row, (s2, (t1_bytes, t0_bytes))) in rows.chunks_exact(P::L).zip(&mut places) {
            kernel.multiply(row, s1, t);
            kernel.inverse_ntt(t);
            kernel.add(t, s2);
            kernel.canonical(t);
            kernel.power2_round(t, high);
            kernel.encode(T1_SIZE / 32, 0, high, t1_bytes);
            kernel.encode(DROPPED, T0_TOP, t, t0_bytes);
        }
    }
    *verifying = declassify(*verifying, "a verifying key is public");
    Ok(())
}

/// tr, the hash value of a verifying key: 64 bytes.
pub(super) fn hash_of<P: ParameterSet>(verifying: &P::VerifyingKey, tr: &mut [u8]) {
    shake(Rate::OF_256, &[verifying.as_ref()], tr);
}

/// Whether the bytes of a signing key belong together, and the verifying key that they give. The
/// secrets are within their bound; t0 and tr are those that rho and the secrets make. Of K nothing
/// can be said: a key is consistent, which does not say where it came from.
///
/// Time: depends on the verifying key.
///
/// Errors: as [`sample::matrix`].
#[inline(never)] // its frame is large
pub(super) fn check<P: ParameterSet>(signing: &P::SigningKey, verifying: &mut P::VerifyingKey) -> Result<bool> {
    let parts = Parts::of::<P>(signing);
    let mut again = Wiped::new(P::SigningKey::ZERO);
    let (front, t0) = again.as_mut().split_at_mut(size_of::<P::SigningKey>() - T0_SIZE * P::K);
    let is_within = with_polys::<P::KeyWork, _>(|work| {
        let (s1, rest) = work.split_at_mut(P::L);
        let (s2, rest) = rest.split_at_mut(P::K);
        parts.s1::<P>(s1);
        parts.s2::<P>(s2);
        let both = s1.iter().chain(&*s2);
        let above = both.fold(0, |above, poly| above | Kernel::choose().exceeds(poly, P::ETA + 1));
        if declassify(above < 0, "whether a key can be is the answer") {
            return Ok(false);
        }
        publish::<P>(&parts.rho(), [s1, s2, rest], verifying, t0).map(|()| true)
    })?;
    if !is_within {
        return Ok(false);
    }
    hash_of::<P>(verifying, &mut front[64..128]);
    let is_same = t0.ct_eq(parts.t0) & front[64..128].ct_eq(parts.tr);
    Ok(declassify(is_same.into(), "whether a key is consistent is the answer"))
}
