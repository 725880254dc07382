//! cSHAKE with a function name, as ACVP asks for it.

use crate::base::error::Result;
use crate::module::cast::hash::SHA3;
use crate::module::gate;
use crate::services::xof::{Xof, XofAlgorithm};

/// As [`Xof::customized`] with a function name N, which SP 800-185 section 3.4 reserves for NIST.
/// For functions that NIST has defined and for tests.
///
/// # Errors
/// As there.
pub fn named(algorithm: XofAlgorithm, name: &[u8], customization: &[u8]) -> Result<Xof> {
    let _entry = gate::enter(&SHA3)?;
    Xof::named(algorithm, name, customization)
}
