//! Ephemeral keys from a given scalar, as validation programmes give them.

use crate::base::error::Result;
use crate::module::cast::ecdh::EcdhCurve;
use crate::module::gate;
use crate::services::ecdh::EphemeralKey;

/// The ephemeral key of a scalar, which a product build only generates.
///
/// # Errors
/// As [`PrivateKey::from_scalar`](crate::ecdh::PrivateKey::from_scalar).
pub fn ephemeral_key<C: EcdhCurve>(scalar: &[u8]) -> Result<EphemeralKey<C>> {
    gate::clean_curve(|| {
        let entry = gate::enter(C::self_test())?;
        entry.release_value(EphemeralKey::given(scalar)?)
    })
}
