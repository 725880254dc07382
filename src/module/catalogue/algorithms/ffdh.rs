//! Finite-field Diffie-Hellman, as a validation programme wants to hear of it.

use super::agreement::{CONFIRMED, OWN_ID, UNCONFIRMED};
use crate::kernels::limbs;
use crate::module::cast::ffdh::FFDH;
use crate::module::catalogue::Capability::{Object, Texts};
use crate::module::catalogue::{Algorithm, Setting};

/// Safe primes, and agreement in their groups.
pub(super) const fn ffdh(
    name: &'static str,
    mode: &'static str,
    revision: &'static str,
    service: &'static str,
    capabilities: &'static [Setting],
) -> Algorithm {
    Algorithm {
        name,
        mode,
        revision,
        standard: "SP 800-56A r3",
        prerequisites: &["DRBG"],
        capabilities,
        self_test: &FFDH,
        kernel: limbs::slices::kernel_name,
        service,
    }
}

const GROUPS: &[&str] = &[
    "ffdhe2048",
    "ffdhe3072",
    "ffdhe4096",
    "ffdhe6144",
    "ffdhe8192",
    "MODP-2048",
    "MODP-3072",
    "MODP-4096",
    "MODP-6144",
    "MODP-8192",
];

pub(super) const KEYS: &[Setting] = &[("safePrimeGroups", Texts(GROUPS))];

/// Both sides of a scheme.
const BOTH: super::super::Capability = Object(&[("kasRole", Texts(&["initiator", "responder"]))]);

pub(super) const AGREEMENT: &[Setting] = &[
    (
        "scheme",
        Object(&[
            ("dhEphem", BOTH),
            ("dhHybrid1", BOTH),
            ("dhHybridOneFlow", BOTH),
            ("dhOneFlow", BOTH),
            ("dhStatic", BOTH),
        ]),
    ),
    ("domainParameterGenerationMethods", Texts(GROUPS)),
];

/// Whole schemes.
pub(super) const SCHEMES: &[Setting] = &[
    OWN_ID,
    (
        "scheme",
        Object(&[
            ("dhEphem", UNCONFIRMED),
            ("dhHybrid1", CONFIRMED),
            ("dhHybridOneFlow", CONFIRMED),
            ("dhOneFlow", CONFIRMED),
            ("dhStatic", CONFIRMED),
        ]),
    ),
    ("domainParameterGenerationMethods", Texts(GROUPS)),
];
