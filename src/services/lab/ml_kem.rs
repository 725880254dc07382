//! ML-KEM with given randomness, as the tests of FIPS 203 need it.

use crate::base::error::{Error, Result};
use crate::module::cast::ml_kem::ML_KEM;
use crate::module::gate;
use crate::services::ml_kem::{EncapsulationKey, ParameterSet, SharedSecret};

/// ML-KEM.Encaps_internal (algorithm 17) of the randomness `m`, 32 bytes.
///
/// # Errors
/// [`InvalidInputLength`](Error::InvalidInputLength) for another length of `m`, otherwise as
/// [`EncapsulationKey::encapsulate`].
pub fn encapsulate<P: ParameterSet>(ek: &EncapsulationKey<P>, m: &[u8]) -> Result<(P::Ciphertext, SharedSecret)> {
    gate::clean_large(|| {
        let entry = gate::enter(&ML_KEM)?;
        let m = m.try_into().map_err(|_| Error::InvalidInputLength)?;
        entry.release_value(ek.encapsulate_internal(m)?)
    })
}
