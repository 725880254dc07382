//! Signatures, as a validation programme wants to hear of them.

use super::bytes;
use crate::kernels::{f25519, limbs, ntt, sha2_256};
use crate::module::cast::dsa::DSA;
use crate::module::cast::ecdsa::ECDSA_P256;
use crate::module::cast::eddsa::ED25519;
use crate::module::cast::lms::LMS_SHA2;
use crate::module::cast::ml_dsa::ML_DSA;
use crate::module::cast::slh_dsa::SLH_DSA_SHA2;
use crate::module::catalogue::Capability::{Flag, Flags, Number, Object, Objects, Range, Texts};
use crate::module::catalogue::{Algorithm, Domain, Setting};

/// ML-DSA in a mode and a revision of its tests.
pub(super) const fn ml_dsa(
    mode: &'static str,
    revision: &'static str,
    service: &'static str,
    capabilities: &'static [Setting],
) -> Algorithm {
    Algorithm {
        name: "ML-DSA",
        mode,
        revision,
        standard: "FIPS 204",
        prerequisites: &["DRBG", "SHA"],
        capabilities,
        self_test: &ML_DSA,
        kernel: ntt::ml_dsa::kernel_name,
        service,
    }
}

/// SLH-DSA in a mode of its tests.
pub(super) const fn slh_dsa(
    mode: &'static str,
    service: &'static str,
    capabilities: &'static [Setting],
) -> Algorithm {
    Algorithm {
        name: "SLH-DSA",
        mode,
        revision: "FIPS205",
        standard: "FIPS 205",
        prerequisites: &["DRBG", "SHA", "HMAC"],
        capabilities,
        self_test: &SLH_DSA_SHA2,
        kernel: sha2_256::kernel_name,
        service,
    }
}

/// ECDSA in a mode of its tests.
pub(super) const fn ecdsa(
    name: &'static str,
    mode: &'static str,
    service: &'static str,
    capabilities: &'static [Setting],
) -> Algorithm {
    Algorithm {
        name,
        mode,
        revision: "FIPS186-5",
        standard: "FIPS 186-5",
        prerequisites: &["DRBG", "SHA"],
        capabilities,
        self_test: &ECDSA_P256,
        kernel: limbs::nist::kernel_name,
        service,
    }
}

const NIST_CURVES: Setting = ("curve", Texts(&["P-224", "P-256", "P-384", "P-521"]));
const GENERATION: Setting = ("secretGenerationMode", Texts(&["testing candidates"]));
const WITH_EVERY_HASH: Setting = (
    "capabilities",
    Objects(&[&[
        NIST_CURVES,
        (
            "hashAlg",
            Texts(&[
                "SHA2-224",
                "SHA2-256",
                "SHA2-384",
                "SHA2-512",
                "SHA2-512/224",
                "SHA2-512/256",
                "SHA3-224",
                "SHA3-256",
                "SHA3-384",
                "SHA3-512",
                "SHAKE-128",
                "SHAKE-256",
            ]),
        ),
    ]]),
);
/// HMAC_DRBG gives the per-message secret, and has no form with SHAKE.
const WITH_EVERY_HMAC: Setting = (
    "capabilities",
    Objects(&[&[
        NIST_CURVES,
        (
            "hashAlg",
            Texts(&[
                "SHA2-224",
                "SHA2-256",
                "SHA2-384",
                "SHA2-512",
                "SHA2-512/224",
                "SHA2-512/256",
                "SHA3-224",
                "SHA3-256",
                "SHA3-384",
                "SHA3-512",
            ]),
        ),
    ]]),
);

pub(super) const ECDSA_KEY_GENERATION: &[Setting] = &[NIST_CURVES, GENERATION];
pub(super) const ECDSA_KEY_VALIDATION: &[Setting] = &[NIST_CURVES];
pub(super) const ECDSA_SIGNING: &[Setting] = &[COMPONENT, WITH_EVERY_HASH];
pub(super) const ECDSA_DETERMINISTIC: &[Setting] = &[COMPONENT, WITH_EVERY_HMAC];
/// Whether messages or hash values are signed.
const COMPONENT: Setting = ("componentTest", Flag(false));

