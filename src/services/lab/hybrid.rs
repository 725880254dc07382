//! Hybrids with given randomness, as known answers need it.

use crate::algorithms::hybrid::Half;
use crate::base::error::{Error, Result};
use crate::module::cast::hybrid::of;
use crate::module::gate;
use crate::services::hybrid::{Combination, EncapsulationKey, SharedSecret};

/// Encapsulation with the randomness `m` of ML-KEM, 32 bytes, and the private key `ephemeral` in
/// the group.
///
/// # Errors
/// [`InvalidInputLength`](Error::InvalidInputLength) for another length of `m`;
/// [`InvalidKeyLength`](Error::InvalidKeyLength) and [`InvalidKey`](Error::InvalidKey) for
/// `ephemeral`; otherwise as [`EncapsulationKey::encapsulate`].
pub fn encapsulate<C: Combination>(
    ek: &EncapsulationKey<C>,
    m: &[u8],
    ephemeral: &[u8],
) -> Result<(C::Ciphertext, SharedSecret<C>)> {
    gate::clean_large(|| {
        let entry = gate::enter(of::<C>())?;
        let m = m.try_into().map_err(|_| Error::InvalidInputLength)?;
        entry.release_value(ek.encapsulate_with(m, &Half::new(ephemeral)?)?)
    })
}
