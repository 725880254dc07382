//! The generator that products use.

use super::root::{self, PARAMETERS, SEED_SIZE, Stamp};
use super::{CONDITIONER, MAX_REQUEST, SELF_TESTS, permit, source_rule};
use crate::algorithms::drbg::Drbg as _;
use crate::algorithms::drbg::ctr::Ctr;
use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha2::Sha256;
use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, rest_of, secret};
use crate::machine::wipe::Wiped;
use crate::machine::{hardware_random, timestamp};
use crate::module::cast::drbg::CTR_DRBG;
use crate::module::cast::hash::SHA2_256;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use rand_core::{TryCryptoRng, TryRng};
use zeroize::Zeroize;

/// How many requests a generator answers before the root seeds it again.
const RESEED_AFTER: u32 = 1 << 16;
/// Longer additional input of the caller is hashed. CTR_DRBG without derivation function takes no
/// more than its seed length, and the module's own share needs the rest.
const MAX_ADDITIONAL: usize = Sha256::OUTPUT_SIZE;

/// A generator of random bits: CTR_DRBG with AES-256 under the root generator of the process (RBGC
/// of SP 800-90C).
///
/// Before every output it looks whether the process was forked or the module restarted, and is
/// seeded anew if so. A copied memory image, a cloned virtual machine for example, repeats its
/// state. So every request adds the time and, where the processor has it, a word of RDRAND. Wiped
/// on drop.
///
/// ```
/// use qila::random::Rng;
/// use rand_core::TryRng;
///
/// let mut rng = Rng::new()?;
/// let mut key = [0; 32];
/// rng.fill(&mut key)?;
/// let number = rng.try_next_u64()?; // as the traits of `rand_core` have it
/// # Ok::<(), qila::Error>(())
/// ```
pub struct Rng {
    generator: Ctr,
    stamp: Stamp,
    served: u32,
    /// What would be padding, and as such could keep what was on the stack before.
    _rest: Rest<{ rest_of::<Ctr>(FIELDS) }>,
    _traces: gate::Traces,
}

secret!(Rng);

no_padding!(Rng { generator, stamp, served, _rest, _traces });

/// The bytes of the fields beside the generator.
const FIELDS: usize = size_of::<Stamp>() + size_of::<u32>();

// No byte of it is padding.
const _: () = assert!(size_of::<Rng>() == size_of::<Ctr>() + FIELDS.next_multiple_of(align_of::<Ctr>()));