const SETS: Setting = ("parameterSets", Texts(&["ML-DSA-44", "ML-DSA-65", "ML-DSA-87"]));
const RANDOMNESS: Setting = ("deterministic", Flags(&[true, false]));
const FORMATS: Setting = ("keyFormats", Texts(&["seed", "expanded"]));
const INTERFACES: Setting = ("signatureInterfaces", Texts(&["external", "internal"]));
const MU: Setting = ("externalMu", Flags(&[true, false]));
const DOORS: Setting = ("preHash", Texts(&["pure", "preHash"]));
const LENGTH: Setting = ("messageLength", bytes(8, 65536));
const CONTEXT: Setting = ("contextLength", bytes(0, 2040));
const HASHES: Setting = (
    "hashAlgs",
    Texts(&[
        "SHA2-224",
        "SHA2-256",
        "SHA2-384",
        "SHA2-512",
        "SHA2-512/224",
        "SHA2-512/256",
        "SHA3-224",
        "SHA3-256",
        "SHA3-384",
        "SHA3-512",
        "SHAKE-128",
        "SHAKE-256",
    ]),
);
const MESSAGES: Setting = ("capabilities", Objects(&[&[SETS, LENGTH, CONTEXT, HASHES]]));

pub(super) const KEY_GENERATION: &[Setting] = &[SETS];
pub(super) const SIGNING: &[Setting] = &[RANDOMNESS, INTERFACES, MU, DOORS, MESSAGES];
/// Of keys in both forms.
pub(super) const SIGNING_IN_FORMS: &[Setting] = &[RANDOMNESS, INTERFACES, MU, DOORS, FORMATS, MESSAGES];
pub(super) const VERIFYING: &[Setting] = &[INTERFACES, MU, DOORS, MESSAGES];

const HASH_BASED_SETS: Setting = (
    "parameterSets",
    Texts(&[
        "SLH-DSA-SHA2-128s",
        "SLH-DSA-SHA2-128f",
        "SLH-DSA-SHA2-192s",
        "SLH-DSA-SHA2-192f",
        "SLH-DSA-SHA2-256s",
        "SLH-DSA-SHA2-256f",
        "SLH-DSA-SHAKE-128s",
        "SLH-DSA-SHAKE-128f",
        "SLH-DSA-SHAKE-192s",
        "SLH-DSA-SHAKE-192f",
        "SLH-DSA-SHAKE-256s",
        "SLH-DSA-SHAKE-256f",
    ]),
);
const HASH_BASED_MESSAGES: Setting = ("capabilities", Objects(&[&[HASH_BASED_SETS, LENGTH, CONTEXT, HASHES]]));

/// Of SLH-DSA.
pub(super) const HASH_BASED_KEYS: &[Setting] = &[HASH_BASED_SETS];
pub(super) const HASH_BASED_SIGNING: &[Setting] = &[RANDOMNESS, INTERFACES, DOORS, HASH_BASED_MESSAGES];
pub(super) const HASH_BASED_VERIFYING: &[Setting] = &[INTERFACES, DOORS, HASH_BASED_MESSAGES];

/// LMS in a mode of its tests. HSS has none, and is affirmed on top of it (IG C.O).
pub(super) const fn lms(mode: &'static str, service: &'static str, capabilities: &'static [Setting]) -> Algorithm {
    Algorithm {
        name: "LMS",
        mode,
        revision: "SP800-208",
        standard: "SP 800-208",
        prerequisites: &["SHA"],
        capabilities,
        self_test: &LMS_SHA2,
        kernel: sha2_256::kernel_name,
        service,
    }
}

