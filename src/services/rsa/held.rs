//! A private key as the services hold it: with its blinding, behind its pairwise test.

use crate::algorithms::rsa::{Blinding, Components, Factors, Parts, PrivateKey, Random, generate};
use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, rest_of};
use crate::machine::fork::Life;
use crate::machine::process_lock::ProcessLock;
use crate::machine::wipe::Wiped;
use crate::module::cast::rsa::{Fresh, MASKS};
use crate::module::gate::Entry;
use crate::module::pairwise::{self, Untested};
use crate::services::random::Rng;
use zeroize::ZeroizeOnDrop;

/// Lets every part of a key leave, or none.
///
/// # Errors
/// As [`Entry::release`].
pub(super) fn release_parts(entry: &Entry, parts: &mut Parts<'_>) -> Result<()> {
    let mut done = Ok(());
    for part in parts.each() {
        done = done.and(entry.release(part));
    }
    done
}

/// Blinding with the life of the process that it was drawn in: a copy of the process draws its own.
struct Drawn {
    blinding: Blinding,
    life: Life,
    /// What would be padding.
    _rest: Rest<{ rest_of::<u64>(size_of::<Life>()) }>,
}

no_padding!(Drawn { blinding, life, _rest });

impl Drawn {
    fn nothing() -> Self {
        Self { blinding: Blinding::new(), life: Life::now(), _rest: Rest::ZERO }
    }
}

/// A private key whose halves belong together. Its fields wipe themselves.
pub(in crate::services) struct Held {
    key: PrivateKey,
    drawn: ProcessLock<Drawn>,
}

impl ZeroizeOnDrop for Held {}
no_padding!(Held { key, drawn });

impl Held {
    /// Makes a key with e = 65537, which has passed its pairwise consistency test.
    ///
    /// # Errors
    /// As [`generate`].
    #[inline(never)] // its frame is large
    pub(super) fn generate(bits: usize, rng: &mut Rng) -> Result<Self> {
        Self::tested(generate(bits, &[65_537, 0, 0, 0], &mut |bytes| rng.fill(bytes))?, rng)
    }

    /// Takes a key from outside, which has passed all checks and its pairwise consistency test.
    ///
    /// # Errors
    /// As [`PrivateKey::new`].
    #[inline(never)] // its frame is large
    pub(super) fn import(components: &Components<'_>, rng: &mut Rng) -> Result<Self> {
        Self::tested(PrivateKey::new(components, &mut |bytes| rng.fill(bytes))?, rng)
    }

    fn tested(key: PrivateKey, rng: &mut Rng) -> Result<Self> {
        let factors = key.factors(&mut Blinding::new(), &mut |bytes| rng.fill(bytes))?;
        let mut masks = Wiped::new([0; MASKS]);
        rng.fill(&mut *masks)?;
        let fresh = Untested::new(Fresh { key, factors, masks }).consistent()?;
        Ok(Self { key: fresh.key, drawn: ProcessLock::new(Drawn::nothing(), Drawn::nothing) })
    }

    /// The key.
    pub(super) const fn key(&self) -> &PrivateKey {
        &self.key
    }

    /// Does something with the key, factors for one use, and randomness. What tells of a fault is
    /// the error state.
    ///
    /// # Errors
    /// As `work` and the generator; [`Error::ModuleInErrorState`] after a fault.
    pub(in crate::services) fn work<R>(
        &self,
        rng: &mut Rng,
        work: impl FnOnce(&PrivateKey, &Factors, Random<'_>) -> Result<R>,
    ) -> Result<R> {
        let mut random = |bytes: &mut [u8]| rng.fill(bytes);
        let factors = {
            let mut drawn = self.drawn.lock();
            if drawn.life != Life::now() {
                *drawn = Drawn::nothing();
            }
            self.key.factors(&mut drawn.blinding, &mut random)?
        };
        work(&self.key, &factors, &mut random).map_err(|error| match error {
            Error::SignatureMismatch => {
                *self.drawn.lock() = Drawn::nothing();
                pairwise::found_fault()
            }
            other => other,
        })
    }
}