impl Rng {
    /// Makes a generator, seeded from the root.
    ///
    /// # Errors
    /// [`Error::EntropyUnavailable`], [`Error::NotApproved`], [`Error::ModuleInErrorState`].
    pub fn new() -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter_all(&SELF_TESTS)?;
            permit(rule)?;
            let stamp = Stamp::now();
            let mut seed = Wiped::new([0; SEED_SIZE]);
            root::seed(&mut *seed, false)?;
            Ok(Self { generator: instantiate(&seed)?, stamp, served: 0, _rest: Rest::ZERO, _traces: gate::Traces })
        })
    }

    /// Fills `out` with random bytes.
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// [`Error::EntropyUnavailable`], [`Error::NotApproved`], [`Error::ModuleInErrorState`]; `out`
    /// is then zero or unchanged.
    pub fn fill(&mut self, out: &mut [u8]) -> Result<()> {
        gate::clean_briefly::<768, _>(|| {
            let entry = gate::enter_all(&SELF_TESTS)?;
            permit(rule)?;
            self.generate(&[], out)?;
            entry.release(out)
        })
    }

    /// As [`Rng::fill`], with additional input of any length that goes into the state first.
    ///
    /// Time: as [`Rng::fill`].
    ///
    /// # Errors
    /// As [`Rng::fill`].
    pub fn fill_with(&mut self, additional: &[u8], out: &mut [u8]) -> Result<()> {
        gate::clean_briefly::<2560, _>(|| {
            let entry = gate::enter_all(&[CONDITIONER, &CTR_DRBG, &SHA2_256])?;
            permit(rule)?;
            if additional.len() <= MAX_ADDITIONAL {
                self.generate(additional, out)?;
                return entry.release(out);
            }
            let digest = Wiped::new(Sha256::digest(&[additional]));
            self.generate(&*digest, out)?;
            entry.release(out)
        })
    }

    /// Takes a fresh seed now: from the root, after the root has taken fresh entropy from the
    /// source.
    ///
    /// # Errors
    /// As [`Rng::fill`]; the generator then stays as it was.
    pub fn reseed(&mut self) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&SELF_TESTS)?;
            permit(rule)?;
            self.seed_again(true)?;
            entry.release_value(())
        })
    }

    /// The security strength in bits.
    #[must_use]
    pub const fn strength(&self) -> usize {
        256
    }

    /// How far it stands from the source: the root has stratum 0, this one has 1.
    #[must_use]
    pub const fn stratum(&self) -> u32 {
        1
    }

    /// Whether its output is from an approved generator.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule())
    }

    /// Reseeds, or instantiates anew if the state belongs to another process or to a time before a
    /// restart.
    #[cold]
    fn seed_again(&mut self, fresh: bool) -> Result<()> {
        gate::clean(|| {
            let stamp = Stamp::now();
            let mut seed = Wiped::new([0; SEED_SIZE]);
            root::seed(&mut *seed, fresh)?;
            if self.stamp == stamp {
                self.generator.reseed(&*seed, &[])?;
            } else {
                self.generator = instantiate(&seed)?;
            }
            (self.stamp, self.served) = (stamp, 0);
            Ok(())
        })
    }

    /// As many requests as `out` needs, each with the module's own additional input beside that of
    /// the caller.
    fn generate(&mut self, additional: &[u8], out: &mut [u8]) -> Result<()> {
        let done = self.requests(additional, out);
        if done.is_err() {
            out.zeroize();
        }
        done
    }

    #[inline]
    fn requests(&mut self, additional: &[u8], out: &mut [u8]) -> Result<()> {
        for request in out.chunks_mut(MAX_REQUEST) {
            if self.stamp != Stamp::now() || self.served >= RESEED_AFTER {
                self.seed_again(false)?;
            }
            self.served += 1;
            let mut input = Wiped::new([0; SEED_SIZE]);
            let (own, given) = input.split_at_mut(SEED_SIZE - MAX_ADDITIONAL);
            let (time, word) = own.split_at_mut(8);
            time.copy_from_slice(&timestamp::now().to_ne_bytes());
            word.copy_from_slice(&hardware_random::uncredited().unwrap_or(0).to_ne_bytes());
            given.get_mut(..additional.len()).ok_or(Error::InputTooLong)?.copy_from_slice(additional);
            self.generator.generate(&*input, request)?;
        }
        Ok(())
    }
}

impl TryRng for Rng {
    type Error = Error;

    fn try_next_u32(&mut self) -> Result<u32> {
        let mut word = Wiped::new([0; 4]);
        self.fill(&mut *word)?;
        Ok(u32::from_ne_bytes(*word))
    }