const TREES: Setting = (
    "lmsModes",
    Texts(&[
        "LMS_SHA256_M24_H5",
        "LMS_SHA256_M24_H10",
        "LMS_SHA256_M24_H15",
        "LMS_SHA256_M24_H20",
        "LMS_SHA256_M24_H25",
        "LMS_SHA256_M32_H5",
        "LMS_SHA256_M32_H10",
        "LMS_SHA256_M32_H15",
        "LMS_SHA256_M32_H20",
        "LMS_SHA256_M32_H25",
        "LMS_SHAKE_M24_H5",
        "LMS_SHAKE_M24_H10",
        "LMS_SHAKE_M24_H15",
        "LMS_SHAKE_M24_H20",
        "LMS_SHAKE_M24_H25",
        "LMS_SHAKE_M32_H5",
        "LMS_SHAKE_M32_H10",
        "LMS_SHAKE_M32_H15",
        "LMS_SHAKE_M32_H20",
        "LMS_SHAKE_M32_H25",
    ]),
);
const ONE_TIME_KEYS: Setting = (
    "lmOtsModes",
    Texts(&[
        "LMOTS_SHA256_N24_W1",
        "LMOTS_SHA256_N24_W2",
        "LMOTS_SHA256_N24_W4",
        "LMOTS_SHA256_N24_W8",
        "LMOTS_SHA256_N32_W1",
        "LMOTS_SHA256_N32_W2",
        "LMOTS_SHA256_N32_W4",
        "LMOTS_SHA256_N32_W8",
        "LMOTS_SHAKE_N24_W1",
        "LMOTS_SHAKE_N24_W2",
        "LMOTS_SHAKE_N24_W4",
        "LMOTS_SHAKE_N24_W8",
        "LMOTS_SHAKE_N32_W1",
        "LMOTS_SHAKE_N32_W2",
        "LMOTS_SHAKE_N32_W4",
        "LMOTS_SHAKE_N32_W8",
    ]),
);

/// Of every pair that SP 800-208 section 4 allows.
pub(super) const VERIFYING_BY_LMS: &[Setting] = &[("capabilities", Object(&[TREES, ONE_TIME_KEYS])), LENGTH];

/// EdDSA in a mode of its tests.
pub(super) const fn eddsa(mode: &'static str, service: &'static str, capabilities: &'static [Setting]) -> Algorithm {
    Algorithm {
        name: "EDDSA",
        mode,
        revision: "1.0",
        standard: "FIPS 186-5",
        prerequisites: &["DRBG", "SHA"],
        capabilities,
        self_test: &ED25519,
        kernel: f25519::kernel_name,
        service,
    }
}

const CURVES: Setting = ("curve", Texts(&["ED-25519", "ED-448"]));

/// Keys of both curves.
pub(super) const KEYS_OF_EDDSA: &[Setting] = &[CURVES];
/// Messages and their hash values, as they are verified.
pub(super) const VERIFYING_BY_EDDSA: &[Setting] = &[CURVES, ("pure", Flag(true)), ("preHash", Flag(true))];
/// The same as they are signed. Contexts are counted in bytes here.
pub(super) const SIGNING_BY_EDDSA: &[Setting] = &[
    CURVES,
    ("pure", Flag(true)),
    ("preHash", Flag(true)),
    ("contextLength", Range(Domain { min: 0, max: 255, increment: 1 })),
];

/// DSA, of which signatures are verified.
pub(super) const fn dsa(service: &'static str, capabilities: &'static [Setting]) -> Algorithm {
    Algorithm {
        name: "DSA",
        mode: "sigVer",
        revision: "1.0",
        standard: "FIPS 186-4",
        prerequisites: &["SHA"],
        capabilities,
        self_test: &DSA,
        kernel: limbs::slices::kernel_name,
        service,
    }
}

/// Every size of p and q with the same hash functions.
macro_rules! sizes {
    ($($l:literal $n:literal)+) => {
        Objects(&[$(&[("l", Number($l)), ("n", Number($n)), ("hashAlg", Texts(OF_DSA))]),+])
    };
}

const OF_DSA: &[&str] = &["SHA-1", "SHA2-224", "SHA2-256", "SHA2-384", "SHA2-512", "SHA2-512/224", "SHA2-512/256"];

pub(super) const VERIFYING_BY_DSA: &[Setting] = &[("capabilities", sizes!(1024 160 2048 224 2048 256 3072 256))];
