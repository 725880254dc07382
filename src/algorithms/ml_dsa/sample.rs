//! Sampling (FIPS 204 section 7.3): matrix, secrets and masks, eight polynomials side by side in
//! eight states of Keccak, or four; and the challenge.
//!
//! Loops that reject have limits. Those of appendix C must not lie below a number of which one
//! input in 2^256 needs more; these lie above it, so that no input is refused that others may take.

use super::parameters::ParameterSet;
use crate::algorithms::hash::shake::Shake;
use crate::algorithms::hash::shake_many::{Permute, ShakeMany};
use crate::algorithms::hash::sponge::Rate;
use crate::base::error::{Error, Result};
use crate::kernels::ntt::ml_dsa::{Kernel, N, Poly};
use crate::machine::wipe::Wiped;

/// Polynomials that are sampled at once.
const LANES: usize = 8;
const RATE_128: usize = Rate::OF_128.bytes();
const RATE_256: usize = Rate::OF_256.bytes();

/// Blocks for a polynomial of the matrix: at least 298 times three bytes. A block is whole groups
/// of three.
const MAX_UNIFORM_BLOCKS: usize = 12;
const _: () = assert!(MAX_UNIFORM_BLOCKS * RATE_128 >= 298 * 3 && RATE_128.is_multiple_of(3));
/// Blocks for a polynomial of a secret: at least 481 bytes.
const MAX_BOUNDED_BLOCKS: usize = 8;
const _: () = assert!(MAX_BOUNDED_BLOCKS * RATE_256 >= 481);
/// Blocks for a challenge: at least 8 + 121 bytes.
const MAX_BALL_BLOCKS: usize = 4;
const _: () = assert!(MAX_BALL_BLOCKS * RATE_256 >= 8 + 121);

/// ExpandA (algorithm 32): fills `polys` with the rows of A from row `first` on, l polynomials
/// each. Entry (r, s) is RejNTTPoly(rho || s || r).
///
/// Time: depends on `rho`, which is public.
///
/// Errors: [`Error::InvalidParameter`] for a seed of which fewer than one in 2^256 exist.
pub(super) fn matrix(rho: &[u8; 32], l: usize, first: usize, polys: &mut [Poly]) -> Result<()> {
    let mut place = first * l;
    for polys in polys.chunks_mut(LANES) {
        let entry = |lane: usize| (((place + lane) % l) | (((place + lane) / l) << 8)) as u64;
        if polys.len() <= 4 {
            uniform::<4>(rho, entry, polys)?;
        } else {
            uniform::<LANES>(rho, entry, polys)?;
        }
        place += LANES;
    }
    Ok(())
}

/// RejNTTPoly (algorithm 30) of `rho` and two bytes for each polynomial, at most `L` of them.
#[inline(never)] // its frame is large
fn uniform<const L: usize>(rho: &[u8; 32], two_bytes: impl Fn(usize) -> u64, polys: &mut [Poly]) -> Result<()>
where
    ShakeMany<L>: Permute,
{
    let mut outputs = ShakeMany::<L>::new(Rate::OF_128, rho, 2, two_bytes);
    fill(&mut outputs, MAX_UNIFORM_BLOCKS, polys, |block: &[u8; RATE_128], rest| {
        Kernel::choose().sample_uniform(block, rest)
    })
}

/// ExpandS (algorithm 33): fills `polys` with RejBoundedPoly(seed || nonce), the nonces counting up
/// from `first`.
///
/// Time: depends on which half bytes give no number.
///
/// Errors: [`Error::InvalidParameter`] for a seed of which fewer than one in 2^256 exist.
pub(super) fn secrets(eta: i32, seed: &[u8; 64], first: usize, polys: &mut [Poly]) -> Result<()> {
    let mut nonce = first;
    for polys in polys.chunks_mut(LANES) {
        let nonces = |lane: usize| (nonce + lane) as u64;
        if polys.len() <= 4 {
            bounded::<4>(eta, seed, nonces, polys)?;
        } else {
            bounded::<LANES>(eta, seed, nonces, polys)?;
        }
        nonce += LANES;
    }
    Ok(())
}

/// RejBoundedPoly (algorithm 31).
#[inline(never)] // its frame is large
fn bounded<const L: usize>(eta: i32, seed: &[u8; 64], nonces: impl Fn(usize) -> u64, polys: &mut [Poly]) -> Result<()>
where
    ShakeMany<L>: Permute,
{
    let mut outputs = ShakeMany::<L>::new(Rate::OF_256, seed, 2, nonces);
    fill(&mut outputs, MAX_BOUNDED_BLOCKS, polys, |block: &[u8; RATE_256], rest| {
        Kernel::choose().sample_bounded(eta, block, rest)
    })
}

