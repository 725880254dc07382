//! Key agreement, as a validation programme wants to hear of it.

use crate::kernels::{limbs, sha2_256};
use crate::module::cast::ecdh::ECDH_P256;
use crate::module::cast::key_confirmation::KEY_CONFIRMATION;
use crate::module::catalogue::Capability::{Number, Object, Texts};
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

/// Key confirmation: every MAC, with a key and a tag of usual lengths.
pub(super) const fn key_confirmation() -> Algorithm {
    Algorithm {
        name: "KAS-KC",
        mode: "",
        revision: "Sp800-56",
        standard: "SP 800-56A r3",
        prerequisites: &["CMAC", "HMAC", "KMAC"],
        capabilities: CONFIRMATION,
        self_test: &KEY_CONFIRMATION,
        kernel: sha2_256::kernel_name,
        service: "key_confirmation::ConfirmationKey",
    }
}

/// A MAC with a key and a tag of so many bits.
macro_rules! mac {
    ($name:literal, $tag:literal) => {
        ($name, Object(&[("keyLen", Number(256)), ("macLen", Number($tag))]))
    };
}

pub(super) const MAC_METHODS: &[Setting] = &[
    mac!("CMAC", 128),
    mac!("HMAC-SHA-1", 160),
    mac!("HMAC-SHA2-224", 224),
    mac!("HMAC-SHA2-256", 256),
    mac!("HMAC-SHA2-384", 384),
    mac!("HMAC-SHA2-512", 512),
    mac!("HMAC-SHA2-512/224", 224),
    mac!("HMAC-SHA2-512/256", 256),
    mac!("HMAC-SHA3-224", 224),
    mac!("HMAC-SHA3-256", 256),
    mac!("HMAC-SHA3-384", 384),
    mac!("HMAC-SHA3-512", 512),
    mac!("KMAC-128", 256),
    mac!("KMAC-256", 512),
];

const CONFIRMATION: &[Setting] = &[
    ("kasRole", Texts(&["initiator", "responder"])),
    (
        "keyConfirmationMethod",
        Object(&[
            ("macMethods", Object(MAC_METHODS)),
            ("keyConfirmationDirections", Texts(&["unilateral", "bilateral"])),
            ("keyConfirmationRoles", Texts(&["provider", "recipient"])),
        ]),
    ),
];
