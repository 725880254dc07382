//! Sampling (FIPS 203 section 4.2.2): the matrix and the noise, four polynomials side by side in
//! four states of Keccak.

use crate::base::error::{Error, Result};
use crate::kernels::keccak::{self, States};
use crate::kernels::ntt::ml_kem::{Kernel, N, Poly};
use crate::machine::wipe::Wiped;

/// Polynomials that are sampled at once.
const LANES: usize = 4;
/// The rate of SHAKE128 in bytes, and its suffix with the first bit of the padding.
const RATE_128: usize = 168;
/// The rate of SHAKE256.
const RATE_256: usize = 136;
const SUFFIX: u64 = 0x1f;
/// Blocks of SHAKE128 that give 256 numbers below q in 99 of 100 cases.
const BLOCKS: usize = 3;
/// After as many, fewer than one seed in 2^261 has not given 256 numbers (appendix B: 280
/// iterations, 840 bytes). A limit must not lie below; this one lies above, so that no seed is
/// refused that others may take.
const MAX_BLOCKS: usize = 12;
const _: () = assert!(MAX_BLOCKS * RATE_128 >= 280 * 3);

/// Fills `polys` with the rows of A from row `first` on, k polynomials each: entry (i, j) is
/// SampleNTT(rho || j || i), or, of the transposed matrix, SampleNTT(rho || i || j).
///
/// Time: depends on `rho`, which is public.
///
/// Errors: [`Error::InvalidParameter`] for a seed of which fewer than one in 2^261 exist.
pub(super) fn matrix(rho: &[u8; 32], transposed: bool, k: usize, first: usize, polys: &mut [Poly]) -> Result<()> {
    let mut place = first * k;
    for polys in polys.chunks_mut(LANES) {
        let entry = |lane: usize| {
            let (i, j) = ((place + lane) / k, (place + lane) % k);
            if transposed { i | j << 8 } else { j | i << 8 }
        };
        if let [poly] = polys {
            uniform::<1>(permute_one, rho, entry, core::slice::from_mut(poly))?;
        } else {
            uniform::<LANES>(permute_four, rho, entry, polys)?;
        }
        place += LANES;
    }
    Ok(())
}

/// SampleNTT (algorithm 7) of `rho` and two bytes for each polynomial, at most `L` of them.
fn uniform<const L: usize>(
    permute: fn(&mut States<L>),
    rho: &[u8; 32],
    two_bytes: impl Fn(usize) -> usize,
    polys: &mut [Poly],
) -> Result<()> {
    let mut states = seeded::<L>(rho, |lane| two_bytes(lane) as u64 | SUFFIX << 16);
    states[RATE_128 / 8 - 1] = [1 << 63; L];
    let mut blocks = [[[0; RATE_128]; BLOCKS]; L];
    let mut written = [0; L];
    let mut wanted = BLOCKS;
    for _ in 0..=MAX_BLOCKS - BLOCKS {
        for i in 0..wanted {
            permute(&mut states);
            blocks.iter_mut().enumerate().for_each(|(lane, blocks)| squeeze(&states, lane, &mut blocks[i]));
        }
        for ((poly, written), blocks) in polys.iter_mut().zip(&mut written).zip(&blocks) {
            let bytes = blocks[..wanted].as_flattened();
            *written += poly.0.get_mut(*written..).map_or(0, |rest| Kernel::choose().sample_uniform(bytes, rest));
        }
        if written.iter().take(polys.len()).all(|written| *written == N) {
            return Ok(());
        }
        wanted = 1;
    }
    Err(Error::InvalidParameter)
}

/// Fills `polys` with SamplePolyCBD_eta(PRF_eta(seed, nonce)), the nonces counting up from `first`.
///
/// Time: constant for the number of polynomials and eta.
pub(super) fn noise(eta: usize, seed: &[u8; 32], first: usize, polys: &mut [Poly]) {
    let mut nonce = first;
    for polys in polys.chunks_mut(LANES) {
        let nonces = |lane: usize| (nonce + lane) as u64 | SUFFIX << 8;
        if let [poly] = polys {
            noise_of::<1>(permute_one, eta, seed, nonces, core::slice::from_mut(poly));
        } else {
            noise_of::<LANES>(permute_four, eta, seed, nonces, polys);
        }
        nonce += LANES;
    }
}

/// The longest output of PRF_eta.
const MAX_NOISE: usize = 64 * 3;

fn noise_of<const L: usize>(
    permute: fn(&mut States<L>),
    eta: usize,
    seed: &[u8; 32],
    nonces: impl Fn(usize) -> u64,
    polys: &mut [Poly],
) {
    let mut states = Wiped::new(seeded::<L>(seed, nonces));
    states[RATE_256 / 8 - 1] = [1 << 63; L];
    let mut bytes = Wiped::new([[0; 2 * RATE_256]; L]);
    const { assert!(MAX_NOISE <= 2 * RATE_256) };
    for block in 0..(64 * eta).div_ceil(RATE_256) {
        permute(&mut states);
        for (lane, bytes) in bytes.iter_mut().enumerate() {
            squeeze(&states, lane, &mut bytes[block * RATE_256..][..RATE_256]);
        }
    }
    for (poly, bytes) in polys.iter_mut().zip(bytes.iter()) {
        Kernel::choose().sample_noise(eta, &bytes[..64 * eta], poly);
    }
}

/// States that have absorbed a seed of 32 bytes and a last word each.
fn seeded<const L: usize>(seed: &[u8; 32], last: impl Fn(usize) -> u64) -> States<L> {
    let mut states = [[0; L]; 25];
    for (lanes, word) in states.iter_mut().zip(seed.as_chunks().0) {
        *lanes = [u64::from_le_bytes(*word); L];
    }
    states[4] = core::array::from_fn(last);
    states
}

/// The first bytes of one of several states, whole words.
#[inline]
fn squeeze<const L: usize>(states: &States<L>, lane: usize, bytes: &mut [u8]) {
    for (word, lanes) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(states) {
        *word = lanes[lane].to_le_bytes();
    }
}

fn permute_four(states: &mut States<4>) {
    keccak::Kernel::choose().permute_four(states);
}

fn permute_one(states: &mut States<1>) {
    let mut state = Wiped::new(states.map(|[lane]| lane));
    keccak::Kernel::choose().permute(&mut state);
    *states = state.map(|lane| [lane]);
}
