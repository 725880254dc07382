//! Key encapsulation, as a validation programme wants to hear of it.

use crate::kernels::ntt;
use crate::module::cast::ml_kem::ML_KEM;
use crate::module::catalogue::Capability::Texts;
use crate::module::catalogue::{Algorithm, Setting};

/// ML-KEM in a mode and a revision of its tests.
pub(super) const fn ml_kem(
    mode: &'static str,
    revision: &'static str,
    service: &'static str,
    capabilities: &'static [Setting],
) -> Algorithm {
    Algorithm {
        name: "ML-KEM",
        mode,
        revision,
        standard: "FIPS 203",
        prerequisites: &["DRBG", "SHA"],
        capabilities,
        self_test: &ML_KEM,
        kernel: ntt::ml_kem::kernel_name,
        service,
    }
}

const SETS: Setting = ("parameterSets", Texts(&["ML-KEM-512", "ML-KEM-768", "ML-KEM-1024"]));
const FUNCTIONS: Setting =
    ("functions", Texts(&["encapsulation", "decapsulation", "encapsulationKeyCheck", "decapsulationKeyCheck"]));

pub(super) const KEY_GENERATION: &[Setting] = &[SETS];
pub(super) const BOTH_DIRECTIONS_OF_KEM: &[Setting] = &[SETS, FUNCTIONS];
/// Of keys in both forms, alone.
pub(super) const FORMS: &[Setting] = &[SETS, FUNCTIONS, ("keyFormats", Texts(&["seed", "expanded"]))];
