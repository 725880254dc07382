//! Key agreement, as a validation programme wants to hear of it.

use super::derivation::ONE_STEP_FUNCTIONS;
use crate::kernels::{limbs, sha2_256};
use crate::module::cast::ecdh::ECDH_P256;
use crate::module::cast::key_confirmation::KEY_CONFIRMATION;
use crate::module::catalogue::Capability::{self, Number, Object, Objects, Text, Texts};
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

/// A MAC with a key and a tag of so many bits.
macro_rules! mac {
    ($name:literal, $tag:literal) => {
        ($name, Object(&[("keyLen", Number(256)), ("macLen", Number($tag))]))
    };
}

/// A scheme as a whole: both roles, one-step derivations, and how keys are confirmed.
macro_rules! scheme {
    ($(, $confirmation:expr)?) => {
        Object(&[
            ("kasRole", Texts(&["initiator", "responder"])),
            ("kdfMethods", DERIVATIONS),
            $(("keyConfirmationMethod", $confirmation),)?
            ("l", Number(512)),
        ])
    };
}

/// The one-step derivations.
pub(super) const DERIVATIONS: Capability = Object(&[(
    "oneStepKdf",
    Object(&[
        ("auxFunctions", Objects(ONE_STEP_FUNCTIONS)),
        ("fixedInfoPattern", Text("uPartyInfo||vPartyInfo||l")),
        ("encoding", Texts(&["concatenation"])),
    ]),
)]);

/// MACs of a scheme with confirmation.
pub(super) const CONFIRMING_MACS: Capability =
    Object(&[mac!("CMAC", 128), mac!("HMAC-SHA2-256", 256), mac!("HMAC-SHA2-512", 512), mac!("KMAC-128", 256)]);

const CONFIRMATIONS: Capability = Object(&[
    ("macMethods", CONFIRMING_MACS),
    ("keyConfirmationDirections", Texts(&["unilateral", "bilateral"])),
    ("keyConfirmationRoles", Texts(&["provider", "recipient"])),
]);

/// The identifier of the module in the tests of schemes.
pub(super) const OWN_ID: Setting = ("iutId", Text("51696C61"));

/// A scheme with a static key.
pub(super) const CONFIRMED: Capability = scheme!(, CONFIRMATIONS);
/// A scheme without one, whose keys cannot be confirmed (SP 800-56A r3 section 5.9).
pub(super) const UNCONFIRMED: Capability = scheme!();

/// Whole schemes on curves.
pub(super) const SCHEMES: &[Setting] = &[
    OWN_ID,
    (
        "scheme",
        Object(&[
            ("ephemeralUnified", UNCONFIRMED),
            ("fullUnified", CONFIRMED),
            ("onePassDh", CONFIRMED),
            ("onePassUnified", CONFIRMED),
            ("staticUnified", CONFIRMED),
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
