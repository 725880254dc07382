//! PBKDF2 (SP 800-132, RFC 8018 section 5.2) with HMAC.

use crate::algorithms::hash::HashAlgorithm;
use crate::algorithms::hash::dispatch::with_hash;
use crate::algorithms::kdf::pbkdf2;
use crate::base::error::{Error, Result};
use crate::base::secret::opaque;
use crate::module::cast;
use crate::module::cast::pbkdf2::PBKDF2;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::secret::new_secret;

/// A derivation from a password, which it borrows. Approved keys are for the protection of stored
/// data only (SP 800-132 section 3).
///
/// ```
/// use qila::hash::HashAlgorithm;
/// use qila::kdf::Pbkdf2;
///
/// let salt = [7; 16]; // random, and kept beside what the key protects
/// let kdf = Pbkdf2::new(HashAlgorithm::Sha256, b"correct horse battery", &salt, 10_000)?;
/// let mut key = [0; 32];
/// kdf.derive(&mut key)?;
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Pbkdf2<'a> {
    algorithm: HashAlgorithm,
    password: &'a [u8],
    salt: &'a [u8],
    iterations: u32,
}

opaque!(['a] Pbkdf2<'a>);

impl<'a> Pbkdf2<'a> {
    /// Takes a password, a salt and the number of iterations. Approved are passwords of 14 bytes or
    /// more, random salts of 16 or more, 1000 iterations or more, and keys of 14 bytes or more (SP
    /// 800-132 section 5, IG D.N); a stricter profile asks for keys of its strength.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for no iterations, [`Error::ModuleInErrorState`]. What is not
    /// approved is refused when the length of the key is known.
    pub fn new(algorithm: HashAlgorithm, password: &'a [u8], salt: &'a [u8], iterations: u32) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter_all(&[cast::hmac::of(algorithm), &PBKDF2])?;
            if iterations == 0 {
                return Err(Error::InvalidParameter);
            }
            Ok(Self { algorithm, password, salt, iterations })
        })
    }

    /// Fills `out` with the key.
    ///
    /// Time: depends on the lengths and the number of iterations.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`], [`Error::OutputTooLong`] beyond 2^32
    /// - 1 hash values; `out` is unchanged.
    pub fn derive(&self, out: &mut [u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&[cast::hmac::of(self.algorithm), &PBKDF2])?;
            policy::permit_rule(|| self.rule(out.len()))?;
            with_hash!(self.algorithm, H => pbkdf2::derive::<H>(self.password, self.salt, self.iterations, out))?;
            entry.release(out)
        })
    }

    new_secret!("Pbkdf2::derive", derive => derive_new());

    /// Whether a key of so many bytes is approved.
    #[must_use]
    pub fn indicator(&self, key_len: usize) -> Indicator {
        indicator::of(self.rule(key_len))
    }

    fn rule(&self, key_len: usize) -> Indicator {
        policy::pbkdf2(self.algorithm, self.password.len(), self.salt.len(), self.iterations, key_len)
    }
}
