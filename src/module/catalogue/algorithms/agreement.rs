//! Key agreement, as a validation programme wants to hear of it.

use crate::kernels::limbs;
use crate::module::cast::ecdh::ECDH_P256;
use crate::module::catalogue::Capability::{Object, Texts};
use crate::module::catalogue::{Algorithm, Setting};

/// Agreement on curves in a mode of its tests.
pub(super) const fn ecdh(
    name: &'static str,
    mode: &'static str,
    service: &'static str,
    capabilities: &'static [Setting],
) -> Algorithm {
    Algorithm {
        name,
        mode,
        revision: "Sp800-56Ar3",
        standard: "SP 800-56A r3",
        prerequisites: &["DRBG"],
        capabilities,
        self_test: &ECDH_P256,
        kernel: limbs::nist::kernel_name,
        service,
    }
}

const CURVES: &[&str] = &["P-224", "P-256", "P-384", "P-521"];

/// The primitive by itself.
pub(super) const CURVES_OF_ECDH: &[Setting] =
    &[("function", Texts(&["keyPairGen", "fullVal", "partialVal"])), ("curve", Texts(CURVES))];

const BOTH_ROLES: &[Setting] = &[("kasRole", Texts(&["initiator", "responder"]))];

/// The shared secrets of every scheme without MQV.
pub(super) const SECRET_COMPUTATION: &[Setting] = &[
    (
        "scheme",
        Object(&[
            ("ephemeralUnified", Object(BOTH_ROLES)),
            ("fullUnified", Object(BOTH_ROLES)),
            ("onePassDh", Object(BOTH_ROLES)),
            ("onePassUnified", Object(BOTH_ROLES)),
            ("staticUnified", Object(BOTH_ROLES)),
        ]),
    ),
    ("domainParameterGenerationMethods", Texts(CURVES)),
];
