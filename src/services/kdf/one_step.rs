//! One-step key derivation (SP 800-56C r2 section 4).

use crate::algorithms::hash::HashAlgorithm;
use crate::algorithms::hash::dispatch::with_hash;
use crate::algorithms::kdf::one_step;
use crate::base::bytes::bits_of;
use crate::base::error::Result;
use crate::base::secret::opaque;
use crate::module::cast::kmac::KMAC;
use crate::module::cast::one_step::ONE_STEP;
use crate::module::cast::{self, SelfTest};
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::secret::new_secret;
use crate::services::xof::XofAlgorithm;

/// A one-step derivation from a shared secret, which it borrows.
///
/// ```
/// use qila::hash::HashAlgorithm;
/// use qila::kdf::OneStep;
///
/// let mut key = [0; 32];
/// OneStep::hash(HashAlgorithm::Sha256, &[7; 32])?.derive(b"algorithm, parties", &mut key)?;
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct OneStep<'a> {
    function: Function<'a>,
    secret: &'a [u8],
}

opaque!(['a] OneStep<'a>);

#[derive(Clone, Copy)]
enum Function<'a> {
    Hash(HashAlgorithm),
    Hmac(HashAlgorithm, &'a [u8]),
    Kmac(XofAlgorithm, &'a [u8]),
}

impl<'a> OneStep<'a> {
    /// With a hash function (option 1). SHA-1 is not approved here, nor is HMAC with it (IG C.B).
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState),
    /// [`NotApproved`](crate::Error::NotApproved).
    pub fn hash(algorithm: HashAlgorithm, secret: &'a [u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter_all(&[cast::hmac::of(algorithm), &ONE_STEP])?;
            Self { function: Function::Hash(algorithm), secret }.permitted()
        })
    }

    /// With HMAC under a salt (option 2). An empty salt stands for the default, zeros in the length
    /// of a block.
    ///
    /// # Errors
    /// As [`OneStep::hash`].
    pub fn hmac(algorithm: HashAlgorithm, salt: &'a [u8], secret: &'a [u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter_all(&[cast::hmac::of(algorithm), &ONE_STEP])?;
            Self { function: Function::Hmac(algorithm, salt), secret }.permitted()
        })
    }

    /// With KMAC128 or KMAC256 under a salt (option 3). An empty salt stands for the default, 164
    /// or 132 zeros.
    ///
    /// # Errors
    /// As [`OneStep::hash`].
    pub fn kmac(algorithm: XofAlgorithm, salt: &'a [u8], secret: &'a [u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&ONE_STEP)?;
            Self { function: Function::Kmac(algorithm, salt), secret }.permitted()
        })
    }

    fn permitted(self) -> Result<Self> {
        policy::permit_rule(|| self.rule())?;
        Ok(self)
    }

    /// Fills `out`.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`OneStep::hash`], and [`OutputTooLong`](crate::Error::OutputTooLong) beyond 2^32 - 1
    /// outputs of the function; `out` is unchanged.
    pub fn derive(&self, fixed_info: &[u8], out: &mut [u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&self.self_tests())?;
            self.run(fixed_info, true, out)?;
            entry.release(out)
        })
    }

    new_secret!("OneStep::derive", derive => derive_new(fixed_info: &[u8]));

    /// Fills `out` without a counter, which IG D.P allows where one output of the function is
    /// enough: `out` is no longer.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`OneStep::hash`], and [`OutputTooLong`](crate::Error::OutputTooLong); `out` is
    /// unchanged.
    pub fn derive_without_counter(&self, fixed_info: &[u8], out: &mut [u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&self.self_tests())?;
            self.run(fixed_info, false, out)?;
            entry.release(out)
        })
    }

    new_secret!(
        "OneStep::derive_without_counter",
        derive_without_counter => derive_without_counter_new(fixed_info: &[u8])
    );

    fn run(&self, fixed_info: &[u8], counted: bool, out: &mut [u8]) -> Result<()> {
        policy::permit_rule(|| self.rule())?;
        match self.function {
            Function::Hash(algorithm) => {
                with_hash!(algorithm, H => one_step::hash::<H>(self.secret, fixed_info, counted, out))
            }
            Function::Hmac(algorithm, salt) => {
                with_hash!(algorithm, H => one_step::hmac::<H>(salt, self.secret, fixed_info, counted, out))
            }
            Function::Kmac(algorithm, salt) => {
                one_step::kmac(algorithm.rate(), salt, self.secret, fixed_info, counted, out);
                Ok(())
            }
        }
    }

    /// Whether the service with this secret is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rule())
    }

    fn rule(&self) -> Indicator {
        let bits = bits_of(self.secret.len());
        match self.function {
            Function::Hash(algorithm) | Function::Hmac(algorithm, _) => policy::one_step(algorithm, bits),
            Function::Kmac(algorithm, _) => policy::keyed_xof(algorithm.strength(), bits),
        }
    }

    fn self_tests(&self) -> [&'static SelfTest; 2] {
        match self.function {
            Function::Hash(algorithm) | Function::Hmac(algorithm, _) => [cast::hmac::of(algorithm), &ONE_STEP],
            Function::Kmac(..) => [&KMAC, &ONE_STEP],
        }
    }
}
