//! ECDSA with a given per-message secret, as the tests of FIPS 186-5 and of FIPS 186-4 need it.

use crate::algorithms::ec::key::candidate;
use crate::algorithms::ecdsa::sign_with;
use crate::base::error::{Error, Result};
use crate::module::gate;
use crate::services::ecdsa::{EcdsaCurve, SigningKey};

/// Signs a hash value of any length with the per-message secret `k`, the leftmost bits of its
/// bytes.
///
/// # Errors
/// [`InvalidParameter`](Error::InvalidParameter) for a secret that is none,
/// [`ModuleInErrorState`](Error::ModuleInErrorState).
pub fn sign<C: EcdsaCurve>(sk: &SigningKey<C>, digest: &[u8], k: &[u8]) -> Result<C::Signature> {
    gate::clean_curve(|| {
        let entry = gate::enter(C::self_test())?;
        let next = || candidate::<C>(k).ok_or(Error::InvalidParameter);
        entry.release_value(sign_with(sk.inner(), digest, next)?)
    })
}