    fn try_next_u64(&mut self) -> Result<u64> {
        let mut word = Wiped::new([0; 8]);
        self.fill(&mut *word)?;
        Ok(u64::from_ne_bytes(*word))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<()> {
        self.fill(out)
    }
}

impl TryCryptoRng for Rng {}

/// A child of the root from 384 bits of it: the strength and 128 bits more (SP 800-90C,
/// construction of RBGC).
fn instantiate(seed: &[u8; SEED_SIZE]) -> Result<Ctr> {
    Ctr::instantiate(PARAMETERS, seed, &[], b"Qila child")
}

/// Whether [`fill`] and every [`Rng`] give the output of an approved generator.
#[must_use]
pub fn indicator() -> Indicator {
    indicator::of(rule())
}

/// The generator has 256 bits of strength, which every profile allows; its source may be asked for
/// a certificate.
fn rule() -> Indicator {
    policy::secret_key(256).weaker(source_rule())
}

#[cfg(feature = "std")]
std::thread_local! {
    static OF_THREAD: core::cell::RefCell<Option<Rng>> = const { core::cell::RefCell::new(None) };
}

/// Fills `out` with random bytes from a generator of the calling thread, made at its first call.
/// Where that one cannot be reached, because the thread is ending, a generator is made for this
/// call alone.
///
/// Not for signal handlers: one that interrupts the module in the same thread would wait for
/// itself.
///
/// Time: depends on the length.
///
/// # Errors
/// As [`Rng::fill`].
#[cfg(feature = "std")]
pub fn fill(out: &mut [u8]) -> Result<()> {
    gate::clean_briefly::<768, _>(|| {
        let entry = gate::enter_all(&SELF_TESTS)?;
        permit(rule)?;
        let filled = OF_THREAD.try_with(|of_thread| {
            let mut of_thread = of_thread.try_borrow_mut().ok()?;
            if of_thread.is_none()
                && let Err(error) = begin(&mut of_thread)
            {
                return Some(Err(error));
            }
            of_thread.as_mut().map(|rng| rng.generate(&[], out))
        });
        match filled {
            Ok(Some(done)) => done?,
            _ => once(out)?,
        }
        entry.release(out)
    })
}

/// Makes the generator of the thread. By itself, so that no other call needs stack for one.
#[cfg(feature = "std")]
#[cold]
#[inline(never)]
fn begin(of_thread: &mut Option<Rng>) -> Result<()> {
    *of_thread = Some(Rng::new()?);
    Ok(())
}

/// Makes a generator for one call; by itself as [`begin`].
#[cfg(feature = "std")]
#[cold]
#[inline(never)]
fn once(out: &mut [u8]) -> Result<()> {
    Rng::new()?.generate(&[], out)
}

/// Wipes the generator of the calling thread. Where a destructor of the ending thread asks, it is
/// wiped already.
#[cfg(feature = "std")]
pub(super) fn zeroize() {
    let _ = OF_THREAD.try_with(|of_thread| of_thread.try_borrow_mut().map(|mut rng| *rng = None));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The generator of the thread is gone, and the next random byte makes another one.
    #[test]
    fn the_generator_of_the_thread_is_zeroized() {
        let is_there = || OF_THREAD.with_borrow(Option::is_some);
        fill(&mut [0; 16]).unwrap();
        assert!(is_there());
        crate::services::random::zeroize();
        assert!(!is_there());
        fill(&mut [0; 16]).unwrap();
        assert!(is_there());
    }

    /// After its interval a generator reseeds, and goes on.
    #[test]
    fn the_reseed_interval_is_kept() {
        let mut rng = Rng::new().unwrap();
        assert_eq!(rng.served, 0);
        rng.served = RESEED_AFTER - 1;
        rng.fill(&mut [0; 16]).unwrap();
        assert_eq!(rng.served, RESEED_AFTER);
        rng.fill(&mut [0; 16]).unwrap();
        assert_eq!(rng.served, 1);
        // Each part of a long output is a request.
        rng.served = RESEED_AFTER - 1;
        rng.fill(&mut std::vec![0; 2 * MAX_REQUEST]).unwrap();
        assert_eq!(rng.served, 1);
    }

    /// A copy of a generator, as in a cloned virtual machine, gives other output: every request
    /// adds the time and a word of RDRAND.
    #[test]
    fn a_copied_generator_goes_its_own_way() {
        let seed = [7; SEED_SIZE];
        let stamp = Stamp::now();
        let [mut first, mut second] = [(); 2].map(|()| Rng {
            generator: instantiate(&seed).unwrap(),
            stamp,
            served: 0,
            _rest: Rest::ZERO,
            _traces: gate::Traces,
        });
        let mut outputs = [[0; 16]; 2];
        first.fill(&mut outputs[0]).unwrap();
        second.fill(&mut outputs[1]).unwrap();
        assert_ne!(outputs[0], outputs[1]);
    }
}
