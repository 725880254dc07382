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

/// A one-step derivation from a shared secret, which it borrows; or from two of a hybrid scheme,
/// see [`OneStep::beside`].
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
    /// T, the secret beside it.
    auxiliary: &'a [u8],
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
            Self { function: Function::Hash(algorithm), secret, auxiliary: &[] }.permitted()
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
            Self { function: Function::Hmac(algorithm, salt), secret, auxiliary: &[] }.permitted()
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
            Self { function: Function::Kmac(algorithm, salt), secret, auxiliary: &[] }.permitted()
        })
    }

    /// The same with a second secret, T, behind the first one, Z: what a hybrid scheme derives keys
    /// from stands while one of the two does (SP 800-56C r2 section 2, SP 800-227 section 4.6). Z
    /// comes from an approved method of key establishment, T from any other, and is credited with
    /// nothing: the indicator says what it says of Z alone.
    ///
    /// A party that can choose one of the secrets must not be able to choose what is derived: put
    /// the public keys and ciphertexts of both into the fixed information.
    ///
    /// ```
    /// use qila::hash::HashAlgorithm::Sha256;
    /// use qila::kdf::OneStep;
    /// use qila::ml_kem::{DecapsulationKey, MlKem768};
    /// use qila::{Secret, xdh};
    ///
    /// let mut rng = qila::random::Rng::new()?;
    /// let ours = xdh::PrivateKey::<xdh::X25519>::generate(&mut rng)?;
    /// let theirs = xdh::PrivateKey::<xdh::X25519>::generate(&mut rng)?.public_key()?;
    /// let t = ours.agree(&theirs)?;
    /// let dk = DecapsulationKey::<MlKem768>::generate(&mut rng)?;
    /// let (ciphertext, z) = dk.encapsulation_key()?.encapsulate(&mut rng)?;
    /// let (ek, public) = (dk.encapsulation_key()?, ours.public_key()?);
    /// let info = [ek.as_bytes(), &ciphertext[..], public.as_bytes(), theirs.as_bytes()].concat();
    /// let both = OneStep::hash(Sha256, z.as_bytes())?.beside(t.as_bytes());
    /// let key: Secret<32> = both.derive_new(&info)?;
    /// # Ok::<(), qila::Error>(())
    /// ```
    #[must_use]
    pub const fn beside(self, auxiliary: &'a [u8]) -> Self {
        Self { auxiliary, ..self }
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
        let secrets = [self.secret, self.auxiliary];
        match self.function {
            Function::Hash(algorithm) => {
                with_hash!(algorithm, H => one_step::hash::<H>(secrets, fixed_info, counted, out))
            }
            Function::Hmac(algorithm, salt) => {
                with_hash!(algorithm, H => one_step::hmac::<H>(salt, secrets, fixed_info, counted, out))
            }
            Function::Kmac(algorithm, salt) => {
                one_step::kmac(algorithm.rate(), salt, secrets, fixed_info, counted, out);
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
