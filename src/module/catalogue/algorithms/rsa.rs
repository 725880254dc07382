//! RSA, as a validation programme wants to hear of it.

use crate::kernels::limbs;
use crate::module::cast::rsa::RSA;
use crate::module::catalogue::Capability::{Number, Numbers, Object, Objects, Text, Texts};
use crate::module::catalogue::{Algorithm, Setting};

/// RSA in a mode and a revision of its tests.
pub(super) const fn rsa(
    mode: &'static str,
    revision: &'static str,
    standard: &'static str,
    service: &'static str,
    capabilities: &'static [Setting],
) -> Algorithm {
    Algorithm {
        name: "RSA",
        mode,
        revision,
        standard,
        prerequisites: &["DRBG", "SHA"],
        capabilities,
        self_test: &RSA,
        kernel: limbs::slices::kernel_name,
        service,
    }
}

/// The properties of a size in bits for probable primes.
macro_rules! generated {
    ($($bits:literal)+) => {
        Objects(&[$(&[
            ("modulo", Number($bits)),
            ("primeTest", Texts(&["2pow100"])),
            ("pMod8", Number(0)),
            ("qMod8", Number(0)),
        ]),+])
    };
}

/// Hash functions with the longest salt of each.
macro_rules! pairs {
    ($($hash:literal $salt:literal)+) => {
        Objects(&[$(&[("hashAlg", Text($hash)), ("saltLen", Number($salt))]),+])
    };
}

/// Every size in bits with the same pairs and masks.
macro_rules! properties {
    ($($bits:literal)+; $masks:expr, $pairs:expr) => {
        Objects(&[$(&[("modulo", Number($bits)), ("maskFunction", Texts($masks)), ("hashPair", $pairs)]),+])
    };
}

pub(super) const KEY_GENERATION: &[Setting] = &[
    ("pubExpMode", Text("fixed")),
    ("fixedPubExp", Text("010001")),
    ("keyFormat", Text("standard")),
    (
        "capabilities",
        Objects(&[&[("randPQ", Text("probable")), ("properties", generated!(2048 3072 4096 6144 8192))]]),
    ),
];

/// The approved functions, with salts as long as the value.
macro_rules! approved {
    ($($more:tt)*) => {
        pairs!(
            "SHA2-224" 28 "SHA2-256" 32 "SHA2-384" 48 "SHA2-512" 64 "SHA2-512/224" 28 "SHA2-512/256" 32
            "SHA3-224" 28 "SHA3-256" 32 "SHA3-384" 48 "SHA3-512" 64 $($more)*
        )
    };
}

const FORMS: Setting = (
    "capabilities",
    Objects(&[
        &[("sigType", Text("pkcs1v1.5")), ("properties", properties!(2048 3072 4096; &["none"], approved!()))],
        &[
            ("sigType", Text("pss")),
            (
                "properties",
                properties!(2048 3072 4096; &["mgf1", "shake-128", "shake-256"], approved!("SHAKE-128" 32 "SHAKE-256" 64)),
            ),
        ],
    ]),
);

pub(super) const SIGNING: &[Setting] = &[FORMS];
pub(super) const VERIFYING: &[Setting] = &[("pubExpMode", Text("random")), FORMS];

/// What is verified as legacy: shorter keys, and SHA-1.
pub(super) const VERIFYING_LEGACY: &[Setting] = &[
    ("pubExpMode", Text("random")),
    (
        "capabilities",
        Objects(&[
            &[
                ("sigType", Text("pkcs1v1.5")),
                ("properties", properties!(1024 2048; &["none"], pairs!("SHA-1" 20 "SHA2-256" 32))),
            ],
            &[
                ("sigType", Text("pss")),
                ("properties", properties!(1024 2048; &["mgf1"], pairs!("SHA-1" 20 "SHA2-256" 32))),
            ],
        ]),
    ),
];

pub(super) const DECRYPTING: &[Setting] = &[
    ("modulo", Numbers(&[2048, 3072, 4096])),
    ("keyFormat", Texts(&["standard", "crt"])),
    ("pubExpMode", Text("random")),
];

/// The secrets of KAS1 and KAS2.
pub(super) const AGREEMENT: Algorithm = Algorithm {
    name: "KAS-IFC-SSC",
    prerequisites: &["DRBG"],
    ..rsa("", "Sp800-56Br2", "SP 800-56B r2", "rsa::EncryptionKey::encapsulate", SECRETS)
};

/// Both sides of a scheme, without what follows the secret.
macro_rules! scheme {
    ($name:literal) => {
        Object(&[
            ("scheme", Text($name)),
            ("kasMode", Text("noKdfNoKc")),
            ("kasRole", Texts(&["initiator", "responder"])),
        ])
    };
}

const SECRETS: &[Setting] = &[
    ("scheme", Object(&[("kaS1", scheme!("KAS1")), ("kaS2", scheme!("KAS2"))])),
    ("keyGenerationMethods", Texts(&["rsakpg1-basic", "rsakpg1-prime-factor", "rsakpg1-crt"])),
    ("modulo", Numbers(&[2048, 3072, 4096, 6144, 8192])),
    ("fixedPubExp", Text("010001")),
];