/// Fills polynomials with what `sample` takes of block after block; it says how many there were.
fn fill<const L: usize, const RATE: usize>(
    outputs: &mut ShakeMany<L>,
    max_blocks: usize,
    polys: &mut [Poly],
    sample: impl Fn(&[u8; RATE], &mut [i32]) -> usize,
) -> Result<()>
where
    ShakeMany<L>: Permute,
{
    let mut written = [0; L];
    let mut block = Wiped::new([0; RATE]);
    for _ in 0..max_blocks {
        outputs.next();
        for (lane, (poly, written)) in polys.iter_mut().zip(&mut written).enumerate() {
            outputs.read(lane, &mut *block);
            *written += poly.0.get_mut(*written..).map_or(0, |rest| sample(&block, rest));
        }
        if written.iter().take(polys.len()).all(|written| *written == N) {
            return Ok(());
        }
    }
    Err(Error::InvalidParameter)
}

/// ExpandMask (algorithm 34): fills `polys` with masks of `bits` bits, the nonces counting up from
/// `kappa`.
///
/// Time: constant for the number of polynomials and of bits.
pub(super) fn masks(bits: usize, seed: &[u8; 64], kappa: u16, polys: &mut [Poly]) {
    let mut nonce = u64::from(kappa);
    for polys in polys.chunks_mut(LANES) {
        let nonces = |lane: usize| nonce + lane as u64;
        if polys.len() <= 4 {
            masks_of::<4>(bits, seed, nonces, polys);
        } else {
            masks_of::<LANES>(bits, seed, nonces, polys);
        }
        nonce += LANES as u64;
    }
}

/// Blocks of SHAKE256 for the longest mask.
const MASK_BLOCKS: usize = (32_usize * 20).div_ceil(RATE_256);

#[inline(never)] // its frame is large
fn masks_of<const L: usize>(bits: usize, seed: &[u8; 64], nonces: impl Fn(usize) -> u64, polys: &mut [Poly])
where
    ShakeMany<L>: Permute,
{
    let mut outputs = ShakeMany::<L>::new(Rate::OF_256, seed, 2, nonces);
    let mut bytes = Wiped::new([[[0; RATE_256]; MASK_BLOCKS]; L]);
    for i in 0..(32 * bits).div_ceil(RATE_256) {
        outputs.next();
        bytes.iter_mut().enumerate().for_each(|(lane, blocks)| outputs.read(lane, &mut blocks[i]));
    }
    for (poly, blocks) in polys.iter_mut().zip(bytes.iter()) {
        Kernel::choose().decode(bits, 1 << (bits - 1), &blocks.as_flattened()[..32 * bits], poly);
    }
}

/// SampleInBall (algorithm 29): tau coefficients that are 1 or -1.
///
/// Time: depends on the challenge, which is public.
///
/// Errors: [`Error::InvalidParameter`] for a challenge of which fewer than one in 2^256 exist.
pub(super) fn ball<P: ParameterSet>(challenge: &P::Challenge, c: &mut Poly) -> Result<()> {
    let mut message = Shake::new(Rate::OF_256);
    message.update(challenge.as_ref());
    let mut bytes = [[0; RATE_256]; MAX_BALL_BLOCKS];
    let mut output = message.finalize_bits(0, 0);
    let (first, later) = bytes.split_at_mut(1);
    output.read(first.as_flattened_mut());
    let mut signs = first[0].first_chunk().map_or(0, |signs| u64::from_le_bytes(*signs));
    let mut wanted = N - P::TAU..N;
    *c = Poly::ZERO;
    let mut i = wanted.next();
    let blocks = first[0].get(8..).into_iter().chain(later.iter_mut().map(|block| {
        output.read(block);
        &block[..]
    }));
    for j in blocks.flatten() {
        let Some(place) = i else { return Ok(()) };
        if usize::from(*j) <= place {
            c.0[place] = c.0[usize::from(*j)];
            c.0[usize::from(*j)] = 1 - 2 * (signs & 1) as i32;
            signs >>= 1;
            i = wanted.next();
        }
    }
    if i.is_none() { Ok(()) } else { Err(Error::InvalidParameter) }
}
