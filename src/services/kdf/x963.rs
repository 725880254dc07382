//! The key derivation of ANS X9.63 (SEC 1 section 3.6.1, SP 800-135 r1 section 5.1).

use crate::algorithms::hash::HashAlgorithm;
use crate::algorithms::hash::dispatch::with_hash;
use crate::algorithms::kdf::x963;
use crate::base::bytes::bits_of;
use crate::base::error::Result;
use crate::base::secret::opaque;
use crate::module::cast;
use crate::module::cast::x963::X963;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::secret::new_secret;

/// A derivation from a shared secret, which it borrows.
///
/// ```
/// use qila::hash::HashAlgorithm;
/// use qila::kdf::X963;
///
/// let mut key = [0; 32];
/// X963::new(HashAlgorithm::Sha256, &[7; 32])?.derive(b"shared info", &mut key)?;
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct X963<'a> {
    algorithm: HashAlgorithm,
    secret: &'a [u8],
}

opaque!(['a] X963<'a>);

impl<'a> X963<'a> {
    /// Takes the shared secret Z.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState),
    /// [`NotApproved`](crate::Error::NotApproved).
    pub fn new(algorithm: HashAlgorithm, secret: &'a [u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter_all(&[cast::hash::of(algorithm), &X963])?;
            let this = Self { algorithm, secret };
            policy::permit_rule(|| this.rule())?;
            Ok(this)
        })
    }

    /// Fills `out`.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// As [`X963::new`], and [`OutputTooLong`](crate::Error::OutputTooLong) beyond 2^32 - 1 hash
    /// values; `out` is unchanged.
    pub fn derive(&self, shared_info: &[u8], out: &mut [u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&[cast::hash::of(self.algorithm), &X963])?;
            policy::permit_rule(|| self.rule())?;
            with_hash!(self.algorithm, H => x963::derive::<H>(self.secret, shared_info, out))?;
            entry.release(out)
        })
    }

    new_secret!("X963::derive", derive => derive_new(shared_info: &[u8]));

    /// Whether the service with this secret is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rule())
    }

    /// SP 800-135 r1 section 5.1 wants SHA-224 or stronger.
    fn rule(&self) -> Indicator {
        let allowed = self.algorithm != HashAlgorithm::Sha1;
        policy::protocol_kdf(allowed, self.algorithm, bits_of(self.secret.len()))
    }
}
